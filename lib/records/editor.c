/* SPDX-License-Identifier: MIT */
/* Settings are changed in place: what is added goes in behind the last member, laid out as that
 * one is. */
#include "records/editor.h"

#include "result/finding.h"
#include "text/json.h"

#include <stdio.h>
#include <string.h>

#define SCHEMAS "yaml.schemas"

static void schema_path(const struct kind *kind, struct buf *path)
{
	buf_printf(path, EDITOR_FOLDER "/" EDITOR_SCHEMAS "/%.*s.json", STR_ARG(kind->name));
}

/* Appends the entries that `have`, an object or NULL, has not, `space` before each; the first
 * one may follow another member. */
static void add_entries(const struct kind_set *kinds, const struct node *have, bool follows,
			struct str space, struct buf *out)
{
	size_t n;
	const struct kind *kind = kind_all(kinds, &n);

	for (; n--; kind++) {
		struct buf path = {0}, glob = {0};

		schema_path(kind, &path);
		kind_glob(kind, &glob);
		if (!tree_get(have, buf_str(&path))) {
			buf_add_text(out, follows ? "," : "");
			buf_add(out, space);
			json_quote(out, buf_str(&path));
			buf_add_text(out, ": ");
			json_quote(out, buf_str(&glob));
			follows = true;
		}
		buf_release(&path);
		buf_release(&glob);
	}
}

void editor_entries(const struct kind_set *kinds, struct buf *out)
{
	struct buf entries = {0};

	add_entries(kinds, NULL, false, STR(" "), &entries);
	buf_add(out, str_trim(buf_str(&entries)));
	buf_release(&entries);
}

/* What stands before the object's last key, back to the brace or comma: white space that holds
 * a line break, or one space. */
static struct str space_before_last(const struct tree *t, const struct node *object)
{
	struct str space;
	uint32_t end = object->end, start;

	TREE_EACH_MEMBER (key, object)
		end = key->start;
	for (start = end; strchr(" \t\r\n", t->source.ptr[start - 1]); start--)
		;
	space = str_sub(t->source, start, end - start);
	return str_index(space, '\n') < space.len ? space : STR(" ");
}

/* The same for what is one level further in. */
static void add_deeper(struct str space, struct buf *out)
{
	buf_add(out, space);
	if (space.len > 1)
		buf_add_text(out, str_ends(space, STR("\t")) ? "\t" : "  ");
}

/* Appends what the object is to hold besides: entries, if it is that of yaml.schemas, or else,
 * in the settings as a whole, yaml.schemas itself. `space` stands before each member. */
static void add_members(const struct kind_set *kinds, const struct node *object, bool is_root,
			struct str space, struct buf *out)
{
	struct buf inner = {0};

	if (!is_root) {
		add_entries(kinds, object, object->count > 0, space, out);
		return;
	}
	add_deeper(space, &inner);
	buf_add_text(out, object->count ? "," : "");
	buf_add(out, space);
	buf_add_text(out, "\"" SCHEMAS "\": {");
	add_entries(kinds, NULL, false, buf_str(&inner), out);
	buf_add(out, space);
	buf_add_char(out, '}');
	buf_release(&inner);
}

/* Appends the source with the object added to; `space` as above, `closing` stands before its
 * brace if it was empty. */
static void add_to(const struct kind_set *kinds, const struct tree *t,
		   const struct node *object, struct str space, struct str closing,
		   struct buf *out)
{
	uint32_t at = object->count ? object->last->end : object->start + 1;
	uint32_t rest = object->count ? at : object->end - 1;

	buf_add(out, str_sub(t->source, 0, at));
	add_members(kinds, object, object == t->root, space, out);
	buf_add(out, object->count ? STR("") : closing);
	buf_add(out, str_sub(t->source, rest, t->source.len - rest));
}

static void merge(const struct kind_set *kinds, const struct tree *t, struct buf *out)
{
	const struct node *root = t->root, *schemas = tree_get(root, STR(SCHEMAS));
	struct str space = root->count ? space_before_last(t, root) : STR("\n  ");
	struct buf inner = {0};

	add_deeper(space, &inner);
	if (!schemas)
		add_to(kinds, t, root, space, STR("\n"), out);
	else if (!schemas->count)
		add_to(kinds, t, schemas, buf_str(&inner), space, out);
	else
		add_to(kinds, t, schemas, space_before_last(t, schemas), STR(""), out);
	buf_release(&inner);
}

static int refuse(const struct kind_set *kinds, uint32_t line, uint32_t column,
		  struct error *error)
{
	struct buf entries = {0};
	char lines[12], columns[12];
	int status;

	editor_entries(kinds, &entries);
	snprintf(lines, sizeof lines, "%u", line);
	snprintf(columns, sizeof columns, "%u", column);
	status = error_set(error, STATUS_INVALID, "editor.settings", "file",
			   EDITOR_SETTINGS_FOLDER "/" EDITOR_SETTINGS, "line", lines, "column",
			   columns, "entries", buf_cstr(&entries), NULL);
	buf_release(&entries);
	return status;
}

/* Refuses what is no object, or has no object where the entries go. */
static int check(const struct kind_set *kinds, struct tree *t,
		 const struct finding_list *findings, struct error *error)
{
	const struct node *schemas = tree_get(t->root, STR(SCHEMAS)), *wrong = NULL;
	struct position at;

	if (findings->items.n)
		return refuse(kinds, findings->items.at[0].line, findings->items.at[0].column,
			      error);
	if (t->root->kind != NODE_OBJECT)
		wrong = t->root;
	else if (schemas && schemas->kind != NODE_OBJECT)
		wrong = schemas;
	if (!wrong)
		return 0;
	at = tree_position(t, wrong->start);
	return refuse(kinds, at.line, at.column, error);
}

int editor_settings(const struct kind_set *kinds, struct str before, struct buf *after,
		    struct error *error)
{
	struct finding_list findings = {0};
	struct arena arena = {0};
	struct tree tree = {0};
	int status;

	json_read(&tree, str_trim(before).len ? before : STR("{}\n"), &arena,
		  STR(EDITOR_SETTINGS), &findings);
	status = check(kinds, &tree, &findings, error);
	if (!status)
		merge(kinds, &tree, after);
	finding_release(&findings);
	arena_release(&arena);
	return status;
}
