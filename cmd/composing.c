/* SPDX-License-Identifier: MIT */
/* Rounds: the editor, a look at what it left, a write. */
#include "composing.h"

#include "draft.h"
#include "written.h"

struct composing {
	struct cli *cli;
	struct composing_report report;
	const struct write_options *options;
	struct draft draft;
	struct buf text; /* a person's, as it came back last */
	bool own;        /* so was the draft */
	bool lost;       /* it would be, with the file */
};

struct scaffold_words composing_words(struct cli *cli)
{
	const struct catalogue *c = cli_catalogue(cli);

	return (struct scaffold_words){
		.described = cli->language == LANGUAGE_ZH,
		.help = catalogue_text(c, "scaffold.help"),
		.required = catalogue_text(c, "scaffold.required"),
		.sensitive = catalogue_text(c, "scaffold.sensitive"),
		.next_id = catalogue_text(c, "scaffold.next-id"),
		.colon = catalogue_text(c, "scaffold.colon"),
		.semicolon = catalogue_text(c, "scaffold.semicolon"),
		.comma = catalogue_text(c, "scaffold.comma"),
		.reference = catalogue_text(c, "scaffold.reference"),
		.choices = catalogue_text(c, "scaffold.choices"),
		.types = {[FIELD_DATE] = catalogue_text(c, "scaffold.date"),
			  [FIELD_INTEGER] = catalogue_text(c, "scaffold.integer"),
			  [FIELD_NUMBER] = catalogue_text(c, "scaffold.number"),
			  [FIELD_BOOLEAN] = catalogue_text(c, "scaffold.boolean")},
		.unit = catalogue_text(c, "scaffold.unit"),
	};
}

/* Where the record lies is news: its id may be of our making. */
static int tell_path(struct cli *cli, const char *path)
{
	struct message m = {0};
	struct arena arena = {0};
	struct buf out = {0};
	int status;

	message_set(&m, &arena, "new.record", "path", path, NULL);
	catalogue_message(cli_catalogue(cli), &m, &out);
	buf_add_char(&out, '\n');
	status = cli_write(cli, NULL, &out);
	buf_release(&out);
	arena_release(&arena);
	return status;
}

int composing_tell(void *data, struct cli *cli, const struct write_result *result)
{
	struct composing_report *report = data;
	const struct new_record *record = report->record;
	int status = CLI_DONE;

	if (result->outcome == WRITE_MADE && result->changes.held) {
		cli_refuse(cli, "new.no-path", "fields", buf_cstr(&record->unfit), NULL);
		return CLI_NO; /* as a finding would have it */
	}
	report->made = result->outcome == WRITE_MADE && !report->options->dry_run;
	if (report->made)
		status = tell_path(cli, buf_cstr(&record->path));
	return status == CLI_DONE ? written_tell((void *)report->options, cli, result) : status;
}

/* Says that nothing was made, for the text is no record yet. */
static int abandon(struct composing *c)
{
	c->lost = false;
	cli_refuse(c->cli, "new.unchanged", NULL);
	return CLI_NO;
}

/* Whether the file has anything but the draft; if it cannot be read, that is to be looked at.
 */
static bool has_work(struct composing *c)
{
	struct error error = {0};
	bool read = draft_read(&c->draft, &c->text, &error) == 0;
	struct str draft = buf_str(&c->report.record->draft);

	error_release(&error);
	return !read || ((c->own || !str_eq(buf_str(&c->text), draft)) &&
			 !new_is_empty(buf_str(&c->text)));
}

static int write_record(struct composing *c)
{
	const struct write_work work = {.make = new_make, .data = c->report.record};

	c->report.record->text = buf_str(&c->text);
	return written_run(c->cli, c->options, &work, composing_tell, &c->report);
}

/* The editor once, and what came of it. */
static int run_round(struct composing *c)
{
	struct error error = {0};
	int status = draft_edit(&c->draft, cli_editor(), &error);

	c->lost = has_work(c);
	if (status == 0)
		status = draft_read(&c->draft, &c->text, &error);
	if (status < 0)
		status = cli_fail(c->cli, &error);
	else if (!c->lost)
		status = abandon(c);
	else
		status = write_record(c);
	if (c->report.made)
		c->lost = false;
	error_release(&error);
	return status;
}

static bool goes_on(struct composing *c, int status)
{
	const struct commit_stop *stop = c->options->stop;

	return status != CLI_DONE && c->lost && !(stop && stop->ask(stop->data)) &&
	       cli_ask(c->cli, "new.again");
}

static int run(struct composing *c)
{
	int status;

	do
		status = run_round(c);
	while (goes_on(c, status));
	if (c->lost)
		cli_refuse(c->cli, "new.kept", "file", buf_cstr(&c->draft.file), "kind",
			   c->report.record->kind.ptr, NULL);
	return status;
}

int composing_run(struct cli *cli, struct new_record *record,
		  const struct write_options *options, bool own)
{
	struct composing c = {
		.cli = cli, .report = {record, options, false}, .options = options, .own = own};
	struct error error = {0};
	struct buf name = {0};
	int status;

	buf_printf(&name, "%.*s.yaml", STR_ARG(record->kind));
	if (draft_begin(&c.draft, cli_temporary_folder(), buf_cstr(&name),
			buf_str(&record->draft), &error) < 0)
		status = cli_fail(cli, &error);
	else
		status = run(&c);
	draft_end(&c.draft, c.lost);
	record->text = STR("");
	buf_release(&c.text);
	buf_release(&name);
	error_release(&error);
	return status;
}
