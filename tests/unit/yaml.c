/* SPDX-License-Identifier: MIT */
/* Unit tests of the YAML reader (text/yaml.h), of numbers (text/number.h) and of trees
 * (text/tree.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "reading.h"
#include "text/number.h"
#include "text/source.h"
#include "text/yaml.h"

#include <string.h>

static void read_bytes(struct reading *r, struct str source)
{
	reading_open(r, yaml_read, source, STR("x.yaml"));
}

/* A node as one line of JSON-like text, strings bare. */
static void dump(struct buf *out, const struct node *node)
{
	const char *between = "";

	switch ((enum node_kind)node->kind) {
	case NODE_ABSENT:
		buf_add_char(out, '?');
		break;
	case NODE_NULL:
		buf_add_text(out, "null");
		break;
	case NODE_BOOLEAN:
	case NODE_NUMBER:
		buf_printf(out, "%s %.*s", tree_kind_name(node->kind), STR_ARG(node->text));
		break;
	case NODE_STRING:
		buf_printf(out, "'%.*s'", STR_ARG(node->text));
		break;
	case NODE_ARRAY:
		buf_add_char(out, '[');
		TREE_EACH_ITEM (item, node) {
			buf_add_text(out, between);
			dump(out, item);
			between = ", ";
		}
		buf_add_char(out, ']');
		break;
	case NODE_OBJECT:
		buf_add_char(out, '{');
		TREE_EACH_MEMBER (key, node) {
			buf_printf(out, "%s%.*s: ", between, STR_ARG(key->text));
			dump(out, key->next);
			between = ", ";
		}
		buf_add_char(out, '}');
		break;
	}
}

/* The findings as lines `rule line:column pointer`. */
static void dump_findings(struct buf *out, const struct finding_list *findings)
{
	for (size_t i = 0; i < findings->items.n; i++) {
		const struct finding *f = &findings->items.at[i];

		buf_printf(out, "%s %u:%u%s%.*s\n", f->rule, f->line, f->column,
			   f->pointer.len ? " " : "", STR_ARG(f->pointer));
	}
}

static void expect(const char *source, const char *tree, const char *findings)
{
	struct reading r;
	struct buf got = {0};

	read_bytes(&r, str_of(source));
	if (r.tree.root)
		dump(&got, r.tree.root);
	assert_string_equal(buf_cstr(&got), tree);
	buf_reset(&got);
	dump_findings(&got, &r.findings);
	assert_string_equal(buf_cstr(&got), findings);
	buf_release(&got);
	reading_close(&r);
}

static void scalars_follow_the_core_schema(void **state)
{
	(void)state;
	expect("a: text\nb: 'no'\nc: no\nd: 12:30\ne: 0123\nf: null\ng: ~\nh:\n",
	       "{a: 'text', b: 'no', c: 'no', d: '12:30', e: number 123, f: null, g: null, h: "
	       "null}",
	       "");
	expect("[true, False, TRUE, yes, 1.5, .5, 1., 0x1F, 0o17, 1e3, -0, 2022-03-01]\n",
	       "[boolean true, boolean false, boolean true, 'yes', number 1.5, number 0.5, "
	       "number 1,"
	       " number 31, number 15, number 1e3, number -0, '2022-03-01']",
	       "");
	expect("a: \"x\\ty\"\nb: |\n  two\n  lines\nc: >-\n  folded\n  text\n",
	       "{a: 'x\ty', b: 'two\nlines\n', c: 'folded text'}", "");
}

