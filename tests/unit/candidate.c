/* SPDX-License-Identifier: MIT */
/* Tests of git/snapshot.h on candidates: a snapshot with changes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "git/snapshot.h"
#include "repository.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static struct snapshot_change put(const char *path, const char *bytes)
{
	return (struct snapshot_change){.path = str_of(path), .bytes = str_of(bytes)};
}

static struct snapshot_change removal(const char *path)
{
	return (struct snapshot_change){.path = str_of(path), .removed = true};
}

static struct snapshot *open_base(void)
{
	struct error error = {0};
	struct snapshot *s;

	if (snapshot_open_folder(".", stations, 1, &s, &error))
		fail_msg("%s", error.message.id);
	return s;
}

static struct snapshot *change(struct snapshot *base, const struct snapshot_change *changes,
			       size_t n)
{
	struct error error = {0};
	struct snapshot *s;

	if (snapshot_open_candidate(base, changes, n, stations, 1, &s, &error))
		fail_msg("%s", error.message.id);
	return s;
}

/* That a change of the sandbox fails with this status, message id and path. */
static void assert_no_change(struct snapshot_change one, int status, const char *id)
{
	struct error error = {0};
	struct snapshot *s, *base = open_base();

	assert_int_equal(snapshot_open_candidate(base, &one, 1, stations, 1, &s, &error),
			 status);
	assert_error(&error, id);
	assert_null(s);
	error_release(&error);
	snapshot_free(base);
}

static void files_are_put_in_replaced_and_removed(void **state)
{
	const struct snapshot_change changes[] = {
		put("stations/z.yaml", "new"), put("stations/b/c.yaml", "replaced"),
		removal("stations/a.yaml"),    put("stations/a/new.yaml", ""),
		put("0.yaml", "first"),        removal("stations/d.yaml"),
	};
	struct snapshot *base, *s;

	shell("touch ../.git && mkdir -p stations/a stations/b docs && echo a >stations/a.yaml "
	      "&& "
	      "echo b >stations/b.yaml && echo c >stations/b/c.yaml && touch stations/d.yaml "
	      "sws.yaml docs/x && ln -s a stations/link");
	base = open_base();
	s = change(base, changes, COUNT(changes));
	assert_entries(s, "file 0.yaml\n"
			  "folder docs\n"
			  "file stations/a/new.yaml\n"
			  "file stations/b.yaml\n"
			  "file stations/b/c.yaml\n"
			  "symlink stations/link\n"
			  "file stations/z.yaml\n"
			  "file sws.yaml\n");
	assert_content(s, "stations/z.yaml", "new");
	assert_content(s, "stations/b/c.yaml", "replaced");
	assert_content(s, "stations/a/new.yaml", "");
	assert_content(s, "0.yaml", "first");
	assert_content(s, "stations/b.yaml", "b\n");
	assert_content(base, "stations/a.yaml", "a\n");
	assert_content(base, "stations/b/c.yaml", "c\n");
	assert_true(str_eq(snapshot_source(s), STR("candidate")));
	assert_true(str_eq(snapshot_root(s), snapshot_root(base)));
	assert_true(str_eq(snapshot_prefix(s), snapshot_prefix(base)));
	snapshot_free(s);
	snapshot_free(base);
}

static void without_changes_it_is_the_base(void **state)
{
	struct snapshot *base, *s;

	make_repository();
	base = open_rev(".", "HEAD");
	s = change(base, NULL, 0);
	assert_entries(s, "file stations/a.yaml\nfile stations/a/b.yaml\nfile sws.yaml\n");
	assert_true(snapshot_find(s, STR("stations/a.yaml"))->has_oid);
	assert_content(s, "stations/a.yaml", "two\n");
	assert_true(str_eq(snapshot_commit(s), snapshot_commit(base)));
	assert_int_equal(snapshot_commit(s).len, 40);
	snapshot_free(s);
	snapshot_free(base);
}

static void a_changed_file_has_no_object_id(void **state)
{
	const struct snapshot_change one = put("stations/a.yaml", "three");
	struct snapshot *base, *s;

	make_repository();
	base = open_rev(".", "HEAD");
	s = change(base, &one, 1);
	assert_false(snapshot_find(s, STR("stations/a.yaml"))->has_oid);
	assert_content(s, "stations/a.yaml", "three");
	snapshot_free(s);
	snapshot_free(base);
}

