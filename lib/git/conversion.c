/* SPDX-License-Identifier: MIT */
/* Attributes and settings by which git converts files. */
#include "git/conversion.h"

#include "git/attributes.h"
#include "git/index.h"

#include <git2.h>
#include <string.h>

enum { FILTER, ENCODING, IDENT, TEXT, CRLF, EOL, ATTRIBUTES };

static const char *const attributes[ATTRIBUTES] = {
	[FILTER] = "filter", [ENCODING] = "working-tree-encoding",
	[IDENT] = "ident",   [TEXT] = "text",
	[CRLF] = "crlf",     [EOL] = "eol",
};

enum ends { ENDS_KEPT, ENDS_LF, ENDS_CRLF }; /* of lines in a work tree */

struct settings {
	enum ends automatic; /* core.autocrlf: of files without attribute */
	enum ends text;      /* of files that are text */
};

static enum ends automatic_ends(git_config *config)
{
	const char *value = NULL;
	int on = 0;

	if (git_config_get_string(&value, config, "core.autocrlf") < 0)
		return ENDS_KEPT;
	if (strcmp(value, "input") == 0)
		return ENDS_LF;
	return git_config_parse_bool(&on, value) == 0 && on ? ENDS_CRLF : ENDS_KEPT;
}

static int read_settings(const struct repository *r, struct settings *s, struct error *error)
{
	git_config *config;
	const char *eol = NULL;

	if (git_repository_config_snapshot(&config, r->git) < 0)
		return repository_failure(error);
	s->automatic = automatic_ends(config);
	s->text = ENDS_LF;
	if (s->automatic == ENDS_CRLF ||
	    (s->automatic == ENDS_KEPT &&
	     git_config_get_string(&eol, config, "core.eol") == 0 && strcmp(eol, "crlf") == 0))
		s->text = ENDS_CRLF;
	git_config_free(config);
	return 0;
}

static bool has_value(const char *value, const char *wanted)
{
	return git_attr_value(value) == GIT_ATTR_VALUE_STRING && strcmp(value, wanted) == 0;
}

/* What lines end with in a work tree; ENDS_KEPT where git looks at no line. `guess` is set
 * where git decides by the bytes whether they are text. */
static enum ends ends_of(const char *const values[ATTRIBUTES], const struct settings *s,
			 bool *guess)
{
	const char *text = values[TEXT];

	if (GIT_ATTR_IS_UNSPECIFIED(text))
		text = values[CRLF];
	*guess = has_value(text, "auto");
	if (git_attr_value(text) == GIT_ATTR_VALUE_FALSE)
		return ENDS_KEPT;
	if (has_value(text, "input"))
		return ENDS_LF;
	if (has_value(values[EOL], "lf"))
		return ENDS_LF;
	if (has_value(values[EOL], "crlf"))
		return ENDS_CRLF;
	if (*guess || git_attr_value(text) == GIT_ATTR_VALUE_TRUE)
		return s->text;
	*guess = true;
	return s->automatic;
}

/* Whether a line ends with CR LF (`crlf`), or with LF alone. */
static bool has_end(struct str bytes, bool crlf)
{
	for (size_t i = 0; i < bytes.len; i++)
		if (bytes.ptr[i] == '\n' && crlf == (i > 0 && bytes.ptr[i - 1] == '\r'))
			return true;
	return false;
}

/* What would change these bytes, or NULL. */
static const char *converted_by(const char *const values[ATTRIBUTES], const struct settings *s,
				struct str bytes, bool work_tree)
{
	bool guess;
	enum ends ends = ends_of(values, s, &guess);
	const char *by =
		guess && GIT_ATTR_IS_UNSPECIFIED(values[TEXT]) ? "core.autocrlf" : "text";

	if (GIT_ATTR_HAS_VALUE(values[FILTER]))
		return "filter";
	if (GIT_ATTR_HAS_VALUE(values[ENCODING]))
		return "working-tree-encoding";
	if (GIT_ATTR_IS_TRUE(values[IDENT]))
		return "ident";
	if (ends == ENDS_KEPT || (guess && str_index(bytes, '\0') < bytes.len))
		return NULL;
	if (has_end(bytes, true))
		return by;
	if (work_tree && ends == ENDS_CRLF && has_end(bytes, false))
		return has_value(values[EOL], "crlf") ? "eol" : by;
	return NULL;
}

/* Whether only the ends of lines could be changed, and those only from CR LF. */
static bool is_plain(const struct repository *r, const struct settings *s,
		     const struct graft_change *changes, size_t n)
{
	return s->automatic != ENDS_CRLF && s->text != ENDS_CRLF &&
	       !attributes_convert(r, changes, n);
}

int conversion_check(const struct repository *r, const unsigned char *commit,
		     const struct graft_change *changes, size_t n, bool work_tree,
		     struct error *error)
{
	git_attr_options options = {.version = GIT_ATTR_OPTIONS_VERSION};
	struct settings settings = {0};
	int status = read_settings(r, &settings, error);
	const bool plain = !status && work_tree && is_plain(r, &settings, changes, n);

	if (!work_tree)
		options.flags = GIT_ATTR_CHECK_INDEX_ONLY;
	if (!work_tree && commit) {
		options.flags |= GIT_ATTR_CHECK_INCLUDE_COMMIT;
		git_oid_fromraw(&options.attr_commit_id, commit);
	}
	for (size_t i = 0; !status && i < n; i++) {
		const char *values[ATTRIBUTES], *by;

		if (changes[i].removed || !graft_differs(&changes[i]) ||
		    (plain && !has_end(changes[i].bytes, true)))
			continue;
		if (git_attr_get_many_ext(values, r->git, &options, changes[i].path.ptr,
					  ATTRIBUTES, (const char **)attributes) < 0)
			return index_failure("index", error); /* has attributes, too */
		by = converted_by(values, &settings, changes[i].bytes, work_tree);
		if (by)
			status = error_set(error, STATUS_INVALID, "git.converted", "path",
					   changes[i].path.ptr, "by", by, NULL);
	}
	return status;
}
