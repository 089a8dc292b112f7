/* SPDX-License-Identifier: MIT */
/*
 * SARIF 2.1.0 (OASIS, with errata 01), in numbers of its sections:
 * - 3.4: a path is a URI reference (RFC 3986), relative to SRCROOT, the git repository's root,
 * or where the command ran;
 * - 3.14.17: columns count code points; 3.30.7, 3.30.8: the end of a region is exclusive;
 * - 3.27.17: fingerprints (fingerprint.h) have a name with a version;
 * - 3.33: the logical location of JSON data is its JSON Pointer.
 *
 * Not there: versionControlProvenance, which would have to name the repository's URI (3.23.3),
 * and whatever holds a time or the name of a machine. The commit is in the run's properties.
 */
#include "base/mem.h"
#include "result/fingerprint.h"
#include "out/render.h"
#include "out/report.h"
#include "out/ruleset.h"
#include "text/json.h"

#define SCHEMA                                                                                 \
	"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"                  \
	"sarif-schema-2.1.0.json"

/* GitHub drops a result whose region is not whole, and shows at most so much of a text. */
enum { DESCRIPTION_MAX = 1024 };

struct sarif {
	struct buf *out;
	const struct judgement *judgement;
	const struct render_options *options;
	struct ruleset rules;
};

static const char *level(enum severity severity)
{
	static const char *const levels[] = {
		[SEVERITY_ERROR] = "error",
		[SEVERITY_WARNING] = "warning",
		[SEVERITY_INFO] = "note",
	};

	return levels[severity];
}

/* A message (3.11) or multiformatMessageString (3.12) object. */
static void add_message(struct buf *out, const char *before, const char *key, struct str text)
{
	report_key(out, before, key);
	report_key(out, "{", "text");
	json_quote(out, text);
	buf_add_char(out, '}');
}

/* Cuts on a code point. */
static struct str cut(struct str text, size_t max)
{
	if (text.len <= max)
		return text;
	while (max && ((unsigned char)text.ptr[max] & 0xC0) == 0x80)
		max--;
	return str_sub(text, 0, max);
}

/* What follows a title: the reading, else the title again; the hint, else the same. */
static void add_descriptions(struct sarif *s, const struct ruleset_rule *rule)
{
	const struct catalogue *c = s->options->catalogue;
	struct buf title = {0}, reading = {0}, hint = {0};

	ruleset_title(&title, rule, c);
	ruleset_reading(&reading, rule, c);
	ruleset_hint(&hint, rule, c);
	add_message(s->out, ", ", "shortDescription", cut(buf_str(&title), DESCRIPTION_MAX));
	add_message(s->out, ", ", "fullDescription",
		    cut(buf_str(reading.len ? &reading : &title), DESCRIPTION_MAX));
	add_message(s->out, ", ", "help", buf_str(hint.len ? &hint : &title));
	buf_release(&title);
	buf_release(&reading);
	buf_release(&hint);
}

static void add_rule(struct sarif *s, const struct ruleset_rule *rule)
{
	report_text(s->out, "{", "id", rule->id);
	add_descriptions(s, rule);
	report_key(s->out, ", ", "defaultConfiguration");
	report_text(s->out, "{", "level", str_of(level(rule->severity)));
	report_key(s->out, "}, ", "properties");
	report_text(s->out, "{", "problem.severity",
		    rule->severity == SEVERITY_INFO ? STR("recommendation")
						    : str_of(level(rule->severity)));
	if (rule->clause.len)
		report_text(s->out, ", ", "clause", rule->clause);
	buf_add_text(s->out, "}}");
}

static void add_tool(struct sarif *s)
{
	struct str version = s->judgement->source.program, name = str_split(&version, ' ');

	report_key(s->out, "\n      ", "tool");
	report_key(s->out, "{", "driver");
	report_text(s->out, "{\n        ", "name", name.len ? name : STR("sws-validate"));
	if (version.len)
		report_text(s->out, ",\n        ", "semanticVersion", version);
	report_key(s->out, ",\n        ", "rules");
	buf_add_char(s->out, '[');
	for (size_t i = 0; i < s->rules.rules.n; i++) {
		buf_add_text(s->out, i ? ",\n          " : "\n          ");
		add_rule(s, &s->rules.rules.at[i]);
	}
	buf_add_text(s->out, s->rules.rules.n ? "\n        ]" : "]");
	buf_add_text(s->out, "\n      }}");
}

