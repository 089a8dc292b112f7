/* SPDX-License-Identifier: MIT */
/*
 * Personal identifiers: each is found within the text and after the one before it, and what was
 * masked holds none and is not masked again.
 */
#include "holds.h"

#include "records/mask.h"
#include "schema/personal.h"

#include <stdlib.h>
#include <string.h>

static size_t holds_found(struct str text)
{
	size_t n = 0, at = 0, start, end;
	enum personal_kind kind;

	for (; (kind = personal_find(text, at, &start, &end)) != PERSONAL_NONE; n++) {
		HOLDS(kind <= PERSONAL_EMAIL);
		HOLDS(start >= at);
		HOLDS(start < end);
		HOLDS(end <= text.len);
		at = end;
	}
	return n;
}

static void holds_masked(struct str text, bool found)
{
	struct buf once = {0}, twice = {0};

	HOLDS(mask_text(&once, text) == found);
	HOLDS(found || str_eq(buf_str(&once), text));
	HOLDS(holds_found(buf_str(&once)) == 0);
	HOLDS(!mask_text(&twice, buf_str(&once)));
	HOLDS(str_eq(buf_str(&once), buf_str(&twice)));
	buf_release(&once);
	buf_release(&twice);
}

static void holds_bytes(struct str text, bool found)
{
	char *bytes = malloc(text.len + 1);

	HOLDS(bytes);
	memcpy(bytes, text.ptr, text.len);
	mask_bytes(bytes, text.len);
	HOLDS(found || memcmp(bytes, text.ptr, text.len) == 0);
	HOLDS(holds_found((struct str){bytes, text.len}) == 0);
	free(bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = holds_input(data, size);
	bool found = holds_found(text) > 0;

	if (size) {
		holds_masked(text, found);
		holds_bytes(text, found);
	}
	return 0;
}
