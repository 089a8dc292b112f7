/* SPDX-License-Identifier: MIT */
/* Collecting faults, and choosing among them. */
#include "schema/explain.h"

#include "schema/describe.h"

#include <stdlib.h>
#include <string.h>

void explain_fault(struct explain *e, enum keyword_id keyword, const struct node *source,
		   const struct node *node, const struct node *other)
{
	struct schema_scratch *s = e->check.scratch;

	if (s->faults.n == EXPLAIN_FAULTS_MAX)
		return;
	*vec_add(&s->faults) = (struct fault){.keyword = keyword,
					      .level = e->level,
					      .schema = e->schema,
					      .source = source,
					      .node = node,
					      .other = other};
}

static void collect_op(struct explain *e, const struct op *op, const struct node *node)
{
	collect_fn *collect = keyword_table[op->keyword].collect;

	if (!(op->kinds >> node->kind & 1) || e->check.limit)
		return;
	if (collect)
		collect(e, op, node);
	else if (!op->check(&e->check, op, node) && !e->check.limit)
		explain_fault(e, op->keyword, op->source, node, NULL);
}

/* What the schema's other ops found wrong may well be why something is unevaluated: these ops
 * are asked only when there was nothing. */
static void collect_unevaluated(struct explain *e, const struct schema *schema,
				const struct node *node)
{
	size_t marks;

	if (node->kind != NODE_ARRAY && node->kind != NODE_OBJECT)
		return;
	if (check_marked(&e->check, schema, node, &marks)) {
		e->check.marks = marks;
		for (uint32_t i = schema->n_plain; i < schema->n_ops; i++)
			collect_op(e, &schema->ops[i], node);
		e->check.marks = CHECK_NO_MARKS;
	}
	check_drop_marks(&e->check, marks);
}

static void collect_ops(struct explain *e, const struct schema *schema, const struct node *node)
{
	size_t before = e->check.scratch->faults.n;

	for (uint32_t i = 0; i < schema->n_plain; i++)
		collect_op(e, &schema->ops[i], node);
	if (schema->n_plain < schema->n_ops && e->check.scratch->faults.n == before)
		collect_unevaluated(e, schema, node);
}

void explain_here(struct explain *e, const struct schema *schema, const struct node *node)
{
	const struct schema *outer = e->schema;
	struct scope scope;

	schema = schema->alias; /* as the verdict does: what it passes has no faults */
	if (node->kind == NODE_ABSENT || !check_enter(&e->check, schema, node, &scope))
		return;
	e->schema = schema;
	collect_ops(e, schema, node);
	e->schema = outer;
	check_leave(&e->check, &scope);
}

void explain_child(struct explain *e, const struct schema *schema, const struct node *node)
{
	uint32_t references = e->check.references;
	size_t marks = e->check.marks;

	e->check.references = 0;
	e->check.marks = CHECK_NO_MARKS;
	e->level++;
	explain_here(e, schema, node);
	e->level--;
	e->check.marks = marks;
	e->check.references = references;
}

/* How far a branch is from what was meant; the least wins. */
struct distance {
	int mismatch; /* 2: of another type; 1: another constant tells the branches apart */
	size_t faults;
	uint32_t level;              /* of the first fault, the deeper the better */
	const struct node *constant; /* what another constant is asked of, or NULL */
};

static bool is_constant(const struct fault *f)
{
	return f->keyword == KEYWORD_CONST || f->keyword == KEYWORD_ENUM ||
	       f->keyword == KEYWORD_CHOICE;
}

/* The distance of a branch whose faults are those from `from` on. */
static struct distance measure(const struct explain *e, size_t from)
{
	const struct schema_scratch *s = e->check.scratch;
	struct distance d = {0};

	for (size_t i = from; i < s->faults.n; i++) {
		const struct fault *f = &s->faults.at[i];

		d.faults += i == from || !f->group || f->group != f[-1].group;
		if (i == from || f->level < d.level)
			d.level = f->level;
		if (f->keyword == KEYWORD_TYPE && f->level == e->level)
			d.mismatch = 2;
		else if (is_constant(f) && f->level <= e->level + 1 && !d.mismatch)
			d.mismatch = 1;
		if (is_constant(f) && f->level <= e->level + 1 && !d.constant)
			d.constant = f->node;
	}
	return d;
}

