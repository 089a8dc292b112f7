/* SPDX-License-Identifier: MIT */
/* Documents that hold schemas, read from bytes. */
#ifndef SCHEMA_ORIGIN_H
#define SCHEMA_ORIGIN_H

#include "schema/compiled.h"

/* Reads the bytes into a document of the set's arena, all of them copied; `name` may be empty.
 * Whatever the reader finds wrong is a failure: schema.unreadable {file, line, column, reason,
 * and the arguments of the reader's finding}. The document has a root. */
int origin_read(struct schema_set *set, struct str uri, struct str name, struct str bytes,
		struct document **document, struct error *error);

/* Where a node stands, as the arguments that every error of this folder begins with. */
struct where {
	const char *file;
	char line[12], column[12];
};

struct where origin_where(struct document *document, const struct node *node);

/* Appends the arguments of a finding to those of the failure that it becomes in a schema: its
 * words are the failure's {@reason}. */
void origin_add_arguments(struct error *error, const struct finding *finding);

#endif
