/* SPDX-License-Identifier: MIT */
/* Unit tests of kinds (schema/kind.h): fields, choices, paths, and packs that are refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "schema/kind.h"
#include "text/yaml.h"

#include <string.h>

static const char common[] =
	"$id: https://schema.sws.example/kinds/common.yaml\n"
	"$defs:\n"
	"  id: {title: 编号, type: string, pattern: '^[a-z-]+$'}\n"
	"  date: {title: 日期, type: string, format: date}\n"
	"  money: {title: 金额, type: number, decimal: 2, unit: 元}\n"
	"  method: {title: 方法, type: string, oneOf: [{const: casework, title: 个案}, {const: "
	"other, title: 其他}]}\n"
	"  visit:\n"
	"    type: object\n"
	"    properties:\n"
	"      date: {$ref: '#/$defs/date'}\n"
	"      note: {title: 记录, description: 一句话, type: string}\n"
	"    required: [date]\n"
	"    additionalProperties: false\n";

static const char visit_kind[] =
	"title: 走访\n"
	"record: {kind: visit-log, path: 'visits/{plan.on:year}/{station}/{id}.yaml', table: "
	"visits}\n"
	"forbidText: personal-data\n"
	"type: object\n"
	"properties:\n"
	"  id: {$ref: common.yaml#/$defs/id, unique: true}\n"
	"  station: {title: 站点, $ref: common.yaml#/$defs/id, references: station}\n"
	"  amount: {$ref: common.yaml#/$defs/money}\n"
	"  count: {type: integer}\n"
	"  share: {type: number}\n"
	"  done: {type: [boolean, 'null']}\n"
	"  size: {type: [integer, string]}\n"
	"  method: {title: 工作方法, $ref: common.yaml#/$defs/method}\n"
	"  grade: {type: string, enum: [a, b]}\n"
	"  plan:\n"
	"    type: object\n"
	"    properties: {on: {$ref: common.yaml#/$defs/date}, worker: {type: string, "
	"sensitive: "
	"true}}\n"
	"    additionalProperties: false\n"
	"  visits: {type: array, items: {$ref: common.yaml#/$defs/visit}}\n"
	"  workers: {type: array, items: {$ref: common.yaml#/$defs/id, references: station}}\n"
	"  free: {type: object, additionalProperties: {type: integer}}\n"
	"  last: {$ref: common.yaml#/$defs/visit, title: 最近, required: [note], properties: "
	"{note: {type: integer, people: true}}}\n"
	"required: [id, plan]\n"
	"additionalProperties: false\n";

static const char station_kind[] =
	"record: {kind: station, path: stations.yaml, table: stations}\n"
	"type: object\n"
	"properties: {id: {type: string}}\n";

static struct pack_file file(const char *name, const char *bytes)
{
	return (struct pack_file){str_of(name), str_of(bytes)};
}

static struct kind_set *load(void)
{
	const struct pack_file files[] = {file("kinds/visit-log.yaml", visit_kind),
					  file("rules/x.yaml", "this is: [no schema"),
					  file("kinds/common.yaml", common),
					  file("kinds/station.yaml", station_kind)};
	struct error error = {0};
	struct kind_set *set = NULL;

	if (kind_set_load(files, 4, &set, &error))
		fail_msg("%s", error.message.id);
	return set;
}

static void kinds_are_found_by_name(void **state)
{
	struct kind_set *set = load();
	const struct kind *kinds, *visit;
	size_t n;

	(void)state;
	kinds = kind_all(set, &n);
	assert_int_equal(n, 2);
	assert_true(str_eq(kinds[0].name, STR("station")));
	assert_true(str_eq(kinds[1].name, STR("visit-log")));
	visit = kind_find(set, STR("visit-log"));
	assert_ptr_equal(visit, &kinds[1]);
	assert_null(kind_find(set, STR("common")));
	assert_true(str_eq(visit->title, STR("走访")));
	assert_true(str_eq(visit->table, STR("visits")));
	assert_true(str_eq(visit->folder, STR("visits")));
	assert_true(visit->forbids_personal_data);
	assert_false(kinds[0].forbids_personal_data);
	assert_true(str_eq(kinds[0].folder, STR("")));
	assert_non_null(visit->schema);
	kind_set_free(set);
	kind_set_free(NULL);
}

static void dump(struct buf *out, const struct field *f, int depth)
{
	static const char *const types[] = {"text",   "date", "integer", "number", "boolean",
					    "object", "list", "values",  "open"};

	buf_printf(out, "%*s%.*s %s", depth, "", STR_ARG(f->key), types[f->type]);
	if (f->required)
		buf_add_text(out, " required");
	if (f->unique)
		buf_add_text(out, " unique");
	if (f->sensitive)
		buf_add_text(out, " sensitive");
	if (f->people)
		buf_add_text(out, " people");
	if (f->decimals >= 0)
		buf_printf(out, " %d", f->decimals);
	if (f->unit.len)
		buf_printf(out, " in %.*s", STR_ARG(f->unit));
	if (f->pattern.len)
		buf_printf(out, " ~%.*s", STR_ARG(f->pattern));
	if (f->number_too)
		buf_add_text(out, " or-number");
	if (f->references.len)
		buf_printf(out, " ->%.*s", STR_ARG(f->references));
	if (f->title.len)
		buf_printf(out, " '%.*s'", STR_ARG(f->title));
	if (f->description.len)
		buf_printf(out, " (%.*s)", STR_ARG(f->description));
	for (size_t i = 0; i < f->n_choices; i++)
		buf_printf(out, " %.*s=%.*s", STR_ARG(f->choices[i].value),
			   STR_ARG(f->choices[i].title));
	buf_add_char(out, '\n');
	if (f->item)
		dump(out, f->item, depth + 1);
	for (size_t i = 0; i < f->n_fields; i++)
		dump(out, &f->fields[i], depth + 1);
}

static void fields_follow_from_the_schema(void **state)
{
	struct kind_set *set = load();
	struct buf got = {0};

	(void)state;
	dump(&got, &kind_find(set, STR("visit-log"))->root, 0);
	assert_string_equal(buf_cstr(&got), " object '走访'\n"
					    " id text required unique ~^[a-z-]+$ '编号'\n"
					    " station text ~^[a-z-]+$ ->station '站点'\n"
					    " amount number 2 in 元 '金额'\n"
					    " count integer 0\n"
					    " share number\n"
					    " done boolean\n"
					    " size text or-number\n"
					    " method text '工作方法' casework=个案 other=其他\n"
					    " grade text a= b=\n"
					    " plan object required\n"
					    "  on date '日期'\n"
					    "  worker text sensitive\n"
					    " visits list\n"
					    "  date date required '日期'\n"
					    "  note text '记录' (一句话)\n"
					    " workers values\n"
					    "   text ~^[a-z-]+$ ->station '编号'\n"
					    " free open\n"
					    " last object '最近'\n"
					    "  note integer required people 0\n"
					    "  date date required '日期'\n");
	buf_release(&got);
	kind_set_free(set);
}

static void a_field_is_found_by_its_key(void **state)
{
	struct kind_set *set = load();
	const struct field *root = &kind_find(set, STR("visit-log"))->root;

	(void)state;
	assert_int_equal(kind_field(root, STR("count"))->type, FIELD_INTEGER);
	assert_int_equal(kind_field(kind_field(root, STR("visits")), STR("note"))->type,
			 FIELD_TEXT);
	assert_null(kind_field(root, STR("none")));
	assert_null(kind_field(kind_field(root, STR("count")), STR("none")));
	kind_set_free(set);
}

static void paths_follow_from_the_record(void **state)
{
	static const struct {
		const char *record, *id, *path; /* path NULL: a value is missing */
	} cases[] = {
		{"{id: other, station: tanggu, plan: {on: 2023-04-05}}", "x",
		 "visits/2023/tanggu/x.yaml"},
		{"{station: tanggu, plan: {on: 2023-04-05}}", "a-b",
		 "visits/2023/tanggu/a-b.yaml"},
		{"{plan: {on: 2023-04-05}}", "x", NULL},
		{"{station: tanggu}", "x", NULL},
		{"{station: tanggu, plan: 3}", "x", NULL},
		{"{station: tanggu, plan: {on: 2023-02-30}}", "x", NULL},
		{"{station: '', plan: {on: 2023-04-05}}", "x", NULL},
		{"{station: [a], plan: {on: 2023-04-05}}", "x", NULL},
		{"{station: ../.., plan: {on: 2023-04-05}}", "x", NULL},
		{"{station: a/b, plan: {on: 2023-04-05}}", "x", NULL},
		{"{station: .git, plan: {on: 2023-04-05}}", "x", NULL},
		{"{station: \"a\\nb\", plan: {on: 2023-04-05}}", "x", NULL},
		{"{station: tanggu, plan: {on: 2023-04-05}}", "", NULL},
		{"{station: tanggu, plan: {on: 2023-04-05}}", "../x", NULL},
	};
	struct kind_set *set = load();
	const struct kind *kind = kind_find(set, STR("visit-log"));

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena arena = {0};
		struct finding_list findings = {0};
		struct tree tree;
		struct buf path = {0};

		yaml_read(&tree, str_of(cases[i].record), &arena, STR("x"), &findings);
		buf_add_text(&path, ">");
		assert_int_equal(kind_path(kind, tree.root, str_of(cases[i].id), &path),
				 cases[i].path != NULL);
		assert_string_equal(buf_cstr(&path) + 1, cases[i].path ? cases[i].path : "");
		buf_release(&path);
		finding_release(&findings);
		arena_release(&arena);
	}
	kind_set_free(set);
}

