/* SPDX-License-Identifier: MIT */
/* Every file is looked at; those in which the id stands are read. */
#include "records/move.h"

#include "git/lfs.h"
#include "records/find.h"
#include "records/mask.h"
#include "records/refer.h"
#include "text/source.h"
#include "text/unicode.h"

struct job {
	struct move *move;
	struct records *base;
	struct layout_record record; /* that moves */
	struct write_changes *changes;
	struct refer refer;
	struct buf bytes, text;
	struct error *error;
};

/* A file of the snapshot, and where it goes. */
struct file {
	const struct entry *entry;
	const struct kind *kind; /* NULL: no record */
	bool own;                /* the record that moves */
	size_t references;
	struct buf belongs; /* where it belongs, as it was read last; empty: that is unknown */
	struct buf path;    /* afterwards */
};

/* The path with personal identifiers blanked out; a C string that lives as long as the report.
 */
static struct str shown(const struct job *j, struct str path)
{
	struct buf masked = {0};
	struct str copy;

	mask_text(&masked, path);
	copy = arena_str(&j->move->report.arena, buf_str(&masked));
	buf_release(&masked);
	return copy;
}

static int fail_at(const struct job *j, const char *id, const struct file *f, uint32_t line)
{
	struct arena *arena = &j->move->report.arena;

	return error_set(j->error, STATUS_INVALID, id, "path", shown(j, f->entry->path).ptr,
			 "line", arena_printf(arena, "%u", (unsigned)line), "id",
			 j->move->report.from.ptr, NULL);
}

/* A file that cannot be read as a record may name the record where the id stands. */
static int refuse_unreadable(struct job *j, const struct file *f)
{
	struct refer_lines lines = {0};
	int status = 0;

	refer_lines(&j->refer, buf_str(&j->bytes), &lines);
	if (lines.n || f->own)
		status = fail_at(j, "move.unreadable", f, lines.n ? lines.at[0] : 1);
	vec_release(&lines);
	return status;
}

static void add_mentions(const struct job *j, struct str text, struct str path)
{
	struct refer_lines lines = {0};
	struct str where = shown(j, path);

	refer_lines(&j->refer, text, &lines);
	for (size_t i = 0; i < lines.n; i++)
		*vec_add(&j->move->report.mentions) = (struct move_mention){where, lines.at[i]};
	vec_release(&lines);
}

/* Whether the bytes are there now. */
static bool read_file(struct job *j, const struct file *f)
{
	struct error error = {0};
	int status =
		snapshot_read(j->base->snapshot, f->entry, SOURCE_BYTES_MAX, &j->bytes, &error);

	error_release(&error);
	return status == 0 && !lfs_is_pointer(buf_str(&j->bytes));
}

/* In double quotes any letter may be written otherwise. */
static bool may_name(struct str text, struct str id)
{
	return refer_has_word(text, id) || str_index(text, '\\') < text.len;
}

/* The path of a file of the name in the same folder. */
static void add_beside(struct buf *path, struct str beside, struct str name)
{
	size_t folder = beside.len;

	while (folder && beside.ptr[folder - 1] != '/')
		folder--;
	buf_printf(path, "%.*s%.*s.yaml", STR_ARG(str_sub(beside, 0, folder)), STR_ARG(name));
}

/* Where the record that was read belongs by its values and the id. */
static void place(const struct job *j, struct file *f, struct str id)
{
	buf_reset(&f->belongs);
	if (!kind_path(f->kind, j->refer.tree.root, id, &f->belongs))
		buf_reset(&f->belongs);
}

static void put(struct job *j, const struct file *f)
{
	struct write_changes *c = j->changes;
	struct str from = f->entry->path, path = arena_str(&c->arena, buf_str(&f->path));
	struct str bytes = arena_str(&c->arena, buf_str(&j->text));

	*vec_add(&c->items) = (struct snapshot_change){.path = path, .bytes = bytes};
	j->move->report.files++;
	j->move->report.references += f->references;
	if (str_eq(from, path))
		return;
	from = arena_str(&c->arena, from);
	*vec_add(&c->items) = (struct snapshot_change){.path = from, .removed = true};
	*vec_add(&c->moves) = (struct write_move){from, path};
	j->move->report.moved++;
}

/* Decides where the file goes: where it belongs, if it lay where it belonged. */
static int find_path(struct job *j, struct file *f, bool in_place)
{
	struct str path = f->entry->path, id = f->own ? j->move->id : layout_id(path);

	place(j, f, id);
	if (in_place && f->belongs.len)
		buf_add(&f->path, buf_str(&f->belongs));
	else if (f->own)
		add_beside(&f->path, path, id);
	else
		buf_add(&f->path, path);
	if (str_eq(buf_str(&f->path), path) ||
	    !snapshot_find(j->base->snapshot, buf_str(&f->path)))
		return 0;
	return error_set(j->error, STATUS_INVALID, "move.in-the-way", "path",
			 shown(j, path).ptr, "other", shown(j, buf_str(&f->path)).ptr, NULL);
}

/* Changes the record that was read, and reads it again: nothing may be left to be changed. */
static int change_text(struct job *j, struct file *f, bool places)
{
	struct error error = {0};
	const uint32_t line =
		j->refer.places.n ? tree_line(&j->refer.tree, j->refer.places.at[0].node->start)
				  : 1;
	bool changed;

	buf_reset(&j->text);
	f->references = places ? j->refer.places.n : 0;
	changed = refer_change(&j->refer, places, f->own, &j->text, &error) == 0 &&
		  refer_read(&j->refer, f->kind, buf_str(&j->text)) &&
		  (!places || j->refer.places.n == 0);
	error_release(&error);
	return changed ? 0 : fail_at(j, "move.not-editable", f, line);
}

