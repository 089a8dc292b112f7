/* SPDX-License-Identifier: MIT */
/*
 * Reading a pack. Each file is first held to its schema in schema/meta; what is read here
 * afterwards needs no checks of shape.
 */
#include "policy/pack.h"

#include "base/mem.h"
#include "policy/param.h"
#include "text/place.h"
#include "text/yaml.h"

struct loader {
	struct pack *pack;
	const struct kind_set *kinds;
	struct finding_list *findings;
	struct schema_set *schemas;
	struct schema_scratch *scratch;
	const struct schema *pack_schema, *rule_schema, *report_schema;
	struct str path; /* of the file being read */
	struct error *error;
};

static const char *const level_names[] = {"must", "should", "may"};
static const char *const term_names[] = {"yearly", "dated", "standing"};

const char *pack_level_name(enum rule_level level)
{
	return level_names[level];
}

const char *pack_term_name(enum rule_term term)
{
	return term_names[term];
}

/* The index of a name that the schema has checked. */
static int index_of(const char *const *names, struct str name)
{
	int i = 0;

	while (!str_eq(str_of(names[i]), name))
		i++;
	return i;
}

static struct str keep(struct loader *l, struct str s)
{
	return arena_str(&l->pack->arena, s);
}

static struct texts read_texts(struct loader *l, const struct node *node)
{
	return (struct texts){keep(l, tree_get_text(node, STR("zh"))),
			      keep(l, tree_get_text(node, STR("en")))};
}

static const struct str *read_values(struct loader *l, const struct node *node, size_t *n)
{
	struct str *values;

	*n = 0;
	if (!node)
		return NULL;
	if (node->kind != NODE_ARRAY) {
		values = arena_alloc(&l->pack->arena, sizeof *values);
		values[(*n)++] = keep(l, node->text);
		return values;
	}
	values = arena_alloc(&l->pack->arena, (node->count + 1) * sizeof *values);
	TREE_EACH_ITEM (item, node)
		values[(*n)++] = keep(l, item->text);
	return values;
}

/* Gives a finding about the pack the place of a node. */
static void place(struct finding *f, struct tree *t, const struct node *at)
{
	place_finding(t, f, at->start, at->end);
}

static void read_param(struct loader *l, struct tree *t, struct str name,
		       const struct node *node)
{
	struct param *p = vec_add(&l->pack->params);
	const struct node *maximum = tree_get(node, STR("maximum"));
	const struct node *value = tree_get(node, STR("default"));

	p->name = keep(l, name);
	param_type_parse(tree_get_text(node, STR("type")), &p->type);
	p->title = read_texts(l, tree_get(node, STR("title")));
	p->choices = read_values(l, tree_get(node, STR("choices")), &p->n_choices);
	p->maximum = maximum ? keep(l, maximum->text) : STR("");
	p->values = read_values(l, value, &p->n_values);
	if (!param_takes(p, value))
		place(finding_add(l->findings, "pack.parameter-default", l->path, "name",
				  p->name.ptr, NULL),
		      t, value);
}

static void read_scopes(struct loader *l, struct tree *t, const struct node *subject)
{
	const struct node *scopes = subject->next;

	if (!kind_find(l->kinds, subject->text))
		place(finding_add(l->findings, "pack.unknown-kind", l->path, "kind",
				  arena_cstr(&l->pack->arena, subject->text), NULL),
		      t, subject);
	TREE_EACH_MEMBER (scope, scopes) {
		struct str *sql = arena_alloc(&l->pack->arena, sizeof *sql);
		char *key = arena_printf(&l->pack->arena, "%.*s/%.*s", STR_ARG(subject->text),
					 STR_ARG(scope->text));

		*sql = keep(l, scope->next->text);
		map_put(&l->pack->scopes, str_of(key), sql);
	}
}

