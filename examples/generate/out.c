/* SPDX-License-Identifier: MIT */
/*
 * Files and folders of the generated repository: opened with their parents, closed with a
 * check.
 */
#include "out.h"

#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define PATH_SIZE 4096

_Noreturn static void fail(const char *what, const char *why)
{
	fprintf(stderr, "generate: %s: %s\n", what, why);
	exit(2);
}

static void make_folder(const char *path)
{
	if (mkdir(path, 0777) != 0 && errno != EEXIST)
		fail(path, strerror(errno));
}

/* Create the folders that lead to `path`, from its byte `from` on. */
static void make_parents(char *path, size_t from)
{
	for (char *slash = path + from; (slash = strchr(slash, '/')) != NULL; slash++) {
		if (slash == path)
			continue;
		*slash = '\0';
		make_folder(path);
		*slash = '/';
	}
}

static bool is_empty_folder(const char *path)
{
	DIR *dir = opendir(path);
	struct dirent *entry;
	bool empty = true;

	if (dir == NULL)
		fail(path, strerror(errno));
	while (empty && (entry = readdir(dir)) != NULL)
		empty = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
	closedir(dir);
	return empty;
}

void out_create_root(const char *root)
{
	char path[PATH_SIZE];

	if (snprintf(path, sizeof path, "%s", root) >= (int)sizeof path)
		fail(root, "path too long");
	make_parents(path, 0);
	make_folder(path);
	if (!is_empty_folder(path))
		fail(root, "exists and is not empty");
}

FILE *out_open(const char *root, const char *format, ...)
{
	char path[PATH_SIZE];
	int base = snprintf(path, sizeof path, "%s/", root);
	size_t room = base < (int)sizeof path ? sizeof path - (size_t)base : 0;
	va_list args;
	int length;
	FILE *f;

	va_start(args, format);
	length = room == 0 ? 0 : vsnprintf(path + base, room, format, args);
	va_end(args);
	if ((size_t)length >= room)
		fail(root, "path too long");
	make_parents(path, (size_t)base);
	f = fopen(path, "wb");
	if (f == NULL)
		fail(path, strerror(errno));
	return f;
}

void out_close(FILE *f)
{
	bool failed = ferror(f) != 0;

	if (fclose(f) != 0 || failed)
		fail("writing", failed ? "failed" : strerror(errno));
}

struct out_text out_tenths(int tenths)
{
	struct out_text text;

	if (tenths % 10 == 0)
		snprintf(text.s, sizeof text.s, "%d", tenths / 10);
	else
		snprintf(text.s, sizeof text.s, "%d.%d", tenths / 10, tenths % 10);
	return text;
}

void out_list(FILE *f, int indent, const char *key, const char *items)
{
	if (*items == '\0')
		return;
	fprintf(f, "%*s%s:\n", indent, "", key);
	while (*items != '\0') {
		size_t length = strcspn(items, " ");

		fprintf(f, "%*s  - %.*s\n", indent, "", (int)length, items);
		items += length + (items[length] == ' ');
	}
}

void *out_alloc(int n, size_t size)
{
	void *p = calloc(n > 0 ? (size_t)n : 1, size);

	if (p == NULL)
		fail("memory", "exhausted");
	return p;
}
