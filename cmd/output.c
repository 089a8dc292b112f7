/* SPDX-License-Identifier: MIT */
/* One judgement, written in several formats. */
#include "output.h"

#include "base/fd.h"
#include "file.h"
#include "out/render.h"
#include "texts.h"

#include <string.h>
#include <unistd.h>

static const char *place(const char *file)
{
	return file && strcmp(file, "-") != 0 ? file : NULL;
}

static bool refuse_format(struct cli *cli, const char *value)
{
	struct buf names = {0};

	renderer_names(&names);
	cli_refuse(cli, "usage.format", "format", value, "known", buf_cstr(&names), NULL);
	buf_release(&names);
	return false;
}

bool output_add(struct output_set *set, struct cli *cli, const char *value)
{
	const char *colon = strchr(value, ':');
	struct str rest = str_of(value);
	const struct renderer *renderer = renderer_find(str_split(&rest, ':'));

	if (!renderer)
		return refuse_format(cli, value);
	if (colon && !colon[1]) {
		cli_refuse(cli, "usage.format-file", "format", value, NULL);
		return false;
	}
	*vec_add(&set->items) = (struct output){renderer, colon ? place(colon + 1) : NULL};
	return true;
}

/* Gives -O's file to the first output that has none. */
static bool place_unplaced(struct output_set *set, struct cli *cli, const char *file)
{
	for (size_t i = 0; i < set->items.n; i++) {
		if (!set->items.at[i].file) {
			set->items.at[i].file = place(file);
			return true;
		}
	}
	cli_refuse(cli, "usage.output-unused", "file", file, NULL);
	return false;
}

static bool refuse_same(struct cli *cli, const char *file)
{
	cli_refuse(cli, "usage.output-twice", "file", file ? file : "stdout", NULL);
	return false;
}

bool output_settle(struct output_set *set, struct cli *cli, const char *file)
{
	if (set->items.n == 0)
		*vec_add(&set->items) = (struct output){.renderer = renderer_find(STR("text"))};
	if (file && !place_unplaced(set, cli, file))
		return false;
	for (size_t i = 0; i < set->items.n; i++)
		for (size_t k = 0; k < i; k++)
			if (file_same(set->items.at[i].file, set->items.at[k].file))
				return refuse_same(cli, set->items.at[i].file);
	return true;
}

bool output_lists_passed(const struct output_set *set)
{
	for (size_t i = 0; i < set->items.n; i++)
		if (set->items.at[i].renderer->lists_passed)
			return true;
	return false;
}

static enum language choose_language(const struct output *o, const struct cli *cli)
{
	bool stable = o->renderer->for_machines && !cli->language_given;

	return stable ? LANGUAGE_EN : cli->language; /* same bytes in any locale */
}

static void render(struct buf *out, const struct output *o, struct cli *cli,
		   const struct output_job *job)
{
	struct catalogue *catalogue = cli_catalogue_in(cli, choose_language(o, cli));
	struct render_options options = job->options;

	if (job->records)
		texts_add(catalogue, job->records, job->judgement);
	options.catalogue = catalogue;
	options.colour = cli_use_colour(cli, o->file);
	options.excerpt = cli_is_terminal(o->file);
	o->renderer->write(out, job->judgement, &options);
}

int output_write(const struct output_set *set, struct cli *cli, const struct output_job *job)
{
	struct buf out = {0};
	int status = CLI_DONE;

	for (size_t i = 0; i < set->items.n; i++) {
		render(&out, &set->items.at[i], cli, job);
		if (cli_write(cli, set->items.at[i].file, &out) != CLI_DONE)
			status = CLI_FAILED;
	}
	buf_release(&out);
	return status;
}

int output_fail(struct cli *cli, struct finding_list *findings, const struct error *error)
{
	const struct render_options how = {.catalogue = cli_catalogue(cli)};
	struct buf out = {0};

	finding_sort(findings);
	for (size_t i = 0; i < findings->items.n; i++)
		render_text_finding(&out, &findings->items.at[i], &how);
	fd_write_all(STDERR_FILENO, buf_str(&out));
	buf_release(&out);
	return cli_fail(cli, error);
}

void output_release(struct output_set *set)
{
	vec_release(&set->items);
}
