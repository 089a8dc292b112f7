/* SPDX-License-Identifier: MIT */
/* A pack of one rule, a store and what is judged, for the tests of policy/judge.h. */
#ifndef UNIT_JUDGING_H
#define UNIT_JUDGING_H

#include "policy/failures.h"
#include "policy/judge.h"

#include "base/date.h"
#include "rulebook.h"

#include <stdio.h>

#define JUDGING_FILE "rules/test.yaml"

/* Workers, two views of them; and the parameters that conditions and measures look at. */
static const char judging_pack[] =
	"pack: test\n"
	"title: {zh: 题, en: title}\n"
	"parameters:\n"
	"  mode: {type: text, default: a, title: {zh: 题, en: title}}\n"
	"  hours: {type: decimal, default: 30, title: {zh: 题, en: title}}\n"
	"  words: {type: list, default: [a], title: {zh: 题, en: title}}\n"
	"subjects:\n"
	"  worker:\n"
	"    judged: SELECT w.id, w.talent IS NULL AS in_scope FROM workers w\n"
	"    talented: SELECT w.id, TRUE AS in_scope FROM workers w WHERE w.talent IS NOT "
	"NULL\n"
	"  station:\n"
	"    judged: SELECT s.id, TRUE AS in_scope FROM stations s\n"
	"  district:\n"
	"    judged: SELECT d.id, TRUE AS in_scope FROM district d\n";

struct judging {
	struct rulebook book;
	struct param_set params;
	struct param_period period;
	struct judgement judgement;
	struct error error;
};

static inline int judging_setup(void **state)
{
	static struct judging f;

	f = (struct judging){.period = {.year = 2022, .as_of = date_day(2022, 6, 30)}};
	*state = &f;
	rulebook_init(&f.book);
	rulebook_put(&f.book, "pack.yaml", judging_pack);
	rulebook_drop(&f.book, "rules/");
	return 0;
}

static inline int judging_teardown(void **state)
{
	struct judging *f = *state;

	judgement_release(&f->judgement);
	param_release(&f->params);
	error_release(&f->error);
	rulebook_close(&f->book);
	return 0;
}

/* Loads the pack and makes a store that knows what will be asked; plans again if it did
 * before. */
static inline int judging_plan(struct judging *f)
{
	judgement_release(&f->judgement);
	param_release(&f->params);
	rulebook_open(&f->book);
	rulebook_store(&f->book);
	param_defaults(&f->params, f->book.pack);
	return judge_plan(f->book.pack, &f->params, &f->period, f->book.store, &f->error);
}

static inline void judging_must_plan(struct judging *f)
{
	if (judging_plan(f) < 0)
		fail_msg("%s: %s", f->error.message.id,
			 message_arg(&f->error.message, STR("reason"))->ptr);
}

static inline int judging_run(struct judging *f)
{
	return judge_run(f->book.pack, &f->params, &f->period, f->book.store, &f->judgement,
			 &f->error);
}

static inline void judging_worker(struct judging *f, const char *id, const char *yaml)
{
	char path[128];

	snprintf(path, sizeof path, "workers/%s.yaml", id);
	rulebook_record(&f->book, "worker", id, path, yaml);
}

/* A worker of this id, and its verdict alone is asked for. */
static inline void judging_wu(struct judging *f)
{
	judging_worker(f, "wu", "id: wu\nname: 吴\n");
}

static inline void judging_waiver(struct judging *f, const char *ends_on)
{
	char yaml[256];

	snprintf(
		yaml, sizeof yaml,
		"format: 1\nwaivers:\n  - {rule: test.rule, subject_kind: worker, subject: wu, "
		"ends_on: %s}\n",
		ends_on);
	rulebook_record(&f->book, "district", "district", "sws.yaml", yaml);
}

/* The tally of the n-th rule as `rule: pass fail pending not-applicable waived`, where zero is
 * a `.`. */
static inline const char *judging_tally(const struct judging *f, size_t n)
{
	static char text[128];
	const struct tally *t = &f->judgement.tallies.at[n];
	int at = snprintf(text, sizeof text, "%.*s:", STR_ARG(t->rule));

	for (int v = 0; v < VERDICTS; v++)
		at += t->count[v] ? snprintf(text + at, sizeof text - (size_t)at, " %zu",
					     t->count[v])
				  : snprintf(text + at, sizeof text - (size_t)at, " .");
	return text;
}

/* A rule file over workers. `columns` are those after `subject`. */
static inline void judging_rule(struct judging *f, const char *level, const char *term,
				const char *columns, const char *more)
{
	static char text[4096];

	snprintf(
		text, sizeof text,
		"rule: test.rule\nlevel: %s\nterm: %s\nsubject: worker\n" RULEBOOK_TEXTS
		"measure: |\n  SELECT w.id AS subject, %s FROM judged w CROSS JOIN param p\n%s",
		level, term, columns, more);
	rulebook_put(&f->book, JUDGING_FILE, text);
}

#define HOLDS "1 AS applies, NULL AS measured, NULL AS required, 1 AS holds"
#define UNMET "1 AS applies, NULL AS measured, NULL AS required, 0 AS holds"

#endif
