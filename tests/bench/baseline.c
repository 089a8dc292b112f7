/* SPDX-License-Identifier: MIT */
/*
 * The bare work that validation cannot do without, to measure it against: `baseline read DIR`
 * reads every .yaml file below DIR, `baseline yaml DIR` also passes the bytes through libyaml's
 * events.
 */
#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yaml.h>

enum { FILE_MAX = 1 << 20 };

struct work {
	bool parse;
	unsigned char *bytes; /* FILE_MAX */
	size_t files, total, events;
};

static void parse(struct work *w, size_t n)
{
	yaml_parser_t parser;
	yaml_event_t event;
	bool done = false;

	if (!yaml_parser_initialize(&parser))
		abort();
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, w->bytes, n);
	while (!done && yaml_parser_parse(&parser, &event)) {
		done = event.type == YAML_STREAM_END_EVENT;
		w->events++;
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
}

static void read_file(struct work *w, int dir, const char *name)
{
	int fd = openat(dir, name, O_RDONLY | O_NOFOLLOW);
	ssize_t n = 0, got;

	if (fd < 0)
		return;
	while ((got = read(fd, w->bytes + n, (size_t)(FILE_MAX - n))) > 0)
		n += got;
	close(fd);
	w->files++;
	w->total += (size_t)n;
	if (w->parse)
		parse(w, (size_t)n);
}

static void walk(struct work *w, int at, const char *name)
{
	int fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;

	if (!dir)
		return;
	while ((entry = readdir(dir)) != NULL) {
		size_t n = strlen(entry->d_name);

		if (entry->d_name[0] == '.')
			continue;
		if (n > 5 && strcmp(entry->d_name + n - 5, ".yaml") == 0)
			read_file(w, fd, entry->d_name);
		else
			walk(w, fd, entry->d_name);
	}
	closedir(dir);
}

int main(int argc, char **argv)
{
	struct work w = {0};

	if (argc != 3 || (strcmp(argv[1], "read") != 0 && strcmp(argv[1], "yaml") != 0)) {
		fprintf(stderr, "usage: baseline read|yaml DIR\n");
		return 2;
	}
	w.parse = strcmp(argv[1], "yaml") == 0;
	w.bytes = malloc(FILE_MAX);
	if (!w.bytes)
		return 2;
	walk(&w, AT_FDCWD, argv[2]);
	printf("files %zu bytes %zu events %zu\n", w.files, w.total, w.events);
	free(w.bytes);
	return w.files ? 0 : 1;
}
