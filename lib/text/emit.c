/* SPDX-License-Identifier: MIT */
/* Down the value, a line at a time. What is refused is refused before a byte is written. */
#include "text/emit.h"

#include "base/decimal.h"
#include "text/encoding.h"
#include "text/source.h"
#include "text/yaml.h"

#include <stdio.h>

/* A key has at most 1024 characters up to its colon (YAML 1.2.2, 7.4.2), unless `? ` announces
 * it. Escapes make three of a byte at most. */
enum { KEY_BYTES_MAX = 300 };

const struct emit_style emit_record_style = {
	.map_step = 2,
	.list_step = 2,
	.dash_step = 2,
	.line_end = "\n",
	.literal = true,
};

static bool is_collection(const struct node *node)
{
	return node->kind == NODE_ARRAY || node->kind == NODE_OBJECT;
}

/* A list of scalars in brackets, where the style has such. */
static bool is_flow_list(const struct emit_style *style, const struct node *value)
{
	if (!style->flow_lists || value->kind != NODE_ARRAY)
		return false;
	TREE_EACH_ITEM (item, value)
		if (is_collection(item))
			return false;
	return true;
}

bool emit_is_block(const struct emit_style *style, const struct node *value)
{
	return !style->json && is_collection(value) && value->count &&
	       !is_flow_list(style, value);
}

static void add_spaces(struct buf *out, uint32_t n)
{
	while (n--)
		buf_add_char(out, ' ');
}

static enum scalar_style pick(const struct emit_style *style, struct str text, bool flow)
{
	if (style->json)
		return SCALAR_DOUBLE;
	return scalar_pick(text, style->wanted, flow, style->literal);
}

/* The style of what is within a collection. */
static struct emit_style inner(const struct emit_style *style)
{
	struct emit_style within = *style;

	within.wanted = SCALAR_PLAIN;
	return within;
}

static void add_key(struct buf *out, const struct emit_style *style, struct str key, bool flow)
{
	enum scalar_style quotes = SCALAR_DOUBLE;

	if (!style->json && scalar_fits(key, SCALAR_PLAIN, flow))
		quotes = SCALAR_PLAIN;
	scalar_write(out, key, quotes);
}

static void add_scalar(struct buf *out, const struct emit_style *style,
		       const struct node *value, bool flow)
{
	enum scalar_style picked;

	if (value->kind == NODE_NULL) {
		buf_add_text(out, "null");
	} else if (value->kind != NODE_STRING) {
		buf_add(out, value->text);
	} else {
		picked = pick(style, value->text, flow);
		if (picked == SCALAR_LITERAL || picked == SCALAR_FOLDED)
			scalar_write_header(out, value->text, picked);
		else
			scalar_write(out, value->text, picked);
	}
}

/* What comes before a key that is too long to be one by its colon alone. */
static bool announce(struct buf *out, struct str key)
{
	if (key.len <= KEY_BYTES_MAX)
		return false;
	buf_add_text(out, "? ");
	return true;
}

void emit_flow_member(struct buf *out, const struct emit_style *style, struct str key,
		      const struct node *value)
{
	if (!style->json)
		announce(out, key);
	add_key(out, style, key, true);
	buf_add_text(out, ": ");
	emit_flow(out, style, value);
}

void emit_flow(struct buf *out, const struct emit_style *style, const struct node *value)
{
	const struct emit_style within = inner(style);
	const char *between = "";

	if (!is_collection(value)) {
		add_scalar(out, style, value, true);
		return;
	}
	buf_add_char(out, value->kind == NODE_OBJECT ? '{' : '[');
	for (const struct node *child = value->first; child; child = child->next) {
		buf_add_text(out, between);
		between = ", ";
		if (value->kind == NODE_ARRAY) {
			emit_flow(out, &within, child);
			continue;
		}
		emit_flow_member(out, &within, child->text, child->next);
		child = child->next;
	}
	buf_add_char(out, value->kind == NODE_OBJECT ? '}' : ']');
}

