/* SPDX-License-Identifier: MIT */
/*
 * Optional keys that packs add to kinds (kind.h, kind_set_extend): how they become the kind's
 * own. A key joins the `properties` of its kind as a `$ref` to the document that it is from.
 */
#ifndef SCHEMA_EXTENSION_H
#define SCHEMA_EXTENSION_H

#include "schema/kind.h"

/* Adds the documents to the set. */
int extension_add(struct schema_set *set, const struct kind_keys *keys, size_t n,
		  struct error *error);

/* Compiles each by itself, when what they refer to is in the set. */
int extension_compile(struct schema_set *set, const struct kind_keys *keys, size_t n,
		      struct error *error);

/* Appends the file of a kind with the keys that there are for it; any other as it is. Fails
 * with kind.key-taken {file, line, column, key} where the kind or another pack has the key. */
int extension_join(const struct pack_file *file, const struct kind_keys *keys, size_t n,
		   struct buf *joined, struct error *error);

/* Holds the keys that a kind, built from its schema, was given to what makes columns: plain
 * names, and a column or table each of their own, not too deep. Fails with kind.bad-key,
 * kind.key-taken, kind.too-deep {file, line, column, key}. */
int extension_check(struct schema_set *set, const struct kind_keys *keys, size_t n,
		    const struct kind *kind, struct error *error);

#endif
