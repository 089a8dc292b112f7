/* SPDX-License-Identifier: MIT */
/*
 * A policy pack: parameters, who is judged, and rules, read from its YAML files.
 *
 * The files' shapes are the schemas schema/meta/{pack,rule,report}.yaml. All strings and
 * arrays belong to the pack.
 */
#ifndef POLICY_PACK_H
#define POLICY_PACK_H

#include "base/map.h"
#include "result/finding.h"
#include "result/table.h"
#include "schema/kind.h"
#include "store/guard.h"

/* One text in both languages. */
struct texts {
	struct str zh, en;
};

enum param_type {
	PARAM_INTEGER,
	PARAM_DECIMAL,
	PARAM_DATE,
	PARAM_MONTH_DAY, /* MM-DD of a year that is no leap year */
	PARAM_TEXT,
	PARAM_LIST, /* of texts */
};

struct param {
	struct str name;
	enum param_type type;
	struct texts title;
	const struct str *choices; /* n_choices 0: any text */
	size_t n_choices;
	struct str maximum; /* a number; "" for none */
	size_t n_values;    /* 1 unless a list */
	const struct str *values;
};

enum rule_level { LEVEL_MUST, LEVEL_SHOULD, LEVEL_MAY };
enum rule_term { TERM_YEARLY, TERM_DATED, TERM_STANDING };

/* SQL of a rule or a view, and where it stands. */
struct statement {
	struct str sql;
	uint32_t line, column; /* of its first byte in the file */
	bool exact; /* its lines are lines of the file, and each begins in this column; else the
		       place is that of the whole */
};

/* Who is judged: a view of a kind's records, for rules that name it as their scope. */
struct view {
	struct statement statement;
	struct str file;
	bool outside; /* of a repository's pack: its SQL runs under the guard */
};

struct affected {
	struct str table;
	struct statement statement;
};

/* What a named value of the evidence, or a column, is called. */
struct label {
	struct str name;
	struct texts title;
};

struct rule {
	struct str id, clause; /* clause "" where the notice has none */
	struct str file;       /* schema/rules/coverage.yaml */
	bool outside;          /* of a repository's pack: its SQL runs under the guard */
	enum rule_level level;
	enum rule_term term;
	size_t n_subjects; /* 1, but for rules that a keyword enforces */
	const struct kind **subjects;
	struct str scope; /* the view of the subject, by its name in pack.yaml */
	struct str when,
		value; /* the file holds where this parameter has this value; "" always */
	bool waivable;
	struct texts title, hint, reading, unit; /* reading and unit may be "" */
	struct str keyword;                      /* "" for rules with a measure */
	struct statement measure, evidence;
	size_t n_labels;
	const struct label *labels;
	size_t n_affects;
	const struct affected *affects;
};

/* What a report and its columns are called. */
struct report {
	struct str name;
	struct texts title;
	size_t n_parts, n_columns, n_order;
	struct label *parts; /* its tables, where there are several */
	struct label *columns;
	const struct str *order; /* of values: what is not among them comes after */
};

struct pack {
	struct str name, digest; /* digest: 16 hexadecimal digits over all its files */
	struct texts title;
	struct VEC(struct param) params;
	struct VEC(struct rule) rules;     /* by file name */
	struct VEC(struct report) reports; /* likewise */
	struct map scopes;                 /* "station/judged" to struct view * */
	struct guard_limits limits;        /* for SQL from outside */
	struct arena arena;
};

/* The files of one pack, and what findings put before their names: `schema/`, `policy/x/`. */
struct pack_layer {
	struct str name, folder; /* name: what it must be called; "" anything */
	const struct pack_file *files;
	size_t n;
};

/* Reads `pack.yaml`, `rules/<any>.yaml` and `reports/<any>.yaml` of each layer, from the pack
 * that is built in to the one that changes it last. The first has the shapes of files, too
 * (meta/<any>.yaml). One of the others without `extends` keeps nothing of those before it but
 * what reports are called. What is wrong with them is in the findings, by file
 * (`policy/x/rules/coverage.yaml`), and the call fails with pack.invalid {pack}. */
int pack_load(const struct pack_layer *layers, size_t n, const struct kind_set *kinds,
	      struct pack **pack, struct finding_list *findings, struct error *error);
void pack_free(struct pack *p);

/* Holds the files kinds/<kind>.yaml, keys that packs add, to their shape. Fails likewise. */
int pack_load_keys(const struct pack_layer *layers, size_t n, struct finding_list *findings,
		   struct error *error);

/* The same failure, for a pack of this name. */
int pack_refuse(struct str name, struct error *error);

/* The pack's view of who is judged, or NULL; and its SQL. */
const struct view *pack_view(const struct pack *p, const struct kind *kind, struct str scope);
const struct str *pack_scope(const struct pack *p, const struct kind *kind, struct str scope);

/* The first rule file with this id, or NULL. */
const struct rule *pack_rule(const struct pack *p, struct str id);

/* The rule id nearest to `id`, or "". */
struct str pack_nearest_rule(const struct pack *p, struct str id);

/* The report of this name, or NULL. */
const struct report *pack_report(const struct pack *p, struct str name);

/* The name's title among labels; "" in both languages if it has none. */
struct table_title pack_title(const struct label *labels, size_t n, struct str name);

/* The same of a report's column, and the report's own; also for a report that is NULL or not
 * there. */
struct table_title pack_column_title(const struct report *report, struct str column);
struct table_title pack_report_title(const struct pack *p, struct str name);

/* "must", "should", "may"; "yearly", "dated", "standing" */
const char *pack_level_name(enum rule_level level);
const char *pack_term_name(enum rule_term term);

#endif
