/* SPDX-License-Identifier: MIT */
/* Unit tests of reading a named file (base/read.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/read.h"

#include "sandbox.h"

#include <fcntl.h>

static void expect_refused(const char *file, enum read_what what, size_t max, int status,
			   const char *id, const char *reason)
{
	struct buf bytes = {0};
	struct error error = {0};

	assert_int_equal(read_file(file, what, max, &bytes, &error), status);
	assert_string_equal(error.message.id, id);
	assert_string_equal(message_arg(&error.message, STR("file"))->ptr, file);
	if (reason)
		assert_string_equal(message_arg(&error.message, STR("reason"))->ptr, reason);
	error_release(&error);
	buf_release(&bytes);
}

static void a_file_is_appended_whole(void **state)
{
	struct buf bytes = {0};
	struct error error = {0};

	(void)state;
	shell("printf 'a\\0b' >f && : >empty && ln -s f link");
	buf_add_text(&bytes, "x");
	assert_int_equal(read_file("f", READ_ANYTHING, 3, &bytes, &error), 0);
	assert_int_equal(read_file("empty", READ_ANYTHING, 0, &bytes, &error), 0);
	assert_int_equal(read_file("link", READ_REGULAR, 3, &bytes, &error), 0);
	assert_int_equal(bytes.len, 7);
	assert_memory_equal(bytes.ptr, "xa\0ba\0b", 8);
	buf_release(&bytes);
}

static void more_than_the_bound_is_refused(void **state)
{
	(void)state;
	shell("printf abc >f && mkfifo fifo && (printf abcdef >fifo &)");
	expect_refused("f", READ_ANYTHING, 2, STATUS_LIMIT, "read.too-large", NULL);
	expect_refused("fifo", READ_ANYTHING, 5, STATUS_LIMIT, "read.too-large", NULL);
}

static void a_large_file_is_read_in_steps(void **state)
{
	struct buf bytes = {0};
	struct error error = {0};
	size_t size = 9 << 20;

	(void)state;
	shell("head -c %zu /dev/zero | tr '\\0' x >f && mkfifo fifo && (cat f >fifo &)", size);
	assert_int_equal(read_file("f", READ_REGULAR, size, &bytes, &error), 0);
	assert_int_equal(bytes.len, size);
	assert_int_equal(read_file("fifo", READ_ANYTHING, size, &bytes, &error), 0);
	assert_int_equal(bytes.len, 2 * size);
	buf_release(&bytes);
}

static void what_cannot_be_read_says_why(void **state)
{
	(void)state;
	shell("mkdir folder && mkfifo fifo && ln -s loop loop");
	expect_refused("none", READ_ANYTHING, 9, STATUS_NOT_FOUND, "read.unreadable",
		       "errno.not-there");
	expect_refused("folder", READ_ANYTHING, 9, STATUS_IO, "read.unreadable",
		       "errno.a-folder");
	expect_refused("loop", READ_ANYTHING, 9, STATUS_IO, "read.unreadable", "errno.links");
	/* does not wait for a writer */
	expect_refused("fifo", READ_REGULAR, 9, STATUS_IO, "read.unreadable", "errno.no-file");
	expect_refused("folder", READ_REGULAR, 9, STATUS_IO, "read.unreadable",
		       "errno.no-file");
}

static void a_descriptor_is_called_by_the_name_given(void **state)
{
	struct buf bytes = {0};
	struct error error = {0};
	int fd;

	(void)state;
	shell("printf abc >f");
	fd = open("f", O_RDONLY);
	assert_int_equal(read_descriptor(fd, "-", 2, &bytes, &error), STATUS_LIMIT);
	assert_string_equal(message_arg(&error.message, STR("file"))->ptr, "-");
	close(fd);
	assert_int_equal(read_descriptor(fd, "-", 2, &bytes, &error), STATUS_IO);
	assert_string_equal(message_arg(&error.message, STR("reason"))->ptr, "errno.closed");
	error_release(&error);
	buf_release(&bytes);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		sandbox_test(a_file_is_appended_whole),
		sandbox_test(more_than_the_bound_is_refused),
		sandbox_test(a_large_file_is_read_in_steps),
		sandbox_test(what_cannot_be_read_says_why),
		sandbox_test(a_descriptor_is_called_by_the_name_given),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
