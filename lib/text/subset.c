/* SPDX-License-Identifier: MIT */
/*
 * A line at a time. The stack of open block collections with their indents says what a line may
 * be; a key or dash without a value on its line is "pending" until the next line shows whether
 * a nested collection follows. Anything unexpected declines the file.
 */
#include "text/subset.h"

#include <string.h>

enum {
	FLOW_DEPTH_MAX = 8,
	KEY_BYTES_MAX = 256, /* libyaml takes keys of up to 1024 characters */
};

/* An open block collection. */
struct block {
	bool sequence;
	bool pending;    /* a key or dash whose value has not come yet */
	uint32_t indent; /* of its keys or dashes */
	uint32_t after;  /* offset after the pending key's colon, or the dash */
};

struct subset {
	struct build *build;
	const char *base; /* the source; offsets are from here */
	const char *at;   /* the next byte to read */
	const char *end;  /* of the text */
	const char *line; /* where the current line starts */
	size_t depth;
	struct block blocks[YAML_DEPTH_MAX];
};

/* What bytes may be in plain scalars and keys. */
enum {
	KEY_FIRST = 1, /* may begin a key */
	KEY_REST = 2,  /* may go on in a key */
	PLAIN_FIRST =
		4, /* may begin a plain scalar in a block, without a look at what follows */
	FLOW_PLAIN = 8, /* may stand in a plain scalar within a flow collection */
};

static unsigned char_class(unsigned char c)
{
	if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_')
		return KEY_FIRST | KEY_REST | PLAIN_FIRST | FLOW_PLAIN;
	if (c >= '0' && c <= '9')
		return KEY_REST | PLAIN_FIRST | FLOW_PLAIN;
	if (c >= 0x80 || c == '.' || c == '/' || c == '+' || c == '(' || c == ')')
		return PLAIN_FIRST | FLOW_PLAIN;
	if (c == '$' || c == '~' || c == '<' || c == '=' || c == ';' || c == '^' || c == '\\')
		return PLAIN_FIRST;
	return c == '-' ? KEY_REST | FLOW_PLAIN : 0;
}

static bool is_class(char c, unsigned class)
{
	return char_class((unsigned char)c) & class;
}

static uint32_t offset(const struct subset *s, const char *p)
{
	return (uint32_t)(p - s->base);
}

static bool at_line_end(const struct subset *s)
{
	return s->at == s->end || *s->at == '\n';
}

static void skip_spaces(struct subset *s)
{
	while (s->at < s->end && *s->at == ' ')
		s->at++;
}

static void skip_line(struct subset *s)
{
	const char *lf = memchr(s->at, '\n', (size_t)(s->end - s->at));

	s->at = lf ? lf : s->end;
}

/* What may follow a value on its line: spaces, and a comment after a space. */
static bool finish_line(struct subset *s)
{
	const char *before = s->at;

	skip_spaces(s);
	if (!at_line_end(s) && *s->at == '#' && s->at > before)
		skip_line(s);
	return at_line_end(s);
}

/* A quoted scalar on one line, without anything to unescape. */
static bool read_quoted(struct subset *s)
{
	const char *start = s->at, *p = start + 1;
	char quote = *start;

	while (p < s->end && *p != quote && *p != '\n' && *p != '\\')
		p++;
	if (p == s->end || *p != quote)
		return false; /* over several lines, or (in single quotes too) a backslash: rare
			       */
	if (p + 1 < s->end && p[1] == quote)
		return false; /* '' within single quotes */
	s->at = p + 1;
	build_scalar(s->build, offset(s, start), offset(s, s->at),
		     (struct str){start + 1, (size_t)(p - start) - 1}, false);
	return true;
}

/* Whether a plain scalar in a block may begin here. */
static bool starts_plain(const struct subset *s)
{
	if (is_class(*s->at, PLAIN_FIRST))
		return true;
	return *s->at == '-' && s->at + 1 < s->end && is_class(s->at[1], PLAIN_FIRST);
}

