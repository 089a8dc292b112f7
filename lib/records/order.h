/* SPDX-License-Identifier: MIT */
/*
 * The order of a record's keys: that of its kind's fields.
 */
#ifndef RECORDS_ORDER_H
#define RECORDS_ORDER_H

#include "schema/kind.h"
#include "text/edit.h"

/* The place of a key among an object's, or a list's items', fields; EDIT_UNORDERED where it is
 * none. */
size_t order_place(const struct field *of, struct str key);

/* For edit_text; the kind must outlive it. */
struct edit_order order_of_kind(const struct kind *kind);

#endif
