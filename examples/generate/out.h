/* SPDX-License-Identifier: MIT */
/*
 * Where records go: files below one root, with their folders. Failure is final here: a
 * repository written in part is of no use, so the functions say what went wrong and exit with
 * status 2.
 */
#ifndef EXAMPLES_GENERATE_OUT_H
#define EXAMPLES_GENERATE_OUT_H

#include <stdio.h>

struct out_text {
	char s[40];
};

/* Create `root` with its parents; it may exist if it is an empty folder. */
void out_create_root(const char *root);

/* Open a file below root for writing and create its folders. The path is a printf format. */
__attribute__((format(printf, 2, 3))) FILE *out_open(const char *root, const char *format, ...);

/* Close, and make sure that everything was written. */
void out_close(FILE *f);

/* Tenths as the shortest decimal: 295 is "29.5", 300 is "30". */
struct out_text out_tenths(int tenths);

/*
 * A block list: `key` at that indent, then the words of `items`, which single spaces separate.
 * With no items nothing is written.
 */
void out_list(FILE *f, int indent, const char *key, const char *items);

/* Memory for n things, zeroed; never NULL. */
void *out_alloc(int n, size_t size);

#endif
