/* SPDX-License-Identifier: MIT */
/* Read once, and held against the form that it must have. */
#include "records/import_map.h"

#include "base/read.h"
#include "text/yaml.h"

#include <stdio.h>

static int refuse_at(struct import_map *map, uint32_t line, uint32_t column, const char *reason,
		     struct error *error)
{
	char lines[16], columns[16];

	snprintf(lines, sizeof lines, "%u", (unsigned)line);
	snprintf(columns, sizeof columns, "%u", (unsigned)column);
	return error_set(error, STATUS_INVALID, "import.map", "file", map->name, "line", lines,
			 "column", columns, "reason", reason, NULL);
}

int import_map_refuse(struct import_map *map, const struct node *at, const char *reason,
		      struct error *error)
{
	struct position place = tree_position(&map->tree, at->start);

	return refuse_at(map, place.line, place.column, reason, error);
}

static bool is_cell(const struct node *node)
{
	return node->kind == NODE_STRING || node->kind == NODE_NUMBER ||
	       node->kind == NODE_BOOLEAN;
}

static int check_texts(struct import_map *map, const struct node *section, struct error *error)
{
	if (section->kind != NODE_OBJECT)
		return import_map_refuse(map, section, "import.map-object", error);
	TREE_EACH_MEMBER (key, section)
		if (!is_cell(key->next))
			return import_map_refuse(map, key->next, "import.map-text", error);
	return 0;
}

static int take_texts(struct import_map *map, const struct node *section,
		      const struct node **place, struct error *error)
{
	*place = section;
	return check_texts(map, section, error);
}

static int take_values(struct import_map *map, const struct node *section, struct error *error)
{
	int status = 0;

	if (section->kind != NODE_OBJECT)
		return import_map_refuse(map, section, "import.map-object", error);
	map->values = section;
	TREE_EACH_MEMBER (key, section)
		if (status == 0)
			status = check_texts(map, key->next, error);
	return status;
}

static int take_ignored(struct import_map *map, const struct node *section, struct error *error)
{
	if (section->kind != NODE_ARRAY)
		return import_map_refuse(map, section, "import.map-list", error);
	TREE_EACH_ITEM (item, section)
		if (!is_cell(item))
			return import_map_refuse(map, item, "import.map-text", error);
	map->ignore = section;
	return 0;
}

bool import_map_piece(struct str *at, struct str *piece, bool *is_header)
{
	size_t end;

	if (at->len == 0)
		return false;
	*is_header = at->ptr[0] == '{';
	end = str_index(*at, *is_header ? '}' : '{');
	if (*is_header && end == at->len)
		return false;
	*piece = *is_header ? str_sub(*at, 1, end - 1) : str_sub(*at, 0, end);
	*at = str_sub(*at, *is_header ? end + 1 : end, at->len);
	return true;
}

static int take_templates(struct import_map *map, const struct node *section,
			  struct error *error)
{
	int status = take_texts(map, section, &map->templates, error);

	if (status < 0)
		return status;
	TREE_EACH_MEMBER (key, section) {
		struct str at = key->next->text, piece;
		bool is_header;

		while (import_map_piece(&at, &piece, &is_header))
			continue;
		if (at.len)
			return import_map_refuse(map, key->next, "import.map-brace", error);
	}
	return 0;
}

static int take_section(struct import_map *map, const struct node *key, struct error *error)
{
	const struct node *value = key->next;

	if (str_eq(key->text, STR("columns")))
		return take_texts(map, value, &map->columns, error);
	if (str_eq(key->text, STR("constants")))
		return take_texts(map, value, &map->constants, error);
	if (str_eq(key->text, STR("templates")))
		return take_templates(map, value, error);
	if (str_eq(key->text, STR("values")))
		return take_values(map, value, error);
	if (str_eq(key->text, STR("ignore")))
		return take_ignored(map, value, error);
	if (!str_eq(key->text, STR("kind")))
		return import_map_refuse(map, key, "import.map-key", error);
	if (value->kind != NODE_STRING)
		return import_map_refuse(map, value, "import.map-text", error);
	map->kind = value->text;
	return 0;
}

static int take_root(struct import_map *map, struct error *error)
{
	const struct node *root = map->tree.root;
	int status = 0;

	if (root->kind != NODE_OBJECT)
		return import_map_refuse(map, root, "import.map-object", error);
	TREE_EACH_MEMBER (key, root)
		if (status == 0)
			status = take_section(map, key, error);
	return status;
}

/* The first fault of the file's bytes, as the failure. */
static int refuse_bytes(struct import_map *map, const struct finding_list *findings,
			struct error *error)
{
	const struct finding *f = findings->items.at;
	int status;

	while (f->severity != SEVERITY_ERROR)
		f++;
	status = refuse_at(map, f->line, f->column, f->message.id, error);
	message_add_all(&error->message, &error->arena, &f->message);
	return status;
}

int import_map_open(struct import_map *map, const char *name, struct error *error)
{
	struct finding_list findings = {0};
	int status;

	*map = (struct import_map){.name = name};
	status = read_file(name, READ_ANYTHING, IMPORT_MAP_BYTES_MAX, &map->bytes, error);
	if (status < 0)
		return status;
	yaml_read(&map->tree, buf_str(&map->bytes), &map->arena, str_of(name), &findings);
	finding_sort(&findings);
	if (finding_count(&findings, SEVERITY_ERROR))
		status = refuse_bytes(map, &findings, error);
	else
		status = take_root(map, error);
	finding_release(&findings);
	return status;
}

void import_map_release(struct import_map *map)
{
	buf_release(&map->bytes);
	arena_release(&map->arena);
}

bool import_map_ignores(const struct import_map *map, struct str header)
{
	if (map->ignore)
		TREE_EACH_ITEM (item, map->ignore)
			if (str_eq(item->text, header))
				return true;
	return false;
}

struct str import_map_value(const struct import_map *map, struct str header, struct str cell)
{
	const struct node *value = tree_get(tree_get(map->values, header), cell);

	return value ? value->text : cell;
}