static void the_paths_of_changes_may_go_once_it_is_open(void **state)
{
	char path[] = "stations/a";
	const struct snapshot_change one = put(path, "x");
	struct snapshot *base = open_base(), *s = change(base, &one, 1);

	memset(path, 'z', sizeof path - 1);
	assert_content(s, "stations/a", "x");
	snapshot_free(s);
	snapshot_free(base);
}

static void the_only_file_may_go(void **state)
{
	const struct snapshot_change one = removal("x");
	struct snapshot *base, *s;

	shell("touch x");
	base = open_base();
	s = change(base, &one, 1);
	assert_int_equal(snapshot_count(s), 0);
	assert_null(snapshot_find(s, STR("x")));
	snapshot_free(s);
	snapshot_free(base);
}

static void a_candidate_may_be_the_base_of_another(void **state)
{
	const struct snapshot_change first[] = {put("a", "1"), put("b", "1")};
	const struct snapshot_change second[] = {put("a", "2"), removal("b"), put("c", "2")};
	struct snapshot *base = open_base();
	struct snapshot *one = change(base, first, COUNT(first));
	struct snapshot *two = change(one, second, COUNT(second));

	assert_entries(two, "file a\nfile c\n");
	assert_content(two, "a", "2");
	assert_content(one, "b", "1");
	snapshot_free(two);
	snapshot_free(one);
	snapshot_free(base);
}

static void a_file_in_a_folder_not_looked_into_is_not_seen(void **state)
{
	const struct snapshot_change changes[] = {put("docs/x", "1"), put("more/x/y", "2"),
						  put("docs/z", "3")};
	struct snapshot *base, *s;

	shell("mkdir docs && touch docs.md docs/x");
	base = open_base();
	s = change(base, changes, COUNT(changes));
	assert_entries(s, "folder docs\nfile docs.md\nfolder more\n");
	snapshot_free(s);
	snapshot_free(base);
}

static void a_change_at_the_limit_is_read_and_one_over_it_is_not(void **state)
{
	const struct snapshot_change one = put("stations/a", "12345");
	struct error error = {0};
	struct buf bytes = {0};
	struct snapshot *base = open_base(), *s = change(base, &one, 1);

	assert_int_equal(read_path(s, "stations/a", 5, &bytes, &error), 0);
	assert_string_equal(buf_cstr(&bytes), "12345");
	assert_int_equal(read_path(s, "stations/a", 4, &bytes, &error), STATUS_LIMIT);
	assert_error(&error, "snapshot.too-large");
	assert_error_arg(&error, "path", "stations/a");
	assert_error_arg(&error, "size", "5");
	assert_int_equal(bytes.len, 0);
	buf_release(&bytes);
	error_release(&error);
	snapshot_free(s);
	snapshot_free(base);
}

static void a_path_must_lead_from_the_root_to_a_name(void **state)
{
	static const char *const bad[] = {
		"",   "/",   "/stations/a", "stations/",  "stations//a", ".",        "./a",
		"..", "../", "a/../b",      "stations/.", ".git",        "a/.Git/x",
	};

	for (size_t i = 0; i < COUNT(bad); i++)
		assert_no_change(put(bad[i], "x"), STATUS_INVALID, "snapshot.bad-path");
	assert_no_change((struct snapshot_change){.path = {"a\0b", 3}}, STATUS_INVALID,
			 "snapshot.bad-path");
}

static void a_file_goes_only_where_a_file_can_be(void **state)
{
	static const char *const bad[] = {
		"stations",       "stations/f",        "stations/link", "stations/link/x",
		"stations/sub/x", "stations/file/x",   "stations/sub",  "docs",
		"sws.yaml/x",     "stations/file/x/y", "stations/fifo",
	};

	shell("mkdir -p stations/f/g stations/sub/.git docs && touch sws.yaml stations/f/g/x "
	      "stations/file docs/x && ln -s f stations/link && mkfifo stations/fifo");
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_no_change(put(bad[i], "x"), STATUS_INVALID, "snapshot.not-a-file");
	assert_no_change(removal("stations/link"), STATUS_INVALID, "snapshot.not-a-file");
	assert_no_change(removal("stations/none"), STATUS_NOT_FOUND, "snapshot.no-such-file");
}

