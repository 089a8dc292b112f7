/* SPDX-License-Identifier: MIT */
/* A depth-first search over the edges of a run, with a stack of its own: chains may be long. */
#include "schema/loop.h"

#include "schema/origin.h"

enum colour { WHITE, GREY, BLACK };

/* A schema on the search path, and the next of its edges to follow. */
struct step {
	uint32_t schema;
	size_t edge;
};

struct search {
	struct compile *c;
	unsigned char *colours; /* by the schema's number in the run */
	size_t *edges;          /* where a schema's edges begin: they lie together */
	struct VEC(struct step) path;
};

static void visit(struct search *s, uint32_t schema)
{
	s->colours[schema] = GREY;
	*vec_add(&s->path) = (struct step){schema, s->edges[schema]};
}

static bool refuse(struct compile *c, const struct compile_edge *edge)
{
	struct where at = origin_where(edge->from->resource->document, edge->source);

	error_set(c->error, STATUS_INVALID, "schema.reference-loop", "file", at.file, "line",
		  at.line, "column", at.column, NULL);
	return false;
}

static bool search_from(struct search *s, uint32_t schema)
{
	const struct compile *c = s->c;

	visit(s, schema);
	while (s->path.n) {
		struct step *step = &s->path.at[s->path.n - 1];
		const struct compile_edge *edge;
		uint32_t to;

		if (step->edge == c->edges.n ||
		    c->edges.at[step->edge].from->number != step->schema) {
			s->colours[step->schema] = BLACK;
			s->path.n--;
			continue;
		}
		edge = &c->edges.at[step->edge++];
		to = edge->to->number;
		if (to >= c->wanted.n || c->wanted.at[to] != edge->to)
			continue; /* of an earlier run: it cannot lead back here */
		if (s->colours[to] == GREY)
			return refuse(s->c, edge);
		if (s->colours[to] == WHITE)
			visit(s, to);
	}
	return true;
}

bool loop_check(struct compile *c)
{
	struct search s = {.c = c};
	bool none = true;

	s.colours = compile_alloc(c, c->wanted.n * sizeof *s.colours);
	s.edges = compile_alloc(c, c->wanted.n * sizeof *s.edges);
	for (size_t i = 0; i < c->wanted.n; i++)
		s.edges[i] = c->edges.n;
	for (size_t i = c->edges.n; i-- > 0;)
		s.edges[c->edges.at[i].from->number] = i;
	for (uint32_t i = 0; i < c->wanted.n && none; i++)
		if (s.colours[i] == WHITE)
			none = search_from(&s, i);
	vec_release(&s.path);
	return none;
}
