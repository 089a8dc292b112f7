/* SPDX-License-Identifier: MIT */
/* Every way to read a name is tried; what is found twice is one. */
#include "records/import_target.h"

struct search {
	struct import_target found; /* the first */
	size_t n;                   /* how many that differ, from the first at least */
};

static bool is_same(const struct import_target *a, const struct import_target *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (a->steps[i].field != b->steps[i].field ||
		    a->steps[i].place != b->steps[i].place)
			return false;
	return true;
}

/* The list that is named as a whole lies over all its places. */
bool import_target_overlaps(const struct import_target *a, const struct import_target *b)
{
	const size_t n = a->n < b->n ? a->n : b->n;

	for (size_t i = 0; i < n; i++) {
		const struct import_step *x = &a->steps[i], *y = &b->steps[i];

		if (x->field != y->field || (x->place && y->place && x->place != y->place))
			return false;
	}
	return true;
}

static void add(struct search *s, const struct import_target *target)
{
	if (s->n == 0)
		s->found = *target;
	if (s->n == 0 || !is_same(&s->found, target))
		s->n++;
}

/* Takes the digits that `s` begins with, a place without zeros before it. */
static bool take_number(struct str *s, uint32_t *place)
{
	size_t n = 0;

	*place = 0;
	while (n < s->len && s->ptr[n] >= '0' && s->ptr[n] <= '9' && *place <= IMPORT_PLACE_MAX)
		*place = *place * 10 + (uint32_t)(s->ptr[n++] - '0');
	if (n == 0 || s->ptr[0] == '0' || *place > IMPORT_PLACE_MAX)
		return false;
	*s = str_sub(*s, n, s->len);
	return true;
}

/* `[1]`, or after a title `1`. */
static bool take_place(struct str *s, bool bare, uint32_t *place)
{
	if (!str_starts(*s, STR("[")))
		return bare && take_number(s, place);
	*s = str_sub(*s, 1, s->len);
	if (!take_number(s, place) || !str_starts(*s, STR("]")))
		return false;
	*s = str_sub(*s, 1, s->len);
	return true;
}

/* What may stand between a name and the next: `.`, after a key `_`, after a title or a place
 * nothing. */
static bool take_between(struct str *s, bool after_key)
{
	bool dot = str_starts(*s, STR("."));

	if (!dot && after_key && !str_starts(*s, STR("_")))
		return false;
	if (dot || after_key)
		*s = str_sub(*s, 1, s->len);
	return s->len > 0;
}

static void match(struct search *s, const struct field *of, struct str rest,
		  struct import_target *target);

/* Goes on after the name of a field, which the target ends with. */
static void follow(struct search *s, struct str rest, bool by_key, struct import_target *target)
{
	struct import_step *step = &target->steps[target->n - 1];
	const struct field *field = step->field;

	switch (field->type) {
	case FIELD_OBJECT:
		if (take_between(&rest, by_key))
			match(s, field, rest, target);
		break;
	case FIELD_LIST:
		if (take_place(&rest, !by_key, &step->place) && take_between(&rest, false))
			match(s, field, rest, target);
		break;
	case FIELD_VALUES:
		if (rest.len == 0 || (take_place(&rest, !by_key, &step->place) && !rest.len))
			add(s, target);
		break;
	case FIELD_OPEN:
		break;
	default:
		if (rest.len == 0)
			add(s, target);
	}
}

static void match(struct search *s, const struct field *of, struct str rest,
		  struct import_target *target)
{
	if (target->n == IMPORT_STEPS_MAX)
		return;
	for (size_t i = 0; i < of->n_fields; i++) {
		const struct field *f = &of->fields[i];
		const struct str names[] = {f->key, f->title};

		for (int by_title = 0; by_title < 2; by_title++) {
			struct import_target next = *target;
			struct str name = names[by_title];

			if (!name.len || !str_starts(rest, name))
				continue;
			next.steps[next.n++] = (struct import_step){f, 0};
			follow(s, str_sub(rest, name.len, rest.len), !by_title, &next);
		}
	}
}

/* Values within objects that have the title. */
static void match_title(struct search *s, const struct field *of, struct str title,
			struct import_target *target)
{
	if (target->n == IMPORT_STEPS_MAX)
		return;
	for (size_t i = 0; i < of->n_fields; i++) {
		const struct field *f = &of->fields[i];

		target->steps[target->n++] = (struct import_step){f, 0};
		if (f->type == FIELD_OBJECT)
			match_title(s, f, title, target);
		else if (f->type != FIELD_LIST && f->type != FIELD_OPEN &&
			 str_eq(f->title, title))
			add(s, target);
		target->n--;
	}
}

size_t import_target_find(const struct field *of, struct str name, struct import_target *target)
{
	struct search s = {0};
	struct import_target empty = {0};

	if (name.len)
		match(&s, of, name, &empty);
	if (s.n == 0 && name.len)
		match_title(&s, of, name, &empty);
	*target = s.found;
	return s.n;
}

void import_target_text(const struct import_target *target, struct buf *out)
{
	for (size_t i = 0; i < target->n; i++) {
		buf_printf(out, "%s%.*s", i ? "." : "", STR_ARG(target->steps[i].field->key));
		if (target->steps[i].place)
			buf_printf(out, "[%u]", (unsigned)target->steps[i].place);
	}
}

