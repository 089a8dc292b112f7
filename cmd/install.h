/* SPDX-License-Identifier: MIT */
/*
 * Putting files and folders into a records repository.
 *
 * All is relative to an open folder. No link is followed (file.h follows what people name), and
 * no half a file is left: a file is either as it was or whole. What fails is said
 * (usage.write); functions return CLI_DONE or CLI_FAILED.
 */
#ifndef CMD_INSTALL_H
#define CMD_INSTALL_H

#include "cli.h"

/* The folder of this name, made if it is not there, open for reading; -1 when that failed. */
int install_folder(struct cli *cli, int dir, const char *name);

/* Writes a new file; one that is there stays as it is. */
int install_new(struct cli *cli, int dir, const char *file, struct str bytes);

/* Writes the file, in place of one that is there, whose permissions it keeps. */
int install_over(struct cli *cli, int dir, const char *file, struct str bytes);

/* Appends the bytes of a file of at most `max` bytes; none where there is no file. */
int install_read(struct cli *cli, int dir, const char *file, size_t max, struct buf *bytes);

#endif
