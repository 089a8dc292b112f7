/* SPDX-License-Identifier: MIT */
/*
 * Reading a pack, layer by layer. Each file is first held to its schema in schema/meta; what is
 * read here afterwards needs no checks of shape.
 */
#include "base/mem.h"
#include "base/nearby.h"
#include "policy/param.h"
#include "policy/rulefile.h"
#include "text/yaml.h"

struct loader {
	struct reader reader;
	struct schema_set *schemas;
	struct schema_scratch *scratch;
	const struct schema *pack, *rule, *report, *titles, *keys; /* shapes */
	struct error *error;
};

/* The columns of `param` that are no pack's (RULES.md, "Verdicts"). */
static const char *const period[] = {"as_of", "judged_to", "year", "year_end", "year_start"};

static struct param *find_param(const struct pack *pack, struct str name)
{
	for (size_t i = 0; i < pack->params.n; i++)
		if (str_eq(pack->params.at[i].name, name))
			return &pack->params.at[i];
	return NULL;
}

static bool is_of_period(struct str name)
{
	for (size_t i = 0; i < sizeof period / sizeof *period; i++)
		if (str_eq(name, str_of(period[i])))
			return true;
	return false;
}

static void read_default(struct reader *r, struct param *p, const struct node *value)
{
	p->values = reader_values(r, value, &p->n_values);
	if (!param_takes(p, value))
		reader_place(r,
			     finding_add(r->findings, "pack.parameter-default", r->path, "name",
					 p->name.ptr, NULL),
			     value);
}

static void add_param(struct reader *r, const struct node *key)
{
	const struct node *node = key->next, *maximum = tree_get(node, STR("maximum"));
	struct param *p;

	if (is_of_period(key->text) || find_param(r->pack, key->text)) {
		reader_place(r,
			     finding_add(r->findings, "pack.parameter-twice", r->path, "name",
					 reader_keep(r, key->text).ptr, NULL),
			     key);
		return;
	}
	p = vec_add(&r->pack->params);
	p->name = reader_keep(r, key->text);
	param_type_parse(tree_get_text(node, STR("type")), &p->type);
	p->title = reader_texts(r, tree_get(node, STR("title")));
	p->choices = reader_values(r, tree_get(node, STR("choices")), &p->n_choices);
	p->maximum = maximum ? reader_keep(r, maximum->text) : STR("");
	read_default(r, p, tree_get(node, STR("default")));
}

static void refuse_param(struct reader *r, const struct node *key)
{
	struct nearby near = {.wanted = key->text};
	struct buf nearest = {0};
	const char *name = arena_cstr(&near.arena, key->text);
	struct finding *f;

	for (size_t i = 0; i < r->pack->params.n; i++)
		nearby_offer(&near, r->pack->params.at[i].name);
	nearby_list(&near, &nearest);
	f = nearest.len ? finding_under(finding_add(r->findings, "pack.parameter-unknown-near",
						    r->path, "name", name, "nearest",
						    buf_cstr(&nearest), NULL),
					"pack.parameter-unknown")
			: finding_add(r->findings, "pack.parameter-unknown", r->path, "name",
				      name, NULL);
	reader_place(r, f, key);
	buf_release(&nearest);
	nearby_release(&near);
}

/* What has a type is a parameter of the pack's own, what has none is changed. */
static void read_param(struct reader *r, const struct node *key)
{
	const struct node *value = tree_get(key->next, STR("default"));
	const struct node *title = tree_get(key->next, STR("title"));
	struct param *p = find_param(r->pack, key->text);

	if (tree_get(key->next, STR("type"))) {
		add_param(r, key);
	} else if (!p) {
		refuse_param(r, key);
	} else {
		if (value)
			read_default(r, p, value);
		if (title)
			p->title = reader_texts(r, title);
	}
}

