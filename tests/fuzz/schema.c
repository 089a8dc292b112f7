/* SPDX-License-Identifier: MIT */
/*
 * The schema compiler: any bytes as a schema are compiled, the same schema again at the second
 * asking, or refused with a reason and, once the file could be read, its place there.
 */
#include "holds.h"

#include "schema/schema.h"

#include <stdlib.h>

#define URI STR("https://fuzz.example/schema.yaml")

static long number_of(const struct message *m, struct str name)
{
	const struct str *value = message_arg(m, name);

	HOLDS(value && value->len > 0 && value->len < 12);
	return strtol(value->ptr, NULL, 10);
}

/* The line and the column are in the source. */
static void holds_place(struct str source, const struct message *m)
{
	long line = number_of(m, STR("line")), column = number_of(m, STR("column"));
	long lines = 1;

	for (size_t i = 0; i < source.len; i++)
		lines += source.ptr[i] == '\n' || source.ptr[i] == '\r';
	HOLDS(line >= 1 && line <= lines);
	HOLDS(column >= 1 && (size_t)column <= source.len + 1);
}

static void holds_refused(struct str source, const struct error *error, int status)
{
	HOLDS(status == STATUS_INVALID);
	HOLDS(error->status == status);
	HOLDS(error->message.id);
	if (!str_eq(str_of(error->message.id), STR("schema.unknown-uri")))
		holds_place(source, &error->message);
}

static void holds_compiled(struct str source, const struct schema_options *options)
{
	struct schema_set *set = schema_set_new(options);
	struct error error = {0};
	const struct schema *schema = NULL, *again = NULL;
	int status = schema_set_add(set, URI, STR(""), source, &error);

	if (!status)
		status = schema_compile(set, URI, &schema, &error);
	HOLDS(!status == (schema != NULL));
	if (status)
		holds_refused(source, &error, status);
	else
		HOLDS(!schema_compile(set, URI, &again, &error) && again == schema);
	error_release(&error);
	schema_set_free(set);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct schema_options options[] = {
		{.mode = SCHEMA_GENERAL},
		{.mode = SCHEMA_GENERAL, .assert_formats = true},
		{.mode = SCHEMA_KINDS},
	};

	for (size_t i = 0; i < sizeof options / sizeof *options; i++)
		holds_compiled(holds_input(data, size), &options[i]);
	return 0;
}
