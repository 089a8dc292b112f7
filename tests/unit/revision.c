/* SPDX-License-Identifier: MIT */
/* Tests of git/snapshot.h on git revisions; plain folders have tests/unit/snapshot.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "git/snapshot.h"
#include "repository.h"

static void a_revision_lists_and_reads_as_its_work_tree_does(void **state)
{
	struct error error = {0};
	struct buf here = {0}, there = {0};
	struct snapshot *folder, *revision;

	make_repository();
	shell("mkdir -p docs stations/A && touch stations/a.x stations/a0 stations/A/z docs/d "
	      "\"stations/$(printf '\\377')\" \"stations/$(printf 'new\\nline')\" && "
	      "head -c 70000 /dev/urandom >stations/big && ln -s /etc stations/link && "
	      "git add . && git commit -qm three && git gc -q");
	assert_int_equal(snapshot_open_folder(".", stations, 1, &folder, &error), 0);
	revision = open_rev(".", "HEAD");
	assert_int_equal(snapshot_count(folder), snapshot_count(revision));
	for (size_t i = 0; i < snapshot_count(folder); i++) {
		const struct entry *a = snapshot_entry(folder, i);
		const struct entry *b = snapshot_entry(revision, i);

		assert_string_equal(a->path.ptr, b->path.ptr);
		assert_int_equal(a->type, b->type);
		if (a->type != ENTRY_FILE)
			continue;
		assert_int_equal(snapshot_read(folder, a, ROOM, &here, &error), 0);
		assert_int_equal(snapshot_read(revision, b, ROOM, &there, &error), 0);
		assert_true(str_eq(buf_str(&here), buf_str(&there)));
	}
	assert_int_equal(snapshot_count(revision), 11);
	buf_release(&here);
	buf_release(&there);
	snapshot_free(folder);
	snapshot_free(revision);
}

static void a_revision_may_be_named_in_git_s_ways(void **state)
{
	static const struct {
		const char *rev, *content;
	} revs[] = {
		{"HEAD", "two\n"},  {"main", "two\n"},         {"HEAD~1", "one\n"},
		{"v1", "one\n"},    {"refs/tags/v1", "one\n"}, {"plain", "one\n"},
		{"main^", "one\n"}, {"v1^{commit}", "one\n"},  {"tagged-tag", "one\n"},

	};
	char id[ID_SIZE];
	struct snapshot *s;

	make_repository();
	shell("git tag -a -m x v1 HEAD~1 && git tag plain HEAD~1 && "
	      "git tag -a -m x tagged-tag v1 2>/dev/null");
	resolve("HEAD~1", id);
	for (size_t i = 0; i < sizeof revs / sizeof revs[0]; i++) {
		s = open_rev(".", revs[i].rev);
		assert_content(s, "stations/a.yaml", revs[i].content);
		if (revs[i].content[0] == 'o')
			assert_string_equal(snapshot_commit(s).ptr, id);
		snapshot_free(s);
	}
	shell("echo $(git rev-parse HEAD) >.git/refs/heads/%s", id);
	s = open_rev(".", id); /* the commit, not the branch of that name */
	assert_content(s, "stations/a.yaml", "one\n");
	snapshot_free(s);
	id[8] = '\0';
	s = open_rev(".", id);
	assert_int_equal(snapshot_commit(s).len, 40);
	snapshot_free(s);
}

