/* SPDX-License-Identifier: MIT */
/*
 * From what is asked for to steps, and each step read again before it counts.
 *
 * A step is first made in the plain way; where that gives another value (a literal block that
 * swallows the comment below it, say) it is made once more with care.
 */
#include "text/edit.h"

#include "text/edit_block.h"
#include "text/edit_flow.h"
#include "text/edit_plan.h"
#include "text/edit_style.h"
#include "text/extent.h"
#include "text/source.h"
#include "text/token.h"
#include "text/value.h"
#include "text/yaml.h"

#include <stdio.h>

/* A text and what it says. */
struct version {
	struct buf text;
	struct arena arena;
	struct tree tree;
	struct finding_list findings;
};

struct session {
	struct version now;
	const struct edit_order *order;
	struct error *error;
};

static bool version_read(struct version *v)
{
	return yaml_read(&v->tree, buf_str(&v->text), &v->arena, STR(""), &v->findings);
}

static void version_release(struct version *v)
{
	buf_release(&v->text);
	arena_release(&v->arena);
	finding_release(&v->findings);
}

static int fail_unreadable(struct session *s)
{
	const struct finding_list *findings = &s->now.findings;
	const struct finding *f = &findings->items.at[findings->items.n - 1];
	char line[16], column[16];

	snprintf(line, sizeof line, "%u", (unsigned)f->line);
	snprintf(column, sizeof column, "%u", (unsigned)f->column);
	return error_set(s->error, STATUS_INVALID, "edit.unreadable", "line", line, "column",
			 column, NULL);
}

static int fail(struct session *s, struct str pointer)
{
	return error_set(s->error, STATUS_INVALID, "edit.failed", "pointer",
			 arena_cstr(&s->now.arena, pointer), NULL);
}

/* Where a new key goes among the members that are there. */
static size_t member_index(const struct edit_order *order, const struct node *object,
			   struct str pointer, struct str key)
{
	size_t mine = order ? order->place(order->context, pointer, key) : EDIT_UNORDERED;
	size_t index = 0, at = 0, closest = 0;

	if (mine == EDIT_UNORDERED)
		return object->count;
	TREE_EACH_MEMBER (member, object) {
		size_t place = order->place(order->context, pointer, member->text);

		index++;
		if (place < mine && (at == 0 || place >= closest)) {
			closest = place;
			at = index;
		}
	}
	return at;
}

/* Where the child stands that the token names, or the count. */
static size_t child_index(const struct node *parent, struct str token, struct str key)
{
	size_t index = 0;

	if (parent->kind == NODE_ARRAY) {
		token_index(token, parent->count, &index);
		return index;
	}
	TREE_EACH_MEMBER (member, parent) {
		if (str_eq(member->text, key))
			break;
		index++;
	}
	return index;
}

/* The child at the index: an item, or a member's value. */
static struct node *child_at(const struct node *parent, size_t index)
{
	struct node *child = parent->first;

	for (; index; index--)
		child = parent->kind == NODE_OBJECT ? child->next->next : child->next;
	return parent->kind == NODE_OBJECT ? child->next : child;
}

/* The key of the member at the index. */
static struct node *key_at(const struct node *object, size_t index)
{
	struct node *key = object->first;

	for (; index; index--)
		key = key->next->next;
	return key;
}

/* Does to nodes what a step does to text. */
static void change(struct arena *arena, enum edit_op_kind kind, struct node *parent,
		   size_t index, struct str key, const struct node *value)
{
	struct node *copy = value ? value_copy(arena, value) : NULL, *child;

	if (kind == EDIT_OP_REMOVE) {
		value_remove(parent, index);
	} else if (kind == EDIT_OP_RENAME) {
		key_at(parent, index)->text = copy->text;
	} else if (kind == EDIT_OP_REPLACE) {
		child = child_at(parent, index);
		copy->next = child->next;
		*child = *copy;
	} else if (parent->kind == NODE_OBJECT) {
		value_put_at(arena, parent, index, key, copy);
	} else {
		value_insert(parent, index, copy);
	}
}

