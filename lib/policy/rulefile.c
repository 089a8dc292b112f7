/* SPDX-License-Identifier: MIT */
/* One rule; what in it stands for nothing is a finding. */
#include "policy/rulefile.h"

#include "base/nearby.h"
#include "schema/embedded.h"

/* Of names that the schema has checked. */
static enum rule_level level_of(struct str name)
{
	enum rule_level level = LEVEL_MUST;

	while (!str_eq(str_of(pack_level_name(level)), name))
		level++;
	return level;
}

static enum rule_term term_of(struct str name)
{
	enum rule_term term = TERM_YEARLY;

	while (!str_eq(str_of(pack_term_name(term)), name))
		term++;
	return term;
}

static void read_affects(struct reader *r, struct rule *rule, const struct node *node)
{
	struct affected *affects;

	if (!node)
		return;
	affects = arena_alloc(&r->pack->arena, (node->count + 1) * sizeof *affects);
	TREE_EACH_MEMBER (table, node) {
		affects[rule->n_affects++] = (struct affected){
			reader_keep(r, table->text), reader_statement(r, table->next)};
	}
	rule->affects = affects;
}

/* The kinds a rule judges; one that does not exist is a finding. */
static void read_subjects(struct reader *r, struct rule *rule, const struct node *node)
{
	size_t n;
	const struct str *names = reader_values(r, node, &n);

	rule->subjects = arena_alloc(&r->pack->arena, n * sizeof *rule->subjects);
	for (size_t i = 0; i < n; i++) {
		const struct kind *kind = kind_find(r->kinds, names[i]);

		if (kind)
			rule->subjects[rule->n_subjects++] = kind;
		else
			reader_place(r,
				     finding_add(r->findings, "pack.unknown-kind", r->path,
						 "kind", names[i].ptr, NULL),
				     node);
	}
}

static bool has_param(const struct pack *pack, struct str name)
{
	for (size_t i = 0; i < pack->params.n; i++)
		if (str_eq(pack->params.at[i].name, name))
			return true;
	return false;
}

static void read_condition(struct reader *r, struct rule *rule, const struct node *when)
{
	if (!when)
		return;
	rule->when = reader_keep(r, when->first->text);
	rule->value = reader_keep(r, when->first->next->text);
	if (!has_param(r->pack, rule->when))
		reader_place(r,
			     finding_add(r->findings, "pack.parameter-unknown", r->path, "name",
					 rule->when.ptr, NULL),
			     when->first);
}

/* The plain values. */
static void read_values(struct reader *r, struct rule *rule)
{
	const struct node *root = r->tree.root, *waivable = tree_get(root, STR("waivable"));
	struct str scope = tree_get_text(root, STR("scope"));

	rule->file = reader_keep(r, r->path);
	rule->outside = r->outside;
	rule->id = reader_keep(r, tree_get_text(root, STR("rule")));
	rule->clause = reader_keep(r, tree_get_text(root, STR("clause")));
	rule->level = level_of(tree_get_text(root, STR("level")));
	rule->term = term_of(tree_get_text(root, STR("term")));
	rule->scope = scope.len ? reader_keep(r, scope) : STR("judged");
	rule->waivable = !waivable || str_eq(waivable->text, STR("true"));
	rule->title = reader_texts(r, tree_get(root, STR("title")));
	rule->hint = reader_texts(r, tree_get(root, STR("hint")));
	rule->reading = reader_texts(r, tree_get(root, STR("reading")));
	rule->unit = reader_texts(r, tree_get(root, STR("unit")));
	rule->keyword = reader_keep(r, tree_get_text(root, STR("keyword")));
	rule->measure = reader_statement(r, tree_get(root, STR("measure")));
	rule->evidence = reader_statement(r, tree_get(root, STR("evidence")));
	rule->labels = reader_labels(r, tree_get(root, STR("values")), &rule->n_labels);
}

static void check_scopes(struct reader *r, const struct rule *rule)
{
	for (size_t i = 0; i < rule->n_subjects; i++)
		if (!pack_view(r->pack, rule->subjects[i], rule->scope))
			reader_place(r,
				     finding_add(r->findings, "pack.unknown-scope", r->path,
						 "scope", rule->scope.ptr, NULL),
				     r->tree.root);
}

/* Whether two files of a rule never hold at the same time. */
static bool are_apart(const struct rule *a, const struct rule *b)
{
	return a->when.len && str_eq(a->when, b->when) && !str_eq(a->value, b->value);
}

