/* SPDX-License-Identifier: MIT */
/* Fingerprints by hashing what identifies a finding. */
#include "result/fingerprint.h"

#include "base/map.h"

#include <inttypes.h>

static void hash_bytes(uint64_t *hash, struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		*hash = (*hash ^ (unsigned char)s.ptr[i]) * 1099511628211u;
}

/* With its length, so that no two lists of texts run into the same bytes. */
static void hash_text(uint64_t *hash, struct str s)
{
	struct buf length = {0};

	buf_printf(&length, "%zu:", s.len);
	hash_bytes(hash, buf_str(&length));
	hash_bytes(hash, s);
	buf_release(&length);
}

static bool is_index(struct str token)
{
	for (size_t i = 0; i < token.len; i++)
		if (token.ptr[i] < '0' || token.ptr[i] > '9')
			return false;
	return token.len > 0;
}

/* A JSON Pointer without the positions in lists: what stands before an item may come and go. */
static void hash_pointer(uint64_t *hash, struct str pointer)
{
	while (pointer.len) {
		struct str token = str_split(&pointer, '/');

		hash_text(hash, is_index(token) ? STR("*") : token);
	}
}

/* Whether an argument tells what is wrong, and not where else, how much or what would do. */
static bool identifies(struct str name)
{
	static const char *const names[] = {"code", "escape", "id",      "key", "name",
					    "rule", "number", "subject", "tag", "value"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_eq(name, str_of(names[i])))
			return true;
	return false;
}

static uint64_t hash_finding(const struct finding *f)
{
	uint64_t hash = 14695981039346656037u;

	hash_text(&hash, str_of(f->rule));
	hash_text(&hash, f->path);
	if (f->class == FINDING_RULE) {
		hash_text(&hash, f->subject_kind);
		hash_text(&hash, f->subject);
		return hash;
	}
	hash_pointer(&hash, f->pointer);
	for (size_t i = 0; i < f->message.n_args; i++) {
		if (identifies(str_of(f->message.args[i].name))) {
			hash_text(&hash, str_of(f->message.args[i].name));
			hash_text(&hash, f->message.args[i].value);
		}
	}
	return hash;
}

void fingerprint_list(const struct finding_list *list, struct fingerprint *prints)
{
	struct map seen = {0}; /* hash → the last of it */

	for (size_t i = 0; i < list->items.n; i++) {
		struct map_entry *entry;

		prints[i].hash = hash_finding(&list->items.at[i]);
		entry = map_add(&seen, (struct str){(const char *)&prints[i].hash,
						    sizeof prints[i].hash});
		prints[i].nth =
			entry->value ? ((struct fingerprint *)entry->value)->nth + 1 : 1;
		entry->value = &prints[i];
	}
	map_release(&seen);
}

void fingerprint_add(struct buf *out, const struct fingerprint *print)
{
	buf_printf(out, "%016" PRIx64 ":%" PRIu32, print->hash, print->nth);
}