/* A view is there once: who is judged by a rule taken over stays. */
static void read_scope(struct reader *r, const struct node *subject, const struct node *scope)
{
	struct arena *a = &r->pack->arena;
	char *key = arena_printf(a, "%.*s/%.*s", STR_ARG(subject->text), STR_ARG(scope->text));
	struct view *view;

	if (map_find(&r->pack->scopes, str_of(key))) {
		reader_place(r,
			     finding_add(r->findings, "pack.view-twice", r->path, "view",
					 arena_cstr(a, scope->text), NULL),
			     scope);
		return;
	}
	view = arena_alloc(a, sizeof *view);
	*view = (struct view){reader_statement(r, scope->next), reader_keep(r, r->path),
			      r->outside};
	map_put(&r->pack->scopes, str_of(key), view);
}

static void read_scopes(struct reader *r, const struct node *subject)
{
	if (!kind_find(r->kinds, subject->text))
		reader_place(r,
			     finding_add(r->findings, "pack.unknown-kind", r->path, "kind",
					 arena_cstr(&r->pack->arena, subject->text), NULL),
			     subject);
	TREE_EACH_MEMBER (scope, subject->next)
		read_scope(r, subject, scope);
}

/* A pack has the name it is looked for by. */
static void read_name(struct reader *r, const struct node *root)
{
	const struct node *name = tree_get(root, STR("pack"));

	r->pack->name = reader_keep(r, name->text);
	if (r->layer->name.len && !str_eq(name->text, r->layer->name))
		reader_place(r,
			     finding_add(r->findings, "pack.name", r->path, "name",
					 r->pack->name.ptr, "folder",
					 reader_keep(r, r->layer->name).ptr, NULL),
			     name);
}

/* A pack that extends none begins anew. */
static void start_over(struct pack *p)
{
	vec_release(&p->params);
	vec_release(&p->rules);
	map_release(&p->scopes);
}

static void read_pack(struct reader *r)
{
	const struct node *root = r->tree.root, *title = tree_get(root, STR("title"));
	const struct node *params = tree_get(root, STR("parameters"));
	const struct node *subjects = tree_get(root, STR("subjects"));
	const struct node *rules = tree_get(root, STR("rules"));

	if (r->outside && !tree_get(root, STR("extends")))
		start_over(r->pack);
	read_name(r, root);
	if (title)
		r->pack->title = reader_texts(r, title);
	if (params)
		TREE_EACH_MEMBER (param, params)
			read_param(r, param);
	if (subjects)
		TREE_EACH_MEMBER (subject, subjects)
			read_scopes(r, subject);
	if (rules)
		TREE_EACH_MEMBER (rule, rules)
			rulefile_change(r, rule);
}

static void read_report(struct reader *r)
{
	struct report *report = vec_add(&r->pack->reports);
	const struct node *root = r->tree.root;

	report->name = reader_keep(r, tree_get_text(root, STR("report")));
	report->title = reader_texts(r, tree_get(root, STR("title")));
	report->parts = reader_labels(r, tree_get(root, STR("parts")), &report->n_parts);
	report->columns = reader_labels(r, tree_get(root, STR("columns")), &report->n_columns);
	report->order = reader_values(r, tree_get(root, STR("order")), &report->n_order);
}

/* Gives labels that are there the titles of others with their names; a name that none has is a
 * finding. */
static void change_labels(struct reader *r, struct label *labels, size_t n,
			  const struct node *titles)
{
	if (!titles)
		return;
	TREE_EACH_MEMBER (key, titles) {
		size_t i = 0;

		while (i < n && !str_eq(labels[i].name, key->text))
			i++;
		if (i < n)
			labels[i].title = reader_texts(r, key->next);
		else
			reader_place(r,
				     finding_add(r->findings, "pack.unknown-title", r->path,
						 "name", reader_keep(r, key->text).ptr, NULL),
				     key);
	}
}

static struct report *find_report(const struct pack *pack, struct str name)
{
	for (size_t i = 0; i < pack->reports.n; i++)
		if (str_eq(pack->reports.at[i].name, name))
			return &pack->reports.at[i];
	return NULL;
}

