/* SPDX-License-Identifier: MIT */
/* Values, an id, a path; a text around them. */
#include "records/new.h"

#include "records/find.h"
#include "records/layout.h"
#include "records/numbering.h"
#include "records/order.h"
#include "text/edit.h"
#include "text/value.h"
#include "text/yaml.h"

static const char provisional[] = "new"; /* an id for what is only judged */

struct job {
	struct new_record *record;
	struct records *base;
	const struct kind *kind;
	struct arena arena;
	struct buf text;  /* of the record */
	struct tree tree; /* of the text; its root an object, or NULL */
	struct buf id;
	struct error *error;
};

static void read_text(struct job *j)
{
	struct finding_list findings = {0};

	arena_reset(&j->arena);
	yaml_read(&j->tree, buf_str(&j->text), &j->arena, STR(""), &findings);
	if (j->tree.root && j->tree.root->kind != NODE_OBJECT)
		j->tree.root = NULL;
	finding_release(&findings);
}

static bool has_id(const struct job *j)
{
	return kind_field(&j->kind->root, STR("id")) != NULL;
}

/* Puts an id into the text, which is read anew. */
static int put_id(struct job *j, struct str id)
{
	const struct edit_order order = order_of_kind(j->kind);
	const struct edit edit = {EDIT_SET, STR("/id"), value_string(&j->arena, id)};
	struct buf out = {0};
	int status;

	if (!has_id(j))
		return 0;
	status = edit_text(&out, buf_str(&j->text), &edit, 1, &order, j->error);
	if (status == 0) {
		struct buf old = j->text;

		j->text = out;
		out = old;
		read_text(j);
	}
	buf_release(&out);
	return status;
}

static int check_id(struct job *j)
{
	const char *id = buf_cstr(&j->id);
	struct str path = numbering_taken(j->base, j->kind, buf_str(&j->id));

	if (!layout_is_id(buf_str(&j->id)))
		return error_set(j->error, STATUS_INVALID, "new.bad-id", "id", id, NULL);
	if (path.len)
		return error_set(j->error, STATUS_INVALID, "new.exists", "id", id, "path",
				 arena_cstr(&j->arena, path), NULL);
	return 0;
}

/* The id that a person gave, or that the kind has but one of; "": the next one is wanted. */
static struct str own_id(const struct job *j)
{
	struct str given = tree_get_text(j->tree.root, STR("id"));

	if (j->kind->folder.len == 0)
		return STR("district");
	return str_eq(given, buf_str(&j->record->filled)) ? STR("") : given;
}

static int find_id(struct job *j)
{
	struct str own = own_id(j);

	buf_reset(&j->id);
	if (own.len == 0)
		return numbering_next(j->base, j->kind, j->tree.root, &j->id, j->error);
	buf_add(&j->id, own);
	return check_id(j);
}

/* The text of a record that has the values, and nothing else. */
static int put_values(struct job *j)
{
	const struct new_record *record = j->record;
	int status = 0;

	buf_add_text(&j->text, "{}\n");
	for (size_t i = 0; i < record->n && status == 0; i++)
		status = assign_apply(&record->assigns[i], j->kind, &j->text, j->error);
	read_text(j);
	return status;
}

int new_draft(void *record, struct records *base, struct write_changes *changes,
	      struct error *error)
{
	struct new_record *r = record;
	struct scaffold_words words = *r->words;
	struct error unknown = {0};
	struct job j = {.record = r, .base = base, .error = error};
	int status = find_kind(base, r->kind, &j.kind, error);

	(void)changes;
	buf_reset(&r->draft);
	buf_reset(&r->filled);
	if (status == 0)
		status = put_values(&j);
	if (status == 0 && own_id(&j).len) {
		status = find_id(&j);
	} else if (status == 0) {
		j.error = &unknown;
		if (find_id(&j) == 0 && put_id(&j, buf_str(&j.id)) == 0)
			buf_add(&r->filled, buf_str(&j.id));
		if (unknown.status == STATUS_NOT_FOUND)
			words.next_id = STR(""); /* there is none */
	}
	if (status == 0)
		scaffold_write(&r->draft, &words, base->kinds, j.kind, j.tree.root);
	error_release(&unknown);
	buf_release(&j.text);
	buf_release(&j.id);
	arena_release(&j.arena);
	return status;
}

static int check_missing(struct job *j)
{
	struct buf fields = {0};
	int status = 0;

	scaffold_missing(j->kind, j->tree.root, &fields);
	if (fields.len)
		status = error_set(j->error, STATUS_INVALID, "new.missing", "kind",
				   arena_cstr(&j->arena, j->kind->name), "fields",
				   buf_cstr(&fields), NULL);
	buf_release(&fields);
	return status;
}

