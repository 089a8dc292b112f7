/* SPDX-License-Identifier: MIT */
/*
 * Values in blocks, and by hash with open addressing. A cell is a block's number and a place in
 * it, so that a value is one step away: what it is, how long, and its bytes lie together.
 */
#include "store/pool.h"

#include "base/mem.h"

#include <string.h>

enum { BLOCK_UNITS = 1 << POOL_PLACE_BITS, SLOTS_MIN = 1024, SHORT_UNITS = 4 };

#define HEAD offsetof(struct value, text)

static uint64_t rotate(uint64_t x, int n)
{
	return x << n | x >> (64 - n);
}

static void sip_round(uint64_t v[4])
{
	v[0] += v[1];
	v[2] += v[3];
	v[1] = rotate(v[1], 13) ^ v[0];
	v[3] = rotate(v[3], 16) ^ v[2];
	v[0] = rotate(v[0], 32) + v[3];
	v[2] += v[1];
	v[3] = rotate(v[3], 21) ^ v[0];
	v[1] = rotate(v[1], 17) ^ v[2];
	v[2] = rotate(v[2], 32);
}

static void sip_word(uint64_t v[4], uint64_t word)
{
	v[3] ^= word;
	sip_round(v);
	v[0] ^= word;
}

/* SipHash-1-3 (Aumasson and Bernstein, 2012; one round a word and three at the end, as hash
 * tables use it): who writes records does not know the key, and cannot make texts that collide.
 */
static uint64_t hash_bytes(const struct pool *p, struct str bytes, enum value_type type)
{
	uint64_t v[4] = {p->key[0] ^ 0x736f6d6570736575u, p->key[1] ^ 0x646f72616e646f6du,
			 p->key[0] ^ 0x6c7967656e657261u, p->key[1] ^ 0x7465646279746573u};
	uint64_t word, last = (uint64_t)bytes.len << 56 ^ (uint64_t)type << 48;

	for (; bytes.len >= sizeof word; bytes.ptr += sizeof word, bytes.len -= sizeof word) {
		memcpy(&word, bytes.ptr, sizeof word);
		sip_word(v, word);
	}
	word = 0;
	if (bytes.len)
		memcpy(&word, bytes.ptr, bytes.len);
	sip_word(v, word);
	sip_word(v, last);
	v[2] ^= 0xff;
	for (int i = 0; i < 3; i++)
		sip_round(v);
	return v[0] ^ v[1] ^ v[2] ^ v[3];
}

/* The bytes that tell a value from others of its type. */
static struct str bytes_of(const struct value *v)
{
	return (struct str){v->text, v->type == VALUE_TEXT ? v->len : sizeof v->integer};
}

/* The slot where the value is, or would be. */
static size_t slot_of(const struct pool *p, struct str bytes, enum value_type type)
{
	size_t at = hash_bytes(p, bytes, type) & (p->n_slots - 1);

	for (; p->slots[at]; at = (at + 1) & (p->n_slots - 1)) {
		const struct value *v = pool_show(p, p->slots[at]);

		if (v->type == type && str_eq(bytes_of(v), bytes))
			break;
	}
	return at;
}

static void grow(struct pool *p)
{
	uint32_t *old = p->slots;
	size_t n = p->n_slots;

	p->n_slots = n ? n * 2 : SLOTS_MIN;
	p->slots = mem_zalloc(p->n_slots, sizeof *p->slots);
	if (!n) { /* the system lays each process out otherwise; nothing shows how */
		p->key[0] = (uintptr_t)p->slots;
		p->key[1] = (uintptr_t)&pool_find;
	}
	for (size_t i = 0; i < n; i++) {
		const struct value *v;

		if (!old[i])
			continue;
		v = pool_show(p, old[i]);
		p->slots[slot_of(p, bytes_of(v), v->type)] = old[i];
	}
	mem_free(old);
}