/* What reports are called can be changed, not what they hold. */
static void change_report(struct reader *r)
{
	const struct node *root = r->tree.root, *name = tree_get(root, STR("report"));
	const struct node *title = tree_get(root, STR("title"));
	struct report *report = find_report(r->pack, name->text);

	if (!report) {
		reader_place(r,
			     finding_add(r->findings, "pack.unknown-report", r->path, "report",
					 reader_keep(r, name->text).ptr, NULL),
			     name);
		return;
	}
	if (title)
		report->title = reader_texts(r, title);
	change_labels(r, report->parts, report->n_parts, tree_get(root, STR("parts")));
	change_labels(r, report->columns, report->n_columns, tree_get(root, STR("columns")));
}

/* Reads a file and holds it to its schema; whether it can be used. */
static bool read_checked(struct loader *l, const struct pack_file *file,
			 const struct schema *shape, struct arena *arena)
{
	struct reader *r = &l->reader;
	size_t before = r->findings->items.n;

	if (yaml_read(&r->tree, file->bytes, arena, r->path, r->findings))
		schema_explain(shape, &r->tree, r->path, YAML_FINDINGS_MAX, false, r->findings,
			       l->scratch);
	return r->findings->items.n == before;
}

static bool lies_in(struct str name, struct str folder)
{
	return str_starts(name, folder) && str_ends(name, STR(".yaml"));
}

/* The schema of a file's shape; NULL for a file that is not read here. */
static const struct schema *shape_of(const struct loader *l, struct str name)
{
	if (str_eq(name, STR("pack.yaml")))
		return l->pack;
	if (lies_in(name, STR("rules/")))
		return l->rule;
	if (lies_in(name, STR("reports/")))
		return l->reader.outside ? l->titles : l->report;
	return NULL;
}

static void load_file(struct loader *l, const struct pack_file *file)
{
	const struct schema *shape = shape_of(l, file->name);
	struct reader *r = &l->reader;
	struct arena arena = {0};

	r->path = str_of(arena_printf(&arena, "%.*s%.*s", STR_ARG(r->layer->folder),
				      STR_ARG(file->name)));
	if (read_checked(l, file, shape, &arena)) {
		if (shape == l->pack)
			read_pack(r);
		else if (shape == l->rule)
			rulefile_read(r);
		else if (shape == l->titles)
			change_report(r);
		else
			read_report(r);
	}
	arena_release(&arena);
}

/* pack.yaml first: the others name what is in it. */
static void load_layer(struct loader *l)
{
	const struct pack_layer *layer = l->reader.layer;

	for (size_t i = 0; i < layer->n; i++)
		if (shape_of(l, layer->files[i].name) == l->pack)
			load_file(l, &layer->files[i]);
	for (size_t i = 0; i < layer->n; i++) {
		const struct schema *shape = shape_of(l, layer->files[i].name);

		if (shape && shape != l->pack)
			load_file(l, &layer->files[i]);
	}
}

/* FNV-1a, 64 bits: names the pack's state, it does not guard against forgery. */
static void add_digest(uint64_t *digest, struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		*digest = (*digest ^ (unsigned char)s.ptr[i]) * 1099511628211ull;
}

/* Over the names and bytes of all files but messages; names of a repository's with their
 * folder. */
static struct str make_digest(struct pack *pack, const struct pack_layer *layers, size_t n)
{
	uint64_t digest = 14695981039346656037ull;

	for (const struct pack_layer *layer = layers; layer < layers + n; layer++) {
		for (size_t i = 0; i < layer->n; i++) {
			if (layer == layers &&
			    str_starts(layer->files[i].name, STR("messages/")))
				continue;
			if (layer > layers)
				add_digest(&digest, layer->folder);
			add_digest(&digest, layer->files[i].name);
			add_digest(&digest, layer->files[i].bytes);
		}
	}
	return str_of(arena_printf(&pack->arena, "%016llx", (unsigned long long)digest));
}

