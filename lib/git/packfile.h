/* SPDX-License-Identifier: MIT */
/*
 * Writes a pack and its index, for deposit.c.
 *
 * Source: gitformat-pack(5), "pack-*.pack files" and "Version 2 pack-*.idx files". Objects are
 * compressed, none is a delta of another: git's next `gc` looks for those.
 */
#ifndef GIT_PACKFILE_H
#define GIT_PACKFILE_H

#include "git/deposit.h"

/* Writes the objects of the deposit, in order of their ids, each once, into two finished files
 * that it names. The rest as deposit_write. */
int packfile_write(const struct deposit *d, struct deposit_file *pack,
		   struct deposit_file *index, const struct lock_stop *stop, bool *stopped,
		   struct error *error);

#endif
