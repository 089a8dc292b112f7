/* SPDX-License-Identifier: MIT */
/* Tests of out/renderer.h: whole outputs of every format. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "out/renderer.h"
#include "text/encoding.h"
#include "text/json.h"

#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const char english[] = "ui.error:\n  message: \"error\"\n"
			      "ui.warning:\n  message: \"warning\"\n"
			      "ui.info:\n  message: \"info\"\n"
			      "ui.hint:\n  message: \"hint\"\n"
			      "ui.more:\n  message: \"… and {n} more\"\n"
			      "ui.rule:\n  message: \"rule\"\n"
			      "ui.counts:\n"
			      "  message: \"{records} records, {errors} errors, {warnings} "
			      "warnings\"\n"
			      "verdict.pass:\n  message: \"pass\"\n"
			      "verdict.fail:\n  message: \"fail\"\n"
			      "verdict.pending:\n  message: \"pending\"\n"
			      "verdict.not-applicable:\n  message: \"n/a\"\n"
			      "verdict.waived:\n  message: \"waived\"\n"
			      "schema.enum:\n"
			      "  message: \"\\\"{value}\\\" is not one of {values}\"\n"
			      "  hint: \"did you mean {nearest}?\"\n"
			      "rule.measured:\n"
			      "  message: \"{measured} of {required}\"\n";

static const char chinese[] = "ui.error:\n  message: \"错误\"\n"
			      "ui.hint:\n  message: \"提示\"\n"
			      "ui.rule:\n  message: \"规则\"\n"
			      "ui.counts:\n  message: \"记录 {records} 份\"\n"
			      "verdict.pass:\n  message: \"达标\"\n"
			      "verdict.fail:\n  message: \"未达标\"\n"
			      "verdict.pending:\n  message: \"待完成\"\n"
			      "verdict.not-applicable:\n  message: \"不适用\"\n"
			      "verdict.waived:\n  message: \"已豁免\"\n"
			      "schema.enum:\n"
			      "  message: \"“{value}”不在{values}之中\"\n"
			      "  hint: \"改为{nearest}\"\n";

/* The bytes of every file. */
static struct str source_of(void *context, struct str path)
{
	(void)path;
	return *(struct str *)context;
}

struct fixture {
	struct judgement judgement;
	struct catalogue *catalogue;
	struct str source;
	struct render_options options;
	struct buf out;
};

static void setup(struct fixture *x, const char *words)
{
	struct error error = {0};

	*x = (struct fixture){0};
	assert_int_equal(catalogue_load(str_of(words), LANGUAGE_EN, &x->catalogue, &error), 0);
	x->options = (struct render_options){.catalogue = x->catalogue,
					     .excerpt = true,
					     .source = source_of,
					     .source_context = &x->source};
}

static void teardown(struct fixture *x)
{
	judgement_release(&x->judgement);
	catalogue_free(x->catalogue);
	buf_release(&x->out);
}

static struct finding *add(struct fixture *x, const char *path)
{
	return finding_add(&x->judgement.findings, "schema.enum", str_of(path), "value",
			   "empty-nester", "values", "a, b", "nearest", "empty-nest", NULL);
}

static const char *render(struct fixture *x, const char *format)
{
	const struct renderer *r = renderer_find(str_of(format));

	buf_reset(&x->out);
	r->begin(&x->out, &x->judgement, &x->options);
	for (size_t i = 0; i < x->judgement.findings.items.n; i++)
		r->finding(&x->out, &x->judgement.findings.items.at[i], &x->options);
	r->end(&x->out, &x->judgement, &x->options);
	return buf_cstr(&x->out);
}

