/* SPDX-License-Identifier: MIT */
/* Unit tests of comment-keeping edits (text/edit.h): a table of cases for each way of writing.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "reading.h"
#include "text/edit.h"
#include "text/yaml.h"

#include <string.h>

#define SET    EDIT_SET
#define INSERT EDIT_INSERT
#define REMOVE EDIT_REMOVE
#define RENAME EDIT_RENAME

struct edit_case {
	const char *before;
	enum edit_kind kind;
	const char *pointer;
	const char *value; /* YAML; NULL: none */
	const char *after; /* NULL: as before */
};

/* The order of keys in these cases: that of the alphabet, but for `z…`, which has none. */
static size_t alphabet(const void *context, struct str pointer, struct str key)
{
	(void)context;
	(void)pointer;
	if (key.len == 0 || key.ptr[0] == 'z')
		return EDIT_UNORDERED;
	return (size_t)(unsigned char)key.ptr[0];
}

static const struct edit_order order = {alphabet, NULL};

static int edit_once(struct buf *out, const struct edit_case *c, struct error *error)
{
	struct reading value = {0};
	struct edit edit = {c->kind, str_of(c->pointer), NULL};
	int status;

	if (c->value) {
		reading_open(&value, yaml_read, str_of(c->value), STR("value.yaml"));
		assert_true(value.read);
		edit.value = value.tree.root;
	}
	status = edit_text(out, str_of(c->before), &edit, 1, &order, error);
	reading_close(&value);
	return status;
}

/* Says what is not as it should be. */
static bool check_case(const struct edit_case *c)
{
	struct buf out = {0};
	struct error error = {0};
	const char *after = c->after ? c->after : c->before;
	int status = edit_once(&out, c, &error);
	bool good = !status && str_eq(buf_str(&out), str_of(after));

	if (!good)
		print_error("%s %s of\n%s\n--- expected\n%s\n--- got\n%s\n", c->pointer,
			    c->value ? c->value : "", c->before, after,
			    status ? error.message.id : buf_cstr(&out));
	buf_release(&out);
	error_release(&error);
	return good;
}

static void check_cases(const struct edit_case *cases, size_t n)
{
	size_t bad = 0;

	for (size_t i = 0; i < n; i++)
		bad += !check_case(&cases[i]);
	assert_int_equal(bad, 0);
}

#define CHECK(cases) check_cases(cases, sizeof(cases) / sizeof *(cases))

static void a_scalar_keeps_its_quotes_and_its_comment(void **state)
{
	static const struct edit_case cases[] = {
		{"a: x # c\nb: y\n", SET, "/a", "z", "a: z # c\nb: y\n"},
		{"a: 'x'   # c\n", SET, "/a", "z", "a: 'z'   # c\n"},
		{"a: \"x\"\n", SET, "/a", "z", "a: \"z\"\n"},
		{"a: 'x'\n", SET, "/a", "\"it's\"", "a: 'it''s'\n"},
		{"a: 'x'\n", SET, "/a", "\"two\\nlines\"", "a: |-\n  two\n  lines\n"},
		{"a: \"x\"\n", SET, "/a", "\"two\\nlines\"", "a: \"two\\nlines\"\n"},
		{"a: x\n", SET, "/a", "\"no\"", "a: \"no\"\n"},
		{"a: x\n", SET, "/a", "'120116'", "a: \"120116\"\n"},
		{"a: \"x\"\n", SET, "/a", "5", "a: 5\n"},
		{"a: 5\n", SET, "/a", "true", "a: true\n"},
		{"a: 1.50\n", SET, "/a", "1.5", NULL},
		{"a: 1.5\n", SET, "/a", "2.50", "a: 2.50\n"},
		{"a: x\n", SET, "/a", "2022-03-05", "a: 2022-03-05\n"},
		{"a: x\n", SET, "/a", "null", "a: null\n"},
		{"a: x", SET, "/a", "w", "a: w"},
		{"塘: 沽 # 注\n", SET, "/塘", "大港", "塘: 大港 # 注\n"},
		{"\"a\": x\n'b': y\n", SET, "/b", "z", "\"a\": x\n'b': z\n"},
		{"a : x\n", SET, "/a", "z", "a : z\n"},
		{"a: one\n  two # c\nb: 1\n", SET, "/a", "z", "a: z # c\nb: 1\n"},
		{"a: \"one\n  two\" # c\nb: 1\n", SET, "/a", "z", "a: \"z\" # c\nb: 1\n"},
		{"a:\n  long # c\nb: 1\n", SET, "/a", "z", "a:\n  z # c\nb: 1\n"},
		{"- x # c\n- y\n", SET, "/0", "z", "- z # c\n- y\n"},
		{"x # c\n", SET, "", "w", "w # c\n"},
		{"--- x\n...\n", SET, "", "w", "--- w\n...\n"},
		{"a/b: 1\nc~d: 2\n", SET, "/c~0d", "3", "a/b: 1\nc~d: 3\n"},
		{"a/b: 1\nc~d: 2\n", SET, "/a~1b", "3", "a/b: 3\nc~d: 2\n"},
	};

	(void)state;
	CHECK(cases);
}

