/* SPDX-License-Identifier: MIT */
/* Catalogues: entries sorted by id, and the filling in of arguments. */
#include "out/catalogue.h"

#include "base/mem.h"
#include "base/vec.h"
#include "text/encoding.h"
#include "text/unicode.h"
#include "text/yaml.h"

#include <string.h>

struct entry {
	struct str id, message, hint;
	bool plain; /* nothing in it stands for an argument */
};

struct catalogue {
	enum language language;
	struct VEC(struct entry) entries; /* by id */
	struct arena arena;
};

/* The index of the entry with this id, or where it would stand. */
static size_t entry_place(const struct catalogue *c, struct str id)
{
	size_t low = 0, high = c->entries.n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (str_cmp(c->entries.at[middle].id, id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static const struct entry *entry_find(const struct catalogue *c, struct str id)
{
	size_t i = entry_place(c, id);

	return i < c->entries.n && str_eq(c->entries.at[i].id, id) ? &c->entries.at[i] : NULL;
}

/* A copy that is safe to show. */
static struct str copy_text(struct catalogue *c, struct str text)
{
	struct buf shown = {0};
	struct str copy;

	unicode_escape(&shown, text);
	copy = arena_str(&c->arena, buf_str(&shown));
	buf_release(&shown);
	return copy;
}

static struct entry *add_entry(struct catalogue *c, struct str id, struct str message,
			       struct str hint)
{
	size_t i = entry_place(c, id);
	struct entry *entry;

	if (i == c->entries.n || !str_eq(c->entries.at[i].id, id)) {
		vec_add(&c->entries);
		entry = &c->entries.at[i];
		memmove(entry + 1, entry, (c->entries.n - 1 - i) * sizeof *entry);
		entry->id = arena_str(&c->arena, id);
	}
	entry = &c->entries.at[i];
	entry->message = copy_text(c, message);
	entry->hint = copy_text(c, hint);
	return entry;
}

void catalogue_add(struct catalogue *c, struct str id, struct str message, struct str hint)
{
	add_entry(c, id, message, hint)->plain = true;
}

static int refuse(struct error *error, uint32_t line, const char *reason)
{
	struct arena a = {0};
	const char *text = arena_printf(&a, "%u", line);

	error_set(error, STATUS_INVALID, "catalogue.invalid", "line", text, "reason", reason,
		  NULL);
	arena_release(&a);
	return STATUS_INVALID;
}

static int load_entry(struct catalogue *c, struct tree *t, const struct node *key,
		      struct error *error)
{
	const struct node *entry = key->next;
	uint32_t line = tree_line(t, key->start);

	if (entry->kind != NODE_OBJECT)
		return refuse(error, line, "catalogue.not-a-mapping");
	TREE_EACH_MEMBER (part, entry) {
		if (!str_eq(part->text, STR("message")) && !str_eq(part->text, STR("hint")))
			return refuse(error, tree_line(t, part->start),
				      "catalogue.unknown-key");
		if (part->next->kind != NODE_STRING)
			return refuse(error, tree_line(t, part->start), "catalogue.no-text");
	}
	if (!tree_get(entry, STR("message")))
		return refuse(error, line, "catalogue.no-message");
	add_entry(c, key->text, tree_get_text(entry, STR("message")),
		  tree_get_text(entry, STR("hint")));
	return STATUS_OK;
}

static int load_tree(struct catalogue *c, struct tree *t, const struct finding_list *findings,
		     struct error *error)
{
	if (findings->items.n)
		return refuse(error, findings->items.at[0].line, findings->items.at[0].rule);
	if (t->root->kind != NODE_OBJECT)
		return refuse(error, 1, "catalogue.not-a-mapping");
	TREE_EACH_MEMBER (key, t->root) {
		int status = load_entry(c, t, key, error);

		if (status)
			return status;
	}
	return STATUS_OK;
}

int catalogue_load(struct str yaml, enum language language, struct catalogue **catalogue,
		   struct error *error)
{
	struct catalogue *c = mem_zalloc(1, sizeof *c);
	struct finding_list findings = {0};
	struct arena arena = {0};
	struct tree tree;
	int status;

	c->language = language;
	yaml_read(&tree, yaml, &arena, STR(""), &findings);
	status = load_tree(c, &tree, &findings, error);
	finding_release(&findings);
	arena_release(&arena);
	if (status)
		catalogue_free(c);
	else
		*catalogue = c;
	return status;
}

void catalogue_free(struct catalogue *c)
{
	if (!c)
		return;
	vec_release(&c->entries);
	arena_release(&c->arena);
	mem_free(c);
}

enum language catalogue_language(const struct catalogue *c)
{
	return c->language;
}

bool catalogue_has(const struct catalogue *c, struct str id)
{
	return entry_find(c, id) != NULL;
}

/* The first `n` code points. */
static struct str first_points(struct str s, size_t n)
{
	size_t at = 0;

	if (s.len <= n)
		return s;
	while (at < s.len && n-- > 0)
		encoding_next(s, &at);
	return str_sub(s, 0, at);
}

static void add_value(struct buf *out, struct str value)
{
	struct str shown = first_points(value, CATALOGUE_VALUE_MAX);

	unicode_escape(out, shown);
	if (shown.len < value.len)
		buf_add_text(out, "…");
}

static void add_filled(const struct catalogue *c, struct str text, const struct message *m,
		       unsigned depth, struct buf *out);

/* One of an entry's two texts. */
static void add_text(const struct catalogue *c, const struct entry *entry, struct str text,
		     const struct message *m, unsigned depth, struct buf *out)
{
	if (entry->plain)
		buf_add(out, text);
	else
		add_filled(c, text, m, depth, out);
}

static bool are_ids(const struct catalogue *c, struct str ids)
{
	bool all = ids.len > 0;

	while (all && ids.len)
		all = entry_find(c, str_split(&ids, ' ')) != NULL;
	return all;
}

/* The texts that a value names, `a, b or c`; or the value, if it names none. */
static void add_named(const struct catalogue *c, struct str value, const struct message *m,
		      unsigned depth, struct buf *out)
{
	struct str rest = value;

	if (!are_ids(c, value)) {
		add_value(out, value);
		return;
	}
	while (rest.len) {
		const struct entry *entry = entry_find(c, str_split(&rest, ' '));
		bool last = str_index(rest, ' ') == rest.len;

		add_text(c, entry, entry->message, m, depth + 1, out);
		if (rest.len)
			buf_add(out, catalogue_text(c, last ? "ui.or" : "ui.comma"));
	}
}

/* The argument that a placeholder (what is between the braces) stands for, in words; false if
 * there is none. */
static bool add_argument(const struct catalogue *c, struct str placeholder,
			 const struct message *m, unsigned depth, struct buf *out)
{
	bool refers = str_starts(placeholder, STR("@"));
	const struct str *value = message_arg(m, str_sub(placeholder, refers, placeholder.len));

	if (!value || depth > CATALOGUE_DEPTH_MAX)
		return false;
	if (refers)
		add_named(c, *value, m, depth, out);
	else
		add_value(out, *value);
	return true;
}

/* Appends a text with its arguments filled in; `depth` counts the texts around it. */
static void add_filled(const struct catalogue *c, struct str text, const struct message *m,
		       unsigned depth, struct buf *out)
{
	while (text.len) {
		size_t open = str_index(text, '{');
		struct str rest = str_sub(text, open + 1, text.len);
		struct str placeholder = str_sub(rest, 0, str_index(rest, '}'));

		buf_add(out, str_sub(text, 0, open));
		if (placeholder.len < rest.len && add_argument(c, placeholder, m, depth, out)) {
			text = str_sub(rest, placeholder.len + 1, rest.len);
		} else {
			buf_add(out, str_sub(text, open, 1));
			text = rest;
		}
	}
}

/* What is left to say of a message without words. */
static void add_unknown(const struct message *m, struct buf *out)
{
	unicode_escape(out, str_of(m->id));
	for (size_t i = 0; i < m->n_args; i++) {
		buf_printf(out, "%s%s=", i ? ", " : " (", m->args[i].name);
		add_value(out, m->args[i].value);
	}
	if (m->n_args)
		buf_add_char(out, ')');
}

void catalogue_message(const struct catalogue *c, const struct message *m, struct buf *out)
{
	const struct entry *entry = entry_find(c, str_of(m->id));

	if (entry)
		add_text(c, entry, entry->message, m, 0, out);
	else
		add_unknown(m, out);
}

void catalogue_hint(const struct catalogue *c, const struct message *m, struct buf *out)
{
	const struct entry *entry = entry_find(c, str_of(m->id));

	if (entry)
		add_text(c, entry, entry->hint, m, 0, out);
}

struct str catalogue_text(const struct catalogue *c, const char *id)
{
	const struct entry *entry = entry_find(c, str_of(id));

	return entry ? entry->message : str_of(id);
}

size_t catalogue_count(const struct catalogue *c)
{
	return c->entries.n;
}

struct str catalogue_id(const struct catalogue *c, size_t i)
{
	return c->entries.at[i].id;
}
