/* SPDX-License-Identifier: MIT */
/* What the renderers of tables share: bytes that leave in blocks. For them only. */
#ifndef OUT_TABULAR_OUT_H
#define OUT_TABULAR_OUT_H

#include "out/tabular.h"

struct tabular_out {
	struct buf buf; /* what has not left yet */
	const struct tabular_options *options;
	struct error *error;
};

/* Lets the bytes go if there are enough of them; 0, or less as the options' write did. */
int tabular_out_flush(struct tabular_out *out);

/* Lets the rest go unless `status` is a failure already, frees, and returns what became of it.
 */
int tabular_out_end(struct tabular_out *out, int status);

extern const struct tabular tabular_table, tabular_delimited_csv, tabular_delimited_tsv,
	tabular_json, tabular_json_lines;

#endif
