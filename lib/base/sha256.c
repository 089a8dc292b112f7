/* SPDX-License-Identifier: MIT */
/* SHA-256 (FIPS 180-4, 6.2.2), written as the standard has it. */
#include "base/sha256.h"

#include <string.h>

enum { ROUNDS = 64, LENGTH_AT = SHA256_BLOCK - 8 };

/* 4.2.2: of the cube roots of the first 64 primes. */
static const uint32_t constants[ROUNDS] = {
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
	0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
	0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
	0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
	0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
	0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
	0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
	0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
	0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
	0xc67178f2};

static uint32_t rotate(uint32_t x, unsigned n)
{
	return x >> n | x << (32 - n);
}

void sha256_init(struct sha256 *s)
{
	/* 5.3.3: of the square roots of the first 8 primes. */
	static const uint32_t h[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
				      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

	memcpy(s->h, h, sizeof h);
	s->n = 0;
}

/* The message schedule (step 1). */
static void schedule(uint32_t w[ROUNDS], const unsigned char *block)
{
	for (int t = 0; t < 16; t++, block += 4)
		w[t] = (uint32_t)block[0] << 24 | (uint32_t)block[1] << 16 |
		       (uint32_t)block[2] << 8 | block[3];
	for (int t = 16; t < ROUNDS; t++) {
		const uint32_t a = w[t - 2], b = w[t - 15];

		w[t] = (rotate(a, 17) ^ rotate(a, 19) ^ a >> 10) + w[t - 7] +
		       (rotate(b, 7) ^ rotate(b, 18) ^ b >> 3) + w[t - 16];
	}
}

/* One round (step 3); `v` holds a to h. */
static void turn(uint32_t v[8], uint32_t k, uint32_t w)
{
	const uint32_t a = v[0], b = v[1], c = v[2], e = v[4];
	const uint32_t t1 = v[7] + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) +
			    ((e & v[5]) ^ (~e & v[6])) + k + w;
	const uint32_t t2 =
		(rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));

	memmove(v + 1, v, 7 * sizeof *v);
	v[4] += t1;
	v[0] = t1 + t2;
}

static void take(struct sha256 *s, const unsigned char *block)
{
	uint32_t w[ROUNDS], v[8];

	schedule(w, block);
	memcpy(v, s->h, sizeof v);
	for (int t = 0; t < ROUNDS; t++)
		turn(v, constants[t], w[t]);
	for (int i = 0; i < 8; i++)
		s->h[i] += v[i];
}

void sha256_add(struct sha256 *s, struct str bytes)
{
	while (bytes.len) {
		const size_t begun = s->n % SHA256_BLOCK, room = SHA256_BLOCK - begun;
		const size_t n = bytes.len < room ? bytes.len : room;

		memcpy(s->block + begun, bytes.ptr, n);
		s->n += n;
		if (n == room)
			take(s, s->block);
		bytes = str_sub(bytes, n, bytes.len);
	}
}

void sha256_end(struct sha256 *s, char text[SHA256_TEXT_SIZE])
{
	static const char digits[] = "0123456789abcdef";
	const uint64_t bits = s->n * 8;
	char length[8];

	for (int i = 0; i < 8; i++)
		length[i] = (char)(bits >> (56 - 8 * i) & 0xff);
	sha256_add(s, STR("\x80"));
	while (s->n % SHA256_BLOCK != LENGTH_AT)
		sha256_add(s, (struct str){"", 1});
	sha256_add(s, (struct str){length, sizeof length});
	for (int i = 0; i < SHA256_TEXT_SIZE - 1; i++)
		text[i] = digits[s->h[i / 8] >> (28 - 4 * (i % 8)) & 15];
	text[SHA256_TEXT_SIZE - 1] = '\0';
}
