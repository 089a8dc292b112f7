/* SPDX-License-Identifier: MIT */
/* Identities, messages and trailers. */
#include "git/wording.h"

#include <git2.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { OFFSET_MAX = 24 * 60 - 1 }; /* minutes that four digits of hours and minutes hold */

static const int64_t seconds_max = 253402300799; /* the end of the year 9999 */

/* --- characters --- */

/* The length of the UTF-8 character that the text begins with (RFC 3629, 4), or 0. */
static size_t character(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.ptr;
	const unsigned char c = p[0];
	const size_t n = c < 0x80 ? 1 : c < 0xc2 ? 0 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;

	if (n == 0 || c > 0xf4 || n > s.len)
		return 0;
	for (size_t i = 1; i < n; i++)
		if ((p[i] & 0xc0) != 0x80)
			return 0;
	if ((c == 0xe0 && p[1] < 0xa0) || (c == 0xed && p[1] > 0x9f) ||
	    (c == 0xf0 && p[1] < 0x90) || (c == 0xf4 && p[1] > 0x8f))
		return 0;
	return n;
}

/* Whether a character of `n` bytes is a control character: C0, DEL, C1. */
static bool is_control(const char *ptr, size_t n)
{
	const unsigned char *p = (const unsigned char *)ptr;

	return n == 1 ? p[0] < 0x20 || p[0] == 0x7f : n == 2 && p[0] == 0xc2 && p[1] < 0xa0;
}

/* Appends the text in UTF-8, without control characters but those in `kept`. */
static void add_clean(struct buf *out, struct str s, const char *kept)
{
	while (s.len) {
		const size_t n = character(s);

		if (n == 0)
			buf_add_text(out, "\xef\xbf\xbd");
		else if (!is_control(s.ptr, n) || (s.ptr[0] && strchr(kept, s.ptr[0])))
			buf_add(out, str_sub(s, 0, n));
		s = str_sub(s, n ? n : 1, s.len);
	}
}

/* --- identities --- */

/* What git takes off the ends of a name or address. */
static bool is_crud(char c)
{
	return (unsigned char)c <= ' ' || strchr(".,:;<>\"\\'", c) != NULL;
}

static int add_identity(struct buf *out, const char *value, struct error *error)
{
	struct buf clean = {0};
	struct str s;
	int status = 0;

	add_clean(&clean, str_of(value), "");
	s = buf_str(&clean);
	while (s.len && is_crud(s.ptr[0]))
		s = str_sub(s, 1, s.len);
	while (s.len && is_crud(s.ptr[s.len - 1]))
		s.len--;
	if (!s.len)
		status = error_set(error, STATUS_INVALID, "git.bad-identity", "value", value,
				   NULL);
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] != '<' && s.ptr[i] != '>')
			buf_add_char(out, s.ptr[i]);
	buf_release(&clean);
	return status;
}

/* The given value, or that of the configuration. */
static int add_value(struct buf *out, git_config *config, const char *role, const char *key,
		     const char *given, struct error *error)
{
	char own[32], user[32];
	const char *value = given;

	snprintf(own, sizeof own, "%s.%s", role, key);
	snprintf(user, sizeof user, "user.%s", key);
	if (!value && git_config_get_string(&value, config, own) < 0 &&
	    git_config_get_string(&value, config, user) < 0)
		return error_set(error, STATUS_INVALID, "git.no-identity", "key", user, NULL);
	return add_identity(out, value, error);
}

static int add_date(struct buf *out, const struct commit_person *person, struct error *error)
{
	const int offset = person->offset < 0 ? -person->offset : person->offset;
	char date[48];

	snprintf(date, sizeof date, "%" PRId64 " %c%02d%02d", person->seconds,
		 person->offset < 0 ? '-' : '+', offset / 60, offset % 60);
	if (person->seconds < 0 || person->seconds > seconds_max || offset > OFFSET_MAX)
		return error_set(error, STATUS_INVALID, "git.bad-date", "date", date, NULL);
	buf_add_text(out, date);
	return 0;
}

