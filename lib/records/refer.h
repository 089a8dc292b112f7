/* SPDX-License-Identifier: MIT */
/*
 * One record that gets another id, as another record sees it: where it is named, and how that
 * is changed.
 *
 * It is named where the schema says `references` (named.h), and as the subject of a waiver. In
 * free text and in comments an id is a word like others: such places are found, not changed.
 */
#ifndef RECORDS_REFER_H
#define RECORDS_REFER_H

#include "base/error.h"
#include "schema/kind.h"
#include "schema/named.h"

/* What gets another id. */
struct refer_id {
	const struct kind *kind;
	struct str from, to;
};

/* A place in a record that names it. */
struct refer_place {
	const struct node *node; /* a string */
	bool is_key;
};

/* One text after another; zeroed but for the id at first. */
struct refer {
	struct refer_id id;
	struct schema_scratch *scratch;
	struct arena arena;
	struct tree tree;                      /* of the text that was read last */
	struct VEC(struct refer_place) places; /* in its order */
	struct VEC(struct str) others; /* of its text, what is neither text nor such a place:
					  keys, values of enumerations, other records' ids */
	struct named_list names;
};

/* Reads the text of a record of the kind, which outlives what is found. False: it cannot be
 * read without errors, and so there may be values that are not seen, or seen twice. */
bool refer_read(struct refer *r, const struct kind *kind, struct str text);

/* Appends the text that was read with the places changed if `places`, and its own `id` if
 * `own`; all else stays byte for byte. Fails as edit_text. */
int refer_change(const struct refer *r, bool places, bool own, struct buf *out,
		 struct error *error);

/* Whether the id stands in the text as a word, that is, not within a longer one. */
bool refer_has_word(struct str text, struct str id);

struct refer_lines VEC(uint32_t);

/* Appends the lines on which the id stands as a word, from 1, each once; of the text that was
 * read last those where it is in its text or comments, or, if there was none, of any text. */
void refer_lines(const struct refer *r, struct str text, struct refer_lines *lines);

void refer_release(struct refer *r);

#endif
