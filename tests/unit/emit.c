/* SPDX-License-Identifier: MIT */
/* Unit tests of written values (text/emit.h, text/scalar.h, text/value.h): how they look, and
 * that both readers of YAML give them back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "readers.h"
#include "reading.h"
#include "text/emit.h"
#include "text/source.h"
#include "text/value.h"
#include "text/yaml.h"

#include <string.h>

enum { TREES = 4000 };

/* To the letter: what tree_equal lets pass, the order of keys and the digits of numbers, is
 * compared too. */
static bool same(const struct node *a, const struct node *b)
{
	if (a->kind != b->kind)
		return false;
	if (a->kind != NODE_ARRAY && a->kind != NODE_OBJECT)
		return a->kind == NODE_NULL || str_eq(a->text, b->text);
	if (a->count != b->count)
		return false;
	a = a->first;
	b = b->first;
	for (; a && b; a = a->next, b = b->next)
		if (!same(a, b))
			return false;
	return !a && !b;
}

static void read_back(const struct node *value)
{
	struct buf text = {0};
	struct error error = {0};
	struct readers readers;
	struct reading r;

	assert_int_equal(emit_yaml(&text, value, &error), 0);
	reading_open(&r, yaml_read, buf_str(&text), STR("x.yaml"));
	if (!r.read || !same(r.tree.root, value))
		fail_msg("not read back:\n%s", buf_cstr(&text));
	readers_open(&readers, &profile_record, buf_str(&text));
	if (!readers_agree(&readers))
		fail_msg("the readers differ on\n%s", buf_cstr(&text));
	readers_close(&readers);
	reading_close(&r);
	buf_release(&text);
	error_release(&error);
}

static void a_record_is_written_as_records_are(void **state)
{
	static const char record[] =
		"id: dagang-2023-c004\nname: 大港\nworkers:\n  - shegong-040\n"
		"age_band: 60-79\nopened_on: 2022-06-01\nuscc: 52120116XXXX00027A\n"
		"code: \"120116\"\nnumber: \"0123\"\nopen: true\nhours: 1.50\nnone: null\n"
		"empty: []\nnothing: {}\nclients:\n  - code: FW-0082-1\n    consent:\n"
		"      date: 2023-02-14\n      scope:\n        - service\n        - publicity\n"
		"  - code: FW-0082-2\ntext: |-\n  第一行\n\n  第三行\n"
		"list:\n  - - a\n    - b\n  - []\n  - |\n    x\n    z\n";
	struct reading r;
	struct buf text = {0};
	struct error error = {0};

	(void)state;
	reading_open(&r, yaml_read, str_of(record), STR("x.yaml"));
	assert_true(r.read);
	assert_int_equal(emit_yaml(&text, r.tree.root, &error), 0);
	assert_string_equal(buf_cstr(&text), record);
	reading_close(&r);
	buf_release(&text);
	error_release(&error);
}

static void texts_are_plain_where_nobody_misreads_them(void **state)
{
	static const char *const texts[] = {
		"x",           "塘沽",     "a b",          "a:b",     "http://x/z#1",
		"a#b",         "60-79",    "2022-03-05",   "-x",      "a, b [c]",
		"it's",        "说：“好”", "010-12345678", "nothing", "yesterday",
		"1st",         "v1.2.3",   "3月5日",       "Ω",       "ё",
		"שלום",        "नमस्ते",     "ไทย",          "한글",    "👩‍🌾",
		"(x)",         "$5",       "/a/b",         "\\n",     "a\"b",
		"10:00-11:30", "2022-03",  "e5",           "0x",      "1/2",
	};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (!scalar_fits(str_of(texts[i]), SCALAR_PLAIN, false))
			fail_msg("not plain: <%s>", texts[i]);
}

static void not_plain(const char *const *texts)
{
	for (; *texts; texts++)
		if (scalar_fits(str_of(*texts), SCALAR_PLAIN, false))
			fail_msg("plain: <%s>", *texts);
}

