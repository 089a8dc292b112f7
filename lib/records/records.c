/* SPDX-License-Identifier: MIT */
/* Opening and closing; the source of excerpts. */
#include "records/records.h"

#include "base/mem.h"
#include "policy/audit.h"
#include "policy/judged.h"
#include "records/mask.h"
#include "records/selection.h"
#include "schema/embedded.h"
#include "text/source.h"

/* What SQL of a repository's pack may take, where nobody says. */
static const struct guard_limits usual_limits = {.memory = (size_t)256 << 20, .rows = 10000000};

static int load_kinds(struct records *r, struct error *error)
{
	size_t n;
	const struct pack_file *files = embedded_files(&n);

	kind_set_free(r->kinds);
	r->kinds = NULL;
	return kind_set_extend(files, n, r->policy.keys.at, r->policy.keys.n, &r->kinds, error);
}

int records_audit(const struct records *r, bool all, struct finding_list *findings,
		  struct error *error)
{
	struct store *store;
	int status = store_open(r->kinds, &store, error);

	if (status == 0)
		status = audit_pack(r->pack, store, all, findings, error);
	store_close(store);
	return status;
}

/* Kinds, pack and store of the policy; the kinds that are built in are there. */
static int load_policy(struct records *r, struct finding_list *findings, struct error *error)
{
	struct policy *p = &r->policy;
	int status = policy_collect(p, r->snapshot, r->kinds, findings, error);

	if (status == 0 && p->keys.n)
		status = pack_load_keys(p->layers.at, p->layers.n, findings, error);
	if (status == 0 && p->keys.n)
		status = load_kinds(r, error);
	if (status == 0)
		status = pack_load(p->layers.at, p->layers.n, r->kinds, &r->pack, findings,
				   error);
	if (status == 0)
		r->pack->limits = judged_limits(&r->limits);
	if (status == 0 && p->layers.n > 1)
		status = records_audit(r, false, findings, error);
	return status == 0 ? store_open(r->kinds, &r->store, error) : status;
}

int records_open_pack(struct records **records, struct finding_list *findings,
		      struct error *error)
{
	struct records *r = mem_zalloc(1, sizeof *r);
	int status = load_kinds(r, error);

	r->limits = usual_limits;
	if (status == 0)
		status = load_policy(r, findings, error);
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

static int put_changes(struct records *r, const struct snapshot_change *changes, size_t n,
		       struct error *error)
{
	struct snapshot *candidate;
	size_t n_folders;
	struct str *folders = record_folders(r, &n_folders);
	int status = snapshot_open_candidate(r->snapshot, changes, n, folders, n_folders,
					     &candidate, error);

	mem_free(folders);
	if (status < 0)
		return status;
	r->base = r->snapshot;
	r->snapshot = candidate;
	return 0;
}

/* Puts the input in the place of its file. */
static int put_input(struct records *r, const struct records_options *o, struct error *error)
{
	struct snapshot_change change = {.bytes = o->input};
	struct buf path = {0};
	int status = selection_path(r, str_of(o->input_name), &path, error);

	change.path = buf_str(&path);
	if (status == 0)
		status = put_changes(r, &change, 1, error);
	buf_release(&path);
	return status;
}

int records_open(const struct records_options *options, struct records **records,
		 struct error *error)
{
	struct finding_list unheard = {0};
	struct finding_list *findings = options->findings ? options->findings : &unheard;
	struct records *r = mem_zalloc(1, sizeof *r);
	int status = load_kinds(r, error);

	r->limits = options->limits ? *options->limits : usual_limits;
	if (status == 0)
		status = open_snapshot(r, options, error);
	if (status == 0 && options->input_name)
		status = put_input(r, options, error);
	else if (status == 0 && options->n_changes)
		status = put_changes(r, options->changes, options->n_changes, error);
	if (status == 0)
		status = load_policy(r, findings, error);
	finding_release(&unheard);
	if (status < 0) {
		records_close(r);
		r = NULL;
	}
	*records = r;
	return status;
}

void records_close(struct records *r)
{
	if (!r)
		return;
	store_close(r->store);
	pack_free(r->pack);
	kind_set_free(r->kinds);
	policy_release(&r->policy);
	snapshot_free(r->snapshot); /* before what it is based on */
	snapshot_free(r->base);
	buf_release(&r->folder);
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
