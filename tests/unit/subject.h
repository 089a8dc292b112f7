/* SPDX-License-Identifier: MIT */
/*
 * A schema and an instance brought together, for the tests of lib/schema.
 *
 * Schemas and instances are YAML text; the schema's document is `urn:example:schema`.
 */
#ifndef TESTS_SUBJECT_H
#define TESTS_SUBJECT_H

#include "schema/schema.h"
#include "text/general.h"
#include "text/yaml.h"

struct subject {
	struct schema_set *set;
	const struct schema *schema;
	int status; /* of adding and compiling */
	struct error error;
	struct schema_scratch *scratch;
	struct arena arena; /* of the instance */
	struct tree tree;
	struct finding_list findings;
};

#define SUBJECT_URI STR("urn:example:schema")

/* Adds and compiles. */
static inline void subject_open(struct subject *s, enum schema_mode mode, struct str schema)
{
	const struct schema_options options = {.mode = mode};

	*s = (struct subject){.set = schema_set_new(&options), .scratch = schema_scratch_new()};
	s->status = schema_set_add(s->set, SUBJECT_URI, STR(""), schema, &s->error);
	if (!s->status)
		s->status = schema_compile(s->set, SUBJECT_URI, &s->schema, &s->error);
}

/* Reads the instance and explains what is wrong with it; the verdict, which must agree. */
static inline bool subject_check(struct subject *s, struct str instance)
{
	bool valid;

	finding_reset(&s->findings);
	arena_reset(&s->arena);
	assert_int_equal(s->status, 0);
	yaml_read(&s->tree, instance, &s->arena, STR("x.yaml"), &s->findings);
	finding_reset(&s->findings);
	valid = schema_valid(s->schema, s->tree.root, s->scratch);
	schema_explain(s->schema, &s->tree, STR("x.yaml"), 100, false, &s->findings,
		       s->scratch);
	assert_int_equal(valid, s->findings.items.n == 0);
	return valid;
}

/* The same with an instance that is any document, no record. */
static inline bool subject_check_any(struct subject *s, struct str instance)
{
	bool valid;

	finding_reset(&s->findings);
	arena_reset(&s->arena);
	assert_int_equal(s->status, 0);
	general_read(&s->tree, instance, &s->arena, STR("x.json"), &s->findings);
	assert_int_equal(s->findings.items.n, 0);
	valid = schema_valid(s->schema, s->tree.root, s->scratch);
	schema_explain(s->schema, &s->tree, STR("x.json"), 100, false, &s->findings,
		       s->scratch);
	assert_int_equal(valid, s->findings.items.n == 0);
	return valid;
}

static inline void subject_close(struct subject *s)
{
	schema_set_free(s->set);
	schema_scratch_free(s->scratch);
	arena_release(&s->arena);
	finding_release(&s->findings);
	error_release(&s->error);
}

/* The findings as lines `message line:column pointer name=value ...`, without their schema. */
static inline void subject_dump(const struct subject *s, struct buf *out)
{
	for (size_t i = 0; i < s->findings.items.n; i++) {
		const struct finding *f = &s->findings.items.at[i];

		buf_printf(out, "%s %u:%u %.*s", f->message.id, f->line, f->column,
			   STR_ARG(f->pointer));
		for (size_t k = 0; k < f->message.n_args; k++)
			if (!str_eq(str_of(f->message.args[k].name), STR("schema")))
				buf_printf(out, " %s=%.*s", f->message.args[k].name,
					   STR_ARG(f->message.args[k].value));
		buf_add_char(out, '\n');
	}
}

/* A schema, and instances that it takes or refuses; NULL ends a list. */
struct subject_case {
	const char *schema;
	const char *valid[6];
	const char *invalid[6];
};

static inline void subject_verdicts(const struct subject_case *cases, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct subject s;

		subject_open(&s, SCHEMA_GENERAL, str_of(cases[i].schema));
		if (s.status)
			fail_msg("%s: %s", cases[i].schema, s.error.message.id);
		for (size_t k = 0; k < 6 && cases[i].valid[k]; k++)
			if (!subject_check(&s, str_of(cases[i].valid[k])))
				fail_msg("%s refuses %s", cases[i].schema, cases[i].valid[k]);
		for (size_t k = 0; k < 6 && cases[i].invalid[k]; k++)
			if (subject_check(&s, str_of(cases[i].invalid[k])))
				fail_msg("%s takes %s", cases[i].schema, cases[i].invalid[k]);
		subject_close(&s);
	}
}

#define SUBJECT_CHECK(cases) subject_verdicts(cases, sizeof(cases) / sizeof *(cases))

#endif
