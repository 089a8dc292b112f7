/* SPDX-License-Identifier: MIT */
/* sws-validate: checks records and judges them by the policy's rules. */
#include "basis.h"
#include "cli.h"
#include "instances.h"
#include "explanation.h"
#include "output.h"
#include "paths.h"
#include "records/validate.h"

#include <string.h>

enum {
	OPT_FAIL_ON = PATHS_FIRST_OTHER,
	OPT_EXPLAIN,
	OPT_ALLOW_EMPTY,
	OPT_SCHEMA,
	OPT_MAP,
	OPT_FORMAT_ASSERTION,
	OPT_ALL,
};

static const struct cli_option options[] = {
	{'C', "directory", true},
	{'f', "format", true},
	{'O', "output", true},
	{'q', "quiet", false},
	{'v', "verbose", false},
	{'z', "null", false},
	{BASIS_REV, "rev", true},
	{BASIS_STAGED, "staged", false},
	{PATHS_STDIN, "stdin", false},
	{PATHS_STDIN_PATH, "stdin-path", true},
	{PATHS_FILES_FROM, "files-from", true},
	{BASIS_YEAR, "year", true},
	{BASIS_AS_OF, "as-of", true},
	{BASIS_SET, "set", true},
	{OPT_FAIL_ON, "fail-on", true},
	{OPT_EXPLAIN, "explain", true},
	{OPT_ALLOW_EMPTY, "allow-empty", false},
	{OPT_SCHEMA, "schema", true},
	{OPT_MAP, "map", true},
	{OPT_FORMAT_ASSERTION, "format-assertion", false},
	{OPT_ALL, "all", false},
	{0, NULL, false},
};

static const char usage[] =
	"[-C DIR] [--rev REV | --staged] [--stdin --stdin-path PATH] [--files-from FILE [-z]]"
	" [--year Y] [--as-of DATE] [--set NAME=VALUE] [-f FORMAT[:FILE]] [-O FILE]"
	" [-q | -v] [--fail-on error|warning|info] [--allow-empty] [--explain RULE] [--lang "
	"zh|en]"
	" [--color auto|always|never] [PATH...]"
	" | --schema SCHEMA [--map URI=DIR] [--format-assertion] [--all] [-f FORMAT[:FILE]]"
	" [-O FILE] [--fail-on error|warning|info] FILE...";

struct settings {
	const char *output, *explain;
	struct basis basis;
	struct paths paths;
	struct output_set outputs;
	enum severity fail_on;
	bool quiet, verbose;
	bool allow_empty;
	struct instance_options documents;
	struct VEC(struct documents_map) maps;
	const char *of_records, *of_documents; /* an option given that is for these only */
};

static bool add_map(struct cli *cli, struct settings *s)
{
	struct documents_map map;

	if (!instances_map(cli, cli->value, &map))
		return false;
	*vec_add(&s->maps) = map;
	return true;
}

static bool refuse_value(struct cli *cli, const char *id)
{
	cli_refuse(cli, id, "value", cli->value, NULL);
	return false;
}

/* Options of --schema. */
static bool set_document_option(struct cli *cli, struct settings *s, int letter)
{
	switch (letter) {
	case OPT_SCHEMA:
		s->documents.schema = cli->value;
		return true;
	case OPT_MAP:
		s->of_documents = "--map";
		return add_map(cli, s);
	case OPT_FORMAT_ASSERTION:
		s->of_documents = "--format-assertion";
		s->documents.assert_formats = true;
		return true;
	case OPT_ALL:
		s->of_documents = "--all";
		s->documents.all_branches = true;
		return true;
	default:
		return false;
	}
}

/* Options about records: how they are judged. */
static bool set_record_option(struct cli *cli, struct settings *s, int letter)
{
	switch (letter) {
	case 'q':
		s->quiet = true;
		return true;
	case 'v':
		s->verbose = true;
		return true;
	case OPT_EXPLAIN:
		s->explain = cli->value;
		return true;
	case OPT_ALLOW_EMPTY:
		s->allow_empty = true;
		return true;
	default:
		if (basis_has(letter))
			return basis_take(&s->basis, cli, letter);
		paths_set(&s->paths, cli, letter);
		return true;
	}
}

