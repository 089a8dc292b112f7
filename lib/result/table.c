/* SPDX-License-Identifier: MIT */
/* Names of types. */
#include "result/table.h"

static const char *const type_names[] = {
	[TABLE_TEXT] = "text",       [TABLE_INTEGER] = "integer", [TABLE_DECIMAL] = "decimal",
	[TABLE_BOOLEAN] = "boolean", [TABLE_DATE] = "date",
};

const char *table_type_name(enum table_type type)
{
	return type_names[type];
}

bool table_is_number(enum table_type type)
{
	return type == TABLE_INTEGER || type == TABLE_DECIMAL;
}
