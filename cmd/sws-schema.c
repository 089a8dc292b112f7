/* SPDX-License-Identifier: MIT */
/* sws-schema: prints what records are judged by: kinds, rules, parameters, tables. */
#include "basis.h"
#include "cli.h"
#include "base/reason.h"
#include "editing.h"
#include "output.h"
#include "records/records.h"
#include "schema/embedded.h"
#include "texts.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum {
	OPT_KINDS = BASIS_FIRST_OTHER,
	OPT_RULES,
	OPT_PARAMETERS,
	OPT_TABLES,
	OPT_CHECK,
	OPT_EDITOR,
};

static const struct cli_option options[] = {
	{OPT_KINDS, "kinds", false},
	{OPT_RULES, "rules", false},
	{OPT_PARAMETERS, "parameters", false},
	{OPT_TABLES, "tables", false},
	{OPT_CHECK, "check", false},
	{OPT_EDITOR, "editor", false},
	{'C', "directory", true},
	{BASIS_REV, "rev", true},
	{BASIS_STAGED, "staged", false},
	{'O', "output", true},
	{0, NULL, false},
};

static const char usage[] =
	"[-C DIR] [--rev REV | --staged] [-O FILE] [--lang zh|en] --kinds | --rules | "
	"--parameters | --tables | --check | --editor | KIND...";

/* What is asked for: one of the lists, or the kinds named as operands. */
struct settings {
	int list;
	const char *output;
	struct basis basis;
};

/* Lists are lines of tab-separated fields without a heading, for people and `cut` alike. */
static void add_fields(struct buf *out, const struct str *fields, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_printf(out, "%s%.*s", i ? "\t" : "", STR_ARG(fields[i]));
	buf_add_char(out, '\n');
}

static void list_kinds(struct buf *out, const struct records *r)
{
	size_t n;
	const struct kind *kinds = kind_all(r->kinds, &n);

	for (size_t i = 0; i < n; i++) {
		const struct str fields[] = {kinds[i].name, kinds[i].path_template,
					     kinds[i].title};

		add_fields(out, fields, 3);
	}
}

static void list_rules(struct buf *out, const struct catalogue *c, const struct pack *pack)
{
	for (size_t i = 0; i < pack->rules.n; i++) {
		const struct rule *rule = &pack->rules.at[i];
		struct buf subjects = {0};

		for (size_t k = 0; k < rule->n_subjects; k++)
			buf_printf(&subjects, "%s%.*s", k ? "," : "",
				   STR_ARG(rule->subjects[k]->name));
		const struct str fields[] = {rule->id,
					     rule->clause.len ? rule->clause : STR("-"),
					     str_of(pack_level_name(rule->level)),
					     str_of(pack_term_name(rule->term)),
					     buf_str(&subjects),
					     texts_pick(c, &rule->title)};

		add_fields(out, fields, 6);
		buf_release(&subjects);
	}
}

static void list_parameters(struct buf *out, const struct catalogue *c, const struct pack *pack)
{
	struct param_set set;

	param_defaults(&set, pack);
	for (size_t i = 0; i < set.items.n; i++) {
		const struct param *p = &set.items.at[i];
		struct buf value = {0};

		param_format(p, &value);
		const struct str fields[] = {p->name, str_of(param_type_name(p->type)),
					     buf_str(&value), texts_pick(c, &p->title)};

		add_fields(out, fields, 4);
		buf_release(&value);
	}
	param_release(&set);
}

static void list_tables(struct buf *out, const struct records *r)
{
	const struct table_set *set = store_tables(r->store);

	for (size_t i = 0; i < set->tables.n; i++) {
		const struct store_table *table = &set->tables.at[i];

		for (size_t k = 0; k < table->columns.n; k++) {
			const struct column *column = &table->columns.at[k];
			const struct str fields[] = {table->name, column->name,
						     str_of(tables_type_name(column->type)),
						     column->field ? column->field->title
								   : STR("")};

			add_fields(out, fields, 4);
		}
	}
}

/* The file of a kind, then those of keys that packs add to it. */
static int print_kind(struct cli *cli, const struct records *r, const char *kind,
		      struct buf *out)
{
	size_t n;
	const struct pack_file *files = embedded_files(&n);
	struct buf name = {0};
	bool found = false;