static void block_scalars_stay_block_scalars_where_the_text_fits(void **state)
{
	static const struct edit_case cases[] = {
		{"a: | # c\n  x\n  y\nb: 1\n", SET, "/a", "\"p\\nq\\n\"",
		 "a: | # c\n  p\n  q\nb: 1\n"},
		{"a: |\n  x\nb: 1\n", SET, "/a", "p", "a: |-\n  p\nb: 1\n"},
		{"a: |-\n  x\n\n\nb: 1\n", SET, "/a", "\"p\\n\"", "a: |\n  p\n\n\nb: 1\n"},
		{"a: |+\n  x\n\nb: 1\n", SET, "/a", "p", "a: |-\n  p\nb: 1\n"},
		{"a: >\n  x\n  y\nb: 1\n", SET, "/a", "\"p\\n\"", "a: >\n  p\nb: 1\n"},
		{"a: >\n  x\n  y\nb: 1\n", SET, "/a", "\"p\\nq\\n\"", "a: |\n  p\n  q\nb: 1\n"},
		{"a: | # c\n  x\n  y\nb: 1\n", SET, "/a", "5", "a: 5 # c\nb: 1\n"},
		{"a: |2\n    x\nb: 1\n", SET, "/a", "'  '", "a: \"  \"\nb: 1\n"},
		{"a: |\n  x\n  # no comment\nb: 1\n", SET, "/a", "5", "a: 5\nb: 1\n"},
		{"a: |\n  x\n# comment\nb: 1\n", SET, "/a", "5", "a: 5\n# comment\nb: 1\n"},
		{"a: 5\n  # further in\nb: 1\n", SET, "/a", "\"p\\nq\"",
		 "a: \"p\\nq\"\n  # further in\nb: 1\n"},
		{"a: |5\n  # further in\nb: 1\n", SET, "/a", "\"p\\nq\"",
		 "a: \"p\\nq\"\n  # further in\nb: 1\n"},
		{"- |\n  x\n- y\n", SET, "/0", "z", "- |-\n  z\n- y\n"},
		{"- |\n  x\n- y\n", SET, "/0", "{b: 1, c: 2}", "- b: 1\n  c: 2\n- y\n"},
		{"a: |\n  x", SET, "/b", "1", "a: |-\n  x\nb: 1"},
		{"a: |-\n  x", SET, "/b", "1", "a: |-\n  x\nb: 1"},
		{"a: |+\n  x", SET, "/b", "1", "a: |-\n  x\nb: 1"},
		{"a: x", SET, "/b", "\"p\\nq\\n\"", "a: x\nb: |\n  p\n  q\n"},
		{"a: |+\n  x\n\nb: 1\n\nc: 2\n", REMOVE, "/b", NULL, "a: |+\n  x\n\nc: 2\n"},
		{"a: |\n  x\nb:\n  c: 1\n  # within b\nd: 2\n", REMOVE, "/b", NULL,
		 "a: |\n  x\nd: 2\n"},
		{"a: |\n  x\n    \nb: 1\n", SET, "/a", "5", "a: 5\nb: 1\n"},
		{"a: |\n\nb: 1\n", SET, "/a", "5", "a: 5\n\nb: 1\n"},
		{"|\n  x\n", SET, "", "5", "5\n"},
	};

	(void)state;
	CHECK(cases);
}

