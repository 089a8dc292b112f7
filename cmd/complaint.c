/* SPDX-License-Identifier: MIT */
/* Carets under SQL; findings about files, a few of them. */
#include "complaint.h"

#include "out/excerpt.h"
#include "out/render.h"

#include <stdio.h>
#include <string.h>

/* Where the word or the sign at the offset ends. */
static size_t end_of(struct str text, size_t at)
{
	static const char signs[] = " \t\n\r()[],;'\"`+-*/%<>=!|&~:";
	size_t end = at;

	while (end < text.len && !strchr(signs, text.ptr[end]))
		end++;
	return end == at && at < text.len ? at + 1 : end;
}

static void add_excerpt(struct buf *out, struct str text, size_t at)
{
	struct finding f = {.line = 1, .column = 1};

	at = at < text.len ? at : text.len;
	f.start = (uint32_t)at;
	f.end = (uint32_t)end_of(text, at);
	for (size_t i = 0; i < at; i++) {
		f.column += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
		if (text.ptr[i] == '\n') {
			f.line++;
			f.column = 1;
		}
	}
	f.end_line = f.line;
	f.end_column = f.column;
	excerpt_add(out, text, &f, false);
}

int complaint_sql(struct cli *cli, const struct error *error)
{
	const struct str *text = message_arg(&error->message, STR("text"));
	struct buf out = {0};
	size_t offset;

	cli_fail(cli, error);
	if (text && message_number(&error->message, STR("offset"), &offset))
		add_excerpt(&out, *text, offset);
	fwrite(buf_cstr(&out), 1, out.len, stderr);
	buf_release(&out);
	return CLI_FAILED;
}

void complaint_missing(struct cli *cli, struct finding_list *findings)
{
	const struct render_options how = {.catalogue = cli_catalogue(cli)};
	struct buf out = {0}, number = {0};

	if (findings->items.n == 0)
		return;
	for (size_t i = 0; i < findings->items.n && i < COMPLAINT_FINDINGS_MAX; i++)
		render_text_finding(&out, &findings->items.at[i], &how);
	fwrite(buf_cstr(&out), 1, out.len, stderr);
	buf_printf(&number, "%zu", findings->items.n);
	cli_refuse(cli, "query.incomplete", "n", buf_cstr(&number), NULL);
	buf_release(&out);
	buf_release(&number);
}
