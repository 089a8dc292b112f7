/* SPDX-License-Identifier: MIT */
/* Scopes by kind and name. */
#include "policy/judged.h"

static const char *const tables[] = {"judged", NULL};

struct guard_limits judged_limits(const struct guard_limits *bounds)
{
	struct guard_limits limits = *bounds;

	limits.shared = true;
	limits.tables = tables;
	limits.function = "passed_over"; /* of query_open_unmet */
	return limits;
}

void judged_guard(const struct judged *j, const struct rule *rule)
{
	if (rule->outside)
		guard_resume(j->store, &j->pack->limits);
}

void judged_unguard(const struct judged *j)
{
	guard_end(j->store);
}

int judged_sql_error(const struct rule *rule, const struct statement *at, struct error *error)
{
	struct error why = *error;
	struct arena arena = {0};

	*error = (struct error){0};
	error_set(error, STATUS_INVALID, "pack.sql", "rule", rule->id.ptr, "file",
		  rule->file.ptr, "line", arena_printf(&arena, "%u", at->line), "fault",
		  why.message.id, NULL);
	message_add_all(&error->message, &error->arena, &why.message);
	arena_release(&arena);
	error_release(&why);
	return STATUS_INVALID;
}

void judged_init(struct judged *j, const struct pack *pack, struct store *store)
{
	*j = (struct judged){.pack = pack, .store = store};
}

void judged_release(struct judged *j)
{
	for (size_t i = 0; i < j->scopes.n; i++)
		subjects_free(j->scopes.entries[i].value);
	subjects_free(j->focus);
	map_release(&j->scopes);
	arena_release(&j->arena);
}

/* The question of who is in the scope. */
static struct str scope_sql(struct judged *j, const struct rule *rule, const struct kind *kind)
{
	const struct str *scope = pack_scope(j->pack, kind, rule->scope);

	return str_of(arena_printf(&j->arena, "SELECT s.id, s.in_scope FROM (%.*s\n) s",
				   STR_ARG(*scope)));
}

static struct str scope_key(struct arena *arena, const struct rule *rule,
			    const struct kind *kind)
{
	return str_of(
		arena_printf(arena, "%.*s/%.*s", STR_ARG(kind->name), STR_ARG(rule->scope)));
}

int judged_plan(struct judged *j, const struct rule *rule, const struct kind *kind,
		struct error *error)
{
	struct query *q;
	int status = query_open(j->store, scope_sql(j, rule, kind), &q, error);

	query_close(q);
	return status == 0 ? subjects_show(j->store, kind, NULL, error) : status;
}

int judged_show(struct judged *j, const struct rule *rule, const struct kind *kind,
		struct error *error)
{
	struct map_entry *entry = map_add(&j->scopes, scope_key(&j->arena, rule, kind));
	int status = 0;

	if (!entry->value) {
		struct subjects *subjects;

		judged_guard(j, rule);
		status = subjects_load(j->store, kind, scope_sql(j, rule, kind), &subjects,
				       error);
		judged_unguard(j);
		entry->value = subjects;
	}
	return status == 0 ? subjects_show(j->store, kind, entry->value, error) : status;
}

const struct str *judged_outside(const struct judged *j, const struct rule *rule,
				 const struct kind *kind, size_t *n)
{
	struct arena arena = {0};
	const struct subjects *subjects = map_get(&j->scopes, scope_key(&arena, rule, kind));

	arena_release(&arena);
	return subjects_outside(subjects, n);
}

int judged_focus(struct judged *j, const struct kind *kind, const struct str *ids, size_t n,
		 struct error *error)
{
	struct subjects *old = j->focus;
	int status;

	j->focus = subjects_of(j->store, kind, ids, n);
	status = subjects_show(j->store, kind, j->focus, error);
	subjects_free(old);
	return status;
}

bool judged_is_value(struct str name)
{
	return !str_starts(name, STR("_")) && !str_eq(name, STR("subject")) &&
	       !str_eq(name, STR("part"));
}
