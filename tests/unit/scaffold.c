/* SPDX-License-Identifier: MIT */
/*
 * Tests of scaffolds (records/scaffold.h): their form, and that of every kind it is a record
 * with all keys in order, once all is switched on.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "records/records.h"
#include "records/scaffold.h"
#include "text/unicode.h"
#include "text/yaml.h"

#include <string.h>

static const struct scaffold_words words = {
	.help = {"help", 4},
	.required = {", required", 10},
	.sensitive = {", secret", 8},
	.next_id = {"; or the next", 13},
	.colon = {": ", 2},
	.semicolon = {"; ", 2},
	.comma = {", ", 2},
	.reference = {"id of ", 6},
	.choices = {"one of ", 7},
	.types = {[FIELD_DATE] = {"day", 3}, [FIELD_NUMBER] = {"number", 6}},
	.unit = {" in ", 4},
};

static struct records *records;

static int open_pack(void **state)
{
	struct finding_list findings = {0};
	struct error error = {0};

	(void)state;
	return records_open_pack(&records, &findings, &error);
}

static int close_pack(void **state)
{
	(void)state;
	records_close(records);
	return 0;
}

static void add_text(struct buf *out, const char *kind, const char *record)
{
	struct finding_list findings = {0};
	struct arena arena = {0};
	struct tree tree = {0};

	yaml_read(&tree, str_of(record), &arena, STR(""), &findings);
	scaffold_write(out, &words, records->kinds, kind_find(records->kinds, str_of(kind)),
		       tree.root);
	finding_release(&findings);
	arena_release(&arena);
}

/* That the lines are among those of the text, one after another. */
static void assert_lines(const char *kind, const char *record, const char *lines)
{
	struct buf text = {0};

	add_text(&text, kind, record);
	if (!strstr(buf_cstr(&text), lines))
		fail_msg("%s", buf_cstr(&text));
	buf_release(&text);
}

static void what_is_required_stands_there_and_all_else_is_switched_off(void **state)
{
	(void)state;
	assert_lines("worker", "",
		     "## 驻站社工\n## help\n\n"
		     "id: # 社工编号, required; or the next\n"
		     "name: \"\" # 姓名, required, secret\n\n"
		     "# postings: # 驻站经历\n"
		     "#   - station: # 驻站站点, required: id of station\n"
		     "#     starts_on: # 入驻日期, required: day\n"
		     "#     # ends_on: # 离站日期: day\n");
	assert_lines("case", "",
		     "\nintake: # 接案, required\n"
		     "  date: # 接案日期, required: day\n"
		     "  # problem: \"\" # 主要问题\n");
	assert_lines("project", "", "stations: # 所在站点, required: id of station\n  -\n\n");
	assert_lines("station", "",
		     "#     # tasks: # 目标任务\n"
		     "#     #   - title: \"\" # 任务名称, required\n"
		     "#     #     # owner: \"\" # 责任人或单位\n");
	assert_lines("station", "", "#     # budget: # 预算金额: number in 元\n");
}

static void values_stand_in_their_places(void **state)
{
	(void)state;
	assert_lines("worker", "name: 'a # b'\nid: jia",
		     "\nid: jia # 社工编号, required\n"
		     "name: \"a # b\" # 姓名, required, secret\n");
	assert_lines("case", "workers: [jia, yi]\nassessment: {needs: [甲]}",
		     "\nworkers: # 负责社工: id of worker\n  - jia\n  - yi\n");
	assert_lines("case", "assessment: {needs: [甲]}",
		     "\nassessment: # 预估\n"
		     "  date: # 预估日期, required: day\n"
		     "  # method: \"\" # 预估方法\n"
		     "  needs: # 服务需求\n"
		     "    - 甲\n\n");
	assert_lines("worker", "postings: [{starts_on: 2022-01-01}, {mode: contracted}]",
		     "\npostings: # 驻站经历\n"
		     "  - station: # 驻站站点, required: id of station\n"
		     "    starts_on: 2022-01-01 # 入驻日期, required: day\n");
	assert_lines("district", "parameters: {x: 1, z: [a]}",
		     "parameters: # 规则参数\n  x: 1\n  z:\n    - a\n");
	assert_lines("case", "intake: {problem: \"a\\nb\\n\"}",
		     "  ## 主要问题\n  problem: |\n    a\n    b\n");
}

