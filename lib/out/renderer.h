/* SPDX-License-Identifier: MIT */
/*
 * Renderers of a judgement: one format each. Same judgement, same options: same bytes.
 */
#ifndef OUT_RENDERER_H
#define OUT_RENDERER_H

#include "out/catalogue.h"
#include "result/judgement.h"

struct render_options {
	const struct catalogue *catalogue;
	bool colour;     /* ANSI colours (ECMA-48 SGR) */
	bool excerpt;    /* show the line and a caret under what is meant */
	bool summary;    /* the table of verdicts by rule */
	bool every_rule; /* in it also those of which nothing fails, is pending or waived */
	bool documents;  /* of a schema's own: say where in it and in the document */
	enum severity fail_on; /* the least that is a failure, where a format has failures */
	/* For excerpts: the bytes of a file of the snapshot, valid until the next call; empty
	 * if gone. */
	struct str (*source)(void *context, struct str path);
	void *source_context;
};

struct renderer {
	const char *name;  /* as given to -f */
	bool for_machines; /* stable bytes: the locale has no say in its language */
	bool lists_passed; /* wants a judgement with `listing` */
	/* Appends the whole judgement, whose findings are sorted. */
	void (*write)(struct buf *out, const struct judgement *, const struct render_options *);
};

/* By name, or NULL. */
const struct renderer *renderer_find(struct str name);

/* All names, `a, b, c`, for messages. */
void renderer_names(struct buf *out);

#endif