static void an_unknown_revision_is_told_from_other_faults(void **state)
{
	static const char *const unknown[] = {
		"nope",
		"",
		"HEAD~9",
		"HEAD^2",
		"HEAD..main",
		"--all",
		"HEAD^{",
		"a b",
		"~",
		":",

		"HEAD:nope",
		"main@{99}",
		"@{u}",
		"refs/heads/nope",
		"0123456789abcdef0123456789abcdef01234567",
		"0123456",
	};
	static const struct {
		const char *rev, *type;
	} others[] = {
		{"HEAD:sws.yaml", "blob"},
		{"HEAD^{tree}", "tree"},
		{"HEAD:stations", "tree"},
		{"tag-of-blob", "tag"},
	};
	struct error error = {0};
	struct snapshot *s;

	make_repository();
	shell("git tag -a -m x tag-of-blob HEAD:sws.yaml");
	for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++) {
		assert_int_equal(
			snapshot_open_revision(".", unknown[i], stations, 1, &s, &error),
			STATUS_NOT_FOUND);
		assert_error(&error, "git.unknown-revision");
		assert_error_arg(&error, "rev", unknown[i]);
	}
	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
		assert_int_equal(
			snapshot_open_revision(".", others[i].rev, stations, 1, &s, &error),
			STATUS_NOT_FOUND);
		assert_error(&error, "git.not-a-commit");
		assert_error_arg(&error, "rev", others[i].rev);
		assert_error_arg(&error, "type", others[i].type);
	}
	error_release(&error);
}

static void a_repository_without_commits_has_no_head(void **state)
{
	shell("git init -q");
	assert_no_revision(".", "HEAD", STATUS_NOT_FOUND, "git.unknown-revision");
}

static void a_folder_outside_any_repository_is_said_to_be(void **state)
{
	shell("mkdir r && touch r/sws.yaml");
	assert_no_revision("r", "HEAD", STATUS_NOT_FOUND, "git.not-a-repository");
	assert_no_revision("absent", "HEAD", STATUS_IO, "snapshot.open");
}

static void a_tree_without_a_district_file_has_no_root(void **state)
{
	shell("git init -q && touch x && git add . && git commit -qm x && touch sws.yaml");
	assert_no_revision(".", "HEAD", STATUS_NOT_FOUND, "git.no-root");
	commit_tree("git hash-object -w -t tree /dev/null");
	assert_no_revision(".", "main", STATUS_NOT_FOUND, "git.no-root");
}

static void the_root_is_the_nearest_that_the_revision_holds(void **state)
{
	struct snapshot *s;

	shell("git init -q && mkdir -p r/stations/x r/inner/stations other && "
	      "touch r/sws.yaml r/stations/x/1 r/inner/stations/2 other/3 && git add . && "
	      "git commit -qm one && touch r/inner/sws.yaml && git add . && "
	      "git commit -qm two && mkdir -p r/stations/new && ln -s r/inner link");
	s = open_rev("r/stations/x", "HEAD");
	assert_entry(s, "stations/x/1", ENTRY_FILE);
	assert_entry(s, "inner", ENTRY_FOLDER);
	assert_int_equal(snapshot_count(s), 3);
	assert_true(str_eq(snapshot_prefix(s), STR("r/")));
	assert_true(str_ends(snapshot_root(s), STR("/work/r")));
	snapshot_free(s);
	s = open_rev("r/inner/stations", "HEAD");
	assert_entry(s, "stations/2", ENTRY_FILE);
	snapshot_free(s);
	s = open_rev("link", "HEAD");
	assert_entry(s, "stations/2", ENTRY_FILE);
	snapshot_free(s);
	s = open_rev("r/inner", "HEAD~1");
	assert_entry(s, "stations/x/1", ENTRY_FILE);
	snapshot_free(s);
	s = open_rev("r/stations/new", "HEAD");
	assert_entry(s, "stations/x/1", ENTRY_FILE);
	snapshot_free(s);
	assert_no_revision("other", "HEAD", STATUS_NOT_FOUND, "git.no-root");
	assert_no_revision(".", "HEAD", STATUS_NOT_FOUND, "git.no-root");
}

