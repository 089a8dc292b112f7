/* SPDX-License-Identifier: MIT */
/*
 * Records as a stream: JSON lines, or YAML documents each behind `---`.
 *
 * Each record is whole, with its kind as its first key (EXPORT_KIND_KEY); keys are in the order
 * of its file, comments are not kept.
 */
#ifndef RECORDS_STREAM_H
#define RECORDS_STREAM_H

#include "base/blocks.h"
#include "records/export.h"

/* Writes all records. Fails as `write` does. */
int stream_json(struct export *e, blocks_write *write, void *context, struct error *error);

/* The same; fails also as emit_yaml. */
int stream_yaml(struct export *e, blocks_write *write, void *context, struct error *error);

#endif
