/* SPDX-License-Identifier: MIT */
/* Tests of text/regex.h, and through it of the translation from ECMA-262. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "text/regex.h"

#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static enum regex_match search(struct str pattern, struct str text)
{
	struct regex_scratch *scratch = regex_scratch_new();
	struct error error = {0};
	struct regex *re = NULL;
	enum regex_match match;

	if (regex_compile(pattern, &re, &error) != STATUS_OK)
		fail_msg("/%s/: %s", pattern.ptr,
			 message_arg(&error.message, STR("reason"))->ptr);
	match = regex_search(re, text, scratch);
	regex_free(re);
	regex_scratch_free(scratch);
	return match;
}

static const struct {
	const char *pattern;
	struct str yes, no; /* text that is found, and that is not */
} found_texts[] = {
	{"", STR(""), {0}},
	{"a|", STR("b"), {0}},
	{"foo", STR("a foo b"), STR("fo o")},
	{"^foo$", STR("foo"), STR("foo\n")},
	{"^a|b$", STR("xb"), STR("xa")},
	{"^(?:a|b)$", STR("b"), STR("ab")},
	{"(?:)", STR(""), {0}},
	{"^a{2}$", STR("aa"), STR("a")},
	{"^a{2,}?$", STR("aaa"), STR("a")},
	{"^a{1,2}$", STR("aa"), STR("aaa")},
	{"^(a{0})$", STR(""), STR("a")},
	/* . leaves out the four line terminators, and only them */
	{"^.$", STR("\x0B"), STR("\n")},
	{"^.$", STR("\xC2\x85"), STR("\r")},
	{"^.$", STR("\xF0\x9F\x98\x80"), STR("\xE2\x80\xA8")},
	{"^.$", STR("塘"), STR("\xE2\x80\xA9")},
	/* classes */
	{"^[^a]$", STR("\n"), STR("a")},
	{"^[]$", {0}, STR("")},
	{"^[^]$", STR("\n"), STR("")},
	{"^[]*$", STR(""), STR("a")},
	{"^[-a]+$", STR("a-"), STR("b")},
	{"^[a\\-c]+$", STR("a-c"), STR("b")},
	{"^[\\]\\\\^]+$", STR("]\\^"), STR("a")},
	{"^[[:alpha:]+$", STR("[:alph"), STR("z")},
	{"^[a&&b]+$", STR("&"), STR("c")},
	{"^[\\b]$", STR("\b"), STR("b")},
	{"^[塘-沽]$", STR("沽"), STR("a")},
	{"^[\\u{1F600}-\\u{1F602}]$", STR("\xF0\x9F\x98\x81"), STR("\xF0\x9F\x98\x83")},
	{"^[\\ud83d\\ude00]$", STR("\xF0\x9F\x98\x80"), STR("?")},
	{"^[\\ud83d]$", {0}, STR("?")},
	{"^[^\\ud83d]$", STR("\xF0\x9F\x98\x80"), STR("")},
	{"^[\\ud7ff-\\ue000]$", STR("\xEE\x80\x80"), STR("\xEE\x80\x81")},
	{"^\\ud83d$", {0}, STR("?")},
	/* \d and \w are ASCII, \s is not */
	{"^\\d$", STR("0"), STR("\xEF\xBC\x90")},
	{"^\\D$", STR("\xEF\xBC\x90"), STR("0")},
	{"^\\w$", STR("_"), STR("\xC3\xA9")},
	{"^\\W$", STR("\xC3\xA9"), STR("_")},
	{"^[\\W\\d]+$", STR("1\xC3\xA9"), STR("a")},
	{"^\\s$", STR("\xC2\xA0"), STR("\xC2\x85")},
	{"^\\s$", STR("\xEF\xBB\xBF"), STR("\xE2\x80\x8B")},
	{"^\\s$", STR("\xE3\x80\x80"), STR("\xE1\xA0\x8E")},
	{"^[\\s]+$", STR(" \t\n\v\f\r\xE2\x80\xA8\xE2\x80\xA9"), STR("a")},
	{"^\\S$", STR("\xC2\x85"), STR("\xE3\x80\x80")},
	{"^[\\S]$", STR("\xE2\x80\x8B"), STR("\xE1\x9A\x80")},
	{"^[^\\S]$", STR("\xE2\x80\x8A"), STR("a")},
	{"^[^\\s]$", STR("a"), STR("\xEF\xBB\xBF")},
	{"^[\\s\\S]$", STR("\n"), STR("")},
	{"\\b塘", {0}, STR("塘")},
	{"a\\b塘", STR("a塘"), STR("aa")},
	{"\\B塘", STR("塘"), STR("a")},
	/* escapes */
	{"^\\t\\n\\v\\f\\r$", STR("\t\n\v\f\r"), STR("tnvfr")},
	{"^\\0$", STR("\0"), STR("0")},
	{"^\\cA\\ca$", STR("\x01\x01"), STR("cAca")},
	{"^\\x41\\u0042\\u{43}$", STR("ABC"), STR("x")},
	{"^\\ud83d\\ude00$", STR("\xF0\x9F\x98\x80"), STR("?")},
	{"^\\^\\$\\\\\\.\\*\\+\\?\\(\\)\\[\\]\\{\\}\\|\\/$", STR("^$\\.*+?()[]{}|/"), STR("")},
	/* what only PCRE2 would see something in */
	{"^a#b c$", STR("a#b c"), STR("a")},
	{"^[a #]+$", STR("a #"), STR("b")},
	/* properties */
	{"^\\p{L}\\p{Letter}\\p{gc=L}\\p{General_Category=Letter}$", STR("塘aéB"), STR("1111")},
	{"^\\p{Lu}\\P{Lu}$", STR("Aa"), STR("aA")},
	{"^\\p{LC}$", STR("a"), STR("塘")},
	{"^\\p{Nd}\\p{digit}$", STR("1\xEF\xBC\x90"), STR("ab")},
	{"^\\p{Script=Han}\\p{sc=Hani}$", STR("塘沽"), STR("ab")},
	{"^\\p{Script=Han}$", STR("々"), STR("。")},
	{"^\\p{Script_Extensions=Han}\\p{scx=Han}$", STR("。、"), STR("ab")},
	{"^\\p{sc=Old_Italic}?a$", STR("a"), STR("b")},
	{"^\\p{Alphabetic}\\p{Alpha}$", STR("a塘"), STR("1!")},
	{"^[^\\p{Ideographic}\\d]$", STR("a"), STR("塘")},
	{"^\\p{Assigned}$", STR("a"), STR("\xCD\xB8")},
	{"^\\P{Assigned}$", STR("\xCD\xB8"), STR("a")},
	{"^\\p{Any}\\p{ASCII}$", STR("塘a"), STR("a塘")},
	/* groups, references, assertions */
	{"^(a)(b)\\2\\1$", STR("abba"), STR("abab")},
	{"^(?<x>a|b)\\k<x>$", STR("bb"), STR("ab")},
	{"^\\k<x>(?<x>a)$", STR("a"), STR("aa")},
	{"^(?<塘>a)\\k<塘>$", STR("aa"), STR("a")},
	{"^\\2(a)(b)$", STR("ab"), STR("bab")},
	{"^(?:(a)|b)\\1$", STR("b"), STR("a")},
	{"^(a)?\\1$", STR(""), STR("a")},
	{"^x\\1{2,}(?:|(b))$", STR("x"), STR("xx")},
	{"^(a\\1)$", STR("a"), STR("aa")},
	{"^(a)(?:\\1)0$", STR("aa0"), STR("a")},
	{"^a(?=b)", STR("ab"), STR("ac")},
	{"^a(?!b)", STR("ac"), STR("ab")},
	{"(?<=a)b", STR("ab"), STR("cb")},
	{"(?<!a)b", STR("cb"), STR("ab")},
	{"(?<=塘|ab)沽", STR("塘沽"), STR("b沽")},
	{"^(?:(?!ab).)*$", STR("ba"), STR("xab")},
	/* where PCRE2's start optimisations go wrong */
	{"(?=a)a?a", STR("a"), STR("b")},
	{"^(?:$|(?=a)x(?<!b)){0}", STR(""), {0}},
};

