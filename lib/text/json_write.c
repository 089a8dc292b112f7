/* SPDX-License-Identifier: MIT */
/* A tree as JSON in one line. */
#include "text/json.h"

static void write_members(struct buf *out, const struct node *object)
{
	const char *before = "";

	TREE_EACH_MEMBER (key, object) {
		buf_add_text(out, before);
		json_quote(out, key->text);
		buf_add_text(out, ": ");
		json_write(out, key->next);
		before = ", ";
	}
}

static void write_items(struct buf *out, const struct node *array)
{
	const char *before = "";

	TREE_EACH_ITEM (item, array) {
		buf_add_text(out, before);
		json_write(out, item);
		before = ", ";
	}
}

void json_write(struct buf *out, const struct node *value)
{
	switch ((enum node_kind)value->kind) {
	case NODE_OBJECT:
		buf_add_char(out, '{');
		write_members(out, value);
		buf_add_char(out, '}');
		break;
	case NODE_ARRAY:
		buf_add_char(out, '[');
		write_items(out, value);
		buf_add_char(out, ']');
		break;
	case NODE_STRING:
		json_quote(out, value->text);
		break;
	case NODE_NUMBER:
	case NODE_BOOLEAN:
		buf_add(out, value->text);
		break;
	case NODE_NULL:
	case NODE_ABSENT:
		buf_add_text(out, "null");
	}
}
