/* SPDX-License-Identifier: MIT */
/*
 * The formats of IP addresses (JSON Schema validation 2020-12 section 7.3.4) and the address
 * literals of mail. Nothing is allocated.
 */
#ifndef SCHEMA_FORMAT_ADDRESS_H
#define SCHEMA_FORMAT_ADDRESS_H

#include "base/str.h"

/* ipv4: the dotted-quad of RFC 2673 section 3.2, four numbers 0 to 255 of one to three digits
 * each, so that leading zeros are allowed (and mean nothing). */
bool format_address_ipv4(struct str text);

/* ipv6: the forms of RFC 4291 section 2.2, by the grammar of RFC 3986 section 3.2.2: `::` is
 * one group or more, an IPv4 address in the last two has no leading zeros, there is no zone. */
bool format_address_ipv6(struct str text);

/* What may stand between the brackets of an address-literal of RFC 5321 section 4.1.3. There
 * `::` is two groups or more, and numbers may have leading zeros. Of tags, only IPv6 is
 * registered with IANA, which is what the standard asks of a General-address-literal. */
bool format_address_literal(struct str text);

#endif
