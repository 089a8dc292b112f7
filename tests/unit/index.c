/* SPDX-License-Identifier: MIT */
/* Tests of git/snapshot.h on git's index; revisions have tests/unit/revision.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "git/snapshot.h"
#include "repository.h"

static struct snapshot *open_index(const char *dir, const char *file)
{
	struct error error = {0};
	struct snapshot *s;

	if (snapshot_open_index(dir, file, stations, 1, &s, &error))
		fail_msg("%s: %s", dir, error.message.id);
	return s;
}

/* That opening fails with this status and message id. */
static void assert_no_index(const char *dir, const char *file, int status, const char *id)
{
	struct error error = {0};
	struct snapshot *s;

	assert_int_equal(snapshot_open_index(dir, file, stations, 1, &s, &error), status);
	assert_error(&error, id);
	assert_null(s);
	error_release(&error);
}

static void the_index_lists_and_reads_as_the_commit_of_it_does(void **state)
{
	struct error error = {0};
	struct buf here = {0}, there = {0};
	struct snapshot *index, *revision;

	make_repository();
	shell("mkdir -p docs stations/A && touch stations/a.x stations/a0 stations/A/z docs/d "
	      "docs.md docs/e \"stations/$(printf '\\377')\" "
	      "\"stations/$(printf 'new\\nline')\" && head -c 70000 /dev/urandom >stations/big "
	      "&& ln -s /etc stations/link && chmod +x stations/a0 && git add .");
	index = open_index(".", NULL);
	shell("git commit -qm three && git gc -q");
	revision = open_rev(".", "HEAD");
	assert_int_equal(snapshot_count(index), snapshot_count(revision));
	for (size_t i = 0; i < snapshot_count(index); i++) {
		const struct entry *a = snapshot_entry(index, i);
		const struct entry *b = snapshot_entry(revision, i);

		assert_string_equal(a->path.ptr, b->path.ptr);
		assert_int_equal(a->type, b->type);
		assert_int_equal(a->has_oid, b->has_oid);
		if (a->type != ENTRY_FILE)
			continue;
		assert_memory_equal(a->oid, b->oid, sizeof a->oid);
		assert_int_equal(snapshot_read(index, a, ROOM, &here, &error), 0);
		assert_int_equal(snapshot_read(revision, b, ROOM, &there, &error), 0);
		assert_true(str_eq(buf_str(&here), buf_str(&there)));
	}
	assert_true(str_eq(snapshot_source(index), STR("index")));
	assert_true(str_eq(snapshot_source(revision), STR("revision")));
	assert_int_equal(snapshot_commit(index).len, 0);
	buf_release(&here);
	buf_release(&there);
	snapshot_free(index);
	snapshot_free(revision);
}

static void what_is_staged_counts_and_the_work_tree_does_not(void **state)
{
	struct snapshot *s;

	make_repository();
	shell("echo three >stations/a.yaml && echo new >stations/new.yaml && git add . && "
	      "git rm -q --cached stations/a/b.yaml && echo four >stations/a.yaml && "
	      "rm sws.yaml && touch stations/never.yaml");
	s = open_index(".", NULL);
	assert_entries(s, "file stations/a.yaml\n"
			  "file stations/new.yaml\n"
			  "file sws.yaml\n");
	assert_content(s, "stations/a.yaml", "three\n");
	snapshot_free(s);
}

static void the_index_of_every_version_is_read(void **state)
{
	struct snapshot *s;

	make_repository();
	shell("git update-index --skip-worktree sws.yaml"); /* needs 3 */
	for (int version = 2; version <= 4; version++) {
		shell("git update-index --index-version %d && "
		      "test $(dd if=.git/index bs=1 skip=7 count=1 2>/dev/null | od -An -tu1) "
		      "-eq %d",
		      version, version == 2 ? 3 : version);
		s = open_index(".", NULL);
		assert_entries(s, "file stations/a.yaml\n"
				  "file stations/a/b.yaml\n"
				  "file sws.yaml\n");
		snapshot_free(s);
	}
	shell("git update-index --no-skip-worktree sws.yaml --index-version 2 && "
	      "test $(dd if=.git/index bs=1 skip=7 count=1 2>/dev/null | od -An -tu1) -eq 2");
	s = open_index(".", NULL);
	assert_int_equal(snapshot_count(s), 3);
	snapshot_free(s);
}

