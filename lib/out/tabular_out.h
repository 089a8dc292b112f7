/* SPDX-License-Identifier: MIT */
/* What the renderers of tables share. For them only. */
#ifndef OUT_TABULAR_OUT_H
#define OUT_TABULAR_OUT_H

#include "out/tabular.h"

struct tabular_out {
	struct blocks blocks;
	const struct tabular_options *options;
	struct error *error;
};

extern const struct tabular tabular_table, tabular_delimited_csv, tabular_delimited_tsv,
	tabular_json, tabular_json_lines;

#endif
