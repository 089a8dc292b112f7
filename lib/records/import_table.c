/* SPDX-License-Identifier: MIT */
/* A table's rows, cell by cell. */
#include "base/mem.h"
#include "records/import_cell.h"
#include "records/import_job.h"

struct sheet {
	struct import *im;
	uint32_t input;
	struct import_shape shape;
	struct import_columns *columns;
	struct import_reader reader;
	struct import_row row;
	uint32_t at;         /* the row's index in the report */
	struct arena *arena; /* of its values */
	struct import_value *values;
	size_t n;
	struct str owner;
	uint32_t places[2];
};

static struct import_report *report(const struct sheet *t)
{
	return &t->im->report;
}

static struct import_problem *problem(const struct sheet *t, const struct csv_cell *cell,
				      struct str header, enum severity severity,
				      const char *rule)
{
	struct import_problem *p = import_report_problem(report(t), t->at, severity, rule);

	p->header = arena_str(&report(t)->arena, header);
	if (cell) {
		struct position place = csv_place(&t->row.cells, cell->at);

		p->line = place.line;
		p->column = place.column;
	}
	return p;
}

static const char *number(const struct sheet *t, size_t n)
{
	return arena_printf(&report(t)->arena, "%zu", n);
}

/* Says why a cell is refused. */
static void refuse(const struct sheet *t, const struct csv_cell *cell, struct str header,
		   const struct field *field, const struct import_cell *read)
{
	struct import_report *r = report(t);
	struct import_problem *p = problem(t, cell, header, SEVERITY_ERROR, read->reason);
	struct buf choices = {0};

	if (field->type == FIELD_VALUES)
		field = field->item;
	if (field->n_choices) {
		import_cell_choices(field, &choices);
		message_set(&p->message, &r->arena, "import.choice", "value",
			    import_report_value(r, read->refused), "reason", read->reason,
			    "choices", buf_cstr(&choices), NULL);
	} else {
		message_set(&p->message, &r->arena, "import.cell", "value",
			    import_report_value(r, read->refused), "reason", read->reason,
			    "unit", arena_cstr(&r->arena, field->unit), NULL);
	}
	buf_release(&choices);
}

/* The texts of scalars; of a list with `;` between. */
static void show(const struct node *value, struct buf *out)
{
	if (!value)
		return;
	if (value->kind != NODE_ARRAY) {
		buf_add(out, value->text);
		return;
	}
	TREE_EACH_ITEM (item, value)
		buf_printf(out, "%s%.*s", item == value->first ? "" : ";", STR_ARG(item->text));
}

static void note(const struct sheet *t, struct str header, struct str from,
		 const struct import_cell *cell)
{
	struct buf to = {0};

	if (!cell->changes)
		return;
	show(cell->value, &to);
	for (unsigned bit = 0; bit < IMPORT_CHANGE_BITS; bit++)
		if (cell->changes & 1u << bit)
			import_report_note(report(t), t->at, header,
					   import_cell_change(1u << bit), from, buf_str(&to));
	buf_release(&to);
}

/* The field that the cell's value is of. */
static const struct field *field_of(const struct sheet *t, const struct import_target *target)
{
	const struct import_step *last;

	if (target->n == 0) /* the value of a list of scalars */
		return import_columns_field(&t->shape)->item;
	last = &target->steps[target->n - 1];
	return last->place ? last->field->item : last->field;
}

/* Reads a text for a target; `cell` is where it stands, or NULL. */
static void take(struct sheet *t, const struct csv_cell *cell, struct str text, bool quoted,
		 struct str header, const struct import_target *target)
{
	const struct field *field = field_of(t, target);
	struct import_cell read = import_cell_read(field, text, quoted, t->arena);
	uint32_t c;

	if (read.reason) {
		refuse(t, cell, header, field, &read);
		return;
	}
	if (read.value && cell_damage(text, &c) == CELL_REPLACED)
		message_set(
			&problem(t, cell, header, SEVERITY_WARNING, "import.damaged")->message,
			&report(t)->arena, "import.damaged", "value",
			import_report_value(report(t), text), NULL);
	note(t, header, cell ? cell->text : text, &read);
	t->values[t->n++] = (struct import_value){target, read.value};
}

