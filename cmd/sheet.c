/* SPDX-License-Identifier: MIT */
/* From a table to bytes on their way. */
#include "sheet.h"

#include "sink.h"

#include <string.h>

enum { WIDTH_MAX = 10000 };

void sheet_begin(struct sheet *s)
{
	*s = (struct sheet){.format = tabular_find(STR("table")), .width = -1, .ambiguous = 1};
}

static const char *place(const char *file)
{
	return file && strcmp(file, "-") != 0 ? file : NULL;
}

static bool refuse_format(struct cli *cli, const char *value)
{
	struct buf names = {0};

	tabular_names(&names);
	cli_refuse(cli, "usage.format", "format", value, "known", buf_cstr(&names), NULL);
	buf_release(&names);
	return false;
}

bool sheet_format(struct sheet *s, struct cli *cli, const char *value)
{
	const char *colon = strchr(value, ':');
	struct str rest = str_of(value);

	s->format = tabular_find(str_split(&rest, ':'));
	if (!s->format)
		return refuse_format(cli, value);
	s->file = colon ? place(colon + 1) : s->file;
	if (!colon || colon[1])
		return true;
	cli_refuse(cli, "usage.format-file", "format", value, NULL);
	return false;
}

bool sheet_width(struct sheet *s, struct cli *cli, const char *value)
{
	if (cli_number(value, 0, WIDTH_MAX, &s->width))
		return true;
	cli_refuse(cli, "usage.width", "value", value, NULL);
	return false;
}

bool sheet_ambiguous(struct sheet *s, struct cli *cli, const char *value)
{
	int width;

	if (cli_number(value, 1, 2, &width)) {
		s->ambiguous = (unsigned)width;
		return true;
	}
	cli_refuse(cli, "usage.ambiguous-width", "value", value, NULL);
	return false;
}

bool sheet_settle(struct sheet *s, struct cli *cli, const char *file)
{
	if (file && s->file) {
		cli_refuse(cli, "usage.output-unused", "file", file, NULL);
		return false;
	}
	if (file)
		s->file = place(file);
	return true;
}

static size_t width_of(const struct sheet *s)
{
	return s->width >= 0 ? (size_t)s->width : cli_width(s->file);
}

static int render(const struct sheet *s, struct cli *cli, const struct table *tables, size_t n,
		  const struct table_source *source, struct sink *sink, size_t *rows,
		  struct error *error)
{
	const struct tabular_options options = {
		.language = cli->language,
		.width = width_of(s),
		.ambiguous_width = s->ambiguous,
		.colour = cli_use_colour(cli, s->file),
		.source = source,
		.write = sink_send,
		.context = sink,
	};

	return s->format->render(tables, n, &options, rows, error);
}

int sheet_write_all(const struct sheet *s, struct cli *cli, const struct table *tables,
		    size_t n, const struct table_source *source, size_t *rows,
		    struct error *error)
{
	struct sink sink;
	int status;

	*rows = 0;
	if (sink_begin(&sink, s->file, error) < 0)
		return error->status;
	status = render(s, cli, tables, n, source, &sink, rows, error);
	return sink_end(&sink, status, error);
}

int sheet_write(const struct sheet *s, struct cli *cli, const struct table *table,
		const struct table_source *source, size_t *rows, struct error *error)
{
	return sheet_write_all(s, cli, table, 1, source, rows, error);
}
