/* SPDX-License-Identifier: MIT */
/* sws-import: rows of tables and documents become records, in one commit. */
#include "base/fd.h"
#include "cli.h"
#include "file.h"
#include "importing.h"
#include "preview.h"
#include "records/layout.h"
#include "records/mask.h"
#include "texts.h"
#include "unmet.h"
#include "writing.h"
#include "written.h"

#include <string.h>
#include <unistd.h>

enum {
	OPT_ENCODING = WRITING_FIRST_OTHER,
	OPT_SEPARATOR,
	OPT_MAP,
	OPT_CHILD,
	OPT_PRUNE,
	OPT_KEEP_EMPTY,
	OPT_KEEP_GOING,
	OPT_REJECTS,
};

static const struct cli_option options[] = {
	{'C', "directory", true},
	{'f', "format", true},
	{'m', "message", true},
	{'q', "quiet", false},
	{'v', "verbose", false},
	{BASIS_YEAR, "year", true},
	{BASIS_AS_OF, "as-of", true},
	{BASIS_SET, "set", true},
	{WRITING_BRANCH, "branch", true},
	{WRITING_AUTHOR, "author", true},
	{WRITING_DATE, "date", true},
	{WRITING_GATE, "gate", true},
	{WRITING_NO_FSYNC, "no-fsync", false},
	{WRITING_DRY_RUN, "dry-run", false},
	{OPT_ENCODING, "encoding", true},
	{OPT_SEPARATOR, "separator", true},
	{OPT_MAP, "map", true},
	{OPT_CHILD, "child", true},
	{OPT_PRUNE, "prune", false},
	{OPT_KEEP_EMPTY, "keep-empty", false},
	{OPT_KEEP_GOING, "keep-going", false},
	{OPT_REJECTS, "rejects", true},
	{0, NULL, false},
};

static const char usage[] =
	"[-C DIR] [--branch BRANCH] [--dry-run] [-m MESSAGE] [--author 'NAME <MAIL>'] [--date "
	"DATE]"
	" [--gate rules] [--no-fsync] [-f csv|tsv|ndjson|yaml] [--encoding NAME]"
	" [--separator ,|;|tab] [--map FILE] [--child LIST=FILE] [--prune] [--keep-empty]"
	" [--keep-going [--rejects FILE]] [--year Y] [--as-of DATE] [--set NAME=VALUE] [-q | "
	"-v]"
	" [--lang zh|en] [KIND] FILE...";

struct settings {
	struct basis basis;
	struct writing writing;
	struct import_options import;
	struct VEC(struct import_list) lists;
	const char *rejects;
	bool quiet, verbose;
	struct arena arena; /* of what is made of options */
};

static bool refuse_value(struct cli *cli, const char *id)
{
	cli_refuse(cli, id, "value", cli->value, NULL);
	return false;
}

static bool take_separator(struct settings *s, struct cli *cli)
{
	if (strcmp(cli->value, "tab") == 0 || strcmp(cli->value, "\t") == 0)
		s->import.separator = '\t';
	else if (strcmp(cli->value, ",") == 0 || strcmp(cli->value, ";") == 0)
		s->import.separator = cli->value[0];
	else
		return refuse_value(cli, "usage.separator");
	return true;
}

/* LIST=FILE. */
static bool take_child(struct settings *s, struct cli *cli)
{
	const char *equals = strchr(cli->value, '=');

	if (!equals || equals == cli->value || !equals[1])
		return refuse_value(cli, "usage.child");
	*vec_add(&s->lists) = (struct import_list){
		arena_cstr(&s->arena,
			   str_sub(str_of(cli->value), 0, (size_t)(equals - cli->value))),
		equals + 1};
	return true;
}

