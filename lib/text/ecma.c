/* SPDX-License-Identifier: MIT */
/*
 * A reader of ECMA-262 patterns that writes PCRE2 as it goes: alternatives, groups, quantifiers
 * and references; characters are ecma_atom's.
 *
 * Groups are counted and named in a first pass, since a reference may stand before its group.
 * Then one loop over the terms, the open groups on a stack.
 */
#include "text/ecma.h"

#include "base/vec.h"
#include "text/ecma_atom.h"

#include <assert.h>

enum group_kind { GROUP_PLAIN, GROUP_CAPTURE, GROUP_LOOKAHEAD, GROUP_LOOKBEHIND };

struct group {
	enum group_kind kind;
	size_t offset;        /* of its bracket */
	size_t first_capture; /* captures opened before it */
};

struct capture {
	struct str name; /* "" if it has none */
	size_t offset;
	bool asserted; /* within a lookaround */
	bool repeated; /* it, or a group around it: PCRE2 would keep its text from one turn to
			  the next, where ECMA-262 forgets it */
};

struct reference {
	size_t capture; /* index */
	size_t offset;
};

struct translator {
	struct ecma_cursor in;
	struct VEC(struct capture) captures;
	struct VEC(struct reference) references;
	size_t opened;                   /* captures so far */
	size_t lookarounds, lookbehinds; /* open ones */
	size_t depth;
	struct group groups[ECMA_DEPTH_MAX];
	bool alternatives; /* outside all groups */
};

static bool refuse(struct translator *t, size_t offset, const char *reason)
{
	return ecma_atom_refuse(&t->in, offset, reason);
}

static char peek(const struct translator *t)
{
	return ecma_atom_peek(&t->in);
}

static bool take(struct translator *t, struct str text)
{
	return ecma_atom_take(&t->in, text);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_name_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' ||
	       c == '$' || (unsigned char)c >= 0x80;
}

/* A decimal number, held at `limit` + 1. */
static size_t take_number(struct translator *t, size_t limit)
{
	size_t n = 0;

	for (; is_digit(peek(t)); t->in.at++) {
		n = n * 10 + (size_t)(peek(t) - '0');
		if (n > limit)
			n = limit + 1;
	}
	return n;
}

/* A reference stands in a group of its own: PCRE2's JIT (10.42) lets a quantified one to an
 * unset capture fail, whatever PCRE2_MATCH_UNSET_BACKREF says. */
static bool refer(struct translator *t, size_t capture, size_t offset)
{
	if (t->lookbehinds)
		return refuse(t, offset, "regex.reference-in-lookbehind");
	*vec_add(&t->references) = (struct reference){capture, offset};
	buf_printf(t->in.out, "(?:\\g{%zu})", capture + 1);
	return true;
}

static bool take_numbered_reference(struct translator *t)
{
	size_t start = t->in.at - 1, n = take_number(t, t->captures.n);

	if (n > t->captures.n)
		return refuse(t, start, "regex.no-such-group");
	return refer(t, n - 1, start);
}

/* The name of a group that begins at `at` and ends with '>' (left out), or "". */
static struct str group_name(struct str pattern, size_t at)
{
	struct str rest = str_sub(pattern, at, pattern.len), name = str_split(&rest, '>');

	if (at + name.len >= pattern.len || name.len == 0 || is_digit(name.ptr[0]))
		return STR("");
	for (size_t i = 0; i < name.len; i++)
		if (!is_name_byte(name.ptr[i]))
			return STR("");
	return name;
}

/* After `\k`. */
static bool take_named_reference(struct translator *t)
{
	size_t start = t->in.at - 2;
	struct str name = STR("");

	if (take(t, STR("<")))
		name = group_name(t->in.pattern, t->in.at);
	t->in.at += name.len + 1;
	for (size_t i = 0; name.len && i < t->captures.n; i++)
		if (str_eq(t->captures.at[i].name, name))
			return refer(t, i, start);
	return refuse(t, start, "regex.no-such-group");
}

