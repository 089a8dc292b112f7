/* SPDX-License-Identifier: MIT */
/* One record after another, written as JSON or YAML. */
#include "records/stream.h"

#include "base/blocks.h"
#include "text/emit.h"
#include "text/json.h"
#include "text/value.h"

/* Puts the record's kind before its keys. */
static void say_kind(const struct kind *kind, struct node *record, struct arena *arena)
{
	value_put_at(arena, record, 0, STR(EXPORT_KIND_KEY), value_string(arena, kind->name));
}

static int add_json(void *context, const struct kind *kind, struct node *record,
		    struct arena *arena, struct error *error)
{
	struct blocks *out = context;

	say_kind(kind, record, arena);
	json_write(&out->buf, record);
	buf_add_char(&out->buf, '\n');
	return blocks_flush(out, error);
}

static int add_yaml(void *context, const struct kind *kind, struct node *record,
		    struct arena *arena, struct error *error)
{
	struct blocks *out = context;
	int status;

	say_kind(kind, record, arena);
	buf_add_text(&out->buf, "---\n");
	status = emit_yaml(&out->buf, record, error);
	return status < 0 ? status : blocks_flush(out, error);
}

int stream_json(struct export *e, blocks_write *write, void *context, struct error *error)
{
	struct blocks out = {.write = write, .context = context};

	return blocks_end(&out, export_records(e, add_json, &out, error), error);
}

int stream_yaml(struct export *e, blocks_write *write, void *context, struct error *error)
{
	struct blocks out = {.write = write, .context = context};

	return blocks_end(&out, export_records(e, add_yaml, &out, error), error);
}
