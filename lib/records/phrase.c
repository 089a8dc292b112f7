/* SPDX-License-Identifier: MIT */
/* SQL of pieces. Each is followed by a line feed: a comment at its end ends with it. */
#include "records/phrase.h"

#include "store/lexis.h"

#include <string.h>

void phrase_add(struct phrase *p, enum phrase_part part, struct str text)
{
	*vec_add(&p->pieces) = (struct phrase_piece){part, text};
}

void phrase_release(struct phrase *p)
{
	vec_release(&p->pieces);
	vec_release(&p->spans);
}

/* Sets the argument, added if it is not there. */
static void set_arg(struct error *error, const char *name, struct str value)
{
	struct message *m = &error->message;

	for (size_t i = 0; i < m->n_args; i++) {
		if (strcmp(m->args[i].name, name) == 0) {
			m->args[i].value = arena_str(&error->arena, value);
			return;
		}
	}
	message_add(m, &error->arena, name, value);
}

static void blame(const struct phrase_piece *piece, size_t offset, struct error *error)
{
	set_arg(error, "offset", str_of(arena_printf(&error->arena, "%zu", offset)));
	set_arg(error, "text", piece->text);
}

static int check_piece(const struct phrase_piece *piece, struct error *error)
{
	size_t offset = 0;

	switch (lexis_check(piece->text, &offset)) {
	case LEXIS_FINE:
		return 0;
	case LEXIS_EMPTY:
		error_set(error, STATUS_INVALID, "query.empty", NULL);
		break;
	case LEXIS_SEMICOLON:
		error_set(error, STATUS_INVALID, "query.semicolon", NULL);
		break;
	case LEXIS_UNCLOSED:
		error_set(error, STATUS_INVALID, "query.unclosed", NULL);
		break;
	case LEXIS_UNOPENED:
		error_set(error, STATUS_INVALID, "query.unopened", NULL);
		break;
	}
	blame(piece, offset, error);
	return STATUS_INVALID;
}

static bool has(const struct phrase *p, enum phrase_part part)
{
	for (size_t i = 0; i < p->pieces.n; i++)
		if (p->pieces.at[i].part == part)
			return true;
	return false;
}

/* Whether a list of this part has the item, letter by letter. */
static bool has_item(const struct phrase *p, enum phrase_part part, struct str item)
{
	for (size_t i = 0; i < p->pieces.n; i++) {
		struct str list = p->pieces.at[i].text;

		while (p->pieces.at[i].part == part && list.len)
			if (str_eq(lexis_item(&list), item))
				return true;
	}
	return false;
}

/* A column beside groups that is none of them has a value of some row, nobody knows which. */
static int check_grouped(const struct phrase *p, struct error *error)
{
	for (size_t i = 0; i < p->pieces.n; i++) {
		const struct phrase_piece *piece = &p->pieces.at[i];
		struct str list = piece->text;

		while (piece->part == PHRASE_SELECT && list.len) {
			struct str item = lexis_item(&list);

			if (!lexis_is_name(item) || has_item(p, PHRASE_GROUP, item))
				continue;
			error_set(error, STATUS_INVALID, "query.ungrouped", "column",
				  arena_cstr(&error->arena, item), NULL);
			blame(piece, (size_t)(item.ptr - piece->text.ptr), error);
			return STATUS_INVALID;
		}
	}
	return 0;
}

/* Appends a part of a piece, and remembers where. */
static void add_span(struct phrase *p, size_t piece, struct str part, struct buf *sql)
{
	*vec_add(&p->spans) = (struct phrase_span){
		.start = sql->len,
		.length = part.len,
		.piece = piece,
		.from = (size_t)(part.ptr - p->pieces.at[piece].text.ptr),
	};
	buf_add(sql, part);
	buf_add_char(sql, '\n');
}

/* Appends all pieces of the part; `between` begins as "". */
static void add_lists(struct phrase *p, enum phrase_part part, const char **between,
		      struct buf *sql)
{
	for (size_t i = 0; i < p->pieces.n; i++) {
		if (p->pieces.at[i].part != part)
			continue;
		buf_add_text(sql, *between);
		add_span(p, i, p->pieces.at[i].text, sql);
		*between = ", ";
	}
}

