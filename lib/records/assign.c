/* SPDX-License-Identifier: MIT */
/* From a name to a place in the record, from a text to a value, from both to an edit. */
#include "records/assign.h"

#include "records/import_cell.h"
#include "records/import_target.h"
#include "records/order.h"
#include "text/value.h"
#include "text/yaml.h"

enum { ITEMS_MAX = 1000 }; /* of a list, in one assignment */

struct job {
	const struct assign *assign;
	const struct kind *kind;
	const char *field; /* its name as given */
	struct arena arena;
	struct tree tree;           /* of the record before the assignment */
	const struct field *target; /* NULL: a key of an object with free keys */
	bool is_item;               /* the pointer leads to an item of the target, a list */
	struct buf pointer;
	struct VEC(struct edit) edits;
	struct error *error;
};

int assign_parse(struct assign *a, struct str text, struct error *error)
{
	size_t at = str_index(text, '=');
	struct str field = str_sub(text, 0, at);
	char before = field.len ? field.ptr[field.len - 1] : '\0';
	struct buf given = {0};

	a->kind = before == '+' ? ASSIGN_ADD : before == '-' ? ASSIGN_TAKE : ASSIGN_SET;
	a->field = str_trim(str_sub(field, 0, field.len - (a->kind != ASSIGN_SET)));
	a->value = str_sub(text, at + 1, text.len);
	if (at < text.len && a->field.len && (a->kind == ASSIGN_SET || a->value.len))
		return 0;
	buf_add(&given, text);
	error_set(error, STATUS_INVALID, "assign.malformed", "text", buf_cstr(&given), NULL);
	buf_release(&given);
	return STATUS_INVALID;
}

/* Takes `[n]` off the end of a name; its place from 1, 0 if there is none. */
static uint32_t cut_place(struct str *name)
{
	size_t open = str_index(*name, '[');
	struct str digits = str_sub(*name, open + 1, name->len);
	uint32_t place = 0;

	if (!str_ends(digits, STR("]")) || digits.len < 2 || digits.ptr[0] == '0')
		return 0;
	for (size_t i = 0; i + 1 < digits.len; i++) {
		if (digits.ptr[i] < '0' || digits.ptr[i] > '9' || place > IMPORT_PLACE_MAX)
			return 0;
		place = place * 10 + (uint32_t)(digits.ptr[i] - '0');
	}
	if (place <= IMPORT_PLACE_MAX)
		*name = str_sub(*name, 0, open);
	return place <= IMPORT_PLACE_MAX ? place : 0;
}

static const struct field *field_called(const struct field *of, struct str name)
{
	const struct field *field = kind_field(of, name);

	for (size_t i = 0; i < of->n_fields && !field; i++)
		if (name.len && str_eq(of->fields[i].title, name))
			field = &of->fields[i];
	return field;
}

static void add_place(struct buf *pointer, uint32_t place)
{
	if (place)
		buf_printf(pointer, "/%u", (unsigned)place - 1);
}

/* One step of a path into `of`; the field, with a place an item of it. */
static const struct field *step(struct job *j, const struct field *of, struct str name)
{
	uint32_t place = cut_place(&name);
	const struct field *field = field_called(of, name);
	bool is_list = field && (field->type == FIELD_LIST || field->type == FIELD_VALUES);

	if (!field || (place && !is_list))
		return NULL;
	j->is_item = place > 0;
	tree_pointer_token(&j->pointer, field->key);
	add_place(&j->pointer, place);
	return field;
}

/* A path by keys and titles, to anything. */
static bool follow_path(struct job *j, struct str rest)
{
	const struct field *of = &j->kind->root;

	buf_reset(&j->pointer);
	while (rest.len && of->type != FIELD_OPEN) {
		if (of->type == FIELD_LIST && !j->is_item)
			return false;
		of = step(j, of, str_split(&rest, '.'));
		if (!of)
			return false;
	}
	j->target = of;
	if (rest.len) {
		tree_pointer_token(&j->pointer, rest);
		j->target = NULL;
	}
	return true;
}

static void take_target(struct job *j, const struct import_target *target)
{
	for (size_t i = 0; i < target->n; i++) {
		tree_pointer_token(&j->pointer, target->steps[i].field->key);
		add_place(&j->pointer, target->steps[i].place);
	}
	j->target = target->steps[target->n - 1].field;
	j->is_item = target->steps[target->n - 1].place > 0;
}

