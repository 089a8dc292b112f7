/* SPDX-License-Identifier: MIT */
/*
 * Edits at random of the example records, written in all the ways of decorated.h: the value is
 * then the one asked for, and no line differs that did not have to.
 *
 * What had to is worked out here from the old text by simple means: the lines of the value and
 * the comments around it; where something is put in, at most one line.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/read.h"
#include "decorated.h"
#include "reading.h"
#include "text/edit.h"
#include "text/value.h"
#include "text/yaml.h"

enum { EDITS = 2000, MERGES = 500 };

static const char *const records[] = {
	"examples/binhai/agencies/shili-jigou-2.yaml",
	"examples/binhai/cases/2023/dagang/dagang-2023-c004.yaml",
	"examples/binhai/communities/taida-furui.yaml",
	"examples/binhai/households/dagang/dagang-h003.yaml",
	"examples/binhai/projects/2023/zhongtang-2023-p1.yaml",
	"examples/binhai/stations/haibin-dong.yaml",
	"examples/binhai/workers/shegong-030.yaml",
	"examples/binhai/sws.yaml",
};

static size_t by_first_letter(const void *context, struct str pointer, struct str key)
{
	(void)context;
	(void)pointer;
	return key.len && key.ptr[0] != 'z' ? (unsigned char)key.ptr[0] : EDIT_UNORDERED;
}

static const struct edit_order order = {by_first_letter, NULL};

/* A record, plain and decorated. */
struct sample {
	struct buf bytes;
	struct reading plain;
	struct decorated written;
	struct reading old; /* of the decorated text */
	uint64_t random;
	struct arena arena; /* of what is asked for */
};

static size_t below(struct sample *x, size_t n)
{
	return decorated_below(&x->random, n);
}

/* The value of a record may be cut down: short lists are where things become empty. */
static void thin_out(struct sample *x, struct node *node)
{
	if (node->kind != NODE_ARRAY && node->kind != NODE_OBJECT)
		return;
	while (node->count > 1 && below(x, 4))
		value_remove(node, below(x, node->count));
	for (struct node *child = node->first; child; child = child->next) {
		if (node->kind == NODE_OBJECT)
			child = child->next;
		thin_out(x, child);
	}
}

static void sample_open(struct sample *x, uint64_t seed)
{
	struct error error = {0};
	size_t n = sizeof records / sizeof *records;

	*x = (struct sample){.random = seed, .written.random = seed ^ 0xABCDEF};
	if (read_file(records[below(x, n)], READ_REGULAR, 1 << 20, &x->bytes, &error))
		fail_msg("%s", error.message.id);
	reading_open(&x->plain, yaml_read, buf_str(&x->bytes), STR("x.yaml"));
	assert_true(x->plain.read);
	if (below(x, 4))
		thin_out(x, x->plain.tree.root);
	decorated_write(&x->written, x->plain.tree.root);
	reading_open(&x->old, yaml_read, buf_str(&x->written.text), STR("x.yaml"));
	if (!x->old.read || !tree_equal(x->old.tree.root, x->plain.tree.root))
		fail_msg("decorated wrongly:\n%s", buf_cstr(&x->written.text));
}

static void sample_close(struct sample *x)
{
	reading_close(&x->old);
	reading_close(&x->plain);
	buf_release(&x->written.text);
	buf_release(&x->bytes);
	arena_release(&x->arena);
}

static struct node *random_value(struct sample *x, int depth)
{
	static const char *const texts[] = {
		"塘沽街道", "2023-05-06", "no",      "120116",       "a: b # c", "",
		"one two",  "it's",       "- \"q\"", "一行\n又一行", "x\n\ny\n", " blank ",
		"12:30",    "[x]",        "~",       "a\tb",         "x, y",     "#",
	};
	struct node *parent;

	switch (below(x, depth ? 9 : 6)) {
	case 0:
		return value_number(&x->arena, STR("12.50"));
	case 1:
		return below(x, 2) ? value_boolean(&x->arena, true) : value_null(&x->arena);
	case 2:
	case 3:
	case 4:
	case 5:
		return value_string(&x->arena,
				    str_of(texts[below(x, sizeof texts / sizeof *texts)]));
	case 6:
		parent = value_object(&x->arena);
		for (char c = 'a'; c < 'd'; c++)
			if (below(x, 2))
				value_put(&x->arena, parent,
					  arena_str(&x->arena, (struct str){&c, 1}),
					  random_value(x, depth - 1));
		return parent;
	default:
		parent = value_array(&x->arena);
		for (size_t n = below(x, 4); n; n--)
			value_add(parent, random_value(x, depth - 1));
		return parent;
	}
}

static size_t count_nodes(const struct node *node)
{
	size_t n = 1;

	if (node->kind == NODE_ARRAY || node->kind == NODE_OBJECT)
		for (const struct node *child = node->first; child; child = child->next) {
			if (node->kind == NODE_OBJECT)
				child = child->next;
			n += count_nodes(child);
		}
	return n;
}

