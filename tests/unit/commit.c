/* SPDX-License-Identifier: MIT */
/*
 * Tests of git/commit.h against git itself. How several writers get on, and what is left when
 * calls fail or a writer is killed, is in tests/faults.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "git/commit.h"
#include "git/deposit.h"
#include "repository.h"

#include <sys/stat.h>
#include <sys/wait.h>

enum { NOW = 1700000000 };

#define CHANGES_MAX 100

static struct snapshot_change put(const char *path, const char *bytes)
{
	return (struct snapshot_change){.path = str_of(path), .bytes = str_of(bytes)};
}

static struct snapshot_change taken(const char *path)
{
	return (struct snapshot_change){.path = str_of(path), .removed = true};
}

static struct commit_request request_of(const struct snapshot_change *changes, size_t n)
{
	const struct commit_person person = {"Li", "li@example.org", NOW, 480};

	return (struct commit_request){.changes = changes,
				       .n_changes = n,
				       .author = person,
				       .committer = person,
				       .message = STR("subject\n\nbody")};
}

static struct commit_writer *open_writer(const char *dir, const char *branch)
{
	struct error error = {0};
	struct commit_writer *w;

	if (commit_open(dir, branch, NOW, NULL, &w, &error))
		fail_msg("%s: %s", dir, error.message.id);
	return w;
}

/* Makes the changes with a writer that is open: the outcome, or the status if it failed. */
static int write_with(struct commit_writer *w, const struct snapshot_change *changes, size_t n,
		      struct error *error)
{
	const struct commit_request request = request_of(changes, n);
	struct commit_result result;
	int status = commit_write(w, &request, &result, error);

	assert_int_equal(result.outcome == COMMIT_MADE, result.id[0] != '\0');
	if (result.id[0])
		assert_true(str_eq(commit_tip(w), str_of(result.id)));
	return status ? status : (int)result.outcome;
}

static void assert_made(const char *dir, const char *branch,
			const struct snapshot_change *changes, size_t n)
{
	struct commit_writer *w = open_writer(dir, branch);
	struct error error = {0};

	if (write_with(w, changes, n, &error) != COMMIT_MADE)
		fail_msg("not made: %s", error.message.id ? error.message.id : "");
	commit_close(w);
	shell("git -C '%s' fsck --strict --no-dangling >/dev/null", dir);
}

/* Work tree, index and HEAD agree. */
static void assert_clean(void)
{
	shell("test -z \"$(git status --porcelain)\" || { git status --porcelain >&2; false; "
	      "}");
}

static void assert_refused(const struct snapshot_change *changes, size_t n, const char *id)
{
	struct commit_writer *w = open_writer(".", NULL);
	struct error error = {0};

	shell("git rev-parse -q --verify HEAD >../head; "
	      "find .git -type f ! -name sws-writers ! -name index | sort >../files");
	assert_true(write_with(w, changes, n, &error) < 0);
	assert_error(&error, id);
	error_release(&error);
	commit_close(w);
	shell("git rev-parse -q --verify HEAD | cmp - ../head && "
	      "find .git -type f ! -name sws-writers ! -name index | sort | cmp - ../files");
}

static void assert_not_opened(const char *dir, const char *branch, int status, const char *id)
{
	struct error error = {0};
	struct commit_writer *w;

	assert_int_equal(commit_open(dir, branch, NOW, NULL, &w, &error), status);
	assert_error(&error, id);
	assert_null(w);
	error_release(&error);
}

static void files_are_put_replaced_and_removed_in_one_commit(void **state)
{
	const struct snapshot_change changes[] = {
		put("stations/z/deep/er.yaml", "deep\n"), put("stations/a.yaml", "three\n"),
		taken("stations/a/b.yaml"), put("cases/1.yaml", ""),
		put("stations/a-.yaml", "before\n")};

	make_repository();
	assert_made(".", NULL, changes, 5);
	assert_clean();
	shell("test \"$(git log --format='%%an %%ae %%ad %%cn %%ce %%s %%b' -1 --date=raw)\" = "
	      "'Li li@example.org 1700000000 +0800 Li li@example.org subject body' && "
	      "test \"$(git rev-list --count HEAD)\" = 3 && "
	      "test \"$(git ls-tree -r --name-only HEAD | tr '\\n' ' ')\" = 'cases/1.yaml "
	      "stations/a-.yaml stations/a.yaml stations/z/deep/er.yaml sws.yaml ' && "
	      "test \"$(git cat-file blob HEAD:stations/a.yaml)\" = three && "
	      "test ! -e stations/a && git diff-index --quiet --cached HEAD && "
	      "test \"$(cat stations/z/deep/er.yaml)\" = deep && test ! -e .git/index.lock && "
	      "git reflog -1 | grep -q 'HEAD@{0}: commit: subject$' && "
	      "git reflog main -1 | grep -q 'main@{0}: commit: subject$'");
}

