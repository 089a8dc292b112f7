/* SPDX-License-Identifier: MIT */
/*
 * The text format. Everything that may come from a record goes through unicode_escape or the
 * catalogue, which does the same.
 */
#include "out/excerpt.h"
#include "out/render.h"
#include "out/summary.h"
#include "text/unicode.h"

#include <stdio.h>

#define INDENT "   "

/* SGR parameters (ECMA-48, 8.3.117). */
#define BOLD   "1"
#define RED    "1;31"
#define YELLOW "1;33"
#define PLAIN  ""

static void add_styled(struct buf *out, const struct render_options *o, const char *style,
		       struct str safe)
{
	if (!o->colour || !*style) {
		buf_add(out, safe);
		return;
	}
	buf_printf(out, "\x1B[%sm", style);
	buf_add(out, safe);
	buf_add_text(out, "\x1B[m");
}

/* `path:line:column: `, as much of it as there is. */
static void add_place(struct buf *out, const struct finding *f, const struct render_options *o)
{
	struct buf place = {0};

	if (f->path.len == 0)
		return;
	unicode_escape(&place, f->path);
	if (f->line)
		buf_printf(&place, ":%u", f->line);
	if (f->line && f->column)
		buf_printf(&place, ":%u", f->column);
	buf_add_char(&place, ':');
	add_styled(out, o, BOLD, buf_str(&place));
	buf_add_char(out, ' ');
	buf_release(&place);
}

static void add_severity(struct buf *out, enum severity severity,
			 const struct render_options *o)
{
	static const struct {
		const char *id, *style;
	} words[] = {
		[SEVERITY_ERROR] = {"ui.error", RED},
		[SEVERITY_WARNING] = {"ui.warning", YELLOW},
		[SEVERITY_INFO] = {"ui.info", PLAIN},
	};

	add_styled(out, o, words[severity].style,
		   catalogue_text(o->catalogue, words[severity].id));
	buf_add_text(out, ": ");
}

/* Where it is in the document and in its schema, for documents that have one of their own. */
static void add_whereabouts(struct buf *out, const struct finding *f,
			    const struct render_options *o)
{
	const struct str *schema = message_arg(&f->message, STR("schema"));
	const struct str *alternatives = message_arg(&f->message, STR("alternatives"));
	struct message m = f->message;
	struct arena arena = {0};

	if (!o->documents || !schema)
		return;
	buf_add_text(out, INDENT);
	m.id = f->pointer.len ? "ui.whereabouts" : "ui.whereabouts-root";
	if (m.n_args < MESSAGE_ARGS_MAX)
		message_add(&m, &arena, "pointer", f->pointer);
	catalogue_message(o->catalogue, &m, out);
	buf_add_char(out, '\n');
	if (alternatives) {
		buf_add_text(out, INDENT);
		m.id = "ui.alternatives";
		catalogue_message(o->catalogue, &m, out);
		buf_add_char(out, '\n');
	}
	arena_release(&arena);
}

static void add_head(struct buf *out, const struct finding *f, const struct render_options *o)
{
	add_place(out, f, o);
	add_severity(out, f->severity, o);
	unicode_escape(out, str_of(f->rule));
	if (f->clause.len) {
		buf_add_text(out, " [");
		unicode_escape(out, f->clause);
		buf_add_char(out, ']');
	}
	buf_add_text(out, ": ");
	catalogue_message(o->catalogue, &f->message, out);
	buf_add_char(out, '\n');
}

/* What is about the file as a whole has its place at the very beginning. */
static bool is_about_file(const struct finding *f)
{
	return f->line == 0 || (f->line == 1 && f->column <= 1 && f->start == f->end);
}

/* Not for privacy findings: what they point at must not be repeated. */
static void add_excerpt(struct buf *out, const struct finding *f,
			const struct render_options *o)
{
	if (!o->excerpt || !o->source || is_about_file(f) ||
	    str_starts(str_of(f->rule), STR("privacy.")))
		return;
	excerpt_add(out, o->source(o->source_context, f->path), f, o->colour);
}

/* The name of a value in the reader's language, where the rule gives it one. */
static void add_value_name(struct buf *out, const struct finding *f, const char *name,
			   const struct render_options *o)
{
	struct buf id = {0};

	buf_printf(&id, "%s.value.%s", f->rule, name);
	if (catalogue_has(o->catalogue, buf_str(&id)))
		buf_add(out, catalogue_text(o->catalogue, buf_cstr(&id)));
	else
		unicode_escape(out, str_of(name));
	buf_release(&id);
}

void render_text_values(struct buf *out, const struct finding *f,
			const struct contribution *row, const struct render_options *o)
{
	for (size_t i = 0; i < row->n_values; i++) {
		buf_add_text(out, i ? " " : "");
		add_value_name(out, f, row->values[i].name, o);
		buf_add_char(out, '=');
		unicode_escape(out, row->values[i].value);
	}
}

static void add_contribution(struct buf *out, const struct finding *f,
			     const struct contribution *row, const struct render_options *o)
{
	buf_add_text(out, INDENT);
	if (row->path.len) {
		unicode_escape(out, row->path);
		if (row->line)
			buf_printf(out, ":%u", row->line);
		buf_add_text(out, row->n_values ? "  " : "");
	}
	render_text_values(out, f, row, o);
	buf_add_char(out, '\n');
}

static void add_contributions(struct buf *out, const struct finding *f,
			      const struct render_options *o)
{
	struct arena a = {0};
	struct message m;
	char n[24];

	for (size_t i = 0; i < f->n_contributions; i++)
		add_contribution(out, f, &f->contributions[i], o);
	if (f->contributions_total <= f->n_contributions)
		return;
	snprintf(n, sizeof n, "%zu", f->contributions_total - f->n_contributions);
	message_set(&m, &a, "ui.more", "n", n, NULL);
	buf_add_text(out, INDENT);
	catalogue_message(o->catalogue, &m, out);
	buf_add_char(out, '\n');
	arena_release(&a);
}

static void add_hint(struct buf *out, const struct finding *f, const struct render_options *o)
{
	struct buf hint = {0};

	catalogue_hint(o->catalogue, &f->message, &hint);
	if (hint.len) {
		buf_add_text(out, INDENT);
		buf_add(out, catalogue_text(o->catalogue, "ui.hint"));
		buf_add_text(out, ": ");
		buf_add(out, buf_str(&hint));
		buf_add_char(out, '\n');
	}
	buf_release(&hint);
}

void render_text_finding(struct buf *out, const struct finding *f,
			 const struct render_options *o)
{
	add_head(out, f, o);
	add_excerpt(out, f, o);
	add_contributions(out, f, o);
	add_whereabouts(out, f, o);
	add_hint(out, f, o);
}

static void text_write(struct buf *out, const struct judgement *j,
		       const struct render_options *o)
{
	for (size_t i = 0; i < j->findings.items.n; i++)
		render_text_finding(out, &j->findings.items.at[i], o);
	if (j->findings.items.n)
		buf_add_char(out, '\n');
	if (o->summary && j->tallies.n) {
		summary_table(out, j, o->catalogue, o->every_rule);
		buf_add_char(out, '\n');
	}
	summary_counts(out, j, o->catalogue);
}

const struct renderer render_text = {
	.name = "text",
	.write = text_write,
};