static void add_block(struct pool *p, size_t size)
{
	char *block;

	if (p->blocks.n == CELL_SMALL >> POOL_PLACE_BITS)
		mem_exhausted();
	block = mem_aligned(POOL_BLOCK, size);
	*vec_add(&p->blocks) = block;
	p->homes[(uintptr_t)block / POOL_BLOCK % POOL_HOMES] = (uint16_t)p->blocks.n;
}

/* Room for so many units, in one block; the first unit of all stays free, for its cell is null.
 * Short texts are ids, dates and codes, which queries compare: they lie by themselves. */
static uint32_t reserve(struct pool *p, size_t units)
{
	struct pool_open *open = &p->open[units > SHORT_UNITS];

	if (open->end - open->next < units) {
		open->next = p->blocks.n == 0;
		open->end = units + open->next > BLOCK_UNITS ? units + open->next : BLOCK_UNITS;
		open->block = (uint32_t)p->blocks.n;
		add_block(p, open->end * POOL_UNIT);
	}
	open->next += units;
	return open->block << POOL_PLACE_BITS | (uint32_t)(open->next - units);
}

static uint32_t keep(struct pool *p, struct str bytes, enum value_type type)
{
	size_t units = (HEAD + bytes.len + POOL_UNIT) / POOL_UNIT; /* with a NUL */
	uint32_t cell = reserve(p, units);
	struct value *v = (struct value *)pool_show(p, cell);

	v->len = (uint32_t)bytes.len;
	v->type = type;
	if (bytes.len)
		memcpy((char *)v + HEAD, bytes.ptr, bytes.len);
	((char *)v)[HEAD + bytes.len] = '\0';
	return cell;
}

static uint32_t add(struct pool *p, struct str bytes, enum value_type type)
{
	size_t at;

	if (p->n * 3 >= p->n_slots * 2)
		grow(p);
	at = slot_of(p, bytes, type);
	if (!p->slots[at]) {
		p->slots[at] = keep(p, bytes, type);
		p->n++;
	}
	return p->slots[at];
}

uint32_t pool_text(struct pool *p, struct str text)
{
	if (text.len > POOL_TEXT_MAX)
		mem_exhausted();
	return add(p, text, VALUE_TEXT);
}

uint32_t pool_integer(struct pool *p, long long integer)
{
	if (integer >= 0 && integer < CELL_SMALL)
		return (uint32_t)integer | CELL_SMALL;
	return add(p, (struct str){(const char *)&integer, sizeof integer}, VALUE_INTEGER);
}

uint32_t pool_real(struct pool *p, double real)
{
	return add(p, (struct str){(const char *)&real, sizeof real}, VALUE_REAL);
}

/* The cell of a text that the pool itself has at this address, or CELL_NULL. */
static uint32_t cell_at(const struct pool *p, struct str text)
{
	uintptr_t at = (uintptr_t)text.ptr - HEAD, home = at / POOL_BLOCK;
	uint32_t block = p->homes[home % POOL_HOMES], cell;
	const struct value *v;

	if (!block || (uintptr_t)p->blocks.at[block - 1] != home * POOL_BLOCK || at % POOL_UNIT)
		return CELL_NULL;
	cell = (block - 1) << POOL_PLACE_BITS | (uint32_t)(at % POOL_BLOCK / POOL_UNIT);
	v = pool_show(p, cell);
	return v->type == VALUE_TEXT && v->len == text.len ? cell : CELL_NULL;
}

uint32_t pool_find(const struct pool *p, struct str text)
{
	uint32_t cell = cell_at(p, text);

	if (cell != CELL_NULL || !p->n_slots)
		return cell;
	return p->slots[slot_of(p, text, VALUE_TEXT)];
}

struct str pool_text_of(const struct pool *p, uint32_t cell)
{
	return cell == CELL_NULL ? STR("") : bytes_of(pool_show(p, cell));
}

void pool_release(struct pool *p)
{
	for (size_t i = 0; i < p->blocks.n; i++)
		mem_free(p->blocks.at[i]);
	vec_release(&p->blocks);
	mem_free(p->slots);
	*p = (struct pool){0};
}