static void a_path_without_fields_needs_no_record(void **state)
{
	struct kind_set *set = load();
	struct buf path = {0};

	(void)state;
	assert_true(kind_path(kind_find(set, STR("station")), NULL, STR("x"), &path));
	assert_string_equal(buf_cstr(&path), "stations.yaml");
	buf_release(&path);
	kind_set_free(set);
}

static void editors_find_records_by_a_pattern(void **state)
{
	struct kind_set *set = load();
	struct buf glob = {0};

	(void)state;
	kind_glob(kind_find(set, STR("visit-log")), &glob);
	assert_string_equal(buf_cstr(&glob), "visits/*/*/*.yaml");
	buf_reset(&glob);
	kind_glob(kind_find(set, STR("station")), &glob);
	assert_string_equal(buf_cstr(&glob), "stations.yaml");
	buf_release(&glob);
	kind_set_free(set);
}

static void a_kind_without_its_references_is_one_document(void **state)
{
	struct kind_set *set = load();
	struct error error = {0};
	struct buf json = {0};

	(void)state;
	assert_int_equal(kind_bundle(set, kind_find(set, STR("visit-log")), &json, &error), 0);
	assert_non_null(strstr(buf_cstr(&json), "\"description\": \"站点\",\n"
						"      \"references\": \"station\",\n"
						"      \"type\": \"string\",\n"));
	assert_null(strstr(buf_cstr(&json), "$ref"));
	buf_release(&json);
	kind_set_free(set);
}

