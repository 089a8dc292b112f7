/* SPDX-License-Identifier: MIT */
/* Tests of git/snapshot.h on plain folders; revisions have tests/unit/revision.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "git/snapshot.h"
#include "repository.h"

static struct snapshot *open_stations(const char *root)
{
	struct error error = {0};
	struct snapshot *s;

	if (snapshot_open_folder(root, stations, 1, &s, &error))
		fail_msg("%s", error.message.id);
	return s;
}

/* That reading the path fails with snapshot.unreadable and leaves nothing. */
static void assert_unreadable(struct snapshot *s, const char *path)
{
	struct error error = {0};
	struct buf bytes = {0};

	buf_add_text(&bytes, "from before");
	assert_int_equal(read_path(s, path, ROOM, &bytes, &error), STATUS_IO);
	assert_error(&error, "snapshot.unreadable");
	assert_error_arg(&error, "path", path);
	assert_int_equal(bytes.len, 0);
	buf_release(&bytes);
	error_release(&error);
}

static void entries_come_in_byte_order_of_their_paths(void **state)
{
	struct snapshot *s;

	shell("mkdir -p stations/a stations/A && touch sws.yaml stations/a/b stations/a.x "
	      "stations/a0 stations/Z stations/A/z stations.x stations0");
	shell("touch 'stations/\xe7\xab\x99' \"stations/$(printf '\\377')\" "
	      "\"stations/$(printf 'new\\nline')\"");
	s = open_stations(".");
	assert_entries(s, "file stations.x\n"
			  "file stations/A/z\n"
			  "file stations/Z\n"
			  "file stations/a.x\n"
			  "file stations/a/b\n"
			  "file stations/a0\n"
			  "file stations/new\nline\n"
			  "file stations/\xe7\xab\x99\n"
			  "file stations/\xff\n"
			  "file stations0\n"
			  "file sws.yaml\n");
	snapshot_free(s);
}

static void only_the_folders_asked_for_are_looked_into(void **state)
{
	static const struct str two[] = {{"stations", 8}, {"cases", 5}};
	struct error error = {0};
	struct snapshot *s;

	shell("mkdir -p r/stations/cases r/cases/2022 r/docs/stations r/.github r/empty r/case "
	      "&& touch r/stations/cases/a r/cases/2022/b r/docs/stations/c r/.github/d "
	      "r/case/e r/stations/.hidden");
	assert_int_equal(snapshot_open_folder("r", two, 2, &s, &error), 0);
	assert_entries(s, "folder .github\n"
			  "folder case\n"
			  "file cases/2022/b\n"
			  "folder docs\n"
			  "folder empty\n"
			  "file stations/.hidden\n"
			  "file stations/cases/a\n");
	snapshot_free(s);
	assert_int_equal(snapshot_open_folder("r", NULL, 0, &s, &error), 0);
	assert_int_equal(snapshot_count(s), 6);
	snapshot_free(s);
}

static void an_empty_folder_has_no_entries(void **state)
{
	struct snapshot *s;

	shell("mkdir -p r/stations/a");
	s = open_stations("r");
	assert_int_equal(snapshot_count(s), 0);
	assert_null(snapshot_find(s, STR("stations")));
	assert_string_equal(snapshot_commit(s).ptr, "");
	snapshot_free(s);
}

static void find_gives_exactly_the_path_or_nothing(void **state)
{
	static const char *const absent[] = {"",           "stations",       "stations/",
					     "stations/a", "stations/a.yam", "stations/a.yamlx",
					     "zzz"};
	struct snapshot *s;

	shell("mkdir stations && touch stations/a.yaml stations/b.yaml sws.yaml");
	s = open_stations(".");
	for (size_t i = 0; i < snapshot_count(s); i++)
		assert_ptr_equal(snapshot_find(s, snapshot_entry(s, i)->path),
				 snapshot_entry(s, i));
	for (size_t i = 0; i < sizeof absent / sizeof absent[0]; i++)
		assert_null(snapshot_find(s, str_of(absent[i])));
	snapshot_free(s);
}

/* Looks for the root from `dir`: it is `expected` below the sandbox. */
static void assert_root(const char *dir, const char *expected)
{
	struct error error = {0};
	struct buf root = {0}, full = {0};

	assert_int_equal(snapshot_find_root(dir, &root, &error), 0);
	buf_printf(&full, "%s%s", sandbox_path(), expected);
	assert_string_equal(buf_cstr(&root), buf_cstr(&full));
	buf_release(&root);
	buf_release(&full);
}