static void indicators_and_blanks_are_quoted(void **state)
{
	static const char *const texts[] = {
		"",      " ",    " a",    "a ",    "a: b", "a:",    "a #b", "#a",   "- a",
		"-",     "?",    "? a",   ":",     ": a",  "*a",    "&a",   "!a",   "|",
		">",     "'a'",  "%a",    "@a",    "`a",   "\"a\"", "[a",   "]",    "{a}",
		"}",     ",a",   "---",   "...",   "\t",   "\n",    "a\tb", "a\rb", "a\n",
		"--- a", "\n\n", "a \nb", " a\nb", NULL};

	(void)state;
	not_plain(texts);
}

static void words_and_numbers_of_any_version_are_quoted(void **state)
{
	static const char *const words[] = {"~",     "null", "Null", "NULL", "true", "False",
					    "yes",   "Yes",  "YES",  "no",   "NO",   "on",
					    "Off",   "y",    "N",    "=",    "<<",   ".inf",
					    "-.INF", ".nan", NULL};
	static const char *const numbers[] = {
		"1",    "-1",   "+1",   "1.5",   ".5",    "5.",    "1e5",   "1E+5",
		"0123", "0o17", "0x1F", "0b101", "1_000", "1,000", "1.2.3", NULL};
	static const char *const times[] = {
		"12:30",    "12:30:45.5",           "2022-02-30",
		"2022-3-5", "2022-03-05T10:00:00Z", "2022-03-05 10:00",
		NULL};

	(void)state;
	not_plain(words);
	not_plain(numbers);
	not_plain(times);
}

static void within_brackets_fewer_texts_are_plain(void **state)
{
	static const char *const quoted[] = {"a,b", "a]", "{a", "a:b", "-x", "?x", "12:30"};

	(void)state;
	for (size_t i = 0; i < sizeof quoted / sizeof *quoted; i++)
		assert_false(scalar_fits(str_of(quoted[i]), SCALAR_PLAIN, true));
	assert_true(scalar_fits(STR("a b"), SCALAR_PLAIN, true));
	assert_false(scalar_fits(STR("a\nb"), SCALAR_LITERAL, true));
}

static void refused(const struct node *value, const char *id, const char *pointer)
{
	struct buf out = {0};
	struct error error = {0};
	const struct str *at;

	buf_add_text(&out, "as it was");
	assert_true(emit_yaml(&out, value, &error) < 0);
	assert_string_equal(error.message.id, id);
	at = message_arg(&error.message, STR("pointer"));
	assert_true(!pointer || (at && str_eq(*at, str_of(pointer))));
	assert_string_equal(buf_cstr(&out), "as it was");
	buf_release(&out);
	error_release(&error);
}

static void what_a_record_may_not_hold_is_refused(void **state)
{
	static const struct {
		struct str text;
		const char *id;
	} texts[] = {
		{{"a\0b", 3}, "emit.character"},
		{{"\x1B[m", 3}, "emit.character"},
		{{"\x7F", 1}, "emit.character"},
		{{"a\xC2\x85", 3}, "emit.character"},    /* NEL */
		{{"\xE2\x80\xA8", 3}, "emit.character"}, /* LS */
		{{"\xE2\x80\xA9", 3}, "emit.character"}, /* PS */
		{{"\xEF\xBB\xBFx", 4}, "emit.character"},
		{{"\xEF\xBF\xBF", 3}, "emit.character"},
		{{"\xFF", 1}, "emit.not-text"},
		{{"\xED\xA0\x80", 3}, "emit.not-text"},
		{{"\xE5\xA1", 2}, "emit.not-text"},
	};
	struct arena arena = {0};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct node *list = value_array(&arena), *object = value_object(&arena);

		value_add(list, value_null(&arena));
		value_add(list, value_string(&arena, texts[i].text));
		value_put(&arena, object, STR("a/b"), list);
		refused(object, texts[i].id, "/a~1b/1");
		object = value_object(&arena);
		value_put(&arena, object, texts[i].text, value_null(&arena));
		refused(object, texts[i].id, NULL);
	}
	arena_release(&arena);
}

static void what_is_no_number_is_refused(void **state)
{
	static const char *const bad[] = {"",  "+1", "01",    ".5",   "5.",  "0x1", "1e",
					  "x", "1 ", "1e999", ".inf", "1_0", "--1"};
	static const char *const good[] = {"0", "-0", "1.50", "1E5", "-2.5e-3", "120116"};
	struct arena arena = {0};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		refused(value_number(&arena, str_of(bad[i])), "emit.number", "");
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		read_back(value_number(&arena, str_of(good[i])));
	arena_release(&arena);
}

