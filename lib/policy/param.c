/* SPDX-License-Identifier: MIT */
/* Parameters: defaults, settings, and the tables through which SQL sees them. */
#include "policy/param.h"

#include "base/date.h"
#include "base/decimal.h"

#include <stdlib.h>

static const char *const type_names[] = {
	[PARAM_INTEGER] = "integer",     [PARAM_DECIMAL] = "decimal", [PARAM_DATE] = "date",
	[PARAM_MONTH_DAY] = "month-day", [PARAM_TEXT] = "text",       [PARAM_LIST] = "list",
};

const char *param_type_name(enum param_type type)
{
	return type_names[type];
}

bool param_type_parse(struct str name, enum param_type *type)
{
	for (int i = PARAM_INTEGER; i <= PARAM_LIST; i++) {
		if (str_eq(name, str_of(type_names[i]))) {
			*type = (enum param_type)i;
			return true;
		}
	}
	return false;
}

static int cmp_param(const void *a, const void *b)
{
	return str_cmp(((const struct param *)a)->name, ((const struct param *)b)->name);
}

void param_defaults(struct param_set *set, const struct pack *pack)
{
	*set = (struct param_set){0};
	for (size_t i = 0; i < pack->params.n; i++)
		*vec_add(&set->items) = pack->params.at[i];
	if (set->items.n)
		qsort(set->items.at, set->items.n, sizeof *set->items.at, cmp_param);
}

void param_release(struct param_set *set)
{
	vec_release(&set->items);
	arena_release(&set->arena);
}

const struct param *param_find(const struct param_set *set, struct str name)
{
	for (size_t i = 0; i < set->items.n; i++)
		if (str_eq(set->items.at[i].name, name))
			return &set->items.at[i];
	return NULL;
}

static int unknown(struct param_set *set, struct str name, struct error *error)
{
	struct str nearest = STR("");
	unsigned best = (unsigned)name.len / 3 + 2;
	char *given = arena_cstr(&set->arena, name);

	for (size_t i = 0; i < set->items.n; i++) {
		unsigned distance = str_distance(set->items.at[i].name, name, best);

		if (distance < best) {
			best = distance;
			nearest = set->items.at[i].name;
		}
	}
	if (nearest.len)
		return error_set(error, STATUS_INVALID, "pack.parameter-unknown-near", "name",
				 given, "nearest", nearest.ptr, NULL);
	return error_set(error, STATUS_INVALID, "pack.parameter-unknown", "name", given, NULL);
}

/* Whether d is at most the number in `bound`, a literal or of the pack. */
static bool at_most(const struct decimal *d, struct str bound)
{
	struct decimal maximum;

	return decimal_parse(&maximum, bound) == DECIMAL_OK && decimal_cmp(d, &maximum) <= 0;
}

/* A number that is not negative, not above the maximum (or what SQL counts exactly in
 * hundredths), and whole if it must be. */
static bool fits_number(const struct param *p, struct str value)
{
	bool whole = p->type == PARAM_INTEGER;
	struct str most = whole ? STR("999999999") : STR("1e12");
	struct decimal d;

	if (decimal_parse(&d, value) != DECIMAL_OK || d.negative)
		return false;
	return decimal_places(&d) <= (whole ? 0 : 2) &&
	       at_most(&d, p->maximum.len ? p->maximum : most);
}

static bool fits_month_day(struct str value)
{
	struct buf date = {0};
	bool fits;

	buf_add_text(&date, "2023-");
	buf_add(&date, value);
	fits = date_parse(buf_str(&date), NULL);
	buf_release(&date);
	return fits;
}

static bool fits(const struct param *p, struct str value)
{
	switch (p->type) {
	case PARAM_INTEGER:
	case PARAM_DECIMAL:
		return fits_number(p, value);
	case PARAM_DATE:
		return date_parse(value, NULL);
	case PARAM_MONTH_DAY:
		return fits_month_day(value);
	case PARAM_TEXT:
	case PARAM_LIST:
		break;
	}
	for (size_t i = 0; i < p->n_choices; i++)
		if (str_eq(p->choices[i], value))
			return true;
	return p->n_choices == 0 && value.len > 0;
}

static const char *joined_choices(struct param_set *set, const struct param *p)
{
	struct buf out = {0};
	const char *text;

	for (size_t i = 0; i < p->n_choices; i++)
		buf_printf(&out, "%s%.*s", i ? ", " : "", STR_ARG(p->choices[i]));
	text = arena_cstr(&set->arena, buf_str(&out));
	buf_release(&out);
	return text;
}

static int refuse(struct param_set *set, const struct param *p, struct str value,
		  struct error *error)
{
	static const char *const types[] = {
		[PARAM_INTEGER] = "param.integer", [PARAM_DECIMAL] = "param.decimal",
		[PARAM_DATE] = "param.date",       [PARAM_MONTH_DAY] = "param.month-day",
		[PARAM_TEXT] = "param.text",       [PARAM_LIST] = "param.list",
	};
	const char *given = arena_cstr(&set->arena, value);

	if (p->n_choices)
		return error_set(error, STATUS_INVALID, "pack.parameter-value-choice", "name",
				 p->name.ptr, "value", given, "type", types[p->type], "choices",
				 joined_choices(set, p), NULL);
	if (p->maximum.len)
		return error_set(error, STATUS_INVALID, "pack.parameter-value-most", "name",
				 p->name.ptr, "value", given, "type", types[p->type], "most",
				 p->maximum.ptr, NULL);
	return error_set(error, STATUS_INVALID, "pack.parameter-value", "name", p->name.ptr,
			 "value", given, "type", types[p->type], NULL);
}