/* The n-th value from `node` on, which is the 0th. */
static struct node *nth(struct node *node, size_t *n)
{
	if ((*n)-- == 0)
		return node;
	if (node->kind == NODE_ARRAY || node->kind == NODE_OBJECT)
		for (struct node *child = node->first, *found; child; child = child->next) {
			if (node->kind == NODE_OBJECT)
				child = child->next;
			found = nth(child, n);
			if (found)
				return found;
		}
	return NULL;
}

static struct node *pick(struct sample *x)
{
	size_t n = below(x, count_nodes(x->old.tree.root));

	return nth(x->old.tree.root, &n);
}

/* What is asked for, and lines [low, high) of the old text that may differ, from 0. */
struct asked {
	struct edit edit;
	struct node *expected;
	size_t low, high;
	size_t at_most; /* of them */
};

struct lines VEC(struct str);

/* Each with its line end. */
static void cut_lines(struct lines *lines, struct str text)
{
	size_t start = 0;

	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] == '\n' ||
		    (text.ptr[i] == '\r' && (i + 1 == text.len || text.ptr[i + 1] != '\n'))) {
			*vec_add(lines) = str_sub(text, start, i + 1 - start);
			start = i + 1;
		}
	if (start < text.len)
		*vec_add(lines) = str_sub(text, start, text.len);
}

/* A byte order mark is part of no line. */
static struct str without_mark(struct str text)
{
	bool mark = str_starts(text, STR("\xEF\xBB\xBF"));

	return str_sub(text, mark ? 3 : 0, text.len);
}

static bool is_collection(const struct node *node)
{
	return node->kind == NODE_ARRAY || node->kind == NODE_OBJECT;
}

static bool is_comment(struct str line)
{
	while (line.len && line.ptr[0] == ' ')
		line = str_sub(line, 1, line.len);
	return line.len && line.ptr[0] == '#';
}

static bool is_empty(struct str line)
{
	return !line.len || line.ptr[0] == '\n' || line.ptr[0] == '\r';
}

static bool has_line_end(struct str line)
{
	return line.len && (line.ptr[line.len - 1] == '\n' || line.ptr[line.len - 1] == '\r');
}

static size_t indentation(struct str line)
{
	size_t n = 0;

	while (n < line.len && line.ptr[n] == ' ')
		n++;
	return n;
}

/* Past the comments further in than `column`, from line `at` on. */
static size_t past_comments(const struct lines *lines, size_t at, size_t column)
{
	size_t past = at;

	for (; at < lines->n && (is_comment(lines->at[at]) || is_empty(lines->at[at])); at++)
		if (is_comment(lines->at[at]) && indentation(lines->at[at]) > column)
			past = at + 1;
		else if (is_comment(lines->at[at]))
			break;
	return past;
}

/* The lines of a value from its key or dash on; those of a collection or of what goes with the
 * comments further in that follow, of what goes also with those directly above. `old` is the
 * value, `from` where its key or dash begins. */
static void allow(struct asked *a, struct sample *x, const struct node *old, uint32_t from)
{
	struct lines lines = {0};

	cut_lines(&lines, without_mark(x->old.tree.source));
	a->low = tree_line(&x->old.tree, from) - 1;
	a->high = tree_line(&x->old.tree, old->end ? old->end - 1 : 0);
	while (a->edit.kind == EDIT_REMOVE && a->low && is_comment(lines.at[a->low - 1]))
		a->low--;
	if (a->edit.kind == EDIT_REMOVE || is_collection(old))
		a->high = past_comments(&lines, a->high,
					tree_position(&x->old.tree, from).column - 1);
	a->at_most = lines.n;
	vec_release(&lines);
}

/* The pointer of a node, in the arena. */
static struct str pointer_of(struct sample *x, const struct node *node)
{
	struct buf pointer = {0};
	struct str copy;

	tree_pointer(&x->old.tree, node, &pointer);
	copy = arena_str(&x->arena, buf_str(&pointer));
	buf_release(&pointer);
	return copy;
}

/* The collection that a value is in, and its place; NULL for the root. */
static struct node *parent_of(struct node *from, const struct node *node, size_t *index)
{
	size_t i = 0;

	if (from->kind != NODE_ARRAY && from->kind != NODE_OBJECT)
		return NULL;
	for (struct node *child = from->first, *found; child; child = child->next, i++) {
		if (from->kind == NODE_OBJECT)
			child = child->next;
		if (child == node) {
			*index = i;
			return from;
		}
		found = parent_of(child, node, index);
		if (found)
			return found;
	}
	return NULL;
}

/* The same place in the tree that is expected. */
static struct node *there(const struct asked *a, struct str pointer)
{
	struct tree t = {.root = a->expected};

