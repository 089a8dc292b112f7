/* SPDX-License-Identifier: MIT */
/* A record's tree reduced to what may be published, along the fields of its kind. */
#include "records/public.h"

#include "base/decimal.h"
#include "records/mask.h"
#include "schema/personal.h"

/* The way down a record. */
struct walk {
	struct removed *removed;
	const struct kind *kind;
	struct arena *arena;
	struct buf field; /* keys so far, a.b */
};

/* Appends a key; returns where it is to be cut off again. */
static size_t enter(struct walk *w, struct str key)
{
	size_t before = w->field.len;

	if (before)
		buf_add_char(&w->field, '.');
	buf_add(&w->field, key);
	return before;
}

static void leave(struct walk *w, size_t before)
{
	w->field.len = before;
}

static void count(struct walk *w, enum removed_reason reason, size_t n)
{
	removed_add(w->removed, w->kind->name, buf_str(&w->field), reason, n);
}

static bool is_personal(struct str text)
{
	size_t start, end;

	return personal_find(text, 0, &start, &end) != PERSONAL_NONE;
}

/* A number that is masked becomes a text. */
static void mask(struct walk *w, struct node *value)
{
	struct buf masked = {0};

	if (mask_text(&masked, value->text)) {
		value->kind = NODE_STRING;
		value->text = arena_str(w->arena, buf_str(&masked));
		value->hash = str_hash(value->text);
		count(w, REMOVED_PERSONAL, 1);
	}
	buf_release(&masked);
}

static bool is_few(const struct node *value)
{
	struct decimal n, least;

	decimal_parse(&least, STR(PUBLIC_PEOPLE_MIN));
	return decimal_parse(&n, value->text) != DECIMAL_OK || decimal_cmp(&n, &least) < 0;
}

/* Links the children that `keep` leaves, members as pairs. */
static void filter(struct walk *w, const struct field *field, struct node *parent,
		   bool (*keep)(struct walk *, const struct field *, struct node *))
{
	struct node *child = parent->first;
	bool members = parent->kind == NODE_OBJECT;

	parent->first = parent->last = NULL;
	parent->count = 0;
	while (child) {
		struct node *last = members ? child->next : child, *next = last->next;

		if (keep(w, field, child)) {
			last->next = NULL;
			if (parent->last)
				parent->last->next = child;
			else
				parent->first = child;
			parent->last = last;
			parent->count++;
		}
		child = next;
	}
}

static bool keep_open(struct walk *w, const struct field *field, struct node *value);

/* No kind says what these keys mean. */
static bool keep_open_member(struct walk *w, const struct field *field, struct node *key)
{
	if (!is_personal(key->text))
		return keep_open(w, field, key->next);
	count(w, REMOVED_UNDESCRIBED, 1);
	return false;
}

static bool keep_open(struct walk *w, const struct field *field, struct node *value)
{
	if (value->kind == NODE_OBJECT)
		filter(w, field, value, keep_open_member);
	else if (value->kind == NODE_ARRAY)
		filter(w, field, value, keep_open);
	else if (value->kind == NODE_STRING || value->kind == NODE_NUMBER)
		mask(w, value);
	return true;
}

static bool keep_scalar(struct walk *w, const struct field *field, struct node *value)
{
	if (!kind_fits(field, value)) {
		count(w, REMOVED_UNDESCRIBED, 1);
		return false;
	}
	if (field->people && is_few(value)) {
		count(w, REMOVED_FEW, 1);
		return false;
	}
	if (field->type == FIELD_TEXT)
		mask(w, value);
	return true;
}

static bool keep_member(struct walk *w, const struct field *of, struct node *key);

static bool keep_item(struct walk *w, const struct field *list, struct node *item)
{
	if (list->item)
		return keep_scalar(w, list->item, item);
	if (item->kind == NODE_OBJECT)
		filter(w, list, item, keep_member);
	else
		count(w, REMOVED_UNDESCRIBED, 1);
	return item->kind == NODE_OBJECT;
}

static bool keep_value(struct walk *w, const struct field *field, struct node *value)
{
	bool list = field->type == FIELD_LIST || field->type == FIELD_VALUES;
	bool object = field->type == FIELD_OBJECT || field->type == FIELD_OPEN;

	if (value->kind == NODE_NULL)
		return true;
	if (!list && !object)
		return keep_scalar(w, field, value);
	if (value->kind != (list ? NODE_ARRAY : NODE_OBJECT)) {
		count(w, REMOVED_UNDESCRIBED, 1);
		return false;
	}
	if (field->type == FIELD_OPEN)
		return keep_open(w, field, value);
	filter(w, field, value, list ? keep_item : keep_member);
	return true;
}

static bool keep_member(struct walk *w, const struct field *of, struct node *key)
{
	const struct field *field = kind_field(of, key->text);
	struct node *value = key->next;
	size_t before = enter(w, field ? field->key : STR("*"));
	bool kept = false;

	if (!field)
		count(w, REMOVED_UNDESCRIBED, 1);
	else if (field->sensitive)
		count(w, REMOVED_SENSITIVE, value->kind == NODE_ARRAY ? value->count : 1);
	else
		kept = keep_value(w, field, value);
	leave(w, before);
	return kept;
}

void public_reduce(struct removed *removed, const struct kind *kind, struct node *root,
		   struct arena *arena)
{
	struct walk w = {.removed = removed, .kind = kind, .arena = arena};

	filter(&w, &kind->root, root, keep_member);
	buf_release(&w.field);
}

bool public_allows(struct removed *removed, const struct kind *kind, struct str path)
{
	bool sensitive = kind->root.sensitive;

	if (!sensitive && !is_personal(path))
		return true;
	removed_add(removed, kind->name, STR(""),
		    sensitive ? REMOVED_SENSITIVE : REMOVED_RECORD, 1);
	return false;
}

static void list_sensitive(struct walk *w, const struct field *of)
{
	for (size_t i = 0; i < of->n_fields; i++) {
		size_t before = enter(w, of->fields[i].key);

		if (of->fields[i].sensitive)
			count(w, REMOVED_SENSITIVE, 0);
		else
			list_sensitive(w, &of->fields[i]);
		leave(w, before);
	}
}

void public_begin(struct removed *removed, const struct kind *kind)
{
	struct walk w = {.removed = removed, .kind = kind};

	if (kind->root.sensitive)
		removed_add(removed, kind->name, STR(""), REMOVED_SENSITIVE, 0);
	else
		list_sensitive(&w, &kind->root);
	buf_release(&w.field);
}
