/* SPDX-License-Identifier: MIT */
/* Tables of texts that are or are not of a format. After <cmocka.h>. */
#ifndef UNIT_SAMPLE_H
#define UNIT_SAMPLE_H

#include "base/buf.h"
#include "schema/format.h"

struct sample {
	const char *text;
	bool valid;
};

#define assert_samples(check, samples)                                                         \
	check_samples(#check, check, samples, sizeof(samples) / sizeof(samples)[0])

static inline void check_samples(const char *name, format_check *check,
				 const struct sample *samples, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (check(str_of(samples[i].text)) != samples[i].valid)
			fail_msg("%s: \"%s\"", name, samples[i].text);
}

/* `head`, n times `part`, `tail`: for lengths and for what must be fast. */
static inline bool check_long(format_check *check, const char *head, const char *part, size_t n,
			      const char *tail)
{
	struct buf text = {0};
	bool valid;

	buf_add_text(&text, head);
	for (size_t i = 0; i < n; i++)
		buf_add_text(&text, part);
	buf_add_text(&text, tail);
	valid = check(buf_str(&text));
	buf_release(&text);
	return valid;
}

#endif
