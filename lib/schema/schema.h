/* SPDX-License-Identifier: MIT */
/*
 * JSON Schema 2020-12, compiled.
 *
 * A schema_set holds documents under their URIs; schema_compile turns a place in one of them,
 * and all it refers to, into a `struct schema`. Checking is in two steps: schema_valid is the
 * verdict, fast and without allocations after warm-up; schema_explain is asked only when it is
 * false and appends findings. A compiled schema is read-only and may be shared by threads; each
 * has its own scratch.
 *
 * Source: JSON Schema Core and Validation, 2020-12; our own vocabulary: schema/vocabulary.yaml.
 */
#ifndef SCHEMA_SCHEMA_H
#define SCHEMA_SCHEMA_H

#include "base/buf.h"
#include "base/error.h"
#include "result/finding.h"
#include "text/tree.h"

struct schema_set;
struct schema;
struct schema_scratch;

enum {
	SCHEMA_REF_DEPTH_MAX = 256, /* $ref within $ref on one instance location */
	SCHEMA_DEPTH_MAX = 2048, /* schemas within schemas, all instance locations together */
	SCHEMA_STEPS_MAX = 10000000, /* schemas applied, items compared ... to one instance, */
	SCHEMA_STEPS_PER_BYTE = 20,  /* and so many more for each byte of it */
};

enum schema_mode {
	SCHEMA_GENERAL, /* unknown keywords are annotations; `format` is one too */
	SCHEMA_KINDS,   /* our own kinds: an unknown or unimplemented keyword fails to compile;
			   `format`   asserts; the record vocabulary applies */
};

/* Gets the document at a URI (absolute, without fragment), for a set that does not hold it: its
 * bytes, and, if a person knows it by another name than the URI, that one. Both buffers are
 * empty when it is called. Returns 0; STATUS_NOT_FOUND, and the error need not be set, when
 * nobody has it; or another status with the error set. */
typedef int schema_fetch(void *context, struct str uri, struct buf *bytes, struct buf *name,
			 struct error *error);

struct schema_options {
	enum schema_mode mode;
	bool assert_formats; /* `format` asserts where the format is known, in every dialect */
	schema_fetch *fetch; /* NULL: there is nothing beyond what was added */
	void *fetch_context;
};

/* The options are copied; what fetch_context points to must outlive the set. */
struct schema_set *schema_set_new(const struct schema_options *options);
void schema_set_free(struct schema_set *set);

/* Adds a document (YAML or JSON text, copied) under the URI it was retrieved from; its `$id`,
 * if it has one, names it too. Errors and findings call it `name`, or by its URI if that is
 * empty. It is read as any document (text/general.h), by a URI that ends in .json as JSON; in
 * a set of kinds it is YAML in the form of a record. Fails with schema.* {file, line, column,
 * ...}, and the set is as before. */
int schema_set_add(struct schema_set *set, struct str uri, struct str name, struct str bytes,
		   struct error *error);

/* Compiles the schema at `uri` (with an optional fragment: JSON Pointer or anchor). What it
 * refers to and the set does not hold is fetched and added. The result lives as long as the
 * set; compiling the same place again gives the same schema. Fails (STATUS_INVALID) on an
 * unknown URI or fragment, a malformed keyword, an invalid pattern, a $ref loop that never
 * reaches an instance: schema.* {file, line, column, keyword}; or as the fetching did. But for
 * fetched documents nothing of a failed run stays. */
int schema_compile(struct schema_set *set, struct str uri, const struct schema **schema,
		   struct error *error);

struct schema_scratch *schema_scratch_new(void);
void schema_scratch_free(struct schema_scratch *scratch);

/* Whether the instance is valid. NODE_ABSENT is valid against everything. False, too, when a
 * bound (regular expression, reference depth) was crossed: schema_explain says so. */
bool schema_valid(const struct schema *schema, const struct node *instance,
		  struct schema_scratch *scratch);

/* Appends what is wrong with the tree's root: at most `max` findings, in document order, each
 * with path, line, column, span and pointer; args at least {schema} (URI and pointer of the
 * keyword). Appends nothing if it is valid. Personal data where it is forbidden is always
 * among them: the first of it takes the last place, or, with `max` 0, is added all the same.
 * Of the branches of an `anyOf` or `oneOf`, none of which passes, the one that seems to be
 * meant is explained; with `all_branches`, every one. Returns whether there were more. */
bool schema_explain(const struct schema *schema, struct tree *tree, struct str path, size_t max,
		    bool all_branches, struct finding_list *findings,
		    struct schema_scratch *scratch);

#endif
