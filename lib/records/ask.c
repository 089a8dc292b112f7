/* SPDX-License-Identifier: MIT */
/* The way of a question: compiled, records read, run. */
#include "records/ask.h"

#include "base/date.h"
#include "base/mem.h"
#include "records/answer.h"
#include "records/load.h"
#include "records/mask.h"

struct ask {
	struct records *records;
	const struct ask_options *options;
	struct error *error; /* of ask_open */
	struct terms terms;
	struct buf sql;
	struct query *query;
	struct answer answer;
	struct finding_list findings;
	struct table_source source;
	struct VEC(struct setting) parameters; /* those read, by name */
	struct arena arena;
	char as_of[DATE_TEXT_SIZE];
};

/* Adds to an error about SQL what a person wrote. */
static int blame(struct ask *a, int status)
{
	struct error *error = a->error;

	if (status == 0)
		return 0;
	if (a->options->sql.len == 0)
		phrase_blame(a->options->phrase, error);
	else if (message_arg(&error->message, STR("offset")))
		message_add(&error->message, &error->arena, "text", a->options->sql);
	return status;
}

static int write_sql(struct ask *a)
{
	if (a->options->sql.len == 0)
		return phrase_sql(a->options->phrase, &a->sql, a->error);
	buf_add(&a->sql, a->options->sql);
	return 0;
}

static const struct ask_value *value_of(const struct ask *a, struct str name)
{
	for (size_t i = a->options->n_values; i-- > 0;)
		if (str_eq(a->options->values[i].name, name))
			return &a->options->values[i];
	return NULL;
}

static int refuse_value(struct ask *a, const char *id, struct str name)
{
	struct arena arena = {0};

	error_set(a->error, STATUS_INVALID, id, "parameter", arena_cstr(&arena, name), NULL);
	arena_release(&arena);
	return STATUS_INVALID;
}

static bool is_used(const struct ask *a, struct str name)
{
	for (int i = 1; i <= query_parameters(a->query); i++)
		if (str_eq(query_parameter(a->query, i), name))
			return true;
	return false;
}

/* Each parameter has a value, and each value is used. */
static int bind_values(struct ask *a)
{
	for (int i = 1; i <= query_parameters(a->query); i++) {
		const struct ask_value *value = value_of(a, query_parameter(a->query, i));

		if (!value)
			return refuse_value(a, "query.no-value", query_parameter(a->query, i));
		query_bind_value(a->query, i, value->value);
	}
	for (size_t i = 0; i < a->options->n_values; i++)
		if (!is_used(a, a->options->values[i].name))
			return refuse_value(a, "query.unused-value",
					    a->options->values[i].name);
	return 0;
}

/* Under the guard, which stays when all is well. */
static int compile(struct ask *a)
{
	int status;

	guard_begin(a->records->store, &a->options->limits);
	status = blame(a, query_open(a->records->store, buf_str(&a->sql), &a->query, a->error));
	if (status == 0)
		status = bind_values(a);
	if (status < 0)
		guard_end(a->records->store);
	return status;
}

/* What will be asked of the store is said before it is filled. */
static int plan(struct ask *a)
{
	struct store *store = a->records->store;
	int status = param_store(&a->terms.params, &a->terms.period, store, a->error);

	if (status == 0)
		status = store_select(store, a->error);
	if (status == 0)
		status = compile(a);
	query_close(a->query);
	a->query = NULL;
	guard_end(store);
	return status;
}

/* Whether the file is read at all. */
static bool is_wanted(const struct ask *a, const struct kind *kind)
{
	return kind &&
	       (store_reads(a->records->store, kind) || str_eq(kind->name, STR("district")));
}

static int read_record(struct ask *a, struct load *load, const struct layout_record *record)
{
	struct str path = record->entry->path;
	const struct selection *selection = a->options->selection;
	bool is_put;
	int status = load_rows(load, record, &is_put, a->error);

	if (status == 0 && is_put && str_eq(record->kind->name, STR("district")))
		terms_read(&a->terms, load_tree(load), path, &a->findings);
	if (status == 0 && is_put && selection && a->options->sql.len == 0 &&
	    record->kind == a->options->phrase->table->kind &&
	    selection_covers(selection, path))
		status = store_select_add(a->records->store, record->id, a->error);
	return status;
}

