/* SPDX-License-Identifier: MIT */
/* From a table to bytes on their way. */
#include "sheet.h"

#include "base/reason.h"
#include "file.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

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

/* Where the bytes go. */
struct sink {
	const char *file;
	struct file_parts parts;
};

static int refuse_write(const struct sink *sink, struct error *error)
{
	return error_set(error, STATUS_IO, "usage.write", "file",
			 sink->file ? sink->file : "stdout", "reason", reason_errno(errno),
			 NULL);
}

static int send(void *context, struct str bytes, struct error *error)
{
	struct sink *sink = context;
	bool ok = sink->file ? file_add(&sink->parts, bytes)
			     : file_write_all(STDOUT_FILENO, bytes);

	return ok ? 0 : refuse_write(sink, error);
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
		.write = send,
		.context = sink,
	};

	return s->format->render(tables, n, &options, rows, error);
}

int sheet_write_all(const struct sheet *s, struct cli *cli, const struct table *tables,
		    size_t n, const struct table_source *source, size_t *rows,
		    struct error *error)
{
	struct sink sink = {.file = s->file};
	int status;

	*rows = 0;
	if (sink.file && !file_begin(&sink.parts, sink.file))
		return refuse_write(&sink, error);
	status = render(s, cli, tables, n, source, &sink, rows, error);
	if (sink.file && !file_end(&sink.parts, status == 0) && status == 0)
		status = refuse_write(&sink, error);
	return status;
}

int sheet_write(const struct sheet *s, struct cli *cli, const struct table *table,
		const struct table_source *source, size_t *rows, struct error *error)
{
	return sheet_write_all(s, cli, table, 1, source, rows, error);
}
