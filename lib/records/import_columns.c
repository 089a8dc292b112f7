/* SPDX-License-Identifier: MIT */
/* Header by header; then what the map adds; then whether two are the same. */
#include "records/import_columns.h"

#include "text/cell.h"

#include <stdio.h>

/* What a column is read with. */
struct reading {
	struct import_columns *columns;
	const struct import_shape *shape;
	const struct csv_row *header;
	const char *file;
	struct error *error;
};

const struct field *import_columns_field(const struct import_shape *shape)
{
	const struct import_target *list = shape->list;

	return list ? list->steps[list->n - 1].field : &shape->kind->root;
}

bool import_columns_is_reject(struct str name)
{
	return str_eq(name, STR("sws_row")) || str_eq(name, STR("sws_rule")) ||
	       str_eq(name, STR("sws_message"));
}

static bool is_passed_over(const struct import_shape *shape, struct str header)
{
	const struct field *root = &shape->kind->root;

	if (str_eq(header, STR("id")) && !shape->list && !kind_field(root, header))
		return true; /* of the district's table */
	return import_columns_is_reject(header) || str_eq(header, STR("_path")) ||
	       str_eq(header, STR("_line")) ||
	       (shape->map && import_map_ignores(shape->map, header));
}

/* A failure about the header at `at`, and about another name. */
static int refuse(const struct reading *r, const char *at, const char *id, struct str header,
		  struct str other)
{
	struct position place = csv_place(r->header, at);
	struct arena arena = {0};
	int status =
		error_set(r->error, STATUS_INVALID, id, "file", r->file, "line",
			  arena_printf(&arena, "%u", (unsigned)place.line), "column",
			  arena_printf(&arena, "%u", (unsigned)place.column), "header",
			  arena_cstr(&arena, header), "other", arena_cstr(&arena, other), NULL);

	arena_release(&arena);
	return status;
}

static int refuse_unknown(const struct reading *r, const char *at, struct str header)
{
	struct nearby near = {.wanted = header};
	struct buf nearest = {0};
	int status;

	import_target_offer(import_columns_field(r->shape), &near);
	nearby_list(&near, &nearest);
	status = refuse(r, at,
			nearest.len ? "import.unknown-column-near" : "import.unknown-column",
			header, buf_str(&nearest));
	nearby_release(&near);
	buf_release(&nearest);
	return status;
}

static int refuse_ambiguous(const struct reading *r, const char *at, struct str header,
			    const struct import_target *target)
{
	struct buf path = {0};
	int status;

	import_target_text(target, &path);
	status = refuse(r, at, "import.ambiguous-column", header, buf_str(&path));
	buf_release(&path);
	return status;
}

/* `value`, the only column of a list of scalars. */
static bool is_bare_value(const struct import_shape *shape, struct str name)
{
	return import_columns_field(shape)->type == FIELD_VALUES && str_eq(name, STR("value"));
}

static size_t find_target(const struct import_shape *shape, struct str name,
			  struct import_target *target)
{
	*target = (struct import_target){0};
	if (is_bare_value(shape, name))
		return 1;
	return import_target_find(import_columns_field(shape), name, target);
}

/* Of rows of a list: whose they are, and where in the list. */
static enum import_use use_in_list(const struct import_shape *shape, struct str header)
{
	const struct field *of = import_columns_field(shape);
	const struct field *id = kind_field(&shape->kind->root, STR("id"));

	if (str_eq(header, STR("_record")))
		return IMPORT_USE_OWNER;
	if (str_eq(header, STR("_n")))
		return IMPORT_USE_PLACE;
	if (str_eq(header, STR("_n2")))
		return IMPORT_USE_PLACE2;
	if (str_eq(header, STR("id")) && !kind_field(of, header))
		return IMPORT_USE_OWNER;
	return id && id->title.len && str_eq(header, id->title) ? IMPORT_USE_OWNER
								: IMPORT_USE_NONE;
}

/* What the header says by itself, or through the map. */
static int read_column(const struct reading *r, const struct csv_cell *cell)
{
	const struct import_shape *shape = r->shape;
	struct import_column *column = vec_add(&r->columns->items);
	const struct node *mapped;
	size_t n;

	column->header = cell_trim(cell->text);
	mapped = shape->map ? tree_get(shape->map->columns, column->header) : NULL;
	if (column->header.len == 0)
		column->use = IMPORT_USE_NAMELESS;
	if (column->header.len == 0 || is_passed_over(shape, column->header))
		return 0;
	if (shape->list && !mapped)
		column->use = use_in_list(shape, column->header);
	if (column->use != IMPORT_USE_NONE)
		return 0;
	n = find_target(shape, mapped ? mapped->text : column->header, &column->target);
	if (n > 1)
		return refuse_ambiguous(r, cell->at, column->header, &column->target);
	if (n == 1)
		column->use = IMPORT_USE_VALUE;
	if (n == 0 && mapped)
		return import_map_refuse(shape->map, mapped, "import.map-path", r->error);
	return 0; /* what is still unknown a template may need */
}

const struct import_column *import_columns_find(const struct import_columns *columns,
						struct str header, size_t *index)
{
	for (size_t i = 0; i < columns->items.n; i++)
		if (str_eq(columns->items.at[i].header, header)) {
			*index = i;
			return &columns->items.at[i];
		}
	return NULL;
}

