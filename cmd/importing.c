/* SPDX-License-Identifier: MIT */
/* The report in words. */
#include "importing.h"

#include "base/fd.h"
#include "out/render.h"
#include "text/unicode.h"

#include <string.h>
#include <unistd.h>

/* What it is said with. */
struct saying {
	const struct catalogue *catalogue;
	const struct import *im;
	const struct import_report *report;
	struct buf *out;
};

static void add_words(const struct catalogue *c, const struct message *m, struct buf *out)
{
	catalogue_message(c, m, out);
}

/* A fixed text with numbers in it. */
static void add_text(const struct saying *s, const struct message *m)
{
	add_words(s->catalogue, m, s->out);
}

static void add_place(const struct saying *s, uint32_t input, uint32_t line, uint32_t column)
{
	size_t n;
	const struct import_input *inputs = import_inputs(s->im, &n);

	unicode_escape(s->out, str_of(inputs[input].name));
	buf_printf(s->out, ":%u", (unsigned)line);
	if (column)
		buf_printf(s->out, ":%u", (unsigned)column);
	buf_add_text(s->out, ": ");
}

/* `row 3, 日期: `, and of a finding the place in the record. */
static void add_row(const struct saying *s, const struct import_problem *p)
{
	struct message m = {0};
	struct arena arena = {0};

	message_set(&m, &arena, p->header.len ? "import.row-column" : "import.row", "row",
		    arena_printf(&arena, "%zu", s->report->rows.at[p->row].number), "column",
		    arena_cstr(&arena, p->header), NULL);
	add_text(s, &m);
	if (p->path.len) {
		unicode_escape(s->out, p->path);
		if (p->path_line)
			buf_printf(s->out, ":%u", (unsigned)p->path_line);
		if (p->path_column)
			buf_printf(s->out, ":%u", (unsigned)p->path_column);
		buf_add_text(s->out, ": ");
	}
	arena_release(&arena);
}

static void add_hint(const struct saying *s, const struct message *m)
{
	struct buf hint = {0};

	catalogue_hint(s->catalogue, m, &hint);
	if (hint.len)
		buf_printf(s->out, "   %.*s: %s\n",
			   STR_ARG(catalogue_text(s->catalogue, "ui.hint")), buf_cstr(&hint));
	buf_release(&hint);
}

static void add_problem(const struct saying *s, const struct import_problem *p)
{
	const char *severity = p->severity == SEVERITY_ERROR ? "ui.error" : "ui.warning";

	add_place(s, s->report->rows.at[p->row].input, p->line, p->column);
	buf_printf(s->out, "%.*s: %s: ", STR_ARG(catalogue_text(s->catalogue, severity)),
		   p->rule);
	add_row(s, p);
	add_words(s->catalogue, &p->message, s->out);
	buf_add_char(s->out, '\n');
	add_hint(s, &p->message);
}

static void add_count(const struct saying *s, const char *id, size_t n)
{
	struct message m = {0};
	struct arena arena = {0};

	message_set(&m, &arena, id, "n", arena_printf(&arena, "%zu", n), NULL);
	add_text(s, &m);
	buf_add_char(s->out, '\n');
	arena_release(&arena);
}

static void add_problems(const struct saying *s, bool all)
{
	const size_t n = s->report->problems.n;
	const size_t shown = all || n < IMPORTING_SHOWN ? n : IMPORTING_SHOWN;

	for (size_t i = 0; i < shown; i++)
		add_problem(s, &s->report->problems.at[i]);
	if (shown < n)
		add_count(s, "import.more-problems", n - shown);
}

/* `column: what was done, how often, and the first`, or with its row the one. */
static void add_note(const struct saying *s, const struct import_note *note,
		     const struct import_noted *one)
{
	struct str to = one ? one->to : note->to;
	struct message m = {0}, what = {.id = note->id};
	struct arena arena = {0};
	struct buf words = {0};

	add_words(s->catalogue, &what, &words);
	add_place(s, note->input, one ? one->line : note->line, 0);
	message_set(&m, &arena, one ? "import.noted" : "import.note", "n",
		    arena_printf(&arena, "%zu", note->count), "column",
		    arena_cstr(&arena, note->header), "what", buf_cstr(&words), "from",
		    arena_cstr(&arena, one ? one->from : note->from), "row",
		    arena_printf(&arena, "%zu", one ? one->number : 0), NULL);
	add_text(s, &m);
	if (to.len) {
		buf_add_text(s->out, " → ");
		unicode_escape(s->out, to);
	}
	buf_add_char(s->out, '\n');
	buf_release(&words);
	arena_release(&arena);
}

static void add_notes(const struct saying *s)
{
	const struct import_report *r = s->report;
	size_t counted = 0;

	for (size_t i = 0; i < r->noted.n; i++)
		add_note(s, &r->notes.at[r->noted.at[i].note], &r->noted.at[i]);
	for (size_t i = 0; i < r->notes.n; i++) {
		counted += r->notes.at[i].count;
		if (!r->every_note)
			add_note(s, &r->notes.at[i], NULL);
	}
	if (r->every_note && counted > r->noted.n)
		add_count(s, "import.more-notes", counted - r->noted.n);
}

