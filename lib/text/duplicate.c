/* SPDX-License-Identifier: MIT */
/*
 * Small objects are compared pairwise by hash; large ones are sorted, because whoever writes a
 * record may choose keys that collide.
 */
#include "text/duplicate.h"

#include <stdlib.h>

enum { PAIRWISE_MAX = 16 };

/* The member before `key` with the same text, or NULL. */
static struct node *earlier_key(const struct node *object, const struct node *key)
{
	TREE_EACH_MEMBER (other, object) {
		if (other == key)
			break;
		if (other->hash == key->hash && str_eq(other->text, key->text))
			return other;
	}
	return NULL;
}

struct sorted_key {
	struct node *key;
	size_t place; /* among the members: where it stands in the source may be elsewhere */
};

/* By text, then by place. */
static int cmp_keys(const void *a, const void *b)
{
	const struct sorted_key *x = a, *y = b;
	int order = str_cmp(x->key->text, y->key->text);

	return order ? order : (x->place > y->place) - (x->place < y->place);
}

/* The keys in order; second and later ones with the same text are marked NODE_ABSENT. NULL when
 * no key stands twice. */
static struct sorted_key *sort_keys(const struct node *object, struct arena *arena)
{
	struct sorted_key *sorted = arena_alloc(arena, object->count * sizeof *sorted);
	size_t n = 0, first = 0;
	bool any = false;

	TREE_EACH_MEMBER (key, object)
		sorted[n] = (struct sorted_key){key, n}, n++;
	qsort(sorted, n, sizeof *sorted, cmp_keys);
	for (size_t i = 1; i < n; i++) {
		if (str_eq(sorted[i].key->text, sorted[first].key->text)) {
			sorted[i].key->kind = NODE_ABSENT;
			any = true;
		} else {
			first = i;
		}
	}
	return any ? sorted : NULL;
}

/* The first key with the text of `key`, which is marked: it stands before it among the sorted.
 */
static const struct node *first_of(const struct sorted_key *sorted, size_t n,
				   const struct node *key)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (str_cmp(sorted[middle].key->text, key->text) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return sorted[low].key;
}

void duplicate_drop(struct node *object, struct arena *arena,
		    void (*found)(void *context, const struct node *first,
				  const struct node *again),
		    void *context)
{
	bool pairwise = object->count <= PAIRWISE_MAX;
	size_t n = object->count;
	struct sorted_key *sorted = pairwise ? NULL : sort_keys(object, arena);
	struct node *kept = NULL; /* the last value that stays */

	if (!pairwise && !sorted)
		return;
	for (struct node *key = object->first, *next; key; key = next) {
		const struct node *first = NULL;

		next = key->next->next;
		if (pairwise)
			first = earlier_key(object, key);
		else if (key->kind == NODE_ABSENT)
			first = first_of(sorted, n, key);
		if (!first) {
			kept = key->next;
			continue;
		}
		found(context, first, key);
		kept->next = next;
		object->count--;
	}
	object->last = kept;
}