static void a_bare_repository_is_read_from_its_tree_s_root(void **state)
{
	struct snapshot *s;

	make_repository();
	shell("git clone -q --bare . ../work/bare.git");
	s = open_rev("bare.git", "main");
	assert_content(s, "stations/a.yaml", "two\n");
	assert_int_equal(snapshot_root(s).len, 0);
	assert_int_equal(snapshot_prefix(s).len, 0);
	snapshot_free(s);
	s = open_rev("bare.git/refs/heads", "main");
	assert_content(s, "stations/a.yaml", "two\n");
	snapshot_free(s);
	s = open_rev(".git", "main");
	assert_content(s, "stations/a.yaml", "two\n");
	snapshot_free(s);
}

static void a_linked_work_tree_has_a_head_of_its_own(void **state)
{
	struct snapshot *s;

	make_repository();
	shell("git worktree add -q linked HEAD~1");
	s = open_rev("linked/stations", "HEAD");
	assert_content(s, "stations/a.yaml", "one\n");
	snapshot_free(s);
}

static void the_work_tree_the_index_and_git_variables_are_not_looked_at(void **state)
{
	struct snapshot *s;

	make_repository();
	shell("git rm -q -r --cached stations && rm -r stations && echo x >.git/index");
	setenv("GIT_DIR", "/nonexistent", 1);
	setenv("GIT_WORK_TREE", "/nonexistent", 1);
	setenv("GIT_OBJECT_DIRECTORY", "/nonexistent", 1);
	setenv("GIT_NAMESPACE", "other", 1);
	s = open_rev(".", "HEAD");
	assert_content(s, "stations/a.yaml", "two\n");
	snapshot_free(s);
	unsetenv("GIT_DIR");
	unsetenv("GIT_WORK_TREE");
	unsetenv("GIT_OBJECT_DIRECTORY");
	unsetenv("GIT_NAMESPACE");
}

static void links_and_submodules_are_entries_of_their_own_type(void **state)
{
	struct snapshot *s;

	make_repository();
	commit_tree("{ printf '120000 blob %s\\tcases\\n' $(git rev-parse HEAD:sws.yaml); "
		    "printf '160000 commit %s\\tdocs\\n' $(git rev-parse HEAD); "
		    "printf '160000 commit %s\\tstations\\n' $(git rev-parse HEAD); "
		    "printf '120000 blob %s\\tsws.yaml\\n' $(git rev-parse HEAD:sws.yaml); "
		    "printf '100755 blob %s\\tx\\n' $(git rev-parse HEAD:sws.yaml); "
		    "} | git mktree");
	s = open_rev(".", "main");
	assert_entry(s, "cases", ENTRY_SYMLINK);
	assert_entry(s, "docs", ENTRY_SUBMODULE);
	assert_entry(s, "stations", ENTRY_SUBMODULE);
	assert_entry(s, "sws.yaml", ENTRY_SYMLINK);
	assert_entry(s, "x", ENTRY_FILE);
	assert_int_equal(snapshot_count(s), 5);
	snapshot_free(s);
}

static void a_blob_at_the_limit_is_read_and_one_over_it_is_not(void **state)
{
	struct error error = {0};
	struct buf bytes = {0};
	struct snapshot *s;

	shell("git init -q && head -c 1048577 /dev/zero >sws.yaml && git add . && "
	      "git commit -qm x");
	for (int packed = 0; packed < 2; packed++) {
		s = open_rev(".", "HEAD");
		assert_int_equal(read_path(s, "sws.yaml", ROOM + 1, &bytes, &error), 0);
		assert_int_equal(bytes.len, ROOM + 1);
		assert_int_equal(read_path(s, "sws.yaml", ROOM, &bytes, &error), STATUS_LIMIT);
		assert_error(&error, "snapshot.too-large");
		assert_error_arg(&error, "path", "sws.yaml");
		assert_error_arg(&error, "size", "1048577");
		assert_error_arg(&error, "max", "1048576");
		assert_int_equal(bytes.len, 0);
		snapshot_free(s);
		shell("git gc -q");
	}
	buf_release(&bytes);
	error_release(&error);
}

