/* SPDX-License-Identifier: MIT */
/* Unit tests of reading any document (text/general.h, text/profile.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "text/general.h"

#include "reading.h"
#include "text/json.h"
#include "text/profile.h"
#include "text/yaml.h"

#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])
#define TEST(name)   cmocka_unit_test(name)

static void dump(struct buf *out, const struct node *node)
{
	switch ((enum node_kind)node->kind) {
	case NODE_ABSENT:
		buf_add_text(out, "absent");
		break;
	case NODE_NULL:
		buf_add_text(out, "null");
		break;
	case NODE_STRING:
		json_quote(out, node->text);
		break;
	case NODE_BOOLEAN:
	case NODE_NUMBER:
		buf_add(out, node->text);
		break;
	case NODE_ARRAY:
		buf_add_char(out, '[');
		TREE_EACH_ITEM (item, node) {
			buf_add_text(out, item == node->first ? "" : ",");
			dump(out, item);
		}
		buf_add_char(out, ']');
		break;
	case NODE_OBJECT:
		buf_add_char(out, '{');
		TREE_EACH_MEMBER (key, node) {
			buf_add_text(out, key == node->first ? "" : ",");
			dump(out, key);
			buf_add_char(out, ':');
			dump(out, key->next);
		}
		buf_add_char(out, '}');
		break;
	}
}

/* What was read, documents with a space between, and the findings, `rule line:column` each. */
static void expect_as(const char *path, struct str source, const char *expected)
{
	struct reading r;
	struct buf got = {0};

	reading_open(&r, general_read, source, str_of(path));
	if (r.read)
		for (const struct node *root = r.tree.root; root; root = root->next) {
			buf_add_text(&got, root == r.tree.root ? "" : " ");
			dump(&got, root);
		}
	for (size_t i = 0; i < r.findings.items.n; i++) {
		const struct finding *f = &r.findings.items.at[i];

		buf_printf(&got, " | %s %u:%u", f->message.id, f->line, f->column);
	}
	assert_string_equal(buf_cstr(&got), expected);
	buf_release(&got);
	reading_close(&r);
}

struct sample {
	const char *source, *expected;
};

static void expect_each(const struct sample *samples, size_t n)
{
	for (size_t i = 0; i < n; i++)
		expect_as("x.yaml", str_of(samples[i].source), samples[i].expected);
}

static void aliases_stand_for_what_their_anchors_do(void **state)
{
	static const struct sample samples[] = {
		{"[&a 1, *a]", "[1,1]"},
		{"a: &x {b: [1, {c: d}]}\ne: *x", "{\"a\":{\"b\":[1,{\"c\":\"d\"}]},"
						  "\"e\":{\"b\":[1,{\"c\":\"d\"}]}}"},
		{"a: &x\n  - 1\nb: *x\nc: [*x, *x]", "{\"a\":[1],\"b\":[1],\"c\":[[1],[1]]}"},
		{"[&a x, &a y, *a]", "[\"x\",\"y\",\"y\"]"}, /* the latest counts */
		{"[&a , *a]", "[null,null]"},
		{"&r a: 1\nb: *r", "{\"a\":1,\"b\":\"a\"}"},
		{"{&a x: 1, b: *a}", "{\"x\":1,\"b\":\"x\"}"},
		{"[&a 1.50, {*a : 2}]", "[1.50,{\"1.50\":2}]"},
		{"[&a &b 1]", " | yaml.syntax 1:5"},
		{"*a", "absent | yaml.alias-unknown 1:1"},
		{"[*a, &a 1]", "[absent,1] | yaml.alias-unknown 1:2"},
		{"&a [1, *a]", "[1,absent] | yaml.alias-recursive 1:8"},
		{"a: &a\n  b: {c: *a}",
		 "{\"a\":{\"b\":{\"c\":absent}}} | yaml.alias-recursive 2:10"},
		{"[&a {x: 1}, {*a : 2}]", "[{\"x\":1},{}] | yaml.complex-key 1:5"},
		{"--- &a 1\n--- *a", "1 absent | yaml.alias-unknown 2:5"},
	};

	(void)state;
	expect_each(samples, COUNT(samples));
}