static int refuse_ambiguous(struct job *j, const struct import_target *target)
{
	struct buf path = {0};

	import_target_text(target, &path);
	error_set(j->error, STATUS_INVALID, "assign.ambiguous", "field", j->field, "path",
		  buf_cstr(&path), NULL);
	buf_release(&path);
	return STATUS_INVALID;
}

static void offer_fields(const struct field *of, struct nearby *near)
{
	for (size_t i = 0; i < of->n_fields; i++) {
		nearby_offer(near, of->fields[i].key);
		nearby_offer(near, of->fields[i].title);
	}
}

static int refuse_unknown(struct job *j)
{
	struct nearby near = {.wanted = j->assign->field};
	struct buf list = {0};

	offer_fields(&j->kind->root, &near);
	import_target_offer(&j->kind->root, &near);
	nearby_list(&near, &list);
	if (list.len)
		error_set(j->error, STATUS_INVALID, "assign.unknown-field-near", "field",
			  j->field, "nearest", buf_cstr(&list), NULL);
	else
		error_set(j->error, STATUS_INVALID, "assign.unknown-field", "field", j->field,
			  NULL);
	buf_release(&list);
	nearby_release(&near);
	return STATUS_INVALID;
}

static int find_target(struct job *j)
{
	struct import_target target;
	size_t n;

	if (follow_path(j, j->assign->field))
		return 0;
	buf_reset(&j->pointer);
	n = import_target_find(&j->kind->root, j->assign->field, &target);
	if (n > 1)
		return refuse_ambiguous(j, &target);
	if (n == 0)
		return refuse_unknown(j);
	take_target(j, &target);
	return 0;
}

/* The place in a list, from 0, that a reference token is; false if it is none. */
static bool read_place(struct str token, uint32_t *place)
{
	*place = 0;
	for (size_t i = 0; i < token.len; i++) {
		if (token.ptr[i] < '0' || token.ptr[i] > '9' || *place > IMPORT_PLACE_MAX)
			return false;
		*place = *place * 10 + (uint32_t)(token.ptr[i] - '0');
	}
	return token.len > 0;
}

static const struct node *item_at(const struct node *list, uint32_t place)
{
	const struct node *item = list->first;

	while (item && place-- > 0)
		item = item->next;
	return item;
}

/* The place behind the last makes an item; beyond it there is nothing to be set. */
static int check_places(struct job *j)
{
	struct str rest = buf_str(&j->pointer);
	const struct node *node = j->tree.root;

	str_split(&rest, '/');
	while (rest.len) {
		struct str token = str_split(&rest, '/');
		bool is_list = node && node->kind == NODE_ARRAY;
		uint32_t place, count = is_list ? node->count : 0;

		if ((is_list || !node) && read_place(token, &place) && place > count)
			return error_set(j->error, STATUS_INVALID, "assign.no-item", "field",
					 j->field, "count",
					 arena_printf(&j->arena, "%u", (unsigned)count), NULL);
		node = !is_list                    ? tree_get(node, token)
		       : read_place(token, &place) ? item_at(node, place)
						   : NULL;
	}
	return 0;
}

static int refuse_value(struct job *j, const struct field *field, const char *reason)
{
	const struct field *scalar = field && field->item ? field->item : field;
	struct buf choices = {0};

	if (scalar && scalar->n_choices) {
		import_cell_choices(scalar, &choices);
		error_set(j->error, STATUS_INVALID, "assign.choice", "field", j->field,
			  "choices", buf_cstr(&choices), NULL);
	} else {
		error_set(j->error, STATUS_INVALID, "assign.value", "field", j->field, "reason",
			  reason, NULL);
	}
	buf_release(&choices);
	return STATUS_INVALID;
}

/* A value where keys are free: a number or truth where it looks like one, else a text. */
static struct node *free_value(struct job *j, struct str text)
{
	struct cell number = cell_number(text, STR(""), &j->arena);

	if (str_eq(text, STR("true")) || str_eq(text, STR("false")))
		return value_boolean(&j->arena, str_eq(text, STR("true")));
	if (!number.reason && number.changes == 0)
		return value_number(&j->arena, text);
	return value_string(&j->arena, text);
}

/* The value that the assignment's text is; an array of them for a list of values. */
static int read_value(struct job *j, struct node **value)
{
	struct str text = j->assign->value;
	const struct field *field = j->target;
	struct import_cell cell;

	if (!field) {
		*value = free_value(j, text);
		return 0;
	}
	if (field->type == FIELD_VALUES && j->is_item)
		field = field->item;
	if (field->type == FIELD_OBJECT || field->type == FIELD_LIST ||
	    field->type == FIELD_OPEN)
		return error_set(j->error, STATUS_INVALID, "assign.not-a-value", "field",
				 j->field, NULL);
	cell = import_cell_read(field, text, cell_is_absent(text), &j->arena);
	*value = cell.value;
	if (cell.reason || !cell.value)
		return refuse_value(j, field,
				    cell.reason ? cell.reason : "assign.word-for-nothing");
	return 0;
}