/* The same of git, by hand. */
static void the_commit_is_the_one_that_git_makes(void **state)
{
	const struct snapshot_change changes[] = {put("stations/b.yaml", "b\n"),
						  put("x/y.yaml", "y\n")};
	char theirs[ID_SIZE], ours[ID_SIZE];

	make_repository();
	shell("cp -r . ../theirs && cd ../theirs && mkdir x && echo b >stations/b.yaml && "
	      "echo y >x/y.yaml && git add . && GIT_AUTHOR_NAME=Li "
	      "GIT_AUTHOR_EMAIL=li@example.org GIT_AUTHOR_DATE='1700000000 +0800' "
	      "GIT_COMMITTER_NAME=Li GIT_COMMITTER_EMAIL=li@example.org "
	      "GIT_COMMITTER_DATE='1700000000 +0800' git commit -qm 'subject\n\nbody'");
	shell_id("git -C ../theirs rev-parse HEAD", theirs);
	assert_made(".", NULL, changes, 2);
	resolve("HEAD", ours);
	assert_string_equal(ours, theirs);
	shell("tail -n 1 .git/logs/HEAD >../ours.log && tail -n 1 ../theirs/.git/logs/HEAD | "
	      "cmp - ../ours.log");
}

static void the_prefix_leads_to_the_records_root(void **state)
{
	const struct snapshot_change change = put("stations/n.yaml", "n\n");
	struct commit_request request = request_of(&change, 1);
	struct commit_result result;
	struct commit_writer *w;
	struct error error = {0};

	make_repository();
	shell("mkdir district && git mv sws.yaml stations district && git commit -qm moved");
	w = open_writer("district", NULL);
	request.prefix = STR("district/");
	assert_int_equal(commit_write(w, &request, &result, &error), 0);
	assert_int_equal(result.outcome, COMMIT_MADE);
	commit_close(w);
	assert_clean();
	shell("git cat-file -e HEAD:district/stations/n.yaml");
}

static void what_makes_no_difference_makes_no_commit(void **state)
{
	const struct snapshot_change same[] = {put("stations/a.yaml", "two\n"),
					       put("sws.yaml", "format: 1\n")};
	struct commit_writer *w;
	struct error error = {0};

	make_repository();
	shell("find .git -type f | sort >../before");
	w = open_writer(".", NULL);
	assert_int_equal(write_with(w, same, 2, &error), COMMIT_UNCHANGED);
	assert_int_equal(write_with(w, NULL, 0, &error), COMMIT_UNCHANGED);
	commit_close(w);
	shell("find .git -type f | grep -v sws-writers | sort | cmp - ../before");
}

static void modes_are_kept(void **state)
{
	const struct snapshot_change change = put("stations/a.yaml", "three\n");

	make_repository();
	shell("chmod +x stations/a.yaml && git commit -qam x");
	assert_made(".", NULL, &change, 1);
	assert_clean();
	shell("git ls-tree HEAD stations/a.yaml | grep -q '^100755' && test -x "
	      "stations/a.yaml");
}

/* Fills changes of files with `size` letters each. */
static void many(struct snapshot_change *changes, size_t n, struct arena *arena, size_t size)
{
	for (size_t i = 0; i < n; i++) {
		char *bytes = arena_printf(arena, "%zu:", i);
		struct buf text = {0};

		buf_add_text(&text, bytes);
		for (size_t k = 0; k < size; k++)
			buf_add_char(&text, (char)('a' + (i + k * k) % 26));
		changes[i] = put(arena_printf(arena, "stations/m%zu.yaml", i),
				 arena_cstr(arena, buf_str(&text)));
		buf_release(&text);
	}
}

static void loose(size_t files, bool expected)
{
	struct snapshot_change changes[CHANGES_MAX];
	struct arena arena = {0};

	shell("rm -rf r && mkdir r && cd r && git init -q -b main && touch sws.yaml && "
	      "git add . && git commit -qm one");
	many(changes, files, &arena, 100);
	assert_made("r", NULL, changes, files);
	shell("cd r && test %s \"$(ls .git/objects/pack)\" && test -z \"$(git status "
	      "--porcelain)\" && git repack -adq && git fsck --strict",
	      expected ? "-z" : "-n");
	arena_release(&arena);
}

static void up_to_sixty_objects_are_loose_and_more_are_a_pack(void **state)
{
	loose(DEPOSIT_LOOSE_MAX - 3, true); /* beside them two trees and the commit */
	loose(DEPOSIT_LOOSE_MAX - 2, false);
}

static void large_objects_and_those_of_one_content_go_into_packs(void **state)
{
	struct snapshot_change changes[CHANGES_MAX];
	struct arena arena = {0};

	make_repository();
	many(changes, 80, &arena, 10);
	many(changes, 3, &arena, 300000);
	changes[70].bytes = changes[71].bytes = changes[72].bytes = STR("");
	changes[73].bytes = changes[0].bytes;
	assert_made(".", NULL, changes, 80);
	assert_clean();
	shell("git verify-pack .git/objects/pack/*.idx && test $(ls .git/objects/pack | wc -l) "
	      "= 2 && test \"$(git cat-file -s HEAD:stations/m1.yaml)\" = 300002");
	arena_release(&arena);
}

static void a_damaged_object_in_the_way_is_mended(void **state)
{
	const struct snapshot_change change = put("stations/n.yaml", "new\n");

	make_repository();
	shell("id=$(printf 'new\\n' | git hash-object -w --stdin) && cd .git/objects && "
	      "chmod u+w $(echo $id | sed 's|..|&/|') && : >$(echo $id | sed 's|..|&/|')");
	assert_made(".", NULL, &change, 1);
}

static void a_first_commit_needs_none_before_it(void **state)
{
	const struct snapshot_change change = put("sws.yaml", "format: 1\n");
	struct commit_writer *w;

	shell("git init -q -b first/branch");
	w = open_writer(".", NULL);
	assert_true(str_eq(commit_branch(w), STR("refs/heads/first/branch")));
	assert_true(str_eq(commit_tip(w), STR("")));
	commit_close(w);
	assert_made(".", NULL, &change, 1);
	assert_clean();
	shell("test \"$(git log --format=%%P,%%s)\" = ,subject && "
	      "git reflog -1 | grep -q 'commit (initial): subject$'");
}

