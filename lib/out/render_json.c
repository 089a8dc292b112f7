/* SPDX-License-Identifier: MIT */
/*
 * The JSON format: every key always there, null where there is nothing, a finding on
 * one line, so that the outputs of two runs can be compared by lines.
 */
#include "out/render.h"
#include "out/report.h"

static void json_write(struct buf *out, const struct judgement *j,
		       const struct render_options *o)
{
	const struct finding_list *list = &j->findings;

	buf_add_text(out, "{\n  \"findings\": [");
	for (size_t i = 0; i < list->items.n; i++) {
		buf_add_text(out, i ? ",\n    {" : "\n    {");
		report_finding(out, &list->items.at[i], o);
		buf_add_char(out, '}');
	}
	buf_add_text(out, list->items.n ? "\n  ],\n  " : "],\n  ");
	report_key(out, "", "verdicts");
	report_verdicts(out, j, 4);
	report_key(out, ",\n  ", "source");
	report_source(out, j, 4);
	buf_add_text(out, "\n}\n");
}

const struct renderer render_json = {
	.name = "json",
	.for_machines = true,
	.write = json_write,
};
