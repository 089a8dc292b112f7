/* SPDX-License-Identifier: MIT */
/* Ids taken apart into a manner, the manner of most chosen, and filled in. */
#include "records/numbering.h"

#include "base/map.h"
#include "base/vec.h"
#include "records/layout.h"

#include <inttypes.h>

enum { DIGITS_MAX = 18 }; /* of a number, which fits 64 bits */

/* What a part of an id may stand for: a folder of the path, `{intake.date:year}`, or an id of
 * another kind, `{station}`. */
struct part {
	struct str name;           /* with its braces */
	const struct field *field; /* that refers to the kind; NULL: a folder */
	size_t folder;             /* which one, the kind's own being 0 */
	struct map ids;            /* of the kind */
};

/* A way of making ids: `{station}-{intake.date:year}-c`, and a number. */
struct manner {
	struct str stem;
	size_t n;      /* ids that are made so */
	size_t last;   /* the last of them in the snapshot */
	size_t digits; /* of the shortest number */
};

struct job {
	const struct records *records;
	const struct kind *kind;
	const struct node *record;
	struct VEC(struct part) parts;
	struct VEC(struct manner *) manners;
	struct map by_stem;
	size_t n_records, n_other; /* ids of the kind; those without a number */
	struct arena arena;
	struct error *error;
};

/* The i-th entry's id, if it is a record of the kind; else "". */
static struct str id_at(const struct records *r, const struct kind *kind, size_t i)
{
	const struct entry *entry = snapshot_entry(r->snapshot, i);

	if (entry->type != ENTRY_FILE || records_kind_at(r, entry->path) != kind)
		return STR("");
	return kind->folder.len ? layout_id(entry->path) : STR("district");
}

struct str numbering_taken(const struct records *r, const struct kind *kind, struct str id)
{
	for (size_t i = 0; i < snapshot_count(r->snapshot); i++)
		if (id.len && str_eq(id_at(r, kind, i), id))
			return snapshot_entry(r->snapshot, i)->path;
	return STR("");
}

/* The n-th name between the slashes of a path, or "". */
static struct str segment(struct str path, size_t n)
{
	while (n-- > 0)
		str_split(&path, '/');
	return str_split(&path, '/');
}

static struct part *add_part(struct job *j, struct str name)
{
	for (size_t i = 0; i < j->parts.n; i++)
		if (str_eq(j->parts.at[i].name, name))
			return NULL;
	*vec_add(&j->parts) = (struct part){.name = name};
	return &j->parts.at[j->parts.n - 1];
}

static void add_folders(struct job *j)
{
	struct str template = j->kind->path_template;

	for (size_t n = 1; segment(template, n + 1).len; n++) {
		struct part *part = add_part(j, segment(template, n));

		if (part)
			part->folder = n;
	}
}

/* Those of the kinds that fields refer to, the kind's own not among them. */
static void add_references(struct job *j, const struct field *of)
{
	for (size_t i = 0; i < of->n_fields; i++) {
		const struct field *field = &of->fields[i];
		struct str to = field->item ? field->item->references : field->references;
		struct part *part = NULL;

		if (to.len && !str_eq(to, j->kind->name))
			part = add_part(j,
					str_of(arena_printf(&j->arena, "{%.*s}", STR_ARG(to))));
		if (part)
			part->field = field;
		add_references(j, field);
	}
}

static void load_ids(struct job *j, struct part *part)
{
	const struct kind *kind =
		kind_find(j->records->kinds, str_sub(part->name, 1, part->name.len - 2));

	for (size_t i = 0; kind && i < snapshot_count(j->records->snapshot); i++) {
		struct str id = id_at(j->records, kind, i);

		if (id.len)
			map_add(&part->ids, id);
	}
}

static bool is_part(const struct part *part, struct str text, struct str path)
{
	return part->field ? map_find(&part->ids, text) != NULL
			   : str_eq(segment(path, part->folder), text);
}

/* The longest part that the text begins with, up to a hyphen or its end. */
static const struct part *find_part(const struct job *j, struct str text, struct str path,
				    size_t *len)
{
	for (*len = text.len; *len > 0; (*len)--) {
		if (*len < text.len && text.ptr[*len] != '-')
			continue;
		for (size_t i = 0; i < j->parts.n; i++)
			if (is_part(&j->parts.at[i], str_sub(text, 0, *len), path))
				return &j->parts.at[i];
	}
	return NULL;
}