static int change_record(struct job *j, struct file *f, bool places)
{
	bool in_place;
	int status;

	place(j, f, layout_id(f->entry->path));
	in_place = str_eq(buf_str(&f->belongs), f->entry->path);
	status = change_text(j, f, places);
	if (status == 0)
		status = find_path(j, f, in_place);
	if (status == 0) {
		put(j, f);
		add_mentions(j, buf_str(&j->text), buf_str(&f->path));
	}
	return status;
}

static int visit_record(struct job *j, struct file *f)
{
	const bool places = j->move->report.twin.len == 0;

	if (!refer_read(&j->refer, f->kind, buf_str(&j->bytes)))
		return refuse_unreadable(j, f);
	if (f->own || (places && j->refer.places.n > 0))
		return change_record(j, f, places);
	add_mentions(j, buf_str(&j->bytes), f->entry->path);
	return 0;
}

/* The record itself has to be readable. */
static int pass_over(struct job *j, const struct file *f)
{
	if (f->own)
		return fail_at(j, "move.unreadable", f, 1);
	if (f->kind)
		*vec_add(&j->move->report.unread) = shown(j, f->entry->path);
	return 0;
}

static int visit_file(struct job *j, struct file *f)
{
	struct str bytes;

	if (!read_file(j, f))
		return pass_over(j, f);
	bytes = buf_str(&j->bytes);
	if (f->kind && (f->own || may_name(bytes, j->record.id)))
		return visit_record(j, f);
	j->refer.tree.root = NULL;
	add_mentions(j, bytes, f->entry->path);
	return 0;
}

static int visit(struct job *j, const struct entry *entry)
{
	struct file f = {.entry = entry, .own = entry == j->record.entry};
	int status;

	if (entry->type != ENTRY_FILE || (layout_is_hidden(entry->path) && !f.own))
		return 0;
	if (str_ends(entry->path, STR(".yaml")))
		f.kind = records_kind_at(j->base, entry->path);
	status = visit_file(j, &f);
	buf_release(&f.belongs);
	buf_release(&f.path);
	return status;
}

/* Whether the file's name is the one that the id makes, or some systems take it for that. */
static bool has_name(struct str path, struct str id)
{
	struct buf folded = {0}, name = {0};
	bool same;

	buf_printf(&name, "/%.*s.yaml", STR_ARG(id));
	unicode_fold(&folded, path);
	same = str_ends(buf_str(&folded), buf_str(&name));
	buf_release(&folded);
	buf_release(&name);
	return same;
}

static int fail_taken(const struct job *j, const struct entry *entry)
{
	return error_set(j->error, STATUS_INVALID, "move.taken", "kind",
			 j->move->report.kind.ptr, "id",
			 arena_cstr(&j->move->report.arena, j->move->id), "path",
			 shown(j, entry->path).ptr, NULL);
}

/* Looks at the other files of the kind: none has the new id, one may have the old one, too. */
static int look_around(struct job *j)
{
	const struct snapshot *snapshot = j->base->snapshot;

	for (size_t i = 0; i < snapshot_count(snapshot); i++) {
		const struct entry *entry = snapshot_entry(snapshot, i);

		if (entry == j->record.entry || layout_is_hidden(entry->path) ||
		    records_kind_at(j->base, entry->path) != j->record.kind)
			continue;
		if (has_name(entry->path, j->move->id))
			return fail_taken(j, entry);
		if (entry->type == ENTRY_FILE && str_eq(layout_id(entry->path), j->record.id))
			j->move->report.twin = shown(j, entry->path);
	}
	return 0;
}

static int check_id(const struct job *j)
{
	struct arena arena = {0};
	int status = 0;

	if (!str_ends(j->record.kind->path_template, STR("{id}.yaml")))
		status = error_set(j->error, STATUS_INVALID, "move.fixed", "kind",
				   arena_cstr(&arena, j->record.kind->name), NULL);
	else if (!layout_is_id(j->move->id))
		status = error_set(j->error, STATUS_INVALID, "move.not-an-id", "id",
				   arena_cstr(&arena, j->move->id), NULL);
	arena_release(&arena);
	return status;
}

static int run(struct job *j)
{
	struct move_report *report = &j->move->report;
	const struct snapshot *snapshot = j->base->snapshot;
	int status;

	report->kind = arena_str(&report->arena, j->record.kind->name);
	report->from = arena_str(&report->arena, j->record.id);
	j->refer.id = (struct refer_id){j->record.kind, report->from, j->move->id};
	j->changes->id = (struct write_move){report->from, j->move->id};
	status = look_around(j);
	for (size_t i = 0; i < snapshot_count(snapshot) && status == 0; i++)
		status = visit(j, snapshot_entry(snapshot, i));
	return status;
}

static void forget(struct move_report *report)
{
	vec_release(&report->mentions);
	vec_release(&report->unread);
	arena_release(&report->arena);
	*report = (struct move_report){0};
}

int move_make(void *move, struct records *base, struct write_changes *changes,
	      struct error *error)
{
	struct job j = {.move = move, .base = base, .changes = changes, .error = error};
	int status;

	forget(&j.move->report);
	status = find_record(base, j.move->record, &j.record, error);
	if (status == 0)
		status = check_id(&j);
	if (status == 0 && !str_eq(j.record.id, j.move->id))
		status = run(&j);
	refer_release(&j.refer);
	buf_release(&j.bytes);
	buf_release(&j.text);
	return status;
}

void move_message(const struct move *move, struct buf *message)
{
	buf_printf(message, "%.*s: new id %.*s\n", STR_ARG(move->record), STR_ARG(move->id));
}

void move_release(struct move *move)
{
	forget(&move->report);
}
