/* SPDX-License-Identifier: MIT */
/* Strings: lengths are in code points, a regular expression may be found anywhere. */
#include "schema/textual.h"

#include "schema/check.h"
#include "schema/compile.h"
#include "schema/origin.h"
#include "text/unicode.h"

bool textual_compile_length(struct compile *c, const struct node *value)
{
	size_t length;

	if (!compile_count(c, c->keyword, value, &length))
		return false;
	compile_op(c, c->keyword, KINDS_STRING, value)->count = length;
	return true;
}

bool textual_compile_pattern(struct compile *c, const struct node *value)
{
	const struct regex *regex;

	if (value->kind != NODE_STRING)
		return compile_refuse(c, KEYWORD_PATTERN, value, "a string");
	regex = compile_regex(c, KEYWORD_PATTERN, value);
	if (regex)
		compile_op(c, KEYWORD_PATTERN, KINDS_STRING, value)->regex = regex;
	return regex != NULL;
}

static bool refuse_format(struct compile *c, const struct node *name)
{
	struct where at = origin_where(c->schema->resource->document, name);

	error_set(c->error, STATUS_INVALID, "schema.unknown-format", "file", at.file, "line",
		  at.line, "column", at.column, "keyword", "format", "format",
		  arena_cstr(&c->set->arena, name->text), NULL);
	return false;
}

/* An annotation unless the dialect says that formats assert, which then all must do
 * (validation, 7.2), or the set's options say so of those that are known. */
bool textual_compile_format(struct compile *c, const struct node *value)
{
	bool asserts = c->schema->resource->vocabularies & VOCABULARY_FORMAT_ASSERTION;
	format_check *format;

	if (value->kind != NODE_STRING)
		return compile_refuse(c, KEYWORD_FORMAT, value, "a string");
	if (!asserts && !c->set->options.assert_formats)
		return true;
	format = format_find(value->text);
	if (!format)
		return !asserts || refuse_format(c, value);
	compile_op(c, KEYWORD_FORMAT, KINDS_STRING, value)->format = format;
	return true;
}

/* A code point takes one to four bytes: most strings need not be counted. */
bool textual_check_max_length(struct check *c, const struct op *op, const struct node *node)
{
	(void)c;
	return node->text.len <= op->count || unicode_length(node->text) <= op->count;
}

bool textual_check_min_length(struct check *c, const struct op *op, const struct node *node)
{
	(void)c;
	return node->text.len >= op->count && ((node->text.len + 3) / 4 >= op->count ||
					       unicode_length(node->text) >= op->count);
}

bool textual_check_pattern(struct check *c, const struct op *op, const struct node *node)
{
	enum regex_match match = regex_search(op->regex, node->text, c->scratch->regex);

	if (match == REGEX_LIMIT)
		return check_exceeded(c, LIMIT_REGEX, node);
	return check_steps(c, regex_steps(c->scratch->regex), node) && match == REGEX_MATCH;
}

bool textual_check_format(struct check *c, const struct op *op, const struct node *node)
{
	(void)c;
	return op->format(node->text);
}