/* What encodings were found, where it is not plainly UTF-8. */
static void add_encodings(const struct saying *s)
{
	size_t n;
	const struct import_input *inputs = import_inputs(s->im, &n);

	for (size_t i = 0; i < n; i++) {
		struct message m = {0};
		struct arena arena = {0};

		if (inputs[i].text.charset == CHARSET_UTF8)
			continue;
		message_set(&m, &arena, "import.encoding", "file", inputs[i].name, "encoding",
			    charset_name(inputs[i].text.charset), NULL);
		add_text(s, &m);
		buf_add_char(s->out, '\n');
		arena_release(&arena);
	}
}

/* Findings that no row is to blame for. */
static void add_others(const struct saying *s, const struct finding_list *refusing)
{
	const struct render_options how = {.catalogue = s->catalogue};

	for (size_t i = 0; i < refusing->items.n; i++)
		if (!import_has_row(s->im, &refusing->items.at[i]))
			render_text_finding(s->out, &refusing->items.at[i], &how);
}

void importing_say(struct cli *cli, const struct import *im, const struct write_result *result,
		   bool quiet, bool verbose)
{
	struct buf out = {0};
	const struct saying s = {cli_catalogue(cli), im, import_report(im), &out};

	if (!quiet)
		add_encodings(&s);
	if (!quiet)
		add_notes(&s);
	add_problems(&s, verbose);
	if (result->outcome == WRITE_REFUSED)
		add_others(&s, &result->refusing);
	fd_write_all(STDERR_FILENO, buf_str(&out));
	buf_release(&out);
}

void importing_sum(struct cli *cli, const struct import *im, struct buf *out)
{
	const struct import_report *r = import_report(im);
	const struct saying s = {cli_catalogue(cli), im, r, out};
	struct message m = {0};
	struct arena arena = {0};

	message_set(&m, &arena, "import.rows", "rows", arena_printf(&arena, "%zu", r->rows.n),
		    "new", arena_printf(&arena, "%zu", r->fates[IMPORT_NEW]), "changed",
		    arena_printf(&arena, "%zu", r->fates[IMPORT_CHANGED]), "unchanged",
		    arena_printf(&arena, "%zu", r->fates[IMPORT_UNCHANGED]), "rejected",
		    arena_printf(&arena, "%zu", r->fates[IMPORT_REJECTED]), NULL);
	add_text(&s, &m);
	buf_add_char(out, '\n');
	if (r->removed)
		add_count(&s, "import.removed", r->removed);
	arena_release(&arena);
}

static void put_words(void *context, const struct import_problem *problem, struct buf *out)
{
	const struct saying *s = context;

	if (problem->header.len) {
		unicode_escape(out, problem->header);
		buf_add_text(out, ": ");
	}
	add_words(s->catalogue, &problem->message, out);
}

/* workers.csv → workers.rejects.csv; of standard input rejects.csv and so on. */
static void name_rejects(const struct import_input *input, struct buf *name)
{
	static const char *const extensions[] = {[IMPORT_CSV] = "csv",
						 [IMPORT_TSV] = "tsv",
						 [IMPORT_LINES] = "jsonl",
						 [IMPORT_STREAM] = "yaml"};
	const char *slash = strrchr(input->name, '/');
	const char *base = slash ? slash + 1 : input->name, *dot = strrchr(base, '.');
	size_t stem = (size_t)((dot && dot > base ? dot : base + strlen(base)) - input->name);

	if (strcmp(input->name, "-") == 0) {
		buf_printf(name, "rejects.%s", extensions[input->format]);
		return;
	}
	buf_add(name, str_sub(str_of(input->name), 0, stem));
	buf_add_text(name, ".rejects");
	if (dot && dot > base)
		buf_add_text(name, dot);
	else
		buf_printf(name, ".%s", extensions[input->format]);
}

static int write_rejects(struct cli *cli, const char *file, struct buf *bytes)
{
	struct message m = {0};
	struct arena arena = {0};
	struct buf line = {0};

	if (cli_write(cli, file, bytes) != CLI_DONE)
		return CLI_FAILED;
	message_set(&m, &arena, "import.rejects", "file", file, NULL);
	add_words(cli_catalogue(cli), &m, &line);
	buf_add_char(&line, '\n');
	fd_write_all(STDERR_FILENO, buf_str(&line));
	buf_release(&line);
	arena_release(&arena);
	return CLI_DONE;
}

int importing_rejects(struct cli *cli, struct import *im, const char *file)
{
	struct saying s = {cli_catalogue(cli), im, import_report(im), NULL};
	size_t n;
	const struct import_input *inputs = import_inputs(im, &n);
	int status = CLI_DONE;

	for (size_t i = 0; i < n && status == CLI_DONE; i++) {
		struct error error = {0};
		struct buf bytes = {0}, name = {0};

		name_rejects(&inputs[i], &name);
		if (import_rejects(im, i, put_words, &s, &bytes, &error) < 0)
			status = cli_fail(cli, &error);
		else if (bytes.len)
			status = write_rejects(cli, file ? file : buf_cstr(&name), &bytes);
		buf_release(&bytes);
		buf_release(&name);
		error_release(&error);
	}
	return status;
}
