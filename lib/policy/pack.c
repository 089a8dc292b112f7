/* SPDX-License-Identifier: MIT */
/* What a pack that was read is asked for. */
#include "policy/pack.h"

#include "base/mem.h"

static const char *const level_names[] = {"must", "should", "may"};
static const char *const term_names[] = {"yearly", "dated", "standing"};

const char *pack_level_name(enum rule_level level)
{
	return level_names[level];
}

const char *pack_term_name(enum rule_term term)
{
	return term_names[term];
}

void pack_free(struct pack *p)
{
	if (!p)
		return;
	vec_release(&p->params);
	vec_release(&p->rules);
	vec_release(&p->reports);
	map_release(&p->scopes);
	arena_release(&p->arena);
	mem_free(p);
}

const struct view *pack_view(const struct pack *p, const struct kind *kind, struct str scope)
{
	struct buf key = {0};
	const struct view *view;

	buf_printf(&key, "%.*s/%.*s", STR_ARG(kind->name), STR_ARG(scope));
	view = map_get(&p->scopes, buf_str(&key));
	buf_release(&key);
	return view;
}

const struct str *pack_scope(const struct pack *p, const struct kind *kind, struct str scope)
{
	const struct view *view = pack_view(p, kind, scope);

	return view ? &view->statement.sql : NULL;
}

int pack_refuse(struct str name, struct error *error)
{
	struct arena arena = {0};

	error_set(error, STATUS_INVALID, "pack.invalid", "pack",
		  name.len ? arena_cstr(&arena, name) : "?", NULL);
	arena_release(&arena);
	return STATUS_INVALID;
}

const struct rule *pack_rule(const struct pack *p, struct str id)
{
	for (size_t i = 0; i < p->rules.n; i++)
		if (str_eq(p->rules.at[i].id, id))
			return &p->rules.at[i];
	return NULL;
}

const struct report *pack_report(const struct pack *p, struct str name)
{
	for (size_t i = 0; i < p->reports.n; i++)
		if (str_eq(p->reports.at[i].name, name))
			return &p->reports.at[i];
	return NULL;
}

static struct table_title title_of(const struct texts *texts)
{
	return (struct table_title){texts->zh, texts->en};
}

struct table_title pack_title(const struct label *labels, size_t n, struct str name)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(labels[i].name, name))
			return title_of(&labels[i].title);
	return (struct table_title){{NULL, 0}, {NULL, 0}};
}

struct table_title pack_column_title(const struct report *report, struct str column)
{
	return report ? pack_title(report->columns, report->n_columns, column)
		      : pack_title(NULL, 0, column);
}

struct table_title pack_report_title(const struct pack *p, struct str name)
{
	const struct report *report = pack_report(p, name);

	return report ? title_of(&report->title) : pack_title(NULL, 0, name);
}

struct str pack_nearest_rule(const struct pack *p, struct str id)
{
	struct str nearest = STR("");
	unsigned best = (unsigned)id.len / 3 + 1;

	for (size_t i = 0; i < p->rules.n; i++) {
		unsigned distance = str_distance(p->rules.at[i].id, id, best);

		if (distance < best) {
			best = distance;
			nearest = p->rules.at[i].id;
		}
	}
	return nearest;
}