void emit_head(struct buf *out, const struct emit_style *style, const struct node *value)
{
	if (!is_collection(value))
		add_scalar(out, style, value, false);
	else if (!emit_is_block(style, value))
		emit_flow(out, style, value);
}

/* The lines of a block scalar, each at `column`; empty ones stay empty. */
static void add_text_lines(struct buf *out, const struct emit_style *style, struct str text,
			   uint32_t column)
{
	while (text.len) {
		struct str line = str_split(&text, '\n');

		if (line.len)
			add_spaces(out, column);
		buf_add(out, line);
		buf_add_text(out, style->line_end);
	}
}

/* The column of what stands below a key or a dash. */
static uint32_t below(const struct emit_style *style, const struct node *value, uint32_t column,
		      bool dash)
{
	if (dash)
		return column + style->dash_step;
	return column + (value->kind == NODE_ARRAY ? style->list_step : style->map_step);
}

void emit_lines(struct buf *out, const struct emit_style *style, const struct node *value,
		uint32_t column, bool dash)
{
	uint32_t at = below(style, value, column, dash);

	if (emit_is_block(style, value)) {
		add_spaces(out, at);
		emit_entries(out, style, value, at);
	} else if (value->kind == NODE_STRING &&
		   pick(style, value->text, false) >= SCALAR_LITERAL) {
		add_text_lines(out, style, value->text, at);
	}
}

/* After a colon or a dash. */
static void add_value(struct buf *out, const struct emit_style *style, const struct node *value,
		      uint32_t column, bool dash)
{
	if (!emit_is_block(style, value)) {
		buf_add_char(out, ' ');
		emit_head(out, style, value);
	}
	buf_add_text(out, style->line_end);
	emit_lines(out, style, value, column, dash);
}

void emit_member(struct buf *out, const struct emit_style *style, struct str key,
		 const struct node *value, uint32_t column)
{
	bool announced = announce(out, key);

	add_key(out, style, key, false);
	if (announced) {
		buf_add_text(out, style->line_end);
		add_spaces(out, column);
	}
	buf_add_char(out, ':');
	add_value(out, style, value, column, false);
}

void emit_item(struct buf *out, const struct emit_style *style, const struct node *value,
	       uint32_t column)
{
	buf_add_char(out, '-');
	if (!emit_is_block(style, value)) {
		add_value(out, style, value, column, true);
		return;
	}
	add_spaces(out, style->dash_step - 1);
	emit_entries(out, style, value, column + style->dash_step);
}

void emit_entries(struct buf *out, const struct emit_style *style, const struct node *value,
		  uint32_t column)
{
	const struct emit_style within = inner(style);

	for (const struct node *child = value->first; child; child = child->next) {
		if (child != value->first)
			add_spaces(out, column);
		if (value->kind == NODE_ARRAY) {
			emit_item(out, &within, child, column);
			continue;
		}
		emit_member(out, &within, child->text, child->next, column);
		child = child->next;
	}
}

/* A walk through a value that is to be written. */
struct check {
	struct error *error;
	struct buf pointer; /* of the value that the walk is at */
	struct arena arena; /* of arguments */
	uint32_t n_nodes;
	uint32_t depth;
};

/* Where the first fault of a text lies: a code point that records may not hold, or none. */
static uint32_t faulty(struct str text)
{
	for (size_t at = 0; at < text.len;) {
		size_t before = at;
		uint32_t c = encoding_next(text, &at);

		if (encoding_check(str_sub(text, before, at - before)).encoding !=
		    ENCODING_UTF8)
			return c;
	}
	return ENCODING_NONE;
}

static int refuse_text(struct check *c, struct str text)
{
	const char *pointer = buf_cstr(&c->pointer);
	uint32_t code = faulty(text);
	char name[16];

	if (code == ENCODING_NONE)
		return error_set(c->error, STATUS_INVALID, "emit.not-text", "pointer", pointer,
				 NULL);
	snprintf(name, sizeof name, "U+%04X", (unsigned)code);
	return error_set(c->error, STATUS_INVALID, "emit.character", "pointer", pointer, "code",
			 name, NULL);
}

