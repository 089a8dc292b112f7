/* SPDX-License-Identifier: MIT */
/* From files to changes: rows of lists, rows of records, what is left, what goes. */
#include "records/import.h"

#include "base/mem.h"
#include "base/nearby.h"
#include "records/import_job.h"
#include "records/layout.h"

#include <assert.h>

int import_open(const struct import_options *options, struct import **import,
		struct error *error)
{
	struct import *im = mem_zalloc(1, sizeof *im);
	const size_t n = options->n_files + options->n_lists;
	int status = 0;

	im->options = options;
	im->report.every_note = options->every_note;
	for (size_t i = 0; i < n && status == 0; i++) {
		const char *file = i < options->n_files
					   ? options->files[i]
					   : options->lists[i - options->n_files].file;

		status = import_input_open(vec_add(&im->inputs), file, options->format,
					   options->separator, options->charset, error);
	}
	im->has_map = options->map != NULL;
	if (status == 0 && im->has_map)
		status = import_map_open(&im->map, options->map, error);
	if (status < 0) {
		import_free(im);
		im = NULL;
	}
	*import = im;
	return status;
}

/* What only one making needs. */
static void forget(struct import *im)
{
	for (size_t i = 0; i < im->tables.n; i++)
		import_columns_release(im->tables.at[i]);
	im->tables.n = im->changed.n = im->records.n = 0;
	map_reset(&im->by_id);
	map_reset(&im->existing);
	map_reset(&im->twice);
	map_reset(&im->by_path);
	import_report_reset(&im->report);
	arena_reset(&im->arena);
	arena_reset(&im->row);
}

static void forget_given_up(struct import *im)
{
	map_reset(&im->given_up);
	buf_reset(&im->tip);
	arena_reset(&im->kept);
}

void import_free(struct import *im)
{
	if (!im)
		return;
	forget(im);
	for (size_t i = 0; i < im->inputs.n; i++)
		import_input_release(&im->inputs.at[i]);
	vec_release(&im->inputs);
	import_map_release(&im->map);
	import_report_release(&im->report);
	map_release(&im->given_up);
	buf_release(&im->tip);
	arena_release(&im->kept);
	vec_release(&im->changed);
	vec_release(&im->records);
	vec_release(&im->tables);
	map_release(&im->by_id);
	map_release(&im->existing);
	map_release(&im->twice);
	map_release(&im->by_path);
	arena_release(&im->arena);
	arena_release(&im->row);
	mem_free(im);
}

int import_stopped(const struct import *im, struct error *error)
{
	return commit_check_stop(im->options->stop, error);
}

struct str import_only_id(const struct kind *kind)
{
	return str_index(kind->path_template, '{') < kind->path_template.len ? STR("")
									     : kind->name;
}

/* --- What was given up. --- */

/* A rule and its message may be of the candidate's pack, which goes: both are copied. */
static void give_up(struct import *im, const struct import_record *record,
		    const struct finding *f)
{
	struct import_given_up *given = arena_zalloc(&im->kept, sizeof *given);
	struct map_entry *entry = map_find(&im->given_up, record->key);

	given->rule = arena_cstr(&im->kept, str_of(f->rule));
	given->path = arena_str(&im->kept, f->path);
	given->line = f->line;
	given->column = f->column;
	message_copy(&given->message, &im->kept, &f->message);
	if (!entry)
		entry = map_add(&im->given_up, arena_str(&im->kept, record->key));
	given->next = entry->value;
	entry->value = given;
}

/* Paths of changed files to their records. */
static void index_paths(struct import *im)
{
	for (size_t i = 0; i < im->records.n; i++)
		if (im->records.at[i].path.len)
			map_put(&im->by_path, im->records.at[i].path, (void *)(i + 1));
}

/* The record whose file the finding is about, or names: of two that contradict each other,
 * the finding may be about the one that was there. */
static struct import_record *record_of(const struct import *im, const struct finding *f)
{
	size_t i = (size_t)map_get(&im->by_path, f->path);

	for (size_t k = 0; i == 0 && k < f->message.n_args; k++)
		i = (size_t)map_get(&im->by_path, f->message.args[k].value);
	return i ? &im->records.at[i - 1] : NULL;
}

bool import_has_row(const struct import *im, const struct finding *finding)
{
	return record_of(im, finding) != NULL;
}

static void add_finding(struct import *im, struct import_record *record,
			const struct finding *f)
{
	uint32_t row = record->row != IMPORT_NO_ROW ? record->row : record->first->row;
	struct import_problem *p =
		import_report_problem(&im->report, row, SEVERITY_ERROR, f->rule);

	p->path = arena_str(&im->report.arena, f->path);
	p->path_line = f->line;
	p->path_column = f->column;
	import_report_copy(&im->report, p, &f->message);
	record->rejected = true;
}

/* --- The end: what became of all. --- */

