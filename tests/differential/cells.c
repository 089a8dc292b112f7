/* SPDX-License-Identifier: MIT */
/*
 * Reads delimited texts for cells.py: standard input has, for each, a line `SEPARATOR LENGTH`
 * (`?`: to be found) and the bytes. The answer is a line each: JSON, [separator, [[line, [cell,
 * ...]], ...], refused], where cells of what was refused are those of the rows before.
 */
#include "text/csv.h"
#include "text/json.h"

#include <stdio.h>
#include <stdlib.h>

static void add_row(struct buf *out, const struct csv_row *row)
{
	buf_printf(out, "%s[%u, [", row->number ? ", " : "", row->line);
	for (size_t i = 0; i < row->n; i++) {
		buf_add_text(out, i ? ", " : "");
		json_quote(out, row->cells[i].text);
	}
	buf_add_text(out, "]]");
}

static void answer(struct buf *out, struct str text, char separator)
{
	struct error error = {0};
	struct csv_row row;
	struct csv c;
	int status;

	csv_init(&c, text, separator, "text");
	buf_add_text(out, "[");
	json_quote(out, (struct str){&c.separator, 1});
	buf_add_text(out, ", [");
	while ((status = csv_next(&c, &row, &error)) == 1)
		add_row(out, &row);
	buf_printf(out, "], %s]\n", status < 0 ? "true" : "false");
	error_release(&error);
	csv_release(&c);
}

int main(void)
{
	struct buf text = {0}, out = {0};
	char separator;
	size_t n;

	while (scanf("%c %zu", &separator, &n) == 2 && getchar() == '\n') {
		buf_reset(&text);
		if (fread(buf_reserve(&text, n), 1, n, stdin) != n)
			return 2;
		text.len = n;
		buf_reset(&out);
		answer(&out, buf_str(&text), separator == '?' ? 0 : separator);
		fwrite(out.ptr, 1, out.len, stdout);
	}
	buf_release(&text);
	buf_release(&out);
	return ferror(stdin) || fflush(stdout) ? 2 : 0;
}
