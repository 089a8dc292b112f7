/* SPDX-License-Identifier: MIT */
/* URI references, in the terms and by the algorithms of RFC 3986. */
#include "schema/uri.h"

/* A component is absent when its flag is false, which is not the same as empty. */
struct uri {
	bool has_scheme, has_authority, has_query, has_fragment;
	struct str scheme, authority, path, query, fragment;
};

static bool is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_scheme(struct str s)
{
	if (s.len == 0 || !is_alpha(s.ptr[0]))
		return false;
	for (size_t i = 1; i < s.len; i++) {
		char c = s.ptr[i];

		if (!is_alpha(c) && !(c >= '0' && c <= '9') && c != '+' && c != '-' && c != '.')
			return false;
	}
	return true;
}

/* The bytes of `s` before the first '/'. */
static struct str take_authority(struct str *s)
{
	size_t end = str_index(*s, '/');
	struct str authority = str_sub(*s, 0, end);

	*s = str_sub(*s, end, s->len);
	return authority;
}

static struct uri parse(struct str s)
{
	struct uri u = {0};
	size_t colon;

	u.has_fragment = str_index(s, '#') < s.len;
	u.fragment = s;
	s = str_split(&u.fragment, '#');
	u.has_query = str_index(s, '?') < s.len;
	u.query = s;
	s = str_split(&u.query, '?');
	colon = str_index(s, ':');
	if (colon < s.len && is_scheme(str_sub(s, 0, colon))) {
		u.has_scheme = true;
		u.scheme = str_split(&s, ':');
	}
	if (str_starts(s, STR("//"))) {
		u.has_authority = true;
		s = str_sub(s, 2, s.len);
		u.authority = take_authority(&s);
	}
	u.path = s;
	return u;
}

/* Takes the last segment and the '/' before it off what `path` holds from `start` on. */
static void drop_segment(struct buf *path, size_t start)
{
	while (path->len > start && path->ptr[path->len - 1] != '/')
		path->len--;
	if (path->len > start)
		path->len--;
}

/* Section 5.2.4. Each turn takes one segment, with the '/' before it, off the front. */
static void add_without_dots(struct buf *out, struct str path)
{
	size_t start = out->len;

	while (path.len) {
		bool slash = path.ptr[0] == '/';
		size_t end = slash + str_index(str_sub(path, slash, path.len), '/');
		struct str segment = str_sub(path, slash, end - slash);
		bool up = str_eq(segment, STR("..")), dot = up || str_eq(segment, STR("."));

		if (up)
			drop_segment(out, start);
		if (!dot)
			buf_add(out, str_sub(path, 0, end));
		else if (slash && end == path.len)
			buf_add_char(out, '/');
		path = str_sub(path, end, path.len);
		if (dot && !slash && path.len) /* "./a" and "../a" have no '/' to keep */
			path = str_sub(path, 1, path.len);
	}
}

/* Section 5.2.3. */
static void add_merged(struct buf *out, const struct uri *base, struct str path)
{
	struct buf merged = {0};

	if (base->has_authority && base->path.len == 0) {
		buf_add_char(&merged, '/');
	} else {
		buf_add(&merged, base->path);
		while (merged.len && merged.ptr[merged.len - 1] != '/')
			merged.len--;
	}
	buf_add(&merged, path);
	add_without_dots(out, buf_str(&merged));
	buf_release(&merged);
}

static void add_query(struct buf *out, const struct uri *u)
{
	if (u->has_query) {
		buf_add_char(out, '?');
		buf_add(out, u->query);
	}
}

/* What the reference does not give is the base's, from the left on (section 5.2.2). */
void uri_resolve(struct buf *out, struct str base_text, struct str reference)
{
	struct uri r = parse(reference), base = parse(base_text);
	const struct uri *scheme = r.has_scheme ? &r : &base;
	const struct uri *authority = r.has_scheme || r.has_authority ? &r : &base;

	if (scheme->has_scheme) {
		buf_add(out, scheme->scheme);
		buf_add_char(out, ':');
	}
	if (authority->has_authority) {
		buf_add_text(out, "//");
		buf_add(out, authority->authority);
	}
	if (authority == &r || str_starts(r.path, STR("/")))
		add_without_dots(out, r.path);
	else if (r.path.len)
		add_merged(out, &base, r.path);
	else
		buf_add(out, base.path);
	add_query(out, authority == &r || r.path.len || r.has_query ? &r : &base);
	if (r.has_fragment) {
		buf_add_char(out, '#');
		buf_add(out, r.fragment);
	}
}

bool uri_is_absolute(struct str uri)
{
	return parse(uri).has_scheme;
}

struct str uri_without_fragment(struct str uri)
{
	return str_split(&uri, '#');
}

struct str uri_fragment(struct str uri)
{
	str_split(&uri, '#');
	return uri;
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

void uri_decode(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '%' && i + 2 < text.len && hex_value(text.ptr[i + 1]) >= 0 &&
		    hex_value(text.ptr[i + 2]) >= 0) {
			buf_add_char(out, (char)(hex_value(text.ptr[i + 1]) * 16 +
						 hex_value(text.ptr[i + 2])));
			i += 2;
		} else {
			buf_add_char(out, text.ptr[i]);
		}
	}
}
