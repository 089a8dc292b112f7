/* SPDX-License-Identifier: MIT */
/* Newly failed rules in words. */
#include "unmet.h"

static void say(struct cli *cli, const struct failing *f)
{
	struct buf subjects = {0}, n = {0}, rule = {0};

	for (size_t i = 0; i < f->n && i < FAILING_NAMED_MAX; i++)
		buf_printf(&subjects, "%s%.*s", i ? ", " : "", STR_ARG(f->named[i]));
	buf_printf(&n, "%zu", f->n);
	buf_add(&rule, f->rule);
	if (f->n > FAILING_NAMED_MAX)
		cli_refuse(cli, "write.failing-more", "rule", buf_cstr(&rule), "subjects",
			   buf_cstr(&subjects), "n", buf_cstr(&n), NULL);
	else
		cli_refuse(cli, "write.failing", "rule", buf_cstr(&rule), "subjects",
			   buf_cstr(&subjects), NULL);
	buf_release(&subjects);
	buf_release(&n);
	buf_release(&rule);
}

void unmet_say(struct cli *cli, const struct failing_list *failing)
{
	for (size_t i = 0; i < failing->items.n; i++)
		say(cli, &failing->items.at[i]);
}
