/* SPDX-License-Identifier: MIT */
/* Blocks of bytes. */
#include "out/tabular_out.h"

enum { BLOCK_BYTES = 1 << 16 };

static int let_go(struct tabular_out *out)
{
	const struct tabular_options *o = out->options;
	int status = 0;

	if (out->buf.len)
		status = o->write(o->context, buf_str(&out->buf), out->error);
	buf_reset(&out->buf);
	return status;
}

int tabular_out_flush(struct tabular_out *out)
{
	return out->buf.len < BLOCK_BYTES ? 0 : let_go(out);
}

int tabular_out_end(struct tabular_out *out, int status)
{
	if (status == 0)
		status = let_go(out);
	buf_release(&out->buf);
	return status;
}
