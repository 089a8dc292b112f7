/* SPDX-License-Identifier: MIT */
/* Tests of text/json.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "reading.h"
#include "text/encoding.h"
#include "text/json.h"
#include "text/yaml.h"

#include <stdio.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static void read_bytes(struct reading *r, struct str source)
{
	reading_open(r, json_read, source, STR("x.json"));
}

/* A tree as JSON without spaces; `?` for what is absent. */
static void dump(struct buf *out, const struct node *node)
{
	switch ((enum node_kind)node->kind) {
	case NODE_ABSENT:
		buf_add_char(out, '?');
		return;
	case NODE_NULL:
		buf_add_text(out, "null");
		return;
	case NODE_BOOLEAN:
	case NODE_NUMBER:
		buf_add(out, node->text);
		return;
	case NODE_STRING:
		assert_int_equal(node->hash, str_hash(node->text));
		json_quote(out, node->text);
		return;
	case NODE_ARRAY:
		buf_add_char(out, '[');
		TREE_EACH_ITEM (item, node) {
			dump(out, item);
			buf_add_text(out, item->next ? "," : "");
		}
		buf_add_char(out, ']');
		return;
	case NODE_OBJECT:
		buf_add_char(out, '{');
		TREE_EACH_MEMBER (key, node) {
			dump(out, key);
			buf_add_char(out, ':');
			dump(out, key->next);
			buf_add_text(out, key->next->next ? "," : "");
		}
		buf_add_char(out, '}');
		return;
	}
}

/* The findings as `line:column rule arg=value ...`, `; ` between. */
static void list_findings(struct buf *out, const struct finding_list *findings)
{
	for (size_t i = 0; i < findings->items.n; i++) {
		const struct finding *f = &findings->items.at[i];

		assert_true(str_eq(f->path, STR("x.json")));
		buf_printf(out, "%s%u:%u %s", i ? "; " : "", f->line, f->column, f->rule);
		for (size_t k = 0; k < f->message.n_args; k++)
			buf_printf(out, " %s=%s", f->message.args[k].name,
				   f->message.args[k].value.ptr);
	}
}

static void expect_reading(struct str source, const char *tree, const char *findings)
{
	struct reading r;
	struct buf out = {0};

	read_bytes(&r, source);
	assert_int_equal(r.read, r.tree.root != NULL);
	if (r.tree.root)
		dump(&out, r.tree.root);
	assert_string_equal(buf_cstr(&out), tree);
	buf_reset(&out);
	list_findings(&out, &r.findings);
	assert_string_equal(buf_cstr(&out), findings);
	buf_release(&out);
	reading_close(&r);
}

