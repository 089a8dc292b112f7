/* SPDX-License-Identifier: MIT */
/*
 * One document read and what that leaves, for the tests of the readers in lib/text.
 */
#ifndef TESTS_READING_H
#define TESTS_READING_H

#include "result/finding.h"
#include "text/tree.h"

struct reading {
	struct arena arena;
	struct tree tree;
	struct finding_list findings;
	bool read; /* what the reader gave back */
};

/* yaml_read, json_read */
typedef bool reading_reader(struct tree *t, struct str source, struct arena *arena,
			    struct str path, struct finding_list *findings);

static inline void reading_open(struct reading *r, reading_reader *reader, struct str source,
				struct str path)
{
	*r = (struct reading){0};
	r->read = reader(&r->tree, source, &r->arena, path, &r->findings);
}

static inline void reading_close(struct reading *r)
{
	finding_release(&r->findings);
	arena_release(&r->arena);
}

#endif
