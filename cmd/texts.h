/* SPDX-License-Identifier: MIT */
/*
 * The pack's own texts in a catalogue: titles, readings, hints and units of rules under
 * `<id>.title`, `<id>.reading`, `<id>.hint`, `<id>.unit`, names of evidence under
 * `<id>.value.<name>`, kinds under `kind.<name>`; and the title of a rule that measures under
 * `<id>`, so that messages can refer to it.
 */
#ifndef CMD_TEXTS_H
#define CMD_TEXTS_H

#include "cli.h"
#include "records/records.h"
#include "result/judgement.h"

/* Of a rule with several files, the texts of the one that was in force in the judgement. */
void texts_add(struct catalogue *catalogue, const struct records *records,
	       const struct judgement *judgement);

/* The text in the catalogue's language. */
struct str texts_pick(const struct catalogue *catalogue, const struct texts *texts);

#endif