/* Makes refs/heads/wide a commit of sws.yaml, `single` files in stations/, and `wide` folders
 * in it that are one and the same tree of 1,023 files: 2 + single + wide * 1,024 names. */
static void make_wide_tree(int single, int wide)
{
	shell("blob=$(git rev-parse HEAD:sws.yaml); "
	      "leaf=$(seq -f '100644 blob '$blob'\t%%05g' 1 1023 | git mktree); "
	      "mid=$({ seq -f '100644 blob '$blob'\tf%%05g' 1 %d; "
	      "seq -f '040000 tree '$leaf'\td%%05g' 1 %d; } | git mktree); "
	      "{ printf '040000 tree %%s\\tstations\\n' $mid; "
	      "printf '100644 blob %%s\\tsws.yaml\\n' $blob; } | git mktree >top; "
	      "git update-ref refs/heads/wide $(git commit-tree -m x $(cat top))",
	      single, wide);
}

static void a_tree_at_the_limit_of_entries_is_listed_and_a_wider_one_is_not(void **state)
{
	const int at_limit = SNAPSHOT_ENTRIES_MAX - 2 - 1023 * 1024;
	struct error error = {0};
	struct snapshot *s;

	make_repository();
	make_wide_tree(at_limit, 1023);
	s = open_rev(".", "wide");
	assert_int_equal(snapshot_count(s), SNAPSHOT_ENTRIES_MAX - 1 - 1023);
	snapshot_free(s);
	make_wide_tree(at_limit + 1, 1023);
	assert_int_equal(snapshot_open_revision(".", "wide", stations, 1, &s, &error),
			 STATUS_LIMIT);
	assert_error(&error, "snapshot.too-many");
	assert_error_arg(&error, "max", "1048576");
	error_release(&error);
}

static void a_tree_of_nothing_but_folders_ends_too(void **state)
{
	shell("git init -q -b main && touch sws.yaml && git add . && git commit -qm x && "
	      "t=" REPOSITORY_EMPTY_TREE "; git hash-object -w -t tree /dev/null >/dev/null; "
	      "for level in 1 2 3 4 5 6 7 8 9; do t=$(for name in a b c d e f g h; do "
	      "printf '040000 tree %%s\\t%%s\\n' $t $name; done | git mktree); done; "
	      "{ printf '040000 tree %%s\\tstations\\n' $t; printf '100644 blob "
	      "%%s\\tsws.yaml\\n' $(git rev-parse HEAD:sws.yaml); } | git mktree >top; "
	      "git update-ref refs/heads/main $(git commit-tree -m x $(cat top))");
	assert_no_revision(".", "main", STATUS_LIMIT, "snapshot.too-many");
}

static void a_tree_at_the_depth_limit_is_listed_and_one_below_it_is_not(void **state)
{
	struct buf path = {0};
	struct snapshot *s;

	make_repository();
	buf_add_text(&path, "stations");
	for (int i = 1; i < SNAPSHOT_DEPTH_MAX; i++)
		buf_add_text(&path, "/d");
	shell("mkdir -p %s/d && touch %s/x %s/d/x && git add . && git commit -qm x", path.ptr,
	      path.ptr, path.ptr);
	s = open_rev(".", "HEAD");
	buf_add_text(&path, "/x");
	assert_entry(s, path.ptr, ENTRY_FILE);
	path.ptr[path.len - 1] = 'd';
	assert_entry(s, path.ptr, ENTRY_UNREADABLE);
	assert_string_equal(snapshot_find(s, buf_str(&path))->reason, "object.too-deep");
	buf_release(&path);
	snapshot_free(s);
}

