/* SPDX-License-Identifier: MIT */
/*
 * Times the rules on a loaded store: `rules DIR YEAR AS-OF` loads the records of a folder as
 * sws-validate does, then runs the measure of each rule that is in force RUNS times and prints
 * the least processor time, the subjects, and which took longer than it should; last the sum.
 *
 * Nothing is asserted; the status is 2 where something could not be run.
 */
#include "base/date.h"
#include "policy/judge.h"
#include "policy/judged.h"
#include "records/integrity.h"
#include "records/load.h"
#include "store/query.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum {
	RUNS = 3,
	RULE_MS = 40,   /* the most that a rule should take, at 100,000 records */
	DAILY_MS = 100, /* staffing.certified, which looks at single days */
	ALL_MS = 350,
};

struct bench {
	struct records *records;
	struct finding_list findings;
	struct param_set params;
	struct param_period period;
	struct judged judged;
	struct error error;
};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Ends where a job could not be done. */
static void must(struct bench *b, const struct rule *rule, int status)
{
	if (status >= 0)
		return;
	fprintf(stderr, "rules: %s %s", rule ? rule->id.ptr : "", b->error.message.id);
	for (size_t i = 0; i < b->error.message.n_args; i++)
		fprintf(stderr, " %s=%.*s", b->error.message.args[i].name,
			STR_ARG(b->error.message.args[i].value));
	fputc('\n', stderr);
	exit(2);
}

static void load(struct bench *b, const char *folder)
{
	struct layout_record record;
	struct layout *layout;
	struct load *load;

	must(b, NULL,
	     records_open(&(struct records_options){.folder = folder}, &b->records, &b->error));
	param_defaults(&b->params, b->records->pack);
	must(b, NULL, integrity_plan(b->records, &b->error));
	must(b, NULL,
	     judge_plan(b->records->pack, &b->params, &b->period, b->records->store,
			&b->error));
	layout = layout_new(b->records, &b->findings);
	load = load_new(b->records, &b->findings);
	while (layout_next(layout, &record))
		must(b, NULL, load_record(load, &record, &b->error));
	load_free(load);
	layout_free(layout);
}

static bool in_force(const struct bench *b, const struct rule *rule)
{
	const struct param *p = param_find(&b->params, rule->when);

	return rule->measure.sql.len && (!p || str_eq(p->values[0], rule->value));
}

/* Runs the measure once, over the subjects that the judge would show it. */
static size_t run(struct bench *b, const struct rule *rule)
{
	struct query *q;
	size_t unmet = 0, not_applying, holding;
	int status;

	must(b, rule, judged_show(&b->judged, rule, rule->subjects[0], &b->error));
	must(b, rule, query_open_unmet(b->records->store, rule->measure.sql, &q, &b->error));
	while ((status = query_next(q, &b->error)) == 1)
		unmet++;
	must(b, rule, status);
	query_counts(q, &not_applying, &holding);
	query_close(q);
	return unmet + not_applying + holding;
}

static double time_rule(struct bench *b, const struct rule *rule)
{
	double least = 0, begun, took;
	size_t subjects = 0;
	int limit = str_eq(rule->id, STR("staffing.certified")) ? DAILY_MS : RULE_MS;

	for (int i = 0; i < RUNS; i++) {
		begun = now();
		subjects = run(b, rule);
		took = now() - begun;
		if (i == 0 || took < least)
			least = took;
	}
	printf("%-32s %9zu %9.1f%s\n", rule->id.ptr, subjects, least,
	       least > limit ? "  too long" : "");
	return least;
}

int main(int argc, char **argv)
{
	struct bench b = {0};
	double sum = 0;

	if (argc != 4 || !date_parse(str_of(argv[3]), &b.period.as_of)) {
		fprintf(stderr, "usage: rules DIR YEAR AS-OF\n");
		return 2;
	}
	b.period.year = (int)strtol(argv[2], NULL, 10);
	load(&b, argv[1]);
	judged_init(&b.judged, b.records->pack, b.records->store);
	printf("%-32s %9s %9s\n", "rule", "subjects", "ms");
	for (size_t i = 0; i < b.records->pack->rules.n; i++)
		if (in_force(&b, &b.records->pack->rules.at[i]))
			sum += time_rule(&b, &b.records->pack->rules.at[i]);
	printf("%-32s %9s %9.1f%s\n", "all", "", sum, sum > ALL_MS ? "  too long" : "");
	judged_release(&b.judged);
	param_release(&b.params);
	finding_release(&b.findings);
	records_close(b.records);
	return 0;
}