/* Drops the changes of records that are rejected after all. */
static void drop_rejected(struct import *im)
{
	struct write_changes *out = im->changes;
	size_t kept = 0;

	for (size_t i = 0; i < out->items.n; i++) {
		uint32_t record = im->changed.at[i];

		if (record != IMPORT_NO_ROW && im->records.at[record].rejected)
			continue;
		out->items.at[kept] = out->items.at[i];
		im->changed.at[kept++] = record;
	}
	out->items.n = im->changed.n = kept;
}

static enum import_fate fate_of(const struct import *im, const struct import_origin *row)
{
	if (row->rejected || row->record == IMPORT_NO_ROW ||
	    im->records.at[row->record].rejected)
		return IMPORT_REJECTED;
	return im->records.at[row->record].fate;
}

static void count(struct import *im)
{
	struct import_report *r = &im->report;
	size_t sum = 0;

	for (int i = 0; i < IMPORT_FATES; i++)
		r->fates[i] = r->records[i] = 0;
	for (size_t i = 0; i < r->rows.n; i++) {
		r->rows.at[i].fate = fate_of(im, &r->rows.at[i]);
		r->fates[r->rows.at[i].fate]++;
	}
	for (size_t i = 0; i < im->records.n; i++)
		r->records[im->records.at[i].rejected ? IMPORT_REJECTED
						      : im->records.at[i].fate]++;
	for (int i = 0; i < IMPORT_FATES; i++)
		sum += r->fates[i];
	assert(sum == r->rows.n);
	import_report_sort(r);
}

int import_give_up(void *import, const struct finding_list *refusing)
{
	struct import *im = import;
	int n = 0;

	index_paths(im);
	for (size_t i = 0; i < refusing->items.n; i++) {
		const struct finding *f = &refusing->items.at[i];
		struct import_record *record = record_of(im, f);

		if (!record)
			continue;
		if (im->options->keep_going)
			give_up(im, record, f);
		else
			add_finding(im, record, f);
		n++;
	}
	count(im);
	return im->options->keep_going && n > 0;
}

static bool is_written_of(const struct import *im, const struct kind *kind)
{
	for (size_t i = 0; i < im->records.n; i++)
		if (im->records.at[i].kind == kind)
			return true;
	return false;
}

static void remove_record(struct import *im, const struct layout_record *at)
{
	struct write_changes *out = im->changes;

	*vec_add(&out->items) = (struct snapshot_change){
		.path = arena_str(&out->arena, at->entry->path), .removed = true};
	*vec_add(&im->changed) = IMPORT_NO_ROW;
	im->report.removed++;
}

/* Removes the records of the kinds that rows are of and that no row is about. */
static int prune(struct import *im, struct error *error)
{
	struct finding_list unheard = {0};
	struct layout *layout;
	struct layout_record at;

	if (im->records.n == 0)
		return error_set(error, STATUS_INVALID, "import.prune-nothing", NULL);
	layout = layout_new(im->base, &unheard);
	while (layout_next(layout, &at)) {
		struct buf key = {0};

		import_batch_key(&key, at.kind, at.id);
		if (is_written_of(im, at.kind) && import_only_id(at.kind).len == 0 &&
		    !map_find(&im->by_id, buf_str(&key)))
			remove_record(im, &at);
		buf_release(&key);
	}
	layout_free(layout);
	finding_release(&unheard);
	return 0;
}

static int refuse_name(struct error *error, const char *id, struct nearby *near,
		       const char *nearest)
{
	struct arena arena = {0};
	int status = error_set(error, STATUS_NOT_FOUND, id, "name",
			       arena_cstr(&arena, near->wanted), "nearest", nearest, NULL);

	arena_release(&arena);
	return status;
}

static int refuse_near(struct error *error, const char *id, const char *near_id,
		       struct nearby *near)
{
	struct buf nearest = {0};
	int status;

	nearby_list(near, &nearest);
	if (nearest.len)
		status = refuse_name(error, near_id, near, buf_cstr(&nearest));
	else
		status = refuse_name(error, id, near, "");
	nearby_release(near);
	buf_release(&nearest);
	return status;
}

void import_offer_kinds(const struct import *im, struct nearby *near)
{
	size_t n;
	const struct kind *kinds = kind_all(im->base->kinds, &n);

	for (size_t i = 0; i < n; i++)
		nearby_offer(near, kinds[i].name);
}

/* The kind that was named, here or in the map. */
static int find_kind(struct import *im, struct error *error)
{
	struct str name = str_of(im->options->kind);
	struct nearby near = {0};

	im->kind = NULL;
	if (im->has_map && im->map.kind.len && name.len && !str_eq(name, im->map.kind))
		return error_set(error, STATUS_INVALID, "import.map-kind", "kind",
				 im->options->kind, "file", im->map.name, NULL);
	if (im->has_map && im->map.kind.len)
		name = im->map.kind;
	if (name.len == 0)
		return 0;
	im->kind = kind_find(im->base->kinds, name);
	if (im->kind)
		return 0;
	near.wanted = name;
	import_offer_kinds(im, &near);
	return refuse_near(error, "import.unknown-kind", "import.unknown-kind-near", &near);
}

