/* SPDX-License-Identifier: MIT */
/* The words of a value of the wrong type: what stands there, and which types are wanted. */
#ifndef SCHEMA_DESCRIBE_TYPE_H
#define SCHEMA_DESCRIBE_TYPE_H

#include "schema/describe.h"

/* Appends the finding of `n` faults of KEYWORD_TYPE on one node, which may be any of the types
 * that they want. Its place is for describe_fault to fill. */
struct finding *describe_type(const struct description *d, const struct fault *faults,
			      size_t n);

#endif
