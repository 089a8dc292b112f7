/* SPDX-License-Identifier: MIT */
/*
 * A message catalogue: from a message's id and arguments to words in one language.
 *
 * Source: schema/messages/{en,zh}.yaml, a mapping of id to {message, hint}, texts with `{name}`
 * where an argument goes. A pack's own texts (titles of rules) are added under their ids.
 * What comes out is safe to show (unicode_escape), texts and argument values alike: both may
 * come from a repository. Of a value at most CATALOGUE_VALUE_MAX code points are shown.
 */
#ifndef OUT_CATALOGUE_H
#define OUT_CATALOGUE_H

#include "base/buf.h"
#include "base/error.h"

enum language { LANGUAGE_EN, LANGUAGE_ZH };
enum { LANGUAGES = LANGUAGE_ZH + 1, CATALOGUE_VALUE_MAX = 1000, CATALOGUE_DEPTH_MAX = 3 };

struct catalogue;

/* `yaml` is the text of the catalogue file. Fails with catalogue.invalid {line, reason}, where
 * `reason` is the id of a message. */
int catalogue_load(struct str yaml, enum language language, struct catalogue **catalogue,
		   struct error *error);
void catalogue_free(struct catalogue *c);

enum language catalogue_language(const struct catalogue *c);

/* Adds or replaces a text; all is copied. Nothing in it stands for an argument: it may come
 * from a repository. */
void catalogue_add(struct catalogue *c, struct str id, struct str message, struct str hint);

bool catalogue_has(const struct catalogue *c, struct str id);

/* Appends the message in words. An unknown id gives the id and its arguments. A text may refer
 * to another entry's message by an argument: `{@name}` is the message of the entry whose id is
 * the value of the argument (a rule's title, a finding's words as the reason of a failure), or
 * the value itself if there is none. That text is filled in with the same arguments, down to
 * CATALOGUE_DEPTH_MAX texts within one another. Of several ids with spaces between them the
 * messages stand with ui.comma and ui.or between them. A name that is no argument stays as it
 * stands. */
void catalogue_message(const struct catalogue *c, const struct message *m, struct buf *out);

/* Appends the hint (what to do), with the same arguments; nothing when there is none. */
void catalogue_hint(const struct catalogue *c, const struct message *m, struct buf *out);

/* A fixed text by id without arguments (headings): the message, or the id. */
struct str catalogue_text(const struct catalogue *c, const char *id);

/* Ids in byte order, for checks. */
size_t catalogue_count(const struct catalogue *c);
struct str catalogue_id(const struct catalogue *c, size_t i);

#endif
