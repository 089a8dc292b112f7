/* SPDX-License-Identifier: MIT */
/* Types in words. */
#include "schema/describe_type.h"

#include "schema/quote.h"

#include <assert.h>

/* In the order in which they are told. */
static const struct {
	struct str name;
	const char *title; /* the message that has it in words */
} types[] = {
	{{"string", 6}, "type.string"}, {{"integer", 7}, "type.integer"},
	{{"number", 6}, "type.number"}, {{"array", 5}, "type.array"},
	{{"object", 6}, "type.object"}, {{"boolean", 7}, "type.boolean"},
	{{"null", 4}, "type.null"},
};

enum { TYPES = sizeof types / sizeof *types };

static size_t type_index(struct str name)
{
	size_t i = 0;

	while (!str_eq(types[i].name, name)) {
		i++;
		assert(i < TYPES);
	}
	return i;
}

/* The types that the faults would allow: a bit each, by their index. */
static unsigned wanted_types(const struct fault *faults, size_t n)
{
	unsigned wanted = 0;

	for (size_t i = 0; i < n; i++) {
		const struct node *type = faults[i].source;

		if (type->kind == NODE_STRING) {
			wanted |= 1U << type_index(type->text);
			continue;
		}
		TREE_EACH_ITEM (item, type)
			wanted |= 1U << type_index(item->text);
	}
	return wanted;
}

/* `string, null` */
static const char *type_names(const struct description *d, unsigned wanted)
{
	const char *names = "";

	for (size_t i = 0; i < TYPES; i++)
		if (wanted >> i & 1)
			names = arena_printf(d->arena, "%s%s%.*s", names, *names ? ", " : "",
					     STR_ARG(types[i].name));
	return names;
}

/* `type.string type.null` */
static const char *type_titles(const struct description *d, unsigned wanted)
{
	const char *titles = "";

	for (size_t i = 0; i < TYPES; i++)
		if (wanted >> i & 1)
			titles = arena_printf(d->arena, "%s%s%s", titles, *titles ? " " : "",
					      types[i].title);
	return titles;
}

/* What is wrong, as it was written. */
static const char *value(const struct description *d, const struct node *node)
{
	const struct quote q = {d->arena, d->personal};

	return quote_value(&q, d->tree->source, node);
}

/* Of null, true and false nobody needs to be told what they are. */
static struct finding *wrong_type(const struct description *d, const struct fault *f,
				  unsigned wanted)
{
	const char *actual = tree_kind_name(f->node->kind);
	const char *expected = type_names(d, wanted), *titles = type_titles(d, wanted);

	if (f->node->kind == NODE_NULL || f->node->kind == NODE_BOOLEAN)
		return finding_under(finding_add(d->findings, "schema.type-literal", d->path,
						 "schema", quote_location(d->arena, f),
						 "expected", expected, "expected_title", titles,
						 "actual", actual, "value", value(d, f->node),
						 NULL),
				     "schema.type");
	return finding_add(d->findings, "schema.type", d->path, "schema",
			   quote_location(d->arena, f), "expected", expected, "expected_title",
			   titles, "actual", actual, "actual_title",
			   types[type_index(str_of(actual))].title, "value", value(d, f->node),
			   NULL);
}

struct finding *describe_type(const struct description *d, const struct fault *faults, size_t n)
{
	const struct node *node = faults->node;
	unsigned wanted = wanted_types(faults, n);

	if (node->plain && node->start == node->end)
		return finding_under(finding_add(d->findings, "schema.type-empty", d->path,
						 "schema", quote_location(d->arena, faults),
						 "expected", type_names(d, wanted),
						 "expected_title", type_titles(d, wanted),
						 NULL),
				     "schema.type");
	if (node->plain && node->kind != NODE_STRING && wanted >> type_index(STR("string")) & 1)
		return finding_under(finding_add(d->findings, "schema.type-quote", d->path,
						 "schema", quote_location(d->arena, faults),
						 "value", value(d, node), NULL),
				     "schema.type");
	return wrong_type(d, faults, wanted);
}