static void add_verdict(struct fixture *x)
{
	static struct message_arg first[] = {{"date", {"2024-01-02", 10}}, {"hours", {"3", 1}}};
	static struct message_arg second[] = {{"missing", {"03", 2}}};
	static struct contribution rows[] = {
		{{"projects/2024/a.yaml", 20}, 30, COUNT(first), first},
		{{"", 0}, 0, COUNT(second), second},
	};
	struct finding *f = finding_add(&x->judgement.findings, "rule.measured",
					STR("stations/tanggu.yaml"), "measured", "3",
					"required", "30", NULL);

	f->class = FINDING_RULE;
	f->severity = SEVERITY_WARNING;
	f->rule = "supervision.yearly";
	f->clause = STR("三(一)");
	f->subject_kind = STR("station");
	f->subject = STR("tanggu");
	f->contributions = rows;
	f->n_contributions = COUNT(rows);
	f->contributions_total = 7;
}

static void add_tallies(struct fixture *x)
{
	*vec_add(&x->judgement.tallies) =
		(struct tally){.rule = STR("supervision.yearly"), .count = {1, 20, 300, 4, 5}};
	*vec_add(&x->judgement.tallies) = (struct tally){.rule = STR("coverage")};
}

static void text_shows_place_excerpt_contributions_and_hint(void **state)
{
	struct fixture x;
	struct finding *f;

	(void)state;
	setup(&x, english);
	x.source = STR("id: tanggu\nfocus:\n  - empty-nester\n  - x\n");
	f = add(&x, "stations/tanggu.yaml");
	f->line = 3;
	f->column = 5;
	f->start = 22;
	f->end = 34;
	add_verdict(&x);
	x.judgement.source.records = 1;
	assert_string_equal(
		render(&x, "text"),
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
	teardown(&x);
}

static void text_ends_with_a_table_of_verdicts_when_asked(void **state)
{
	struct fixture x;

	(void)state;
	setup(&x, english);
	add_tallies(&x);
	assert_string_equal(render(&x, "text"), "0 records, 0 errors, 0 warnings\n");
	x.options.summary = true;
	assert_string_equal(render(&x, "text"),
			    "rule                pass  fail  pending  n/a  waived\n"
			    "supervision.yearly     1    20      300    4       5\n"
			    "coverage               0     0        0    0       0\n"
			    "\n"
			    "0 records, 0 errors, 0 warnings\n");
	teardown(&x);
}

static void chinese_text_is_aligned_by_columns(void **state)
{
	struct fixture x;
	struct finding *f;

	(void)state;
	setup(&x, chinese);
	x.source = STR("名称: \"空巢\t老人\" # 备注\n");
	f = add(&x, "塘沽.yaml");
	f->line = 1;
	f->column = 5;
	f->start = 8;
	f->end = 23;
	add_tallies(&x);
	x.options.summary = true;
	assert_string_equal(render(&x, "text"),
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
	teardown(&x);
}

static void colours_come_only_when_asked(void **state)
{
	struct fixture x;
	struct finding *f;

	(void)state;
	setup(&x, english);
	x.options.colour = true;
	x.source = STR("ab\n");
	f = add(&x, "a.yaml");
	f->line = 1;
	f->column = 2;
	f->start = f->end = 1;
	add(&x, "b.yaml")->severity = SEVERITY_WARNING;
	assert_string_equal(render(&x, "text"),
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
	teardown(&x);
}

/* The excerpt of a finding at this place of the source. */
static void expect_excerpt(struct str source, uint32_t line, uint32_t column, uint32_t start,
			   uint32_t end, const char *excerpt)
{
	struct fixture x;
	struct finding *f;
	struct buf whole = {0};

	setup(&x, english);
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
	assert_string_equal(render(&x, "text"), buf_cstr(&whole));
	buf_release(&whole);
	teardown(&x);
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
	struct fixture x;
	struct finding *f;

	(void)state;
	buf_add_char(&line, 'a');
	for (int i = 0; i < 100000; i++)
		buf_add_text(&line, "\xCC\x81");
	setup(&x, english);
	x.source = buf_str(&line);
	f = add(&x, "a");
	f->line = f->column = 1;
	f->end = 1;
	render(&x, "text");
	assert_in_range(x.out.len, 200, 500);
	teardown(&x);
	buf_release(&line);
}

static void privacy_findings_have_no_excerpt(void **state)
{
	struct fixture x;
	struct finding *f;

	(void)state;
	setup(&x, english);
	x.source = STR("note: 12345\n");
	f = finding_add(&x.judgement.findings, "privacy.personal-data", STR("a.yaml"), NULL);
	f->line = 1;
	f->column = 7;
	f->start = 6;
	f->end = 11;
	assert_string_equal(render(&x, "text"),
			    "a.yaml:1:7: error: privacy.personal-data: privacy.personal-data\n"
			    "\n0 records, 1 errors, 0 warnings\n");
	teardown(&x);
}

static void no_excerpt_comes_unless_asked_for_and_possible(void **state)
{
	static const char expected[] =
		"a.yaml:2:1: error: schema.enum: \"empty-nester\" is not "
		"one of a, b\n"
		"   hint: did you mean empty-nest?\n"
		"\n0 records, 1 errors, 0 warnings\n";
	struct fixture x;

	(void)state;
	setup(&x, english);
	x.source = STR("x\ny\n");
	add(&x, "a.yaml")->line = 2;
	x.options.excerpt = false;
	assert_string_equal(render(&x, "text"), expected);
	x.options.excerpt = true;
	x.options.source = NULL;
	assert_string_equal(render(&x, "text"), expected);
	teardown(&x);
}

/* Text that would do harm if it got through, and how it is shown. */
#define HOSTILE "\x1B]0;x\a\n\xE2\x80\xAE\xFF\xC2\x9B"
#define SHOWN   "\\x1B]0;x\\x07\\n\\u202E\\xFF\\u009B"

static struct finding *add_hostile(struct fixture *x)
{
	static struct message_arg values[] = {{HOSTILE, {HOSTILE, sizeof HOSTILE - 1}}};
	static struct contribution rows[] = {{{HOSTILE, sizeof HOSTILE - 1}, 1, 1, values}};
	struct finding *f =
		finding_add(&x->judgement.findings, HOSTILE, STR(HOSTILE), "a", HOSTILE, NULL);

	f->end = 1;
	f->clause = f->pointer = f->subject = f->subject_kind = STR(HOSTILE);
	f->line = f->column = 1;
	f->contributions = rows;
	f->n_contributions = f->contributions_total = 1;
	*vec_add(&x->judgement.tallies) = (struct tally){.rule = STR(HOSTILE)};
	*vec_add(&x->judgement.settings) = (struct setting){STR(HOSTILE), STR(HOSTILE)};
	x->judgement.source.program = x->judgement.source.snapshot = STR(HOSTILE);
	x->judgement.source.commit = STR(HOSTILE);
	x->judgement.source.pack = x->judgement.source.pack_digest = STR(HOSTILE);
	return f;
}

static void hostile_text_is_escaped_in_text(void **state)
{
	struct fixture x;

	(void)state;
	setup(&x, english);
	x.options.summary = true;
	x.source = STR(HOSTILE);
	add_hostile(&x);
	assert_string_equal(render(&x, "text"), SHOWN
			    ":1:1: error: " SHOWN " [" SHOWN "]: " SHOWN " (a=" SHOWN ")\n"
			    "    1 | \\x1B]0;x\\x07\n"
			    "      | ^^^^\n"
			    "   " SHOWN ":1  " SHOWN "=" SHOWN "\n"
			    "\n"
			    "rule                            pass  fail  pending  n/a  "
			    "waived\n" SHOWN "     0     0        0    0       0\n"
			    "\n"
			    "0 records, 1 errors, 0 warnings\n");
	teardown(&x);
}

#define QUOTED "\"\\u001b]0;x\\u0007\\n\\u202e\xEF\xBF\xBD\\u009b\""
static void hostile_text_is_quoted_in_json(void **state)
{
	struct fixture x;

	(void)state;
	setup(&x, english);
	add_hostile(&x);
	render(&x, "json");
	assert_non_null(strstr(buf_cstr(&x.out), "{\"rule\": " QUOTED));
	assert_non_null(strstr(buf_cstr(&x.out), "\"clause\": " QUOTED));
	assert_non_null(strstr(buf_cstr(&x.out), "\"path\": " QUOTED));
	assert_non_null(strstr(buf_cstr(&x.out), "\"pointer\": " QUOTED));
	assert_non_null(strstr(buf_cstr(&x.out), "\"subject\": " QUOTED));
	assert_non_null(strstr(buf_cstr(&x.out), "\"args\": {\"a\": " QUOTED "}"));
	assert_non_null(strstr(buf_cstr(&x.out), "\"values\": {" QUOTED ": " QUOTED "}"));
	assert_non_null(strstr(buf_cstr(&x.out), "\"pack\": " QUOTED));
	assert_int_equal(encoding_check(buf_str(&x.out)).encoding, ENCODING_UTF8);
	teardown(&x);
}

static const char every_key[] =
	"{\n"
	"  \"findings\": [\n"
	"    {\"rule\": \"schema.enum\", \"severity\": \"error\", \"class\": "
	"\"record\", "
	"\"clause\": null, \"path\": \"stations/tanggu.yaml\", \"line\": 3, "
	"\"column\": "
	"5, \"pointer\": \"/focus/target_groups/0\", \"subject_kind\": null, "
	"\"subject\": null, \"message\": \"\\\"empty-nester\\\" is not one of a, b\", "
	"\"hint\": \"did you mean empty-nest?\", \"args\": {\"value\": "
	"\"empty-nester\", \"values\": \"a, b\", \"nearest\": \"empty-nest\"}, "
	"\"contributions\": []},\n"
	"    {\"rule\": \"supervision.yearly\", \"severity\": \"warning\", \"class\": "
	"\"rule\", \"clause\": \"三(一)\", \"path\": \"stations/tanggu.yaml\", "
	"\"line\": 1, \"column\": 1, \"pointer\": null, \"subject_kind\": "
	"\"station\", \"subject\": \"tanggu\", \"message\": \"3 of 30\", \"hint\": "
	"null, \"args\": {\"measured\": \"3\", \"required\": \"30\"}, "
	"\"contributions\": [{\"path\": \"projects/2024/a.yaml\", \"line\": 30, "
	"\"values\": {\"date\": \"2024-01-02\", \"hours\": \"3\"}}, {\"path\": null, "
	"\"line\": null, \"values\": {\"missing\": \"03\"}}]},\n"
	"    {\"rule\": \"no.words\", \"severity\": \"error\", \"class\": \"record\", "
	"\"clause\": null, \"path\": null, \"line\": null, \"column\": null, "
	"\"pointer\": null, \"subject_kind\": null, \"subject\": null, \"message\": "
	"\"no.words (empty=)\", \"hint\": null, \"args\": {\"empty\": \"\"}, "
	"\"contributions\": []}\n"
	"  ],\n"
	"  \"verdicts\": {\n"
	"    \"coverage\": {\"pass\": 0, \"fail\": 0, \"pending\": 0, "
	"\"not-applicable\": 0, \"waived\": 0},\n"
	"    \"supervision.yearly\": {\"pass\": 1, \"fail\": 20, \"pending\": 300, "
	"\"not-applicable\": 4, \"waived\": 5}\n"
	"  },\n"
	"  \"source\": {\n"
	"    \"program\": \"sws-validate 9\",\n"
	"    \"snapshot\": \"revision\",\n"
	"    \"commit\": \"0123abcd\",\n"
	"    \"pack\": \"binhai\",\n"
	"    \"pack_digest\": \"ffff\",\n"
	"    \"year\": 2024,\n"
	"    \"as_of\": \"2024-06-30\",\n"
	"    \"records\": 12,\n"
	"    \"parameters\": {\n"
	"      \"class_hours\": \"30\",\n"
	"      \"words\": \"\"\n"
	"    }\n"
	"  }\n"
	"}\n";

static void json_has_every_key_and_a_line_for_each_finding(void **state)
{
	struct fixture x;
	struct finding *f;

	(void)state;
	setup(&x, english);
	f = add(&x, "stations/tanggu.yaml");
	f->line = 3;
	f->column = 5;
	f->pointer = STR("/focus/target_groups/0");
	add_verdict(&x);
	f = finding_add(&x.judgement.findings, "no.words", STR(""), "empty", "", NULL);
	f->line = f->column = 0;
	add_tallies(&x);
	*vec_add(&x.judgement.settings) = (struct setting){STR("class_hours"), STR("30")};
	*vec_add(&x.judgement.settings) = (struct setting){STR("words"), STR("")};
	x.judgement.source.program = STR("sws-validate 9");
	x.judgement.source.snapshot = STR("revision");
	x.judgement.source.commit = STR("0123abcd");
	x.judgement.source.pack = STR("binhai");
	x.judgement.source.pack_digest = STR("ffff");
	x.judgement.source.year = 2024;
	memcpy(x.judgement.source.as_of, "2024-06-30", 11);
	x.judgement.source.records = 12;
	assert_string_equal(render(&x, "json"), every_key);
	teardown(&x);
}

static void an_empty_judgement_is_complete_json(void **state)
{
	struct fixture x;
	struct arena arena = {0};
	struct finding_list findings = {0};
	struct tree tree;

	(void)state;
	setup(&x, english);
	assert_string_equal(render(&x, "json"), "{\n"
						"  \"findings\": [],\n"
						"  \"verdicts\": {},\n"
						"  \"source\": {\n"
						"    \"program\": null,\n"
						"    \"snapshot\": null,\n"
						"    \"commit\": null,\n"
						"    \"pack\": null,\n"
						"    \"pack_digest\": null,\n"
						"    \"year\": null,\n"
						"    \"as_of\": null,\n"
						"    \"records\": 0,\n"
						"    \"parameters\": {}\n"
						"  }\n"
						"}\n");
	add_hostile(&x);
	render(&x, "json");
	assert_true(json_read(&tree, buf_str(&x.out), &arena, STR("out"), &findings));
	assert_int_equal(findings.items.n, 0);
	finding_release(&findings);
	arena_release(&arena);
	teardown(&x);
}

static void renderers_are_found_by_name(void **state)
{
	struct buf names = {0};

	(void)state;
	renderer_names(&names);
	assert_string_equal(buf_cstr(&names), "text, json");
	assert_string_equal(renderer_find(STR("json"))->name, "json");
	assert_true(renderer_find(STR("json"))->for_machines);
	assert_false(renderer_find(STR("text"))->for_machines);
	assert_null(renderer_find(STR("")));
	assert_null(renderer_find(STR("tex")));
	buf_release(&names);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_shows_place_excerpt_contributions_and_hint),
		cmocka_unit_test(text_ends_with_a_table_of_verdicts_when_asked),
		cmocka_unit_test(chinese_text_is_aligned_by_columns),
		cmocka_unit_test(colours_come_only_when_asked),
		cmocka_unit_test(excerpts_show_the_line_and_the_mark),
		cmocka_unit_test(long_lines_are_cut_around_the_mark),
		cmocka_unit_test(a_mark_longer_than_the_window_is_cut),
		cmocka_unit_test(a_flood_of_marks_without_width_is_cut),
		cmocka_unit_test(privacy_findings_have_no_excerpt),
		cmocka_unit_test(no_excerpt_comes_unless_asked_for_and_possible),
		cmocka_unit_test(hostile_text_is_escaped_in_text),
		cmocka_unit_test(hostile_text_is_quoted_in_json),
		cmocka_unit_test(json_has_every_key_and_a_line_for_each_finding),
		cmocka_unit_test(an_empty_judgement_is_complete_json),
		cmocka_unit_test(renderers_are_found_by_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