/* An operation made ready. */
struct task {
	enum edit_op_kind kind;
	struct str pointer, parent, token; /* of the child, of what it is in, and between */
	const struct node *value;
	bool in_flow; /* within brackets or braces */
	struct edit_step step;
	struct node *expected; /* the root afterwards */
};

/* Whether one of the collections on the way to the pointer's node, or that node, is written in
 * brackets. */
static bool is_in_flow(const struct tree *t, struct str pointer)
{
	size_t at = 0;

	for (;;) {
		const struct node *node = tree_find(t, str_sub(pointer, 0, at));

		if (node && extent_is_flow(t->source, node))
			return true;
		if (at == pointer.len)
			return false;
		at++;
		at += str_index(str_sub(pointer, at, pointer.len), '/');
	}
}

/* A pair in a flow sequence, `[a: 1]`, has no braces that more could go into. */
static bool is_bare_pair(const struct task *t, struct str source, const struct node *parent)
{
	return t->in_flow && parent->kind == NODE_OBJECT && !extent_is_flow(source, parent);
}

/* The operation becomes the replacement of the collection that it is in. */
static void widen(struct task *t, struct arena *arena, const struct node *parent, size_t index,
		  struct str key)
{
	struct node *copy = value_copy(arena, parent);

	change(arena, t->kind, copy, index, key, t->value);
	t->kind = EDIT_OP_REPLACE;
	t->pointer = t->parent;
	t->value = copy;
}

/* Finds out what the operation is about. An empty collection is replaced, not filled, and so is
 * one that becomes empty. */
static void task_locate(struct task *t, struct session *s, struct arena *arena)
{
	const struct tree *tree = &s->now.tree;
	struct edit_step *step = &t->step;
	const struct node *parent;
	size_t index;

	step->parent = NULL;
	step->old = tree->root;
	t->in_flow = false;
	if (!token_split(t->pointer, &t->parent, &t->token))
		return;
	parent = tree_find(tree, t->parent);
	step->key = token_key(arena, t->token);
	t->in_flow = is_in_flow(tree, t->parent);
	index = child_index(parent, t->token, step->key);
	if (t->kind == EDIT_OP_INSERT && parent->kind == NODE_OBJECT)
		index = member_index(s->order, parent, t->parent, step->key);
	if ((t->kind == EDIT_OP_INSERT && parent->count == 0) ||
	    (t->kind == EDIT_OP_REMOVE && parent->count == 1) ||
	    (t->kind != EDIT_OP_REPLACE && t->kind != EDIT_OP_RENAME &&
	     is_bare_pair(t, tree->source, parent))) {
		widen(t, arena, parent, index, step->key);
		task_locate(t, s, arena);
		return;
	}
	step->parent = parent;
	step->index = index;
	step->old = t->kind == EDIT_OP_INSERT ? NULL : child_at(parent, index);
}

/* The tree that the step has to give. */
static void task_expect(struct task *t, struct session *s, struct arena *arena)
{
	struct tree copy = {.root = value_copy(arena, s->now.tree.root)};

	if (!t->step.parent)
		copy.root = value_copy(arena, t->value);
	else
		change(arena, t->kind, tree_find(&copy, t->parent), t->step.index, t->step.key,
		       t->value);
	t->expected = copy.root;
}

/* The style of the file; a text keeps its quotes. */
static void task_style(struct task *t, const struct tree *tree, bool careful)
{
	struct edit_step *step = &t->step;

	step->style = edit_style_of(tree);
	step->careful = careful;
	step->style.literal = !careful;
	if (step->old && t->value && t->value->kind == NODE_STRING)
		step->style.wanted = edit_style_of_scalar(tree->source, step->old);
	if (careful && step->style.wanted >= SCALAR_LITERAL)
		step->style.wanted = SCALAR_PLAIN;
}

