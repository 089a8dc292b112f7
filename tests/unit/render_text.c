/* SPDX-License-Identifier: MIT */
/* Tests of the format text. */
#include "rendering.h"

static void text_shows_place_excerpt_contributions_and_hint(void **state)
{
	struct rendering x;
	struct finding *f;

	(void)state;
	rendering_setup(&x, rendering_english);
	x.source = STR("id: tanggu\nfocus:\n  - empty-nester\n  - x\n");
	f = rendering_add(&x, "stations/tanggu.yaml");
	f->line = 3;
	f->column = 5;
	f->start = 22;
	f->end = 34;
	rendering_add_verdict(&x);
	x.judgement.source.records = 1;
	assert_string_equal(
		rendering_write(&x, "text"),
		"stations/tanggu.yaml:3:5: error: schema.enum: \"empty-nester\" is not one of "
		"a, b\n"
		"    3 |   - empty-nester\n"
		"      |     ^^^^^^^^^^^^\n"
		"   hint: did you mean empty-nest?\n"
		"stations/tanggu.yaml:1:1: warning: supervision.yearly [三(一)]: 3 of 30\n"
		"   projects/2024/a.yaml:30  date=2024-01-02 hours=3\n"
		"   missing=03\n"
		"   … and 5 more\n"
		"\n"
		"1 records, 1 errors, 1 warnings\n");
	rendering_teardown(&x);
}

static void text_ends_with_a_table_of_verdicts_when_asked(void **state)
{
	struct rendering x;

	(void)state;
	rendering_setup(&x, rendering_english);
	rendering_add_tallies(&x);
	assert_string_equal(rendering_write(&x, "text"), "0 records, 0 errors, 0 warnings\n");
	x.options.summary = true;
	x.options.every_rule = true;
	assert_string_equal(rendering_write(&x, "text"),
			    "rule                pass  fail  pending  n/a  waived\n"
			    "supervision.yearly     1    20      300    4       5\n"
			    "coverage               0     0        0    0       0\n"
			    "\n"
			    "0 records, 0 errors, 0 warnings\n");
	rendering_teardown(&x);
}

static void rules_in_order_are_only_counted_unless_asked(void **state)
{
	struct rendering x;

	(void)state;
	rendering_setup(&x, rendering_english);
	x.options.summary = true;
	rendering_add_tallies(&x);
	assert_string_equal(rendering_write(&x, "text"),
			    "rule                pass  fail  pending  n/a  waived\n"
			    "supervision.yearly     1    20      300    4       5\n"
			    "1 not listed\n"
			    "\n"
			    "0 records, 0 errors, 0 warnings\n");
	for (int verdict = 0; verdict < VERDICTS; verdict++) {
		bool has_row = verdict != VERDICT_PASS && verdict != VERDICT_NOT_APPLICABLE;
		struct tally t = {.rule = STR("supervision.yearly")};

		t.count[verdict] = 1;
		x.judgement.tallies.at[0] = t;
		assert_int_equal(strstr(rendering_write(&x, "text"), "\nsupervision.") != NULL,
				 has_row);
	}
	rendering_teardown(&x);
}

static void rules_that_are_all_in_order_have_no_heading(void **state)
{
	struct rendering x;

	(void)state;
	rendering_setup(&x, rendering_english);
	x.options.summary = true;
	*vec_add(&x.judgement.tallies) =
		(struct tally){.rule = STR("coverage"), .count = {7, 0, 0, 1, 0}};
	assert_string_equal(rendering_write(&x, "text"), "1 not listed\n"
							 "\n"
							 "0 records, 0 errors, 0 warnings\n");
	rendering_teardown(&x);
}

