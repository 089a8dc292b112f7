/* SPDX-License-Identifier: MIT */
/* A patch for each changed file, one after another. */
#include "preview.h"

#include "base/map.h"
#include "base/mem.h"
#include "git/patch.h"
#include "text/unicode.h"

#include <stdlib.h>

static int compare(const void *a, const void *b)
{
	return str_cmp((*(const struct snapshot_change *const *)a)->path,
		       (*(const struct snapshot_change *const *)b)->path);
}

/* What the patches are made of. */
struct preview {
	struct snapshot *base;
	struct map from, to; /* paths of the moves, each to the other */
	struct buf *out;
	struct error *error;
};

static void add_path(const struct preview *p, struct str path, struct buf *out)
{
	buf_add(out, snapshot_prefix(p->base));
	buf_add(out, path);
}

/* `from`: the file's path before. */
static int add_patch(const struct preview *p, const struct snapshot_change *change,
		     struct str from, bool moved)
{
	const struct entry *entry = snapshot_find(p->base, from);
	struct buf bytes = {0}, old_path = {0}, path = {0};
	struct str old;
	int status = entry ? snapshot_read(p->base, entry, SIZE_MAX, &bytes, p->error) : 0;

	old = buf_str(&bytes);
	add_path(p, from, &old_path);
	add_path(p, change->path, &path);
	if (status == 0 && moved)
		status = patch_write_moved(p->out, buf_cstr(&old_path), buf_cstr(&path), old,
					   change->bytes, p->error);
	else if (status == 0)
		status = patch_write(p->out, buf_cstr(&path), entry ? &old : NULL,
				     change->removed ? NULL : &change->bytes, p->error);
	buf_release(&bytes);
	buf_release(&old_path);
	buf_release(&path);
	return status;
}

/* A file that moved is shown where it goes. */
static int add_change(const struct preview *p, const struct snapshot_change *change)
{
	const struct write_move *move = map_get(&p->from, change->path);

	if (move && change->removed)
		return 0;
	move = map_get(&p->to, change->path);
	return add_patch(p, change, move ? move->from : change->path, move != NULL);
}

static void note_moves(struct preview *p, const struct write_changes *changes)
{
	for (size_t i = 0; i < changes->moves.n; i++) {
		map_put(&p->from, changes->moves.at[i].from, &changes->moves.at[i]);
		map_put(&p->to, changes->moves.at[i].to, &changes->moves.at[i]);
	}
}

/* A terminal is not to obey what records hold. */
static void make_safe(struct buf *out)
{
	struct str text = buf_str(out);
	struct buf safe = {0};

	while (text.len) {
		bool whole = str_index(text, '\n') < text.len;

		unicode_escape(&safe, str_split(&text, '\n'));
		buf_add_text(&safe, whole ? "\n" : "");
	}
	buf_release(out);
	*out = safe;
}

static int add_changes(struct preview *p, const struct write_changes *changes)
{
	const size_t n = changes->items.n;
	const struct snapshot_change **sorted = mem_alloc(n * sizeof *sorted);
	int status = 0;

	note_moves(p, changes);
	for (size_t i = 0; i < n; i++)
		sorted[i] = &changes->items.at[i];
	if (n)
		qsort(sorted, n, sizeof *sorted, compare);
	for (size_t i = 0; i < n && status == 0; i++)
		status = add_change(p, sorted[i]);
	mem_free(sorted);
	return status;
}

int preview_write(struct cli *cli, const struct write_result *result)
{
	struct error error = {0};
	struct buf out = {0};
	struct preview p = {.out = &out, .error = &error};
	int status = 0;

	if (result->candidate) {
		p.base = result->candidate->base;
		status = add_changes(&p, &result->changes);
	}
	if (cli_is_terminal(NULL))
		make_safe(&out);
	status = status < 0 ? cli_fail(cli, &error) : cli_write(cli, NULL, &out);
	map_release(&p.from);
	map_release(&p.to);
	buf_release(&out);
	error_release(&error);
	return status;
}
