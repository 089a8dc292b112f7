/* SPDX-License-Identifier: MIT */
/* SHA-1 (FIPS 180-4, 6.1.2), written as the standard has it. */
#include "git/sha1.h"

#include <string.h>

enum { ROUNDS = 80, LENGTH_AT = SHA1_BLOCK - 8 };

static uint32_t rotate(uint32_t x, unsigned n)
{
	return x << n | x >> (32 - n);
}

void sha1_init(struct sha1 *s)
{
	static const uint32_t h[5] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476,
				      0xc3d2e1f0};

	memcpy(s->h, h, sizeof h);
	s->n = 0;
}

/* The message schedule (step 1). */
static void schedule(uint32_t w[ROUNDS], const unsigned char *block)
{
	for (int t = 0; t < 16; t++, block += 4)
		w[t] = (uint32_t)block[0] << 24 | (uint32_t)block[1] << 16 |
		       (uint32_t)block[2] << 8 | block[3];
	for (int t = 16; t < ROUNDS; t++)
		w[t] = rotate(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
}

/* One round (step 3) with its function (4.1.1) and constant (4.2.1); `v` holds a to e. */
static void turn(uint32_t v[5], uint32_t f, uint32_t k, uint32_t w)
{
	const uint32_t t = rotate(v[0], 5) + f + v[4] + k + w;

	v[4] = v[3];
	v[3] = v[2];
	v[2] = rotate(v[1], 30);
	v[1] = v[0];
	v[0] = t;
}

static void take(struct sha1 *s, const unsigned char *block)
{
	uint32_t w[ROUNDS], v[5];
	int t = 0;

	schedule(w, block);
	memcpy(v, s->h, sizeof v);
	for (; t < 20; t++)
		turn(v, (v[1] & v[2]) ^ (~v[1] & v[3]), 0x5a827999, w[t]);
	for (; t < 40; t++)
		turn(v, v[1] ^ v[2] ^ v[3], 0x6ed9eba1, w[t]);
	for (; t < 60; t++)
		turn(v, (v[1] & v[2]) ^ (v[1] & v[3]) ^ (v[2] & v[3]), 0x8f1bbcdc, w[t]);
	for (; t < ROUNDS; t++)
		turn(v, v[1] ^ v[2] ^ v[3], 0xca62c1d6, w[t]);
	for (int i = 0; i < 5; i++)
		s->h[i] += v[i];
}

void sha1_add(struct sha1 *s, struct str bytes)
{
	while (bytes.len) {
		const size_t begun = s->n % SHA1_BLOCK, room = SHA1_BLOCK - begun;
		const size_t n = bytes.len < room ? bytes.len : room;

		memcpy(s->block + begun, bytes.ptr, n);
		s->n += n;
		if (n == room)
			take(s, s->block);
		bytes = str_sub(bytes, n, bytes.len);
	}
}

void sha1_end(struct sha1 *s, unsigned char digest[SHA1_SIZE])
{
	const uint64_t bits = s->n * 8;
	char length[8];

	for (int i = 0; i < 8; i++)
		length[i] = (char)(bits >> (56 - 8 * i) & 0xff);
	sha1_add(s, STR("\x80"));
	while (s->n % SHA1_BLOCK != LENGTH_AT)
		sha1_add(s, (struct str){"", 1});
	sha1_add(s, (struct str){length, sizeof length});
	for (int i = 0; i < SHA1_SIZE; i++)
		digest[i] = (unsigned char)(s->h[i / 4] >> (24 - 8 * (i % 4)));
}
