/* SPDX-License-Identifier: MIT */
/*
 * The compiled form of a schema, shared by the files of this folder and by nobody else.
 *
 * A schema is a list of ops, one a keyword or one a group of keywords that work together
 * (`properties` with its three companions). Ops stand in the order of enum keyword_id: cheap
 * ones first, those that need the others' annotations last. All of it lives in the arena of
 * its schema_set and is read-only once schema_compile has returned.
 */
#ifndef SCHEMA_COMPILED_H
#define SCHEMA_COMPILED_H

#include "base/decimal.h"
#include "base/map.h"
#include "schema/format.h"
#include "schema/schema.h"
#include "text/regex.h"

/* The keywords of JSON Schema 2020-12 and of schema/vocabulary.yaml. */
enum keyword_id {
	KEYWORD_FALSE, /* no keyword: the schema `false` */
	KEYWORD_TYPE,
	KEYWORD_CONST,
	KEYWORD_ENUM,
	KEYWORD_CHOICE, /* no keyword: `anyOf` or `oneOf` of different constant strings */
	KEYWORD_MULTIPLE_OF,
	KEYWORD_MAXIMUM,
	KEYWORD_EXCLUSIVE_MAXIMUM,
	KEYWORD_MINIMUM,
	KEYWORD_EXCLUSIVE_MINIMUM,
	KEYWORD_DECIMAL,
	KEYWORD_MAX_LENGTH,
	KEYWORD_MIN_LENGTH,
	KEYWORD_FORMAT,
	KEYWORD_PATTERN,
	KEYWORD_MAX_ITEMS,
	KEYWORD_MIN_ITEMS,
	KEYWORD_UNIQUE_ITEMS,
	KEYWORD_MAX_PROPERTIES,
	KEYWORD_MIN_PROPERTIES,
	KEYWORD_DEPENDENT_REQUIRED,
	KEYWORD_INTERVAL,
	KEYWORD_REF,
	KEYWORD_DYNAMIC_REF,
	KEYWORD_RECURSIVE_REF,
	KEYWORD_PREFIX_ITEMS,
	KEYWORD_ADDITIONAL_ITEMS,
	KEYWORD_ITEMS,
	KEYWORD_CONTAINS,
	KEYWORD_MAX_CONTAINS,
	KEYWORD_MIN_CONTAINS,
	KEYWORD_PROPERTIES,
	KEYWORD_PATTERN_PROPERTIES,
	KEYWORD_ADDITIONAL_PROPERTIES,
	KEYWORD_REQUIRED,
	KEYWORD_PROPERTY_NAMES,
	KEYWORD_DEPENDENT_SCHEMAS,
	KEYWORD_ALL_OF,
	KEYWORD_ANY_OF,
	KEYWORD_ONE_OF,
	KEYWORD_NOT,
	KEYWORD_IF,
	KEYWORD_THEN,
	KEYWORD_ELSE,
	KEYWORD_FORBID_TEXT,
	KEYWORD_UNEVALUATED_ITEMS, /* from here on: after all the others */
	KEYWORD_UNEVALUATED_PROPERTIES,
	/* Without an op: identifiers and annotations. */
	KEYWORD_SCHEMA,
	KEYWORD_ID,
	KEYWORD_ANCHOR,
	KEYWORD_DYNAMIC_ANCHOR,
	KEYWORD_RECURSIVE_ANCHOR,
	KEYWORD_VOCABULARY,
	KEYWORD_COMMENT,
	KEYWORD_DEFS,
	KEYWORD_DEFINITIONS,
	KEYWORD_DEPENDENCIES, /* becomes the two that took its place */
	KEYWORD_TITLE,
	KEYWORD_DESCRIPTION,
	KEYWORD_DEFAULT,
	KEYWORD_DEPRECATED,
	KEYWORD_READ_ONLY,
	KEYWORD_WRITE_ONLY,
	KEYWORD_EXAMPLES,
	KEYWORD_CONTENT_ENCODING,
	KEYWORD_CONTENT_MEDIA_TYPE,
	KEYWORD_CONTENT_SCHEMA,
	KEYWORD_RECORD,
	KEYWORD_REFERENCES,
	KEYWORD_UNIQUE,
	KEYWORD_SENSITIVE,
	KEYWORD_PEOPLE,
	KEYWORD_UNIT,
	KEYWORDS,
};

