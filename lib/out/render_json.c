/* SPDX-License-Identifier: MIT */
/*
 * The JSON format: every key always there, null where there is nothing, a finding on one line,
 * so that the outputs of two runs can be compared by lines.
 *
 * What is written at the end is the judgement whole: only then is it known which finding is the
 * last.
 */
#include "base/mem.h"
#include "out/render.h"
#include "text/json.h"

#include <stdlib.h>

static void add_key(struct buf *out, const char *before, const char *key)
{
	buf_add_text(out, before);
	json_quote(out, str_of(key));
	buf_add_text(out, ": ");
}

static void add_text(struct buf *out, struct str text)
{
	if (text.len)
		json_quote(out, text);
	else
		buf_add_text(out, "null");
}

static void add_number(struct buf *out, size_t n)
{
	if (n)
		buf_printf(out, "%zu", n);
	else
		buf_add_text(out, "null");
}

static void add_text_member(struct buf *out, const char *before, const char *key,
			    struct str text)
{
	add_key(out, before, key);
	add_text(out, text);
}

/* An object of names and texts. An empty text is "" here: the name has a value. */
static void add_values(struct buf *out, const struct message_arg *values, size_t n)
{
	buf_add_char(out, '{');
	for (size_t i = 0; i < n; i++) {
		add_key(out, i ? ", " : "", values[i].name);
		json_quote(out, values[i].value);
	}
	buf_add_char(out, '}');
}

static void add_words(struct buf *out, const struct finding *f, const struct render_options *o)
{
	struct buf words = {0};

	catalogue_message(o->catalogue, &f->message, &words);
	add_text_member(out, ", ", "message", buf_str(&words));
	buf_reset(&words);
	catalogue_hint(o->catalogue, &f->message, &words);
	add_text_member(out, ", ", "hint", buf_str(&words));
	buf_release(&words);
}

static void add_contributions(struct buf *out, const struct finding *f)
{
	buf_add_char(out, '[');
	for (size_t i = 0; i < f->n_contributions; i++) {
		const struct contribution *row = &f->contributions[i];

		add_text_member(out, i ? ", {" : "{", "path", row->path);
		add_key(out, ", ", "line");
		add_number(out, row->line);
		add_key(out, ", ", "values");
		add_values(out, row->values, row->n_values);
		buf_add_char(out, '}');
	}
	buf_add_char(out, ']');
}

static void add_finding(struct buf *out, const struct finding *f,
			const struct render_options *o)
{
	add_text_member(out, "{", "rule", str_of(f->rule));
	add_text_member(out, ", ", "severity", str_of(finding_severity_name(f->severity)));
	add_text_member(out, ", ", "class",
			f->class == FINDING_RULE ? STR("rule") : STR("record"));
	add_text_member(out, ", ", "clause", f->clause);
	add_text_member(out, ", ", "path", f->path);
	add_key(out, ", ", "line");
	add_number(out, f->line);
	add_key(out, ", ", "column");
	add_number(out, f->column);
	add_text_member(out, ", ", "pointer", f->pointer);
	add_text_member(out, ", ", "subject_kind", f->subject_kind);
	add_text_member(out, ", ", "subject", f->subject);
	add_words(out, f, o);
	add_key(out, ", ", "args");
	add_values(out, f->message.args, f->message.n_args);
	add_key(out, ", ", "contributions");
	add_contributions(out, f);
	buf_add_char(out, '}');
}

static void add_findings(struct buf *out, const struct judgement *j,
			 const struct render_options *o)
{
	for (size_t i = 0; i < j->findings.items.n; i++) {
		buf_add_text(out, i ? ",\n    " : "\n    ");
		add_finding(out, &j->findings.items.at[i], o);
	}
	buf_add_text(out, j->findings.items.n ? "\n  " : "");
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
	for (int v = 0; v < VERDICTS; v++) {
		add_key(out, v ? ", " : "", judgement_verdict_name((enum verdict)v));
		buf_printf(out, "%zu", t->count[v]);
	}
	buf_add_char(out, '}');
}

/* By rule, in byte order: the pack's order is for people. */
static void add_verdicts(struct buf *out, const struct judgement *j)
{
	size_t n = j->tallies.n;
	const struct tally **sorted = mem_alloc(n * sizeof *sorted);

	for (size_t i = 0; i < n; i++)
		sorted[i] = &j->tallies.at[i];
	if (n)
		qsort(sorted, n, sizeof *sorted, cmp_tallies);
	for (size_t i = 0; i < n; i++) {
		buf_add_text(out, i ? ",\n    " : "\n    ");
		add_tally(out, sorted[i]);
	}
	buf_add_text(out, n ? "\n  " : "");
	mem_free(sorted);
}

static void add_parameters(struct buf *out, const struct judgement *j)
{
	for (size_t i = 0; i < j->settings.n; i++) {
		buf_add_text(out, i ? ",\n      " : "\n      ");
		json_quote(out, j->settings.at[i].name);
		buf_add_text(out, ": ");
		json_quote(out, j->settings.at[i].value);
	}
	buf_add_text(out, j->settings.n ? "\n    " : "");
}

static void add_source(struct buf *out, const struct judgement *j)
{
	add_text_member(out, "\n    ", "program", j->source.program);
	add_text_member(out, ",\n    ", "snapshot", j->source.snapshot);
	add_text_member(out, ",\n    ", "commit", j->source.commit);
	add_text_member(out, ",\n    ", "schema", j->source.schema);
	add_text_member(out, ",\n    ", "pack", j->source.pack);
	add_text_member(out, ",\n    ", "pack_digest", j->source.pack_digest);
	add_key(out, ",\n    ", "year");
	add_number(out, j->source.year > 0 ? (size_t)j->source.year : 0);
	add_text_member(out, ",\n    ", "as_of", str_of(j->source.as_of));
	add_key(out, ",\n    ", "records");
	buf_printf(out, "%zu", j->source.records);
	add_key(out, ",\n    ", "parameters");
	buf_add_char(out, '{');
	add_parameters(out, j);
	buf_add_text(out, "}\n  ");
}

static void json_begin(struct buf *out, const struct judgement *j,
		       const struct render_options *o)
{
	(void)out;
	(void)j;
	(void)o;
}

static void json_finding(struct buf *out, const struct finding *f,
			 const struct render_options *o)
{
	(void)out;
	(void)f;
	(void)o;
}

static void json_end(struct buf *out, const struct judgement *j, const struct render_options *o)
{
	buf_add_text(out, "{\n  \"findings\": [");
	add_findings(out, j, o);
	buf_add_text(out, "],\n  \"verdicts\": {");
	add_verdicts(out, j);
	buf_add_text(out, "},\n  \"source\": {");
	add_source(out, j);
	buf_add_text(out, "}\n}\n");
}

const struct renderer render_json = {
	.name = "json",
	.for_machines = true,
	.begin = json_begin,
	.finding = json_finding,
	.end = json_end,
};
