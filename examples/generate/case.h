/* SPDX-License-Identifier: MIT */
/*
 * Professional service cases. The plan of a case is a function of the seed, so that a station
 * can publish one of its cases after the closure and with the consent that the case records.
 */
#ifndef EXAMPLES_GENERATE_CASE_H
#define EXAMPLES_GENERATE_CASE_H

#include "world.h"

#define CASE_VISITS  5
#define CASE_PLANTED 4 /* of a station: the place of the case with a planted failure */

enum outcome { OUTCOME_COMPLETE, OUTCOME_WITHDRAWN, OUTCOME_OPEN, OUTCOME_REFERRED };

enum method { METHOD_CASEWORK, METHOD_GROUPWORK, METHOD_COMMUNITY };

struct case_plan {
	int station, n; /* the n-th of the station, from 0 */
	int topic;
	enum method method;
	enum outcome outcome;
	bool publicity; /* every client consents to it */
	int intake_on, consent_on, assessment_on, plan_on, evaluation_on, closure_on;
	int visits, visit_on[CASE_VISITS], worker[CASE_VISITS];
};

struct case_plan case_plan(const struct world *w, int station, int n);

struct world_id case_id(const struct world *w, const struct case_plan *c);

void case_write(const char *root, const struct world *w, const struct case_plan *c);

/*
 * The station's case to publish in that year: complete, with publicity consent. False: none.
 */
bool case_to_publish(const struct world *w, int station, int year, struct case_plan *plan);

#endif
