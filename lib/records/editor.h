/* SPDX-License-Identifier: MIT */
/*
 * What tells an editor with yaml-language-server about the kinds: a schema file for each, and
 * the setting `yaml.schemas`, which says where each kind's records lie.
 *
 * Nothing is read or written here: the bytes of the files come in and go out.
 *
 * Source: the settings of yaml-language-server ("Associating schemas"); JSON Schema 2020-12 is
 * understood from its version 1.20 on.
 */
#ifndef RECORDS_EDITOR_H
#define RECORDS_EDITOR_H

#include "schema/kind.h"

/* The folders and files, relative to the records' root. A kind's schema is
 * EDITOR_FOLDER/EDITOR_SCHEMAS/<kind>.json. */
#define EDITOR_FOLDER          ".sws"
#define EDITOR_SCHEMAS         "schema"
#define EDITOR_SETTINGS_FOLDER ".vscode"
#define EDITOR_SETTINGS        "settings.json"

enum { EDITOR_SETTINGS_MAX = 1 << 20 }; /* bytes of settings that are there */

/* Appends the members of `yaml.schemas` on one line: "path": "pattern", ... */
void editor_entries(const struct kind_set *kinds, struct buf *out);

/* Appends the settings file: `before`, what it is now ("" when there is none), with an entry of
 * `yaml.schemas` for each kind that has none yet. All else in it stays as it is, byte for byte,
 * and so does an entry that is there already. Fails with editor.settings {file, line, column,
 * entries} (STATUS_INVALID) on what is not plain JSON, an object, and in it an object or
 * nothing under yaml.schemas: comments, for instance, are none of JSON's. */
int editor_settings(const struct kind_set *kinds, struct str before, struct buf *after,
		    struct error *error);

#endif
