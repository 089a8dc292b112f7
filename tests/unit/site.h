/* SPDX-License-Identifier: MIT */
/*
 * A records repository in the sandbox, for the tests of lib/records: its files, and findings as
 * text.
 */
#ifndef UNIT_SITE_H
#define UNIT_SITE_H

#include "records/records.h"
#include "sandbox.h"

#include <errno.h>
#include <sys/stat.h>

struct site {
	struct records *records;
	struct finding_list findings;
	struct error error;
};

/* Writes a file, and makes the folders on the way to it. */
static inline void site_write_bytes(const char *path, struct str bytes)
{
	char folder[4096];
	FILE *file;

	for (size_t i = 0; path[i]; i++) {
		if (path[i] != '/')
			continue;
		snprintf(folder, sizeof folder, "%.*s", (int)i, path);
		assert_true(mkdir(folder, 0777) == 0 || errno == EEXIST);
	}
	file = fopen(path, "wb");
	if (!file)
		fail_msg("cannot be written: %s", path);
	assert_int_equal(fwrite(bytes.ptr ? bytes.ptr : "", 1, bytes.len, file), bytes.len);
	assert_int_equal(fclose(file), 0);
}

static inline void site_write(const char *path, const char *text)
{
	site_write_bytes(path, str_of(text));
}

/* Opens a snapshot of the sandbox. */
static inline void site_open_as(struct site *s, const struct records_options *options)
{
	*s = (struct site){0};
	if (records_open(options, &s->records, &s->error) < 0)
		fail_msg("%s", s->error.message.id);
}

/* Opens the work tree that the sandbox is. */
static inline void site_open(struct site *s)
{
	site_open_as(s, &(struct records_options){.folder = "."});
}

static inline void site_close(struct site *s)
{
	records_close(s->records);
	finding_release(&s->findings);
	error_release(&s->error);
}

/* A finding as `rule path:line:column pointer message name=value ...`; the message's id where
 * it is not the rule's, `schema` never. */
static inline void site_dump_finding(const struct finding *f, struct buf *out)
{
	buf_printf(out, "%s %.*s:%u:%u", f->rule, STR_ARG(f->path), f->line, f->column);
	if (f->pointer.len)
		buf_printf(out, " %.*s", STR_ARG(f->pointer));
	if (strcmp(f->rule, f->message.id) != 0)
		buf_printf(out, " %s", f->message.id);
	for (size_t k = 0; k < f->message.n_args; k++)
		if (!str_eq(str_of(f->message.args[k].name), STR("schema")))
			buf_printf(out, " %s=%.*s", f->message.args[k].name,
				   STR_ARG(f->message.args[k].value));
	buf_add_char(out, '\n');
}

/* That the findings are these lines. */
static inline void site_expect(const struct finding_list *findings, const char *expected)
{
	struct buf got = {0};

	for (size_t i = 0; i < findings->items.n; i++)
		site_dump_finding(&findings->items.at[i], &got);
	assert_string_equal(buf_cstr(&got), expected);
	buf_release(&got);
}

#endif
