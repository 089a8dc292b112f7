/* SPDX-License-Identifier: MIT */
/*
 * The formats of host names (JSON Schema validation 2020-12 section 7.3.3), and the domains of
 * mail addresses.
 *
 * All are labels of 1 to 63 letters, digits and hyphens (RFC 1123 section 2.1, RFC 952), no
 * hyphen at either end, with dots between and none after the last; 253 octets in all (RFC 1035
 * section 2.3.4, less the length octet and the root), counted in the form that goes to the DNS.
 */
#ifndef SCHEMA_FORMAT_HOST_H
#define SCHEMA_FORMAT_HOST_H

#include "base/str.h"

/* hostname. A label that begins `xn--` must be an A-label (idna.h), and a name with one that is
 * written from right to left obeys the Bidi rule. Four labels of digits alone are no host name:
 * RFC 1123 section 2.1 keeps that form for addresses. */
bool format_host_name(struct str text);

/* idn-hostname: a hostname; or A-labels, U-labels and labels of ASCII without `--` at the third
 * place (RFC 5890 section 2.3.2.3). U+3002, U+FF0E and U+FF61 are dots too (RFC 3490
 * section 3.1, RFC 5895 section 2). No letter is mapped: a U-label has no capitals. */
bool format_host_idn(struct str text);

/* Domain of RFC 5321 section 4.1.2: the grammar alone. */
bool format_host_domain(struct str text);

/* The same with U-labels (RFC 6531 section 3.3); a label that begins `xn--` must be an A-label.
 */
bool format_host_idn_domain(struct str text);

#endif