/* Whether the id is one of the program's own messages, which the rule's texts would replace. */
static bool is_message(struct str id)
{
	struct buf line = {0};
	struct str rest = STR("");
	size_t n;
	const struct pack_file *files = embedded_files(&n);
	bool found = false;

	buf_printf(&line, "%.*s:", STR_ARG(id));
	for (size_t i = 0; i < n; i++)
		if (str_eq(files[i].name, STR("messages/en.yaml")))
			rest = files[i].bytes;
	while (!found && rest.len)
		found = str_eq(str_split(&rest, '\n'), buf_str(&line));
	buf_release(&line);
	return found;
}

/* A rule is there once, and its id means nothing else. */
static void check_id(struct reader *r, const struct rule *rule)
{
	const struct node *id = tree_get(r->tree.root, STR("rule"));

	for (const struct rule *other = r->pack->rules.at; other < rule; other++)
		if (str_eq(other->id, rule->id) && !are_apart(other, rule))
			reader_place(r,
				     finding_add(r->findings, "pack.rule-twice", r->path,
						 "rule", rule->id.ptr, "file", other->file.ptr,
						 NULL),
				     id);
	if (r->outside && !rule->keyword.len && is_message(rule->id))
		reader_place(r,
			     finding_add(r->findings, "pack.rule-reserved", r->path, "rule",
					 rule->id.ptr, NULL),
			     id);
}

/* Keywords of the schema give findings of ids of their own. */
static void check_keyword(struct reader *r, const struct rule *rule)
{
	struct str id = str_eq(rule->keyword, STR("forbidText")) ? STR("privacy.personal-data")
								 : STR("reference.exists");

	if (r->outside && rule->keyword.len && !str_eq(rule->id, id))
		reader_place(r,
			     finding_add(r->findings, "pack.rule-keyword", r->path, "keyword",
					 rule->keyword.ptr, "rule", id.ptr, NULL),
			     tree_get(r->tree.root, STR("keyword")));
}

void rulefile_read(struct reader *r)
{
	struct rule *rule = vec_add(&r->pack->rules);
	const struct node *root = r->tree.root, *subject = tree_get(root, STR("subject"));

	read_values(r, rule);
	read_condition(r, rule, tree_get(root, STR("when")));
	read_affects(r, rule, tree_get(root, STR("affects")));
	read_subjects(r, rule, subject);
	if (rule->measure.sql.len && rule->n_subjects > 1)
		reader_place(r,
			     finding_add(r->findings, "pack.several-subjects", r->path, NULL),
			     subject);
	check_scopes(r, rule);
	check_id(r, rule);
	check_keyword(r, rule);
}

static void change_text(struct reader *r, struct texts *texts, const struct node *change,
			struct str part)
{
	const struct node *node = tree_get(change, part);

	if (node)
		*texts = reader_texts(r, node);
}

/* What cannot be waived for one subject is not made less for all. */
static void change_level(struct reader *r, struct rule *rule, const struct node *level)
{
	if (!level)
		return;
	if (rule->waivable)
		rule->level = level_of(level->text);
	else
		reader_place(r,
			     finding_add(r->findings, "pack.level-fixed", r->path, "rule",
					 rule->id.ptr, NULL),
			     level);
}

static void change(struct reader *r, struct rule *rule, const struct node *change)
{
	struct str clause = tree_get_text(change, STR("clause"));

	if (clause.len)
		rule->clause = reader_keep(r, clause);
	change_level(r, rule, tree_get(change, STR("level")));
	change_text(r, &rule->title, change, STR("title"));
	change_text(r, &rule->hint, change, STR("hint"));
	change_text(r, &rule->reading, change, STR("reading"));
	change_text(r, &rule->unit, change, STR("unit"));
}

static void refuse_unknown(struct reader *r, const struct node *key)
{
	struct nearby near = {.wanted = key->text};
	struct buf nearest = {0};
	const char *rule = arena_cstr(&near.arena, key->text);
	struct finding *f;

	for (size_t i = 0; i < r->pack->rules.n; i++)
		nearby_offer(&near, r->pack->rules.at[i].id);
	nearby_list(&near, &nearest);
	f = nearest.len ? finding_under(finding_add(r->findings, "pack.rule-unknown-near",
						    r->path, "rule", rule, "nearest",
						    buf_cstr(&nearest), NULL),
					"pack.rule-unknown")
			: finding_add(r->findings, "pack.rule-unknown", r->path, "rule", rule,
				      NULL);
	reader_place(r, f, key);
	buf_release(&nearest);
	nearby_release(&near);
}

void rulefile_change(struct reader *r, const struct node *key)
{
	bool found = false;

	for (size_t i = 0; i < r->pack->rules.n; i++) {
		struct rule *rule = &r->pack->rules.at[i];

		if (!str_eq(rule->id, key->text))
			continue;
		change(r, rule, key->next);
		found = true;
	}
	if (!found)
		refuse_unknown(r, key);
}
