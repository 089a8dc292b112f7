/* SPDX-License-Identifier: MIT */
/* Unit tests of the changes that another id makes (records/move.h), for one base and another.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "records/move.h"

#include "site.h"

static void begin(void)
{
	site_write("sws.yaml", "format: 1\n");
	site_write("stations/jia.yaml", "id: jia\n");
	site_write("households/jia/hu.yaml", "id: hu\nstation: jia\n");
	site_write("cases/2022/jia/an.yaml",
		   "id: an\nstation: jia\nintake: {date: 2022-01-01}\n");
	site_write("cases/2022/jia/later.yaml",
		   "id: later\nstation: jia\nintake: {date: 2023-01-01}\n");
	site_write("cases/2022/bing/other.yaml",
		   "id: other\nstation: bing\nintake: {date: 2022-01-01, problem: jia}\n");
	shell("git init -q -b main && git add . && git commit -q -m one && git tag one && "
	      "rm -r households && git add -A && git commit -q -m two");
}

static void dump(const struct write_changes *changes, struct buf *out)
{
	for (size_t i = 0; i < changes->items.n; i++) {
		const struct snapshot_change *c = &changes->items.at[i];

		buf_printf(out, "%s%.*s\n", c->removed ? "-" : "", STR_ARG(c->path));
	}
	for (size_t i = 0; i < changes->moves.n; i++)
		buf_printf(out, "%.*s > %.*s\n", STR_ARG(changes->moves.at[i].from),
			   STR_ARG(changes->moves.at[i].to));
}

static void release(struct write_changes *changes)
{
	vec_release(&changes->items);
	vec_release(&changes->moves);
	arena_release(&changes->arena);
}

/* What the move makes of a revision. */
static void makes(struct move *move, const char *rev, const char *expected)
{
	struct write_changes changes = {0};
	struct site site;
	struct buf got = {0};

	site_open_as(&site, &(struct records_options){.folder = ".", .rev = rev});
	if (move_make(move, site.records, &changes, &site.error) < 0)
		fail_msg("%s", site.error.message.id);
	dump(&changes, &got);
	assert_string_equal(buf_cstr(&got), expected);
	buf_release(&got);
	release(&changes);
	site_close(&site);
}

static void files_go_where_they_belong_then(void **state)
{
	struct move move = {.record = STR("jia"), .id = STR("yi")};

	(void)state;
	begin();
	makes(&move, "one",
	      "cases/2022/yi/an.yaml\n-cases/2022/jia/an.yaml\n"
	      "cases/2022/jia/later.yaml\n" /* it did not lie where it belongs */
	      "households/yi/hu.yaml\n-households/jia/hu.yaml\n"
	      "stations/yi.yaml\n-stations/jia.yaml\n"
	      "cases/2022/jia/an.yaml > cases/2022/yi/an.yaml\n"
	      "households/jia/hu.yaml > households/yi/hu.yaml\n"
	      "stations/jia.yaml > stations/yi.yaml\n");
	assert_int_equal(move.report.files, 4);
	assert_int_equal(move.report.moved, 3);
	assert_int_equal(move.report.references, 3);
	assert_int_equal(move.report.mentions.n, 1);
	assert_int_equal(move.report.mentions.at[0].line, 3);
	move_release(&move);
}

static void another_base_is_looked_at_anew(void **state)
{
	struct move move = {.record = STR("station/jia"), .id = STR("yi")};

	(void)state;
	begin();
	for (int i = 0; i < 2; i++)
		makes(&move, "main",
		      "cases/2022/yi/an.yaml\n-cases/2022/jia/an.yaml\n"
		      "cases/2022/jia/later.yaml\n"
		      "stations/yi.yaml\n-stations/jia.yaml\n"
		      "cases/2022/jia/an.yaml > cases/2022/yi/an.yaml\n"
		      "stations/jia.yaml > stations/yi.yaml\n");
	assert_int_equal(move.report.files, 3);
	assert_int_equal(move.report.mentions.n, 1);
	move_release(&move);
}

static void the_same_id_makes_nothing(void **state)
{
	struct move move = {.record = STR("jia"), .id = STR("jia")};

	(void)state;
	begin();
	makes(&move, "main", "");
	assert_int_equal(move.report.files, 0);
	move_release(&move);
}

static void refuses(const char *record, const char *id, const char *expected)
{
	struct move move = {.record = str_of(record), .id = str_of(id)};
	struct write_changes changes = {0};
	struct site site;

	site_open_as(&site, &(struct records_options){.folder = ".", .rev = "main"});
	assert_true(move_make(&move, site.records, &changes, &site.error) < 0);
	assert_error(&site.error, expected);
	release(&changes);
	move_release(&move);
	site_close(&site);
}

static void what_cannot_be_is_refused(void **state)
{
	(void)state;
	begin();
	site_write("stations/Bing.yaml", "id: bing\n");
	site_write("workers/wu.yaml", "id: wu\n\tbad, jia\n");
	shell("git add . && git commit -q -m three");
	refuses("jia", "a--b", "move.not-an-id");
	refuses("jia", "a.yaml", "move.not-an-id");
	refuses("sws.yaml", "yi", "move.fixed");
	refuses("case/an", "other", "move.taken");
	refuses("jia", "bing", "move.taken");
	refuses("stations", "yi", "find.not-a-record");
	refuses("nobody", "yi", "find.unknown");
	refuses("jia", "yi", "move.unreadable");
	refuses("wu", "yi", "move.unreadable");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		sandbox_test(files_go_where_they_belong_then),
		sandbox_test(another_base_is_looked_at_anew),
		sandbox_test(the_same_id_makes_nothing),
		sandbox_test(what_cannot_be_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