static void a_first_commit_leaves_other_branches_their_names(void **state)
{
	make_repository();
	shell("git symbolic-ref HEAD refs/heads/main/x");
	assert_not_opened(".", NULL, STATUS_INVALID, "git.branch-name-taken");
	shell("git pack-refs --all");
	assert_not_opened(".", NULL, STATUS_INVALID, "git.branch-name-taken");
	shell("git branch -q a/b main && git symbolic-ref HEAD refs/heads/a");
	assert_not_opened(".", NULL, STATUS_INVALID, "git.branch-name-taken");
}

static void a_branch_may_be_named(void **state)
{
	const struct snapshot_change change = put("stations/n.yaml", "n\n");

	make_repository();
	shell("git branch -q side && git symbolic-ref refs/heads/alias refs/heads/side");
	assert_made(".", "side", &change, 1);
	assert_clean();
	shell("test \"$(git rev-parse side~)\" = \"$(git rev-parse main)\" && "
	      "test ! -e stations/n.yaml && git checkout -q side");
	assert_not_opened(".", "mian", STATUS_NOT_FOUND, "git.unknown-branch-near");
	assert_not_opened(".", "other", STATUS_NOT_FOUND, "git.unknown-branch");
	assert_not_opened(".", "HEAD~1", STATUS_NOT_FOUND, "git.unknown-branch");
	shell("git tag v1 && git update-ref refs/remotes/origin/main HEAD");
	assert_not_opened(".", "v1", STATUS_NOT_FOUND, "git.unknown-branch");
	assert_not_opened(".", "origin/main", STATUS_NOT_FOUND, "git.unknown-branch");
	shell("git checkout -q main && git branch -q -f side main");
	assert_made(".", "refs/heads/alias", &change, 1);
	shell("test \"$(git rev-parse side~)\" = \"$(git rev-parse main)\" && "
	      "test \"$(git symbolic-ref refs/heads/alias)\" = refs/heads/side");
}

static void packed_references_are_moved(void **state)
{
	const struct snapshot_change change = put("stations/n.yaml", "n\n");

	make_repository();
	shell("git gc -q && git pack-refs --all && test ! -e .git/refs/heads/main");
	assert_made(".", NULL, &change, 1);
	assert_clean();
	shell("test \"$(git rev-list --count HEAD)\" = 3");
}

static void a_bare_repository_has_no_work_tree_to_write(void **state)
{
	const struct snapshot_change change = put("stations/n.yaml", "n\n");

	make_repository();
	shell("git clone -q --bare . ../b.git && git -C ../b.git branch -q side");
	assert_made("../b.git", NULL, &change, 1);
	assert_made("../b.git", "side", &change, 1);
	shell("cd ../b.git && test \"$(git rev-parse main side | uniq | wc -l)\" = 1 && "
	      "test ! -e index && test ! -e stations && test ! -e logs");
}

static void a_linked_work_tree_is_brought_along_and_others_are_not_left_behind(void **state)
{
	const struct snapshot_change change = put("stations/n.yaml", "n\n");

	make_repository();
	shell("git worktree add -q ../linked -b side");
	assert_not_opened(".", "side", STATUS_INVALID, "git.checked-out-elsewhere");
	assert_not_opened("../linked", "main", STATUS_INVALID, "git.checked-out-elsewhere");
	assert_made("../linked", NULL, &change, 1);
	assert_clean();
	shell("cd ../linked && test -z \"$(git status --porcelain)\" && test -e "
	      "stations/n.yaml "
	      "&& git reflog -1 | grep -q subject && test ! -e ../work/stations/n.yaml");
}

static void a_work_tree_may_be_elsewhere_than_its_repository(void **state)
{
	const struct snapshot_change change = put("stations/n.yaml", "n\n");

	make_repository();
	shell("git clone -q --separate-git-dir ../apart.git . ../apart");
	assert_made("../apart", NULL, &change, 1);
	shell("cd ../apart && test -z \"$(git status --porcelain)\" && test -e "
	      "stations/n.yaml");
}

/* Files are then renamed within their folder. */
static void a_work_tree_may_be_on_another_disk_than_its_repository(void **state)
{
	const struct snapshot_change change = put("stations/n.yaml", "n\n");
	char dir[] = "/dev/shm/sws-test-XXXXXX";
	struct stat here, there;

	if (!mkdtemp(dir) || stat(dir, &there) < 0 || stat(".", &here) < 0 ||
	    here.st_dev == there.st_dev) {
		rmdir(dir);
		skip();
	}
	make_repository();
	shell("git clone -q --separate-git-dir %s/r . ../apart && "
	      "echo left >../apart/stations/.sws-new",
	      dir);
	assert_made("../apart", NULL, &change, 1);
	shell("cd ../apart && test -z \"$(git status --porcelain)\" && "
	      "test \"$(cat stations/n.yaml)\" = n && rm -r %s",
	      dir);
}

