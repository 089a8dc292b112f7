/* SPDX-License-Identifier: MIT */
/*
 * The JSON reader: one loop over values, the open collections on a stack of bounded depth.
 * Strings are json_string's.
 */
#include "text/json.h"

#include "base/decimal.h"
#include "text/duplicate.h"
#include "text/json_string.h"
#include "text/place.h"
#include "text/source.h"
#include "text/yaml.h"

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

struct reader {
	const struct profile *profile;
	struct tree *tree;
	struct str path;
	struct finding_list *findings;
	size_t n_findings;
	size_t at;
	uint32_t n_nodes;
	size_t depth;
	struct node *open[PROFILE_DEPTH_MAX];
	bool stopped; /* nothing more can be read */
};

/* Gives a finding that was just added its place; past the bound, takes it back. */
static void place(struct reader *r, struct finding *f, size_t start, size_t end)
{
	r->n_findings++;
	if (r->n_findings > YAML_FINDINGS_MAX) {
		r->findings->items.n--;
		if (r->n_findings == YAML_FINDINGS_MAX + 1)
			finding_add(r->findings, "text.more-findings", r->path, NULL);
		return;
	}
	place_finding(r->tree, f, (uint32_t)start, (uint32_t)end);
}

#define ADD(r, ...) finding_add((r)->findings, __VA_ARGS__)

static char peek(const struct reader *r)
{
	return r->at < r->tree->source.len ? r->tree->source.ptr[r->at] : '\0';
}

static void skip_space(struct reader *r)
{
	while (peek(r) == ' ' || peek(r) == '\n' || peek(r) == '\r' || peek(r) == '\t')
		r->at++;
}

/* What stands here is not what JSON wants; `expected` is the id of words for that. */
static void refuse(struct reader *r, const char *expected)
{
	struct str source = r->tree->source;
	struct finding *f;
	size_t end = r->at;

	if (r->at < source.len) {
		encoding_next(source, &end);
		f = ADD(r, "json.syntax", r->path, "expected", expected, "found",
			arena_cstr(r->tree->arena, str_sub(source, r->at, end - r->at)), NULL);
	} else {
		f = finding_under(
			ADD(r, "json.syntax-end", r->path, "expected", expected, NULL),
			"json.syntax");
	}
	place(r, f, r->at, end);
	r->stopped = true;
}

static bool expect(struct reader *r, char c, const char *expected)
{
	skip_space(r);
	if (peek(r) != c) {
		refuse(r, expected);
		return false;
	}
	r->at++;
	return true;
}

static struct node *new_node(struct reader *r, enum node_kind kind)
{
	struct node *node = arena_zalloc(r->tree->arena, sizeof *node);

	node->kind = (uint8_t)kind;
	node->start = node->end = (uint32_t)r->at;
	if (++r->n_nodes == r->profile->nodes_max + 1) {
		const char *max = arena_printf(r->tree->arena, "%u", r->profile->nodes_max);

		place(r, ADD(r, "json.nodes", r->path, "max", max, NULL), r->at, r->at);
		r->stopped = true;
	}
	return node;
}

/* Hangs a value into the collection around it. */
static void attach(struct reader *r, struct node *node)
{
	struct node *parent;

	if (r->depth == 0) {
		r->tree->root = node;
		return;
	}
	parent = r->open[r->depth - 1];
	tree_append(parent, node);
	if (parent->kind == NODE_OBJECT)
		parent->count--; /* a member counts once, with its key */
}

static struct finding *add_control(struct reader *r, const char *control)
{
	if (*control == '\t')
		return ADD(r, "json.control-character", r->path, NULL);
	return finding_under(ADD(r, "json.control-character-code", r->path, "code",
				 arena_printf(r->tree->arena, "U+%04X", *control), NULL),
			     "json.control-character");
}

static void add_string_fault(struct reader *r, const struct json_string *s)
{
	struct str there =
		str_sub(r->tree->source, s->fault_start, s->fault_end - s->fault_start);
	const char *text = arena_cstr(r->tree->arena, there);
	struct finding *f = NULL;

	switch (s->fault) {
	case JSON_STRING_OK:
		return;
	case JSON_STRING_UNCLOSED:
		f = ADD(r, "json.unclosed-string", r->path, NULL);
		break;
	case JSON_STRING_CONTROL:
		f = add_control(r, text);
		break;
	case JSON_STRING_ESCAPE:
		f = ADD(r, "json.escape", r->path, "escape", text, NULL);
		break;
	case JSON_STRING_SURROGATE:
		f = ADD(r, "json.surrogate", r->path, "escape", text, NULL);
		break;
	case JSON_STRING_TOO_LONG:
		f = ADD(r, "json.scalar-size", r->path, "max",
			source_size(r->tree->arena, r->profile->scalar_max), NULL);
		break;
	}
	place(r, f, s->fault_start, s->fault_end);
}

/* At a quote. A text with a fault is ABSENT, a key stays a string. */
static struct node *read_string(struct reader *r, bool as_key)
{
	struct node *node = new_node(r, NODE_STRING);
	struct json_string s = json_string_read(r->tree->source, r->at, r->profile->scalar_max,
						r->tree->arena);

	r->at = s.end;
	node->end = (uint32_t)s.end;
	node->text = s.text;
	node->hash = str_hash(s.text);
	add_string_fault(r, &s);
	if (s.fault == JSON_STRING_UNCLOSED)
		r->stopped = true;
	if (s.fault != JSON_STRING_OK && !as_key)
		node->kind = NODE_ABSENT;
	return node;
}

