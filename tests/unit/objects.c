/* SPDX-License-Identifier: MIT */
/* Tests of reading git's objects (git/objects.h, git/loose.h) through git/snapshot.h: damaged
 * ones, borrowed ones, and such as git would not write. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "git/objects.h"
#include "git/snapshot.h"
#include "repository.h"

#include <git2.h>
#include <zlib.h>

/* That reading the station names its object as damaged. */
static void assert_corrupt_file(const char *id)
{
	struct error error = {0};
	struct buf bytes = {0};
	struct snapshot *s = open_rev(".", "HEAD");

	assert_int_equal(read_path(s, "stations/a.yaml", ROOM, &bytes, &error), STATUS_CORRUPT);
	assert_error(&error, "git.corrupt-file");
	assert_error_arg(&error, "path", "stations/a.yaml");
	assert_error_arg(&error, "object", id);
	assert_int_equal(bytes.len, 0);
	assert_content(s, "stations/a/b.yaml", "b\n");
	snapshot_free(s);
	buf_release(&bytes);
	error_release(&error);
}

static void a_damaged_or_missing_blob_fails_alone(void **state)
{
	char id[ID_SIZE], file[256];

	make_repository();
	resolve("HEAD:stations/a.yaml", id);
	snprintf(file, sizeof file, "%s", object_file("HEAD:stations/a.yaml"));
	shell("chmod u+w %s", file);
	shell("cp %s good && cp -f %s %s", file, object_file("HEAD:sws.yaml"), file);
	assert_corrupt_file(id); /* another object's content */
	shell("cp -f %s %s", object_file("HEAD^{tree}"), file);
	assert_corrupt_file(id); /* an object of another type */
	shell("head -c 12 good >%s", file);
	assert_corrupt_file(id);
	shell("echo garbage >%s", file);
	assert_corrupt_file(id);
	shell(": >%s", file);
	assert_corrupt_file(id);
	shell("rm -f %s", file);
	assert_corrupt_file(id);
}

static void a_damaged_or_missing_tree_or_commit_names_its_object(void **state)
{
	static const char *const revs[] = {"HEAD", "HEAD^{tree}", "HEAD:stations",
					   "HEAD:stations/a"};

	make_repository();
	for (size_t i = 0; i < sizeof revs / sizeof revs[0]; i++) {
		char id[ID_SIZE], file[256];

		resolve(revs[i], id);
		snprintf(file, sizeof file, "%s", object_file(revs[i]));
		shell("cp -f %s good && chmod u+w %s && echo garbage >%s", file, file, file);
		assert_corrupt("HEAD", id);
		assert_corrupt("main", id);
		shell("rm %s", file);
		assert_corrupt("HEAD", id);
		shell("cp -f good %s", file);
	}
	shell("rm -f %s", object_file("HEAD~1"));
	assert_corrupt("HEAD~1", "HEAD~1");
}

static void a_truncated_pack_is_damage(void **state)
{
	struct error error = {0};
	struct snapshot *s;

	make_repository();
	shell("head -c 100000 /dev/urandom >stations/c.yaml && git add . && git commit -qm c "
	      "&& git gc -q && cd .git/objects/pack && chmod u+w *.pack && "
	      "head -c 2000 *.pack >x && mv x $(ls *.pack)");
	assert_int_equal(snapshot_open_revision(".", "HEAD", stations, 1, &s, &error),
			 STATUS_CORRUPT);
	assert_error(&error, "git.corrupt");
	error_release(&error);
}

/* Writes a loose object's file: what it holds is this header, a NUL and this content. */
static void write_loose(const char *file, const char *header, const char *content)
{
	unsigned char packed[256];
	uLongf n = sizeof packed;
	struct buf plain = {0};
	FILE *out;

	buf_add(&plain, (struct str){header, strlen(header) + 1});
	buf_add_text(&plain, content);
	assert_int_equal(compress(packed, &n, (unsigned char *)plain.ptr, plain.len), Z_OK);
	shell("rm -f %s", file);
	out = fopen(file, "wb");
	assert_non_null(out);
	assert_int_equal(fwrite(packed, 1, n, out), n);
	assert_int_equal(fclose(out), 0);
	buf_release(&plain);
}