static void patterns_match_as_ecma_262_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(found_texts); i++) {
		struct str pattern = str_of(found_texts[i].pattern);

		if (found_texts[i].yes.ptr &&
		    search(pattern, found_texts[i].yes) != REGEX_MATCH)
			fail_msg("/%s/ is not found", found_texts[i].pattern);
		if (found_texts[i].no.ptr &&
		    search(pattern, found_texts[i].no) != REGEX_NO_MATCH)
			fail_msg("/%s/ is found", found_texts[i].pattern);
	}
}

static const struct {
	const char *pattern, *offset, *reason;
} refusals[] = {
	{"a)", "2", "regex.unopened-group"},
	{"(a", "1", "regex.unclosed-group"},
	{"塘((a)", "2", "regex.unclosed-group"},
	{"[a", "1", "regex.unclosed-class"},
	{"a]", "2", "regex.lone-bracket"},
	{"a}", "2", "regex.lone-bracket"},
	{"{1}", "1", "regex.lone-bracket"},
	{"a{,2}", "2", "regex.lone-bracket"},
	{"a{1", "2", "regex.lone-bracket"},
	{"a{x}", "2", "regex.lone-bracket"},
	{"[[:alpha:]]", "11", "regex.lone-bracket"},
	{"*a", "1", "regex.nothing-to-repeat"},
	{"a**", "3", "regex.nothing-to-repeat"},
	{"a++", "3", "regex.nothing-to-repeat"},
	{"a{2}+", "5", "regex.nothing-to-repeat"},
	{"a+??", "4", "regex.nothing-to-repeat"},
	{"^*", "2", "regex.nothing-to-repeat"},
	{"\\b+", "3", "regex.nothing-to-repeat"},
	{"(?=a)*", "6", "regex.nothing-to-repeat"},
	{"(?<=a){2}", "7", "regex.lone-bracket"},
	{"(*ACCEPT)", "2", "regex.nothing-to-repeat"},
	{"a{2,1}", "2", "regex.count-order"},
	{"a{65536}", "2", "regex.count-too-large"},
	{"a{0,99999999999999999999}", "2", "regex.count-too-large"},
	{"(?i)a", "1", "regex.group-kind"},
	{"(?i:a)", "1", "regex.group-kind"},
	{"(?P<n>a)", "1", "regex.group-kind"},
	{"(?>a)", "1", "regex.group-kind"},
	{"(?#a)", "1", "regex.group-kind"},
	{"(?R)", "1", "regex.group-kind"},
	{"(?|a)", "1", "regex.group-kind"},
	{"(?", "1", "regex.group-kind"},
	{"(?<1>a)", "1", "regex.group-name"},
	{"(?<>a)", "1", "regex.group-name"},
	{"(?<a", "1", "regex.group-name"},
	{"(?<a b>c)", "1", "regex.group-name"},
	{"(?<a>b)(?<a>c)", "8", "regex.group-name-twice"},
	{"\\1", "1", "regex.no-such-group"},
	{"(a)\\2", "4", "regex.no-such-group"},
	{"(a)\\10", "4", "regex.no-such-group"},
	{"(?:a)[(]\\(\\1", "11", "regex.no-such-group"},
	{"(?<a>b)\\k<c>", "8", "regex.no-such-group"},
	{"(?<a>b)\\k", "8", "regex.no-such-group"},
	{"(?<a>b)\\k<a", "8", "regex.no-such-group"},
	{"\\A", "1", "regex.unknown-escape"},
	{"\\Z", "1", "regex.unknown-escape"},
	{"\\z", "1", "regex.unknown-escape"},
	{"\\a", "1", "regex.unknown-escape"},
	{"\\e", "1", "regex.unknown-escape"},
	{"\\h", "1", "regex.unknown-escape"},
	{"\\K", "1", "regex.unknown-escape"},
	{"\\Qa\\E", "1", "regex.unknown-escape"},
	{"\\R", "1", "regex.unknown-escape"},
	{"\\X", "1", "regex.unknown-escape"},
	{"\\N", "1", "regex.unknown-escape"},
	{"\\G", "1", "regex.unknown-escape"},
	{"\\g{1}", "1", "regex.unknown-escape"},
	{"\\-", "1", "regex.unknown-escape"},
	{"\\_", "1", "regex.unknown-escape"},
	{"\\塘", "1", "regex.unknown-escape"},
	{"\\01", "1", "regex.unknown-escape"},
	{"\\c1", "1", "regex.unknown-escape"},
	{"[\\1]", "2", "regex.unknown-escape"},
	{"[\\B]", "2", "regex.unknown-escape"},
	{"a\\", "2", "regex.unknown-escape"},
	{"\\x1", "1", "regex.bad-hexadecimal"},
	{"\\x{41}", "1", "regex.bad-hexadecimal"},
	{"\\u12", "1", "regex.bad-hexadecimal"},
	{"\\u{}", "1", "regex.bad-hexadecimal"},
	{"\\u{110000}", "1", "regex.bad-hexadecimal"},
	{"\\u{41", "1", "regex.bad-hexadecimal"},
	{"[z-a]", "2", "regex.range-order"},
	{"[\\d-z]", "2", "regex.set-in-range"},
	{"[a-\\d]", "2", "regex.set-in-range"},
	{"\\p", "1", "regex.unknown-property"},
	{"\\pL", "1", "regex.unknown-property"},
	{"\\p{L", "1", "regex.unknown-property"},
	{"\\p{}", "1", "regex.unknown-property"},
	{"\\p{^L}", "1", "regex.unknown-property"},
	{"\\p{letter}", "1", "regex.unknown-property"},
	{"\\p{L&}", "1", "regex.unknown-property"},
	{"\\p{Han}", "1", "regex.unknown-property"},
	{"\\p{Xan}", "1", "regex.unknown-property"},
	{"\\p{Greek}", "1", "regex.unknown-property"},
	{"\\p{Script=han}", "1", "regex.unknown-property"},
	{"\\p{Script=HAn}", "1", "regex.unknown-property"},
	{"\\p{Script=OldItalic}", "1", "regex.unknown-property"},
	{"\\p{Script=}", "1", "regex.unknown-property"},
	{"\\p{gc=Alphabetic}", "1", "regex.unknown-property"},
	{"\\p{Block=Basic_Latin}", "1", "regex.unknown-property"},
	{"\\p{Script=Nowhere}", "1", "regex.unknown-property"},
	{"(?:(a)|b)*\\1", "11", "regex.reference-to-repeated"},
	{"(a)+\\1", "5", "regex.reference-to-repeated"},
	{"(?:(?=(a)))?\\1", "13", "regex.reference-to-repeated"},
	{"(a)(?<=b\\1)", "9", "regex.reference-in-lookbehind"},
	{"(?<=a+)b", "0", "regex.lookbehind-length"},
	{"(?:a{1000}){65535}", "0", "regex.too-large"},
	{"a\xFF", "2", "regex.malformed-utf-8"},
	{"[\xC0]", "2", "regex.malformed-utf-8"},
};

