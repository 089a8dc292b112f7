/* SPDX-License-Identifier: MIT */
/* Lines and rows about what is not in an export. */
#include "omissions.h"

#include "base/fd.h"
#include "out/render.h"

#include <unistd.h>

int omissions_say_broken(struct cli *cli, const struct finding_list *findings)
{
	const struct render_options how = {.catalogue = cli_catalogue(cli)};
	struct buf out = {0};

	if (findings->items.n == 0)
		return CLI_DONE;
	for (size_t i = 0; i < findings->items.n; i++) {
		render_text_finding(&out, &findings->items.at[i], &how);
		fd_write_all(STDERR_FILENO, buf_str(&out));
		buf_reset(&out);
	}
	buf_printf(&out, "%zu", findings->items.n);
	cli_refuse(cli, "export.incomplete", "n", buf_cstr(&out), NULL);
	buf_release(&out);
	return CLI_NO;
}

static void say(struct cli *cli, const struct removed_entry *e, const char *field,
		const char *n)
{
	switch (e->reason) {
	case REMOVED_SENSITIVE:
		cli_refuse(cli, "export.sensitive", "field", field, "n", n, NULL);
		break;
	case REMOVED_FEW:
		cli_refuse(cli, "export.few", "field", field, "n", n, NULL);
		break;
	case REMOVED_PERSONAL:
		cli_refuse(cli, "export.personal", "field", field, "n", n, NULL);
		break;
	case REMOVED_UNDESCRIBED:
		cli_refuse(cli, "export.undescribed", "field", field, "n", n, NULL);
		break;
	case REMOVED_RECORD:
		cli_refuse(cli, "export.record", "kind", field, "n", n, NULL);
		break;
	case REMOVED_OPEN:
		cli_refuse(cli, "export.open", "field", field, "n", n, NULL);
		break;
	}
}

void omissions_say_removed(struct cli *cli, const struct removed *removed)
{
	struct arena arena = {0};

	for (size_t i = 0; i < removed->entries.n; i++) {
		const struct removed_entry *e = &removed->entries.at[i];

		say(cli, e,
		    arena_printf(&arena, "%.*s%s%.*s", STR_ARG(e->kind),
				 e->field.len ? "." : "", STR_ARG(e->field)),
		    arena_printf(&arena, "%zu", e->n));
	}
	arena_release(&arena);
}

void omissions_list(struct grid *grid, const struct removed *removed)
{
	struct buf n = {0};

	grid_column(grid, STR("kind"), TABLE_TEXT);
	grid_column(grid, STR("field"), TABLE_TEXT);
	grid_column(grid, STR("reason"), TABLE_TEXT);
	grid_column(grid, STR("removed"), TABLE_INTEGER);
	for (size_t i = 0; i < removed->entries.n; i++) {
		const struct removed_entry *e = &removed->entries.at[i];

		buf_reset(&n);
		buf_printf(&n, "%zu", e->n);
		grid_row(grid);
		grid_put(grid, 0, e->kind);
		grid_put(grid, 1, e->field);
		grid_put(grid, 2, str_of(removed_reason_name(e->reason)));
		grid_put(grid, 3, buf_str(&n));
	}
	buf_release(&n);
}
