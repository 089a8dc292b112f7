/* SPDX-License-Identifier: MIT */
/*
 * Writes one commit as a command does, for tests that disturb it: `writer [-b BRANCH] [-n
 * FILES]
 * [-s] DIR NAME` appends the line NAME to stations/all.yaml of the branch's tip, puts FILES (1)
 * files stations/NAME-<i>.yaml and removes stations/old.yaml, if it is there; a first commit
 * has sws.yaml, too. -s: nothing is synced.
 *
 * Prints the commit's id. Status 0: made; 1: nothing to change; 2: failed, its message id and
 * arguments on standard error, the id printed all the same if the commit was made; 3: overtaken
 * too often; 4: stopped; 5: made, but the id could not be printed.
 */
#include "base/vec.h"
#include "git/commit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
	HOLD_AFTER = 5, /* times overtaken */
	GIVE_UP_AFTER = 50,
	FILE_MAX = 1 << 20,
	PADDING = 600, /* bytes that a file has beside its name */
};

struct job {
	const char *branch, *dir, *name;
	size_t n;
	bool no_fsync;
	struct arena arena;
	struct VEC(struct snapshot_change) changes;
};

static void put(struct job *job, const char *path, struct str bytes, bool removed)
{
	*vec_add(&job->changes) = (struct snapshot_change){
		.path = str_of(path), .bytes = bytes, .removed = removed};
}

/* What the file has on the tip, and one line more. */
static int add_line(struct job *job, struct snapshot *s, struct error *error)
{
	const struct entry *entry = s ? snapshot_find(s, STR("stations/all.yaml")) : NULL;
	struct buf bytes = {0};
	int status = entry ? snapshot_read(s, entry, FILE_MAX, &bytes, error) : 0;

	buf_printf(&bytes, "%s\n", job->name);
	put(job, "stations/all.yaml", arena_str(&job->arena, buf_str(&bytes)), false);
	buf_release(&bytes);
	return status;
}

static void add_files(struct job *job)
{
	for (size_t i = 0; i < job->n; i++) {
		const char *path =
			arena_printf(&job->arena, "stations/%s-%zu.yaml", job->name, i);
		char *bytes =
			arena_printf(&job->arena, "%s %zu %*s\n", job->name, i, PADDING, "");

		put(job, path, str_of(bytes), false);
	}
}

static int build(struct job *job, struct str tip, struct error *error)
{
	static const struct str folders[] = {{"stations", 8}};
	struct snapshot *s = NULL;
	int status = 0;

	vec_release(&job->changes);
	arena_reset(&job->arena);
	if (!tip.len)
		put(job, "sws.yaml", STR("format: 1\n"), false);
	else
		status = snapshot_open_revision(job->dir, tip.ptr, folders, 1, &s, error);
	if (!status)
		status = add_line(job, s, error);
	if (s && snapshot_find(s, STR("stations/old.yaml")))
		put(job, "stations/old.yaml", STR(""), true);
	add_files(job);
	snapshot_free(s);
	return status;
}

static int write_once(struct job *job, struct commit_writer *w, struct commit_result *result,
		      struct error *error)
{
	const struct commit_trailer trailers[] = {{STR("Batch"), str_of(job->name)}};
	struct commit_request request = {
		.author = {.seconds = 1700000000, .offset = 480},
		.committer = {.seconds = 1700000000, .offset = 480},
		.message = str_of(job->name),
		.trailers = trailers,
		.n_trailers = 1,
		.no_fsync = job->no_fsync,
	};
	int status = commit_look(w, error);

	if (!status)
		status = build(job, commit_tip(w), error);
	request.changes = job->changes.at;
	request.n_changes = job->changes.n;
	return status ? status : commit_write(w, &request, result, error);
}

static int write_job(struct job *job, struct commit_result *result, struct error *error)
{
	struct commit_writer *w;
	int status = commit_open(job->dir, job->branch, (int64_t)time(NULL), NULL, &w, error);

	for (int i = 0; !status && i < GIVE_UP_AFTER; i++) {
		if (i >= HOLD_AFTER)
			status = commit_hold(w, error);
		if (!status)
			status = write_once(job, w, result, error);
		if (result->outcome != COMMIT_OVERTAKEN)
			break;
	}
	commit_close(w);
	return status;
}

static int say(const struct error *error)
{
	fputs(error->message.id, stderr);
	for (size_t i = 0; i < error->message.n_args; i++)
		fprintf(stderr, " %s=%.*s", error->message.args[i].name,
			STR_ARG(error->message.args[i].value));
	fputc('\n', stderr);
	return 2;
}

static void parse(struct job *job, int argc, char **argv)
{
	int option;

	while ((option = getopt(argc, argv, "b:n:s")) != -1) {
		if (option == 'b')
			job->branch = optarg;
		else if (option == 'n')
			job->n = strtoul(optarg, NULL, 10);
		else if (option == 's')
			job->no_fsync = true;
		else
			exit(2);
	}
	if (argc - optind != 2)
		exit(2);
	job->dir = argv[optind];
	job->name = argv[optind + 1];
}

int main(int argc, char **argv)
{
	static const int statuses[] = {[COMMIT_MADE] = 0,
				       [COMMIT_UNCHANGED] = 1,
				       [COMMIT_OVERTAKEN] = 3,
				       [COMMIT_STOPPED] = 4};
	struct commit_result result = {0};
	struct error error = {0};
	struct job job = {.n = 1};
	int status;

	parse(&job, argc, argv);
	status = write_job(&job, &result, &error) ? say(&error) : statuses[result.outcome];
	if (result.id[0] && (puts(result.id) < 0 || fflush(stdout) < 0))
		status = 5;
	vec_release(&job.changes);
	arena_release(&job.arena);
	error_release(&error);
	return status;
}