	return tree_find(&t, pointer);
}

/* Past white space and comments. */
static uint32_t next_token(struct str s, uint32_t at)
{
	bool comment = false;

	for (; at < s.len; at++) {
		char c = s.ptr[at];

		comment = c == '#' || (comment && c != '\n' && c != '\r');
		if (!comment && c != ' ' && c != '\n' && c != '\r')
			break;
	}
	return at;
}

/* Where a value's key or dash is, or in brackets the comma before it. */
static uint32_t entry_start(struct sample *x, const struct node *node)
{
	size_t index = 0;
	const struct node *parent = parent_of(x->old.tree.root, node, &index), *before = NULL;

	if (!parent)
		return node->start;
	for (const struct node *child = parent->first; child; child = child->next) {
		if (child->next == node && parent->kind == NODE_OBJECT)
			return child->start;
		if (child->next == node)
			before = child;
	}
	return before ? next_token(x->old.tree.source, before->end) : parent->start;
}

static void ask_set(struct asked *a, struct sample *x)
{
	struct node *old = pick(x), *value = random_value(x, 3), *to, *next;

	if (old == x->old.tree.root)
		value = value_array(&x->arena);
	a->edit = (struct edit){EDIT_SET, pointer_of(x, old), value};
	to = there(a, a->edit.pointer);
	next = to->next;
	*to = *value_copy(&x->arena, value);
	to->next = next;
	allow(a, x, old, entry_start(x, old));
}

static bool begins_line(struct sample *x, uint32_t at)
{
	while (at && x->old.tree.source.ptr[at - 1] == ' ')
		at--;
	return at == 0 || strchr("\r\n", x->old.tree.source.ptr[at - 1]);
}

static void ask_remove(struct asked *a, struct sample *x)
{
	struct node *old = pick(x), *parent;
	size_t index = 0;

	parent = parent_of(x->old.tree.root, old, &index);
	if (!parent) {
		ask_set(a, x);
		return;
	}
	a->edit = (struct edit){EDIT_REMOVE, pointer_of(x, old), NULL};
	value_remove(there(a, pointer_of(x, parent)), index);
	allow(a, x, old, entry_start(x, old));
	if (index == 0 && !begins_line(x, entry_start(x, old)))
		a->high++;      /* the next one moves up beside the dash */
	if (parent->count == 1) /* what becomes empty is written anew */
		allow(a, x, parent, entry_start(x, parent));
	else if (index == parent->count - 1 && a->low > 0) /* a comma may go */
		a->low--;
}

static void ask_insert(struct asked *a, struct sample *x)
{
	struct node *list = pick(x), *value = random_value(x, 3);
	struct buf pointer = {0};
	size_t index;

	for (int tries = 0; list->kind != NODE_ARRAY && tries < 200; tries++)
		list = pick(x);
	if (list->kind != NODE_ARRAY) {
		ask_set(a, x);
		return;
	}
	index = below(x, list->count + 1);
	buf_add(&pointer, pointer_of(x, list));
	if (index == list->count && below(x, 2))
		buf_add_text(&pointer, "/-");
	else
		buf_printf(&pointer, "/%zu", index);
	a->edit = (struct edit){EDIT_INSERT, arena_str(&x->arena, buf_str(&pointer)), value};
	value_insert(there(a, pointer_of(x, list)), index, value_copy(&x->arena, value));
	allow(a, x, list, entry_start(x, list));
	a->at_most = 1;
	buf_release(&pointer);
}

/* A key that is new, at the place in the order that `member_index` of edit.c gives it. */
static void ask_add(struct asked *a, struct sample *x)
{
	static const char *const keys[] = {"aa", "hh", "mm", "zz"};
	struct node *object = pick(x), *value = random_value(x, 3);
	struct str key = str_of(keys[below(x, 4)]);
	struct buf pointer = {0};

	while (object->kind != NODE_OBJECT)
		object = pick(x);
	buf_add(&pointer, pointer_of(x, object));
	tree_pointer_token(&pointer, key);
	a->edit = (struct edit){EDIT_SET, arena_str(&x->arena, buf_str(&pointer)), value};
	value_put(&x->arena, there(a, pointer_of(x, object)), key,
		  value_copy(&x->arena, value));
	allow(a, x, object, entry_start(x, object));
	a->at_most = 1;
	buf_release(&pointer);
}

static struct asked ask(struct sample *x)
{
	static void (*const kinds[])(struct asked * a, struct sample * x) = {
		ask_set, ask_set, ask_remove, ask_insert, ask_add};
	struct asked a = {.expected = value_copy(&x->arena, x->old.tree.root)};

	kinds[below(x, sizeof kinds / sizeof *kinds)](&a, x);
	return a;
}