static bool set_input_option(struct settings *s, struct cli *cli, int letter)
{
	switch (letter) {
	case 'f':
		return import_input_format(str_of(cli->value), &s->import.format) ||
		       refuse_value(cli, "usage.input-format");
	case OPT_ENCODING:
		return charset_find(str_of(cli->value), &s->import.charset) ||
		       refuse_value(cli, "usage.encoding");
	case OPT_SEPARATOR:
		return take_separator(s, cli);
	case OPT_MAP:
		s->import.map = cli->value;
		return true;
	default:
		return take_child(s, cli);
	}
}

static bool set_option(struct settings *s, struct cli *cli, int letter)
{
	switch (letter) {
	case 'q':
		s->quiet = true;
		return true;
	case 'v':
		s->verbose = s->import.every_note = true;
		return true;
	case OPT_PRUNE:
		s->import.prune = true;
		return true;
	case OPT_KEEP_EMPTY:
		s->import.keep_empty = true;
		return true;
	case OPT_KEEP_GOING:
		s->import.keep_going = true;
		return true;
	case OPT_REJECTS:
		s->rejects = cli->value;
		return true;
	default:
		break;
	}
	if (basis_has(letter))
		return basis_take(&s->basis, cli, letter);
	if (writing_has(letter))
		return writing_take(&s->writing, cli, letter);
	return set_input_option(s, cli, letter);
}

/* What looks like an id is the kind; a file of such a name is called ./name. */
static void take_operands(struct settings *s, struct cli *cli)
{
	if (*cli->args && layout_is_id(str_of(*cli->args)))
		s->import.kind = *cli->args++;
	s->import.files = (const char *const *)cli->args;
	while (s->import.files[s->import.n_files])
		s->import.n_files++;
	s->import.lists = s->lists.at;
	s->import.n_lists = s->lists.n;
}

/* Whether the rejects would go where rows come from. */
static bool is_input(const struct settings *s)
{
	for (size_t i = 0; i < s->import.n_files; i++)
		if (file_same(s->import.files[i], s->rejects))
			return true;
	for (size_t i = 0; i < s->lists.n; i++)
		if (file_same(s->lists.at[i].file, s->rejects))
			return true;
	return false;
}

/* How often standard input is to be read. */
static size_t count_stdin(const struct settings *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->import.n_files; i++)
		n += strcmp(s->import.files[i], "-") == 0;
	for (size_t i = 0; i < s->lists.n; i++)
		n += strcmp(s->lists.at[i].file, "-") == 0;
	return n;
}

static bool check_options(const struct settings *s, struct cli *cli)
{
	if (s->import.n_files + s->lists.n == 0)
		cli_refuse(cli, "usage.no-file", "usage", cli->usage, NULL);
	else if (s->quiet && s->verbose)
		cli_refuse(cli, "usage.quiet-or-verbose", NULL);
	else if (s->import.prune && s->import.keep_going)
		cli_refuse(cli, "usage.prune-whole", NULL);
	else if (s->rejects && (!s->import.keep_going || s->import.n_files + s->lists.n > 1))
		cli_refuse(cli, "usage.rejects", NULL);
	else if (s->rejects && is_input(s))
		cli_refuse(cli, "usage.rejects-input", "file", s->rejects, NULL);
	else if (count_stdin(s) > 1)
		cli_refuse(cli, "usage.stdin-once", NULL);
	else
		return true;
	return false;
}

static bool read_options(struct settings *s, struct cli *cli)
{
	int letter;

	basis_begin(&s->basis);
	while ((letter = cli_next(cli)) != 0)
		if (!set_option(s, cli, letter))
			return false;
	if (cli->failed)
		return false;
	take_operands(s, cli);
	return check_options(s, cli);
}

/* The file's own name, without folders and personal identifiers. */
static const char *short_name(struct settings *s, const char *file)
{
	const char *slash = strrchr(file, '/');
	struct buf masked = {0};
	const char *name;

	mask_text(&masked, str_of(slash ? slash + 1 : file));
	name = arena_cstr(&s->arena, buf_str(&masked));
	buf_release(&masked);
	return strcmp(name, "-") == 0 ? "stdin" : name;
}

