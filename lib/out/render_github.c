/* SPDX-License-Identifier: MIT */
/*
 * Workflow commands of GitHub Actions: `::error file=…,line=…::message` lines in a step's log
 * become annotations of the files.
 *
 * Of a step GitHub shows ANNOTATIONS_MAX annotations of each severity. The findings beyond them
 * are plain lines, in which nothing can be taken for a command: the runner looks for `::` at
 * the start of a line, and for the older `##[` anywhere.
 */
#include "out/render.h"
#include "out/report.h"
#include "out/summary.h"
#include "text/unicode.h"

#include <string.h>

enum { ANNOTATIONS_MAX = 10 };

/* Appends text as a command's data, or as the value of one of its properties, which has more to
 * escape. */
static void add_escaped(struct buf *out, struct str text, const char *special)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] && strchr(special, text.ptr[i]))
			buf_printf(out, "%%%02X", (unsigned char)text.ptr[i]);
		else
			buf_add_char(out, text.ptr[i]);
	}
}

static void add_data(struct buf *out, struct str text)
{
	add_escaped(out, text, "%\r\n");
}

static void add_property(struct buf *out, const char *before, const char *key, struct str text)
{
	buf_printf(out, "%s%s=", before, key);
	add_escaped(out, text, "%\r\n:,");
}

/* Columns only within one line: GitHub refuses others. Its last column is part of the place. */
static void add_columns(struct buf *out, const struct finding *f)
{
	if (!f->column || f->line != f->end_line)
		return;
	buf_printf(out, ",col=%u", f->column);
	if (f->end_column > f->column)
		buf_printf(out, ",endColumn=%u", f->end_column - 1);
}

static void add_place(struct buf *out, const struct judgement *j, const struct finding *f)
{
	struct buf path = {0};

	unicode_escape(&path, j->source.prefix);
	unicode_escape(&path, f->path);
	add_property(out, " ", "file", buf_str(&path));
	buf_release(&path);
	if (!f->line)
		return;
	buf_printf(out, ",line=%u", f->line);
	if (f->column)
		buf_printf(out, ",endLine=%u", f->end_line);
	add_columns(out, f);
}

static void add_title(struct buf *out, const struct finding *f)
{
	struct buf title = {0};

	unicode_escape(&title, str_of(f->rule));
	if (f->clause.len) {
		buf_add_text(&title, " [");
		unicode_escape(&title, f->clause);
		buf_add_char(&title, ']');
	}
	add_property(out, f->path.len ? "," : " ", "title", buf_str(&title));
	buf_release(&title);
}

static void add_annotation(struct buf *out, const struct judgement *j, const struct finding *f,
			   const struct render_options *o)
{
	static const char *const commands[] = {
		[SEVERITY_ERROR] = "error",
		[SEVERITY_WARNING] = "warning",
		[SEVERITY_INFO] = "notice",
	};
	struct buf text = {0};

	buf_printf(out, "::%s", commands[f->severity]);
	if (f->path.len)
		add_place(out, j, f);
	add_title(out, f);
	buf_add_text(out, "::");
	report_advice(&text, f, o);
	add_data(out, buf_str(&text));
	buf_add_char(out, '\n');
	buf_release(&text);
}

/* A line with what the runner would obey taken apart. */
static void add_plain_line(struct buf *out, struct str line)
{
	size_t at = 0;

	while (at < line.len) {
		bool old = str_starts(str_sub(line, at, line.len), STR("##["));

		buf_add_text(out, old ? "##\\" : "");
		at += old ? 2 : 0;
		buf_add_char(out, line.ptr[at++]);
	}
	buf_add_char(out, '\n');
}

/* A finding as text, each of its lines an item of a list. */
static void add_plain(struct buf *out, const struct finding *f, const struct render_options *o)
{
	struct render_options plain = *o;
	struct buf text = {0};
	struct str rest;

	plain.colour = plain.excerpt = false;
	render_text_finding(&text, f, &plain);
	rest = buf_str(&text);
	for (const char *mark = "- "; rest.len; mark = "  - ") {
		buf_add_text(out, mark);
		add_plain_line(out, str_trim(str_split(&rest, '\n')));
	}
	buf_release(&text);
}

static void github_write(struct buf *out, const struct judgement *j,
			 const struct render_options *o)
{
	size_t shown[SEVERITY_INFO + 1] = {0};
	struct buf rest = {0};

	for (size_t i = 0; i < j->findings.items.n; i++) {
		const struct finding *f = &j->findings.items.at[i];

		if (shown[f->severity]++ < ANNOTATIONS_MAX)
			add_annotation(out, j, f, o);
		else
			add_plain(&rest, f, o);
	}
	buf_add(out, buf_str(&rest));
	buf_release(&rest);
	summary_counts(out, j, o->catalogue);
}

const struct renderer render_github = {
	.name = "github",
	.for_machines = true,
	.write = github_write,
};
