/* SPDX-License-Identifier: MIT */
/*
 * SQL functions: PostgreSQL's names that SQLite lacks, the three date functions of the shared
 * subset, and sum, avg and total made exact.
 *
 * A decimal column holds doubles, each the nearest one to a decimal of few digits. The sums add
 * those decimals: hundredths as integers while that is exact, else by base/decimal.h.
 */
#include "base/date.h"
#include "base/decimal.h"
#include "base/mem.h"
#include "store/internal.h"
#include "text/encoding.h"
#include "text/regex.h"

#include <sqlite3.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static struct str text_of(sqlite3_value *value)
{
	return (struct str){(const char *)sqlite3_value_text(value),
			    (size_t)sqlite3_value_bytes(value)};
}

/* NULL arguments are passed over, as PostgreSQL does. `wanted` is the sign of the order sought.
 */
static void extreme(sqlite3_context *ctx, int n, sqlite3_value **args, int wanted)
{
	sqlite3_value *best = NULL;

	for (int i = 0; i < n; i++) {
		int order;

		if (sqlite3_value_type(args[i]) == SQLITE_NULL)
			continue;
		if (!best) {
			best = args[i];
			continue;
		}
		if (sqlite3_value_type(args[i]) == SQLITE_TEXT) {
			order = str_cmp(text_of(args[i]), text_of(best));
		} else {
			double a = sqlite3_value_double(args[i]),
			       b = sqlite3_value_double(best);

			order = (a > b) - (a < b);
		}
		if (order * wanted > 0)
			best = args[i];
	}
	if (best)
		sqlite3_result_value(ctx, best);
}

static void fn_greatest(sqlite3_context *ctx, int n, sqlite3_value **args)
{
	extreme(ctx, n, args, 1);
}

static void fn_least(sqlite3_context *ctx, int n, sqlite3_value **args)
{
	extreme(ctx, n, args, -1);
}

static bool date_arg(sqlite3_value *value, int32_t *day)
{
	return sqlite3_value_type(value) == SQLITE_TEXT && date_parse(text_of(value), day);
}

/* add_days(date, n): NULL for what is no date, and where the sum is none that has a text. */
static void fn_add_days(sqlite3_context *ctx, int n, sqlite3_value **args)
{
	char text[DATE_TEXT_SIZE];
	int64_t sum;
	int32_t day;

	(void)n;
	if (!date_arg(args[0], &day) || sqlite3_value_type(args[1]) == SQLITE_NULL ||
	    __builtin_add_overflow(day, sqlite3_value_int64(args[1]), &sum) ||
	    sum < date_day(1, 1, 1) || sum > date_day(9999, 12, 31))
		return;
	date_format((int32_t)sum, text);
	sqlite3_result_text(ctx, text, DATE_TEXT_SIZE - 1, SQLITE_TRANSIENT);
}

/* days_between(a, b): b - a in days. */
static void fn_days_between(sqlite3_context *ctx, int n, sqlite3_value **args)
{
	int32_t a, b;

	(void)n;
	if (date_arg(args[0], &a) && date_arg(args[1], &b))
		sqlite3_result_int(ctx, b - a);
}

static void fn_year_of(sqlite3_context *ctx, int n, sqlite3_value **args)
{
	int32_t day;

	(void)n;
	if (date_arg(args[0], &day))
		sqlite3_result_int(ctx, date_year(day));
}

/* A compiled pattern, kept by SQLite while the pattern stays the same. */
struct pattern {
	struct regex *regex;
	struct regex_scratch *scratch;
};

static void pattern_free(void *p)
{
	struct pattern *pattern = p;

	regex_free(pattern->regex);
	regex_scratch_free(pattern->scratch);
	mem_free(pattern);
}

static struct pattern *pattern_new(sqlite3_context *ctx, struct str text)
{
	struct pattern *pattern = mem_zalloc(1, sizeof *pattern);
	struct error error = {0};

	if (regex_compile(text, &pattern->regex, &error) < 0) {
		error_release(&error);
		mem_free(pattern);
		sqlite3_result_error(ctx, "regexp_like: not a regular expression", -1);
		return NULL;
	}
	pattern->scratch = regex_scratch_new();
	return pattern;
}

/* A cast makes text of any bytes, and PCRE2 must not be shown what is not UTF-8. */
static bool is_utf8(struct str text)
{
	for (size_t at = 0; at < text.len;)
		if (encoding_next(text, &at) == ENCODING_NONE)
			return false;
	return true;
}