static void keys_are_added_at_their_place(void **state)
{
	static const struct edit_case cases[] = {
		{"a: 1\nc: 3\n", SET, "/b", "2", "a: 1\nb: 2\nc: 3\n"},
		{"# top\nb: 1\n", SET, "/a", "0", "a: 0\n# top\nb: 1\n"},
		{"a: 1\n", SET, "/b", "2", "a: 1\nb: 2\n"},
		{"a: 1", SET, "/b", "2", "a: 1\nb: 2"},
		{"a: 1\r\n", SET, "/b", "[x, w]", "a: 1\r\nb:\r\n  - x\r\n  - w\r\n"},
		{"a: 1\rb: 2\r", SET, "/c", "3", "a: 1\rb: 2\rc: 3\r"},
		{"\xEF\xBB\xBF"
		 "b: 1\n",
		 SET, "/a", "0",
		 "\xEF\xBB\xBF"
		 "a: 0\nb: 1\n"},
		{"---\nb: 1\n...\n", SET, "/c", "2", "---\nb: 1\nc: 2\n...\n"},
		{"---\nb: 1\n...\n", SET, "/a", "0", "---\na: 0\nb: 1\n...\n"},
		{"a: 1 # one\n\n# three\nc: 3\n", SET, "/b", "2",
		 "a: 1 # one\nb: 2\n\n# three\nc: 3\n"},
		{"a:\n  x: 1\n  # within a\nc: 3\n", SET, "/b", "2",
		 "a:\n  x: 1\n  # within a\nb: 2\nc: 3\n"},
		{"c: 3\na: 1\n", SET, "/b", "2", "c: 3\na: 1\nb: 2\n"},
		{"a: 1\nc: 3\n", SET, "/zz", "2", "a: 1\nc: 3\nzz: 2\n"},
		{"a: 1\n", SET, "/b/c/d", "2", "a: 1\nb:\n  c:\n    d: 2\n"},
		{"a: 1\n", SET, "/b/-", "x", "a: 1\nb:\n  - x\n"},
		{"a: 1\n", INSERT, "/b/0", "{c: 1, d: 2}", "a: 1\nb:\n  - c: 1\n    d: 2\n"},
		{"a: 1\n", SET, "/b/0/c", "1", "a: 1\nb:\n  - c: 1\n"},
		{"a:\n  b: 1\n", SET, "/a/c", "2", "a:\n  b: 1\n  c: 2\n"},
		{"a:\n    b: 1\n", SET, "/c/d", "2", "a:\n    b: 1\nc:\n    d: 2\n"},
		{"- b: 1\n  d: 2\n- x\n", SET, "/0/c", "w", "- b: 1\n  c: w\n  d: 2\n- x\n"},
		{"- b: 1\n  d: 2\n- x\n", SET, "/0/a", "w", "- a: w\n  b: 1\n  d: 2\n- x\n"},
		{"- b: 1\n  d: 2\n- x\n", SET, "/0/e", "[w]",
		 "- b: 1\n  d: 2\n  e:\n    - w\n- x\n"},
		{"-   b: 1\n", SET, "/0/c", "2", "-   b: 1\n    c: 2\n"},
		{"a: {b: 1}\n", SET, "/a/c", "2", "a: {b: 1, c: 2}\n"},
		{"a: { c: 1 }\n", SET, "/a/b", "2", "a: { b: 2, c: 1 }\n"},
		{"? a\n: 1\n? c\n: 3\n", SET, "/b", "2", "? a\n: 1\nb: 2\n? c\n: 3\n"},
		{"? a\n? c\n", SET, "/b", "2", "? a\nb: 2\n? c\n"},
	};

	(void)state;
	CHECK(cases);
}