/* Lists the fields that the path follows from and that cannot be part of one. */
static void list_unfit(struct job *j)
{
	struct str rest = j->kind->path_template;
	struct kind one = *j->kind;
	struct buf ignored = {0};

	buf_reset(&j->record->unfit);
	while (rest.len) {
		struct str inside, name;

		str_split(&rest, '{');
		inside = str_split(&rest, '}');
		one.path_template = str_of(arena_printf(&j->arena, "{%.*s}", STR_ARG(inside)));
		name = str_split(&inside, ':');
		if (name.len && !kind_path(&one, j->tree.root, str_of(provisional), &ignored))
			buf_printf(&j->record->unfit, "%s%.*s",
				   j->record->unfit.len ? ", " : "", STR_ARG(name));
	}
	buf_release(&ignored);
}

/* Finds the path, of an id that is there or still to come. */
static int find_path(struct job *j)
{
	struct str id = j->id.len ? buf_str(&j->id) : str_of(provisional);

	buf_reset(&j->record->path);
	if (kind_path(j->kind, j->tree.root, id, &j->record->path))
		return 0;
	list_unfit(j);
	return error_set(j->error, STATUS_INVALID, "new.no-path", "fields",
			 buf_cstr(&j->record->unfit), NULL);
}

/* What was given is looked at before what was not. */
static int find_place(struct job *j)
{
	int status = own_id(j).len ? find_id(j) : 0;

	if (status == 0)
		status = check_missing(j);
	if (status == 0)
		status = find_path(j);
	if (status == 0 && j->id.len == 0)
		status = find_id(j);
	if (status == 0)
		status = find_path(j);
	return status;
}

/* A scaffold with the values. */
static int make_scaffold(struct job *j)
{
	struct buf text = {0};
	int status = put_values(j);

	if (status == 0)
		status = find_place(j);
	if (status == 0)
		status = put_id(j, buf_str(&j->id));
	if (status == 0) {
		scaffold_write(&text, j->record->words, j->base->kinds, j->kind, j->tree.root);
		buf_release(&j->text);
		j->text = text;
	}
	return status;
}

/* Whether the id is left to us. */
static bool is_id_open(const struct job *j)
{
	const struct node *id = tree_get(j->tree.root, STR("id"));

	return !id || id->kind == NODE_NULL ||
	       (id->kind == NODE_STRING &&
		(id->text.len == 0 || str_eq(id->text, buf_str(&j->record->filled))));
}

/* The record is only to be judged: it lies in its kind's folder, under its id if it has one. */
static int hold(struct job *j, struct write_changes *changes)
{
	const struct node *root = j->tree.root;
	struct str id = tree_get_text(root, STR("id"));
	bool is_free = layout_is_id(id) && !numbering_taken(j->base, j->kind, id).len;

	changes->held = true;
	buf_reset(&j->id);
	buf_add(&j->id, is_free ? id : str_of(provisional));
	buf_reset(&j->record->path);
	buf_printf(&j->record->path, "%.*s/%s.yaml", STR_ARG(j->kind->folder),
		   buf_cstr(&j->id));
	return root && !is_free && is_id_open(j) ? put_id(j, buf_str(&j->id)) : 0;
}

/* What a person wrote. Where it cannot be placed, findings say more than a failure. */
static int take_text(struct job *j, struct write_changes *changes)
{
	const struct node *id;
	int status;

	buf_add(&j->text, j->record->text);
	read_text(j);
	id = tree_get(j->tree.root, STR("id"));
	if (!j->tree.root || (id && id->kind != NODE_STRING && id->kind != NODE_NULL))
		return hold(j, changes);
	status = find_id(j);
	if (status < 0 && own_id(j).len)
		return status;
	if (find_path(j) < 0) {
		error_release(j->error);
		return hold(j, changes);
	}
	return status == 0 ? put_id(j, buf_str(&j->id)) : status;
}

/* The change, and what the commit says: no values, which may be sensitive. */
static void put(struct job *j, struct write_changes *changes)
{
	struct str kind = j->kind->name, id = buf_str(&j->id);

	*vec_add(&changes->items) = (struct snapshot_change){
		.path = arena_str(&changes->arena, buf_str(&j->record->path)),
		.bytes = arena_str(&changes->arena, buf_str(&j->text)),
	};
	if (!j->record->has_message)
		changes->message =
			str_of(arena_printf(&changes->arena, "%.*s/%.*s: new record\n",
					    STR_ARG(kind), STR_ARG(id)));
}

int new_make(void *record, struct records *base, struct write_changes *changes,
	     struct error *error)
{
	struct new_record *r = record;
	struct job j = {.record = r, .base = base, .error = error};
	int status = find_kind(base, r->kind, &j.kind, error);

	buf_reset(&r->path);
	if (status == 0)
		status = r->text.len ? take_text(&j, changes) : make_scaffold(&j);
	if (status == 0)
		put(&j, changes);
	buf_release(&j.text);
	buf_release(&j.id);
	arena_release(&j.arena);
	return status;
}

bool new_is_empty(struct str text)
{
	while (text.len) {
		struct str line = str_trim(str_split(&text, '\n'));

		if (line.len && line.ptr[0] != '#' && line.ptr[0] != '\r')
			return false;
	}
	return true;
}

void new_release(struct new_record *record)
{
	buf_release(&record->draft);
	buf_release(&record->filled);
	buf_release(&record->path);
	buf_release(&record->unfit);
}
