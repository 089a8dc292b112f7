/* SPDX-License-Identifier: MIT */
/* Tests of the SQL that databases share (store/portable.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "store/portable.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* The fault's letters; NULL: there is none. */
struct sample {
	const char *sql, *fault;
};

static void look_at(const struct sample *samples, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct str sql = str_of(samples[i].sql), got = STR("nothing");
		struct portable_fault fault;

		if (!portable_check(sql, &fault)) {
			got = str_sub(sql, fault.offset, fault.length);
			assert_true(fault.instead && *fault.instead);
		}
		if (!str_eq(got, str_of(samples[i].fault ? samples[i].fault : "nothing")))
			fail_msg("%s: %.*s", samples[i].sql, STR_ARG(got));
	}
}

static void words_that_one_database_knows_are_found(void **state)
{
	static const struct sample samples[] = {
		{"SELECT ifnull(a, b) FROM t", "ifnull"},
		{"SELECT IFNULL (a, b) FROM t", "IFNULL"},
		{"SELECT t.ifnull FROM t", NULL},
		{"SELECT 'ifnull(a)' -- ifnull(a)\n FROM t /* iif(a) */", NULL},
		{"SELECT group_concat(a) FROM t", "group_concat"},
		{"SELECT iif(a, b, c) FROM t", "iif"},
		{"SELECT strftime('%Y', t.date) FROM t", "strftime"},
		{"SELECT date FROM t WHERE t.date = 'x'", NULL},
		{"SELECT date('now') FROM t", "date"},
		{"SELECT total(a) FROM t", "total"},
		{"SELECT total FROM t", NULL},
		{"SELECT a FROM t WHERE a GLOB 'x*'", "GLOB"},
		{"SELECT a FROM t WHERE a LIKE 'x%'", "LIKE"},
		{"SELECT a FROM t WHERE t.like = 1", NULL},
		{"SELECT a FROM t ORDER BY a COLLATE nocase", "COLLATE"},
		{"SELECT rowid FROM t", "rowid"},
		{"SELECT a FROM t WHERE a == 1", "=="},
		{"SELECT `a` FROM t", "`a`"},
		{"SELECT [a] FROM t", "[a]"},
		{"SELECT \"a\" FROM t", NULL},
		{"SELECT ?1 FROM t", "?1"},
		{"SELECT :a FROM t", ":a"},
		{"SELECT 0x1F FROM t", "0x1F"},
		{"SELECT 1.5e-3, .5, 12 FROM t", NULL},
		{"SELECT x'41' FROM t", "x"},
		{"SELECT x FROM t", NULL},
	};

	(void)state;
	look_at(samples, COUNT(samples));
}

static void what_databases_read_otherwise_is_found(void **state)
{
	static const struct sample samples[] = {
		{"SELECT a IS b FROM t", "IS"},
		{"SELECT a IS 1 FROM t", "IS"},
		{"SELECT a IS NULL, a IS NOT NULL, a IS TRUE, a IS NOT FALSE FROM t", NULL},
		{"SELECT a IS NOT DISTINCT FROM b FROM t", NULL},
		{"SELECT a NOT NULL FROM t", "NOT"},
		{"SELECT NOT a FROM t", NULL},
		{"SELECT max(a, b) FROM t", "max"},
		{"SELECT min(greatest(a, b)) FROM t", NULL},
		{"SELECT min((a), b) FROM t", "min"},
		{"SELECT a FROM t LIMIT 1", "LIMIT"},
		{"SELECT a FROM t ORDER BY a LIMIT 1", NULL},
		{"SELECT 1 FROM t LIMIT 2", NULL},
		{"SELECT 1, a FROM t LIMIT 2", "LIMIT"},
		{"SELECT DISTINCT 1 FROM t LIMIT 2", "LIMIT"},
		{"SELECT 1 FROM t UNION ALL SELECT a FROM t LIMIT 2", "LIMIT"},
		{"SELECT a FROM t UNION ALL SELECT 1 FROM t LIMIT 2", "LIMIT"},
		{"SELECT a FROM (SELECT 1 FROM t) s LIMIT 2", "LIMIT"},
		{"SELECT 1 FROM (SELECT a FROM t) s LIMIT 2", NULL},
		{"SELECT a FROM t WHERE b = (SELECT c FROM u LIMIT 1) ORDER BY a", "LIMIT"},
		{"SELECT a FROM t WHERE b = (SELECT c FROM u ORDER BY c LIMIT 1)", NULL},
		{"SELECT a FROM t ORDER BY a LIMIT 1, 2", ","},
		{"SELECT a FROM t ORDER BY a LIMIT 2 OFFSET 1", NULL},
	};

	(void)state;
	look_at(samples, COUNT(samples));
}

static void a_query_in_from_has_a_name(void **state)
{
	static const struct sample samples[] = {
		{"SELECT a FROM (SELECT 1 AS a)", "("},
		{"SELECT a FROM (SELECT 1 AS a) WHERE a = 1", "("},
		{"SELECT a FROM (SELECT 1 AS a) AS q", NULL},
		{"SELECT q.a FROM (SELECT 1 AS a) q WHERE q.a = 1", NULL},
		{"SELECT a FROM t JOIN (SELECT 1 AS a) ON TRUE", "("},
		{"SELECT a FROM t, (SELECT 1 AS a)", "("},
		{"SELECT a FROM t, (SELECT 1 AS a) q", NULL},
		{"SELECT a, (SELECT 1) FROM t WHERE a IN (SELECT 2) AND EXISTS (SELECT 3)",
		 NULL},
		{"WITH q AS (SELECT 1 AS a) SELECT q.a FROM q", NULL},
		{"SELECT coalesce(a, (SELECT 1)) FROM t", NULL},
		{"SELECT a FROM t WHERE greatest(a, (SELECT 1)) = 1", NULL},
	};

	(void)state;
	look_at(samples, COUNT(samples));
}

