/* SPDX-License-Identifier: MIT */
/*
 * Times commands side by side: `measure RUNS -- COMMAND... -- COMMAND...` runs the commands in
 * turn, RUNS times round, output thrown away, and prints for each the least processor time
 * (user + system) and elapsed time, the largest memory, and the ratio of processor time to the
 * first command's.
 *
 * The least of several interleaved runs is what a busy machine disturbs least. Nothing is
 * asserted.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* wait4 is no part of POSIX; every system that we build on has it. */
pid_t wait4(pid_t pid, int *status, int options, struct rusage *usage);

enum { COMMANDS_MAX = 16 };

struct command {
	char **argv;
	double cpu, elapsed; /* seconds, the least so far */
	long memory;         /* KiB, the largest so far */
	int status;
};

static double seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void start(char **argv)
{
	int null = open("/dev/null", O_WRONLY);

	dup2(null, STDOUT_FILENO);
	execvp(argv[0], argv);
	perror(argv[0]);
	_exit(127);
}

static void run(struct command *c)
{
	double begun = now(), elapsed, cpu;
	struct rusage usage;
	pid_t pid = fork();

	if (pid == 0)
		start(c->argv);
	if (pid < 0 || wait4(pid, &c->status, 0, &usage) < 0) {
		perror("measure");
		exit(2);
	}
	elapsed = now() - begun;
	cpu = seconds(usage.ru_utime) + seconds(usage.ru_stime);
	if (c->cpu <= 0 || cpu < c->cpu)
		c->cpu = cpu;
	if (c->elapsed <= 0 || elapsed < c->elapsed)
		c->elapsed = elapsed;
	if (usage.ru_maxrss > c->memory)
		c->memory = usage.ru_maxrss;
}

static int split(char **argv, struct command *commands)
{
	int n = 0;

	for (; *argv; argv++) {
		if (strcmp(*argv, "--") != 0)
			continue;
		*argv = NULL;
		if (n == COMMANDS_MAX)
			exit(2);
		commands[n++].argv = argv + 1;
	}
	return n;
}

static void print_command(const struct command *c, double first)
{
	printf("%10.3f %10.3f %10ld %7.2f %7d ", c->cpu, c->elapsed, c->memory, c->cpu / first,
	       WIFEXITED(c->status) ? WEXITSTATUS(c->status) : -1);
	for (char **arg = c->argv; *arg; arg++)
		printf(" %s", *arg);
	putchar('\n');
}

int main(int argc, char **argv)
{
	struct command commands[COMMANDS_MAX] = {0};
	int runs = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 0, n = split(argv, commands);

	if (runs < 1 || n < 1) {
		fprintf(stderr, "usage: measure RUNS -- COMMAND... -- COMMAND...\n");
		return 2;
	}
	for (int i = 0; i < runs; i++)
		for (int k = 0; k < n; k++)
			run(&commands[k]);
	printf("%10s %10s %10s %7s %7s\n", "cpu s", "elapsed s", "KiB", "ratio", "status");
	for (int k = 0; k < n; k++)
		print_command(&commands[k], commands[0].cpu);
	return 0;
}