static void a_folder_may_take_the_place_of_a_file_that_is_removed(void **state)
{
	const struct snapshot_change changes[] = {put("stations/a/b", "x"),
						  removal("stations/a")};
	const struct snapshot_change back[] = {removal("stations/a/b"), put("stations/a", "y")};
	struct snapshot *base, *s, *t;

	shell("mkdir stations && touch stations/a");
	base = open_base();
	s = change(base, changes, COUNT(changes));
	assert_entries(s, "file stations/a/b\n");
	t = change(s, back, COUNT(back));
	assert_entries(t, "file stations/a\n");
	snapshot_free(t);
	snapshot_free(s);
	snapshot_free(base);
}

static void two_changes_that_cannot_stand_together_are_refused(void **state)
{
	const struct snapshot_change changes[] = {put("stations/a/b", "x"),
						  put("stations/a", "y")};
	struct error error = {0};
	struct snapshot *s, *base = open_base();

	assert_int_equal(snapshot_open_candidate(base, changes, 2, stations, 1, &s, &error),
			 STATUS_INVALID);
	assert_error(&error, "snapshot.not-a-file");
	assert_null(s);
	error_release(&error);
	snapshot_free(base);
}

static void a_file_to_be_merged_may_be_replaced(void **state)
{
	const struct snapshot_change one = put("stations/a.yaml", "merged");
	struct error error = {0};
	struct snapshot *base, *s;

	make_repository();
	shell("git checkout -qb side HEAD~1 && echo x >stations/a.yaml && git commit -qam x && "
	      "if git merge -q main >/dev/null 2>&1; then false; fi");
	assert_int_equal(snapshot_open_index(".", NULL, stations, 1, &base, &error), 0);
	assert_int_equal(snapshot_find(base, STR("stations/a.yaml"))->type, ENTRY_UNMERGED);
	s = change(base, &one, 1);
	assert_entry(s, "stations/a/b.yaml", ENTRY_FILE);
	assert_content(s, "stations/a.yaml", "merged");
	snapshot_free(s);
	snapshot_free(base);
}

static void paths_keep_the_bounds_of_a_folder(void **state)
{
	struct buf at = {0}, deep = {0};
	struct snapshot_change changes[2];
	struct snapshot *base = open_base(), *s;

	while (at.len < SNAPSHOT_PATH_MAX)
		buf_add_char(&at, 'x');
	buf_add_text(&deep, "stations");
	for (int i = 0; i < SNAPSHOT_DEPTH_MAX; i++)
		buf_add_text(&deep, "/d");
	changes[0] = put(buf_cstr(&at), "1");
	changes[1] = put(buf_cstr(&deep), "2");
	s = change(base, changes, 2);
	assert_content(s, buf_cstr(&at), "1");
	assert_content(s, buf_cstr(&deep), "2");
	snapshot_free(s);
	buf_add_char(&at, 'x');
	assert_no_change(put(buf_cstr(&at), "1"), STATUS_LIMIT, "snapshot.path-too-long");
	buf_add_text(&deep, "/x");
	changes[0] = put(buf_cstr(&deep), "2");
	s = change(base, changes, 1);
	assert_int_equal(snapshot_count(s), 1);
	assert_int_equal(snapshot_entry(s, 0)->type, ENTRY_UNREADABLE);
	snapshot_free(s);
	snapshot_free(base);
	buf_release(&at);
	buf_release(&deep);
}

static void several_threads_read_at_once(void **state)
{
	const struct snapshot_change one = put("stations/10/1", "stations/10/1");
	struct snapshot *base, *s;

	make_path_files();
	shell("echo x >stations/10/1");
	base = open_base();
	s = change(base, &one, 1);
	assert_threads_read(s);
	snapshot_free(s);
	snapshot_free(base);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		sandbox_test(files_are_put_in_replaced_and_removed),
		sandbox_test(without_changes_it_is_the_base),
		sandbox_test(a_changed_file_has_no_object_id),
		sandbox_test(the_paths_of_changes_may_go_once_it_is_open),
		sandbox_test(the_only_file_may_go),
		sandbox_test(a_candidate_may_be_the_base_of_another),
		sandbox_test(a_file_in_a_folder_not_looked_into_is_not_seen),
		sandbox_test(a_change_at_the_limit_is_read_and_one_over_it_is_not),
		sandbox_test(a_path_must_lead_from_the_root_to_a_name),
		sandbox_test(a_file_goes_only_where_a_file_can_be),
		sandbox_test(a_folder_may_take_the_place_of_a_file_that_is_removed),
		sandbox_test(two_changes_that_cannot_stand_together_are_refused),
		sandbox_test(a_file_to_be_merged_may_be_replaced),
		sandbox_test(paths_keep_the_bounds_of_a_folder),
		sandbox_test(several_threads_read_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
