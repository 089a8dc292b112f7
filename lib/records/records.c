/* SPDX-License-Identifier: MIT */
/* Opening and closing; the source of excerpts. */
#include "records/records.h"

#include "base/mem.h"
#include "records/mask.h"
#include "schema/embedded.h"
#include "text/source.h"

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

static int open_snapshot(struct records *r, const char *dir, const char *rev,
			 struct error *error)
{
	struct buf root = {0};
	size_t n;
	struct str *folders = record_folders(r, &n);
	int status = 0;

	if (rev) {
		status = snapshot_open_revision(dir, rev, folders, n, &r->snapshot, error);
	} else {
		status = snapshot_find_root(dir, &root, error);
		if (status == 0)
			status = snapshot_open_folder(buf_cstr(&root), folders, n, &r->snapshot,
						      error);
	}
	buf_release(&root);
	mem_free(folders);
	return status;
}

int records_open(const char *dir, const char *rev, struct records **records,
		 struct error *error)
{
	struct finding_list findings = {0};
	int status = records_open_pack(records, &findings, error);

	finding_release(&findings);
	if (status == 0)
		status = open_snapshot(*records, dir, rev, error);
	if (status < 0) {
		records_close(*records);
		*records = NULL;
	}
	return status;
}

void records_close(struct records *r)
{
	if (!r)
		return;
	store_close(r->store);
	snapshot_free(r->snapshot);
	pack_free(r->pack);
	kind_set_free(r->kinds);
	buf_release(&r->source);
	mem_free(r);
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