/* `Import-Source: sha256:... workers.csv` for each file, after `Import-Batch`, which is made of
 * these: the same files are the same batch. */
static struct commit_trailer *make_trailers(struct settings *s, const struct import *im,
					    size_t *n)
{
	size_t n_inputs;
	const struct import_input *inputs = import_inputs(im, &n_inputs);
	struct commit_trailer *trailers =
		arena_alloc(&s->arena, (n_inputs + 1) * sizeof *trailers);
	char batch[DIGEST_TEXT_SIZE];
	struct buf digests = {0};

	for (size_t i = 0; i < n_inputs; i++) {
		const char *value = arena_printf(&s->arena, "sha256:%s %s", inputs[i].digest,
						 short_name(s, inputs[i].name));

		buf_add_text(&digests, inputs[i].digest);
		trailers[i + 1] = (struct commit_trailer){STR("Import-Source"), str_of(value)};
	}
	digest_sha256(buf_str(&digests), batch);
	buf_release(&digests);
	trailers[0] = (struct commit_trailer){STR("Import-Batch"),
					      str_of(arena_printf(&s->arena, "%.16s", batch))};
	*n = n_inputs + 1;
	return trailers;
}

/* What is reported with. */
struct reporting {
	const struct settings *settings;
	struct import *im;
};

/* What the run says, prints and leaves behind. */
static int report(void *data, struct cli *cli, const struct write_result *result)
{
	const struct reporting *with = data;
	const struct settings *s = with->settings;
	bool refused = result->outcome == WRITE_REFUSED ||
		       import_report_rejects(import_report(with->im));
	struct buf sum = {0};
	int status = CLI_DONE;

	if (result->candidate)
		texts_add(cli_catalogue(cli), result->candidate, &result->judgement);
	importing_say(cli, with->im, result, s->quiet, s->verbose);
	if (!s->quiet && !refused)
		unmet_say(cli, &result->failing);
	if (s->writing.dry_run)
		status = preview_write(cli, result);
	if (!s->quiet) {
		importing_sum(cli, with->im, &sum);
		written_outcome(cli, result, s->writing.dry_run, refused, &sum);
	}
	if (s->writing.dry_run)
		fd_write_all(STDERR_FILENO, buf_str(&sum));
	else if (status == CLI_DONE)
		status = cli_write(cli, NULL, &sum);
	if (status == CLI_DONE && s->import.keep_going && !s->writing.dry_run)
		status = importing_rejects(cli, with->im, s->rejects);
	buf_release(&sum);
	return status == CLI_DONE && refused ? CLI_NO : status;
}

static int write_import(struct settings *s, struct cli *cli, struct import *im)
{
	const char *kind = s->import.kind ? s->import.kind : "";
	const char *message =
		arena_printf(&s->arena, "Import %s%srecords", kind, *kind ? " " : "");
	const struct write_work work = {import_make, import_give_up, im};
	struct reporting with = {s, im};
	struct write_options how;

	if (!writing_options(&s->writing, cli, &s->basis, message, &how))
		return CLI_FAILED;
	how.trailers = make_trailers(s, im, &how.n_trailers);
	how.stop = s->import.stop;
	return written_run(cli, &how, &work, report, &with);
}

static int run(struct settings *s, struct cli *cli)
{
	struct import *im;
	struct error error = {0};
	int status;

	s->import.stop = writing_stop();
	if (import_open(&s->import, &im, &error) < 0)
		status = cli_fail(cli, &error);
	else
		status = write_import(s, cli, im);
	import_free(im);
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
	if (read_options(&s, &cli))
		status = run(&s, &cli);
	basis_release(&s.basis);
	writing_release(&s.writing);
	vec_release(&s.lists);
	arena_release(&s.arena);
	return cli_end(&cli, status);
}
