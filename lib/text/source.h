/* SPDX-License-Identifier: MIT */
/*
 * The first look at a file's bytes, before any reader: size and encoding, as findings `text.*`.
 */
#ifndef TEXT_SOURCE_H
#define TEXT_SOURCE_H

#include "result/finding.h"
#include "text/encoding.h"
#include "text/profile.h"
#include "text/tree.h"

enum { SOURCE_BYTES_MAX = 1 << 20 }; /* of a record */

/* Whether `bytes` can be given to a reader. If not, one finding under `path` says what the
 * bytes are and where the fault lies. A byte order mark is a warning and is no obstacle.
 * `report` is filled in either case; `t` (with its source and arena set) serves to compute
 * places. `escapable`: a code point that records may not hold is for the reader to judge (where
 * the encoding is ENCODING_FORBIDDEN). */
bool source_check(const struct profile *profile, bool escapable, struct tree *t,
		  struct str path, struct encoding_report *report,
		  struct finding_list *findings);

/* Says in a finding {max} that a file is larger than the profile allows. */
void source_too_large(const struct profile *profile, struct str path,
		      struct finding_list *findings);

/* A number of bytes in words, `64 KiB`; in the arena. */
const char *source_size(struct arena *arena, uint32_t bytes);

#endif
