/* SPDX-License-Identifier: MIT */
/* One write_run, and its result in words. */
#include "written.h"

#include "base/fd.h"
#include "out/render.h"
#include "output.h"
#include "preview.h"
#include "texts.h"
#include "unmet.h"

#include <stdio.h>
#include <unistd.h>

static void add_line(struct cli *cli, const struct write_result *result, const char *id,
		     struct buf *out)
{
	struct message m = {0};
	struct arena arena = {0};

	message_set(&m, &arena, id, "commit", result->commit, "branch",
		    buf_cstr(&result->branch), NULL);
	catalogue_message(cli_catalogue(cli), &m, out);
	buf_add_char(out, '\n');
	arena_release(&arena);
}

void written_outcome(struct cli *cli, const struct write_result *result, bool dry_run,
		     bool refused, struct buf *out)
{
	bool made = result->outcome == WRITE_MADE && !result->changes.held;

	if (made && dry_run)
		add_line(cli, result, "write.would-make", out);
	else if (made)
		add_line(cli, result, "write.made", out);
	else if (result->outcome == WRITE_UNCHANGED && !refused)
		add_line(cli, result, "write.unchanged", out);
	else
		add_line(cli, result, "write.nothing", out);
}

static struct str source(void *records, struct str path)
{
	return records_source(records, path);
}

static void add_refusing(struct cli *cli, const struct write_result *result, struct buf *out)
{
	const struct render_options how = {
		.catalogue = cli_catalogue(cli),
		.colour = cli_use_colour(cli, NULL),
		.excerpt = cli_is_terminal(NULL),
		.source = source,
		.source_context = result->candidate,
	};

	for (size_t i = 0; i < result->refusing.items.n; i++)
		render_text_finding(out, &result->refusing.items.at[i], &how);
}

int written_tell(void *data, struct cli *cli, const struct write_result *result)
{
	const struct write_options *options = data;
	bool refused = result->outcome == WRITE_REFUSED;
	struct buf out = {0};
	int status = CLI_DONE;

	if (result->candidate)
		texts_add(cli_catalogue(cli), result->candidate, &result->judgement);
	if (options->dry_run)
		status = preview_write(cli, result);
	unmet_say(cli, &result->failing);
	if (refused)
		add_refusing(cli, result, &out);
	written_outcome(cli, result, options->dry_run, refused, &out);
	if (options->dry_run)
		fd_write_all(STDERR_FILENO, buf_str(&out));
	else
		status = cli_write(cli, NULL, &out);
	buf_release(&out);
	return status == CLI_DONE && refused ? CLI_NO : status;
}

int written_run(struct cli *cli, const struct write_options *options,
		const struct write_work *work, written_report *report, void *data)
{
	struct write_result result = {0};
	struct error error = {0};
	int failed = CLI_DONE, status;

	/* What was found may tell why, unless all was judged and it is the commit that failed.
	 */
	if (write_run(options, work, &result, &error) < 0)
		failed = result.outcome == WRITE_MADE || result.candidate
				 ? cli_fail(cli, &error)
				 : output_fail(cli, &result.judgement.findings, &error);
	else if (result.outcome == WRITE_STOPPED)
		failed = cli_refuse(cli, "git.stopped", NULL);
	status = failed == CLI_DONE || result.outcome == WRITE_MADE ? report(data, cli, &result)
								    : failed;
	write_release(&result);
	error_release(&error);
	return failed == CLI_DONE ? status : failed;
}
