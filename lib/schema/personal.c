/* SPDX-License-Identifier: MIT */
/*
 * Finding personal identifiers: a scan stops at digits and at '@' only.
 *
 * Digits come in groups, runs of ASCII or full-width digits; groups joined by a few
 * spaces or hyphens form a chain. At each group it is asked whether the group is a number by
 * itself, and then whether it begins one that is split over several groups (personal.h says
 * when).
 */
#include "schema/personal.h"

#include "base/date.h"
#include "schema/format.h"

#include <string.h>

enum {
	DIGITS_MAX = 19,    /* of any number looked for: a bank card */
	PARTS_MAX = 4,      /* of a number in unusual groups */
	SEPARATORS_MAX = 3, /* between two groups */
	MOBILE_DIGITS = 11,
	OLD_ID_DIGITS = 15,
	CITIZEN_ID_LENGTH = 18,
};

enum join { JOIN_NONE, JOIN_SPACE, JOIN_HYPHEN };

/* A run of digits. */
struct group {
	size_t start, end; /* bytes */
	size_t n;          /* digits */
	bool in_code;      /* a letter or digit touches its start, or it is part of a decimal */
	bool letter_after; /* touches its end */
	size_t x_end;      /* where an X that may end a citizen id ends, or 0 */
	enum join join;    /* to a further group, which starts at `next` */
	size_t next;
};

/* Groups from one on, as many as fit into one number. */
struct window {
	struct group groups[DIGITS_MAX];
	size_t n_groups;
	char digits[DIGITS_MAX + 1];
	size_t n;         /* digits */
	enum join before; /* what joins the first group to one before it */
};

static unsigned char byte_at(struct str text, size_t at)
{
	return at < text.len ? (unsigned char)text.ptr[at] : 0;
}

/* The ASCII character that the one at `at` stands for, or 0 for none; full-width forms (U+FF01
 * to U+FF5E) stand for theirs. Its length goes to `len`. */