static bool is_nearer(const struct distance *a, const struct distance *b)
{
	if (!a->faults || !b->faults)
		return a->faults > b->faults; /* without any, a bound was in the way */
	if (a->mismatch != b->mismatch)
		return a->mismatch < b->mismatch;
	if (a->faults != b->faults)
		return a->faults < b->faults;
	return a->level > b->level;
}

static bool is_type(const struct fault *f)
{
	return f->keyword == KEYWORD_TYPE;
}

void explain_together(struct explain *e, size_t from)
{
	struct schema_scratch *s = e->check.scratch;

	e->n_groups++;
	for (size_t i = from; i < s->faults.n; i++)
		s->faults.at[i].group = e->n_groups;
}

/* Keeps of the faults from `start` on those at the node that `keeps` picks, told together. */
static void keep_together(struct explain *e, size_t start, const struct node *node,
			  bool (*keeps)(const struct fault *f))
{
	struct schema_scratch *s = e->check.scratch;
	size_t kept = start;

	for (size_t i = start; i < s->faults.n; i++)
		if (s->faults.at[i].node == node && keeps(&s->faults.at[i]))
			s->faults.at[kept++] = s->faults.at[i];
	s->faults.n = kept;
	explain_together(e, start);
}

/* What is known of the branches that were gone through. */
struct selection {
	size_t start;          /* of their faults, which lie one branch's after another's */
	size_t best, best_end; /* the faults of the best branch */
	struct distance nearest;
	size_t fitting; /* branches of the instance's type */
	bool choice;    /* each of these has another constant at `constant` */
	const struct node *constant;
};

/* Branches of other types were not meant: what tells the others apart tells enough. */
static void note_constant(struct selection *sel, const struct distance *d)
{
	if (d->mismatch == 2)
		return;
	sel->choice = d->constant &&
		      (sel->fitting == 0 || (sel->choice && d->constant == sel->constant));
	sel->constant = d->constant;
	sel->fitting++;
}

static void select_branch(struct explain *e, struct selection *sel, size_t from, bool first)
{
	struct distance d = measure(e, from);

	note_constant(sel, &d);
	if (!first && !is_nearer(&d, &sel->nearest))
		return;
	sel->nearest = d;
	sel->best = from;
	sel->best_end = e->check.scratch->faults.n;
}

/* Keeps of the faults of all branches those of the best. */
static void keep_best(struct explain *e, const struct selection *sel)
{
	struct schema_scratch *s = e->check.scratch;
	size_t n = sel->best_end - sel->best;

	if (n)
		memmove(s->faults.at + sel->start, s->faults.at + sel->best,
			n * sizeof *s->faults.at);
	s->faults.n = sel->start + n;
}

/* Leaves of the faults of all branches those that are worth showing. */
static void keep_selected(struct explain *e, const struct selection *sel,
			  const struct node *node, size_t alternatives)
{
	struct schema_scratch *s = e->check.scratch;
	bool choice = sel->choice && sel->fitting > 1;

	if (sel->fitting == 0)
		keep_together(e, sel->start, node, is_type);
	else if (choice)
		keep_together(e, sel->start, sel->constant, is_constant);
	else
		keep_best(e, sel);
	if (sel->fitting == 0 || (choice && sel->fitting == alternatives))
		return; /* all are told of */
	for (size_t i = sel->start; i < s->faults.n; i++)
		if (!s->faults.at[i].alternatives)
			s->faults.at[i].alternatives = alternatives;
}

void explain_branches(struct explain *e, const struct branches *branches,
		      const struct node *node)
{
	struct selection sel = {.start = e->check.scratch->faults.n};

	for (size_t i = 0; i < branches->n; i++) {
		size_t from = e->check.scratch->faults.n;

		explain_here(e, branches->at[i], node);
		select_branch(e, &sel, from, i == 0);
	}
	if (e->check.limit)
		e->check.scratch->faults.n = sel.start; /* of half the branches: no choice */
	else if (!e->all_branches && branches->n > 1)
		keep_selected(e, &sel, node, branches->n);
}

static int cmp_fault(const void *pa, const void *pb)
{
	const struct fault *a = pa, *b = pb;
	uint32_t place_a = describe_place(a)->start, place_b = describe_place(b)->start;

	if (place_a != place_b)
		return place_a < place_b ? -1 : 1;
	return (a->order > b->order) - (a->order < b->order);
}

static bool repeats(const struct fault *a, const struct fault *b)
{
	return a->keyword == b->keyword && a->source == b->source && a->other == b->other;
}

/* Whether fault `b` on the same node adds nothing once `a` was said: it is the same, or follows
 * from it. */
