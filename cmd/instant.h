/* SPDX-License-Identifier: MIT */
/*
 * An instant as git reads it from options and from the environment.
 *
 * Source: git-commit(1), "Date formats".
 */
#ifndef CMD_INSTANT_H
#define CMD_INSTANT_H

#include "base/str.h"

#include <stdint.h>

enum { INSTANT_SHANGHAI = 8 * 60 }; /* minutes east, all year */

/* Reads git's own form (`@1646098200 +0800`, without the at sign from nine digits on), ISO 8601
 * (`2022-03-01T09:30:00+08:00`, a blank for the T, a fraction of a second left out), RFC 2822
 * (`Tue, 1 Mar 2022 09:30:00 +0800`) and what date(1) prints; dates as 2022.03.01, 03/01/2022
 * and 01.03.2022, too. Words for days, as `yesterday`, are no dates here. Without a time it is
 * the day's beginning, without a zone that of China, but UTC for a bare number.
 *
 * `seconds` since 1970, not before it and within the year 9999; `offset` in minutes east. False
 * if it is none of these, or no such day. */
bool instant_parse(struct str text, int64_t *seconds, int *offset);

#endif