/* A plain scalar up to the end of its line or a comment. */
static bool read_plain(struct subset *s)
{
	const char *start = s->at, *p = start, *last;

	if (!starts_plain(s))
		return false;
	for (; p < s->end && *p != '\n'; p++) {
		if (*p == ':' && (p + 1 == s->end || p[1] == ' ' || p[1] == '\n'))
			return false;
		if (*p == '#' && p[-1] == ' ')
			break;
	}
	s->at = p;
	for (last = p; last[-1] == ' '; last--)
		;
	build_scalar(s->build, offset(s, start), offset(s, last),
		     (struct str){start, (size_t)(last - start)}, true);
	if (!at_line_end(s))
		skip_line(s);
	return true;
}

/* A plain scalar within a flow collection: to the `,`, `]`, `}` or `:` that ends it. */
static bool read_flow_plain(struct subset *s)
{
	const char *start = s->at, *last = start;

	if (!is_class(*start, FLOW_PLAIN) ||
	    (*start == '-' && (start + 1 == s->end || !is_class(start[1], FLOW_PLAIN))))
		return false;
	for (; s->at < s->end && (is_class(*s->at, FLOW_PLAIN) || *s->at == ' '); s->at++)
		if (*s->at != ' ')
			last = s->at + 1;
	s->at = last;
	build_scalar(s->build, offset(s, start), offset(s, last),
		     (struct str){start, (size_t)(last - start)}, true);
	return true;
}

static bool read_flow(struct subset *s, int depth);

static bool read_flow_value(struct subset *s, int depth)
{
	if (at_line_end(s))
		return false;
	if (*s->at == '"' || *s->at == '\'')
		return read_quoted(s);
	if (*s->at == '[' || *s->at == '{')
		return depth < FLOW_DEPTH_MAX && read_flow(s, depth + 1);
	return read_flow_plain(s);
}

/* `key: ` within braces. */
static bool read_flow_key(struct subset *s)
{
	const char *start = s->at;

	while (s->at < s->end && is_class(*s->at, s->at == start ? KEY_FIRST : KEY_REST))
		s->at++;
	if (s->at == start || s->end - s->at < 2 || s->at[0] != ':' || s->at[1] != ' ')
		return false;
	build_scalar(s->build, offset(s, start), offset(s, s->at),
		     (struct str){start, (size_t)(s->at - start)}, true);
	s->at++;
	skip_spaces(s);
	return true;
}

/* A flow collection on one line. */
static bool read_flow(struct subset *s, int depth)
{
	bool object = *s->at == '{';
	char close = object ? '}' : ']';

	build_open(s->build, object ? NODE_OBJECT : NODE_ARRAY, offset(s, s->at),
		   offset(s, s->at) + 1);
	if (s->build->stopped)
		return false;
	s->at++;
	skip_spaces(s);
	while (s->at < s->end && *s->at != close) {
		if (object && !read_flow_key(s))
			return false;
		if (!read_flow_value(s, depth))
			return false;
		skip_spaces(s);
		if (s->at < s->end && *s->at == ',') {
			s->at++;
			skip_spaces(s);
			if (s->at < s->end && *s->at == close)
				return false; /* a trailing comma: rare */
		} else if (s->at == s->end || *s->at != close) {
			return false;
		}
	}
	if (s->at == s->end)
		return false;
	s->at++;
	build_close(s->build, offset(s, s->at));
	return true;
}

static struct block *top(struct subset *s)
{
	return s->depth ? &s->blocks[s->depth - 1] : NULL;
}

/* A pending key or dash turns out to have no value. */
static void settle(struct subset *s, struct block *block)
{
	if (!block->pending)
		return;
	build_scalar(s->build, block->after, block->after, STR(""), true);
	block->pending = false;
}

static void pop(struct subset *s)
{
	settle(s, top(s));
	build_close(s->build, 0);
	s->depth--;
}

/* Opens a block collection as the root or as the value of what is pending. */
static bool push(struct subset *s, bool sequence, uint32_t indent, uint32_t start)
{
	struct block *around = top(s);

	if (s->depth == YAML_DEPTH_MAX || (around && !around->pending) ||
	    (!around && s->build->tree->root))
		return false;
	if (around)
		around->pending = false;
	build_open(s->build, sequence ? NODE_ARRAY : NODE_OBJECT, start, start);
	s->blocks[s->depth++] = (struct block){.sequence = sequence, .indent = indent};
	return true;
}

