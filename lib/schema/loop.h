/* SPDX-License-Identifier: MIT */
/* Schemas that apply themselves to the same instance, directly or through others: no end. */
#ifndef SCHEMA_LOOP_H
#define SCHEMA_LOOP_H

#include "schema/compile.h"

/* Whether none of the run's schemas is in such a loop; if one is, the error says where. A
 * $dynamicRef counts by its initial target only: where else it leads is known when it is
 * followed, and bounded then (SCHEMA_REF_DEPTH_MAX). Cost: linear. */
bool loop_check(struct compile *c);

#endif
