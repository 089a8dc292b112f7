/* SPDX-License-Identifier: MIT */
/* sws-validate: checks records and judges them by the policy's rules. */
#include "base/date.h"
#include "cli.h"
#include "explanation.h"
#include "output.h"
#include "records/validate.h"

#include <string.h>

enum {
	OPT_REV = CLI_FIRST_OWN,
	OPT_YEAR,
	OPT_AS_OF,
	OPT_SET,
	OPT_FAIL_ON,
	OPT_EXPLAIN,
	OPT_ALLOW_EMPTY,
};

static const struct cli_option options[] = {
	{'C', "directory", true},
	{'f', "format", true},
	{'O', "output", true},
	{'q', "quiet", false},
	{OPT_REV, "rev", true},
	{OPT_YEAR, "year", true},
	{OPT_AS_OF, "as-of", true},
	{OPT_SET, "set", true},
	{OPT_FAIL_ON, "fail-on", true},
	{OPT_EXPLAIN, "explain", true},
	{OPT_ALLOW_EMPTY, "allow-empty", false},
	{0, NULL, false},
};

static const char usage[] =
	"[-C DIR] [--rev REV] [--year Y] [--as-of DATE] [--set NAME=VALUE] [-f FORMAT[:FILE]]"
	" [-O FILE]"
	" [-q] [--fail-on error|warning|info] [--allow-empty] [--explain RULE] [--lang zh|en]"
	" [--color auto|always|never]";

struct settings {
	const char *directory, *rev, *output, *explain;
	struct output_set outputs;
	enum severity fail_on;
	bool quiet;
	struct VEC(struct validate_setting) values;
	struct validate_options validate;
};

static bool set_value(struct cli *cli, struct settings *s)
{
	struct str value = str_of(cli->value), name = str_split(&value, '=');

	if (!strchr(cli->value, '=')) {
		cli_refuse(cli, "usage.setting", "setting", cli->value, NULL);
		return false;
	}
	*vec_add(&s->values) = (struct validate_setting){name, value};
	return true;
}

static bool refuse_value(struct cli *cli, const char *id)
{
	cli_refuse(cli, id, "value", cli->value, NULL);
	return false;
}

static bool set_option(struct cli *cli, struct settings *s, int letter)
{
	switch (letter) {
	case 'C':
		s->directory = cli->value;
		return true;
	case 'O':
		s->output = cli->value;
		return true;
	case 'q':
		s->quiet = true;
		return true;
	case 'f':
		return output_add(&s->outputs, cli, cli->value);
	case OPT_REV:
		s->rev = cli->value;
		return true;
	case OPT_YEAR:
		return cli_number(cli->value, 1949, 9999, &s->validate.year) ||
		       refuse_value(cli, "usage.year");
	case OPT_AS_OF:
		return date_parse(str_of(cli->value), &s->validate.as_of) ||
		       refuse_value(cli, "usage.date");
	case OPT_SET:
		return set_value(cli, s);
	case OPT_FAIL_ON:
		return finding_severity_parse(str_of(cli->value), &s->fail_on) ||
		       refuse_value(cli, "usage.severity");
	case OPT_EXPLAIN:
		s->explain = cli->value;
		return true;
	case OPT_ALLOW_EMPTY:
		s->validate.allow_empty = true;
		return true;
	default:
		return false;
	}
}

static bool read_options(struct cli *cli, struct settings *s)
{
	int letter;

	s->directory = ".";
	s->fail_on = SEVERITY_ERROR;
	s->validate.as_of = cli_today();
	while ((letter = cli_next(cli)) != 0)
		if (!set_option(cli, s, letter))
			return false;
	s->validate.settings = s->values.at;
	s->validate.n_settings = s->values.n;
	if (!cli->failed && *cli->args)
		cli_refuse(cli, "usage.operand", "operand", *cli->args, "usage", cli->usage,
			   NULL);
	return !cli->failed && !*cli->args && output_settle(&s->outputs, cli, s->output);
}

static struct str source(void *records, struct str path)
{
	return records_source(records, path);
}

static bool is_clean(const struct judgement *j, enum severity fail_on)
{
	for (int severity = SEVERITY_ERROR; severity <= (int)fail_on; severity++)
		if (finding_count(&j->findings, (enum severity)severity))
			return false;
	return true;
}

static int validate(struct cli *cli, const struct settings *s, struct records *r)
{
	struct judgement judgement = {.source.program = STR("sws-validate " SWS_VERSION)};
	const struct output_job job = {
		.judgement = &judgement,
		.records = r,
		.options = {.summary = !s->quiet, .source = source, .source_context = r},
	};
	struct error error = {0};
	int status;

	if (validate_run(r, &s->validate, &judgement, &error) < 0)
		status = output_fail(cli, &judgement.findings, &error);
	else
		status = output_write(&s->outputs, cli, &job);
	if (status == CLI_DONE && !is_clean(&judgement, s->fail_on))
		status = CLI_NO;
	error_release(&error);
	judgement_release(&judgement);
	return status;
}

static int run(struct cli *cli, const struct settings *s)
{
	struct finding_list findings = {0};
	struct records *r = NULL;
	struct error error = {0};
	int status = s->explain ? records_open_pack(&r, &findings, &error)
				: records_open(s->directory, s->rev, &r, &error);

	if (status < 0)
		status = cli_fail(cli, &error);
	else
		status = s->explain ? explanation_write(cli, r, s->explain, s->output)
				    : validate(cli, s, r);
	records_close(r);
	finding_release(&findings);
	error_release(&error);
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
	vec_release(&s.values);
	output_release(&s.outputs);
	return cli_end(&cli, status);
}
