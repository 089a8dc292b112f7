/* SPDX-License-Identifier: MIT */
/*
 * A cell as a value of its field, with all that was done to it (text/cell.h says how each
 * single value is read).
 *
 * A cell is absent if it is empty or a word for nothing (cell_is_absent). In a field of free
 * text such a word, quoted, is the text itself: so `"无"` can be said. In all other fields
 * quotes make no difference. A word that the field has among its values is that value.
 */
#ifndef RECORDS_IMPORT_CELL_H
#define RECORDS_IMPORT_CELL_H

#include "schema/kind.h"
#include "text/cell.h"

/* Beside those of enum cell_change. */
enum import_change {
	IMPORT_CHANGE_ABSENT = 1 << 16, /* a word for nothing: no value */
	IMPORT_CHANGE_TITLE = 1 << 17,  /* the title of an enumeration's value, not its code */
	IMPORT_CHANGE_NFC = 1 << 18,    /* now in normal form C */
	IMPORT_CHANGE_BREAKS = 1 << 19, /* line breaks have become line feeds */
	IMPORT_CHANGE_ITEMS = 1 << 20,  /* empty items of a list are gone */
};
enum { IMPORT_CHANGE_BITS = 21 };

struct import_cell {
	struct node *value; /* NULL: absent, or refused */
	unsigned changes;   /* of enum cell_change and enum import_change */
	const char *reason; /* id of a message without arguments; NULL: it is not refused */
	struct str refused; /* what will not do: the cell, or of a list the item */
};

/* The value of the cell for a scalar, or a list of scalars with `;` between. It lies in the
 * arena, its text there or in the cell's. */
struct import_cell import_cell_read(const struct field *field, struct str text, bool quoted,
				    struct arena *arena);

/* The id of the message, without arguments, that says what was done; `change` is one bit. */
const char *import_cell_change(unsigned change);

/* Appends what an enumeration may be: `code title, ...`. */
void import_cell_choices(const struct field *field, struct buf *out);

#endif
