/* SPDX-License-Identifier: MIT */
/* The list of renderers. */
#include "out/renderer.h"

#include "out/render.h"

static const struct renderer *const renderers[] = {
	&render_text,  &render_json,   &render_ndjson, &render_sarif,
	&render_junit, &render_github, &render_gitlab,
};

enum { RENDERERS = sizeof renderers / sizeof renderers[0] };

const struct renderer *renderer_find(struct str name)
{
	for (size_t i = 0; i < RENDERERS; i++)
		if (str_eq(name, str_of(renderers[i]->name)))
			return renderers[i];
	return NULL;
}

void renderer_names(struct buf *out)
{
	for (size_t i = 0; i < RENDERERS; i++)
		buf_printf(out, "%s%s", i ? ", " : "", renderers[i]->name);
}
