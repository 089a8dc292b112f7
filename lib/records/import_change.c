/* SPDX-License-Identifier: MIT */
/* One record: as it is in the base, with what its rows say put over it, as a change of files.
 */
#include "records/import_job.h"
#include "records/import_merge.h"
#include "records/load.h"
#include "records/order.h"
#include "text/emit.h"
#include "text/yaml.h"

#include <stdlib.h>

/* A record on its way. */
struct change {
	struct import *im;
	struct import_record *record;
	uint32_t row;              /* that problems are told of */
	const struct entry *entry; /* in the base, or NULL */
	struct buf bytes;          /* of it */
	struct tree tree;
	struct node *value; /* what shall be */
};

static struct import_problem *problem(const struct change *c, const char *rule)
{
	c->record->rejected = true;
	return import_report_problem(&c->im->report, c->row, SEVERITY_ERROR, rule);
}

/* A problem with a value. */
static void refuse(const struct change *c, const char *id, struct str value)
{
	struct arena *arena = &c->im->report.arena;

	message_set(&problem(c, id)->message, arena, id, "value",
		    import_report_value(&c->im->report, value), NULL);
}

/* A failure that is the row's fault alone. */
static void refuse_for(const struct change *c, const struct error *error)
{
	import_report_copy(&c->im->report, problem(c, error->message.id), &error->message);
}

/* What was found of it in a candidate. */
static void refuse_again(const struct change *c, const struct import_given_up *given)
{
	for (; given; given = given->next) {
		struct import_problem *p = problem(c, given->rule);

		p->path = given->path;
		p->path_line = given->line;
		p->path_column = given->column;
		import_report_copy(&c->im->report, p, &given->message);
	}
}

/* Reads what is there; false, and a problem, if it cannot be read in whole. */
static bool read_base(struct change *c)
{
	struct finding_list findings = {0};
	bool whole = load_bytes(c->im->base->snapshot, c->entry, &c->bytes, &findings) &&
		     yaml_read(&c->tree, buf_str(&c->bytes), &c->im->row, c->entry->path,
			       &findings) &&
		     c->tree.root->kind == NODE_OBJECT &&
		     finding_count(&findings, SEVERITY_ERROR) == 0;

	finding_release(&findings);
	if (!whole)
		refuse(c, "import.base-damaged", c->entry->path);
	return whole;
}

/* The list that the item is in, or with a place the item itself. */
static struct import_target list_of(const struct import_item *item, uint32_t place)
{
	struct import_target target = *item->list;

	for (size_t i = 0; i + 1 < target.n; i++)
		if (target.steps[i].field->type == FIELD_LIST)
			target.steps[i].place = item->outer;
	target.steps[target.n - 1].place = place;
	return target;
}

static bool in_one_list(const struct import_item *a, const struct import_item *b)
{
	return a->list == b->list && a->outer == b->outer;
}

static void refuse_place(const struct change *c, const struct import_item *item, const char *id)
{
	struct arena *arena = &c->im->report.arena;
	struct import_problem *p =
		import_report_problem(&c->im->report, item->row, SEVERITY_ERROR, id);

	c->record->rejected = true;
	p->header = STR("_n");
	message_set(&p->message, arena, id, "place",
		    arena_printf(arena, "%u", (unsigned)item->place), NULL);
}

/* Gives items without a place theirs, in the rows' order; all of a list say one, or none, and
 * no two the same. The places that are said go to `kept`. */
static bool settle_places(struct change *c, struct import_item *first, uint32_t *kept,
			  size_t *n)
{
	bool said = first->place != 0;
	uint32_t next = 0;

	*n = 0;
	for (struct import_item *item = first; item; item = item->next) {
		if (!in_one_list(item, first))
			continue;
		if ((item->place != 0) != said || next == IMPORT_PLACE_MAX) {
			refuse_place(c, item,
				     next == IMPORT_PLACE_MAX ? "import.too-many-items"
							      : "import.some-places");
			return false;
		}
		next++;
		if (!said)
			item->place = next;
		else
			kept[(*n)++] = item->place;
	}
	return true;
}

