/* SPDX-License-Identifier: MIT */
/*
 * Schemas out of files: from a schema's name, and the URIs it refers to, to bytes.
 *
 * A file's URI is `file://` and its absolute path (RFC 8089), so that relative references lead
 * to the files beside it. Other URIs are looked for by maps: URI=DIR stands for all URIs that
 * begin with URI, whose rest names a file below DIR (as it is, or with .json, .yaml or .yml
 * after it); a map to a file stands for that URI alone. The longest URI wins. The kinds of
 * records (KIND_URI_BASE) are known without a map. Nothing else is asked, no network in
 * particular.
 */
#ifndef RECORDS_DOCUMENTS_H
#define RECORDS_DOCUMENTS_H

#include "base/buf.h"
#include "base/error.h"

struct documents_map {
	struct str uri;       /* without fragment */
	const char *location; /* a folder or a file */
};

struct documents {
	const struct documents_map *maps;
	size_t n_maps;
};

enum { DOCUMENTS_BYTES_MAX = 64 << 20 }; /* of a file */

/* Appends the URI of a file. Fails with read.unreadable {file, reason} when the working folder
 * is not known. */
int documents_uri(const char *file, struct buf *uri, struct error *error);

/* A schema_fetch (schema.h); the context is a struct documents. A file's name in messages is
 * its path. */
int documents_fetch(void *context, struct str uri, struct buf *bytes, struct buf *name,
		    struct error *error);

#endif