static char plain_at(struct str text, size_t at, size_t *len)
{
	const unsigned char a = byte_at(text, at), b = byte_at(text, at + 1);
	const unsigned char c = byte_at(text, at + 2);

	*len = 1;
	if (a < 0x80)
		return (char)a;
	if (a != 0xEF || (c & 0xC0) != 0x80)
		return 0;
	*len = 3;
	if (b == 0xBC && c >= 0x81)
		return (char)(c - 0x81 + '!');
	if (b == 0xBD && c <= 0x9E)
		return (char)(c - 0x80 + '`');
	return 0;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_code(char c)
{
	return is_digit(c) || is_letter(c);
}

static bool code_at(struct str text, size_t at)
{
	size_t len;

	return is_code(plain_at(text, at, &len));
}

/* Whether a letter or digit ends right before `at`. */
static bool code_before(struct str text, size_t at)
{
	size_t len;

	if (at >= 3 && (byte_at(text, at - 1) & 0x80))
		return is_code(plain_at(text, at - 3, &len)) && len == 3;
	return at >= 1 && is_code(text.ptr[at - 1]);
}

/* The separator at `at`: U+0020, U+00A0, U+2000 to U+200B, U+3000; or U+002D, U+00AD, U+2010 to
 * U+2015, U+2212, U+FF0D. Its length goes to `len`. */
static enum join separator_at(struct str text, size_t at, size_t *len)
{
	const unsigned char a = byte_at(text, at), b = byte_at(text, at + 1);
	const unsigned char c = byte_at(text, at + 2);

	*len = a < 0x80 ? 1 : a == 0xC2 ? 2 : 3;
	if (a == ' ' || (a == 0xC2 && b == 0xA0))
		return JOIN_SPACE;
	if ((a == 0xE2 && b == 0x80 && c >= 0x80 && c <= 0x8B) ||
	    (a == 0xE3 && b == 0x80 && c == 0x80))
		return JOIN_SPACE;
	if (a == '-' || (a == 0xC2 && b == 0xAD))
		return JOIN_HYPHEN;
	if ((a == 0xE2 && b == 0x80 && c >= 0x90 && c <= 0x95) ||
	    (a == 0xE2 && b == 0x88 && c == 0x92) || (a == 0xEF && b == 0xBC && c == 0x8D))
		return JOIN_HYPHEN;
	return JOIN_NONE;
}

/* A run of separators at `at`: all of one kind join as that, mixed ones (`138 - 0013 - 8000`)
 * as spaces. */
static enum join separators_at(struct str text, size_t at, size_t *len)
{
	enum join join = JOIN_NONE;

	*len = 0;
	for (int i = 0; i < SEPARATORS_MAX; i++) {
		size_t one;
		enum join next = separator_at(text, at + *len, &one);

		if (next == JOIN_NONE)
			break;
		join = join == JOIN_NONE || join == next ? next : JOIN_SPACE;
		*len += one;
	}
	return join;
}

/* Where an X that is not the beginning of a word ends, or 0 when there is none. */
static size_t x_at(struct str text, size_t at)
{
	size_t len;
	const char c = plain_at(text, at, &len);

	return (c == 'X' || c == 'x') && !code_at(text, at + len) ? at + len : 0;
}

static bool ascii_digit_at(struct str text, size_t at)
{
	return is_digit((char)byte_at(text, at));
}

/* Whether the digits of [start, end) belong to a decimal: `0.` before them, or two decimals as
 * of an amount after them. (A full stop alone may end a sentence, or follow the number of a
 * list item.) */
static bool in_decimal(struct str text, size_t start, size_t end)
{
	if (start >= 2 && text.ptr[start - 1] == '.' && text.ptr[start - 2] == '0' &&
	    !code_before(text, start - 2))
		return true;
	return byte_at(text, end) == '.' && ascii_digit_at(text, end + 1) &&
	       ascii_digit_at(text, end + 2) && !code_at(text, end + 3);
}

/* Reads the group at `start`, up to `room` of its digits. */
static void read_group(struct str text, size_t start, struct group *g, char *digits,
		       size_t room)
{
	size_t len, separator;
	char c;

	*g = (struct group){.start = start, .end = start};
	while (is_digit(c = plain_at(text, g->end, &len))) {
		if (g->n < room)
			digits[g->n] = c;
		g->n++;
		g->end += len;
	}
	g->in_code = code_before(text, start) || in_decimal(text, start, g->end);
	g->letter_after = is_letter(c);
	g->x_end = x_at(text, g->end);
	g->join = separators_at(text, g->end, &separator);
	g->next = g->end + separator;
	if (g->join && !g->x_end)
		g->x_end = x_at(text, g->next);
	if (g->join && !is_digit(plain_at(text, g->next, &len)))
		g->join = JOIN_NONE;
}

static bool is_date(const char *yyyymmdd)
{
	char text[10];

	memcpy(text, yyyymmdd, 4);
	memcpy(text + 5, yyyymmdd + 4, 2);
	memcpy(text + 8, yyyymmdd + 6, 2);
	text[4] = text[7] = '-';
	return date_parse((struct str){text, sizeof text}, NULL);
}

static bool is_year(const char *yyyy)
{
	return memcmp(yyyy, "19", 2) == 0 || memcmp(yyyy, "20", 2) == 0;
}

/* GB/T 2260: the first two digits of a region. */
static bool is_province(const char *d)
{
	static const char provinces[] = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 "
					"44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91";

	for (const char *p = provinces; p < provinces + sizeof provinces - 1; p += 3)
		if (memcmp(p, d, 2) == 0)
			return true;
	return false;
}

/* GB 11643-1999: region 6, date of birth 8, sequence 3, check character by ISO 7064 MOD 11-2.
 * Of the check character `d` has only a digit: an X is `x`. */
static bool is_citizen_id(const char *d, size_t n, bool x)
{
	static const unsigned char weights[] = {7, 9, 10, 5,  8, 4, 2, 1, 6,
						3, 7, 9,  10, 5, 8, 4, 2};
	unsigned sum = 0;

	if (n + x != CITIZEN_ID_LENGTH || !is_year(d + 6) || !is_date(d + 6))
		return false;
	for (size_t i = 0; i < sizeof weights; i++)
		sum += weights[i] * (unsigned)(d[i] - '0');
	return "10X98765432"[sum % 11] == (x ? 'X' : d[17]);
}

/* Before 1999: region 6, date of birth YYMMDD, sequence 3. */
static bool is_old_citizen_id(const char *d, size_t n)
{
	char date[8] = {'1', '9'};

	if (n != OLD_ID_DIGITS || !is_province(d))
		return false;
	memcpy(date + 2, d + 6, 6);
	return is_date(date);
}

static bool is_mobile(const char *d, size_t n)
{
	if (n == MOBILE_DIGITS + 2 && memcmp(d, "86", 2) == 0)
		return is_mobile(d + 2, MOBILE_DIGITS);
	if (n == MOBILE_DIGITS + 4 && memcmp(d, "0086", 4) == 0)
		return is_mobile(d + 4, MOBILE_DIGITS);
	return n == MOBILE_DIGITS && d[0] == '1' && d[1] >= '3';
}

/* ISO/IEC 7812-1, annex B. */
static bool is_bank_card(const char *d, size_t n)
{
	int sum = 0;

	if (n < 16 || n > DIGITS_MAX || !((d[0] >= '3' && d[0] <= '6') || d[0] == '9'))
		return false;
	for (size_t i = 0; i < n; i++) {
		int digit = d[n - 1 - i] - '0';

		if (i % 2)
			digit = digit > 4 ? digit * 2 - 9 : digit * 2;
		sum += digit;
	}
	return sum % 10 == 0 && !format_uscc((struct str){d, n});
}

/* What the digits are. `letter`: one follows; `x`: it may be the check character. */
static enum personal_kind number_kind(const char *d, size_t n, bool letter, bool x)
{
	if (x && is_citizen_id(d, n, true))
		return PERSONAL_CITIZEN_ID;
	if (letter)
		return PERSONAL_NONE;
	if (is_citizen_id(d, n, false) || is_old_citizen_id(d, n))
		return PERSONAL_CITIZEN_ID;
	if (is_mobile(d, n))
		return PERSONAL_MOBILE;
	return is_bank_card(d, n) ? PERSONAL_BANK_CARD : PERSONAL_NONE;
}

static enum personal_kind group_kind(const struct group *g, const char *digits)
{
	if (g->in_code || g->n > DIGITS_MAX)
		return PERSONAL_NONE;
	return number_kind(digits, g->n, g->letter_after, g->x_end != 0);
}

/* Whether the parts are grouped as such numbers usually are. */
static bool has_usual_groups(const struct group *groups, size_t n, enum personal_kind kind)
{
	static const struct {
		enum personal_kind kind;
		const char *sizes;
	} usual[] = {
		{PERSONAL_MOBILE, "344"},      {PERSONAL_MOBILE, "2344"},
		{PERSONAL_MOBILE, "544"},      {PERSONAL_MOBILE, "4344"},
		{PERSONAL_MOBILE, "744"},      {PERSONAL_BANK_CARD, "4444"},
		{PERSONAL_BANK_CARD, "44441"}, {PERSONAL_BANK_CARD, "44442"},
		{PERSONAL_BANK_CARD, "44443"}, {PERSONAL_CITIZEN_ID, "663"},
	};

	for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++) {
		const char *sizes = usual[i].sizes;
		size_t same = 0;

		if (usual[i].kind != kind || strlen(sizes) != n)
			continue;
		while (same < n && groups[same].n == (size_t)(sizes[same] - '0'))
			same++;
		if (same == n)
			return true;
	}
	return false;
}