static void what_is_only_meant_to_be_added_is_not_there(void **state)
{
	struct snapshot *s;

	make_repository();
	shell("echo x >stations/meant.yaml && git add -N stations/meant.yaml");
	s = open_index(".", NULL);
	assert_null(snapshot_find(s, STR("stations/meant.yaml")));
	assert_int_equal(snapshot_count(s), 3);
	snapshot_free(s);
}

static void what_a_sparse_checkout_leaves_out_is_there(void **state)
{
	struct snapshot *s;

	make_repository();
	shell("git sparse-checkout set --no-cone '/sws.yaml' && test ! -e stations");
	s = open_index(".", NULL);
	assert_content(s, "stations/a/b.yaml", "b\n");
	snapshot_free(s);
}

static void links_and_submodules_are_entries_of_their_own_type(void **state)
{
	struct snapshot *s;

	make_repository();
	shell("git rm -qr --cached . && blob=$(git rev-parse HEAD:sws.yaml) && "
	      "commit=$(git rev-parse HEAD) && git update-index --add "
	      "--cacheinfo 120000,$blob,cases --cacheinfo 160000,$commit,docs "
	      "--cacheinfo 160000,$commit,stations/x --cacheinfo 120000,$blob,sws.yaml "
	      "--cacheinfo 100755,$blob,x");
	s = open_index(".", NULL);
	assert_entries(s, "symlink cases\n"
			  "submodule docs\n"
			  "submodule stations/x\n"
			  "symlink sws.yaml\n"
			  "file x\n");
	snapshot_free(s);
}

static void what_is_to_be_merged_is_one_entry_that_says_so(void **state)
{
	struct snapshot *s;

	make_repository();
	shell("git checkout -qb side HEAD~1 && echo side >stations/a.yaml && "
	      "echo y >stations/both.yaml && git rm -q stations/a/b.yaml && git add . && "
	      "git commit -qm side && git checkout -q main && echo x >stations/both.yaml && "
	      "echo b2 >stations/a/b.yaml && git add . && git commit -qm x && "
	      "if git merge -q side >/dev/null 2>&1; then false; fi");
	s = open_index(".", NULL);
	assert_entries(s, "unmerged stations/a.yaml\n"
			  "unmerged stations/a/b.yaml\n"
			  "unmerged stations/both.yaml\n"
			  "file sws.yaml\n");
	assert_false(snapshot_find(s, STR("stations/a.yaml"))->has_oid);
	snapshot_free(s);
}

static void the_root_is_the_nearest_that_the_index_holds(void **state)
{
	struct snapshot *s;
	struct buf expected = {0};

	shell("git init -q && mkdir -p r/stations/x r/inner/stations other stations.x && "
	      "touch r/sws.yaml r/sws.yaml.bak r/stations/x/1 r/inner/stations/2 other/3 && "
	      "git add . && touch r/inner/sws.yaml && mkdir -p r/stations/new && "
	      "ln -s r/stations link");
	s = open_index("r/stations/x", NULL);
	assert_entries(s, "folder inner\n"
			  "file stations/x/1\n"
			  "file sws.yaml\n"
			  "file sws.yaml.bak\n");
	buf_printf(&expected, "%s/r", sandbox_path());
	assert_true(str_eq(snapshot_root(s), buf_str(&expected)));
	assert_true(str_eq(snapshot_prefix(s), STR("r/")));
	snapshot_free(s);
	s = open_index("r/inner", NULL); /* its sws.yaml is not staged */
	assert_int_equal(snapshot_count(s), 4);
	snapshot_free(s);
	shell("git add r/inner");
	s = open_index("r/inner/stations", NULL);
	assert_entries(s, "file stations/2\nfile sws.yaml\n");
	snapshot_free(s);
	s = open_index("link", NULL);
	assert_int_equal(snapshot_count(s), 4);
	snapshot_free(s);
	s = open_index("r/stations/new", NULL);
	assert_int_equal(snapshot_count(s), 4);
	snapshot_free(s);
	assert_no_index("other", NULL, STATUS_NOT_FOUND, "git.no-index-root");
	assert_no_index(".", NULL, STATUS_NOT_FOUND, "git.no-index-root");
	buf_release(&expected);
}