static const char *argument(const struct error *error, const char *name)
{
	const struct str *value = message_arg(&error->message, str_of(name));

	return value ? value->ptr : "";
}

/* Loads one kind of this text and expects the error `id file:line:column`. */
static void refuse(const char *text, const char *expected)
{
	struct pack_file files[] = {file("kinds/common.yaml", common),
				    file("kinds/k.yaml", text)};
	struct kind_set *set = NULL;
	struct error error = {0};
	struct buf got = {0};

	assert_true(kind_set_load(files, 2, &set, &error) < 0);
	assert_null(set);
	buf_printf(&got, "%s %s:%s:%s", error.message.id, argument(&error, "file"),
		   argument(&error, "line"), argument(&error, "column"));
	assert_string_equal(buf_cstr(&got), expected);
	buf_release(&got);
	error_release(&error);
}

#define HEAD "record: {kind: k, path: 'k/{id}.yaml', table: k}\ntype: object\nproperties:\n"

static void packs_that_make_no_tables_are_refused(void **state)
{
	(void)state;
	refuse("type: object", "kind.bad-record kinds/k.yaml:1:1");
	refuse("record: {kind: k, path: k.yaml}\ntype: object",
	       "kind.bad-record kinds/k.yaml:1:9");
	refuse("record: {kind: k, path: k.yaml, table: k}\ntype: string",
	       "kind.bad-record kinds/k.yaml:1:1");
	refuse(HEAD "  a: {title: A}\n", "kind.unclassified kinds/k.yaml:4:6");
	refuse(HEAD "  a: {type: [object, string]}\n", "kind.unclassified kinds/k.yaml:4:6");
	refuse(HEAD "  a: {type: array}\n", "kind.unclassified kinds/k.yaml:4:6");
	refuse(HEAD "  a: {type: array, items: {type: array, items: {type: string}}}\n",
	       "kind.unclassified kinds/k.yaml:4:6");
	refuse(HEAD "  a: {type: array, prefixItems: [true], items: {type: string}}\n",
	       "kind.unclassified kinds/k.yaml:4:6");
	refuse(HEAD "  _a: {type: string}\n", "kind.reserved-key kinds/k.yaml:4:3");
	refuse(HEAD "  a: {type: object, properties: {_b: {type: string}}}\n",
	       "kind.reserved-key kinds/k.yaml:4:34");
	refuse(HEAD "  a: {type: string, references: nothing}\n",
	       "kind.unknown-reference kinds/k.yaml:4:33");
	refuse(HEAD "  a: {$ref: '#'}\n", "kind.too-deep kinds/k.yaml:4:6");
	refuse(HEAD "  a: {$ref: 'common.yaml#/$defs/none'}\n",
	       "schema.unknown-reference kinds/k.yaml:4:13");
	refuse(HEAD "  a: {type: strin}\n", "schema.malformed-keyword kinds/k.yaml:4:13");
	refuse("record: [", "schema.unreadable kinds/k.yaml:1:10");
}

