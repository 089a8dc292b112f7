/* SPDX-License-Identifier: MIT */
/*
 * Assignments: what a person says of one field of a record, as on a command line.
 *
 *	field=value     the field has the value; a list of values, those between `;`
 *	field=          the field, object, list or item is gone
 *	field+=value    the list has the values besides, at its end
 *	field-=value    the list has the values no more
 *
 * A field is named as a column of an import is (import_target.h), places in lists from 1; also
 * an object, a list or an item of one by its path, and a key of an object with free keys. The
 * place behind a list's last makes a new item. Values are read by the field's type
 *(text/cell.h).
 */
#ifndef RECORDS_ASSIGN_H
#define RECORDS_ASSIGN_H

#include "base/error.h"
#include "schema/kind.h"

enum assign_kind { ASSIGN_SET, ASSIGN_ADD, ASSIGN_TAKE };

struct assign {
	enum assign_kind kind;
	struct str field, value; /* borrowed */
};

/* Reads one. Fails with assign.malformed {text} (STATUS_INVALID). */
int assign_parse(struct assign *a, struct str text, struct error *error);

/* Does it to the text of a record of the kind; what is so already leaves the text as it is.
 * Fails, the text untouched, with assign.unknown-field {field}, assign.unknown-field-near
 * {field, nearest}, assign.ambiguous {field, path}; assign.value {field, reason}, assign.choice
 * {field, choices}; assign.no-item {field, count} (beyond the list's end), assign.not-a-value
 * {field} (an object, or a list of them), assign.not-a-list {field} (STATUS_INVALID); and as
 * edit_text. */
int assign_apply(const struct assign *a, const struct kind *kind, struct buf *text,
		 struct error *error);

#endif
