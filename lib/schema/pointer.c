/* SPDX-License-Identifier: MIT */
/* One kind of index for both: from the token, as a pointer has it, to the child. */
#include "schema/pointer.h"

/* The tokens of a collection's children; texts are the set's. */
struct pointer_index {
	const struct node *node;
	struct map children;
};

static void index_members(struct schema_set *set, struct pointer_index *index)
{
	struct buf token = {0};

	TREE_EACH_MEMBER (key, index->node) {
		buf_reset(&token);
		tree_pointer_token(&token, key->text);
		map_put(&index->children,
			arena_str(&set->arena, str_sub(buf_str(&token), 1, token.len)),
			key->next);
	}
	buf_release(&token);
}

static void index_items(struct schema_set *set, struct pointer_index *index)
{
	size_t i = 0;

	TREE_EACH_ITEM (item, index->node)
		map_put(&index->children, str_of(arena_printf(&set->arena, "%zu", i++)), item);
}

static const struct pointer_index *index_of(struct schema_set *set, const struct node *node)
{
	const struct str address = {(const char *)&node, sizeof node};
	struct pointer_index *index = map_get(&set->indexes, address);

	if (index)
		return index;
	index = arena_zalloc(&set->arena, sizeof *index);
	index->node = node;
	if (node->kind == NODE_OBJECT)
		index_members(set, index);
	else
		index_items(set, index);
	map_put(&set->indexes, (struct str){(const char *)&index->node, sizeof index->node},
		index);
	return index;
}

const struct node *pointer_step(struct schema_set *set, const struct node *node,
				struct str token)
{
	struct tree at = {.root = (struct node *)node};
	bool collection = node->kind == NODE_OBJECT || node->kind == NODE_ARRAY;
	struct buf pointer = {0};
	const struct node *child;

	if (collection && node->count >= POINTER_INDEX_FROM)
		return map_get(&index_of(set, node)->children, token);
	buf_add_char(&pointer, '/');
	buf_add(&pointer, token);
	child = tree_find(&at, buf_str(&pointer));
	buf_release(&pointer);
	return child;
}

void pointer_release(struct schema_set *set)
{
	for (size_t i = 0; i < set->indexes.n; i++) {
		struct pointer_index *index = set->indexes.entries[i].value;

		map_release(&index->children);
	}
	map_release(&set->indexes);
}
