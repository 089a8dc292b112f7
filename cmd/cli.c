/* SPDX-License-Identifier: MIT */
/* Options, environment, clock, messages: the commands' common ground. */
#include "cli.h"

#include "base/fd.h"
#include "base/mem.h"
#include "base/reason.h"
#include "file.h"
#include "git/digest.h"
#include "git/snapshot.h"
#include "schema/embedded.h"
#include "store/store.h"
#include "text/idna.h"
#include "text/regex.h"
#include "text/unicode.h"
#include "text/yaml.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum { SHANGHAI_OFFSET = 8 * 3600, DAY_SECONDS = 86400, ANSWER_BYTES_MAX = 80 };

/* Understood by every command. */
static const struct cli_option common[] = {
	{'h', "help", false},     {CLI_VERSION, "version", false},
	{CLI_LANG, "lang", true}, {CLI_COLOUR, "color", true},
	{0, NULL, false},
};

static enum language environment_language(void)
{
	static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *value = getenv(names[i]);

		if (value && *value)
			return strncmp(value, "zh", 2) == 0 ? LANGUAGE_ZH : LANGUAGE_EN;
	}
	return LANGUAGE_EN;
}

/* A descriptor that the caller closed must not become that of a file we open: each gets
 * /dev/null, open for the wrong direction, so that using it still fails. */
static void guard_descriptors(void)
{
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF)
			if (open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) < 0)
				_exit(CLI_FAILED);
}

static bool parse_language(const char *text, enum language *language)
{
	if (text && strcmp(text, "zh") == 0)
		*language = LANGUAGE_ZH;
	else if (text && strcmp(text, "en") == 0)
		*language = LANGUAGE_EN;
	else
		return false;
	return true;
}

/* A complaint about one option is in the language that another one, further on, asks for. */
static void foresee_language(struct cli *cli)
{
	for (char **arg = cli->args; *arg && strcmp(*arg, "--") != 0; arg++) {
		if (strcmp(*arg, "--lang") == 0)
			parse_language(arg[1], &cli->language);
		else if (strncmp(*arg, "--lang=", 7) == 0)
			parse_language(*arg + 7, &cli->language);
	}
}

void cli_begin(struct cli *cli, char **argv, const char *usage,
	       const struct cli_option *options)
{
	const char *slash = argv[0] ? strrchr(argv[0], '/') : NULL;

	guard_descriptors();
	*cli = (struct cli){.usage = usage, .options = options, .args = argv};
	cli->program = slash ? slash + 1 : argv[0] ? argv[0] : "sws";
	cli->language = environment_language();
	if (*cli->args)
		cli->args++;
	for (char **arg = cli->args; *arg; arg++)
		cli->n_operands++;
	cli->operands = mem_zalloc(cli->n_operands + 1, sizeof *cli->operands);
	cli->n_operands = 0;
	foresee_language(cli);
}

static const struct cli_option *find_in(const struct cli_option *options, int letter,
					struct str name)
{
	for (; options->name; options++)
		if (letter ? options->letter == letter : str_eq(str_of(options->name), name))
			return options;
	return NULL;
}

static const struct cli_option *find(const struct cli *cli, int letter, struct str name)
{
	const struct cli_option *option = find_in(cli->options, letter, name);

	return option ? option : find_in(common, letter, name);
}

static int fail_option(struct cli *cli, const char *id, const char *option)
{
	cli->failed = true;
	cli_refuse(cli, id, "option", option, "usage", cli->usage, NULL);
	return 0;
}

static int take_long(struct cli *cli, const char *text)
{
	struct str rest = str_of(text);
	struct str name = str_split(&rest, '=');
	const struct cli_option *option = find(cli, 0, name);
	bool has_value = text[name.len] == '=';

	cli->args++;
	if (!option)
		return fail_option(cli, "usage.unknown-option", text - 2);
	if (!option->takes_value && has_value)
		return fail_option(cli, "usage.no-value", text - 2);
	if (option->takes_value) {
		cli->value = has_value ? text + name.len + 1 : *cli->args;
		if (!cli->value)
			return fail_option(cli, "usage.value-missing", text - 2);
		cli->args += !has_value;
	}
	return option->letter;
}

