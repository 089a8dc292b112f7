/* SPDX-License-Identifier: MIT */
/* Bytes to text to rows. */
#include "records/import_input.h"

#include "base/read.h"

#include <string.h>
#include <unistd.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const struct {
	struct str name;
	enum import_format format;
} formats[] = {
	{STR("csv"), IMPORT_CSV},      {STR("tsv"), IMPORT_TSV},
	{STR("txt"), IMPORT_CSV},      {STR("tab"), IMPORT_TSV},
	{STR("ndjson"), IMPORT_LINES}, {STR("jsonl"), IMPORT_LINES},
	{STR("yaml"), IMPORT_STREAM},  {STR("yml"), IMPORT_STREAM},
};

bool import_input_format(struct str name, enum import_format *format)
{
	for (size_t i = 0; i < COUNT(formats); i++)
		if (str_eq(formats[i].name, name)) {
			*format = formats[i].format;
			return true;
		}
	return false;
}

static bool is_standard_input(const char *name)
{
	return strcmp(name, "-") == 0;
}

/* The extension, in small letters. */
static bool format_of_name(const char *name, enum import_format *format)
{
	const char *dot = strrchr(name, '.');
	char extension[8] = "";

	*format = IMPORT_CSV;
	if (is_standard_input(name))
		return true;
	if (!dot || strlen(dot + 1) >= sizeof extension)
		return false;
	for (size_t i = 0; dot[i + 1]; i++) {
		char c = dot[i + 1];

		extension[i] = (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
	}
	return import_input_format(str_of(extension), format);
}

static int read_input(struct import_input *input, struct error *error)
{
	if (is_standard_input(input->name))
		return read_descriptor(STDIN_FILENO, input->name, CHARSET_BYTES_MAX,
				       &input->bytes, error);
	return read_file(input->name, READ_ANYTHING, CHARSET_BYTES_MAX, &input->bytes, error);
}

int import_input_open(struct import_input *input, const char *name, enum import_format format,
		      char separator, enum charset told, struct error *error)
{
	int status;

	*input = (struct import_input){.name = name, .format = format, .separator = separator};
	if (format == IMPORT_BY_NAME && !format_of_name(name, &input->format))
		return error_set(error, STATUS_INVALID, "import.format", "file", name, NULL);
	if (!separator && input->format == IMPORT_TSV)
		input->separator = '\t';
	status = read_input(input, error);
	if (status < 0)
		return status;
	digest_sha256(buf_str(&input->bytes), input->digest);
	return charset_decode(buf_str(&input->bytes), told, name, &input->text, error);
}

void import_input_release(struct import_input *input)
{
	charset_release(&input->text);
	buf_release(&input->bytes);
}

bool import_input_is_table(const struct import_input *input)
{
	return input->format == IMPORT_CSV || input->format == IMPORT_TSV;
}
