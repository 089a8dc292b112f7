/* SPDX-License-Identifier: MIT */
/*
 * Runs the JSON Schema Test Suite, draft 2020-12, on lib/schema.
 *
 * usage: conformance SUITE KNOWN
 *
 * SUITE is the suite's folder, with `tests` and `remotes`; what it serves as
 * http://localhost:1234/ is read from `remotes`. KNOWN lists the tests that are known not to
 * pass: lines `FILE<TAB>GROUP<TAB>TEST<TAB>REASON`, `#` begins a comment. Prints a line for
 * each file, each failure with its reason, and the sums. Each verdict is asked for twice, of
 * schema_valid and schema_explain, which have to agree. Status 1: a test fails that is not
 * listed, or passes though it is; or there is no such test as a listed one.
 */
#include "base/buf.h"
#include "base/map.h"
#include "schema/schema.h"
#include "text/json.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SCHEMA_URI STR("http://localhost:1234/conformance")

/* A test that is known not to pass. */
struct known {
	struct str reason;
	bool met;
};

struct tally {
	size_t passed, total;
};

struct suite {
	const char *folder;
	struct arena arena;  /* of KNOWN's texts */
	struct map known;    /* "FILE\tGROUP\tTEST" → struct known */
	bool assert_formats; /* in the folder being run */
	struct tally all;    /* of the folder being run */
	size_t surprises;    /* what is otherwise than KNOWN says */
	struct schema_scratch *scratch;
};

/* The group of tests being run: its schema, or why there is none. */
struct group {
	const char *file;
	struct str description;
	struct tree *tree; /* of the file */
	struct schema_set *set;
	const struct schema *schema;
	struct error error;
};

static bool read_file(const char *path, struct buf *bytes)
{
	FILE *file = fopen(path, "rb");
	size_t n;

	if (!file)
		return false;
	while ((n = fread(buf_reserve(bytes, 1 << 16), 1, 1 << 16, file)) > 0)
		bytes->len += n;
	buf_add(bytes, STR(""));
	fclose(file);
	return true;
}

static void die(const char *what, const char *path)
{
	fprintf(stderr, "conformance: %s: %s\n", path, what);
	exit(2);
}

/* Serves the suite's remotes. */
static int fetch(void *context, struct str uri, struct buf *bytes, struct buf *name,
		 struct error *error)
{
	const struct suite *s = context;
	const struct str base = STR("http://localhost:1234/");
	struct buf path = {0};
	bool found = false;

	(void)name;
	(void)error;
	if (str_starts(uri, base)) {
		uri = str_sub(uri, base.len, uri.len);
		buf_printf(&path, "%s/remotes/%.*s", s->folder, STR_ARG(uri));
		found = read_file(buf_cstr(&path), bytes);
	}
	buf_release(&path);
	return found ? 0 : STATUS_NOT_FOUND;
}

/* KNOWN's lines; their texts are the arena's. */
static void read_known(struct suite *s, const char *path)
{
	struct buf bytes = {0};
	struct str rest, line;

	if (!read_file(path, &bytes))
		die("cannot be read", path);
	rest = arena_str(&s->arena, buf_str(&bytes));
	buf_release(&bytes);
	while (rest.len) {
		struct known *known;
		size_t end;

		line = str_split(&rest, '\n');
		if (!line.len || line.ptr[0] == '#')
			continue;
		for (end = line.len; end && line.ptr[end - 1] != '\t'; end--)
			;
		if (!end)
			die("a line without tabs", path);
		known = arena_zalloc(&s->arena, sizeof *known);
		known->reason = str_sub(line, end, line.len);
		map_put(&s->known, str_sub(line, 0, end - 1), known);
	}
}

/* What came out, in a word: a verdict, or why there is none. */
static const char *run_test(struct suite *s, const struct group *g, struct node *data)
{
	struct tree instance = {
		.source = g->tree->source, .root = data, .arena = g->tree->arena};
	struct finding_list findings = {0};
	const char *result = "invalid";
	bool valid;

	if (!g->schema)
		return g->error.message.id;
	valid = schema_valid(g->schema, data, s->scratch);
	schema_explain(g->schema, &instance, STR(""), 1, false, &findings, s->scratch);
	if (valid != (findings.items.n == 0))
		result = "the verdict and its explanation do not agree";
	else if (valid)
		result = "valid";
	else if (str_starts(str_of(findings.items.at[0].rule), STR("schema.limit-")))
		result = "a bound was crossed";
	finding_release(&findings);
	return result;
}

static void print_result(const struct group *g, const struct node *test, const char *how,
			 struct str why)
{
	struct str description = tree_get_text(test, STR("description"));

	printf("  %s: %.*s / %.*s: %.*s\n", how, STR_ARG(g->description), STR_ARG(description),
	       STR_ARG(why));
}

