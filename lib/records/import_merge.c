/* SPDX-License-Identifier: MIT */
/* Places in a list that have no item, not yet or no more, are NODE_ABSENT until the end. */
#include "records/import_merge.h"

#include "records/import_columns.h"
#include "records/order.h"
#include "text/cell.h"

/* The member's index, or the count. */
static size_t member_index(const struct node *object, struct str key)
{
	size_t i = 0;

	TREE_EACH_MEMBER (member, object) {
		if (str_eq(member->text, key))
			break;
		i++;
	}
	return i;
}

/* Appends a member where the order of the fields wants it. */
static void put(struct node *object, const struct field *of, struct str key, struct node *value,
		struct arena *arena)
{
	const size_t mine = order_place(of, key);
	size_t at = 0, i = 0;

	TREE_EACH_MEMBER (member, object) {
		i++;
		if (mine == EDIT_UNORDERED || order_place(of, member->text) < mine)
			at = i;
	}
	value_put_at(arena, object, at, key, value);
}

/* Makes a node another value, where it hangs. */
static void become(struct node *node, const struct node *value)
{
	struct node *next = node->next;

	*node = *value;
	node->next = next;
}

static bool is_collection(const struct node *node)
{
	return node->kind == NODE_OBJECT || node->kind == NODE_ARRAY;
}

/* The item at the place (from 1), or NULL. */
static struct node *item_at(const struct node *array, uint32_t place)
{
	struct node *item = array->first;

	while (item && --place)
		item = item->next;
	return item;
}

/* The same, and there is one. */
static struct node *make_item(struct node *array, uint32_t place, struct arena *arena)
{
	while (array->count < place) {
		struct node *gap = value_null(arena);

		gap->kind = NODE_ABSENT;
		value_add(array, gap);
	}
	return item_at(array, place);
}

/* The value that a step leads to, or NULL. */
static struct node *step(const struct node *from, const struct import_step *s)
{
	struct node *value = tree_get(from, s->field->key);

	if (!value || !s->place)
		return value;
	return value->kind == NODE_ARRAY ? item_at(value, s->place) : NULL;
}

/* The member, a collection of this kind from now on. */
static struct node *make_member(struct node *object, const struct field *of, struct str key,
				enum node_kind kind, struct arena *arena)
{
	struct node *value = tree_get(object, key);
	struct node *empty = kind == NODE_ARRAY ? value_array(arena) : value_object(arena);

	if (!value) {
		put(object, of, key, empty, arena);
		return empty;
	}
	if (value->kind != kind)
		become(value, empty);
	return value;
}

/* The collection that a step leads into, made where it is not there. */
static struct node *make_step(struct node *from, const struct field *of,
			      const struct import_step *s, struct arena *arena)
{
	struct node *value = make_member(from, of, s->field->key,
					 s->place ? NODE_ARRAY : NODE_OBJECT, arena);

	if (!s->place)
		return value;
	value = make_item(value, s->place, arena);
	if (value->kind != NODE_OBJECT)
		become(value, value_object(arena));
	return value;
}

/* Whether a cell would have said the old value by the new one. */
static bool says_same(const struct field *field, const struct node *old, const struct node *new)
{
	if (tree_equal(old, new))
		return true;
	if (is_collection(old) || is_collection(new))
		return false;
	if (old->kind == NODE_STRING && new->kind == NODE_STRING)
		return str_eq(cell_trim(old->text), new->text);
	return field->number_too && str_eq(old->text, new->text);
}

void import_merge_set(struct node *record, const struct field *root,
		      const struct import_target *target, struct node *value,
		      struct arena *arena)
{
	const struct import_step *last = &target->steps[target->n - 1];
	const struct field *of = root;
	struct node *at = record, *old;

	for (size_t i = 0; i + 1 < target->n; i++) {
		at = make_step(at, of, &target->steps[i], arena);
		of = target->steps[i].field;
	}
	if (last->place) {
		at = make_member(at, of, last->field->key, NODE_ARRAY, arena);
		old = make_item(at, last->place, arena);
	} else {
		old = tree_get(at, last->field->key);
	}
	if (!old)
		put(at, of, last->field->key, value, arena);
	else if (!says_same(last->field, old, value))
		become(old, value);
}

/* Whether nothing is left in it. */
static bool is_void(const struct node *node)
{
	if (node->kind == NODE_ARRAY) {
		TREE_EACH_ITEM (item, node)
			if (item->kind != NODE_ABSENT)
				return false;
		return true;
	}
	return node->kind == NODE_ABSENT || (node->kind == NODE_OBJECT && node->count == 0);
}

