/* SPDX-License-Identifier: MIT */
/* Opening and closing; the source of excerpts. */
#include "records/records.h"

#include "base/mem.h"
#include "records/mask.h"
#include "schema/embedded.h"
#include "text/source.h"

#include <assert.h>

int records_open_pack(struct records **records, struct finding_list *findings,
		      struct error *error)
{
	struct records *r = mem_zalloc(1, sizeof *r);
	size_t n;
	const struct pack_file *files = embedded_files(&n);
	int status = kind_set_load(files, n, &r->kinds, error);

	if (status == 0)
		status = pack_load(files, n, r->kinds, &r->pack, findings, error);
	if (status == 0)
		status = store_open(r->kinds, &r->store, error);
	if (status < 0) {
		records_close(r);
		r = NULL;
	}
	*records = r;
	return status;
}

/* The folders that hold records, and the one that holds packs. */
static struct str *record_folders(const struct records *r, size_t *n)
{
	size_t n_kinds;
	const struct kind *kinds = kind_all(r->kinds, &n_kinds);
	struct str *folders = mem_zalloc(n_kinds + 1, sizeof *folders);

	*n = 0;
	for (size_t i = 0; i < n_kinds; i++)
		if (kinds[i].folder.len)
			folders[(*n)++] = kinds[i].folder;
	folders[(*n)++] = STR("policy");
	return folders;
}

static int open_work_tree(const char *dir, const struct str *folders, size_t n,
			  struct snapshot **snapshot, struct error *error)
{
	struct buf root = {0};
	int status = snapshot_find_root(dir, &root, error);

	if (status == 0)
		status = snapshot_open_folder(buf_cstr(&root), folders, n, snapshot, error);
	buf_release(&root);
	return status;
}

static int open_snapshot(struct records *r, const struct records_options *o,
			 struct error *error)
{
	size_t n;
	struct str *folders = record_folders(r, &n);
	int status;

	if (o->rev)
		status = snapshot_open_revision(o->folder, o->rev, folders, n, &r->snapshot,
						error);
	else if (o->staged)
		status = snapshot_open_index(o->folder, o->index_file, folders, n, &r->snapshot,
					     error);
	else
		status = open_work_tree(o->folder, folders, n, &r->snapshot, error);
	mem_free(folders);
	return status < 0 ? status : snapshot_realpath(o->folder, &r->folder, error);
}

int records_open(const struct records_options *options, struct records **records,
		 struct error *error)
{
	struct finding_list findings = {0};
	int status = records_open_pack(records, &findings, error);

	finding_release(&findings);
	if (status == 0)
		status = open_snapshot(*records, options, error);
	if (status < 0) {
		records_close(*records);
		*records = NULL;
	}
	return status;
}

int records_change(struct records *r, const struct snapshot_change *changes, size_t n,
		   struct error *error)
{
	size_t n_folders;
	struct str *folders = record_folders(r, &n_folders);
	struct snapshot *candidate;
	int status;

	assert(!r->base);
	status = snapshot_open_candidate(r->snapshot, changes, n, folders, n_folders,
					 &candidate, error);
	if (status == 0) {
		r->base = r->snapshot;
		r->snapshot = candidate;
	}
	mem_free(folders);
	return status;
}

void records_close(struct records *r)
{
	if (!r)
		return;
	store_close(r->store);
	snapshot_free(r->snapshot); /* before what it is based on */
	snapshot_free(r->base);
	buf_release(&r->folder);
	pack_free(r->pack);
	kind_set_free(r->kinds);
	buf_release(&r->source);
	mem_free(r);
}

bool records_has_folder(const struct records *r, struct str name)
{
	size_t n;
	const struct kind *kinds = kind_all(r->kinds, &n);

	for (size_t i = 0; i < n; i++)
		if (kinds[i].folder.len && str_eq(kinds[i].folder, name))
			return true;
	return false;
}

const struct kind *records_kind_at(const struct records *r, struct str path)
{
	size_t n;
	const struct kind *kinds = kind_all(r->kinds, &n);
	size_t slash = str_index(path, '/');

	for (size_t i = 0; i < n; i++) {
		if (slash < path.len && kinds[i].folder.len &&
		    str_eq(kinds[i].folder, str_sub(path, 0, slash)))
			return &kinds[i];
		if (slash == path.len && str_eq(kinds[i].path_template, path))
			return &kinds[i];
	}
	return NULL;
}

struct str records_source(struct records *r, struct str path)
{
	const struct entry *entry = snapshot_find(r->snapshot, path);
	const struct kind *kind = records_kind_at(r, path);
	struct error error = {0};
	int status = STATUS_NOT_FOUND;

	buf_reset(&r->source);
	if (entry && entry->type == ENTRY_FILE)
		status =
			snapshot_read(r->snapshot, entry, SOURCE_BYTES_MAX, &r->source, &error);
	error_release(&error);
	if (status < 0)
		return STR("");
	if (kind && kind->forbids_personal_data)
		mask_bytes(r->source.ptr, r->source.len);
	return buf_str(&r->source);
}
