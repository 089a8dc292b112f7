/* SPDX-License-Identifier: MIT */
/* A patch for each changed file, one after another. */
#include "preview.h"

#include "base/mem.h"
#include "git/patch.h"
#include "text/unicode.h"

#include <stdlib.h>

static int compare(const void *a, const void *b)
{
	return str_cmp((*(const struct snapshot_change *const *)a)->path,
		       (*(const struct snapshot_change *const *)b)->path);
}

static int add_change(const struct write_result *result, const struct snapshot_change *change,
		      struct buf *out, struct error *error)
{
	struct snapshot *base = result->candidate->base;
	const struct entry *entry = snapshot_find(base, change->path);
	struct str prefix = snapshot_prefix(base), before;
	struct buf old = {0}, path = {0};
	int status = 0;

	buf_add(&path, prefix);
	buf_add(&path, change->path);
	if (entry)
		status = snapshot_read(base, entry, SIZE_MAX, &old, error);
	before = buf_str(&old);
	if (status == 0)
		status = patch_write(out, buf_cstr(&path), entry ? &before : NULL,
				     change->removed ? NULL : &change->bytes, error);
	buf_release(&old);
	buf_release(&path);
	return status;
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

int preview_write(struct cli *cli, const struct write_result *result)
{
	const struct write_changes *changes = &result->changes;
	const size_t n = result->candidate ? changes->items.n : 0;
	const struct snapshot_change **sorted = mem_alloc(n * sizeof *sorted);
	struct error error = {0};
	struct buf out = {0};
	int status = 0;

	for (size_t i = 0; i < n; i++)
		sorted[i] = &changes->items.at[i];
	if (n)
		qsort(sorted, n, sizeof *sorted, compare);
	for (size_t i = 0; i < n && status == 0; i++)
		status = add_change(result, sorted[i], &out, &error);
	if (cli_is_terminal(NULL))
		make_safe(&out);
	status = status < 0 ? cli_fail(cli, &error) : cli_write(cli, NULL, &out);
	mem_free(sorted);
	buf_release(&out);
	error_release(&error);
	return status;
}
