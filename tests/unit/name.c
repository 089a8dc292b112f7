/* SPDX-License-Identifier: MIT */
/* Tests of git/name.h, held against `git fsck --strict`. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "git/name.h"
#include "repository.h"

/* Names in a tree, with what fsck says of them. */
static const struct {
	const char *name;
	bool sound;
} names[] = {
	{"a", true},
	{"a.yaml", true},
	{"...", true},
	{".gitx", true},
	{"git", true},
	{"git~2", true},
	{".gi", true},
	{"\xe7\xab\x99.yaml", true},
	{"\xe2\x80\x8b.git", true}, /* U+200B is not ignored */
	{".", false},
	{"..", false},
	{".git", false},
	{".GiT", false},
	{".git.", false},
	{".git . .", false},
	{".git::$INDEX_ALLOCATION", false},
	{".git\\config", false},
	{"git~1", false},
	{"GIT~1", false},
	{".g\xe2\x80\x8cit", false},
	{"\xef\xbb\xbf.git", false},
	{".git\xe2\x81\xaf", false},
	{"\xe2\x80\xae.gIt", false},
};

static void names_are_sound_where_fsck_finds_them_so(void **state)
{
	char blob[ID_SIZE];

	shell("git init -q -b main && : >empty");
	shell_id("git hash-object -w empty", blob);
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		FILE *file = fopen("entry", "w");

		assert_non_null(file);
		fprintf(file, "100644 blob %s\t%s", blob, names[i].name);
		fputc('\0', file);
		fclose(file);
		commit_tree("git mktree -z <entry");
		shell("%s git fsck --strict >out 2>&1", names[i].sound ? "" : "!");
		assert_int_equal(name_is_path(str_of(names[i].name)), names[i].sound);
	}
}

/* Fsck reads what these hold; we write none of them. */
static void names_like_gitmodules_are_not_sound(void **state)
{
	assert_false(name_is_path(STR(".gitmodules")));
	assert_false(name_is_path(STR(".GITMODULES")));
	assert_false(name_is_path(STR("a/.gitmodules")));
	assert_false(name_is_path(STR("gitmod~1")));
	assert_false(name_is_path(STR(".gitmodules ")));
	assert_false(name_is_path(STR(".git\xe2\x80\x8cmodules")));
	assert_true(name_is_path(STR(".gitattributes")));
	assert_true(name_is_path(STR(".gitignore")));
}

static void paths_are_names_with_slashes_between(void **state)
{
	assert_true(name_is_path(STR("a/b/c")));
	assert_false(name_is_path(STR("")));
	assert_false(name_is_path(STR("/a")));
	assert_false(name_is_path(STR("a/")));
	assert_false(name_is_path(STR("a//b")));
	assert_false(name_is_path(STR("a/./b")));
	assert_false(name_is_path(STR("a/.git/b")));
	assert_false(name_is_path(STR("a\0b")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		sandbox_test(names_are_sound_where_fsck_finds_them_so),
		cmocka_unit_test(names_like_gitmodules_are_not_sound),
		cmocka_unit_test(paths_are_names_with_slashes_between),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