static bool has_year(const struct window *w, size_t n_groups)
{
	const char *digits = w->digits;

	for (size_t i = 0; i < n_groups; i++) {
		if (w->groups[i].n == 4 && is_year(digits))
			return true;
		digits += w->groups[i].n;
	}
	return false;
}

/* Whether the first parts of a window, `n` digits in all, that make a number by their digits
 * are meant as one: see personal.h. An 18-digit id is known by its check character, and needs
 * no usual groups. */
static bool is_meant(const struct window *w, size_t n_groups, size_t n, enum personal_kind kind)
{
	const enum join after = w->groups[n_groups - 1].join;

	if (w->before == JOIN_HYPHEN || after == JOIN_HYPHEN)
		return false;
	if (kind == PERSONAL_CITIZEN_ID && n > OLD_ID_DIGITS)
		return is_province(w->digits);
	if (has_usual_groups(w->groups, n_groups, kind))
		return true;
	return w->before == JOIN_NONE && after == JOIN_NONE &&
	       (n_groups <= PARTS_MAX || n_groups == n) && !has_year(w, n_groups);
}

/* Adds the group that follows to the window; false when there is none, when it does not fit, or
 * when it is a number by itself. */
static bool window_extend(struct window *w, struct str text)
{
	const struct group *last = &w->groups[w->n_groups - 1];
	struct group *g = &w->groups[w->n_groups];
	char *digits = w->digits + w->n;

	if (!last->join || w->n_groups == DIGITS_MAX)
		return false;
	read_group(text, last->next, g, digits, DIGITS_MAX - w->n);
	if (g->n > DIGITS_MAX - w->n || group_kind(g, digits) != PERSONAL_NONE)
		return false;
	w->n += g->n;
	w->n_groups++;
	return true;
}

