/* SPDX-License-Identifier: MIT */
/* One SELECT: where its clauses begin, what it groups by, then every name that it shows. */
#include "store/grouped.h"

/* Tokens from, and up to. */
struct range {
	size_t from, to;
};

struct select {
	const struct tokens *all;
	size_t depth;
	struct range shown, from, groups, having;
};

static bool is(const struct select *s, size_t at, const char *word)
{
	return tokens_is(s->all, at, word);
}

static bool is_clause(const struct select *s, size_t at)
{
	return is(s, at, "from") || tokens_ends_from(s->all, at);
}

/* Up to the next clause at the SELECT's own depth, or the end of all. */
static size_t clause_end(const struct select *s, size_t at)
{
	while (at < s->all->n && s->all->at[at].depth >= s->depth &&
	       !(s->all->at[at].depth == s->depth && is_clause(s, at)))
		at++;
	return at;
}

/* `IS DISTINCT FROM` is no clause. */
static size_t shown_end(const struct select *s, size_t at)
{
	for (at = clause_end(s, at); is(s, at, "from") && is(s, at - 1, "distinct");)
		at = clause_end(s, at + 1);
	return at;
}

static void find_clauses(struct select *s, size_t at)
{
	s->shown.from = at + 1 + (is(s, at + 1, "distinct") || is(s, at + 1, "all"));
	s->shown.to = shown_end(s, s->shown.from);
	for (at = s->shown.to; at < s->all->n && s->all->at[at].depth == s->depth &&
			       (is(s, at, "from") || is(s, at, "where") || is(s, at, "group") ||
				is(s, at, "having"));) {
		size_t end = shown_end(s, at + 1);

		if (is(s, at, "from"))
			s->from = (struct range){at + 1, end};
		if (is(s, at, "group"))
			s->groups = (struct range){at + 2, end};
		if (is(s, at, "having"))
			s->having = (struct range){at + 1, end};
		at = end;
	}
}

/* Cuts the first of a list off it. */
static struct range take_item(const struct select *s, struct range *list)
{
	struct range item = *list;
	size_t at = list->from;

	while (at < list->to && !(s->all->at[at].depth == s->depth && is(s, at, ",")))
		at++;
	item.to = at;
	list->from = at < list->to ? at + 1 : at;
	return item;
}

