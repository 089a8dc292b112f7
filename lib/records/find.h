/* SPDX-License-Identifier: MIT */
/* One record, or a kind of them, by the name that a person gives it. */
#ifndef RECORDS_FIND_H
#define RECORDS_FIND_H

#include "records/layout.h"

/* Finds the record that is called `name`: its kind and id, `case/x`; its id alone, if one kind
 * only has it; or its path (sws-select(7)). `district` is sws.yaml. Kind and entry are those of
 * the open records. Fails as selection_add, and with find.several {name, names} (records of
 * several kinds, or files), find.unknown {name}, find.unknown-near {name, nearest}
 * (STATUS_NOT_FOUND), find.not-a-record {name} (a folder, a kind, a file beside the records;
 * STATUS_INVALID). Costs a pass over the snapshot's paths. */
int find_record(const struct records *r, struct str name, struct layout_record *found,
		struct error *error);

/* Finds the kind of this name or title. Fails with find.unknown-kind {name},
 * find.unknown-kind-near {name, nearest} (STATUS_NOT_FOUND). */
int find_kind(const struct records *r, struct str name, const struct kind **found,
	      struct error *error);

#endif