static void a_loose_object_that_is_not_what_its_header_says_is_damage(void **state)
{
	static const char *const wrong[][2] = {
		{"blob 3", "two\n"},
		{"blob 5", "two\n"},
		{"blob 0", "two\n"},
		{"blob 4", "too\n"},
		{"blob -4", "two\n"},
		{"blob +4", "two\n"},
		{"blob 04", "two\n"},
		{"blob ", "two\n"},
		{"blob", "two\n"},
		{"note 4", "two\n"},
		{"tree 4", "two\n"},
		{"commit 4", "two\n"},
		{" 4", "two\n"},
		{"blob 4 ", "two\n"},
		{"", ""},
		{"blob 18446744073709551615", "two\n"},
		{"blob 18446744073709551620", "two\n"},
		{"blob 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4", "two\n"},
		{"blob 4", "two\n and more than the first 64 bytes of it could hold at once"},
		{"blob 99", "two\n and more than the first 64 bytes of it could hold at once"},
	};
	char id[ID_SIZE], file[256];
	struct snapshot *s;

	make_repository();
	resolve("HEAD:stations/a.yaml", id);
	snprintf(file, sizeof file, "%s", object_file("HEAD:stations/a.yaml"));
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		write_loose(file, wrong[i][0], wrong[i][1]);
		assert_corrupt_file(id);
	}
	write_loose(file, "blob 4", "two\n");
	s = open_rev(".", "HEAD");
	assert_content(s, "stations/a.yaml", "two\n");
	snapshot_free(s);
}

static void a_loose_object_of_any_length_is_read(void **state)
{
	static const size_t sizes[] = {0, 1, 54, 55, 56, 57, 58, 63, 64, 65, 8192, 70000};
	struct error error = {0};
	struct buf bytes = {0};
	struct snapshot *s;

	shell("git init -q -b main && mkdir stations && touch sws.yaml && for n in 0 1 54 55 "
	      "56 "
	      "57 58 63 64 65 8192 70000; do head -c $n /dev/urandom >stations/$n; done && "
	      "git add . && git commit -qm x");
	s = open_rev(".", "main");
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		char path[64], *content = malloc(sizes[i] + 1);
		FILE *in;

		snprintf(path, sizeof path, "stations/%zu", sizes[i]);
		in = fopen(path, "rb");
		assert_non_null(in);
		assert_int_equal(fread(content, 1, sizes[i], in), sizes[i]);
		assert_int_equal(fclose(in), 0);
		assert_int_equal(read_path(s, path, ROOM, &bytes, &error), 0);
		assert_int_equal(bytes.len, sizes[i]);
		assert_memory_equal(bytes.ptr, content, sizes[i]);
		free(content);
	}
	buf_release(&bytes);
	snapshot_free(s);
}

static void short_ids_are_looked_for_among_loose_and_packed_objects(void **state)
{
	char id[ID_SIZE];

	make_repository();
	/* Both blobs' ids begin with 8324. */
	shell("printf 142 >142 && printf 784 >784 && git add . && git commit -qm three && "
	      "git update-ref refs/heads/one HEAD~2");
	assert_no_revision(".", "8324", STATUS_NOT_FOUND, "git.ambiguous-revision");
	for (int packed = 0; packed < 2; packed++) {
		struct snapshot *s;

		resolve("one", id);
		id[7] = '\0';
		s = open_rev(".", id);
		assert_content(s, "stations/a.yaml", "one\n");
		snapshot_free(s);
		shell("git repack -qad && git prune-packed");
	}
	assert_no_revision(".", "8324", STATUS_NOT_FOUND, "git.ambiguous-revision");
	shell("mv .git/objects/pack ../pack && mkdir .git/objects/pack && "
	      "cat ../pack/*.pack | git unpack-objects -q && "
	      "git repack -qad && printf 142 | git hash-object -w --stdin >/dev/null");
	assert_no_revision(".", "8324", STATUS_NOT_FOUND, "git.ambiguous-revision");
}

static void objects_are_borrowed_from_alternates(void **state)
{
	struct snapshot *s;

	make_repository();
	shell("git clone -q --shared . ../work/loose && git clone -q --shared loose chained && "
	      "echo three >chained/stations/a.yaml && git -C chained commit -qam three");
	s = open_rev("chained", "HEAD");
	assert_content(s, "stations/a.yaml", "three\n");
	assert_content(s, "stations/a/b.yaml", "b\n");
	snapshot_free(s);
	shell("git gc -q && printf '# borrowed\n\n../../../.git/objects' "
	      ">loose/.git/objects/info/alternates");
	s = open_rev("chained", "HEAD~1");
	assert_content(s, "stations/a.yaml", "two\n");
	snapshot_free(s);
	shell("rm loose/.git/objects/info/alternates");
	assert_no_revision("loose", "HEAD", STATUS_CORRUPT, "git.corrupt");
}

static void alternates_that_go_in_circles_come_to_an_end(void **state)
{
	struct snapshot *s;

	make_repository();
	shell("for i in $(seq 100); do echo \"$PWD/.git/objects\"; done "
	      ">.git/objects/info/alternates");
	s = open_rev(".", "HEAD");
	assert_content(s, "stations/a.yaml", "two\n");
	snapshot_free(s);
}

static void objects_may_be_repacked_between_listing_and_reading(void **state)
{
	struct snapshot *s;

	make_repository();
	s = open_rev(".", "HEAD");
	shell("git gc -q && test ! -e .git/objects/[0-9a-f]*/*");
	assert_content(s, "stations/a.yaml", "two\n");
	assert_content(s, "sws.yaml", "format: 1\n");
	snapshot_free(s);
}