static int assign(struct param_set *set, struct param *p, const struct str *values, size_t n,
		  struct error *error)
{
	if (p->type != PARAM_LIST && n != 1)
		return refuse(set, p, STR("[…]"), error);
	for (size_t i = 0; i < n; i++)
		if (!fits(p, values[i]))
			return refuse(set, p, values[i], error);
	p->values = values;
	p->n_values = n;
	return 0;
}

static struct param *find(struct param_set *set, struct str name)
{
	return (struct param *)param_find(set, name);
}

int param_set_text(struct param_set *set, struct str name, struct str text, struct error *error)
{
	struct param *p = find(set, name);
	struct str *values;
	size_t n = 0;

	if (!p)
		return unknown(set, name, error);
	text = arena_str(&set->arena, text);
	values = arena_alloc(&set->arena, (text.len + 1) * sizeof *values);
	if (p->type != PARAM_LIST)
		values[n++] = text;
	while (p->type == PARAM_LIST && text.len)
		values[n++] = arena_str(&set->arena, str_trim(str_split(&text, ',')));
	return assign(set, p, values, n, error);
}

static bool is_number_type(enum param_type type)
{
	return type == PARAM_INTEGER || type == PARAM_DECIMAL;
}

/* Whether a scalar of a document has the JSON type of the parameter: 30, not "30". */
static bool node_fits(const struct param *p, const struct node *node)
{
	return node->kind == (is_number_type(p->type) ? NODE_NUMBER : NODE_STRING);
}

/* The first part of a document's value that the parameter cannot take, or NULL. */
static const struct node *misfit(const struct param *p, const struct node *value)
{
	if (p->type != PARAM_LIST)
		return node_fits(p, value) && fits(p, value->text) ? NULL : value;
	if (value->kind != NODE_ARRAY)
		return value;
	TREE_EACH_ITEM (item, value)
		if (!node_fits(p, item) || !fits(p, item->text))
			return item;
	return NULL;
}

bool param_takes(const struct param *p, const struct node *value)
{
	return misfit(p, value) == NULL;
}

/* A value that does not fit, as messages quote it: a text where a number belongs has quotes,
 * for it may look like one. */
static struct str written(struct param_set *set, const struct param *p,
			  const struct node *value)
{
	switch ((enum node_kind)value->kind) {
	case NODE_ARRAY:
		return STR("[…]");
	case NODE_OBJECT:
		return STR("{…}");
	case NODE_ABSENT:
	case NODE_NULL:
		return STR("null");
	case NODE_STRING:
		if (is_number_type(p->type))
			return str_of(
				arena_printf(&set->arena, "\"%.*s\"", STR_ARG(value->text)));
		return value->text;
	default:
		return value->text;
	}
}

int param_set_node(struct param_set *set, struct str name, const struct node *node,
		   struct error *error)
{
	struct param *p = find(set, name);
	const struct node *bad = p ? misfit(p, node) : NULL;
	struct str *values;
	size_t n = 0;

	if (!p)
		return unknown(set, name, error);
	if (bad)
		return refuse(set, p, written(set, p, bad), error);
	values = arena_alloc(&set->arena, ((size_t)node->count + 1) * sizeof *values);
	if (p->type != PARAM_LIST)
		values[n++] = arena_str(&set->arena, node->text);
	else
		TREE_EACH_ITEM (item, node)
			values[n++] = arena_str(&set->arena, item->text);
	p->values = values;
	p->n_values = n;
	return 0;
}

void param_format(const struct param *p, struct buf *out)
{
	for (size_t i = 0; i < p->n_values; i++) {
		if (i)
			buf_add_text(out, ", ");
		buf_add(out, p->values[i]);
	}
}

int32_t param_judged_to(const struct param_period *period)
{
	int32_t year_end = date_day(period->year, 12, 31);

	return period->as_of < year_end ? period->as_of : year_end;
}

static enum column_type column_type(enum param_type type)
{
	return type == PARAM_INTEGER   ? COLUMN_INTEGER
	       : type == PARAM_DECIMAL ? COLUMN_DECIMAL
				       : COLUMN_TEXT;
}

static struct store_param day_param(struct arena *a, struct str name, int32_t day)
{
	struct str *value = arena_alloc(a, sizeof *value);
	char *text = arena_alloc(a, DATE_TEXT_SIZE);

	date_format(day, text);
	*value = str_of(text);
	return (struct store_param){
		.name = name, .type = COLUMN_TEXT, .n_values = 1, .values = value};
}

int param_store(const struct param_set *set, const struct param_period *period,
		struct store *store, struct error *error)
{
	struct VEC(struct store_param) all = {0};
	struct arena arena = {0};
	struct str year = str_of(arena_printf(&arena, "%d", period->year));
	int status;

	*vec_add(&all) = (struct store_param){
		.name = STR("year"), .type = COLUMN_INTEGER, .n_values = 1, .values = &year};
	*vec_add(&all) = day_param(&arena, STR("year_start"), date_day(period->year, 1, 1));
	*vec_add(&all) = day_param(&arena, STR("year_end"), date_day(period->year, 12, 31));
	*vec_add(&all) = day_param(&arena, STR("as_of"), period->as_of);
	*vec_add(&all) = day_param(&arena, STR("judged_to"), param_judged_to(period));
	for (size_t i = 0; i < set->items.n; i++) {
		const struct param *p = &set->items.at[i];

		*vec_add(&all) = (struct store_param){.name = p->name,
						      .type = column_type(p->type),
						      .is_list = p->type == PARAM_LIST,
						      .n_values = p->n_values,
						      .values = p->values};
	}
	status = store_set_params(store, all.at, all.n, error);
	vec_release(&all);
	arena_release(&arena);
	return status;
}
