/* SPDX-License-Identifier: MIT */
/* An insertion-ordered hash map: an array of entries and open-addressed slots that point into
 * it. */
#include "base/map.h"

#include "base/mem.h"

#include <string.h>

/* The slot that holds the key, or the free slot where it belongs. */
static uint32_t *map_slot(const struct map *m, struct str key, uint32_t hash)
{
	size_t mask = m->n_slots - 1;

	for (size_t i = hash & mask;; i = (i + 1) & mask) {
		uint32_t *slot = &m->slots[i];

		if (*slot == 0)
			return slot;
		if (m->entries[*slot - 1].hash == hash &&
		    str_eq(m->entries[*slot - 1].key, key))
			return slot;
	}
}

static void map_rehash(struct map *m, size_t n_slots)
{
	mem_free(m->slots);
	m->slots = mem_zalloc(n_slots, sizeof *m->slots);
	m->n_slots = n_slots;
	for (size_t i = 0; i < m->n; i++)
		*map_slot(m, m->entries[i].key, m->entries[i].hash) = (uint32_t)i + 1;
}

struct map_entry *map_find(const struct map *m, struct str key)
{
	uint32_t *slot;

	if (m->n == 0)
		return NULL;
	slot = map_slot(m, key, str_hash(key));
	return *slot ? &m->entries[*slot - 1] : NULL;
}

void *map_get(const struct map *m, struct str key)
{
	struct map_entry *entry = map_find(m, key);

	return entry ? entry->value : NULL;
}

struct map_entry *map_add(struct map *m, struct str key)
{
	uint32_t hash = str_hash(key), *slot;

	if (m->n * 2 >= m->n_slots)
		map_rehash(m, m->n_slots ? m->n_slots * 2 : 16);
	slot = map_slot(m, key, hash);
	if (*slot)
		return &m->entries[*slot - 1];
	if (m->n == m->cap) {
		m->cap = m->cap ? m->cap * 2 : 8;
		m->entries = mem_realloc(m->entries, m->cap, sizeof *m->entries);
	}
	m->entries[m->n] = (struct map_entry){.key = key, .hash = hash};
	*slot = (uint32_t)++m->n;
	return &m->entries[m->n - 1];
}

void map_put(struct map *m, struct str key, void *value)
{
	map_add(m, key)->value = value;
}

void map_reset(struct map *m)
{
	m->n = 0;
	if (m->n_slots)
		memset(m->slots, 0, m->n_slots * sizeof *m->slots);
}

void map_release(struct map *m)
{
	mem_free(m->entries);
	mem_free(m->slots);
	*m = (struct map){0};
}
