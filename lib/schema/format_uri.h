/* SPDX-License-Identifier: MIT */
/*
 * The formats of resource identifiers (JSON Schema validation 2020-12 sections 7.3.5
 * and 7.3.6).
 *
 * Source: the generic grammar, RFC 3986 appendix A and RFC 3987 section 2.2; what a scheme asks
 * beyond it is not looked at. There are no zones in IPv6 addresses (RFC 6874, which RFC 9844
 * has withdrawn). Nothing is allocated.
 */
#ifndef SCHEMA_FORMAT_URI_H
#define SCHEMA_FORMAT_URI_H

#include "base/str.h"

bool format_uri(struct str text);           /* uri: with a scheme; may have a fragment */
bool format_uri_reference(struct str text); /* uri-reference: this or relative-ref */

/* iri and iri-reference. The seven characters that set a direction are refused, as RFC 3987
 * section 4.1 does beside its grammar. */
bool format_uri_iri(struct str text);
bool format_uri_iri_reference(struct str text);

#endif
