/* SPDX-License-Identifier: MIT */
/* What a schema says of a value's shape, as a field: by `type`, `format`, `items`, `properties`
 * along a chain of $ref, where what stands nearer wins. */
#include "schema/field.h"

#include "schema/origin.h"
#include "schema/registry.h"

#include <stdlib.h>

/* The schema that the schema's $ref leads to, or NULL. */
static const struct schema *referred(const struct schema *schema)
{
	for (uint32_t i = 0; i < schema->n_ops; i++)
		if (schema->ops[i].keyword == KEYWORD_REF)
			return schema->ops[i].schema;
	return NULL;
}

const struct node *field_keyword(const struct schema *schema, struct str name)
{
	const struct node *value = NULL;

	for (; schema && !value; schema = referred(schema))
		value = tree_get(schema->source, name);
	return value;
}

const struct op *field_op(const struct schema *schema, enum keyword_id id)
{
	for (; schema; schema = referred(schema))
		for (uint32_t i = 0; i < schema->n_ops; i++)
			if (schema->ops[i].keyword == id)
				return &schema->ops[i];
	return NULL;
}

static struct str text_of(const struct schema *schema, struct str name)
{
	const struct node *value = field_keyword(schema, name);

	return value && value->kind == NODE_STRING ? value->text : STR("");
}

static bool is_true(const struct schema *schema, struct str name)
{
	const struct node *value = field_keyword(schema, name);

	return value && value->kind == NODE_BOOLEAN && str_eq(value->text, STR("true"));
}

/* The schema of a node that a schema applies: compiling has seen to it that there is one. */
static const struct schema *schema_of(const struct field_builder *b, const struct node *node)
{
	return registry_place(b->set, node)->schema;
}

/* What is nothing but a `$ref` is told where that leads: keys of packs join kinds so. */
static struct where where_told(const struct schema *schema)
{
	while (schema->source->count == 1 && referred(schema))
		schema = referred(schema);
	return origin_where(schema->resource->document, schema->source);
}

static int refuse_unclassified(struct field_builder *b, const struct schema *schema)
{
	struct where at = where_told(schema);

	return error_set(b->error, STATUS_INVALID, "kind.unclassified", "file", at.file, "line",
			 at.line, "column", at.column, NULL);
}

static int refuse_depth(struct field_builder *b, const struct schema *schema)
{
	struct where at = origin_where(schema->resource->document, schema->source);

	return error_set(b->error, STATUS_LIMIT, "kind.too-deep", "file", at.file, "line",
			 at.line, "column", at.column, NULL);
}

static int refuse_key(struct field_builder *b, const struct node *key)
{
	struct document *document = schema_of(b, key->next)->resource->document;
	struct where at = origin_where(document, key);

	return error_set(b->error, STATUS_INVALID, "kind.reserved-key", "file", at.file, "line",
			 at.line, "column", at.column, "key", arena_cstr(b->arena, key->text),
			 NULL);
}

/* A `const` with a title each, or plain values. */
static void build_choices(struct field_builder *b, const struct schema *schema,
			  struct field *field)
{
	const struct op *op = field_op(schema, KEYWORD_CHOICE);
	bool labelled = op != NULL;
	struct choice *choices;

	if (!op)
		op = field_op(schema, KEYWORD_ENUM);
	if (!op || op->enumeration->n_others)
		return;
	choices = arena_zalloc(b->arena, op->source->count * sizeof *choices);
	TREE_EACH_ITEM (item, op->source) {
		struct choice *choice = &choices[field->n_choices++];

		choice->value = labelled ? tree_get_text(item, STR("const")) : item->text;
		choice->title = tree_get_text(item, STR("title"));
	}
	field->choices = choices;
}

static bool is_required(const struct schema *schema, struct str key)
{
	for (; schema; schema = referred(schema)) {
		const struct node *required = tree_get(schema->source, STR("required"));

		if (required)
			TREE_EACH_ITEM (name, required)
				if (str_eq(name->text, key))
					return true;
	}
	return false;
}

static int build(struct field_builder *b, const struct schema *schema, struct field *field,
		 int depth);

static int add_field(struct field_builder *b, const struct node *key, struct field *field,
		     int depth)
{
	if (str_starts(key->text, STR("_")))
		return refuse_key(b, key);
	field->key = key->text;
	return build(b, schema_of(b, key->next), field, depth + 1);
}

/* The fields of an object: the nearest schema's properties in their order, then those that only
 * the schemas it refers to have. */
static int build_fields(struct field_builder *b, const struct schema *schema,
			struct field *field, int depth)
{
	struct map keys = {0};
	struct field *fields;
	int status = 0;

