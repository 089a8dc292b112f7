/* SPDX-License-Identifier: MIT */
/* One record's way: bytes → tree → schema → place → store. All memory of a file is reset after
 * it. */
#include "records/load.h"

#include "base/mem.h"
#include "git/lfs.h"
#include "text/place.h"
#include "text/source.h"
#include "text/yaml.h"

struct load {
	struct records *records;
	struct finding_list *findings;
	struct schema_scratch *scratch;
	struct arena arena;
	struct buf bytes;
	struct tree tree;
};

struct load *load_new(struct records *r, struct finding_list *findings)
{
	struct load *l = mem_zalloc(1, sizeof *l);

	l->records = r;
	l->findings = findings;
	l->scratch = schema_scratch_new();
	return l;
}

void load_free(struct load *l)
{
	if (!l)
		return;
	schema_scratch_free(l->scratch);
	arena_release(&l->arena);
	buf_release(&l->bytes);
	mem_free(l);
}

struct tree *load_tree(struct load *l)
{
	return &l->tree;
}

bool load_bytes(struct snapshot *snapshot, const struct entry *entry, struct buf *bytes,
		struct finding_list *findings)
{
	struct error error = {0};
	int status = snapshot_read(snapshot, entry, SOURCE_BYTES_MAX, bytes, &error);
	const struct str *reason = message_arg(&error.message, STR("reason"));

	if (status == STATUS_LIMIT)
		source_too_large(&profile_record, entry->path, findings);
	else if (status == STATUS_CORRUPT)
		finding_add(findings, "git.corrupt-record", entry->path, "reason",
			    reason ? reason->ptr : "", NULL);
	else if (status < 0)
		finding_add(findings, "path.unreadable", entry->path, "reason",
			    reason ? reason->ptr : "", NULL);
	error_release(&error);
	if (status == 0 && lfs_is_pointer(buf_str(bytes))) {
		finding_add(findings, "git.lfs-pointer", entry->path, NULL);
		return false;
	}
	return status == 0;
}

static void place(struct load *l, struct finding *f, const struct node *node)
{
	struct buf pointer = {0};

	place_finding(&l->tree, f, node->start, node->end);
	tree_pointer(&l->tree, node, &pointer);
	f->pointer = finding_str(l->findings, buf_str(&pointer));
	buf_release(&pointer);
}

/* The file's name is the record's id, and its folders follow from the record's own values. */
static void check_place(struct load *l, const struct layout_record *record)
{
	const struct node *root = l->tree.root, *id = tree_get(root, STR("id"));
	struct buf expected = {0};

	if (id && id->kind == NODE_STRING && !str_eq(id->text, record->id)) {
		struct finding *f =
			finding_add(l->findings, "path.id-mismatch", record->entry->path, "id",
				    arena_cstr(&l->arena, id->text), "name",
				    arena_cstr(&l->arena, record->id), NULL);

		place(l, f, id);
	}
	if (kind_path(record->kind, root, record->id, &expected) &&
	    !str_eq(buf_str(&expected), record->entry->path))
		finding_add(l->findings, "path.misplaced", record->entry->path, "expected",
			    buf_cstr(&expected), NULL);
	buf_release(&expected);
}

/* `first` is the index of the file's first finding. */
static void check_schema(struct load *l, const struct layout_record *record, size_t first)
{
	size_t found = l->findings->items.n - first;
	size_t room = found < YAML_FINDINGS_MAX ? YAML_FINDINGS_MAX - found : 0;

	if (schema_valid(record->kind->schema, l->tree.root, l->scratch))
		return;
	if (schema_explain(record->kind->schema, &l->tree, record->entry->path, room, false,
			   l->findings, l->scratch) &&
	    found <= YAML_FINDINGS_MAX) /* else the reader has said so */
		finding_add(l->findings, "text.more-findings", record->entry->path, NULL);
}

static int put(struct load *l, const struct layout_record *record, bool *is_first,
	       struct error *error)
{
	struct str first;
	int status = store_put(l->records->store, record->kind, record->id, record->entry->path,
			       &l->tree, &first, error);

	*is_first = status == 0 && first.len == 0;
	if (status == 0 && first.len)
		finding_add(l->findings, "reference.duplicate-id", record->entry->path, "id",
			    arena_cstr(&l->arena, record->id), "first", first.ptr, NULL);
	return status;
}

/* Names the subject in the record's findings. */
static void name_subject(struct load *l, const struct layout_record *record, size_t first)
{
	for (size_t i = first; i < l->findings->items.n; i++) {
		struct finding *f = &l->findings->items.at[i];

		f->subject_kind = record->kind->name;
		f->subject = finding_str(l->findings, record->id);
	}
}

/* Whether there is a tree now. */
static bool read_tree(struct load *l, const struct layout_record *record)
{
	arena_reset(&l->arena);
	l->tree = (struct tree){0};
	return load_bytes(l->records->snapshot, record->entry, &l->bytes, l->findings) &&
	       yaml_read(&l->tree, buf_str(&l->bytes), &l->arena, record->entry->path,
			 l->findings);
}

int load_record(struct load *l, const struct layout_record *record, struct error *error)
{
	size_t first = l->findings->items.n;
	bool is_first;
	int status = 0;

	if (read_tree(l, record)) {
		check_schema(l, record, first);
		if (l->tree.root->kind == NODE_OBJECT) {
			check_place(l, record);
			status = put(l, record, &is_first, error);
		}
	}
	name_subject(l, record, first);
	return status;
}

bool load_read(struct load *l, const struct layout_record *record, bool check)
{
	size_t first = l->findings->items.n;
	bool is_object;

	if (!read_tree(l, record))
		return false;
	is_object = l->tree.root->kind == NODE_OBJECT;
	if (check || !is_object) /* which is a finding */
		check_schema(l, record, first);
	if (check && is_object)
		check_place(l, record);
	return is_object;
}

int load_put(struct load *l, const struct layout_record *record, bool *is_put,
	     struct error *error)
{
	return put(l, record, is_put, error);
}

int load_rows(struct load *l, const struct layout_record *record, bool *is_put,
	      struct error *error)
{
	*is_put = false;
	return load_read(l, record, false) ? put(l, record, is_put, error) : 0;
}