static void keys_are_removed_with_their_comments(void **state)
{
	static const struct edit_case cases[] = {
		{"a: 1\nb: 2\nc: 3\n", REMOVE, "/b", NULL, "a: 1\nc: 3\n"},
		{"a: 1\n\n# of b\n# and b\nb: 2 # b\n# of c\nc: 3\n", REMOVE, "/b", NULL,
		 "a: 1\n\n# of c\nc: 3\n"},
		{"# of the file\n\na: 1\nb: 2\n", REMOVE, "/a", NULL,
		 "# of the file\n\nb: 2\n"},
		{"a:\n  x: 1\n  # within a\nb: 2\n", REMOVE, "/b", NULL,
		 "a:\n  x: 1\n  # within a\n"},
		{"a:\n  x: 1\n  # within a\n\n# b\nb: 2\n", REMOVE, "/a", NULL,
		 "\n# b\nb: 2\n"},
		{"a: 1\nb: 2", REMOVE, "/b", NULL, "a: 1\n"},
		{"a: 1\r\nb: 2\r\nc: 3\r\n", REMOVE, "/b", NULL, "a: 1\r\nc: 3\r\n"},
		{"- a: 1\n  b: 2\n", REMOVE, "/0/a", NULL, "- b: 2\n"},
		{"- a: 1\n  # of b\n  b: 2\n", REMOVE, "/0/a", NULL, "-\n  # of b\n  b: 2\n"},
		{"- a: 1\n  b: 2\n", REMOVE, "/0/b", NULL, "- a: 1\n"},
		{"a:\n  b: 1 # c\nd: 2\n", REMOVE, "/a/b", NULL, "a: {}\nd: 2\n"},
		{"a: # note\n  b: 1\nd: 2\n", REMOVE, "/a/b", NULL, "a: {} # note\nd: 2\n"},
		{"a: 1\n", REMOVE, "/a", NULL, "{}\n"},
		{"a: \"x\n# y\"\nb: 1\nc: 2\n", REMOVE, "/b", NULL, "a: \"x\n# y\"\nc: 2\n"},
		{"a:\nb: 2\n", REMOVE, "/a", NULL, "b: 2\n"},
		{"? a\n: 1\n? b\n: 2\n", REMOVE, "/a", NULL, "? b\n: 2\n"},
		{"\xEF\xBB\xBF# of a\na: 1\nb: 2\n", REMOVE, "/a", NULL,
		 "\xEF\xBB\xBF"
		 "b: 2\n"},
		{"a: {b: 1, c: 2, d: 3}\n", REMOVE, "/a/b", NULL, "a: {c: 2, d: 3}\n"},
		{"a: {b: 1, c: 2, d: 3}\n", REMOVE, "/a/c", NULL, "a: {b: 1, d: 3}\n"},
		{"a: {b: 1, c: 2, d: 3}\n", REMOVE, "/a/d", NULL, "a: {b: 1, c: 2}\n"},
		{"a: { b: 1 }\n", REMOVE, "/a/b", NULL, "a: {}\n"},
		{"a: {b: , c: }\n", REMOVE, "/a/c", NULL, "a: {b: }\n"},
		{"a: {b, c}\n", REMOVE, "/a/b", NULL, "a: {c}\n"},
	};

	(void)state;
	CHECK(cases);
}

