/* SPDX-License-Identifier: MIT */
/* The places of records, entry by entry. */
#include "records/layout.h"

#include "base/mem.h"
#include "records/mask.h"
#include "text/unicode.h"

#include <string.h>

struct layout {
	const struct records *records;
	struct finding_list *findings;
	size_t at;          /* the next entry */
	struct map folded;  /* folded path of each suspect seen */
	struct arena arena; /* of the folded paths */
};

static bool is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool is_id_char(char c)
{
	return is_lower(c) || (c >= '0' && c <= '9');
}

bool layout_is_id(struct str s)
{
	if (s.len == 0 || s.len > LAYOUT_ID_BYTES_MAX || !is_lower(s.ptr[0]))
		return false;
	for (size_t i = 1; i < s.len; i++)
		if (!is_id_char(s.ptr[i]) &&
		    (s.ptr[i] != '-' || i + 1 == s.len || s.ptr[i - 1] == '-'))
			return false;
	return true;
}

static struct str base_name(struct str path)
{
	size_t at = path.len;

	while (at && path.ptr[at - 1] != '/')
		at--;
	return str_sub(path, at, path.len);
}

struct str layout_id(struct str path)
{
	struct str name = base_name(path);

	if (!str_ends(name, STR(".yaml")))
		return STR("");
	name.len -= strlen(".yaml");
	return layout_is_id(name) ? name : STR("");
}

bool layout_is_hidden(struct str path)
{
	while (path.len)
		if (str_starts(str_split(&path, '/'), STR(".")))
			return true;
	return false;
}

static struct finding *warning(struct finding *f)
{
	f->severity = SEVERITY_WARNING;
	return f;
}

bool layout_is_file(const struct entry *entry, struct finding_list *findings)
{
	switch (entry->type) {
	case ENTRY_SYMLINK:
		finding_add(findings, "path.symlink", entry->path, NULL);
		return false;
	case ENTRY_SUBMODULE:
		finding_add(findings, "path.submodule", entry->path, NULL);
		return false;
	case ENTRY_SPECIAL:
		finding_add(findings, "path.special", entry->path, NULL);
		return false;
	case ENTRY_UNREADABLE:
		finding_add(findings, "path.unreadable", entry->path, "reason", entry->reason,
			    NULL);
		return false;
	case ENTRY_UNMERGED:
		finding_add(findings, "git.unmerged", entry->path, NULL);
		return false;
	case ENTRY_FOLDER:
		finding_add(findings, "path.special", entry->path, NULL);
		return false;
	case ENTRY_FILE:
		break;
	}
	return true;
}

/* Names that differ from another's in case or normal form only. A path of lower-case ASCII can
 * only be the twin of one that is not, so only those are looked at. */
static void check_twin(struct layout *l, const struct entry *entry)
{
	struct buf folded = {0};
	struct str key;
	const struct entry *twin;
	struct map_entry *seen;

	for (size_t i = 0; i < entry->path.len; i++)
		if ((unsigned char)entry->path.ptr[i] >= 0x80 ||
		    (entry->path.ptr[i] >= 'A' && entry->path.ptr[i] <= 'Z'))
			goto suspect;
	return;
suspect:
	unicode_fold(&folded, entry->path);
	key = arena_str(&l->arena, buf_str(&folded));
	buf_release(&folded);
	if (str_eq(key, entry->path)) /* it is its twins that are found, not this one */
		return;
	twin = snapshot_find(l->records->snapshot, key);
	seen = map_add(&l->folded, key);
	if (!twin || twin == entry)
		twin = seen->value;
	seen->value = (void *)entry;
	if (twin)
		finding_add(l->findings, "path.case", entry->path, "other",
			    arena_cstr(&l->arena, twin->path), NULL);
}

static bool has_other_extension(struct str name)
{
	static const char *const extensions[] = {".yml", ".YAML", ".YML", ".Yaml", ".json"};

	for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
		if (str_ends(name, str_of(extensions[i])))
			return true;
	return false;
}

/* Whether the path itself holds a personal identifier, which a finding then says without
 * showing it. */
