/* SPDX-License-Identifier: MIT */
/* The words' ids and arguments of every keyword; a row of the table each. */
#include "schema/describe.h"

#include "schema/describe_type.h"
#include "schema/personal.h"
#include "schema/quote.h"
#include "text/place.h"

#include <assert.h>
#include <string.h>

/* Appends the finding of a fault; its place is for describe_fault to fill. */
typedef struct finding *describe_fn(const struct description *d, const struct fault *f);

const struct node *describe_place(const struct fault *f)
{
	return f->keyword == KEYWORD_REQUIRED && f->node->first ? f->node->first : f->node;
}

static const char *location(const struct description *d, const struct fault *f)
{
	return quote_location(d->arena, f);
}

/* What is wrong, as it was written. */
static const char *value(const struct description *d, const struct fault *f)
{
	const struct quote q = {d->arena, d->personal};

	return quote_value(&q, d->tree->source, f->node);
}

static const char *text_of(const struct description *d, struct str text)
{
	const struct quote q = {d->arena, d->personal};

	return quote_text(&q, text);
}

/* The keyword's value. */
static const char *operand(const struct description *d, const struct fault *f)
{
	return quote_schema(d->arena, f, f->source);
}

/* Items of an array, members of an object. */
static const char *count(const struct description *d, const struct fault *f)
{
	return arena_printf(d->arena, "%u", f->node->count);
}

static struct finding *describe_false(const struct description *d, const struct fault *f)
{
	return finding_add(d->findings, "schema.false", d->path, "schema", location(d, f),
			   NULL);
}

static struct finding *describe_one_type(const struct description *d, const struct fault *f)
{
	return describe_type(d, f, 1);
}

/* Faults of constants and enumerations on one node, as one finding. */
static struct finding *describe_constants(const struct description *d,
					  const struct fault *faults, size_t n)
{
	const char *schema = location(d, faults), *given = value(d, faults);
	const char *allowed = quote_allowed(d->arena, faults, n);
	const char *nearest = quote_nearest_value(d->arena, faults, n);
	bool constant = n == 1 && faults->keyword == KEYWORD_CONST;

	if (quote_would_help(d->tree->source, faults, n))
		return finding_under(finding_add(d->findings, "schema.enum-quote", d->path,
						 "schema", schema, "value", given, NULL),
				     constant ? "schema.const" : "schema.enum");
	if (constant)
		return finding_add(d->findings, "schema.const", d->path, "schema", schema,
				   "value", given, "expected", operand(d, faults), NULL);
	if (nearest)
		return finding_under(finding_add(d->findings, "schema.enum-near", d->path,
						 "schema", schema, "value", given, "allowed",
						 allowed, "nearest", nearest, NULL),
				     "schema.enum");
	return finding_add(d->findings, "schema.enum", d->path, "schema", schema, "value",
			   given, "allowed", allowed, NULL);
}

static struct finding *describe_constant(const struct description *d, const struct fault *f)
{
	return describe_constants(d, f, 1);
}

static struct finding *describe_multiple_of(const struct description *d, const struct fault *f)
{
	return finding_add(d->findings, "schema.multiple-of", d->path, "schema", location(d, f),
			   "value", value(d, f), "divisor", operand(d, f), NULL);
}

static struct finding *describe_maximum(const struct description *d, const struct fault *f)
{
	return finding_add(d->findings, "schema.maximum", d->path, "schema", location(d, f),
			   "value", value(d, f), "limit", operand(d, f), NULL);
}

static struct finding *describe_exclusive_maximum(const struct description *d,
						  const struct fault *f)
{
	return finding_add(d->findings, "schema.exclusive-maximum", d->path, "schema",
			   location(d, f), "value", value(d, f), "limit", operand(d, f), NULL);
}

static struct finding *describe_minimum(const struct description *d, const struct fault *f)
{
	return finding_add(d->findings, "schema.minimum", d->path, "schema", location(d, f),
			   "value", value(d, f), "limit", operand(d, f), NULL);
}

static struct finding *describe_exclusive_minimum(const struct description *d,
						  const struct fault *f)
{
	return finding_add(d->findings, "schema.exclusive-minimum", d->path, "schema",
			   location(d, f), "value", value(d, f), "limit", operand(d, f), NULL);
}

static struct finding *describe_decimal(const struct description *d, const struct fault *f)
{
	return finding_add(d->findings, "schema.decimal", d->path, "schema", location(d, f),
			   "value", value(d, f), "places", operand(d, f), NULL);
}

static struct finding *describe_max_length(const struct description *d, const struct fault *f)
{
	return finding_add(d->findings, "schema.max-length", d->path, "schema", location(d, f),
			   "value", value(d, f), "limit", operand(d, f), NULL);
}

