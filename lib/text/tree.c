/* SPDX-License-Identifier: MIT */
/* Document trees: positions, access, pointers, equality. */
#include "text/tree.h"

#include "base/decimal.h"

#include <string.h>

static const char *const kind_names[] = {
	[NODE_ABSENT] = "absent", [NODE_NULL] = "null",     [NODE_BOOLEAN] = "boolean",
	[NODE_NUMBER] = "number", [NODE_STRING] = "string", [NODE_ARRAY] = "array",
	[NODE_OBJECT] = "object",
};

const char *tree_kind_name(enum node_kind kind)
{
	return kind_names[kind];
}

/* The offset after the next line's end from `at` on (LF, CR LF or CR), or the length of the
 * source.
 * `*cr` is where the next CR stands, kept so that text without CRs is searched for them once.
 */
static size_t next_line(struct str s, size_t at, size_t *cr)
{
	size_t lf = at + str_index(str_sub(s, at, s.len), '\n');

	if (*cr < at)
		*cr = at + str_index(str_sub(s, at, s.len), '\r');
	if (*cr < lf)
		return *cr + 1 == lf ? lf + 1 : *cr + 1;
	return lf < s.len ? lf + 1 : s.len;
}

static void tree_make_lines(struct tree *t)
{
	size_t n = 1, cr = str_index(t->source, '\r');
	size_t capacity = t->source.len / 16 + 16;

	t->lines = arena_alloc(t->arena, capacity * sizeof *t->lines);
	t->lines[0] = 0;
	for (size_t at = 0; (at = next_line(t->source, at, &cr)) < t->source.len;) {
		if (n == capacity) {
			uint32_t *more = arena_alloc(t->arena, 2 * capacity * sizeof *more);

			memcpy(more, t->lines, n * sizeof *more);
			t->lines = more;
			capacity *= 2;
		}
		t->lines[n++] = (uint32_t)at;
	}
	t->n_lines = (uint32_t)n;
}