static bool refuse_identifier(struct layout *l, const struct entry *entry,
			      const struct kind *kind)
{
	struct buf masked = {0};
	bool found = kind->forbids_personal_data && mask_text(&masked, entry->path);

	if (found) {
		struct finding *f =
			finding_under(finding_add(l->findings, "privacy.personal-data-path",
						  buf_str(&masked), NULL),
				      "privacy.personal-data");

		f->subject_kind = finding_str(l->findings, kind->name);
		f->subject = finding_str(l->findings, buf_str(&masked));
	}
	buf_release(&masked);
	return found;
}

/* A file below a kind's folder: its id, or "" with a finding. */
static struct str record_id(struct layout *l, const struct entry *entry)
{
	struct str id = layout_id(entry->path);

	if (id.len)
		return id;
	if (str_ends(entry->path, STR(".yaml")))
		finding_add(l->findings, "path.id", entry->path, NULL);
	else if (has_other_extension(entry->path))
		finding_add(l->findings, "path.extension", entry->path, NULL);
	else
		warning(finding_add(l->findings, "path.foreign", entry->path, NULL));
	return STR("");
}

/* The name of a folder of records that a top-level name was probably meant to be, or "". */
static struct str nearest_folder(const struct records *r, struct str name)
{
	size_t n;
	const struct kind *kinds = kind_all(r->kinds, &n);
	struct buf folded = {0};
	struct str nearest = STR("");

	unicode_fold(&folded, name);
	for (size_t i = 0; i < n; i++)
		if (kinds[i].folder.len &&
		    (str_eq(kinds[i].name, buf_str(&folded)) ||
		     str_distance(kinds[i].folder, buf_str(&folded), 2) <= 2))
			nearest = kinds[i].folder;
	buf_release(&folded);
	return nearest;
}

/* An entry directly under the root that is no folder of records. */
static void check_top(struct layout *l, const struct entry *entry)
{
	struct str nearest;

	if (entry->type == ENTRY_FILE) {
		if (str_ends(entry->path, STR(".yaml")) || has_other_extension(entry->path))
			warning(finding_add(l->findings, "path.stray", entry->path, NULL));
		return;
	}
	nearest = nearest_folder(l->records, entry->path);
	if (nearest.len)
		finding_add(l->findings, "path.folder", entry->path, "nearest", nearest.ptr,
			    NULL);
}

/* Whether the entry is a record; fills `record` if so. */
static bool scan_entry(struct layout *l, const struct entry *entry,
		       struct layout_record *record)
{
	const struct kind *kind = records_kind_at(l->records, entry->path);
	bool top = str_index(entry->path, '/') == entry->path.len;

	if (layout_is_hidden(entry->path) || str_starts(entry->path, STR("policy/")))
		return false;
	if (kind && refuse_identifier(l, entry, kind))
		return false;
	if (kind || records_has_folder(l->records, entry->path)) {
		if (!layout_is_file(entry, l->findings))
			return false;
		if (!kind) { /* a file where a folder of records belongs */
			finding_add(l->findings, "path.not-a-folder", entry->path, NULL);
			return false;
		}
	}
	check_twin(l, entry);
	if (!kind) {
		check_top(l, entry);
		return false;
	}
	*record = (struct layout_record){entry, kind, STR("district")};
	if (!top)
		record->id = record_id(l, entry);
	return record->id.len > 0;
}

struct layout *layout_new(const struct records *r, struct finding_list *findings)
{
	struct layout *l = mem_zalloc(1, sizeof *l);

	l->records = r;
	l->findings = findings;
	return l;
}

void layout_free(struct layout *l)
{
	if (!l)
		return;
	map_release(&l->folded);
	arena_release(&l->arena);
	mem_free(l);
}

bool layout_next(struct layout *l, struct layout_record *record)
{
	const struct snapshot *snapshot = l->records->snapshot;

	while (l->at < snapshot_count(snapshot))
		if (scan_entry(l, snapshot_entry(snapshot, l->at++), record))
			return true;
	return false;
}
