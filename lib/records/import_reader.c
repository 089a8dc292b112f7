/* SPDX-License-Identifier: MIT */
/* Rows, by the form of the file. */
#include "records/import_reader.h"

/* Keeps the header: the reader goes on. */
static void keep_header(struct import_reader *reader, const struct csv_row *row)
{
	struct csv_cell *cells = arena_alloc(&reader->arena, row->n * sizeof *cells);

	for (size_t i = 0; i < row->n; i++) {
		cells[i] = row->cells[i];
		cells[i].text = arena_str(&reader->arena, row->cells[i].text);
	}
	reader->header = *row;
	reader->header.cells = cells;
}

int import_reader_begin(struct import_reader *reader, const struct import_input *input,
			struct error *error)
{
	struct csv_row row;
	int status = 0;

	*reader = (struct import_reader){.input = input, .line = 1};
	if (!import_input_is_table(input))
		return 0;
	csv_init(&reader->csv, input->text.text, input->separator, input->name);
	status = csv_next(&reader->csv, &row, error);
	if (status > 0)
		keep_header(reader, &row);
	return status < 0 ? status : 0;
}

static int next_cells(struct import_reader *reader, struct import_row *row, struct error *error)
{
	struct csv_row cells;
	int status = csv_next(&reader->csv, &cells, error);

	if (status > 0)
		*row = (struct import_row){cells.number, cells.line, cells.raw, cells};
	return status;
}

/* Takes the next line, without its end, off the text. */
static struct str take_line(struct import_reader *reader)
{
	struct str text = reader->input->text.text;
	struct str rest = str_sub(text, reader->at, text.len);
	struct str line = {rest.ptr, str_index(rest, '\n')};

	reader->at += line.len + 1;
	reader->line++;
	return line;
}

static bool is_at_end(const struct import_reader *reader)
{
	return reader->at >= reader->input->text.text.len;
}

static struct str without_cr(struct str line)
{
	line.len -= line.len && line.ptr[line.len - 1] == '\r';
	return line;
}

static int next_line(struct import_reader *reader, struct import_row *row)
{
	while (!is_at_end(reader)) {
		struct str line = without_cr(take_line(reader));

		if (str_trim(line).len == 0)
			continue;
		*row = (struct import_row){
			.number = ++reader->number, .line = reader->line - 1, .raw = line};
		return 1;
	}
	return 0;
}

/* `---` or `...` at the line's beginning, and nothing or a blank after it. */
static bool is_marker(struct str line, struct str marker)
{
	if (!str_starts(line, marker))
		return false;
	return line.len == marker.len || line.ptr[marker.len] == ' ' ||
	       line.ptr[marker.len] == '\t';
}

/* Whether the line has nothing of a document: empty, a comment, a marker alone. */
static bool is_void(struct str line)
{
	if (is_marker(line, STR("---")) || is_marker(line, STR("...")))
		line = str_sub(line, 3, line.len);
	line = str_trim(line);
	return line.len == 0 || line.ptr[0] == '#';
}

/* Takes the lines up to the next document; whether they hold one. */
static bool take_document(struct import_reader *reader, struct import_row *row)
{
	const char *text = reader->input->text.text.ptr;
	size_t begin = reader->at, end = begin;
	bool any = false, ended = false;

	*row = (struct import_row){.line = reader->line};
	while (!is_at_end(reader) && !ended) {
		size_t at = reader->at;
		struct str line = without_cr(take_line(reader));

		if (at > begin && is_marker(line, STR("---"))) {
			reader->at = at; /* it begins the next one */
			reader->line--;
			break;
		}
		ended = is_marker(line, STR("..."));
		any |= !is_void(line);
		if (!ended)
			end = (size_t)(line.ptr - text) + line.len;
	}
	row->raw = (struct str){text + begin, end - begin};
	return any;
}

static int next_document(struct import_reader *reader, struct import_row *row)
{
	while (!is_at_end(reader))
		if (take_document(reader, row)) {
			row->number = ++reader->number;
			return 1;
		}
	return 0;
}

int import_reader_next(struct import_reader *reader, struct import_row *row,
		       struct error *error)
{
	if (import_input_is_table(reader->input))
		return next_cells(reader, row, error);
	return reader->input->format == IMPORT_LINES ? next_line(reader, row)
						     : next_document(reader, row);
}

void import_reader_end(struct import_reader *reader)
{
	csv_release(&reader->csv);
	arena_release(&reader->arena);
}
