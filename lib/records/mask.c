/* SPDX-License-Identifier: MIT */
/* Masking, over schema/personal.h's search. */
#include "records/mask.h"

#include "base/buf.h"
#include "schema/personal.h"

#include <string.h>

static bool mask_once(struct buf *out, struct str text)
{
	size_t at = 0, start, end;

	while (personal_find(text, at, &start, &end) != PERSONAL_NONE) {
		buf_add(out, str_sub(text, at, start - at));
		buf_add_text(out, "***");
		at = end;
	}
	buf_add(out, str_sub(text, at, text.len));
	return at > 0;
}

/* Digits tied to an identifier are none by themselves, and may be one once it is masked: so it
 * is looked again. */
bool mask_text(struct buf *out, struct str text)
{
	struct buf masked = {0};
	bool found = mask_once(&masked, text), more = found;

	while (more) {
		struct buf again = {0};

		more = mask_once(&again, buf_str(&masked));
		buf_release(&masked);
		masked = again;
	}
	buf_add(out, buf_str(&masked));
	buf_release(&masked);
	return found;
}

static bool mask_bytes_once(char *bytes, size_t n)
{
	struct str text = {bytes, n};
	size_t at = 0, start, end;

	while (personal_find(text, at, &start, &end) != PERSONAL_NONE) {
		memset(bytes + start, '*', end - start);
		at = end;
	}
	return at > 0;
}

void mask_bytes(char *bytes, size_t n)
{
	while (mask_bytes_once(bytes, n))
		; /* as above */
}

static void mask_value(struct finding_list *list, struct str *value)
{
	struct buf masked = {0};

	if (mask_text(&masked, *value))
		*value = finding_str(list, buf_str(&masked));
	buf_release(&masked);
}

static void mask_finding(struct finding_list *list, struct finding *f)
{
	mask_value(list, &f->path);
	mask_value(list, &f->pointer);
	mask_value(list, &f->subject);
	for (size_t i = 0; i < f->message.n_args; i++)
		mask_value(list, &f->message.args[i].value);
	for (size_t i = 0; i < f->n_contributions; i++)
		mask_value(list, &f->contributions[i].path);
	for (size_t i = 0; i < f->n_contributions; i++)
		for (size_t k = 0; k < f->contributions[i].n_values; k++)
			mask_value(list, &f->contributions[i].values[k].value);
}

void mask_findings(struct finding_list *findings)
{
	for (size_t i = 0; i < findings->items.n; i++)
		mask_finding(findings, &findings->items.at[i]);
}
