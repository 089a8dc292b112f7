/* SPDX-License-Identifier: MIT */
/*
 * One pass cuts the statement into tokens, each with the brackets around it counted; each check
 * is a look at them of its own. A check that cannot tell says nothing.
 */
#include "store/portable.h"

#include "base/vec.h"
#include "store/grouped.h"

#include <stdlib.h>

struct checker {
	struct tokens all;
	struct portable_fault *fault;
	bool found;
};

/* What SQLite alone knows. */
static const struct {
	const char *word;
	bool call; /* as a function only: else it may be a name */
	const char *instead;
} words[] = {
	{"collate", false, "lower(a) = lower(b)"},
	{"date", true, "add_days(date, n)"},
	{"datetime", true, "param.as_of"},
	{"glob", false, "regexp_like(text, pattern)"},
	{"group_concat", true, "string_agg(text, ', ')"},
	{"ifnull", true, "coalesce(a, b)"},
	{"iif", true, "CASE WHEN a THEN b ELSE c END"},
	{"instr", true, "regexp_like(text, pattern)"},
	{"julianday", true, "days_between(from, until)"},
	{"like", false, "regexp_like(text, pattern)"},
	{"match", false, "regexp_like(text, pattern)"},
	{"regexp", false, "regexp_like(text, pattern)"},
	{"rowid", false, "_n"},
	{"strftime", true, "year_of(date)"},
	{"time", true, "param.as_of"},
	{"total", true, "coalesce(sum(a), 0)"},
};

static void fault(struct checker *c, size_t at, const char *instead)
{
	const struct token *token = &c->all.at[at];

	if (c->found && c->fault->offset <= token->offset)
		return;
	c->found = true;
	*c->fault = (struct portable_fault){token->offset, token->text.len, instead};
}

static bool is(const struct checker *c, size_t at, const char *word)
{
	return tokens_is(&c->all, at, word);
}

static const char *replacement(const struct checker *c, size_t at)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (is(c, at, words[i].word))
			return words[i].call && !is(c, at + 1, "(") ? NULL : words[i].instead;
	return NULL;
}

static void check_words(struct checker *c)
{
	for (size_t i = 0; i < c->all.n; i++) {
		const struct token *token = &c->all.at[i];

		if (token->kind == LEXIS_ODD)
			fault(c, i,
			      token->text.ptr[0] == '`' || token->text.ptr[0] == '['
				      ? "\"name\""
			      : token->text.ptr[0] == '0' ? "31"
							  : "param.name");
		if (token->kind == LEXIS_WORD && !(i && is(c, i - 1, ".")) && replacement(c, i))
			fault(c, i, replacement(c, i));
		if (token->kind == LEXIS_WORD && is(c, i, "x") && i + 1 < c->all.n &&
		    c->all.at[i + 1].kind == LEXIS_TEXT &&
		    c->all.at[i + 1].offset == token->offset + 1)
			fault(c, i, "'text'");
		if (is(c, i, "=="))
			fault(c, i, "=");
	}
}

/* `a IS b` and `a NOT NULL` compare in SQLite only. */
static void check_is(struct checker *c)
{
	static const char *const after[] = {"null", "true", "false", "distinct"};

	for (size_t i = 0; i + 1 < c->all.n; i++) {
		size_t next = i + 1 + is(c, i + 1, "not");
		bool shared = !is(c, i, "is");

		for (size_t k = 0; k < sizeof after / sizeof *after; k++)
			shared = shared || is(c, next, after[k]);
		if (!shared)
			fault(c, i, "a IS NOT DISTINCT FROM b");
		if (is(c, i, "not") && is(c, i + 1, "null") && !(i && is(c, i - 1, "is")))
			fault(c, i, "a IS NOT NULL");
	}
}

/* greatest and least take several, max and min gather up one. */
static void check_extremes(struct checker *c)
{
	for (size_t i = 0; i + 1 < c->all.n; i++) {
		bool most = is(c, i, "max");
		size_t end;

		if ((!most && !is(c, i, "min")) || !is(c, i + 1, "("))
			continue;
		end = tokens_close(&c->all, i + 1);
		for (size_t k = i + 2; k < end; k++)
			if (is(c, k, ",") && c->all.at[k].depth == c->all.at[i].depth + 1)
				fault(c, i, most ? "greatest(a, b)" : "least(a, b)");
	}
}

