/* SPDX-License-Identifier: MIT */
/* Titles along a pointer: a part that is called by itself keeps its whole's title before it. */
#include "records/heading.h"

static bool contains(struct str text, struct str part)
{
	for (size_t i = 0; i + part.len <= text.len; i++)
		if (str_starts(str_sub(text, i, text.len), part))
			return true;
	return false;
}

static struct str join(struct str whole, const char *between, struct str part,
		       struct arena *arena)
{
	if (whole.len == 0 || contains(part, whole))
		return part;
	if (part.len == 0)
		return whole;
	return str_of(
		arena_printf(arena, "%.*s%s%.*s", STR_ARG(whole), between, STR_ARG(part)));
}

/* Follows the pointer from a field; what the fields on the way are called goes to `title`. */
static const struct field *follow(const struct field *from, struct str pointer,
				  struct str *title, struct arena *arena)
{
	str_split(&pointer, '/');
	while (from && pointer.len) {
		from = kind_field(from, str_split(&pointer, '/'));
		if (from)
			*title = join(*title, "", from->title, arena);
	}
	return from;
}

/* The field of the list whose items are the table's rows. */
static const struct field *list_of(const struct store_table *table, struct str *title,
				   struct arena *arena)
{
	const struct field *field = &table->kind->root;

	for (int i = 0; i < table->depth; i++)
		field = follow(field, table->lists[i], title, arena);
	return field;
}

/* A key's words. */
static struct str words(struct str key, struct arena *arena)
{
	char *text = arena_cstr(arena, key);

	for (size_t i = 0; i < key.len; i++)
		if (text[i] == '_')
			text[i] = ' ';
	return (struct str){text, key.len};
}

/* Of a list's scalars: they are called as the list is. */
static struct table_title value_title(const struct store_table *table,
				      const struct column *column, struct arena *arena)
{
	struct str of_list = {0}, key = table->lists[table->depth - 1];

	list_of(table, &of_list, arena);
	while (str_index(key, '/') < key.len)
		str_split(&key, '/');
	return (struct table_title){of_list.len ? of_list : column->field->title,
				    words(key, arena)};
}

struct table_title heading_column(const struct store_table *table, const struct column *column,
				  struct arena *arena)
{
	struct str of_list = {0}, title = {0};

	if (str_starts(column->name, STR("_")))
		return (struct table_title){STR(""), STR("")};
	if (column->field && column->pointer.len == 0)
		return value_title(table, column, arena);
	follow(list_of(table, &of_list, arena), column->pointer, &title, arena);
	return (struct table_title){title, words(column->name, arena)};
}

struct table_title heading_table(const struct store_table *table, struct arena *arena)
{
	struct str of_list = {0};

	list_of(table, &of_list, arena);
	return (struct table_title){
		join(table->kind->title, "：", of_list, arena),
		words(table->depth ? table->name : table->kind->name, arena),
	};
}

enum table_type heading_type(const struct column *column)
{
	switch (column->type) {
	case COLUMN_INTEGER:
		return TABLE_INTEGER;
	case COLUMN_DECIMAL:
		return TABLE_DECIMAL;
	case COLUMN_BOOLEAN:
		return TABLE_BOOLEAN;
	default:
		return column->field && column->field->type == FIELD_DATE ? TABLE_DATE
									  : TABLE_TEXT;
	}
}
