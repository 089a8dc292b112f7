/* SPDX-License-Identifier: MIT */
/* An id alone first, among the files of all kinds; all other names are selection.h's. */
#include "records/find.h"

#include "base/nearby.h"
#include "records/selection.h"

struct search {
	const struct records *records;
	struct str name;
	struct layout_record *found;
	struct buf names; /* of those found, `worker/x, station/x` */
	size_t n;
};

/* Whether the entry is a record's file. */
static bool describe(const struct records *r, const struct entry *entry,
		     struct layout_record *record)
{
	const struct kind *kind = records_kind_at(r, entry->path);

	if (!kind || entry->type != ENTRY_FILE)
		return false;
	*record = (struct layout_record){entry, kind, kind->name};
	if (kind->folder.len == 0)
		return true;
	record->id = layout_id(entry->path);
	return record->id.len > 0;
}

static void note(struct search *s, const struct layout_record *record)
{
	if (s->n == 0)
		*s->found = *record;
	buf_printf(&s->names, "%s%.*s", s->n++ ? ", " : "", STR_ARG(record->entry->path));
}

static void find_id(struct search *s)
{
	const struct snapshot *snapshot = s->records->snapshot;
	struct layout_record record;

	for (size_t i = 0; i < snapshot_count(snapshot); i++)
		if (describe(s->records, snapshot_entry(snapshot, i), &record) &&
		    str_eq(record.id, s->name))
			note(s, &record);
}

static void find_named(struct search *s, const struct selection *selection)
{
	struct layout_record record;

	for (size_t i = 0; i < selection->paths.n; i++) {
		const struct entry *entry =
			snapshot_find(s->records->snapshot, selection->paths.at[i]);

		if (entry && describe(s->records, entry, &record))
			note(s, &record);
	}
}

/* A bare id that nothing has. */
static int unknown(const struct search *s, const char *name, struct error *error)
{
	const struct snapshot *snapshot = s->records->snapshot;
	struct nearby near = {.wanted = s->name};
	struct layout_record record;
	struct buf list = {0};

	for (size_t i = 0; i < snapshot_count(snapshot); i++)
		if (describe(s->records, snapshot_entry(snapshot, i), &record))
			nearby_offer(&near, record.id);
	nearby_list(&near, &list);
	if (list.len)
		error_set(error, STATUS_NOT_FOUND, "find.unknown-near", "name", name, "nearest",
			  buf_cstr(&list), NULL);
	else
		error_set(error, STATUS_NOT_FOUND, "find.unknown", "name", name, NULL);
	buf_release(&list);
	nearby_release(&near);
	return STATUS_NOT_FOUND;
}

static bool is_bare_id(const struct records *r, struct str name)
{
	return layout_is_id(name) &&
	       (!kind_find(r->kinds, name) || str_eq(name, STR("district"))) &&
	       !snapshot_find(r->snapshot, name) && !records_has_folder(r, name);
}

static int look_up(struct search *s, const char *name, struct error *error)
{
	struct selection selection = {0};
	int status;

	if (is_bare_id(s->records, s->name)) {
		find_id(s);
		return s->n ? 0 : unknown(s, name, error);
	}
	status = selection_add(&selection, s->records, s->name, false, error);
	if (status == 0) {
		selection_settle(&selection);
		find_named(s, &selection);
	}
	selection_release(&selection);
	return status;
}

int find_record(const struct records *r, struct str name, struct layout_record *found,
		struct error *error)
{
	struct search s = {.records = r, .name = name, .found = found};
	struct arena arena = {0};
	const char *given = arena_cstr(&arena, name);
	int status = look_up(&s, given, error);

	if (status == 0 && s.n == 0)
		status = error_set(error, STATUS_INVALID, "find.not-a-record", "name", given,
				   NULL);
	else if (status == 0 && s.n > 1)
		status = error_set(error, STATUS_NOT_FOUND, "find.several", "name", given,
				   "names", buf_cstr(&s.names), NULL);
	buf_release(&s.names);
	arena_release(&arena);
	return status;
}

static int unknown_kind(const struct records *r, struct str name, struct error *error)
{
	size_t n;
	const struct kind *kinds = kind_all(r->kinds, &n);
	struct nearby near = {.wanted = name};
	const char *given = arena_cstr(&near.arena, name);
	struct buf list = {0};

	for (size_t i = 0; i < n; i++)
		nearby_offer(&near, kinds[i].name);
	nearby_list(&near, &list);
	if (list.len)
		error_set(error, STATUS_NOT_FOUND, "find.unknown-kind-near", "name", given,
			  "nearest", buf_cstr(&list), NULL);
	else
		error_set(error, STATUS_NOT_FOUND, "find.unknown-kind", "name", given, NULL);
	buf_release(&list);
	nearby_release(&near);
	return STATUS_NOT_FOUND;
}

int find_kind(const struct records *r, struct str name, const struct kind **found,
	      struct error *error)
{
	size_t n;
	const struct kind *kinds = kind_all(r->kinds, &n);

	*found = kind_find(r->kinds, name);
	for (size_t i = 0; i < n && !*found; i++)
		if (name.len && str_eq(kinds[i].title, name))
			*found = &kinds[i];
	return *found ? 0 : unknown_kind(r, name, error);
}