/* Told each value, or each list, on a walk through all fields. */
struct visitor {
	bool lists;     /* and not values */
	uint32_t place; /* that lists are walked into with */
	bool (*visit)(void *context, const struct import_target *target); /* true: enough */
	void *context;
};

static bool walk(const struct visitor *v, const struct field *of, struct import_target *target)
{
	bool done = false;

	for (size_t i = 0; i < of->n_fields && !done && target->n < IMPORT_STEPS_MAX; i++) {
		const struct field *f = &of->fields[i];
		bool is_list = f->type == FIELD_LIST || f->type == FIELD_VALUES;

		target->steps[target->n++] =
			(struct import_step){f, f->type == FIELD_LIST ? v->place : 0};
		if (v->lists ? is_list : f->type != FIELD_LIST && f->type != FIELD_OBJECT)
			done = f->type != FIELD_OPEN && v->visit(v->context, target);
		if (!done && (f->type == FIELD_LIST || f->type == FIELD_OBJECT))
			done = walk(v, f, target);
		target->n--;
	}
	return done;
}

/* The target's keys, or titles, with `between`. */
static void add_names(const struct import_target *target, bool titles, const char *between,
		      struct buf *out)
{
	for (size_t i = 0; i < target->n; i++) {
		const struct field *f = target->steps[i].field;

		buf_printf(out, "%s%.*s", i ? between : "",
			   STR_ARG(titles ? f->title : f->key));
	}
}

enum { BY_TABLE, BY_PATH, BY_TITLES, LIST_NAMES };

/* The names that a list has. */
static void name_list(const struct kind *kind, const struct import_target *target,
		      struct buf names[LIST_NAMES])
{
	buf_printf(&names[BY_TABLE], "%.*s_", STR_ARG(kind->name));
	add_names(target, false, "_", &names[BY_TABLE]);
	add_names(target, false, ".", &names[BY_PATH]);
	add_names(target, true, ".", &names[BY_TITLES]);
}

struct wanted {
	const struct kind *kind;
	struct str name;
	bool by_table; /* and by nothing else */
	struct import_target *target;
};

static bool is_wanted(void *context, const struct import_target *target)
{
	const struct wanted *w = context;
	struct buf names[LIST_NAMES] = {0};
	bool found = false;

	name_list(w->kind, target, names);
	for (int i = 0; i < LIST_NAMES; i++) {
		found |= str_eq(buf_str(&names[i]), w->name) && (i == BY_TABLE || !w->by_table);
		buf_release(&names[i]);
	}
	if (found)
		*w->target = *target;
	return found;
}

static bool find_list(const struct kind *kind, struct str name, bool by_table,
		      struct import_target *target)
{
	struct wanted wanted = {kind, name, by_table, target};
	const struct visitor visitor = {true, 0, is_wanted, &wanted};
	struct import_target empty = {0};

	return walk(&visitor, &kind->root, &empty);
}

bool import_target_list(const struct kind *kind, struct str name, struct import_target *target)
{
	return find_list(kind, name, false, target);
}

bool import_target_table(const struct kind *kind, struct str name, struct import_target *target)
{
	return find_list(kind, name, true, target);
}

/* Titles run together, with places. */
static void add_titles(const struct import_target *target, struct buf *out)
{
	for (size_t i = 0; i < target->n; i++) {
		buf_add(out, target->steps[i].field->title);
		if (target->steps[i].place)
			buf_printf(out, "%u", (unsigned)target->steps[i].place);
	}
}

static bool has_titles(const struct import_target *target)
{
	for (size_t i = 0; i < target->n; i++)
		if (!target->steps[i].field->title.len)
			return false;
	return true;
}

static bool offer(void *context, const struct import_target *target)
{
	struct buf path = {0}, titles = {0};

	import_target_text(target, &path);
	nearby_offer(context, buf_str(&path));
	if (has_titles(target)) {
		add_titles(target, &titles);
		nearby_offer(context, buf_str(&titles));
		nearby_offer_as(context, target->steps[target->n - 1].field->title,
				buf_str(&titles));
	}
	buf_release(&path);
	buf_release(&titles);
	return false;
}

void import_target_offer(const struct field *of, struct nearby *near)
{
	const struct visitor visitor = {false, 1, offer, near};
	struct import_target empty = {0};

	walk(&visitor, of, &empty);
}

struct offering {
	const struct kind *kind;
	struct nearby *near;
};

static bool offer_list(void *context, const struct import_target *target)
{
	const struct offering *o = context;
	struct buf names[LIST_NAMES] = {0};

	name_list(o->kind, target, names);
	for (int i = 0; i < LIST_NAMES; i++) {
		nearby_offer(o->near, buf_str(&names[i]));
		buf_release(&names[i]);
	}
	return false;
}

void import_target_offer_lists(const struct kind *kind, struct nearby *near)
{
	struct offering offering = {kind, near};
	const struct visitor visitor = {true, 0, offer_list, &offering};
	struct import_target empty = {0};

	walk(&visitor, &kind->root, &empty);
}
