/* SPDX-License-Identifier: MIT */
/* Sets of records as one flag a row, and the table that shows them. */
#include "store/subjects.h"

#include "base/mem.h"
#include "store/internal.h"
#include "store/query.h"

struct subjects {
	bool *rows; /* of the kind's table: whether the record is in the set */
	uint32_t n; /* rows that there were */
	struct VEC(struct str) outside;
	struct arena arena;
};

static struct rows *rows_of(struct store *s, const struct kind *kind)
{
	return &s->rows[tables_of_kind(&s->set, kind) - s->set.tables.at];
}

static struct subjects *new_set(struct store *s, const struct kind *kind)
{
	struct subjects *subjects = mem_zalloc(1, sizeof *subjects);

	subjects->n = rows_of(s, kind)->n;
	subjects->rows = mem_zalloc(subjects->n, sizeof *subjects->rows);
	return subjects;
}

static void add(struct subjects *subjects, struct store *s, const struct kind *kind,
		struct str id)
{
	struct rows *rows = rows_of(s, kind);
	uint32_t row, last;

	if (rows_find(rows, rows->key, pool_find(&s->pool, id), &row, &last))
		subjects->rows[row] = true;
}

int subjects_load(struct store *s, const struct kind *kind, struct str sql,
		  struct subjects **subjects, struct error *error)
{
	struct subjects *set = new_set(s, kind);
	struct query *q = NULL;
	int status, id = 0, in_scope = 0;

	status = query_open(s, sql, &q, error);
	if (status == 0) {
		id = query_find(q, "id");
		in_scope = query_find(q, "in_scope");
	}
	while (status == 0 && (status = query_next(q, error)) == 1) {
		if (query_integer(q, in_scope))
			add(set, s, kind, query_bytes(q, id));
		else
			*vec_add(&set->outside) = arena_str(&set->arena, query_text(q, id));
		status = 0;
	}
	query_close(q);
	if (status < 0) {
		subjects_free(set);
		set = NULL;
	}
	*subjects = set;
	return status;
}

struct subjects *subjects_of(struct store *s, const struct kind *kind, const struct str *ids,
			     size_t n)
{
	struct subjects *subjects = new_set(s, kind);

	for (size_t i = 0; i < n; i++)
		add(subjects, s, kind, ids[i]);
	return subjects;
}

void subjects_free(struct subjects *subjects)
{
	if (!subjects)
		return;
	mem_free(subjects->rows);
	vec_release(&subjects->outside);
	arena_release(&subjects->arena);
	mem_free(subjects);
}

const struct str *subjects_outside(const struct subjects *subjects, size_t *n)
{
	*n = subjects->outside.n;
	return subjects->outside.at;
}

int subjects_show(struct store *s, const struct kind *kind, const struct subjects *subjects,
		  struct error *error)
{
	s->judged = tables_of_kind(&s->set, kind);
	s->judged_rows = subjects ? subjects->rows : NULL;
	s->n_judged = subjects ? subjects->n : 0;
	return store_run(s,
			 "DROP TABLE IF EXISTS judged;"
			 "CREATE VIRTUAL TABLE temp.judged USING subjects",
			 error);
}