	for (const struct schema *s = schema; s; s = referred(s)) {
		const struct node *properties = tree_get(s->source, STR("properties"));

		if (properties)
			TREE_EACH_MEMBER (key, properties)
				if (!map_find(&keys, key->text))
					map_put(&keys, key->text, (void *)key);
	}
	fields = arena_zalloc(b->arena, keys.n * sizeof *fields);
	for (size_t i = 0; i < keys.n && !status; i++) {
		status = add_field(b, keys.entries[i].value, &fields[i], depth);
		fields[i].required = is_required(schema, fields[i].key);
	}
	field->fields = fields;
	field->n_fields = keys.n;
	map_release(&keys);
	return status;
}

static bool is_scalar(enum field_type type)
{
	return type <= FIELD_BOOLEAN;
}

/* Items that are objects have their fields in the list itself. */
static int build_items(struct field_builder *b, const struct schema *schema,
		       struct field *field, int depth)
{
	const struct node *items = field_keyword(schema, STR("items"));
	struct field *item;
	int status;

	if (!items || field_keyword(schema, STR("prefixItems")))
		return refuse_unclassified(b, schema);
	item = arena_zalloc(b->arena, sizeof *item);
	status = build(b, schema_of(b, items), item, depth + 1);
	if (status)
		return status;
	field->sensitive |= item->sensitive;
	if (item->type == FIELD_OBJECT) {
		field->type = FIELD_LIST;
		field->fields = item->fields;
		field->n_fields = item->n_fields;
	} else if (is_scalar(item->type)) {
		field->type = FIELD_VALUES;
		field->item = item;
	} else {
		return refuse_unclassified(b, schema);
	}
	return 0;
}

static int build_object(struct field_builder *b, const struct schema *schema,
			struct field *field, int depth)
{
	if (!field_keyword(schema, STR("properties"))) {
		field->type = FIELD_OPEN;
		return 0;
	}
	field->type = FIELD_OBJECT;
	return build_fields(b, schema, field, depth);
}

static int build_string(struct field_builder *b, const struct schema *schema,
			struct field *field)
{
	bool date = str_eq(text_of(schema, STR("format")), STR("date"));

	field->type = date ? FIELD_DATE : FIELD_TEXT;
	field->pattern = text_of(schema, STR("pattern"));
	build_choices(b, schema, field);
	return 0;
}

static int build_number(const struct schema *schema, struct field *field)
{
	const struct op *op = field_op(schema, KEYWORD_DECIMAL);

	field->type = FIELD_NUMBER;
	field->unit = text_of(schema, STR("unit"));
	if (op)
		field->decimals = op->count > INT32_MAX ? -1 : (int)op->count;
	return 0;
}

/* The types a value may have, but for `null`, as a set of KINDS_*; 0 when nothing says. */
static unsigned types_of(const struct schema *schema)
{
	const struct op *op = field_op(schema, KEYWORD_TYPE);

	return op ? op->types & ~(unsigned)KINDS_NULL : 0;
}

static int build_shape(struct field_builder *b, const struct schema *schema,
		       struct field *field, int depth)
{
	switch (types_of(schema)) {
	case KINDS_STRING:
		return build_string(b, schema, field);
	case KINDS_OBJECT:
		return build_object(b, schema, field, depth);
	case KINDS_ARRAY:
		return build_items(b, schema, field, depth);
	case KINDS_NUMBER:
	case KINDS_NUMBER | KINDS_INTEGER:
		return build_number(schema, field);
	case KINDS_INTEGER:
		field->type = FIELD_INTEGER;
		field->unit = text_of(schema, STR("unit"));
		field->decimals = 0;
		return 0;
	case KINDS_BOOLEAN:
		field->type = FIELD_BOOLEAN;
		return 0;
	case KINDS_STRING | KINDS_INTEGER:
	case KINDS_STRING | KINDS_NUMBER:
	case KINDS_STRING | KINDS_NUMBER | KINDS_INTEGER:
		field->type = FIELD_TEXT;
		field->number_too = true;
		return 0;
	default:
		return refuse_unclassified(b, schema);
	}
}

static void note_reference(struct field_builder *b, const struct schema *schema,
			   struct field *field)
{
	for (; schema; schema = referred(schema)) {
		const struct node *kind = tree_get(schema->source, STR("references"));

		if (!kind)
			continue;
		field->references = kind->text;
		*vec_add(&b->references) = (struct field_reference){kind->text, schema, kind};
		return;
	}
}

static int build(struct field_builder *b, const struct schema *schema, struct field *field,
		 int depth)
{
	if (depth > FIELD_DEPTH_MAX)
		return refuse_depth(b, schema);
	field->title = text_of(schema, STR("title"));
	field->description = text_of(schema, STR("description"));
	field->unique = is_true(schema, STR("unique"));
	field->sensitive = is_true(schema, STR("sensitive"));
	field->people = is_true(schema, STR("people"));
	field->decimals = -1;
	note_reference(b, schema, field);
	return build_shape(b, schema, field, depth);
}

int field_build(struct field_builder *b, const struct schema *schema, struct field *field)
{
	return build(b, schema, field, 0);
}
