/* SPDX-License-Identifier: MIT */
/* Labels of domain names, by libidn2. */
#include "text/idna.h"

#include "text/bidi.h"

#include <idn2.h>
#include <string.h>

enum {
	LABEL_MAX = 63,
	/* Of 59 code points at most (an A-label less its prefix), each of up to 4 bytes, up to
	 * three times as many before they are in NFC. */
	U_LABEL_MAX = 59 * 4 * 3,
};

static char small(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool idna_has_prefix(struct str label)
{
	return label.len >= 4 && small(label.ptr[0]) == 'x' && small(label.ptr[1]) == 'n' &&
	       label.ptr[2] == '-' && label.ptr[3] == '-';
}

static void add_octets(struct idna *name, size_t n)
{
	name->length += n + (name->length > 0);
}

static void add_points(struct idna *name, const uint32_t *points, size_t n)
{
	struct bidi_label label = bidi_label(points, n);

	name->right_to_left |= label.right_to_left;
	name->breaks_bidi |= !label.obeys;
}

void idna_add_ascii(struct idna *name, struct str label)
{
	uint32_t points[LABEL_MAX];
	size_t n = label.len < LABEL_MAX ? label.len : LABEL_MAX;

	for (size_t i = 0; i < n; i++)
		points[i] = (unsigned char)label.ptr[i];
	add_octets(name, label.len);
	if (n)
		add_points(name, points, n);
}

/* Adds what libidn2 made of a label, and frees it. */
static bool add_encoded(struct idna *name, char *encoded)
{
	uint32_t *points = NULL;
	size_t n = 0;
	bool good = idna_has_prefix(str_of(encoded)) &&
		    idn2_to_unicode_8z4z(encoded, &points, 0) == IDN2_OK;

	while (good && points[n])
		n++;
	if (n)
		add_points(name, points, n);
	add_octets(name, strlen(encoded));
	idn2_free(points);
	idn2_free(encoded);
	return n > 0;
}

/* A NUL-terminated copy; false where the label has a NUL itself or no room. */
static bool copy(char *out, size_t room, struct str label)
{
	if (label.len == 0 || label.len >= room || str_index(label, '\0') < label.len)
		return false;
	memcpy(out, label.ptr, label.len);
	out[label.len] = '\0';
	return true;
}

bool idna_add_a_label(struct idna *name, struct str label)
{
	char text[LABEL_MAX + 1];
	uint8_t *encoded = NULL;

	if (!copy(text, sizeof text, label))
		return false;
	for (size_t i = 0; i < label.len; i++)
		text[i] = small(text[i]);
	return idn2_register_u8(NULL, (uint8_t *)text, &encoded, 0) == IDN2_OK &&
	       add_encoded(name, (char *)encoded);
}

bool idna_add_u_label(struct idna *name, struct str label)
{
	char text[U_LABEL_MAX + 1];
	uint8_t *encoded = NULL;

	if (!copy(text, sizeof text, label) || text[0] == '-' || text[label.len - 1] == '-' ||
	    idna_has_prefix(label))
		return false;
	return idn2_register_u8((uint8_t *)text, NULL, &encoded, IDN2_NFC_INPUT) == IDN2_OK &&
	       add_encoded(name, (char *)encoded);
}

bool idna_obeys_bidi(const struct idna *name)
{
	return !name->right_to_left || !name->breaks_bidi;
}

const char *idna_library_version(void)
{
	return IDN2_VERSION; /* what it was built with */
}
