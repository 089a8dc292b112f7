/* SPDX-License-Identifier: MIT */
/* Schemas are written from their source, keyword by keyword; what a $ref leads to is known from
 * compiling. */
#include "schema/bundle.h"

#include "schema/field.h"
#include "schema/keyword.h"
#include "schema/origin.h"
#include "schema/registry.h"
#include "text/json.h"

struct bundle {
	const struct schema_set *set;
	struct buf *json;
	struct error *error;
	size_t start;  /* of the document in the buffer */
	size_t depth;  /* schemas being written, or written as one with another */
	size_t indent; /* collections being written */
};

/* Schemas that are written as one: what `nearer` says counts, the rest is from `schema`. */
struct link {
	const struct schema *schema;
	const struct link *nearer;
	bool is_root; /* of the document */
};

static const struct schema *schema_of(const struct bundle *b, const struct node *node)
{
	return registry_place(b->set, node)->schema;
}

static const struct op *find_op(const struct schema *schema, enum keyword_id id)
{
	for (uint32_t i = 0; i < schema->n_ops; i++)
		if (schema->ops[i].keyword == id)
			return &schema->ops[i];
	return NULL;
}

static const struct keyword *keyword_of(const struct bundle *b, const struct node *key)
{
	return map_get(&b->set->keywords, key->text);
}

static void open_collection(struct bundle *b, char bracket)
{
	buf_add_char(b->json, bracket);
	b->indent++;
}

static void begin_line(struct bundle *b)
{
	buf_printf(b->json, "\n%*s", (int)(2 * b->indent), "");
}

/* Begins an item or member; the first one follows the bracket. */
static void begin_entry(struct bundle *b)
{
	char last = b->json->ptr[b->json->len - 1];

	if (last != '{' && last != '[')
		buf_add_char(b->json, ',');
	begin_line(b);
}

static void begin_member(struct bundle *b, struct str name)
{
	begin_entry(b);
	json_quote(b->json, name);
	buf_add_text(b->json, ": ");
}

static void close_collection(struct bundle *b, char bracket)
{
	char last = b->json->ptr[b->json->len - 1];

	b->indent--;
	if (last != '{' && last != '[')
		begin_line(b);
	buf_add_char(b->json, bracket);
}

/* A value that is no schema, as it stands. Depth is bounded by the reader. */
static void write_value(struct bundle *b, const struct node *node)
{
	switch ((enum node_kind)node->kind) {
	case NODE_OBJECT:
		open_collection(b, '{');
		TREE_EACH_MEMBER (key, node) {
			begin_member(b, key->text);
			write_value(b, key->next);
		}
		close_collection(b, '}');
		break;
	case NODE_ARRAY:
		open_collection(b, '[');
		TREE_EACH_ITEM (item, node) {
			begin_entry(b);
			write_value(b, item);
		}
		close_collection(b, ']');
		break;
	case NODE_STRING:
		json_quote(b->json, node->text);
		break;
	case NODE_NUMBER:
	case NODE_BOOLEAN:
		buf_add(b->json, node->text);
		break;
	case NODE_NULL:
	case NODE_ABSENT: /* no compiled schema has one */
		buf_add_text(b->json, "null");
		break;
	}
}

static struct where where_of(const struct schema *schema)
{
	return origin_where(schema->resource->document, schema->source);
}

static int refuse_dynamic(struct bundle *b, const struct schema *schema)
{
	struct where at = where_of(schema);

	return error_set(b->error, STATUS_INVALID, "bundle.dynamic", "file", at.file, "line",
			 at.line, "column", at.column, NULL);
}

static int refuse_depth(struct bundle *b, const struct schema *schema)
{
	struct where at = where_of(schema);

	return error_set(b->error, STATUS_LIMIT, "bundle.too-deep", "file", at.file, "line",
			 at.line, "column", at.column, NULL);
}

static int refuse_size(struct bundle *b, const struct schema *schema)
{
	struct where at = where_of(schema);

	return error_set(b->error, STATUS_LIMIT, "bundle.too-large", "file", at.file, "line",
			 at.line, "column", at.column, NULL);
}

static int write_schema(struct bundle *b, const struct node *node);

static int write_schema_list(struct bundle *b, const struct node *list)
{
	int status = 0;

	TREE_EACH_ITEM (item, list) {
		begin_entry(b);
		if ((status = write_schema(b, item)) != 0)
			break;
	}
	return status;
}

static int write_schema_map(struct bundle *b, const struct node *map)
{
	int status = 0;

	open_collection(b, '{');
	TREE_EACH_MEMBER (key, map) {
		begin_member(b, key->text);
		if ((status = write_schema(b, key->next)) != 0)
			break;
	}
	close_collection(b, '}');
	return status;
}

/* `oneOf` or `anyOf` that is a choice of constants. */
static void write_choice(struct bundle *b, const struct node *branches)
{
	begin_member(b, STR("enum"));
	open_collection(b, '[');
	TREE_EACH_ITEM (branch, branches) {
		begin_entry(b);
		json_quote(b->json, tree_get_text(branch, STR("const")));
	}
	close_collection(b, ']');
	begin_member(b, STR("enumDescriptions"));
	open_collection(b, '[');
	TREE_EACH_ITEM (branch, branches) {
		begin_entry(b);
		json_quote(b->json, tree_get_text(branch, STR("title")));
	}
	close_collection(b, ']');
}

