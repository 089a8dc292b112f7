/* SPDX-License-Identifier: MIT */
/* Comparing step by step: an instance may be large, and meet many constants. */
#include "schema/equal.h"

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

static bool objects_are_equal(struct check *c, const struct node *a, const struct node *b)
{
	const struct node *guess = b->first;

	TREE_EACH_MEMBER (key, a) {
		const struct node *other = find_key(c, b, guess, key);

		if (!other || !equal_nodes(c, key->next, other->next))
			return false;
		guess = other->next->next;
	}
	return true;
}

bool equal_nodes(struct check *c, const struct node *a, const struct node *b)
{
	const struct node *other;

	if (!check_steps(c, 1, a) || a->kind != b->kind)
		return false;
	if (a->kind != NODE_ARRAY && a->kind != NODE_OBJECT)
		return tree_equal(a, b);
	if (a->count != b->count)
		return false;
	if (a->kind == NODE_OBJECT)
		return objects_are_equal(c, a, b);
	other = b->first;
	TREE_EACH_ITEM (item, a) {
		if (!equal_nodes(c, item, other))
			return false;
		other = other->next;
	}
	return true;
}
