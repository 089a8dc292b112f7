/* SPDX-License-Identifier: MIT */
/* The list of renderers of tables. */
#include "out/tabular.h"

#include "out/tabular_out.h"

static const struct tabular *const tabulars[] = {
	&tabular_table, &tabular_delimited_csv, &tabular_delimited_tsv,
	&tabular_json,  &tabular_json_lines,
};

enum { TABULARS = sizeof tabulars / sizeof tabulars[0] };

const struct tabular *tabular_find(struct str name)
{
	for (size_t i = 0; i < TABULARS; i++)
		if (str_eq(name, str_of(tabulars[i]->name)))
			return tabulars[i];
	return NULL;
}

void tabular_names(struct buf *out)
{
	for (size_t i = 0; i < TABULARS; i++)
		buf_printf(out, "%s%s", i ? ", " : "", tabulars[i]->name);
}