static void items_are_put_in_and_taken_out(void **state)
{
	static const struct edit_case cases[] = {
		{"a:\n  - x\n  - y\n", INSERT, "/a/-", "z", "a:\n  - x\n  - y\n  - z\n"},
		{"a:\n- x\nb: 1\n", INSERT, "/a/-", "z", "a:\n- x\n- z\nb: 1\n"},
		{"a:\n- x\n", SET, "/b", "[w]", "a:\n- x\nb:\n- w\n"},
		{"a:\n  - x # x\n  # of y\n  - y\n", INSERT, "/a/1", "z",
		 "a:\n  - x # x\n  - z\n  # of y\n  - y\n"},
		{"a:\n  # of x\n  - x\n", INSERT, "/a/0", "z", "a:\n  - z\n  # of x\n  - x\n"},
		{"a:\n  - x\n  # of y\n  - y # y\n  - z\n", REMOVE, "/a/1", NULL,
		 "a:\n  - x\n  - z\n"},
		{"a:\n  - x\nb: 1\n", REMOVE, "/a/0", NULL, "a: []\nb: 1\n"},
		{"a:\n  - b: 1\n    c: 2\n  - d: 3\n", REMOVE, "/a/0", NULL, "a:\n  - d: 3\n"},
		{"a:\n  - b: 1\n", INSERT, "/a/-", "{c: 2, d: [x]}",
		 "a:\n  - b: 1\n  - c: 2\n    d:\n      - x\n"},
		{"a:\n  -   b: 1\n", INSERT, "/a/-", "{c: 2, d: 3}",
		 "a:\n  -   b: 1\n  -   c: 2\n      d: 3\n"},
		{"- - x\n  - y\n- z\n", INSERT, "/0/0", "w", "- - w\n  - x\n  - y\n- z\n"},
		{"- - x\n  - y\n- z\n", REMOVE, "/0/0", NULL, "- - y\n- z\n"},
		{"- x\n-\n- y\n", REMOVE, "/1", NULL, "- x\n- y\n"},
		{"- x\n- # null\n- y\n", SET, "/1", "z", "- x\n- z # null\n- y\n"},
		{"a: [x, y]\n", INSERT, "/a/-", "z", "a: [x, y, z]\n"},
		{"a: [x, y]\n", INSERT, "/a/0", "z", "a: [z, x, y]\n"},
		{"a: [x, y,]\n", INSERT, "/a/-", "z", "a: [x, y, z,]\n"},
		{"a: [x, y]\n", INSERT, "/a/-", "{b: 1, c: [d]}",
		 "a: [x, y, {b: 1, c: [d]}]\n"},
		{"a: [x]\n", INSERT, "/a/-", "\"p, q\"", "a: [x, \"p, q\"]\n"},
		{"a: [x]\n", INSERT, "/a/-", "\"p\\nq\"", "a: [x, \"p\\nq\"]\n"},
		{"a: [x, y, z]\n", REMOVE, "/a/1", NULL, "a: [x, z]\n"},
		{"a: [x, y]\n", REMOVE, "/a/1", NULL, "a: [x]\n"},
		{"a: [x, y,]\n", REMOVE, "/a/1", NULL, "a: [x,]\n"},
		{"a: [x] # c\n", REMOVE, "/a/0", NULL, "a: [] # c\n"},
		{"a: [b: 1, c]\n", SET, "/a/0/d", "2", "a: [{b: 1, d: 2}, c]\n"},
		{"a: [x, y]\n", SET, "/b", "[p, q]", "a: [x, y]\nb: [p, q]\n"},
	};

	(void)state;
	CHECK(cases);
}

static void flow_collections_over_several_lines_keep_their_lines(void **state)
{
	static const struct edit_case cases[] = {
		{"a: [\n  x, # x\n  y # y\n]\n", INSERT, "/a/-", "z",
		 "a: [\n  x, # x\n  y, # y\n  z\n]\n"},
		{"a: [\n  x,\n  y, # y\n]\n", INSERT, "/a/-", "z",
		 "a: [\n  x,\n  y, # y\n  z,\n]\n"},
		{"a: [\n  # of x\n  x,\n  y\n]\n", INSERT, "/a/0", "z",
		 "a: [\n  z,\n  # of x\n  x,\n  y\n]\n"},
		{"a: [\n  x, # x\n  # of y\n  y # y\n]\n", REMOVE, "/a/1", NULL,
		 "a: [\n  x # x\n]\n"},
		{"a: [\n  x, # x\n  y, # y\n]\n", REMOVE, "/a/1", NULL, "a: [\n  x, # x\n]\n"},
		{"a: [\n  x, # x\n  y # y\n]\n", REMOVE, "/a/0", NULL, "a: [\n  y # y\n]\n"},
		{"a: [x,\n  y]\n", REMOVE, "/a/1", NULL, "a: [x\n  ]\n"},
		{"a: [x,\n  y]\n", INSERT, "/a/-", "z", "a: [x,\n  y,\n  z]\n"},
		{"a: [x, y, # y\n  z]\n", REMOVE, "/a/1", NULL, "a: [x, # y\n  z]\n"},
		{"{\"a\": 1,\n \"b\": [\n  true\n ]\n}\n", SET, "/c", "{d: x}",
		 "{\"a\": 1,\n \"b\": [\n  true\n ],\n \"c\": {\"d\": \"x\"}\n}\n"},
		{"{\"a\": 1, \"b\": \"x\"}", SET, "/b", "[y, null, 1.50]",
		 "{\"a\": 1, \"b\": [\"y\", null, 1.50]}"},
		{"{\"a\":1,\"b\":2}", REMOVE, "/b", NULL, "{\"a\":1}"},
		{"{\"a\":1,\"b\":2}", SET, "/a", "no", "{\"a\":\"no\",\"b\":2}"},
		{"[\n  {\"a\": 1}\n]\n", INSERT, "/-", "{a: 2}",
		 "[\n  {\"a\": 1},\n  {\"a\": 2}\n]\n"},
	};

	(void)state;
	CHECK(cases);
}

