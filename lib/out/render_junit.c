/* SPDX-License-Identifier: MIT */
/*
 * JUnit's XML, as far as Jenkins and GitLab agree on it. There is no standard.
 *
 * - GitLab shows a failure's text and not its attributes, and keeps one case of a name within a
 *   class: so all that is wrong with a record is one failure, and says where.
 * - Jenkins keeps one failure of a case, and makes a tree of the dots in class names. Its xUnit
 *   plugin takes no attribute that is not in its junit-10.xsd: no `file` of a case, which
 * GitLab would know, no `skipped` of the whole.
 * - A finding that is no failure (fail_on) is output of a case that passed.
 *
 * Characters that XML 1.0 does not have (2.2) are escaped as everywhere (unicode_escape).
 */
#include "base/map.h"
#include "base/mem.h"
#include "out/render.h"
#include "text/unicode.h"

#include <stdlib.h>

struct junit {
	const struct judgement *judgement;
	const struct render_options *options;
	struct buf out;  /* suites that are complete */
	struct buf body; /* of the suite being made */
	struct {
		size_t tests, failures;
	} total;
	struct {
		size_t tests, failures, skipped;
	} suite;
};

/* A record, or a file that should be one or should not be there. */
struct junit_case {
	struct str path;
	size_t first, n; /* its findings, among the judgement's */
};

static void add_text(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		switch (text.ptr[i]) {
		case '&':
			buf_add_text(out, "&amp;");
			break;
		case '<':
			buf_add_text(out, "&lt;");
			break;
		case '>':
			buf_add_text(out, "&gt;");
			break;
		case '"':
			buf_add_text(out, "&quot;");
			break;
		default:
			buf_add_char(out, text.ptr[i]);
		}
	}
}

static void add_attribute(struct buf *out, const char *name, struct str value)
{
	struct buf shown = {0};

	unicode_escape(&shown, value);
	buf_printf(out, " %s=\"", name);
	add_text(out, buf_str(&shown));
	buf_add_char(out, '"');
	buf_release(&shown);
}

static void begin_case(struct junit *x, const char *group, struct str class, struct str name)
{
	struct buf text = {0};

	x->suite.tests++;
	buf_printf(&text, "%s%s%.*s", group, class.len ? "." : "", STR_ARG(class));
	buf_add_text(&x->body, "    <testcase");
	add_attribute(&x->body, "classname", buf_str(&text));
	add_attribute(&x->body, "name", name);
	buf_add_char(&x->body, '>');
	buf_release(&text);
}

static void end_case(struct junit *x)
{
	buf_add_text(&x->body, "</testcase>\n");
}

static bool fails(const struct junit *x, const struct finding *f)
{
	return f->severity <= x->options->fail_on;
}

/* Appends as text those findings of a case that are failures, or the others. */
static void add_findings(struct junit *x, const struct finding *f, size_t n, bool failing)
{
	struct render_options plain = *x->options;
	struct buf text = {0};

	plain.colour = plain.excerpt = false;
	for (size_t i = 0; i < n; i++)
		if (fails(x, &f[i]) == failing)
			render_text_finding(&text, &f[i], &plain);
	add_text(&x->body, buf_str(&text));
	buf_release(&text);
}

/* `first` is the first that fails. */
static void add_failure(struct junit *x, const struct finding *f, size_t n,
			const struct finding *first)
{
	struct buf words = {0};

	x->suite.failures++;
	catalogue_message(x->options->catalogue, &first->message, &words);
	buf_add_text(&x->body, "<failure");
	add_attribute(&x->body, "message", buf_str(&words));
	add_attribute(&x->body, "type", str_of(first->rule));
	buf_add_char(&x->body, '>');
	add_findings(x, f, n, true);
	buf_add_text(&x->body, "</failure>");
	buf_release(&words);
}