/* regexp_like(text, pattern): the pattern is ECMA-262's and found anywhere. Text that is not
 * UTF-8 is like no pattern. */
static void fn_regexp_like(sqlite3_context *ctx, int n, sqlite3_value **args)
{
	struct pattern *pattern = sqlite3_get_auxdata(ctx, 1);
	bool fresh = !pattern;
	enum regex_match match;

	(void)n;
	if (sqlite3_value_type(args[0]) == SQLITE_NULL ||
	    sqlite3_value_type(args[1]) == SQLITE_NULL)
		return;
	if (fresh)
		pattern = pattern_new(ctx, text_of(args[1]));
	if (!pattern)
		return;
	match = is_utf8(text_of(args[0]))
			? regex_search(pattern->regex, text_of(args[0]), pattern->scratch)
			: REGEX_NO_MATCH;
	if (match == REGEX_LIMIT)
		sqlite3_result_error(ctx, "regexp_like: the match takes too long", -1);
	else
		sqlite3_result_int(ctx, match == REGEX_MATCH);
	if (fresh) /* last: SQLite may free it at once */
		sqlite3_set_auxdata(ctx, 1, pattern, pattern_free);
}

#define EXACT (1LL << 53) /* integers below it are doubles */

struct sum {
	sqlite3_int64 cents; /* the part that is whole hundredths */
	bool has_rest;
	struct decimal rest; /* what is not */
	sqlite3_int64 n;     /* values */
};

/* The value in hundredths, if it is a whole number of them and no larger than doubles tell
 * apart. */
static bool to_cents(sqlite3_value *value, sqlite3_int64 *cents)
{
	double v = sqlite3_value_double(value), scaled = v * 100;

	if (sqlite3_value_type(value) == SQLITE_INTEGER)
		return !__builtin_mul_overflow(sqlite3_value_int64(value), 100, cents);
	if (!(fabs(v) < 1e13))
		return false;
	*cents = llround(scaled);
	return (double)*cents / 100 >= v && (double)*cents / 100 <= v;
}

static void add_rest(sqlite3_context *ctx, struct sum *sum, sqlite3_value *value, int sign)
{
	char text[64];
	struct decimal d;

	snprintf(text, sizeof text, "%.15g", sqlite3_value_double(value));
	if (sqlite3_value_type(value) == SQLITE_INTEGER)
		snprintf(text, sizeof text, "%lld", sqlite3_value_int64(value));
	if (!sum->has_rest)
		sum->rest = (struct decimal){0};
	sum->has_rest = true;
	if (decimal_parse(&d, str_of(text)) != DECIMAL_OK) {
		sqlite3_result_error(ctx, "sum of something that is no number", -1);
		return;
	}
	if (sign < 0 && d.n)
		d.negative = !d.negative;
	if (!decimal_add(&sum->rest, &d))
		sqlite3_result_error(ctx, "sum out of range", -1);
}

static void sum_add(sqlite3_context *ctx, sqlite3_value *value, int sign)
{
	struct sum *sum = sqlite3_aggregate_context(ctx, sizeof *sum);
	sqlite3_int64 cents, total;

	if (!sum) {
		sqlite3_result_error_nomem(ctx);
		return;
	}
	if (sqlite3_value_type(value) == SQLITE_NULL)
		return;
	sum->n += sign;
	if (!to_cents(value, &cents) ||
	    __builtin_add_overflow(sum->cents, sign * cents, &total))
		add_rest(ctx, sum, value, sign);
	else
		sum->cents = total;
}

static void sum_step(sqlite3_context *ctx, int n, sqlite3_value **args)
{
	(void)n;
	sum_add(ctx, args[0], 1);
}

static void sum_inverse(sqlite3_context *ctx, int n, sqlite3_value **args)
{
	(void)n;
	sum_add(ctx, args[0], -1);
}

/* The double nearest to cents / 100 and the rest: division of integers below 2^53 rounds once.
 */
static double sum_double(const struct sum *sum)
{
	char text[32];
	struct decimal d, total = {0};
	struct buf digits = {0};
	double value;

	if (!sum->has_rest && sum->cents < EXACT && sum->cents > -EXACT)
		return (double)sum->cents / 100;
	snprintf(text, sizeof text, "%llde-2", sum->cents);
	if (decimal_parse(&d, str_of(text)) == DECIMAL_OK)
		decimal_add(&total, &d);
	if (sum->has_rest)
		decimal_add(&total, &sum->rest);
	decimal_format(&digits, &total);
	value = strtod(buf_cstr(&digits), NULL);
	buf_release(&digits);
	return value;
}

