/* SPDX-License-Identifier: MIT */
/* Git repositories for tests in a sandbox, and what their snapshots hold. */
#ifndef UNIT_REPOSITORY_H
#define UNIT_REPOSITORY_H

#include "git/snapshot.h"
#include "sandbox.h"

#include <pthread.h>

enum {
	ROOM = 1 << 20, /* for a file: 1 MiB */
	ID_SIZE = 41,   /* of a hexadecimal id, with its NUL */
};

static const struct str stations[] = {{"stations", 8}};

#define REPOSITORY_EMPTY_TREE "4b825dc642cb6eb9a060e54bf8d69288fbee4904"

static inline struct snapshot *open_rev(const char *dir, const char *rev)
{
	struct error error = {0};
	struct snapshot *s;

	if (snapshot_open_revision(dir, rev, stations, 1, &s, &error))
		fail_msg("%s: %s", rev, error.message.id);
	return s;
}

/* That opening fails with this status and message id. */
static inline void assert_no_revision(const char *dir, const char *rev, int status,
				      const char *id)
{
	struct error error = {0};
	struct snapshot *s;

	assert_int_equal(snapshot_open_revision(dir, rev, stations, 1, &s, &error), status);
	assert_error(&error, id);
	assert_null(s);
	error_release(&error);
}

/* That opening finds this object damaged or missing. */
static inline void assert_corrupt(const char *rev, const char *object)
{
	struct error error = {0};
	struct snapshot *s;

	assert_int_equal(snapshot_open_revision(".", rev, stations, 1, &s, &error),
			 STATUS_CORRUPT);
	assert_error(&error, "git.corrupt");
	assert_error_arg(&error, "object", object);
	error_release(&error);
}

static inline void assert_entry(const struct snapshot *s, const char *path,
				enum entry_type type)
{
	const struct entry *entry = snapshot_find(s, str_of(path));

	if (!entry)
		fail_msg("no %s", path);
	assert_int_equal(entry->type, type);
	assert_int_equal(entry->has_oid, type == ENTRY_FILE);
}

static inline const char *type_name(enum entry_type type)
{
	static const char *const names[] = {
		[ENTRY_FILE] = "file",         [ENTRY_FOLDER] = "folder",
		[ENTRY_SYMLINK] = "symlink",   [ENTRY_SUBMODULE] = "submodule",
		[ENTRY_SPECIAL] = "special",   [ENTRY_UNREADABLE] = "unreadable",
		[ENTRY_UNMERGED] = "unmerged",
	};

	return names[type];
}

/* Compares all entries, in order, with lines of `type path`. */
static inline void assert_entries(const struct snapshot *s, const char *expected)
{
	struct buf list = {0};

	for (size_t i = 0; i < snapshot_count(s); i++)
		buf_printf(&list, "%s %s\n", type_name(snapshot_entry(s, i)->type),
			   snapshot_entry(s, i)->path.ptr);
	assert_string_equal(buf_cstr(&list), expected);
	buf_release(&list);
}

static inline int read_path(struct snapshot *s, const char *path, size_t max, struct buf *bytes,
			    struct error *error)
{
	const struct entry *entry = snapshot_find(s, str_of(path));

	assert_non_null(entry);
	return snapshot_read(s, entry, max, bytes, error);
}

static inline void assert_content(struct snapshot *s, const char *path, const char *expected)
{
	struct error error = {0};
	struct buf bytes = {0};

	assert_int_equal(read_path(s, path, ROOM, &bytes, &error), 0);
	assert_string_equal(buf_cstr(&bytes), expected);
	buf_release(&bytes);
}

/* A repository of two commits: on `main`, where a station changes. */
static inline void make_repository(void)
{
	shell("git init -q -b main && mkdir -p stations/a && echo 'format: 1' >sws.yaml && "
	      "echo one >stations/a.yaml && echo b >stations/a/b.yaml && git add . && "
	      "git commit -q -m one && echo two >stations/a.yaml && git commit -qam two");
}

/* The hexadecimal id that a command prints. */
static inline void shell_id(const char *command, char id[ID_SIZE])
{
	const char *line = shell_line(command);

	assert_int_equal(strlen(line), ID_SIZE - 1);
	memcpy(id, line, ID_SIZE);
}

/* The hexadecimal id that a revision stands for. */
static inline void resolve(const char *rev, char id[ID_SIZE])
{
	char command[256];

	snprintf(command, sizeof command, "git rev-parse '%s'", rev);
	shell_id(command, id);
}

/* The file that holds a loose object. */
static inline const char *object_file(const char *rev)
{
	static char path[256];
	char id[ID_SIZE];

	resolve(rev, id);
	snprintf(path, sizeof path, ".git/objects/%.2s/%s", id, id + 2);
	return path;
}

/* Commits a tree that `git mktree` or `git hash-object` printed the id of. */
static inline void commit_tree(const char *command)
{
	char tree[ID_SIZE];

	shell_id(command, tree);
	shell("git update-ref refs/heads/main $(git commit-tree -m x %s)", tree);
}

/* 108 files in 12 folders, each of which holds its own path. */
static inline void make_path_files(void)
{
	shell("touch sws.yaml; for i in 10 11 12 13 14 15 16 17 18 19 20 21; do "
	      "mkdir -p stations/$i; for j in 1 2 3 4 5 6 7 8 9; do "
	      "printf %%s stations/$i/$j >stations/$i/$j; done; done");
}

/* Returns how many files hold their own path. */
static inline void *read_all(void *snapshot)
{
	struct snapshot *s = snapshot;
	struct error error = {0};
	struct buf bytes = {0};
	size_t n = 0;

	for (size_t i = 0; i < snapshot_count(s); i++)
		if (snapshot_read(s, snapshot_entry(s, i), ROOM, &bytes, &error) == 0)
			n += str_eq(buf_str(&bytes), snapshot_entry(s, i)->path);
	buf_release(&bytes);
	error_release(&error);
	return (void *)(uintptr_t)n;
}

static inline void assert_threads_read(struct snapshot *s)
{
	pthread_t readers[4];

	for (size_t i = 0; i < 4; i++)
		assert_int_equal(pthread_create(&readers[i], NULL, read_all, s), 0);
	for (size_t i = 0; i < 4; i++) {
		void *n;

		assert_int_equal(pthread_join(readers[i], &n), 0);
		assert_int_equal((uintptr_t)n, 12 * 9);
	}
}

#endif