/* SELECT 1 FROM: its rows are all the same. */
static bool selects_a_number(const struct checker *c, size_t at)
{
	return at + 1 < c->all.n && c->all.at[at + 1].kind == LEXIS_NUMBER &&
	       is(c, at + 2, "from");
}

/* Which rows a limit leaves is known by an order only, unless they are all the same. */
static void check_limits(struct checker *c)
{
	for (size_t i = 0; i < c->all.n; i++) {
		size_t depth = c->all.at[i].depth, k = i;
		bool ordered = false, same = true;

		if (!is(c, i, "limit") || (i && is(c, i - 1, ".")))
			continue;
		while (k-- > 0 && c->all.at[k].depth >= depth) {
			if (c->all.at[k].depth != depth)
				continue;
			ordered = ordered || is(c, k, "order");
			same = same && (!is(c, k, "select") || selects_a_number(c, k));
		}
		if (!ordered && !same)
			fault(c, i, "ORDER BY a LIMIT n");
		for (k = i + 1; k < c->all.n && c->all.at[k].depth >= depth; k++)
			if (c->all.at[k].depth == depth && is(c, k, ","))
				fault(c, k, "LIMIT n OFFSET m");
	}
}

static bool is_query(const struct checker *c, size_t at)
{
	return is(c, at, "select") || is(c, at, "with") || is(c, at, "values");
}

/* Whether the bracket at `at` stands where a table would: after FROM, JOIN, or a comma of
 * theirs. */
static bool is_in_from(const struct checker *c, size_t at)
{
	size_t depth = c->all.at[at].depth;

	if (at && (is(c, at - 1, "from") || is(c, at - 1, "join")))
		return true;
	if (at == 0 || !is(c, at - 1, ","))
		return false;
	while (at-- > 0 && c->all.at[at].depth >= depth)
		if (c->all.at[at].depth == depth && c->all.at[at].kind == LEXIS_WORD) {
			if (is(c, at, "from"))
				return !(at && is(c, at - 1, "distinct"));
			if (tokens_ends_from(&c->all, at) || is(c, at, "select"))
				return false;
		}
	return false;
}

static void check_aliases(struct checker *c)
{
	for (size_t i = 0; i + 1 < c->all.n; i++) {
		size_t next;

		if (!is(c, i, "(") || !is_query(c, i + 1) || !is_in_from(c, i))
			continue;
		next = tokens_close(&c->all, i) + 1;
		if (next >= c->all.n || (!is(c, next, "as") && !tokens_is_name(&c->all, next)))
			fault(c, i, "(SELECT ...) AS name");
	}
}

/* A join that is not CROSS or NATURAL says what it joins on, and those say nothing. */
static void check_joins_of(struct checker *c, size_t from)
{
	size_t depth = c->all.at[from].depth, open = 0, last = from;

	for (size_t i = from + 1; i < c->all.n && c->all.at[i].depth >= depth; i++) {
		if (c->all.at[i].depth != depth)
			continue;
		if (tokens_ends_from(&c->all, i))
			break;
		if (is(c, i, "join") && !is(c, i - 1, "cross") && !is(c, i - 1, "natural") &&
		    !is(c, i - 2, "natural")) {
			open++;
			last = i;
		}
		if ((is(c, i, "on") || is(c, i, "using")) && open-- == 0) {
			fault(c, i, "CROSS JOIN b WHERE ...");
			return;
		}
	}
	if (open)
		fault(c, last, "JOIN b ON ...");
}

static void check_joins(struct checker *c)
{
	for (size_t i = 1; i < c->all.n; i++)
		if (is(c, i, "from") && !is(c, i - 1, "distinct"))
			check_joins_of(c, i);
}

static void check_groups(struct checker *c)
{
	for (size_t i = 0; i < c->all.n; i++) {
		size_t at;

		if (is(c, i, "select") && grouped_find_bare(&c->all, i, &at))
			fault(c, at, "GROUP BY a, or max(a)");
	}
}

bool portable_check(struct str sql, struct portable_fault *found)
{
	struct checker c = {.fault = found};

	tokens_read(&c.all, sql);
	check_words(&c);
	check_is(&c);
	check_extremes(&c);
	check_limits(&c);
	check_aliases(&c);
	check_joins(&c);
	check_groups(&c);
	vec_release(&c.all);
	return !c.found;
}
