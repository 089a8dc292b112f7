/* SPDX-License-Identifier: MIT */
/* sws-report: verdicts as tables, and why a subject got one. */
#include "reports.h"

#include <string.h>

enum {
	OPT_STATION = BASIS_FIRST_OTHER,
	OPT_BY,
	OPT_WHY,
	OPT_LIST,
	OPT_WIDTH,
	OPT_AMBIGUOUS_WIDTH,
};

static const struct cli_option options[] = {
	{'C', "directory", true},
	{'f', "format", true},
	{'O', "output", true},
	{'q', "quiet", false},
	{BASIS_REV, "rev", true},
	{BASIS_STAGED, "staged", false},
	{BASIS_YEAR, "year", true},
	{BASIS_AS_OF, "as-of", true},
	{BASIS_SET, "set", true},
	{OPT_STATION, "station", true},
	{OPT_BY, "by", true},
	{OPT_WHY, "why", false},
	{OPT_LIST, "list", false},
	{OPT_WIDTH, "width", true},
	{OPT_AMBIGUOUS_WIDTH, "ambiguous-width", true},
	{0, NULL, false},
};

static const char usage[] =
	"[-C DIR] [--rev REV | --staged] [--year Y] [--as-of DATE] [--set NAME=VALUE]"
	" [--station STATION] [--by rule|clause] [-f FORMAT[:FILE]] [-O FILE] [-q] [--width N]"
	" [--ambiguous-width 1|2] [--lang zh|en] [--color auto|always|never] REPORT"
	" | [the same options] --why SUBJECT RULE | --list";

struct settings {
	struct reports_job job;
	const char *output;
	bool why, list;
	bool by; /* was given */
};

static bool set_by(struct cli *cli, struct settings *s)
{
	s->by = true;
	if (strcmp(cli->value, "rule") == 0)
		s->job.by = COMPLIANCE_BY_RULE;
	else if (strcmp(cli->value, "clause") == 0)
		s->job.by = COMPLIANCE_BY_CLAUSE;
	else
		return cli_refuse(cli, "report.by", "value", cli->value, NULL) == CLI_DONE;
	return true;
}

static bool set_option(struct cli *cli, struct settings *s, int letter)
{
	switch (letter) {
	case 'f':
		return sheet_format(&s->job.sheet, cli, cli->value);
	case 'O':
		s->output = cli->value;
		return true;
	case 'q':
		return s->job.quiet = true;
	case OPT_STATION:
		s->job.station = cli->value;
		return true;
	case OPT_BY:
		return set_by(cli, s);
	case OPT_WHY:
		return s->why = true;
	case OPT_LIST:
		return s->list = true;
	case OPT_WIDTH:
		return sheet_width(&s->job.sheet, cli, cli->value);
	case OPT_AMBIGUOUS_WIDTH:
		return sheet_ambiguous(&s->job.sheet, cli, cli->value);
	default:
		return basis_take(&s->job.basis, cli, letter);
	}
}

static size_t count_operands(const struct cli *cli)
{
	size_t n = 0;

	while (cli->args[n])
		n++;
	return n;
}

/* Options and operands that do not go together. */
static bool check_options(struct cli *cli, const struct settings *s)
{
	size_t wanted = s->list ? 0 : s->why ? 2 : 1;

	if (count_operands(cli) != wanted || (s->list && s->why))
		cli_refuse(cli, "report.operands", "usage", cli->usage, NULL);
	else if (s->why && !s->job.sheet.format->several)
		cli_refuse(cli, "report.several", "format", s->job.sheet.format->name, NULL);
	else if (wanted == 1 && !reports_has(cli, cli->args[0]))
		return false;
	else if (s->by && (s->why || s->list || strcmp(cli->args[0], "compliance") != 0))
		cli_refuse(cli, "report.only-compliance", NULL);
	else if (s->job.station && (s->why || s->list))
		cli_refuse(cli, "report.not-with-station", NULL);
	else
		return basis_settle(&s->job.basis, cli);
	return false;
}

static bool read_options(struct cli *cli, struct settings *s)
{
	int letter;

	basis_begin(&s->job.basis);
	sheet_begin(&s->job.sheet);
	while ((letter = cli_next(cli)) != 0)
		if (!set_option(cli, s, letter))
			return false;
	return !cli->failed && sheet_settle(&s->job.sheet, cli, s->output) &&
	       check_options(cli, s);
}

static int run(struct cli *cli, struct settings *s)
{
	if (s->list)
		return reports_list(cli, &s->job.basis, &s->job.sheet);
	if (s->why) {
		s->job.why_subject = cli->args[0];
		s->job.why_rule = cli->args[1];
	} else {
		s->job.name = cli->args[0];
	}
	return reports_run(cli, &s->job);
}

int main(int argc, char **argv)
{
	struct settings s = {.output = NULL};
	struct cli cli;
	int status = CLI_FAILED;

	(void)argc;
	cli_begin(&cli, argv, usage, options);
	if (read_options(&cli, &s))
		status = run(&cli, &s);
	basis_release(&s.job.basis);
	return cli_end(&cli, status);
}