static int check_text(struct check *c, struct str text)
{
	const char *pointer = buf_cstr(&c->pointer);

	if (text.len > YAML_SCALAR_BYTES_MAX)
		return error_set(c->error, STATUS_LIMIT, "emit.scalar-size", "pointer", pointer,
				 "max", source_size(&c->arena, YAML_SCALAR_BYTES_MAX), NULL);
	if (encoding_check(text).encoding != ENCODING_UTF8)
		return refuse_text(c, text);
	return STATUS_OK;
}

/* In JSON's grammar, and within the bounds of a number. */
static int check_number(struct check *c, struct str text)
{
	struct decimal d;

	if (text.len && text.ptr[0] != '+' && decimal_parse(&d, text) == DECIMAL_OK)
		return STATUS_OK;
	return error_set(c->error, STATUS_INVALID, "emit.number", "pointer",
			 buf_cstr(&c->pointer), "text", arena_cstr(&c->arena, text), NULL);
}

static int check_node(struct check *c, const struct node *node);

static int check_children(struct check *c, const struct node *parent)
{
	size_t before = c->pointer.len, index = 0;
	int status = STATUS_OK;

	if (++c->depth > YAML_DEPTH_MAX)
		return error_set(c->error, STATUS_LIMIT, "emit.depth", "max",
				 arena_printf(&c->arena, "%d", YAML_DEPTH_MAX), NULL);
	for (const struct node *child = parent->first; child && !status; child = child->next) {
		if (parent->kind == NODE_OBJECT) {
			tree_pointer_token(&c->pointer, child->text);
			c->n_nodes++;
			status = check_text(c, child->text);
			child = child->next;
		} else {
			buf_printf(&c->pointer, "/%zu", index++);
		}
		if (!status)
			status = check_node(c, child);
		c->pointer.len = before;
	}
	c->depth--;
	return status;
}

static int check_node(struct check *c, const struct node *node)
{
	if (++c->n_nodes > YAML_NODES_MAX)
		return error_set(c->error, STATUS_LIMIT, "emit.nodes", "max",
				 arena_printf(&c->arena, "%d", YAML_NODES_MAX), NULL);
	switch ((enum node_kind)node->kind) {
	case NODE_ABSENT:
		return error_set(c->error, STATUS_INVALID, "emit.absent", "pointer",
				 buf_cstr(&c->pointer), NULL);
	case NODE_NULL:
	case NODE_BOOLEAN:
		return STATUS_OK;
	case NODE_NUMBER:
		return check_number(c, node->text);
	case NODE_STRING:
		return check_text(c, node->text);
	case NODE_ARRAY:
	case NODE_OBJECT:
		return check_children(c, node);
	}
	return STATUS_OK;
}

int emit_check(const struct node *value, struct error *error)
{
	struct check c = {.error = error};
	int status = check_node(&c, value);

	buf_release(&c.pointer);
	arena_release(&c.arena);
	return status;
}

/* A document: a block collection at the left edge, or a scalar with its lines. */
static void add_document(struct buf *out, const struct node *value)
{
	const struct emit_style *style = &emit_record_style;

	if (emit_is_block(style, value)) {
		emit_entries(out, style, value, 0);
		return;
	}
	emit_head(out, style, value);
	buf_add_text(out, style->line_end);
	emit_lines(out, style, value, 0, false);
}

int emit_yaml(struct buf *out, const struct node *value, struct error *error)
{
	size_t before = out->len;
	int status = emit_check(value, error);

	if (status)
		return status;
	add_document(out, value);
	if (out->len - before > SOURCE_BYTES_MAX) {
		struct arena arena = {0};

		out->len = before;
		out->ptr[before] = '\0';
		status = error_set(error, STATUS_LIMIT, "emit.too-large", "max",
				   source_size(&arena, SOURCE_BYTES_MAX), NULL);
		arena_release(&arena);
	}
	return status;
}
