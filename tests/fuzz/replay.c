/* SPDX-License-Identifier: MIT */
/*
 * The main of a fuzz target without libFuzzer: gives it every file that is named, and changed
 * copies of each.
 *
 * usage: target [-m N] FILE...       N changed copies of each file; the same ones in every run
 *
 * A signal that ends the target ends the program, and leaves the input as `replay.input` in the
 * current folder. Status 2: a file cannot be read.
 */
#include "holds.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { EDITS_MAX = 6 };

static void stop(const char *what)
{
	perror(what);
	exit(2);
}

static struct buf read_file(const char *path)
{
	struct buf bytes = {0};
	FILE *f = fopen(path, "rb");
	size_t n;

	if (!f)
		stop(path);
	do {
		n = fread(buf_reserve(&bytes, 4096), 1, 4096, f);
		bytes.len += n;
	} while (n);
	if (ferror(f))
		stop(path);
	fclose(f);
	return bytes;
}

/* The input that the target is at, for `keep`. */
static struct str input_now;

/* Writes it down before the signal ends the program. */
static void keep(int number)
{
	int fd = open("replay.input", O_WRONLY | O_CREAT | O_TRUNC, 0666);

	if (fd < 0 || write(fd, input_now.ptr, input_now.len) != (ssize_t)input_now.len)
		_exit(2);
	signal(number, SIG_DFL);
	raise(number);
}

/* A sanitizer has handlers of its own, which report and then abort. */
static void keep_on_signals(void)
{
	static const int signals[] = {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL};
	struct sigaction before;

	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
		if (sigaction(signals[i], NULL, &before) == 0 && before.sa_handler == SIG_DFL)
			signal(signals[i], keep);
}

/* In memory of just that size: a sanitizer sees what is read beyond it. */
static void give(struct str input)
{
	uint8_t *data = malloc(input.len ? input.len : 1);

	if (!data)
		stop("memory");
	if (input.len)
		memcpy(data, input.ptr, input.len);
	input_now = (struct str){(const char *)data, input.len};
	LLVMFuzzerTestOneInput(data, input.len);
	free(data);
}

/* splitmix64: the same sequence everywhere. */
static size_t below(uint64_t *state, size_t n)
{
	uint64_t z = (*state += 0x9E3779B97F4A7C15u);

	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
	return (size_t)((z ^ (z >> 31)) % n);
}

/* Leaves out a piece of `from`, and puts one in its place: a piece of it from elsewhere, a byte
 * or nothing. */
static void edit(struct buf *to, struct str from, uint64_t *random)
{
	size_t at = below(random, from.len + 1), cut = below(random, 8);

	buf_add(to, str_sub(from, 0, at));
	switch (below(random, 4)) {
	case 0:
		break;
	case 1:
		buf_add_char(to, (char)below(random, 256));
		break;
	case 2:
		buf_add_char(to, "\n :-\"'[]{},#\\01^$.*+?()|"[below(random, 24)]);
		break;
	default:
		buf_add(to, str_sub(from, below(random, from.len + 1), 1 + below(random, 12)));
	}
	buf_add(to, str_sub(from, at + cut, from.len));
}

static void give_changed(struct str seed, uint64_t *random)
{
	struct buf input = {0};

	buf_add(&input, seed);
	for (size_t edits = 1 + below(random, EDITS_MAX); edits; edits--) {
		struct buf next = {0};

		edit(&next, buf_str(&input), random);
		buf_release(&input);
		input = next;
	}
	give(buf_str(&input));
	buf_release(&input);
}

int main(int argc, char **argv)
{
	int first = argc > 2 && strcmp(argv[1], "-m") == 0 ? 3 : 1;
	long changed = first == 3 ? strtol(argv[2], NULL, 10) : 0;
	uint64_t random = 20220331;

	keep_on_signals();
	for (int i = first; i < argc; i++) {
		struct buf seed = read_file(argv[i]);

		give(buf_str(&seed));
		for (long n = 0; n < changed; n++)
			give_changed(buf_str(&seed), &random);
		buf_release(&seed);
	}
	printf("%d files, %ld changed copies of each\n", argc - first, changed);
	return argc > first ? 0 : 2;
}
