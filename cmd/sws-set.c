/* SPDX-License-Identifier: MIT */
/* sws-set: sets fields of one record, by one commit. */
#include "records/set.h"
#include "writing.h"
#include "written.h"

static const struct cli_option options[] = {
	{'C', "directory", true},
	{'m', "message", true},
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
	"[-C DIR] [--dry-run] [-m MESSAGE] [--branch BRANCH] [--author 'NAME <EMAIL>'] [--date "
	"DATE]"
	" [--gate rules] [--no-fsync] [--year Y] [--as-of DATE] [--set NAME=VALUE]"
	" [--lang zh|en] [--color auto|always|never] RECORD FIELD=VALUE...";

struct settings {
	struct basis basis;
	struct writing writing;
	struct VEC(struct assign) assigns;
};

static bool read_assigns(struct cli *cli, struct settings *s)
{
	struct error error = {0};
	bool ok = cli->args[0] && cli->args[1];

	if (!ok)
		cli_refuse(cli, "usage.no-assignment", "usage", cli->usage, NULL);
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
	while ((letter = cli_next(cli)) != 0)
		if (writing_has(letter) ? !writing_take(&s->writing, cli, letter)
					: !basis_take(&s->basis, cli, letter))
			return false;
	return !cli->failed && basis_settle(&s->basis, cli) && read_assigns(cli, s);
}

static int run(struct cli *cli, const struct settings *s)
{
	struct set set = {str_of(cli->args[0]), s->assigns.at, s->assigns.n};
	const struct write_work work = {.make = set_make, .data = &set};
	struct write_options how;
	struct buf message = {0};
	int status = CLI_FAILED;

	set_message(&set, &message);
	if (writing_options(&s->writing, cli, &s->basis, buf_cstr(&message), &how)) {
		how.stop = writing_stop();
		status = written_run(cli, &how, &work, written_tell, &how);
	}
	buf_release(&message);
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