static void a_district_file_of_any_type_makes_a_root(void **state)
{
	struct snapshot *s;

	shell("git init -q && mkdir sws.yaml && touch sws.yaml/x && git add .");
	s = open_index(".", NULL);
	assert_entries(s, "folder sws.yaml\n");
	snapshot_free(s);
	shell("git rm -qr --cached . && mkdir sws.yaml.bak && touch sws.yaml.bak/x && "
	      "git add sws.yaml.bak");
	assert_no_index(".", NULL, STATUS_NOT_FOUND, "git.no-index-root");
}

static void an_index_that_is_not_there_is_empty(void **state)
{
	make_repository();
	shell("rm .git/index");
	assert_no_index(".", NULL, STATUS_NOT_FOUND, "git.no-index-root");
	shell("mkdir new && cd new && git init -q && touch sws.yaml");
	assert_no_index("new", NULL, STATUS_NOT_FOUND, "git.no-index-root");
}

static void a_bare_repository_has_no_index(void **state)
{
	make_repository();
	shell("git clone -q --bare . bare.git && mkdir -p ../outside");
	assert_no_index("bare.git", NULL, STATUS_NOT_FOUND, "git.bare");
	assert_no_index("bare.git/refs", NULL, STATUS_NOT_FOUND, "git.bare");
	assert_no_index("../outside", NULL, STATUS_NOT_FOUND, "git.not-a-repository");
	assert_no_index("absent", NULL, STATUS_IO, "snapshot.open");
	snapshot_free(open_index(".git", NULL));
}

static void a_linked_work_tree_has_an_index_of_its_own(void **state)
{
	struct snapshot *s;

	make_repository();
	shell("git worktree add -q linked HEAD~1 && cd linked && git rm -q --cached "
	      "stations/a/b.yaml");
	s = open_index("linked/stations", NULL);
	assert_entries(s, "file stations/a.yaml\nfile sws.yaml\n");
	assert_content(s, "stations/a.yaml", "one\n");
	snapshot_free(s);
}

static void another_index_file_may_be_named(void **state)
{
	char file[4200];
	struct snapshot *s;

	make_repository();
	shell("cp .git/index .git/next-index && git rm -q --cached stations/a.yaml");
	s = open_index("stations", ".git/next-index"); /* from the top, as git has it */
	assert_content(s, "stations/a.yaml", "two\n");
	snapshot_free(s);
	snprintf(file, sizeof file, "%s/.git/next-index", sandbox_path());
	s = open_index(".", file);
	assert_int_equal(snapshot_count(s), 3);
	snapshot_free(s);
	s = open_index(".", NULL);
	assert_int_equal(snapshot_count(s), 2);
	snapshot_free(s);
	assert_no_index(".", "absent", STATUS_NOT_FOUND, "git.no-index-root");
}

static void a_damaged_index_is_said_to_be(void **state)
{
	static const char *const damages[] = {
		": >.git/index",
		"echo garbage >.git/index",
		"head -c 100 good >.git/index",
		"printf '\\3' | dd of=.git/index bs=1 seek=90 conv=notrunc 2>/dev/null",
		"printf '\\11' | dd of=.git/index bs=1 seek=7 conv=notrunc 2>/dev/null",
		"rm .git/index && mkfifo .git/index",
		"rm .git/index && mkdir .git/index",
	};

	make_repository();
	shell("cp .git/index good");
	for (size_t i = 0; i < sizeof damages / sizeof damages[0]; i++) {
		shell("rm -rf .git/index && cp good .git/index && %s", damages[i]);
		alarm(20);
		assert_no_index(".", NULL, STATUS_CORRUPT, "git.corrupt-index");
		alarm(0);
	}
}