static void merge_keys_merge(void **state)
{
	static const struct sample samples[] = {
		{"[&a {x: 1, y: 2}, {<<: *a, y: 3}]", "[{\"x\":1,\"y\":2},{\"y\":3,\"x\":1}]"},
		{"[&a {x: 1}, &b {x: 2, z: 3}, {<<: [*a, *b], q: 0}]",
		 "[{\"x\":1},{\"x\":2,\"z\":3},{\"q\":0,\"x\":1,\"z\":3}]"},
		{"<<: {a: 1}\nb: 2", "{\"b\":2,\"a\":1}"},
		{"{<<: {a: 1}}", "{\"a\":1}"},
		{"{a: 1, <<: {}}", "{\"a\":1}"},
		{"{<<: []}", "{}"},
		{"{<<: {<<: {a: 1}, b: 2}}", "{\"b\":2,\"a\":1}"},
		{"{\"<<\": {a: 1}}", "{\"<<\":{\"a\":1}}"}, /* an ordinary key */
		{"[&k <<, {*k : 1}]", "[\"<<\",{\"<<\":1}]"},
		{"{<<: 1, b: 2}", "{\"b\":2} | yaml.merge-value 1:6"},
		{"{<<: [{a: 1}, 2]}", "{} | yaml.merge-value 1:6"},
		{"{<<: *no, b: 2}", "{\"b\":2} | yaml.alias-unknown 1:6"},
		{"{<<: {a: 1}, <<: {b: 1}}", "{\"a\":1} | yaml.duplicate-key 1:14"},
	};

	(void)state;
	expect_each(samples, COUNT(samples));
}

/* Beyond 16 keys duplicates are found by sorting; the first of the merged ones stays. */
static void large_objects_are_merged_alike(void **state)
{
	struct buf source = {0};
	struct reading r;

	(void)state;
	for (int object = 0; object < 2; object++) {
		buf_printf(&source, "- &o%d {", object);
		for (int i = 0; i < 40; i++)
			buf_printf(&source, "k%d: %d, ", i, object);
		buf_printf(&source, "own%d: 9}\n", object);
	}
	buf_add_text(&source, "- {<<: [*o1, *o0], k3: 7}\n");
	reading_open(&r, general_read, buf_str(&source), STR("x.yaml"));
	assert_int_equal(r.findings.items.n, 0);
	assert_int_equal(r.tree.root->last->count, 42);
	assert_true(str_eq(tree_get(r.tree.root->last, STR("k3"))->text, STR("7")));
	assert_true(str_eq(tree_get(r.tree.root->last, STR("k30"))->text, STR("1")));
	assert_non_null(tree_get(r.tree.root->last, STR("own0")));
	reading_close(&r);
	buf_release(&source);
}

static void tags_of_the_core_schema_are_obeyed(void **state)
{
	static const struct sample samples[] = {
		{"!!str 12", "\"12\""},
		{"! 12", "\"12\""},
		{"&a !!str 12", "\"12\""},
		{"!!str &a 12", "\"12\""},
		{"[!!str , !!null '']", "[\"\",null]"},
		{"!!int '12'", "12"},
		{"!!int 0x1F", "31"},
		{"!!float 1", "1"},
		{"!!bool 'true'", "true"},
		{"!<tag:yaml.org,2002:str> 1", "\"1\""},
		{"%TAG ! tag:yaml.org,2002:\n--- !str 1", "\"1\""},
		{"!!map {a: !!seq [1]}", "{\"a\":[1]}"},
		{"!!str\n# a comment\n12", "\"12\""},
		{"!!int 1.5", "absent | yaml.tag-mismatch 1:1"},
		{"!!int 1e3", "absent | yaml.tag-mismatch 1:1"},
		{"!!bool 1", "absent | yaml.tag-mismatch 1:1"},
		{"!!null x", "absent | yaml.tag-mismatch 1:1"},
		{"[!Ref x, 1]", "[absent,1] | yaml.tag-unknown 1:2"},
		{"!!binary aGk=", "absent | yaml.tag-unknown 1:1"},
		{"!!set {a: null}", "{\"a\":null} | yaml.tag-unknown 1:1"},
	};

	(void)state;
	expect_each(samples, COUNT(samples));
}

