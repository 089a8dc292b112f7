/* SPDX-License-Identifier: MIT */
/* One write_run, and its result in words. */
#include "written.h"

#include "importing.h"
#include "out/render.h"
#include "output.h"
#include "texts.h"

#include <stdio.h>

static void add_message(struct cli *cli, struct buf *out, const struct error *message)
{
	catalogue_message(cli_catalogue(cli), &message->message, out);
	buf_add_char(out, '\n');
}

static struct str source(void *records, struct str path)
{
	return records_source(records, path);
}

static void add_findings(struct cli *cli, const struct write_result *result, struct buf *out)
{
	const struct render_options how = {
		.catalogue = cli_catalogue(cli),
		.colour = cli_use_colour(cli, NULL),
		.excerpt = cli_is_terminal(NULL),
		.source = source,
		.source_context = result->candidate,
	};
	struct error told = {0};
	char n[24];

	texts_add(cli_catalogue(cli), result->candidate, &result->judgement);
	for (size_t i = 0; i < result->refusing.items.n; i++)
		render_text_finding(out, &result->refusing.items.at[i], &how);
	snprintf(n, sizeof n, "%zu", result->refusing.items.n);
	error_set(&told, STATUS_INVALID, "write.refused", "n", n, NULL);
	add_message(cli, out, &told);
	error_release(&told);
}

static void add_made(struct cli *cli, const struct write_result *result, struct buf *out)
{
	struct error told = {0};

	error_set(&told, STATUS_OK, "write.made", "commit", result->commit, "branch",
		  buf_cstr(&result->branch), NULL);
	add_message(cli, out, &told);
	error_release(&told);
}

/* Appends what is to be told of a write that did not fail. */
static int tell(struct cli *cli, const struct write_options *options,
		const struct write_result *result, struct buf *out)
{
	switch (result->outcome) {
	case WRITE_UNCHANGED:
		buf_add(out, catalogue_text(cli_catalogue(cli), "write.unchanged"));
		buf_add_char(out, '\n');
		return CLI_DONE;
	case WRITE_REFUSED:
		add_findings(cli, result, out);
		return CLI_NO;
	case WRITE_MADE:
		if (!options->dry_run)
			add_made(cli, result, out);
		return CLI_DONE;
	default:
		return cli_refuse(cli, "git.stopped", NULL);
	}
}

/* The lines of a dry run, then the rest. */
static int show(struct cli *cli, const struct write_options *options,
		const struct write_result *result, struct buf *out)
{
	if (options->dry_run && result->candidate && importing_patch(cli, result) != CLI_DONE)
		return CLI_FAILED;
	return tell(cli, options, result, out);
}

int written_run(struct cli *cli, const struct write_options *options,
		const struct write_work *work)
{
	struct write_result result = {0};
	struct error error = {0};
	struct buf out = {0};
	int status;

	if (write_run(options, work, &result, &error) == 0) {
		status = show(cli, options, &result, &out);
	} else {
		status = output_fail(cli, &result.judgement.findings, &error);
		if (result.outcome == WRITE_MADE) /* but the work tree is behind */
			add_made(cli, &result, &out);
	}
	if (out.len && cli_write(cli, NULL, &out) != CLI_DONE)
		status = CLI_FAILED;
	buf_release(&out);
	write_release(&result);
	error_release(&error);
	return status;
}