static void chinese_text_is_aligned_by_columns(void **state)
{
	struct rendering x;
	struct finding *f;

	(void)state;
	rendering_setup(&x, rendering_chinese);
	x.source = STR("名称: \"空巢\t老人\" # 备注\n");
	f = rendering_add(&x, "塘沽.yaml");
	f->line = 1;
	f->column = 5;
	f->start = 8;
	f->end = 23;
	rendering_add_tallies(&x);
	x.options.summary = true;
	x.options.every_rule = true;
	assert_string_equal(rendering_write(&x, "text"),
			    "塘沽.yaml:1:5: 错误: schema.enum: “empty-nester”不在a, b之中\n"
			    "    1 | 名称: \"空巢 老人\" # 备注\n"
			    "      |       ^^^^^^^^^^^\n"
			    "   提示: 改为empty-nest\n"
			    "\n"
			    "规则                达标  未达标  待完成  不适用  已豁免\n"
			    "supervision.yearly     1      20     300       4       5\n"
			    "coverage               0       0       0       0       0\n"
			    "\n"
			    "记录 0 份\n");
	rendering_teardown(&x);
}

static void colours_come_only_when_asked(void **state)
{
	struct rendering x;
	struct finding *f;

	(void)state;
	rendering_setup(&x, rendering_english);
	x.options.colour = true;
	x.source = STR("ab\n");
	f = rendering_add(&x, "a.yaml");
	f->line = 1;
	f->column = 2;
	f->start = f->end = 1;
	rendering_add(&x, "b.yaml")->severity = SEVERITY_WARNING;
	assert_string_equal(rendering_write(&x, "text"),
			    "\x1B[1ma.yaml:1:2:\x1B[m \x1B[1;31merror\x1B[m: schema.enum: "
			    "\"empty-nester\" is not one of a, b\n"
			    "    1 | ab\n"
			    "      |  \x1B[32m^\x1B[m\n"
			    "   hint: did you mean empty-nest?\n"
			    "\x1B[1mb.yaml:1:1:\x1B[m \x1B[1;33mwarning\x1B[m: schema.enum: "
			    "\"empty-nester\" is not one of a, b\n"
			    "   hint: did you mean empty-nest?\n"
			    "\n"
			    "0 records, 1 errors, 1 warnings\n");
	rendering_teardown(&x);
}

/* The excerpt of a finding at this place of the source. */
static void expect_excerpt(struct str source, uint32_t line, uint32_t column, uint32_t start,
			   uint32_t end, const char *excerpt)
{
	struct rendering x;
	struct finding *f;
	struct buf whole = {0};

	rendering_setup(&x, rendering_english);
	x.source = source;
	f = finding_add(&x.judgement.findings, "x.y", STR("a"), NULL);
	f->line = line;
	f->column = column;
	f->start = start;
	f->end = end;
	buf_printf(&whole, "a:%u", line);
	if (column)
		buf_printf(&whole, ":%u", column);
	buf_printf(&whole, ": error: x.y: x.y\n%s\n0 records, 1 errors, 0 warnings\n", excerpt);
	assert_string_equal(rendering_write(&x, "text"), buf_cstr(&whole));
	buf_release(&whole);
	rendering_teardown(&x);
}

