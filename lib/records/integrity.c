/* SPDX-License-Identifier: MIT */
/*
 * References and unique values, by SQL over the store: no list of all references is kept in
 * memory. The few that are wrong are found again in their files by pointer.
 */
#include "records/integrity.h"

#include "base/map.h"
#include "base/nearby.h"
#include "store/query.h"
#include "text/yaml.h"

/* How many findings a file has. */
struct file {
	size_t n;
	bool dangling, repeated; /* one of each is kept, however many others there are */
	bool more;               /* were found than are kept, and it was said */
};

struct check {
	struct records *records;
	struct finding_list *findings;
	struct error *error;
	size_t n_dangling;
	struct map files;      /* path → struct file; none: no finding */
	struct arena of_files; /* and of their paths */
	struct arena arena;    /* for one finding */
};

/* A column that is looked at, and its table. */
struct place {
	const struct store_table *table;
	const struct column *column;
};

/* SELECT of the record's path and line, both numbers, its id and the value. */
static void select_sql(const struct place *at, struct buf *sql)
{
	static const char *const places[] = {"0, 0, t.id", "t._n, 0, t._record",
					     "t._n, t._n2, t._record"};

	buf_printf(sql, "SELECT t._path, t._line, %s, t.\"%.*s\" FROM \"%.*s\" t",
		   places[at->table->depth], STR_ARG(at->column->name),
		   STR_ARG(at->table->name));
}

static struct file *file_at(struct check *c, struct str path)
{
	struct file *file = map_get(&c->files, path);

	if (!file) {
		file = arena_zalloc(&c->of_files, sizeof *file);
		map_put(&c->files, arena_str(&c->of_files, path), file);
	}
	return file;
}

static void count_files(struct check *c)
{
	for (size_t i = 0; i < c->findings->items.n; i++) {
		struct file *file = file_at(c, c->findings->items.at[i].path);

		file->n++;
		file->more |= str_eq(str_of(c->findings->items.at[i].rule),
				     STR("text.more-findings"));
	}
}

/* Whether one more finding of the file is kept: the bound of load.h holds here, too, but the
 * first of a rule must be seen, since the rule's verdict follows from it. */
static bool keeps(struct check *c, struct str path, bool dangling)
{
	struct file *file = file_at(c, path);
	bool *told = dangling ? &file->dangling : &file->repeated;

	if (file->n >= YAML_FINDINGS_MAX && *told) {
		if (!file->more)
			finding_add(c->findings, "text.more-findings",
				    finding_str(c->findings, path), NULL);
		file->more = true;
		return false;
	}
	file->n++;
	*told = true;
	return true;
}

static struct finding *add(struct check *c, const struct place *at, struct query *q,
			   const char *rule)
{
	struct finding *f = finding_add(c->findings, rule, query_text(q, 0), NULL);
	const long long n[TABLE_DEPTH_MAX] = {query_integer(q, 2), query_integer(q, 3)};
	struct buf pointer = {0};

	tables_pointer(at->table, at->column, n, &pointer);
	f->pointer = finding_str(c->findings, buf_str(&pointer));
	buf_release(&pointer);
	f->line = (uint32_t)query_integer(q, 1);
	f->column = 0;
	f->subject_kind = at->table->kind->name;
	f->subject = finding_str(c->findings, query_text(q, 4));
	return f;
}

static int find_nearest(struct check *c, const struct kind *target, struct nearby *near)
{
	struct buf sql = {0};
	struct query *q;
	int status;

	buf_printf(&sql, "SELECT id FROM \"%.*s\" ORDER BY id", STR_ARG(target->table));
	status = query_open(c->records->store, buf_str(&sql), &q, c->error);
	while (status == 0 && (status = query_next(q, c->error)) == 1) {
		nearby_offer(near, query_text(q, 0));
		status = 0;
	}
	query_close(q);
	buf_release(&sql);
	return status;
}

static int add_dangling(struct check *c, const struct place *at, struct query *q)
{
	const struct kind *target = kind_find(c->records->kinds, at->column->field->references);
	struct finding *f = add(c, at, q, "reference.exists");
	struct str id = arena_str(&c->findings->arena, query_text(q, 5));
	struct nearby near = {.wanted = id};
	struct buf ids = {0};
	int status = 0;

	message_add(&f->message, &c->findings->arena, "id", id);
	message_add(&f->message, &c->findings->arena, "kind", target->name);
	message_add(
		&f->message, &c->findings->arena, "kind_title",
		str_of(arena_printf(&c->findings->arena, "kind.%.*s", STR_ARG(target->name))));
	if (c->n_dangling++ < INTEGRITY_NEAREST_MAX)
		status = find_nearest(c, target, &near);
	nearby_list(&near, &ids);
	if (near.n) {
		f->message.id = "reference.exists-near";
		message_add(&f->message, &c->findings->arena, "nearest", buf_str(&ids));
	}
	buf_release(&ids);
	nearby_release(&near);
	return status;
}

