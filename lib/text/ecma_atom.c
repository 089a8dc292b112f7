/* SPDX-License-Identifier: MIT */
/*
 * Characters, escapes and classes of ECMA-262 patterns. What is not a letter or digit is
 * written by its number, so that nothing has a meaning of its own in PCRE2.
 */
#include "text/ecma_atom.h"

#include "text/ecma_property.h"
#include "text/encoding.h"

/* White space and line terminators (\s, 22.2.2.9), and all else, as members of a class. */
#define SPACES                                                                                 \
	"\\x{9}-\\x{D}\\x{20}\\x{A0}\\x{1680}\\x{2000}-\\x{200A}\\x{2028}\\x{2029}\\x{202F}"   \
	"\\x{205F}\\x{3000}\\x{FEFF}"
#define NOT_SPACES                                                                             \
	"\\x{0}-\\x{8}\\x{E}-\\x{1F}\\x{21}-\\x{9F}\\x{A1}-\\x{167F}\\x{1681}-\\x{1FFF}"       \
	"\\x{200B}-\\x{2027}\\x{202A}-\\x{202E}\\x{2030}-\\x{205E}\\x{2060}-\\x{2FFF}"         \
	"\\x{3001}-\\x{FEFE}\\x{FF00}-\\x{10FFFF}"
#define LINE_TERMINATORS "\\x{A}\\x{D}\\x{2028}\\x{2029}"
#define NOTHING          "[^\\x{0}-\\x{10FFFF}]"
#define ANYTHING         "[\\x{0}-\\x{10FFFF}]"

enum {
	SURROGATE_FIRST = 0xD800,
	SURROGATE_LOW = 0xDC00, /* where the second halves begin */
	SURROGATE_LAST = 0xDFFF,
	UNICODE_MAX = 0x10FFFF,
};

/* What an escape or a member of a class stands for. */
struct atom {
	enum { ATOM_CODE, ATOM_SET, ATOM_PROPERTY } kind;
	uint32_t code;   /* of ATOM_CODE; may be a surrogate */
	const char *set; /* of ATOM_SET: members of a class; a property is written already */
};

bool ecma_atom_refuse(struct ecma_cursor *c, size_t offset, const char *reason)
{
	c->fault->offset = offset;
	c->fault->reason = reason;
	return false;
}

static char byte_at(const struct ecma_cursor *c, size_t i)
{
	return i < c->pattern.len ? c->pattern.ptr[i] : '\0';
}

char ecma_atom_peek(const struct ecma_cursor *c)
{
	return byte_at(c, c->at);
}

