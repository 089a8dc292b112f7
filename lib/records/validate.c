/* SPDX-License-Identifier: MIT */
/* The whole job: district, records, references, rules; then places and order of the findings.
 */
#include "records/validate.h"

#include "base/date.h"
#include "policy/judge.h"
#include "records/compliance.h"
#include "records/load.h"
#include "records/locate.h"
#include "records/mask.h"
#include "records/integrity.h"

#include <string.h>

struct job {
	struct records *records;
	const struct validate_options *options;
	struct judgement *out;
	struct error *error;
	struct layout *layout;
	struct load *load;
	struct terms terms;
	bool district;  /* sws.yaml is a record */
	bool judgeable; /* sws.yaml could be read and names a pack that is there */
};

/* The pack that sws.yaml names was opened, if there is one. */
static void check_policy(struct job *j, const struct node *root, struct str path)
{
	const struct node *policy = tree_get(root, STR("policy"));
	struct buf known = {0};

	j->judgeable = true;
	if (!policy || policy->kind != NODE_STRING ||
	    str_eq(policy->text, j->records->pack->name))
		return;
	policy_known(j->records->snapshot, &known);
	terms_place(&j->out->findings,
		    finding_add(&j->out->findings, "pack.unknown", path, "pack",
				arena_cstr(&j->out->arena, policy->text), "known",
				buf_cstr(&known), NULL),
		    load_tree(j->load), policy, "/policy");
	j->judgeable = false;
	buf_release(&known);
}

static void read_district(struct job *j, struct str path)
{
	const struct node *root = load_tree(j->load)->root;

	if (!root || root->kind != NODE_OBJECT)
		return;
	check_policy(j, root, path);
	terms_read(&j->terms, load_tree(j->load), path, &j->out->findings);
}

/* Whether the run is about this path. */
static bool is_meant(const struct job *j, struct str path)
{
	return !j->options->selection || selection_covers(j->options->selection, path);
}

/* Whether the run is about files that hold no records and were read all the same. */
static bool is_about_policy(const struct job *j)
{
	const struct selection *selection = j->options->selection;

	for (size_t i = 0; selection && i < selection->paths.n; i++)
		if (str_eq(selection->paths.at[i], STR("policy")) ||
		    str_starts(selection->paths.at[i], STR("policy/")))
			return true;
	return selection && j->district && is_meant(j, STR("sws.yaml"));
}

/* Whether there is nothing at all to say. */
static bool is_empty(const struct job *j)
{
	const struct finding_list *findings = &j->out->findings;

	if (j->out->source.records || j->options->allow_empty || is_about_policy(j))
		return false;
	for (size_t i = 0; i < findings->items.n; i++)
		if (findings->items.at[i].severity == SEVERITY_ERROR &&
		    is_meant(j, findings->items.at[i].path))
			return false;
	return true;
}

/* In byte order of paths; what the district's record sets applies to the rules, which come
 * after. */
static int load_all(struct job *j)
{
	struct layout_record record;
	int status = 0;

	while (status == 0 && layout_next(j->layout, &record)) {
		status = load_record(j->load, &record, j->error);
		if (status == 0)
			status = commit_check_stop(j->options->stop, j->error);
		if (j->out->listing && is_meant(j, record.entry->path))
			*vec_add(&j->out->records) =
				arena_str(&j->out->arena, record.entry->path);
		if (str_eq(record.kind->name, STR("district"))) {
			j->district = true;
			read_district(j, record.entry->path);
		} else {
			j->out->source.records += is_meant(j, record.entry->path);
		}
	}
	if (status == 0 && is_empty(j))
		status = error_set(j->error, STATUS_NOT_FOUND,
				   j->options->selection ? "selection.empty" : "validate.empty",
				   NULL);
	return status;
}

static void describe_source(struct job *j)
{
	struct arena *a = &j->out->arena;

	date_format(j->terms.period.as_of, j->out->source.as_of);
	j->out->source.year = j->terms.period.year;
	j->out->source.snapshot = snapshot_source(j->records->snapshot);
	j->out->source.commit = arena_str(a, snapshot_commit(j->records->snapshot));
	j->out->source.prefix = arena_str(a, snapshot_prefix(j->records->snapshot));
	j->out->source.pack = arena_str(a, j->records->pack->name);
	j->out->source.pack_digest = arena_str(a, j->records->pack->digest);
	for (size_t i = 0; i < j->terms.params.items.n; i++) {
		struct setting *s = vec_add(&j->out->settings);
		struct buf value = {0};

		param_format(&j->terms.params.items.at[i], &value);
		s->name = arena_str(a, j->terms.params.items.at[i].name);
		s->value = arena_str(a, buf_str(&value));
		buf_release(&value);
	}
}

