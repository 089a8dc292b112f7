/* SPDX-License-Identifier: MIT */
/*
 * Building a tree from YAML: what the two readers (events.h, subset.h) have in common.
 *
 * A reader opens and closes collections and adds scalars in document order; here they become
 * nodes, are resolved, and are held to the record profile and its bounds. For the files of
 * lib/text only.
 */
#ifndef TEXT_BUILD_H
#define TEXT_BUILD_H

#include "result/finding.h"
#include "text/tree.h"
#include "base/map.h"
#include "text/yaml.h"

/* A collection being built. */
struct build_level {
	struct node *node;
	struct node *key; /* of an object: the key whose value comes next, else NULL */
};

struct build {
	const struct profile *profile;
	struct tree *tree;
	struct str path;
	struct finding_list *findings;
	size_t n_findings;
	bool check_nfc; /* the source may hold text that is not in Normalization Form C */
	bool stopped;   /* a bound was crossed: nothing more can be read */
	uint32_t n_nodes;
	size_t depth;
	struct build_level levels[PROFILE_DEPTH_MAX];
	/* Of profile_general only: */
	struct node *last_root;
	uint32_t reached;    /* where what was read last ends, an alias too */
	struct str anchor;   /* of the node that comes next, or "" */
	struct map anchors;  /* name → struct node, of the current document */
	uint32_t n_expanded; /* nodes that aliases stand for */
};

/* Frees what a build holds beside the tree. */
void build_release(struct build *b);

/* Gives the finding that was added last its place and, with `at`, its pointer. Past
 * YAML_FINDINGS_MAX it is taken back. */
void build_place(struct build *b, struct finding *f, uint32_t start, uint32_t end,
		 const struct node *at);

/* A new node, counted, hung nowhere. */
struct node *build_node(struct build *b, enum node_kind kind, uint32_t start, uint32_t end);

/* Whether a key comes next. */
bool build_wants_key(const struct build *b);

/* Adds a scalar that a tag says to be of this kind (NODE_NULL to NODE_STRING); false, and
 * nothing added, when its text is not. */
bool build_tagged(struct build *b, uint32_t start, uint32_t end, struct str value,
		  enum node_kind kind);

/* Adds a copy of the node that the anchor stands at. What hinders that is a finding. */
void build_alias(struct build *b, uint32_t start, uint32_t end, struct str name);

/* Adds a scalar: `value` outlives the tree. */
void build_scalar(struct build *b, uint32_t start, uint32_t end, struct str value, bool plain);

/* Adds a value that could not be told. */
void build_absent(struct build *b, uint32_t start, uint32_t end);

/* Begins a collection that starts at `start`. */
void build_open(struct build *b, enum node_kind kind, uint32_t start, uint32_t end);

/* Ends the innermost collection; `end` 0: where its last child ends. */
void build_close(struct build *b, uint32_t end);

#endif