static void what_is_empty_is_filled_and_the_other_way_round(void **state)
{
	static const struct edit_case cases[] = {
		{"a: [] # c\nb: 1\n", INSERT, "/a/-", "x", "a: # c\n  - x\nb: 1\n"},
		{"a: {}\nb: 1\n", SET, "/a/c", "x", "a:\n  c: x\nb: 1\n"},
		{"a: # c\nb: 1\n", SET, "/a", "x", "a: x # c\nb: 1\n"},
		{"a:\nb: 1\n", SET, "/a", "x", "a: x\nb: 1\n"},
		{"a:", SET, "/a", "x", "a: x"},
		{"? a\n? b # b\n", SET, "/a", "x", "? a\n: x\n? b # b\n"},
		{"? a\n? b # b\n", SET, "/b", "[x]", "? a\n? b # b\n:\n  - x\n"},
		{"a: []# c\nb: 1\n", SET, "/a", "[x]", "a: # c\n  - x\nb: 1\n"},
		{"a: []# c\nb: 1\n", SET, "/a", "5", "a: 5 # c\nb: 1\n"},
		{"a:\nb: 1\n", SET, "/a/c", "x", "a:\n  c: x\nb: 1\n"},
		{"a: ~ # c\nb: 1\n", INSERT, "/a/-", "x", "a: # c\n  - x\nb: 1\n"},
		{"a:", INSERT, "/a/-", "x", "a:\n  - x"},
		{"- {}\n- x\n", SET, "/0/b", "1", "- b: 1\n- x\n"},
		{"- {} # c\n- x\n", SET, "/0/b", "1", "- # c\n  b: 1\n- x\n"},
		{"-\n- x\n", SET, "/0", "{b: 1, c: 2}", "- b: 1\n  c: 2\n- x\n"},
		{"{}\n", SET, "/a", "1", "a: 1\n"},
		{"--- {}\n", SET, "/a", "1", "---\na: 1\n"},
		{"a: [[]]\n", INSERT, "/a/0/-", "x", "a: [[x]]\n"},
		{"a: {b: }\n", SET, "/a/b", "x", "a: {b: x}\n"},
		{"a: {b}\n", SET, "/a/b", "x", "a: {b: x}\n"},
		{"a: {b: # c\n  }\n", SET, "/a/b", "x", "a: {b: x # c\n  }\n"},
		{"a:\n  - x\n  - y\nb: 1\n", SET, "/a", "5", "a: 5\nb: 1\n"},
		{"a: # c\n  # of x\n  - x # x\nb: 1\n", SET, "/a", "5", "a: 5 # c\nb: 1\n"},
		{"a: # c\n  # alone\n\n  - x\nb: 1\n", SET, "/a", "5",
		 "a: 5 # c\n  # alone\n\nb: 1\n"},
		{"a:\n  - x\nb: 1\n", SET, "/a", "{c: 1}", "a:\n  c: 1\nb: 1\n"},
		{"a: 5 # c\nb: 1\n", SET, "/a", "[{c: 1, d: 2}]",
		 "a: # c\n  - c: 1\n    d: 2\nb: 1\n"},
		{"a:\n  long # c\nb: 1\n", SET, "/a", "[x]", "a:\n  # c\n  - x\nb: 1\n"},
		{"a:\n  long\nb: 1\n", SET, "/a", "[x]", "a:\n  - x\nb: 1\n"},
		{"- a: 1\n  b: 2\n- x\n", SET, "/0", "w", "- w\n- x\n"},
		{"- a: 1\n  b: 2\n- x\n", SET, "/0", "[w, z]", "- - w\n  - z\n- x\n"},
		{"- 5\n- x\n", SET, "/0", "{a: 1, b: 2}", "- a: 1\n  b: 2\n- x\n"},
		{"- 5 # c\n- x\n", SET, "/0", "{a: 1, b: 2}", "- # c\n  a: 1\n  b: 2\n- x\n"},
		{"a: 1\n", SET, "", "[x]", "- x\n"},
		{"# c\na: 1\n\n# d\n", SET, "", "x", "# c\nx\n\n# d\n"},
	};

	(void)state;
	CHECK(cases);
}

