/* SPDX-License-Identifier: MIT */
/* The keywords of JSON Schema 2020-12, by vocabulary, and our own. */
#include "schema/keyword.h"

#include "schema/any.h"
#include "schema/applicator.h"
#include "schema/arrays.h"
#include "schema/form.h"
#include "schema/numeric.h"
#include "schema/members.h"
#include "schema/reference.h"
#include "schema/textual.h"
#include "schema/unevaluated.h"
#include "schema/vocabulary.h"

#define ROW(ID, NAME, SHAPE, VOCABULARIES, ...)                                                \
	[KEYWORD_##ID] = {NAME, KEYWORD_##ID, SHAPE_##SHAPE, VOCABULARIES, __VA_ARGS__}
#define CORE(ID, NAME, SHAPE, ...)  ROW(ID, NAME, SHAPE, VOCABULARY_CORE, __VA_ARGS__)
#define APPLY(ID, NAME, SHAPE, ...) ROW(ID, NAME, SHAPE, VOCABULARY_APPLICATOR, __VA_ARGS__)
#define VALIDATE(ID, NAME, ...)     ROW(ID, NAME, NONE, VOCABULARY_VALIDATION, __VA_ARGS__)
#define DESCRIBE(ID, NAME, FORM)    ROW(ID, NAME, NONE, VOCABULARY_META_DATA, FORM, NULL, NULL)
#define CONTENT(ID, NAME, SHAPE, FORM)                                                         \
	ROW(ID, NAME, SHAPE, VOCABULARY_CONTENT, FORM, NULL, NULL)
#define OURS(ID, NAME, ...) ROW(ID, NAME, NONE, VOCABULARY_RECORDS, __VA_ARGS__)

const struct keyword keyword_table[KEYWORDS] = {
	ROW(FALSE, "false", NONE, 0, NULL, any_check_false, NULL),
	ROW(CHOICE, "oneOf", NONE, 0, NULL, any_check_enum, NULL),

	CORE(SCHEMA, "$schema", NONE, form_string, NULL, NULL),
	CORE(ID, "$id", NONE, form_string, NULL, NULL),
	CORE(ANCHOR, "$anchor", NONE, form_string, NULL, NULL),
	ROW(DYNAMIC_ANCHOR, "$dynamicAnchor", NONE, VOCABULARY_CORE_2020, form_string, NULL,
	    NULL),
	ROW(RECURSIVE_ANCHOR, "$recursiveAnchor", NONE, VOCABULARY_CORE_2019, form_boolean,
	    NULL, NULL),
	CORE(VOCABULARY, "$vocabulary", NONE, form_object, NULL, NULL),
	CORE(COMMENT, "$comment", NONE, form_string, NULL, NULL),
	CORE(DEFS, "$defs", MAP, form_schema_map, NULL, NULL),
	ROW(DEFINITIONS, "definitions", MAP, VOCABULARY_COMPATIBILITY, form_schema_map, NULL,
	    NULL),
	CORE(REF, "$ref", NONE, reference_compile, reference_check, reference_collect),
	ROW(DYNAMIC_REF, "$dynamicRef", NONE, VOCABULARY_CORE_2020, reference_compile_dynamic,
	    reference_check_dynamic, reference_collect_dynamic),
	ROW(RECURSIVE_REF, "$recursiveRef", NONE, VOCABULARY_CORE_2019,
	    reference_compile_recursive, reference_check_dynamic, reference_collect_dynamic),

	APPLY(ALL_OF, "allOf", LIST, applicator_compile_branches, applicator_check_all_of,
	      applicator_collect_all_of),
	APPLY(ANY_OF, "anyOf", LIST, applicator_compile_branches, applicator_check_any_of,
	      applicator_collect_any_of),
	APPLY(ONE_OF, "oneOf", LIST, applicator_compile_branches, applicator_check_one_of,
	      applicator_collect_one_of),
	APPLY(NOT, "not", SCHEMA, applicator_compile_not, applicator_check_not, NULL),
	APPLY(IF, "if", SCHEMA, applicator_compile_if, applicator_check_if,
	      applicator_collect_if),
	APPLY(THEN, "then", SCHEMA, form_schema, NULL, NULL),
	APPLY(ELSE, "else", SCHEMA, form_schema, NULL, NULL),
	APPLY(DEPENDENT_SCHEMAS, "dependentSchemas", MAP, applicator_compile_dependent,
	      applicator_check_dependent, applicator_collect_dependent),
	ROW(DEPENDENCIES, "dependencies", MAP, VOCABULARY_COMPATIBILITY,
	    applicator_compile_dependencies, NULL, NULL),
	ROW(PREFIX_ITEMS, "prefixItems", LIST, VOCABULARY_APPLICATOR_2020, arrays_compile_items,
	    NULL, NULL),
	ROW(ADDITIONAL_ITEMS, "additionalItems", SCHEMA, VOCABULARY_APPLICATOR_2019,
	    form_schema, NULL, NULL),
	APPLY(ITEMS, "items", SCHEMA_OR_LIST, arrays_compile_items, arrays_check_items,
	      arrays_collect_items),
	APPLY(CONTAINS, "contains", SCHEMA, arrays_compile_contains, arrays_check_contains,
	      arrays_collect_contains),
	APPLY(PROPERTIES, "properties", MAP, members_compile, members_check, members_collect),
	APPLY(PATTERN_PROPERTIES, "patternProperties", MAP, members_compile, NULL, NULL),
	APPLY(ADDITIONAL_PROPERTIES, "additionalProperties", SCHEMA, members_compile, NULL,
	      NULL),
	APPLY(PROPERTY_NAMES, "propertyNames", SCHEMA, members_compile_names,
	      members_check_names, members_collect_names),

	ROW(UNEVALUATED_ITEMS, "unevaluatedItems", SCHEMA, VOCABULARY_UNEVALUATED,
	    unevaluated_compile, unevaluated_check_items, unevaluated_collect_items),
	ROW(UNEVALUATED_PROPERTIES, "unevaluatedProperties", SCHEMA, VOCABULARY_UNEVALUATED,
	    unevaluated_compile, unevaluated_check_properties, unevaluated_collect_properties),

	VALIDATE(TYPE, "type", any_compile_type, any_check_type, NULL),
	VALIDATE(CONST, "const", any_compile_const, any_check_const, NULL),
	VALIDATE(ENUM, "enum", any_compile_enum, any_check_enum, NULL),
	VALIDATE(MULTIPLE_OF, "multipleOf", numeric_compile_multiple_of,
		 numeric_check_multiple_of, NULL),
	VALIDATE(MAXIMUM, "maximum", numeric_compile_limit, numeric_check_maximum, NULL),
	VALIDATE(EXCLUSIVE_MAXIMUM, "exclusiveMaximum", numeric_compile_limit,
		 numeric_check_exclusive_maximum, NULL),
	VALIDATE(MINIMUM, "minimum", numeric_compile_limit, numeric_check_minimum, NULL),
	VALIDATE(EXCLUSIVE_MINIMUM, "exclusiveMinimum", numeric_compile_limit,
		 numeric_check_exclusive_minimum, NULL),
	VALIDATE(MAX_LENGTH, "maxLength", textual_compile_length, textual_check_max_length,
		 NULL),
	VALIDATE(MIN_LENGTH, "minLength", textual_compile_length, textual_check_min_length,
		 NULL),
	VALIDATE(PATTERN, "pattern", textual_compile_pattern, textual_check_pattern, NULL),
	VALIDATE(MAX_ITEMS, "maxItems", arrays_compile_count, arrays_check_max_items, NULL),
	VALIDATE(MIN_ITEMS, "minItems", arrays_compile_count, arrays_check_min_items, NULL),
	VALIDATE(UNIQUE_ITEMS, "uniqueItems", arrays_compile_unique, arrays_check_unique,
		 arrays_collect_unique),
	VALIDATE(MAX_CONTAINS, "maxContains", form_count, NULL, NULL),
	VALIDATE(MIN_CONTAINS, "minContains", form_count, NULL, NULL),
	VALIDATE(MAX_PROPERTIES, "maxProperties", members_compile_count,
		 members_check_max_properties, NULL),
	VALIDATE(MIN_PROPERTIES, "minProperties", members_compile_count,
		 members_check_min_properties, NULL),
	VALIDATE(REQUIRED, "required", members_compile, NULL, NULL),
	VALIDATE(DEPENDENT_REQUIRED, "dependentRequired", members_compile_dependent_required,
		 members_check_dependent_required, members_collect_dependent_required),

	ROW(FORMAT, "format", NONE, VOCABULARY_FORMAT_ANNOTATION | VOCABULARY_FORMAT_ASSERTION,
	    textual_compile_format, textual_check_format, NULL),

	CONTENT(CONTENT_ENCODING, "contentEncoding", NONE, form_string),
	CONTENT(CONTENT_MEDIA_TYPE, "contentMediaType", NONE, form_string),
	CONTENT(CONTENT_SCHEMA, "contentSchema", SCHEMA, form_schema),

	DESCRIBE(TITLE, "title", form_string),
	DESCRIBE(DESCRIPTION, "description", form_string),
	DESCRIBE(DEFAULT, "default", form_anything),
	DESCRIBE(DEPRECATED, "deprecated", form_boolean),
	DESCRIBE(READ_ONLY, "readOnly", form_boolean),
	DESCRIBE(WRITE_ONLY, "writeOnly", form_boolean),
	DESCRIBE(EXAMPLES, "examples", form_array),

	OURS(DECIMAL, "decimal", numeric_compile_decimal, numeric_check_decimal, NULL),
	OURS(INTERVAL, "interval", vocabulary_compile_interval, vocabulary_check_interval,
	     vocabulary_collect_interval),
	OURS(FORBID_TEXT, "forbidText", vocabulary_compile_forbid_text,
	     vocabulary_check_forbid_text, vocabulary_collect_forbid_text),
	OURS(RECORD, "record", form_object, NULL, NULL),
	OURS(REFERENCES, "references", form_string, NULL, NULL),
	OURS(UNIQUE, "unique", form_boolean, NULL, NULL),
	OURS(SENSITIVE, "sensitive", form_boolean, NULL, NULL),
	OURS(PEOPLE, "people", form_boolean, NULL, NULL),
	OURS(UNIT, "unit", form_string, NULL, NULL),
};

void keyword_index(struct map *names)
{
	for (size_t i = 0; i < KEYWORDS; i++)
		if (keyword_table[i].vocabularies)
			map_put(names, str_of(keyword_table[i].name),
				(void *)&keyword_table[i]);
}
