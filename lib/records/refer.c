/* SPDX-License-Identifier: MIT */
/* References by schema; words by their letters. */
#include "records/refer.h"

#include "base/mem.h"
#include "text/edit.h"
#include "text/value.h"
#include "text/yaml.h"

#include <stdlib.h>
#include <string.h>

static bool is_word_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '-' || c == '_';
}

/* Where the word next stands, from `at` on; or text.len. */
static size_t find_word(struct str text, struct str word, size_t at)
{
	while (at + word.len <= text.len) {
		const char *hit = memchr(text.ptr + at, word.ptr[0], text.len - at);
		size_t end;

		if (!hit)
			break;
		at = (size_t)(hit - text.ptr);
		end = at + word.len;
		if (str_eq(str_sub(text, at, word.len), word) &&
		    (at == 0 || !is_word_char(text.ptr[at - 1])) &&
		    (end == text.len || !is_word_char(text.ptr[end])))
			return at;
		at++;
	}
	return text.len;
}

bool refer_has_word(struct str text, struct str id)
{
	return find_word(text, id, 0) < text.len;
}

static bool is_id(const struct refer *r, const struct node *node)
{
	return node->kind == NODE_STRING && str_eq(node->text, r->id.from);
}

static void add_place(struct refer *r, const struct node *node, bool is_key)
{
	*vec_add(&r->places) = (struct refer_place){node, is_key};
}

static void add_other(struct refer *r, const struct node *node)
{
	*vec_add(&r->others) = str_sub(r->tree.source, node->start, node->end - node->start);
}

static void add_keys(struct refer *r, const struct node *node)
{
	if (node->kind != NODE_OBJECT && node->kind != NODE_ARRAY)
		return;
	for (const struct node *child = node->first; child; child = child->next) {
		if (node->kind == NODE_OBJECT) {
			if (is_id(r, child))
				add_other(r, child);
			child = child->next;
		}
		add_keys(r, child);
	}
}

/* Subjects of waivers, by the kind that stands beside them (policy/waiver.h). */
static void add_waivers(struct refer *r)
{
	const struct node *waivers = tree_get(r->tree.root, STR("waivers"));

	if (!waivers || waivers->kind != NODE_ARRAY)
		return;
	TREE_EACH_ITEM (waiver, waivers) {
		const struct node *subject = tree_get(waiver, STR("subject"));

		if (!subject || !is_id(r, subject))
			continue;
		if (str_eq(tree_get_text(waiver, STR("subject_kind")), r->id.kind->name))
			add_place(r, subject, false);
		else
			add_other(r, subject);
	}
}

static void add_names(struct refer *r)
{
	for (size_t i = 0; i < r->names.n; i++) {
		const struct named *named = &r->names.at[i];

		if (!is_id(r, named->node))
			continue;
		if (str_eq(named->kind, r->id.kind->name))
			add_place(r, named->node, named->is_key);
		else
			add_other(r, named->node);
	}
}

static int compare(const void *pa, const void *pb)
{
	const struct refer_place *a = pa, *b = pb;

	return (a->node->start > b->node->start) - (a->node->start < b->node->start);
}

/* In the order of the text, each once. */
static void settle(struct refer *r)
{
	size_t n = 0;

	if (r->places.n == 0)
		return;
	qsort(r->places.at, r->places.n, sizeof *r->places.at, compare);
	for (size_t i = 1; i < r->places.n; i++)
		if (r->places.at[i].node != r->places.at[n].node)
			r->places.at[++n] = r->places.at[i];
	r->places.n = n + 1;
}

bool refer_read(struct refer *r, const struct kind *kind, struct str text)
{
	struct finding_list findings = {0};
	const struct node *id;
	bool read;

	arena_reset(&r->arena);
	r->tree = (struct tree){0};
	r->places.n = r->others.n = r->names.n = 0;
	if (!r->scratch)
		r->scratch = schema_scratch_new();
	read = yaml_read(&r->tree, text, &r->arena, STR(""), &findings) &&
	       finding_count(&findings, SEVERITY_ERROR) == 0;
	finding_release(&findings);
	if (!read || !named_find(kind->schema, r->tree.root, r->scratch, &r->names)) {
		r->tree.root = NULL;
		return false;
	}
	add_names(r);
	if (kind->folder.len == 0)
		add_waivers(r);
	add_keys(r, r->tree.root);
	id = tree_get(r->tree.root, STR("id"));
	if (id && is_id(r, id))
		add_other(r, id);
	settle(r);
	return true;
}

/* Appends an edit of the node. */
static void add_edit(const struct refer *r, struct arena *arena, enum edit_kind kind,
		     const struct node *node, struct edit *edit)
{
	struct buf pointer = {0};

	tree_pointer(&r->tree, node, &pointer);
	*edit = (struct edit){kind, arena_str(arena, buf_str(&pointer)),
			      value_string(arena, r->id.to)};
	buf_release(&pointer);
}

/* Keys after all values, and from the end: no pointer goes by a key that has changed. */
static size_t make_edits(const struct refer *r, bool places, bool own, struct arena *arena,
			 struct edit *edits)
{
	const struct node *id = tree_get(r->tree.root, STR("id"));
	size_t n = 0, n_places = places ? r->places.n : 0;

	if (own && id)
		add_edit(r, arena, EDIT_SET, id, &edits[n++]);
	for (size_t i = 0; i < n_places; i++)
		if (!r->places.at[i].is_key)
			add_edit(r, arena, EDIT_SET, r->places.at[i].node, &edits[n++]);
	for (size_t i = n_places; i-- > 0;)
		if (r->places.at[i].is_key)
			add_edit(r, arena, EDIT_RENAME, r->places.at[i].node, &edits[n++]);
	return n;
}

int refer_change(const struct refer *r, bool places, bool own, struct buf *out,
		 struct error *error)
{
	struct edit *edits = mem_alloc((r->places.n + 1) * sizeof *edits);
	struct arena arena = {0};
	size_t n = make_edits(r, places, own, &arena, edits);
	int status = edit_text(out, r->tree.source, edits, n, NULL, error);

	arena_release(&arena);
	mem_free(edits);
	return status;
}

/* Whether the byte at `at` is in one of the spans. */
static bool is_other(const struct refer *r, const char *at)
{
	for (size_t i = 0; i < r->others.n; i++)
		if (at >= r->others.at[i].ptr && at < r->others.at[i].ptr + r->others.at[i].len)
			return true;
	for (size_t i = 0; i < r->places.n; i++) {
		const struct node *node = r->places.at[i].node;

		if (at >= r->tree.source.ptr + node->start &&
		    at < r->tree.source.ptr + node->end)
			return true;
	}
	return false;
}

/* LF, CR LF and CR end a line. */
static bool ends_line(struct str text, size_t at)
{
	return text.ptr[at] == '\n' ||
	       (text.ptr[at] == '\r' && (at + 1 == text.len || text.ptr[at + 1] != '\n'));
}

void refer_lines(const struct refer *r, struct str text, struct refer_lines *lines)
{
	uint32_t line = 1, last = 0;
	size_t at = 0, from = 0;

	for (; (at = find_word(text, r->id.from, at)) < text.len; at++) {
		for (; from < at; from++)
			line += ends_line(text, from);
		if (line == last || (r->tree.root && is_other(r, text.ptr + at)))
			continue;
		*vec_add(lines) = line;
		last = line;
	}
}

void refer_release(struct refer *r)
{
	schema_scratch_free(r->scratch);
	arena_release(&r->arena);
	vec_release(&r->places);
	vec_release(&r->others);
	vec_release(&r->names);
}
