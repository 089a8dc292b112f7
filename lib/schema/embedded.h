/* SPDX-License-Identifier: MIT */
/*
 * The built-in policy pack: the files of schema/, compiled into the program.
 *
 * The makefile writes the definition with embed.sh, so that a command works from the build
 * folder and after installing alike.
 */
#ifndef SCHEMA_EMBEDDED_H
#define SCHEMA_EMBEDDED_H

#include "schema/kind.h"

/* The files in byte order of their names, which are relative to schema/ (`kinds/case.yaml`);
 * `n` is set. Names are NUL-terminated; all of it is constant. */
const struct pack_file *embedded_files(size_t *n);

#endif
