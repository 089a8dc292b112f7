/* SPDX-License-Identifier: MIT */
/* What is there is compared; around what is absent, collections are made up to the innermost
 * one that is there. */
#include "text/edit_plan.h"

#include "text/emit.h"
#include "text/token.h"
#include "text/value.h"

struct plan {
	struct edit_ops *ops;
	struct arena *arena;
	const struct tree *tree;
	struct error *error;
};

static int fail_not_there(const struct plan *p, struct str pointer)
{
	return error_set(p->error, STATUS_NOT_FOUND, "edit.not-there", "pointer",
			 arena_cstr(p->arena, pointer), NULL);
}

static int fail_not_a_collection(const struct plan *p, struct str pointer)
{
	return error_set(p->error, STATUS_INVALID, "edit.not-a-collection", "pointer",
			 arena_cstr(p->arena, pointer), NULL);
}

/* A collection around the value, in which the token leads to it. */
static struct node *wrap(struct arena *arena, struct str token, const struct node *value)
{
	struct node *around;

	if (str_eq(token, STR("-")) || str_eq(token, STR("0"))) {
		around = value_array(arena);
		value_add(around, value_copy(arena, value));
	} else {
		around = value_object(arena);
		value_put(arena, around, token_key(arena, token), value_copy(arena, value));
	}
	return around;
}

/* Puts the value into the collection that is there. */
static int plan_into(const struct plan *p, struct str parent, const struct node *there,
		     struct str token, const struct node *value)
{
	struct buf pointer = {0};
	size_t index;

	buf_add(&pointer, parent);
	if (there->kind == NODE_OBJECT) {
		tree_pointer_token(&pointer, token_key(p->arena, token));
	} else if (there->kind != NODE_ARRAY) {
		buf_release(&pointer);
		return fail_not_a_collection(p, parent);
	} else if (token_index(token, there->count, &index)) {
		buf_printf(&pointer, "/%zu", index);
	} else {
		buf_release(&pointer);
		return fail_not_there(p, parent);
	}
	edit_diff_add(p->ops, p->arena, EDIT_OP_INSERT, buf_str(&pointer), value);
	buf_release(&pointer);
	return STATUS_OK;
}

/* Adds what is absent, up to the innermost collection that is there. What is put into that, its
 * key too, has to be fit to be written. */
static int plan_absent(const struct plan *p, const struct edit *edit)
{
	struct str pointer = edit->pointer, token;
	const struct node *value, *around = edit->value, *there;
	int status;

	do {
		value = around;
		if (!token_split(pointer, &pointer, &token))
			return fail_not_there(p, edit->pointer);
		there = tree_find(p->tree, pointer);
		around = wrap(p->arena, token, value);
	} while (!there);
	status = emit_check(around, p->error);
	if (status)
		return status;
	if (there->kind != NODE_NULL)
		return plan_into(p, pointer, there, token, value);
	edit_diff_add(p->ops, p->arena, EDIT_OP_REPLACE, pointer, around);
	return STATUS_OK;
}

static int plan_set(const struct plan *p, const struct edit *edit)
{
	const struct node *there = tree_find(p->tree, edit->pointer);
	struct buf pointer = {0};

	if (!there)
		return plan_absent(p, edit);
	buf_add(&pointer, edit->pointer);
	edit_diff(p->ops, p->arena, &pointer, there, edit->value);
	buf_release(&pointer);
	return STATUS_OK;
}

static int plan_insert(const struct plan *p, const struct edit *edit)
{
	const struct node *parent;
	struct str before, token;

	if (!token_split(edit->pointer, &before, &token))
		return fail_not_there(p, edit->pointer);
	parent = tree_find(p->tree, before);
	if (parent && parent->kind != NODE_ARRAY && parent->kind != NODE_NULL)
		return fail_not_a_collection(p, before);
	if (!parent && !str_eq(token, STR("-")) && !str_eq(token, STR("0")))
		return fail_not_there(p, edit->pointer);
	return plan_absent(p, edit);
}

static int plan_remove(const struct plan *p, const struct edit *edit)
{
	if (edit->pointer.len == 0 || !tree_find(p->tree, edit->pointer))
		return fail_not_there(p, edit->pointer);
	edit_diff_add(p->ops, p->arena, EDIT_OP_REMOVE, edit->pointer, NULL);
	return STATUS_OK;
}

static int plan_rename(const struct plan *p, const struct edit *edit)
{
	const struct node *parent;
	struct str before, token;

	if (!token_split(edit->pointer, &before, &token) || !tree_find(p->tree, edit->pointer))
		return fail_not_there(p, edit->pointer);
	parent = tree_find(p->tree, before);
	if (parent->kind != NODE_OBJECT)
		return fail_not_a_collection(p, before);
	if (!str_eq(token_key(p->arena, token), edit->value->text))
		edit_diff_add(p->ops, p->arena, EDIT_OP_RENAME, edit->pointer, edit->value);
	return STATUS_OK;
}

int edit_plan(struct edit_ops *ops, struct arena *arena, const struct tree *t,
	      const struct edit *edit, struct error *error)
{
	const struct plan p = {ops, arena, t, error};
	int status = edit->value ? emit_check(edit->value, error) : STATUS_OK;

	if (status)
		return status;
	switch (edit->kind) {
	case EDIT_SET:
		return plan_set(&p, edit);
	case EDIT_INSERT:
		return plan_insert(&p, edit);
	case EDIT_REMOVE:
		return plan_remove(&p, edit);
	case EDIT_RENAME:
		return plan_rename(&p, edit);
	}
	return STATUS_OK;
}