static void the_root_is_the_nearest_parent_with_a_district_file(void **state)
{
	shell("mkdir -p r/stations/a r/inner/cases && touch r/sws.yaml r/inner/sws.yaml");
	assert_root("r", "/r");
	assert_root("r/", "/r");
	assert_root("r/stations/a", "/r");
	assert_root("r/inner/cases", "/r/inner");
	assert_root("r/inner/..", "/r");
	shell("ln -s r/stations/a link");
	assert_root("link", "/r");
	assert_root("link/../..", "/r");
}

static void a_district_file_of_any_type_makes_a_root(void **state)
{
	struct snapshot *s;

	shell("mkdir -p r/stations && ln -s nowhere r/sws.yaml");
	assert_root("r/stations", "/r");
	s = open_stations("r");
	assert_entries(s, "symlink sws.yaml\n");
	snapshot_free(s);
	shell("rm r/sws.yaml && mkdir r/sws.yaml");
	assert_root("r/stations", "/r");
}

static void without_a_root_finding_it_fails(void **state)
{
	struct error error = {0};
	struct buf root = {0};

	shell("mkdir r && touch file");
	assert_int_equal(snapshot_find_root("r", &root, &error), STATUS_NOT_FOUND);
	assert_error(&error, "snapshot.no-root");
	assert_error_arg(&error, "dir", "r");
	assert_int_equal(snapshot_find_root("/", &root, &error), STATUS_NOT_FOUND);
	assert_int_equal(snapshot_find_root("absent", &root, &error), STATUS_IO);
	assert_error(&error, "snapshot.open");
	assert_error_arg(&error, "reason", "errno.not-there");
	assert_int_equal(snapshot_find_root("file", &root, &error), STATUS_IO);
	assert_error_arg(&error, "reason", "errno.not-a-folder");
	buf_release(&root);
	error_release(&error);
}

static void a_snapshot_knows_its_root_and_where_in_a_repository_it_is(void **state)
{
	static const struct {
		const char *folder, *prefix;
	} cases[] = {{"r", "r/"}, {"r/inner/../inner", "r/inner/"}, {".", ""}, {"link", "r/"}};
	struct buf root = {0};
	struct snapshot *s;

	shell("mkdir -p r/inner && ln -s r link");
	s = open_stations("r"); /* no repository */
	assert_int_equal(snapshot_prefix(s).len, 0);
	assert_true(str_eq(snapshot_source(s), STR("worktree")));
	snapshot_free(s);
	shell("touch .git");
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		s = open_stations(cases[i].folder);
		assert_true(str_eq(snapshot_prefix(s), str_of(cases[i].prefix)));
		buf_reset(&root);
		buf_printf(&root, "%s/%s", sandbox_path(), cases[i].prefix);
		root.len--;
		assert_true(str_eq(snapshot_root(s), buf_str(&root)));
		snapshot_free(s);
	}
	buf_release(&root);
}

static void a_folder_that_is_not_there_cannot_be_opened(void **state)
{
	struct error error = {0};
	struct snapshot *s;

	shell("touch file");
	assert_int_equal(snapshot_open_folder("absent", stations, 1, &s, &error), STATUS_IO);
	assert_error(&error, "snapshot.open");
	assert_error_arg(&error, "dir", "absent");
	assert_null(s);
	assert_int_equal(snapshot_open_folder("file", stations, 1, &s, &error), STATUS_IO);
	assert_error_arg(&error, "reason", "errno.not-a-folder");
	error_release(&error);
	snapshot_free(NULL);
}