static void take_place(struct sheet *t, const struct csv_cell *cell, struct str header, int i)
{
	struct str text = cell_trim(cell->text);
	uint32_t place = 0;

	for (size_t k = 0; k < text.len && place <= IMPORT_PLACE_MAX; k++)
		place = text.ptr[k] >= '0' && text.ptr[k] <= '9'
				? place * 10 + (uint32_t)(text.ptr[k] - '0')
				: IMPORT_PLACE_MAX + 1;
	if (place == 0 || place > IMPORT_PLACE_MAX)
		message_set(&problem(t, cell, header, SEVERITY_ERROR, "import.place")->message,
			    &report(t)->arena, "import.place", "value",
			    import_report_value(report(t), text), "max",
			    number(t, IMPORT_PLACE_MAX), NULL);
	else
		t->places[i] = place;
}

static void refuse_extra(struct sheet *t, const struct csv_cell *cell)
{
	message_set(&problem(t, cell, STR(""), SEVERITY_ERROR, "import.nameless")->message,
		    &report(t)->arena, "import.nameless", "value",
		    import_report_value(report(t), cell->text), NULL);
}

/* What the map has for the cell is meant to the letter, as if it were quoted. The texts of rows
 * that wait are kept. */
static void take_value(struct sheet *t, const struct import_column *column,
		       const struct csv_cell *cell)
{
	struct str trimmed = cell_trim(cell->text), mapped = trimmed, text = cell->text;

	if (t->shape.map)
		mapped = import_map_value(t->shape.map, column->header, trimmed);
	if (t->shape.list)
		text = arena_str(t->arena, text);
	if (mapped.ptr != trimmed.ptr)
		take(t, cell, mapped, true, column->header, &column->target);
	else
		take(t, cell, text, cell->quoted, column->header, &column->target);
}

static void take_cell(struct sheet *t, const struct import_column *column,
		      const struct csv_cell *cell)
{
	switch (column->use) {
	case IMPORT_USE_VALUE:
		take_value(t, column, cell);
		break;
	case IMPORT_USE_OWNER:
		t->owner = arena_str(t->arena, cell_trim(cell->text));
		break;
	case IMPORT_USE_PLACE:
		take_place(t, cell, column->header, 0);
		break;
	case IMPORT_USE_PLACE2:
		take_place(t, cell, column->header, 1);
		break;
	case IMPORT_USE_NAMELESS:
		if (cell_trim(cell->text).len)
			refuse_extra(t, cell);
		break;
	case IMPORT_USE_NONE:
		break;
	}
}

/* Fills a template in; false: a cell that it needs is absent. */
static bool fill(struct sheet *t, struct str template, struct buf *out)
{
	struct str piece;
	bool is_header;
	size_t i;

	while (import_map_piece(&template, &piece, &is_header)) {
		if (is_header) {
			import_columns_find(t->columns, piece, &i);
			if (cell_is_absent(t->row.cells.cells[i].text))
				return false;
			piece = import_map_value(t->shape.map, piece,
						 cell_trim(t->row.cells.cells[i].text));
		}
		buf_add(out, piece);
	}
	return true;
}

static void take_extra(struct sheet *t, const struct import_extra *extra)
{
	struct buf text = {0};
	struct str copy = extra->text;

	if (extra->is_template) {
		if (!fill(t, extra->text, &text))
			buf_reset(&text);
		copy = arena_str(t->arena, buf_str(&text));
		buf_release(&text);
	}
	take(t, NULL, copy, true, extra->header, &extra->target);
}

/* Cells beyond the header's must be empty; missing ones may not be. */
static bool fits(struct sheet *t)
{
	const struct csv_row *cells = &t->row.cells;
	const size_t n = t->columns->items.n;

	for (size_t i = n; i < cells->n; i++)
		if (cell_trim(cells->cells[i].text).len) {
			refuse_extra(t, &cells->cells[i]);
			return false;
		}
	if (cells->n >= n)
		return true;
	message_set(&problem(t, NULL, STR(""), SEVERITY_ERROR, "import.ragged")->message,
		    &report(t)->arena, "import.ragged", "cells", number(t, cells->n), "columns",
		    number(t, n), NULL);
	return false;
}

