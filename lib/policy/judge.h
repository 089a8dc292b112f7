/* SPDX-License-Identifier: MIT */
/*
 * Judging: every rule over the store, one verdict a subject (RULES.md).
 */
#ifndef POLICY_JUDGE_H
#define POLICY_JUDGE_H

#include "policy/param.h"
#include "result/judgement.h"

/* What a measure gives as `due` when no day is set yet. */
#define JUDGE_NO_DAY "9999-12-31"

/* Runs the pack's rules and appends to the judgement: a tally a rule and a finding for each
 * verdict of fail, with its contributing rows, unless it is brief; if it is naming, who fails;
 * then what is wrong with waivers (pack.waiver-*); if it lists, each subject's verdict.
 * Rules that a keyword enforces are tallied from the findings that are there already. The
 * places of findings are paths and lines; columns are 0. Fails on SQL that does not run:
 * pack.sql {rule, file, line, fault}, with the arguments of the words that `fault` names. */
int judge_run(const struct pack *pack, const struct param_set *params,
	      const struct param_period *period, struct store *store,
	      struct judgement *judgement, struct error *error);

/* The file of the rule with this id that was in force in the judgement, or NULL. */
const struct rule *judge_rule(const struct pack *pack, struct str id,
			      const struct judgement *judgement);

/* Tells the store what judge_run will read: compiles measures and evidence of all rules,
 * whatever the parameters. Before the first record is put. */
int judge_plan(const struct pack *pack, const struct param_set *params,
	       const struct param_period *period, struct store *store, struct error *error);

#endif