/* Rules that a keyword or a reference enforces: their findings get the rule's clause. */
static void mark_clauses(struct job *j)
{
	for (size_t i = 0; i < j->out->findings.items.n; i++) {
		struct finding *f = &j->out->findings.items.at[i];
		const struct rule *rule = pack_rule(j->records->pack, str_of(f->rule));

		if (rule && f->class == FINDING_RECORD)
			f->clause = finding_str(&j->out->findings, rule->clause);
	}
}

static void mask_name(struct arena *a, struct str *name)
{
	struct buf masked = {0};

	if (mask_text(&masked, *name))
		*name = arena_str(a, buf_str(&masked));
	buf_release(&masked);
}

/* As mask_findings, so that a finding's path and subject are found again in the lists. */
static void mask_lists(struct judgement *j)
{
	for (size_t i = 0; i < j->records.n; i++)
		mask_name(&j->arena, &j->records.at[i]);
	for (size_t i = 0; i < j->verdicts.n; i++)
		mask_name(&j->arena, &j->verdicts.at[i].subject);
}

/* Says what the run was about; as in findings, personal identifiers are not shown. Tallies
 * would not be about that. */
static void describe_selection(struct job *j)
{
	const struct selection *s = j->options->selection;
	struct buf masked = {0};

	j->out->tallies.n = j->out->verdicts.n = 0;
	j->out->source.limited = true;
	for (size_t i = 0; i < s->paths.n; i++) {
		buf_reset(&masked);
		mask_text(&masked, s->paths.at[i].len ? s->paths.at[i] : STR("."));
		*vec_add(&j->out->source.paths) = arena_str(&j->out->arena, buf_str(&masked));
	}
	buf_release(&masked);
}

/* Leaves the findings that the run is about. */
static void keep_meant(struct job *j)
{
	struct finding_list *findings = &j->out->findings;
	size_t kept = 0;

	for (size_t i = 0; i < findings->items.n; i++) {
		const struct finding *f = &findings->items.at[i];

		if (is_meant(j, f->path) || strcmp(f->rule, "pack.not-judged") == 0)
			findings->items.at[kept++] = *f;
	}
	findings->items.n = kept;
}

static int judge(struct job *j)
{
	struct finding_list *findings = &j->out->findings;
	int status = integrity_check(j->records, findings, j->error);

	if (status == 0 && !j->judgeable)
		finding_add(findings, "pack.not-judged", STR("sws.yaml"), NULL);
	else if (status == 0)
		status = judge_run(j->records->pack, &j->terms.params, &j->terms.period,
				   j->records->store, j->out, j->error);
	return status;
}

/* What will be asked of the store is said before it is filled. */
static int plan(struct job *j)
{
	int status = integrity_plan(j->records, j->error);

	if (status == 0 && j->options->by_station)
		status = affiliation_plan(j->records->store, j->error);
	if (status == 0 && j->options->by_station)
		status = compliance_plan(j->records->store, j->error);
	return status < 0 ? status
			  : judge_plan(j->records->pack, &j->terms.params, &j->terms.period,
				       j->records->store, j->error);
}

static int run(struct job *j)
{
	int status = terms_begin(&j->terms, &j->options->terms, j->records->pack, j->error);

	if (status == 0)
		status = plan(j);
	policy_find_unused(&j->records->policy, j->records->snapshot, &j->out->findings);
	if (status == 0)
		status = load_all(j);
	if (status == 0)
		status = terms_settle(&j->terms, j->error);
	if (status == 0)
		status = judge(j);
	return status;
}

int validate_run(struct records *r, const struct validate_options *options,
		 struct judgement *judgement, struct error *error)
{
	struct job j = {.records = r, .options = options, .out = judgement, .error = error};
	int status;

	j.layout = layout_new(r, &judgement->findings);
	j.load = load_new(r, &judgement->findings);
	status = run(&j);
	if (options->selection)
		keep_meant(&j);
	if (status == 0) {
		describe_source(&j);
		if (options->selection)
			describe_selection(&j);
		mark_clauses(&j);
		locate_findings(r, &judgement->findings);
		mask_findings(&judgement->findings);
		mask_lists(judgement);
		finding_sort(&judgement->findings);
	}
	load_free(j.load);
	layout_free(j.layout);
	terms_release(&j.terms);
	return status;
}
