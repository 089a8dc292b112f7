/* SPDX-License-Identifier: MIT */
/* UTF-8 is only checked; iconv converts the others, in steps. */
#include "text/charset.h"

#include "text/encoding.h"
#include "text/place.h"
#include "text/unicode.h"

#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <string.h>

#define UTF8_BOM STR("\xEF\xBB\xBF")

enum { STEP = 1 << 16 };

static const char *const names[] = {
	[CHARSET_DETECT] = "",          [CHARSET_UTF8] = "UTF-8",
	[CHARSET_UTF16LE] = "UTF-16LE", [CHARSET_UTF16BE] = "UTF-16BE",
	[CHARSET_GB18030] = "GB18030",
};

/* Line and column of a place in text, as words. */
struct spot {
	char line[24], column[24], both[48];
};

static struct spot spot_of(struct str text, size_t offset)
{
	struct position p = place_of(text, offset);
	struct spot spot;

	snprintf(spot.line, sizeof spot.line, "%u", p.line);
	snprintf(spot.column, sizeof spot.column, "%u", p.column);
	snprintf(spot.both, sizeof spot.both, "%u:%u", p.line, p.column);
	return spot;
}

/* Appends the text in the other encoding: 0, or errno with the offset in the text where it
 * could not go on (EILSEQ: what is there is no character; EINVAL: half a one). */
static int convert(struct buf *out, const char *to, const char *from, struct str text,
		   size_t *fault)
{
	iconv_t cd = iconv_open(to, from);
	char *in = (char *)text.ptr; /* iconv does not write there */
	size_t left = text.len;
	int failed = 0;

	if (cd == (iconv_t)-1)
		return ENOTSUP;
	while (left && (failed == 0 || failed == E2BIG)) {
		size_t room = STEP;
		char *end = buf_reserve(out, room);

		errno = 0;
		failed = iconv(cd, &in, &left, &end, &room) == (size_t)-1 ? errno : 0;
		out->len = (size_t)(end - out->ptr);
		*end = '\0';
	}
	iconv_close(cd);
	*fault = text.len - left;
	return failed;
}

static int refuse_unsupported(enum charset charset, struct error *error)
{
	return error_set(error, STATUS_NOT_FOUND, "charset.unsupported", "encoding",
			 names[charset], NULL);
}

/* Says that the encoding ends at an offset of the text, which is UTF-8 up to there. */
static int refuse_bytes(enum charset charset, bool half, struct str text, size_t offset,
			const char *file, struct error *error)
{
	struct spot spot = spot_of(text, offset);

	return half ? error_set(error, STATUS_INVALID, "charset.truncated", "file", file,
				"line", spot.line, "column", spot.column, "encoding",
				names[charset], NULL)
		    : error_set(error, STATUS_INVALID, "charset.malformed", "file", file,
				"line", spot.line, "column", spot.column, "encoding",
				names[charset], NULL);
}

/* Says of bytes that are no UTF-8 from `offset` on how far they are GB 18030. */
static int refuse_unknown(struct str bytes, size_t offset, const char *file,
			  struct error *error)
{
	struct spot spot = spot_of(bytes, offset), chinese;
	struct buf converted = {0};
	size_t fault;
	int failed = convert(&converted, "UTF-8", "GB18030", bytes, &fault);

	chinese = spot_of(buf_str(&converted), converted.len);
	buf_release(&converted);
	if (!failed)
		return error_set(error, STATUS_INVALID, "charset.doubtful", "file", file,
				 "line", spot.line, "column", spot.column, NULL);
	return error_set(error, STATUS_INVALID, "charset.unknown", "file", file, "utf-8",
			 spot.both, "gb18030", chinese.both, NULL);
}

static int refuse_nul(struct str text, const char *file, struct error *error)
{
	struct spot spot = spot_of(text, str_index(text, '\0'));

	return error_set(error, STATUS_INVALID, "charset.nul", "file", file, "line", spot.line,
			 "column", spot.column, NULL);
}

static int refuse_binary(struct str bytes, const char *file, struct error *error)
{
	if (str_index(bytes, '\0') < bytes.len)
		return refuse_nul(bytes, file, error);
	return error_set(error, STATUS_INVALID, "charset.binary", "file", file, NULL);
}

/* What the byte order mark says, or CHARSET_DETECT. UTF-32 is left to its NULs. */
static enum charset marked(struct str bytes)
{
	if (str_starts(bytes, UTF8_BOM))
		return CHARSET_UTF8;
	if (str_starts(bytes, STR("\xFE\xFF")))
		return CHARSET_UTF16BE;
	if (str_starts(bytes, STR("\xFF\xFE")) && !str_starts(bytes, STR("\xFF\xFE\0\0")))
		return CHARSET_UTF16LE;
	return CHARSET_DETECT;
}