static void values_are_read(void **state)
{
	static const char *const cases[][2] = {
		{"null", "null"},
		{" \t\r\n true \n", "true"},
		{"false", "false"},
		{"0", "0"},
		{"-0", "-0"},
		{"-0.0e-0", "-0.0e-0"},
		{"1e5", "1e5"},
		{"1E+5", "1E+5"},
		{"12.50", "12.50"},
		{"\"\"", "\"\""},
		{"\"塘沽\"", "\"塘沽\""},
		{"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\\"\\\\/\\u0008\\u000c\\n\\r\\t\""},
		{"\"a\\u0000b\"", "\"a\\u0000b\""},
		{"\"\\u5858\\u6cBD\"", "\"塘沽\""},
		{"\"x\\uD83D\\uDE00y\"", "\"x\xF0\x9F\x98\x80y\""},
		{"\"\\uFFFF\"", "\"\\uffff\""},
		{"\"\xF0\x9F\x98\x80\"", "\"\xF0\x9F\x98\x80\""},
		{"[]", "[]"},
		{"{}", "{}"},
		{"[ ]", "[]"},
		{"{ }", "{}"},
		{"[1, [2, [ ] ], {\"a\" : 3}]", "[1,[2,[]],{\"a\":3}]"},
		{"{\"a\":{\"b\":[null,true]},\"c\":{}}",
		 "{\"a\":{\"b\":[null,true]},\"c\":{}}"},
		{"{\"\":1}", "{\"\":1}"},
		{"{\"a\\u0062\":1}", "{\"ab\":1}"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		expect_reading(str_of(cases[i][0]), cases[i][1], "");
}

#define SYNTAX(place, expected, found)                                                         \
	place " json.syntax expected=json." expected " found=" found
#define ENDS(place, expected) place " json.syntax expected=json." expected

static void what_is_no_json_is_refused_where_it_goes_wrong(void **state)
{
	static const char *const cases[][2] = {
		{"", ENDS("1:1", "a-value")},
		{" \n ", ENDS("2:2", "a-value")},
		{"nul", SYNTAX("1:1", "a-value", "n")},
		{"Null", SYNTAX("1:1", "a-value", "N")},
		{"nullx", SYNTAX("1:5", "the-end", "x")},
		{"NaN", SYNTAX("1:1", "a-value", "N")},
		{"Infinity", SYNTAX("1:1", "a-value", "I")},
		{"+1", SYNTAX("1:1", "a-value", "+")},
		{".5", SYNTAX("1:1", "a-value", ".")},
		{"'a'", SYNTAX("1:1", "a-value", "'")},
		{"塘", SYNTAX("1:1", "a-value", "塘")},
		{"\xC2\xA0"
		 "1",
		 SYNTAX("1:1", "a-value", "\xC2\xA0")},
		{"1 2", SYNTAX("1:3", "the-end", "2")},
		{"{} // x", SYNTAX("1:4", "the-end", "/")},
		{"[] ]", SYNTAX("1:4", "the-end", "]")},
		{"[", ENDS("1:2", "a-value")},
		{"[1", ENDS("1:3", "comma-or-bracket")},
		{"[1,", ENDS("1:4", "a-value")},
		{"[1,]", SYNTAX("1:4", "a-value", "]")},
		{"[,1]", SYNTAX("1:2", "a-value", ",")},
		{"[1,,2]", SYNTAX("1:4", "a-value", ",")},
		{"[1 2]", SYNTAX("1:4", "comma-or-bracket", "2")},
		{"[1}", SYNTAX("1:3", "comma-or-bracket", "}")},
		{"[1:2]", SYNTAX("1:3", "comma-or-bracket", ":")},
		{"{", ENDS("1:2", "a-key")},
		{"{1:2}", SYNTAX("1:2", "a-key", "1")},
		{"{a:2}", SYNTAX("1:2", "a-key", "a")},
		{"{\"a\"}", SYNTAX("1:5", "a-colon", "}")},
		{"{\"a\",1}", SYNTAX("1:5", "a-colon", ",")},
		{"{\"a\":}", SYNTAX("1:6", "a-value", "}")},
		{"{\"a\":1", ENDS("1:7", "comma-or-brace")},
		{"{\"a\":1,}", SYNTAX("1:8", "a-key", "}")},
		{"{\"a\":1]", SYNTAX("1:7", "comma-or-brace", "]")},
		{"{\"塘\":1 \"b\":2}", SYNTAX("1:8", "comma-or-brace", "\"")},
		{"{/**/}", SYNTAX("1:2", "a-key", "/")},
		{"\"a", "1:1 json.unclosed-string"},
		{"\"a\\", "1:1 json.unclosed-string"},
		{"\"a\\\"", "1:1 json.unclosed-string"},
		{"[\"a\nb\"]", "1:2 json.unclosed-string"},
		{"{\"a\rb\":1}", "1:2 json.unclosed-string"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		expect_reading(str_of(cases[i][0]), "", cases[i][1]);
}

static void a_fault_of_one_value_does_not_end_the_reading(void **state)
{
	static const char *const cases[][3] = {
		{"[01, 1]", "[?,1]", "1:2 json.number number=01"},
		{"[1., 1]", "[?,1]", "1:2 json.number number=1."},
		{"[1.e5, 1e, 1e+, -, -a]", "",
		 "1:2 json.number number=1.e5; 1:8 json.number number=1e; 1:12 json.number "
		 "number=1e+; 1:17 json.number number=-; 1:20 json.number number=-; " SYNTAX(
			 "1:21", "comma-or-bracket", "a")},
		{"-01", "?", "1:1 json.number number=-01"},
		{"1e401", "?", "1:1 json.number-range"},
		{"[1e400, -1e-400]", "[1e400,-1e-400]", ""},
		{"[\"\\x41\", 2]", "[?,2]", "1:3 json.escape escape=\\x"},
		{"[\"\\塘\\a\", 2]", "[?,2]", "1:3 json.escape escape=\\塘"},
		{"[\"\\u12\", 2]", "[?,2]", "1:3 json.escape escape=\\u"},
		{"[\"\\u123g\"]", "[?]", "1:3 json.escape escape=\\u"},
		{"[\"\\U0041\"]", "[?]", "1:3 json.escape escape=\\U"},
		{"[\"a\tb\", 2]", "[?,2]", "1:4 json.control-character"},
		{"[\"\\ud83d\"]", "[?]", "1:3 json.surrogate escape=\\ud83d"},
		{"[\"\\ude00\"]", "[?]", "1:3 json.surrogate escape=\\ude00"},
		{"[\"\\ud83d\\ud83d\"]", "[?]", "1:3 json.surrogate escape=\\ud83d"},
		{"[\"\\ud83d\\u0041\"]", "[?]", "1:3 json.surrogate escape=\\ud83d"},
		{"[\"\\ud83dx\"]", "[?]", "1:3 json.surrogate escape=\\ud83d"},
		{"{\"\\q\": 1}", "{\"\xEF\xBF\xBDq\":1}", "1:3 json.escape escape=\\q"},
		{"{\"a\":1,\n \"b\":2,\n  \"a\":3}", "{\"a\":1,\"b\":2}",
		 "3:3 json.duplicate-key key=a first_line=1"},
		{"{\"a\":1,\"\\u0061\":2,\"a\":3,\"c\":4}", "{\"a\":1,\"c\":4}",
		 "1:8 json.duplicate-key key=a first_line=1; "
		 "1:19 json.duplicate-key key=a first_line=1"},
		{"[{\"a\":1},{\"a\":1}]", "[{\"a\":1},{\"a\":1}]", ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		expect_reading(str_of(cases[i][0]), cases[i][1], cases[i][2]);
}

static void bytes_that_are_no_utf_8_text_are_refused(void **state)
{
	(void)state;
	expect_reading(STR("\xEF\xBB\xBF{}"), "", "1:1 text.byte-order-mark");
	expect_reading(STR("[\0]"), "", "1:1 text.binary");
	expect_reading(STR("\xFF\xFE[\0]\0"), "", "1:1 text.utf-16");
	expect_reading(STR("[\"\xE5\xA1\"]"), "", "1:3 text.malformed-utf-8");
	expect_reading(STR("[\"\x01\"]"), "", "1:3 text.control-character code=U+0001");
}

static void a_byte_order_mark_is_an_error(void **state)
{
	struct reading r;

	(void)state;
	read_bytes(&r, STR("\xEF\xBB\xBF{}"));
	assert_int_equal(r.findings.items.at[0].severity, SEVERITY_ERROR);
	reading_close(&r);
}

static void spans_are_those_of_the_text_proper(void **state)
{
	static const char source[] = " {\"a\" : [1, \"x\\n\"] , \"b\":true} ";
	struct reading r;
	struct node *array;

	(void)state;
	read_bytes(&r, str_of(source));
	array = tree_get(r.tree.root, STR("a"));
	assert_int_equal(r.tree.root->start, 1);
	assert_int_equal(r.tree.root->end, strlen(source) - 1);
	assert_int_equal(r.tree.root->count, 2);
	assert_int_equal(r.tree.root->first->start, 2);
	assert_int_equal(r.tree.root->first->end, 5);
	assert_int_equal(array->start, 8);
	assert_int_equal(array->end, 18);
	assert_int_equal(array->count, 2);
	assert_int_equal(array->last->start, 12);
	assert_int_equal(array->last->end, 17);
	assert_ptr_equal(array->first->text.ptr, source + 9);
	assert_ptr_equal(r.tree.root->first->text.ptr, source + 3);
	reading_close(&r);
}

static struct buf repeated(const char *before, const char *text, size_t n, const char *after)
{
	struct buf b = {0};

	buf_add_text(&b, before);
	for (size_t i = 0; i < n; i++)
		buf_add_text(&b, text);
	buf_add_text(&b, after);
	return b;
}

/* Reads and frees `source`; its only finding has this rule (NULL: it has none). */
static void expect_rule(struct buf source, bool read, const char *rule)
{
	struct reading r;

	read_bytes(&r, buf_str(&source));
	assert_int_equal(r.read, read);
	assert_int_equal(r.findings.items.n, rule ? 1 : 0);
	if (rule)
		assert_string_equal(r.findings.items.at[0].rule, rule);
	reading_close(&r);
	buf_release(&source);
}

static void size_depth_and_count_are_bounded(void **state)
{
	struct buf close = repeated("", "]", YAML_DEPTH_MAX, "");

	(void)state;
	expect_rule(repeated("", "[", YAML_DEPTH_MAX, buf_cstr(&close)), true, NULL);
	expect_rule(repeated("[", "[", YAML_DEPTH_MAX, buf_cstr(&close)), false, "json.depth");
	expect_rule(repeated("", "{\"a\":", YAML_DEPTH_MAX + 1, "1"), false, "json.depth");
	expect_rule(repeated("", "[", 500000, ""), false, "json.depth");
	buf_release(&close);

	expect_rule(repeated("[1", ",1", YAML_NODES_MAX - 2, "]"), true, NULL);
	expect_rule(repeated("[1", ",1", YAML_NODES_MAX - 1, "]"), false, "json.nodes");

	expect_rule(repeated("[\"", "a", YAML_SCALAR_BYTES_MAX, "\"]"), true, NULL);
	expect_rule(repeated("[\"", "a", YAML_SCALAR_BYTES_MAX + 1, "\"]"), true,
		    "json.scalar-size");
	expect_rule(repeated("[\"", "\\n", YAML_SCALAR_BYTES_MAX, "\"]"), true, NULL);
	expect_rule(repeated("[\"", "\\n", YAML_SCALAR_BYTES_MAX + 1, "\"]"), true,
		    "json.scalar-size");

	expect_rule(repeated("1", " ", (1 << 20) - 1, ""), true, NULL);
	expect_rule(repeated("1", " ", 1 << 20, ""), false, "text.too-large");
}

static void findings_of_one_file_are_bounded(void **state)
{
	struct buf source = repeated("[01", ",01", YAML_FINDINGS_MAX + 50, "]");
	struct reading r;

	(void)state;
	read_bytes(&r, buf_str(&source));
	assert_true(r.read);
	assert_int_equal(r.findings.items.n, YAML_FINDINGS_MAX + 1);
	assert_string_equal(r.findings.items.at[YAML_FINDINGS_MAX - 1].rule, "json.number");
	assert_string_equal(r.findings.items.at[YAML_FINDINGS_MAX].rule, "text.more-findings");
	reading_close(&r);
	buf_release(&source);
}

static void many_keys_are_searched_for_duplicates(void **state)
{
	struct buf source = {0};
	struct reading r;

	(void)state;
	buf_add_char(&source, '{');
	for (int i = 0; i < 40000; i++)
		buf_printf(&source, "\"k%d\":%d,", i, i);
	buf_add_text(&source, "\"k39999\":0,\n\"k7\":0,\"z\":1}");
	read_bytes(&r, buf_str(&source));
	assert_true(r.read);
	assert_int_equal(r.findings.items.n, 2);
	assert_int_equal(r.tree.root->count, 40001);
	assert_true(str_eq(tree_get(r.tree.root, STR("k7"))->text, STR("7")));
	assert_true(str_eq(r.tree.root->last->text, STR("1")));
	reading_close(&r);
	buf_release(&source);
}

static void strings_are_quoted_safely(void **state)
{
	static const struct {
		struct str text;
		const char *quoted;
	} cases[] = {
		{STR(""), "\"\""},
		{STR("塘 a/b'"), "\"塘 a/b'\""},
		{STR("\"\\"), "\"\\\"\\\\\""},
		{STR("\n\r\t"), "\"\\n\\r\\t\""},
		{STR("\0\x01\x1B\x7F"), "\"\\u0000\\u0001\\u001b\\u007f\""},
		{STR("\xC2\x80\xC2\x9F\xC2\xA0"), "\"\\u0080\\u009f\xC2\xA0\""},
		{STR("\xE2\x80\xA8\xE2\x80\xA9\xEF\xBB\xBF"), "\"\\u2028\\u2029\\ufeff\""},
		{STR("\xE2\x80\xAA\xE2\x80\xAE\xE2\x81\xA6\xE2\x81\xA9\xE2\x80\x8E\xD8\x9C"),
		 "\"\\u202a\\u202e\\u2066\\u2069\\u200e\\u061c\""},
		{STR("a\xFF\xE5\xA1"), "\"a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\""},
		{STR("\xED\xA0\x80"), "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\""},
	};
	struct buf out = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		buf_reset(&out);
		json_quote(&out, cases[i].text);
		assert_string_equal(buf_cstr(&out), cases[i].quoted);
	}
	buf_release(&out);
}

static void every_code_point_survives_quoting_and_reading(void **state)
{
	struct buf out = {0};

	(void)state;
	for (uint32_t c = 0; c <= 0x10FFFF;
	     c += c < 0x3000 || (c >= 0xFE00 && c < 0x10100) ? 1 : 97) {
		char utf8[4];
		struct str text = {utf8, encoding_put(utf8, c)};
		struct reading r;

		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		buf_reset(&out);
		json_quote(&out, text);
		read_bytes(&r, buf_str(&out));
		assert_true(r.read);
		assert_true(str_eq(r.tree.root->text, text));
		reading_close(&r);
	}
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_are_read),
		cmocka_unit_test(what_is_no_json_is_refused_where_it_goes_wrong),
		cmocka_unit_test(a_fault_of_one_value_does_not_end_the_reading),
		cmocka_unit_test(bytes_that_are_no_utf_8_text_are_refused),
		cmocka_unit_test(a_byte_order_mark_is_an_error),
		cmocka_unit_test(spans_are_those_of_the_text_proper),
		cmocka_unit_test(size_depth_and_count_are_bounded),
		cmocka_unit_test(findings_of_one_file_are_bounded),
		cmocka_unit_test(many_keys_are_searched_for_duplicates),
		cmocka_unit_test(strings_are_quoted_safely),
		cmocka_unit_test(every_code_point_survives_quoting_and_reading),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