static void task_splice(struct task *t)
{
	static void (*const ways[][2])(struct edit_step * step, const struct node *value) = {
		[EDIT_OP_REPLACE] = {edit_block_replace, edit_flow_replace},
		[EDIT_OP_INSERT] = {edit_block_insert, edit_flow_insert},
	};

	if (t->kind == EDIT_OP_RENAME)
		edit_splice_key(&t->step, t->value->text, t->in_flow);
	else if (t->kind != EDIT_OP_REMOVE)
		ways[t->kind][t->in_flow](&t->step, t->value);
	else if (t->in_flow)
		edit_flow_remove(&t->step);
	else
		edit_block_remove(&t->step);
}

/* To the letter: numbers as they are written, keys in their order, and what could not be told
 * byte for byte. */
static bool is_same(const struct node *a, struct str a_source, const struct node *b,
		    struct str b_source)
{
	if (a->kind != b->kind)
		return false;
	if (a->kind == NODE_ABSENT)
		return str_eq(str_sub(a_source, a->start, a->end - a->start),
			      str_sub(b_source, b->start, b->end - b->start));
	if (a->kind != NODE_ARRAY && a->kind != NODE_OBJECT)
		return a->kind == NODE_NULL || str_eq(a->text, b->text);
	a = a->first;
	b = b->first;
	for (; a && b; a = a->next, b = b->next)
		if (!is_same(a, a_source, b, b_source))
			return false;
	return !a && !b;
}

/* Makes the step; true: its text was read and is what it should be, and is now the text. */
static bool task_try(struct task *t, struct session *s, bool careful)
{
	struct version next = {0};
	bool good;

	task_style(t, &s->now.tree, careful);
	t->step.n_splices = 0;
	task_splice(t);
	good = edit_splice_apply(&t->step, &next.text) && version_read(&next) &&
	       is_same(t->expected, s->now.tree.source, next.tree.root, next.tree.source);
	if (good) {
		struct version last = s->now;

		s->now = next;
		s->now.tree.arena = &s->now.arena;
		next = last;
	}
	version_release(&next);
	return good;
}

static int do_operation(struct session *s, const struct edit_op *op)
{
	struct arena arena = {0};
	struct task t = {.kind = op->kind, .pointer = op->pointer, .value = op->value};
	bool done;

	t.step.s = s->now.tree.source;
	t.step.root = s->now.tree.root;
	t.step.arena = &arena;
	task_locate(&t, s, &arena);
	task_expect(&t, s, &arena);
	done = task_try(&t, s, false) || task_try(&t, s, true);
	arena_release(&arena);
	return done ? STATUS_OK : fail(s, op->pointer);
}

/* Whether the value that was asked for is now there. */
static bool is_set(const struct session *s, const struct edit *edit)
{
	const struct node *there = tree_find(&s->now.tree, edit->pointer);

	return edit->kind != EDIT_SET || !there || tree_equal(there, edit->value);
}

static int do_edit(struct session *s, const struct edit *edit)
{
	struct edit_ops ops = {0};
	struct arena arena = {0};
	int status = edit_plan(&ops, &arena, &s->now.tree, edit, s->error);

	for (size_t i = 0; i < ops.n && !status; i++)
		status = do_operation(s, &ops.at[i]);
	if (!status && !is_set(s, edit))
		status = fail(s, edit->pointer);
	vec_release(&ops);
	arena_release(&arena);
	return status;
}

int edit_text(struct buf *out, struct str source, const struct edit *edits, size_t n,
	      const struct edit_order *order, struct error *error)
{
	struct session s = {.order = order, .error = error};
	int status = STATUS_OK;

	buf_add(&s.now.text, source);
	if (!version_read(&s.now))
		status = fail_unreadable(&s);
	for (size_t i = 0; i < n && !status; i++)
		status = do_edit(&s, &edits[i]);
	if (!status)
		buf_add(out, buf_str(&s.now.text));
	version_release(&s.now);
	return status;
}
