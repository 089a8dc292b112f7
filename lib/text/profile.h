/* SPDX-License-Identifier: MIT */
/*
 * What the readers of this folder take: a record, or any document.
 *
 * A record keeps to RECORDS.md ("Conventions") and its bounds: what YAML has beyond that is a
 * finding. Any document is what a schema is checked against on its own, and a schema itself:
 * aliases are expanded, merge keys (`<<`, https://yaml.org/type/merge.html) merged, tags of the
 * core schema (YAML 1.2.2, 10.3) obeyed, and a stream may have several documents. Either has
 * JSON's data model.
 */
#ifndef TEXT_PROFILE_H
#define TEXT_PROFILE_H

#include <stdbool.h>
#include <stdint.h>

enum { PROFILE_DEPTH_MAX = 512 }; /* the most that any profile allows */

struct profile {
	bool general;          /* any document, not a record */
	uint32_t bytes_max;    /* of the source */
	uint32_t depth_max;    /* nested collections, at most PROFILE_DEPTH_MAX */
	uint32_t nodes_max;    /* with those that aliases stand for */
	uint32_t expanded_max; /* of these, those that aliases stand for */
	uint32_t anchors_max;  /* of a document */
	uint32_t scalar_max;   /* bytes */
};

extern const struct profile profile_record, profile_general;

#endif