static int write_keyword(struct bundle *b, const struct link *link, const struct node *key)
{
	const struct keyword *keyword = keyword_of(b, key);
	const struct op *choice = find_op(link->schema, KEYWORD_CHOICE);
	int status = 0;

	if (choice && choice->source == key->next && !find_op(link->schema, KEYWORD_ENUM)) {
		write_choice(b, key->next);
		return 0;
	}
	begin_member(b, key->text);
	switch (keyword ? keyword->shape : SHAPE_NONE) {
	case SHAPE_SCHEMA:
	case SHAPE_SCHEMA_OR_LIST: /* a list in older drafts only */
		return write_schema(b, key->next);
	case SHAPE_MAP:
		return write_schema_map(b, key->next);
	case SHAPE_LIST:
		open_collection(b, '[');
		status = write_schema_list(b, key->next);
		close_collection(b, ']');
		return status;
	case SHAPE_NONE:
		break;
	}
	write_value(b, key->next);
	return 0;
}

/* Whether the key is an identifier, a definition or a reference: done with when all is in one
 * place. */
static bool is_left_out(const struct bundle *b, const struct node *key)
{
	const struct keyword *keyword = keyword_of(b, key);

	return keyword && keyword->vocabularies & (VOCABULARY_CORE | VOCABULARY_CORE_2020);
}

static bool is_annotation(const struct bundle *b, const struct node *key)
{
	const struct keyword *keyword = keyword_of(b, key);

	return keyword && (keyword->vocabularies == VOCABULARY_META_DATA ||
			   keyword->id == KEYWORD_REFERENCES || keyword->id == KEYWORD_UNIQUE ||
			   keyword->id == KEYWORD_SENSITIVE || keyword->id == KEYWORD_PEOPLE ||
			   keyword->id == KEYWORD_UNIT);
}

/* Whether the schema says nothing of an instance but what its $ref does: then the two can be
 * written as one without a change of meaning. */
static bool is_label(const struct bundle *b, const struct node *node)
{
	TREE_EACH_MEMBER (key, node)
		if (!is_left_out(b, key) && !is_annotation(b, key))
			return false;
	return true;
}

/* The words of a schema within another: its title is the first line of the description. */
static void write_words(struct bundle *b, const struct schema *schema)
{
	const struct node *title = field_keyword(schema, STR("title"));
	const struct node *description = field_keyword(schema, STR("description"));
	struct buf words = {0};

	if (!title && !description)
		return;
	if (title)
		buf_add(&words, title->text);
	if (title && description)
		buf_add_char(&words, '\n');
	if (description)
		buf_add(&words, description->text);
	begin_member(b, STR("description"));
	json_quote(b->json, buf_str(&words));
	buf_release(&words);
}

static bool is_of_words(const struct bundle *b, const struct node *key)
{
	const struct keyword *keyword = keyword_of(b, key);

	return keyword && (keyword->id == KEYWORD_TITLE || keyword->id == KEYWORD_DESCRIPTION);
}

static bool stands_nearer(const struct link *link, struct str name)
{
	for (link = link->nearer; link; link = link->nearer)
		if (tree_get(link->schema->source, name))
			return true;
	return false;
}

/* What the schema's $ref leads to holds beside what it says itself. */
static int write_all_of(struct bundle *b, const struct link *link, const struct node *target)
{
	const struct node *list = tree_get(link->schema->source, STR("allOf"));
	int status = 0;

	begin_member(b, STR("allOf"));
	open_collection(b, '[');
	if (list)
		status = write_schema_list(b, list);
	if (!status) {
		begin_entry(b);
		status = write_schema(b, target);
	}
	close_collection(b, ']');
	return status;
}

static int write_keywords(struct bundle *b, const struct link *link, bool without_all_of)
{
	int status = 0;

	TREE_EACH_MEMBER (key, link->schema->source) {
		if (is_left_out(b, key) || stands_nearer(link, key->text) ||
		    (!link->is_root && is_of_words(b, key)) ||
		    (without_all_of && str_eq(key->text, STR("allOf"))))
			continue;
		if ((status = write_keyword(b, link, key)) != 0)
			break;
	}
	return status;
}

static int write_link(struct bundle *b, const struct link *link)
{
	const struct schema *schema = link->schema;
	const struct op *ref = find_op(schema, KEYWORD_REF);
	bool merges =
		ref && is_label(b, schema->source) && ref->schema->source->kind == NODE_OBJECT;
	int status = 0;

	if (b->depth == BUNDLE_DEPTH_MAX)
		return refuse_depth(b, schema);
	if (b->json->len - b->start > BUNDLE_BYTES_MAX)
		return refuse_size(b, schema);
	if (find_op(schema, KEYWORD_DYNAMIC_REF))
		return refuse_dynamic(b, schema);
	b->depth++;
	status = write_keywords(b, link, ref && !merges);
	if (!status && merges)
		status = write_link(b, &(struct link){ref->schema, link, link->is_root});
	else if (!status && ref)
		status = write_all_of(b, link, ref->schema->source);
	b->depth--;
	return status;
}

static int write_schema(struct bundle *b, const struct node *node)
{
	const struct link link = {.schema = schema_of(b, node), .is_root = b->depth == 0};
	int status;

	if (node->kind == NODE_BOOLEAN) {
		buf_add(b->json, node->text);
		return 0;
	}
	open_collection(b, '{');
	if (link.is_root) {
		begin_member(b, STR("$schema"));
		json_quote(b->json, STR("https://json-schema.org/draft/2020-12/schema"));
	} else {
		write_words(b, link.schema);
	}
	status = write_link(b, &link);
	close_collection(b, '}');
	return status;
}

int bundle_write(const struct schema_set *set, const struct schema *schema, struct buf *json,
		 struct error *error)
{
	struct bundle b = {.set = set, .json = json, .error = error, .start = json->len};
	int status = write_schema(&b, schema->source);

	buf_add_char(json, '\n');
	return status;
}
