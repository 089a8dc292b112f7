/* SPDX-License-Identifier: MIT */
/* Records by kind and id: those of the rows, and those that are there. */
#include "records/import_job.h"
#include "records/layout.h"

void import_batch_key(struct buf *key, const struct kind *kind, struct str id)
{
	buf_printf(key, "%.*s/%.*s", STR_ARG(kind->name), STR_ARG(id));
}

static struct str keep_key(struct import *im, const struct kind *kind, struct str id)
{
	struct buf key = {0};
	struct str kept;

	import_batch_key(&key, kind, id);
	kept = arena_str(&im->arena, buf_str(&key));
	buf_release(&key);
	return kept;
}

struct import_record *import_batch_find(struct import *im, const struct kind *kind,
					struct str id)
{
	struct str key = keep_key(im, kind, id);
	struct map_entry *entry = map_find(&im->by_id, key);

	if (!entry) {
		struct import_record *record = vec_add(&im->records);

		record->kind = kind;
		record->id = arena_str(&im->arena, id);
		record->key = key;
		record->row = IMPORT_NO_ROW;
		entry = map_add(&im->by_id, key);
		entry->value = (void *)im->records.n;
	}
	return &im->records.at[(size_t)entry->value - 1];
}

static void refuse_id(struct import *im, uint32_t row, const char *id, struct str value)
{
	struct import_problem *p = import_report_problem(&im->report, row, SEVERITY_ERROR, id);

	p->header = STR("id");
	message_set(&p->message, &im->report.arena, id, "value",
		    import_report_value(&im->report, value), NULL);
}

/* Tells a row of another that has its id. */
static void refuse_twin(struct import *im, uint32_t row, uint32_t other)
{
	const struct import_origin *at = &im->report.rows.at[other];
	struct arena *arena = &im->report.arena;
	struct import_problem *p =
		import_report_problem(&im->report, row, SEVERITY_ERROR, "import.twice");

	p->header = STR("id");
	message_set(&p->message, arena, "import.twice", "id",
		    arena_cstr(arena, im->records.at[at->record].id), "file",
		    im->inputs.at[at->input].name, "line",
		    arena_printf(arena, "%u", (unsigned)at->line), "row",
		    arena_printf(arena, "%zu", at->number), NULL);
}

struct import_record *import_batch_own(struct import *im, const struct kind *kind,
				       struct str id, uint32_t row)
{
	struct import_origin *origin = &im->report.rows.at[row];
	struct import_record *record;

	if (id.len == 0)
		refuse_id(im, row, "import.no-id", id);
	else if (!layout_is_id(id))
		refuse_id(im, row, "import.bad-id", id);
	if (id.len == 0 || !layout_is_id(id))
		return NULL;
	record = import_batch_find(im, kind, id);
	origin->record = (uint32_t)(record - im->records.at);
	if (record->row == IMPORT_NO_ROW) {
		record->row = row;
	} else {
		if (!im->report.rows.at[record->row].twin)
			refuse_twin(im, record->row, row);
		im->report.rows.at[record->row].twin = true;
		refuse_twin(im, row, record->row);
	}
	record->rejected |= origin->rejected;
	return record;
}

void import_batch_base(struct import *im)
{
	struct finding_list unheard = {0};
	struct layout *layout = layout_new(im->base, &unheard);
	struct layout_record at;

	while (layout_next(layout, &at)) {
		struct str key;
		struct map_entry *entry;

		if (im->kind && at.kind != im->kind)
			continue;
		key = keep_key(im, at.kind, at.id);
		entry = map_add(&im->existing, key);
		if (entry->value)
			map_add(&im->twice, key);
		entry->value = (void *)at.entry;
	}
	layout_free(layout);
	finding_release(&unheard);
}