/* The value on the rest of a line, after a key's colon or a dash; none: it is pending. */
static bool read_value(struct subset *s)
{
	struct block *block = top(s);

	block->after = offset(s, s->at);
	block->pending = true;
	if (finish_line(s))
		return true;
	block->pending = false;
	if (*s->at == '"' || *s->at == '\'')
		return read_quoted(s) && finish_line(s);
	if (*s->at == '[' || *s->at == '{')
		return read_flow(s, 1) && finish_line(s);
	return read_plain(s);
}

/* The length of a plain key with its colon at s->at, or 0. */
static size_t key_length(const struct subset *s)
{
	const char *p = s->at;

	if (p == s->end || !is_class(*p, KEY_FIRST))
		return 0;
	while (p < s->end && is_class(*p, KEY_REST))
		p++;
	if (p == s->end || p - s->at > KEY_BYTES_MAX || *p != ':' ||
	    (p + 1 < s->end && p[1] != ' ' && p[1] != '\n'))
		return 0;
	return (size_t)(p - s->at) + 1;
}

/* `key:` and its value; the mapping is the innermost collection. */
static bool read_member(struct subset *s, size_t length)
{
	const char *start = s->at;

	settle(s, top(s));
	build_scalar(s->build, offset(s, start), offset(s, start + length - 1),
		     (struct str){start, length - 1}, true);
	s->at += length;
	return read_value(s);
}

/* A line that begins with a key, at this indent. */
static bool read_key_line(struct subset *s, uint32_t indent, size_t length)
{
	while (s->depth && top(s)->indent > indent)
		pop(s);
	if (s->depth && top(s)->indent == indent && top(s)->sequence)
		pop(s); /* a sequence that was not indented more than its key */
	if (!s->depth || top(s)->indent < indent) {
		if (!push(s, false, indent, offset(s, s->at)))
			return false;
	} else if (top(s)->sequence) {
		return false;
	}
	return read_member(s, length);
}

/* `- ` and what follows it; the sequence is the innermost collection. */
static bool read_item(struct subset *s)
{
	const char *dash = s->at++;
	size_t length;

	settle(s, top(s));
	skip_spaces(s);
	length = key_length(s);
	if (length == 0) {
		s->at = dash + 1;
		return read_value(s);
	}
	top(s)->pending = true;
	if (!push(s, false, (uint32_t)(s->at - s->line), offset(s, s->at)))
		return false;
	return read_member(s, length);
}

/* A line that begins with a dash, at this indent. */
static bool read_dash_line(struct subset *s, uint32_t indent)
{
	while (s->depth && top(s)->indent > indent)
		pop(s);
	if (!s->depth || !top(s)->sequence || top(s)->indent < indent)
		if (!push(s, true, indent, offset(s, s->at)))
			return false;
	return read_item(s);
}

static bool is_dash(const struct subset *s)
{
	return *s->at == '-' && (s->at + 1 == s->end || s->at[1] == ' ' || s->at[1] == '\n');
}

static bool read_line(struct subset *s)
{
	uint32_t indent;
	size_t length;

	s->line = s->at;
	skip_spaces(s);
	indent = (uint32_t)(s->at - s->line);
	if (at_line_end(s))
		return true;
	if (*s->at == '#') {
		skip_line(s);
		return true;
	}
	if (is_dash(s))
		return read_dash_line(s, indent);
	length = key_length(s);
	return length && read_key_line(s, indent, length);
}

bool subset_read(struct build *b, struct str text, uint32_t skipped)
{
	struct subset s = {.build = b};

	if (text.len == 0)
		return false;
	s.base = text.ptr - skipped;
	s.at = text.ptr;
	s.end = text.ptr + text.len;
	if (memchr(text.ptr, '\t', text.len) || memchr(text.ptr, '\r', text.len))
		return false;
	while (s.at < s.end) {
		if (!read_line(&s) || b->stopped)
			return false;
		if (s.at < s.end)
			s.at++; /* the line feed */
	}
	while (s.depth)
		pop(&s);
	return b->tree->root != NULL && !b->stopped;
}
