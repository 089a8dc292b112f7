/* SPDX-License-Identifier: MIT */
/*
 * A reader of ECMA-262 patterns that writes PCRE2 as it goes: alternatives, groups, quantifiers
 * and references; characters are ecma_atom's.
 *
 * Groups are counted and named in a first pass, since a reference may stand before its group.
 * Then one loop over the terms, the open groups on a stack.
 */
#include "text/ecma.h"

#include "base/map.h"
#include "base/vec.h"
#include "text/ecma_atom.h"
#include "text/encoding.h"
#include "text/unicode.h"

#include <assert.h>

/* Counts up to it are compared when a pattern is only checked. */
#define COUNT_TOLD_APART (SIZE_MAX / 16)

enum { ZERO_WIDTH_NON_JOINER = 0x200C, ZERO_WIDTH_JOINER = 0x200D };

enum group_kind { GROUP_PLAIN, GROUP_CAPTURE, GROUP_LOOKAHEAD, GROUP_LOOKBEHIND };

struct group {
	enum group_kind kind;
	size_t offset;        /* of its bracket */
	size_t first_capture; /* captures opened before it */
};

struct capture {
	struct str name; /* "" if it has none */
	bool same_name;  /* as one before it */
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
	struct map names;         /* of captures */
	struct VEC(size_t) named; /* index of the capture, in the order of `names` */
	struct VEC(struct reference) references;
	size_t opened;                   /* captures so far */
	size_t lookarounds, lookbehinds; /* open ones */
	size_t depth;
	struct group groups[ECMA_DEPTH_MAX];
	bool alternatives; /* outside all groups */
	bool only_check;   /* what PCRE2 would answer otherwise is let through */
	bool begun;        /* a term of the alternative outside all groups stands already */
	enum ecma_form form;
	struct ecma_shape *shape;
};

/* How often a term is repeated. */
struct quantifier {
	size_t least, most; /* `most` SIZE_MAX: without end */
	bool lazy;
};

static bool refuse(struct translator *t, size_t offset, const char *reason)
{
	return ecma_atom_refuse(&t->in, offset, reason);
}