bool ecma_atom_take(struct ecma_cursor *c, struct str text)
{
	if (!str_starts(str_sub(c->pattern, c->at, c->pattern.len), text))
		return false;
	c->at += text.len;
	return true;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_surrogate(uint32_t code)
{
	return code >= SURROGATE_FIRST && code <= SURROGATE_LAST;
}

static void add_code(struct ecma_cursor *c, uint32_t code)
{
	char utf8[4];

	if (code < 0x80 && !is_digit((char)code) && !is_letter((char)code))
		buf_printf(c->out, "\\x{%X}", (unsigned)code);
	else
		buf_add(c->out, (struct str){utf8, encoding_put(utf8, code)});
}

static int hex_value(char c)
{
	if (is_digit(c))
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Exactly `n` hexadecimal digits; moves only if they are there. */
static bool take_hex(struct ecma_cursor *c, size_t n, uint32_t *value)
{
	uint32_t v = 0;

	for (size_t i = 0; i < n; i++) {
		int digit = hex_value(byte_at(c, c->at + i));

		if (digit < 0)
			return false;
		v = v << 4 | (uint32_t)digit;
	}
	c->at += n;
	*value = v;
	return true;
}

/* After `\u{`: digits and the brace. */
static bool take_braced_hex(struct ecma_cursor *c, uint32_t *value)
{
	size_t start = c->at;

	*value = 0;
	for (; hex_value(ecma_atom_peek(c)) >= 0; c->at++) {
		*value = *value << 4 | (uint32_t)hex_value(ecma_atom_peek(c));
		if (*value > UNICODE_MAX)
			return false;
	}
	return c->at > start && ecma_atom_take(c, STR("}"));
}

/* After `\u`. Two escapes of surrogates that form a pair are one code point. */
static bool take_unicode(struct ecma_cursor *c, uint32_t *value)
{
	uint32_t low;
	size_t before;

	if (ecma_atom_take(c, STR("{")))
		return take_braced_hex(c, value);
	if (!take_hex(c, 4, value))
		return false;
	before = c->at;
	if (*value >= SURROGATE_FIRST && *value < SURROGATE_LOW &&
	    ecma_atom_take(c, STR("\\u")) && take_hex(c, 4, &low) && low >= SURROGATE_LOW &&
	    low <= SURROGATE_LAST)
		*value = 0x10000 + ((*value - SURROGATE_FIRST) << 10) + (low - SURROGATE_LOW);
	else
		c->at = before;
	return true;
}

/* The code point of an escape by letter, `\n`; or 0. */
static uint32_t control_code(char letter)
{
	switch (letter) {
	case 't':
		return '\t';
	case 'n':
		return '\n';
	case 'v':
		return '\v';
	case 'f':
		return '\f';
	case 'r':
		return '\r';
	default:
		return 0;
	}
}

/* After the backslash: an escape that stands for one code point. */
static bool take_character_escape(struct ecma_cursor *c, uint32_t *code)
{
	static const struct str syntax = {"^$\\.*+?()[]{}|/", 15};
	size_t start = c->at - 1;
	char letter = ecma_atom_peek(c);

	c->at++;
	*code = control_code(letter);
	if (*code)
		return true;
	if (str_index(syntax, letter) < syntax.len) {
		*code = (unsigned char)letter;
		return true;
	}
	if (letter == 'c' && is_letter(ecma_atom_peek(c))) {
		*code = (uint32_t)byte_at(c, c->at++) & 0x1F;
		return true;
	}
	if (letter == '0' && !is_digit(ecma_atom_peek(c)))
		return true;
	if (letter != 'x' && letter != 'u')
		return ecma_atom_refuse(c, start, "regex.unknown-escape");
	if (letter == 'x' ? take_hex(c, 2, code) : take_unicode(c, code))
		return true;
	return ecma_atom_refuse(c, start, "regex.bad-hexadecimal");
}

/* After `\p` or `\P`: writes the property. */
static bool take_property(struct ecma_cursor *c, bool negated)
{
	size_t start = c->at - 2;
	struct str rest, name;

	if (!ecma_atom_take(c, STR("{")))
		return ecma_atom_refuse(c, start, "regex.unknown-property");
	rest = str_sub(c->pattern, c->at, c->pattern.len);
	name = str_split(&rest, '}');
	if (c->at + name.len == c->pattern.len || !ecma_property(name, negated, c->out))
		return ecma_atom_refuse(c, start, "regex.unknown-property");
	c->at += name.len + 1;
	return true;
}

/* The members of a class that an escape of this letter stands for, or NULL. */
static const char *set_of(char letter)
{
	switch (letter) {
	case 'd':
		return "\\d";
	case 'D':
		return "\\D";
	case 'w':
		return "\\w";
	case 'W':
		return "\\W";
	case 's':
		return SPACES;
	case 'S':
		return NOT_SPACES;
	default:
		return NULL;
	}
}

/* After the backslash: what may stand in a class and outside alike. */
static bool take_escape(struct ecma_cursor *c, struct atom *atom)
{
	char letter = ecma_atom_peek(c);

	*atom = (struct atom){.kind = ATOM_CODE, .set = set_of(letter)};
	if (atom->set) {
		atom->kind = ATOM_SET;
		c->at++;
		return true;
	}
	if (letter == 'p' || letter == 'P') {
		atom->kind = ATOM_PROPERTY;
		c->at++;
		return take_property(c, letter == 'P');
	}
	return take_character_escape(c, &atom->code);
}

static bool take_code_point(struct ecma_cursor *c, uint32_t *code)
{
	size_t start = c->at;

	*code = encoding_next(c->pattern, &c->at);
	return *code != ENCODING_NONE || ecma_atom_refuse(c, start, "regex.malformed-utf-8");
}

static bool take_class_atom(struct ecma_cursor *c, struct atom *atom)
{
	*atom = (struct atom){.kind = ATOM_CODE};
	if (!ecma_atom_take(c, STR("\\")))
		return take_code_point(c, &atom->code);
	if (ecma_atom_take(c, STR("b"))) {
		atom->code = '\b';
		return true;
	}
	if (ecma_atom_take(c, STR("-"))) {
		atom->code = '-';
		return true;
	}
	return take_escape(c, atom);
}

/* Surrogates are left out: text in UTF-8 has none. */
static void add_range(struct ecma_cursor *c, uint32_t first, uint32_t last)
{
	if (is_surrogate(first))
		first = SURROGATE_LAST + 1;
	if (is_surrogate(last))
		last = SURROGATE_FIRST - 1;
	if (first > last)
		return;
	add_code(c, first);
	if (first == last)
		return;
	buf_add_char(c->out, '-');
	add_code(c, last);
}

/* One member of a class, or a range. */
static bool take_class_member(struct ecma_cursor *c)
{
	struct atom first, last;
	size_t start = c->at;

	if (!take_class_atom(c, &first))
		return false;
	last = first;
	if (ecma_atom_peek(c) == '-' && c->at + 1 < c->pattern.len &&
	    byte_at(c, c->at + 1) != ']') {
		c->at++;
		if (!take_class_atom(c, &last))
			return false;
		if (first.kind != ATOM_CODE || last.kind != ATOM_CODE)
			return ecma_atom_refuse(c, start, "regex.set-in-range");
		if (first.code > last.code)
			return ecma_atom_refuse(c, start, "regex.range-order");
	}
	if (first.kind == ATOM_CODE)
		add_range(c, first.code, last.code);
	else if (first.kind == ATOM_SET)
		buf_add_text(c->out, first.set);
	return true;
}

bool ecma_atom_class(struct ecma_cursor *c)
{
	size_t start = c->at - 1, before = c->out->len, members;
	bool negated = ecma_atom_take(c, STR("^"));

	buf_add_text(c->out, negated ? "[^" : "[");
	members = c->out->len;
	while (c->at < c->pattern.len && ecma_atom_peek(c) != ']')
		if (!take_class_member(c))
			return false;
	if (!ecma_atom_take(c, STR("]")))
		return ecma_atom_refuse(c, start, "regex.unclosed-class");
	if (c->out->len > members) {
		buf_add_char(c->out, ']');
	} else {
		c->out->len = before;
		buf_add_text(c->out, negated ? ANYTHING : NOTHING);
	}
	return true;
}

bool ecma_atom_escape(struct ecma_cursor *c)
{
	struct atom atom;

	if (!take_escape(c, &atom))
		return false;
	if (atom.kind == ATOM_SET)
		buf_printf(c->out, "[%s]", atom.set);
	else if (atom.kind == ATOM_CODE && is_surrogate(atom.code))
		buf_add_text(c->out, NOTHING);
	else if (atom.kind == ATOM_CODE)
		add_code(c, atom.code);
	return true;
}

bool ecma_atom_literal(struct ecma_cursor *c)
{
	uint32_t code;

	if (!take_code_point(c, &code))
		return false;
	add_code(c, code);
	return true;
}

void ecma_atom_dot(struct ecma_cursor *c)
{
	buf_add_text(c->out, "[^" LINE_TERMINATORS "]");
}
