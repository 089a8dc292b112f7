/* SPDX-License-Identifier: MIT */
/* Unit tests of meta-schemas (schema/schema.h): schemas are instances, too. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "subject.h"

#include "schema/embedded.h"

#define STANDARD  "https://json-schema.org/draft/2020-12/schema"
#define OLDER     "https://json-schema.org/draft/2019-09/schema"
#define LENGTH(a) (sizeof(a) / sizeof *(a))

static const char *argument(const struct error *error, const char *name)
{
	const struct str *value = message_arg(&error->message, str_of(name));

	return value ? value->ptr : "";
}

/* A set without documents that has compiled the standard's meta-schema. */
static void open_standard(struct subject *s, const char *uri)
{
	const struct schema_options options = {.mode = SCHEMA_GENERAL};

	*s = (struct subject){.set = schema_set_new(&options), .scratch = schema_scratch_new()};
	s->status = schema_compile(s->set, str_of(uri), &s->schema, &s->error);
	assert_int_equal(s->status, 0);
}

static void built_in_meta_schemas_are_valid_schemas(void **state)
{
	static const struct {
		const char *uri, *folder;
	} standards[] = {{STANDARD, "meta/2020-12/"}, {OLDER, "meta/2019-09/"}};
	size_t n, checked = 0;
	const struct pack_file *files = embedded_files(&n);

	(void)state;
	for (size_t k = 0; k < LENGTH(standards); k++) {
		struct subject s;

		open_standard(&s, standards[k].uri);
		for (size_t i = 0; i < n; i++) {
			if (!str_starts(files[i].name, str_of(standards[k].folder)))
				continue;
			if (!subject_check(&s, files[i].bytes))
				fail_msg("%s", files[i].name.ptr);
			checked++;
		}
		subject_close(&s);
	}
	assert_int_equal(checked, 9 + 7);
}

/* Each built-in meta-schema can be referred to by its URI. */
static void built_in_meta_schemas_have_their_uris(void **state)
{
	static const char *const uris[] = {
		STANDARD,
		STANDARD "#",
		STANDARD "#meta",
		"https://json-schema.org/draft/2020-12/meta/core#/$defs/anchorString",
		"https://json-schema.org/draft/2020-12/meta/applicator",
		"https://json-schema.org/draft/2020-12/meta/unevaluated",
		"https://json-schema.org/draft/2020-12/meta/validation#/$defs/stringArray",
		"https://json-schema.org/draft/2020-12/meta/meta-data",
		"https://json-schema.org/draft/2020-12/meta/format-annotation",
		"https://json-schema.org/draft/2020-12/meta/format-assertion",
		"https://json-schema.org/draft/2020-12/meta/content",
		OLDER,
		"https://json-schema.org/draft/2019-09/meta/core",
		"https://json-schema.org/draft/2019-09/meta/applicator",
		"https://json-schema.org/draft/2019-09/meta/validation",
		"https://json-schema.org/draft/2019-09/meta/meta-data",
		"https://json-schema.org/draft/2019-09/meta/format",
		"https://json-schema.org/draft/2019-09/meta/content",
	};
	static const char *const none[] = {
		"https://json-schema.org/draft/2020-12/core",
		"https://json-schema.org/draft/2020-12/meta/schema",
		"https://json-schema.org/draft/2020-12/",
		"https://json-schema.org/draft/2019-09/meta/unevaluated",
	};
	struct subject s;

	(void)state;
	open_standard(&s, STANDARD);
	for (size_t i = 0; i < LENGTH(uris); i++)
		if (schema_compile(s.set, str_of(uris[i]), &s.schema, &s.error))
			fail_msg("%s: %s", uris[i], s.error.message.id);
	for (size_t i = 0; i < LENGTH(none); i++)
		if (!schema_compile(s.set, str_of(none[i]), &s.schema, &s.error))
			fail_msg("%s", none[i]);
	subject_close(&s);
}