static void collections_are_changed_where_they_differ(void **state)
{
	static const struct edit_case cases[] = {
		{"a: 1 # one\nb: 2 # two\n", SET, "", "{a: 1, b: 3}",
		 "a: 1 # one\nb: 3 # two\n"},
		{"a: 1 # one\nb: 2 # two\n", SET, "", "{b: 2, c: 3}", "b: 2 # two\nc: 3\n"},
		{"- x # x\n- y # y\n- z # z\n", SET, "", "[x, z]", "- x # x\n- z # z\n"},
		{"- x # x\n- z # z\n", SET, "", "[v, x, u, z, w]",
		 "- v\n- x # x\n- u\n- z # z\n- w\n"},
		{"- a: 1 # a\n  b: 2 # b\n- c # c\n", SET, "", "[{a: 1, b: 3}, c]",
		 "- a: 1 # a\n  b: 3 # b\n- c # c\n"},
		{"- 1 # 1\n- 2 # 2\n- 3 # 3\n- 4 # 4\n", SET, "", "[2, 5, 4, 1]",
		 "- 2 # 2\n- 5 # 3\n- 4 # 4\n- 1\n"},
		{"a: [1, 2, 3]\n", SET, "/a", "[1, 3, 4]", "a: [1, 3, 4]\n"},
		{"a: 1\nb: 2\n", SET, "", "{b: 2, a: 1.0}", NULL},
	};

	(void)state;
	CHECK(cases);
}

static void keys_are_renamed_where_they_are(void **state)
{
	static const struct edit_case cases[] = {
		{"a: x # c\nb: y\n", RENAME, "/a", "z", "z: x # c\nb: y\n"},
		{"# c\n\"a\": x\n", RENAME, "/a", "z", "# c\n\"z\": x\n"},
		{"'a': x\n", RENAME, "/a", "\"it's\"", "'it''s': x\n"},
		{"a: x\n", RENAME, "/a", "\"no\"", "\"no\": x\n"},
		{"a: x\n", RENAME, "/a", "\"b: c\"", "\"b: c\": x\n"},
		{"a: x\n", RENAME, "/a", "\"two\\nlines\"", "\"two\\nlines\": x\n"},
		{"b:\n  - c:\n      a: # c\n        d: 1\n", RENAME, "/b/0/c", "z",
		 "b:\n  - z:\n      a: # c\n        d: 1\n"},
		{"b: {a: 1, 'c' : 2}\n", RENAME, "/b/c", "z", "b: {a: 1, 'z' : 2}\n"},
		{"b: {a: 1, c}\n", RENAME, "/b/c", "z", "b: {a: 1, z}\n"},
		{"b: [a: 1]\n", RENAME, "/b/0/a", "z", "b: [z: 1]\n"},
		{"? a\n: 1\n", RENAME, "/a", "z", "? z\n: 1\n"},
		{"? |-\n  a\n: 1\n", RENAME, "/a", "z", "? z\n: 1\n"},
		{"{\"a\": 1}", RENAME, "/a", "z", "{\"z\": 1}"},
		{"a/b: 1\n", RENAME, "/a~1b", "z", "z: 1\n"},
		{"a: 1\n", RENAME, "/a", "a", NULL},
	};

	(void)state;
	CHECK(cases);
}