static void a_join_says_what_on(void **state)
{
	static const struct sample samples[] = {
		{"SELECT t.a FROM t JOIN u", "JOIN"},
		{"SELECT t.a FROM t JOIN u WHERE t.a = u.a", "JOIN"},
		{"SELECT t.a FROM t JOIN u ON t.a = u.a LEFT JOIN v ON v.a = u.a", NULL},
		{"SELECT t.a FROM t LEFT JOIN u USING (a)", NULL},
		{"SELECT t.a FROM t CROSS JOIN u", NULL},
		{"SELECT t.a FROM t CROSS JOIN u ON t.a = u.a", "ON"},
		{"SELECT a FROM t NATURAL JOIN u", NULL},
		{"SELECT t.a FROM t JOIN u JOIN v ON v.a = u.a ON t.a = u.a", NULL},
		{"SELECT (SELECT 1 FROM u JOIN v) FROM t JOIN w ON TRUE", "JOIN"},
		{"SELECT 1 FROM t JOIN u ON t.a = u.a UNION SELECT 1 FROM v", NULL},
	};

	(void)state;
	look_at(samples, COUNT(samples));
}

static void what_is_neither_grouped_by_nor_gathered_up_is_found(void **state)
{
	static const struct sample samples[] = {
		{"SELECT a, count(*) FROM t", "a"},
		{"SELECT count(*), max(a) AS most FROM t", NULL},
		{"SELECT a, count(*) FROM t GROUP BY a", NULL},
		{"SELECT t.a, count(*) FROM t GROUP BY a", NULL},
		{"SELECT a, count(*) FROM t GROUP BY t.a", NULL},
		{"SELECT t.a, u.b, count(*) FROM t JOIN u ON TRUE GROUP BY t.a", "u"},
		{"SELECT t.a FROM t JOIN u ON TRUE GROUP BY u.a", "t"},
		{"SELECT coalesce(a, 'x') AS k, count(*) FROM t GROUP BY coalesce(a, 'x')",
		 NULL},
		{"SELECT coalesce(a, 'y') AS k, count(*) FROM t GROUP BY coalesce(a, 'x')",
		 "a"},
		{"SELECT coalesce(a, 'x') AS k, count(*) FROM t GROUP BY k", NULL},
		{"SELECT a, b, count(*) FROM t GROUP BY 1", "b"},
		{"SELECT a b, count(*) n FROM t GROUP BY 1", NULL},
		{"SELECT a, sum(b) + c FROM t GROUP BY a", "c"},
		{"SELECT a, sum(CASE WHEN b = 'x' THEN c END) FROM t GROUP BY a", NULL},
		{"SELECT a, count(b) FILTER (WHERE c > 1) FROM t GROUP BY a", NULL},
		{"SELECT a, count(*) FROM t GROUP BY a HAVING max(b) > c", "c"},
		{"SELECT a, count(*) FROM t GROUP BY a HAVING count(*) > 1 ORDER BY a", NULL},
		{"SELECT *, count(*) FROM t GROUP BY a", "*"},
		{"SELECT a, sum(b) OVER (PARTITION BY c) FROM t", NULL},
		{"SELECT a FROM t WHERE (SELECT min(v.d) >= t.a FROM v) ORDER BY a", NULL},
		{"SELECT a FROM t WHERE (SELECT min(v.d) >= v.a FROM v) ORDER BY a", "v"},
		{"SELECT a, (SELECT max(u.b) FROM u) FROM t", NULL},
		{"SELECT count(*), 'x', 1, TRUE, NULL, CAST(max(a) AS TEXT) FROM t", NULL},
		{"SELECT count(DISTINCT a) FROM t UNION ALL SELECT b FROM u", NULL},
		{"SELECT count(*) IS DISTINCT FROM 1 FROM t", NULL},
	};

	(void)state;
	look_at(samples, COUNT(samples));
}

static void the_first_fault_is_told(void **state)
{
	static const struct sample samples[] = {
		{"SELECT a IS b, ifnull(a, b) FROM t LIMIT 1", "IS"},
		{"SELECT a FROM t WHERE a GLOB 'x' AND a == 1", "GLOB"},
	};

	(void)state;
	look_at(samples, COUNT(samples));
}

/* What no database reads is looked at all the same. */
static void pieces_of_sql_end_somewhere(void **state)
{
	static const char sql[] =
		"SELECT max(a, FROM ((SELECT count(*), b GROUP BY IS NOT LIMIT "
		"ORDER JOIN ON ) x'1' 0x . , max( min(a,b FILTER ( OVER AS";
	struct portable_fault fault;

	(void)state;
	for (size_t from = 0; from < sizeof sql; from++)
		for (size_t to = from; to < sizeof sql; to++)
			portable_check(str_sub(str_of(sql), from, to - from), &fault);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_that_one_database_knows_are_found),
		cmocka_unit_test(what_databases_read_otherwise_is_found),
		cmocka_unit_test(a_query_in_from_has_a_name),
		cmocka_unit_test(a_join_says_what_on),
		cmocka_unit_test(what_is_neither_grouped_by_nor_gathered_up_is_found),
		cmocka_unit_test(the_first_fault_is_told),
		cmocka_unit_test(pieces_of_sql_end_somewhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