static bool is_of_number(char c)
{
	return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' ||
	       c == 'E';
}

static struct node *read_number(struct reader *r)
{
	struct node *node = new_node(r, NODE_NUMBER);
	enum decimal_parsed parsed;
	struct decimal d;

	while (is_of_number(peek(r)))
		r->at++;
	node->end = (uint32_t)r->at;
	node->text = str_sub(r->tree->source, node->start, node->end - node->start);
	parsed = decimal_parse(&d, node->text);
	if (parsed == DECIMAL_OK)
		return node;
	node->kind = NODE_ABSENT;
	if (parsed == DECIMAL_RANGE)
		place(r, ADD(r, "json.number-range", r->path, NULL), node->start, node->end);
	else
		place(r,
		      ADD(r, "json.number", r->path, "number",
			  arena_cstr(r->tree->arena, node->text), NULL),
		      node->start, node->end);
	return node;
}

static void read_word(struct reader *r)
{
	static const struct {
		struct str word;
		enum node_kind kind;
	} words[] = {{{"null", 4}, NODE_NULL},
		     {{"true", 4}, NODE_BOOLEAN},
		     {{"false", 5}, NODE_BOOLEAN}};
	struct str rest = str_sub(r->tree->source, r->at, r->tree->source.len);

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		if (str_starts(rest, words[i].word)) {
			struct node *node = new_node(r, words[i].kind);

			r->at += words[i].word.len;
			node->end = (uint32_t)r->at;
			if (node->kind == NODE_BOOLEAN)
				node->text = words[i].word;
			attach(r, node);
			return;
		}
	}
	refuse(r, "json.a-value");
}

static void open_collection(struct reader *r, enum node_kind kind)
{
	struct node *node;

	if (r->depth == r->profile->depth_max) {
		const char *max = arena_printf(r->tree->arena, "%u", r->profile->depth_max);

		place(r, ADD(r, "json.depth", r->path, "max", max, NULL), r->at, r->at + 1);
		r->stopped = true;
		return;
	}
	node = new_node(r, kind);
	attach(r, node);
	r->open[r->depth++] = node;
	r->at++;
}

/* A scalar, or the beginning of a collection. */
static void read_value(struct reader *r)
{
	char c;

	skip_space(r);
	c = peek(r);
	if (c == '{')
		open_collection(r, NODE_OBJECT);
	else if (c == '[')
		open_collection(r, NODE_ARRAY);
	else if (c == '"')
		attach(r, read_string(r, false));
	else if (c == '-' || (c >= '0' && c <= '9'))
		attach(r, read_number(r));
	else
		read_word(r);
}

static void add_duplicate(void *context, const struct node *first, const struct node *again)
{
	struct reader *r = context;
	struct arena *a = r->tree->arena;
	const char *key = arena_cstr(a, again->text);
	const char *line = arena_printf(a, "%u", tree_line(r->tree, first->start));

	place(r, ADD(r, "json.duplicate-key", r->path, "key", key, "first_line", line, NULL),
	      again->start, again->end);
}

static void close_collection(struct reader *r)
{
	struct node *node = r->open[--r->depth];

	node->end = (uint32_t)++r->at;
	if (node->kind == NODE_OBJECT)
		duplicate_drop(node, r->tree->arena, add_duplicate, r);
}

/* A key and its colon. */
static bool read_key(struct reader *r, struct node *object)
{
	skip_space(r);
	if (peek(r) != '"') {
		refuse(r, "json.a-key");
		return false;
	}
	tree_append(object, read_string(r, true));
	return !r->stopped && expect(r, ':', "json.a-colon");
}

/* In the innermost open collection: its end, or the next item or member. */
static void read_next(struct reader *r)
{
	struct node *parent = r->open[r->depth - 1];
	bool is_object = parent->kind == NODE_OBJECT;

	skip_space(r);
	if (peek(r) == (is_object ? '}' : ']')) {
		close_collection(r);
		return;
	}
	if (parent->first &&
	    !expect(r, ',', is_object ? "json.comma-or-brace" : "json.comma-or-bracket"))
		return;
	if (!is_object || read_key(r, parent))
		read_value(r);
}

static void read_text(struct reader *r)
{
	read_value(r);
	while (r->depth > 0 && !r->stopped)
		read_next(r);
	skip_space(r);
	if (!r->stopped && r->at < r->tree->source.len)
		refuse(r, "json.the-end");
}

bool json_read_as(const struct profile *profile, struct tree *t, struct str source,
		  struct arena *arena, struct str path, struct finding_list *findings)
{
	struct reader r = {.profile = profile, .tree = t, .path = path, .findings = findings};
	struct encoding_report report;

	*t = (struct tree){.source = source, .arena = arena};
	if (!source_check(profile, profile->general, t, path, &report, findings))
		return false;
	if (str_starts(source, STR(BYTE_ORDER_MARK))) {
		if (!profile->general) {
			findings->items.at[findings->items.n - 1].severity = SEVERITY_ERROR;
			return false;
		}
		r.at = sizeof BYTE_ORDER_MARK - 1;
	}
	read_text(&r);
	if (r.stopped)
		t->root = NULL;
	return t->root != NULL;
}

bool json_read(struct tree *t, struct str source, struct arena *arena, struct str path,
	       struct finding_list *findings)
{
	return json_read_as(&profile_record, t, source, arena, path, findings);
}