	buf_printf(&name, "kinds/%s.yaml", kind);
	for (size_t i = 0; i < n && !found; i++) {
		found = str_eq(files[i].name, buf_str(&name));
		if (found)
			buf_add(out, files[i].bytes);
	}
	policy_print_keys(&r->policy, str_of(kind), out);
	buf_release(&name);
	return found ? CLI_DONE : cli_refuse(cli, "usage.unknown-kind", "kind", kind, NULL);
}

static int print(struct cli *cli, const struct settings *s, const struct records *r)
{
	const struct catalogue *c = cli_catalogue(cli);
	struct buf out = {0};
	int status = CLI_DONE;

	switch (s->list) {
	case OPT_KINDS:
		list_kinds(&out, r);
		break;
	case OPT_RULES:
		list_rules(&out, c, r->pack);
		break;
	case OPT_PARAMETERS:
		list_parameters(&out, c, r->pack);
		break;
	case OPT_TABLES:
		list_tables(&out, r);
		break;
	default:
		for (char **kind = cli->args; *kind && status == CLI_DONE; kind++) {
			if (kind > cli->args)
				buf_add_text(&out, "---\n");
			status = print_kind(cli, r, *kind, &out);
		}
		break;
	}
	if (status == CLI_DONE)
		status = cli_write(cli, s->output, &out);
	buf_release(&out);
	return status;
}

/* All SQL of the pack, whoever it is from. */
static int check(struct cli *cli, const struct records *r)
{
	struct finding_list findings = {0};
	struct error error = {0};
	int status = CLI_DONE;

	if (records_audit(r, true, &findings, &error) < 0)
		status = output_fail(cli, &findings, &error);
	finding_release(&findings);
	error_release(&error);
	return status;
}

/* Says on the output what was done. */
static int say_edited(struct cli *cli, const struct settings *s)
{
	const struct message message = {.id = "ui.editor-done"};
	struct buf out = {0};
	int status;

	catalogue_message(cli_catalogue(cli), &message, &out);
	buf_add_char(&out, '\n');
	status = cli_write(cli, s->output, &out);
	buf_release(&out);
	return status;
}

/* Tells editors about the kinds, in the repository that the directory lies in. */
static int edit(struct cli *cli, const struct settings *s, const struct records *r)
{
	struct error error = {0};
	struct buf root = {0};
	int dir, status = CLI_FAILED;

	if (snapshot_find_root(s->basis.snapshot.folder, &root, &error) < 0) {
		cli_fail(cli, &error);
	} else if ((dir = open(buf_cstr(&root), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) < 0) {
		cli_refuse(cli, "usage.write", "file", buf_cstr(&root), "reason",
			   reason_errno(errno), NULL);
	} else {
		status = editing_write(cli, dir, r, EDITING_RENEW);
		close(dir);
	}
	buf_release(&root);
	error_release(&error);
	return status == CLI_DONE ? say_edited(cli, s) : status;
}

static bool read_options(struct cli *cli, struct settings *s)
{
	int letter, lists = 0;

	basis_begin(&s->basis);
	while ((letter = cli_next(cli)) != 0) {
		if (letter == 'O') {
			s->output = cli->value;
		} else if (basis_has(letter)) {
			basis_take(&s->basis, cli, letter);
		} else {
			s->list = letter;
			lists++;
		}
	}
	if (!cli->failed && lists + (*cli->args != NULL) == 1)
		return basis_settle(&s->basis, cli);
	if (!cli->failed)
		cli_refuse(cli, "usage.one-list", "usage", cli->usage, NULL);
	return false;
}

static int run(struct cli *cli, struct settings *s)
{
	struct records *r = NULL;
	int status = basis_open_policy(&s->basis, cli, &r);

	if (status == CLI_DONE && s->list == OPT_EDITOR)
		status = edit(cli, s, r);
	else if (status == CLI_DONE)
		status = s->list == OPT_CHECK ? check(cli, r) : print(cli, s, r);
	records_close(r);
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
	basis_release(&s.basis);
	return cli_end(&cli, status);
}