/* Leaves the findings that tell what is missing in the answer. */
static void keep_wanted(struct ask *a)
{
	size_t kept = 0;

	for (size_t i = 0; i < a->findings.items.n; i++) {
		const struct finding *f = &a->findings.items.at[i];

		if (f->severity == SEVERITY_ERROR &&
		    is_wanted(a, records_kind_at(a->records, f->path)))
			a->findings.items.at[kept++] = *f;
	}
	a->findings.items.n = kept;
	mask_findings(&a->findings);
	finding_sort(&a->findings);
}

static int read_records(struct ask *a)
{
	struct layout *layout = layout_new(a->records, &a->findings);
	struct load *load = load_new(a->records, &a->findings);
	struct layout_record record;
	int status = 0;

	while (status == 0 && layout_next(layout, &record))
		if (is_wanted(a, record.kind))
			status = read_record(a, load, &record);
	load_free(load);
	layout_free(layout);
	keep_wanted(a);
	if (status == 0)
		status = terms_settle(&a->terms, a->error);
	if (status == 0)
		status = param_store(&a->terms.params, &a->terms.period, a->records->store,
				     a->error);
	return status;
}

/* The pack's parameters that the question reads. */
static void list_parameters(struct ask *a)
{
	const struct map *read = guard_parameters(a->records->store);

	for (size_t i = 0; i < a->terms.params.items.n; i++) {
		const struct param *p = &a->terms.params.items.at[i];
		struct buf value = {0};

		if (!map_find(read, p->name))
			continue;
		param_format(p, &value);
		*vec_add(&a->parameters) =
			(struct setting){p->name, arena_str(&a->arena, buf_str(&value))};
		buf_release(&value);
	}
}

static void describe(struct ask *a)
{
	const struct records *r = a->records;

	list_parameters(a);
	date_format(a->terms.period.as_of, a->as_of);
	a->source = (struct table_source){
		.snapshot = snapshot_source(r->snapshot),
		.commit = snapshot_commit(r->snapshot),
		.pack = r->pack->name,
		.pack_digest = r->pack->digest,
		.year = a->terms.period.year,
		.as_of = str_of(a->as_of),
		.parameters = a->parameters.at,
		.n_parameters = a->parameters.n,
	};
}

static int run(struct ask *a)
{
	int status = terms_begin(&a->terms, &a->options->terms, a->records->pack, a->error);

	if (status == 0)
		status = write_sql(a);
	if (status == 0)
		status = plan(a);
	if (status == 0)
		status = read_records(a);
	if (status == 0)
		status = compile(a);
	if (status == 0)
		status = answer_begin(&a->answer, a->records, a->query, a->error);
	if (status == 0)
		describe(a);
	return status;
}

int ask_open(struct records *r, const struct ask_options *options, struct ask **ask,
	     struct error *error)
{
	*ask = mem_zalloc(1, sizeof **ask);
	(*ask)->records = r;
	(*ask)->options = options;
	(*ask)->error = error;
	return run(*ask);
}

void ask_close(struct ask *a)
{
	if (!a)
		return;
	answer_release(&a->answer);
	query_close(a->query);
	guard_end(a->records->store);
	terms_release(&a->terms);
	finding_release(&a->findings);
	buf_release(&a->sql);
	vec_release(&a->parameters);
	arena_release(&a->arena);
	mem_free(a);
}

const struct table *ask_table(const struct ask *a)
{
	return &a->answer.table;
}

struct table_column *ask_columns(struct ask *a)
{
	return a->answer.columns;
}

const struct table_source *ask_source(const struct ask *a)
{
	return &a->source;
}

struct finding_list *ask_findings(struct ask *a)
{
	return &a->findings;
}
