/* SPDX-License-Identifier: MIT */
/* Values by hash, with open addressing. */
#include "store/pool.h"

#include "base/mem.h"

#include <limits.h>
#include <string.h>

enum { SLOTS_MIN = 1024 };

#define MIX 0x9e3779b97f4a7c15u

static uint64_t mix(uint64_t hash, uint64_t word)
{
	hash = (hash ^ word) * MIX;
	return hash ^ hash >> 32;
}

/* Eight bytes at a time: str_hash takes one, and every value of every record comes by here. */
static uint64_t hash_bytes(const char *bytes, size_t len, enum value_type type)
{
	uint64_t hash = mix(type, len), word;

	for (; len >= sizeof word; bytes += sizeof word, len -= sizeof word) {
		memcpy(&word, bytes, sizeof word);
		hash = mix(hash, word);
	}
	word = 0;
	memcpy(&word, bytes, len);
	return mix(hash, word);
}

/* The bytes that tell a value from others of its type. */
static struct str bytes_of(const struct value *v)
{
	return v->type == VALUE_TEXT
		       ? (struct str){v->text, v->len}
		       : (struct str){(const char *)&v->integer, sizeof v->integer};
}

static uint64_t hash_value(const struct value *v)
{
	struct str bytes = bytes_of(v);

	return hash_bytes(bytes.ptr, bytes.len, v->type);
}

/* The slot where the value is, or would be. */
static size_t slot_of(const struct pool *p, const struct value *wanted)
{
	size_t at = hash_value(wanted) & (p->n_slots - 1);

	for (; p->slots[at]; at = (at + 1) & (p->n_slots - 1)) {
		const struct value *v = &p->values.at[p->slots[at]];

		if (v->type == wanted->type && v->len == wanted->len &&
		    str_eq(bytes_of(v), bytes_of(wanted)))
			break;
	}
	return at;
}

static void grow(struct pool *p)
{
	mem_free(p->slots);
	p->n_slots = p->n_slots ? p->n_slots * 2 : SLOTS_MIN;
	p->slots = mem_zalloc(p->n_slots, sizeof *p->slots);
	if (p->values.n == 0)
		vec_add(&p->values); /* the number of none */
	for (size_t i = 1; i < p->values.n; i++)
		p->slots[slot_of(p, &p->values.at[i])] = (uint32_t)i;
}

static uint32_t add(struct pool *p, struct value v)
{
	size_t at;

	if (p->values.n * 3 >= p->n_slots * 2)
		grow(p);
	at = slot_of(p, &v);
	if (p->slots[at])
		return p->slots[at];
	if (p->values.n >= CELL_SMALL)
		mem_exhausted();
	if (v.type == VALUE_TEXT)
		v.text = arena_str(&p->texts, bytes_of(&v)).ptr;
	p->slots[at] = (uint32_t)p->values.n;
	*vec_add(&p->values) = v;
	return p->slots[at];
}

static struct value text_value(struct str text)
{
	if (text.len > UINT_MAX)
		mem_exhausted();
	return (struct value){.text = text.ptr ? text.ptr : "",
			      .len = (uint32_t)text.len,
			      .type = VALUE_TEXT};
}

uint32_t pool_text(struct pool *p, struct str text)
{
	return add(p, text_value(text));
}

uint32_t pool_integer(struct pool *p, long long integer)
{
	if (integer >= 0 && integer < CELL_SMALL)
		return (uint32_t)integer | CELL_SMALL;
	return add(p, (struct value){.integer = integer, .type = VALUE_INTEGER});
}

uint32_t pool_real(struct pool *p, double real)
{
	return add(p, (struct value){.real = real, .type = VALUE_REAL});
}

/* Where the cell of a text at this address would be among the recent ones. */
static size_t place_of(const char *text)
{
	return ((uintptr_t)text * MIX >> 32) % POOL_RECENT;
}

uint32_t pool_find(const struct pool *p, struct str text)
{
	struct value v = text_value(text);
	uint32_t recent = p->recent[place_of(v.text)];

	if (recent && p->values.at[recent].text == v.text && p->values.at[recent].len == v.len)
		return recent;
	return p->n_slots ? p->slots[slot_of(p, &v)] : CELL_NULL;
}

const struct value *pool_show(struct pool *p, uint32_t cell)
{
	const struct value *v = &p->values.at[cell];

	if (v->type == VALUE_TEXT)
		p->recent[place_of(v->text)] = cell;
	return v;
}

struct str pool_text_of(const struct pool *p, uint32_t cell)
{
	if (cell == CELL_NULL)
		return STR("");
	return bytes_of(&p->values.at[cell]);
}

void pool_release(struct pool *p)
{
	vec_release(&p->values);
	mem_free(p->slots);
	arena_release(&p->texts);
	*p = (struct pool){0};
}