static void read_pack(struct loader *l, struct tree *t)
{
	const struct node *root = t->root;
	const struct node *params = tree_get(root, STR("parameters"));
	const struct node *subjects = tree_get(root, STR("subjects"));

	l->pack->name = keep(l, tree_get_text(root, STR("pack")));
	l->pack->title = read_texts(l, tree_get(root, STR("title")));
	TREE_EACH_MEMBER (param, params)
		read_param(l, t, param->text, param->next);
	TREE_EACH_MEMBER (subject, subjects)
		read_scopes(l, t, subject);
}

static struct statement read_statement(struct loader *l, struct tree *t,
				       const struct node *node)
{
	if (!node)
		return (struct statement){0};
	return (struct statement){keep(l, node->text), tree_line(t, node->start)};
}

static const struct label *read_labels(struct loader *l, const struct node *node, size_t *n)
{
	struct label *labels;

	*n = 0;
	if (!node)
		return NULL;
	labels = arena_alloc(&l->pack->arena, (node->count + 1) * sizeof *labels);
	TREE_EACH_MEMBER (name, node)
		labels[(*n)++] = (struct label){keep(l, name->text), read_texts(l, name->next)};
	return labels;
}

static void read_affects(struct loader *l, struct tree *t, struct rule *rule,
			 const struct node *node)
{
	struct affected *affects;

	if (!node)
		return;
	affects = arena_alloc(&l->pack->arena, node->count * sizeof *affects);
	TREE_EACH_MEMBER (table, node) {
		affects[rule->n_affects++] = (struct affected){
			keep(l, table->text), read_statement(l, t, table->next)};
	}
	rule->affects = affects;
}

/* The kinds a rule judges; one that does not exist is a finding. */
static void read_subjects(struct loader *l, struct tree *t, struct rule *rule, struct str path,
			  const struct node *node)
{
	size_t n;
	const struct str *names = read_values(l, node, &n);

	rule->subjects = arena_alloc(&l->pack->arena, n * sizeof *rule->subjects);
	for (size_t i = 0; i < n; i++) {
		const struct kind *kind = kind_find(l->kinds, names[i]);

		if (kind)
			rule->subjects[rule->n_subjects++] = kind;
		else
			place(finding_add(l->findings, "pack.unknown-kind", path, "kind",
					  names[i].ptr, NULL),
			      t, node);
	}
}

static bool has_param(const struct pack *pack, struct str name)
{
	for (size_t i = 0; i < pack->params.n; i++)
		if (str_eq(pack->params.at[i].name, name))
			return true;
	return false;
}

static void read_condition(struct loader *l, struct tree *t, struct rule *rule,
			   const struct node *when)
{
	if (!when)
		return;
	rule->when = keep(l, when->first->text);
	rule->value = keep(l, when->first->next->text);
	if (!has_param(l->pack, rule->when))
		place(finding_add(l->findings, "pack.parameter-unknown", l->path, "name",
				  rule->when.ptr, NULL),
		      t, when->first);
}

static void read_rule(struct loader *l, struct tree *t, struct str path)
{
	struct rule *rule = vec_add(&l->pack->rules);
	const struct node *root = t->root, *waivable = tree_get(root, STR("waivable"));
	struct str scope = tree_get_text(root, STR("scope"));

	rule->file = keep(l, path);
	rule->id = keep(l, tree_get_text(root, STR("rule")));
	rule->clause = keep(l, tree_get_text(root, STR("clause")));
	rule->level = (enum rule_level)index_of(level_names, tree_get_text(root, STR("level")));
	rule->term = (enum rule_term)index_of(term_names, tree_get_text(root, STR("term")));
	rule->scope = scope.len ? keep(l, scope) : STR("judged");
	rule->waivable = !waivable || str_eq(waivable->text, STR("true"));
	rule->title = read_texts(l, tree_get(root, STR("title")));
	rule->hint = read_texts(l, tree_get(root, STR("hint")));
	rule->reading = read_texts(l, tree_get(root, STR("reading")));
	rule->unit = read_texts(l, tree_get(root, STR("unit")));
	rule->keyword = keep(l, tree_get_text(root, STR("keyword")));
	rule->measure = read_statement(l, t, tree_get(root, STR("measure")));
	rule->evidence = read_statement(l, t, tree_get(root, STR("evidence")));
	read_condition(l, t, rule, tree_get(root, STR("when")));
	rule->labels = read_labels(l, tree_get(root, STR("values")), &rule->n_labels);
	read_affects(l, t, rule, tree_get(root, STR("affects")));
	read_subjects(l, t, rule, path, tree_get(root, STR("subject")));
	if (rule->measure.sql.len && rule->n_subjects > 1)
		place(finding_add(l->findings, "pack.several-subjects", path, NULL), t,
		      tree_get(root, STR("subject")));
	for (size_t i = 0; i < rule->n_subjects; i++)
		if (!pack_scope(l->pack, rule->subjects[i], rule->scope))
			place(finding_add(l->findings, "pack.unknown-scope", path, "scope",
					  rule->scope.ptr, NULL),
			      t, root);
}

