/* SPDX-License-Identifier: MIT */
/*
 * YAML 1.2 (core schema) into a tree.
 *
 * Before libyaml sees a byte the text is checked (source.h). What is not as it should be
 * becomes a finding `yaml.*` with its place; reading goes on where that makes sense, so that
 * one file yields all its findings at once. In a record a tag, anchor, alias, merge key,
 * directive, second document or duplicate key is refused (RECORDS.md, "Conventions"); the value
 * that cannot be told is NODE_ABSENT. Other documents: profile.h.
 */
#ifndef TEXT_YAML_H
#define TEXT_YAML_H

#include "result/finding.h"
#include "text/profile.h"
#include "text/tree.h"

enum {
	/* Of a record: */
	YAML_DEPTH_MAX = 64, /* nested collections */
	YAML_NODES_MAX = 100000,
	YAML_SCALAR_BYTES_MAX = 1 << 16,
	/* Of any file: */
	YAML_FINDINGS_MAX = 100, /* kept for one file; one more says that there were more */
};

/* Reads `source` into `t`, nodes from `arena`, findings under `path`. Returns whether a root
 * value was read to its end (findings of single values may have been added all the same); if
 * not, t->root is NULL. Never fails: every fault of the bytes is a finding. */
bool yaml_read(struct tree *t, struct str source, struct arena *arena, struct str path,
	       struct finding_list *findings);

/* The same by another profile. By profile_general the documents of a stream are siblings; an
 * empty one is null. */
bool yaml_read_as(const struct profile *profile, struct tree *t, struct str source,
		  struct arena *arena, struct str path, struct finding_list *findings);

/* libyaml's version, e.g. "0.2.5". */
const char *yaml_library_version(void);

#endif