int wording_person(struct buf *out, const struct repository *r, const char *role,
		   const struct commit_person *person, struct error *error)
{
	git_config *config;
	int status;

	if (git_repository_config_snapshot(&config, r->git) < 0)
		return repository_failure(error);
	status = add_value(out, config, role, "name", person->name, error);
	buf_add_text(out, " <");
	if (!status)
		status = add_value(out, config, role, "email", person->email, error);
	buf_add_text(out, "> ");
	git_config_free(config);
	return status ? status : add_date(out, person, error);
}

/* --- messages --- */

static struct str trim_end(struct str line)
{
	while (line.len && (line.ptr[line.len - 1] == ' ' || line.ptr[line.len - 1] == '\t'))
		line.len--;
	return line;
}

/* Appends the lines with what git-stripspace(1) would take away. */
static void add_lines(struct buf *out, struct str text)
{
	bool blank = false, begun = false;

	while (text.len) {
		const struct str line = trim_end(str_split(&text, '\n'));

		if (line.len && blank && begun)
			buf_add_char(out, '\n');
		if (line.len) {
			buf_add(out, line);
			buf_add_char(out, '\n');
		}
		blank = !line.len;
		begun = begun || line.len;
	}
}

static bool is_key_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '-';
}

static bool is_key(struct str key)
{
	for (size_t i = 0; i < key.len; i++)
		if (!is_key_char(key.ptr[i]))
			return false;
	return key.len > 0;
}

/* Whether a line is a trailer, or goes on with one. */
static bool is_trailer(struct str line, bool first)
{
	const size_t colon = str_index(line, ':');

	if (!first && (line.ptr[0] == ' ' || line.ptr[0] == '\t'))
		return true;
	return colon < line.len && is_key(trim_end(str_sub(line, 0, colon)));
}

/* Whether the last paragraph, not being the first, is of trailers only. */
static bool ends_with_trailers(struct str message)
{
	size_t at = message.len;
	struct str last;
	bool all = true;

	while (at >= 2 && !(message.ptr[at - 1] == '\n' && message.ptr[at - 2] == '\n'))
		at--;
	if (at < 2)
		return false;
	last = str_sub(message, at, message.len);
	for (bool first = true; all && last.len; first = false)
		all = is_trailer(str_split(&last, '\n'), first);
	return all;
}

/* The lines of a value, each but the first after a blank, which goes on with the field. */
static void add_folded(struct buf *out, struct str value)
{
	struct buf clean = {0};
	struct str rest;
	bool begun = false;

	add_clean(&clean, value, "\n\t");
	rest = buf_str(&clean);
	while (rest.len) {
		const struct str line = str_trim(str_split(&rest, '\n'));

		if (!line.len)
			continue;
		buf_add_text(out, begun ? "\n " : "");
		buf_add(out, line);
		begun = true;
	}
	buf_add_char(out, '\n');
	buf_release(&clean);
}

static int add_trailer(struct buf *out, const struct commit_trailer *trailer,
		       struct error *error)
{
	struct buf key = {0};
	int status = 0;

	buf_add(&key, trailer->key);
	if (is_key(trailer->key)) {
		buf_printf(out, "%s: ", key.ptr);
		add_folded(out, trailer->value);
	} else {
		status = error_set(error, STATUS_INVALID, "git.bad-trailer", "key",
				   buf_cstr(&key), NULL);
	}
	buf_release(&key);
	return status;
}

int wording_message(struct buf *out, struct str message, const struct commit_trailer *trailers,
		    size_t n, struct error *error)
{
	struct buf clean = {0}, lines = {0};
	int status = 0;

	add_clean(&clean, message, "\n\t");
	add_lines(&lines, buf_str(&clean));
	if (!lines.len)
		status = error_set(error, STATUS_INVALID, "git.no-message", NULL);
	buf_add(out, buf_str(&lines));
	if (n && lines.len && !ends_with_trailers(buf_str(&lines)))
		buf_add_char(out, '\n');
	for (size_t i = 0; !status && i < n; i++)
		status = add_trailer(out, &trailers[i], error);
	buf_release(&clean);
	buf_release(&lines);
	return status;
}
