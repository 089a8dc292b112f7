/* SPDX-License-Identifier: MIT */
/*
 * What the readers of a pack's files share: the pack being made, and pieces of its files. All
 * that is read is copied into the pack.
 */
#ifndef POLICY_READER_H
#define POLICY_READER_H

#include "policy/pack.h"
#include "text/tree.h"

struct reader {
	struct pack *pack;
	const struct kind_set *kinds;
	const struct pack_layer *layer;
	bool outside;     /* the layer is a repository's */
	struct str path;  /* of the file */
	struct tree tree; /* its content, of the shape it must have */
	struct finding_list *findings;
};

struct str reader_keep(struct reader *r, struct str s);

/* Both languages of an object; "" where it is NULL. */
struct texts reader_texts(struct reader *r, const struct node *node);

/* Of a scalar, or of a list of them. */
const struct str *reader_values(struct reader *r, const struct node *node, size_t *n);

/* Of a mapping of names to texts. */
struct label *reader_labels(struct reader *r, const struct node *node, size_t *n);

/* SQL; a node of NULL has none. */
struct statement reader_statement(struct reader *r, const struct node *node);

/* Gives the finding, one about the file, the place of a node. */
void reader_place(struct reader *r, struct finding *f, const struct node *at);

#endif
