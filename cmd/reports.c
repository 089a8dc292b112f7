/* SPDX-License-Identifier: MIT */
/* From options to tables. */
#include "reports.h"

#include "base/fd.h"
#include "base/nearby.h"
#include "records/verdicts.h"
#include "records/why.h"

#include <string.h>
#include <unistd.h>

/* What one run has at hand. */
struct run {
	struct cli *cli;
	const struct reports_job *job;
	struct records *records;
	struct judgement judgement;
	struct affiliation
		stations; /* of --station, or of all where the report is by station */
	struct table_source source;
	size_t rows;
	struct error error;
};

/* A report: writes its table; 0, or less with the error set. */
struct maker {
	const char *name;
	int (*write)(struct run *r);
};

/* The language of cells that are in one only; same bytes for machines in any locale. */
static bool speaks_chinese(const struct cli *cli, const struct sheet *sheet)
{
	return cli->language == LANGUAGE_ZH &&
	       (cli->language_given || !sheet->format->for_machines);
}

static int write_verdicts(struct run *r)
{
	const struct pack *pack = r->records->pack;
	struct verdicts v;
	struct table table;
	int status;

	verdicts_init(&v, pack, &r->judgement, r->job->station ? &r->stations : NULL);
	table = verdicts_table(&v, pack);
	status = sheet_write(&r->job->sheet, r->cli, &table, &r->source, &r->rows, &r->error);
	verdicts_release(&v);
	return status;
}

static int write_compliance(struct run *r)
{
	struct grid grid = {0};
	struct table table;
	int status = compliance_fill(&grid, r->records, &r->judgement, &r->stations, r->job->by,
				     &r->error);

	table = compliance_table(&grid, r->records->pack);
	if (status == 0)
		status = sheet_write(&r->job->sheet, r->cli, &table, &r->source, &r->rows,
				     &r->error);
	grid_release(&grid);
	return status;
}

static int write_why(struct run *r)
{
	const struct why_question question = {
		.subject = str_of(r->job->why_subject),
		.rule = str_of(r->job->why_rule),
		.chinese = speaks_chinese(r->cli, &r->job->sheet),
	};
	struct why w = {.tables = {{.n_columns = 0}}};
	int status = why_ask(&w, r->records, &r->judgement, &question, &r->error);

	if (status == 0)
		status = sheet_write_all(&r->job->sheet, r->cli, w.tables, WHY_TABLES,
					 &r->source, &r->rows, &r->error);
	why_release(&w);
	return status;
}

static const struct maker makers[] = {
	{"compliance", write_compliance},
	{"verdicts", write_verdicts},
};

enum { MAKERS = sizeof makers / sizeof *makers };

static const struct maker *find_maker(const char *name)
{
	for (size_t i = 0; i < MAKERS; i++)
		if (strcmp(makers[i].name, name) == 0)
			return &makers[i];
	return NULL;
}

bool reports_has(struct cli *cli, const char *name)
{
	struct nearby near = {.wanted = str_of(name)};
	struct buf names = {0};

	if (find_maker(name))
		return true;
	for (size_t i = 0; i < MAKERS; i++)
		nearby_offer(&near, str_of(makers[i].name));
	nearby_list(&near, &names);
	if (near.n)
		cli_refuse(cli, "report.unknown-near", "report", name, "nearest",
			   buf_cstr(&names), NULL);
	else
		cli_refuse(cli, "report.unknown", "report", name, NULL);
	buf_release(&names);
	nearby_release(&near);
	return false;
}

/* The stations in byte order. */
static int refuse_station(struct run *r)
{
	struct nearby near = {.wanted = str_of(r->job->station)};
	struct affiliation all = {0};
	struct buf names = {0};

	affiliation_load(&all, r->records->store, STR(""), &r->error);
	for (size_t i = 0; i < all.records.n; i++)
		if (str_starts(all.records.entries[i].key, STR("station/")))
			nearby_offer(&near, str_sub(all.records.entries[i].key,
						    sizeof "station/" - 1, SIZE_MAX));
	nearby_list(&near, &names);
	if (near.n)
		error_set(&r->error, STATUS_NOT_FOUND, "report.unknown-station-near", "station",
			  r->job->station, "nearest", buf_cstr(&names), NULL);
	else
		error_set(&r->error, STATUS_NOT_FOUND, "report.unknown-station", "station",
			  r->job->station, NULL);
	buf_release(&names);
	nearby_release(&near);
	affiliation_release(&all);
	return STATUS_NOT_FOUND;
}