static const char *const keywords[] = {
	"$schema",
	"$id",
	"$anchor",
	"$dynamicAnchor",
	"$vocabulary",
	"$comment",
	"$defs",
	"$ref",
	"$dynamicRef",
	"$recursiveAnchor",
	"$recursiveRef",
	"definitions",
	"dependencies",
	"allOf",
	"anyOf",
	"oneOf",
	"'not'",
	"if",
	"then",
	"else",
	"dependentSchemas",
	"prefixItems",
	"items",
	"contains",
	"properties",
	"patternProperties",
	"additionalProperties",
	"propertyNames",
	"unevaluatedItems",
	"unevaluatedProperties",
	"type",
	"const",
	"enum",
	"multipleOf",
	"maximum",
	"exclusiveMaximum",
	"minimum",
	"exclusiveMinimum",
	"maxLength",
	"minLength",
	"pattern",
	"maxItems",
	"minItems",
	"uniqueItems",
	"maxContains",
	"minContains",
	"maxProperties",
	"minProperties",
	"required",
	"dependentRequired",
	"format",
	"contentEncoding",
	"contentMediaType",
	"contentSchema",
	"title",
	"description",
	"default",
	"deprecated",
	"readOnly",
	"writeOnly",
	"examples",
	"additionalItems",
	"unknown",
};

static const char *const values[] = {
	"null",
	"true",
	"false",
	"0",
	"1",
	"-1",
	"1.5",
	"2.0",
	"-0.0",
	"1e2",
	"''",
	"a",
	"'#'",
	"'#/$defs/x'",
	"1a",
	"'a b'",
	"a#b",
	"'http://example.test/x'",
	"object",
	"[object]",
	"[]",
	"[a]",
	"[a, b]",
	"[a, a]",
	"[1]",
	"[null]",
	"[{}]",
	"[true, false]",
	"[[]]",
	"[{type: 1}]",
	"[integer, number]",
	"{}",
	"{a: 1}",
	"{a: {}}",
	"{a: true}",
	"{a: null}",
	"{a: []}",
	"{a: [b]}",
	"{a: [b, b]}",
	"{a: [1]}",
	"{a: {type: x}}",
	"{'(': true}",
	"{'http://example.test/x': true}",
	"{'urn:x': 1}",
	"{minimum: '1'}",
};

/* Where the keyword stands: at the root, where it is reached, where nothing reaches it, and
 * where no keyword holds a schema but a reference finds one. */
static const char *const frames[] = {"{%s: %s}", "{properties: {p: {%s: %s}}}",
				     "{$defs: {d: {items: {%s: %s}}}}",
				     "{x-own: {%s: %s}, $ref: '#/x-own'}"};

/* What a schema may be refused for though it is valid against the meta-schema. */
static bool is_beyond_the_meta_schema(const char *id)
{
	static const char *const ids[] = {"schema.unknown-reference",
					  "schema.malformed-pattern", "schema.unknown-dialect",
					  "schema.reference-loop", "schema.duplicate-name"};

	for (size_t i = 0; i < LENGTH(ids); i++)
		if (str_eq(str_of(id), str_of(ids[i])))
			return true;
	return false;
}

/* The compiler's verdict of a schema beside the meta-schema's of a part of it. */
static void compare(struct subject *s, struct str text, struct str part, size_t number)
{
	const struct schema *meta = s->schema, *schema;
	struct buf uri = {0};
	bool valid = subject_check(s, part);
	int status;

	buf_printf(&uri, "http://example.test/%zu", number);
	status = schema_set_add(s->set, buf_str(&uri), STR(""), text, &s->error);
	if (!status)
		status = schema_compile(s->set, buf_str(&uri), &schema, &s->error);
	if (!valid && !status)
		fail_msg("taken: %s", text.ptr);
	if (valid && status && !is_beyond_the_meta_schema(s->error.message.id))
		fail_msg("%s: %s", text.ptr, s->error.message.id);
	if (status)
		assert_string_not_equal(argument(&s->error, "line"), "");
	s->schema = meta;
	buf_release(&uri);
}

