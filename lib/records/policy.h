/* SPDX-License-Identifier: MIT */
/*
 * The policy that sws.yaml names: its packs' files, out of the snapshot and nowhere else.
 *
 * A pack is looked for in `policy/<name>/` first, then among those built in; so is the pack
 * that it extends, and so on. Its files are pack.yaml, rules/<any>.yaml, kinds/<kind>.yaml
 * (keys that it adds) and reports/<any>.yaml.
 */
#ifndef RECORDS_POLICY_H
#define RECORDS_POLICY_H

#include "base/vec.h"
#include "git/snapshot.h"
#include "policy/pack.h"

enum {
	POLICY_FILES_MAX = 1000,    /* of all packs of a repository that are used */
	POLICY_BYTES_MAX = 1 << 20, /* in all of them together */
};

/* The zeroed policy is empty. */
struct policy {
	struct VEC(struct pack_layer) layers; /* from the built-in one up */
	struct VEC(struct kind_keys) keys;
	struct VEC(struct pack_file *) files; /* of each layer but the built-in one */
	size_t n_files, n_bytes;
	struct arena arena;
};

/* Fills the policy from the snapshot: the built-in pack alone (kinds' names are from there), if
 * sws.yaml names none that is in the repository. What is wrong is in the findings, and the call
 * fails with pack.invalid {pack}. */
int policy_collect(struct policy *p, struct snapshot *snapshot, const struct kind_set *kinds,
		   struct finding_list *findings, struct error *error);

/* Appends a finding for each file in `policy/` that no pack uses: in a folder of a pack that is
 * in force, or in none. */
void policy_find_unused(const struct policy *p, const struct snapshot *snapshot,
			struct finding_list *findings);

/* Appends the names of all packs there are, `a, b`. */
void policy_known(const struct snapshot *snapshot, struct buf *names);

/* Appends the keys that packs add to a kind, each file after a line `---`. */
void policy_print_keys(const struct policy *p, struct str kind, struct buf *out);

void policy_release(struct policy *p);

#endif
