/* SPDX-License-Identifier: MIT */
/* Names that no file system takes for those that git obeys. */
#include "git/name.h"

#include <git2.h>
#include <git2/sys/path.h>
#include <string.h>

/* ASCII only, whatever the locale. */
static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static bool is_caseless(struct str s, const char *name)
{
	if (s.len != strlen(name))
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (lower(s.ptr[i]) != name[i])
			return false;
	return true;
}

/* NTFS drops dots and spaces at the end of a name, and takes what follows a colon for a stream
 * of it; a backslash ends it. `git~1` is the short name that a .git gets first. */
static bool is_ntfs_git(struct str name)
{
	size_t colon = str_index(name, ':'), slash = str_index(name, '\\');
	struct str s = str_sub(name, 0, colon < slash ? colon : slash);

	while (s.len && (s.ptr[s.len - 1] == '.' || s.ptr[s.len - 1] == ' '))
		s.len--;
	return is_caseless(s, ".git") || is_caseless(s, "git~1");
}

/* The length of a character that HFS+ ignores in a name (U+200C to U+200F, U+202A to U+202E,
 * U+206A to U+206F, U+FEFF), or 0. */
static size_t ignored(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.ptr;

	if (s.len < 3)
		return 0;
	if (p[0] == 0xe2 && p[1] == 0x80)
		return (p[2] >= 0x8c && p[2] <= 0x8f) || (p[2] >= 0xaa && p[2] <= 0xae) ? 3 : 0;
	if (p[0] == 0xe2 && p[1] == 0x81)
		return p[2] >= 0xaa && p[2] <= 0xaf ? 3 : 0;
	return p[0] == 0xef && p[1] == 0xbb && p[2] == 0xbf ? 3 : 0;
}

static bool is_hfs_git(struct str name)
{
	static const char git[] = ".git";
	size_t n = 0;

	while (name.len) {
		const size_t skip = ignored(name);

		if (!skip && (n == sizeof git - 1 || lower(name.ptr[0]) != git[n++]))
			return false;
		name = str_sub(name, skip ? skip : 1, name.len);
	}
	return n == sizeof git - 1;
}

static bool is_name(struct str name)
{
	return name.len && str_index(name, '\0') == name.len && !str_eq(name, STR(".")) &&
	       !str_eq(name, STR("..")) && !is_ntfs_git(name) && !is_hfs_git(name) &&
	       git_path_is_gitfile(name.ptr, name.len, GIT_PATH_GITFILE_GITMODULES,
				   GIT_PATH_FS_GENERIC) != 1;
}

bool name_is_path(struct str path)
{
	bool is = path.len > 0 && path.ptr[path.len - 1] != '/';

	while (is && path.len)
		is = is_name(str_split(&path, '/'));
	return is;
}
