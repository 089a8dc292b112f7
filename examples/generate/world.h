/* SPDX-License-Identifier: MIT */
/*
 * The plan of a repository before any file is written: which stations, who works where and
 * when, which communities there are. Whatever two records must agree on is decided here or is a
 * pure function of the seed (household_plan, case_plan); the writers of the kinds only write it
 * down.
 */
#ifndef EXAMPLES_GENERATE_WORLD_H
#define EXAMPLES_GENERATE_WORLD_H

#include <stdbool.h>
#include <stdint.h>

#define WORLD_ID_SIZE 48

/* The years of the records. */
#define WORLD_FIRST_YEAR 2022
#define WORLD_LAST_YEAR  2023

/* A failure planted in a station or in one of its records, or in an agency; the example's
 * README explains each. */
enum plant {
	PLANT_NONE,
	PLANT_LATE_STATION,
	PLANT_TWIN_STATION,
	PLANT_UNLISTED_DIVISION,
	PLANT_REGISTRATION_GAP,
	PLANT_VACANCY,
	PLANT_FEW_CASES,
	PLANT_SUPERVISION_SHORT,
	PLANT_SUPERVISION_WAIVED,
	PLANT_TRAINING_SHORT,
	PLANT_TRAINING_UNCOUNTED,
	PLANT_PHONE,
	PLANT_CITIZEN_ID,
	PLANT_WORKER_TYPO,
	PLANT_TARGET_TYPO,
	PLANT_BARE_NUMBER,
	PLANT_UNKNOWN_KEY,
	PLANT_LOST_DATE,
	PLANT_WRONG_FOLDER,
	PLANT_DUPLICATE_KEY,
	PLANT_SIGN_PREFIX,
	PLANT_GUIDELINE_MISSING,
	PLANT_FUND_PURPOSE,
	PLANT_LATE_PLAN,
	PLANT_TASK_OVERDUE,
	PLANT_NO_PARTY,
	PLANT_SAME_BRAND,
	PLANT_NO_SAFETY_CHECK,
	PLANT_NO_DISCLOSURE,
	PLANT_PUBLISHED_CASE,
	PLANT_IDLE_ITEM,
	PLANT_NO_BANK,
	PLANT_CLERICAL,
	PLANT_ADMINISTRATIVE,
	PLANT_NO_CERTIFICATE,
	PLANT_REGISTRATION_ENDED,
	PLANT_REGISTRATION_ENDING,
	PLANT_INSURANCE_ENDED,
	PLANT_NO_CASE_EVALUATION,
	PLANT_COPIED_PLAN,
	PLANT_INACTIVE_CASE,
	PLANT_LATE_CONSENT,
	PLANT_STRANGER,
	PLANT_NO_SURVEY,
	PLANT_OPEN_NEED,
	PLANT_SHORT_DELIVERY,
	PLANT_OVERSPENT,
	PLANT_NOT_EVALUATED,
	PLANT_COUNT,
};

/* The same of agencies, by their place in the example. */
enum {
	AGENCY_WITHOUT_SYSTEM = 1,
	AGENCY_LATE_REPORT = 2,
	AGENCY_INELIGIBLE = 3,
	AGENCY_COMPANY = 5, /* it runs no station, only a project */
};

enum mode { MODE_CONTRACTED, MODE_REASSIGNED, MODE_RECRUITED };

struct division {
	const char *code, *name, *sign_name, *kind, *id;
};

struct community_name {
	const char *code, *name, *id;
};

struct post {
	int station;
	int starts_on, ends_on; /* CALENDAR_OPEN while posted */
};

struct worker {
	int posts; /* 1 or 2, in order of time */
	struct post post[2];
};

struct community {
	char id[WORLD_ID_SIZE];
	const char *code, *name;
	int station;
	int opened_on;
};

/* Workers, communities and cases of a station are runs of the world's: first_x, and how many.
 */
struct station {
	char id[WORLD_ID_SIZE];
	const char *name; /* the place alone: 塘沽街道 */
	const char *division;
	const char *sign_name; /* that of the division, or of the place when the division is
				  unlisted */
	uint64_t plants;       /* bit p: enum plant p */
	enum mode mode;
	int agency; /* who runs it, when contracted */
	int filed_on, hardware_ready_on, contracted_on, staffed_on, opened_on;
	int workers, first_worker;
	int guest; /* a worker who moved in from another station, or -1 */
	int communities, first_community;
	int cases, first_case;
	int households, first_household;
	int projects, first_project;
};

struct world {
	uint64_t seed;
	bool example; /* the worked example, with its planted failures */
	int digits;   /* width of the number in ids */
	int divisions, stations, workers, communities, agencies;
	int operators; /* the first ones of the agencies run stations */
	struct division *division;
	struct station *station;
	struct worker *worker;
	struct community *community;
	char *names; /* text of the synthetic names */
};

/* The kinds' numbers for rng_stream. */
enum stream {
	STREAM_WORLD,
	STREAM_STATION,
	STREAM_WORKER,
	STREAM_CASE,
	STREAM_CASE_TEXT,
	STREAM_PROJECT,
	STREAM_HOUSEHOLD,
	STREAM_COMMUNITY,
	STREAM_AGENCY,
};

struct world_id {
	char s[WORLD_ID_SIZE];
};

/* The plan of the worked example. */
struct world world_example(uint64_t seed);

/* The plan of a compliant repository of `records` record files (at least 50). */
struct world world_benchmark(uint64_t seed, int records);

void world_release(struct world *w);

/* Whether that failure is planted in the station. */
bool world_planted(const struct station *s, enum plant plant);

struct world_id world_worker_id(const struct world *w, int worker);
struct world_id world_agency_id(const struct world *w, int agency);

/* The n-th project (from 1) of a station in a year; the first is the station's own programme.
 */
struct world_id world_project_id(const struct station *s, int year, int n);

/*
 * A worker posted at the station on that day; `pick` chooses among several. The day must not be
 * before the station was staffed.
 */
int world_worker_on(const struct world *w, int station, int day, int pick);

/* The station with that id, which must exist. */
int world_station(const struct world *w, const char *id);

/* The day itself, or the station's opening if that is later. */
int world_not_before_opening(const struct station *s, int day);

#endif
