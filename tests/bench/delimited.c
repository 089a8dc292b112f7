/* SPDX-License-Identifier: MIT */
/*
 * Times the reading of delimited text: `delimited write ROWS FILE` writes a file of rows of
 * some 300 bytes; `delimited FILE` decodes and reads it and prints how many rows came a second.
 * Processor time, the best of some runs.
 */
#include "base/read.h"
#include "text/charset.h"
#include "text/csv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { RUNS = 5 };

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int write_rows(long rows, const char *file)
{
	FILE *f = fopen(file, "w");

	if (!f)
		return 2;
	fputs("id,station,name,opened_on,closed_on,kind,hours,money,note,address,worker,"
	      "done\r\n",
	      f);
	for (long i = 0; i < rows; i++)
		fprintf(f,
			"case-%07ld,tanggu-%03ld,\"个案，%ld\",2022-%02ld-%02ld,2023/3/5,"
			"counselling,%ld.5,\"1,%03ld.00\",\"%s\","
			"滨海新区塘沽街道紫云园社区居委会,"
			"worker-%05ld,是\r\n",
			i, i % 505, i, i % 12 + 1, i % 28 + 1, i % 40, i % 1000,
			"面谈一次，家属在场；说明了服务的\"\"边界\"\"，约定下周再访。\n"
			"电话回访：情况平稳，已联系社区卫生服务中心",
			i % 20000);
	return fclose(f) ? 2 : 0;
}

/* The rows, or 0 where something could not be read. */
static size_t read_rows(struct str bytes, size_t *cells)
{
	struct charset_text t;
	struct error error = {0};
	struct csv_row row;
	struct csv c;
	size_t rows = 0;

	*cells = 0;
	if (charset_decode(bytes, CHARSET_DETECT, "file", &t, &error) == 0) {
		csv_init(&c, t.text, 0, "file");
		for (; csv_next(&c, &row, &error) == 1; rows++)
			*cells += row.n;
		csv_release(&c);
	}
	charset_release(&t);
	if (error.status)
		rows = 0;
	error_release(&error);
	return rows;
}

static int time_rows(const char *file)
{
	struct buf bytes = {0};
	struct error error = {0};
	size_t rows = 0, cells;
	double best = 0;

	if (read_file(file, READ_ANYTHING, CHARSET_BYTES_MAX, &bytes, &error) < 0)
		return 2;
	for (int i = 0; i < RUNS; i++) {
		double begun = now(), took;

		rows = read_rows(buf_str(&bytes), &cells);
		took = now() - begun;
		if (i == 0 || took < best)
			best = took;
	}
	printf("ours: %zu rows, %zu cells of %zu bytes, %.0f rows/s\n", rows, cells, bytes.len,
	       (double)rows / best);
	buf_release(&bytes);
	return rows ? 0 : 2;
}

int main(int argc, char **argv)
{
	if (argc == 4 && strcmp(argv[1], "write") == 0)
		return write_rows(strtol(argv[2], NULL, 10), argv[3]);
	if (argc == 2)
		return time_rows(argv[1]);
	fprintf(stderr, "usage: delimited write ROWS FILE | delimited FILE\n");
	return 2;
}
