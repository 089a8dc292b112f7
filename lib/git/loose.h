/* SPDX-License-Identifier: MIT */
/*
 * Git's loose objects for libgit2, in place of its own reader of them.
 *
 * libgit2 (up to 1.9 at least) never returns from reading a loose object that was cut short, as
 * a power failure leaves them, and writes past its buffer when one is longer than it says. This
 * reader reports either.
 */
#ifndef GIT_LOOSE_H
#define GIT_LOOSE_H

struct git_odb_backend;

/* A read-only backend of libgit2 (owned by the odb it is added to) over a folder `objects`. Its
 * functions set libgit2's error. An objects folder that cannot be opened holds no object. */
struct git_odb_backend *loose_new(const char *objects);

#endif
