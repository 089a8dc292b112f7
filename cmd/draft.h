/* SPDX-License-Identifier: MIT */
/*
 * A text in the hands of a person: a file in a private folder, which their editor opens.
 *
 * File and folder are their owner's alone (modes 600 and 700), and so is what an editor lays
 * beside the file, backups and the like: records have sensitive values.
 */
#ifndef CMD_DRAFT_H
#define CMD_DRAFT_H

#include "base/buf.h"
#include "base/error.h"

struct draft {
	struct buf folder, file; /* names; "" once gone */
};

/* Makes the folder, in `parent`, and the file with the text. Fails with usage.write {file,
 * reason}. draft_end in every case. */
int draft_begin(struct draft *d, const char *parent, const char *name, struct str text,
		struct error *error);

/* Runs the editor, a command of the shell, with the file's name as its last argument, and waits
 * for it. Fails with draft.no-editor {editor} (the shell finds none, or cannot run it),
 * draft.editor {editor, status}, draft.killed {editor, signal} (STATUS_IO). */
int draft_edit(const struct draft *d, const char *editor, struct error *error);

/* Replaces `text` by what is in the file. Fails as read_file. */
int draft_read(const struct draft *d, struct buf *text, struct error *error);

/* Removes file and folder, or leaves them to be found. */
void draft_end(struct draft *d, bool keep);

#endif