/* A kind with `depth` objects within one another. */
static void nest(struct buf *text, int depth)
{
	buf_reset(text);
	buf_add_text(text, HEAD "  a: ");
	for (int i = 0; i < depth; i++)
		buf_add_text(text, "{type: object, properties: {a: ");
	buf_add_text(text, "{type: string}");
	for (int i = 0; i < depth; i++)
		buf_add_text(text, "}}");
}

static void fields_nest_sixteen_deep_and_no_deeper(void **state)
{
	struct kind_set *set = NULL;
	struct error error = {0};
	struct buf text = {0};
	struct pack_file one;

	(void)state;
	nest(&text, 15); /* the root is one, too */
	one = file("kinds/k.yaml", buf_cstr(&text));
	assert_int_equal(kind_set_load(&one, 1, &set, &error), 0);
	kind_set_free(set);
	nest(&text, 16);
	one = file("kinds/k.yaml", buf_cstr(&text));
	assert_int_equal(kind_set_load(&one, 1, &set, &error), STATUS_LIMIT);
	assert_string_equal(error.message.id, "kind.too-deep");
	error_release(&error);
	buf_release(&text);
}

static void a_key_that_a_reference_brings_in_is_shown_where_it_stands(void **state)
{
	struct pack_file files[] = {
		file("kinds/common.yaml", "$defs:\n  c: {type: object, properties: {_x: {type: "
					  "string}}}\n"),
		file("kinds/k.yaml", HEAD "  a: {$ref: 'common.yaml#/$defs/c'}\n")};
	struct kind_set *set = NULL;
	struct error error = {0};

	(void)state;
	assert_true(kind_set_load(files, 2, &set, &error) < 0);
	assert_string_equal(error.message.id, "kind.reserved-key");
	assert_string_equal(argument(&error, "file"), "kinds/common.yaml");
	assert_string_equal(argument(&error, "line"), "2");
	error_release(&error);
}