static void read_report(struct loader *l, struct tree *t)
{
	struct report *report = vec_add(&l->pack->reports);
	const struct node *root = t->root;

	report->name = keep(l, tree_get_text(root, STR("report")));
	report->title = read_texts(l, tree_get(root, STR("title")));
	report->parts = read_labels(l, tree_get(root, STR("parts")), &report->n_parts);
	report->columns = read_labels(l, tree_get(root, STR("columns")), &report->n_columns);
	report->order = read_values(l, tree_get(root, STR("order")), &report->n_order);
}

/* Reads a file and holds it to its schema; whether it can be used. */
static bool read_checked(struct loader *l, const struct pack_file *file, struct str path,
			 const struct schema *schema, struct arena *arena, struct tree *t)
{
	size_t before = l->findings->items.n;

	if (yaml_read(t, file->bytes, arena, path, l->findings))
		schema_explain(schema, t, path, YAML_FINDINGS_MAX, false, l->findings,
			       l->scratch);
	return l->findings->items.n == before;
}

static bool lies_in(struct str name, struct str folder)
{
	return str_starts(name, folder) && str_ends(name, STR(".yaml"));
}

/* The schema of a file's shape; NULL for a file that is not read here. */
static const struct schema *shape_of(const struct loader *l, struct str name)
{
	if (str_eq(name, STR("pack.yaml")))
		return l->pack_schema;
	if (lies_in(name, STR("rules/")))
		return l->rule_schema;
	return lies_in(name, STR("reports/")) ? l->report_schema : NULL;
}

static void load_file(struct loader *l, const struct pack_file *file)
{
	const struct schema *shape = shape_of(l, file->name);
	struct arena arena = {0};
	struct tree t;
	struct str path = str_of(arena_printf(&arena, "schema/%.*s", STR_ARG(file->name)));

	l->path = path;
	if (read_checked(l, file, path, shape, &arena, &t)) {
		if (shape == l->pack_schema)
			read_pack(l, &t);
		else if (shape == l->rule_schema)
			read_rule(l, &t, path);
		else
			read_report(l, &t);
	}
	arena_release(&arena);
}

/* FNV-1a, 64 bits: names the pack's state, it does not guard against forgery. */
static void add_digest(uint64_t *digest, struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		*digest = (*digest ^ (unsigned char)s.ptr[i]) * 1099511628211ull;
}

static void load_files(struct loader *l, const struct pack_file *files, size_t n)
{
	uint64_t digest = 14695981039346656037ull;

	for (size_t i = 0; i < n; i++) {
		if (!str_starts(files[i].name, STR("messages/"))) {
			add_digest(&digest, files[i].name);
			add_digest(&digest, files[i].bytes);
		}
		if (shape_of(l, files[i].name) == l->pack_schema)
			load_file(l, &files[i]);
	}
	for (size_t i = 0; i < n; i++)
		if (shape_of(l, files[i].name) && shape_of(l, files[i].name) != l->pack_schema)
			load_file(l, &files[i]);
	l->pack->digest =
		str_of(arena_printf(&l->pack->arena, "%016llx", (unsigned long long)digest));
}

