/* SPDX-License-Identifier: MIT */
/* Tables of verdicts, aligned by terminal columns. */
#include "out/summary.h"

#include "text/unicode.h"

#include <stdio.h>

enum {
	COLUMNS = 1 + VERDICTS, /* the rule, then a number for each verdict */
	NUMBER_SIZE = 24,
};

static const char *const headings[COLUMNS] = {
	"ui.rule",
	[1 + VERDICT_PASS] = "verdict.pass",
	[1 + VERDICT_FAIL] = "verdict.fail",
	[1 + VERDICT_PENDING] = "verdict.pending",
	[1 + VERDICT_NOT_APPLICABLE] = "verdict.not-applicable",
	[1 + VERDICT_WAIVED] = "verdict.waived",
};

/* The text of a cell; row 0 is the heading. Appends to an empty buf. */
static void add_cell(struct buf *out, const struct judgement *j, const struct catalogue *c,
		     size_t row, size_t column)
{
	if (row == 0)
		buf_add(out, catalogue_text(c, headings[column]));
	else if (column == 0)
		unicode_escape(out, j->tallies.at[row - 1].rule);
	else
		buf_printf(out, "%zu", j->tallies.at[row - 1].count[column - 1]);
}

/* Whether the row is shown. */
static bool has_row(const struct judgement *j, size_t row, bool every_rule)
{
	const size_t *count = row == 0 ? NULL : j->tallies.at[row - 1].count;

	return every_rule || count == NULL || count[VERDICT_FAIL] || count[VERDICT_PENDING] ||
	       count[VERDICT_WAIVED];
}

static void measure(const struct judgement *j, const struct catalogue *c, bool every_rule,
		    size_t widths[COLUMNS])
{
	struct buf cell = {0};

	for (size_t row = 0; row <= j->tallies.n; row++) {
		if (!has_row(j, row, every_rule))
			continue;
		for (size_t column = 0; column < COLUMNS; column++) {
			size_t width;

			buf_reset(&cell);
			add_cell(&cell, j, c, row, column);
			width = unicode_width(buf_str(&cell));
			if (width > widths[column])
				widths[column] = width;
		}
	}
	buf_release(&cell);
}

static void add_spaces(struct buf *out, size_t n)
{
	while (n-- > 0)
		buf_add_char(out, ' ');
}

/* The rule to the left, numbers and their headings to the right. */
static void add_row(struct buf *out, const struct judgement *j, const struct catalogue *c,
		    size_t row, const size_t widths[COLUMNS])
{
	struct buf cell = {0};

	for (size_t column = 0; column < COLUMNS; column++) {
		size_t room;

		buf_reset(&cell);
		add_cell(&cell, j, c, row, column);
		room = widths[column] - unicode_width(buf_str(&cell));
		if (column > 0)
			add_spaces(out, 2 + room);
		buf_add(out, buf_str(&cell));
		if (column == 0)
			add_spaces(out, room);
	}
	buf_add_char(out, '\n');
	buf_release(&cell);
}

static void add_others(struct buf *out, const struct catalogue *c, size_t n)
{
	char text[NUMBER_SIZE];
	struct arena a = {0};
	struct message m;

	snprintf(text, sizeof text, "%zu", n);
	message_set(&m, &a, "ui.other-rules", "n", text, NULL);
	catalogue_message(c, &m, out);
	buf_add_char(out, '\n');
	arena_release(&a);
}

void summary_table(struct buf *out, const struct judgement *j, const struct catalogue *c,
		   bool every_rule)
{
	size_t widths[COLUMNS] = {0};
	size_t others = 0;

	for (size_t row = 1; row <= j->tallies.n; row++)
		others += !has_row(j, row, every_rule);
	measure(j, c, every_rule, widths);
	for (size_t row = 0; row <= j->tallies.n && others < j->tallies.n; row++) {
		if (has_row(j, row, every_rule))
			add_row(out, j, c, row, widths);
	}
	if (others > 0)
		add_others(out, c, others);
}

void summary_counts(struct buf *out, const struct judgement *j, const struct catalogue *c)
{
	char records[NUMBER_SIZE], errors[NUMBER_SIZE], warnings[NUMBER_SIZE];
	struct arena a = {0};
	struct message m;

	snprintf(records, sizeof records, "%zu", j->source.records);
	snprintf(errors, sizeof errors, "%zu", finding_count(&j->findings, SEVERITY_ERROR));
	snprintf(warnings, sizeof warnings, "%zu",
		 finding_count(&j->findings, SEVERITY_WARNING));
	message_set(&m, &a, j->source.schema.len ? "ui.counts-files" : "ui.counts", "records",
		    records, "errors", errors, "warnings", warnings, NULL);
	catalogue_message(c, &m, out);
	buf_add_char(out, '\n');
	arena_release(&a);
}