static void a_kind_that_holds_itself_is_none_for_editors(void **state)
{
	struct pack_file one =
		file("kinds/k.yaml", HEAD "  a: {type: string}\n"
					  "patternProperties: {x: {$ref: '#'}}\n");
	struct kind_set *set = NULL;
	struct error error = {0};
	struct buf json = {0};

	(void)state;
	assert_int_equal(kind_set_load(&one, 1, &set, &error), 0);
	assert_int_equal(kind_bundle(set, kind_find(set, STR("k")), &json, &error),
			 STATUS_LIMIT);
	assert_string_equal(error.message.id, "bundle.too-deep");
	assert_string_equal(argument(&error, "file"), "kinds/k.yaml");
	error_release(&error);
	buf_release(&json);
	kind_set_free(set);
}

static void paths_that_leave_the_folder_or_name_no_field_are_refused(void **state)
{
	static const char *const paths[] = {
		"/k/{id}.yaml", "k/../{id}.yaml", "k//{id}.yaml",      "k/{id}",
		"{id}/k.yaml",  "k/{none}.yaml",  "k/{id:year}.yaml",  "k/{n.x}.yaml",
		"k/{d:month}",  "k/{id",          "k/}{id}.yaml",      "k/{o}.yaml",
		"k/{}.yaml",    "k/{l.a}.yaml",   ".hidden/{id}.yaml", "k/",
	};

	(void)state;
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		struct buf text = {0};

		buf_printf(
			&text,
			"record: {kind: k, table: k, path: '%s'}\ntype: object\nproperties:\n"
			"  id: {type: string}\n  n: {type: number}\n"
			"  d: {type: string, format: date}\n"
			"  o: {type: object, properties: {a: {type: string}}}\n"
			"  l: {type: array, items: {type: object, properties: {a: {type: "
			"string}}}}\n",
			paths[i]);
		refuse(buf_cstr(&text), "kind.bad-path kinds/k.yaml:1:35");
		buf_release(&text);
	}
}

static void two_kinds_of_one_name_are_refused(void **state)
{
	struct pack_file files[] = {file("kinds/a.yaml", station_kind),
				    file("kinds/b.yaml", station_kind)};
	struct kind_set *set = NULL;
	struct error error = {0};

	(void)state;
	assert_true(kind_set_load(files, 2, &set, &error) < 0);
	assert_string_equal(error.message.id, "kind.duplicate");
	error_release(&error);
}

/* The kinds of load(), with keys. */
static int extend(const struct kind_keys *keys, size_t n, struct kind_set **set,
		  struct error *error)
{
	const struct pack_file files[] = {file("kinds/visit-log.yaml", visit_kind),
					  file("kinds/common.yaml", common),
					  file("kinds/station.yaml", station_kind)};

	*set = NULL;
	return kind_set_extend(files, 3, keys, n, set, error);
}

static void keys_that_packs_add_are_the_kinds_own(void **state)
{
	static const struct kind_keys keys[] = {
		{STR("station"), STR("one"), STR("policy/one/kinds/station.yaml"),
		 STR("properties:\n  tea: {title: 茶, type: string}\n"
		     "  cups: {title: 杯, type: array, items: {$ref: '#/$defs/cup'}}\n"
		     "$defs:\n  cup: {type: object, properties: {size: {type: integer}}}\n")},
		{STR("station"), STR("two"), STR("policy/two/kinds/station.yaml"),
		 STR("properties: {cake: {title: 糕, type: string}}\n")},
		{STR("visit-log"), STR("two"), STR("policy/two/kinds/visit-log.yaml"),
		 STR("properties: {cake: {title: 糕, type: string}}\n")},
	};
	struct kind_set *set;
	struct error error = {0};
	const struct field *root, *cups;

	(void)state;
	assert_int_equal(extend(keys, 3, &set, &error), 0);
	root = &kind_find(set, STR("station"))->root;
	assert_int_equal(root->n_fields, 4);
	assert_true(str_eq(kind_field(root, STR("tea"))->title, STR("茶")));
	cups = kind_field(root, STR("cups"));
	assert_true(cups->type == FIELD_LIST && cups->fields[0].type == FIELD_INTEGER);
	assert_false(kind_field(root, STR("cake"))->required);
	assert_non_null(kind_field(&kind_find(set, STR("visit-log"))->root, STR("cake")));
	kind_set_free(set);
}