static bool set_option(struct cli *cli, struct settings *s, int letter)
{
	const struct cli_option *option = options;

	switch (letter) {
	case 'O':
		s->output = cli->value;
		return true;
	case 'f':
		return output_add(&s->outputs, cli, cli->value);
	case OPT_FAIL_ON:
		return finding_severity_parse(str_of(cli->value), &s->fail_on) ||
		       refuse_value(cli, "usage.severity");
	default:
		break;
	}
	if (letter >= OPT_SCHEMA)
		return set_document_option(cli, s, letter);
	while (option->letter != letter)
		option++;
	s->of_records = option->name;
	return set_record_option(cli, s, letter);
}

/* Options and operands that do not go together. */
static bool check_options(struct cli *cli, struct settings *s)
{
	if (!s->documents.schema && s->of_documents)
		cli_refuse(cli, "usage.only-with-schema", "option", s->of_documents, NULL);
	else if (s->documents.schema && s->of_records)
		cli_refuse(cli, "usage.not-with-schema", "option", s->of_records, NULL);
	else if (s->documents.schema && !*cli->args)
		cli_refuse(cli, "usage.no-file", "usage", cli->usage, NULL);
	else if (s->explain && *cli->args)
		cli_refuse(cli, "usage.operand", "operand", *cli->args, "usage", cli->usage,
			   NULL);
	else if (s->quiet && s->verbose)
		cli_refuse(cli, "usage.quiet-or-verbose", NULL);
	else
		return basis_settle(&s->basis, cli) && paths_settle(&s->paths, cli) &&
		       output_settle(&s->outputs, cli, s->output);
	return false;
}

static bool read_options(struct cli *cli, struct settings *s)
{
	int letter;

	basis_begin(&s->basis);
	s->fail_on = SEVERITY_ERROR;
	while ((letter = cli_next(cli)) != 0)
		if (!set_option(cli, s, letter))
			return false;
	s->documents.documents = (struct documents){s->maps.at, s->maps.n};
	s->paths.operands = cli->args;
	return !cli->failed && check_options(cli, s);
}

static struct str source(void *records, struct str path)
{
	return records_source(records, path);
}

static int validate(struct cli *cli, const struct settings *s, struct records *r)
{
	struct judgement judgement = {
		.source.program = STR("sws-validate " SWS_VERSION),
		.listing = output_lists_passed(&s->outputs),
	};
	const struct output_job job = {
		.judgement = &judgement,
		.records = r,
		.options = {.summary = !s->quiet,
			    .every_rule = s->verbose,
			    .fail_on = s->fail_on,
			    .source = source,
			    .source_context = r},
	};
	struct validate_options how = basis_options(&s->basis);
	struct error error = {0};
	int status;

	how.allow_empty = s->allow_empty;
	if (paths_limit(&s->paths))
		how.selection = &s->paths.selection;
	if (validate_run(r, &how, &judgement, &error) < 0)
		status = output_fail(cli, &judgement.findings, &error);
	else
		status = output_write(&s->outputs, cli, &job);
	if (status == CLI_DONE && !judgement_is_clean(&judgement, s->fail_on))
		status = CLI_NO;
	error_release(&error);
	judgement_release(&judgement);
	return status;
}

static int run(struct cli *cli, struct settings *s)
{
	struct records *r = NULL;
	int status = CLI_FAILED;

	if (s->explain)
		status = basis_open_policy(&s->basis, cli, &r);
	else if (paths_read_input(&s->paths, cli, &s->basis.snapshot))
		status = basis_open(&s->basis, cli, &r);
	if (status == CLI_DONE && s->explain)
		status = explanation_write(cli, r, s->explain, s->output);
	else if (status == CLI_DONE)
		status = paths_take(&s->paths, cli, r);
	if (status == CLI_DONE && !s->explain)
		status = validate(cli, s, r);
	records_close(r);
	return status;
}

static int check_instances(struct cli *cli, const struct settings *s)
{
	const struct instances_job job = {
		.options = s->documents,
		.outputs = &s->outputs,
		.files = cli->args,
		.fail_on = s->fail_on,
	};

	return instances_run(cli, &job);
}

int main(int argc, char **argv)
{
	struct settings s = {0};
	struct cli cli;
	int status = CLI_FAILED;

	(void)argc;
	cli_begin(&cli, argv, usage, options);
	if (read_options(&cli, &s))
		status = s.documents.schema ? check_instances(&cli, &s) : run(&cli, &s);
	basis_release(&s.basis);
	vec_release(&s.maps);
	paths_release(&s.paths);
	output_release(&s.outputs);
	return cli_end(&cli, status);
}