static void links_and_special_files_are_listed_and_not_followed(void **state)
{
	struct snapshot *s;

	shell("mkdir -p r/stations && cd r && ln -s /etc cases && ln -s /etc stations/etc && "
	      "ln -s ../sws.yaml stations/a.yaml && ln -s nowhere stations/b.yaml && "
	      "mkfifo stations/c.yaml fifo && touch sws.yaml");
	s = open_stations("r");
	assert_entries(s, "symlink cases\n"
			  "special fifo\n"
			  "symlink stations/a.yaml\n"
			  "symlink stations/b.yaml\n"
			  "special stations/c.yaml\n"
			  "symlink stations/etc\n"
			  "file sws.yaml\n");
	snapshot_free(s);
	shell("cd r && rm -r stations && ln -s /etc stations");
	s = open_stations("r");
	assert_int_equal(snapshot_find(s, STR("stations"))->type, ENTRY_SYMLINK);
	snapshot_free(s);
	shell("cd r && rm stations && touch stations");
	s = open_stations("r");
	assert_int_equal(snapshot_find(s, STR("stations"))->type, ENTRY_FILE);
	snapshot_free(s);
}

static void a_folder_with_a_repository_in_it_is_a_submodule(void **state)
{
	struct snapshot *s;

	shell("mkdir -p r/.git/objects r/stations/a/.git r/stations/a/b r/stations/c/d "
	      "r/docs/.git && touch r/stations/0 r/stations/a/1 r/stations/a/b/2 "
	      "r/stations/c/d/.git r/stations/c/d/3 r/stations/c/4");
	s = open_stations("r");
	assert_entries(s, "submodule docs\n"
			  "file stations/0\n"
			  "submodule stations/a\n"
			  "file stations/c/4\n"
			  "submodule stations/c/d\n");
	snapshot_free(s);
	shell("touch r/stations/.git");
	s = open_stations("r");
	assert_entries(s, "submodule docs\n"
			  "submodule stations\n");
	snapshot_free(s);
	shell("rm -r r/.git && touch r/.git");
	s = open_stations("r");
	assert_null(snapshot_find(s, STR(".git")));
	snapshot_free(s);
}

/* Gives up root's right to read everything, if the process has it, for the rest of a test. */
static void become_ordinary(void)
{
	if (geteuid() == 0 && seteuid(65534) != 0) {
		print_message("skipped: root may read everything\n");
		skip();
	}
}

static void what_may_not_be_read_is_an_entry_that_says_so(void **state)
{
	struct snapshot *s;
	uid_t self = geteuid();

	shell("mkdir -p r/stations/a r/stations/b && touch r/stations/a/x r/stations/b/y "
	      "r/stations/z && chmod 0 r/stations/a r/stations/z");
	become_ordinary();
	s = open_stations("r");
	assert_entries(s, "unreadable stations/a\n"
			  "file stations/b/y\n"
			  "file stations/z\n");
	assert_string_equal(snapshot_find(s, STR("stations/a"))->reason, "errno.not-allowed");
	assert_unreadable(s, "stations/z");
	assert_int_equal(seteuid(self), 0);
	snapshot_free(s);
}

static void a_file_is_read_whole_whatever_its_bytes(void **state)
{
	struct error error = {0};
	struct buf bytes = {0};
	struct snapshot *s;

	shell("mkdir stations && printf 'a\\0b\\377\\n' >stations/a && touch stations/empty && "
	      "printf 'format: 1\\n' >sws.yaml");
	s = open_stations(".");
	assert_int_equal(read_path(s, "stations/a", ROOM, &bytes, &error), 0);
	assert_int_equal(bytes.len, 5);
	assert_memory_equal(bytes.ptr, "a\0b\xff\n", 6);
	assert_int_equal(read_path(s, "stations/empty", 0, &bytes, &error), 0);
	assert_int_equal(bytes.len, 0);
	assert_int_equal(read_path(s, "sws.yaml", SIZE_MAX, &bytes, &error), 0);
	assert_string_equal(bytes.ptr, "format: 1\n");
	assert_false(snapshot_find(s, STR("sws.yaml"))->has_oid);
	buf_release(&bytes);
	snapshot_free(s);
}

static void a_file_at_the_limit_is_read_and_one_over_it_is_not(void **state)
{
	struct error error = {0};
	struct buf bytes = {0};
	struct snapshot *s;

	shell("head -c 1048577 /dev/zero >a");
	s = open_stations(".");
	assert_int_equal(read_path(s, "a", ROOM + 1, &bytes, &error), 0);
	assert_int_equal(bytes.len, ROOM + 1);
	assert_int_equal(read_path(s, "a", ROOM, &bytes, &error), STATUS_LIMIT);
	assert_error(&error, "snapshot.too-large");
	assert_error_arg(&error, "path", "a");
	assert_error_arg(&error, "size", "1048577");
	assert_error_arg(&error, "max", "1048576");
	assert_int_equal(bytes.len, 0);
	shell("head -c 3000000 /dev/zero >a");
	assert_int_equal(read_path(s, "a", ROOM, &bytes, &error), STATUS_LIMIT);
	assert_error_arg(&error, "size", "3000000");
	buf_release(&bytes);
	error_release(&error);
	snapshot_free(s);
}