/* For what is a pattern, but not one that PCRE2 understands as ECMA-262 does. */
static bool refuse_to_translate(struct translator *t, size_t offset, const char *reason)
{
	return t->only_check || refuse(t, offset, reason);
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

/* A code point of RegExpIdentifierName (22.2.1). */
static bool is_name_point(uint32_t c, bool first)
{
	if (c == '$' || c == '_')
		return true;
	return first ? unicode_is_id_start(c)
		     : unicode_is_id_continue(c) || c == ZERO_WIDTH_NON_JOINER ||
			       c == ZERO_WIDTH_JOINER;
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
	if (t->lookbehinds && !refuse_to_translate(t, offset, "regex.reference-in-lookbehind"))
		return false;
	*vec_add(&t->references) = (struct reference){capture, offset};
	buf_printf(t->in.out, "(?:\\g{%zu})", capture + 1);
	t->shape->span = SIZE_MAX;
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
	size_t end = at, next = at;

	while (next < pattern.len && is_name_point(encoding_next(pattern, &next), end == at))
		end = next;
	if (end == at || end == pattern.len || pattern.ptr[end] != '>')
		return STR("");
	return str_sub(pattern, at, end - at);
}

/* After `\k`. */
static bool take_named_reference(struct translator *t)
{
	size_t start = t->in.at - 2;
	struct map_entry *entry;
	struct str name = STR("");

	if (take(t, STR("<")))
		name = group_name(t->in.pattern, t->in.at);
	t->in.at += name.len + 1;
	entry = map_find(&t->names, name);
	if (!entry)
		return refuse(t, start, "regex.no-such-group");
	return refer(t, t->named.at[entry - t->names.entries], start);
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
	if (capture->same_name)
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
static bool take_count(struct translator *t, struct quantifier *q)
{
	size_t start = t->in.at - 1, limit = t->only_check ? COUNT_TOLD_APART : ECMA_COUNT_MAX;
	bool open = false;

	if (!is_digit(peek(t)))
		return refuse(t, start, "regex.lone-bracket");
	q->least = q->most = take_number(t, limit);
	if (take(t, STR(","))) {
		open = !is_digit(peek(t));
		if (!open)
			q->most = take_number(t, limit);
	}
	if (!take(t, STR("}")))
		return refuse(t, start, "regex.lone-bracket");
	if ((q->least > limit || q->most > limit) &&
	    !refuse_to_translate(t, start, "regex.count-too-large"))
		return false;
	if (q->least > q->most)
		return refuse(t, start, "regex.count-order");
	if (open)
		q->most = SIZE_MAX;
	return true;
}

/* The quantifier, or one that says "once". */
static bool take_quantifier(struct translator *t, struct quantifier *q)
{
	char c = peek(t);

	*q = (struct quantifier){1, 1, false};
	if (c != '*' && c != '+' && c != '?' && c != '{')
		return true;
	t->in.at++;
	q->least = c == '+';
	q->most = c == '?' ? 1 : SIZE_MAX;
	if (c == '{' && !take_count(t, q))
		return false;
	q->lazy = take(t, STR("?"));
	return true;
}

static void add_quantifier(struct buf *out, const struct quantifier *q)
{
	if (q->least == 1 && q->most == 1)
		return;
	if (q->most == SIZE_MAX)
		buf_printf(out, "{%zu,}", q->least);
	else
		buf_printf(out, "{%zu,%zu}", q->least, q->most);
	if (q->lazy)
		buf_add_char(out, '?');
}

/* Quantifies the group or the reference that was added last and holds the captures from `first`
 * on. */
static void quantify_group(struct translator *t, const struct quantifier *q, size_t first)
{
	for (size_t i = first; i < t->opened; i++)
		if (q->most > 1 || t->captures.at[i].asserted)
			t->captures.at[i].repeated |= q->least != 1 || q->most != 1;
	add_quantifier(t->in.out, q);
}

/* Makes `c` `c{n}(?:c)*` of a character, which was added at `start`, that is to be repeated n
 * times at least. */
static void add_counted(struct translator *t, struct quantifier *q, size_t start)
{
	struct buf *out = t->in.out, atom = {0};

	buf_add(&atom, str_sub(buf_str(out), start, out->len - start));
	if (q->least)
		buf_printf(out, "{%zu}", q->least);
	else
		out->len = start;
	buf_printf(out, "(?:%.*s)*%s", STR_ARG(buf_str(&atom)), q->lazy ? "?" : "");
	buf_release(&atom);
}

/* Quantifies the character that was added at `start`. Where a match may begin or end it need
 * not be repeated more than it must. */
static void quantify_character(struct translator *t, struct quantifier *q, size_t start)
{
	bool ends = t->in.at == t->in.pattern.len || peek(t) == '|';

	if (t->depth == 0 && (ends || !t->begun))
		q->most = q->least;
	if (q->most == SIZE_MAX)
		t->shape->endless = true;
	if (q->most == SIZE_MAX && t->form == ECMA_COUNTED) {
		add_counted(t, q, start);
		return;
	}
	if (q->most > t->shape->span)
		t->shape->span = q->most;
	if (q->most == 0)
		t->in.out->len = start;
	else
		add_quantifier(t->in.out, q);
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

/* Whether the term that begins with `c` at the cursor's last byte is a single character. */
static bool is_character(const struct translator *t, char c)
{
	char next = peek(t);

	return c != ')' && (c != '\\' || (next != 'k' && !(next >= '1' && next <= '9')));
}

static bool take_atom_quantified(struct translator *t, char c)
{
	size_t first_capture = t->opened, start = t->in.out->len;
	bool is_atom = true, character = is_character(t, c);
	struct quantifier q;

	if (!take_atom(t, c, &is_atom, &first_capture))
		return false;
	if (!is_atom)
		return true;
	if (!take_quantifier(t, &q))
		return false;
	if (character)
		quantify_character(t, &q, start);
	else
		quantify_group(t, &q, first_capture);
	return true;
}

static bool take_term(struct translator *t)
{
	char c = peek(t);
	bool good = true;

	t->in.at++;
	if (c == '^' || c == '$' || c == '|')
		buf_add_char(t->in.out, c);
	else if (c == '(')
		good = take_group_start(t);
	else
		good = take_atom_quantified(t, c);
	if (c == '|' && t->depth == 0)
		t->alternatives = true;
	t->begun = c != '|' || t->depth > 0;
	return good;
}

static void add_capture(struct translator *t, struct str name, size_t offset)
{
	size_t names = t->names.n;

	if (name.len)
		map_add(&t->names, name);
	if (t->names.n > names)
		*vec_add(&t->named) = t->captures.n;
	*vec_add(&t->captures) = (struct capture){
		.name = name, .same_name = name.len && t->names.n == names, .offset = offset};
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
			add_capture(t, named ? group_name(pattern, i + 3) : STR(""), i);
	}
}

static bool check_references(struct translator *t)
{
	for (size_t i = 0; i < t->references.n; i++) {
		const struct reference *r = &t->references.at[i];

		if (t->captures.at[r->capture].repeated &&
		    !refuse_to_translate(t, r->offset, "regex.reference-to-repeated"))
			return false;
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

static void release(struct translator *t)
{
	vec_release(&t->captures);
	vec_release(&t->named);
	vec_release(&t->references);
	map_release(&t->names);
}

bool ecma_translate(struct str pattern, enum ecma_form form, struct buf *out,
		    struct ecma_shape *shape, struct ecma_fault *fault)
{
	struct translator t = {.in = {.pattern = pattern, .out = out, .fault = fault},
			       .form = form,
			       .shape = shape};
	bool good;

	*shape = (struct ecma_shape){.span = 1};
	good = take_pattern(&t);
	shape->anchored = !t.alternatives && str_starts(pattern, STR("^"));
	release(&t);
	return good;
}

bool ecma_check(struct str pattern, struct ecma_fault *fault)
{
	struct buf out = {0};
	struct ecma_shape shape = {0};
	struct translator t = {.in = {.pattern = pattern, .out = &out, .fault = fault},
			       .only_check = true,
			       .shape = &shape};
	bool good = take_pattern(&t);

	release(&t);
	buf_release(&out);
	return good;
}
