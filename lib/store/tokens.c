/* SPDX-License-Identifier: MIT */
/* Tokens, and what is a keyword among them. */
#include "store/tokens.h"

/* Those that may stand where a name could, and are none. */
static const char *const keywords[] = {
	"all",     "and",    "as",        "asc",       "between",   "by",        "case",
	"cast",    "cross",  "current",   "desc",      "distinct",  "else",      "end",
	"except",  "exists", "false",     "filter",    "first",     "following", "from",
	"full",    "group",  "having",    "in",        "inner",     "intersect", "is",
	"isnull",  "join",   "last",      "left",      "limit",     "natural",   "not",
	"notnull", "null",   "nulls",     "offset",    "on",        "or",        "order",
	"outer",   "over",   "partition", "preceding", "range",     "right",     "row",
	"rows",    "select", "then",      "true",      "unbounded", "union",     "using",
	"values",  "when",   "where",     "window",    "with",
};

static const char *const after_from[] = {
	"where", "group", "having", "window", "order", "limit", "union", "except", "intersect",
};

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static bool is_word(struct str text, const char *word)
{
	size_t i = 0;

	while (i < text.len && word[i] && lower(text.ptr[i]) == word[i])
		i++;
	return i == text.len && !word[i];
}

static bool is_among(struct str text, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (is_word(text, list[i]))
			return true;
	return false;
}

bool tokens_is(const struct tokens *all, size_t at, const char *word)
{
	return at < all->n && is_word(all->at[at].text, word);
}

bool tokens_is_name(const struct tokens *all, size_t at)
{
	const struct token *token = at < all->n ? &all->at[at] : NULL;

	if (!token || (token->kind != LEXIS_WORD && token->kind != LEXIS_NAME))
		return false;
	return token->kind == LEXIS_NAME ||
	       !is_among(token->text, keywords, sizeof keywords / sizeof *keywords);
}

bool tokens_ends_from(const struct tokens *all, size_t at)
{
	return at < all->n &&
	       is_among(all->at[at].text, after_from, sizeof after_from / sizeof *after_from);
}

size_t tokens_close(const struct tokens *all, size_t at)
{
	size_t depth = all->at[at].depth;

	for (at++; at < all->n; at++)
		if (all->at[at].depth == depth)
			return at;
	return at;
}

void tokens_read(struct tokens *all, struct str sql)
{
	struct str rest = sql, text;
	enum lexis_token kind;
	size_t depth = 0;

	while ((kind = lexis_next(&rest, &text)) != LEXIS_END) {
		if (is_word(text, ")") && depth)
			depth--;
		*vec_add(all) = (struct token){kind, text, (size_t)(text.ptr - sql.ptr), depth};
		depth += is_word(text, "(");
	}
}