/* Appends the stem with the names of parts for what they are in this record. */
static void generalise(const struct job *j, struct str stem, struct str path, struct buf *out)
{
	while (stem.len) {
		size_t len;
		const struct part *part = find_part(j, stem, path, &len);

		if (part)
			buf_add(out, part->name);
		else
			len = str_index(stem, '-');
		if (!part)
			buf_add(out, str_sub(stem, 0, len));
		if (len < stem.len)
			buf_add_char(out, '-');
		stem = str_sub(stem, len + 1, stem.len);
	}
}

static size_t count_digits(struct str text)
{
	size_t n = 0;

	while (n < text.len && text.ptr[text.len - 1 - n] >= '0' &&
	       text.ptr[text.len - 1 - n] <= '9')
		n++;
	return n;
}

/* How many digits of its number an id ends in; 0 if that is none: a year of its path, say. */
static size_t number_digits(const struct job *j, struct str id, struct str path)
{
	size_t digits = count_digits(id);
	struct str number = str_sub(id, id.len - digits, digits);
	bool whole = digits < id.len && id.ptr[id.len - digits - 1] == '-';

	for (size_t i = 0; whole && i < j->parts.n; i++)
		if (!j->parts.at[i].field && is_part(&j->parts.at[i], number, path))
			return 0;
	return digits <= DIGITS_MAX ? digits : 0;
}

static struct manner *find_manner(struct job *j, struct str stem)
{
	struct map_entry *entry = map_find(&j->by_stem, stem);
	struct manner *manner;

	if (entry)
		return entry->value;
	manner = arena_zalloc(&j->arena, sizeof *manner);
	manner->stem = arena_str(&j->arena, stem);
	map_put(&j->by_stem, manner->stem, manner);
	*vec_add(&j->manners) = manner;
	return manner;
}

static void look_at(struct job *j, size_t i, struct buf *stem)
{
	struct str path = snapshot_entry(j->records->snapshot, i)->path;
	struct str id = id_at(j->records, j->kind, i);
	size_t digits = number_digits(j, id, path);
	struct manner *manner;

	if (id.len == 0)
		return;
	j->n_records++;
	if (digits == 0) {
		j->n_other++;
		return;
	}
	buf_reset(stem);
	generalise(j, str_sub(id, 0, id.len - digits), path, stem);
	manner = find_manner(j, buf_str(stem));
	if (manner->n == 0 || digits < manner->digits)
		manner->digits = digits;
	manner->n++;
	manner->last = i;
}

/* That of most ids; NULL if most have none. */
static const struct manner *choose(const struct job *j)
{
	const struct manner *best = NULL;

	for (size_t i = 0; i < j->manners.n; i++) {
		const struct manner *m = j->manners.at[i];

		if (!best || m->n > best->n || (m->n == best->n && m->last > best->last))
			best = m;
	}
	return best && best->n >= j->n_other ? best : NULL;
}

/* The first id that the record has in this field, or in a field of this one that refers to the
 * same kind; "" if there is none. */
static struct str first_value(const struct field *field, const struct field *of,
			      const struct node *node)
{
	const struct node *at = node && node->kind == NODE_ARRAY ? node->first : node;
	struct str found = STR("");

	if (of == field)
		return at && at->kind == NODE_STRING ? at->text : found;
	for (size_t i = 0; i < of->n_fields && found.len == 0; i++)
		found = first_value(field, &of->fields[i], tree_get(at, of->fields[i].key));
	return found;
}

/* Appends what the part is in the new record. */
static bool add_value(struct job *j, const struct part *part, struct buf *out)
{
	struct kind folder = *j->kind;
	struct str value = STR("");

	if (part->field) {
		value = first_value(part->field, &j->kind->root, j->record);
		buf_add(out, value);
		return layout_is_id(value);
	}
	folder.path_template = part->name;
	return kind_path(&folder, j->record, STR(""), out);
}