static void excerpts_show_the_line_and_the_mark(void **state)
{
	(void)state;
	/* a span over several lines */
	expect_excerpt(STR("a: |\n  b\n  c\n"), 1, 4, 3, 12, "    1 | a: |\n      |    ^\n");
	/* a place without a span; the line as a whole */
	expect_excerpt(STR("ab\ncd\n"), 2, 2, 0, 0, "    2 | cd\n      |  ^\n");
	expect_excerpt(STR("ab\r\ncd\r\n"), 2, 0, 0, 0, "    2 | cd\n");
	expect_excerpt(STR("ab\rcd"), 2, 1, 0, 0, "    2 | cd\n      | ^\n");
	/* at the end of a line, of the file */
	expect_excerpt(STR("ab\ncd"), 1, 3, 2, 2, "    1 | ab\n      |   ^\n");
	expect_excerpt(STR("ab\ncd"), 2, 3, 5, 5, "    2 | cd\n      |   ^\n");
	expect_excerpt(STR("ab\n"), 2, 1, 3, 3, "    2 | \n      | ^\n");
	/* about the file as a whole */
	expect_excerpt(STR("ab\ncd"), 1, 1, 0, 0, "");
	/* beyond the source: it changed since */
	expect_excerpt(STR("ab\n"), 7, 1, 30, 32, "");
	expect_excerpt(STR("ab\n"), 7, 1, 0, 0, "");
	expect_excerpt(STR(""), 1, 1, 0, 0, "");
	expect_excerpt((struct str){0}, 1, 1, 0, 5, "");
	expect_excerpt(STR("abc"), 1, 2, 1, 99, "    1 | abc\n      |  ^^\n");
	/* a byte order mark is not shown */
	expect_excerpt(STR("\xEF\xBB\xBF"
			   "ab\n"),
		       1, 2, 0, 0, "    1 | ab\n      |  ^\n");
	expect_excerpt(STR("\xEF\xBB\xBF"
			   "ab\n"),
		       1, 2, 4, 5, "    1 | ab\n      |  ^\n");
	expect_excerpt(STR("\xEF\xBB\xBF"
			   "ab\n"),
		       1, 1, 3, 4, "    1 | ab\n      | ^\n");
	/* wide characters, marks without width, escapes */
	expect_excerpt(STR("塘e\xCC\x81x: 沽"), 1, 6, 9, 12,
		       "    1 | 塘e\xCC\x81x: 沽\n      |       ^^\n");
	expect_excerpt(STR("\x1B[31m\xFF\xE2\x80\xAEz"), 1, 8, 9, 10,
		       "    1 | \\x1B[31m\\xFF\\u202Ez\n"
		       "      |                   ^\n");
	expect_excerpt(STR("a\x1Bz"), 1, 2, 1, 2, "    1 | a\\x1Bz\n      |  ^^^^\n");
	expect_excerpt(STR("a\tb"), 1, 3, 2, 3, "    1 | a b\n      |   ^\n");
}

static struct buf line_with_mark(size_t before, size_t after)
{
	struct buf b = {0};

	for (size_t i = 0; i < before; i++)
		buf_add_char(&b, (char)('a' + i % 26));
	buf_add_text(&b, "MARK");
	for (size_t i = 0; i < after; i++)
		buf_add_char(&b, (char)('a' + i % 26));
	return b;
}

/* Of a line with a mark within: what is shown, and the columns before the carets. */
static void expect_long_excerpt(size_t before, size_t after, const char *shown, int columns)
{
	struct buf line = line_with_mark(before, after), excerpt = {0};

	buf_printf(&excerpt, "    1 | %s\n      | %*s^^^^\n", shown, columns, "");
	expect_excerpt(buf_str(&line), 1, (uint32_t)before + 1, (uint32_t)before,
		       (uint32_t)before + 4, buf_cstr(&excerpt));
	buf_release(&line);
	buf_release(&excerpt);
}

#define AZ "abcdefghijklmnopqrstuvwxyz"

static void long_lines_are_cut_around_the_mark(void **state)
{
	(void)state;
	expect_long_excerpt(10, 86, "abcdefghijMARK" AZ AZ AZ "abcdefgh", 10);
	expect_long_excerpt(10, 87, "abcdefghijMARK" AZ AZ AZ "abcdefgh…", 10);
	expect_long_excerpt(96, 0, AZ AZ AZ "abcdefghijklmnopqrMARK", 96);
	expect_long_excerpt(97, 0, "…bcdefghijklmnopqrstuvwxyz" AZ AZ "abcdefghijklmnopqrsMARK",
			    97);
	expect_long_excerpt(520, 500, "…mnopqrstuvwxyz" AZ "MARK" AZ AZ "abcd…", 41);
}

static void a_mark_longer_than_the_window_is_cut(void **state)
{
	struct buf line = {0};
	struct buf excerpt = {0};

	(void)state;
	for (int i = 0; i < 300; i++)
		buf_add_text(&line, "塘");
	buf_add_text(&excerpt, "    1 | ");
	for (int i = 0; i < 50; i++)
		buf_add_text(&excerpt, "塘");
	buf_add_text(&excerpt, "…\n      | ");
	for (int i = 0; i < 100; i++)
		buf_add_text(&excerpt, "^");
	buf_add_text(&excerpt, "\n");
	expect_excerpt(buf_str(&line), 1, 1, 0, 900, buf_cstr(&excerpt));
	buf_release(&line);
	buf_release(&excerpt);
}