static int take_short(struct cli *cli)
{
	char letter[] = {'-', *cli->cluster++, '\0'};
	const struct cli_option *option = find(cli, (unsigned char)letter[1], STR(""));

	if (!*cli->cluster) {
		cli->cluster = NULL;
		cli->args++;
	}
	if (!option)
		return fail_option(cli, "usage.unknown-option", letter);
	if (option->takes_value) {
		cli->value = cli->cluster ? cli->cluster : *cli->args;
		if (!cli->value)
			return fail_option(cli, "usage.value-missing", letter);
		cli->cluster = NULL;
		cli->args++;
	}
	return option->letter;
}

/* Puts operands aside until the next option; whether there is one. After `--` all are operands.
 */
static bool pass_operands(struct cli *cli)
{
	for (; *cli->args; cli->args++) {
		const char *arg = *cli->args;

		if (!cli->only_operands && strcmp(arg, "--") == 0)
			cli->only_operands = true;
		else if (!cli->only_operands && arg[0] == '-' && arg[1] != '\0')
			return true;
		else
			cli->operands[cli->n_operands++] = *cli->args;
	}
	return false;
}

/* The next option as it stands, the common ones too. */
static int take(struct cli *cli)
{
	if (cli->failed)
		return 0;
	if (cli->cluster)
		return take_short(cli);
	if (!pass_operands(cli)) {
		cli->args = cli->operands;
		return 0;
	}
	if ((*cli->args)[1] == '-')
		return take_long(cli, *cli->args + 2);
	cli->cluster = *cli->args + 1;
	return take_short(cli);
}

static void set_language(struct cli *cli)
{
	cli->language_given = true;
	if (!parse_language(cli->value, &cli->language))
		fail_option(cli, "usage.language", cli->value);
}

static void set_colour(struct cli *cli)
{
	static const char *const names[] = {"auto", "always", "never"};

	for (int i = CLI_COLOUR_AUTO; i <= CLI_COLOUR_NEVER; i++) {
		if (strcmp(cli->value, names[i]) == 0) {
			cli->colour = (enum cli_colour)i;
			return;
		}
	}
	fail_option(cli, "usage.colour", cli->value);
}

static _Noreturn void end_with(struct cli *cli, struct buf *out)
{
	int status = cli_write(cli, NULL, out);

	buf_release(out);
	exit(cli_end(cli, status));
}

int cli_next(struct cli *cli)
{
	struct buf out = {0};

	for (;;) {
		int letter = take(cli);

		switch (letter) {
		case 'h':
			buf_printf(&out, "%s %s\n", cli->program, cli->usage);
			end_with(cli, &out);
		case CLI_VERSION:
			cli_version(cli, &out);
			end_with(cli, &out);
		case CLI_LANG:
			set_language(cli);
			break;
		case CLI_COLOUR:
			set_colour(cli);
			break;
		default:
			return letter;
		}
	}
}

struct catalogue *cli_catalogue_in(struct cli *cli, enum language language)
{
	const char *name = language == LANGUAGE_ZH ? "messages/zh.yaml" : "messages/en.yaml";
	struct catalogue **catalogue = &cli->catalogues[language];
	struct error error = {0};
	size_t n;
	const struct pack_file *files = embedded_files(&n);

	for (size_t i = 0; i < n && !*catalogue; i++)
		if (str_eq(files[i].name, str_of(name)) &&
		    catalogue_load(files[i].bytes, language, catalogue, &error) < 0)
			break;
	if (!*catalogue) { /* the build checks the catalogues: this is a broken program */
		fprintf(stderr, "%s: %s: unusable catalogue\n", cli->program, name);
		exit(CLI_FAILED);
	}
	return *catalogue;
}

struct catalogue *cli_catalogue(struct cli *cli)
{
	return cli_catalogue_in(cli, cli->language);
}

int cli_fail(struct cli *cli, const struct error *error)
{
	struct catalogue *c = cli_catalogue(cli);
	struct buf text = {0}, hint = {0};

	buf_printf(&text, "%s: ", cli->program);
	catalogue_message(c, &error->message, &text);
	buf_add_char(&text, '\n');
	catalogue_hint(c, &error->message, &hint);
	if (hint.len)
		buf_printf(&text, "%.*s: %s\n", STR_ARG(catalogue_text(c, "ui.hint")),
			   buf_cstr(&hint));
	fwrite(text.ptr, 1, text.len, stderr);
	buf_release(&text);
	buf_release(&hint);
	return CLI_FAILED;
}