static void numbers_resolve_like_the_core_schema_says(void **state)
{
	static const struct {
		const char *text;
		enum node_kind kind;
	} cases[] = {
		{"", NODE_NULL},        {"null", NODE_NULL},    {"Null", NODE_NULL},
		{"nul", NODE_STRING},   {"true", NODE_BOOLEAN}, {"tRue", NODE_STRING},
		{"on", NODE_STRING},    {"12", NODE_NUMBER},    {"+12", NODE_NUMBER},
		{"1_000", NODE_STRING}, {"0b1", NODE_STRING},   {"0x", NODE_STRING},
		{"0xG", NODE_STRING},   {"-0x1", NODE_STRING},  {".", NODE_STRING},
		{"-", NODE_STRING},     {".inf", NODE_NUMBER},  {"-.INF", NODE_NUMBER},
		{"-.nan", NODE_STRING}, {".nan", NODE_NUMBER},  {"1e", NODE_STRING},
		{"1e+", NODE_STRING},   {"1.e2", NODE_NUMBER},  {"1.2.3", NODE_STRING},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (number_resolve(str_of(cases[i].text)) != cases[i].kind)
			fail_msg("%s", cases[i].text);
}

static void numbers_come_in_the_grammar_of_json(void **state)
{
	static const struct {
		const char *yaml, *json;
	} cases[] = {
		{"12", "12"},    {"+012", "12"}, {"-007.50", "-7.50"}, {".5", "0.5"},
		{"-.5", "-0.5"}, {"1.", "1"},    {"1.e5", "1e5"},      {"00", "0"},
		{"0x10", "16"},  {"0o10", "8"},  {"+1.5", "1.5"},
	};
	struct arena arena = {0};
	struct str text;
	char digits[402];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(number_text(str_of(cases[i].yaml), &arena, &text), NUMBER_OK);
		if (!str_eq(text, str_of(cases[i].json)))
			fail_msg("%s gives %.*s", cases[i].yaml, STR_ARG(text));
	}
	memset(digits, '7', sizeof digits);
	assert_int_equal(number_text((struct str){digits, 400}, &arena, &text), NUMBER_OK);
	assert_int_equal(number_text((struct str){digits, 401}, &arena, &text), NUMBER_RANGE);
	assert_int_equal(number_text(STR("1e999999999"), &arena, &text), NUMBER_RANGE);
	assert_int_equal(number_text(STR("0x1ffffffffffffffff"), &arena, &text), NUMBER_RANGE);
	assert_int_equal(number_text(STR("-.inf"), &arena, &text), NUMBER_NOT_FINITE);
	arena_release(&arena);
}

static void the_record_profile_is_a_finding_each_and_reading_goes_on(void **state)
{
	(void)state;
	expect("a: &x 1\nb: *x\nc: 2\n", "{a: number 1, b: ?, c: number 2}",
	       "yaml.anchor 1:4\nyaml.alias 2:4\n");
	expect("a: !!str 1\nb: ! x\n", "{a: ?, b: ?}", "yaml.tag 1:4\nyaml.tag 2:4\n");
	expect("<<: {a: 1}\nb: 2\n", "{b: number 2}", "yaml.merge-key 1:1\n");
	expect("'<<': 1\n", "{<<: number 1}", "");
	expect("a: 1\n---\nb: 2\n", "{a: number 1}", "yaml.second-document 2:1\n");
	expect("%YAML 1.1\n---\na: 1\n", "{a: number 1}", "yaml.directive 1:1\n");
	expect("? [x, y]\n: 1\nb: 2\n", "{b: number 2}", "yaml.complex-key 1:3\n");
	expect("a: .nan\nb: 1e9999\n", "{a: ?, b: ?}",
	       "yaml.not-finite 1:4\nyaml.number-range 2:4\n");
	expect("a: \"\\e[0m\"\nb: \"\\u2028\"\nc: \"\\0\"\n", "{a: ?, b: ?, c: ?}",
	       "yaml.escaped-control 1:4\nyaml.escaped-control 2:4\nyaml.escaped-control "
	       "3:4\n");
	expect("a: e\xCC\x81\n", "{a: 'e\xCC\x81'}", "yaml.nfc 1:4\n");
}

static void duplicate_keys_cite_both_lines_and_the_first_stays(void **state)
{
	struct reading r;

	(void)state;
	expect("a: 1\nb: 2\na: 3\nc: {x: 1, y: 2, x: 3}\n",
	       "{a: number 1, b: number 2, c: {x: number 1, y: number 2}}",
	       "yaml.duplicate-key 4:17 /c/x\nyaml.duplicate-key 3:1 /a\n");
	read_bytes(&r, STR("a: 1\nb: 2\na: 3\n"));
	assert_true(str_eq(*message_arg(&r.findings.items.at[0].message, STR("first_line")),
			   STR("1")));
	assert_true(
		str_eq(*message_arg(&r.findings.items.at[0].message, STR("key")), STR("a")));
	assert_int_equal(r.tree.root->count, 2);
	reading_close(&r);
}