static void a_flood_of_marks_without_width_is_cut(void **state)
{
	struct buf line = {0};
	struct rendering x;
	struct finding *f;

	(void)state;
	buf_add_char(&line, 'a');
	for (int i = 0; i < 100000; i++)
		buf_add_text(&line, "\xCC\x81");
	rendering_setup(&x, rendering_english);
	x.source = buf_str(&line);
	f = rendering_add(&x, "a");
	f->line = f->column = 1;
	f->end = 1;
	rendering_write(&x, "text");
	assert_in_range(x.out.len, 200, 500);
	rendering_teardown(&x);
	buf_release(&line);
}

static void privacy_findings_have_no_excerpt(void **state)
{
	struct rendering x;
	struct finding *f;

	(void)state;
	rendering_setup(&x, rendering_english);
	x.source = STR("note: 12345\n");
	f = finding_add(&x.judgement.findings, "privacy.personal-data", STR("a.yaml"), NULL);
	f->line = 1;
	f->column = 7;
	f->start = 6;
	f->end = 11;
	assert_string_equal(rendering_write(&x, "text"),
			    "a.yaml:1:7: error: privacy.personal-data: privacy.personal-data\n"
			    "\n0 records, 1 errors, 0 warnings\n");
	rendering_teardown(&x);
}

static void no_excerpt_comes_unless_asked_for_and_possible(void **state)
{
	static const char expected[] =
		"a.yaml:2:1: error: schema.enum: \"empty-nester\" is not "
		"one of a, b\n"
		"   hint: did you mean empty-nest?\n"
		"\n0 records, 1 errors, 0 warnings\n";
	struct rendering x;

	(void)state;
	rendering_setup(&x, rendering_english);
	x.source = STR("x\ny\n");
	rendering_add(&x, "a.yaml")->line = 2;
	x.options.excerpt = false;
	assert_string_equal(rendering_write(&x, "text"), expected);
	x.options.excerpt = true;
	x.options.source = NULL;
	assert_string_equal(rendering_write(&x, "text"), expected);
	rendering_teardown(&x);
}

static void hostile_text_is_escaped_in_text(void **state)
{
	struct rendering x;

	(void)state;
	rendering_setup(&x, rendering_english);
	x.options.summary = true;
	x.options.every_rule = true;
	x.source = STR(HOSTILE);
	rendering_add_hostile(&x);
	assert_string_equal(rendering_write(&x, "text"), SHOWN
			    ":1:1: error: " SHOWN " [" SHOWN "]: " SHOWN " (a=" SHOWN ")\n"
			    "    1 | \\x1B]0;x\\x07\n"
			    "      | ^^^^\n"
			    "   " SHOWN ":1  " SHOWN "=" SHOWN "\n"
			    "\n"
			    "rule                            pass  fail  pending  n/a  "
			    "waived\n" SHOWN "     0     0        0    0       0\n"
			    "\n"
			    "0 records, 1 errors, 0 warnings\n");
	rendering_teardown(&x);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_shows_place_excerpt_contributions_and_hint),
		cmocka_unit_test(text_ends_with_a_table_of_verdicts_when_asked),
		cmocka_unit_test(rules_in_order_are_only_counted_unless_asked),
		cmocka_unit_test(rules_that_are_all_in_order_have_no_heading),
		cmocka_unit_test(chinese_text_is_aligned_by_columns),
		cmocka_unit_test(colours_come_only_when_asked),
		cmocka_unit_test(excerpts_show_the_line_and_the_mark),
		cmocka_unit_test(long_lines_are_cut_around_the_mark),
		cmocka_unit_test(a_mark_longer_than_the_window_is_cut),
		cmocka_unit_test(a_flood_of_marks_without_width_is_cut),
		cmocka_unit_test(privacy_findings_have_no_excerpt),
		cmocka_unit_test(no_excerpt_comes_unless_asked_for_and_possible),
		cmocka_unit_test(hostile_text_is_escaped_in_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
