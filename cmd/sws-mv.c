/* SPDX-License-Identifier: MIT */
/* sws-mv: gives a record another id, with all references to it, by one commit. */
#include "base/fd.h"
#include "out/catalogue.h"
#include "records/move.h"
#include "writing.h"
#include "written.h"

#include <unistd.h>

enum { MENTIONS_SHOWN = 20 };

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
	" [--lang zh|en] [--color auto|always|never] RECORD NEW-ID";

struct settings {
	struct basis basis;
	struct writing writing;
};

static bool read_names(struct cli *cli)
{
	if (cli->args[0] && cli->args[1] && !cli->args[2])
		return true;
	cli_refuse(cli, "usage.move", "usage", cli->usage, NULL);
	return false;
}

static bool read_options(struct cli *cli, struct settings *s)
{
	int letter;

	basis_begin(&s->basis);
	while ((letter = cli_next(cli)) != 0)
		if (writing_has(letter) ? !writing_take(&s->writing, cli, letter)
					: !basis_take(&s->basis, cli, letter))
			return false;
	return !cli->failed && basis_settle(&s->basis, cli) && read_names(cli);
}

/* What a report is told with. */
struct telling {
	struct write_options *how;
	const struct move *move;
};

static void add_line(struct cli *cli, const struct message *m, struct buf *out)
{
	catalogue_message(cli_catalogue(cli), m, out);
	buf_add_char(out, '\n');
}

static void add_done(struct cli *cli, const struct move *move, struct buf *out)
{
	const struct move_report *r = &move->report;
	struct arena arena = {0};
	struct message m = {0};

	message_set(&m, &arena, "move.done", "kind", arena_cstr(&arena, r->kind), "from",
		    arena_cstr(&arena, r->from), "to", arena_cstr(&arena, move->id), "files",
		    arena_printf(&arena, "%zu", r->files), "moved",
		    arena_printf(&arena, "%zu", r->moved), "references",
		    arena_printf(&arena, "%zu", r->references), NULL);
	add_line(cli, &m, out);
	if (r->twin.len) {
		message_set(&m, &arena, "move.twin", "path", arena_cstr(&arena, r->twin), "id",
			    arena_cstr(&arena, r->from), NULL);
		add_line(cli, &m, out);
	}
	arena_release(&arena);
}

static void add_mentions(struct cli *cli, const struct move *move, struct buf *out)
{
	const struct move_report *r = &move->report;
	size_t shown = r->mentions.n < MENTIONS_SHOWN ? r->mentions.n : MENTIONS_SHOWN;
	struct arena arena = {0};
	struct message m = {0};

	for (size_t i = 0; i < shown; i++) {
		message_set(&m, &arena, "move.mention", "path",
			    arena_cstr(&arena, r->mentions.at[i].path), "line",
			    arena_printf(&arena, "%u", (unsigned)r->mentions.at[i].line), "id",
			    arena_cstr(&arena, r->from), NULL);
		add_line(cli, &m, out);
	}
	if (shown < r->mentions.n) {
		message_set(&m, &arena, "move.more-mentions", "n",
			    arena_printf(&arena, "%zu", r->mentions.n - shown), NULL);
		add_line(cli, &m, out);
	}
	for (size_t i = 0; i < r->unread.n; i++) {
		message_set(&m, &arena, "move.unread", "path",
			    arena_cstr(&arena, r->unread.at[i]), NULL);
		add_line(cli, &m, out);
	}
	arena_release(&arena);
}

/* What became of the write, and, if it was made, what was changed and what was not. */
static int tell(void *data, struct cli *cli, const struct write_result *result)
{
	const struct telling *t = data;
	int status = written_tell(t->how, cli, result);
	struct buf out = {0};

	if (result->outcome != WRITE_MADE || status == CLI_FAILED)
		return status;
	add_done(cli, t->move, &out);
	add_mentions(cli, t->move, &out);
	if (t->how->dry_run)
		fd_write_all(STDERR_FILENO, buf_str(&out));
	else
		status = cli_write(cli, NULL, &out);
	buf_release(&out);
	return status;
}

static int run(struct cli *cli, const struct settings *s)
{
	struct move move = {.record = str_of(cli->args[0]), .id = str_of(cli->args[1])};
	const struct write_work work = {.make = move_make, .data = &move};
	struct write_options how;
	struct buf message = {0};
	int status = CLI_FAILED;

	move_message(&move, &message);
	if (writing_options(&s->writing, cli, &s->basis, buf_cstr(&message), &how)) {
		how.stop = writing_stop();
		status = written_run(cli, &how, &work, tell, &(struct telling){&how, &move});
	}
	move_release(&move);
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
	writing_release(&s.writing);
	basis_release(&s.basis);
	return cli_end(&cli, status);
}