static void many_keys_are_searched_for_duplicates_in_linear_time(void **state)
{
	struct buf source = {0};
	struct reading r;

	(void)state;
	for (int i = 0; i < 40000; i++)
		buf_printf(&source, "key%d: %d\n", i, i);
	buf_add_text(&source, "key17: 1\n");
	read_bytes(&r, buf_str(&source));
	assert_true(r.read);
	assert_int_equal(r.tree.root->count, 40000);
	assert_int_equal(r.findings.items.n, 1);
	assert_int_equal(r.findings.items.at[0].line, 40001);
	reading_close(&r);
	buf_release(&source);
}

static void faults_of_syntax_are_named_for_what_they_mostly_are(void **state)
{
	(void)state;
	expect("a:\n\t- 1\n", "", "yaml.tab 2:1\n");
	expect("a: b: c\n", "", "yaml.colon 1:5\n");
	expect("a: 'x\n", "", "yaml.unclosed 1:4\n");
	expect("a: 1\n b: 2\n", "", "yaml.colon 2:3\n");
	expect("- 1\nb: 2\n", "", "yaml.indentation 2:1\n");
	expect("a: 1\nb\nc: 2\n", "", "yaml.missing-colon 2:1\n");
	expect("a: @x\n", "", "yaml.syntax 1:4\n");
	expect("", "", "yaml.empty 1:1\n");
	expect("# only a comment\n", "", "yaml.empty 1:1\n");
	expect("---\n", "", "yaml.empty 1:1\n");
}

static void bytes_that_are_no_text_never_reach_libyaml(void **state)
{
	static const struct {
		const char *bytes;
		size_t n;
		const char *finding;
	} cases[] = {
		{"a: \x00", 4, "text.binary 1:1\n"},
		{"a: \x1b[0m", 7, "text.control-character 1:4\n"},
		{"a: \xC2\x85", 5, "text.control-character 1:4\n"},
		{"a: b\xE2\x80\xA8", 7, "text.control-character 1:5\n"},
		{"a: \xC3\x28\nb", 7, "text.malformed-utf-8 1:4\n"},
		{"a: \xE5\xA4", 5, "text.truncated-utf-8 1:4\n"},
		{"\xFF\xFE"
		 "a\0:\0",
		 6, "text.utf-16 1:1\n"},
		{"name: \xCC\xC1\xB9\xC1\xBD\xD6\xB5\xC0\xC9\xE7\xB9\xA4\xD5\xBE\n", 21,
		 "text.gb18030 1:1\n"},
	};
	struct buf got = {0};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct reading r;

		read_bytes(&r, (struct str){cases[i].bytes, cases[i].n});
		assert_false(r.read);
		buf_reset(&got);
		dump_findings(&got, &r.findings);
		assert_string_equal(buf_cstr(&got), cases[i].finding);
		reading_close(&r);
	}
	buf_release(&got);
}

static void depth_is_bounded_while_reading(void **state)
{
	struct buf source = {0};
	struct reading r;

	(void)state;
	for (int i = 0; i < YAML_DEPTH_MAX; i++)
		buf_add_char(&source, '[');
	for (int i = 0; i < YAML_DEPTH_MAX; i++)
		buf_add_char(&source, ']');
	read_bytes(&r, buf_str(&source));
	assert_true(r.read);
	reading_close(&r);
	buf_reset(&source);
	for (int i = 0; i < 100000; i++)
		buf_add_char(&source, '[');
	read_bytes(&r, buf_str(&source));
	assert_false(r.read);
	assert_string_equal(r.findings.items.at[0].rule, "yaml.depth");
	assert_int_equal(r.findings.items.at[0].column, YAML_DEPTH_MAX + 1);
	reading_close(&r);
	buf_release(&source);
}