static void what_is_no_pattern_is_refused_with_place_and_reason(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(refusals); i++) {
		struct error error = {0};
		struct regex *re = NULL;
		int status = regex_compile(str_of(refusals[i].pattern), &re, &error);

		if (status != STATUS_INVALID)
			fail_msg("/%s/ is taken", refusals[i].pattern);
		assert_null(re);
		assert_string_equal(error.message.id, "regex.syntax");
		assert_string_equal(message_arg(&error.message, STR("pattern"))->ptr,
				    refusals[i].pattern);
		if (strcmp(message_arg(&error.message, STR("reason"))->ptr, refusals[i].reason))
			fail_msg("/%s/: %s", refusals[i].pattern,
				 message_arg(&error.message, STR("reason"))->ptr);
		if (strcmp(message_arg(&error.message, STR("offset"))->ptr, refusals[i].offset))
			fail_msg("/%s/: at %s", refusals[i].pattern,
				 message_arg(&error.message, STR("offset"))->ptr);
		error_release(&error);
	}
}

/* `n` times `text`, then `end`; to be freed with buf_release. */
static struct buf repeated(const char *text, size_t n, const char *end)
{
	struct buf b = {0};

	for (size_t i = 0; i < n; i++)
		buf_add_text(&b, text);
	buf_add_text(&b, end);
	return b;
}

