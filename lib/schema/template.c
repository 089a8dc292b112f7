/* SPDX-License-Identifier: MIT */
/* Templates are read anew each time: they are short, and paths are made for few records. */
#include "schema/template.h"

#include "base/date.h"

/* `{name}` or `{name:year}`, without its braces. */
struct placeholder {
	struct str name;
	bool year;
};

/* Takes the literal text before the next '{' off the template. */
static struct str take_literal(struct str *path)
{
	size_t brace = str_index(*path, '{');
	struct str literal = str_sub(*path, 0, brace);

	*path = str_sub(*path, brace, path->len);
	return literal;
}

/* Takes the placeholder that the template begins with; false when it is malformed. */
static bool take_placeholder(struct str *path, struct placeholder *p)
{
	size_t close = str_index(*path, '}');
	struct str inside = str_sub(*path, 1, close - 1), suffix = inside;

	if (close == path->len)
		return false;
	*path = str_sub(*path, close + 1, path->len);
	p->name = str_split(&suffix, ':');
	p->year = p->name.len < inside.len;
	return p->name.len && (!p->year || str_eq(suffix, STR("year")));
}

struct str template_folder(struct str path)
{
	size_t slash = str_index(path, '/');

	return slash < path.len ? str_sub(path, 0, slash) : STR("");
}

void template_glob(struct str path, struct buf *glob)
{
	struct placeholder p;

	for (;;) {
		buf_add(glob, take_literal(&path));
		if (!path.len || !take_placeholder(&path, &p))
			return;
		buf_add_char(glob, '*');
	}
}

/* Whether no segment is empty, `.` or `..`; placeholders count as text. */
static bool stays_below(struct str path)
{
	while (path.len) {
		bool last = str_index(path, '/') == path.len;
		struct str segment = str_split(&path, '/');

		if (segment.len == 0 || segment.ptr[0] == '.' || (!last && !path.len))
			return false;
	}
	return true;
}

static bool names_field(const struct placeholder *p, const struct field *root)
{
	const struct field *field = root;
	struct str rest = p->name;

	if (str_eq(p->name, STR("id")))
		return !p->year;
	while (field && rest.len)
		field = field->type == FIELD_OBJECT ? kind_field(field, str_split(&rest, '.'))
						    : NULL;
	if (!field)
		return false;
	return p->year ? field->type == FIELD_DATE
		       : field->type == FIELD_TEXT || field->type == FIELD_DATE ||
				 field->type == FIELD_INTEGER;
}

bool template_check(struct str path, const struct field *root)
{
	struct str folder = template_folder(path);

	if (!str_ends(path, STR(".yaml")) || !stays_below(path) ||
	    str_index(folder, '{') < folder.len)
		return false;
	while (path.len) {
		struct placeholder p;
		struct str literal = take_literal(&path);

		if (str_index(literal, '}') < literal.len)
			return false;
		if (path.len && !(take_placeholder(&path, &p) && names_field(&p, root)))
			return false;
	}
	return true;
}

/* The text of the scalar at a dotted name, or "". */
static struct str find_value(const struct node *record, struct str name)
{
	const struct node *node = record;

	while (node && name.len)
		node = tree_get(node, str_split(&name, '.'));
	if (node && (node->kind == NODE_STRING || node->kind == NODE_NUMBER))
		return node->text;
	return STR("");
}

static bool is_segment(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] < ' ' || s.ptr[i] == '/' || s.ptr[i] == '\\')
			return false;
	return s.len && s.ptr[0] != '.';
}

static bool expand_placeholder(const struct placeholder *p, const struct node *record,
			       struct str id, struct buf *out)
{
	bool is_id = str_eq(p->name, STR("id"));
	struct str value = is_id ? id : find_value(record, p->name);

	if (p->year) {
		if (!date_parse(value, NULL))
			return false;
		value = str_sub(value, 0, 4);
	}
	if (!is_segment(value))
		return false;
	buf_add(out, value);
	return true;
}

bool template_expand(struct str path, const struct node *record, struct str id, struct buf *out)
{
	size_t before = out->len;

	while (path.len) {
		struct placeholder p;

		buf_add(out, take_literal(&path));
		if (path.len &&
		    !(take_placeholder(&path, &p) && expand_placeholder(&p, record, id, out))) {
			out->len = before;
			if (out->ptr)
				out->ptr[before] = '\0';
			return false;
		}
	}
	return true;
}
