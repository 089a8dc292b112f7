/* SPDX-License-Identifier: MIT */
/*
 * Renderers of a judgement: one format each.
 *
 * A renderer appends to `out`; the caller writes `out` away whenever it likes between calls.
 * Same judgement, same options: same bytes.
 */
#ifndef OUT_RENDERER_H
#define OUT_RENDERER_H

#include "out/catalogue.h"
#include "result/judgement.h"

struct render_options {
	const struct catalogue *catalogue;
	bool colour;    /* ANSI colours (ECMA-48 SGR) */
	bool excerpt;   /* show the line and a caret under what is meant */
	bool summary;   /* the table of verdicts by rule */
	bool documents; /* of a schema's own: say where in it and in the document */
	/* For excerpts: the bytes of a file of the snapshot, valid until the next call; empty
	 * if gone. */
	struct str (*source)(void *context, struct str path);
	void *source_context;
};

struct renderer {
	const char *name;  /* as given to -f */
	bool for_machines; /* stable bytes: the locale has no say in its language */
	/* Called in this order, `finding` for each of the judgement's findings; a format that
	 * must know which is the last writes them all in `end`. */
	void (*begin)(struct buf *out, const struct judgement *, const struct render_options *);
	void (*finding)(struct buf *out, const struct finding *, const struct render_options *);
	void (*end)(struct buf *out, const struct judgement *, const struct render_options *);
};

/* By name, or NULL. */
const struct renderer *renderer_find(struct str name);

/* All names, `a, b, c`, for messages. */
void renderer_names(struct buf *out);

#endif