/* What a file of rows is that --child names. */
static int find_list(struct import *im, size_t i, struct import_role *role, struct error *error)
{
	const struct import_list *list = &im->options->lists[i];
	struct import_target *target = arena_zalloc(&im->arena, sizeof *target);
	struct nearby near = {.wanted = str_of(list->list)};

	*role = (struct import_role){im->kind, target};
	if (!im->kind)
		return error_set(error, STATUS_INVALID, "import.no-kind", "file", list->file,
				 NULL);
	if (!import_input_is_table(&im->inputs.at[im->options->n_files + i]))
		return error_set(error, STATUS_INVALID, "import.list-format", "file",
				 list->file, NULL);
	if (import_target_list(im->kind, str_of(list->list), target))
		return 0;
	import_target_offer_lists(im->kind, &near);
	return refuse_near(error, "import.unknown-list", "import.unknown-list-near", &near);
}

/* The file's name without folders and extension. */
static struct str stem_of(const char *file)
{
	struct str name = str_of(file);

	while (str_index(name, '/') < name.len)
		str_split(&name, '/');
	return str_split(&name, '.');
}

/* What a table is by its name, that of one of our tables: workers.csv, worker_training.csv. */
static int find_role(struct import *im, size_t i, struct import_role *role, struct error *error)
{
	struct import_target *target = arena_zalloc(&im->arena, sizeof *target);
	struct str stem = stem_of(im->inputs.at[i].name);
	size_t n;
	const struct kind *kinds = kind_all(im->base->kinds, &n);

	*role = (struct import_role){im->kind, NULL};
	if (im->kind || !import_input_is_table(&im->inputs.at[i]))
		return 0;
	for (size_t k = 0; k < n; k++) {
		role->kind = &kinds[k];
		if (str_eq(kinds[k].table, stem))
			return 0;
		role->list = target;
		if (import_target_table(&kinds[k], stem, target))
			return 0;
		role->list = NULL;
	}
	return error_set(error, STATUS_INVALID, "import.no-kind", "file", im->inputs.at[i].name,
			 NULL);
}

/* What each file is; lists are read first. */
static int read_all(struct import *im, struct error *error)
{
	const size_t n = im->inputs.n;
	struct import_role *roles = arena_zalloc(&im->arena, n * sizeof *roles);
	int status = 0;

	for (size_t i = 0; i < n && status == 0; i++)
		status = i < im->options->n_files
				 ? find_role(im, i, &roles[i], error)
				 : find_list(im, i - im->options->n_files, &roles[i], error);
	for (size_t i = 0; i < n && status == 0; i++)
		if (roles[i].list)
			status = import_table(im, (uint32_t)i, &roles[i], error);
	for (size_t i = 0; i < n && status == 0; i++) {
		if (roles[i].list)
			continue;
		if (import_input_is_table(&im->inputs.at[i]))
			status = import_table(im, (uint32_t)i, &roles[i], error);
		else
			status = import_document(im, (uint32_t)i, error);
	}
	return status;
}

/* Records that only rows of lists are about. */
static void change_others(struct import *im)
{
	for (size_t i = 0; i < im->records.n; i++)
		if (im->records.at[i].row == IMPORT_NO_ROW) {
			arena_reset(&im->row);
			import_change(im, &im->records.at[i], NULL);
		}
}

static void begin(struct import *im, struct records *base, struct write_changes *changes)
{
	struct str tip = snapshot_commit(base->snapshot);

	forget(im);
	if (!str_eq(tip, buf_str(&im->tip))) {
		forget_given_up(im);
		buf_add(&im->tip, tip);
	}
	im->base = base;
	im->changes = changes;
}

int import_make(void *import, struct records *base, struct write_changes *changes,
		struct error *error)
{
	struct import *im = import;
	int status;

	begin(im, base, changes);
	status = find_kind(im, error);
	if (status < 0)
		return status;
	import_batch_base(im);
	status = read_all(im, error);
	if (status < 0)
		return status;
	change_others(im);
	if (im->options->prune)
		status = prune(im, error);
	if (status < 0)
		return status;
	drop_rejected(im);
	count(im);
	changes->held = !im->options->keep_going && import_report_rejects(&im->report);
	im->base = NULL;
	im->changes = NULL;
	return 0;
}

const struct import_report *import_report(const struct import *im)
{
	return &im->report;
}

const struct import_input *import_inputs(const struct import *im, size_t *n)
{
	*n = im->inputs.n;
	return im->inputs.at;
}