uint32_t tree_line(struct tree *t, uint32_t offset)
{
	uint32_t low = 0, high;

	if (!t->lines)
		tree_make_lines(t);
	high = t->n_lines;
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;

		if (t->lines[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	return low + 1;
}

static bool starts_code_point(char c)
{
	return ((unsigned char)c & 0xC0) != 0x80;
}

struct position tree_position(struct tree *t, uint32_t offset)
{
	struct position p = {.line = tree_line(t, offset), .column = 1};
	uint32_t at = t->lines[p.line - 1];

	if (at == 0 && str_starts(t->source, STR("\xEF\xBB\xBF")))
		at = 3; /* a byte order mark takes no column */
	for (; at < offset && at < t->source.len; at++)
		p.column += starts_code_point(t->source.ptr[at]);
	/* `at` began on a code point; bytes that continue the one at `offset` were not counted.
	 */
	return p;
}

struct node *tree_get(const struct node *object, struct str key)
{
	if (!object || object->kind != NODE_OBJECT)
		return NULL;
	TREE_EACH_MEMBER (member, object)
		if (str_eq(member->text, key))
			return member->next;
	return NULL;
}

struct str tree_get_text(const struct node *object, struct str key)
{
	const struct node *value = tree_get(object, key);

	return value && value->kind == NODE_STRING ? value->text : STR("");
}

/* Whether the token, its ~0 and ~1 taken for ~ and /, is the key. */
static bool token_is(struct str token, struct str key)
{
	size_t k = 0;

	for (size_t i = 0; i < token.len; i++, k++) {
		char c = token.ptr[i];

		if (c == '~' && i + 1 < token.len &&
		    (token.ptr[i + 1] == '0' || token.ptr[i + 1] == '1'))
			c = token.ptr[++i] == '0' ? '~' : '/';
		if (k >= key.len || key.ptr[k] != c)
			return false;
	}
	return k == key.len;
}

static struct node *array_item(const struct node *array, struct str token)
{
	size_t index = 0;

	if (token.len == 0 || token.len > 9 || (token.len > 1 && token.ptr[0] == '0'))
		return NULL;
	for (size_t i = 0; i < token.len; i++) {
		if (token.ptr[i] < '0' || token.ptr[i] > '9')
			return NULL;
		index = index * 10 + (size_t)(token.ptr[i] - '0');
	}
	TREE_EACH_ITEM (item, array)
		if (index-- == 0)
			return item;
	return NULL;
}

static struct node *node_child(const struct node *node, struct str token)
{
	if (node->kind == NODE_ARRAY)
		return array_item(node, token);
	if (node->kind == NODE_OBJECT)
		TREE_EACH_MEMBER (key, node)
			if (token_is(token, key->text))
				return key->next;
	return NULL;
}

struct node *tree_find(const struct tree *t, struct str pointer)
{
	struct node *node = t->root;

	if (pointer.len == 0)
		return node;
	if (str_split(&pointer, '/').len != 0)
		return NULL;
	while (node) {
		bool last = str_index(pointer, '/') == pointer.len;

		node = node_child(node, str_split(&pointer, '/'));
		if (last)
			break;
	}
	return node;
}

void tree_pointer_token(struct buf *pointer, struct str token)
{
	buf_add_char(pointer, '/');
	for (size_t i = 0; i < token.len; i++) {
		if (token.ptr[i] == '~')
			buf_add_text(pointer, "~0");
		else if (token.ptr[i] == '/')
			buf_add_text(pointer, "~1");
		else
			buf_add_char(pointer, token.ptr[i]);
	}
}

/* Appends the path from `from` down to `node`; false (and nothing appended) if it is not below.
 */
static bool pointer_below(const struct node *from, const struct node *node, struct buf *pointer)
{
	size_t before = pointer->len, index = 0;

	if (from == node)
		return true;
	if (from->kind != NODE_ARRAY && from->kind != NODE_OBJECT)
		return false;
	for (const struct node *child = from->first; child; child = child->next, index++) {
		const struct node *value = child;

		if (from->kind == NODE_OBJECT) {
			tree_pointer_token(pointer, child->text);
			value = child->next;
		} else {
			buf_printf(pointer, "/%zu", index);
		}
		if (child == node || pointer_below(value, node, pointer))
			return true;
		pointer->len = before;
		child = value;
	}
	return false;
}

void tree_pointer(const struct tree *t, const struct node *node, struct buf *pointer)
{
	if (t->root)
		pointer_below(t->root, node, pointer);
}

void tree_append(struct node *parent, struct node *child)
{
	if (parent->last)
		parent->last->next = child;
	else
		parent->first = child;
	parent->last = child;
	child->next = NULL;
	parent->count++;
}

static bool number_equal(struct str a, struct str b)
{
	struct decimal x, y;

	if (str_eq(a, b))
		return true;
	return decimal_parse(&x, a) == DECIMAL_OK && decimal_parse(&y, b) == DECIMAL_OK &&
	       decimal_cmp(&x, &y) == 0;
}

static bool object_equal(const struct node *a, const struct node *b)
{
	if (a->count != b->count)
		return false;
	TREE_EACH_MEMBER (key, a) {
		const struct node *other = tree_get(b, key->text);

		if (!other || !tree_equal(key->next, other))
			return false;
	}
	return true;
}

static bool array_equal(const struct node *a, const struct node *b)
{
	const struct node *other = b->first;

	if (a->count != b->count)
		return false;
	TREE_EACH_ITEM (item, a) {
		if (!tree_equal(item, other))
			return false;
		other = other->next;
	}
	return true;
}

bool tree_equal(const struct node *a, const struct node *b)
{
	if (a->kind != b->kind)
		return false;
	switch ((enum node_kind)a->kind) {
	case NODE_ABSENT:
		return false;
	case NODE_NULL:
		return true;
	case NODE_BOOLEAN:
	case NODE_STRING:
		return str_eq(a->text, b->text);
	case NODE_NUMBER:
		return number_equal(a->text, b->text);
	case NODE_ARRAY:
		return array_equal(a, b);
	case NODE_OBJECT:
		return object_equal(a, b);
	}
	return false;
}