/* The empty string, most often, for which there is nothing to quote. */
static struct finding *describe_min_length(const struct description *d, const struct fault *f)
{
	if (f->node->text.len == 0)
		return finding_under(finding_add(d->findings, "schema.min-length-empty",
						 d->path, "schema", location(d, f), NULL),
				     "schema.min-length");
	return finding_add(d->findings, "schema.min-length", d->path, "schema", location(d, f),
			   "value", value(d, f), "limit", operand(d, f), NULL);
}

/* All that format_find knows. */
static const struct {
	struct str format;
	const char *id;
} format_messages[] = {
	{{"community-code", 14}, "schema.format-community-code"},
	{{"date", 4}, "schema.format-date"},
	{{"date-time", 9}, "schema.format-date-time"},
	{{"division-code", 13}, "schema.format-division-code"},
	{{"duration", 8}, "schema.format-duration"},
	{{"email", 5}, "schema.format-email"},
	{{"hostname", 8}, "schema.format-hostname"},
	{{"idn-email", 9}, "schema.format-idn-email"},
	{{"idn-hostname", 12}, "schema.format-idn-hostname"},
	{{"ipv4", 4}, "schema.format-ipv4"},
	{{"ipv6", 4}, "schema.format-ipv6"},
	{{"iri", 3}, "schema.format-iri"},
	{{"iri-reference", 13}, "schema.format-iri-reference"},
	{{"json-pointer", 12}, "schema.format-json-pointer"},
	{{"regex", 5}, "schema.format-regex"},
	{{"relative-json-pointer", 21}, "schema.format-relative-json-pointer"},
	{{"time", 4}, "schema.format-time"},
	{{"uri", 3}, "schema.format-uri"},
	{{"uri-reference", 13}, "schema.format-uri-reference"},
	{{"uri-template", 12}, "schema.format-uri-template"},
	{{"uscc", 4}, "schema.format-uscc"},
	{{"uuid", 4}, "schema.format-uuid"},
};

static struct finding *describe_format(const struct description *d, const struct fault *f)
{
	size_t i = 0;

	while (!str_eq(format_messages[i].format, f->source->text)) {
		i++;
		assert(i < sizeof format_messages / sizeof format_messages[0]);
	}
	return finding_add(d->findings, format_messages[i].id, d->path, "schema",
			   location(d, f), "value", value(d, f), NULL);
}

/* A description beside the pattern says more to people than the pattern does. */
static struct finding *describe_pattern(const struct description *d, const struct fault *f)
{
	struct str description = tree_get_text(f->schema->source, STR("description"));

	if (description.len)
		return finding_under(finding_add(d->findings, "schema.pattern-described",
						 d->path, "schema", location(d, f), "value",
						 value(d, f), "pattern", operand(d, f),
						 "description",
						 arena_cstr(d->arena, description), NULL),
				     "schema.pattern");
	return finding_add(d->findings, "schema.pattern", d->path, "schema", location(d, f),
			   "value", value(d, f), "pattern", operand(d, f), NULL);
}

static struct finding *describe_max_items(const struct description *d, const struct fault *f)
{
	return finding_add(d->findings, "schema.max-items", d->path, "schema", location(d, f),
			   "count", count(d, f), "limit", operand(d, f), NULL);
}

static struct finding *describe_min_items(const struct description *d, const struct fault *f)
{
	return finding_add(d->findings, "schema.min-items", d->path, "schema", location(d, f),
			   "count", count(d, f), "limit", operand(d, f), NULL);
}

/* `other` is the item that it equals. */
static struct finding *describe_unique_items(const struct description *d, const struct fault *f)
{
	uint32_t line = tree_line(d->tree, f->other->start);

	return finding_add(d->findings, "schema.unique-items", d->path, "schema",
			   location(d, f), "value", value(d, f), "first_line",
			   arena_printf(d->arena, "%u", line), NULL);
}

static struct finding *describe_max_properties(const struct description *d,
					       const struct fault *f)
{
	return finding_add(d->findings, "schema.max-properties", d->path, "schema",
			   location(d, f), "count", count(d, f), "limit", operand(d, f), NULL);
}

static struct finding *describe_min_properties(const struct description *d,
					       const struct fault *f)
{
	return finding_add(d->findings, "schema.min-properties", d->path, "schema",
			   location(d, f), "count", count(d, f), "limit", operand(d, f), NULL);
}

/* `other` is the schema's name of the key that is missing. */
static struct finding *describe_required(const struct description *d, const struct fault *f)
{
	return finding_add(d->findings, "schema.required", d->path, "schema", location(d, f),
			   "key", arena_cstr(d->arena, f->other->text), NULL);
}

/* Likewise; the node is the key that demands it. */
static struct finding *describe_dependent_required(const struct description *d,
						   const struct fault *f)
{
	return finding_add(d->findings, "schema.dependent-required", d->path, "schema",
			   location(d, f), "key", arena_cstr(d->arena, f->other->text),
			   "present", value(d, f), NULL);
}