/* That the file has the header which a node of the map names. */
static int need_header(const struct reading *r, const struct node *node, struct str header)
{
	struct import_map *map = r->shape->map;
	struct position place = tree_position(&map->tree, node->start);
	struct arena arena = {0};
	size_t index;
	int status = 0;

	if (import_columns_find(r->columns, header, &index))
		r->columns->items.at[index].needed = true;
	else
		status = error_set(r->error, STATUS_INVALID, "import.map-header", "file",
				   map->name, "line",
				   arena_printf(&arena, "%u", (unsigned)place.line), "column",
				   arena_printf(&arena, "%u", (unsigned)place.column), "header",
				   arena_cstr(&arena, header), "input", r->file, NULL);
	arena_release(&arena);
	return status;
}

static int need_headers(const struct reading *r, const struct node *section)
{
	int status = 0;

	if (section)
		TREE_EACH_MEMBER (key, section)
			if (status == 0)
				status = need_header(r, key, key->text);
	return status;
}

static int need_pieces(const struct reading *r, const struct node *template)
{
	struct str at = template->text, piece;
	bool is_header;
	int status = 0;

	while (status == 0 && import_map_piece(&at, &piece, &is_header))
		if (is_header)
			status = need_header(r, template, piece);
	return status;
}

static int add_extras(const struct reading *r, const struct node *section, bool is_template)
{
	int status = 0;

	if (!section)
		return 0;
	TREE_EACH_MEMBER (key, section) {
		struct import_extra *extra = vec_add(&r->columns->extras);

		*extra = (struct import_extra){.header = key->text,
					       .text = key->next->text,
					       .is_template = is_template};
		if (find_target(r->shape, key->text, &extra->target) != 1)
			return import_map_refuse(r->shape->map, key, "import.map-path",
						 r->error);
		if (is_template)
			status = need_pieces(r, key->next);
		if (status < 0)
			return status;
	}
	return 0;
}

static int read_map(const struct reading *r)
{
	const struct import_map *map = r->shape->map;
	int status;

	if (!map)
		return 0;
	status = need_headers(r, map->columns);
	if (status == 0)
		status = need_headers(r, map->values);
	if (status == 0)
		status = add_extras(r, map->constants, false);
	if (status == 0)
		status = add_extras(r, map->templates, true);
	return status;
}

/* The target of the column or extra at `i`, counted through both, or NULL. */
static const struct import_target *target_at(const struct import_columns *c, size_t i,
					     struct str *header)
{
	const struct import_column *column = &c->items.at[i];

	if (i >= c->items.n) {
		*header = c->extras.at[i - c->items.n].header;
		return &c->extras.at[i - c->items.n].target;
	}
	*header = column->header;
	return column->use == IMPORT_USE_VALUE ? &column->target : NULL;
}

/* Whether the column is asked for something. */
static bool is_used(const struct import_column *c)
{
	return c->use > IMPORT_USE_NAMELESS || c->needed;
}

/* Whether two columns are one: of one header, of the same use that only one can have, or of one
 * value. */
static bool are_one(const struct import_columns *c, size_t a, size_t b, struct str *header,
		    struct str *other)
{
	const struct import_target *x = target_at(c, a, header), *y = target_at(c, b, other);

	if (x && y)
		return import_target_overlaps(x, y);
	if (a >= c->items.n || b >= c->items.n)
		return false;
	if (str_eq(*header, *other) && is_used(&c->items.at[a]))
		return true;
	return c->items.at[a].use > IMPORT_USE_VALUE &&
	       c->items.at[a].use == c->items.at[b].use;
}

static int check_doubles(const struct reading *r)
{
	const struct import_columns *c = r->columns;
	const size_t n = c->items.n + c->extras.n;
	struct str header, other;

	for (size_t i = 1; i < n; i++)
		for (size_t k = 0; k < i; k++)
			if (are_one(c, i, k, &header, &other))
				return refuse(
					r,
					r->header->cells[i < c->items.n ? i : k % c->items.n]
						.at,
					"import.double-column", header, other);
	return 0;
}

static int check_unknown(const struct reading *r)
{
	for (size_t i = 0; i < r->columns->items.n; i++) {
		const struct import_column *c = &r->columns->items.at[i];

		if (c->use == IMPORT_USE_NONE && !c->needed &&
		    !is_passed_over(r->shape, c->header))
			return refuse_unknown(r, r->header->cells[i].at, c->header);
	}
	return 0;
}

static int check_owner(const struct reading *r)
{
	for (size_t i = 0; i < r->columns->items.n; i++)
		if (r->columns->items.at[i].use == IMPORT_USE_OWNER)
			return 0;
	return r->shape->list ? error_set(r->error, STATUS_INVALID, "import.no-owner", "file",
					  r->file, NULL)
			      : 0;
}

int import_columns_read(struct import_columns *columns, const struct import_shape *shape,
			const struct csv_row *header, const char *file, struct error *error)
{
	const struct reading r = {columns, shape, header, file, error};
	int status = 0;

	*columns = (struct import_columns){0};
	if (header->n == 0)
		return error_set(error, STATUS_INVALID, "import.no-header", "file", file, NULL);
	for (size_t i = 0; i < header->n && status == 0; i++)
		status = read_column(&r, &header->cells[i]);
	if (status == 0)
		status = read_map(&r);
	if (status == 0)
		status = check_unknown(&r);
	if (status == 0)
		status = check_doubles(&r);
	return status == 0 ? check_owner(&r) : status;
}

void import_columns_release(struct import_columns *columns)
{
	vec_release(&columns->items);
	vec_release(&columns->extras);
}
