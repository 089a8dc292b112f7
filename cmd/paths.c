/* SPDX-License-Identifier: MIT */
/* Lists of paths as git writes them, and the file of an editor. */
#include "paths.h"

#include "base/reason.h"
#include "text/source.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { READ_STEP = 1 << 16 };

static bool refuse(struct cli *cli, const char *id)
{
	cli_refuse(cli, id, NULL);
	return false;
}

bool paths_has(int letter)
{
	return letter == 'z' || (letter >= PATHS_STDIN && letter < PATHS_FIRST_OTHER);
}

void paths_set(struct paths *p, const struct cli *cli, int letter)
{
	switch (letter) {
	case 'z':
		p->nul = true;
		break;
	case PATHS_STDIN:
		p->input = true;
		break;
	case PATHS_STDIN_PATH:
		p->input_path = cli->value;
		break;
	default:
		p->list = cli->value;
	}
}

bool paths_settle(const struct paths *p, struct cli *cli)
{
	if (p->input != (p->input_path != NULL))
		return refuse(cli, "usage.stdin");
	if (p->nul && !p->list)
		return refuse(cli, "usage.nul");
	if (p->input && p->list && strcmp(p->list, "-") == 0)
		return refuse(cli, "usage.stdin-twice");
	return true;
}

bool paths_limit(const struct paths *p)
{
	return *p->operands || p->list || p->input;
}

/* Appends what there is to read, at most one byte more than `max`; false, with errno, if that
 * fails. */
static bool read_all(int fd, size_t max, struct buf *bytes)
{
	while (bytes->len <= max) {
		size_t room = max + 1 - bytes->len;
		ssize_t n = read(fd, buf_reserve(bytes, READ_STEP),
				 room < READ_STEP ? room : READ_STEP);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n == 0;
		bytes->len += (size_t)n;
	}
	return true;
}

static int cannot_read(struct cli *cli, const char *file)
{
	return cli_refuse(cli, "usage.read", "file", strcmp(file, "-") == 0 ? "stdin" : file,
			  "reason", reason_errno(errno), NULL);
}

static int read_list(const struct paths *p, struct cli *cli, struct buf *bytes)
{
	bool is_input = strcmp(p->list, "-") == 0, ok;
	int fd = is_input ? STDIN_FILENO : open(p->list, O_RDONLY | O_CLOEXEC);
	int status = CLI_DONE;

	ok = fd >= 0 && read_all(fd, PATHS_LIST_MAX, bytes);
	if (!ok)
		status = cannot_read(cli, p->list);
	else if (bytes->len > PATHS_LIST_MAX)
		status = cli_refuse(cli, "usage.list-long", "file", p->list, "max", "64 MiB",
				    NULL);
	if (fd > STDIN_FILENO)
		close(fd);
	return status;
}

/* The byte of an escape, its letter or three octal digits cut off `rest`; -1: there is none. */
static int take_escape(struct str *rest)
{
	static const char letters[] = "abtnvfr\"\\", bytes[] = "\a\b\t\n\v\f\r\"\\";
	const char *letter =
		rest->len ? memchr(letters, rest->ptr[0], sizeof letters - 1) : NULL;
	int byte = 0;

	if (letter) {
		*rest = str_sub(*rest, 1, rest->len);
		return (unsigned char)bytes[letter - letters];
	}
	if (rest->len < 3)
		return -1;
	for (size_t i = 0; i < 3; i++) {
		if (rest->ptr[i] < '0' || rest->ptr[i] > '7')
			return -1;
		byte = byte * 8 + (rest->ptr[i] - '0');
	}
	*rest = str_sub(*rest, 3, rest->len);
	return byte <= 0xFF ? byte : -1;
}

/* Undoes what git does to unusual names (git-config(1), core.quotePath). */
static bool unquote(struct str line, struct buf *name)
{
	struct str rest = str_sub(line, 1, line.len);

	while (rest.len) {
		int byte = (unsigned char)rest.ptr[0];

		rest = str_sub(rest, 1, rest.len);
		if (byte == '"')
			return rest.len == 0;
		if (byte == '\\')
			byte = take_escape(&rest);
		if (byte < 0)
			return false;
		buf_add_char(name, (char)byte);
	}
	return false;
}

/* Replaces `name` by that of a line; false if its quotes are not git's. */
static bool read_line(struct str line, struct buf *name)
{
	buf_reset(name);
	if (str_ends(line, STR("\r")))
		line.len--;
	if (str_starts(line, STR("\"")))
		return unquote(line, name);
	buf_add(name, line);
	return true;
}

static int bad_line(struct cli *cli, size_t n)
{
	struct buf line = {0};

	buf_printf(&line, "%zu", n);
	cli_refuse(cli, "usage.list-quote", "line", buf_cstr(&line), NULL);
	buf_release(&line);
	return CLI_FAILED;
}

static int add(struct paths *p, struct cli *cli, const struct records *r, struct str name,
	       bool listed)
{
	struct error error = {0};
	int status = CLI_DONE;

	if (selection_add(&p->selection, r, name, listed, &error) < 0)
		status = cli_fail(cli, &error);
	error_release(&error);
	return status;
}

/* Adds each name of a list; an empty one is none. */
static int add_list(struct paths *p, struct cli *cli, const struct records *r, struct str bytes)
{
	struct buf name = {0};
	int status = CLI_DONE;

	for (size_t n = 1; status == CLI_DONE && bytes.len; n++) {
		struct str item = str_split(&bytes, p->nul ? '\0' : '\n');

		if (!p->nul && !read_line(item, &name))
			status = bad_line(cli, n);
		else if (!p->nul)
			item = buf_str(&name);
		if (status == CLI_DONE && item.len)
			status = add(p, cli, r, item, true);
	}
	buf_release(&name);
	return status;
}

static int take_list(struct paths *p, struct cli *cli, const struct records *r)
{
	struct buf bytes = {0};
	int status = read_list(p, cli, &bytes);

	if (status == CLI_DONE)
		status = add_list(p, cli, r, buf_str(&bytes));
	buf_release(&bytes);
	return status;
}

/* More than a record may have is left to be found as that. */
bool paths_read_input(struct paths *p, struct cli *cli, struct records_options *options)
{
	if (!p->input)
		return true;
	if (!read_all(STDIN_FILENO, SOURCE_BYTES_MAX, &p->bytes)) {
		cannot_read(cli, "-");
		return false;
	}
	options->input_name = p->input_path;
	options->input = buf_str(&p->bytes);
	return true;
}

int paths_take(struct paths *p, struct cli *cli, const struct records *r)
{
	int status = CLI_DONE;

	if (p->input)
		status = add(p, cli, r, str_of(p->input_path), false);
	for (char *const *operand = p->operands; status == CLI_DONE && *operand; operand++)
		status = add(p, cli, r, str_of(*operand), false);
	if (status == CLI_DONE && p->list)
		status = take_list(p, cli, r);
	selection_settle(&p->selection);
	return status;
}

void paths_release(struct paths *p)
{
	buf_release(&p->bytes);
	selection_release(&p->selection);
}