static void the_compiler_refuses_what_the_meta_schema_does(void **state)
{
	struct subject s;
	size_t n = 0;

	(void)state;
	open_standard(&s, STANDARD);
	for (size_t f = 0; f < LENGTH(frames); f++)
		for (size_t k = 0; k < LENGTH(keywords); k++)
			for (size_t v = 0; v < LENGTH(values); v++) {
				struct buf text = {0}, part = {0};

				buf_printf(&text, frames[f], keywords[k], values[v]);
				buf_printf(&part, frames[0], keywords[k], values[v]);
				compare(&s, buf_str(&text), buf_str(&part), n++);
				buf_release(&text);
				buf_release(&part);
			}
	subject_close(&s);
}

/* A meta-schema of somebody's own, for the cases below. */
#define MINE                                                                                   \
	"$id: http://example.test/mine\n"                                                      \
	"$schema: " STANDARD "\n"                                                              \
	"$vocabulary: {'https://json-schema.org/draft/2020-12/vocab/core': true, "             \
	"'https://json-schema.org/draft/2020-12/vocab/applicator': true, "                     \
	"'https://json-schema.org/draft/2020-12/vocab/validation': true}\n"                    \
	"$dynamicAnchor: meta\n"                                                               \
	"allOf: [{$ref: '" STANDARD "'}]\n"                                                    \
	"properties: {owner: {type: string, pattern: '^[a-z]+$'}, maxLength: {maximum: 9}}\n"  \
	"$defs: {strict: {$id: strict, required: [owner], $ref: mine}}\n"

struct meta_case {
	const char *meta, *schema;
	const char *error; /* `id line:column file reason`, or "" when it is taken */
};

static void check_metas(const struct meta_case *cases, size_t n)
{
	const struct schema_options options = {.mode = SCHEMA_GENERAL};

	for (size_t i = 0; i < n; i++) {
		struct subject s = {.set = schema_set_new(&options)};
		struct buf got = {0};

		s.status = schema_set_add(s.set, STR("http://example.test/meta.yaml"),
					  STR("meta.yaml"), str_of(cases[i].meta), &s.error);
		if (!s.status)
			s.status = schema_set_add(s.set, SUBJECT_URI, STR("my.yaml"),
						  str_of(cases[i].schema), &s.error);
		for (int again = 0; again < 2; again++) { /* a refusal changes nothing */
			if (!s.status || again)
				s.status =
					schema_compile(s.set, SUBJECT_URI, &s.schema, &s.error);
			buf_reset(&got);
			if (s.status)
				buf_printf(&got, "%s %s:%s %s %s", s.error.message.id,
					   argument(&s.error, "line"),
					   argument(&s.error, "column"),
					   argument(&s.error, "file"),
					   argument(&s.error, "reason"));
			if (!str_eq(buf_str(&got), str_of(cases[i].error)))
				fail_msg("%s: %s", cases[i].schema, buf_cstr(&got));
		}
		buf_release(&got);
		subject_close(&s);
	}
}

static void a_meta_schema_of_somebodys_own_is_honoured(void **state)
{
	static const struct meta_case cases[] = {
		{MINE, "$schema: http://example.test/mine\nowner: me\nmaxLength: 9", ""},
		{MINE, "$schema: http://example.test/mine\nowner: ME",
		 "schema.invalid 2:8 my.yaml schema.pattern"},
		{MINE, "$schema: http://example.test/meta.yaml\nmaxLength: 10",
		 "schema.invalid 2:12 my.yaml schema.maximum"},
		{MINE,
		 "$schema: http://example.test/mine\n$defs: {a: {items: {maxLength: 10}}}",
		 "schema.invalid 2:32 my.yaml schema.maximum"},
		{MINE, "$schema: http://example.test/mine\n$defs: {a: {type: x}}",
		 "schema.invalid 2:19 my.yaml schema.enum"},
		{MINE, "$schema: http://example.test/strict\nowner: me", ""},
		{MINE, "$schema: http://example.test/strict\ntype: object",
		 "schema.invalid 1:1 my.yaml schema.required"},
		{MINE, "owner: ME", ""},
		/* Its vocabularies have no `title`: what it says of it, it says all the same.
		 */
		{MINE, "$schema: http://example.test/mine\ntitle: 1",
		 "schema.invalid 2:8 my.yaml schema.type-quote"},
	};

	(void)state;
	check_metas(cases, LENGTH(cases));
}