static void a_file_that_grows_or_shrinks_after_listing_is_read_as_it_is(void **state)
{
	struct error error = {0};
	struct buf bytes = {0};
	struct snapshot *s;

	shell("printf 0123456789 >a");
	s = open_stations(".");
	shell("printf 01234 >a");
	assert_int_equal(read_path(s, "a", ROOM, &bytes, &error), 0);
	assert_string_equal(bytes.ptr, "01234");
	shell("head -c 200000 /dev/zero >a");
	assert_int_equal(read_path(s, "a", ROOM, &bytes, &error), 0);
	assert_int_equal(bytes.len, 200000);
	buf_release(&bytes);
	snapshot_free(s);
}

static void a_file_whose_system_gives_it_no_size_is_read_to_its_end(void **state)
{
	struct error error = {0};
	struct buf bytes = {0};
	struct snapshot *s;

	if (snapshot_open_folder("/proc/self", NULL, 0, &s, &error)) {
		error_release(&error);
		skip();
	}
	assert_int_equal(read_path(s, "status", ROOM, &bytes, &error), 0);
	assert_true(bytes.len > 100);
	assert_int_equal(read_path(s, "status", 100, &bytes, &error), STATUS_LIMIT);
	assert_int_equal(bytes.len, 0);
	buf_release(&bytes);
	error_release(&error);
	snapshot_free(s);
}

static void what_was_swapped_after_listing_is_neither_followed_nor_waited_for(void **state)
{
	static const char *const swaps[] = {
		"ln -s /etc/passwd", /* each followed by the path */
		"mkfifo",
		"mkdir",
		"true",
	};
	struct snapshot *s;

	for (size_t i = 0; i < sizeof swaps / sizeof swaps[0]; i++) {
		shell("rm -rf stations && mkdir stations && touch stations/a");
		s = open_stations(".");
		shell("rm stations/a && %s stations/a", swaps[i]);
		alarm(20);
		assert_unreadable(s, "stations/a");
		alarm(0);
		snapshot_free(s);
	}
}

static void a_folder_swapped_for_a_link_after_listing_is_not_followed(void **state)
{
	struct snapshot *s;

	shell("mkdir -p stations/in/er elsewhere/er && touch stations/in/er/a elsewhere/er/a");
	s = open_stations(".");
	shell("mv stations/in away && ln -s ../elsewhere stations/in");
	assert_unreadable(s, "stations/in/er/a");
	shell("rm stations/in && mkdir stations/in && ln -s ../../elsewhere/er stations/in/er");
	assert_unreadable(s, "stations/in/er/a");
	snapshot_free(s);
}

/* The lowest file descriptor that is free. */
static int free_descriptor(void)
{
	const int fd = dup(0);

	close(fd);
	return fd;
}

static void files_of_many_folders_are_read_in_any_order(void **state)
{
	struct error error = {0};
	struct buf bytes = {0};
	const int free_before = free_descriptor();
	struct snapshot *s;

	shell("for i in 10 11 12 13 14 15 16 17 18 19 20 21; do mkdir -p stations/$i/$i; "
	      "echo a$i >stations/$i/a; echo b$i >stations/$i/$i/b; done");
	s = open_stations(".");
	for (int round = 0; round < 3; round++)
		for (int i = 10; i <= 21; i++) {
			char path[64], expected[16];

			snprintf(path, sizeof path, "stations/%d/a", i);
			snprintf(expected, sizeof expected, "a%d\n", i);
			assert_int_equal(read_path(s, path, ROOM, &bytes, &error), 0);
			assert_string_equal(bytes.ptr, expected);
			snprintf(path, sizeof path, "stations/%d/%d/b", i, i);
			expected[0] = 'b';
			assert_int_equal(read_path(s, path, ROOM, &bytes, &error), 0);
			assert_string_equal(bytes.ptr, expected);
		}
	buf_release(&bytes);
	snapshot_free(s);
	assert_int_equal(free_descriptor(), free_before);
}