/* sum: NULL of nothing, an integer where the total is one. */
static void sum_value(sqlite3_context *ctx)
{
	struct sum *sum = sqlite3_aggregate_context(ctx, 0);

	if (!sum || sum->n == 0)
		return;
	if (!sum->has_rest && sum->cents % 100 == 0)
		sqlite3_result_int64(ctx, sum->cents / 100);
	else
		sqlite3_result_double(ctx, sum_double(sum));
}

static void total_value(sqlite3_context *ctx)
{
	struct sum *sum = sqlite3_aggregate_context(ctx, 0);

	sqlite3_result_double(ctx, sum && sum->n ? sum_double(sum) : 0);
}

static void avg_value(sqlite3_context *ctx)
{
	struct sum *sum = sqlite3_aggregate_context(ctx, 0);

	if (sum && sum->n)
		sqlite3_result_double(ctx, sum_double(sum) / (double)sum->n);
}

struct joined {
	struct buf *text;
	bool any;
};

static void string_agg_step(sqlite3_context *ctx, int n, sqlite3_value **args)
{
	struct joined *joined = sqlite3_aggregate_context(ctx, sizeof *joined);

	(void)n;
	if (!joined || sqlite3_value_type(args[0]) == SQLITE_NULL)
		return;
	if (!joined->text)
		joined->text = sqlite3_malloc(sizeof *joined->text);
	if (!joined->text) {
		sqlite3_result_error_nomem(ctx);
		return;
	}
	if (!joined->any)
		*joined->text = (struct buf){0};
	else
		buf_add(joined->text, text_of(args[1]));
	joined->any = true;
	buf_add(joined->text, text_of(args[0]));
	if (joined->text->len >
	    (size_t)sqlite3_limit(sqlite3_context_db_handle(ctx), SQLITE_LIMIT_LENGTH, -1)) {
		sqlite3_result_error_toobig(ctx); /* now: the final call may be far */
		buf_reset(joined->text);
	}
}

static void string_agg_final(sqlite3_context *ctx)
{
	struct joined *joined = sqlite3_aggregate_context(ctx, 0);

	if (!joined || !joined->any)
		return;
	sqlite3_result_text(ctx, buf_cstr(joined->text), (int)joined->text->len,
			    SQLITE_TRANSIENT);
	buf_release(joined->text);
	sqlite3_free(joined->text);
}

/* passed_over(applies): counts a row that holds, or does not apply (query_open_unmet); false.
 */
static void fn_passed_over(sqlite3_context *ctx, int n, sqlite3_value **args)
{
	struct store *s = sqlite3_user_data(ctx);

	(void)n;
	if (sqlite3_value_int(args[0]))
		s->holding++;
	else
		s->not_applying++;
	sqlite3_result_int(ctx, 0);
}

int functions_register(struct store *s)
{
	const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
	static const struct {
		const char *name;
		int n_args;
		void (*call)(sqlite3_context *, int, sqlite3_value **);
	} scalars[] = {
		{"greatest", -1, fn_greatest}, {"least", -1, fn_least},
		{"add_days", 2, fn_add_days},  {"days_between", 2, fn_days_between},
		{"year_of", 1, fn_year_of},    {"regexp_like", 2, fn_regexp_like},
	};
	static const struct {
		const char *name;
		void (*value)(sqlite3_context *);
	} sums[] = {{"sum", sum_value}, {"total", total_value}, {"avg", avg_value}};
	sqlite3 *db = s->db;
	int rc = sqlite3_create_function_v2(db, "passed_over", 1, SQLITE_UTF8, s,
					    fn_passed_over, NULL, NULL, NULL);

	for (size_t i = 0; i < sizeof scalars / sizeof *scalars && rc == SQLITE_OK; i++)
		rc = sqlite3_create_function_v2(db, scalars[i].name, scalars[i].n_args, flags,
						NULL, scalars[i].call, NULL, NULL, NULL);
	for (size_t i = 0; i < sizeof sums / sizeof *sums && rc == SQLITE_OK; i++)
		rc = sqlite3_create_window_function(db, sums[i].name, 1, flags, NULL, sum_step,
						    sums[i].value, sums[i].value, sum_inverse,
						    NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_create_function_v2(db, "string_agg", 2, flags, NULL, NULL,
						string_agg_step, string_agg_final, NULL);
	return rc;
}
