/* SPDX-License-Identifier: MIT */
/* Unit tests of who is judged (store/subjects.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "rulebook.h"
#include "store/subjects.h"

#include <stdio.h>

struct fixture {
	struct rulebook book;
	const struct kind *worker;
};

static void add_worker(struct fixture *f, const char *id, const char *name)
{
	char path[64], yaml[64];

	snprintf(path, sizeof path, "workers/%s.yaml", id);
	snprintf(yaml, sizeof yaml, "id: %s\nname: %s\n", id, name);
	rulebook_record(&f->book, "worker", id, path, yaml);
}

static void remove_worker(struct fixture *f, const char *id)
{
	char path[64];

	snprintf(path, sizeof path, "workers/%s.yaml", id);
	assert_int_equal(store_remove(f->book.store, f->worker, str_of(id), str_of(path),
				      &f->book.error),
			 0);
}

static int setup(void **state)
{
	static struct fixture f;

	f = (struct fixture){0};
	*state = &f;
	rulebook_init(&f.book);
	rulebook_store(&f.book);
	store_want_all(f.book.store);
	f.worker = kind_find(f.book.kinds, STR("worker"));
	add_worker(&f, "a", "甲");
	add_worker(&f, "b", "乙");
	add_worker(&f, "c", "丙");
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	rulebook_close(&f->book);
	return 0;
}

static struct subjects *load(struct fixture *f, const char *sql)
{
	struct subjects *subjects;

	assert_int_equal(
		subjects_load(f->book.store, f->worker, str_of(sql), &subjects, &f->book.error),
		0);
	return subjects;
}

static void show(struct fixture *f, const struct subjects *subjects)
{
	assert_int_equal(subjects_show(f->book.store, f->worker, subjects, &f->book.error), 0);
}

static void expect(struct fixture *f, const char *sql, const char *rows)
{
	struct buf got = {0};

	rulebook_rows(&f->book, sql, &got);
	assert_string_equal(buf_cstr(&got), rows);
	buf_release(&got);
}

static void those_in_scope_are_shown_and_the_others_told(void **state)
{
	struct fixture *f = *state;
	struct subjects *set = load(f, "SELECT id, id <> 'b' AS in_scope FROM workers");
	const struct str *outside;
	size_t n;

	show(f, set);
	expect(f, "SELECT id, name, in_scope FROM judged", "a|甲|1\nc|丙|1\n");
	expect(f, "SELECT j.id FROM judged j WHERE j.id = 'b'", "");
	expect(f, "SELECT j.id FROM judged j WHERE j.name = '丙'", "c\n");
	expect(f, "SELECT w.id, j.id FROM workers w LEFT JOIN judged j ON j.id = w.id",
	       "a|a\nb|-\nc|c\n");
	expect(f, "SELECT count(*) FROM judged WHERE NOT in_scope", "0\n");
	outside = subjects_outside(set, &n);
	assert_int_equal(n, 1);
	assert_true(str_eq(outside[0], STR("b")));
	subjects_free(set);
}

static void without_a_set_all_are_shown(void **state)
{
	struct fixture *f = *state;

	show(f, NULL);
	expect(f, "SELECT id, in_scope FROM judged", "a|1\nb|1\nc|1\n");
	assert_int_equal(subjects_show(f->book.store, kind_find(f->book.kinds, STR("station")),
				       NULL, &f->book.error),
			 0);
	expect(f, "SELECT count(*), count(opened_on) FROM judged", "0|0\n");
}

static void ids_of_nobody_are_passed_over(void **state)
{
	struct fixture *f = *state;
	const struct str ids[] = {STR("c"), STR("x"), STR(""), STR("a"), STR("c")};
	struct subjects *set = subjects_of(f->book.store, f->worker, ids, 5);
	struct subjects *nobody = subjects_of(f->book.store, f->worker, ids, 0);
	size_t n;

	show(f, set);
	expect(f, "SELECT id FROM judged", "a\nc\n");
	subjects_outside(set, &n);
	assert_int_equal(n, 0);
	show(f, nobody);
	expect(f, "SELECT id FROM judged", "");
	subjects_free(set);
	subjects_free(nobody);
	set = load(f, "SELECT 'x' AS id, TRUE AS in_scope UNION ALL SELECT NULL, TRUE");
	show(f, set);
	expect(f, "SELECT id FROM judged", "");
	subjects_free(set);
	subjects_free(NULL);
}

static void scope_that_is_null_is_outside(void **state)
{
	struct fixture *f = *state;
	struct subjects *set = load(f, "SELECT 'a' AS id, NULL AS in_scope");
	size_t n;

	subjects_outside(set, &n);
	assert_int_equal(n, 1);
	show(f, set);
	expect(f, "SELECT id FROM judged", "");
	subjects_free(set);
}

static void who_is_removed_is_gone_and_who_comes_later_is_not_in_it(void **state)
{
	struct fixture *f = *state;
	struct subjects *set = load(f, "SELECT id, TRUE AS in_scope FROM workers");

	show(f, set);
	remove_worker(f, "b");
	add_worker(f, "d", "丁");
	expect(f, "SELECT id FROM judged", "a\nc\n");
	add_worker(f, "b", "乙"); /* another record now */
	for (int i = 0; i < 1000; i++) {
		char id[16];

		snprintf(id, sizeof id, "w-%d", i);
		add_worker(f, id, "x");
	}
	expect(f, "SELECT id FROM judged", "a\nc\n");
	expect(f, "SELECT id FROM judged WHERE id = 'b'", "");
	expect(f, "SELECT id FROM judged WHERE name = 'x'", "");
	subjects_free(set);
	set = load(f, "SELECT id, TRUE AS in_scope FROM workers WHERE name <> 'x'");
	show(f, set);
	expect(f, "SELECT id FROM judged", "a\nc\nd\nb\n");
	subjects_free(set);
}

static void a_set_of_a_store_without_records_is_empty(void **state)
{
	struct fixture *f = *state;
	const struct str id = STR("a");
	struct subjects *set;

	rulebook_store(&f->book);
	set = subjects_of(f->book.store, f->worker, &id, 1);
	show(f, set);
	expect(f, "SELECT id FROM judged", "");
	add_worker(f, "a", "甲");
	expect(f, "SELECT id FROM judged", "");
	subjects_free(set);
}

static void sql_that_is_none_fails_and_leaves_no_set(void **state)
{
	struct fixture *f = *state;
	struct subjects *set;

	assert_int_equal(subjects_load(f->book.store, f->worker, STR("SELECT nothing"), &set,
				       &f->book.error),
			 STATUS_INVALID);
	assert_null(set);
	assert_error(&f->book.error, "store.sql");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(those_in_scope_are_shown_and_the_others_told),
		TEST(without_a_set_all_are_shown),
		TEST(ids_of_nobody_are_passed_over),
		TEST(scope_that_is_null_is_outside),
		TEST(who_is_removed_is_gone_and_who_comes_later_is_not_in_it),
		TEST(a_set_of_a_store_without_records_is_empty),
		TEST(sql_that_is_none_fails_and_leaves_no_set),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