static void another_user_s_repository_is_refused_unless_git_s_settings_allow_it(void **state)
{
	struct snapshot *s;

	make_repository();
	if (geteuid() != 0 || system("chown -R 65534 . 2>/dev/null") != 0) {
		print_message("skipped: takes root to give a repository away\n");
		skip();
	}
	assert_no_revision(".", "HEAD", STATUS_INVALID, "git.wrong-owner");
	shell("printf '[safe]\\n\\tdirectory = /elsewhere\\n' >../home/.gitconfig");
	assert_no_revision(".", "HEAD", STATUS_INVALID, "git.wrong-owner");
	shell("printf '[safe]\\n\\tdirectory = %s\\n' >../home/.gitconfig", sandbox_path());
	s = open_rev(".", "HEAD");
	snapshot_free(s);
}

static void a_repository_libgit2_cannot_open_is_a_failure_with_its_reason(void **state)
{
	struct error error = {0};
	struct snapshot *s;

	make_repository();
	shell("git config core.repositoryFormatVersion 99");
	assert_int_equal(snapshot_open_revision(".", "HEAD", stations, 1, &s, &error),
			 STATUS_IO);
	assert_error(&error, "git.failure");
	assert_true(message_arg(&error.message, STR("reason"))->len > 10);
	error_release(&error);
}

static void what_a_shallow_clone_leaves_out_is_said_to_be(void **state)
{
	make_repository();
	shell("git clone -q --depth 1 \"file://$PWD\" clone");
	snapshot_free(open_rev("clone", "HEAD"));
	assert_no_revision("clone", "HEAD~1", STATUS_NOT_FOUND, "git.shallow");
	assert_no_revision("clone", "nope", STATUS_NOT_FOUND, "git.unknown-revision");
}

static void several_snapshots_are_open_at_once(void **state)
{
	struct snapshot *one, *two;

	make_repository();
	one = open_rev(".", "HEAD~1");
	two = open_rev(".", "HEAD");
	snapshot_free(two);
	assert_content(one, "stations/a.yaml", "one\n");
	snapshot_free(one);
	assert_true(strncmp(snapshot_library_version(), "1.", 2) == 0 ||
		    strncmp(snapshot_library_version(), "0.", 2) == 0);
}

static void several_threads_read_at_once(void **state)
{
	make_path_files();
	shell("git init -q -b main && git add . && git commit -qm x");
	for (int packed = 0; packed < 2; packed++) {
		struct snapshot *s = open_rev(".", "HEAD");

		assert_threads_read(s);
		snapshot_free(s);
		shell("git gc -q");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		sandbox_test(a_revision_lists_and_reads_as_its_work_tree_does),
		sandbox_test(a_revision_may_be_named_in_git_s_ways),
		sandbox_test(an_unknown_revision_is_told_from_other_faults),
		sandbox_test(a_repository_without_commits_has_no_head),
		sandbox_test(a_folder_outside_any_repository_is_said_to_be),
		sandbox_test(a_tree_without_a_district_file_has_no_root),
		sandbox_test(the_root_is_the_nearest_that_the_revision_holds),
		sandbox_test(a_bare_repository_is_read_from_its_tree_s_root),
		sandbox_test(a_linked_work_tree_has_a_head_of_its_own),
		sandbox_test(the_work_tree_the_index_and_git_variables_are_not_looked_at),
		sandbox_test(links_and_submodules_are_entries_of_their_own_type),
		sandbox_test(a_blob_at_the_limit_is_read_and_one_over_it_is_not),
		sandbox_test(a_tree_at_the_limit_of_entries_is_listed_and_a_wider_one_is_not),
		sandbox_test(a_tree_of_nothing_but_folders_ends_too),
		sandbox_test(a_tree_at_the_depth_limit_is_listed_and_one_below_it_is_not),
		sandbox_test(
			another_user_s_repository_is_refused_unless_git_s_settings_allow_it),
		sandbox_test(a_repository_libgit2_cannot_open_is_a_failure_with_its_reason),
		sandbox_test(what_a_shallow_clone_leaves_out_is_said_to_be),
		sandbox_test(several_snapshots_are_open_at_once),
		sandbox_test(several_threads_read_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
