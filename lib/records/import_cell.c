/* SPDX-License-Identifier: MIT */
/* By the field's type, scalar by scalar. */
#include "records/import_cell.h"

#include "text/unicode.h"
#include "text/value.h"

const char *import_cell_change(unsigned change)
{
	switch (change) {
	case IMPORT_CHANGE_ABSENT:
		return "import.absent";
	case IMPORT_CHANGE_TITLE:
		return "import.by-title";
	case IMPORT_CHANGE_NFC:
		return "import.nfc";
	case IMPORT_CHANGE_BREAKS:
		return "import.line-breaks";
	case IMPORT_CHANGE_ITEMS:
		return "import.empty-items";
	default:
		return cell_change((enum cell_change)change);
	}
}

void import_cell_choices(const struct field *field, struct buf *out)
{
	for (size_t i = 0; i < field->n_choices; i++) {
		const struct choice *c = &field->choices[i];

		buf_printf(out, "%s%.*s%s%.*s", i ? ", " : "", STR_ARG(c->value),
			   c->title.len ? " " : "", STR_ARG(c->title));
	}
}

static struct import_cell read_as(struct node *value, unsigned changes)
{
	return (struct import_cell){.value = value, .changes = changes};
}

static struct import_cell refuse(const char *reason)
{
	return (struct import_cell){.reason = reason};
}

/* By code or title; a title that two have says neither. */
static struct import_cell read_choice(const struct field *field, struct str text,
				      struct arena *arena)
{
	struct cell cell = cell_text(text);
	const struct choice *found = NULL;
	size_t n = 0;

	for (size_t i = 0; i < field->n_choices; i++) {
		const struct choice *c = &field->choices[i];

		if (str_eq(c->value, cell.text))
			return read_as(value_string(arena, c->value), cell.changes);
		if (c->title.len && str_eq(c->title, cell.text)) {
			found = c;
			n++;
		}
	}
	if (n != 1)
		return refuse(n ? "import.title-of-two" : "import.no-choice");
	return read_as(value_string(arena, found->value), cell.changes | IMPORT_CHANGE_TITLE);
}

static bool is_code(const struct field *field)
{
	return field->pattern.len || field->references.len ||
	       str_eq(field->key, STR("number")) || str_eq(field->key, STR("code"));
}

/* How many digits the code has, all of it: by a pattern like ^[0-9]{12}$; 0: not known. */
static size_t digits_of(const struct field *field)
{
	const struct str before = STR("^[0-9]{"), after = STR("}$");
	struct str pattern = field->pattern;
	size_t n = 0;

	if (!str_starts(pattern, before) || !str_ends(pattern, after))
		return 0;
	pattern = str_sub(pattern, before.len, pattern.len - before.len - after.len);
	for (size_t i = 0; i < pattern.len; i++) {
		if (pattern.ptr[i] < '0' || pattern.ptr[i] > '9' || i > 2)
			return 0;
		n = n * 10 + (size_t)(pattern.ptr[i] - '0');
	}
	return n;
}

/* CR LF and CR become LF. */
static struct str break_lines(struct str text, struct arena *arena)
{
	char *out = arena_alloc(arena, text.len + 1);
	size_t n = 0;

	for (size_t i = 0; i < text.len; i++) {
		bool cr = text.ptr[i] == '\r';

		if (!cr || i + 1 == text.len || text.ptr[i + 1] != '\n')
			out[n++] = cr ? '\n' : text.ptr[i];
	}
	return (struct str){out, n};
}

static struct str compose(struct str text, struct arena *arena)
{
	struct buf composed = {0};
	struct str copy;

	unicode_compose(&composed, text);
	copy = arena_str(arena, buf_str(&composed));
	buf_release(&composed);
	return copy;
}

/* Free text. A quoted cell that ends with a line break keeps one: it was meant. */
static struct import_cell read_text(struct str text, bool quoted, struct arena *arena)
{
	struct cell cell = cell_text(text);
	struct import_cell out = {.changes = cell.changes};

	if (quoted && str_ends(text, STR("\n")) && cell.text.len + 1 == text.len &&
	    cell.text.ptr == text.ptr) {
		cell.text = text;
		out.changes = 0;
	}
	if (str_index(cell.text, '\r') < cell.text.len) {
		cell.text = break_lines(cell.text, arena);
		out.changes |= IMPORT_CHANGE_BREAKS;
	}
	if (!unicode_is_nfc(cell.text)) {
		cell.text = compose(cell.text, arena);
		out.changes |= IMPORT_CHANGE_NFC;
	}
	out.value = value_string(arena, cell.text);
	return out;
}