static void where_no_branch_can_move_it_is_said(void **state)
{
	make_repository();
	shell("git branch -q side && git checkout -q side && echo s >stations/a.yaml && "
	      "git commit -qam side && git checkout -q main && echo m >stations/a.yaml && "
	      "git commit -qam main");
	assert_not_opened("..", NULL, STATUS_NOT_FOUND, "git.not-a-repository");
	assert_not_opened("none", NULL, STATUS_IO, "snapshot.open");
	shell("! git merge -q side >/dev/null");
	assert_not_opened(".", NULL, STATUS_INVALID, "git.in-progress");
	assert_not_opened(".", "main", STATUS_INVALID, "git.in-progress");
	commit_close(open_writer(".", "side"));
	shell("git merge --abort && ! git cherry-pick side >/dev/null 2>&1");
	assert_not_opened(".", NULL, STATUS_INVALID, "git.in-progress");
	shell("git cherry-pick --abort && ! git revert --no-edit HEAD~1 >/dev/null 2>&1");
	assert_not_opened(".", NULL, STATUS_INVALID, "git.in-progress");
	shell("git revert --abort && ! git rebase -q side >/dev/null 2>&1");
	assert_not_opened(".", NULL, STATUS_INVALID, "git.in-progress");
	assert_not_opened(".", "main", STATUS_INVALID, "git.in-progress");
	commit_close(open_writer(".", "side"));
	shell("git rebase --abort && git checkout -q --detach");
	assert_not_opened(".", NULL, STATUS_INVALID, "git.detached");
	commit_close(open_writer(".", "main"));
}

/* That opening says so; in a process of its own, for libgit2 1.5 loses memory here. */
static void assert_unsupported(const char *dir, const char *what)
{
	pid_t child = fork();
	int ended;

	assert_true(child >= 0);
	if (child == 0) {
		struct error error = {0};
		struct commit_writer *w;
		const struct str *value;

		if (commit_open(dir, NULL, NOW, NULL, &w, &error) != STATUS_INVALID)
			_exit(1);
		value = message_arg(&error.message, STR("what"));
		_exit(strcmp(error.message.id, "git.unsupported") != 0 || !value ||
		      !str_eq(*value, str_of(what)));
	}
	assert_int_equal(waitpid(child, &ended, 0), child);
	assert_int_equal(ended, 0);
}

static void forms_of_repositories_that_are_not_supported_are_named(void **state)
{
	shell("git init -q --object-format=sha256 sha256 && git init -q reftable && "
	      "git -C reftable config core.repositoryformatversion 1 && "
	      "git -C reftable config extensions.refStorage reftable");
	assert_unsupported("sha256", "extensions.objectformat");
	assert_unsupported("reftable", "extensions.refstorage");
}

static void locks_of_git_are_waited_for_and_reported(void **state)
{
	const struct snapshot_change change = put("stations/n.yaml", "n\n");
	struct error error = {0};
	struct commit_writer *w;

	make_repository();
	shell("touch -d @%d .git/index.lock", NOW - 7300);
	assert_int_equal(commit_open(".", NULL, NOW, NULL, &w, &error), STATUS_IO);
	assert_error(&error, "git.locked");
	assert_error_arg(&error, "age", "2 h");
	assert_error_arg(&error, "owner", shell_line("id -un"));
	error_release(&error);
	shell("rm .git/index.lock && touch .git/refs/heads/main.lock");
	w = open_writer(".", NULL);
	error = (struct error){0};
	assert_int_equal(write_with(w, &change, 1, &error), STATUS_IO);
	assert_error(&error, "git.locked");
	error_release(&error);
	commit_close(w);
	shell("test -z \"$(git status --porcelain)\" && test -e .git/refs/heads/main.lock && "
	      "rm .git/refs/heads/main.lock && test ! -e .git/sws-pending && "
	      "(touch .git/index.lock && sleep 0.3 && rm .git/index.lock) &");
	assert_made(".", NULL, &change, 1);
	assert_clean();
}

static void locks_of_a_killed_writer_are_taken_over(void **state)
{
	const struct snapshot_change change = put("stations/n.yaml", "n\n");

	make_repository();
	commit_close(open_writer(".", NULL));
	shell("ln .git/sws-writers .git/index.lock && "
	      "ln .git/sws-writers .git/refs/heads/main.lock && echo rest >.git/sws-index && "
	      "echo rest >.git/sws-index.lock && echo rest >.git/sws-reference && "
	      "echo rest >.git/sws-file && echo rest >.git/sws-pending");
	assert_made(".", NULL, &change, 1);
	assert_clean();
	shell("test -z \"$(find .git -name '*.lock')\" && test ! -e .git/sws-pending");
}

static void what_a_killed_writer_left_undone_is_done(void **state)
{
	const struct snapshot_change change = put("stations/n.yaml", "n\n");

	make_repository();
	shell("git rm -q stations/a/b.yaml && mkdir new && echo n >new/n && "
	      "echo three >stations/a.yaml && git add . && git commit -qm three && "
	      "git rev-parse HEAD~1 HEAD | tr '\\n' ' ' >../note && "
	      "echo refs/heads/main >>../note && "
	      "git read-tree -u -m HEAD HEAD~1 && echo three >stations/a.yaml && "
	      "cp ../note .git/sws-pending");
	commit_close(open_writer(".", NULL)); /* half of it was done before */
	assert_clean();
	shell("test ! -e .git/sws-pending && git read-tree -u -m HEAD HEAD~1 && "
	      "cp ../note .git/sws-pending && echo mine >stations/a.yaml");
	commit_close(open_writer(".", NULL)); /* and what is somebody's is left */
	shell("test \"$(cat stations/a.yaml)\" = mine && test -e new/n && "
	      "test ! -e .git/sws-pending && git reset -q --hard && "
	      "cp ../note .git/sws-pending && git commit -q --allow-empty -m four");
	assert_made(".", NULL, &change, 1); /* nothing, when the branch has gone on */
	assert_clean();
}

