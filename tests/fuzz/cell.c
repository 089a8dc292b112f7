/* SPDX-License-Identifier: MIT */
/*
 * Cells: what a conversion gives is a value of its kind, and converted again it stays as it is.
 *
 * An input is a cell, a line `===`, and a unit.
 */
#include "holds.h"

#include "base/date.h"
#include "base/decimal.h"
#include "text/cell.h"

/* How the cell differs is told, and what is refused keeps its text. */
static void holds_cell(struct str text, const struct cell *cell)
{
	if (cell->reason) {
		HOLDS(cell->changes == 0);
		HOLDS(str_eq(cell->text, cell_trim(text)));
		return;
	}
	HOLDS((cell->changes == 0) == str_eq(cell->text, text));
	for (unsigned bit = 1; bit && bit <= cell->changes; bit <<= 1)
		HOLDS(!(cell->changes & bit) || *cell_change((enum cell_change)bit));
}

static void holds_same(const struct cell *once, const struct cell *again)
{
	HOLDS(!again->reason && again->changes == 0 && str_eq(once->text, again->text));
}

static void holds_date(struct str text, struct arena *arena)
{
	struct cell cell = cell_date(text, arena), again;

	holds_cell(text, &cell);
	if (cell.reason)
		return;
	HOLDS(date_parse(cell.text, NULL));
	again = cell_date(cell.text, arena);
	holds_same(&cell, &again);
}

static void holds_number(struct str text, struct str unit, struct arena *arena)
{
	struct cell cell = cell_number(text, unit, arena), again;
	struct decimal d;

	holds_cell(text, &cell);
	if (cell.reason)
		return;
	HOLDS(decimal_parse(&d, cell.text) == DECIMAL_OK);
	HOLDS(str_index(cell.text, '+') == cell.text.len);
	again = cell_number(cell.text, STR(""), arena);
	holds_same(&cell, &again);
}

static void holds_others(struct str text, struct arena *arena)
{
	struct cell code = cell_code(text, 9, arena), boolean = cell_boolean(text, arena);
	struct cell plain = cell_text(text);

	holds_cell(text, &code);
	holds_cell(text, &boolean);
	holds_cell(text, &plain);
	HOLDS(str_eq(cell_trim(plain.text), plain.text));
	HOLDS(cell_is_absent(text) == cell_is_absent(plain.text));
	if (!boolean.reason)
		HOLDS(str_eq(boolean.text, STR("true")) || str_eq(boolean.text, STR("false")));
	if (!code.reason) {
		struct cell again = cell_code(code.text, 9, arena);

		holds_same(&code, &again);
	}
}

/* Items and what separates them are all of the text. */
static void holds_items(struct str text)
{
	struct str rest = text, item;
	const char *last = text.ptr;
	uint32_t c;

	cell_damage(text, &c);
	while (cell_item(&rest, &item)) {
		HOLDS(item.ptr >= last && item.ptr + item.len <= text.ptr + text.len);
		HOLDS(str_index(item, ';') == item.len);
		last = item.ptr + item.len;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str unit, text = holds_split(holds_input(data, size), &unit);
	struct arena arena = {0};

	if (str_ends(text, STR("\n")))
		text.len--;
	if (str_ends(unit, STR("\n")))
		unit.len--;
	holds_date(text, &arena);
	holds_number(text, unit, &arena);
	holds_others(text, &arena);
	holds_items(text);
	arena_release(&arena);
	return 0;
}
