/* SPDX-License-Identifier: MIT */
/*
 * Why the system refused, in words that a catalogue has.
 */
#ifndef BASE_REASON_H
#define BASE_REASON_H

/* What an errno says: the id of a message (a text refers to it by `{@reason}`), or for the
 * rarer ones the C library's own words. Valid until the next call. */
const char *reason_errno(int errnum);

#endif
