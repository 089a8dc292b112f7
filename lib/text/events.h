/* SPDX-License-Identifier: MIT */
/*
 * The general YAML reader: libyaml's events into a build. For the files of lib/text only.
 */
#ifndef TEXT_EVENTS_H
#define TEXT_EVENTS_H

#include "text/build.h"

/* Reads all of `text`: the source from byte `skipped` on. `ascii`: every byte of it is. Faults
 * of syntax are findings, and then b->stopped is set. */
void events_read(struct build *b, struct str text, uint32_t skipped, bool ascii);

/* libyaml's version, e.g. "0.2.5". */
const char *events_library_version(void);

#endif
