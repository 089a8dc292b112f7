/* SPDX-License-Identifier: MIT */
/*
 * One loop over libyaml's events.
 *
 * libyaml counts in code points; spans are bytes of the source, so a cursor walks along with
 * the events. What is refused but readable (a tag, an anchor) is a finding and reading goes on;
 * what makes the rest unreadable (syntax, depth) stops it.
 */
#include "text/events.h"

#include "base/mem.h"

#include <string.h>
#include <yaml.h>

struct events {
	yaml_parser_t parser;
	struct build *build;
	struct str text;
	uint32_t skipped;
	bool ascii;
	size_t cursor_index,
		cursor_byte; /* the same place in code points and bytes of `text` */
	bool done;           /* the end of the stream, or of what is read of it */
};

#define ADD(e, ...) finding_add((e)->build->findings, __VA_ARGS__)

/* Bytes of the code point that this lead byte begins; the text is well-formed. */
static size_t sequence_length(unsigned char lead)
{
	return 1u + (lead >= 0xC0) + (lead >= 0xE0) + (lead >= 0xF0);
}

/* Where a mark of libyaml's lies in the source. Marks come nearly in order, so the cursor
 * hardly ever goes back. */
static uint32_t offset_of(struct events *e, const yaml_mark_t *mark)
{
	const unsigned char *text = (const unsigned char *)e->text.ptr;
	size_t at = e->cursor_byte, index = e->cursor_index;

	if (e->ascii)
		return (uint32_t)(mark->index < e->text.len ? mark->index : e->text.len) +
		       e->skipped;
	for (; index < mark->index && at < e->text.len; index++)
		at += sequence_length(text[at]);
	for (; index > mark->index; index--)
		do
			at--;
		while ((text[at] & 0xC0) == 0x80);
	e->cursor_byte = at;
	e->cursor_index = index;
	return (uint32_t)at + e->skipped;
}

/* A finding about the event itself. */
static void refuse(struct events *e, const yaml_event_t *event, struct finding *f)
{
	uint32_t start = offset_of(e, &event->start_mark);

	build_place(e->build, f, start, offset_of(e, &event->end_mark), NULL);
}

/* The event's text: a slice of the source where it stands there as it is, else a copy. */
static struct str scalar_text(struct events *e, uint32_t start, uint32_t end, bool plain,
			      const yaml_event_t *event)
{
	struct str value = {(const char *)event->data.scalar.value, event->data.scalar.length};
	struct str there = str_sub(e->build->tree->source, start, end - start);

	if (there.len == value.len + 2 && !plain)
		there = str_sub(there, 1, value.len);
	return str_eq(there, value) ? there : arena_str(e->build->tree->arena, value);
}

/* The end of a scalar's text proper: a block scalar's last line breaks are not part of it. */
static uint32_t scalar_end(const struct events *e, uint32_t start, uint32_t end)
{
	const char *source = e->build->tree->source.ptr;

	while (end > start && strchr("\r\n ", source[end - 1]))
		end--;
	return end;
}

/* Tags and anchors are refused; returns whether the value can still be told. */
static bool check_properties(struct events *e, const yaml_event_t *event,
			     const yaml_char_t *anchor, const yaml_char_t *tag)
{
	const struct str path = e->build->path;

	if (anchor)
		refuse(e, event,
		       ADD(e, "yaml.anchor", path, "name", (const char *)anchor, NULL));
	if (tag)
		refuse(e, event, ADD(e, "yaml.tag", path, "tag", (const char *)tag, NULL));
	return !tag;
}

static void read_scalar(struct events *e, const yaml_event_t *event)
{
	bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	uint32_t start = offset_of(e, &event->start_mark);
	uint32_t end = scalar_end(e, start, offset_of(e, &event->end_mark));

	if (check_properties(e, event, event->data.scalar.anchor, event->data.scalar.tag))
		build_scalar(e->build, start, end, scalar_text(e, start, end, plain, event),
			     plain);
	else
		build_absent(e->build, start, end);
}

static void read_alias(struct events *e, const yaml_event_t *event)
{
	uint32_t start = offset_of(e, &event->start_mark);

	refuse(e, event,
	       ADD(e, "yaml.alias", e->build->path, "name",
		   (const char *)event->data.alias.anchor, NULL));
	build_absent(e->build, start, offset_of(e, &event->end_mark));
}

static void read_open(struct events *e, const yaml_event_t *event, enum node_kind kind,
		      const yaml_char_t *anchor, const yaml_char_t *tag)
{
	uint32_t start = offset_of(e, &event->start_mark);

	check_properties(e, event, anchor, tag);
	build_open(e->build, kind, start, offset_of(e, &event->end_mark));
}

