/* SPDX-License-Identifier: MIT */
/* sws-init: makes a folder a records repository; what is there already is left as it is. */
#include "base/reason.h"
#include "cli.h"
#include "editing.h"
#include "install.h"
#include "records/records.h"
#include "schema/embedded.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct cli_option options[] = {
	{'C', "directory", true},
	{'q', "quiet", false},
	{0, NULL, false},
};

static const char usage[] = "[-C DIR] [-q] [--lang zh|en] [DIR]";

/* A file of the pack that becomes a file of the repository. */
static const struct {
	const char *name, *target;
} templates[] = {
	{"templates/gitattributes", ".gitattributes"},
	{"templates/editorconfig", ".editorconfig"},
	{"templates/sws.yaml", "sws.yaml"}, /* last: with it the repository is complete */
};

struct settings {
	const char *directory;
	struct buf joined; /* of -C and the operand */
	bool quiet;
};

static struct str template_bytes(const char *name)
{
	size_t n;
	const struct pack_file *files = embedded_files(&n);

	for (size_t i = 0; i < n; i++)
		if (str_eq(files[i].name, str_of(name)))
			return files[i].bytes;
	assert(!"a template that the build left out");
	return STR("");
}

static int fail_write(struct cli *cli, const char *file)
{
	return cli_refuse(cli, "usage.write", "file", file, "reason", reason_errno(errno),
			  NULL);
}

/* The folder, with a file in it so that git keeps it. */
static int make_folder(struct cli *cli, int dir, const char *name)
{
	int folder = install_folder(cli, dir, name), status;

	if (folder < 0)
		return CLI_FAILED;
	status = install_new(cli, folder, ".gitkeep", STR(""));
	close(folder);
	return status;
}

static int make_folders(struct cli *cli, int dir, const struct records *r)
{
	size_t n;
	const struct kind *kinds = kind_all(r->kinds, &n);
	int status = CLI_DONE;

	for (size_t i = 0; i < n && status == CLI_DONE; i++)
		if (kinds[i].folder.len)
			status = make_folder(cli, dir, kinds[i].folder.ptr);
	return status;
}

static int make_files(struct cli *cli, int dir)
{
	int status = CLI_DONE;

	for (size_t i = 0; i < sizeof templates / sizeof *templates && status == CLI_DONE; i++)
		status = install_new(cli, dir, templates[i].target,
				     template_bytes(templates[i].name));
	return status;
}

/* Tells on standard output what was done. */
static int say(struct cli *cli, const struct settings *s, const char *id)
{
	struct message message;
	struct arena arena = {0};
	struct buf out = {0};
	int status;

	if (s->quiet)
		return CLI_DONE;
	message_set(&message, &arena, id, "directory", s->directory, NULL);
	catalogue_message(cli_catalogue(cli), &message, &out);
	buf_add_char(&out, '\n');
	status = cli_write(cli, NULL, &out);
	arena_release(&arena);
	buf_release(&out);
	return status;
}

static int init(struct cli *cli, const struct settings *s, const struct records *r)
{
	struct stat st;
	int dir, status;

	if (mkdir(s->directory, 0777) < 0 && errno != EEXIST)
		return fail_write(cli, s->directory);
	dir = open(s->directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (dir < 0)
		return fail_write(cli, s->directory);
	if (fstatat(dir, "sws.yaml", &st, AT_SYMLINK_NOFOLLOW) == 0) {
		close(dir);
		return say(cli, s, "ui.init-exists");
	}
	status = make_folders(cli, dir, r);
	if (status == CLI_DONE)
		status = editing_write(cli, dir, r, EDITING_BEGIN);
	if (status == CLI_DONE)
		status = make_files(cli, dir);
	close(dir);
	return status == CLI_DONE ? say(cli, s, "ui.init-done") : status;
}

static bool read_options(struct cli *cli, struct settings *s)
{
	int letter;

	s->directory = ".";
	while ((letter = cli_next(cli)) != 0) {
		if (letter == 'C')
			s->directory = cli->value;
		if (letter == 'q')
			s->quiet = true;
	}
	if (!cli->failed && *cli->args) {
		if (**cli->args != '/' && strcmp(s->directory, ".") != 0)
			buf_printf(&s->joined, "%s/", s->directory);
		buf_add_text(&s->joined, *cli->args++);
		s->directory = buf_cstr(&s->joined);
	}
	if (!cli->failed && *cli->args) {
		cli_refuse(cli, "usage.operand", "operand", *cli->args, "usage", cli->usage,
			   NULL);
		return false;
	}
	return !cli->failed;
}

int main(int argc, char **argv)
{
	struct finding_list findings = {0};
	struct records *r = NULL;
	struct error error = {0};
	struct settings s = {0};
	struct cli cli;
	int status = CLI_FAILED;

	(void)argc;
	cli_begin(&cli, argv, usage, options);
	if (read_options(&cli, &s)) {
		if (records_open_pack(&r, &findings, &error) < 0)
			status = cli_fail(&cli, &error);
		else
			status = init(&cli, &s, r);
	}
	buf_release(&s.joined);
	records_close(r);
	finding_release(&findings);
	error_release(&error);
	return cli_end(&cli, status);
}
