/* SPDX-License-Identifier: MIT */
/* A folder, a file, a process. */
#include "draft.h"

#include "base/fd.h"
#include "base/read.h"
#include "base/reason.h"
#include "text/source.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* The shell's own words for what it could not run (POSIX 2008, XCU 2.8.2); beyond
 * SHELL_SIGNAL, a signal that ended a command. */
enum { SHELL_NOT_EXECUTABLE = 126, SHELL_NOT_FOUND = 127, SHELL_SIGNAL = 128 };

static int fail_write(const char *file, struct error *error)
{
	return error_set(error, STATUS_IO, "usage.write", "file", file, "reason",
			 reason_errno(errno), NULL);
}

static bool write_text(const char *file, struct str text)
{
	int fd = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool ok = fd >= 0 && fd_write_all(fd, text);

	if (fd >= 0 && close(fd) < 0)
		ok = false;
	return ok;
}

int draft_begin(struct draft *d, const char *parent, const char *name, struct str text,
		struct error *error)
{
	buf_printf(&d->folder, "%s/sws-XXXXXX", parent);
	if (!mkdtemp(d->folder.ptr)) {
		fail_write(buf_cstr(&d->folder), error);
		buf_reset(&d->folder);
		return STATUS_IO;
	}
	buf_printf(&d->file, "%s/%s", buf_cstr(&d->folder), name);
	return write_text(buf_cstr(&d->file), text) ? 0 : fail_write(buf_cstr(&d->file), error);
}

/* The signals that a terminal sends to all in the foreground are the editor's alone, as with
 * system(3): it is to be interrupted, and we to hear of it. */
static const int terminal_signals[] = {SIGINT, SIGQUIT};
enum { TERMINAL_SIGNALS = sizeof terminal_signals / sizeof *terminal_signals };

/* Ignores them; `mine` has those that the editor is not to ignore. */
static void ignore_signals(struct sigaction *old, sigset_t *mine)
{
	const struct sigaction ignore = {.sa_handler = SIG_IGN};

	sigemptyset(mine);
	for (size_t i = 0; i < TERMINAL_SIGNALS; i++)
		if (sigaction(terminal_signals[i], &ignore, &old[i]) == 0 &&
		    old[i].sa_handler != SIG_IGN)
			sigaddset(mine, terminal_signals[i]);
}

static void restore_signals(const struct sigaction *old)
{
	for (size_t i = 0; i < TERMINAL_SIGNALS; i++)
		sigaction(terminal_signals[i], &old[i], NULL);
}

/* Starts `sh -c 'EDITOR "$@"' EDITOR FILE`: the name is never part of a command's text. */
static int start(const char *editor, const char *file, const sigset_t *signals, pid_t *pid)
{
	struct buf command = {0};
	posix_spawnattr_t attributes;
	int status = posix_spawnattr_init(&attributes);

	if (status)
		return status;
	buf_printf(&command, "%s \"$@\"", editor);
	char *const argv[] = {"sh", "-c", command.ptr, (char *)editor, (char *)file, NULL};

	posix_spawnattr_setsigdefault(&attributes, signals);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
	status = posix_spawn(pid, "/bin/sh", NULL, &attributes, argv, environ);
	posix_spawnattr_destroy(&attributes);
	buf_release(&command);
	return status;
}

/* What became of the process: its status, as the shell would tell it. */
static int wait_for(pid_t pid)
{
	int status;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return SHELL_NOT_FOUND;
	return WIFSIGNALED(status) ? SHELL_SIGNAL + WTERMSIG(status) : WEXITSTATUS(status);
}

static int judge_status(const char *editor, int status, struct error *error)
{
	char number[16];

	if (status == 0)
		return 0;
	if (status == SHELL_NOT_FOUND || status == SHELL_NOT_EXECUTABLE)
		return error_set(error, STATUS_IO, "draft.no-editor", "editor", editor, NULL);
	snprintf(number, sizeof number, "%d", status % SHELL_SIGNAL);
	if (status > SHELL_SIGNAL)
		return error_set(error, STATUS_IO, "draft.killed", "editor", editor, "signal",
				 number, NULL);
	return error_set(error, STATUS_IO, "draft.editor", "editor", editor, "status", number,
			 NULL);
}

int draft_edit(const struct draft *d, const char *editor, struct error *error)
{
	struct sigaction old[TERMINAL_SIGNALS];
	sigset_t signals;
	pid_t pid;
	int status;

	ignore_signals(old, &signals);
	status = start(editor, buf_cstr(&d->file), &signals, &pid) ? SHELL_NOT_FOUND
								   : wait_for(pid);
	restore_signals(old);
	return judge_status(editor, status, error);
}

int draft_read(const struct draft *d, struct buf *text, struct error *error)
{
	buf_reset(text);
	return read_file(buf_cstr(&d->file), READ_REGULAR, SOURCE_BYTES_MAX, text, error);
}

/* Whatever an editor left in the folder goes with it. */
static void remove_files(const char *folder)
{
	DIR *dir = opendir(folder);
	const struct dirent *entry;

	while (dir && (entry = readdir(dir)) != NULL)
		unlinkat(dirfd(dir), entry->d_name, 0);
	if (dir)
		closedir(dir);
}

void draft_end(struct draft *d, bool keep)
{
	if (d->folder.len && !keep) {
		remove_files(buf_cstr(&d->folder));
		rmdir(buf_cstr(&d->folder));
	}
	buf_release(&d->folder);
	buf_release(&d->file);
}
