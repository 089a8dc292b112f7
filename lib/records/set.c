/* SPDX-License-Identifier: MIT */
/* The record found, its text changed by one assignment after another. */
#include "records/set.h"

#include "records/find.h"
#include "text/source.h"

enum { SUBJECT_FIELDS = 3 }; /* more are listed below the commit's subject */

static void put(struct write_changes *changes, struct str path, struct str bytes)
{
	*vec_add(&changes->items) = (struct snapshot_change){
		.path = arena_str(&changes->arena, path),
		.bytes = arena_str(&changes->arena, bytes),
	};
}

static int change(const struct set *set, struct records *base,
		  const struct layout_record *record, struct buf *text, struct error *error)
{
	int status =
		snapshot_read(base->snapshot, record->entry, SOURCE_BYTES_MAX, text, error);

	for (size_t i = 0; i < set->n && status == 0; i++)
		status = assign_apply(&set->assigns[i], record->kind, text, error);
	return status;
}

int set_make(void *set, struct records *base, struct write_changes *changes,
	     struct error *error)
{
	const struct set *s = set;
	struct layout_record record;
	struct buf text = {0};
	int status = find_record(base, s->record, &record, error);

	if (status == 0)
		status = change(s, base, &record, &text, error);
	if (status == 0)
		put(changes, record.entry->path, buf_str(&text));
	buf_release(&text);
	return status;
}

void set_message(const struct set *set, struct buf *message)
{
	bool listed = set->n > SUBJECT_FIELDS;

	buf_printf(message, "%.*s: set ", STR_ARG(set->record));
	if (listed)
		buf_printf(message, "%zu fields\n\n", set->n);
	for (size_t i = 0; i < set->n; i++)
		buf_printf(message, "%s%.*s",
			   i == 0   ? ""
			   : listed ? "\n"
				    : ", ",
			   STR_ARG(set->assigns[i].field));
	buf_add_char(message, '\n');
}
