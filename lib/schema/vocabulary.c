/* SPDX-License-Identifier: MIT */
/* Intervals of dates, and personal data where it must not stand. */
#include "schema/vocabulary.h"

#include "base/date.h"
#include "schema/compile.h"
#include "schema/explain.h"
#include "schema/personal.h"

bool vocabulary_compile_interval(struct compile *c, const struct node *value)
{
	struct interval *interval;

	if (!compile_strings(c, KEYWORD_INTERVAL, value))
		return false;
	if (value->count != 2)
		return compile_refuse(c, KEYWORD_INTERVAL, value, "two names of properties");
	interval = compile_alloc(c, sizeof *interval);
	interval->start = value->first->text;
	interval->end = value->last->text;
	compile_op(c, KEYWORD_INTERVAL, KINDS_OBJECT, value)->interval = interval;
	return true;
}

bool vocabulary_compile_forbid_text(struct compile *c, const struct node *value)
{
	if (value->kind != NODE_STRING || !str_eq(value->text, STR("personal-data")))
		return compile_refuse(c, KEYWORD_FORBID_TEXT, value, "'personal-data'");
	compile_op(c, KEYWORD_FORBID_TEXT, KINDS_ANY, value);
	return true;
}

/* Whether both ends are dates and the second is before the first. What is no date is for
 * `format` to say. */
static bool is_reversed(const struct interval *interval, const struct node *node)
{
	int32_t start, end;

	return date_parse(tree_get_text(node, interval->start), &start) &&
	       date_parse(tree_get_text(node, interval->end), &end) && end < start;
}

bool vocabulary_check_interval(struct check *c, const struct op *op, const struct node *node)
{
	(void)c;
	return !is_reversed(op->interval, node);
}

void vocabulary_collect_interval(struct explain *e, const struct op *op,
				 const struct node *node)
{
	if (is_reversed(op->interval, node))
		explain_fault(e, KEYWORD_INTERVAL, op->source,
			      tree_get(node, op->interval->end),
			      tree_get(node, op->interval->start));
}

/* Whether the text may hold an identifier at all: the shortest number has 11 digits, an address
 * an '@', which may be full-width. Most texts of a record are keys, dates and ids: shorter. */
static bool is_suspect(struct str text)
{
	if (text.len >= 11)
		return true;
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] == '@' || text.ptr[i] == '\xEF')
			return true;
	return false;
}

static bool is_personal(const struct node *node)
{
	size_t start, end;

	if (node->kind == NODE_NUMBER && str_index(node->text, '.') < node->text.len)
		return false; /* an identity number that was not quoted is an integer */
	if (node->kind != NODE_STRING && node->kind != NODE_NUMBER)
		return false;
	return is_suspect(node->text) &&
	       personal_find(node->text, 0, &start, &end) != PERSONAL_NONE;
}

/* Keys are among the children of an object: they are text as well. */
static bool holds_personal(const struct node *collection)
{
	for (const struct node *child = collection->first; child; child = child->next) {
		bool nested = child->kind == NODE_ARRAY || child->kind == NODE_OBJECT;

		if (nested ? holds_personal(child) : is_personal(child))
			return true;
	}
	return false;
}

bool vocabulary_check_forbid_text(struct check *c, const struct op *op, const struct node *node)
{
	(void)c;
	(void)op;
	return node->kind == NODE_ARRAY || node->kind == NODE_OBJECT ? !holds_personal(node)
								     : !is_personal(node);
}

void vocabulary_collect_forbid_text(struct explain *e, const struct op *op,
				    const struct node *node)
{
	if (node->kind == NODE_ARRAY || node->kind == NODE_OBJECT) {
		for (const struct node *child = node->first; child; child = child->next)
			vocabulary_collect_forbid_text(e, op, child);
	} else if (is_personal(node)) {
		e->personal = true;
		explain_fault(e, KEYWORD_FORBID_TEXT, op->source, node, NULL);
	}
}