/* Rewrites the index with one path in place of `stations/a.yaml`, and its checksum. */
static void forge_path(const char *path)
{
	assert_int_equal(strlen(path), strlen("stations/a.yaml"));
	shell("cp good .git/index && LC_ALL=C sed -i 's|stations/a[.]yaml|%s|' .git/index && "
	      "head -c -20 .git/index >body && sum=$(sha1sum <body | cut -c 1-40) && "
	      "{ cat body; for byte in $(echo $sum | sed 's/../0x& /g'); do "
	      "printf \"\\\\$(printf %%03o $byte)\"; done; } >.git/index",
	      path);
}

static void paths_that_no_work_tree_can_hold_are_damage(void **state)
{
	static const char *const paths[] = {
		"stations/./yaml", "stations/../yml", "stations/a//aml", "stations/.git/x",
		"stations/.GIt/x", "stations/../../", "stations/aaaaa/",
	};
	struct snapshot *s;

	make_repository();
	shell("cp .git/index good");
	forge_path("stations/z.yaml");
	s = open_index(".", NULL);
	assert_non_null(snapshot_find(s, STR("stations/z.yaml")));
	snapshot_free(s);
	for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
		forge_path(paths[i]);
		assert_no_index(".", NULL, STATUS_CORRUPT, "git.corrupt-index");
	}
}

static void indexes_in_parts_are_refused_by_name(void **state)
{
	make_repository();
	shell("git update-index --split-index");
	assert_no_index(".", NULL, STATUS_INVALID, "git.split-index");
	shell("git update-index --no-split-index");
	snapshot_free(open_index(".", NULL));
	shell("mkdir docs other && touch docs/x other/y && git add . && git commit -qm x && "
	      "git sparse-checkout set --cone --sparse-index stations");
	assert_no_index(".", NULL, STATUS_INVALID, "git.sparse-index");
	shell("git sparse-checkout reapply --no-sparse-index");
	snapshot_free(open_index(".", NULL));
}

static void a_missing_object_fails_alone(void **state)
{
	struct error error = {0};
	struct buf bytes = {0};
	struct snapshot *s;

	make_repository();
	shell("rm -f %s", object_file("HEAD:stations/a.yaml"));
	s = open_index(".", NULL);
	assert_int_equal(read_path(s, "stations/a.yaml", ROOM, &bytes, &error), STATUS_CORRUPT);
	assert_error(&error, "git.corrupt-file");
	assert_content(s, "stations/a/b.yaml", "b\n");
	snapshot_free(s);
	buf_release(&bytes);
	error_release(&error);
}

static void a_folder_at_the_depth_limit_is_listed_and_one_below_it_is_not(void **state)
{
	struct buf path = {0};
	struct snapshot *s;

	make_repository();
	buf_add_text(&path, "stations");
	for (int i = 1; i < SNAPSHOT_DEPTH_MAX; i++)
		buf_add_text(&path, "/d");
	shell("mkdir -p %s/d && touch %s/x %s/d/x %s/d/y && git add .", path.ptr, path.ptr,
	      path.ptr, path.ptr);
	s = open_index(".", NULL);
	buf_add_text(&path, "/x");
	assert_entry(s, path.ptr, ENTRY_FILE);
	path.ptr[path.len - 1] = 'd';
	assert_entry(s, path.ptr, ENTRY_UNREADABLE);
	assert_string_equal(snapshot_find(s, buf_str(&path))->reason, "object.too-deep");
	assert_int_equal(snapshot_count(s), 5);
	buf_release(&path);
	snapshot_free(s);
}

