/* SPDX-License-Identifier: MIT */
/*
 * The fast YAML reader: the subset that records are written in. For the files of lib/text only.
 *
 * It knows block mappings with plain keys, block sequences, plain scalars on one line, quoted
 * scalars on one line without escapes, flow collections on one line, comments and blank lines.
 * Whatever else a file holds, right or wrong, it declines, and events.h reads the file: for
 * every file that it accepts, both readers give the same tree and findings (tests/unit/subset.c
 * holds one against the other).
 */
#ifndef TEXT_SUBSET_H
#define TEXT_SUBSET_H

#include "text/build.h"

/* Reads `text`, the source from byte `skipped` on. False: declined; the build and the findings
 * then hold part of a document and are to be thrown away. */
bool subset_read(struct build *b, struct str text, uint32_t skipped);

#endif
