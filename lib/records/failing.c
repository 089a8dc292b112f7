/* SPDX-License-Identifier: MIT */
/* Failures by rule, kind and subject. */
#include "records/failing.h"

#include "base/buf.h"
#include "records/mask.h"

/* No name of a rule or a kind has a slash. */
static void write_key(struct buf *key, struct str rule, struct str kind, struct str subject)
{
	buf_reset(key);
	buf_printf(key, "%.*s/%.*s/%.*s", STR_ARG(rule), STR_ARG(kind), STR_ARG(subject));
}

void failing_note(struct failing_known *known, const struct judgement *judgement)
{
	struct buf key = {0};

	map_reset(&known->keys);
	arena_reset(&known->arena);
	for (size_t i = 0; i < judgement->failures.n; i++) {
		const struct failure *f = &judgement->failures.at[i];

		write_key(&key, judgement->tallies.at[f->tally].rule, f->kind, f->subject);
		map_add(&known->keys, arena_str(&known->arena, buf_str(&key)));
	}
	buf_release(&key);
}

static bool has_key(const struct failing_known *known, struct str rule, struct str kind,
		    struct str subject)
{
	struct buf key = {0};
	bool has;

	write_key(&key, rule, kind, subject);
	has = map_find(&known->keys, buf_str(&key)) != NULL;
	buf_release(&key);
	return has;
}

bool failing_knows(const struct failing_known *known, struct str rule, struct str kind,
		   struct str subject)
{
	return has_key(known, rule, kind, subject) ||
	       (known->now.len && str_eq(subject, known->now) &&
		has_key(known, rule, kind, known->then));
}

static struct str mask_name(struct arena *arena, struct str name)
{
	struct buf masked = {0};
	struct str shown;

	mask_text(&masked, name);
	shown = arena_str(arena, buf_str(&masked));
	buf_release(&masked);
	return shown;
}

/* The rule's item: failures come rule by rule. */
static struct failing *item_of(struct failing_list *list, struct str rule)
{
	const size_t n = list->items.n;
	struct failing *item = n ? &list->items.at[n - 1] : NULL;

	if (item && str_eq(item->rule, rule))
		return item;
	item = vec_add(&list->items);
	item->rule = arena_str(&list->arena, rule);
	return item;
}

void failing_find(struct failing_list *list, const struct judgement *judgement,
		  const struct failing_known *known, bool warnings_only)
{
	list->items.n = 0;
	arena_reset(&list->arena);
	for (size_t i = 0; i < judgement->failures.n; i++) {
		const struct failure *f = &judgement->failures.at[i];
		const struct tally *tally = &judgement->tallies.at[f->tally];
		struct failing *item;

		if ((warnings_only && tally->severity == SEVERITY_ERROR) ||
		    failing_knows(known, tally->rule, f->kind, f->subject))
			continue;
		item = item_of(list, tally->rule);
		if (item->n < FAILING_NAMED_MAX)
			item->named[item->n] = mask_name(&list->arena, f->subject);
		item->n++;
	}
}

void failing_forget(struct failing_known *known)
{
	map_release(&known->keys);
	arena_release(&known->arena);
}

void failing_release(struct failing_list *list)
{
	vec_release(&list->items);
	arena_release(&list->arena);
}