static void hostile_patterns_end_by_an_answer_or_a_limit(void **state)
{
	static const struct {
		const char *pattern;
		enum regex_match match;
	} cases[] = {
		{"^(a+)+$", REGEX_LIMIT},          {"^(a|a)*$", REGEX_LIMIT},
		{"(x+x+)+y", REGEX_NO_MATCH},      {"(?:a?){50}a{50}c", REGEX_LIMIT},
		{"(?:a?){18}a{18}c", REGEX_LIMIT}, /* few steps, but at each place again */
		{"a*a*a*[bc]", REGEX_LIMIT},       {"^(?:a|b)*$", REGEX_NO_MATCH},
	};
	struct buf text = repeated("a", 10000, "!");

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		if (search(str_of(cases[i].pattern), buf_str(&text)) != cases[i].match)
			fail_msg("/%s/", cases[i].pattern);
	buf_release(&text);
}

static void common_patterns_do_not_meet_the_limits_on_the_longest_scalar(void **state)
{
	struct buf text = repeated("a", 65535, "!");

	(void)state;
	assert_int_equal(search(STR("^(?:a|b)*!$"), buf_str(&text)), REGEX_MATCH);
	assert_int_equal(search(STR("^[a-z][a-z0-9]*(-[a-z0-9]+)*$"), buf_str(&text)),
			 REGEX_NO_MATCH);
	assert_int_equal(search(STR("!$"), buf_str(&text)), REGEX_MATCH);
	assert_int_equal(search(STR("b"), buf_str(&text)), REGEX_NO_MATCH);
	buf_release(&text);
}

