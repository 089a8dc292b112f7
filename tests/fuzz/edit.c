/* SPDX-License-Identifier: MIT */
/*
 * Edits of records: what was asked for is there afterwards, asking for it again changes
 * nothing, and a failure leaves nothing behind. And what is written is read back.
 *
 * An input is an edit, a line `===`, and a record. The edit: a line `=`, `+`, `-` or `~` (set,
 * insert, remove, rename) with a JSON Pointer, or with the number of a value of the record;
 * then the value, in YAML.
 */
#include "holds.h"

#include "text/edit.h"
#include "text/emit.h"
#include "text/yaml.h"

struct document {
	struct arena arena;
	struct tree tree;
	struct finding_list findings;
	bool read;
};

static void document_open(struct document *d, struct str source)
{
	*d = (struct document){0};
	d->read = yaml_read(&d->tree, source, &d->arena, STR("x.yaml"), &d->findings);
}

static void document_close(struct document *d)
{
	finding_release(&d->findings);
	arena_release(&d->arena);
}

/* A value that may be written is read back as it is, but for the order of keys. */
static void holds_written(const struct node *value)
{
	struct buf text = {0};
	struct error error = {0};
	struct document d;

	if (emit_yaml(&text, value, &error)) {
		HOLDS(error.message.id && text.len == 0);
	} else {
		document_open(&d, buf_str(&text));
		HOLDS(d.read && tree_equal(d.tree.root, value));
		document_close(&d);
	}
	buf_release(&text);
	error_release(&error);
}

/* The n-th value from `node` on, which is the 0th, or NULL. */
static const struct node *nth(const struct node *node, size_t *n)
{
	if ((*n)-- == 0)
		return node;
	if (node->kind != NODE_ARRAY && node->kind != NODE_OBJECT)
		return NULL;
	for (const struct node *child = node->first, *found; child; child = child->next) {
		if (node->kind == NODE_OBJECT)
			child = child->next;
		found = nth(child, n);
		if (found)
			return found;
	}
	return NULL;
}

/* What stands after the edit's sign, as a pointer. */
static void add_pointer(struct buf *pointer, const struct tree *t, struct str text)
{
	const struct node *node;
	size_t n = 0;

	if (text.len == 0 || text.ptr[0] < '0' || text.ptr[0] > '9' || !t->root) {
		buf_add(pointer, text);
		return;
	}
	for (size_t i = 0; i < text.len && i < 6; i++)
		n = n * 10 + (size_t)(text.ptr[i] & 15);
	node = nth(t->root, &n);
	if (node)
		tree_pointer(t, node, pointer);
}

static void holds_result(const struct edit *edit, struct str source)
{
	struct error error = {0};
	struct buf again = {0};
	struct document d;
	const struct node *there;

	document_open(&d, source);
	HOLDS(d.read);
	holds_tree(&d.tree);
	there = tree_find(&d.tree, edit->pointer);
	if (edit->kind == EDIT_SET && there) {
		HOLDS(tree_equal(there, edit->value));
		HOLDS(edit_text(&again, source, edit, 1, NULL, &error) == 0);
		HOLDS(str_eq(buf_str(&again), source));
	}
	document_close(&d);
	buf_release(&again);
	error_release(&error);
}

static void holds_edit(const struct edit *edit, struct str source)
{
	struct error error = {0};
	struct buf out = {0};

	if (edit_text(&out, source, edit, 1, NULL, &error) == 0)
		holds_result(edit, buf_str(&out));
	else
		HOLDS(error.message.id && out.len == 0);
	buf_release(&out);
	error_release(&error);
}

static enum edit_kind kind_of(struct str line)
{
	switch (line.len ? line.ptr[0] : '=') {
	case '=':
		return EDIT_SET;
	case '+':
		return EDIT_INSERT;
	case '~':
		return EDIT_RENAME;
	default:
		return EDIT_REMOVE;
	}
}

/* Whether it has the value that its kind asks for. */
static bool is_whole(const struct edit *edit)
{
	if (edit->kind == EDIT_RENAME)
		return edit->value && edit->value->kind == NODE_STRING;
	return edit->kind == EDIT_REMOVE || edit->value;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str source, rest = holds_split(holds_input(data, size), &source);
	struct str line = str_split(&rest, '\n');
	struct document record, value;
	struct buf pointer = {0};
	struct edit edit = {0};

	document_open(&record, source);
	document_open(&value, rest);
	edit.kind = kind_of(line);
	add_pointer(&pointer, &record.tree, str_sub(line, 1, line.len));
	edit.pointer = buf_str(&pointer);
	if (edit.kind != EDIT_REMOVE)
		edit.value = value.tree.root;
	if (record.read)
		holds_written(record.tree.root);
	if (is_whole(&edit))
		holds_edit(&edit, source);
	buf_release(&pointer);
	document_close(&value);
	document_close(&record);
	return 0;
}