static void unsaved_work_is_never_overwritten(void **state)
{
	static const char *const dirt[][2] = {
		{"echo mine >stations/a.yaml", "git.dirty"},
		{"echo mine >stations/a.yaml && git add .", "git.dirty"},
		{"echo two >x && echo mine >stations/a.yaml && git add . && mv x "
		 "stations/a.yaml",
		 "git.dirty"},
		{"rm stations/a.yaml", "git.dirty"},
		{"git rm -q --cached stations/a.yaml", "git.dirty"},
		{"chmod +x stations/a.yaml", "git.dirty"},
		{"rm stations/a.yaml && ln -s /etc/passwd stations/a.yaml", "git.in-the-way"},
		{"rm stations/a.yaml && mkdir stations/a.yaml", "git.in-the-way"},
		{"rm stations/a.yaml && mkfifo stations/a.yaml", "git.in-the-way"},
		{"mv stations ../moved && ln -s ../moved stations", "git.in-the-way"},
		{"echo mine >stations/n.yaml", "git.in-the-way"},
		{"echo mine >stations/n.yaml && git add .", "git.dirty"},
		{"echo mine >stations/n.yaml && git add -N .", "git.dirty"},
		{"echo mine >stations/n.yaml && echo stations/n.yaml >.git/info/exclude",
		 "git.in-the-way"},
		{"mkdir stations/n.yaml", "git.in-the-way"},
		{"git update-index --assume-unchanged stations/a.yaml && "
		 "echo mine >stations/a.yaml",
		 "git.dirty"},
	};
	const struct snapshot_change changes[] = {put("stations/a.yaml", "three\n"),
						  put("stations/n.yaml", "n\n")};

	for (size_t i = 0; i < sizeof dirt / sizeof dirt[0]; i++) {
		shell("rm -rf ./* ./.git ../moved ../head ../files");
		make_repository();
		shell("%s && git status --porcelain >../status", dirt[i][0]);
		assert_refused(changes, 2, dirt[i][1]);
		shell("git status --porcelain | cmp - ../status");
	}
}

static void a_dirty_path_is_named_and_others_may_be_as_they_are(void **state)
{
	const struct snapshot_change changes[] = {put("stations/a.yaml", "three\n"),
						  put("stations/a/b.yaml", "c\n")};
	struct commit_writer *w;
	struct error error = {0};

	make_repository();
	shell("echo mine >stations/a.yaml && echo other >other && echo more >>sws.yaml");
	w = open_writer(".", NULL);
	assert_int_equal(write_with(w, changes, 2, &error), STATUS_INVALID);
	assert_error_arg(&error, "paths", "stations/a.yaml");
	assert_error_arg(&error, "n", "1");
	error_release(&error);
	commit_close(w);
	assert_made(".", NULL, changes + 1, 1);
	shell("git status --porcelain >../status && "
	      "printf ' M stations/a.yaml\\n M sws.yaml\\n?? other\\n' | cmp - ../status");
}

static void what_is_there_already_as_it_will_be_is_no_hindrance(void **state)
{
	const struct snapshot_change changes[] = {put("stations/a.yaml", "three\n"),
						  put("stations/n.yaml", "n\n"),
						  taken("stations/a/b.yaml")};

	make_repository();
	shell("echo three >stations/a.yaml && echo n >stations/n.yaml && git add "
	      "stations/n.yaml "
	      "&& rm -r stations/a");
	assert_made(".", NULL, changes, 3);
	assert_clean();
}

/* The index is younger afterwards than a file that was changed as it was written. */
static void a_file_changed_in_the_tick_of_the_index_stays_modified(void **state)
{
	const struct snapshot_change change = put("stations/n.yaml", "n\n");

	make_repository();
	shell("touch -d @%d.5 sws.yaml && git update-index sws.yaml && "
	      "touch -d @%d.5 .git/index && echo 'format: 2' >sws.yaml && "
	      "touch -d @%d.5 sws.yaml",
	      NOW, NOW, NOW);
	assert_made(".", NULL, &change, 1);
	shell("test \"$(git status --porcelain)\" = ' M sws.yaml'");
}

static void a_sparse_checkout_stays_sparse(void **state)
{
	const struct snapshot_change change = put("stations/a.yaml", "three\n");

	make_repository();
	shell("git sparse-checkout set --no-cone /sws.yaml && test ! -e stations");
	assert_made(".", NULL, &change, 1);
	assert_clean();
	shell("test ! -e stations && git sparse-checkout disable && "
	      "test \"$(cat stations/a.yaml)\" = three");
}

static void indexes_in_parts_and_damaged_ones_are_refused(void **state)
{
	const struct snapshot_change change = put("stations/n.yaml", "n\n");

	make_repository();
	shell("git update-index --split-index");
	assert_refused(&change, 1, "git.split-index");
	shell("git update-index --no-split-index && git sparse-checkout init --cone "
	      "--sparse-index");
	assert_refused(&change, 1, "git.sparse-index");
	shell("git sparse-checkout disable && git config --unset index.sparse; "
	      "echo damage >.git/index");
	assert_refused(&change, 1, "git.corrupt-index");
	shell("rm .git/index && git reset -q --hard && git update-index --index-version 4");
	assert_made(".", NULL, &change, 1);
	assert_clean();
}