/* Makes refs/heads/bad a commit whose stations/ is a tree of these names, all of them files
 * with the content `rev`, such as git would not write. Returns the tree's id. */
static const char *commit_raw_tree(const char *const names[], size_t n, const char *rev)
{
	static char tree[ID_SIZE];
	char id[ID_SIZE];
	FILE *file = fopen("raw", "wb");

	resolve(rev, id);
	assert_non_null(file);
	for (size_t i = 0; i < n; i++) {
		fprintf(file, "100644 %s%c", names[i], '\0');
		for (size_t j = 0; j < 40; j += 2) {
			const char byte[] = {id[j], id[j + 1], '\0'};

			fputc((int)strtol(byte, NULL, 16), file);
		}
	}
	assert_int_equal(fclose(file), 0);
	shell_id("git hash-object --literally -t tree -w raw", tree);
	shell("{ printf '040000 tree %s\tstations\n'; printf '100644 blob %%s\tsws.yaml\n' "
	      "$(git rev-parse HEAD:sws.yaml); } | git mktree >top && "
	      "git update-ref refs/heads/bad $(git commit-tree -m x $(cat top))",
	      tree);
	return tree;
}

static void names_that_no_checkout_can_make_are_damage(void **state)
{
	static const char *const names[] = {"..", ".", ".git", ".GIT", "a/b", "../x", ""};

	make_repository();
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		assert_corrupt("bad", commit_raw_tree(&names[i], 1, "HEAD:sws.yaml"));
}

static void a_tree_in_disorder_or_with_a_name_twice_is_damage(void **state)
{
	static const char *const right[] = {"...", ".gi", ".gitx", "a", "a b"};
	static const char *const disorder[] = {"b", "a"};
	static const char *const twice[] = {"a", "a"};
	struct snapshot *s;

	make_repository();
	commit_raw_tree(right, 5, "HEAD:sws.yaml");
	s = open_rev(".", "bad");
	assert_int_equal(snapshot_count(s), 6);
	snapshot_free(s);
	assert_corrupt("bad", commit_raw_tree(disorder, 2, "HEAD:sws.yaml"));
	assert_corrupt("bad", commit_raw_tree(twice, 2, "HEAD:sws.yaml"));
}

static void a_file_that_is_a_tree_is_damage(void **state)
{
	static const char *const name[] = {"a.yaml"};
	struct error error = {0};
	struct buf bytes = {0};
	struct snapshot *s;

	make_repository();
	commit_raw_tree(name, 1, "HEAD:stations");
	s = open_rev(".", "bad");
	assert_int_equal(read_path(s, "stations/a.yaml", ROOM, &bytes, &error), STATUS_CORRUPT);
	assert_error(&error, "git.corrupt-file");
	assert_error_arg(&error, "reason", "object.no-blob");
	snapshot_free(s);
	buf_release(&bytes);
	error_release(&error);
}

static void libgit2_may_ask_whether_an_object_exists(void **state)
{
	git_repository *repository;
	git_odb *odb;
	git_oid id, found;
	char hex[ID_SIZE];

	make_repository();
	resolve("HEAD", hex);
	git_libgit2_init();
	assert_int_equal(git_repository_open(&repository, "."), 0);
	assert_int_equal(objects_open(repository), 0);
	assert_int_equal(git_repository_odb(&odb, repository), 0);
	git_oid_fromstr(&id, hex);
	assert_true(git_odb_exists(odb, &id));
	assert_int_equal(git_odb_exists_prefix(&found, odb, &id, 8), 0);
	assert_true(git_oid_equal(&found, &id));
	id.id[0] ^= 1;
	assert_false(git_odb_exists(odb, &id));
	assert_int_equal(git_odb_exists_prefix(NULL, odb, &id, 8), GIT_ENOTFOUND);
	git_odb_free(odb);
	git_repository_free(repository);
	git_libgit2_shutdown();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		sandbox_test(a_damaged_or_missing_blob_fails_alone),
		sandbox_test(a_damaged_or_missing_tree_or_commit_names_its_object),
		sandbox_test(a_truncated_pack_is_damage),
		sandbox_test(a_loose_object_that_is_not_what_its_header_says_is_damage),
		sandbox_test(a_loose_object_of_any_length_is_read),
		sandbox_test(short_ids_are_looked_for_among_loose_and_packed_objects),
		sandbox_test(objects_are_borrowed_from_alternates),
		sandbox_test(alternates_that_go_in_circles_come_to_an_end),
		sandbox_test(objects_may_be_repacked_between_listing_and_reading),
		sandbox_test(names_that_no_checkout_can_make_are_damage),
		sandbox_test(a_tree_in_disorder_or_with_a_name_twice_is_damage),
		sandbox_test(a_file_that_is_a_tree_is_damage),
		sandbox_test(libgit2_may_ask_whether_an_object_exists),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
