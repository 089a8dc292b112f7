/* SPDX-License-Identifier: MIT */
/* Forms of annotations. */
#include "schema/form.h"

bool form_anything(struct compile *c, const struct node *value)
{
	(void)c;
	(void)value;
	return true;
}

static bool form_kind(struct compile *c, const struct node *value, enum node_kind kind,
		      const char *expected)
{
	return value->kind == kind || compile_refuse(c, c->keyword, value, expected);
}

bool form_string(struct compile *c, const struct node *value)
{
	return form_kind(c, value, NODE_STRING, "a string");
}

bool form_boolean(struct compile *c, const struct node *value)
{
	return form_kind(c, value, NODE_BOOLEAN, "a boolean");
}

bool form_array(struct compile *c, const struct node *value)
{
	return form_kind(c, value, NODE_ARRAY, "an array");
}

bool form_object(struct compile *c, const struct node *value)
{
	return form_kind(c, value, NODE_OBJECT, "an object");
}

bool form_count(struct compile *c, const struct node *value)
{
	size_t count;

	return compile_count(c, c->keyword, value, &count);
}

bool form_schema(struct compile *c, const struct node *value)
{
	return c->set->options.mode == SCHEMA_GENERAL || compile_subschema(c, value);
}

bool form_schema_map(struct compile *c, const struct node *value)
{
	if (!form_object(c, value))
		return false;
	TREE_EACH_MEMBER (key, value)
		if (!form_schema(c, key->next))
			return false;
	return true;
}
