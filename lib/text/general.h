/* SPDX-License-Identifier: MIT */
/*
 * Any document, YAML or JSON: what a schema is checked against, and schemas themselves.
 */
#ifndef TEXT_GENERAL_H
#define TEXT_GENERAL_H

#include "result/finding.h"
#include "text/tree.h"

/* Reads `source` by profile_general: as JSON under a path that ends in .json; else what begins
 * like JSON as JSON, and as YAML what is not (a flow collection may begin alike). Otherwise as
 * yaml_read. Further documents of a YAML stream are siblings of the root, root->next and so on:
 * to use one, make it the root. */
bool general_read(struct tree *t, struct str source, struct arena *arena, struct str path,
		  struct finding_list *findings);

/* Whether the finding's rule says that a bound of the readers was crossed: nobody knows what
 * the rest of the document would have been. */
bool general_is_limit(const struct finding *f);

#endif
