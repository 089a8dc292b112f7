/* SPDX-License-Identifier: MIT */
/*
 * One step of an edit, and the pieces of text that it comes down to. For the files of lib/text
 * only; edit.h is for everybody else.
 */
#ifndef TEXT_EDIT_SPLICE_H
#define TEXT_EDIT_SPLICE_H

#include "text/emit.h"

/* The bytes [start, end) of the source give way to `text`. */
struct edit_splice {
	uint32_t start, end;
	struct str text;
};

enum { EDIT_SPLICES_MAX = 4 };

/* What a step is about: the child at `index` of a collection. */
struct edit_step {
	struct str s; /* the source */
	struct emit_style style;
	bool careful; /* the plain way gave another value: nothing that could swallow what
			 follows */
	const struct node *root;
	const struct node *parent; /* NULL: the root itself */
	size_t index;              /* up to parent->count where a child is put in */
	struct str key;            /* of a member */
	const struct node *old;    /* the child that is there; NULL where one is put in */
	struct arena *arena;       /* of the splices' texts */
	size_t n_splices;
	struct edit_splice splices[EDIT_SPLICES_MAX];
};

/* Where a child of a collection lies. */
struct edit_entry {
	uint32_t start; /* its dash, key, `?`, or in a flow sequence the value */
	uint32_t
		head; /* what comes after its dash or colon; the key's end when there is none */
	uint32_t end; /* of the value, or of what stands for it */
	uint32_t floor; /* where the child before it ends, or 0 */
	bool headed;    /* has a dash or a colon */
	const struct node *value;
};

struct edit_entry edit_splice_entry(const struct edit_step *step, size_t index);

/* Adds a splice; pieces that touch come out in the order in which they were added. */
void edit_splice_add(struct edit_step *step, uint32_t start, uint32_t end, struct str text);

/* Gives the member at the step's index another key, in the old one's quotes where it fits them.
 */
void edit_splice_key(struct edit_step *step, struct str key, bool in_flow);

/* Appends the source with all splices made; false, and nothing appended, when they overlap. */
bool edit_splice_apply(const struct edit_step *step, struct buf *out);

#endif
