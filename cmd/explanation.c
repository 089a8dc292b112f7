/* SPDX-License-Identifier: MIT */
/* Rules and findings, explained from the pack and the catalogue. */
#include "explanation.h"

#include "texts.h"

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
	/* of other families than these most are failures */
	static const char *const families[] = {"text.",   "yaml.",      "json.",    "path.",
					       "schema.", "reference.", "privacy.", "pack."};
	static const char *const others[] = {"git.corrupt-record", "git.lfs-pointer",
					     "git.unmerged"};

	for (size_t i = 0; i < sizeof families / sizeof *families; i++)
		if (str_starts(id, str_of(families[i])))
			return true;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (str_eq(id, str_of(others[i])))
			return true;
	return false;
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
	add_line(out, c, "ui.see", STR("sws-findings(7)"));
	buf_release(&hint);
}

int explanation_write(struct cli *cli, const struct records *r, const char *id,
		      const char *file)
{
	const struct catalogue *c = cli_catalogue(cli);
	struct str name = str_of(id);
	struct buf out = {0};
	int status;

	for (size_t i = 0; i < r->pack->rules.n; i++)
		if (str_eq(r->pack->rules.at[i].id, name))
			explain_rule(&out, c, &r->pack->rules.at[i]);
	if (out.len == 0 && is_finding(name) && catalogue_has(c, name))
		explain_finding(&out, c, id);
	if (out.len == 0 && pack_nearest_rule(r->pack, name).len)
		return cli_refuse(cli, "usage.unknown-rule-near", "rule", id, "nearest",
				  pack_nearest_rule(r->pack, name).ptr, NULL);
	if (out.len == 0)
		return cli_refuse(cli, "usage.unknown-rule", "rule", id, NULL);
	status = cli_write(cli, file, &out);
	buf_release(&out);
	return status;
}
