/* SPDX-License-Identifier: MIT */
/* Rules out of a pack's files: a rule of its own, and changes of those it takes over. */
#ifndef POLICY_RULEFILE_H
#define POLICY_RULEFILE_H

#include "policy/reader.h"

/* Adds the rule of the file to the pack, after its parameters and views. */
void rulefile_read(struct reader *r);

/* Changes the rule that a key of pack.yaml's `rules` names, as its value says. */
void rulefile_change(struct reader *r, const struct node *key);

#endif
