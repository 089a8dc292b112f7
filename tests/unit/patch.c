/* SPDX-License-Identifier: MIT */
/* Unit tests of patches (git/patch.h): git apply takes them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "git/patch.h"

#include "sandbox.h"

static void assert_patch(const struct str *old, const struct str *new, const char *expected)
{
	struct error error = {0};
	struct buf out = {0};

	assert_int_equal(patch_write(&out, "a/b.yaml", old, new, &error), 0);
	assert_string_equal(buf_cstr(&out), expected);
	buf_release(&out);
}

static void files_are_made_changed_and_removed(void **state)
{
	const struct str one = STR("id: b\nname: 甲\n"), two = STR("id: b\nname: 乙\n");

	(void)state;
	assert_patch(NULL, &one,
		     "diff --git a/a/b.yaml b/a/b.yaml\nnew file mode 100644\n"
		     "index 0000000..bce086b\n--- /dev/null\n+++ b/a/b.yaml\n@@ -0,0 +1,2 @@\n"
		     "+id: b\n+name: 甲\n");
	assert_patch(&one, &two,
		     "diff --git a/a/b.yaml b/a/b.yaml\nindex bce086b..63277cf 100644\n"
		     "--- a/a/b.yaml\n+++ b/a/b.yaml\n@@ -1,2 +1,2 @@\n id: b\n-name: 甲\n"
		     "+name: 乙\n");
	assert_patch(&one, NULL,
		     "diff --git a/a/b.yaml b/a/b.yaml\ndeleted file mode 100644\n"
		     "index bce086b..0000000\n--- a/a/b.yaml\n+++ /dev/null\n@@ -1,2 +0,0 @@\n"
		     "-id: b\n-name: 甲\n");
	assert_patch(&one, &one, "");
}

static void what_looks_binary_is_text_all_the_same(void **state)
{
	const struct str old = {"a\0b\n", 4}, new = STR("a\n");

	(void)state;
	assert_patch(&old, &new,
		     "diff --git a/a/b.yaml b/a/b.yaml\nindex 1a23e4b..7898192 100644\n"
		     "--- a/a/b.yaml\n+++ b/a/b.yaml\n@@ -1 +1 @@\n-a");
}

static void assert_moved(const char *from, const char *to, struct str old, struct str new,
			 const char *expected)
{
	struct error error = {0};
	struct buf out = {0};

	assert_int_equal(patch_write_moved(&out, from, to, old, new, &error), 0);
	assert_string_equal(buf_cstr(&out), expected);
	buf_release(&out);
}

static void a_file_that_moves_keeps_its_lines(void **state)
{
	const struct str one = STR("id: b\nname: 甲\n"), two = STR("id: c\nname: 甲\n");

	(void)state;
	assert_moved("a/b.yaml", "a/c.yaml", one, two,
		     "diff --git a/a/b.yaml b/a/c.yaml\nrename from a/b.yaml\n"
		     "rename to a/c.yaml\nindex bce086b..b7b9536 100644\n--- a/a/b.yaml\n"
		     "+++ b/a/c.yaml\n@@ -1,2 +1,2 @@\n-id: b\n+id: c\n name: 甲\n");
	assert_moved("a/甲.yaml", "a/乙 丙.yaml", STR("a\n"), STR("b\n"),
		     "diff --git \"a/a/\\347\\224\\262.yaml\" "
		     "\"b/a/\\344\\271\\231 \\344\\270\\231.yaml\"\n"
		     "rename from \"a/\\347\\224\\262.yaml\"\n"
		     "rename to \"a/\\344\\271\\231 \\344\\270\\231.yaml\"\n"
		     "index 7898192..6178079 100644\n--- \"a/a/\\347\\224\\262.yaml\"\n"
		     "+++ \"b/a/\\344\\271\\231 \\344\\270\\231.yaml\"\n"
		     "@@ -1 +1 @@\n-a\n+b\n");
	assert_moved("a", "b", STR("a\n"), STR("a\n"),
		     "diff --git a/a b/a\ndeleted file mode 100644\nindex 7898192..0000000\n"
		     "--- a/a\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n"
		     "diff --git a/b b/b\nnew file mode 100644\nindex 0000000..7898192\n"
		     "--- /dev/null\n+++ b/b\n@@ -0,0 +1 @@\n+a\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_are_made_changed_and_removed),
		cmocka_unit_test(what_looks_binary_is_text_all_the_same),
		cmocka_unit_test(a_file_that_moves_keeps_its_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