/* A region (3.30) with the place alone where no more is known. */
static void add_region(struct buf *out, uint32_t line, uint32_t column, uint32_t end_line,
		       uint32_t end_column)
{
	report_key(out, ", ", "region");
	report_number(out, "{", "startLine", line);
	if (column) {
		report_number(out, ", ", "startColumn", column);
		report_number(out, ", ", "endLine", end_line);
		report_number(out, ", ", "endColumn", end_column);
	}
	buf_add_char(out, '}');
}

/* Whether a byte stands for itself in a URI's path (RFC 3986, 2.3): what is reserved is
 * encoded, too, since a colon in the first segment would make a scheme of it. */
static bool is_unreserved(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '-' || c == '.' || c == '_' || c == '~';
}

static void add_uri(struct buf *uri, struct str path)
{
	for (size_t i = 0; i < path.len; i++) {
		if (is_unreserved(path.ptr[i]) || path.ptr[i] == '/')
			buf_add_char(uri, path.ptr[i]);
		else
			buf_printf(uri, "%%%02X", (unsigned char)path.ptr[i]);
	}
}

/* The beginning of a physicalLocation (3.29). */
static void add_artifact(struct sarif *s, const char *before, struct str path)
{
	bool absolute = str_starts(path, STR("/"));
	struct buf uri = {0};

	if (absolute)
		buf_add_text(&uri, "file://");
	add_uri(&uri, s->judgement->source.prefix);
	add_uri(&uri, path);
	report_key(s->out, before, "physicalLocation");
	report_key(s->out, "{", "artifactLocation");
	report_text(s->out, "{", "uri", buf_str(&uri));
	if (!absolute)
		report_text(s->out, ", ", "uriBaseId", STR("SRCROOT"));
	buf_add_char(s->out, '}');
	buf_release(&uri);
}

/* The last reference token, unescaped. */
static void add_name(struct buf *out, struct str pointer)
{
	struct str token = pointer;
	struct buf name = {0};

	while (str_index(token, '/') < token.len)
		str_split(&token, '/');
	for (size_t i = 0; i < token.len; i++) {
		bool escaped = token.ptr[i] == '~' && i + 1 < token.len;

		buf_add_char(&name, !escaped                ? token.ptr[i]
				    : token.ptr[++i] == '1' ? '/'
							    : '~');
	}
	report_key(out, ", ", "name");
	json_quote(out, buf_str(&name));
	buf_release(&name);
}

static void add_logical(struct buf *out, struct str pointer)
{
	report_key(out, ", ", "logicalLocations");
	report_text(out, "[{", "fullyQualifiedName", pointer);
	add_name(out, pointer);
	buf_add_text(out, "}]");
}

static void add_location(struct sarif *s, const struct finding *f)
{
	report_key(s->out, ", ", "locations");
	buf_add_char(s->out, '[');
	if (f->path.len) {
		add_artifact(s, "{", f->path);
		if (f->line)
			add_region(s->out, f->line, f->column, f->end_line, f->end_column);
		buf_add_char(s->out, '}');
		if (f->pointer.len)
			add_logical(s->out, f->pointer);
		buf_add_char(s->out, '}');
	}
	buf_add_char(s->out, ']');
}

/* The records and gaps behind a number: a gap has no physical location. */
static void add_related(struct sarif *s, const struct finding *f)
{
	struct buf words = {0};

	if (!f->n_contributions)
		return;
	report_key(s->out, ", ", "relatedLocations");
	for (size_t i = 0; i < f->n_contributions; i++) {
		const struct contribution *row = &f->contributions[i];

		report_number(s->out, i ? ", {" : "[{", "id", i + 1);
		if (row->path.len) {
			add_artifact(s, ", ", row->path);
			if (row->line)
				add_region(s->out, row->line, 0, 0, 0);
			buf_add_char(s->out, '}');
		}
		buf_reset(&words);
		render_text_values(&words, f, row, s->options);
		add_message(s->out, ", ", "message", buf_str(&words));
		buf_add_char(s->out, '}');
	}
	buf_add_char(s->out, ']');
	buf_release(&words);
}

