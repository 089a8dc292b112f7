/* SPDX-License-Identifier: MIT */
/* Tests of git/lfs.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "git/lfs.h"

#define VERSION "version https://git-lfs.github.com/spec/v1\n"
#define OID     "oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\n"
#define SIZE    "size 12345\n"

static void a_pointer_is_told_from_other_text(void **state)
{
	static const struct {
		const char *text;
		bool is;
	} cases[] = {
		{VERSION OID SIZE, true},
		{"version https://hawser.github.com/spec/v1\n" OID SIZE, true},
		{VERSION "ext-0-foo sha256:00\n" OID SIZE, true},
		{VERSION OID "size 12345", true},
		{VERSION OID SIZE "x-y.z 1\n", true},
		{"version https://git-lfs.github.com/spec/v1\r\noid sha256:00\r\nsize 1\r\n",
		 true},
		{"", false},
		{VERSION, false},
		{VERSION OID, false},
		{VERSION SIZE, false},
		{OID SIZE VERSION, false},
		{OID SIZE, false},
		{" " VERSION OID SIZE, false},
		{"version: https://git-lfs.github.com/spec/v1\n" OID SIZE, false},
		{"version https://git-lfs.github.com/spec/v2\n" OID SIZE, false},
		{"version https://GIT-LFS.github.com/spec/v1\n" OID SIZE, false},
		{VERSION OID SIZE "id: a\n", false},
		{VERSION OID SIZE "\n", false},
		{VERSION OID SIZE "Key value\n", false},
		{VERSION OID SIZE "key  value\n", false},
		{VERSION OID SIZE "key \n", false},
		{VERSION OID SIZE "key\n", false},
		{VERSION OID SIZE " value\n", false},
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		if (lfs_is_pointer(str_of(cases[i].text)) != cases[i].is)
			fail_msg("%s", cases[i].text);
}

static void a_pointer_has_less_than_its_bound(void **state)
{
	struct buf text = {0};

	buf_add_text(&text, VERSION OID SIZE "x ");
	while (text.len < LFS_POINTER_MAX - 1)
		buf_add_char(&text, 'x');
	assert_true(lfs_is_pointer(buf_str(&text)));
	buf_add_char(&text, 'x');
	assert_false(lfs_is_pointer(buf_str(&text)));
	buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_pointer_is_told_from_other_text),
		cmocka_unit_test(a_pointer_has_less_than_its_bound),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
