/* SPDX-License-Identifier: MIT */
/*
 * Policy packs made in memory, for the tests of lib/policy: the built-in files with some
 * replaced, added or left out; and a store of their kinds.
 */
#ifndef UNIT_RULEBOOK_H
#define UNIT_RULEBOOK_H

#include "policy/pack.h"
#include "schema/embedded.h"
#include "store/query.h"
#include "text/yaml.h"

#include <string.h>

struct rulebook {
	struct VEC(struct pack_file) files;
	struct pack_layer layers[2]; /* the second only if it has files */
	struct kind_set *kinds;
	struct pack *pack;            /* NULL: could not be loaded */
	struct finding_list findings; /* of loading it */
	struct error error;
	int status; /* of loading it */
	struct store *store;
};

/* The lines that every rule file of these tests has, but `rule` and what is judged how. */
#define RULEBOOK_TEXTS                                                                         \
	"title: {zh: 题, en: title}\n"                                                        \
	"hint: {zh: 做, en: do}\n"

static inline void rulebook_init(struct rulebook *b)
{
	size_t n;
	const struct pack_file *files = embedded_files(&n);

	*b = (struct rulebook){0};
	for (size_t i = 0; i < n; i++)
		*vec_add(&b->files) = files[i];
	assert_int_equal(kind_set_load(files, n, &b->kinds, &b->error), 0);
}

static inline struct pack_file *rulebook_file(struct rulebook *b, const char *name)
{
	for (size_t i = 0; i < b->files.n; i++)
		if (str_eq(b->files.at[i].name, str_of(name)))
			return &b->files.at[i];
	return NULL;
}

/* Replaces or adds a file. Both texts are borrowed. */
static inline void rulebook_put(struct rulebook *b, const char *name, const char *text)
{
	struct pack_file *file = rulebook_file(b, name);

	if (!file)
		file = vec_add(&b->files);
	*file = (struct pack_file){str_of(name), str_of(text)};
}

/* Leaves out all files whose names begin so; there is one. */
static inline void rulebook_drop(struct rulebook *b, const char *prefix)
{
	size_t n = 0;

	for (size_t i = 0; i < b->files.n; i++)
		if (!str_starts(b->files.at[i].name, str_of(prefix)))
			b->files.at[n++] = b->files.at[i];
	assert_true(n < b->files.n);
	b->files.n = n;
}

/* Loads the files as they are now; again, if they were loaded before. */
static inline int rulebook_load(struct rulebook *b)
{
	pack_free(b->pack);
	finding_reset(&b->findings);
	b->layers[0] = (struct pack_layer){
		.folder = STR("schema/"), .files = b->files.at, .n = b->files.n};
	b->status = pack_load(b->layers, 1 + (b->layers[1].n > 0), b->kinds, &b->pack,
			      &b->findings, &b->error);
	return b->status;
}

/* The same, and it must succeed. */
static inline void rulebook_open(struct rulebook *b)
{
	if (rulebook_load(b) < 0)
		fail_msg("%s: %s", b->error.message.id,
			 b->findings.items.n ? b->findings.items.at[0].message.id : "");
}

/* A new empty store. */
static inline void rulebook_store(struct rulebook *b)
{
	store_close(b->store);
	assert_int_equal(store_open(b->kinds, &b->store, &b->error), 0);
}

static inline void rulebook_close(struct rulebook *b)
{
	store_close(b->store);
	pack_free(b->pack);
	kind_set_free(b->kinds);
	finding_release(&b->findings);
	error_release(&b->error);
	vec_release(&b->files);
}

/* Puts a record, YAML text, into the store. */
static inline void rulebook_record(struct rulebook *b, const char *kind, const char *id,
				   const char *path, const char *yaml)
{
	struct arena arena = {0};
	struct finding_list findings = {0};
	struct tree tree;

	assert_true(yaml_read(&tree, str_of(yaml), &arena, str_of(path), &findings));
	assert_int_equal(store_put(b->store, kind_find(b->kinds, str_of(kind)), str_of(id),
				   str_of(path), &tree, NULL, &b->error),
			 0);
	finding_release(&findings);
	arena_release(&arena);
}

/* The rows of a query as lines of `|`-separated values, NULL as `-`. */
static inline void rulebook_rows(struct rulebook *b, const char *sql, struct buf *rows)
{
	struct query *q;
	int status;

	if (query_open(b->store, str_of(sql), &q, &b->error) < 0)
		fail_msg("%s: %s", sql, message_arg(&b->error.message, STR("reason"))->ptr);
	while ((status = query_next(q, &b->error)) == 1) {
		for (int i = 0; i < query_columns(q); i++) {
			if (i)
				buf_add_char(rows, '|');
			buf_add(rows, query_is_null(q, i) ? STR("-") : query_text(q, i));
		}
		buf_add_char(rows, '\n');
	}
	assert_int_equal(status, 0);
	query_close(q);
}

/* The findings as lines `rule path:line:column message name=value ...`; the message's id where
 * it is not the rule's. */
static inline void rulebook_dump(const struct finding_list *findings, struct buf *out)
{
	for (size_t i = 0; i < findings->items.n; i++) {
		const struct finding *f = &findings->items.at[i];

		buf_printf(out, "%s %.*s:%u:%u", f->rule, STR_ARG(f->path), f->line, f->column);
		if (strcmp(f->rule, f->message.id) != 0)
			buf_printf(out, " %s", f->message.id);
		for (size_t k = 0; k < f->message.n_args; k++)
			if (!str_eq(str_of(f->message.args[k].name), STR("schema")))
				buf_printf(out, " %s=%.*s", f->message.args[k].name,
					   STR_ARG(f->message.args[k].value));
		buf_add_char(out, '\n');
	}
}

/* That the findings are these lines. */
static inline void rulebook_expect(const struct finding_list *findings, const char *expected)
{
	struct buf got = {0};

	rulebook_dump(findings, &got);
	assert_string_equal(buf_cstr(&got), expected);
	buf_release(&got);
}

/* That `error` has this message id, and the value of its argument `name`. */
#define assert_error(error, expected_id) assert_string_equal((error)->message.id, expected_id)
#define assert_error_arg(error, name, expected)                                                \
	do {                                                                                   \
		const struct str *value_ = message_arg(&(error)->message, STR(name));          \
		assert_non_null(value_);                                                       \
		assert_string_equal(value_->ptr, expected);                                    \
	} while (0)

#endif
