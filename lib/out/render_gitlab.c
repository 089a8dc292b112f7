/* SPDX-License-Identifier: MIT */
/*
 * GitLab's Code Quality report: an array of issues with the members that GitLab documents.
 *
 * GitLab stops reading at the first issue that lacks a member, keeps one issue of a
 * fingerprint, and links to location.path at lines.begin.
 */
#include "base/mem.h"
#include "result/fingerprint.h"
#include "out/render.h"
#include "out/report.h"

static struct str severity(const struct finding *f)
{
	static const char *const names[] = {
		[SEVERITY_ERROR] = "major",
		[SEVERITY_WARNING] = "minor",
		[SEVERITY_INFO] = "info",
	};

	return str_of(names[f->severity]);
}

/* What no file holds is shown at the district's. */
static void add_location(struct buf *out, const struct judgement *j, const struct finding *f)
{
	struct buf path = {0};
	uint32_t line = f->line ? f->line : 1;

	buf_add(&path, j->source.prefix);
	buf_add(&path, f->path.len ? f->path : STR("sws.yaml"));
	report_key(out, ", ", "location");
	report_text(out, "{", "path", buf_str(&path));
	report_key(out, ", ", "lines");
	report_number(out, "{", "begin", line);
	report_number(out, ", ", "end", f->column ? f->end_line : line);
	buf_add_text(out, "}}");
	buf_release(&path);
}

static void add_issue(struct buf *out, const struct judgement *j, const struct finding *f,
		      const struct fingerprint *print, const struct render_options *o)
{
	struct buf text = {0};

	report_advice(&text, f, o);
	report_text(out, "{", "description", buf_str(&text));
	report_text(out, ", ", "check_name", str_of(f->rule));
	buf_reset(&text);
	fingerprint_add(&text, print);
	report_text(out, ", ", "fingerprint", buf_str(&text));
	report_text(out, ", ", "severity", severity(f));
	add_location(out, j, f);
	buf_add_char(out, '}');
	buf_release(&text);
}

static void gitlab_write(struct buf *out, const struct judgement *j,
			 const struct render_options *o)
{
	const struct finding_list *list = &j->findings;
	struct fingerprint *prints = mem_alloc(list->items.n * sizeof *prints);

	fingerprint_list(list, prints);
	buf_add_char(out, '[');
	for (size_t i = 0; i < list->items.n; i++) {
		buf_add_text(out, i ? ",\n  " : "\n  ");
		add_issue(out, j, &list->items.at[i], &prints[i], o);
	}
	buf_add_text(out, list->items.n ? "\n]\n" : "]\n");
	mem_free(prints);
}

const struct renderer render_gitlab = {
	.name = "gitlab",
	.for_machines = true,
	.write = gitlab_write,
};
