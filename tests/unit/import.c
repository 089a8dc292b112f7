/* SPDX-License-Identifier: MIT */
/* Unit tests of an import's changes (records/import.h), for one base and for another. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "records/import.h"

#include "site.h"

struct making {
	struct site site;
	struct write_changes changes;
};

static void make(struct making *m, struct import *im, const char *rev)
{
	*m = (struct making){0};
	site_open_as(&m->site, &(struct records_options){.folder = ".", .rev = rev});
	if (import_make(im, m->site.records, &m->changes, &m->site.error) < 0)
		fail_msg("%s", m->site.error.message.id);
}

static void made(struct making *m, const char *expected)
{
	struct buf got = {0};

	for (size_t i = 0; i < m->changes.items.n; i++) {
		const struct snapshot_change *c = &m->changes.items.at[i];

		buf_printf(&got, "%s%.*s\n", c->removed ? "-" : "", STR_ARG(c->path));
	}
	if (m->changes.held)
		buf_add_text(&got, "held\n");
	assert_string_equal(buf_cstr(&got), expected);
	buf_release(&got);
	vec_release(&m->changes.items);
	arena_release(&m->changes.arena);
	site_close(&m->site);
}

static void begin(const char *table)
{
	site_write("sws.yaml", "format: 1\n");
	site_write("workers/old.yaml", "id: old\nname: x\n");
	site_write("w.csv", table);
	shell("git init -q -b main && git add sws.yaml workers && git commit -q -m one && "
	      "git tag one && echo 'id: yi' >workers/yi.yaml && git add workers && "
	      "git commit -q -m two");
}

static struct import *open(struct import_options *options)
{
	static const char *const files[] = {"w.csv"};
	struct error error = {0};
	struct import *im;

	options->kind = "worker";
	options->files = files;
	options->n_files = 1;
	if (import_open(options, &im, &error) < 0)
		fail_msg("%s", error.message.id);
	return im;
}

static void changes_follow_from_the_base(void **state)
{
	struct import_options options = {0};
	struct making m;
	struct import *im;

	(void)state;
	begin("id,name\njia,a\nyi,b\nold,x\n");
	im = open(&options);
	for (int i = 0; i < 2; i++) {
		make(&m, im, "one");
		assert_int_equal(import_report(im)->fates[IMPORT_NEW], 2);
		assert_int_equal(import_report(im)->fates[IMPORT_UNCHANGED], 1);
		made(&m, "workers/jia.yaml\nworkers/yi.yaml\n");
		make(&m, im, "main");
		assert_int_equal(import_report(im)->fates[IMPORT_NEW], 1);
		assert_int_equal(import_report(im)->fates[IMPORT_CHANGED], 1);
		made(&m, "workers/jia.yaml\nworkers/yi.yaml\n");
	}
	import_free(im);
}

static void a_bad_row_holds_the_others(void **state)
{
	struct import_options options = {0};
	struct making m;
	struct import *im;

	(void)state;
	begin("id,name\njia,a\n../yi,b\n");
	im = open(&options);
	make(&m, im, "one");
	assert_int_equal(import_report(im)->fates[IMPORT_REJECTED], 1);
	made(&m, "workers/jia.yaml\nheld\n");
	import_free(im);
}

static void refuse(struct finding_list *findings)
{
	finding_add(findings, "reference.exists", STR("workers/yi.yaml"), "id", "x", NULL);
	finding_add(findings, "reference.unique", STR("workers/old.yaml"), "first",
		    "workers/jia.yaml", NULL);
}

static void what_is_given_up_is_tried_again_on_another_base(void **state)
{
	struct import_options options = {.keep_going = true};
	struct finding_list findings = {0}, other = {0};
	struct making m;
	struct import *im;

	(void)state;
	begin("id,name\njia,a\nyi,b\nbing,c\n");
	refuse(&findings);
	finding_add(&other, "path.case", STR("workers/old.yaml"), NULL);
	im = open(&options);
	make(&m, im, "one");
	assert_int_equal(import_give_up(im, &other), 0);
	assert_int_equal(import_give_up(im, &findings), 1);
	made(&m, "workers/jia.yaml\nworkers/yi.yaml\nworkers/bing.yaml\n");
	make(&m, im, "one");
	assert_int_equal(import_report(im)->fates[IMPORT_REJECTED], 2);
	assert_string_equal(import_report(im)->problems.at[1].rule, "reference.exists");
	made(&m, "workers/bing.yaml\n");
	make(&m, im, "main");
	assert_int_equal(import_report(im)->fates[IMPORT_REJECTED], 0);
	made(&m, "workers/jia.yaml\nworkers/yi.yaml\nworkers/bing.yaml\n");
	import_free(im);
	finding_release(&findings);
	finding_release(&other);
}

static bool is_stopped(void *data)
{
	return --*(int *)data < 0;
}

static void making_stops_when_it_is_asked_to(void **state)
{
	int rows = 2;
	const struct commit_stop stop = {is_stopped, &rows};
	struct import_options options = {.stop = &stop};
	struct making m = {0};
	struct import *im;

	(void)state;
	begin("id,name\njia,a\nyi,b\nbing,c\nding,d\n");
	im = open(&options);
	site_open_as(&m.site, &(struct records_options){.folder = ".", .rev = "main"});
	assert_int_equal(import_make(im, m.site.records, &m.changes, &m.site.error), STATUS_IO);
	assert_string_equal(m.site.error.message.id, "git.stopped");
	assert_int_equal(import_report(im)->rows.n, 3);
	made(&m, "workers/jia.yaml\nworkers/yi.yaml\nworkers/bing.yaml\n");
	import_free(im);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		sandbox_test(changes_follow_from_the_base),
		sandbox_test(a_bad_row_holds_the_others),
		sandbox_test(what_is_given_up_is_tried_again_on_another_base),
		sandbox_test(making_stops_when_it_is_asked_to),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
