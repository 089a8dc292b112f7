/* SPDX-License-Identifier: MIT */
/* Choosing the reader. */
#include "text/general.h"

#include "text/json.h"
#include "text/profile.h"
#include "text/yaml.h"

static bool begins_json(struct str source)
{
	source = str_trim(source);
	return source.len && (source.ptr[0] == '{' || source.ptr[0] == '[');
}

static bool has_error(const struct finding_list *findings, size_t from)
{
	for (size_t i = from; i < findings->items.n; i++)
		if (findings->items.at[i].severity == SEVERITY_ERROR)
			return true;
	return false;
}

bool general_read(struct tree *t, struct str source, struct arena *arena, struct str path,
		  struct finding_list *findings)
{
	size_t before = findings->items.n;
	bool json = str_ends(path, STR(".json"));

	if (json || begins_json(source)) {
		bool read = json_read_as(&profile_general, t, source, arena, path, findings);

		if (json || (read && !has_error(findings, before)))
			return read;
		findings->items.n = before;
	}
	return yaml_read_as(&profile_general, t, source, arena, path, findings);
}

bool general_is_limit(const struct finding *f)
{
	static const char *const limits[] = {"text.too-large",    "yaml.depth",   "yaml.nodes",
					     "yaml.expansion",    "yaml.anchors", "yaml.tag",
					     "yaml.number-range", "json.depth",   "json.nodes",
					     "json.number-range"};

	for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
		if (str_eq(str_of(f->rule), str_of(limits[i])))
			return true;
	return false;
}