/* The node is the end's value, `other` the start's. */
static struct finding *describe_interval(const struct description *d, const struct fault *f)
{
	return finding_add(d->findings, "schema.interval", d->path, "schema", location(d, f),
			   "start_key", arena_cstr(d->arena, f->source->first->text), "start",
			   text_of(d, f->other->text), "end_key",
			   arena_cstr(d->arena, f->source->last->text), "end", value(d, f),
			   NULL);
}

static struct finding *describe_contains(const struct description *d, const struct fault *f)
{
	return finding_add(d->findings, "schema.contains", d->path, "schema", location(d, f),
			   NULL);
}

static struct finding *describe_max_contains(const struct description *d, const struct fault *f)
{
	return finding_add(d->findings, "schema.max-contains", d->path, "schema",
			   location(d, f), "limit", operand(d, f), NULL);
}

static struct finding *describe_min_contains(const struct description *d, const struct fault *f)
{
	return finding_add(d->findings, "schema.min-contains", d->path, "schema",
			   location(d, f), "limit", operand(d, f), NULL);
}

/* The node is the key. */
static struct finding *describe_additional(const struct description *d, const struct fault *f)
{
	const char *nearest = quote_nearest_key(d->arena, f);

	if (nearest)
		return finding_under(finding_add(d->findings,
						 "schema.additional-properties-near", d->path,
						 "schema", location(d, f), "key", value(d, f),
						 "nearest", nearest, NULL),
				     "schema.additional-properties");
	return finding_add(d->findings, "schema.additional-properties", d->path, "schema",
			   location(d, f), "key", value(d, f), NULL);
}

/* The position of a node in the list that holds it. */
static unsigned position_in(const struct node *list, const struct node *wanted)
{
	unsigned position = 0;

	for (const struct node *item = list->first; item != wanted; item = item->next)
		position++;
	return position;
}

/* `other` is the schema of a branch that fits; a fault each. */
static struct finding *describe_overlap(const struct description *d, const struct fault *faults,
					size_t n)
{
	struct buf fitting = {0};
	const char *text;

	for (size_t i = 0; i < n && fitting.len < QUOTE_LIST_MAX; i++)
		buf_printf(&fitting, "%s%u", i ? ", " : "",
			   position_in(faults[i].source, faults[i].other));
	text = arena_cstr(d->arena, buf_str(&fitting));
	buf_release(&fitting);
	return finding_add(d->findings, "schema.one-of", d->path, "schema", location(d, faults),
			   "fitting", text, NULL);
}

static struct finding *describe_one_of(const struct description *d, const struct fault *f)
{
	return describe_overlap(d, f, 1);
}

static struct finding *describe_not(const struct description *d, const struct fault *f)
{
	return finding_add(d->findings, "schema.not", d->path, "schema", location(d, f), NULL);
}

static struct finding *describe_unevaluated_items(const struct description *d,
						  const struct fault *f)
{
	return finding_add(d->findings, "schema.unevaluated-items", d->path, "schema",
			   location(d, f), "value", value(d, f), NULL);
}

/* The node is the key. */
static struct finding *describe_unevaluated_properties(const struct description *d,
						       const struct fault *f)
{
	const char *nearest = quote_nearest_key(d->arena, f);

	if (nearest)
		return finding_under(finding_add(d->findings,
						 "schema.unevaluated-properties-near", d->path,
						 "schema", location(d, f), "key", value(d, f),
						 "nearest", nearest, NULL),
				     "schema.unevaluated-properties");
	return finding_add(d->findings, "schema.unevaluated-properties", d->path, "schema",
			   location(d, f), "key", value(d, f), NULL);
}

static const char *personal_title(enum personal_kind kind)
{
	switch (kind) {
	case PERSONAL_CITIZEN_ID:
		return "privacy.citizen-id";
	case PERSONAL_MOBILE:
		return "privacy.mobile";
	case PERSONAL_BANK_CARD:
		return "privacy.bank-card";
	default:
		return "privacy.e-mail";
	}
}

static struct finding *describe_forbid_text(const struct description *d, const struct fault *f)
{
	size_t start, end;
	enum personal_kind kind = personal_find(f->node->text, 0, &start, &end);

	return finding_add(d->findings, "privacy.personal-data", d->path, "schema",
			   location(d, f), "what", personal_name(kind), "what_title",
			   personal_title(kind), NULL);
}

