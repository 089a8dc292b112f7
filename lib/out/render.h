/* SPDX-License-Identifier: MIT */
/*
 * The renderers there are, each in a file of its own; renderer.c finds them by name.
 */
#ifndef OUT_RENDER_H
#define OUT_RENDER_H

#include "out/renderer.h"

/* For people: a line for each finding, as compilers write them, with excerpt and hint; a table
 * of verdicts; a line of counts. */
extern const struct renderer render_text;

/* One finding in that format: as many lines as it takes. */
void render_text_finding(struct buf *out, const struct finding *f,
			 const struct render_options *o);

/* The values of a contribution, `name=value name=value`, names in the reader's language. */
void render_text_values(struct buf *out, const struct finding *f,
			const struct contribution *row, const struct render_options *o);

/* One JSON object with "findings" (a line each), "verdicts" and "source". */
extern const struct renderer render_json;

/* A JSON object a line: {"type": "finding", ...} for each, with the members that json gives it,
 * then {"type": "summary", "verdicts": ..., "source": ...}. */
extern const struct renderer render_ndjson;

/* SARIF 2.1.0 (OASIS, with errata 01). */
extern const struct renderer render_sarif;

/* JUnit's XML as Jenkins and GitLab read it: a suite for each folder of records and each rule
 * that measures, a case for each record and each subject. */
extern const struct renderer render_junit;

/* Workflow commands of GitHub Actions, that is annotations, as many as GitHub shows of a step;
 * then the other findings, and the counts. */
extern const struct renderer render_github;

/* A Code Quality report as GitLab documents it: the part of Code Climate's JSON that it reads.
 */
extern const struct renderer render_gitlab;

#endif