static void nodes_scalars_and_bytes_are_bounded(void **state)
{
	struct buf source = {0};
	struct reading r;

	(void)state;
	for (int i = 0; i < YAML_NODES_MAX - 1; i++)
		buf_add_text(&source, "- 1\n");
	read_bytes(&r, buf_str(&source));
	assert_true(r.read);
	reading_close(&r);
	buf_add_text(&source, "- 1\n");
	read_bytes(&r, buf_str(&source));
	assert_false(r.read);
	assert_string_equal(r.findings.items.at[0].rule, "yaml.nodes");
	reading_close(&r);

	buf_reset(&source);
	buf_add_text(&source, "a: ");
	for (int i = 0; i < YAML_SCALAR_BYTES_MAX; i++)
		buf_add_char(&source, 'x');
	read_bytes(&r, buf_str(&source));
	assert_int_equal(r.findings.items.n, 0);
	reading_close(&r);
	buf_add_char(&source, 'x');
	read_bytes(&r, buf_str(&source));
	assert_string_equal(r.findings.items.at[0].rule, "yaml.scalar-size");
	assert_int_equal(tree_get(r.tree.root, STR("a"))->kind, NODE_ABSENT);
	reading_close(&r);

	buf_reset(&source);
	while (source.len < SOURCE_BYTES_MAX)
		buf_add_text(&source, "# filler\n       ");
	read_bytes(&r, buf_str(&source));
	assert_string_equal(r.findings.items.at[0].rule, "yaml.empty");
	reading_close(&r);
	buf_add_char(&source, '#');
	read_bytes(&r, buf_str(&source));
	assert_string_equal(r.findings.items.at[0].rule, "text.too-large");
	reading_close(&r);
	buf_release(&source);
}

static void findings_of_one_file_are_bounded(void **state)
{
	struct buf source = {0};
	struct reading r;

	(void)state;
	for (int i = 0; i < 300; i++)
		buf_add_text(&source, "- &a 1\n");
	read_bytes(&r, buf_str(&source));
	assert_int_equal(r.findings.items.n, YAML_FINDINGS_MAX + 1);
	assert_string_equal(r.findings.items.at[YAML_FINDINGS_MAX].rule, "text.more-findings");
	assert_int_equal(r.tree.root->count, 300);
	reading_close(&r);
	buf_release(&source);
}

/* The source text of a node. */
static void expect_span(const char *source, const char *pointer, const char *span)
{
	struct reading r;
	const struct node *node;

	read_bytes(&r, str_of(source));
	node = tree_find(&r.tree, str_of(pointer));
	assert_non_null(node);
	if (!str_eq(str_sub(r.tree.source, node->start, node->end - node->start), str_of(span)))
		fail_msg("%s: %.*s", pointer,
			 STR_ARG(str_sub(r.tree.source, node->start, node->end - node->start)));
	reading_close(&r);
}

static void spans_cover_the_text_proper(void **state)
{
	static const char source[] = "名称: 塘沽  # 注释\n"
				     "列表:\n"
				     "  - \"引号\"   \n"
				     "  - {甲: 1, 乙: [2, 3]}\n"
				     "\n"
				     "# 尾注\n"
				     "文: |\n"
				     "  第一行\n"
				     "  第二行\n"
				     "\n"
				     "末: x\n";

	(void)state;
	expect_span(source, "/名称", "塘沽");
	expect_span(source, "/列表/0", "\"引号\"");
	expect_span(source, "/列表/1", "{甲: 1, 乙: [2, 3]}");
	expect_span(source, "/列表/1/乙", "[2, 3]");
	expect_span(source, "/列表", "- \"引号\"   \n  - {甲: 1, 乙: [2, 3]}");
	expect_span(source, "/文", "|\n  第一行\n  第二行");
	expect_span(source, "/末", "x");
	expect_span("\xEF\xBB\xBF"
		    "a: 塘\nb: c\n",
		    "/b", "c");
}