/* After a backslash. Whether a quantifier may follow goes to `is_atom`. */
static bool take_backslash(struct translator *t, bool *is_atom)
{
	char c = peek(t);

	if (c == 'b' || c == 'B') {
		t->in.at++;
		buf_add_text(t->in.out, c == 'b' ? "\\b" : "\\B");
		*is_atom = false;
		return true;
	}
	if (c >= '1' && c <= '9')
		return take_numbered_reference(t);
	if (take(t, STR("k")))
		return take_named_reference(t);
	return ecma_atom_escape(&t->in);
}

static bool open_capture(struct translator *t)
{
	assert(t->opened < t->captures.n);
	t->captures.at[t->opened++].asserted = t->lookarounds > 0;
	buf_add_char(t->in.out, '(');
	return true;
}

static bool open_named_capture(struct translator *t)
{
	const struct capture *capture = &t->captures.at[t->opened];

	if (capture->name.len == 0)
		return refuse(t, capture->offset, "regex.group-name");
	for (size_t i = 0; i < t->opened; i++)
		if (str_eq(t->captures.at[i].name, capture->name))
			return refuse(t, capture->offset, "regex.group-name-twice");
	t->in.at += capture->name.len + 1;
	return open_capture(t);
}

/* After `(`. */
static bool take_group_start(struct translator *t)
{
	static const struct {
		const char *text;
		enum group_kind kind;
	} kinds[] = {{"?:", GROUP_PLAIN},
		     {"?=", GROUP_LOOKAHEAD},
		     {"?!", GROUP_LOOKAHEAD},
		     {"?<=", GROUP_LOOKBEHIND},
		     {"?<!", GROUP_LOOKBEHIND}};
	struct group *group;

	if (t->depth == ECMA_DEPTH_MAX)
		return refuse(t, t->in.at - 1, "regex.too-deep");
	group = &t->groups[t->depth++];
	*group = (struct group){GROUP_CAPTURE, t->in.at - 1, t->opened};
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		if (take(t, str_of(kinds[i].text))) {
			group->kind = kinds[i].kind;
			t->lookarounds += group->kind >= GROUP_LOOKAHEAD;
			t->lookbehinds += group->kind == GROUP_LOOKBEHIND;
			buf_printf(t->in.out, "(%s", kinds[i].text);
			return true;
		}
	}
	if (take(t, STR("?<")))
		return open_named_capture(t);
	if (peek(t) == '?')
		return refuse(t, t->in.at - 1, "regex.group-kind");
	return open_capture(t);
}

/* After `)`. What the group is to a quantifier goes to `is_atom` and `first_capture`. */
static bool take_group_end(struct translator *t, bool *is_atom, size_t *first_capture)
{
	const struct group *group;

	if (t->depth == 0)
		return refuse(t, t->in.at - 1, "regex.unopened-group");
	group = &t->groups[--t->depth];
	t->lookarounds -= group->kind >= GROUP_LOOKAHEAD;
	t->lookbehinds -= group->kind == GROUP_LOOKBEHIND;
	*is_atom = group->kind < GROUP_LOOKAHEAD;
	*first_capture = group->first_capture;
	buf_add_char(t->in.out, ')');
	return true;
}

/* After `{`: `n}`, `n,}` or `n,m}`. */
static bool take_count(struct translator *t, size_t *most)
{
	size_t start = t->in.at - 1, least;
	bool open = false;

	if (!is_digit(peek(t)))
		return refuse(t, start, "regex.lone-bracket");
	least = *most = take_number(t, ECMA_COUNT_MAX);
	buf_printf(t->in.out, "{%zu", least);
	if (take(t, STR(","))) {
		buf_add_char(t->in.out, ',');
		open = !is_digit(peek(t));
		if (!open) {
			*most = take_number(t, ECMA_COUNT_MAX);
			buf_printf(t->in.out, "%zu", *most);
		}
	}
	buf_add_char(t->in.out, '}');
	if (!take(t, STR("}")))
		return refuse(t, start, "regex.lone-bracket");
	if (least > ECMA_COUNT_MAX || *most > ECMA_COUNT_MAX)
		return refuse(t, start, "regex.count-too-large");
	if (least > *most)
		return refuse(t, start, "regex.count-order");
	if (open)
		*most = SIZE_MAX;
	return true;
}