/* Holds the result against KNOWN. */
static void judge(struct suite *s, const struct group *g, const struct node *test, bool passed,
		  const char *result)
{
	struct str description = tree_get_text(test, STR("description"));
	struct buf id = {0};
	struct known *known;

	buf_printf(&id, "%s\t%.*s\t%.*s", g->file, STR_ARG(g->description),
		   STR_ARG(description));
	known = map_get(&s->known, buf_str(&id));
	buf_release(&id);
	if (known)
		known->met = true;
	if (known && !passed)
		print_result(g, test, "fails, as known", known->reason);
	else if (known)
		print_result(g, test, "PASSES, BUT IS LISTED", known->reason);
	else if (!passed)
		print_result(g, test, "FAILS", str_of(result));
	s->surprises += passed == !!known;
}

static void open_group(struct suite *s, struct group *g, const struct node *schema)
{
	const struct schema_options options = {
		.assert_formats = s->assert_formats, .fetch = fetch, .fetch_context = s};
	struct str bytes = str_sub(g->tree->source, schema->start, schema->end - schema->start);

	g->set = schema_set_new(&options);
	if (!schema_set_add(g->set, SCHEMA_URI, STR(""), bytes, &g->error))
		schema_compile(g->set, SCHEMA_URI, &g->schema, &g->error);
}

static struct tally run_group(struct suite *s, const char *file, struct tree *tree,
			      const struct node *node)
{
	struct group g = {.file = file, .tree = tree};
	struct tally tally = {0};

	g.description = tree_get_text(node, STR("description"));
	open_group(s, &g, tree_get(node, STR("schema")));
	TREE_EACH_ITEM (test, tree_get(node, STR("tests"))) {
		struct str valid = tree_get(test, STR("valid"))->text;
		const char *result = run_test(s, &g, tree_get(test, STR("data")));
		bool passed = str_eq(valid, STR("true")) ? strcmp(result, "valid") == 0
							 : strcmp(result, "invalid") == 0;

		judge(s, &g, test, passed, result);
		tally.passed += passed;
		tally.total++;
	}
	schema_set_free(g.set);
	error_release(&g.error);
	return tally;
}

/* Runs a file of the suite; `name` is relative to its tests. */
static void run_file(struct suite *s, const char *name)
{
	struct finding_list findings = {0};
	struct buf path = {0}, bytes = {0};
	struct arena arena = {0};
	struct tally tally = {0};
	struct tree tree = {0};

	buf_printf(&path, "%s/tests/%s", s->folder, name);
	if (!read_file(buf_cstr(&path), &bytes) ||
	    !json_read(&tree, buf_str(&bytes), &arena, STR(""), &findings) || findings.items.n)
		die("cannot be read", buf_cstr(&path));
	TREE_EACH_ITEM (group, tree.root) {
		struct tally t = run_group(s, name, &tree, group);

		tally.passed += t.passed;
		tally.total += t.total;
	}
	printf("%s: %zu passed, %zu failed\n", name, tally.passed, tally.total - tally.passed);
	s->all.passed += tally.passed;
	s->all.total += tally.total;
	finding_release(&findings);
	arena_release(&arena);
	buf_release(&bytes);
	buf_release(&path);
}

static int is_json(const struct dirent *entry)
{
	return str_ends(str_of(entry->d_name), STR(".json"));
}

/* By bytes, whatever the locale. */
static int compare(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

/* Runs the files of a folder of the suite's tests. */
static struct tally run_folder(struct suite *s, const char *name, bool assert_formats)
{
	struct buf path = {0};
	struct dirent **entries;
	int n;

	buf_printf(&path, "%s/tests/%s", s->folder, name);
	n = scandir(buf_cstr(&path), &entries, is_json, compare);
	if (n < 0)
		die("cannot be read", buf_cstr(&path));
	s->assert_formats = assert_formats;
	s->all = (struct tally){0};
	for (int i = 0; i < n; i++) {
		buf_reset(&path);
		buf_printf(&path, "%s/%s", name, entries[i]->d_name);
		run_file(s, buf_cstr(&path));
		free(entries[i]);
	}
	free(entries);
	buf_release(&path);
	return s->all;
}

static void report_unmet(struct suite *s)
{
	for (size_t i = 0; i < s->known.n; i++) {
		const struct known *known = s->known.entries[i].value;

		if (known->met)
			continue;
		printf("LISTED, BUT NOT IN THE SUITE: %.*s\n",
		       STR_ARG(s->known.entries[i].key));
		s->surprises++;
	}
}

int main(int argc, char **argv)
{
	struct suite s = {.scratch = schema_scratch_new()};
	struct tally required, optional, formats;

	if (argc != 3)
		die("usage: conformance SUITE KNOWN", argv[0]);
	s.folder = argv[1];
	read_known(&s, argv[2]);
	required = run_folder(&s, "draft2020-12", false);
	optional = run_folder(&s, "draft2020-12/optional", false);
	formats = run_folder(&s, "draft2020-12/optional/format", true);
	report_unmet(&s);
	printf("required %zu of %zu, optional %zu of %zu, formats %zu of %zu\n",
	       required.passed, required.total, optional.passed, optional.total, formats.passed,
	       formats.total);
	schema_scratch_free(s.scratch);
	map_release(&s.known);
	arena_release(&s.arena);
	return s.surprises ? 1 : 0;
}
