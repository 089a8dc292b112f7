/* SPDX-License-Identifier: MIT */
/* SHA-256 of bytes: by it a commit says what file it was made of, and sha256sum(1) confirms it.
 */
#ifndef GIT_DIGEST_H
#define GIT_DIGEST_H

#include "base/str.h"

enum { DIGEST_TEXT_SIZE = 65 }; /* 64 hexadecimal digits and a NUL */

/* The digest in lower-case hexadecimal. */
void digest_sha256(struct str bytes, char text[DIGEST_TEXT_SIZE]);

/* The version of nettle that is in use, "3.8". */
const char *digest_library_version(void);

#endif