static void places_are_those_of_the_values_proper(void **state)
{
	static const char source[] = "a: &x !!str\n  12\nb: &y\n  - 1\nc: !!map {d: *x}\n";
	static const struct {
		const char *pointer;
		uint32_t line, column;
	} places[] = {
		{"/a", 2, 3}, {"/b", 4, 3}, {"/b/0", 4, 5}, {"/c", 5, 10}, {"/c/d", 2, 3}};
	struct reading r;
	struct buf pointer = {0};

	(void)state;
	reading_open(&r, general_read, str_of(source), STR("x.yaml"));
	assert_int_equal(r.findings.items.n, 0);
	for (size_t i = 0; i < COUNT(places); i++) {
		const struct node *node = tree_find(&r.tree, str_of(places[i].pointer));
		struct position p = tree_position(&r.tree, node->start);

		assert_int_equal(p.line, places[i].line);
		assert_int_equal(p.column, places[i].column);
		buf_reset(&pointer);
		tree_pointer(&r.tree, node, &pointer);
		assert_string_equal(buf_cstr(&pointer), places[i].pointer);
	}
	buf_release(&pointer);
	reading_close(&r);
}

/* What an alias stands for may end before the collection begins that it ends. */
static void collections_end_where_their_aliases_do(void **state)
{
	static const char source[] = "a: &x {b: 1}\nc:\n  d: *x\ne:\n  - *x\n";
	static const struct {
		const char *pointer;
		uint32_t start, end;
	} spans[] = {{"", 0, 33}, {"/c", 18, 23}, {"/e", 29, 33}, {"/e/0", 6, 12}};
	struct reading r;

	(void)state;
	reading_open(&r, general_read, str_of(source), STR("x.yaml"));
	for (size_t i = 0; i < COUNT(spans); i++) {
		const struct node *node = tree_find(&r.tree, str_of(spans[i].pointer));

		assert_int_equal(node->start, spans[i].start);
		assert_int_equal(node->end, spans[i].end);
	}
	reading_close(&r);
}

static void what_records_may_not_hold_others_may(void **state)
{
	static const struct sample samples[] = {
		{"%YAML 1.2\n---\na", "\"a\""},
		{"\"a\\0b\"", "\"a\\u0000b\""},
		{"e\xCC\x81", "\"e\xCC\x81\""}, /* not NFC */
		{"1\n--- 2\n---\n--- {}\n...\n", "1 2 null {}"},
		{"---\n", "null"},
		{"\xEF\xBB\xBF"
		 "a: 1",
		 "{\"a\":1}"},
		{"{a: 1}", "{\"a\":1}"},
		{"{\"a\": 1 # no JSON\n}", "{\"a\":1}"},
		{"", " | yaml.empty 1:1"},
		{"# nothing\n", " | yaml.empty 1:1"},
		{"a: 1\na: 2", "{\"a\":1} | yaml.duplicate-key 2:1"},
		{"? [a]\n: 1", "{} | yaml.complex-key 1:3"},
		{"1: .5", "{\"1\":0.5}"},
		{"[.inf, 0x1F, .5]", "[absent,31,0.5] | yaml.not-finite 1:2"},
		{"a\xE2\x80\xA8z", " | text.control-character 1:2"}, /* libyaml's line break */
	};

	(void)state;
	expect_each(samples, COUNT(samples));
}

