/* SPDX-License-Identifier: MIT */
/* Names of columns and the messages that are their titles. */
#include "headings.h"

/* Columns that stand in no schema, and where their titles are. */
static const struct {
	const char *name, *id;
} known[] = {
	{"_path", "ui.column-path"},
	{"_line", "ui.column-line"},
	{"_record", "ui.column-record"},
	{"_n", "ui.column-n"},
	{"_n2", "ui.column-n2"},
	{"year", "ui.column-year"},
	{"year_start", "ui.column-year-start"},
	{"year_end", "ui.column-year-end"},
	{"as_of", "ui.column-as-of"},
	{"judged_to", "ui.column-judged-to"},
	{"table", "ui.column-table"},
	{"kind", "ui.column-kind"},
	{"title_zh", "ui.column-title-zh"},
	{"title_en", "ui.column-title-en"},
	{"column", "ui.column-column"},
	{"type", "ui.column-type"},
	{"references", "ui.column-references"},
	{"values", "ui.column-values"},
	{"id", "ui.column-id"},
};

static void set_title(struct cli *cli, struct table_column *column, const char *id)
{
	column->title = (struct table_title){
		.zh = catalogue_text(cli_catalogue_in(cli, LANGUAGE_ZH), id),
		.en = catalogue_text(cli_catalogue_in(cli, LANGUAGE_EN), id),
	};
}

void headings_fill(struct cli *cli, struct table_column *columns, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < sizeof known / sizeof *known; k++)
			if (columns[i].title.zh.len == 0 &&
			    str_eq(columns[i].name, str_of(known[k].name)))
				set_title(cli, &columns[i], known[k].id);
}