static void keys_that_make_no_column_of_their_own_are_refused(void **state)
{
	static const struct {
		const char *keys, *id, *line;
	} cases[] = {
		{"id: {type: string}", "kind.key-taken", "2"},
		{"tea: {type: object, properties: {a: {type: string}}}\n"
		 "  tea_a: {type: string}",
		 "kind.key-taken", "3"},
		{"tea: {type: object, properties: {No: {type: string}}}", "kind.bad-key", "2"},
		{"where: {type: string}", "kind.bad-key", "2"},
		{"tea: {type: array, items: {type: object, properties: {a: {type: array, "
		 "items: "
		 "{type: object, properties: {b: {type: array, items: {type: string}}}}}}}}",
		 "kind.too-deep", "2"},
		{"tea: {type: [string, object]}", "kind.unclassified", "2"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf text = {0};
		struct kind_keys keys = {
			STR("station"), STR("own"), STR("policy/own/k.yaml"), {NULL, 0}};
		struct kind_set *set;
		struct error error = {0};

		buf_printf(&text, "properties:\n  %s\n", cases[i].keys);
		keys.bytes = buf_str(&text);
		assert_true(extend(&keys, 1, &set, &error) < 0);
		assert_string_equal(error.message.id, cases[i].id);
		assert_string_equal(argument(&error, "file"), "policy/own/k.yaml");
		assert_string_equal(argument(&error, "line"), cases[i].line);
		error_release(&error);
		buf_release(&text);
	}
}

static void two_packs_do_not_add_the_same_key(void **state)
{
	static const struct kind_keys keys[] = {
		{STR("station"), STR("one"), STR("one.yaml"),
		 STR("properties: {tea: {type: string}}\n")},
		{STR("station"), STR("two"), STR("two.yaml"),
		 STR("properties: {tea: {type: string}}\n")},
	};
	struct kind_set *set;
	struct error error = {0};

	(void)state;
	assert_true(extend(keys, 2, &set, &error) < 0);
	assert_string_equal(error.message.id, "kind.key-taken");
	assert_string_equal(argument(&error, "file"), "two.yaml");
	error_release(&error);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds_are_found_by_name),
		cmocka_unit_test(fields_follow_from_the_schema),
		cmocka_unit_test(a_field_is_found_by_its_key),
		cmocka_unit_test(paths_follow_from_the_record),
		cmocka_unit_test(a_path_without_fields_needs_no_record),
		cmocka_unit_test(editors_find_records_by_a_pattern),
		cmocka_unit_test(a_kind_without_its_references_is_one_document),
		cmocka_unit_test(packs_that_make_no_tables_are_refused),
		cmocka_unit_test(fields_nest_sixteen_deep_and_no_deeper),
		cmocka_unit_test(a_key_that_a_reference_brings_in_is_shown_where_it_stands),
		cmocka_unit_test(keys_that_packs_add_are_the_kinds_own),
		cmocka_unit_test(keys_that_make_no_column_of_their_own_are_refused),
		cmocka_unit_test(two_packs_do_not_add_the_same_key),
		cmocka_unit_test(a_kind_that_holds_itself_is_none_for_editors),
		cmocka_unit_test(paths_that_leave_the_folder_or_name_no_field_are_refused),
		cmocka_unit_test(two_kinds_of_one_name_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
