/* SPDX-License-Identifier: MIT */
/* Unit tests of cells as values of fields (records/import_cell.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "records/import_cell.h"
#include "text/emit.h"
#include "text/tree.h"

#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const struct choice choices[] = {{STR("casework"), STR("个案工作")},
					{STR("none"), STR("无")},
					{STR("a"), STR("同名")},
					{STR("b"), STR("同名")}};

static const struct field text = {.type = FIELD_TEXT};
static const struct field either = {.type = FIELD_TEXT, .number_too = true};
static const struct field date = {.type = FIELD_DATE};
static const struct field hours = {.type = FIELD_NUMBER, .unit = STR("小时")};
static const struct field truth = {.type = FIELD_BOOLEAN};
static const struct field choice = {.type = FIELD_TEXT, .choices = choices, .n_choices = 4};
static const struct field code = {.type = FIELD_TEXT, .pattern = STR("^[0-9]{12}$")};
static const struct field number = {.type = FIELD_TEXT, .key = STR("number")};
static const struct field codes = {.type = FIELD_VALUES, .item = &code};
static const struct field texts = {.type = FIELD_VALUES, .item = &text};

struct example {
	const struct field *field;
	const char *cell;
	bool quoted;
	const char *value; /* in flow style; NULL: absent, or the reason */
	unsigned changes;
	const char *reason;
};

static void assert_reads(const struct example *e)
{
	static const struct emit_style flow = {.json = true, .line_end = "\n"};
	struct arena arena = {0};
	struct buf got = {0};
	struct import_cell cell =
		import_cell_read(e->field, str_of(e->cell), e->quoted, &arena);

	if (cell.value)
		emit_flow(&got, &flow, cell.value);
	if (strcmp(buf_cstr(&got), e->value ? e->value : "") != 0 ||
	    cell.changes != e->changes ||
	    strcmp(cell.reason ? cell.reason : "", e->reason ? e->reason : "") != 0)
		fail_msg("%s: %s %x %s", e->cell, buf_cstr(&got), cell.changes,
			 cell.reason ? cell.reason : "");
	buf_release(&got);
	arena_release(&arena);
}

static void cells_become_values_of_their_fields(void **state)
{
	static const struct example examples[] = {
		{&text, "甲", false, "\"甲\"", 0, NULL},
		{&text, " 甲", false, "\"甲\"", CELL_TRIMMED, NULL},
		{&text, "a\r\nb\rc", true, "\"a\\nb\\nc\"", IMPORT_CHANGE_BREAKS, NULL},
		{&text, "a\nb\n", true, "\"a\\nb\\n\"", 0, NULL},
		{&text, "e\xCC\x81", false, "\"\xC3\xA9\"", IMPORT_CHANGE_NFC, NULL},
		{&text, "a\x01", false, NULL, 0, "import.control-character"},
		{&either, "50", false, "50", 0, NULL},
		{&either, "50", true, "\"50\"", 0, NULL},
		{&either, "050", false, "\"050\"", 0, NULL},
		{&either, "50人", false, "\"50人\"", 0, NULL},
		{&date, "2022/3/5", true, "\"2022-03-05\"", CELL_DATE, NULL},
		{&date, "5.3.2022", false, NULL, 0, "cell.date-order"},
		{&hours, "1.50小时", false, "1.50", CELL_UNIT, NULL},
		{&truth, "是", false, "true", CELL_BOOLEAN, NULL},
		{&choice, "casework", false, "\"casework\"", 0, NULL},
		{&choice, "个案工作 ", false, "\"casework\"",
		 CELL_TRIMMED | IMPORT_CHANGE_TITLE, NULL},
		{&choice, "个案", false, NULL, 0, "import.no-choice"},
		{&choice, "同名", false, NULL, 0, "import.title-of-two"},
		{&code, "120116001016", false, "\"120116001016\"", 0, NULL},
		{&code, "20116001016", false, NULL, 0, "cell.code-zeros"},
		{&number, "津民（2022）5号", false, "\"津民（2022）5号\"", 0, NULL},
		{&number, "1.2E+11", false, NULL, 0, "cell.code-exponent"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(examples); i++)
		assert_reads(&examples[i]);
}

static void words_for_nothing_are_no_value(void **state)
{
	static const struct example examples[] = {
		{&text, "", false, NULL, 0, NULL},
		{&text, "", true, NULL, 0, NULL},
		{&text, " \t", true, NULL, 0, NULL},
		{&text, "无", false, NULL, IMPORT_CHANGE_ABSENT, NULL},
		{&text, "无", true, "\"无\"", 0, NULL},
		{&date, "-", true, NULL, IMPORT_CHANGE_ABSENT, NULL},
		{&choice, "无", false, "\"none\"", IMPORT_CHANGE_TITLE, NULL},
		{&choice, "N/A", false, NULL, IMPORT_CHANGE_ABSENT, NULL},
		{&codes, "无", true, NULL, IMPORT_CHANGE_ABSENT, NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(examples); i++)
		assert_reads(&examples[i]);
}

static void lists_are_cut_at_semicolons(void **state)
{
	static const struct example examples[] = {
		{&texts, "甲; 乙；丙", false, "[\"甲\", \"乙\", \"丙\"]", 0, NULL},
		{&texts, "甲;;乙;", false, "[\"甲\", \"乙\"]", IMPORT_CHANGE_ITEMS, NULL},
		{&texts, ";", false, NULL, IMPORT_CHANGE_ITEMS, NULL},
		{&codes, "120116001016;1", false, NULL, 0, "cell.code-zeros"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(examples); i++)
		assert_reads(&examples[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_become_values_of_their_fields),
		cmocka_unit_test(words_for_nothing_are_no_value),
		cmocka_unit_test(lists_are_cut_at_semicolons),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
