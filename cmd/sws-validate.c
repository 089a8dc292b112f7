/* SPDX-License-Identifier: MIT */
/* sws-validate: checks records and judges them by the policy's rules. */
#include "base/date.h"
#include "cli.h"
#include "out/renderer.h"
#include "records/validate.h"
#include "texts.h"

#include <string.h>
#include <unistd.h>

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
	"[-C DIR] [--rev REV] [--year Y] [--as-of DATE] [--set NAME=VALUE] [-f text|json] [-O "
	"FILE]"
	" [-q] [--fail-on error|warning|info] [--allow-empty] [--explain RULE] [--lang zh|en]"
	" [--color auto|always|never]";

struct settings {
	const char *directory, *rev, *output, *explain;
	const struct renderer *renderer;
	enum severity fail_on;
	bool quiet;
	struct VEC(struct validate_setting) values;
	struct validate_options validate;
};

static bool set_format(struct cli *cli, struct settings *s)
{
	struct buf names = {0};

	s->renderer = renderer_find(str_of(cli->value));
	renderer_names(&names);
	if (!s->renderer)
		cli_refuse(cli, "usage.format", "format", cli->value, "known", buf_cstr(&names),
			   NULL);
	buf_release(&names);
	return s->renderer;
}

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
		return set_format(cli, s);
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
	s->renderer = renderer_find(STR("text"));
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
	return !cli->failed && !*cli->args;
}

static struct str source(void *records, struct str path)
{
	return records_source(records, path);
}

static void render(struct buf *out, const struct settings *s, struct cli *cli,
		   struct records *r, const struct judgement *j)
{
	const struct render_options how = {
		.catalogue = cli_catalogue(cli),
		.colour = cli_use_colour(cli, s->output),
		.excerpt = cli_is_terminal(s->output),
		.summary = !s->quiet,
		.source = source,
		.source_context = r,
	};

	s->renderer->begin(out, j, &how);
	for (size_t i = 0; i < j->findings.items.n; i++)
		s->renderer->finding(out, &j->findings.items.at[i], &how);
	s->renderer->end(out, j, &how);
}

static bool is_clean(const struct judgement *j, enum severity fail_on)
{
	for (int severity = SEVERITY_ERROR; severity <= (int)fail_on; severity++)
		if (finding_count(&j->findings, (enum severity)severity))
			return false;
	return true;
}

/* What was found before a failure, as plain text: it may say why. */
static void add_findings(struct buf *out, struct cli *cli, struct finding_list *findings)
{
	const struct render_options how = {.catalogue = cli_catalogue(cli)};

	finding_sort(findings);
	for (size_t i = 0; i < findings->items.n; i++)
		renderer_find(STR("text"))->finding(out, &findings->items.at[i], &how);
}

static int validate(struct cli *cli, const struct settings *s, struct records *r)
{
	struct judgement judgement = {.source.program = STR("sws-validate " SWS_VERSION)};
	struct error error = {0};
	struct buf out = {0};
	int status;

	if (validate_run(r, &s->validate, &judgement, &error) < 0) {
		add_findings(&out, cli, &judgement.findings);
		cli_write_all(STDERR_FILENO, buf_str(&out));
		status = cli_fail(cli, &error);
	} else {
		texts_add(cli_catalogue(cli), r);
		render(&out, s, cli, r, &judgement);
		status = cli_write(cli, s->output, &out);
		if (status == CLI_DONE && !is_clean(&judgement, s->fail_on))
			status = CLI_NO;
	}
	buf_release(&out);
	error_release(&error);
	judgement_release(&judgement);
	return status;
}

/* One line `label: value` of --explain; nothing for an empty value. */
static void add_line(struct buf *out, const struct catalogue *c, const char *label,
		     struct str value)
{
	if (value.len)
		buf_printf(out, "  %.*s: %.*s\n", STR_ARG(catalogue_text(c, label)),
			   STR_ARG(value));
}

static void explain_rule(struct buf *out, const struct catalogue *c, const struct rule *rule)
{
	static const char *const levels[] = {"level.must", "level.should", "level.may"};
	static const char *const terms[] = {"term.yearly", "term.dated", "term.standing"};
	struct buf subjects = {0};

	for (size_t i = 0; i < rule->n_subjects; i++)
		buf_printf(&subjects, "%s%.*s", i ? ", " : "",
			   STR_ARG(rule->subjects[i]->name));
	buf_printf(out, "%.*s: %.*s\n", STR_ARG(rule->id),
		   STR_ARG(texts_pick(c, &rule->title)));
	add_line(out, c, "ui.clause", rule->clause);
	add_line(out, c, "ui.level", catalogue_text(c, levels[rule->level]));
	add_line(out, c, "ui.term", catalogue_text(c, terms[rule->term]));
	add_line(out, c, "ui.subject", buf_str(&subjects));
	add_line(out, c, "ui.reading", texts_pick(c, &rule->reading));
	add_line(out, c, "ui.hint", texts_pick(c, &rule->hint));
	if (rule->when.len)
		buf_printf(out, "  %.*s: %.*s = %.*s\n", STR_ARG(catalogue_text(c, "ui.when")),
			   STR_ARG(rule->when), STR_ARG(rule->value));
	buf_release(&subjects);
}

/* Whether the id is that of a finding; catalogues hold failures and headings, too. */
static bool is_finding(struct str id)
{
	static const char *const families[] = {"text.",   "yaml.",      "json.",    "path.",
					       "schema.", "reference.", "privacy.", "pack."};

	for (size_t i = 0; i < sizeof families / sizeof *families; i++)
		if (str_starts(id, str_of(families[i])))
			return true;
	return str_eq(id, STR("git.corrupt-record"));
}

static void explain_finding(struct buf *out, const struct catalogue *c, const char *id)
{
	const struct message message = {.id = id};
	struct buf hint = {0};

	buf_printf(out, "%s: ", id);
	catalogue_message(c, &message, out);
	buf_add_char(out, '\n');
	catalogue_hint(c, &message, &hint);
	add_line(out, c, "ui.hint", buf_str(&hint));
	buf_release(&hint);
}

/* What a rule asks for, or, for another finding's id, its message and hint without arguments.
 */
static int explain(struct cli *cli, const struct settings *s, const struct records *r)
{
	const struct catalogue *c = cli_catalogue(cli);
	struct str id = str_of(s->explain);
	struct buf out = {0};
	int status;

	for (size_t i = 0; i < r->pack->rules.n; i++)
		if (str_eq(r->pack->rules.at[i].id, id))
			explain_rule(&out, c, &r->pack->rules.at[i]);
	if (out.len == 0 && is_finding(id) && catalogue_has(c, id))
		explain_finding(&out, c, s->explain);
	if (out.len == 0 && pack_nearest_rule(r->pack, id).len)
		return cli_refuse(cli, "usage.unknown-rule-near", "rule", s->explain, "nearest",
				  pack_nearest_rule(r->pack, id).ptr, NULL);
	if (out.len == 0)
		return cli_refuse(cli, "usage.unknown-rule", "rule", s->explain, NULL);
	status = cli_write(cli, s->output, &out);
	buf_release(&out);
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
		status = s->explain ? explain(cli, s, r) : validate(cli, s, r);
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
	if (read_options(&cli, &s)) {
		if (s.renderer->for_machines && !cli.language_given)
			cli.language = LANGUAGE_EN; /* same bytes in any locale */
		status = run(&cli, &s);
	}
	vec_release(&s.values);
	return cli_end(&cli, status);
}
