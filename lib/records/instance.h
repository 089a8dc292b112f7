/* SPDX-License-Identifier: MIT */
/*
 * Instances: any YAML or JSON files checked against one schema, without a records repository.
 */
#ifndef RECORDS_INSTANCE_H
#define RECORDS_INSTANCE_H

#include "records/documents.h"
#include "result/finding.h"

struct instance_options {
	const char *schema; /* a file, or an absolute URI that a map leads to; `#fragment` may
			       follow */
	struct documents documents; /* its maps must outlive the checker */
	bool assert_formats;        /* `format` asserts, where the format is known */
	bool all_branches;          /* as in schema_explain */
};

struct instance_checker;

/* Reads and compiles the schema. Fails with read.unreadable, read.too-large or schema.* {file,
 * line, column, ...}. */
int instance_open(const struct instance_options *options, struct instance_checker **checker,
		  struct error *error);

/* Takes NULL. */
void instance_close(struct instance_checker *checker);

/* Checks one file (`-`: standard input), every document of it, and appends what is wrong with
 * it. False when that is no verdict: the file could not be read, or a bound was crossed; the
 * findings say which. */
bool instance_check(struct instance_checker *checker, const char *file,
		    struct finding_list *findings);

/* The bytes of a file that was checked, for an excerpt; empty if they cannot be read again.
 * Valid until the next call. */
struct str instance_source(struct instance_checker *checker, struct str path);

#endif