/* Takes out what step `i` leads to from `at`, after what the steps behind it lead to; then
 * whatever that left empty. */
static void remove_at(struct node *at, const struct import_target *target, size_t i)
{
	const struct import_step *s = &target->steps[i];
	struct node *value = step(at, s), *list = tree_get(at, s->field->key);

	if (!value || at->kind != NODE_OBJECT || value->kind == NODE_ABSENT)
		return;
	if (i + 1 < target->n) {
		if (value->kind != NODE_OBJECT || value->count == 0)
			return;
		remove_at(value, target, i + 1);
		if (!is_void(value))
			return;
	}
	if (s->place)
		value->kind = NODE_ABSENT;
	if (!s->place || is_void(list))
		value_remove(at, member_index(at, s->field->key));
}

void import_merge_remove(struct node *record, const struct import_target *target)
{
	remove_at(record, target, 0);
}

static bool is_kept(uint32_t place, const uint32_t *kept, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (kept[i] == place)
			return true;
	return false;
}

void import_merge_clear(struct node *record, const struct import_target *list,
			const uint32_t *kept, size_t n)
{
	struct node *at = record;
	uint32_t place = 0;

	for (size_t i = 0; at && i < list->n; i++)
		at = step(at, &list->steps[i]);
	if (!at || at->kind != NODE_ARRAY)
		return;
	TREE_EACH_ITEM (item, at)
		if (!is_kept(++place, kept, n))
			item->kind = NODE_ABSENT;
}

static void merge(struct node *object, const struct field *of, const struct node *patch,
		  struct arena *arena);

/* The fields of an object with this key, or none. */
static const struct field *fields_of(const struct field *of, struct str key)
{
	static const struct field none;
	const struct field *field = kind_field(of, key);

	return field ? field : &none;
}

/* A value of the patch as it is without anything to be put over: objects in their order and
 * without nulls. */
static struct node *fresh(const struct field *of, const struct node *value, struct arena *arena)
{
	struct node *made;

	if (value->kind == NODE_OBJECT) {
		made = value_object(arena);
		merge(made, of, value, arena);
		return made;
	}
	if (value->kind != NODE_ARRAY)
		return value_copy(arena, value);
	made = value_array(arena);
	TREE_EACH_ITEM (item, value)
		value_add(made, fresh(of, item, arena));
	return made;
}

static void merge_member(struct node *object, const struct field *of, const struct node *key,
			 struct arena *arena)
{
	const struct node *patch = key->next;
	const struct field *field = fields_of(of, key->text);
	struct node *old = tree_get(object, key->text);

	if (patch->kind == NODE_NULL) {
		if (old)
			value_remove(object, member_index(object, key->text));
	} else if (!old) {
		put(object, of, key->text, fresh(field, patch, arena), arena);
	} else if (old->kind == NODE_OBJECT && patch->kind == NODE_OBJECT) {
		merge(old, field, patch, arena);
	} else if (!tree_equal(old, patch)) {
		become(old, fresh(field, patch, arena));
	}
}

static void merge(struct node *object, const struct field *of, const struct node *patch,
		  struct arena *arena)
{
	TREE_EACH_MEMBER (key, patch)
		merge_member(object, of, key, arena);
}

void import_merge_document(struct node *record, const struct field *root,
			   const struct node *document, struct arena *arena)
{
	TREE_EACH_MEMBER (key, document)
		if (!str_starts(key->text, STR("_")) && !import_columns_is_reject(key->text))
			merge_member(record, root, key, arena);
}

/* Takes out the gaps; whether the list is empty then and was not. */
static bool close_gaps(struct node *array)
{
	size_t i = 0;
	bool any = false;

	for (struct node *item = array->first, *next; item; item = next) {
		next = item->next;
		if (item->kind == NODE_ABSENT) {
			value_remove(array, i);
			any = true;
		} else {
			i++;
		}
	}
	return any && array->count == 0;
}

/* Whether the collection became empty. */
static bool end(struct node *node)
{
	bool any = false;
	size_t i = 0;

	if (node->kind == NODE_ARRAY) {
		TREE_EACH_ITEM (item, node)
			if (end(item))
				item->kind = NODE_ABSENT;
		return close_gaps(node);
	}
	if (node->kind != NODE_OBJECT)
		return false;
	for (struct node *key = node->first, *next; key; key = next) {
		next = key->next->next;
		if (end(key->next)) {
			value_remove(node, i);
			any = true;
		} else {
			i++;
		}
	}
	return any && node->count == 0;
}

void import_merge_end(struct node *record)
{
	end(record);
}
