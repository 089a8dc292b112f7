/* SPDX-License-Identifier: MIT */
/* Pointers of Git LFS, by their lines. */
#include "git/lfs.h"

static bool is_version(struct str line)
{
	return str_eq(line, STR("version https://git-lfs.github.com/spec/v1")) ||
	       str_eq(line, STR("version https://hawser.github.com/spec/v1"));
}

static bool is_key_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
}

/* `key value`, one space between. */
static bool is_pair(struct str line)
{
	size_t key = str_index(line, ' ');

	for (size_t i = 0; i < key; i++)
		if (!is_key_char(line.ptr[i]))
			return false;
	return key > 0 && key + 1 < line.len && line.ptr[key + 1] != ' ';
}

static struct str next_line(struct str *bytes)
{
	struct str line = str_split(bytes, '\n');

	return str_ends(line, STR("\r")) ? str_sub(line, 0, line.len - 1) : line;
}

bool lfs_is_pointer(struct str bytes)
{
	bool oid = false, size = false;

	if (bytes.len >= LFS_POINTER_MAX || !is_version(next_line(&bytes)))
		return false;
	while (bytes.len) {
		struct str line = next_line(&bytes);

		if (!is_pair(line))
			return false;
		oid = oid || str_starts(line, STR("oid "));
		size = size || str_starts(line, STR("size "));
	}
	return oid && size;
}
