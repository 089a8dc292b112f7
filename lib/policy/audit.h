/* SPDX-License-Identifier: MIT */
/*
 * Whether the SQL of a pack may be run: it compiles under the guard, which lets it read records
 * and parameters and nothing else, and it keeps to the SQL that databases share (portable.h).
 *
 * Nothing is run. What is wrong is a finding at its line of the pack's file.
 */
#ifndef POLICY_AUDIT_H
#define POLICY_AUDIT_H

#include "policy/pack.h"
#include "store/store.h"

/* Looks at views, measures, evidence and affects of the rules: of those from outside, or of
 * `all`. The store is one for this alone, without records. Fails with pack.invalid {pack} after
 * findings pack.statement, pack.not-shared, pack.columns, pack.unnamed-value, pack.affects; or
 * as the store. */
int audit_pack(const struct pack *pack, struct store *store, bool all,
	       struct finding_list *findings, struct error *error);

#endif
