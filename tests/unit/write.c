/* SPDX-License-Identifier: MIT */
/*
 * Tests of writing (records/write.h): what refuses a candidate, what becomes one commit, and
 * what happens when another writer comes first.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "records/write.h"

#include "base/date.h"
#include "sandbox.h"

#include <stdio.h>
#include <string.h>

enum { NOW = 1700000000, CHANGES_MAX = 2 };

/* A writer that puts the same files each time, and may be disturbed or give in. */
struct writer {
	struct snapshot_change changes[CHANGES_MAX];
	struct write_move move, id; /* none, if empty */
	size_t n, asked;
	size_t disturbed;     /* so many times another commit comes first */
	size_t gives_up_from; /* n after it has given up; 0: it does not */
	struct write_options options;
	struct write_result result;
	struct error error;
};

static int make(void *data, struct records *base, struct write_changes *changes,
		struct error *error)
{
	struct writer *w = data;

	(void)error;
	assert_non_null(base->snapshot);
	if (w->asked++ < w->disturbed)
		shell("echo %zu >other && git add other && git commit -qm other", w->asked);
	for (size_t i = 0; i < w->n; i++)
		*vec_add(&changes->items) = w->changes[i];
	if (w->move.to.len)
		*vec_add(&changes->moves) = w->move;
	changes->id = w->id;
	return 0;
}

static int give_up(void *data, const struct finding_list *refusing)
{
	struct writer *w = data;

	assert_true(refusing->items.n > 0);
	if (!w->gives_up_from)
		return 0;
	w->n = w->gives_up_from;
	w->gives_up_from = 0;
	return 1;
}