static void add_properties(struct buf *out, const struct finding *f)
{
	report_key(out, ", ", "properties");
	report_text(out, "{", "class", f->class == FINDING_RULE ? STR("rule") : STR("record"));
	if (f->clause.len)
		report_text(out, ", ", "clause", f->clause);
	if (f->subject.len) {
		report_text(out, ", ", "subjectKind", f->subject_kind);
		report_text(out, ", ", "subject", f->subject);
	}
	report_key(out, ", ", "args");
	report_values(out, f->message.args, f->message.n_args);
	if (f->contributions_total)
		report_number(out, ", ", "contributions", f->contributions_total);
	buf_add_char(out, '}');
}

static void add_result(struct sarif *s, const struct finding *f,
		       const struct fingerprint *print)
{
	struct buf text = {0};

	report_text(s->out, "{", "ruleId", str_of(f->rule));
	report_number(s->out, ", ", "ruleIndex", ruleset_find(&s->rules, f));
	report_text(s->out, ", ", "level", str_of(level(f->severity)));
	report_advice(&text, f, s->options);
	add_message(s->out, ", ", "message", buf_str(&text));
	add_location(s, f);
	add_related(s, f);
	buf_reset(&text);
	fingerprint_add(&text, print);
	report_key(s->out, ", ", "partialFingerprints");
	report_text(s->out, "{", "findingIdentity/v1", buf_str(&text));
	buf_add_char(s->out, '}');
	add_properties(s->out, f);
	buf_add_char(s->out, '}');
	buf_release(&text);
}

static void add_results(struct sarif *s)
{
	const struct finding_list *list = &s->judgement->findings;
	struct fingerprint *prints = mem_alloc(list->items.n * sizeof *prints);

	fingerprint_list(list, prints);
	report_key(s->out, ",\n      ", "results");
	buf_add_char(s->out, '[');
	for (size_t i = 0; i < list->items.n; i++) {
		buf_add_text(s->out, i ? ",\n        " : "\n        ");
		add_result(s, &list->items.at[i], &prints[i]);
	}
	buf_add_text(s->out, list->items.n ? "\n      ]" : "]");
	mem_free(prints);
}

/* What the base of all URIs is; where it lies is for the consumer to know (3.14.14). */
static void add_bases(struct sarif *s)
{
	const char *base = s->options->documents ? "ui.source-folder" : "ui.source-root";

	report_key(s->out, ",\n      ", "originalUriBaseIds");
	report_key(s->out, "{", "SRCROOT");
	add_message(s->out, "{", "description", catalogue_text(s->options->catalogue, base));
	buf_add_text(s->out, "}}");
}

static void add_run(struct sarif *s)
{
	bool chinese = catalogue_language(s->options->catalogue) == LANGUAGE_ZH;

	add_tool(s);
	report_text(s->out, ",\n      ", "language", chinese ? STR("zh-CN") : STR("en"));
	report_text(s->out, ",\n      ", "columnKind", STR("unicodeCodePoints"));
	add_bases(s);
	add_results(s);
	report_key(s->out, ",\n      ", "properties");
	report_key(s->out, "{", "verdicts");
	report_verdicts(s->out, s->judgement, 0);
	report_key(s->out, ", ", "source");
	report_source(s->out, s->judgement, 0);
	buf_add_char(s->out, '}');
}

static void sarif_write(struct buf *out, const struct judgement *j,
			const struct render_options *o)
{
	struct sarif s = {.out = out, .judgement = j, .options = o};

	ruleset_init(&s.rules, j);
	report_text(out, "{\n  ", "$schema", STR(SCHEMA));
	report_text(out, ",\n  ", "version", STR("2.1.0"));
	report_key(out, ",\n  ", "runs");
	buf_add_text(out, "[\n    {");
	add_run(&s);
	buf_add_text(out, "\n    }\n  ]\n}\n");
	ruleset_release(&s.rules);
}

const struct renderer render_sarif = {
	.name = "sarif",
	.for_machines = true,
	.write = sarif_write,
};
