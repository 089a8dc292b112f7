/* SPDX-License-Identifier: MIT */
/* Tests of git/wording.h: messages held against git's stripspace and interpret-trailers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "git/wording.h"
#include "repository.h"

static void assert_message(struct str given, const char *expected)
{
	struct error error = {0};
	struct buf out = {0};

	assert_int_equal(wording_message(&out, given, NULL, 0, &error), 0);
	assert_string_equal(buf_cstr(&out), expected);
	buf_release(&out);
}

static void a_message_is_stripped_as_git_strips_it(void **state)
{
	static const char *const messages[] = {
		"one",
		"\n\n  one \t\n\n\n\ntwo  \nthree\n\n\n",
		"a\n\n\nb\n \t\n\nc",
		"# no comment\n\nbody",
		"\xe5\xaf\xbc\xe5\x85\xa5\n\n\xe7\xab\x99",
	};

	for (size_t i = 0; i < sizeof messages / sizeof messages[0]; i++) {
		struct error error = {0};
		struct buf out = {0}, theirs = {0};
		FILE *file = fopen("message", "w");

		assert_non_null(file);
		fputs(messages[i], file);
		fclose(file);
		shell("git stripspace <message >theirs");
		assert_int_equal(wording_message(&out, str_of(messages[i]), NULL, 0, &error),
				 0);
		file = fopen("theirs", "r");
		assert_non_null(file);
		theirs.len = fread(buf_reserve(&theirs, 4096), 1, 4096, file);
		fclose(file);
		assert_true(str_eq(buf_str(&out), buf_str(&theirs)));
		buf_release(&out);
		buf_release(&theirs);
	}
}

static void a_message_has_no_control_characters_and_is_utf_8(void **state)
{
	assert_message(STR("a\x1b[31mb\x07\x7f c\r\nd\te"), "a[31mb c\nd\te\n");
	assert_message(STR("a\0b"), "ab\n");
	assert_message(STR("a\xc2\x85z"), "az\n");
	assert_message(STR("\xff"), "\xef\xbf\xbd\n");
	assert_message(STR("\xc0\x80\xed\xa0\x80"),
		       "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\n");
	assert_message(STR("\xe7\xab"), "\xef\xbf\xbd\xef\xbf\xbd\n");
	assert_message(STR("\xf0\x9f\x98\x80\xf4\x90\x80\x80"),
		       "\xf0\x9f\x98\x80\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\n");
}

static void a_message_of_nothing_is_none(void **state)
{
	static const struct str nothing[] = {{"", 0}, {" \n\t\n", 4}, {"\x01\x1b", 2}};

	for (size_t i = 0; i < sizeof nothing / sizeof nothing[0]; i++) {
		struct error error = {0};
		struct buf out = {0};

		assert_int_equal(wording_message(&out, nothing[i], NULL, 0, &error),
				 STATUS_INVALID);
		assert_error(&error, "git.no-message");
		error_release(&error);
		buf_release(&out);
	}
}

/* What git finds as trailers in a message of ours. */
static void assert_trailers(const char *message, const struct commit_trailer *trailers,
			    size_t n, const char *whole, const char *found)
{
	struct error error = {0};
	struct buf out = {0};
	FILE *file = fopen("message", "w");

	assert_non_null(file);
	assert_int_equal(wording_message(&out, str_of(message), trailers, n, &error), 0);
	assert_string_equal(out.ptr, whole);
	fputs(out.ptr, file);
	fclose(file);
	shell("git interpret-trailers --parse --no-divider <message >found && "
	      "printf '%s' | cmp - found",
	      found);
	buf_release(&out);
}

static void trailers_are_what_git_takes_for_trailers(void **state)
{
	static const struct commit_trailer two[] = {
		{{"Batch", 5}, {"2023-11", 7}},
		{{"Source-Digest", 13}, {"sha256:00", 9}},
	};

	assert_trailers("one", two, 2, "one\n\nBatch: 2023-11\nSource-Digest: sha256:00\n",
			"Batch: 2023-11\\nSource-Digest: sha256:00\\n");
	assert_trailers("one\n\nbody", two, 1, "one\n\nbody\n\nBatch: 2023-11\n",
			"Batch: 2023-11\\n");
	assert_trailers("one: two", two, 1, "one: two\n\nBatch: 2023-11\n",
			"Batch: 2023-11\\n");
	assert_trailers("one\n\nSigned-off-by: A\n  B\n", two, 1,
			"one\n\nSigned-off-by: A\n  B\nBatch: 2023-11\n",
			"Signed-off-by: A B\\nBatch: 2023-11\\n");
}

