/* SPDX-License-Identifier: MIT */
/* Digests by nettle. */
#include "git/digest.h"

#include <nettle/base16.h>
#include <nettle/sha2.h>
#include <nettle/version.h>

#define TEXT(x)  TEXT_(x)
#define TEXT_(x) #x

void digest_sha256(struct str bytes, char text[DIGEST_TEXT_SIZE])
{
	struct sha256_ctx context;
	uint8_t digest[SHA256_DIGEST_SIZE];

	sha256_init(&context);
	sha256_update(&context, bytes.len, (const uint8_t *)bytes.ptr);
	sha256_digest(&context, sizeof digest, digest);
	base16_encode_update(text, sizeof digest, digest);
	text[DIGEST_TEXT_SIZE - 1] = '\0';
}

const char *digest_library_version(void)
{
	return TEXT(NETTLE_VERSION_MAJOR) "." TEXT(NETTLE_VERSION_MINOR);
}