/* Vocabularies, and sets of them. */
enum {
	VOCABULARY_CORE = 1 << 0,
	VOCABULARY_APPLICATOR = 1 << 1,
	VOCABULARY_UNEVALUATED = 1 << 2,
	VOCABULARY_VALIDATION = 1 << 3,
	VOCABULARY_META_DATA = 1 << 4,
	VOCABULARY_FORMAT_ANNOTATION = 1 << 5,
	VOCABULARY_FORMAT_ASSERTION = 1 << 6,
	VOCABULARY_CONTENT = 1 << 7,
	VOCABULARY_RECORDS = 1 << 8,
	/* Keywords that one draft has and the other has not, or that both have kept from older
	 * ones. */
	VOCABULARY_CORE_2020 = 1 << 9,
	VOCABULARY_CORE_2019 = 1 << 10,
	VOCABULARY_APPLICATOR_2020 = 1 << 11,
	VOCABULARY_APPLICATOR_2019 = 1 << 12,
	VOCABULARY_COMPATIBILITY = 1 << 13,
	VOCABULARY_FORMAT_2019 = 1 << 14, /* stands for one of the two of 2020-12 */
	VOCABULARIES_COMMON = VOCABULARY_CORE | VOCABULARY_APPLICATOR | VOCABULARY_UNEVALUATED |
			      VOCABULARY_VALIDATION | VOCABULARY_META_DATA |
			      VOCABULARY_FORMAT_ANNOTATION | VOCABULARY_CONTENT,
	VOCABULARIES_2020 = VOCABULARIES_COMMON | VOCABULARY_CORE_2020 |
			    VOCABULARY_APPLICATOR_2020 | VOCABULARY_COMPATIBILITY,
	VOCABULARIES_2019 = VOCABULARIES_COMMON | VOCABULARY_CORE_2019 |
			    VOCABULARY_APPLICATOR_2019 | VOCABULARY_COMPATIBILITY,
	VOCABULARIES_KINDS = VOCABULARIES_COMMON | VOCABULARY_CORE_2020 |
			     VOCABULARY_APPLICATOR_2020 | VOCABULARY_FORMAT_ASSERTION |
			     VOCABULARY_RECORDS,
};

/* Sets of node kinds, one bit each; NODE_ABSENT's bit, which no op ever sees, is for `type`. */
enum {
	KINDS_INTEGER = 1 << NODE_ABSENT,
	KINDS_NULL = 1 << NODE_NULL,
	KINDS_BOOLEAN = 1 << NODE_BOOLEAN,
	KINDS_NUMBER = 1 << NODE_NUMBER,
	KINDS_STRING = 1 << NODE_STRING,
	KINDS_ARRAY = 1 << NODE_ARRAY,
	KINDS_OBJECT = 1 << NODE_OBJECT,
	KINDS_ANY = 0xFF,
};

struct document {
	struct str uri;  /* it was retrieved from */
	struct str name; /* for people; a C string, like the URI */
	bool built_in;
	struct tree tree;
};

/* What the identifiers of a resource, and the places of its subschemas, are read by. */
enum draft {
	DRAFT_2020, /* or a meta-schema of somebody's own */
	DRAFT_2019,
	DRAFT_OLDER, /* not read at all */
};

/* A schema resource (core, 4.3.5): a document's root, or what has an `$id` of its own. */
struct resource {
	struct str uri; /* without fragment */
	const struct node *root;
	struct document *document;
	struct resource *parent;  /* that holds it; NULL at a document's root */
	struct resource *dialect; /* that names the meta-schema: this, or one that holds it; a
				     document's root may do it by saying nothing */
	struct resource *inner;   /* the first of those held that name one themselves ... */
	struct resource *next;    /* ... and the next beside it */
	enum draft draft;         /* as far as it can be told from `$schema` alone */
	bool verified;            /* against its meta-schema; of those that name one */
	uint8_t other_kind;       /* what the root's kind is exchanged with: see meta.c */
	unsigned vocabularies;    /* in force; 0: not yet known */
	struct map anchors;       /* name → struct anchor */
};

struct anchor {
	struct str name;
	const struct node *node;
	bool dynamic;
	const struct schema *schema; /* of a dynamic one that some $dynamicRef may lead to */
	struct anchor *next;         /* of the dynamic ones, that with the same name */
};