static bool is_aggregate(const struct select *s, size_t at)
{
	static const char *const names[] = {"avg", "count", "max", "min", "string_agg", "sum"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (is(s, at, names[i]) && is(s, at + 1, "("))
			return true;
	return false;
}

/* What comes after the call of an aggregate at `at`: its FILTER belongs to it. With OVER it is
 * none: `at`. */
static size_t aggregate_end(const struct select *s, size_t at)
{
	size_t end;

	if (!is_aggregate(s, at))
		return at;
	end = tokens_close(s->all, at + 1) + 1;
	if (is(s, end, "filter") && is(s, end + 1, "("))
		end = tokens_close(s->all, end + 1) + 1;
	return is(s, end, "over") ? at : end;
}

static bool has_aggregate(const struct select *s)
{
	for (size_t i = s->shown.from; i < s->shown.to; i++) {
		if (is(s, i, "(") && (is(s, i + 1, "select") || is(s, i + 1, "with")))
			i = tokens_close(s->all, i);
		else if (aggregate_end(s, i) > i)
			return true;
	}
	return false;
}

static bool same_token(const struct select *s, size_t a, size_t b)
{
	struct str text = s->all->at[a].text, other = s->all->at[b].text;

	if (s->all->at[a].kind != LEXIS_WORD || s->all->at[b].kind != LEXIS_WORD)
		return str_eq(text, other);
	for (size_t i = 0; i < text.len && i < other.len; i++)
		if ((text.ptr[i] | 0x20) != (other.ptr[i] | 0x20))
			return false;
	return text.len == other.len;
}

static bool same_tokens(const struct select *s, struct range a, size_t at)
{
	for (size_t i = a.from; i < a.to; i++, at++)
		if (at >= s->all->n || !same_token(s, i, at))
			return false;
	return a.from < a.to;
}

/* How many tokens the column at `at` has: name or table.name; 0: it is none. */
static size_t column_length(const struct select *s, size_t at)
{
	if (!tokens_is_name(s->all, at))
		return 0;
	if (is(s, at + 1, "."))
		return 3;
	return is(s, at + 1, "(") ? 0 : 1;
}

/* Whether a group is this column, one of both perhaps without its table. */
static bool is_column(const struct select *s, struct range group, size_t at, size_t length)
{
	size_t n = group.to - group.from;

	if (column_length(s, group.from) != n || n == length)
		return false;
	return same_token(s, group.to - 1, at + length - 1);
}

/* After the group that stands at `at`, or `at`. */
static size_t group_end(const struct select *s, size_t at)
{
	struct range list = s->groups;
	size_t length = column_length(s, at);

	while (list.from < list.to) {
		struct range group = take_item(s, &list);

		if (same_tokens(s, group, at) && !is(s, at + (group.to - group.from), "."))
			return at + (group.to - group.from);
		if (length && is_column(s, group, at, length))
			return at + length;
	}
	return at;
}

/* Whether the column at `at` is of a table that another SELECT, around this one, reads. */
static bool is_outer(const struct select *s, size_t at, size_t length)
{
	for (size_t i = s->from.from; i < s->from.to; i++)
		if (s->all->at[i].depth == s->depth && same_token(s, i, at))
			return false;
	return length == 3;
}

/* Past all that is no bare column of the SELECT's own. */
static bool find_in(const struct select *s, struct range range, size_t *at)
{
	if (range.to == range.from + 1 && is(s, range.from, "*")) {
		*at = range.from;
		return true;
	}
	for (size_t i = range.from; i < range.to;) {
		size_t end = group_end(s, i);

		if (end == i)
			end = aggregate_end(s, i);
		if (end == i && is(s, i, "(") &&
		    (is(s, i + 1, "select") || is(s, i + 1, "with")))
			end = tokens_close(s->all, i);
		if (end == i && is(s, i, "as"))
			end = i + 2;
		if (end == i && is_outer(s, i, column_length(s, i)))
			end = i + 3;
		if (end == i && column_length(s, i)) {
			*at = i;
			return true;
		}
		i = end > i ? end : i + 1;
	}
	return false;
}

/* An alias without AS is no column: a name after what ends an expression. */
static struct range without_alias(const struct select *s, struct range item)
{
	size_t last = item.to - 1;

	if (item.to - item.from < 2 || !tokens_is_name(s->all, last))
		return item;
	if (is(s, last - 1, ")") || is(s, last - 1, "end") ||
	    s->all->at[last - 1].kind == LEXIS_TEXT ||
	    s->all->at[last - 1].kind == LEXIS_NUMBER || tokens_is_name(s->all, last - 1))
		item.to--;
	return item;
}

/* Whether it is grouped by as a whole: by its number or by what it is called. */
static bool is_group(const struct select *s, struct range item, size_t number)
{
	struct range list = s->groups;

	while (list.from < list.to) {
		struct range group = take_item(s, &list);
		struct str text = s->all->at[group.from].text;
		size_t value = 0;

		if (group.to != group.from + 1)
			continue;
		for (size_t i = 0; i < text.len && value < 1000; i++)
			value = text.ptr[i] >= '0' && text.ptr[i] <= '9'
					? value * 10 + (size_t)(text.ptr[i] - '0')
					: 1000;
		if (value == number || same_token(s, group.from, item.to - 1))
			return true;
	}
	return false;
}

bool grouped_find_bare(const struct tokens *all, size_t select, size_t *at)
{
	struct select s = {.all = all, .depth = all->at[select].depth};
	struct range list;
	size_t number = 0;

	find_clauses(&s, select);
	if (s.groups.to == 0 && !has_aggregate(&s))
		return false;
	for (list = s.shown; list.from < list.to;) {
		struct range item = take_item(&s, &list);

		number++;
		if (item.from < item.to && !is_group(&s, item, number) &&
		    find_in(&s, without_alias(&s, item), at))
			return true;
	}
	return find_in(&s, s.having, at);
}
