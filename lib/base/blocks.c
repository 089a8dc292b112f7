/* SPDX-License-Identifier: MIT */
/* Blocks of bytes. */
#include "base/blocks.h"

enum { BLOCK_BYTES = 1 << 16 };

static int let_go(struct blocks *b, struct error *error)
{
	int status = b->buf.len ? b->write(b->context, buf_str(&b->buf), error) : 0;

	buf_reset(&b->buf);
	return status;
}

int blocks_flush(struct blocks *b, struct error *error)
{
	return b->buf.len < BLOCK_BYTES ? 0 : let_go(b, error);
}

int blocks_end(struct blocks *b, int status, struct error *error)
{
	if (status == 0)
		status = let_go(b, error);
	buf_release(&b->buf);
	return status;
}
