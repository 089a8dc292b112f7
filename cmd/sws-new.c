/* SPDX-License-Identifier: MIT */
/* sws-new: makes a record of a kind, by one commit. */
#include "base/read.h"
#include "composing.h"
#include "text/source.h"
#include "writing.h"
#include "written.h"

enum { OPT_PRINT = WRITING_FIRST_OTHER, OPT_FROM };

static const struct cli_option options[] = {
	{'C', "directory", true},
	{'e', "edit", false},
	{'m', "message", true},
	{OPT_PRINT, "print", false},
	{OPT_FROM, "from", true},
	{BASIS_YEAR, "year", true},
	{BASIS_AS_OF, "as-of", true},
	{BASIS_SET, "set", true},
	{WRITING_BRANCH, "branch", true},
	{WRITING_AUTHOR, "author", true},
	{WRITING_DATE, "date", true},
	{WRITING_GATE, "gate", true},
	{WRITING_DRY_RUN, "dry-run", false},
	{WRITING_NO_FSYNC, "no-fsync", false},
	{0, NULL, false},
};

static const char usage[] =
	"[-C DIR] [-e | --print] [--from FILE] [--dry-run] [-m MESSAGE] [--branch BRANCH]"
	" [--author 'NAME <EMAIL>'] [--date DATE] [--gate rules] [--no-fsync] [--year Y]"
	" [--as-of DATE] [--set NAME=VALUE] [--lang zh|en] [--color auto|always|never]"
	" KIND [FIELD=VALUE...]";

struct settings {
	struct basis basis;
	struct writing writing;
	struct VEC(struct assign) assigns;
	bool edit, print;
	const char *from; /* a file with the record's text, or NULL */
};

static bool read_operands(struct cli *cli, struct settings *s)
{
	struct error error = {0};
	bool ok = cli->args[0] && s->edit + s->print < 2 &&
		  !(s->from && (s->print || cli->args[1]));

	if (!ok)
		cli_refuse(cli, "usage.new", "usage", cli->usage, NULL);
	for (char **arg = cli->args + 1; ok && *arg; arg++)
		ok = assign_parse(vec_add(&s->assigns), str_of(*arg), &error) == 0;
	if (error.message.id)
		cli_fail(cli, &error);
	error_release(&error);
	return ok;
}

static bool read_options(struct cli *cli, struct settings *s)
{
	int letter;

	basis_begin(&s->basis);
	while ((letter = cli_next(cli)) != 0) {
		if (letter == 'e')
			s->edit = true;
		else if (letter == OPT_PRINT)
			s->print = true;
		else if (letter == OPT_FROM)
			s->from = cli->value;
		else if (writing_has(letter) ? !writing_take(&s->writing, cli, letter)
					     : !basis_take(&s->basis, cli, letter))
			return false;
	}
	return !cli->failed && basis_settle(&s->basis, cli) && read_operands(cli, s);
}

static int tell_nothing(void *data, struct cli *cli, const struct write_result *result)
{
	(void)data, (void)cli, (void)result;
	return CLI_DONE;
}

/* The draft at the tip of the branch: also a first look whether there may be written. */
static int make_draft(struct cli *cli, struct new_record *record,
		      const struct write_options *how)
{
	const struct write_work work = {.make = new_draft, .data = record};

	return written_run(cli, how, &work, tell_nothing, NULL);
}

static int make_record(struct cli *cli, struct new_record *record,
		       const struct write_options *how)
{
	const struct write_work work = {.make = new_make, .data = record};
	struct composing_report report = {record, how, false};

	return written_run(cli, how, &work, composing_tell, &report);
}

/* A text that is there already, in place of a draft. */
static int read_text(struct cli *cli, const char *file, struct new_record *record)
{
	struct error error = {0};
	int status = CLI_DONE;

	if (read_file(file, READ_ANYTHING, SOURCE_BYTES_MAX, &record->draft, &error) < 0)
		status = cli_fail(cli, &error);
	else if (new_is_empty(buf_str(&record->draft)))
		status = cli_refuse(cli, "new.empty", "file", file, NULL);
	error_release(&error);
	return status;
}

static int run_record(struct cli *cli, const struct settings *s, struct new_record *record,
		      struct write_options *how)
{
	int status = CLI_DONE;

	if (s->from)
		status = read_text(cli, s->from, record);
	else if (s->edit || s->print)
		status = make_draft(cli, record, how);
	if (status != CLI_DONE)
		return status;
	if (s->print)
		return cli_write(cli, NULL, &record->draft);
	how->stop = writing_stop();
	if (s->edit)
		return composing_run(cli, record, how, s->from != NULL);
	record->text = buf_str(&record->draft);
	return make_record(cli, record, how);
}

static int run(struct cli *cli, const struct settings *s)
{
	const struct scaffold_words words = composing_words(cli);
	struct new_record record = {
		.kind = str_of(cli->args[0]),
		.assigns = s->assigns.at,
		.n = s->assigns.n,
		.words = &words,
		.has_message = s->writing.message != NULL,
	};
	struct write_options how;
	int status = CLI_FAILED;

	if (writing_options(&s->writing, cli, &s->basis, "", &how))
		status = run_record(cli, s, &record, &how);
	new_release(&record);
	return status;
}

int main(int argc, char **argv)
{
	struct settings s = {0};
	struct cli cli;
	int status = CLI_FAILED;

	(void)argc;
	cli_begin(&cli, argv, usage, options);
	if (read_options(&cli, &s))
		status = run(&cli, &s);
	vec_release(&s.assigns);
	writing_release(&s.writing);
	basis_release(&s.basis);
	return cli_end(&cli, status);
}
