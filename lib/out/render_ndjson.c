/* SPDX-License-Identifier: MIT */
/* The format ndjson: a JSON object on each line, its member `type` first. */
#include "out/render.h"
#include "out/report.h"

static void ndjson_write(struct buf *out, const struct judgement *j,
			 const struct render_options *o)
{
	for (size_t i = 0; i < j->findings.items.n; i++) {
		report_text(out, "{", "type", STR("finding"));
		buf_add_text(out, ", ");
		report_finding(out, &j->findings.items.at[i], o);
		buf_add_text(out, "}\n");
	}
	report_text(out, "{", "type", STR("summary"));
	report_key(out, ", ", "verdicts");
	report_verdicts(out, j, 0);
	report_key(out, ", ", "source");
	report_source(out, j, 0);
	buf_add_text(out, "}\n");
}

const struct renderer render_ndjson = {
	.name = "ndjson",
	.for_machines = true,
	.write = ndjson_write,
};
