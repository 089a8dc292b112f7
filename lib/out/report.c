/* SPDX-License-Identifier: MIT */
/* Members of JSON objects, each always there, null where there is nothing. */
#include "out/report.h"

#include "base/mem.h"
#include "text/json.h"

#include <stdlib.h>

void report_key(struct buf *out, const char *before, const char *key)
{
	buf_add_text(out, before);
	json_quote(out, str_of(key));
	buf_add_text(out, ": ");
}

void report_text(struct buf *out, const char *before, const char *key, struct str text)
{
	report_key(out, before, key);
	if (text.len)
		json_quote(out, text);
	else
		buf_add_text(out, "null");
}

void report_number(struct buf *out, const char *before, const char *key, size_t n)
{
	report_key(out, before, key);
	buf_printf(out, "%zu", n);
}

/* Numbers that count from 1. */
static void add_ordinal(struct buf *out, const char *key, size_t n)
{
	if (n)
		report_number(out, ", ", key, n);
	else
		report_text(out, ", ", key, STR(""));
}

/* An empty text is "" here: the name has a value. */
void report_values(struct buf *out, const struct message_arg *values, size_t n)
{
	buf_add_char(out, '{');
	for (size_t i = 0; i < n; i++) {
		report_key(out, i ? ", " : "", values[i].name);
		json_quote(out, values[i].value);
	}
	buf_add_char(out, '}');
}

static void add_words(struct buf *out, const struct finding *f, const struct render_options *o)
{
	struct buf words = {0};

	catalogue_message(o->catalogue, &f->message, &words);
	report_text(out, ", ", "message", buf_str(&words));
	buf_reset(&words);
	catalogue_hint(o->catalogue, &f->message, &words);
	report_text(out, ", ", "hint", buf_str(&words));
	buf_release(&words);
}

static void add_contributions(struct buf *out, const struct finding *f)
{
	buf_add_char(out, '[');
	for (size_t i = 0; i < f->n_contributions; i++) {
		const struct contribution *row = &f->contributions[i];

		report_text(out, i ? ", {" : "{", "path", row->path);
		add_ordinal(out, "line", row->line);
		report_key(out, ", ", "values");
		report_values(out, row->values, row->n_values);
		buf_add_char(out, '}');
	}
	buf_add_char(out, ']');
}

void report_finding(struct buf *out, const struct finding *f, const struct render_options *o)
{
	report_text(out, "", "rule", str_of(f->rule));
	report_text(out, ", ", "severity", str_of(finding_severity_name(f->severity)));
	report_text(out, ", ", "class", f->class == FINDING_RULE ? STR("rule") : STR("record"));
	report_text(out, ", ", "clause", f->clause);
	report_text(out, ", ", "path", f->path);
	add_ordinal(out, "line", f->line);
	add_ordinal(out, "column", f->column);
	add_ordinal(out, "end_line", f->column ? f->end_line : 0);
	add_ordinal(out, "end_column", f->column ? f->end_column : 0);
	report_text(out, ", ", "pointer", f->pointer);
	report_text(out, ", ", "subject_kind", f->subject_kind);
	report_text(out, ", ", "subject", f->subject);
	add_words(out, f, o);
	report_key(out, ", ", "args");
	report_values(out, f->message.args, f->message.n_args);
	report_key(out, ", ", "contributions");
	add_contributions(out, f);
}

/* Before a member. */
static void begin_member(struct buf *out, bool first, int indent)
{
	if (!first)
		buf_add_text(out, indent ? "," : ", ");
	if (indent)
		buf_printf(out, "\n%*s", indent, "");
}

/* After the last one. */
static void end_members(struct buf *out, bool empty, int indent)
{
	if (indent && !empty)
		buf_printf(out, "\n%*s", indent - 2, "");
	buf_add_char(out, '}');
}

static int cmp_tallies(const void *pa, const void *pb)
{
	const struct tally *a = *(const struct tally *const *)pa;
	const struct tally *b = *(const struct tally *const *)pb;

	return str_cmp(a->rule, b->rule);
}

static void add_tally(struct buf *out, const struct tally *t)
{
	json_quote(out, t->rule);
	buf_add_text(out, ": {");
	for (int v = 0; v < VERDICTS; v++)
		report_number(out, v ? ", " : "", judgement_verdict_name((enum verdict)v),
			      t->count[v]);
	buf_add_char(out, '}');
}

/* The pack's order is for people. */
void report_verdicts(struct buf *out, const struct judgement *j, int indent)
{
	size_t n = j->tallies.n;
	const struct tally **sorted = mem_alloc(n * sizeof *sorted);

	for (size_t i = 0; i < n; i++)
		sorted[i] = &j->tallies.at[i];
	if (n)
		qsort(sorted, n, sizeof *sorted, cmp_tallies);
	buf_add_char(out, '{');
	for (size_t i = 0; i < n; i++) {
		begin_member(out, i == 0, indent);
		add_tally(out, sorted[i]);
	}
	end_members(out, n == 0, indent);
	mem_free(sorted);
}

static void add_parameters(struct buf *out, const struct judgement *j, int indent)
{
	buf_add_char(out, '{');
	for (size_t i = 0; i < j->settings.n; i++) {
		begin_member(out, i == 0, indent);
		json_quote(out, j->settings.at[i].name);
		buf_add_text(out, ": ");
		json_quote(out, j->settings.at[i].value);
	}
	end_members(out, j->settings.n == 0, indent);
}

static void add_year(struct buf *out, int year)
{
	if (year > 0)
		report_number(out, "", "year", (size_t)year);
	else
		report_text(out, "", "year", STR(""));
}

/* null where the run was about all. */
static void add_paths(struct buf *out, const struct judgement *j)
{
	report_key(out, "", "paths");
	if (!j->source.limited) {
		buf_add_text(out, "null");
		return;
	}
	buf_add_char(out, '[');
	for (size_t i = 0; i < j->source.paths.n; i++) {
		buf_add_text(out, i ? ", " : "");
		json_quote(out, j->source.paths.at[i]);
	}
	buf_add_char(out, ']');
}

void report_source(struct buf *out, const struct judgement *j, int indent)
{
	const struct {
		const char *key;
		struct str value;
	} texts[] = {
		{"program", j->source.program}, {"snapshot", j->source.snapshot},
		{"commit", j->source.commit},   {"schema", j->source.schema},
		{"pack", j->source.pack},       {"pack_digest", j->source.pack_digest},
	};

	buf_add_char(out, '{');
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		begin_member(out, i == 0, indent);
		report_text(out, "", texts[i].key, texts[i].value);
	}
	begin_member(out, false, indent);
	add_year(out, j->source.year);
	begin_member(out, false, indent);
	report_text(out, "", "as_of", str_of(j->source.as_of));
	begin_member(out, false, indent);
	add_paths(out, j);
	begin_member(out, false, indent);
	report_number(out, "", "records", j->source.records);
	begin_member(out, false, indent);
	report_key(out, "", "parameters");
	add_parameters(out, j, indent ? indent + 2 : 0);
	end_members(out, false, indent);
}

void report_advice(struct buf *out, const struct finding *f, const struct render_options *o)
{
	struct buf hint = {0};

	catalogue_message(o->catalogue, &f->message, out);
	catalogue_hint(o->catalogue, &f->message, &hint);
	if (hint.len)
		buf_printf(out, "\n%.*s: %s", STR_ARG(catalogue_text(o->catalogue, "ui.hint")),
			   buf_cstr(&hint));
	buf_release(&hint);
}