/* The way to a place where a match may begin, and a repeat that begins there, multiply: each of
 * these took seconds once, under a limit that PCRE2 counts anew at every place. */
static void a_search_as_a_whole_is_bounded(void **state)
{
	static const struct {
		const char *pattern;
		enum regex_match match;
	} cases[] = {
		{"[a-z]+[0-9]", REGEX_NO_MATCH},     {"[a-z]+[a-z]*[0-9]", REGEX_LIMIT},
		{"(?=.*[0-9])b", REGEX_LIMIT},       {"a{65535}b", REGEX_LIMIT},
		{"(?:a{65535}b)", REGEX_LIMIT},      {"^(a*)\\1b$", REGEX_LIMIT},
		{"x|^(?:a*)*$", REGEX_LIMIT},        {"(?:a|b|ab)*c", REGEX_LIMIT},
		{"\\s+$", REGEX_NO_MATCH},           {"^[a-z]*!?$", REGEX_MATCH},
		{"^(?=.*[A-Z]).*$", REGEX_NO_MATCH}, {".+@.+", REGEX_NO_MATCH},
	};
	struct buf text = repeated("a", 65536, "!");

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		if (search(str_of(cases[i].pattern), buf_str(&text)) != cases[i].match)
			fail_msg("/%s/", cases[i].pattern);
	buf_release(&text);
}

static void long_texts_are_searched_as_far_as_the_work_allows(void **state)
{
	struct buf text = repeated("abcdefgh", 1 << 17, "!");

	(void)state;
	assert_int_equal(search(STR("[0-9]"), buf_str(&text)), REGEX_NO_MATCH);
	assert_int_equal(search(STR("!$"), buf_str(&text)), REGEX_MATCH);
	assert_int_equal(search(STR("^[a-z]*!$"), buf_str(&text)), REGEX_MATCH);
	buf_release(&text);
}

static void a_search_says_what_it_may_have_cost(void **state)
{
	struct regex_scratch *scratch = regex_scratch_new();
	struct buf text = repeated("a", 5000, "!");
	struct error error = {0};
	struct regex *re;

	(void)state;
	assert_int_equal(regex_compile(STR("^[a-z0-9-]+$"), &re, &error), 0);
	regex_search(re, STR("an-ordinary-code"), scratch);
	assert_int_equal(regex_steps(scratch), 1);
	regex_free(re);
	assert_int_equal(regex_compile(STR("^(a+)+$"), &re, &error), 0);
	assert_int_equal(regex_search(re, buf_str(&text), scratch), REGEX_LIMIT);
	assert_true(regex_steps(scratch) > 500000);
	regex_free(re);
	buf_release(&text);
	regex_scratch_free(scratch);
}

static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 16;
}

/* `n` pieces of patterns, or of texts. */
static void add_random(struct buf *out, const char *const *pieces, size_t n_pieces, size_t n,
		       uint32_t *seed)
{
	while (n--)
		buf_add_text(out, pieces[next_random(seed) % n_pieces]);
}

/* A repeat at the beginning or the end of a pattern is cut down to what it must be: but not
 * within a group, where the pattern must find the same. */