static void write_file(const char *path, const char *bytes)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_true(fputs(bytes, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

/* A repository of one division, with a station and a worker. */
static int setup(void **state)
{
	static struct writer w;

	assert_int_equal(sandbox_setup(state), 0);
	shell("git init -q -b main . && mkdir stations workers");
	write_file("sws.yaml",
		   "format: 1\npolicy: binhai\n"
		   "district: {code: \"120116\", name: 滨海新区, sign_prefix: 滨海新区}\n"
		   "divisions:\n  - {code: \"120116001\", name: 塘沽街道, sign_name: 塘沽街道,"
		   " kind: subdistrict}\n");
	write_file("stations/tanggu.yaml", "id: tanggu\ndivision: \"120116001\"\n");
	write_file("workers/jia.yaml", "id: jia\nname: 社工甲\n");
	shell("git add . && git commit -qm base");
	w = (struct writer){
		.options = {.folder = ".",
			    .now = NOW,
			    .terms.as_of = date_day(2022, 6, 30),
			    .author = {"Li", "li@example.org", NOW, 480},
			    .committer = {"Li", "li@example.org", NOW, 480},
			    .message = STR("import workers")},
	};
	*state = &w;
	return 0;
}

static int teardown(void **state)
{
	struct writer *w = *state;

	write_release(&w->result);
	error_release(&w->error);
	return sandbox_teardown(state);
}

static void put(struct writer *w, const char *path, const char *bytes)
{
	assert_true(w->n < CHANGES_MAX);
	w->changes[w->n++] =
		(struct snapshot_change){.path = str_of(path), .bytes = str_of(bytes)};
}

static int run(struct writer *w)
{
	const struct write_work work = {make, give_up, w};

	write_release(&w->result);
	return write_run(&w->options, &work, &w->result, &w->error);
}

static void expect(struct writer *w, enum write_outcome outcome)
{
	if (run(w) < 0)
		fail_msg("%s", w->error.message.id);
	assert_int_equal(w->result.outcome, outcome);
}

static void expect_commits(const char *n)
{
	assert_string_equal(shell_line("git rev-list --count main"), n);
}

static void expect_refusing(const struct writer *w, const char *rule)
{
	assert_int_equal(w->result.refusing.items.n, 1);
	assert_string_equal(w->result.refusing.items.at[0].rule, rule);
}

static void changes_become_one_commit(void **state)
{
	struct writer *w = *state;

	put(w, "workers/yi.yaml", "id: yi\nname: 社工乙\n");
	put(w, "workers/bing.yaml", "id: bing\nname: 社工丙\n");
	expect(w, WRITE_MADE);
	expect_commits("2");
	assert_string_equal(shell_line("git rev-parse main"), w->result.commit);
	assert_string_equal(shell_line("git log -1 --format=%s"), "import workers");
	assert_string_equal(shell_line("git status --porcelain | wc -l"), "0");
	assert_string_equal(shell_line("git show main:workers/yi.yaml | head -1"), "id: yi");
	assert_int_equal(w->result.refusing.items.n, 0);
	assert_string_equal(buf_cstr(&w->result.branch), "refs/heads/main");
}

static void what_makes_no_difference_makes_no_commit(void **state)
{
	struct writer *w = *state;

	expect(w, WRITE_UNCHANGED);
	put(w, "workers/jia.yaml", "id: jia\nname: 社工甲\n");
	expect(w, WRITE_UNCHANGED);
	expect_commits("1");
}

static void a_record_that_is_wrong_refuses(void **state)
{
	struct writer *w = *state;

	put(w, "workers/yi.yaml", "id: yi\nname: 社工乙\nnosuch: 1\n");
	expect(w, WRITE_REFUSED);
	expect_refusing(w, "schema.additional-properties");
	expect_commits("1");
	assert_string_equal(shell_line("git status --porcelain | wc -l"), "0");
}

static void a_record_that_breaks_another_refuses(void **state)
{
	struct writer *w = *state;

	write_file(
		"workers/yi.yaml",
		"id: yi\nname: 社工乙\npostings: [{station: tanggu, starts_on: 2022-01-01}]\n");
	shell("git add . && git commit -qm posted");
	w->changes[w->n++] =
		(struct snapshot_change){.path = STR("stations/tanggu.yaml"), .removed = true};
	expect(w, WRITE_REFUSED);
	expect_refusing(w, "reference.exists");
	expect_commits("2");
}

static void what_was_wrong_before_does_not_refuse(void **state)
{
	struct writer *w = *state;

	write_file("workers/jia.yaml", "id: jia\nname: 社工甲\nnosuch: 1\n");
	shell("git commit -qam wrong");
	put(w, "workers/yi.yaml", "id: yi\nname: 社工乙\n");
	expect(w, WRITE_MADE);
	put(w, "workers/jia.yaml", "id: jia\nname: 社工甲甲\nnosuch: 1\n");
	expect(w, WRITE_MADE); /* another line, the same fault */
	expect_commits("4");
}

static void what_was_wrong_before_is_known_under_another_name(void **state)
{
	static const char wrong[] = "id: %s\nname: 社工甲\nnosuch: 1\npostings:\n"
				    "  - {station: tanggu, starts_on: 2022-01-01}\n"
				    "  - {station: tanggu, starts_on: 2022-02-01}\n";
	struct writer *w = *state;
	char jia[256], yi[256];

	snprintf(jia, sizeof jia, wrong, "jia");
	snprintf(yi, sizeof yi, wrong, "yi");
	write_file("workers/jia.yaml", jia);
	shell("git commit -qam wrong");
	put(w, "workers/yi.yaml", yi);
	w->changes[w->n++] =
		(struct snapshot_change){.path = STR("workers/jia.yaml"), .removed = true};
	w->options.gate_rules = true;
	expect(w, WRITE_REFUSED); /* as far as anybody knows this is another worker */
	w->move = (struct write_move){STR("workers/jia.yaml"), STR("workers/yi.yaml")};
	expect(w, WRITE_REFUSED);
	expect_commits("2");
	w->id = (struct write_move){STR("jia"), STR("yi")};
	expect(w, WRITE_MADE);
	expect_commits("3");
}

static void what_is_wrong_besides_refuses_a_move(void **state)
{
	struct writer *w = *state;

	put(w, "workers/yi.yaml", "id: yi\nname: 社工甲\nnosuch: 1\n");
	w->changes[w->n++] =
		(struct snapshot_change){.path = STR("workers/jia.yaml"), .removed = true};
	w->move = (struct write_move){STR("workers/jia.yaml"), STR("workers/yi.yaml")};
	w->id = (struct write_move){STR("jia"), STR("yi")};
	expect(w, WRITE_REFUSED);
	expect_refusing(w, "schema.additional-properties");
}

static void what_was_wrong_with_a_waiver_does_not_refuse(void **state)
{
	struct writer *w = *state;

	shell("echo 'waivers: [{rule: x, subject_kind: worker, subject: jia,"
	      " ends_on: 2030-01-01}]' >>sws.yaml && git commit -qam waiver");
	put(w, "workers/yi.yaml", "id: yi\nname: 社工乙\n");
	expect(w, WRITE_MADE);
}

static void rules_refuse_only_where_that_is_wanted(void **state)
{
	static const char posted[] = "id: yi\nname: 社工乙\npostings:\n"
				     "  - {station: tanggu, starts_on: 2022-01-01}\n"
				     "  - {station: tanggu, starts_on: 2022-02-01}\n";
	struct writer *w = *state;

	put(w, "workers/yi.yaml", posted);
	w->options.gate_rules = true;
	expect(w, WRITE_REFUSED);
	assert_true(w->result.refusing.items.n > 0);
	assert_int_equal(w->result.refusing.items.at[0].class, FINDING_RULE);
	expect_commits("1");
	w->options.gate_rules = false;
	expect(w, WRITE_MADE);
	expect_commits("2");
}

static bool names(const struct writer *w, const char *rule, const char *subject)
{
	const struct failing_list *list = &w->result.failing;

	for (size_t i = 0; i < list->items.n; i++)
		for (size_t k = 0; k < list->items.at[i].n; k++)
			if (str_eq(list->items.at[i].rule, str_of(rule)) &&
			    str_eq(list->items.at[i].named[k], str_of(subject)))
				return true;
	return false;
}

static void rules_that_are_failed_newly_are_told(void **state)
{
	static const char posted[] = "name: 社工\npostings:\n"
				     "  - {station: tanggu, starts_on: 2022-01-01}\n"
				     "  - {station: tanggu, starts_on: 2022-02-01}\n";
	struct buf yi = {0}, bing = {0};
	struct writer *w = *state;

	buf_printf(&yi, "id: yi\n%s", posted);
	buf_printf(&bing, "id: bing\n%s", posted);
	put(w, "workers/yi.yaml", buf_cstr(&yi));
	expect(w, WRITE_MADE);
	assert_true(names(w, "staffing.one-station", "yi"));
	put(w, "workers/bing.yaml", buf_cstr(&bing));
	expect(w, WRITE_MADE);
	assert_true(names(w, "staffing.one-station", "bing"));
	assert_false(names(w, "staffing.one-station", "yi"));
	assert_int_equal(w->result.judgement.findings.items.n, 0);
	buf_release(&yi);
	buf_release(&bing);
}

static void what_is_given_up_is_made_again_without_it(void **state)
{
	struct writer *w = *state;

	put(w, "workers/yi.yaml", "id: yi\nname: 社工乙\n");
	put(w, "workers/bing.yaml", "id: nobody\nname: 社工丙\n");
	w->gives_up_from = 1;
	expect(w, WRITE_MADE);
	assert_int_equal(w->asked, 2);
	assert_int_equal(w->result.refusing.items.n, 0);
	assert_string_equal(shell_line("git ls-tree --name-only main workers/ | wc -l"), "2");
}

static void who_is_overtaken_begins_anew_on_the_new_tip(void **state)
{
	struct writer *w = *state;

	put(w, "workers/yi.yaml", "id: yi\nname: 社工乙\n");
	w->disturbed = 2;
	expect(w, WRITE_MADE);
	assert_int_equal(w->asked, 3);
	expect_commits("4");
	assert_string_equal(shell_line("git log -1 --format=%s"), "import workers");
	assert_string_equal(shell_line("git show main:other"), "2");
}

static void a_dry_run_leaves_all_as_it_was(void **state)
{
	struct writer *w = *state;

	w->options.dry_run = true;
	put(w, "workers/yi.yaml", "id: yi\nname: 社工乙\n");
	expect(w, WRITE_MADE);
	assert_string_equal(w->result.commit, "");
	expect_commits("1");
	assert_string_equal(shell_line("git status --porcelain | wc -l"), "0");
}

struct patience {
	size_t asked, until;
};

static bool ask(void *data)
{
	struct patience *p = data;

	return p->asked++ == p->until;
}

/* Wherever it is asked: while the base is judged, the candidate, and the commit made. */
static void a_stopped_write_leaves_nothing(void **state)
{
	struct writer *w = *state;
	struct patience p = {0};
	const struct commit_stop stop = {ask, &p};
	size_t stopped = 0;

	w->options.stop = &stop;
	put(w, "workers/yi.yaml", "id: yi\nname: 社工乙\n");
	while (run(w) < 0 || w->result.outcome == WRITE_STOPPED) {
		if (w->result.outcome != WRITE_STOPPED)
			assert_string_equal(w->error.message.id, "git.stopped");
		error_release(&w->error);
		shell("test -z \"$(git status --porcelain)\" && test $(git rev-list --count "
		      "main) = 1 "
		      "&& test -z \"$(git fsck --unreachable 2>/dev/null)\"");
		p = (struct patience){.until = ++stopped};
	}
	assert_int_equal(w->result.outcome, WRITE_MADE);
	assert_true(stopped >= 7); /* records of the base and of the candidate */
	w->options.stop = NULL;
}

static void a_branch_without_commit_is_refused(void **state)
{
	struct writer *w = *state;

	shell("git checkout -q --orphan new");
	put(w, "workers/yi.yaml", "id: yi\nname: 社工乙\n");
	assert_int_equal(run(w), STATUS_NOT_FOUND);
	assert_error(&w->error, "write.no-commit");
	assert_error_arg(&w->error, "branch", "refs/heads/new");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(changes_become_one_commit),
		TEST(what_makes_no_difference_makes_no_commit),
		TEST(a_record_that_is_wrong_refuses),
		TEST(a_record_that_breaks_another_refuses),
		TEST(what_was_wrong_before_does_not_refuse),
		TEST(what_was_wrong_before_is_known_under_another_name),
		TEST(what_is_wrong_besides_refuses_a_move),
		TEST(what_was_wrong_with_a_waiver_does_not_refuse),
		TEST(rules_refuse_only_where_that_is_wanted),
		TEST(rules_that_are_failed_newly_are_told),
		TEST(what_is_given_up_is_made_again_without_it),
		TEST(who_is_overtaken_begins_anew_on_the_new_tip),
		TEST(a_dry_run_leaves_all_as_it_was),
		TEST(a_stopped_write_leaves_nothing),
		TEST(a_branch_without_commit_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