static void positions_count_code_points_from_one(void **state)
{
	static const struct {
		uint32_t offset, line, column;
	} cases[] = {{0, 1, 1}, {3, 1, 2},  {6, 1, 3}, {7, 1, 4},
		     {8, 2, 1}, {10, 3, 1}, {13, 4, 1}};
	struct arena arena = {0};
	struct tree t = {.source = STR("塘沽:\nb\rc\r\nd"), .arena = &arena};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct position p = tree_position(&t, cases[i].offset);

		if (p.line != cases[i].line || p.column != cases[i].column)
			fail_msg("%u: %u:%u", cases[i].offset, p.line, p.column);
	}
	arena_release(&arena);
}

static void a_byte_order_mark_is_a_warning_and_takes_no_column(void **state)
{
	struct reading r;

	(void)state;
	read_bytes(&r, STR("\xEF\xBB\xBF"
			   "a: &x 1\n"));
	assert_true(r.read);
	assert_string_equal(r.findings.items.at[0].rule, "text.byte-order-mark");
	assert_int_equal(r.findings.items.at[0].severity, SEVERITY_WARNING);
	assert_int_equal(r.findings.items.at[1].column, 4);
	reading_close(&r);
}

static void pointers_lead_to_nodes_and_back(void **state)
{
	static const char *const pointers[] = {"",          "/a",          "/a/0",
					       "/a/1/b~1c", "/a/1/d~0e/0", "/f"};
	struct reading r;
	struct buf pointer = {0};

	(void)state;
	read_bytes(&r, STR("a: [x, {b/c: 1, d~e: [2]}]\nf: 3\n"));
	for (size_t i = 0; i < sizeof pointers / sizeof *pointers; i++) {
		const struct node *node = tree_find(&r.tree, str_of(pointers[i]));

		assert_non_null(node);
		buf_reset(&pointer);
		tree_pointer(&r.tree, node, &pointer);
		assert_string_equal(buf_cstr(&pointer), pointers[i]);
	}
	assert_null(tree_find(&r.tree, STR("/a/2")));
	assert_null(tree_find(&r.tree, STR("/a/01")));
	assert_null(tree_find(&r.tree, STR("/g")));
	assert_null(tree_find(&r.tree, STR("a")));
	buf_release(&pointer);
	reading_close(&r);
}

static void equality_is_by_value_and_without_order_of_keys(void **state)
{
	static const struct {
		const char *source;
		bool equal;
	} cases[] = {
		{"[1, 1.0]", true},
		{"[1, '1']", false},
		{"[{a: 1, b: 2}, {b: 2, a: 1}]", true},
		{"[{a: 1}, {a: 1, b: 2}]", false},
		{"[[1, 2], [2, 1]]", false},
		{"[null, null]", true},
		{"[100, 1e2]", true},
		{"[true, false]", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct reading r;

		read_bytes(&r, str_of(cases[i].source));
		if (tree_equal(r.tree.root->first, r.tree.root->last) != cases[i].equal)
			fail_msg("%s", cases[i].source);
		reading_close(&r);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(scalars_follow_the_core_schema),
		cmocka_unit_test(numbers_resolve_like_the_core_schema_says),
		cmocka_unit_test(numbers_come_in_the_grammar_of_json),
		cmocka_unit_test(the_record_profile_is_a_finding_each_and_reading_goes_on),
		cmocka_unit_test(duplicate_keys_cite_both_lines_and_the_first_stays),
		cmocka_unit_test(many_keys_are_searched_for_duplicates_in_linear_time),
		cmocka_unit_test(faults_of_syntax_are_named_for_what_they_mostly_are),
		cmocka_unit_test(bytes_that_are_no_text_never_reach_libyaml),
		cmocka_unit_test(depth_is_bounded_while_reading),
		cmocka_unit_test(nodes_scalars_and_bytes_are_bounded),
		cmocka_unit_test(findings_of_one_file_are_bounded),
		cmocka_unit_test(spans_cover_the_text_proper),
		cmocka_unit_test(positions_count_code_points_from_one),
		cmocka_unit_test(a_byte_order_mark_is_a_warning_and_takes_no_column),
		cmocka_unit_test(pointers_lead_to_nodes_and_back),
		cmocka_unit_test(equality_is_by_value_and_without_order_of_keys),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
