/* SPDX-License-Identifier: MIT */
/*
 * Functions that no file of ours may use: the compiler refuses their names.
 *
 * The makefile includes this header before every file (-include); nothing else does. Once a
 * name is poisoned it may not even be declared, so the headers that declare these come first;
 * <ctype.h> is simply refused. Instead: buf for strings, date.h for dates, decimal.h or strtol
 * for numbers, comparisons of bytes for <ctype.h>, whose answers change with the locale.
 */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#undef sprintf /* with clang, glibc makes it a macro */

#pragma GCC poison strcpy strcat sprintf vsprintf strtok atoi atol atof gmtime localtime
#pragma GCC poison isalnum isalpha isblank iscntrl isdigit isgraph islower isprint ispunct
#pragma GCC poison isspace isupper isxdigit tolower toupper

#endif