static void add_edit(struct job *j, enum edit_kind kind, struct str pointer,
		     const struct node *value)
{
	*vec_add(&j->edits) = (struct edit){kind, pointer, value};
}

static struct str item_pointer(struct job *j, const char *token)
{
	return str_of(arena_printf(&j->arena, "%s/%s", buf_cstr(&j->pointer), token));
}

static int set(struct job *j)
{
	const struct node *there = tree_find(&j->tree, buf_str(&j->pointer));
	struct node *value;
	int status;

	if (j->assign->value.len == 0) {
		if (there)
			add_edit(j, EDIT_REMOVE, buf_str(&j->pointer), NULL);
		return 0;
	}
	status = check_places(j);
	if (status == 0)
		status = read_value(j, &value);
	if (status == 0)
		add_edit(j, EDIT_SET, buf_str(&j->pointer), value);
	return status;
}

/* The values that are to be added or taken, as an array. */
static int read_items(struct job *j, struct node **items)
{
	struct node *value;
	int status;

	if (j->target && (j->target->type != FIELD_VALUES || j->is_item))
		return error_set(j->error, STATUS_INVALID, "assign.not-a-list", "field",
				 j->field, NULL);
	status = check_places(j);
	if (status == 0)
		status = read_value(j, &value);
	if (status < 0)
		return status;
	*items = value;
	if (value->kind != NODE_ARRAY) {
		*items = value_array(&j->arena);
		value_add(*items, value);
	}
	if ((*items)->count > ITEMS_MAX)
		return refuse_value(j, NULL, "assign.too-many");
	return 0;
}

static int add(struct job *j)
{
	struct node *items;
	int status = read_items(j, &items);

	if (status < 0)
		return status;
	TREE_EACH_ITEM (item, items) {
		add_edit(j, EDIT_INSERT, item_pointer(j, "-"), item);
	}
	return 0;
}

static bool is_among(const struct node *item, const struct node *items)
{
	TREE_EACH_ITEM (one, items) {
		if (tree_equal(one, item))
			return true;
	}
	return false;
}

/* From the end, so that the places of the others stay. */
static int take(struct job *j)
{
	const struct node *list = tree_find(&j->tree, buf_str(&j->pointer));
	struct VEC(uint32_t) places = {0};
	struct node *items;
	int status = read_items(j, &items);
	uint32_t place = 0;

	if (status < 0 || !list || list->kind != NODE_ARRAY)
		return status;
	TREE_EACH_ITEM (item, list) {
		if (is_among(item, items))
			*vec_add(&places) = place;
		place++;
	}
	while (places.n > 0) {
		const char *token = arena_printf(&j->arena, "%u", places.at[--places.n]);

		add_edit(j, EDIT_REMOVE, item_pointer(j, token), NULL);
	}
	vec_release(&places);
	return 0;
}

static int edit(struct job *j, struct buf *text)
{
	const struct edit_order order = order_of_kind(j->kind);
	struct buf out = {0};
	int status;

	status = edit_text(&out, buf_str(text), j->edits.at, j->edits.n, &order, j->error);
	if (status == 0) {
		struct buf old = *text;

		*text = out;
		out = old;
	}
	buf_release(&out);
	return status;
}

static int apply(struct job *j, struct buf *text)
{
	struct finding_list ignored = {0}; /* edit_text says what is wrong */
	int status;

	yaml_read(&j->tree, buf_str(text), &j->arena, STR(""), &ignored);
	finding_release(&ignored);
	status = find_target(j);
	if (status < 0)
		return status;
	switch (j->assign->kind) {
	case ASSIGN_SET:
		status = set(j);
		break;
	case ASSIGN_ADD:
		status = add(j);
		break;
	case ASSIGN_TAKE:
		status = take(j);
		break;
	}
	return status < 0 ? status : edit(j, text);
}

int assign_apply(const struct assign *a, const struct kind *kind, struct buf *text,
		 struct error *error)
{
	struct job j = {.assign = a, .kind = kind, .error = error};
	int status;

	j.field = arena_cstr(&j.arena, a->field);
	status = apply(&j, text);
	buf_release(&j.pointer);
	vec_release(&j.edits);
	arena_release(&j.arena);
	return status;
}