/* Appends the groups, each item once more, but for those that the lists show themselves. */
static void add_groups(struct phrase *p, const char **between, struct buf *sql)
{
	for (size_t i = 0; i < p->pieces.n; i++) {
		struct str list = p->pieces.at[i].text;

		while (p->pieces.at[i].part == PHRASE_GROUP && list.len) {
			struct str item = lexis_item(&list);

			if (item.len == 0 || has_item(p, PHRASE_SELECT, item))
				continue;
			buf_add_text(sql, *between);
			add_span(p, i, item, sql);
			*between = ", ";
		}
	}
}

static bool is_shown(struct str name)
{
	return !str_starts(name, STR("_")) || str_eq(name, STR("_record")) ||
	       str_starts(name, STR("_n"));
}

static void add_columns(const struct phrase *p, struct buf *sql)
{
	const char *between = "";

	for (size_t i = 0; i < p->table->columns.n; i++) {
		struct str name = p->table->columns.at[i].name;

		if (!is_shown(name))
			continue;
		buf_printf(sql, "%s\"%.*s\"", between, STR_ARG(name));
		between = ", ";
	}
}

static void add_select(struct phrase *p, struct buf *sql)
{
	const char *between = "";

	buf_add_text(sql, "SELECT ");
	add_groups(p, &between, sql);
	if (has(p, PHRASE_SELECT))
		add_lists(p, PHRASE_SELECT, &between, sql);
	else if (has(p, PHRASE_GROUP))
		buf_add_text(sql, ", count(*)");
	else
		add_columns(p, sql);
	buf_printf(sql, " FROM \"%.*s\"", STR_ARG(p->table->name));
}

static const char *key(const struct store_table *table)
{
	return table->depth ? "_record" : "id";
}

static void add_where(struct phrase *p, struct buf *sql)
{
	const char *before = " WHERE (";

	if (p->selected) {
		buf_printf(sql, " WHERE \"%.*s\".%s IN (SELECT id FROM selected)",
			   STR_ARG(p->table->name), key(p->table));
		before = " AND (";
	}
	for (size_t i = 0; i < p->pieces.n; i++) {
		if (p->pieces.at[i].part != PHRASE_WHERE)
			continue;
		buf_add_text(sql, before);
		add_span(p, i, p->pieces.at[i].text, sql);
		buf_add_char(sql, ')');
		before = " AND (";
	}
}

static void add_order(struct phrase *p, struct buf *sql)
{
	const char *between = "";
	struct str table = p->table->name;

	buf_add_text(sql, " ORDER BY ");
	add_lists(p, PHRASE_ORDER, &between, sql);
	if (has(p, PHRASE_GROUP)) {
		add_lists(p, PHRASE_GROUP, &between, sql);
		return;
	}
	buf_printf(sql, "%s\"%.*s\".%s", between, STR_ARG(table), key(p->table));
	if (p->table->depth)
		buf_printf(sql, ", \"%.*s\"._n", STR_ARG(table));
	if (p->table->depth == TABLE_DEPTH_MAX)
		buf_printf(sql, ", \"%.*s\"._n2", STR_ARG(table));
}

int phrase_sql(struct phrase *p, struct buf *sql, struct error *error)
{
	const char *between = " GROUP BY ";
	int status = 0;

	p->spans.n = 0;
	for (size_t i = 0; i < p->pieces.n && status == 0; i++)
		status = check_piece(&p->pieces.at[i], error);
	if (status == 0 && has(p, PHRASE_GROUP))
		status = check_grouped(p, error);
	if (status < 0)
		return status;
	add_select(p, sql);
	add_where(p, sql);
	add_lists(p, PHRASE_GROUP, &between, sql);
	add_order(p, sql);
	if (p->limited)
		buf_printf(sql, " LIMIT %lld", p->limit);
	return 0;
}

void phrase_blame(const struct phrase *p, struct error *error)
{
	const struct phrase_span *span = NULL;
	size_t at, within;

	if (!message_number(&error->message, STR("offset"), &at))
		return;
	for (size_t i = 0; i < p->spans.n && p->spans.at[i].start <= at; i++)
		span = &p->spans.at[i];
	if (!span)
		return;
	within = at - span->start < span->length ? at - span->start : span->length;
	if (within == span->length) /* what SQLite has met there is ours */
		error_set(error, STATUS_INVALID, "query.ends-early", NULL);
	blame(&p->pieces.at[span->piece], span->from + within, error);
}
