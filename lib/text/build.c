/* SPDX-License-Identifier: MIT */
/* Nodes, hung into place as they come, and the checks that every scalar and object passes. */
#include "text/build.h"

#include "text/duplicate.h"
#include "text/encoding.h"
#include "text/expand.h"
#include "text/number.h"
#include "text/place.h"
#include "text/source.h"
#include "text/unicode.h"

#define ADD(b, ...) finding_add((b)->findings, __VA_ARGS__)

void build_release(struct build *b)
{
	map_release(&b->anchors);
}

/* A bound of the profile as text. */
static const char *bound(struct build *b, uint32_t max)
{
	return arena_printf(b->tree->arena, "%u", max);
}

void build_place(struct build *b, struct finding *f, uint32_t start, uint32_t end,
		 const struct node *at)
{
	struct buf pointer = {0};

	b->n_findings++;
	if (b->n_findings > YAML_FINDINGS_MAX) {
		b->findings->items.n--;
		if (b->n_findings == YAML_FINDINGS_MAX + 1)
			ADD(b, "text.more-findings", b->path, NULL);
		return;
	}
	place_finding(b->tree, f, start, end);
	if (at)
		tree_pointer(b->tree, at, &pointer);
	f->pointer = finding_str(b->findings, buf_str(&pointer));
	buf_release(&pointer);
}

struct node *build_node(struct build *b, enum node_kind kind, uint32_t start, uint32_t end)
{
	struct node *node = arena_alloc(b->tree->arena, sizeof *node);

	*node = (struct node){.kind = (uint8_t)kind, .start = start, .end = end};
	if (++b->n_nodes == b->profile->nodes_max + 1) {
		build_place(b,
			    ADD(b, "yaml.nodes", b->path, "max",
				bound(b, b->profile->nodes_max), NULL),
			    start, end, NULL);
		b->stopped = true;
	}
	return node;
}

static struct build_level *top(struct build *b)
{
	return b->depth ? &b->levels[b->depth - 1] : NULL;
}

bool build_wants_key(const struct build *b)
{
	const struct build_level *level = b->depth ? &b->levels[b->depth - 1] : NULL;

	return level && level->node->kind == NODE_OBJECT && !level->key;
}

/* A key that is no plain text (a collection, an alias, in a record `<<`): its value is read and
 * dropped. */
static bool usable_key(struct build *b, const struct node *key)
{
	if (key->kind != NODE_STRING)
		return false;
	if (b->profile->general || !key->plain || !str_eq(key->text, STR("<<")))
		return true;
	build_place(b, ADD(b, "yaml.merge-key", b->path, NULL), key->start, key->end, NULL);
	return false;
}

/* Further roots are those of further documents. */
static void attach_root(struct build *b, struct node *node)
{
	if (b->last_root)
		b->last_root->next = node;
	else
		b->tree->root = node;
	b->last_root = node;
}

/* Hangs a node that is complete, or a collection that begins, into the collection around it. */
static void attach(struct build *b, struct node *node)
{
	struct build_level *level = top(b);

	if (!level) {
		attach_root(b, node);
	} else if (level->node->kind == NODE_ARRAY) {
		tree_append(level->node, node);
	} else if (!level->key) {
		if (!usable_key(b, node))
			node->kind = NODE_ABSENT;
		level->key = node;
	} else {
		if (level->key->kind == NODE_STRING) {
			tree_append(level->node, level->key);
			tree_append(level->node, node);
			level->node->count--; /* a member counts once */
		}
		level->key = NULL;
	}
}

static bool is_ascii(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] >= 0x80)
			return false;
	return true;
}

/* What a record's text may not be. */
static void check_string(struct build *b, struct node *node)
{
	/* A quoted text that does not stand so in the source was written with escapes. */
	bool escaped = !node->plain && node->end - node->start != node->text.len + 2;

	if (escaped && node->text.len) {
		struct encoding_report report = encoding_check(node->text);

		if (report.encoding != ENCODING_UTF8) {
			char *code = arena_printf(b->tree->arena, "U+%04X", report.code_point);

			build_place(b,
				    ADD(b, "yaml.escaped-control", b->path, "code", code, NULL),
				    node->start, node->end, NULL);
			node->kind = NODE_ABSENT;
		}
	}
	if ((b->check_nfc || escaped) && !is_ascii(node->text) && !unicode_is_nfc(node->text))
		build_place(b, ADD(b, "yaml.nfc", b->path, NULL), node->start, node->end, NULL);
}

static void resolve_plain(struct build *b, struct node *node)
{
	struct str plain = node->text;

	node->kind = (uint8_t)number_resolve(plain);
	if (node->kind == NODE_BOOLEAN)
		node->text = plain.len == 4 ? STR("true") : STR("false");
	if (node->kind != NODE_NUMBER)
		return;
	switch (number_text(plain, b->tree->arena, &node->text)) {
	case NUMBER_OK:
		return;
	case NUMBER_NOT_FINITE:
		build_place(b, ADD(b, "yaml.not-finite", b->path, NULL), node->start, node->end,
			    NULL);
		break;
	case NUMBER_RANGE:
		build_place(b, ADD(b, "yaml.number-range", b->path, NULL), node->start,
			    node->end, NULL);
		break;
	}
	node->kind = NODE_ABSENT;
}