static void a_meta_schema_has_to_be_valid_itself(void **state)
{
	static const struct meta_case cases[] = {
		{"$id: http://example.test/mine\n$defs: {a: {type: x}}",
		 "$schema: http://example.test/mine",
		 "schema.invalid 2:19 meta.yaml schema.enum"},
		{"$id: http://example.test/mine\nproperties: {a: {type: x}}",
		 "$schema: http://example.test/mine",
		 "schema.malformed-keyword 2:24 meta.yaml "},
		/* Its own meta-schema: */
		{"$id: http://example.test/mine\n$schema: http://example.test/mine\n"
		 "required: [$id]",
		 "$schema: http://example.test/mine\n$id: http://example.test/x", ""},
		{"$id: http://example.test/mine\n$schema: http://example.test/mine\n"
		 "required: [owner]",
		 "$schema: http://example.test/mine\nowner: me",
		 "schema.invalid 1:1 meta.yaml schema.required"},
		{"$id: http://example.test/mine\n$schema: http://example.test/none",
		 "$schema: http://example.test/mine", "schema.unknown-dialect 2:10 meta.yaml "},
		{"false", "$schema: http://example.test/meta.yaml",
		 "schema.invalid 1:1 my.yaml schema.false"},
		/* A bound: judging it never ends. */
		{"$id: http://example.test/mine\n$dynamicAnchor: a\n$defs: {x: {$id: x, "
		 "$dynamicAnchor: a, $ref: y}, y: {$id: y, $dynamicRef: '#a', $defs: {a: "
		 "{$dynamicAnchor: a}}}}\n$ref: x\nallOf: [true]",
		 "$schema: http://example.test/mine",
		 "schema.invalid 1:1 my.yaml schema.limit-references"},
	};

	(void)state;
	check_metas(cases, LENGTH(cases));
}

/* core, 9.3.3: what is embedded with another dialect is that dialect's affair. */
static void each_part_of_a_document_is_judged_by_its_own_meta_schema(void **state)
{
	static const struct meta_case cases[] = {
		{MINE,
		 "$ref: part\n$defs: {a: {$id: part, $schema: http://example.test/mine, "
		 "maxLength: 10}}",
		 "schema.invalid 2:70 my.yaml schema.maximum"},
		{MINE,
		 "$schema: http://example.test/mine\n$ref: part\nowner: me\n"
		 "$defs: {a: {$id: part, $schema: " OLDER ", maxLength: 10, items: [true]}}",
		 ""},
		{MINE,
		 "$schema: http://example.test/mine\n$ref: part\n"
		 "$defs: {a: {$id: part, maxLength: 10}}",
		 "schema.invalid 3:35 my.yaml schema.maximum"},
		{MINE, "$defs: {a: {$id: part, $schema: http://example.test/mine, owner: 1}}",
		 ""}, /* nothing refers to it */
		{MINE,
		 "$ref: part\n$defs: {a: {$id: part, $schema: " OLDER ", items: [{type: x}]}}",
		 "schema.malformed-keyword 2:94 my.yaml "},
		{MINE,
		 "$ref: part\n$defs: {a: {$id: part, $schema: " OLDER
		 ", $defs: {x: {items: [{type: x}]}}}}",
		 "schema.invalid 2:106 my.yaml schema.enum"},
	};

	(void)state;
	check_metas(cases, LENGTH(cases));
}

