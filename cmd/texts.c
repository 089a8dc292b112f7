/* SPDX-License-Identifier: MIT */
/* A pack's texts join the catalogue. */
#include "texts.h"

#include "policy/judge.h"

struct str texts_pick(const struct catalogue *catalogue, const struct texts *texts)
{
	return catalogue_language(catalogue) == LANGUAGE_ZH ? texts->zh : texts->en;
}

static void add(struct catalogue *c, struct str id, const char *suffix,
		const struct texts *texts)
{
	struct buf name = {0};

	buf_add(&name, id);
	buf_add_text(&name, suffix);
	catalogue_add(c, buf_str(&name), texts_pick(c, texts), STR(""));
	buf_release(&name);
}

static void add_kinds(struct catalogue *c, const struct records *records)
{
	size_t n;
	const struct kind *kinds = kind_all(records->kinds, &n);

	for (size_t i = 0; i < n; i++) {
		const struct texts title = {.zh = kinds[i].title, .en = kinds[i].name};
		struct buf id = {0};

		buf_printf(&id, "kind.%.*s", STR_ARG(kinds[i].name));
		add(c, buf_str(&id), "", &title);
		buf_release(&id);
	}
}

static void add_labels(struct catalogue *c, const struct rule *rule)
{
	for (size_t i = 0; i < rule->n_labels; i++) {
		struct buf id = {0};

		buf_printf(&id, "%.*s.value.%.*s", STR_ARG(rule->id),
			   STR_ARG(rule->labels[i].name));
		add(c, buf_str(&id), "", &rule->labels[i].title);
		buf_release(&id);
	}
}

void texts_add(struct catalogue *c, const struct records *records, const struct judgement *j)
{
	const struct pack *pack = records->pack;

	add_kinds(c, records);
	for (size_t i = 0; i < pack->rules.n; i++) {
		const struct rule *rule = &pack->rules.at[i];

		if (judge_rule(pack, rule->id, j) != rule)
			continue;
		add(c, rule->id, ".title", &rule->title);
		add(c, rule->id, ".reading", &rule->reading);
		add(c, rule->id, ".hint", &rule->hint);
		if (rule->keyword.len) /* its findings have messages of their own */
			continue;
		add(c, rule->id, "", &rule->title);
		add(c, rule->id, ".unit", &rule->unit);
		add_labels(c, rule);
	}
}
