/* SPDX-License-Identifier: MIT */
/*
 * Objects by their keys; lists by a longest common subsequence of equal items, worked off from
 * the end so that places before stay what they are.
 */
#include "text/edit_diff.h"

#include "base/map.h"
#include "base/mem.h"

enum { TABLE_MAX = 1 << 18 }; /* cells */

void edit_diff_add(struct edit_ops *ops, struct arena *arena, enum edit_op_kind kind,
		   struct str pointer, const struct node *value)
{
	*vec_add(ops) = (struct edit_op){kind, arena_str(arena, pointer), value};
}

struct diff {
	struct edit_ops *ops;
	struct arena *arena;
	struct buf *pointer;
};

static void diff_node(struct diff *d, const struct node *old, const struct node *new);

static void add(struct diff *d, enum edit_op_kind kind, const struct node *value)
{
	edit_diff_add(d->ops, d->arena, kind, buf_str(d->pointer), value);
}

static void fill(struct map *map, const struct node *object)
{
	TREE_EACH_MEMBER (key, object)
		map_put(map, key->text, key->next);
}

/* First what is new, so that no object is empty in between. */
static void diff_objects(struct diff *d, const struct node *old, const struct node *new)
{
	struct map before = {0}, after = {0};
	size_t length = d->pointer->len;

	fill(&before, old);
	fill(&after, new);
	TREE_EACH_MEMBER (key, new) {
		const struct node *there = map_get(&before, key->text);

		tree_pointer_token(d->pointer, key->text);
		if (there)
			diff_node(d, there, key->next);
		else
			add(d, EDIT_OP_INSERT, key->next);
		d->pointer->len = length;
	}
	TREE_EACH_MEMBER (key, old) {
		tree_pointer_token(d->pointer, key->text);
		if (!map_get(&after, key->text))
			add(d, EDIT_OP_REMOVE, NULL);
		d->pointer->len = length;
	}
	map_release(&before);
	map_release(&after);
}

/* Two lists as arrays, without what is equal at their ends. */
struct lists {
	const struct node **old, **new;
	size_t n_old, n_new, first;
	uint16_t *table; /* [i * (n_new + 1) + j]: what old from i and new from j have in common
			  */
};

static const struct node **items(struct arena *arena, const struct node *array)
{
	const struct node **list = arena_alloc(arena, array->count * sizeof *list);
	size_t n = 0;

	TREE_EACH_ITEM (item, array)
		list[n++] = item;
	return list;
}

static void trim(struct lists *l)
{
	while (l->n_old && l->n_new && tree_equal(l->old[l->n_old - 1], l->new[l->n_new - 1]))
		l->n_old--, l->n_new--;
	while (l->n_old && l->n_new && tree_equal(l->old[0], l->new[0]))
		l->old++, l->new ++, l->n_old--, l->n_new--, l->first++;
}

static uint16_t *cell(const struct lists *l, size_t i, size_t j)
{
	return &l->table[i * (l->n_new + 1) + j];
}

static void fill_table(struct lists *l)
{
	for (size_t i = l->n_old; i-- > 0;)
		for (size_t j = l->n_new; j-- > 0;) {
			uint16_t down = *cell(l, i + 1, j), right = *cell(l, i, j + 1);

			if (tree_equal(l->old[i], l->new[j]))
				*cell(l, i, j) = (uint16_t)(*cell(l, i + 1, j + 1) + 1);
			else
				*cell(l, i, j) = down > right ? down : right;
		}
}

static void at_index(struct diff *d, size_t index, enum edit_op_kind kind,
		     const struct node *old, const struct node *new)
{
	size_t length = d->pointer->len;

	buf_printf(d->pointer, "/%zu", index);
	if (kind == EDIT_OP_REPLACE)
		diff_node(d, old, new);
	else
		add(d, kind, new);
	d->pointer->len = length;
}

/* Where nothing is in common: old [i, i_end) and new [j, j_end), from the end. */
static void diff_gap(struct diff *d, const struct lists *l, size_t i, size_t i_end, size_t j,
		     size_t j_end)
{
	size_t n_old = i_end - i, n_new = j_end - j, n = n_old < n_new ? n_old : n_new;

	for (size_t k = n_new; k-- > n;)
		at_index(d, l->first + i_end, EDIT_OP_INSERT, NULL, l->new[j + k]);
	for (size_t k = n_old; k-- > n;)
		at_index(d, l->first + i + k, EDIT_OP_REMOVE, NULL, NULL);
	for (size_t k = n; k-- > 0;)
		at_index(d, l->first + i + k, EDIT_OP_REPLACE, l->old[i + k], l->new[j + k]);
}

struct pair {
	size_t i, j; /* an item of each list: they are equal */
};

/* What is in common, in order; returns how many. */
static size_t walk_table(const struct lists *l, struct pair *pairs)
{
	size_t n = 0, i = 0, j = 0;

	while (i < l->n_old && j < l->n_new) {
		if (*cell(l, i, j) == *cell(l, i + 1, j))
			i++;
		else if (*cell(l, i, j) == *cell(l, i, j + 1))
			j++;
		else
			pairs[n++] = (struct pair){i++, j++};
	}
	return n;
}

static void diff_by_table(struct diff *d, struct lists *l)
{
	struct pair *pairs = arena_alloc(d->arena, (l->n_old + 1) * sizeof *pairs);
	size_t i_end = l->n_old, j_end = l->n_new, n;

	l->table = mem_zalloc((l->n_old + 1) * (l->n_new + 1), sizeof *l->table);
	fill_table(l);
	n = walk_table(l, pairs);
	mem_free(l->table);
	while (n-- > 0) {
		diff_gap(d, l, pairs[n].i + 1, i_end, pairs[n].j + 1, j_end);
		i_end = pairs[n].i;
		j_end = pairs[n].j;
	}
	diff_gap(d, l, 0, i_end, 0, j_end);
}

static void diff_lists(struct diff *d, const struct node *old, const struct node *new)
{
	struct lists l = {.old = items(d->arena, old),
			  .new = items(d->arena, new),
			  .n_old = old->count,
			  .n_new = new->count};

	trim(&l);
	if ((l.n_old + 1) * (l.n_new + 1) > TABLE_MAX)
		diff_gap(d, &l, 0, l.n_old, 0, l.n_new);
	else
		diff_by_table(d, &l);
}

static void diff_node(struct diff *d, const struct node *old, const struct node *new)
{
	bool alike = old->kind == new->kind;

	if (tree_equal(old, new))
		return;
	if (alike && old->kind == NODE_OBJECT && old->count && new->count)
		diff_objects(d, old, new);
	else if (alike && old->kind == NODE_ARRAY && old->count && new->count)
		diff_lists(d, old, new);
	else
		add(d, EDIT_OP_REPLACE, new);
}

void edit_diff(struct edit_ops *ops, struct arena *arena, struct buf *pointer,
	       const struct node *old, const struct node *new)
{
	struct diff d = {.ops = ops, .arena = arena, .pointer = pointer};

	diff_node(&d, old, new);
}
