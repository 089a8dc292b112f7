/* SPDX-License-Identifier: MIT */
/*
 * SQLite's text functions whose cost is the product of two lengths, with a bound on what is
 * searched for: within one call nothing can stop them. They answer as SQLite's own do.
 */
#include "store/guard.h"
#include "store/internal.h"

#include <sqlite3.h>
#include <string.h>

static struct str text_of(sqlite3_value *value)
{
	return (struct str){(const char *)sqlite3_value_text(value),
			    (size_t)sqlite3_value_bytes(value)};
}

/* The arguments as texts; false, and the answer is given, when one is NULL or the second too
 * long. */
static bool take(sqlite3_context *ctx, int n, sqlite3_value **args, struct str *texts)
{
	for (int i = 0; i < n; i++) {
		if (sqlite3_value_type(args[i]) == SQLITE_NULL)
			return false;
		texts[i] = text_of(args[i]);
	}
	if (texts[1].len <= GUARD_NEEDLE_MAX)
		return true;
	sqlite3_result_error(ctx, "the text to search for is too long", -1);
	return false;
}

/* Where `needle`, which is not empty, begins in the text, or its end. */
static size_t find(struct str text, struct str needle)
{
	size_t at = 0;

	while (needle.len <= text.len - at) {
		const char *first = memchr(text.ptr + at, needle.ptr[0], text.len - at);

		if (!first)
			break;
		at = (size_t)(first - text.ptr);
		if (str_starts(str_sub(text, at, text.len), needle))
			return at;
		at++;
	}
	return text.len;
}

static bool begins_character(char byte)
{
	return ((unsigned char)byte & 0xC0) != 0x80;
}

/* instr(text, needle): the place in characters, from 1; 0 if it is not there. */
static void fn_instr(sqlite3_context *ctx, int n, sqlite3_value **args)
{
	struct str texts[2];
	size_t at;
	sqlite3_int64 place = 1;

	if (!take(ctx, n, args, texts))
		return;
	at = texts[1].len ? find(texts[0], texts[1]) : 0;
	for (size_t i = 0; i < at; i++)
		place += begins_character(texts[0].ptr[i]);
	sqlite3_result_int64(ctx, at < texts[0].len || texts[1].len == 0 ? place : 0);
}

/* replace(text, needle, by) */
static void fn_replace(sqlite3_context *ctx, int n, sqlite3_value **args)
{
	sqlite3_str *out;
	struct str texts[3], rest;

	if (!take(ctx, n, args, texts))
		return;
	if (texts[1].len == 0) {
		sqlite3_result_value(ctx, args[0]);
		return;
	}
	out = sqlite3_str_new(sqlite3_context_db_handle(ctx)); /* no longer than the limit */
	for (rest = texts[0]; rest.len;) {
		size_t at = find(rest, texts[1]);

		sqlite3_str_append(out, rest.ptr, (int)at);
		if (at < rest.len)
			sqlite3_str_append(out, texts[2].ptr, (int)texts[2].len);
		rest = at < rest.len ? str_sub(rest, at + texts[1].len, rest.len) : STR("");
	}
	if (sqlite3_str_errcode(out) == SQLITE_TOOBIG)
		sqlite3_result_error_toobig(ctx);
	else if (sqlite3_str_errcode(out))
		sqlite3_result_error_nomem(ctx);
	else
		sqlite3_result_text(ctx, sqlite3_str_length(out) ? sqlite3_str_value(out) : "",
				    sqlite3_str_length(out), SQLITE_TRANSIENT);
	sqlite3_free(sqlite3_str_finish(out));
}

/* The bytes of one of the characters at the text's start, or at its end; 0: there is none. */
static size_t strip(struct str text, struct str characters, bool at_end)
{
	while (characters.len) {
		struct str one = characters;

		for (one.len = 1; one.len < characters.len; one.len++)
			if (begins_character(one.ptr[one.len]))
				break;
		if (at_end ? str_ends(text, one) : str_starts(text, one))
			return one.len;
		characters = str_sub(characters, one.len, characters.len);
	}
	return 0;
}

enum side { LEFT = 1, RIGHT = 2 };

/* trim(text, characters) and its halves. */
static void fn_trim(sqlite3_context *ctx, int n, sqlite3_value **args)
{
	int sides = *(const int *)sqlite3_user_data(ctx);
	struct str texts[2];
	size_t bytes;

	if (!take(ctx, n, args, texts))
		return;
	while (sides & LEFT && (bytes = strip(texts[0], texts[1], false)) > 0)
		texts[0] = str_sub(texts[0], bytes, texts[0].len);
	while (sides & RIGHT && (bytes = strip(texts[0], texts[1], true)) > 0)
		texts[0].len -= bytes;
	sqlite3_result_text(ctx, texts[0].ptr, (int)texts[0].len, SQLITE_TRANSIENT);
}

int bounded_register(sqlite3 *db)
{
	static const int left = LEFT, right = RIGHT, both = LEFT | RIGHT;
	static const struct {
		const char *name;
		int n_args;
		void (*call)(sqlite3_context *, int, sqlite3_value **);
		const int *sides;
	} all[] = {
		{"instr", 2, fn_instr, NULL},  {"replace", 3, fn_replace, NULL},
		{"trim", 2, fn_trim, &both},   {"ltrim", 2, fn_trim, &left},
		{"rtrim", 2, fn_trim, &right},
	};
	int rc = SQLITE_OK;

	for (size_t i = 0; i < sizeof all / sizeof *all && rc == SQLITE_OK; i++)
		rc = sqlite3_create_function_v2(
			db, all[i].name, all[i].n_args,
			SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
			(void *)all[i].sides, all[i].call, NULL, NULL, NULL);
	return rc;
}