static void a_path_at_the_length_limit_is_listed_and_a_longer_one_fails(void **state)
{
	struct error error = {0};
	struct buf path = {0};
	struct snapshot *s;

	make_repository();
	buf_add_text(&path, "stations");
	while (path.len < SNAPSHOT_PATH_MAX - 200)
		buf_printf(&path, "/%0100d", 0);
	buf_printf(&path, "/%0*d", (int)(SNAPSHOT_PATH_MAX - path.len - 1), 0);
	shell("git update-index --add --cacheinfo 100644,$(git rev-parse HEAD:sws.yaml),%s",
	      path.ptr);
	s = open_index(".", NULL);
	assert_int_equal(snapshot_find(s, buf_str(&path))->path.len, SNAPSHOT_PATH_MAX);
	snapshot_free(s);
	shell("git update-index --add --cacheinfo 100644,$(git rev-parse HEAD:sws.yaml),%s1",
	      path.ptr);
	assert_int_equal(snapshot_open_index(".", NULL, stations, 1, &s, &error), STATUS_LIMIT);
	assert_error(&error, "snapshot.path-too-long");
	assert_null(s);
	buf_release(&path);
	error_release(&error);
}

static void an_index_at_the_limit_of_entries_is_listed_and_a_longer_one_is_not(void **state)
{
	make_repository();
	shell("blob=$(git rev-parse HEAD:sws.yaml); seq -f \"100644 $blob "
	      "0\tstations/%%07.0f\" "
	      "1 %d | git update-index --index-info",
	      SNAPSHOT_ENTRIES_MAX - 3);
	snapshot_free(open_index(".", NULL));
	shell("git update-index --add --cacheinfo 100644,$(git rev-parse HEAD:sws.yaml),x");
	assert_no_index(".", NULL, STATUS_LIMIT, "snapshot.too-many");
}

static void the_index_is_not_written(void **state)
{
	make_repository();
	shell("touch -d 2001-01-01 sws.yaml stations/a.yaml && ls -l --full-time .git/index "
	      ">../before && cksum .git/index >>../before && chmod a-w .git/index");
	snapshot_free(open_index(".", NULL));
	shell("chmod u+w .git/index && { ls -l --full-time .git/index && cksum .git/index; } | "
	      "cmp - ../before && test ! -e .git/index.lock");
}

static void several_threads_read_at_once(void **state)
{
	struct snapshot *s;

	make_path_files();
	shell("git init -q -b main && git add .");
	s = open_index(".", NULL);
	assert_threads_read(s);
	snapshot_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		sandbox_test(the_index_lists_and_reads_as_the_commit_of_it_does),
		sandbox_test(what_is_staged_counts_and_the_work_tree_does_not),
		sandbox_test(the_index_of_every_version_is_read),
		sandbox_test(what_is_only_meant_to_be_added_is_not_there),
		sandbox_test(what_a_sparse_checkout_leaves_out_is_there),
		sandbox_test(links_and_submodules_are_entries_of_their_own_type),
		sandbox_test(what_is_to_be_merged_is_one_entry_that_says_so),
		sandbox_test(the_root_is_the_nearest_that_the_index_holds),
		sandbox_test(a_district_file_of_any_type_makes_a_root),
		sandbox_test(an_index_that_is_not_there_is_empty),
		sandbox_test(a_bare_repository_has_no_index),
		sandbox_test(a_linked_work_tree_has_an_index_of_its_own),
		sandbox_test(another_index_file_may_be_named),
		sandbox_test(a_damaged_index_is_said_to_be),
		sandbox_test(paths_that_no_work_tree_can_hold_are_damage),
		sandbox_test(indexes_in_parts_are_refused_by_name),
		sandbox_test(a_missing_object_fails_alone),
		sandbox_test(a_folder_at_the_depth_limit_is_listed_and_one_below_it_is_not),
		sandbox_test(a_path_at_the_length_limit_is_listed_and_a_longer_one_fails),
		sandbox_test(
			an_index_at_the_limit_of_entries_is_listed_and_a_longer_one_is_not),
		sandbox_test(the_index_is_not_written),
		sandbox_test(several_threads_read_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
