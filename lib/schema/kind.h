/* SPDX-License-Identifier: MIT */
/*
 * A kind of record as the rest of the program sees it: its path, table and fields, derived from
 * its compiled schema (so: $ref followed, in the order of the schema's `properties`).
 *
 * All strings and arrays belong to the kind_set and live as long as it.
 */
#ifndef SCHEMA_KIND_H
#define SCHEMA_KIND_H

#include "schema/schema.h"

enum field_type {
	FIELD_TEXT, /* a string; where a number is allowed as well (capacity), its text */
	FIELD_DATE, /* a string of format date */
	FIELD_INTEGER,
	FIELD_NUMBER,
	FIELD_BOOLEAN,
	FIELD_OBJECT, /* `fields` flatten into the owner's columns, premises_address */
	FIELD_LIST,   /* of objects with `fields`: a child table */
	FIELD_VALUES, /* of scalars: a child table with the column `value`, described by item[0]
		       */
	FIELD_OPEN,   /* an object with free keys (parameters): not in the tables */
};

/* A value of an enumeration. */
struct choice {
	struct str value, title;
};

struct field {
	struct str key;
	struct str title, description; /* Chinese; "" where the schema has none */
	enum field_type type;
	bool required, unique, sensitive;
	bool people;           /* an integer that counts people */
	bool number_too;       /* of a text: a number is allowed as well */
	int decimals;          /* most digits after the point; -1 unlimited */
	struct str unit;       /* of a number: what it is counted in, or "" */
	struct str pattern;    /* of a text: an ECMA-262 pattern, or "" */
	struct str references; /* kind of the record that the value names, or "" */
	const struct choice *choices;
	size_t n_choices;
	const struct field *fields; /* of an object, or of a list's objects */
	size_t n_fields;
	const struct field *item; /* of FIELD_VALUES: its scalars; else NULL */
};

struct kind {
	struct str name;          /* station */
	struct str title;         /* 社会工作服务站 */
	struct str table;         /* stations */
	struct str path_template; /* cases/{intake.date:year}/{station}/{id}.yaml */
	struct str folder; /* what the template begins with, up to its first '/': cases; "" if
			      none */
	bool forbids_personal_data;
	struct field root; /* FIELD_OBJECT */
	const struct schema *schema;
};

struct kind_set;

/* One file of a pack, e.g. {"kinds/case.yaml", ...}. */
struct pack_file {
	struct str name, bytes;
};

/* Compiles every `kinds/<name>.yaml` among the files but common.yaml, all in mode SCHEMA_KINDS;
 * the retrieval URI of a file is KIND_URI_BASE and its name. */
#define KIND_URI_BASE "https://schema.sws.example/"
int kind_set_load(const struct pack_file *files, size_t n, struct kind_set **set,
		  struct error *error);
void kind_set_free(struct kind_set *set);

/* Optional keys that a pack adds to a kind: a document of the shape meta/keys.yaml. */
struct kind_keys {
	struct str kind, pack; /* names; of the pack that adds them */
	struct str file;       /* what errors call it, policy/x/kinds/station.yaml */
	struct str bytes;
};

/* The same with keys added, which look like the kinds' own afterwards. They are compiled by
 * themselves first, so that what is wrong with them is told in their own file; `$ref` in them
 * is relative to the kinds, common.yaml#/$defs/date. Fails also with kind.key-taken,
 * kind.bad-key {file, line, column, key}. */
int kind_set_extend(const struct pack_file *files, size_t n, const struct kind_keys *keys,
		    size_t n_keys, struct kind_set **set, struct error *error);

/* In byte order of their names; `n` is set. */
const struct kind *kind_all(const struct kind_set *set, size_t *n);

/* By name, or NULL. */
const struct kind *kind_find(const struct kind_set *set, struct str name);

/* The field with this key among an object's or list's fields, or NULL. */
const struct field *kind_field(const struct field *of, struct str key);

/* Whether a scalar is one of the field's values: of its type, a day of the calendar, among its
 * choices (RECORDS.md: "loaded as far as its values fit"). Bounds and patterns are the
 * schema's.
 */
bool kind_fits(const struct field *field, const struct node *value);

/* Appends the path a record of this kind belongs at, from its own values and `id` (which wins
 * over the record's). False when a value it needs is missing. */
bool kind_path(const struct kind *kind, const struct node *record, struct str id,
	       struct buf *path);

/* Appends the kind's schema as one JSON document without references; fails as bundle_write. */
int kind_bundle(const struct kind_set *set, const struct kind *kind, struct buf *json,
		struct error *error);

/* Appends the pattern by which editors find its records: the path's template with a star for
 * each placeholder. */
void kind_glob(const struct kind *kind, struct buf *glob);

#endif
