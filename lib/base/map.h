/* SPDX-License-Identifier: MIT */
/*
 * The map: from a str to a pointer, kept in the order of insertion.
 *
 * Keys are borrowed: their bytes must outlive the map. entries[0 .. n) are in insertion order.
 * Nothing is ever removed singly. The zeroed map is empty.
 */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/str.h"

struct map_entry {
	struct str key;
	void *value;
	uint32_t hash;
};

struct map {
	struct map_entry *entries;
	size_t n, cap;
	uint32_t *slots; /* entry index + 1, 0 free; a power of two of them */
	size_t n_slots;
};

/* The value, or NULL. */
void *map_get(const struct map *m, struct str key);

/* The entry, or NULL: tells a NULL value from none. */
struct map_entry *map_find(const struct map *m, struct str key);

/* The entry of the key, added with value NULL if it was not there. */
struct map_entry *map_add(struct map *m, struct str key);

void map_put(struct map *m, struct str key, void *value);

void map_reset(struct map *m);
void map_release(struct map *m);

#endif
