/* SPDX-License-Identifier: MIT */
/*
 * SHA-256 of a stream of bytes: by it a commit says what file it was made of, so that anybody
 * can ask sha256sum(1) whether a file is the one.
 *
 * Source: FIPS 180-4, section 6.2.
 */
#ifndef BASE_SHA256_H
#define BASE_SHA256_H

#include "base/str.h"

enum { SHA256_BLOCK = 64, SHA256_TEXT_SIZE = 65 }; /* 64 hexadecimal digits and a NUL */

struct sha256 {
	uint32_t h[8];
	uint64_t n; /* bytes taken */
	unsigned char block[SHA256_BLOCK];
};

void sha256_init(struct sha256 *s);
void sha256_add(struct sha256 *s, struct str bytes);

/* The digest of all that was added, in hexadecimal; the state is used up. */
void sha256_end(struct sha256 *s, char text[SHA256_TEXT_SIZE]);

#endif
