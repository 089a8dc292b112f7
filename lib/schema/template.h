/* SPDX-License-Identifier: MIT */
/*
 * Path templates: `cases/{intake.date:year}/{station}/{id}.yaml`.
 *
 * `{field}` stands for the value of a field, dots leading into objects; `{field:year}` for the
 * year of a date; `{id}` for the record's id. A value cannot leave its folder: it holds no '/'
 * and does not begin with '.'.
 */
#ifndef SCHEMA_TEMPLATE_H
#define SCHEMA_TEMPLATE_H

#include "schema/kind.h"

/* Whether the template is well-formed, stays below the root, has a literal folder, ends in
 * `.yaml`, and names scalar fields of `root` only (a date before `:year`). */
bool template_check(struct str path, const struct field *root);

/* As kind_path. */
bool template_expand(struct str path, const struct node *record, struct str id,
		     struct buf *out);

/* Appends the pattern that editors find the files by: `*` for each placeholder. The template
 * has passed template_check. */
void template_glob(struct str path, struct buf *glob);

/* What it begins with, up to its first '/'; "" when it has none. */
struct str template_folder(struct str path);

#endif