static void refuses(const struct edit_case *c, const char *id)
{
	struct buf out = {0};
	struct error error = {0};

	buf_add_text(&out, "as it was");
	assert_true(edit_once(&out, c, &error) < 0);
	assert_string_equal(error.message.id, id);
	assert_string_equal(buf_cstr(&out), "as it was");
	buf_release(&out);
	error_release(&error);
}

static void what_cannot_be_done_is_said(void **state)
{
	static const struct edit_case cases[] = {
		{"a: [1\n", SET, "/a", "1", "edit.unreadable"},
		{"", SET, "/a", "1", "edit.unreadable"},
		{"a: 1\n", REMOVE, "/b", NULL, "edit.not-there"},
		{"a: 1\n", REMOVE, "", NULL, "edit.not-there"},
		{"a: 1\n", SET, "a", "1", "edit.not-there"},
		{"a: [x]\n", SET, "/a/2", "y", "edit.not-there"},
		{"a: [x]\n", INSERT, "/a/01", "y", "edit.not-there"},
		{"a: 1\n", INSERT, "/b/3", "y", "edit.not-there"},
		{"a: 1\n", SET, "/a/b", "y", "edit.not-a-collection"},
		{"a: {b: 1}\n", INSERT, "/a/-", "y", "edit.not-a-collection"},
		{"a: 1\n", SET, "/\x01/-/x", "y", "emit.character"},
		{"a: 1\n", SET, "/\xFF", "y", "emit.not-text"},
		{"a: 1\n", RENAME, "/b", "c", "edit.not-there"},
		{"a: 1\n", RENAME, "", "c", "edit.not-there"},
		{"a: [x]\n", RENAME, "/a/0", "c", "edit.not-a-collection"},
		{"a: 1\nb: 2\n", RENAME, "/a", "b", "edit.failed"},
		/* the key does not begin its line, and no other follows */
		{"a: 1\n&x b: 2\n", REMOVE, "/b", NULL, "edit.failed"},
		/* the second `a` would come to light */
		{"a: 1\nb: 2\na: 3\n", REMOVE, "/a", NULL, "edit.failed"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		refuses(&cases[i], cases[i].after);
}

static void edits_apply_one_after_the_other_or_not_at_all(void **state)
{
	static const char source[] = "a: 1\nb:\n  - x\n";
	struct arena arena = {0};
	struct error error = {0};
	struct buf out = {0};
	struct reading y;
	struct edit edits[3];

	(void)state;
	reading_open(&y, yaml_read, STR("w"), STR("w.yaml"));
	edits[0] = (struct edit){EDIT_INSERT, STR("/b/0"), y.tree.root};
	edits[1] = (struct edit){EDIT_REMOVE, STR("/b/1"), NULL};
	edits[2] = (struct edit){EDIT_REMOVE, STR("/a"), NULL};
	assert_int_equal(edit_text(&out, str_of(source), edits, 3, NULL, &error), 0);
	assert_string_equal(buf_cstr(&out), "b:\n  - w\n");
	buf_reset(&out);
	edits[2].pointer = STR("/c");
	assert_int_equal(edit_text(&out, str_of(source), edits, 3, NULL, &error),
			 STATUS_NOT_FOUND);
	assert_int_equal(out.len, 0);
	reading_close(&y);
	buf_release(&out);
	error_release(&error);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_scalar_keeps_its_quotes_and_its_comment),
		cmocka_unit_test(block_scalars_stay_block_scalars_where_the_text_fits),
		cmocka_unit_test(keys_are_added_at_their_place),
		cmocka_unit_test(keys_are_removed_with_their_comments),
		cmocka_unit_test(items_are_put_in_and_taken_out),
		cmocka_unit_test(flow_collections_over_several_lines_keep_their_lines),
		cmocka_unit_test(what_is_empty_is_filled_and_the_other_way_round),
		cmocka_unit_test(collections_are_changed_where_they_differ),
		cmocka_unit_test(keys_are_renamed_where_they_are),
		cmocka_unit_test(what_cannot_be_done_is_said),
		cmocka_unit_test(edits_apply_one_after_the_other_or_not_at_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
