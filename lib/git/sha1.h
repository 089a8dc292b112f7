/* SPDX-License-Identifier: MIT */
/*
 * SHA-1 of a stream of bytes: the checksum at the end of git's packs, which libgit2 computes of
 * whole objects only. It guards against accidents and nothing else; objects are named by
 * libgit2, which detects collisions.
 *
 * Source: FIPS 180-4, section 6.1.
 */
#ifndef GIT_SHA1_H
#define GIT_SHA1_H

#include "base/str.h"

enum { SHA1_SIZE = 20, SHA1_BLOCK = 64 };

struct sha1 {
	uint32_t h[5];
	uint64_t n; /* bytes taken */
	unsigned char block[SHA1_BLOCK];
};

void sha1_init(struct sha1 *s);
void sha1_add(struct sha1 *s, struct str bytes);

/* The digest of all that was added; the state is used up. */
void sha1_end(struct sha1 *s, unsigned char digest[SHA1_SIZE]);

#endif