static int compile_schema(struct loader *l, const struct pack_file *files, size_t n,
			  const char *name, const struct schema **schema)
{
	struct buf uri = {0};
	int status = 0;

	buf_printf(&uri, "%s%s", KIND_URI_BASE, name);
	for (size_t i = 0; i < n && status == 0; i++)
		if (str_eq(files[i].name, str_of(name)))
			status = schema_set_add(l->schemas, buf_str(&uri), STR(""),
						files[i].bytes, l->error);
	if (status == 0)
		status = schema_compile(l->schemas, buf_str(&uri), schema, l->error);
	buf_release(&uri);
	return status;
}

int pack_load(const struct pack_file *files, size_t n, const struct kind_set *kinds,
	      struct pack **pack, struct finding_list *findings, struct error *error)
{
	const struct schema_options options = {.mode = SCHEMA_GENERAL};
	struct loader l = {.kinds = kinds, .findings = findings, .error = error};
	size_t before = findings->items.n;
	int status;

	l.pack = mem_zalloc(1, sizeof *l.pack);
	l.schemas = schema_set_new(&options);
	l.scratch = schema_scratch_new();
	status = compile_schema(&l, files, n, "meta/pack.yaml", &l.pack_schema);
	if (status == 0)
		status = compile_schema(&l, files, n, "meta/rule.yaml", &l.rule_schema);
	if (status == 0)
		status = compile_schema(&l, files, n, "meta/report.yaml", &l.report_schema);
	if (status == 0) {
		load_files(&l, files, n);
		if (findings->items.n > before || l.pack->name.len == 0)
			status = error_set(error, STATUS_INVALID, "pack.invalid", "pack",
					   l.pack->name.len ? l.pack->name.ptr : "?", NULL);
	}
	schema_scratch_free(l.scratch);
	schema_set_free(l.schemas);
	if (status < 0) {
		pack_free(l.pack);
		l.pack = NULL;
	}
	*pack = l.pack;
	return status;
}

void pack_free(struct pack *p)
{
	if (!p)
		return;
	vec_release(&p->params);
	vec_release(&p->rules);
	vec_release(&p->reports);
	map_release(&p->scopes);
	arena_release(&p->arena);
	mem_free(p);
}

const struct str *pack_scope(const struct pack *p, const struct kind *kind, struct str scope)
{
	struct buf key = {0};
	const struct str *sql;

	buf_printf(&key, "%.*s/%.*s", STR_ARG(kind->name), STR_ARG(scope));
	sql = map_get(&p->scopes, buf_str(&key));
	buf_release(&key);
	return sql;
}

const struct rule *pack_rule(const struct pack *p, struct str id)
{
	for (size_t i = 0; i < p->rules.n; i++)
		if (str_eq(p->rules.at[i].id, id))
			return &p->rules.at[i];
	return NULL;
}

const struct report *pack_report(const struct pack *p, struct str name)
{
	for (size_t i = 0; i < p->reports.n; i++)
		if (str_eq(p->reports.at[i].name, name))
			return &p->reports.at[i];
	return NULL;
}

static struct table_title title_of(const struct texts *texts)
{
	return (struct table_title){texts->zh, texts->en};
}

struct table_title pack_title(const struct label *labels, size_t n, struct str name)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(labels[i].name, name))
			return title_of(&labels[i].title);
	return (struct table_title){{NULL, 0}, {NULL, 0}};
}

struct table_title pack_column_title(const struct report *report, struct str column)
{
	return report ? pack_title(report->columns, report->n_columns, column)
		      : pack_title(NULL, 0, column);
}

struct table_title pack_report_title(const struct pack *p, struct str name)
{
	const struct report *report = pack_report(p, name);

	return report ? title_of(&report->title) : pack_title(NULL, 0, name);
}

struct str pack_nearest_rule(const struct pack *p, struct str id)
{
	struct str nearest = STR("");
	unsigned best = (unsigned)id.len / 3 + 1;

	for (size_t i = 0; i < p->rules.n; i++) {
		unsigned distance = str_distance(p->rules.at[i].id, id, best);

		if (distance < best) {
			best = distance;
			nearest = p->rules.at[i].id;
		}
	}
	return nearest;
}
