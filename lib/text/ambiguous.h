/* SPDX-License-Identifier: MIT */
/*
 * Characters of ambiguous width (UAX #11, East_Asian_Width=A): `±`, `…`, Greek, box drawing.
 * Terminals for Chinese may give them two columns, others give them one.
 */
#ifndef TEXT_AMBIGUOUS_H
#define TEXT_AMBIGUOUS_H

#include <stdbool.h>
#include <stdint.h>

bool ambiguous_has(uint32_t code_point);

#endif