static void files_that_git_would_convert_are_refused_by_name(void **state)
{
	static const struct {
		const char *attributes, *autocrlf, *bytes, *by; /* by NULL: written */
	} cases[] = {
		{"", "false", "a\nb\r\n", NULL},
		{"*.yaml text eol=lf", "true", "a\nb\n", NULL},
		{"*.yaml text eol=lf", "false", "a\r\n", "text"},
		{"*.yaml text=auto", "false", "a\n", NULL},
		{"*.yaml text=auto", "false", "a\r\n", "text"},
		{"*.yaml text=auto", "true", "a\n", "text"},
		{"*.yaml text eol=crlf", "false", "a\n", "eol"},
		{"*.yaml text eol=crlf", "false", "a", NULL},
		{"*.yaml -text", "true", "a\nb\r\n", NULL},
		{"*.yaml binary", "true", "a\nb\r\n", NULL},
		{"", "true", "a\n", "core.autocrlf"},
		{"", "input", "a\n", NULL},
		{"", "input", "a\r\n", "core.autocrlf"},
		{"*.yaml filter=lfs diff=lfs merge=lfs -text", "false", "a\n", "filter"},
		{"*.yaml ident", "false", "a\n", "ident"},
		{"*.yaml working-tree-encoding=GB18030", "false", "a\n",
		 "working-tree-encoding"},
		{"stations/a.yaml filter=lfs", "false", "a\n", NULL},
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct snapshot_change change = put("stations/n.yaml", cases[i].bytes);
		struct error error = {0};
		struct commit_writer *w;

		shell("rm -rf ./* ./.git* && git init -q -b main && echo '%s' >.gitattributes "
		      "&& "
		      "git add . && git commit -qm one && git config core.autocrlf %s",
		      cases[i].attributes, cases[i].autocrlf);
		w = open_writer(".", NULL);
		if (write_with(w, &change, 1, &error) < 0) {
			assert_error(&error, "git.converted");
			assert_non_null(cases[i].by);
			assert_error_arg(&error, "by", cases[i].by);
		} else {
			assert_null(cases[i].by);
		}
		error_release(&error);
		commit_close(w);
		assert_clean();
	}
}

static void attributes_count_wherever_git_looks_for_them(void **state)
{
	static const char *const places[] = {
		"echo 'n.yaml filter=lfs' >.git/info/attributes",
		"echo 'n.yaml filter=lfs' >stations/.gitattributes",
		"echo 'stations/n.yaml filter=lfs' >.gitattributes",
		"echo '[attr]x filter=lfs' >.gitattributes && echo 'n.yaml x' "
		">stations/.gitattributes",
		"echo 'n.yaml filter=lfs' >stations/.gitattributes && git add . && "
		"rm stations/.gitattributes", /* the index has it */
		"echo 'n.yaml filter=lfs' >mine && git config core.attributesFile "
		"\"$PWD/mine\"",
	};
	const struct snapshot_change change = put("stations/n.yaml", "n\n");

	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		struct error error = {0};
		struct commit_writer *w;

		shell("rm -rf ./* ./.git*");
		make_repository();
		shell("mkdir -p stations .git/info && %s", places[i]);
		w = open_writer(".", NULL);
		if (write_with(w, &change, 1, &error) != STATUS_INVALID)
			fail_msg("%s", places[i]);
		assert_error(&error, "git.converted");
		error_release(&error);
		commit_close(w);
	}
}

static void attributes_of_the_commit_count_where_there_is_no_work_tree(void **state)
{
	const struct snapshot_change change = put("stations/n.yaml", "n\n");
	struct error error = {0};
	struct commit_writer *w;

	make_repository();
	shell("mkdir docs && echo 'n.yaml filter=lfs' >stations/.gitattributes && git add . && "
	      "git commit -qm attributes && git clone -q --bare . ../b.git");
	w = open_writer("../b.git", NULL);
	assert_int_equal(write_with(w, &change, 1, &error), STATUS_INVALID);
	assert_error(&error, "git.converted");
	error_release(&error);
	commit_close(w);
}

static void changes_that_do_not_fit_the_tree_are_refused(void **state)
{
	static const struct {
		const char *path, *id;
		bool removed;
	} cases[] = {
		{"stations/none.yaml", "snapshot.no-such-file", true},
		{"none/none.yaml", "snapshot.no-such-file", true},
		{"stations", "snapshot.not-a-file", false},
		{"stations", "snapshot.no-such-file", true},
		{"stations/a", "snapshot.not-a-file", false},
		{"sws.yaml/x", "snapshot.not-a-file", false},
		{"link", "snapshot.not-a-file", false},
		{"link", "snapshot.not-a-file", true},
		{"link/x", "snapshot.not-a-file", false},
		{"module/x", "snapshot.not-a-file", false},
		{"module", "snapshot.not-a-file", false},
		{"../x", "git.bad-name", false},
		{"stations/.GIT/x", "git.bad-name", false},
		{".gitmodules", "git.bad-name", false},
		{"", "git.bad-name", false},
	};

	make_repository();
	shell("ln -s sws.yaml link && git add link && git update-index --add --cacheinfo "
	      "160000,$(git rev-parse HEAD),module && mkdir module && git commit -qm links");
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct snapshot_change change = put(cases[i].path, "x\n");

		change.removed = cases[i].removed;
		assert_refused(&change, 1, cases[i].id);
	}
}

