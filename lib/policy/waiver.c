/* SPDX-License-Identifier: MIT */
/* Waivers: a set of rule and subject, and findings about those that are not in order. */
#include "policy/waiver.h"

#include "base/mem.h"
#include "store/query.h"

struct waivers {
	struct map running; /* "rule kind subject" → struct str *, its last day */
	struct arena arena;
};

/* One row of district_waivers. */
struct waiver {
	struct str rule, kind, subject, ends_on, path;
	uint32_t line;
	long long n;
};

/* One without rule, subject or end says nothing; the schema has said so. */
static const char all_waivers[] =
	"SELECT rule, subject_kind, subject, ends_on, _path, _line, _n FROM district_waivers"
	" WHERE rule IS NOT NULL AND subject_kind IS NOT NULL AND subject IS NOT NULL"
	" AND ends_on IS NOT NULL ORDER BY _n";

static struct str key_of(struct arena *a, struct str rule, struct str kind, struct str subject)
{
	return str_of(arena_printf(a, "%.*s %.*s %.*s", STR_ARG(rule), STR_ARG(kind),
				   STR_ARG(subject)));
}

static void place(struct finding_list *list, struct finding *f, const struct waiver *w,
		  const char *key)
{
	f->line = w->line;
	f->column = 0;
	f->pointer = str_of(arena_printf(&list->arena, "/waivers/%lld/%s", w->n - 1, key));
}

static void warn_expired(struct finding_list *list, const struct waiver *w)
{
	struct arena a = {0};
	struct finding *f =
		finding_add(list, "pack.waiver-expired", w->path, "rule",
			    arena_cstr(&a, w->rule), "subject", arena_cstr(&a, w->subject),
			    "ends_on", arena_cstr(&a, w->ends_on), NULL);

	f->severity = SEVERITY_WARNING;
	place(list, f, w, "ends_on");
	arena_release(&a);
}

static void refuse_rule(struct finding_list *list, const struct waiver *w,
			const struct pack *pack)
{
	struct arena a = {0};
	const char *rule = arena_cstr(&a, w->rule);
	struct str nearest = pack_nearest_rule(pack, w->rule);
	struct finding *f;

	if (pack_rule(pack, w->rule)) {
		f = finding_add(list, "pack.waiver-forbidden", w->path, "rule", rule, NULL);
	} else {
		f = finding_add(list, "pack.waiver-unknown-rule", w->path, "rule", rule, NULL);
		if (nearest.len) {
			f->message.id = "pack.waiver-unknown-rule-near";
			message_add(&f->message, &list->arena, "nearest", nearest);
		}
	}
	place(list, f, w, "rule");
	arena_release(&a);
}

/* The kind that the waiver names, if one of the rule's files judges it. */
static const struct kind *subject_kind(const struct pack *pack, const struct waiver *w)
{
	for (size_t i = 0; i < pack->rules.n; i++) {
		const struct rule *rule = &pack->rules.at[i];

		for (size_t k = 0; k < rule->n_subjects && str_eq(rule->id, w->rule); k++)
			if (str_eq(rule->subjects[k]->name, w->kind))
				return rule->subjects[k];
	}
	return NULL;
}

/* Whether there is a record that the waiver means. */
static bool has_subject(struct store *store, const struct pack *pack, const struct waiver *w)
{
	const struct kind *kind = subject_kind(pack, w);

	return kind && store_has(store, kind, w->subject);
}

static void run(struct waivers *all, const struct waiver *w)
{
	struct map_entry *entry =
		map_add(&all->running, key_of(&all->arena, w->rule, w->kind, w->subject));
	struct str *end = entry->value;

	if (!end)
		entry->value = end = arena_zalloc(&all->arena, sizeof *end);
	if (str_cmp(*end, w->ends_on) < 0)
		*end = w->ends_on;
}

static void refuse_subject(struct waivers *all, const struct waiver *w,
			   struct finding_list *findings)
{
	struct finding *f = finding_add(findings, "pack.waiver-unknown-subject", w->path,
					"kind", arena_cstr(&all->arena, w->kind), "subject",
					arena_cstr(&all->arena, w->subject), NULL);

	place(findings, f, w, "subject");
}

static void add_waiver(struct waivers *all, const struct pack *pack, struct store *store,
		       const char *as_of, const struct waiver *w, struct finding_list *findings)
{
	const struct rule *rule = pack_rule(pack, w->rule);

	if (!rule || !rule->waivable)
		refuse_rule(findings, w, pack);
	else if (!has_subject(store, pack, w))
		refuse_subject(all, w, findings);
	else if (str_cmp(str_of(as_of), w->ends_on) > 0)
		warn_expired(findings, w);
	else
		run(all, w);
}

static struct waiver read_waiver(struct arena *a, struct query *q)
{
	return (struct waiver){.rule = arena_str(a, query_text(q, 0)),
			       .kind = arena_str(a, query_text(q, 1)),
			       .subject = arena_str(a, query_text(q, 2)),
			       .ends_on = arena_str(a, query_text(q, 3)),
			       .path = arena_str(a, query_text(q, 4)),
			       .line = (uint32_t)query_integer(q, 5),
			       .n = query_integer(q, 6)};
}

int waiver_plan(struct store *store, struct error *error)
{
	struct query *q;
	int status = query_open(store, str_of(all_waivers), &q, error);

	query_close(q);
	return status;
}

int waiver_load(const struct pack *pack, struct store *store, const char *as_of,
		struct waivers **waivers, struct finding_list *findings, struct error *error)
{
	struct query *q;
	int status;

	*waivers = mem_zalloc(1, sizeof **waivers);
	status = query_open(store, str_of(all_waivers), &q, error);
	while (status == 0 && (status = query_next(q, error)) == 1) {
		struct waiver w = read_waiver(&(*waivers)->arena, q);

		add_waiver(*waivers, pack, store, as_of, &w, findings);
		status = 0;
	}
	query_close(q);
	return status;
}

void waiver_free(struct waivers *w)
{
	if (!w)
		return;
	map_release(&w->running);
	arena_release(&w->arena);
	mem_free(w);
}

struct str waiver_end(const struct waivers *w, const struct rule *rule, struct str subject)
{
	struct arena a = {0};
	const struct str *end =
		map_get(&w->running, key_of(&a, rule->id, rule->subjects[0]->name, subject));

	arena_release(&a);
	return end ? *end : STR("");
}