/* Digits without zeros before them: where a text may be a number, that is one. */
static bool is_count(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] < '0' || s.ptr[i] > '9')
			return false;
	return s.len == 1 || (s.len > 1 && s.len < 16 && s.ptr[0] != '0');
}

static struct import_cell read_open_text(const struct field *field, struct str text,
					 bool quoted, struct arena *arena)
{
	struct import_cell cell = read_text(text, quoted, arena);

	if (field->number_too && !quoted && is_count(cell.value->text))
		cell.value = value_number(arena, cell.value->text);
	return cell;
}

static struct import_cell make(struct cell cell,
			       struct node *(*value)(struct arena *, struct str),
			       struct arena *arena)
{
	if (cell.reason)
		return refuse(cell.reason);
	return read_as(value(arena, cell.text), cell.changes);
}

static struct node *truth(struct arena *arena, struct str text)
{
	return value_boolean(arena, str_eq(text, STR("true")));
}

/* Of a code that may be of any letters only what a spreadsheet did to it is looked at. */
static struct import_cell read_code(const struct field *field, struct str text, bool quoted,
				    struct arena *arena)
{
	struct cell cell = cell_code(text, digits_of(field), arena);

	if (cell.reason || field->pattern.len || field->references.len)
		return make(cell, value_string, arena);
	return read_text(text, quoted, arena);
}

static struct import_cell read_scalar(const struct field *field, struct str text, bool quoted,
				      struct arena *arena)
{
	switch (field->type) {
	case FIELD_DATE:
		return make(cell_date(text, arena), value_string, arena);
	case FIELD_INTEGER:
	case FIELD_NUMBER:
		return make(cell_number(text, field->unit, arena), value_number, arena);
	case FIELD_BOOLEAN:
		return make(cell_boolean(text, arena), truth, arena);
	default:
		break;
	}
	if (field->n_choices)
		return read_choice(field, text, arena);
	if (is_code(field))
		return read_code(field, text, quoted, arena);
	return read_open_text(field, text, quoted, arena);
}

static struct import_cell read_items(const struct field *field, struct str text, bool quoted,
				     struct arena *arena)
{
	struct import_cell out = {.value = value_array(arena)};
	struct str item;

	while (cell_item(&text, &item)) {
		struct import_cell one = {.changes = IMPORT_CHANGE_ITEMS};

		if (item.len)
			one = read_scalar(field->item, item, quoted, arena);
		if (one.reason) {
			one.refused = item;
			return one;
		}
		out.changes |= one.changes;
		if (one.value)
			value_add(out.value, one.value);
	}
	if (out.value->count == 0)
		out.value = NULL;
	return out;
}

static bool is_free_text(const struct field *field)
{
	return field->type == FIELD_TEXT && !field->n_choices && !is_code(field);
}

/* The field that the cell's values are of. */
static const struct field *scalar_of(const struct field *field)
{
	return field->type == FIELD_VALUES ? field->item : field;
}

static bool is_absent(const struct field *field, struct str text, bool quoted)
{
	struct str word = cell_trim(text);

	if (!cell_is_absent(text) || (word.len && quoted && is_free_text(field)))
		return false;
	for (size_t i = 0; i < field->n_choices; i++)
		if (word.len && (str_eq(field->choices[i].value, word) ||
				 str_eq(field->choices[i].title, word)))
			return false;
	return true;
}

static struct import_cell read_cell(const struct field *field, struct str text, bool quoted,
				    struct arena *arena)
{
	uint32_t c;

	if (is_absent(scalar_of(field), text, quoted))
		return (struct import_cell){
			.changes = cell_trim(text).len ? IMPORT_CHANGE_ABSENT : 0};
	if (cell_damage(text, &c) == CELL_FORBIDDEN)
		return refuse("import.control-character");
	if (field->type == FIELD_VALUES)
		return read_items(field, text, quoted, arena);
	return read_scalar(field, text, quoted, arena);
}

struct import_cell import_cell_read(const struct field *field, struct str text, bool quoted,
				    struct arena *arena)
{
	struct import_cell cell = read_cell(field, text, quoted, arena);

	if (cell.reason && !cell.refused.len)
		cell.refused = text;
	return cell;
}
