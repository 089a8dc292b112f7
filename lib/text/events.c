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

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Past white space and comments. */
static uint32_t skip_separation(const char *source, uint32_t at, uint32_t end)
{
	while (at < end && (is_space(source[at]) || source[at] == '#')) {
		if (source[at] == '#')
			while (at < end && source[at] != '\n' && source[at] != '\r')
				at++;
		else
			at++;
	}
	return at;
}

/* Past the tag and the anchor at `at`, and what separates them from the node. No node begins
 * like one of them. */
static uint32_t skip_properties(const struct events *e, uint32_t at, uint32_t end)
{
	const char *source = e->build->tree->source.ptr;

	while (at < end && (source[at] == '!' || source[at] == '&')) {
		while (at < end && !is_space(source[at]))
			at++;
		at = skip_separation(source, at, end);
	}
	return at;
}

/* The anchor is kept for the node that comes, or refused. */
static void take_anchor(struct events *e, const yaml_event_t *event, const yaml_char_t *anchor)
{
	const char *name = (const char *)anchor;

	if (anchor && e->build->profile->general)
		e->build->anchor = arena_str(e->build->tree->arena, str_of(name));
	else if (anchor)
		refuse(e, event, ADD(e, "yaml.anchor", e->build->path, "name", name, NULL));
}

#define TAG "tag:yaml.org,2002:"

/* The tag as it is mostly written: `!!str`. */
static const char *tag_text(struct events *e, const yaml_char_t *tag)
{
	struct str text = str_of((const char *)tag), own = STR(TAG);

	if (!str_starts(text, own))
		return text.ptr;
	text = str_sub(text, own.len, text.len - own.len);
	return arena_printf(e->build->tree->arena, "!!%.*s", STR_ARG(text));
}

static void refuse_tag(struct events *e, const yaml_event_t *event, const char *id,
		       const yaml_char_t *tag)
{
	refuse(e, event,
	       finding_under(ADD(e, id, e->build->path, "tag", tag_text(e, tag), NULL),
			     "yaml.tag"));
}

/* The kind that a tag of the core schema stands for; NODE_ABSENT: it is none of a scalar. */
static enum node_kind tag_kind(const yaml_char_t *tag, struct str value)
{
	static const struct {
		const char *tag;
		enum node_kind kind;
	} tags[] = {{"!", NODE_STRING}, /* non-specific (YAML 1.2.2, 6.9.1) */
		    {TAG "str", NODE_STRING},
		    {TAG "null", NODE_NULL},
		    {TAG "bool", NODE_BOOLEAN},
		    {TAG "float", NODE_NUMBER}};

	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
		if (strcmp((const char *)tag, tags[i].tag) == 0)
			return tags[i].kind;
	if (strcmp((const char *)tag, TAG "int") != 0)
		return NODE_ABSENT;
	/* `e` is a digit of hexadecimal numbers */
	return str_index(value, '.') == value.len && (str_starts(value, STR("0x")) ||
						      (str_index(value, 'e') == value.len &&
						       str_index(value, 'E') == value.len))
		       ? NODE_NUMBER
		       : NODE_ABSENT;
}

static bool is_core_tag(const yaml_char_t *tag)
{
	return tag_kind(tag, STR("")) != NODE_ABSENT;
}

/* A scalar with a tag: its value, as far as there is one in JSON's data model. */
static void read_tagged(struct events *e, const yaml_event_t *event, uint32_t start,
			uint32_t end, struct str value)
{
	const yaml_char_t *tag = event->data.scalar.tag;
	enum node_kind kind = tag_kind(tag, value);

	if (!e->build->profile->general)
		refuse_tag(e, event, "yaml.tag", tag);
	else if (!is_core_tag(tag))
		refuse_tag(e, event, "yaml.tag-unknown", tag);
	else if (kind != NODE_ABSENT && build_tagged(e->build, start, end, value, kind))
		return;
	else
		refuse_tag(e, event, "yaml.tag-mismatch", tag);
	build_absent(e->build, start, end);
}

static void read_scalar(struct events *e, const yaml_event_t *event)
{
	bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	uint32_t first = offset_of(e, &event->start_mark);
	uint32_t last = offset_of(e, &event->end_mark);
	uint32_t start = skip_properties(e, first, last);
	uint32_t end = scalar_end(e, start, last);
	struct str value = scalar_text(e, start, end, plain, event);

	take_anchor(e, event, event->data.scalar.anchor);
	if (event->data.scalar.tag)
		read_tagged(e, event, start, end, value);
	else
		build_scalar(e->build, start, end, value, plain);
}

static void read_alias(struct events *e, const yaml_event_t *event)
{
	const char *name = (const char *)event->data.alias.anchor;
	uint32_t start = offset_of(e, &event->start_mark);
	uint32_t end = offset_of(e, &event->end_mark);

	if (e->build->profile->general) {
		build_alias(e->build, start, end, str_of(name));
		return;
	}
	refuse(e, event, ADD(e, "yaml.alias", e->build->path, "name", name, NULL));
	build_absent(e->build, start, end);
}

static void read_open(struct events *e, const yaml_event_t *event, enum node_kind kind,
		      const yaml_char_t *anchor, const yaml_char_t *tag)
{
	const char *own = kind == NODE_ARRAY ? TAG "seq" : TAG "map";
	uint32_t end = offset_of(e, &event->end_mark);
	uint32_t start = skip_properties(e, offset_of(e, &event->start_mark), end);

	take_anchor(e, event, anchor);
	if (tag && !e->build->profile->general)
		refuse_tag(e, event, "yaml.tag", tag);
	else if (tag && strcmp((const char *)tag, own) != 0 &&
		 strcmp((const char *)tag, "!") != 0)
		refuse_tag(e, event, "yaml.tag-unknown", tag);
	build_open(e->build, kind, start, end);
}

/* A block collection's end has no text of its own. */
static void read_close(struct events *e, const yaml_event_t *event)
{
	bool block = event->start_mark.index == event->end_mark.index;

	build_close(e->build, block ? 0 : offset_of(e, &event->end_mark));
}

static void read_document_start(struct events *e, const yaml_event_t *event)
{
	if (e->build->profile->general)
		map_reset(&e->build->anchors);
	else if (e->build->tree->root) {
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

/* Whether only white space stands before the place on its line. */
static bool begins_line(struct str source, uint32_t at)
{
	while (at > 0 && (source.ptr[at - 1] == ' ' || source.ptr[at - 1] == '\t'))
		at--;
	return at == 0 || source.ptr[at - 1] == '\n' || source.ptr[at - 1] == '\r';
}

/* A key or a dash was expected: the line is indented wrongly, or goes on behind its value. */
static struct finding *add_unexpected(struct events *e, uint32_t at)
{
	const struct str source = e->build->tree->source, path = e->build->path;
	bool dash = at < source.len && source.ptr[at] == '-';

	if (begins_line(source, at))
		return ADD(e, "yaml.indentation", path, NULL);
	return ADD(e, "yaml.syntax", path, "problem", dash ? "problem.dash" : "problem.after",
		   NULL);
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
		return add_unexpected(e, *at);
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