static void the_draft_2019_09_is_read_as_such(void **state)
{
#define IN_2019 "{$schema: '" OLDER "', "
	static const struct subject_case cases[] = {
		{IN_2019 "items: [{type: string}], additionalItems: {type: integer}}",
		 {"[a, 1, 2]", "[]", "x"},
		 {"[1]", "[a, b]"}},
		{IN_2019 "items: {type: string}, additionalItems: false}", {"[a, b]"}, {"[1]"}},
		{IN_2019 "additionalItems: false}", {"[1]"}, {0}},
		{IN_2019 "prefixItems: [{type: string}], $dynamicRef: '#none'}", {"[1]"}, {0}},
		{IN_2019 "contains: {const: 1}, unevaluatedItems: {const: 2}}",
		 {0},
		 {"[1, 2]"}},
		{IN_2019 "items: [true], unevaluatedItems: false}", {"[1]"}, {"[1, 2]"}},
		{IN_2019 "items: [true], additionalItems: true, unevaluatedItems: false}",
		 {"[1, 2]"},
		 {0}},
		{IN_2019 "$ref: '#a:b', $defs: {x: {$anchor: 'a:b', type: string}}}",
		 {"x"},
		 {"1"}},
		{IN_2019 "dependentRequired: {a: [b]}, dependencies: {b: {required: [c]}}}",
		 {"{a: 1, b: 1, c: 1}", "{c: 1}"},
		 {"{a: 1}", "{b: 1}"}},
		{IN_2019 "format: date}", {"x"}, {0}},
		{IN_2019
		 "$id: 'http://example.test/strict', $recursiveAnchor: true, $ref: tree, "
		 "unevaluatedProperties: false, $defs: {tree: {$id: tree, "
		 "$recursiveAnchor: true, properties: {v: true, kids: {items: "
		 "{$recursiveRef: '#'}}}}}}",
		 {"{kids: [{v: 1}]}"},
		 {"{kids: [{w: 1}]}"}},
		{IN_2019 "$id: 'http://example.test/lax', $ref: tree, unevaluatedProperties: "
			 "false, $defs: {tree: {$id: tree, $recursiveAnchor: true, properties: "
			 "{v: true, kids: {items: {$recursiveRef: '#'}}}}}}",
		 {"{kids: [{v: 1}]}", "{kids: [{w: 1}]}"},
		 {"{w: 1}"}},
	};

	(void)state;
	SUBJECT_CHECK(cases);
}

static void keywords_of_older_drafts_are_understood_as_the_meta_schema_has_them(void **state)
{
	static const struct subject_case cases[] = {
		{"{dependencies: {a: [b], c: {required: [d]}, e: false}}",
		 {"{a: 1, b: 1}", "{c: 1, d: 1}", "{}", "x"},
		 {"{a: 1}", "{c: 1}", "{e: 1}"}},
		{"{dependencies: {}}", {"{}", "x"}, {0}},
		{"{$ref: x, definitions: {x: {$id: x, type: string}}}", {"a"}, {"1"}},
		{"{additionalItems: false, $recursiveRef: '#'}", {"[1]"}, {0}},
	};

	(void)state;
	SUBJECT_CHECK(cases);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(built_in_meta_schemas_are_valid_schemas),
		cmocka_unit_test(built_in_meta_schemas_have_their_uris),
		cmocka_unit_test(the_compiler_refuses_what_the_meta_schema_does),
		cmocka_unit_test(a_meta_schema_of_somebodys_own_is_honoured),
		cmocka_unit_test(a_meta_schema_has_to_be_valid_itself),
		cmocka_unit_test(each_part_of_a_document_is_judged_by_its_own_meta_schema),
		cmocka_unit_test(the_draft_2019_09_is_read_as_such),
		cmocka_unit_test(
			keywords_of_older_drafts_are_understood_as_the_meta_schema_has_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