/* That has the dash, though it is not the first of the schema. */
static void an_item_begins_with_a_key_that_is_there(void **state)
{
	(void)state;
	assert_lines("station", "service_rooms: [{name: x}]",
		     "\nservice_rooms: # 社区服务室\n"
		     "  - name: x # 服务室名称, required\n"
		     "    # community: # 所在社区: id of community\n"
		     "    # opened_on: # 设立日期: day\n");
	assert_lines("station", "",
		     "#   - name: \"\" # 服务室名称, required\n"
		     "#     # community: # 所在社区: id of community\n");
}

static void long_comments_stand_above_and_break_between_choices(void **state)
{
	(void)state;
	assert_lines("worker", "",
		     "#   ## 证书种类, required: one of national-assistant 助理社会工作师, "
		     "national 社会工作师,\n"
		     "#   ## national-senior 高级社会工作师, tianjin 天津市社会工作员\n"
		     "#   - kind:\n");
	assert_lines("case", "",
		     "#     ## 年龄段: one of under-14 不满14周岁, 14-17 14至17周岁, "
		     "18-59 18至59周岁,\n"
		     "#     ## 60-79 60至79周岁, 80-plus 80周岁以上\n"
		     "#     # age_band:\n");
}

/* Takes every `# ` off that switches something off. */
static void switch_on(struct str text, struct buf *out)
{
	while (text.len) {
		struct str line = str_split(&text, '\n');
		size_t at = 0;

		for (;;) {
			while (at < line.len && line.ptr[at] == ' ')
				at++;
			if (!str_starts(str_sub(line, at, line.len), STR("# ")))
				break;
			buf_add(out, str_sub(line, 0, at));
			line = str_sub(line, at + 2, line.len);
			at = 0;
		}
		buf_add(out, line);
		buf_add_char(out, '\n');
	}
}

/* The key that stands at a place: an item begins with the first that is required. */
static const struct field *field_at(const struct field *of, size_t place, bool item)
{
	size_t first = 0;

	while (item && first < of->n_fields && !of->fields[first].required)
		first++;
	if (first == of->n_fields)
		first = 0;
	return &of->fields[place == 0 ? first : place <= first ? place - 1 : place];
}

static void assert_fields(const struct field *of, const struct node *node, bool item)
{
	size_t place = 0;

	assert_non_null(node);
	assert_int_equal(node->kind, NODE_OBJECT);
	assert_int_equal(node->count, of->n_fields);
	TREE_EACH_MEMBER (key, node) {
		const struct field *field = field_at(of, place++, item);

		assert_true(str_eq(key->text, field->key));
		if (field->type == FIELD_OBJECT) {
			assert_fields(field, key->next, false);
		} else if (field->type == FIELD_LIST || field->type == FIELD_VALUES) {
			assert_int_equal(key->next->kind, NODE_ARRAY);
			assert_int_equal(key->next->count, 1);
		}
		if (field->type == FIELD_LIST)
			assert_fields(field, key->next->first, true);
	}
}

static void switched_on_it_has_every_key_in_order(void **state)
{
	size_t n;
	const struct kind *kinds = kind_all(records->kinds, &n);

	(void)state;
	assert_true(n >= 8);
	for (size_t i = 0; i < n; i++) {
		struct finding_list findings = {0};
		struct buf text = {0}, whole = {0};
		struct arena arena = {0};
		struct tree tree = {0};

		scaffold_write(&text, &words, records->kinds, &kinds[i], NULL);
		assert_null(strstr(buf_cstr(&text), " \n"));
		switch_on(buf_str(&text), &whole);
		yaml_read(&tree, buf_str(&whole), &arena, STR(""), &findings);
		assert_int_equal(findings.items.n, 0);
		assert_fields(&kinds[i].root, tree.root, false);
		buf_release(&text);
		buf_release(&whole);
		arena_release(&arena);
		finding_release(&findings);
	}
}

