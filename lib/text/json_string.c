/* SPDX-License-Identifier: MIT */
/* Reading JSON strings: most have no escape and are found by one scan for the closing quote. */
#include "text/json_string.h"

#include "base/buf.h"
#include "text/encoding.h"

enum { REPLACEMENT = 0xFFFD };

struct scan {
	struct str source;
	size_t at;
	struct json_string *string;
};

static void add_fault(struct scan *s, enum json_string_fault fault, size_t start, size_t end)
{
	if (s->string->fault != JSON_STRING_OK)
		return;
	s->string->fault = fault;
	s->string->fault_start = start;
	s->string->fault_end = end;
}

static char byte_at(const struct scan *s, size_t i)
{
	return i < s->source.len ? s->source.ptr[i] : '\0';
}

/* To the next byte that does not stand for itself. */
static void skip_plain(struct scan *s)
{
	for (; s->at < s->source.len; s->at++) {
		unsigned char c = (unsigned char)s->source.ptr[s->at];

		if (c == '"' || c == '\\' || c < 0x20)
			return;
	}
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The code unit of `\uXXXX` at `at`, or -1 if there is no such thing. */
static int32_t code_unit(const struct scan *s, size_t at)
{
	int32_t unit = 0;

	if (byte_at(s, at) != '\\' || byte_at(s, at + 1) != 'u')
		return -1;
	for (size_t i = 2; i < 6; i++) {
		int digit = hex_value(byte_at(s, at + i));

		if (digit < 0)
			return -1;
		unit = unit << 4 | digit;
	}
	return unit;
}

/* At `\u`. */
static uint32_t unescape_unicode(struct scan *s)
{
	size_t start = s->at;
	int32_t unit = code_unit(s, start), low;

	s->at += 2;
	if (unit < 0) {
		add_fault(s, JSON_STRING_ESCAPE, start, s->at);
		return REPLACEMENT;
	}
	s->at = start + 6;
	if (unit < 0xD800 || unit > 0xDFFF)
		return (uint32_t)unit;
	low = code_unit(s, s->at);
	if (unit < 0xDC00 && low >= 0xDC00 && low <= 0xDFFF) {
		s->at += 6;
		return 0x10000 + ((uint32_t)(unit - 0xD800) << 10) + (uint32_t)(low - 0xDC00);
	}
	add_fault(s, JSON_STRING_SURROGATE, start, s->at);
	return REPLACEMENT;
}

/* At a backslash: the code point that the escape stands for. */
static uint32_t unescape(struct scan *s)
{
	size_t start = s->at;
	char c = byte_at(s, start + 1);

	if (c == 'u')
		return unescape_unicode(s);
	s->at += 2;
	switch (c) {
	case '"':
	case '\\':
	case '/':
		return (uint32_t)c;
	case 'b':
		return '\b';
	case 'f':
		return '\f';
	case 'n':
		return '\n';
	case 'r':
		return '\r';
	case 't':
		return '\t';
	default:
		s->at = start + 1;
		if (s->at < s->source.len)
			encoding_next(s->source, &s->at);
		add_fault(s, JSON_STRING_ESCAPE, start, s->at);
		s->at = start + 1; /* what follows is read as if it stood alone */
		return REPLACEMENT;
	}
}

static void add_point(struct buf *out, uint32_t c)
{
	char utf8[4];

	buf_add(out, (struct str){utf8, encoding_put(utf8, c)});
}

/* A control that a string may hold only as an escape; a line break ends what was not closed. */
static bool is_control(char c)
{
	return (unsigned char)c < 0x20 && c != '\n' && c != '\r' && c != '\0';
}

/* The rest of a string from its first escape or fault on, `plain` being what comes before. */
static struct str read_rest(struct scan *s, struct str plain, struct arena *arena)
{
	struct buf text = {0};
	struct str copy;

	buf_add(&text, plain);
	while (byte_at(s, s->at) == '\\' || is_control(byte_at(s, s->at))) {
		size_t start;

		if (byte_at(s, s->at) == '\\') {
			add_point(&text, unescape(s));
		} else {
			add_fault(s, JSON_STRING_CONTROL, s->at, s->at + 1);
			s->at++;
		}
		start = s->at;
		skip_plain(s);
		buf_add(&text, str_sub(s->source, start, s->at - start));
	}
	copy = arena_str(arena, buf_str(&text));
	buf_release(&text);
	return copy;
}

struct json_string json_string_read(struct str source, size_t start, size_t max,
				    struct arena *arena)
{
	struct json_string string = {0};
	struct scan s = {source, start + 1, &string};

	skip_plain(&s);
	string.text = str_sub(source, start + 1, s.at - start - 1);
	if (byte_at(&s, s.at) != '"')
		string.text = read_rest(&s, string.text, arena);
	if (byte_at(&s, s.at) == '"') {
		string.end = s.at + 1;
	} else {
		string.fault = JSON_STRING_OK; /* this one matters more */
		add_fault(&s, JSON_STRING_UNCLOSED, start, s.at);
		string.end = s.at;
	}
	if (string.text.len > max)
		add_fault(&s, JSON_STRING_TOO_LONG, start, string.end);
	return string;
}
