/* SPDX-License-Identifier: MIT */
/*
 * The rules of a judgement, described: those of the pack that were judged, and the ids of all
 * other findings that occur.
 */
#ifndef OUT_RULESET_H
#define OUT_RULESET_H

#include "base/map.h"
#include "out/renderer.h"

struct ruleset_rule {
	struct str id, clause; /* clause "" where none */
	enum severity severity;
};

/* The zeroed set is empty. */
struct ruleset {
	struct VEC(struct ruleset_rule) rules; /* by id, each once */
	struct map index;                      /* id → its rule */
};

/* Borrows from the judgement. */
void ruleset_init(struct ruleset *set, const struct judgement *j);
void ruleset_release(struct ruleset *set);

/* The index in `rules` of a finding's rule. */
size_t ruleset_find(const struct ruleset *set, const struct finding *f);

/* Append words in the catalogue's language: what the rule is about; how it is read, or "" ;
 * what to do, or "". In a finding's message `…` stands where its arguments go. */
void ruleset_title(struct buf *out, const struct ruleset_rule *rule, const struct catalogue *c);
void ruleset_reading(struct buf *out, const struct ruleset_rule *rule,
		     const struct catalogue *c);
void ruleset_hint(struct buf *out, const struct ruleset_rule *rule, const struct catalogue *c);

#endif
