/* SPDX-License-Identifier: MIT */
/* A repository's object database, with a reader of loose objects that survives damaged ones. */
#ifndef GIT_OBJECTS_H
#define GIT_OBJECTS_H

struct git_repository;

enum { OBJECTS_FOLDERS_MAX = 64 }; /* in all: lists of alternates may go in circles */

/* Gives an opened repository its object database, its own and those of its alternates
 * (gitrepository-layout(5), objects/info/alternates); beyond the bound, alternates are left
 * out. Returns 0, or less with libgit2's error set. */
int objects_open(struct git_repository *repository);

#endif