static void a_value_is_folded_into_one_field(void **state)
{
	static const struct commit_trailer folded[] = {
		{{"Batch", 5}, {"a\n\nEvil: b\r\n \n  c\x1b\n", 20}},
		{{"Empty", 5}, {"", 0}},
	};

	assert_trailers("one", folded, 2, "one\n\nBatch: a\n Evil: b\n c\nEmpty: \n",
			"Batch: a Evil: b c\\nEmpty: \\n");
}

static void a_key_is_letters_digits_and_hyphens(void **state)
{
	static const struct str keys[] = {
		{"", 0}, {"a b", 3}, {"a:", 2}, {"a\n", 2}, {"\xe7", 1}};

	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		const struct commit_trailer trailer = {keys[i], STR("x")};
		struct error error = {0};
		struct buf out = {0};

		assert_int_equal(wording_message(&out, STR("one"), &trailer, 1, &error),
				 STATUS_INVALID);
		assert_error(&error, "git.bad-trailer");
		error_release(&error);
		buf_release(&out);
	}
}

/* `expected` is the line, or the id of a message. */
static void assert_person(const char *role, struct commit_person person, const char *expected)
{
	struct repository *r = NULL;
	struct error error = {0};
	struct buf out = {0};

	assert_int_equal(repository_open(&r, sandbox_path(), &error), 0);
	if (wording_person(&out, r, role, &person, &error))
		assert_error(&error, expected);
	else
		assert_string_equal(out.ptr, expected);
	error_release(&error);
	buf_release(&out);
	repository_close(r);
}

static void a_person_comes_from_the_configuration_or_is_given(void **state)
{
	const struct commit_person nobody = {.seconds = 1, .offset = 480};

	shell("git init -q");
	assert_person("author", nobody, "git.no-identity");
	shell("git config user.name U");
	assert_person("author", nobody, "git.no-identity");
	shell("git config user.email u@example.org");
	assert_person("author", nobody, "U <u@example.org> 1 +0800");
	shell("git config author.name A && git config committer.email c@example.org");
	assert_person("author", nobody, "A <u@example.org> 1 +0800");
	assert_person("committer", nobody, "U <c@example.org> 1 +0800");
	assert_person("author", (struct commit_person){.name = "N", .email = "n@example.org"},
		      "N <n@example.org> 0 +0000");
}

static void an_identity_is_cleaned_as_git_cleans_it(void **state)
{
	const struct commit_person crud = {.name = " .,\"A <B>\n C\x1b.' ", .email = "<a@b>\n"};

	shell("git init -q");
	assert_person("author", crud, "A B C <a@b> 0 +0000");
	assert_person("author", (struct commit_person){.name = " .;", .email = "e"},
		      "git.bad-identity");
	assert_person("author", (struct commit_person){.name = "N", .email = "\n"},
		      "git.bad-identity");
}

static void a_date_is_one_that_git_can_write(void **state)
{
	static const struct {
		int64_t seconds;
		int offset;
		const char *expected;
	} dates[] = {
		{0, -210, "N <e> 0 -0330"},  {253402300799, 1439, "N <e> 253402300799 +2359"},
		{0, -1439, "N <e> 0 -2359"}, {253402300800, 0, "git.bad-date"},
		{-1, 0, "git.bad-date"},     {0, 1440, "git.bad-date"},
		{0, -1440, "git.bad-date"},
	};

	shell("git init -q");
	for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++)
		assert_person(
			"author",
			(struct commit_person){"N", "e", dates[i].seconds, dates[i].offset},
			dates[i].expected);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		sandbox_test(a_message_is_stripped_as_git_strips_it),
		cmocka_unit_test(a_message_has_no_control_characters_and_is_utf_8),
		cmocka_unit_test(a_message_of_nothing_is_none),
		sandbox_test(trailers_are_what_git_takes_for_trailers),
		sandbox_test(a_value_is_folded_into_one_field),
		cmocka_unit_test(a_key_is_letters_digits_and_hyphens),
		sandbox_test(a_person_comes_from_the_configuration_or_is_given),
		sandbox_test(an_identity_is_cleaned_as_git_cleans_it),
		sandbox_test(a_date_is_one_that_git_can_write),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
