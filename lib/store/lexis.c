/* SPDX-License-Identifier: MIT */
/* One step at a time over what must be read as a whole. */
#include "store/lexis.h"

#include <string.h>

enum token { TOKEN_BLANK, TOKEN_OPEN, TOKEN_CLOSE, TOKEN_COMMA, TOKEN_SEMICOLON, TOKEN_OTHER };

struct step {
	enum token token;
	size_t end; /* 0: it has none */
};

/* The byte after a closing quote, one that is not doubled. */
static size_t quoted(struct str text, size_t at, char close)
{
	for (at++; at < text.len; at++) {
		if (text.ptr[at] != close)
			continue;
		if (close == ']' || at + 1 == text.len || text.ptr[at + 1] != close)
			return at + 1;
		at++;
	}
	return 0;
}

static size_t comment(struct str text, size_t at)
{
	for (at += 2; at + 1 < text.len; at++)
		if (text.ptr[at] == '*' && text.ptr[at + 1] == '/')
			return at + 2;
	return 0;
}

static bool begins(struct str text, size_t at, const char *with)
{
	return str_starts(str_sub(text, at, text.len), str_of(with));
}

static struct step step_from(struct str text, size_t at)
{
	char c = text.ptr[at];

	if (begins(text, at, "--")) {
		while (at < text.len && text.ptr[at] != '\n')
			at++;
		return (struct step){TOKEN_BLANK, at};
	}
	if (begins(text, at, "/*"))
		return (struct step){TOKEN_BLANK, comment(text, at)};
	switch (c) {
	case '\'':
	case '"':
	case '`':
		return (struct step){TOKEN_OTHER, quoted(text, at, c)};
	case '[':
		return (struct step){TOKEN_OTHER, quoted(text, at, ']')};
	case '(':
		return (struct step){TOKEN_OPEN, at + 1};
	case ')':
		return (struct step){TOKEN_CLOSE, at + 1};
	case ',':
		return (struct step){TOKEN_COMMA, at + 1};
	case ';':
		return (struct step){TOKEN_SEMICOLON, at + 1};
	case ' ':
	case '\t':
	case '\n':
	case '\r':
	case '\f':
		return (struct step){TOKEN_BLANK, at + 1};
	default:
		return (struct step){TOKEN_OTHER, at + 1};
	}
}

enum lexis_fault lexis_check(struct str text, size_t *offset)
{
	size_t depth = 0, opened = 0;
	bool empty = true;

	for (size_t at = 0; at < text.len;) {
		struct step step = step_from(text, at);

		*offset = at;
		if (step.end == 0)
			return LEXIS_UNCLOSED;
		if (step.token == TOKEN_SEMICOLON)
			return LEXIS_SEMICOLON;
		if (step.token == TOKEN_CLOSE && depth-- == 0)
			return LEXIS_UNOPENED;
		if (step.token == TOKEN_OPEN && depth++ == 0)
			opened = at;
		empty = empty && step.token == TOKEN_BLANK;
		at = step.end;
	}
	*offset = depth ? opened : 0;
	return depth ? LEXIS_UNCLOSED : empty ? LEXIS_EMPTY : LEXIS_FINE;
}

struct str lexis_item(struct str *list)
{
	struct str item = *list;
	size_t depth = 0, at = 0;

	while (at < list->len) {
		struct step step = step_from(*list, at);

		if (step.token == TOKEN_COMMA && depth == 0)
			break;
		depth += step.token == TOKEN_OPEN;
		depth -= step.token == TOKEN_CLOSE && depth > 0;
		at = step.end ? step.end : list->len;
	}
	item.len = at;
	*list = str_sub(*list, at + 1, list->len);
	return str_trim(item);
}

static bool is_letter(char c)
{
	return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* How many bytes of a plain name the text begins with. */
static size_t name_length(struct str text)
{
	size_t n = 0;

	if (text.len == 0 || !is_letter(text.ptr[0]))
		return 0;
	while (n < text.len &&
	       (is_letter(text.ptr[n]) || (text.ptr[n] >= '0' && text.ptr[n] <= '9')))
		n++;
	return n;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_inner(char c)
{
	return is_letter(c) || is_digit(c) || (unsigned char)c >= 0x80;
}

static size_t word_end(struct str text, size_t at)
{
	while (at < text.len && is_inner(text.ptr[at]))
		at++;
	return at;
}

/* 12, 1.5, .5, 1e-3; a letter that follows belongs to it. */
static size_t number_end(struct str text)
{
	size_t at = 0;

	while (at < text.len && (is_inner(text.ptr[at]) || text.ptr[at] == '.' ||
				 ((text.ptr[at] == '+' || text.ptr[at] == '-') &&
				  (text.ptr[at - 1] | 0x20) == 'e')))
		at++;
	return at;
}

static size_t sign_end(struct str text)
{
	static const char several[] = "<>=!|";
	size_t at = 0;

	while (at < text.len && memchr(several, text.ptr[at], sizeof several - 1))
		at++;
	return at ? at : 1;
}

static bool is_plain_number(struct str number)
{
	for (size_t i = 0; i < number.len; i++)
		if (is_letter(number.ptr[i]) && (number.ptr[i] | 0x20) != 'e')
			return false;
	return true;
}

/* The first token of a text that begins with one. */
static enum lexis_token first_token(struct str text, size_t *end)
{
	char c = text.ptr[0];

	*end = step_from(text, 0).end;
	if (*end == 0)
		*end = text.len;
	if (c == '\'')
		return LEXIS_TEXT;
	if (c == '"')
		return LEXIS_NAME;
	if (c == '`' || c == '[')
		return LEXIS_ODD;
	if (c == '?' || c == ':' || c == '@' || c == '$') {
		*end = word_end(text, 1);
		return LEXIS_ODD;
	}
	if (is_digit(c) || (c == '.' && text.len > 1 && is_digit(text.ptr[1]))) {
		*end = number_end(text);
		return is_plain_number(str_sub(text, 0, *end)) ? LEXIS_NUMBER : LEXIS_ODD;
	}
	*end = is_inner(c) ? word_end(text, 0) : sign_end(text);
	return is_inner(c) ? LEXIS_WORD : LEXIS_SIGN;
}

enum lexis_token lexis_next(struct str *text, struct str *token)
{
	enum lexis_token kind = LEXIS_END;
	size_t end = 0;

	while (text->len) {
		struct step step = step_from(*text, 0);

		if (step.token != TOKEN_BLANK)
			break;
		*text = str_sub(*text, step.end ? step.end : text->len, text->len);
	}
	if (text->len)
		kind = first_token(*text, &end);
	*token = str_sub(*text, 0, end);
	*text = str_sub(*text, end, text->len);
	return kind;
}

bool lexis_is_name(struct str text)
{
	return text.len > 0 && name_length(text) == text.len;
}

bool lexis_is_call(struct str text)
{
	size_t n = name_length(text);

	return n > 0 && n < text.len && text.ptr[n] == '(';
}
