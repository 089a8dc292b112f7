/* SPDX-License-Identifier: MIT */
/* Items by hash; those with the same are compared in full, step by step. */
#include "schema/unique.h"

#include "schema/equal.h"

#include <string.h>

enum { BYTES_A_STEP = 16 }; /* hashed; items may lie in lists within lists */

static uint64_t mix(uint64_t h, uint64_t value)
{
	h = (h ^ value) * 0x9E3779B97F4A7C15u;
	return h ^ h >> 29;
}

static uint64_t hash_number(struct str text)
{
	struct decimal d;

	if (decimal_parse(&d, text) != DECIMAL_OK)
		return str_hash(text);
	return mix(mix(d.negative, (uint64_t)(d.exponent + DECIMAL_DIGITS * 4)),
		   str_hash((struct str){(const char *)d.digits, (size_t)d.n}));
}

static uint64_t hash_node(const struct node *node)
{
	uint64_t h = node->kind;

	switch ((enum node_kind)node->kind) {
	case NODE_ABSENT:
	case NODE_NULL:
		break;
	case NODE_BOOLEAN:
		return mix(h, node->text.len);
	case NODE_STRING:
		return mix(h, node->hash);
	case NODE_NUMBER:
		return mix(h, hash_number(node->text));
	case NODE_ARRAY:
		TREE_EACH_ITEM (item, node)
			h = mix(h, hash_node(item));
		break;
	case NODE_OBJECT:
		TREE_EACH_MEMBER (key, node) /* a sum: members have no order */
			h += mix(key->hash, hash_node(key->next));
		break;
	}
	return h;
}

void unique_start(struct check *c, const struct node *array)
{
	struct schema_scratch *s = c->scratch;
	size_t size = 8;

	while (size < (size_t)array->count * 2)
		size *= 2;
	while (s->slots.n < size)
		vec_add(&s->slots);
	s->slots.n = size;
	memset(s->slots.at, 0, size * sizeof *s->slots.at);
}

const struct node *unique_add(struct check *c, const struct node *item)
{
	struct unique_slot *slots = c->scratch->slots.at, *slot;
	size_t mask = c->scratch->slots.n - 1;
	uint64_t hash;

	if (!check_steps(c, (item->end - item->start) / BYTES_A_STEP, item))
		return NULL;
	hash = hash_node(item);
	for (size_t at = hash & mask;; at = (at + 1) & mask) {
		slot = &slots[at];
		if (!slot->item)
			break;
		if (slot->hash == hash && equal_nodes(c, slot->item, item))
			return slot->item;
		if (!check_steps(c, 1, item))
			return NULL;
	}
	slot->item = item;
	slot->hash = hash;
	return NULL;
}
