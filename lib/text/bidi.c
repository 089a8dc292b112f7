/* SPDX-License-Identifier: MIT */
/* Classes of characters as sets of bits, and the rule's six conditions on them. */
#include "text/bidi.h"

#include <utf8proc.h>

#define BIT(class) (1u << UTF8PROC_BIDI_CLASS_##class)

/* Which classes each direction allows, and where its last character but NSM may be from. */
#define NEUTRAL     (BIT(ES) | BIT(CS) | BIT(ET) | BIT(ON) | BIT(BN) | BIT(NSM))
#define RIGHT       (BIT(R) | BIT(AL))
#define RIGHT_LABEL (RIGHT | BIT(AN) | BIT(EN) | NEUTRAL)
#define RIGHT_END   (RIGHT | BIT(AN) | BIT(EN))
#define LEFT_LABEL  (BIT(L) | BIT(EN) | NEUTRAL)
#define LEFT_END    (BIT(L) | BIT(EN))

static unsigned class_of(uint32_t point)
{
	return 1u << utf8proc_get_property((utf8proc_int32_t)point)->bidi_class;
}

struct bidi_label bidi_label(const uint32_t *points, size_t n)
{
	unsigned first = class_of(points[0]), all = 0, last = 0;
	bool obeys = false;

	for (size_t i = 0; i < n; i++) {
		unsigned class = class_of(points[i]);

		all |= class;
		if (class != BIT(NSM))
			last = class;
	}
	if (first & RIGHT)
		obeys = !(all & ~RIGHT_LABEL) && last & RIGHT_END &&
			!(all & BIT(AN) && all & BIT(EN));
	else if (first & BIT(L))
		obeys = !(all & ~LEFT_LABEL) && last & LEFT_END;
	return (struct bidi_label){.right_to_left = all & (RIGHT | BIT(AN)), .obeys = obeys};
}
