/* SPDX-License-Identifier: MIT */
/*
 * Internationalized domain names: IDNA2008 (RFC 5890 to 5893) as for a registration, label by
 * label (libidn2 behind it, with its Unicode tables).
 *
 * A U-label is checked by RFC 5891 section 4.2: in NFC, no `--` at the third place, no hyphen
 * at either end, no combining mark first, only characters that RFC 5892 allows, those of
 * CONTEXTJ and CONTEXTO by their rules, at most 63 octets as an A-label. Text is brought into
 * NFC first, as section 5.2 asks; that is the one mapping. libidn2 does not check, and we do:
 * hyphens at the ends, the Bidi rule over all labels of a name, lengths of names. Allocates,
 * since it does.
 */
#ifndef TEXT_IDNA_H
#define TEXT_IDNA_H

#include "base/str.h"

/* A name, as far as it was read. The zeroed struct is an empty one. */
struct idna {
	size_t length;      /* octets with the dots between, as A-labels */
	bool right_to_left; /* has a label that makes it a Bidi domain name */
	bool breaks_bidi;   /* has a label that such a name may not have */
};

/* Whether the label begins with `xn--`, in either case. */
bool idna_has_prefix(struct str label);

/* Adds a label that is ASCII and not an A-label, which the caller has checked. */
void idna_add_ascii(struct idna *name, struct str label);

/* Adds an A-label: one that decodes to a U-label and is that label's encoding. Returns false
 * when it is none. */
bool idna_add_a_label(struct idna *name, struct str label);

/* Adds a label of UTF-8 that is not all ASCII. Returns false when it is no U-label. */
bool idna_add_u_label(struct idna *name, struct str label);

/* Whether the Bidi rule (RFC 5893 section 2) holds for the labels added. */
bool idna_obeys_bidi(const struct idna *name);

/* libidn2's version, e.g. "2.3.3". */
const char *idna_library_version(void);

#endif