static void a_path_is_changed_once_and_is_not_a_folder_too(void **state)
{
	const struct snapshot_change twice[] = {put("a", "1\n"), put("b", "1\n"),
						put("a", "2\n")};
	const struct snapshot_change both[] = {put("n", "1\n"), put("n.x", "1\n"),
					       put("n/x", "1\n")};

	make_repository();
	assert_refused(twice, 3, "git.changed-twice");
	assert_refused(both, 3, "snapshot.not-a-file");
}

static void paths_have_the_bounds_of_a_snapshot(void **state)
{
	struct snapshot_change change;
	struct buf path = {0};

	make_repository();
	for (int i = 0; i < SNAPSHOT_DEPTH_MAX; i++)
		buf_add_text(&path, "d/");
	buf_add_text(&path, "f");
	change = put(path.ptr, "x\n");
	assert_made(".", NULL, &change, 1);
	buf_add_text(&path, "/f");
	change = put(path.ptr + 1, "x\n");
	assert_refused(&change, 1, "git.bad-name");
	buf_reset(&path);
	for (int i = 0; i < SNAPSHOT_PATH_MAX; i++)
		buf_add_char(&path, i % 200 == 199 ? '/' : 'p');
	change = put(path.ptr, "x\n");
	assert_made(".", NULL, &change, 1);
	assert_clean();
	buf_add_char(&path, 'p');
	change = put(path.ptr, "x\n");
	assert_refused(&change, 1, "git.bad-name");
	buf_release(&path);
}

static void a_folder_becomes_a_file_only_where_no_work_tree_has_it(void **state)
{
	const struct snapshot_change changes[] = {taken("stations/a/b.yaml"),
						  put("stations/a", "file\n")};

	make_repository();
	assert_refused(changes, 2, "git.in-the-way");
	shell("git clone -q --bare . ../b.git");
	assert_made("../b.git", NULL, changes, 2);
	shell("test \"$(git -C ../b.git cat-file blob main:stations/a)\" = file");
}

static void the_last_file_of_a_folder_takes_it_along(void **state)
{
	const struct snapshot_change changes[] = {taken("stations/a/b.yaml"),
						  taken("stations/a.yaml")};

	make_repository();
	assert_made(".", NULL, changes, 2);
	assert_clean();
	shell("test ! -e stations && ! git cat-file -e HEAD:stations 2>/dev/null");
}

static void who_is_overtaken_is_told_and_leaves_nothing_behind(void **state)
{
	const struct snapshot_change change = put("stations/n.yaml", "n\n");
	struct commit_writer *w;
	struct error error = {0};

	make_repository();
	w = open_writer(".", NULL);
	shell("git commit -q --allow-empty -m theirs && find .git -type f | sort >../before");
	assert_int_equal(write_with(w, &change, 1, &error), COMMIT_OVERTAKEN);
	shell("find .git -type f | sort | cmp - ../before");
	assert_int_equal(commit_look(w, &error), 0);
	assert_int_equal(commit_hold(w, &error), 0);
	assert_int_equal(write_with(w, &change, 1, &error), COMMIT_MADE);
	assert_int_equal(write_with(w, &change, 1, &error), COMMIT_UNCHANGED);
	commit_close(w);
	assert_clean();
}

struct countdown {
	int n;
};

static bool count_down(void *data)
{
	struct countdown *c = data;

	return c->n-- <= 0;
}

static void who_is_stopped_leaves_nothing_behind(void **state)
{
	struct snapshot_change changes[CHANGES_MAX];
	const size_t sizes[] = {3, CHANGES_MAX};
	struct arena arena = {0};
	struct error error = {0};
	bool made = false;

	make_repository();
	many(changes, CHANGES_MAX, &arena, 50);
	for (size_t i = 0; i < 2; i++, made = false) {
		for (int n = 0; !made; n++) {
			struct countdown c = {n};
			const struct commit_stop stop = {count_down, &c};
			struct commit_writer *w;
			int outcome;

			assert_int_equal(commit_open(".", NULL, NOW, &stop, &w, &error), 0);
			shell("find .git -type f | sort >../before");
			c.n = n;
			outcome = write_with(w, changes, sizes[i], &error);
			commit_close(w);
			made = outcome == COMMIT_MADE;
			if (!made) {
				assert_int_equal(outcome, COMMIT_STOPPED);
				assert_true(n < 20);
				shell("find .git -type f | sort | cmp - ../before");
			}
			assert_clean();
		}
	}
	arena_release(&arena);
}

static void nobody_is_no_committer(void **state)
{
	const struct snapshot_change change = put("stations/n.yaml", "n\n");
	struct commit_request request = request_of(&change, 1);
	struct commit_result result;
	struct error error = {0};
	struct commit_writer *w;

	make_repository();
	request.committer = (struct commit_person){.seconds = NOW};
	w = open_writer(".", NULL);
	assert_int_equal(commit_write(w, &request, &result, &error), STATUS_INVALID);
	assert_error(&error, "git.no-identity");
	assert_error_arg(&error, "key", "user.name");
	error_release(&error);
	commit_close(w);
}

/* For root nothing is read-only: its rights are given up, where others may go. */
static void a_repository_that_is_read_only_is_said_to_be(void **state)
{
	char dir[] = "/tmp/sws-test-XXXXXX", path[64];

	make_repository();
	assert_non_null(mkdtemp(dir));
	shell("cp -r . %s/r && chmod -R a-w,a+rX %s", dir, dir);
	if (getuid() == 0) {
		shell("chown -R 65534 %s", dir);
		setenv("HOME", "/nowhere", 1);
		assert_int_equal(seteuid(65534), 0);
	}
	assert_not_opened(dir, NULL, STATUS_NOT_FOUND, "git.not-a-repository");
	snprintf(path, sizeof path, "%s/r", dir);
	assert_not_opened(path, NULL, STATUS_IO, "git.read-only");
	assert_int_equal(seteuid(getuid()), 0);
	shell("chmod -R u+w %s && rm -r %s", dir, dir);
}

