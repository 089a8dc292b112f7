/* SPDX-License-Identifier: MIT */
/* Items by hash; those with the same are compared in full, step by step. */
#include "schema/unique.h"

#include <string.h>

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

/* The member of `object` with the key, looked for first at `guess`: most objects of a list have
 * their keys in the same order. */
static const struct node *find_key(struct check *c, const struct node *object,
				   const struct node *guess, const struct node *key)
{
	if (guess && guess->hash == key->hash && str_eq(guess->text, key->text))
		return guess;
	TREE_EACH_MEMBER (other, object) {
		if (!check_steps(c, 1, key))
			return NULL;
		if (other->hash == key->hash && str_eq(other->text, key->text))
			return other;
	}
	return NULL;
}

static bool is_equal(struct check *c, const struct node *a, const struct node *b);

static bool is_equal_object(struct check *c, const struct node *a, const struct node *b)
{
	const struct node *guess = b->first;

	TREE_EACH_MEMBER (key, a) {
		const struct node *other = find_key(c, b, guess, key);

		if (!other || !is_equal(c, key->next, other->next))
			return false;
		guess = other->next->next;
	}
	return true;
}

static bool is_equal(struct check *c, const struct node *a, const struct node *b)
{
	const struct node *other;

	if (!check_steps(c, 1, a) || a->kind != b->kind)
		return false;
	if (a->kind != NODE_ARRAY && a->kind != NODE_OBJECT)
		return tree_equal(a, b);
	if (a->count != b->count)
		return false;
	if (a->kind == NODE_OBJECT)
		return is_equal_object(c, a, b);
	other = b->first;
	TREE_EACH_ITEM (item, a) {
		if (!is_equal(c, item, other))
			return false;
		other = other->next;
	}
	return true;
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
	uint64_t hash = hash_node(item);

	for (size_t at = hash & mask;; at = (at + 1) & mask) {
		slot = &slots[at];
		if (!slot->item)
			break;
		if (slot->hash == hash && is_equal(c, slot->item, item))
			return slot->item;
		if (!check_steps(c, 1, item))
			return NULL;
	}
	slot->item = item;
	slot->hash = hash;
	return NULL;
}