static int add_shape(struct loader *l, const struct pack_layer *layer, struct str name)
{
	struct buf uri = {0};
	int status = 0;

	buf_printf(&uri, "%s%.*s", KIND_URI_BASE, STR_ARG(name));
	for (size_t i = 0; i < layer->n && status == 0; i++)
		if (str_eq(layer->files[i].name, name))
			status = schema_set_add(l->schemas, buf_str(&uri), STR(""),
						layer->files[i].bytes, l->error);
	buf_release(&uri);
	return status;
}

static int compile_shapes(struct loader *l, const struct pack_layer *layer)
{
	const struct {
		const char *file, *uri;
		const struct schema **schema;
	} shapes[] = {
		{"meta/pack.yaml", KIND_URI_BASE "meta/pack.yaml", &l->pack},
		{"meta/rule.yaml", KIND_URI_BASE "meta/rule.yaml", &l->rule},
		{"meta/report.yaml", KIND_URI_BASE "meta/report.yaml", &l->report},
		{"", KIND_URI_BASE "meta/report.yaml#/$defs/change", &l->titles},
		{"meta/keys.yaml", KIND_URI_BASE "meta/keys.yaml", &l->keys},
	};
	int status = 0;

	for (size_t i = 0; i < sizeof shapes / sizeof *shapes && status == 0; i++) {
		status = add_shape(l, layer, str_of(shapes[i].file));
		if (status == 0)
			status = schema_compile(l->schemas, str_of(shapes[i].uri),
						shapes[i].schema, l->error);
	}
	return status;
}

static int load(struct loader *l, const struct pack_layer *layers, size_t n)
{
	struct reader *r = &l->reader;
	int status = compile_shapes(l, layers);

	for (size_t i = 0; i < n && status == 0; i++) {
		size_t before = r->findings->items.n;

		r->layer = &layers[i];
		r->outside = i > 0;
		load_layer(l);
		if (r->findings->items.n > before || r->pack->name.len == 0)
			status = pack_refuse(i ? layers[i].name : r->pack->name, l->error);
	}
	return status;
}

static void begin(struct loader *l)
{
	const struct schema_options options = {.mode = SCHEMA_GENERAL};

	l->schemas = schema_set_new(&options);
	l->scratch = schema_scratch_new();
}

static void end(struct loader *l)
{
	schema_scratch_free(l->scratch);
	schema_set_free(l->schemas);
}

int pack_load(const struct pack_layer *layers, size_t n, const struct kind_set *kinds,
	      struct pack **pack, struct finding_list *findings, struct error *error)
{
	struct loader l = {.reader = {.kinds = kinds, .findings = findings}, .error = error};
	int status;

	*pack = l.reader.pack = mem_zalloc(1, sizeof **pack);
	begin(&l);
	status = load(&l, layers, n);
	if (status == 0)
		(*pack)->digest = make_digest(*pack, layers, n);
	end(&l);
	if (status < 0) {
		pack_free(*pack);
		*pack = NULL;
	}
	return status;
}

static void check_keys(struct loader *l, const struct pack_file *file)
{
	struct reader *r = &l->reader;
	struct arena arena = {0};

	r->path = str_of(arena_printf(&arena, "%.*s%.*s", STR_ARG(r->layer->folder),
				      STR_ARG(file->name)));
	read_checked(l, file, l->keys, &arena);
	arena_release(&arena);
}

int pack_load_keys(const struct pack_layer *layers, size_t n, struct finding_list *findings,
		   struct error *error)
{
	struct loader l = {.reader = {.findings = findings}, .error = error};
	size_t before = findings->items.n;
	int status;

	begin(&l);
	status = compile_shapes(&l, layers);
	for (size_t i = 1; i < n && status == 0; i++) {
		l.reader.layer = &layers[i];
		for (size_t k = 0; k < layers[i].n; k++)
			if (lies_in(layers[i].files[k].name, STR("kinds/")))
				check_keys(&l, &layers[i].files[k]);
		if (findings->items.n > before)
			status = pack_refuse(layers[i].name, error);
	}
	end(&l);
	return status;
}