static void what_is_left_out_of_a_pattern_changes_nothing(void **state)
{
	static const char *const terms[] = {"a",    "b+",      "a*",    "[ab]{2,}", "b{1,3}?",
					    ".+?",  "a??",     "|",     "(?:ab)*",  "(?=b)",
					    "(b+)", "(?<=ab)", "\\b+a", "[^a]{0}",  "c{2}"};
	static const char *const letters[] = {"a", "b", "c", "a", "b"};
	uint32_t seed = 1;
	size_t found = 0, tried = 0;

	(void)state;
	for (size_t i = 0; i < 4000; i++) {
		struct buf pattern = {0}, grouped = {0}, text = {0};
		struct error error = {0};
		struct regex *re = NULL;

		add_random(&pattern, terms, COUNT(terms), 1 + next_random(&seed) % 5, &seed);
		add_random(&text, letters, COUNT(letters), next_random(&seed) % 8, &seed);
		buf_printf(&grouped, "(?:%s)", buf_cstr(&pattern));
		if (regex_compile(buf_str(&pattern), &re, &error) == 0) {
			enum regex_match match = search(buf_str(&pattern), buf_str(&text));

			if (match != search(buf_str(&grouped), buf_str(&text)))
				fail_msg("/%s/ in %s", buf_cstr(&pattern), buf_cstr(&text));
			found += match == REGEX_MATCH;
			tried++;
		}
		regex_free(re);
		error_release(&error);
		buf_release(&pattern);
		buf_release(&grouped);
		buf_release(&text);
	}
	assert_true(found > 1000 && tried - found > 300);
}

static void expect_status(struct buf pattern, int status)
{
	struct error error = {0};
	struct regex *re = NULL;

	assert_int_equal(regex_compile(buf_str(&pattern), &re, &error), status);
	regex_free(re);
	error_release(&error);
	buf_release(&pattern);
}

static struct buf nested(size_t depth)
{
	struct buf close = repeated(")", depth, "");
	struct buf pattern = repeated("(", depth, buf_cstr(&close));

	buf_release(&close);
	return pattern;
}

static void length_and_depth_of_patterns_are_bounded(void **state)
{
	(void)state;
	expect_status(repeated("a", REGEX_PATTERN_MAX, ""), STATUS_OK);
	expect_status(repeated("a", REGEX_PATTERN_MAX + 1, ""), STATUS_INVALID);
	expect_status(repeated("()", REGEX_PATTERN_MAX / 2, ""), STATUS_OK);
	expect_status(nested(100), STATUS_OK);
	expect_status(nested(101), STATUS_INVALID);
}

static void one_scratch_serves_many_patterns(void **state)
{
	struct regex_scratch *scratch = regex_scratch_new();
	static const char *const patterns[] = {"^a", "b$", "(a)(b)(c)?", "^(a+)+$", "c"};
	static const enum regex_match matches[] = {REGEX_MATCH, REGEX_MATCH, REGEX_MATCH,
						   REGEX_NO_MATCH, REGEX_NO_MATCH};

	(void)state;
	for (size_t round = 0; round < 3; round++)
		for (size_t i = 0; i < COUNT(patterns); i++) {
			struct error error = {0};
			struct regex *re;

			assert_int_equal(regex_compile(str_of(patterns[i]), &re, &error), 0);
			assert_int_equal(regex_search(re, STR("ab"), scratch), matches[i]);
			assert_int_equal(regex_search(re, (struct str){0}, scratch),
					 REGEX_NO_MATCH);
			regex_free(re);
		}
	regex_scratch_free(scratch);
	regex_scratch_free(NULL);
	regex_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(patterns_match_as_ecma_262_says),
		cmocka_unit_test(what_is_no_pattern_is_refused_with_place_and_reason),
		cmocka_unit_test(hostile_patterns_end_by_an_answer_or_a_limit),
		cmocka_unit_test(common_patterns_do_not_meet_the_limits_on_the_longest_scalar),
		cmocka_unit_test(a_search_as_a_whole_is_bounded),
		cmocka_unit_test(long_texts_are_searched_as_far_as_the_work_allows),
		cmocka_unit_test(a_search_says_what_it_may_have_cost),
		cmocka_unit_test(what_is_left_out_of_a_pattern_changes_nothing),
		cmocka_unit_test(length_and_depth_of_patterns_are_bounded),
		cmocka_unit_test(one_scratch_serves_many_patterns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
