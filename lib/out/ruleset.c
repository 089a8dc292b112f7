/* SPDX-License-Identifier: MIT */
/* Rule ids gathered from tallies and findings, and what the catalogue says of them. */
#include "out/ruleset.h"

#include <stdlib.h>

static void add(struct ruleset *set, struct str id, struct str clause, enum severity severity)
{
	if (map_find(&set->index, id))
		return;
	map_add(&set->index, id);
	*vec_add(&set->rules) = (struct ruleset_rule){id, clause, severity};
}

static int cmp_rules(const void *pa, const void *pb)
{
	const struct ruleset_rule *a = pa, *b = pb;

	return str_cmp(a->id, b->id);
}

void ruleset_init(struct ruleset *set, const struct judgement *j)
{
	*set = (struct ruleset){0};
	for (size_t i = 0; i < j->tallies.n; i++)
		add(set, j->tallies.at[i].rule, j->tallies.at[i].clause,
		    j->tallies.at[i].severity);
	for (size_t i = 0; i < j->findings.items.n; i++)
		add(set, str_of(j->findings.items.at[i].rule), j->findings.items.at[i].clause,
		    j->findings.items.at[i].severity);
	if (set->rules.n)
		qsort(set->rules.at, set->rules.n, sizeof *set->rules.at, cmp_rules);
	for (size_t i = 0; i < set->rules.n; i++)
		map_put(&set->index, set->rules.at[i].id, &set->rules.at[i]);
}

void ruleset_release(struct ruleset *set)
{
	vec_release(&set->rules);
	map_release(&set->index);
}

size_t ruleset_find(const struct ruleset *set, const struct finding *f)
{
	const struct ruleset_rule *rule = map_get(&set->index, str_of(f->rule));

	return (size_t)(rule - set->rules.at);
}

/* The end of the placeholder `{name}` or `{@name}` that begins at `at`, or `at`. */
static size_t skip_placeholder(struct str text, size_t at)
{
	size_t end = at + 1;

	if (text.ptr[at] != '{')
		return at;
	if (end < text.len && text.ptr[end] == '@')
		end++;
	while (end < text.len &&
	       (text.ptr[end] == '_' || (text.ptr[end] >= 'a' && text.ptr[end] <= 'z')))
		end++;
	return end > at + 1 && end < text.len && text.ptr[end] == '}' ? end + 1 : at;
}

static void add_outline(struct buf *out, struct str text)
{
	for (size_t at = 0; at < text.len;) {
		size_t after = skip_placeholder(text, at);

		if (after > at)
			buf_add_text(out, "…");
		else
			buf_add_char(out, text.ptr[after++]);
		at = after;
	}
}

/* Appends the pack's own text `<id><suffix>`; whether there is one. */
static bool add_own(struct buf *out, const struct ruleset_rule *rule, const char *suffix,
		    const struct catalogue *c)
{
	struct buf id = {0};
	bool found;

	buf_add(&id, rule->id);
	buf_add_text(&id, suffix);
	found = catalogue_has(c, buf_str(&id));
	if (found)
		buf_add(out, catalogue_text(c, buf_cstr(&id)));
	buf_release(&id);
	return found;
}

/* Appends the outline of what a finding of the rule says. */
static void add_said(struct buf *out, const struct ruleset_rule *rule,
		     const struct catalogue *c,
		     void (*say)(const struct catalogue *, const struct message *,
				 struct buf *))
{
	struct arena a = {0};
	const struct message message = {.id = arena_cstr(&a, rule->id)};
	struct buf words = {0};

	say(c, &message, &words);
	add_outline(out, buf_str(&words));
	buf_release(&words);
	arena_release(&a);
}

void ruleset_title(struct buf *out, const struct ruleset_rule *rule, const struct catalogue *c)
{
	if (!add_own(out, rule, ".title", c))
		add_said(out, rule, c, catalogue_message);
}

void ruleset_reading(struct buf *out, const struct ruleset_rule *rule,
		     const struct catalogue *c)
{
	add_own(out, rule, ".reading", c);
}

void ruleset_hint(struct buf *out, const struct ruleset_rule *rule, const struct catalogue *c)
{
	if (!add_own(out, rule, ".hint", c))
		add_said(out, rule, c, catalogue_hint);
}
