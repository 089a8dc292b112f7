/* SPDX-License-Identifier: MIT */
/*
 * One commit of many files of about 1 KB: `commit write N DIR` writes it into a new bare
 * repository, `commit stream N` prints the same for git fast-import.
 */
#include "base/mem.h"
#include "git/commit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINES = 24, PER_FOLDER = 1000, DATE = 1700000000 };

static uint32_t next(uint32_t *seed)
{
	return *seed = *seed * 1664525u + 1013904223u;
}

/* A record's worth of text: some words come again in every file, some do not. */
static char *make_bytes(struct arena *arena, size_t i)
{
	uint32_t seed = (uint32_t)i + 1;
	struct buf text = {0};
	char *bytes;

	buf_printf(&text, "id: s%zu\n", i);
	for (int line = 0; line < LINES; line++) {
		const unsigned word = next(&seed) >> 8, number = next(&seed) >> 8;

		buf_printf(&text, "  - key%02u: value %u, note %u\n", word % 40, word, number);
	}
	bytes = arena_cstr(arena, buf_str(&text));
	buf_release(&text);
	return bytes;
}

static char *make_path(struct arena *arena, size_t i)
{
	return arena_printf(arena, "stations/%zu/s%zu.yaml", i / PER_FOLDER, i);
}

static void stream(size_t n)
{
	struct arena arena = {0};

	printf("commit refs/heads/main\ncommitter T <t@example.org> %d +0800\ndata 5\nmany\n",
	       DATE);
	for (size_t i = 0; i < n; i++) {
		const char *bytes = make_bytes(&arena, i);

		printf("M 100644 inline %s\ndata %zu\n%s\n", make_path(&arena, i),
		       strlen(bytes), bytes);
		arena_reset(&arena);
	}
	arena_release(&arena);
}

static int fail(const struct error *error)
{
	fprintf(stderr, "commit: %s\n", error->message.id);
	return 2;
}

static int write_commit(size_t n, const char *dir)
{
	const struct commit_person person = {"T", "t@example.org", DATE, 480};
	struct commit_request request = {
		.author = person, .committer = person, .message = STR("many"), .n_changes = n};
	struct snapshot_change *changes = mem_zalloc(n, sizeof *changes);
	struct commit_result result;
	struct commit_writer *w;
	struct arena arena = {0};
	struct error error = {0};

	for (size_t i = 0; i < n; i++) {
		changes[i].path = str_of(make_path(&arena, i));
		changes[i].bytes = str_of(make_bytes(&arena, i));
	}
	request.changes = changes;
	if (commit_open(dir, NULL, DATE, NULL, &w, &error) ||
	    commit_write(w, &request, &result, &error))
		return fail(&error);
	puts(result.id);
	commit_close(w);
	arena_release(&arena);
	mem_free(changes);
	return 0;
}

int main(int argc, char **argv)
{
	const size_t n = argc > 2 ? strtoul(argv[2], NULL, 10) : 0;

	if (argc == 4 && strcmp(argv[1], "write") == 0)
		return write_commit(n, argv[3]);
	if (argc != 3 || strcmp(argv[1], "stream") != 0) {
		fputs("usage: commit write N DIR | commit stream N\n", stderr);
		return 2;
	}
	stream(n);
	return fflush(stdout) ? 2 : 0;
}
