/* SPDX-License-Identifier: MIT */
/*
 * The `format` keyword's named formats: all of JSON Schema validation 2020-12 section 7.3, and
 * ours.
 *
 * Each is a grammar of its source and is read whole; the headers that are named here say the
 * source and, where it leaves a choice, ours. All checks take time linear in the text.
 */
#ifndef SCHEMA_FORMAT_H
#define SCHEMA_FORMAT_H

#include "base/str.h"

/* Whether the text, well-formed UTF-8, is of the format. */
typedef bool format_check(struct str text);

/*
 * The check of a format, or NULL when the name is not known here:
 *   date, time, date-time, duration             format_time.h
 *   email, idn-email                            format_mail.h
 *   hostname, idn-hostname                      format_host.h
 *   ipv4, ipv6                                  format_address.h
 *   uri, uri-reference, iri, iri-reference      format_uri.h
 *   uri-template                                format_template.h
 *   json-pointer, relative-json-pointer         format_pointer.h
 *   uuid            RFC 4122 section 3; any version and variant, no `urn:uuid:`
 *   regex           ECMA-262 in Unicode mode (ecma_check)
 *   uscc            unified social credit code (format_uscc)
 *   division-code   9 digits (GB/T 10114-2003: county 6, township 3)
 *   community-code  12 digits (the statistical code of a community under its division)
 */
format_check *format_find(struct str name);

/* Whether the text is a unified social credit code (GB 32100-2015): 18 characters of its
 * alphabet, 3 to 8 digits (the division), the last one the check character. */
bool format_uscc(struct str text);

#endif