static int compare_places(const void *a, const void *b)
{
	const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

/* Whether no place is said twice. */
static bool are_single(uint32_t *places, size_t n)
{
	qsort(places, n, sizeof *places, compare_places);
	for (size_t i = 1; i < n; i++)
		if (places[i] == places[i - 1])
			return false;
	return true;
}

static void put(const struct change *c, const struct import_target *target, struct node *value)
{
	if (value)
		import_merge_set(c->value, &c->record->kind->root, target, value, &c->im->row);
	else if (!c->im->options->keep_empty)
		import_merge_remove(c->value, target);
}

/* One item's values: their targets begin where the item is. */
static void put_item(const struct change *c, const struct import_item *item)
{
	for (size_t i = 0; i < item->n; i++) {
		const struct import_target *within = item->values[i].target;
		struct import_target target = list_of(item, item->place);

		for (size_t k = 0; k < within->n; k++)
			target.steps[target.n++] = within->steps[k];
		put(c, &target, item->values[i].value);
	}
}

static bool is_first_of_list(const struct change *c, const struct import_item *item)
{
	for (const struct import_item *i = c->record->first; i != item; i = i->next)
		if (in_one_list(i, item))
			return false;
	return true;
}

/* Makes a list what its rows say. */
static bool put_list(struct change *c, struct import_item *first)
{
	struct import_target list = list_of(first, 0);
	uint32_t *kept;
	size_t n = 0;
	bool good;

	for (struct import_item *item = first; item; item = item->next)
		n++;
	kept = arena_alloc(&c->im->row, n * sizeof *kept);
	good = settle_places(c, first, kept, &n);
	if (good && !are_single(kept, n)) {
		refuse_place(c, first, "import.places-twice");
		good = false;
	}
	if (!good)
		return false;
	import_merge_clear(c->value, &list, kept, n);
	for (const struct import_item *item = first; item; item = item->next)
		if (in_one_list(item, first))
			put_item(c, item);
	return true;
}

/* Outer lists first: rows of inner ones name places in them. */
static bool put_lists(struct change *c)
{
	for (int nested = 0; nested < 2; nested++)
		for (struct import_item *i = c->record->first; i; i = i->next)
			if ((i->outer != 0) == nested && is_first_of_list(c, i) &&
			    !put_list(c, i))
				return false;
	return true;
}

static bool merge(struct change *c, const struct import_said *said)
{
	struct import *im = c->im;

	c->value = c->entry ? value_copy(&im->row, c->tree.root) : value_object(&im->row);
	for (size_t i = 0; said && i < said->n; i++)
		put(c, said->values[i].target, said->values[i].value);
	if (said && said->document)
		import_merge_document(c->value, &c->record->kind->root, said->document,
				      &im->row);
	if (!put_lists(c))
		return false;
	import_merge_end(c->value);
	return true;
}

static void add_file(const struct change *c, struct str path, struct str bytes, bool removed)
{
	struct write_changes *out = c->im->changes;

	*vec_add(&out->items) = (struct snapshot_change){
		.path = arena_str(&out->arena, path),
		.bytes = removed ? STR("") : arena_str(&out->arena, bytes),
		.removed = removed,
	};
	*vec_add(&c->im->changed) = (uint32_t)(c->record - c->im->records.at);
}

/* What takes the record from what it is to what it shall be, key by key. */
static size_t plan(const struct change *c, struct edit *edits)
{
	struct arena *arena = &c->im->row;
	size_t n = 0;

	TREE_EACH_MEMBER (key, c->value) {
		const struct node *old = tree_get(c->tree.root, key->text);

		if (!old || !tree_equal(old, key->next))
			edits[n++] = (struct edit){EDIT_SET, key->text, key->next};
	}
	TREE_EACH_MEMBER (key, c->tree.root)
		if (!tree_get(c->value, key->text))
			edits[n++] = (struct edit){EDIT_REMOVE, key->text, NULL};
	for (size_t i = 0; i < n; i++) {
		struct buf pointer = {0};

		tree_pointer_token(&pointer, edits[i].pointer);
		edits[i].pointer = arena_str(arena, buf_str(&pointer));
		buf_release(&pointer);
	}
	return n;
}

/* Appends the file's new text. */
static int write_text(const struct change *c, struct buf *out, struct error *error)
{
	const struct edit_order order = order_of_kind(c->record->kind);
	struct edit *edits;

	if (!c->entry)
		return emit_yaml(out, c->value, error);
	edits = arena_alloc(&c->im->row,
			    (c->value->count + c->tree.root->count) * sizeof *edits);
	return edit_text(out, buf_str(&c->bytes), edits, plan(c, edits), &order, error);
}

/* The file, and that it is no longer where it was. */
static void write_file(const struct change *c, struct str path)
{
	struct error error = {0};
	struct buf text = {0};

	if (write_text(c, &text, &error) < 0) {
		refuse_for(c, &error);
	} else {
		c->record->path = arena_str(&c->im->arena, path);
		add_file(c, path, buf_str(&text), false);
		if (c->entry && !str_eq(c->entry->path, path))
			add_file(c, c->entry->path, STR(""), true);
	}
	buf_release(&text);
	error_release(&error);
}

static void write_change(const struct change *c)
{
	const struct kind *kind = c->record->kind;
	struct buf path = {0};

	c->record->fate = c->entry ? IMPORT_CHANGED : IMPORT_NEW;
	if (c->entry && tree_equal(c->value, c->tree.root))
		c->record->fate = IMPORT_UNCHANGED;
	else if (!kind_path(kind, c->value, c->record->id, &path))
		refuse(c, "import.no-path", kind->path_template);
	else
		write_file(c, buf_str(&path));
	buf_release(&path);
}

/* Finds the record in the base; false, and a problem, if it was given up before, or is there
 * twice. */
static bool find_entry(struct change *c)
{
	struct import *im = c->im;
	const struct import_given_up *given = map_get(&im->given_up, c->record->key);
	bool twice = map_find(&im->twice, c->record->key) != NULL;

	c->entry = map_get(&im->existing, c->record->key);
	if (given)
		refuse_again(c, given);
	else if (twice)
		refuse(c, "import.base-twice", c->entry->path);
	return !given && !twice;
}

void import_change(struct import *im, struct import_record *record,
		   const struct import_said *said)
{
	struct change c = {
		.im = im, .record = record, .row = said ? record->row : record->first->row};

	if (record->rejected || !find_entry(&c))
		return;
	if (!c.entry && !said)
		refuse(&c, "import.no-such-record", record->id);
	else if ((!c.entry || read_base(&c)) && merge(&c, said))
		write_change(&c);
	buf_release(&c.bytes);
}