static int load_stations(struct run *r)
{
	const char *station = r->job->station;
	const struct kind *kind = kind_find(r->records->kinds, STR("station"));

	if (station && !store_has(r->records->store, kind, str_of(station)))
		return refuse_station(r);
	return affiliation_load(&r->stations, r->records->store, str_of(station), &r->error);
}

static void describe(struct run *r)
{
	const struct judgement *j = &r->judgement;

	r->source = (struct table_source){
		.program = STR("sws-report " SWS_VERSION),
		.snapshot = j->source.snapshot,
		.commit = j->source.commit,
		.pack = j->source.pack,
		.pack_digest = j->source.pack_digest,
		.year = j->source.year,
		.as_of = str_of(j->source.as_of),
		.parameters = j->settings.at,
		.n_parameters = j->settings.n,
	};
}

/* That files are wrong, and so may the report be, is said beside it. */
static void warn(const struct run *r)
{
	const struct finding_list *findings = &r->judgement.findings;
	struct message message = {0};
	struct arena arena = {0};
	struct buf text = {0};
	size_t n = 0;

	for (size_t i = 0; i < findings->items.n; i++)
		n += findings->items.at[i].class == FINDING_RECORD &&
		     findings->items.at[i].severity == SEVERITY_ERROR;
	if (n == 0 || r->job->quiet)
		return;
	message_set(&message, &arena, "report.findings", "n", arena_printf(&arena, "%zu", n),
		    NULL);
	buf_printf(&text, "%s: ", r->cli->program);
	catalogue_message(cli_catalogue(r->cli), &message, &text);
	buf_add_char(&text, '\n');
	fd_write_all(STDERR_FILENO, buf_str(&text));
	buf_release(&text);
	arena_release(&arena);
}

static int report(struct run *r)
{
	struct validate_options how = basis_options(&r->job->basis);
	bool why = r->job->why_subject != NULL;
	int status;

	how.by_station = !why;
	how.allow_empty = true;
	r->judgement.listing = true;
	status = validate_run(r->records, &how, &r->judgement, &r->error);
	if (status == 0 && r->judgement.tallies.n == 0)
		status = error_set(&r->error, STATUS_INVALID, "report.not-judged", NULL);
	if (status == 0 && !why)
		status = load_stations(r);
	if (status < 0)
		return status;
	describe(r);
	return why ? write_why(r) : find_maker(r->job->name)->write(r);
}

int reports_run(struct cli *cli, const struct reports_job *job)
{
	struct run r = {.cli = cli, .job = job};
	int status = basis_open(&job->basis, cli, &r.records);

	if (status == CLI_FAILED)
		return status;
	status = report(&r);
	if (status < 0) {
		status = cli_fail(cli, &r.error);
	} else {
		warn(&r);
		status = r.rows ? CLI_DONE : CLI_NO;
	}
	affiliation_release(&r.stations);
	judgement_release(&r.judgement);
	records_close(r.records);
	error_release(&r.error);
	return status;
}

/* The title alone is in one language. */
static void fill_list(struct grid *g, struct cli *cli, const struct sheet *sheet,
		      const struct pack *pack)
{
	grid_column(g, STR("report"), TABLE_TEXT);
	grid_column(g, STR("title"), TABLE_TEXT);
	for (size_t i = 0; i < MAKERS; i++) {
		struct table_title title = pack_report_title(pack, str_of(makers[i].name));

		grid_row(g);
		grid_set(g, 0, str_of(makers[i].name));
		grid_set(g, 1, speaks_chinese(cli, sheet) ? title.zh : title.en);
	}
}

int reports_list(struct cli *cli, const struct basis *basis, const struct sheet *sheet)
{
	struct records *r = NULL;
	struct error error = {0};
	struct grid grid = {0};
	struct table table;
	size_t rows;
	int status = basis_open_policy(basis, cli, &r);

	if (status == CLI_DONE) {
		fill_list(&grid, cli, sheet, r->pack);
		table = grid_table(&grid, STR("reports"), (struct table_title){{0}, {0}});
		if (sheet_write(sheet, cli, &table, NULL, &rows, &error) < 0)
			status = cli_fail(cli, &error);
	}
	grid_release(&grid);
	records_close(r);
	error_release(&error);
	return status;
}