/* `levels` lists, one in the other. */
static struct node *nest(struct arena *arena, int levels)
{
	struct node *value = value_array(arena);

	while (--levels > 0) {
		struct node *around = value_array(arena);

		value_add(around, value);
		value = around;
	}
	return value;
}

static struct node *many(struct arena *arena, size_t n)
{
	struct node *list = value_array(arena);

	while (n--)
		value_add(list, value_null(arena));
	return list;
}

static void the_bounds_of_a_record_are_those_of_a_value(void **state)
{
	struct arena arena = {0};
	char *text = arena_alloc(&arena, YAML_SCALAR_BYTES_MAX + 1);
	struct str longest = {text, YAML_SCALAR_BYTES_MAX};
	struct node *list = value_array(&arena);

	(void)state;
	memset(text, 'x', YAML_SCALAR_BYTES_MAX + 1);
	read_back(value_string(&arena, longest));
	refused(value_string(&arena, (struct str){text, longest.len + 1}), "emit.scalar-size",
		"");
	read_back(nest(&arena, YAML_DEPTH_MAX));
	refused(nest(&arena, YAML_DEPTH_MAX + 1), "emit.depth", NULL);
	read_back(many(&arena, YAML_NODES_MAX - 1));
	refused(many(&arena, YAML_NODES_MAX), "emit.nodes", NULL);
	for (int i = 0; i < 15; i++)
		value_add(list, value_string(&arena, longest));
	read_back(list);
	value_add(list, value_string(&arena, longest));
	refused(list, "emit.too-large", NULL);
	list->last->kind = NODE_ABSENT;
	refused(list, "emit.absent", "/15");
	arena_release(&arena);
}

static void long_keys_are_read_back(void **state)
{
	struct arena arena = {0};
	char *text = arena_alloc(&arena, 4000);

	(void)state;
	for (size_t n = 290; n < 4000; n += 7) {
		struct node *object = value_object(&arena), *list = value_array(&arena);

		memset(text, n % 2 ? '"' : 'k', n);
		value_put(&arena, object, (struct str){text, n}, value_boolean(&arena, true));
		value_put(&arena, object, STR("k"), list);
		value_add(list, value_copy(&arena, object));
		read_back(object);
	}
	arena_release(&arena);
}

/* splitmix64: the same sequence everywhere. */
static size_t below(uint64_t *state, size_t n)
{
	uint64_t z = (*state += 0x9E3779B97F4A7C15u);

	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
	return (size_t)((z ^ (z >> 31)) % n);
}

/* Pieces of text in many scripts, and all that means something to a YAML reader. */
static const char *const pieces[] = {
	"塘沽", "站点 ", "Straße",     "Ёлка",        "Ω",      "שלום",   "سلام",   "नमस्ते",
	"ไทย",  "한글",  "日本",       "👩‍🌾", "\u202E", "\u00A0", "\u3000", "\u200B",
	" ",    "  ",    "\n",         "\n\n",        "\t",     "\r",     "\r\n",   ":",
	": ",   " #",    "#",          "-",           "- ",     "?",      "? ",     ",",
	"[",    "]",     "{",          "}",           "&",      "*",      "!",      "|",
	">",    "'",     "''",         "\"",          "\\",     "\\n",    "%",      "@",
	"`",    "~",     "---",        "...",         "<<",     "=",      "no",     "yes",
	"on",   "null",  "true",       "0",           "7",      "12",     ".",      "_",
	"e",    "0x",    "2022-03-05", "12:30",       "T10",    "x",
};

static struct str random_text(struct arena *arena, uint64_t *random)
{
	struct buf text = {0};
	struct str copy;

	for (size_t n = below(random, 8); n; n--)
		buf_add_text(&text, pieces[below(random, sizeof pieces / sizeof *pieces)]);
	copy = arena_str(arena, buf_str(&text));
	buf_release(&text);
	return copy;
}

static struct node *random_value(struct arena *arena, uint64_t *random, int depth);