static int refuse_value(struct job *j, const struct part *part)
{
	struct str rest = str_sub(part->name, 1, part->name.len - 2);
	const struct field *field = &j->kind->root;
	struct str name = str_split(&rest, ':'), path = name;

	while (field && name.len)
		field = kind_field(field, str_split(&name, '.'));
	if (part->field) {
		field = part->field;
		path = field->key;
	}
	return error_set(j->error, STATUS_INVALID, "numbering.value", "field",
			 arena_cstr(&j->arena, path), "title",
			 field ? arena_cstr(&j->arena, field->title) : "", NULL);
}

static const struct part *part_called(const struct job *j, struct str name)
{
	for (size_t i = 0; i < j->parts.n; i++)
		if (str_eq(j->parts.at[i].name, name))
			return &j->parts.at[i];
	return NULL;
}

/* Appends the stem with the new record's values. No id has a brace in it. */
static int fill_in(struct job *j, struct str stem, struct buf *out)
{
	while (stem.len) {
		size_t brace = str_index(stem, '{');
		size_t end = brace + str_index(str_sub(stem, brace, stem.len), '}') + 1;
		const struct part *part = part_called(j, str_sub(stem, brace, end - brace));

		buf_add(out, str_sub(stem, 0, brace));
		if (part && !add_value(j, part, out))
			return refuse_value(j, part);
		stem = str_sub(stem, end, stem.len);
	}
	return 0;
}

static uint64_t read_number(struct str digits)
{
	uint64_t number = 0;

	for (size_t i = 0; i < digits.len; i++)
		number = number * 10 + (uint64_t)(digits.ptr[i] - '0');
	return number;
}

/* Appends the number behind the highest of the stem's, of so many digits where there is none.
 */
static void add_number(const struct job *j, struct str stem, size_t digits, struct buf *out)
{
	uint64_t highest = 0;

	for (size_t i = 0; i < snapshot_count(j->records->snapshot); i++) {
		struct str id = id_at(j->records, j->kind, i);
		struct str rest = str_sub(id, stem.len, id.len);
		uint64_t number;

		if (!str_starts(id, stem) || rest.len == 0 || rest.len > DIGITS_MAX ||
		    count_digits(rest) < rest.len)
			continue;
		number = read_number(rest);
		if (number >= highest) {
			highest = number;
			digits = rest.len;
		}
	}
	buf_printf(out, "%0*" PRIu64, (int)digits, highest + 1);
}

static int refuse(struct job *j)
{
	return error_set(j->error, STATUS_NOT_FOUND, "numbering.none", "kind",
			 arena_cstr(&j->arena, j->kind->name), NULL);
}

static int compose(struct job *j, struct buf *out)
{
	const struct manner *manner = choose(j);
	int status;

	if (!manner && j->n_records > 0)
		return refuse(j);
	if (!manner) {
		buf_printf(out, "%.*s-001", STR_ARG(j->kind->name));
		return 0;
	}
	status = fill_in(j, manner->stem, out);
	if (status == 0)
		add_number(j, arena_str(&j->arena, buf_str(out)), manner->digits, out);
	return status;
}

static int number(struct job *j, struct buf *id)
{
	struct buf text = {0};
	int status;

	for (size_t i = 0; i < snapshot_count(j->records->snapshot); i++)
		look_at(j, i, &text);
	buf_reset(&text);
	status = compose(j, &text);
	if (status == 0 && !layout_is_id(buf_str(&text)))
		status = refuse(j);
	if (status == 0)
		buf_add(id, buf_str(&text));
	buf_release(&text);
	return status;
}

int numbering_next(const struct records *r, const struct kind *kind, const struct node *record,
		   struct buf *id, struct error *error)
{
	struct job j = {.records = r, .kind = kind, .record = record, .error = error};
	int status;

	add_folders(&j);
	add_references(&j, &kind->root);
	for (size_t i = 0; i < j.parts.n; i++)
		if (j.parts.at[i].field)
			load_ids(&j, &j.parts.at[i]);
	status = number(&j, id);
	for (size_t i = 0; i < j.parts.n; i++)
		map_release(&j.parts.at[i].ids);
	vec_release(&j.parts);
	vec_release(&j.manners);
	map_release(&j.by_stem);
	arena_release(&j.arena);
	return status;
}