static bool covers(const struct fault *a, const struct fault *b)
{
	if (a->group && a->group == b->group)
		return false; /* they are told together */
	if (a->node != b->node || a->keyword == KEYWORD_FORBID_TEXT)
		return a->node == b->node && b->keyword == KEYWORD_FORBID_TEXT;
	if (repeats(a, b))
		return true;
	switch (b->keyword) {
	case KEYWORD_TYPE:
	case KEYWORD_CONST:
	case KEYWORD_ENUM:
	case KEYWORD_CHOICE:
		return a->keyword == KEYWORD_TYPE;
	case KEYWORD_PATTERN:
		return a->keyword == KEYWORD_TYPE || a->keyword == KEYWORD_FORMAT;
	default:
		return false;
	}
}

/* The faults at one place, [first, end). */
struct group {
	size_t first, end;
};

/* The group from `first` on; of a large one only the beginning is compared. */
static struct group group_at(const struct fault *faults, size_t n, size_t first)
{
	struct group g = {first, first};
	uint32_t place = describe_place(&faults[g.first])->start;

	while (g.end < n && g.end - g.first < EXPLAIN_COMPARED_MAX &&
	       describe_place(&faults[g.end])->start == place)
		g.end++;
	return g;
}

/* Whether one of the faults of its group covers the i-th. Of two equal ones the first stays.
 * Where every branch is to be told of, what one says does not make up for another. */
static bool is_covered(const struct explain *e, struct group g, size_t i)
{
	const struct fault *faults = e->check.scratch->faults.at;

	for (size_t k = g.first; k < g.end; k++) {
		if (k == i || (e->all_branches && faults[k].schema != faults[i].schema &&
			       !repeats(&faults[k], &faults[i])))
			continue;
		if (covers(&faults[k], &faults[i]) &&
		    (k < i || !covers(&faults[i], &faults[k])))
			return true;
	}
	return false;
}

static void sort_faults(struct fault *faults, size_t n)
{
	for (size_t i = 0; i < n; i++)
		faults[i].order = i;
	if (n)
		qsort(faults, n, sizeof *faults, cmp_fault);
}

/* Describes, of the faults from the `from`-th on, the first that is personal data, in place of
 * the finding that was described last, if one was. */
static void describe_personal(const struct description *d, const struct fault *faults, size_t n,
			      size_t from, size_t described)
{
	for (size_t i = from; i < n; i++) {
		if (faults[i].keyword != KEYWORD_FORBID_TEXT)
			continue;
		if (described)
			d->findings->items.n--;
		describe_fault(d, &faults[i]);
		return;
	}
}

/* Whether there were more than `max`. */
static bool describe_faults(const struct explain *e, const struct description *d, size_t max)
{
	struct fault *faults = e->check.scratch->faults.at;
	size_t n = e->check.scratch->faults.n, described = 0;
	struct group g = {0, 0};
	bool personal = false;

	sort_faults(faults, n);
	for (size_t i = 0; i < n; i++) {
		if (i >= g.end)
			g = group_at(faults, n, i);
		if (is_covered(e, g, i))
			continue;
		if (described == max) {
			if (!personal)
				describe_personal(d, faults, n, i, described);
			return true;
		}
		personal |= faults[i].keyword == KEYWORD_FORBID_TEXT;
		i += describe_faults_at(d, &faults[i], n - i) - 1;
		described++;
	}
	if (e->check.limit && described == max)
		return true;
	if (e->check.limit)
		describe_limit(d, e->check.limit, e->check.limit_node);
	return false;
}

bool explain_tree(const struct schema *schema, struct tree *tree, struct str path, size_t max,
		  bool all_branches, struct finding_list *findings,
		  struct schema_scratch *scratch)
{
	struct explain e = {.check = check_begin(scratch, tree->root),
			    .all_branches = all_branches};
	struct check verdict = e.check;
	struct description d = {
		.tree = tree, .path = path, .findings = findings, .arena = &scratch->arena};

	scratch->faults.n = 0;
	scratch->words.n = 0;
	arena_reset(&scratch->arena);
	if (check_here(&verdict, schema, tree->root) && !verdict.limit)
		return false;
	explain_here(&e, schema, tree->root);
	if (!e.check.limit) { /* a bound is crossed on one of the ways, or on both */
		e.check.limit = verdict.limit;
		e.check.limit_node = verdict.limit_node;
	}
	d.personal = e.personal;
	return describe_faults(&e, &d, max);
}
