/* SPDX-License-Identifier: MIT */
/*
 * Times questions: `ask DIR` loads the cases of a folder for one question as sws-query does,
 * asks it again of the loaded store, compiled anew each time, and prints the mean time of that;
 * then a million rows as CSV to nowhere, and how many came a second. Processor time.
 *
 * Nothing is asserted; the status is 2 where something could not be run.
 */
#include "out/tabular.h"
#include "records/ask.h"
#include "store/query.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum {
	RUNS = 1000,
	INDEXED_MS = 5,       /* the most that a question should take which an index answers */
	ROWS_SECOND = 500000, /* the least that should come a second */
};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Ends where a job could not be done. */
static void must(const struct error *error, int status)
{
	if (status >= 0)
		return;
	fprintf(stderr, "ask: %s\n", error->message.id);
	exit(2);
}

static struct ask *ask(struct records *r, const struct ask_options *options)
{
	struct error error = {0};
	struct ask *a;

	must(&error, ask_open(r, options, &a, &error));
	return a;
}

/* All rows of the statement, compiled under the guard; their number. */
static size_t run(struct store *s, const struct ask_options *options)
{
	struct error error = {0};
	struct query *q;
	size_t rows = 0;
	int status;

	guard_begin(s, &options->limits);
	must(&error, query_open(s, options->sql, &q, &error));
	while ((status = query_next(q, &error)) == 1)
		rows++;
	must(&error, status);
	query_close(q);
	guard_end(s);
	return rows;
}

static void time_indexed(struct records *r, struct ask_options *options)
{
	double begun;
	size_t rows = 0;

	options->sql = STR("SELECT c.id, c.station, c.closure_date, count(i._n) FROM cases c"
			   " LEFT JOIN case_interventions i ON i._record = c.id"
			   " WHERE c.id = (SELECT max(id) FROM cases) GROUP BY c.id");
	ask_close(ask(r, options));
	begun = now();
	for (int i = 0; i < RUNS; i++)
		rows += run(r->store, options);
	printf("a case by its id: %.3f ms, wanted %d; rows %zu\n", (now() - begun) / RUNS,
	       INDEXED_MS, rows / RUNS);
}

static int nowhere(void *context, struct str bytes, struct error *error)
{
	(void)error;
	*(size_t *)context += bytes.len;
	return 0;
}

static void time_rows(struct records *r, struct ask_options *options)
{
	size_t bytes = 0, rows = 0;
	const struct tabular_options how = {.write = nowhere, .context = &bytes};
	struct error error = {0};
	struct ask *a;
	double begun;

	options->sql = STR("WITH RECURSIVE k(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k"
			   " WHERE n < 1000000) SELECT c.id, c.station, c.closure_date, k.n"
			   " FROM cases c CROSS JOIN k LIMIT 1000000");
	a = ask(r, options);
	begun = now();
	must(&error, tabular_find(STR("csv"))->render(ask_table(a), 1, &how, &rows, &error));
	printf("%zu rows as CSV, %zu bytes: %.0f rows/s, wanted %d\n", rows, bytes,
	       (double)rows / (now() - begun) * 1e3, ROWS_SECOND);
	ask_close(a);
}

static struct records *open_folder(const char *folder)
{
	const struct records_options where = {.folder = folder};
	struct error error = {0};
	struct records *r;

	must(&error, records_open(&where, &r, &error));
	return r;
}

int main(int argc, char **argv)
{
	struct ask_options options = {.limits = {.memory = 1 << 28, .rows = 10000000}};
	struct records *r;

	if (argc != 2) {
		fprintf(stderr, "usage: ask DIR\n");
		return 2;
	}
	r = open_folder(argv[1]);
	time_indexed(r, &options);
	records_close(r);
	r = open_folder(argv[1]);
	time_rows(r, &options);
	records_close(r);
	return 0;
}