static void no_line_of_choices_is_too_wide(void **state)
{
	struct buf text = {0};
	struct str rest;

	(void)state;
	add_text(&text, "station", "");
	for (rest = buf_str(&text); rest.len;) {
		struct str line = str_split(&rest, '\n');

		if (unicode_width(line) > SCAFFOLD_COLUMNS)
			fail_msg("%.*s", STR_ARG(line));
	}
	buf_release(&text);
}

static void a_title_is_one_line_whatever_it_says(void **state)
{
	static const char file[] =
		"$schema: https://json-schema.org/draft/2020-12/schema\n"
		"$id: https://schema.sws.example/kinds/x.yaml\n"
		"title: \"x\\ny: 1\"\n"
		"record: {kind: x, path: \"xs/{id}.yaml\", table: xs}\n"
		"type: object\n"
		"properties:\n"
		"  id: {title: i, type: string}\n"
		"  a: {title: \"a\\nb: 1\", type: string}\n"
		"  b: {title: b, type: string, oneOf: [{const: \"a\\nb\", title: \"c\\nd\"}]}\n"
		"required: [id]\nadditionalProperties: false\n";
	const struct pack_file files[] = {{STR("kinds/x.yaml"), {file, sizeof file - 1}}};
	struct error error = {0};
	struct kind_set *set;
	struct buf text = {0};

	(void)state;
	if (kind_set_load(files, 1, &set, &error) < 0)
		fail_msg("%s", error.message.id);
	scaffold_write(&text, &words, set, kind_find(set, STR("x")), NULL);
	assert_string_equal(buf_cstr(&text), "## x\\ny: 1\n## help\n\n"
					     "id: # i, required; or the next\n"
					     "# a: \"\" # a\\nb: 1\n"
					     "# b: # b: one of \"a\\nb\" c\\nd\n");
	buf_release(&text);
	kind_set_free(set);
}

static void assert_missing(const char *kind, const char *record, const char *expected)
{
	struct finding_list findings = {0};
	struct arena arena = {0};
	struct tree tree = {0};
	struct buf list = {0};

	yaml_read(&tree, str_of(record), &arena, STR(""), &findings);
	scaffold_missing(kind_find(records->kinds, str_of(kind)), tree.root, &list);
	assert_string_equal(buf_cstr(&list), expected);
	buf_release(&list);
	arena_release(&arena);
	finding_release(&findings);
}

static void what_is_missing_is_listed_by_path_and_title(void **state)
{
	(void)state;
	assert_missing("worker", "name: x", "");
	assert_missing("worker", "", "name 姓名");
	assert_missing("case", "", "station 所属站点, intake.date 接案日期");
	assert_missing("case", "station: x\nintake: {problem: x}", "intake.date 接案日期");
	assert_missing("project", "name: x", "stations 所在站点, starts_on 项目起始日期");
	assert_missing("worker", "name: x\npostings: [{station: x}, {starts_on: 2022-01-01}]",
		       "postings[1].starts_on 入驻日期, postings[2].station 驻站站点");
	assert_missing("station",
		       "name: x\ndivision: x\nplans: [{year: 2022, tasks: [{owner: x}]}]",
		       "plans[1].tasks[1].title 任务名称");
	assert_missing("case", "station: x\nintake: {date: x}\nevaluation: {result: not}",
		       "evaluation.date 评估日期");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_required_stands_there_and_all_else_is_switched_off),
		cmocka_unit_test(values_stand_in_their_places),
		cmocka_unit_test(an_item_begins_with_a_key_that_is_there),
		cmocka_unit_test(long_comments_stand_above_and_break_between_choices),
		cmocka_unit_test(switched_on_it_has_every_key_in_order),
		cmocka_unit_test(no_line_of_choices_is_too_wide),
		cmocka_unit_test(a_title_is_one_line_whatever_it_says),
		cmocka_unit_test(what_is_missing_is_listed_by_path_and_title),
	};

	return cmocka_run_group_tests(tests, open_pack, close_pack);
}
