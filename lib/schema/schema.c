/* SPDX-License-Identifier: MIT */
/* Sets of schemas, and the front doors of compiling, checking and explaining. */
#include "schema/schema.h"

#include "base/mem.h"
#include "schema/compile.h"
#include "schema/explain.h"
#include "schema/pointer.h"
#include "schema/registry.h"

struct schema_set *schema_set_new(const struct schema_options *options)
{
	struct schema_set *set = mem_zalloc(1, sizeof *set);

	set->options = *options;
	keyword_index(&set->keywords);
	return set;
}

void schema_set_free(struct schema_set *set)
{
	if (!set)
		return;
	for (size_t i = 0; i < set->resources.n; i++) {
		struct resource *resource = set->resources.entries[i].value;

		map_release(&resource->anchors); /* once more under a second URI: harmless */
	}
	for (size_t i = 0; i < set->regexes.n; i++)
		regex_free(set->regexes.entries[i].value);
	map_release(&set->keywords);
	map_release(&set->resources);
	map_release(&set->places);
	map_release(&set->regexes);
	map_release(&set->dynamics);
	map_release(&set->dynamic_anchors);
	pointer_release(set);
	schema_set_free(set->metas);
	schema_scratch_free(set->scratch);
	arena_release(&set->arena);
	mem_free(set);
}

int schema_set_add(struct schema_set *set, struct str uri, struct str name, struct str bytes,
		   struct error *error)
{
	return registry_add(set, uri, name, bytes, error);
}

int schema_compile(struct schema_set *set, struct str uri, const struct schema **schema,
		   struct error *error)
{
	struct place *place;
	int status = registry_find(set, STR(""), uri, &place, error);

	if (status)
		return status;
	if (!place)
		return error_set(error, STATUS_INVALID, "schema.unknown-uri", "uri",
				 arena_cstr(&set->arena, uri), NULL);
	status = compile_run(set, place, error);
	if (!status)
		*schema = place->schema;
	return status;
}

struct schema_scratch *schema_scratch_new(void)
{
	struct schema_scratch *scratch = mem_zalloc(1, sizeof *scratch);

	scratch->regex = regex_scratch_new();
	return scratch;
}

void schema_scratch_free(struct schema_scratch *scratch)
{
	if (!scratch)
		return;
	regex_scratch_free(scratch->regex);
	vec_release(&scratch->words);
	vec_release(&scratch->slots);
	vec_release(&scratch->faults);
	arena_release(&scratch->arena);
	mem_free(scratch);
}

bool schema_valid(const struct schema *schema, const struct node *instance,
		  struct schema_scratch *scratch)
{
	struct check c;

	if (!instance)
		return true; /* an empty document: its reader has said so */
	c = check_begin(scratch, instance);
	scratch->words.n = 0;
	return check_here(&c, schema, instance) && !c.limit;
}

bool schema_explain(const struct schema *schema, struct tree *tree, struct str path, size_t max,
		    bool all_branches, struct finding_list *findings,
		    struct schema_scratch *scratch)
{
	return tree->root &&
	       explain_tree(schema, tree, path, max, all_branches, findings, scratch);
}