/* The same but for a line end at the end of the file. */
static bool same_line(struct str a, struct str b)
{
	if (has_line_end(a) == has_line_end(b))
		return str_eq(a, b);
	return str_starts(has_line_end(a) ? a : b, has_line_end(a) ? b : a);
}

/* Two texts as lines, and how many are the same at both ends. */
struct difference {
	struct lines old, new;
	size_t first, last;
};

static void compare(struct difference *d, struct str before, struct str after)
{
	size_t most;

	*d = (struct difference){0};
	cut_lines(&d->old, without_mark(before));
	cut_lines(&d->new, without_mark(after));
	most = d->old.n < d->new.n ? d->old.n : d->new.n;
	while (d->first < most && same_line(d->old.at[d->first], d->new.at[d->first]))
		d->first++;
	while (d->last < most - d->first &&
	       same_line(d->old.at[d->old.n - 1 - d->last], d->new.at[d->new.n - 1 - d->last]))
		d->last++;
}

static void difference_release(struct difference *d)
{
	vec_release(&d->old);
	vec_release(&d->new);
}

static void add_lines(struct buf *out, const struct lines *lines, size_t first, size_t last)
{
	for (size_t i = first > 3 ? first - 3 : 0; i < lines->n && i < lines->n - last + 3; i++)
		buf_add(out, lines->at[i]);
}

static void show(struct sample *x, const struct asked *a, const char *what,
		 const struct buf *out)
{
	struct buf text = {0};
	struct difference d;

	compare(&d, x->old.tree.source, buf_str(out));
	buf_printf(&text, "%s: %d at %.*s, line %zu to %zu: ", what, (int)a->edit.kind,
		   STR_ARG(a->edit.pointer), a->low + 1, a->high);
	if (a->edit.value)
		emit_flow(&text, &emit_record_style, a->edit.value);
	buf_printf(&text, "\n--- line %zu\n", d.first + 1);
	add_lines(&text, &d.old, d.first, d.last);
	buf_add_text(&text, "--- became\n");
	add_lines(&text, &d.new, d.first, d.last);
	print_error("%s\n", buf_cstr(&text));
	difference_release(&d);
	buf_release(&text);
	fail();
}

/* Of the old lines only [low, high) differ, and of them at most so many. */
static bool only_asked_lines_differ(const struct asked *a, struct str before, struct str after)
{
	struct difference d;
	size_t start, end;
	bool good;

	compare(&d, before, after);
	start = d.first;
	end = d.old.n - d.last;
	/* lines taken out below lines that are like them could as well be those */
	while (start > a->low && end > a->high &&
	       str_eq(d.old.at[start - 1], d.old.at[end - 1]))
		start--, end--;
	good = start == end || (start >= a->low && end <= a->high && end - start <= a->at_most);
	difference_release(&d);
	return good;
}

static bool starts_alike(struct str a, struct str b)
{
	return (without_mark(a).len == a.len) == (without_mark(b).len == b.len);
}

static void only_the_asked_lines_differ(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= EDITS; seed++) {
		struct sample x;
		struct buf out = {0};
		struct error error = {0};
		struct asked a;
		struct reading r;

		sample_open(&x, seed);
		a = ask(&x);
		if (edit_text(&out, x.old.tree.source, &a.edit, 1, &order, &error))
			show(&x, &a, error.message.id, &out);
		reading_open(&r, yaml_read, buf_str(&out), STR("x.yaml"));
		if (!r.read || !tree_equal(r.tree.root, a.expected))
			show(&x, &a, "not what was asked for", &out);
		assert_true(starts_alike(x.old.tree.source, buf_str(&out)));
		if (!only_asked_lines_differ(&a, x.old.tree.source, buf_str(&out)))
			show(&x, &a, "other lines differ", &out);
		reading_close(&r);
		buf_release(&out);
		error_release(&error);
		sample_close(&x);
	}
}

/* One record becomes another, as an import has it. */
static void any_record_becomes_any_other(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= MERGES; seed++) {
		struct sample x, other;
		struct buf out = {0};
		struct error error = {0};
		struct edit edit = {EDIT_SET, STR(""), NULL};
		struct reading r;

		sample_open(&x, seed);
		sample_open(&other, seed + (seed % 2 ? EDITS : 0));
		thin_out(&other, other.old.tree.root);
		edit.value = other.old.tree.root;
		if (edit_text(&out, x.old.tree.source, &edit, 1, NULL, &error))
			fail_msg("%s\n%s", error.message.id, buf_cstr(&x.written.text));
		reading_open(&r, yaml_read, buf_str(&out), STR("x.yaml"));
		assert_true(r.read && tree_equal(r.tree.root, edit.value));
		reading_close(&r);
		buf_release(&out);
		error_release(&error);
		sample_close(&x);
		sample_close(&other);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_the_asked_lines_differ),
		cmocka_unit_test(any_record_becomes_any_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