static describe_fn *const describers[KEYWORDS] = {
	[KEYWORD_FALSE] = describe_false,
	[KEYWORD_TYPE] = describe_one_type,
	[KEYWORD_CONST] = describe_constant,
	[KEYWORD_ENUM] = describe_constant,
	[KEYWORD_CHOICE] = describe_constant,
	[KEYWORD_MULTIPLE_OF] = describe_multiple_of,
	[KEYWORD_MAXIMUM] = describe_maximum,
	[KEYWORD_EXCLUSIVE_MAXIMUM] = describe_exclusive_maximum,
	[KEYWORD_MINIMUM] = describe_minimum,
	[KEYWORD_EXCLUSIVE_MINIMUM] = describe_exclusive_minimum,
	[KEYWORD_DECIMAL] = describe_decimal,
	[KEYWORD_MAX_LENGTH] = describe_max_length,
	[KEYWORD_MIN_LENGTH] = describe_min_length,
	[KEYWORD_FORMAT] = describe_format,
	[KEYWORD_PATTERN] = describe_pattern,
	[KEYWORD_MAX_ITEMS] = describe_max_items,
	[KEYWORD_MIN_ITEMS] = describe_min_items,
	[KEYWORD_UNIQUE_ITEMS] = describe_unique_items,
	[KEYWORD_MAX_PROPERTIES] = describe_max_properties,
	[KEYWORD_MIN_PROPERTIES] = describe_min_properties,
	[KEYWORD_DEPENDENT_REQUIRED] = describe_dependent_required,
	[KEYWORD_INTERVAL] = describe_interval,
	[KEYWORD_CONTAINS] = describe_contains,
	[KEYWORD_MAX_CONTAINS] = describe_max_contains,
	[KEYWORD_MIN_CONTAINS] = describe_min_contains,
	[KEYWORD_ADDITIONAL_PROPERTIES] = describe_additional,
	[KEYWORD_REQUIRED] = describe_required,
	[KEYWORD_ONE_OF] = describe_one_of,
	[KEYWORD_NOT] = describe_not,
	[KEYWORD_FORBID_TEXT] = describe_forbid_text,
	[KEYWORD_UNEVALUATED_ITEMS] = describe_unevaluated_items,
	[KEYWORD_UNEVALUATED_PROPERTIES] = describe_unevaluated_properties,
};

/* The pointer to the node; up to the parent of a key that is itself personal data. */
static struct str pointer_to(const struct description *d, const struct node *node)
{
	struct buf pointer = {0};
	struct str text;
	size_t start, end;

	tree_pointer(d->tree, node, &pointer);
	if (d->personal && personal_find(buf_str(&pointer), 0, &start, &end) != PERSONAL_NONE) {
		while (start && pointer.ptr[start] != '/')
			start--;
		pointer.len = start;
	}
	text = finding_str(d->findings, buf_str(&pointer));
	buf_release(&pointer);
	return text;
}

static void place_in(const struct description *d, struct finding *finding,
		     const struct node *place, const struct node *node)
{
	place_finding(d->tree, finding, place->start, place->end);
	finding->pointer = pointer_to(d, node);
}

/* `alternatives` tells the reader that other branches were left out. */
static void finish(const struct description *d, struct finding *finding, const struct fault *f)
{
	place_in(d, finding, describe_place(f), f->node);
	if (f->alternatives && finding->message.n_args < MESSAGE_ARGS_MAX)
		message_add(&finding->message, &d->findings->arena, "alternatives",
			    str_of(arena_printf(d->arena, "%zu", f->alternatives)));
}

void describe_fault(const struct description *d, const struct fault *f)
{
	finish(d, describers[f->keyword](d, f), f);
}

/* Faults that are told together: those of types, of branches that fit, or of constants. */
static struct finding *describe_together(const struct description *d,
					 const struct fault *faults, size_t n)
{
	switch (faults->keyword) {
	case KEYWORD_TYPE:
		return describe_type(d, faults, n);
	case KEYWORD_ONE_OF:
		return describe_overlap(d, faults, n);
	default:
		return describe_constants(d, faults, n);
	}
}

size_t describe_faults_at(const struct description *d, const struct fault *faults, size_t n)
{
	size_t told = 1;

	while (faults->group && told < n && faults[told].group == faults->group)
		told++;
	if (told > 1)
		finish(d, describe_together(d, faults, told), faults);
	else
		describe_fault(d, faults);
	return told;
}

static struct finding *add_limit(const struct description *d, enum limit limit)
{
	switch (limit) {
	case LIMIT_REGEX:
		return finding_add(d->findings, "schema.limit-regex", d->path, NULL);
	case LIMIT_REFERENCES:
		return finding_add(d->findings, "schema.limit-references", d->path, NULL);
	case LIMIT_DEPTH:
		return finding_add(d->findings, "schema.limit-depth", d->path, NULL);
	default:
		return finding_add(d->findings, "schema.limit-steps", d->path, NULL);
	}
}

void describe_limit(const struct description *d, enum limit limit, const struct node *node)
{
	place_in(d, add_limit(d, limit), node, node);
}