static struct node *random_collection(struct arena *arena, uint64_t *random, int depth)
{
	bool is_object = below(random, 2);
	struct node *parent = is_object ? value_object(arena) : value_array(arena);

	for (size_t n = below(random, 5); n; n--) {
		struct str key = random_text(arena, random);
		struct node *value = random_value(arena, random, depth - 1);

		if (!is_object)
			value_add(parent, value);
		else if (!tree_get(parent, key))
			value_put(arena, parent, key, value);
	}
	return parent;
}

static struct node *random_value(struct arena *arena, uint64_t *random, int depth)
{
	static const char *const numbers[] = {"0", "-1", "1.50", "1e5", "120116", "-0.001E-3"};

	switch (below(random, depth ? 8 : 5)) {
	case 0:
		return value_null(arena);
	case 1:
		return value_boolean(arena, below(random, 2));
	case 2:
		return value_number(arena, str_of(numbers[below(random, 6)]));
	case 3:
	case 4:
		return value_string(arena, random_text(arena, random));
	default:
		return random_collection(arena, random, depth);
	}
}

static void any_value_is_read_back(void **state)
{
	uint64_t random = 20220331;
	struct arena arena = {0};

	(void)state;
	for (int i = 0; i < TREES; i++) {
		read_back(random_value(&arena, &random, 5));
		arena_reset(&arena);
	}
	arena_release(&arena);
}

/* In brackets, and in JSON's way of writing. */
static void flow_is_read_back(void **state)
{
	uint64_t random = 7;
	struct arena arena = {0};
	struct buf text = {0};

	(void)state;
	for (int i = 0; i < TREES; i++) {
		struct emit_style style = emit_record_style;
		struct node *value = random_value(&arena, &random, 5);
		struct reading r;

		style.json = below(&random, 2);
		buf_reset(&text);
		emit_flow(&text, &style, value);
		reading_open(&r, yaml_read, buf_str(&text), STR("x.yaml"));
		if (!r.read || !same(r.tree.root, value))
			fail_msg("not read back:\n%s", buf_cstr(&text));
		reading_close(&r);
		arena_reset(&arena);
	}
	buf_release(&text);
	arena_release(&arena);
}

static void children_are_put_in_and_taken_out(void **state)
{
	struct arena arena = {0};
	struct error error = {0};
	struct buf text = {0};
	struct node *list = value_array(&arena), *object = value_object(&arena);

	(void)state;
	value_insert(list, 0, value_string(&arena, STR("b")));
	value_insert(list, 0, value_string(&arena, STR("a")));
	value_insert(list, 2, value_string(&arena, STR("c")));
	value_remove(list, 1);
	value_add(list, value_string(&arena, STR("d")));
	value_put_at(&arena, object, 0, STR("k"), list);
	value_put_at(&arena, object, 0, STR("j"), value_null(&arena));
	value_put_at(&arena, object, 2, STR("l"), value_null(&arena));
	value_remove(object, 2);
	value_put(&arena, object, STR("m"), value_copy(&arena, list));
	value_remove(object, 0);
	assert_int_equal(object->count, 2);
	value_remove(list, 2);
	value_remove(list, 0);
	value_remove(list, 0);
	assert_null(list->last);
	assert_int_equal(emit_yaml(&text, object, &error), 0);
	assert_string_equal(buf_cstr(&text), "k: []\nm:\n  - a\n  - c\n  - d\n");
	buf_release(&text);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_record_is_written_as_records_are),
		cmocka_unit_test(texts_are_plain_where_nobody_misreads_them),
		cmocka_unit_test(indicators_and_blanks_are_quoted),
		cmocka_unit_test(words_and_numbers_of_any_version_are_quoted),
		cmocka_unit_test(within_brackets_fewer_texts_are_plain),
		cmocka_unit_test(what_a_record_may_not_hold_is_refused),
		cmocka_unit_test(what_is_no_number_is_refused),
		cmocka_unit_test(the_bounds_of_a_record_are_those_of_a_value),
		cmocka_unit_test(long_keys_are_read_back),
		cmocka_unit_test(any_value_is_read_back),
		cmocka_unit_test(flow_is_read_back),
		cmocka_unit_test(children_are_put_in_and_taken_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
