/* SPDX-License-Identifier: MIT */
/*
 * A temporary folder for tests that need real files, empty: made and entered by sandbox_setup,
 * removed by sandbox_teardown, $HOME beside it. Shell commands run in it; git knows a fixed
 * identity and no configuration but the repository's.
 */
#ifndef UNIT_SANDBOX_H
#define UNIT_SANDBOX_H

#include "base/buf.h"
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The absolute path of the sandbox, where the process is. */
static inline const char *sandbox_path(void)
{
	static char path[2048];

	assert_non_null(getcwd(path, sizeof path));
	return path;
}

/* Runs a command of the shell, which must succeed. */
static inline void __attribute__((format(printf, 1, 2))) shell(const char *format, ...)
{
	char command[8192];
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(command, sizeof command, format, args);
	va_end(args);
	assert_true(n > 0 && (size_t)n < sizeof command);
	if (system(command) != 0)
		fail_msg("failed: %s", command);
}

/* The first line that a command prints; borrowed until the next call. */
static inline const char *shell_line(const char *command)
{
	static char line[4096];
	FILE *pipe = popen(command, "r");

	assert_non_null(pipe);
	if (!fgets(line, sizeof line, pipe))
		fail_msg("printed nothing: %s", command);
	assert_int_equal(pclose(pipe), 0);
	line[strcspn(line, "\n")] = '\0';
	return line;
}

static inline int sandbox_setup(void **state)
{
	static const char *const environment[][2] = {
		{"GIT_CONFIG_GLOBAL", "/dev/null"},
		{"GIT_CONFIG_SYSTEM", "/dev/null"},
		{"GIT_AUTHOR_NAME", "Test"},
		{"GIT_AUTHOR_EMAIL", "test@example.org"},
		{"GIT_AUTHOR_DATE", "2022-03-01T08:00:00+08:00"},
		{"GIT_COMMITTER_NAME", "Test"},
		{"GIT_COMMITTER_EMAIL", "test@example.org"},
		{"GIT_COMMITTER_DATE", "2022-03-01T08:00:00+08:00"},
		{"LC_ALL", "C"},
	};
	const char *parent = getenv("TMPDIR");
	char path[4096];

	snprintf(path, sizeof path, "%s/sws-test-XXXXXX", parent && *parent ? parent : "/tmp");
	assert_non_null(mkdtemp(path));
	assert_int_equal(chdir(path), 0);
	shell("chmod 755 . && mkdir home work");
	for (size_t i = 0; i < sizeof environment / sizeof environment[0]; i++)
		setenv(environment[i][0], environment[i][1], 1);
	snprintf(path, sizeof path, "%s/home", sandbox_path());
	setenv("HOME", path, 1);
	assert_int_equal(chdir("work"), 0);
	unsetenv("XDG_CONFIG_HOME");
	unsetenv("GIT_DIR");
	unsetenv("GIT_WORK_TREE");
	unsetenv("GIT_INDEX_FILE");
	*state = NULL;
	return 0;
}

static inline int sandbox_teardown(void **state)
{
	char path[4096];

	(void)state;
	assert_int_equal(seteuid(getuid()), 0); /* where a test gave up root's rights */
	assert_int_equal(chdir(".."), 0);
	assert_non_null(getcwd(path, sizeof path));
	assert_non_null(strstr(path, "/sws-test-"));
	assert_int_equal(chdir("/"), 0);
	shell("chmod -R u+rwx '%s' && rm -rf '%s'", path, path);
	return 0;
}

/* A test in a sandbox of its own. */
#define sandbox_test(f) cmocka_unit_test_setup_teardown(f, sandbox_setup, sandbox_teardown)

/* That `error` has this message id, and the value of its argument `name`. */
#define assert_error(error, expected_id) assert_string_equal((error)->message.id, expected_id)
#define assert_error_arg(error, name, expected)                                                \
	do {                                                                                   \
		const struct str *value_ = message_arg(&(error)->message, STR(name));          \
		assert_non_null(value_);                                                       \
		assert_string_equal(value_->ptr, expected);                                    \
	} while (0)

#endif