/* A block collection's end has no text of its own. */
static void read_close(struct events *e, const yaml_event_t *event)
{
	bool block = event->start_mark.index == event->end_mark.index;

	build_close(e->build, block ? 0 : offset_of(e, &event->end_mark));
}

static void read_document_start(struct events *e, const yaml_event_t *event)
{
	if (e->build->tree->root) {
		refuse(e, event, ADD(e, "yaml.second-document", e->build->path, NULL));
		e->done = true;
	} else if (event->data.document_start.version_directive ||
		   event->data.document_start.tag_directives.start !=
			   event->data.document_start.tag_directives.end) {
		refuse(e, event, ADD(e, "yaml.directive", e->build->path, NULL));
	}
}

static void read_event(struct events *e, const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_DOCUMENT_START_EVENT:
		read_document_start(e, event);
		break;
	case YAML_ALIAS_EVENT:
		read_alias(e, event);
		break;
	case YAML_SCALAR_EVENT:
		read_scalar(e, event);
		break;
	case YAML_SEQUENCE_START_EVENT:
		read_open(e, event, NODE_ARRAY, event->data.sequence_start.anchor,
			  event->data.sequence_start.tag);
		break;
	case YAML_MAPPING_START_EVENT:
		read_open(e, event, NODE_OBJECT, event->data.mapping_start.anchor,
			  event->data.mapping_start.tag);
		break;
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		read_close(e, event);
		break;
	case YAML_STREAM_END_EVENT:
		e->done = true;
		break;
	default:
		break;
	}
}

/* libyaml's words for the rarer complaints, and the ids of ours. */
static const char *problem_id(const char *problem)
{
	static const struct {
		const char *part, *id;
	} problems[] = {
		{"cannot start any token", "problem.start"},
		{"did not find expected node content", "problem.value"},
		{"',' or", "problem.comma"},
		{"escape", "problem.escape"},
		{"hexdecimal", "problem.escape"},
		{"tag", "problem.tag"},
		{"%YAML", "problem.directive"},
		{"directive", "problem.directive"},
		{"YAML document", "problem.directive"},
		{"alphabetic or numeric", "problem.name"},
		{"document", "problem.document"},
		{"mapping keys are not allowed", "problem.key"},
		{"comment or line break", "problem.after"},
		{"indentation", "problem.indentation"},
	};

	for (size_t i = 0; i < sizeof problems / sizeof *problems; i++)
		if (strstr(problem, problems[i].part))
			return problems[i].id;
	return "problem.other";
}

/* What libyaml's complaint comes down to, for the complaints that clerks meet; `*at` moves to
 * where the mistake was made, if that is not where it was noticed. */
static struct finding *add_syntax(struct events *e, const char *problem, uint32_t *at)
{
	const struct str source = e->build->tree->source, path = e->build->path;
	const yaml_mark_t *context = &e->parser.context_mark;

	if (*at < source.len && source.ptr[*at] == '\t')
		return ADD(e, "yaml.tab", path, NULL);
	if (strstr(problem, "mapping values are not allowed"))
		return ADD(e, "yaml.colon", path, NULL);
	if (strstr(problem, "did not find expected key") ||
	    strstr(problem, "did not find expected '-' indicator") ||
	    strstr(problem, "block sequence entries are not allowed"))
		return ADD(e, "yaml.indentation", path, NULL);
	if (strstr(problem, "could not find expected ':'")) {
		*at = offset_of(e, context);
		return ADD(e, "yaml.missing-colon", path, NULL);
	}
	if (strstr(problem, "unexpected end of stream")) {
		*at = offset_of(e, context);
		return ADD(e, "yaml.unclosed", path, NULL);
	}
	return ADD(e, "yaml.syntax", path, "problem", problem_id(problem), NULL);
}

static void read_fault(struct events *e)
{
	const char *problem = e->parser.problem ? e->parser.problem : "";
	uint32_t at = offset_of(e, &e->parser.problem_mark);
	struct finding *f = add_syntax(e, problem, &at);

	build_place(e->build, f, at, at, NULL);
	e->build->stopped = true;
}

void events_read(struct build *b, struct str text, uint32_t skipped, bool ascii)
{
	struct events e = {.build = b, .text = text, .skipped = skipped, .ascii = ascii};

	if (!yaml_parser_initialize(&e.parser))
		mem_exhausted();
	yaml_parser_set_encoding(&e.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&e.parser, (const unsigned char *)text.ptr, text.len);
	while (!e.done && !b->stopped) {
		yaml_event_t event;

		if (!yaml_parser_parse(&e.parser, &event)) {
			read_fault(&e);
			break;
		}
		read_event(&e, &event);
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&e.parser);
}

const char *events_library_version(void)
{
	return yaml_get_version_string();
}