static void a_repository_of_another_user_is_refused(void **state)
{
	if (getuid() != 0)
		skip();
	make_repository();
	shell("chown -R nobody .");
	assert_not_opened(".", NULL, STATUS_INVALID, "git.wrong-owner");
}

static void a_shared_repository_stays_shared(void **state)
{
	const struct snapshot_change change = put("stations/n.yaml", "n\n");
	struct snapshot_change changes[CHANGES_MAX];
	struct arena arena = {0};
	mode_t mask = umask(077);

	make_repository();
	shell("git config core.sharedRepository group && find .git -type d -exec chmod g+rwxs "
	      "{} + && find .git -type f -exec chmod g+r {} +");
	assert_made(".", NULL, &change, 1);
	many(changes, CHANGES_MAX, &arena, 50);
	assert_made(".", NULL, changes, CHANGES_MAX);
	shell("test -z \"$(find .git -type f ! -perm -040 ! -path '*/logs/*')\" && "
	      "test -z \"$(find .git -type d ! -perm -2070)\" && "
	      "test -n \"$(find .git/sws-writers -perm -060)\" && "
	      "test -n \"$(find .git/refs/heads/main -perm -060)\" && "
	      "test -z \"$(find .git/objects -type f -perm /222)\"");
	umask(mask);
	arena_release(&arena);
}

static void reflogs_are_kept_as_configured(void **state)
{
	const struct snapshot_change one = put("stations/n.yaml", "1\n");
	const struct snapshot_change two = put("stations/n.yaml", "2\n");

	make_repository();
	shell("rm -r .git/logs && git config core.logAllRefUpdates false");
	assert_made(".", NULL, &one, 1);
	shell("test ! -e .git/logs && git clone -q --bare . ../b.git && "
	      "git -C ../b.git config core.logAllRefUpdates always");
	assert_made("../b.git", NULL, &two, 1);
	shell("test \"$(wc -l <../b.git/logs/refs/heads/main)\" = 1 && "
	      "test \"$(wc -l <../b.git/logs/HEAD)\" = 1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		sandbox_test(files_are_put_replaced_and_removed_in_one_commit),
		sandbox_test(the_commit_is_the_one_that_git_makes),
		sandbox_test(the_prefix_leads_to_the_records_root),
		sandbox_test(what_makes_no_difference_makes_no_commit),
		sandbox_test(modes_are_kept),
		sandbox_test(up_to_sixty_objects_are_loose_and_more_are_a_pack),
		sandbox_test(large_objects_and_those_of_one_content_go_into_packs),
		sandbox_test(a_damaged_object_in_the_way_is_mended),
		sandbox_test(a_first_commit_needs_none_before_it),
		sandbox_test(a_first_commit_leaves_other_branches_their_names),
		sandbox_test(a_branch_may_be_named),
		sandbox_test(packed_references_are_moved),
		sandbox_test(a_bare_repository_has_no_work_tree_to_write),
		sandbox_test(
			a_linked_work_tree_is_brought_along_and_others_are_not_left_behind),
		sandbox_test(a_work_tree_may_be_elsewhere_than_its_repository),
		sandbox_test(a_work_tree_may_be_on_another_disk_than_its_repository),
		sandbox_test(where_no_branch_can_move_it_is_said),
		sandbox_test(forms_of_repositories_that_are_not_supported_are_named),
		sandbox_test(locks_of_git_are_waited_for_and_reported),
		sandbox_test(locks_of_a_killed_writer_are_taken_over),
		sandbox_test(what_a_killed_writer_left_undone_is_done),
		sandbox_test(unsaved_work_is_never_overwritten),
		sandbox_test(a_dirty_path_is_named_and_others_may_be_as_they_are),
		sandbox_test(what_is_there_already_as_it_will_be_is_no_hindrance),
		sandbox_test(a_file_changed_in_the_tick_of_the_index_stays_modified),
		sandbox_test(a_sparse_checkout_stays_sparse),
		sandbox_test(indexes_in_parts_and_damaged_ones_are_refused),
		sandbox_test(files_that_git_would_convert_are_refused_by_name),
		sandbox_test(attributes_count_wherever_git_looks_for_them),
		sandbox_test(attributes_of_the_commit_count_where_there_is_no_work_tree),
		sandbox_test(changes_that_do_not_fit_the_tree_are_refused),
		sandbox_test(a_path_is_changed_once_and_is_not_a_folder_too),
		sandbox_test(paths_have_the_bounds_of_a_snapshot),
		sandbox_test(a_folder_becomes_a_file_only_where_no_work_tree_has_it),
		sandbox_test(the_last_file_of_a_folder_takes_it_along),
		sandbox_test(who_is_overtaken_is_told_and_leaves_nothing_behind),
		sandbox_test(who_is_stopped_leaves_nothing_behind),
		sandbox_test(nobody_is_no_committer),
		sandbox_test(a_repository_that_is_read_only_is_said_to_be),
		sandbox_test(a_repository_of_another_user_is_refused),
		sandbox_test(a_shared_repository_stays_shared),
		sandbox_test(reflogs_are_kept_as_configured),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