/* What a case with these findings holds. */
static void add_outcome(struct junit *x, const struct finding *f, size_t n)
{
	const struct finding *failure = NULL;
	bool others = false;

	for (size_t i = n; i-- > 0;) {
		if (fails(x, &f[i]))
			failure = &f[i];
		else
			others = true;
	}
	if (failure)
		add_failure(x, f, n, failure);
	if (others) {
		buf_add_text(&x->body, "<system-out>");
		add_findings(x, f, n, false);
		buf_add_text(&x->body, "</system-out>");
	}
}

static void add_counts(struct buf *out, size_t tests, size_t failures)
{
	buf_printf(out, " tests=\"%zu\" failures=\"%zu\" errors=\"0\"", tests, failures);
}

/* Ends the suite being made, which is left out when it has no cases. */
static void end_suite(struct junit *x, struct str name)
{
	if (x->suite.tests) {
		buf_add_text(&x->out, "  <testsuite");
		add_attribute(&x->out, "name", name);
		add_counts(&x->out, x->suite.tests, x->suite.failures);
		buf_printf(&x->out, " skipped=\"%zu\">\n", x->suite.skipped);
		buf_add(&x->out, buf_str(&x->body));
		buf_add_text(&x->out, "  </testsuite>\n");
	}
	x->total.tests += x->suite.tests;
	x->total.failures += x->suite.failures;
	x->suite.tests = x->suite.failures = x->suite.skipped = 0;
	buf_reset(&x->body);
}

/* The folder directly under the root, "" for what lies in the root itself. */
static struct str folder_of(struct str path)
{
	size_t slash = str_index(path, '/');

	return slash < path.len ? str_sub(path, 0, slash) : STR("");
}

static int cmp_cases(const void *pa, const void *pb)
{
	const struct junit_case *a = pa, *b = pb;
	int order = str_cmp(folder_of(a->path), folder_of(b->path));

	return order ? order : str_cmp(a->path, b->path);
}

/* The case of a path, added when it is a new one. Addresses are good until the next. */
static struct junit_case *case_of(struct junit_case *cases, size_t *n, struct map *by_path,
				  struct str path)
{
	struct map_entry *entry = map_add(by_path, path);

	if (!entry->value) {
		cases[*n] = (struct junit_case){.path = path};
		entry->value = &cases[(*n)++];
	}
	return entry->value;
}

/* All cases of records, by folder. Findings of one path stand together, verdicts of fail, which
 * are no case's here, among them. */
static struct junit_case *make_cases(const struct judgement *j, size_t *n)
{
	size_t n_findings = j->findings.items.n;
	struct junit_case *cases = mem_alloc((j->records.n + n_findings) * sizeof *cases);
	struct map by_path = {0};

	*n = 0;
	for (size_t i = 0; i < j->records.n; i++)
		case_of(cases, n, &by_path, j->records.at[i]);
	for (size_t i = 0; i < n_findings; i++) {
		const struct finding *f = &j->findings.items.at[i];
		struct junit_case *c;

		if (f->class == FINDING_RULE)
			continue;
		c = case_of(cases, n, &by_path, f->path);
		if (c->n == 0)
			c->first = i;
		c->n = i + 1 - c->first;
	}
	map_release(&by_path);
	if (*n)
		qsort(cases, *n, sizeof *cases, cmp_cases);
	return cases;
}

/* The findings of a case without the verdicts among them, copied to `kept`. */
static size_t keep_records(const struct finding_list *list, const struct junit_case *c,
			   struct finding *kept)
{
	size_t n = 0;

	for (size_t i = c->first; i < c->first + c->n; i++)
		if (list->items.at[i].class == FINDING_RECORD)
			kept[n++] = list->items.at[i];
	return n;
}

static void add_record(struct junit *x, const struct junit_case *c, struct finding *kept)
{
	size_t n = keep_records(&x->judgement->findings, c, kept);

	begin_case(x, "records", folder_of(c->path), c->path.len ? c->path : STR("."));
	add_outcome(x, kept, n);
	end_case(x);
}