int cli_refuse(struct cli *cli, const char *id, ...)
{
	struct error error = {0};
	va_list args;

	va_start(args, id);
	message_vset(&error.message, &error.arena, id, args);
	va_end(args);
	cli_fail(cli, &error);
	error_release(&error);
	return CLI_FAILED;
}

static bool is_stdout(const char *file)
{
	return !file || strcmp(file, "-") == 0;
}

int cli_write(struct cli *cli, const char *file, struct buf *out)
{
	bool ok = is_stdout(file) ? fd_write_all(STDOUT_FILENO, buf_str(out))
				  : file_write(file, buf_str(out));

	buf_reset(out);
	if (ok)
		return CLI_DONE;
	return cli_refuse(cli, "usage.write", "file", is_stdout(file) ? "stdout" : file,
			  "reason", reason_errno(errno), NULL);
}

bool cli_is_terminal(const char *file)
{
	return is_stdout(file) && isatty(STDOUT_FILENO);
}

size_t cli_width(const char *file)
{
	const char *columns = getenv("COLUMNS");
	struct winsize size = {0};
	int width;

	if (!cli_is_terminal(file))
		return 0;
	if (columns && cli_number(columns, 1, USHRT_MAX, &width))
		return (size_t)width;
	return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

bool cli_use_colour(const struct cli *cli, const char *file)
{
	const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");

	if (cli->colour != CLI_COLOUR_AUTO)
		return cli->colour == CLI_COLOUR_ALWAYS;
	return cli_is_terminal(file) && !(no_color && *no_color) &&
	       !(term && strcmp(term, "dumb") == 0);
}

const char *cli_index_file(void)
{
	const char *file = getenv("GIT_INDEX_FILE");

	return file && *file ? file : NULL;
}

static const char *environment(const char *name, const char *otherwise)
{
	const char *value = getenv(name);

	return value && *value ? value : otherwise;
}

const char *cli_editor(void)
{
	return environment("VISUAL", environment("EDITOR", "vi"));
}

const char *cli_temporary_folder(void)
{
	return environment("TMPDIR", "/tmp");
}

bool cli_ask(struct cli *cli, const char *id)
{
	struct str text = catalogue_text(cli_catalogue(cli), id);
	char answer[ANSWER_BYTES_MAX];

	if (!isatty(STDIN_FILENO) || !isatty(STDERR_FILENO))
		return false;
	fprintf(stderr, "%.*s ", STR_ARG(text));
	if (!fgets(answer, sizeof answer, stdin))
		return false;
	return strchr("\nyY", answer[0]) || strncmp(answer, "是", strlen("是")) == 0;
}

int64_t cli_now(void)
{
	return (int64_t)time(NULL);
}

int32_t cli_today(void)
{
	return (int32_t)(((int64_t)time(NULL) + SHANGHAI_OFFSET) / DAY_SECONDS);
}

long long cli_processor_time(void)
{
	struct timespec used = {0};

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
	return (long long)used.tv_sec * 1000 + used.tv_nsec / 1000000;
}

int cli_end(struct cli *cli, int status)
{
	for (size_t i = 0; i < LANGUAGES; i++) {
		catalogue_free(cli->catalogues[i]);
		cli->catalogues[i] = NULL;
	}
	mem_free(cli->operands);
	cli->operands = NULL;
	return status;
}

void cli_version(const struct cli *cli, struct buf *out)
{
	buf_printf(out, "%s %s\n", cli->program, SWS_VERSION);
	buf_printf(out, "libgit2 %s\n", snapshot_library_version());
	buf_printf(out, "libidn2 %s\n", idna_library_version());
	buf_printf(out, "libyaml %s\n", yaml_library_version());
	buf_printf(out, "nettle %s\n", digest_library_version());
	buf_printf(out, "PCRE2 %s\n", regex_library_version());
	buf_printf(out, "SQLite %s\n", store_library_version());
	buf_printf(out, "utf8proc %s\n", unicode_library_version());
}

bool cli_number(const char *text, int low, int high, int *number)
{
	char *end;
	long value;

	if (*text < '0' || *text > '9') /* strtol takes blanks and signs */
		return false;
	errno = 0;
	value = strtol(text, &end, 10);
	if (errno || end == text || *end || value < low || value > high)
		return false;
	*number = (int)value;
	return true;
}
