/* SPDX-License-Identifier: MIT */
/*
 * The fast reader of text/subset.h against the general one of text/events.h: whatever it
 * accepts, both read alike, to the byte of every span.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "readers.h"

enum { MUTATIONS = 60000 };

/* Records in all the ways that clerks write them. */
static const char *const seeds[] = {
	"id: tanggu\nname: 塘沽街道社会工作服务站 # 站名\ndivision: \"120116001\"\nopened_on: "
	"2022-06-01\n"
	"premises:\n  hosts: [community-service-center, other]\n  office: true\n  rooms:\n"
	"    - casework\n    - archive\nplans:\n- year: 2022\n  tasks:\n"
	"  - title: '任务 一'\n    due_on: 2022-05-01\n  - title: 二\n- year: 2023\n",
	"# 注释\n\nid: w\npostings:\n  - station: a\n    starts_on: 2022-01-01\n    ends_on:\n"
	"  - {station: b, starts_on: 2022-03-01, mode: contracted}\ntraining: []\nnotes: {}\n"
	"score: 92.5\nhours: 1e2\nflag: false\nnone: ~\nneg: -3\nrange: 3-5\nurl: "
	"http://x/y#z\n",
	"- a\n-\n- - b\n- c: 1\n  d: 2\n-   e: 3\n    f:\n      - g\n      -\n- 'q'\n- [x, [y, "
	"{z: 1}], \"w\"]\n",
	"a: |\n  text\nb: >\n  folded\n  more\nc: \"x\\ny\"\nd: 'it''s'\ne: &x 1\nf: *x\n? "
	"g\n: h\n",
	"a:\n  b:\n    c:\n      d: e\n    f: g\n  h: i\nj:\n  # 注\n\n  k: l   # m\nn: "
	"o:p\nq: r, s [t]\n",
	"a: 1\na: 2\nb: {c: 1, c: 2}\nd: e\xCC\x81\nf: .inf\ng: 1e999\nh: 0x1F\ni: +012\n",
};

/* splitmix64: the same sequence everywhere. */
static uint64_t random_next(uint64_t *state)
{
	uint64_t z = (*state += 0x9E3779B97F4A7C15u);

	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
	return z ^ (z >> 31);
}

static size_t below(uint64_t *state, size_t n)
{
	return (size_t)(random_next(state) % n);
}

/* Whether the fast reader accepted; fails if the other reads otherwise. */
static bool compare(struct str text)
{
	struct readers r;
	bool accepted;

	readers_open(&r, &profile_record, text);
	accepted = r.accepted;
	if (!readers_agree(&r))
		fail_msg("the readers differ on\n%.*s\n--- subset\n%s--- events\n%s",
			 STR_ARG(text), buf_cstr(&r.fast), buf_cstr(&r.slow));
	readers_close(&r);
	return accepted;
}

static void records_as_they_are_written_are_accepted(void **state)
{
	(void)state;
	assert_true(compare(str_of(seeds[0])));
	assert_true(compare(str_of(seeds[1])));
	assert_true(compare(STR("a: 1")));
	assert_true(compare(STR("- a\n- b")));
	assert_true(compare(STR("a:")));
	assert_true(compare(str_of(seeds[4])));
	assert_true(compare(str_of(seeds[5])));
}

static void what_it_does_not_know_is_declined(void **state)
{
	static const char *const declined[] = {
		"",
		"# only\n",
		"a: |\n  x\n",
		"a: \"x\\n\"\n",
		"a: 'it''s'\n",
		"a: &x 1\n",
		"a: *x\n",
		"a: !!str 1\n",
		"? a\n: b\n",
		"--- \na: 1\n",
		"%YAML 1.2\n",
		"a: b: c\n",
		"a: b:\n",
		"a: x\n  y\n",
		"a:\tb\n",
		"a: 1\r\n",
		"\"a\": 1\n",
		"a: \"x\n  y\"\n",
		"a: [1,\n 2]\n",
		"a: [1, 2,]\n",
		"a: {b}\n",
		"a: {\"b\": 1}\n",
		"a: 'x' y\n",
		"a: \"x\"#c\n",
		"a : 1\n",
		"a: 1\n b: 2\n",
		"a:\n  b: 1\n c: 2\n",
		"- a\nb: 1\n",
		"a: @x\n",
		"a: -\n",
		"a: - b\n",
		"<<: 1\n",
		"text\n",
		"a: [1\n",
		"a: [b: 1]\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof declined / sizeof *declined; i++)
		if (compare(str_of(declined[i])))
			fail_msg("accepted: %s", declined[i]);
}

/* Edits that make both sense and nonsense of YAML. */
static void mutate(struct buf *text, uint64_t *state)
{
	static const char *const pieces[] = {
		" ",  "  ",       "\n",  "- ",   "-",    ": ", ":",     "#",   " # ", "\"",
		"'",  "[",        "]",   "{",    "}",    ",",  ", ",    "\\",  "|",   ">",
		"&",  "*",        "!",   "?",    "%",    "@",  "~",     "<<",  "塘",  "\t",
		"\r", "\xCC\x81", "a: ", "\n  ", "\n- ", "0",  "---\n", "...",
	};
	size_t at = text->len ? below(state, text->len) : 0;
	size_t n = below(state, 3) ? 0 : below(state, 6);
	struct buf out = {0};

	if (n > text->len - at)
		n = text->len - at;
	buf_add(&out, str_sub(buf_str(text), 0, at));
	if (below(state, 4))
		buf_add_text(&out, pieces[below(state, sizeof pieces / sizeof *pieces)]);
	buf_add(&out, str_sub(buf_str(text), at + n, text->len));
	buf_release(text);
	*text = out;
}

static void both_readers_agree_on_mutated_records(void **state)
{
	uint64_t random = 20220331;
	size_t accepted = 0;

	(void)state;
	for (int i = 0; i < MUTATIONS; i++) {
		struct buf text = {0};

		buf_add_text(&text, seeds[below(&random, sizeof seeds / sizeof *seeds)]);
		for (size_t k = below(&random, 4) + 1; k > 0; k--)
			mutate(&text, &random);
		accepted += compare(buf_str(&text));
		buf_release(&text);
	}
	/* a reader that declines everything agrees, too */
	assert_true(accepted > MUTATIONS / 10);
}

static void depth_and_nodes_beyond_the_bounds_are_left_to_the_other_reader(void **state)
{
	struct buf text = {0};

	(void)state;
	for (int i = 0; i < YAML_DEPTH_MAX; i++)
		buf_printf(&text, "%*s%s\n", i, "", "a:");
	assert_true(compare(buf_str(&text)));
	buf_printf(&text, "%*s%s\n", YAML_DEPTH_MAX, "", "a:");
	assert_false(compare(buf_str(&text)));
	buf_reset(&text);
	for (int i = 0; i < YAML_NODES_MAX; i++)
		buf_add_text(&text, "- 1\n");
	assert_false(compare(buf_str(&text)));
	buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(records_as_they_are_written_are_accepted),
		cmocka_unit_test(what_it_does_not_know_is_declined),
		cmocka_unit_test(both_readers_agree_on_mutated_records),
		cmocka_unit_test(
			depth_and_nodes_beyond_the_bounds_are_left_to_the_other_reader),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
