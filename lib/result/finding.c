/* SPDX-License-Identifier: MIT */
/* Lists of findings. */
#include "result/finding.h"

#include <stdlib.h>

static const char *const severity_names[] = {
	[SEVERITY_ERROR] = "error",
	[SEVERITY_WARNING] = "warning",
	[SEVERITY_INFO] = "info",
};

const char *finding_severity_name(enum severity severity)
{
	return severity_names[severity];
}

bool finding_severity_parse(struct str name, enum severity *severity)
{
	for (int i = SEVERITY_ERROR; i <= SEVERITY_INFO; i++) {
		if (str_eq(name, str_of(severity_names[i]))) {
			*severity = (enum severity)i;
			return true;
		}
	}
	return false;
}

struct str finding_str(struct finding_list *list, struct str s)
{
	return arena_str(&list->arena, s);
}

struct finding *finding_add(struct finding_list *list, const char *rule, struct str path, ...)
{
	struct finding *f = vec_add(&list->items);
	va_list args;

	f->class = FINDING_RECORD;
	f->severity = SEVERITY_ERROR;
	f->rule = rule;
	f->path = finding_str(list, path);
	f->line = f->column = f->end_line = f->end_column = 1;
	va_start(args, path);
	message_vset(&f->message, &list->arena, rule, args);
	va_end(args);
	return f;
}

struct finding *finding_add_message(struct finding_list *list, const struct message *message,
				    struct str path)
{
	struct finding *f =
		finding_add(list, arena_cstr(&list->arena, str_of(message->id)), path, NULL);

	message_add_all(&f->message, &list->arena, message);
	return f;
}

struct finding *finding_under(struct finding *f, const char *rule)
{
	f->rule = rule;
	return f;
}

static struct message_arg *copy_values(struct arena *a, const struct contribution *from)
{
	struct message_arg *values = arena_alloc(a, from->n_values * sizeof *values);

	for (size_t i = 0; i < from->n_values; i++)
		values[i] = (struct message_arg){arena_cstr(a, str_of(from->values[i].name)),
						 arena_str(a, from->values[i].value)};
	return values;
}

static void copy_finding(struct arena *a, struct finding *to, const struct finding *from)
{
	*to = *from;
	to->rule = arena_cstr(a, str_of(from->rule));
	to->clause = arena_str(a, from->clause);
	to->path = arena_str(a, from->path);
	to->pointer = arena_str(a, from->pointer);
	to->subject_kind = arena_str(a, from->subject_kind);
	to->subject = arena_str(a, from->subject);
	message_copy(&to->message, a, &from->message);
	to->contributions = arena_alloc(a, from->n_contributions * sizeof *to->contributions);
	for (size_t i = 0; i < from->n_contributions; i++) {
		to->contributions[i] = from->contributions[i];
		to->contributions[i].path = arena_str(a, from->contributions[i].path);
		to->contributions[i].values = copy_values(a, &from->contributions[i]);
	}
}

void finding_add_copy(struct finding_list *list, const struct finding *f)
{
	struct finding *to = vec_add(&list->items);

	copy_finding(&list->arena, to, f);
}

void finding_add_all(struct finding_list *list, const struct finding_list *from)
{
	for (size_t i = 0; i < from->items.n; i++)
		finding_add_copy(list, &from->items.at[i]);
}

static int cmp_number(uint32_t a, uint32_t b)
{
	return (a > b) - (a < b);
}

static int cmp_args(const struct message *a, const struct message *b)
{
	for (size_t i = 0; i < a->n_args && i < b->n_args; i++) {
		int order = str_cmp(a->args[i].value, b->args[i].value);

		if (order)
			return order;
	}
	return (a->n_args > b->n_args) - (a->n_args < b->n_args);
}

static int cmp_finding(const void *pa, const void *pb)
{
	const struct finding *a = pa, *b = pb;
	int order = str_cmp(a->path, b->path);

	if (!order)
		order = cmp_number(a->line, b->line);
	if (!order)
		order = cmp_number(a->column, b->column);
	if (!order)
		order = str_cmp(str_of(a->rule), str_of(b->rule));
	if (!order)
		order = str_cmp(a->subject, b->subject);
	if (!order)
		order = str_cmp(a->pointer, b->pointer);
	return order ? order : cmp_args(&a->message, &b->message);
}

void finding_sort(struct finding_list *list)
{
	if (list->items.n)
		qsort(list->items.at, list->items.n, sizeof *list->items.at, cmp_finding);
}

size_t finding_count(const struct finding_list *list, enum severity severity)
{
	size_t n = 0;

	for (size_t i = 0; i < list->items.n; i++)
		n += list->items.at[i].severity == severity;
	return n;
}

void finding_reset(struct finding_list *list)
{
	list->items.n = 0;
	arena_reset(&list->arena);
}

void finding_release(struct finding_list *list)
{
	vec_release(&list->items);
	arena_release(&list->arena);
}
