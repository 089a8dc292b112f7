/* SPDX-License-Identifier: MIT */
/*
 * What people write into the cells of a spreadsheet, as the values of records.
 *
 * Each conversion gives the text that the record shall have and tells how it differs from the
 * cell's, so that every change can be reported; or the reason why the cell is no such value.
 * Only what can mean one thing is taken. Surrounding blanks are never part of a value: space,
 * tab, LF, CR, U+00A0, U+3000.
 *
 * A conversion does not ask whether the cell is a word for nothing: the caller asks
 * cell_is_absent first, unless its field has such a word among its values or the cell says
 * otherwise (it was quoted).
 */
#ifndef TEXT_CELL_H
#define TEXT_CELL_H

#include "base/arena.h"

/* What was done to a cell, as bits. */
enum cell_change {
	CELL_TRIMMED = 1 << 0,  /* surrounding blanks are gone */
	CELL_NARROWED = 1 << 1, /* full-width characters have become ASCII */
	CELL_DATE = 1 << 2,     /* a date has become YYYY-MM-DD */
	CELL_MIDNIGHT = 1 << 3, /* ... and lost its time, 00:00 */
	CELL_GROUPS = 1 << 4,   /* the commas between thousands are gone */
	CELL_UNIT = 1 << 5,     /* the unit is gone */
	CELL_PLAIN = 1 << 6,    /* a number has become one in plain decimal notation */
	CELL_BOOLEAN = 1 << 7,  /* a word or sign has become true or false */
};

struct cell {
	struct str
		text; /* the cell's own, or a copy in the arena; what the cell had if refused */
	unsigned changes;   /* of enum cell_change; 0: it is as it was */
	const char *reason; /* id of the message that says why it is refused, without arguments;
			       NULL: it is not */
};

/* The id of the message, without arguments, that says what was done. */
const char *cell_change(enum cell_change change);

struct str cell_trim(struct str text);

/* Whether the cell, without its blanks, is a word for nothing: empty, `N/A` in any case,
 * `-` `－` `–` `—` `——`, `无`. Not so NA (initials, a code), `/`, `0`, 空, 暂无, NULL. */
bool cell_is_absent(struct str text);

enum cell_damage {
	CELL_WHOLE,
	CELL_REPLACED,  /* has U+FFFD: a character was lost before the file came here */
	CELL_FORBIDDEN, /* has a code point that records may not hold (text/encoding.h) */
};

/* The first damage of the text, which is UTF-8; the forbidden code point goes to `c`. */
enum cell_damage cell_damage(struct str text, uint32_t *c);

/* Cuts the next of the items that `;` or `；` separates off the text, without its blanks;
 * false: there is none left. An item may be empty, but after a separator at the end there is
 * none. There is no way to have a separator in an item. */
bool cell_item(struct str *text, struct str *item);

/* Text is only trimmed: what looks like a formula (=1+1, @x, +86...) is text like any other. */
struct cell cell_text(struct str text);

/* A date of the calendar, as YYYY-MM-DD: a year of four digits, month and day of one or two,
 * between `-`, `/`, `.` or `年`, `月`, `日` (号 for 日; blanks beside them), or as eight
 * digits; in full width, too; after it no time but midnight. Reasons: cell.date-order (no year
 * of four digits at its beginning), cell.date-partial (no day), cell.date-serial (a
 * spreadsheet's number for a day), cell.date-time, cell.no-such-day, cell.not-a-date. */
struct cell cell_date(struct str text, struct arena *arena);

/* A number in the grammar of JSON (RFC 8259, section 6), its digits as written, without
 * exponent. Taken are full width, and U+2212 for a minus; commas where they stand between
 * groups of three digits, all of them; `unit`, the field's own, after the number, and for 元
 * also ￥ or ¥ before it; zeros before it, `+`, a point without digits on one side. "" is no
 * unit. Reasons: cell.groups, cell.percent (a share or hundred times that: the file does not
 * say), cell.unit (another, or 万), cell.number-range (decimal.h), cell.not-a-number. */
struct cell cell_number(struct str text, struct str unit, struct arena *arena);

/* `true` or `false`: also 是 and 否, yes and no, √ and ×, 1 and 0; in any case, in full width.
 * Reason: cell.not-a-boolean. */
struct cell cell_boolean(struct str text, struct arena *arena);

/* A code or number that is no quantity: an id, a division, a telephone. Full width becomes
 * ASCII. Reasons, each of which a spreadsheet leaves where it took the code for a number:
 * cell.code-exponent (1.20116E+11), cell.code-digits (more than 15 digits, zeros from the 16th
 * on), cell.code-point (120116001016.0), and if the code has `digits` digits (0: not known)
 * cell.code-zeros (it has fewer: zeros before it may be lost). */
struct cell cell_code(struct str text, size_t digits, struct arena *arena);

#endif
