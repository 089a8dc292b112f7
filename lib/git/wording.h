/* SPDX-License-Identifier: MIT */
/*
 * What a commit says: who, when, why.
 *
 * Source: git-commit-tree(1), "Commit information"; git-interpret-trailers(1);
 * git-stripspace(1); git fsck's checks of identities.
 */
#ifndef GIT_WORDING_H
#define GIT_WORDING_H

#include "git/commit.h"
#include "git/repository.h"

/* Appends `name <email> seconds +hhmm`; `role` is `author` or `committer`. Fails with
 * git.no-identity {key}, git.bad-identity {value}, git.bad-date {date} (STATUS_INVALID),
 * git.failure {reason}. */
int wording_person(struct buf *out, const struct repository *r, const char *role,
		   const struct commit_person *person, struct error *error);

/* Appends the message: UTF-8 (what is none becomes U+FFFD), without control characters but
 * line feeds and tabs, without blanks at line ends, without blank lines at either end or two
 * together; then the trailers, after a blank line, or after trailers that it ends with. The
 * lines of a value are folded into one field. Ends with a line feed. Fails with git.no-message,
 * git.bad-trailer {key} (STATUS_INVALID). */
int wording_message(struct buf *out, struct str message, const struct commit_trailer *trailers,
		    size_t n, struct error *error);

#endif
