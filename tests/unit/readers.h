/* SPDX-License-Identifier: MIT */
/*
 * Both YAML readers of lib/text on one text, and what each read, in words: for the tests that
 * hold one against the other.
 */
#ifndef TESTS_READERS_H
#define TESTS_READERS_H

#include "text/encoding.h"
#include "text/events.h"
#include "text/subset.h"

struct readers {
	bool accepted; /* by the fast reader; both were then asked */
	struct buf fast, slow;
};

struct readers_one {
	struct arena arena;
	struct tree tree;
	struct finding_list findings;
	struct build build;
};

static inline void readers_begin(struct readers_one *r, const struct profile *profile,
				 struct str text, const struct encoding_report *report)
{
	*r = (struct readers_one){0};
	r->tree = (struct tree){.source = text, .arena = &r->arena};
	r->build = (struct build){.profile = profile,
				  .tree = &r->tree,
				  .path = STR("x.yaml"),
				  .findings = &r->findings,
				  .check_nfc = report->maybe_not_nfc && !profile->general};
}

static inline void readers_end(struct readers_one *r)
{
	build_release(&r->build);
	finding_release(&r->findings);
	arena_release(&r->arena);
}

/* A tree with every field of its nodes. */
static inline void readers_dump_node(struct buf *out, const struct node *node)
{
	if (!node)
		return;
	buf_printf(out, "%s%s %u-%u", tree_kind_name(node->kind), node->plain ? " plain" : "",
		   node->start, node->end);
	if (node->kind == NODE_ARRAY || node->kind == NODE_OBJECT) {
		buf_printf(out, " %u(\n", node->count);
		for (const struct node *child = node->first; child; child = child->next)
			readers_dump_node(out, child);
		buf_add_text(out, ")\n");
	} else {
		buf_printf(out, " %u <%.*s>\n", node->hash,
			   node->kind == NODE_ABSENT || node->kind == NODE_NULL
				   ? 0
				   : STR_ARG(node->text));
	}
}

static inline void readers_dump(struct buf *out, const struct readers_one *r)
{
	if (!r->build.stopped)
		readers_dump_node(out, r->tree.root);
	for (size_t i = 0; i < r->findings.items.n; i++) {
		const struct finding *f = &r->findings.items.at[i];

		buf_printf(out, "%s %u:%u %u-%u %.*s\n", f->rule, f->line, f->column, f->start,
			   f->end, STR_ARG(f->pointer));
	}
}

/* Text that is no plain UTF-8 comes to neither reader: not accepted. */
static inline void readers_open(struct readers *r, const struct profile *profile,
				struct str text)
{
	struct encoding_report report = encoding_check(text);
	struct readers_one one;

	*r = (struct readers){0};
	if (report.encoding != ENCODING_UTF8)
		return;
	readers_begin(&one, profile, text, &report);
	r->accepted = subset_read(&one.build, text, 0);
	readers_dump(&r->fast, &one);
	readers_end(&one);
	if (!r->accepted)
		return;
	readers_begin(&one, profile, text, &report);
	events_read(&one.build, text, 0, report.ascii);
	readers_dump(&r->slow, &one);
	readers_end(&one);
}

static inline bool readers_agree(const struct readers *r)
{
	return !r->accepted || str_eq(buf_str(&r->fast), buf_str(&r->slow));
}

static inline void readers_close(struct readers *r)
{
	buf_release(&r->fast);
	buf_release(&r->slow);
}

#endif