/* The anchor that was read before a node now stands at it. */
static struct node *anchored(struct build *b, struct node *node)
{
	if (b->anchor.len)
		map_put(&b->anchors, b->anchor, node);
	b->anchor = STR("");
	if (b->anchors.n > b->profile->anchors_max && !b->stopped) {
		build_place(b,
			    ADD(b, "yaml.anchors", b->path, "max",
				bound(b, b->profile->anchors_max), NULL),
			    node->start, node->end, NULL);
		b->stopped = true;
	}
	return node;
}

/* Ends a scalar whose kind is known. */
static void finish_scalar(struct build *b, struct node *node)
{
	b->reached = node->end;
	if (node->kind == NODE_STRING) {
		if (!b->profile->general)
			check_string(b, node);
		node->hash = str_hash(node->text);
	}
	attach(b, anchored(b, node));
}

void build_scalar(struct build *b, uint32_t start, uint32_t end, struct str value, bool plain)
{
	struct node *node = build_node(b, NODE_STRING, start, end);

	node->plain = plain;
	node->text = value;
	if (value.len > b->profile->scalar_max) {
		build_place(b,
			    ADD(b, "yaml.scalar-size", b->path, "max",
				source_size(b->tree->arena, b->profile->scalar_max), NULL),
			    start, end, NULL);
		node->kind = NODE_ABSENT;
	} else if (plain && !build_wants_key(b)) {
		resolve_plain(b, node);
	}
	finish_scalar(b, node);
}

bool build_tagged(struct build *b, uint32_t start, uint32_t end, struct str value,
		  enum node_kind kind)
{
	struct node *node;

	if (kind != NODE_STRING && number_resolve(value) != kind)
		return false;
	node = build_node(b, NODE_STRING, start, end);
	node->text = value;
	if (kind != NODE_STRING && !build_wants_key(b))
		resolve_plain(b, node);
	finish_scalar(b, node);
	return true;
}

void build_absent(struct build *b, uint32_t start, uint32_t end)
{
	b->reached = end;
	attach(b, anchored(b, build_node(b, NODE_ABSENT, start, end)));
}

static bool is_open(const struct build *b, const struct node *node)
{
	for (size_t i = 0; i < b->depth; i++)
		if (b->levels[i].node == node)
			return true;
	return false;
}

/* A copy that is to be a key: a scalar's text as it was written. */
static void make_key(struct build *b, struct node *copy)
{
	if (copy->kind == NODE_ARRAY || copy->kind == NODE_OBJECT) {
		build_place(b, ADD(b, "yaml.complex-key", b->path, NULL), copy->start,
			    copy->end, NULL);
		copy->kind = NODE_ABSENT;
	} else if (copy->kind != NODE_STRING && copy->kind != NODE_ABSENT) {
		copy->kind = NODE_STRING;
		copy->text = str_sub(b->tree->source, copy->start, copy->end - copy->start);
		copy->hash = str_hash(copy->text);
	}
	copy->plain = false; /* were it `<<`, it would be no merge key */
}

void build_alias(struct build *b, uint32_t start, uint32_t end, struct str name)
{
	const struct node *node = map_get(&b->anchors, name);
	const char *text = arena_cstr(b->tree->arena, name);
	struct node *copy = NULL;

	if (!node)
		build_place(
			b,
			finding_under(ADD(b, "yaml.alias-unknown", b->path, "name", text, NULL),
				      "yaml.alias"),
			start, end, NULL);
	else if (is_open(b, node))
		build_place(b,
			    finding_under(
				    ADD(b, "yaml.alias-recursive", b->path, "name", text, NULL),
				    "yaml.alias"),
			    start, end, NULL);
	else
		copy = expand_copy(b, node, start, end);
	if (!copy) {
		build_absent(b, start, end);
		return;
	}
	b->reached = end;
	if (build_wants_key(b))
		make_key(b, copy);
	attach(b, copy);
}

void build_open(struct build *b, enum node_kind kind, uint32_t start, uint32_t end)
{
	struct node *node;

	if (b->depth == b->profile->depth_max) {
		build_place(b,
			    ADD(b, "yaml.depth", b->path, "max",
				bound(b, b->profile->depth_max), NULL),
			    start, end, NULL);
		b->stopped = true;
		return;
	}
	node = anchored(b, build_node(b, kind, start, end));
	if (build_wants_key(b)) {
		build_place(b, ADD(b, "yaml.complex-key", b->path, NULL), start, end, NULL);
		top(b)->key = node; /* no string: the value after it is dropped with it */
	} else {
		attach(b, node);
	}
	b->levels[b->depth++] = (struct build_level){.node = node};
}

static void add_duplicate(void *context, const struct node *first, const struct node *again)
{
	struct build *b = context;
	char *key = arena_cstr(b->tree->arena, again->text);
	char *line = arena_printf(b->tree->arena, "%u", tree_line(b->tree, first->start));

	build_place(b,
		    ADD(b, "yaml.duplicate-key", b->path, "key", key, "first_line", line, NULL),
		    again->start, again->end, first);
}

/* Where the last child ends: what an alias stands for may stand before the collection. */
static uint32_t last_end(const struct build *b, const struct node *node)
{
	return b->profile->general ? b->reached : node->last->end;
}

void build_close(struct build *b, uint32_t end)
{
	struct node *node = top(b)->node;

	node->end = end ? end : node->last ? last_end(b, node) : node->start;
	b->reached = node->end;
	if (node->kind == NODE_OBJECT)
		duplicate_drop(node, b->tree->arena, add_duplicate, b);
	b->depth--;
	if (node->kind == NODE_OBJECT && b->profile->general)
		expand_merge(b, node);
}