static void read_values(struct sheet *t)
{
	const size_t most = t->columns->items.n + t->columns->extras.n;

	t->values = arena_alloc(t->arena, (most + 1) * sizeof *t->values);
	t->n = 0;
	t->owner = STR("");
	t->places[0] = t->places[1] = 0;
	if (!fits(t))
		return;
	for (size_t i = 0; i < t->columns->items.n; i++)
		take_cell(t, &t->columns->items.at[i], &t->row.cells.cells[i]);
	for (size_t i = 0; i < t->columns->extras.n; i++)
		take_extra(t, &t->columns->extras.at[i]);
}

/* The id among the row's values. */
static struct str id_of(const struct sheet *t)
{
	for (size_t i = 0; i < t->n; i++) {
		const struct import_target *target = t->values[i].target;

		if (target->n == 1 && str_eq(target->steps[0].field->key, STR("id")))
			return t->values[i].value ? t->values[i].value->text : STR("");
	}
	return import_only_id(t->shape.kind);
}

static void take_record(struct sheet *t)
{
	const struct import_said said = {.n = t->n, .values = t->values};
	struct import_record *record;

	if (report(t)->rows.at[t->at].rejected && id_of(t).len == 0)
		return; /* it may be the id that is refused */
	record = import_batch_own(t->im, t->shape.kind, id_of(t), t->at);
	if (record)
		import_change(t->im, record, &said);
}

/* Whether the list is in another: then a row says in which of its items. */
static bool is_nested(const struct import_target *list)
{
	for (size_t i = 0; i + 1 < list->n; i++)
		if (list->steps[i].field->type == FIELD_LIST)
			return true;
	return false;
}

static struct import_item *make_item(const struct sheet *t)
{
	struct import_item *item = arena_alloc(t->arena, sizeof *item);
	bool nested = is_nested(t->shape.list);

	*item = (struct import_item){.row = t->at,
				     .list = t->shape.list,
				     .outer = nested ? t->places[0] : 0,
				     .place = t->places[nested],
				     .n = t->n,
				     .values = t->values};
	return item;
}

static void add_item(struct import_record *record, struct import_item *item)
{
	if (record->last)
		record->last->next = item;
	else
		record->first = item;
	record->last = item;
}

static void take_item(struct sheet *t)
{
	struct import_record *record;

	if (is_nested(t->shape.list) && !t->places[0] && !report(t)->rows.at[t->at].rejected)
		message_set(&problem(t, NULL, STR("_n"), SEVERITY_ERROR, "import.no-place")
				     ->message,
			    &report(t)->arena, "import.no-place", NULL);
	if (t->owner.len == 0)
		message_set(
			&problem(t, NULL, STR("_record"), SEVERITY_ERROR, "import.ownerless")
				 ->message,
			&report(t)->arena, "import.ownerless", NULL);
	if (t->owner.len == 0)
		return;
	record = import_batch_find(t->im, t->shape.kind, t->owner);
	report(t)->rows.at[t->at].record = (uint32_t)(record - t->im->records.at);
	record->rejected |= report(t)->rows.at[t->at].rejected;
	add_item(record, make_item(t));
}

static int read_rows(struct sheet *t, struct error *error)
{
	int status;

	while ((status = import_reader_next(&t->reader, &t->row, error)) > 0) {
		t->at = import_report_row(report(t), t->input, t->row.line, t->row.number);
		if (!t->shape.list)
			arena_reset(&t->im->row);
		read_values(t);
		if (t->shape.list)
			take_item(t);
		else
			take_record(t);
		status = import_stopped(t->im, error);
		if (status < 0)
			break;
	}
	return status;
}

int import_table(struct import *im, uint32_t input, const struct import_role *role,
		 struct error *error)
{
	const struct import_target *list = role->list;
	struct sheet t = {
		.im = im,
		.input = input,
		.shape = {role->kind, list, im->has_map && !list ? &im->map : NULL},
		.arena = list ? &im->arena : &im->row,
		.columns = arena_zalloc(&im->arena, sizeof *t.columns),
	};
	const struct import_input *file = &im->inputs.at[input];
	int status;

	*vec_add(&im->tables) = t.columns; /* rows that wait point into them */
	status = import_reader_begin(&t.reader, file, error);
	if (status == 0)
		status = import_columns_read(t.columns, &t.shape, &t.reader.header, file->name,
					     error);
	if (status == 0)
		status = read_rows(&t, error);
	import_reader_end(&t.reader);
	return status;
}