/* The quantifier, if there is one, of a term that holds the captures from `first` on. */
static bool take_quantifier(struct translator *t, size_t first)
{
	char c = peek(t);
	size_t most = c == '?' ? 1 : SIZE_MAX;

	if (c != '*' && c != '+' && c != '?' && c != '{')
		return true;
	t->in.at++;
	if (c != '{')
		buf_add_char(t->in.out, c);
	else if (!take_count(t, &most))
		return false;
	if (take(t, STR("?")))
		buf_add_char(t->in.out, '?');
	for (size_t i = first; i < t->opened; i++)
		if (most > 1 || t->captures.at[i].asserted)
			t->captures.at[i].repeated = true;
	return true;
}

/* What begins with `c`, which has been taken if it is syntax. */
static bool take_atom(struct translator *t, char c, bool *is_atom, size_t *first_capture)
{
	switch (c) {
	case ')':
		return take_group_end(t, is_atom, first_capture);
	case '.':
		ecma_atom_dot(&t->in);
		return true;
	case '[':
		return ecma_atom_class(&t->in);
	case '\\':
		return take_backslash(t, is_atom);
	case '*':
	case '+':
	case '?':
		return refuse(t, t->in.at - 1, "regex.nothing-to-repeat");
	case '{':
	case '}':
	case ']':
		return refuse(t, t->in.at - 1, "regex.lone-bracket");
	default:
		t->in.at--;
		return ecma_atom_literal(&t->in);
	}
}

static bool take_term(struct translator *t)
{
	size_t first_capture = t->opened;
	bool is_atom = true;
	char c = peek(t);

	t->in.at++;
	if (c == '|' && t->depth == 0)
		t->alternatives = true;
	if (c == '^' || c == '$' || c == '|') {
		buf_add_char(t->in.out, c);
		return true;
	}
	if (c == '(')
		return take_group_start(t);
	if (!take_atom(t, c, &is_atom, &first_capture))
		return false;
	return !is_atom || take_quantifier(t, first_capture);
}

/* Finds the captures and their names ahead of everything else. */
static void find_captures(struct translator *t)
{
	struct str pattern = t->in.pattern;
	bool in_class = false;

	for (size_t i = 0; i < pattern.len; i++) {
		struct str rest = str_sub(pattern, i, pattern.len);
		bool named = str_starts(rest, STR("(?<")) && !str_starts(rest, STR("(?<=")) &&
			     !str_starts(rest, STR("(?<!"));
		bool plain = rest.ptr[0] == '(' && !str_starts(rest, STR("(?"));

		if (rest.ptr[0] == '\\')
			i++;
		else if (rest.ptr[0] == '[')
			in_class = true;
		else if (rest.ptr[0] == ']')
			in_class = false;
		else if (!in_class && (named || plain))
			*vec_add(&t->captures) = (struct capture){
				.name = named ? group_name(pattern, i + 3) : STR(""),
				.offset = i};
	}
}

static bool check_references(struct translator *t)
{
	for (size_t i = 0; i < t->references.n; i++) {
		const struct reference *r = &t->references.at[i];

		if (t->captures.at[r->capture].repeated)
			return refuse(t, r->offset, "regex.reference-to-repeated");
	}
	return true;
}

static bool take_pattern(struct translator *t)
{
	find_captures(t);
	while (t->in.at < t->in.pattern.len)
		if (!take_term(t))
			return false;
	if (t->depth > 0)
		return refuse(t, t->groups[t->depth - 1].offset, "regex.unclosed-group");
	return check_references(t);
}

bool ecma_translate(struct str pattern, struct buf *out, bool *anchored,
		    struct ecma_fault *fault)
{
	struct translator t = {.in = {.pattern = pattern, .out = out, .fault = fault}};
	bool good = take_pattern(&t);

	*anchored = !t.alternatives && str_starts(pattern, STR("^"));
	vec_release(&t.captures);
	vec_release(&t.references);
	return good;
}