static void json_is_read_as_json(void **state)
{
	static const struct sample samples[] = {
		{"{\"a\": [1, true, null, \"\\u0000\"]}", "{\"a\":[1,true,null,\"\\u0000\"]}"},
		{"\"\x7F\xC2\x85\xE2\x80\xA8\"", "\"\\u007f\\u0085\\u2028\""},
		{"\"\x01\"", "absent | json.control-character-code 1:2"},
		{"\"\t\"", "absent | json.control-character 1:2"},
		{"\xEF\xBB\xBF[1]", "[1] | text.byte-order-mark 1:1"},
		{"{a: 1}", " | json.syntax 1:2"},
		{"[1] [2]", " | json.syntax 1:5"},
		{"1e999999999", "absent | json.number-range 1:1"},
		{"", " | json.syntax-end 1:1"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(samples); i++)
		expect_as("x.json", str_of(samples[i].source), samples[i].expected);
}

/* `before`, then `text` n times, then `after`. */
static struct buf repeated(const char *before, const char *text, size_t n, const char *after)
{
	struct buf out = {0};

	buf_add_text(&out, before);
	for (size_t i = 0; i < n; i++)
		buf_add_text(&out, text);
	buf_add_text(&out, after);
	return out;
}

/* The finding that says that a bound was crossed, or NULL. */
static void expect_limit(struct buf source, const char *path, const char *rule)
{
	struct reading r;

	reading_open(&r, general_read, buf_str(&source), str_of(path));
	assert_int_equal(r.findings.items.n, rule != NULL);
	if (rule) {
		assert_string_equal(r.findings.items.at[0].rule, rule);
		assert_true(general_is_limit(&r.findings.items.at[0]));
	}
	assert_int_equal(r.read, rule == NULL);
	reading_close(&r);
	buf_release(&source);
}

static void depth_is_bounded(void **state)
{
	struct buf close = repeated("", "]", PROFILE_DEPTH_MAX, "");

	(void)state;
	expect_limit(repeated("", "[", PROFILE_DEPTH_MAX, buf_cstr(&close)), "x.json", NULL);
	expect_limit(repeated("", "[", PROFILE_DEPTH_MAX, buf_cstr(&close)), "x.yaml", NULL);
	expect_limit(repeated("[", "[", PROFILE_DEPTH_MAX, buf_cstr(&close)), "x.json",
		     "json.depth");
	expect_limit(repeated("", "[", 100000, ""), "x.json", "json.depth");
	expect_limit(repeated("# ", "\n[", 100000, ""), "x.yaml", "yaml.depth");
	buf_release(&close);
}

/* A copy hangs below what is around its alias. */
static void aliases_do_not_deepen_beyond_the_bound(void **state)
{
	struct buf close = repeated("", "]", 300, ""), source = {0};
	struct buf first = repeated("- &a ", "[", 300, buf_cstr(&close));

	(void)state;
	buf_add(&source, buf_str(&first));
	buf_printf(&source, "\n- %.*s*a%.*s\n", 211, buf_cstr(&first) + 5, 211,
		   buf_cstr(&close));
	expect_limit(source, "x.yaml", NULL);
	source = (struct buf){0};
	buf_add(&source, buf_str(&first));
	buf_printf(&source, "\n- %.*s*a%.*s\n", 212, buf_cstr(&first) + 5, 212,
		   buf_cstr(&close));
	expect_limit(source, "x.yaml", "yaml.depth");
	buf_release(&first);
	buf_release(&close);
}

/* 2^20 copies are allowed, with the collections that hold them. */
static void an_alias_bomb_is_bounded(void **state)
{
	struct buf source = {0};

	(void)state;
	buf_add_text(&source, "- &a0 [0]\n");
	for (int i = 1; i < 30; i++)
		buf_printf(&source, "- &a%d [*a%d, *a%d]\n", i, i - 1, i - 1);
	expect_limit(source, "x.yaml", "yaml.expansion");
	expect_limit(repeated("- &a [1, 2, 3, 4, 5, 6, 7]\n", "- *a\n", 131072, ""), "x.yaml",
		     NULL);
	expect_limit(repeated("- &a [1, 2, 3, 4, 5, 6, 7]\n", "- *a\n", 131073, ""), "x.yaml",
		     "yaml.expansion");
}

static void anchors_are_bounded(void **state)
{
	struct buf source = {0};

	(void)state;
	for (int i = 0; i < 10000; i++)
		buf_printf(&source, "- &a%d 1\n", i);
	expect_limit(repeated(buf_cstr(&source), "- &a0 1\n", 1, ""), "x.yaml", NULL);
	buf_add_text(&source, "- &b 1\n");
	expect_limit(source, "x.yaml", "yaml.anchors");
}

static void ten_megabytes_of_json_are_read(void **state)
{
	(void)state;
	expect_limit(repeated("[1", ",1", 5 << 20, "]"), "x.json", NULL);
	expect_limit(repeated("[\"", "0123456789", 1 << 20, "\"]"), "x.json", NULL);
	expect_limit(repeated("[1", ",1", 8 << 20, "]"), "x.json", "json.nodes");
}

static void sixty_four_mebibytes_are_the_most(void **state)
{
	(void)state;
	expect_limit(repeated("[", " ", (64 << 20) - 2, "]"), "x.json", NULL);
	expect_limit(repeated("[", " ", (64 << 20) - 1, "]"), "x.json", "text.too-large");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(aliases_stand_for_what_their_anchors_do),
		TEST(merge_keys_merge),
		TEST(large_objects_are_merged_alike),
		TEST(tags_of_the_core_schema_are_obeyed),
		TEST(places_are_those_of_the_values_proper),
		TEST(collections_end_where_their_aliases_do),
		TEST(what_records_may_not_hold_others_may),
		TEST(json_is_read_as_json),
		TEST(depth_is_bounded),
		TEST(aliases_do_not_deepen_beyond_the_bound),
		TEST(an_alias_bomb_is_bounded),
		TEST(anchors_are_bounded),
		TEST(ten_megabytes_of_json_are_read),
		TEST(sixty_four_mebibytes_are_the_most),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