static void several_threads_read_at_once(void **state)
{
	struct snapshot *s;

	make_path_files();
	s = open_stations(".");
	assert_threads_read(s);
	snapshot_free(s);
}

static void a_folder_at_the_depth_limit_is_listed_and_one_below_it_is_not(void **state)
{
	struct buf at = {0}, below = {0};
	struct snapshot *s;

	buf_add_text(&at, "stations");
	for (int i = 1; i < SNAPSHOT_DEPTH_MAX; i++)
		buf_add_text(&at, "/d");
	buf_printf(&below, "%s/d", buf_cstr(&at));
	shell("mkdir -p %s && touch %s/x %s/x", below.ptr, at.ptr, below.ptr);
	s = open_stations(".");
	buf_add_text(&at, "/x");
	assert_int_equal(snapshot_find(s, buf_str(&at))->type, ENTRY_FILE);
	assert_int_equal(snapshot_find(s, buf_str(&below))->type, ENTRY_UNREADABLE);
	assert_string_equal(snapshot_find(s, buf_str(&below))->reason, "object.too-deep");
	buf_add_text(&below, "/x");
	assert_null(snapshot_find(s, buf_str(&below)));
	buf_release(&at);
	buf_release(&below);
	snapshot_free(s);
}

static void a_path_at_the_length_limit_is_listed_and_a_longer_one_fails(void **state)
{
	struct error error = {0};
	struct buf path = {0};
	struct snapshot *s;

	buf_add_text(&path, "stations");
	while (path.len < SNAPSHOT_PATH_MAX - 200)
		buf_printf(&path, "/%0100d", 0);
	shell("mkdir -p %s", path.ptr);
	buf_printf(&path, "/%0*d", (int)(SNAPSHOT_PATH_MAX - path.len - 1), 0);
	shell("touch %s", path.ptr);
	s = open_stations(".");
	assert_int_equal(snapshot_count(s), 1);
	assert_int_equal(snapshot_find(s, buf_str(&path))->path.len, SNAPSHOT_PATH_MAX);
	snapshot_free(s);
	shell("mv %s %s1", path.ptr, path.ptr);
	assert_int_equal(snapshot_open_folder(".", stations, 1, &s, &error), STATUS_LIMIT);
	assert_error(&error, "snapshot.path-too-long");
	assert_error_arg(&error, "max", "1024");
	assert_null(s);
	buf_release(&path);
	error_release(&error);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		sandbox_test(entries_come_in_byte_order_of_their_paths),
		sandbox_test(only_the_folders_asked_for_are_looked_into),
		sandbox_test(an_empty_folder_has_no_entries),
		sandbox_test(find_gives_exactly_the_path_or_nothing),
		sandbox_test(the_root_is_the_nearest_parent_with_a_district_file),
		sandbox_test(a_district_file_of_any_type_makes_a_root),
		sandbox_test(without_a_root_finding_it_fails),
		sandbox_test(a_snapshot_knows_its_root_and_where_in_a_repository_it_is),
		sandbox_test(a_folder_that_is_not_there_cannot_be_opened),
		sandbox_test(links_and_special_files_are_listed_and_not_followed),
		sandbox_test(a_folder_with_a_repository_in_it_is_a_submodule),
		sandbox_test(what_may_not_be_read_is_an_entry_that_says_so),
		sandbox_test(a_file_is_read_whole_whatever_its_bytes),
		sandbox_test(a_file_at_the_limit_is_read_and_one_over_it_is_not),
		sandbox_test(a_file_that_grows_or_shrinks_after_listing_is_read_as_it_is),
		sandbox_test(a_file_whose_system_gives_it_no_size_is_read_to_its_end),
		sandbox_test(what_was_swapped_after_listing_is_neither_followed_nor_waited_for),
		sandbox_test(a_folder_swapped_for_a_link_after_listing_is_not_followed),
		sandbox_test(files_of_many_folders_are_read_in_any_order),
		sandbox_test(several_threads_read_at_once),
		sandbox_test(a_folder_at_the_depth_limit_is_listed_and_one_below_it_is_not),
		sandbox_test(a_path_at_the_length_limit_is_listed_and_a_longer_one_fails),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
