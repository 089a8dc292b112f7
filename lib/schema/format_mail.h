/* SPDX-License-Identifier: MIT */
/*
 * The formats of mail addresses (JSON Schema validation 2020-12 section 7.3.2).
 *
 * Source: Mailbox of RFC 5321 section 4.1.2, with the sizes of section 4.5.3.1: 64 octets
 * before the `@`, 254 in all. Neither comments nor the obsolete forms of RFC 5322 are part of
 * it.
 */
#ifndef SCHEMA_FORMAT_MAIL_H
#define SCHEMA_FORMAT_MAIL_H

#include "base/str.h"

bool format_mail(struct str text); /* email */

/* idn-email: the same with UTF-8 in the local part and U-labels in the domain (RFC 6531 section
 * 3.3). */
bool format_mail_idn(struct str text);

#endif