/* A node of a document that is, or is used as, a schema. */
struct place {
	const struct node *node;
	struct resource *resource;
	struct schema *schema; /* NULL: not compiled */
	bool stray; /* it stands where no keyword holds schemas: a reference makes it one */
};

struct check;
struct op;

/* Whether the instance passes. Called for instances of the op's kinds only. */
typedef bool check_fn(struct check *c, const struct op *op, const struct node *node);

struct op {
	uint8_t keyword; /* enum keyword_id */
	uint8_t kinds;   /* of instances that it says something about */
	check_fn *check;
	const struct node *source; /* the keyword's value, in its document */
	union {
		unsigned types; /* KINDS_* */
		size_t count;   /* of minLength ... maxProperties; `decimal` */
		const struct decimal *number;
		const struct regex *regex;
		format_check *format;
		const struct enumeration *enumeration;
		const struct schema *schema; /* $ref, not, propertyNames, unevaluated... */
		const struct branches *branches;
		const struct conditional *conditional;
		const struct dynamic *dynamic;
		const struct items *items;
		const struct contains *contains;
		const struct members *members;
		const struct dependents *dependents;
		const struct interval *interval;
	};
};

struct schema {
	const struct node *source;
	struct resource *resource;
	uint32_t number; /* among those made in the same run */
	const struct op *ops;
	uint32_t n_ops;
	uint32_t n_plain;           /* without the unevaluated... at the end */
	const struct schema *alias; /* one that gives the same verdict sooner, or itself */
};

/* Whether it is the schema `false`. */
static inline bool compiled_is_false(const struct schema *schema)
{
	return schema->n_ops && schema->ops[0].keyword == KEYWORD_FALSE;
}

struct enumeration {
	const struct node **slots; /* strings, open addressing by their hash; NULL is free */
	uint32_t mask;
	const struct node **others; /* values of other kinds */
	size_t n_others;
};

struct branches {
	size_t n;
	const struct schema *at[];
};

struct conditional {
	const struct schema *condition, *then, *otherwise; /* NULL: absent */
};

struct dynamic {
	struct str anchor;
	const struct schema *initial; /* when no scope has that anchor */
};

struct items {
	const struct schema *rest; /* `items`, or NULL */
	size_t n;
	const struct schema *prefix[];
};

struct contains {
	const struct schema *schema;
	size_t min, max;
	bool evaluates;                         /* the items that match */
	const struct node *min_node, *max_node; /* NULL: absent */
};

/* A key that `properties` or `required` names. */
struct member {
	const struct node *key; /* in `properties` or `required`; NULL: a free slot */
	const struct schema *schema;
	uint32_t hash;
	bool required;
};

struct pattern_member {
	const struct regex *regex;
	const struct schema *schema;
};

struct members {
	struct member *slots; /* open addressing by the key's hash */
	uint32_t mask;
	uint32_t n_required;
	const struct schema *additional;    /* NULL: absent */
	const struct node *required;        /* the keywords' values, for explanations */
	const struct node *additional_node; /* NULL: absent */
	size_t n_patterns;
	struct pattern_member patterns[];
};

/* What follows from the presence of a key: other keys, or a schema. */
struct dependent {
	const struct node *key;
	const struct node *required; /* array of strings */
	const struct schema *schema;
};

struct dependents {
	size_t n;
	struct dependent at[];
};

struct interval {
	struct str start, end; /* keys of date members */
};

struct schema_set {
	struct schema_options options;
	struct map dynamic_anchors; /* name → the first struct anchor that is dynamic */
	struct map indexes;         /* address of a node → its index: see pointer.c */
	struct schema_set *owner;   /* whose schemas' meta-schemas these are, or NULL */
	struct schema_set *metas;   /* the set of meta-schemas that it owns, or NULL: not asked
				       for yet, or it is owned itself */
	struct schema_scratch *scratch; /* of a set of meta-schemas */
	struct arena arena;
	struct map keywords;  /* name → struct keyword */
	struct map resources; /* URI → struct resource */
	struct map places;    /* address of a node → struct place */
	struct map regexes;   /* pattern → struct regex */
	struct map dynamics;  /* anchor names that some $dynamicRef asks for → NULL */
};

#endif
