/* SPDX-License-Identifier: MIT */
/*
 * A selection: the files and folders that a run is about, where it is not about all.
 *
 * People and lists name them as they do for git: relative to the folder that the repository was
 * opened from, or absolute; or by kind, `case` for all of them, or kind and id, `case/x`. What
 * is kept are paths from the records' root. A selection that nothing was added to covers
 * nothing.
 */
#ifndef RECORDS_SELECTION_H
#define RECORDS_SELECTION_H

#include "base/map.h"
#include "base/vec.h"
#include "records/records.h"

struct selection {
	struct VEC(struct str) paths;  /* "" is the root; in byte order once settled */
	struct VEC(struct str) masked; /* those that hold a personal identifier, as findings
					  show them */
	struct map ids; /* "case/x" to the files of that name; made when first needed */
	struct arena arena;
};

/* Replaces `path` by the path from the records' root of what is called `name`; "" for the root.
 * `.`, `..` and double slashes go by their letters, a trailing slash is dropped; of an absolute
 * name a part may lead to the root by symlinks. Nothing need be there. Fails with
 * selection.no-path (an empty name) or selection.outside {path, root} (STATUS_INVALID). */
int selection_path(const struct records *r, struct str name, struct buf *path,
		   struct error *error);

/* Adds what is called `name`: the name of a kind, for all its records; else a kind and an id,
 * for the record; else a file, or a folder with all that is in it. (`./case` is a path.) It
 * must be in the snapshot; what lies in an entry (a folder that is not looked into, a link) is
 * taken on trust, and an empty folder of records is there. Fails as selection_path and with
 * selection.unknown {path} or selection.unknown-near {path, nearest}, for an id
 * selection.unknown-record {kind, id} or selection.unknown-record-near {kind, id, nearest}
 * (STATUS_NOT_FOUND); if it is `listed`, that is, a program's choice, selection.unknown-listed
 * {path}. */
int selection_add(struct selection *s, const struct records *r, struct str name, bool listed,
		  struct error *error);

/* After the last addition: orders the paths, each once. */
void selection_settle(struct selection *s);

/* Whether a path, of an entry or a finding, is among what was named, in such a folder, or on
 * the way to it: what is wrong with a folder is wrong with all in it. Costs a search for each
 * folder of the path. */
bool selection_covers(const struct selection *s, struct str path);

/* The kind that all the paths are of; NULL if the root is among them, where all kinds are.
 * Fails with selection.no-kind {path} or selection.two-kinds {path, kind, other}
 * (STATUS_INVALID). */
int selection_kind(const struct selection *s, const struct records *r, const struct kind **kind,
		   struct error *error);

void selection_release(struct selection *s);

#endif