static int detect(struct str bytes, const char *file, enum charset *charset,
		  struct error *error)
{
	struct encoding_report report;

	*charset = marked(bytes);
	if (*charset)
		return 0;
	report = encoding_check(bytes);
	switch (report.encoding) {
	case ENCODING_UTF8:
	case ENCODING_UTF8_BOM:
	case ENCODING_FORBIDDEN:
	case ENCODING_TRUNCATED: /* for the conversion to refuse */
		*charset = CHARSET_UTF8;
		return 0;
	case ENCODING_GB18030:
		*charset = CHARSET_GB18030;
		return 0;
	case ENCODING_UTF16:
		return error_set(error, STATUS_INVALID, "charset.utf-16", "file", file, NULL);
	case ENCODING_BINARY:
		return refuse_binary(bytes, file, error);
	case ENCODING_MALFORMED:
		break;
	}
	return refuse_unknown(bytes, report.offset, file, error);
}

static int check_utf8(struct str bytes, const char *file, struct error *error)
{
	struct encoding_report report = encoding_check(bytes);
	bool half = report.encoding == ENCODING_TRUNCATED;
	size_t at = 0, before = 0;

	if (report.encoding <= ENCODING_UTF8_BOM || report.encoding == ENCODING_FORBIDDEN)
		return 0;
	while (at < bytes.len) {
		before = at;
		if (encoding_next(bytes, &at) == ENCODING_NONE)
			return refuse_bytes(CHARSET_UTF8, half, bytes, before, file, error);
	}
	return 0; /* but for NULs or many controls */
}

static int convert_from(struct str bytes, const char *file, struct charset_text *t,
			struct error *error)
{
	size_t fault;
	int failed = convert(&t->converted, "UTF-8", names[t->charset], bytes, &fault);

	t->text = buf_str(&t->converted);
	if (failed == ENOTSUP)
		return refuse_unsupported(t->charset, error);
	if (failed)
		return refuse_bytes(t->charset, failed == EINVAL, t->text, t->text.len, file,
				    error);
	return 0;
}

static int refuse_size(const char *file, struct error *error)
{
	char max[24];

	snprintf(max, sizeof max, "%d", CHARSET_BYTES_MAX);
	return error_set(error, STATUS_LIMIT, "charset.too-large", "file", file, "max", max,
			 NULL);
}

int charset_decode(struct str bytes, enum charset told, const char *file,
		   struct charset_text *t, struct error *error)
{
	int status = 0;

	*t = (struct charset_text){.charset = told, .text = bytes};
	if (bytes.len > CHARSET_BYTES_MAX)
		return refuse_size(file, error);
	if (told == CHARSET_DETECT)
		status = detect(bytes, file, &t->charset, error);
	if (status < 0)
		return status;
	status = t->charset == CHARSET_UTF8 ? check_utf8(bytes, file, error)
					    : convert_from(bytes, file, t, error);
	if (status < 0)
		return status;
	t->bom = str_starts(t->text, UTF8_BOM);
	if (t->bom)
		t->text = str_sub(t->text, UTF8_BOM.len, t->text.len);
	return str_index(t->text, '\0') < t->text.len ? refuse_nul(t->text, file, error) : 0;
}

void charset_release(struct charset_text *t)
{
	buf_release(&t->converted);
	*t = (struct charset_text){0};
}

int charset_encode(struct buf *out, enum charset charset, bool bom, struct str utf8,
		   struct error *error)
{
	const char *to = names[charset];
	size_t fault;

	if (charset == CHARSET_UTF8) {
		buf_add(out, bom ? UTF8_BOM : STR(""));
		buf_add(out, utf8);
		return 0;
	}
	if ((bom && convert(out, to, "UTF-8", UTF8_BOM, &fault)) ||
	    convert(out, to, "UTF-8", utf8, &fault))
		return refuse_unsupported(charset, error);
	return 0;
}

bool charset_find(struct str name, enum charset *charset)
{
	static const struct {
		const char *name;
		enum charset charset;
	} known[] = {
		{"utf-8", CHARSET_UTF8},       {"utf-16le", CHARSET_UTF16LE},
		{"utf-16be", CHARSET_UTF16BE}, {"gb18030", CHARSET_GB18030},
		{"gbk", CHARSET_GB18030},      {"gb2312", CHARSET_GB18030},
	};

	struct buf small = {0};
	bool found = false;

	unicode_fold(&small, name);
	for (size_t i = 0; i < sizeof known / sizeof known[0] && !found; i++) {
		*charset = known[i].charset;
		found = str_eq(buf_str(&small), str_of(known[i].name));
	}
	buf_release(&small);
	return found;
}

const char *charset_name(enum charset charset)
{
	return names[charset];
}