static size_t number_end(const struct group *last, enum personal_kind kind, size_t n)
{
	const bool with_x = kind == PERSONAL_CITIZEN_ID && n == CITIZEN_ID_LENGTH - 1;

	return with_x ? last->x_end : last->end;
}

/* The number that begins with the window's first group, and where it ends. */
static enum personal_kind window_number(struct window *w, struct str text, size_t *end)
{
	enum personal_kind kind = group_kind(&w->groups[0], w->digits);

	w->n = w->groups[0].n;
	w->n_groups = 1;
	if (kind) {
		*end = number_end(&w->groups[0], kind, w->n);
		return kind;
	}
	if (w->groups[0].in_code || w->n > DIGITS_MAX)
		return PERSONAL_NONE;
	while (window_extend(w, text)) {
		const struct group *last = &w->groups[w->n_groups - 1];

		kind = number_kind(w->digits, w->n, last->letter_after, last->x_end != 0);
		if (kind && is_meant(w, w->n_groups, w->n, kind)) {
			*end = number_end(last, kind, w->n);
			return kind;
		}
	}
	return PERSONAL_NONE;
}

static bool is_local(char c)
{
	return is_code(c) || c == '.' || c == '_' || c == '-' || c == '+' || c == '%';
}

/* Where the domain name that begins at `at` ends, or 0 when there is none of two labels. */
static size_t domain_end(struct str text, size_t at)
{
	size_t end = 0;

	for (size_t labels = 0;; labels++) {
		const size_t label = at;

		while (is_code((char)byte_at(text, at)) ||
		       (at > label && byte_at(text, at) == '-'))
			at++;
		if (labels > 0 && at >= label + 2 && is_letter(text.ptr[label]) &&
		    is_letter(text.ptr[label + 1]))
			end = at;
		while (end > label && text.ptr[end - 1] == '-')
			end--;
		if (at == label || byte_at(text, at) != '.')
			return end;
		at++;
	}
}

/* The e-mail address (of RFC 5321's, those that people have) around the '@' at `at`. */
static bool find_email(struct str text, size_t from, size_t at, size_t len, size_t *start,
		       size_t *end)
{
	size_t local = at;

	while (local > from && is_local(text.ptr[local - 1]))
		local--;
	while (local < at && !is_code(text.ptr[local]))
		local++;
	*start = local;
	*end = local < at ? domain_end(text, at + len) : 0;
	return *end != 0;
}

/* The next digit or '@' from `at` on, or the end of the text. */
static size_t next_stop(struct str text, size_t at)
{
	static const bool stops[256] = {
		['0'] = true, ['1'] = true, ['2'] = true, ['3'] = true,
		['4'] = true, ['5'] = true, ['6'] = true, ['7'] = true,
		['8'] = true, ['9'] = true, ['@'] = true, [0xEF] = true,
	};
	size_t len;

	for (; at < text.len; at++) {
		const unsigned char c = (unsigned char)text.ptr[at];

		if (!stops[c])
			continue;
		if (c != 0xEF || is_digit(plain_at(text, at, &len)) ||
		    plain_at(text, at, &len) == '@')
			break;
	}
	return at;
}

enum personal_kind personal_find(struct str text, size_t from, size_t *start, size_t *end)
{
	struct window w;
	size_t len;

	w.before = JOIN_NONE;
	for (size_t at = next_stop(text, from); at < text.len; at = next_stop(text, at)) {
		const struct group *g = &w.groups[0];
		enum personal_kind kind;

		if (plain_at(text, at, &len) == '@') {
			if (find_email(text, from, at, len, start, end))
				return PERSONAL_EMAIL;
			at += len;
			continue;
		}
		if (text.len - at < MOBILE_DIGITS) { /* as in every date */
			at++;
			continue;
		}
		read_group(text, at, &w.groups[0], w.digits, DIGITS_MAX);
		kind = window_number(&w, text, end);
		if (kind) {
			*start = at;
			return kind;
		}
		w.before = g->join;
		at = g->join ? g->next : g->end;
	}
	return PERSONAL_NONE;
}

const char *personal_name(enum personal_kind kind)
{
	static const char *const names[] = {
		[PERSONAL_NONE] = "none",     [PERSONAL_CITIZEN_ID] = "citizen-id",
		[PERSONAL_MOBILE] = "mobile", [PERSONAL_BANK_CARD] = "bank-card",
		[PERSONAL_EMAIL] = "e-mail",
	};

	return names[kind];
}