static void add_records(struct junit *x)
{
	size_t n;
	struct junit_case *cases = make_cases(x->judgement, &n);
	struct finding *kept = mem_alloc(x->judgement->findings.items.n * sizeof *kept);

	for (size_t i = 0; i < n; i++) {
		struct str folder = folder_of(cases[i].path);

		add_record(x, &cases[i], kept);
		if (i + 1 == n || !str_eq(folder, folder_of(cases[i + 1].path)))
			end_suite(x, folder.len ? folder : STR("records"));
	}
	mem_free(kept);
	mem_free(cases);
}

static void add_key(struct buf *key, struct str rule, struct str kind, struct str subject)
{
	buf_reset(key);
	buf_printf(key, "%.*s\n%.*s\n%.*s", STR_ARG(rule), STR_ARG(kind), STR_ARG(subject));
}

/* The findings of rules by rule and subject; keys live in the arena. */
static void map_verdicts(const struct judgement *j, struct map *findings, struct arena *a)
{
	struct buf key = {0};

	for (size_t i = 0; i < j->findings.items.n; i++) {
		struct finding *f = &j->findings.items.at[i];

		if (f->class != FINDING_RULE)
			continue;
		add_key(&key, str_of(f->rule), f->subject_kind, f->subject);
		map_put(findings, arena_str(a, buf_str(&key)), f);
	}
	buf_release(&key);
}

static void add_skipped(struct junit *x, enum verdict verdict)
{
	const char *id = verdict == VERDICT_WAIVED ? "verdict.waived" : "verdict.pending";

	x->suite.skipped++;
	buf_add_text(&x->body, "<skipped");
	add_attribute(&x->body, "message", catalogue_text(x->options->catalogue, id));
	buf_add_text(&x->body, "/>");
}

static void add_verdict(struct junit *x, const struct subject_verdict *v,
			const struct finding *f)
{
	struct buf name = {0};

	buf_printf(&name, "%.*s %.*s", STR_ARG(v->kind), STR_ARG(v->subject));
	begin_case(x, "rules", v->rule, buf_str(&name));
	if (v->verdict == VERDICT_WAIVED || v->verdict == VERDICT_PENDING)
		add_skipped(x, v->verdict);
	if (f)
		add_outcome(x, f, 1);
	end_case(x);
	buf_release(&name);
}

/* Whom a rule does not apply to is no case of it; what a keyword found are cases of records. */
static void add_rules(struct junit *x)
{
	const struct judgement *j = x->judgement;
	struct map findings = {0};
	struct arena arena = {0};
	struct buf key = {0};

	map_verdicts(j, &findings, &arena);
	for (size_t i = 0; i < j->verdicts.n; i++) {
		const struct subject_verdict *v = &j->verdicts.at[i];

		add_key(&key, v->rule, v->kind, v->subject);
		if (v->verdict != VERDICT_NOT_APPLICABLE && !v->by_keyword)
			add_verdict(x, v, map_get(&findings, buf_str(&key)));
		if (i + 1 == j->verdicts.n || !str_eq(v->rule, j->verdicts.at[i + 1].rule))
			end_suite(x, v->rule);
	}
	buf_release(&key);
	map_release(&findings);
	arena_release(&arena);
}

static void junit_write(struct buf *out, const struct judgement *j,
			const struct render_options *o)
{
	struct junit x = {.judgement = j, .options = o};

	add_records(&x);
	add_rules(&x);
	buf_add_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites");
	add_attribute(out, "name", j->source.program);
	add_counts(out, x.total.tests, x.total.failures);
	buf_add_text(out, ">\n");
	buf_add(out, buf_str(&x.out));
	buf_add_text(out, "</testsuites>\n");
	buf_release(&x.out);
	buf_release(&x.body);
}

const struct renderer render_junit = {
	.name = "junit",
	.for_machines = true,
	.lists_passed = true,
	.write = junit_write,
};