static void dangling_sql(const struct place *at, const struct kind *target, struct buf *sql)
{
	select_sql(at, sql);
	buf_printf(sql,
		   " WHERE t.\"%.*s\" IS NOT NULL AND NOT EXISTS"
		   " (SELECT 1 FROM \"%.*s\" x WHERE x.id = t.\"%.*s\") ORDER BY 1, 3, 4",
		   STR_ARG(at->column->name), STR_ARG(target->table),
		   STR_ARG(at->column->name));
}

static void repeated_sql(const struct place *at, struct buf *sql)
{
	select_sql(at, sql);
	buf_printf(sql,
		   " WHERE t.\"%.*s\" IN (SELECT u.\"%.*s\" FROM \"%.*s\" u GROUP BY u.\"%.*s\""
		   " HAVING count(*) > 1) ORDER BY 6, 1, 3, 4",
		   STR_ARG(at->column->name), STR_ARG(at->column->name),
		   STR_ARG(at->table->name), STR_ARG(at->column->name));
}

static int add_all_dangling(struct check *c, const struct place *at, struct query *q)
{
	int status;

	while ((status = query_next(q, c->error)) == 1) {
		if (keeps(c, query_text(q, 0), true))
			status = add_dangling(c, at, q);
		if (status < 0)
			break;
	}
	return status;
}

/* Rows come by value, then by path: the first of each value is where it may stand. */
static int add_repeated(struct check *c, const struct place *at, struct query *q)
{
	struct buf value = {0}, path = {0};
	uint32_t line = 0;
	int status;

	while ((status = query_next(q, c->error)) == 1) {
		if (value.ptr && str_eq(buf_str(&value), query_text(q, 5))) {
			struct finding *f;

			if (!keeps(c, query_text(q, 0), false))
				continue;
			f = add(c, at, q, "reference.unique");

			message_add(&f->message, &c->findings->arena, "first", buf_str(&path));
			message_add(&f->message, &c->findings->arena, "first_line",
				    str_of(arena_printf(&c->arena, "%u", line)));
			continue;
		}
		buf_reset(&value);
		buf_add(&value, query_text(q, 5));
		buf_reset(&path);
		buf_add(&path, query_text(q, 0));
		line = (uint32_t)query_integer(q, 1);
	}
	buf_release(&value);
	buf_release(&path);
	return status;
}

/* Compiles a query of one place and, unless only planning, adds its findings. */
static int run_check(struct check *c, const struct place *at, const struct buf *sql,
		     int (*add_all)(struct check *, const struct place *, struct query *))
{
	struct query *q;
	int status = query_open(c->records->store, buf_str(sql), &q, c->error);

	if (status == 0 && c->findings)
		status = add_all(c, at, q);
	query_close(q);
	return status;
}

/* Both checks of a column, as far as they apply. */
static int check_column(struct check *c, const struct place *at)
{
	const struct field *field = at->column->field;
	struct buf sql = {0};
	int status = 0;

	if (field && field->references.len) {
		dangling_sql(at, kind_find(c->records->kinds, field->references), &sql);
		status = run_check(c, at, &sql, add_all_dangling);
	}
	/* an id that stands twice was refused by the store */
	if (status == 0 && field && field->unique &&
	    !(at->table->depth == 0 && str_eq(at->column->name, STR("id")))) {
		buf_reset(&sql);
		repeated_sql(at, &sql);
		status = run_check(c, at, &sql, add_repeated);
	}
	buf_release(&sql);
	return status;
}

static int check_all(struct check *c)
{
	const struct table_set *set = store_tables(c->records->store);
	int status = 0;

	if (c->findings)
		count_files(c);
	for (size_t i = 0; i < set->tables.n; i++) {
		const struct store_table *table = &set->tables.at[i];

		for (size_t k = 0; k < table->columns.n && status == 0; k++)
			status = check_column(c, &(struct place){table, &table->columns.at[k]});
	}
	map_release(&c->files);
	arena_release(&c->of_files);
	arena_release(&c->arena);
	return status;
}

int integrity_plan(struct records *r, struct error *error)
{
	return check_all(&(struct check){.records = r, .error = error});
}

int integrity_check(struct records *r, struct finding_list *findings, struct error *error)
{
	return check_all(&(struct check){.records = r, .findings = findings, .error = error});
}
