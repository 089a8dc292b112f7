/* SPDX-License-Identifier: MIT */
/* Paths from URIs, and back. */
#include "records/documents.h"

#include "base/read.h"
#include "base/reason.h"
#include "schema/embedded.h"
#include "schema/uri.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_SCHEME "file://"

/* Characters of a path that stand for themselves in a URI (RFC 3986, pchar and '/'). */
static bool is_literal(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       (c && strchr("-._~!$&'()*+,;=:@/", c));
}

static int add_working_folder(const char *file, struct buf *path, struct error *error)
{
	enum { ROOM = 4096 };

	if (!getcwd(buf_reserve(path, ROOM), ROOM))
		return error_set(error, STATUS_IO, "read.unreadable", "file", file, "reason",
				 reason_errno(errno), NULL);
	path->len += strlen(path->ptr + path->len);
	buf_add_char(path, '/');
	return 0;
}

int documents_uri(const char *file, struct buf *uri, struct error *error)
{
	struct buf path = {0};
	int status = file[0] == '/' ? 0 : add_working_folder(file, &path, error);

	buf_add_text(&path, file);
	buf_add_text(uri, FILE_SCHEME);
	for (size_t i = 0; status == 0 && i < path.len; i++) {
		if (is_literal(path.ptr[i]))
			buf_add_char(uri, path.ptr[i]);
		else
			buf_printf(uri, "%%%02X", (unsigned char)path.ptr[i]);
	}
	buf_release(&path);
	return status;
}

/* Whether a decoded rest of a URI stays below the folder it is put after. */
static bool stays_below(struct str rest)
{
	if (memchr(rest.ptr ? rest.ptr : "", '\0', rest.len))
		return false;
	while (rest.len) {
		struct str name = str_split(&rest, '/');

		if (str_eq(name, STR("..")))
			return false;
	}
	return true;
}

/* Whether the URI is the map's or lies below it. */
static bool is_below(struct str uri, struct str above)
{
	char last = above.len ? above.ptr[above.len - 1] : '/';

	return str_starts(uri, above) && (uri.len == above.len || last == '/' || last == ':' ||
					  uri.ptr[above.len] == '/');
}

static const struct documents_map *find_map(const struct documents *d, struct str uri)
{
	const struct documents_map *found = NULL;

	for (size_t i = 0; i < d->n_maps; i++)
		if (is_below(uri, d->maps[i].uri) &&
		    (!found || d->maps[i].uri.len > found->uri.len))
			found = &d->maps[i];
	return found;
}

static bool is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* Reads the file, or the first of those with a usual extension; `path` becomes its name. */
static int read_one_of(struct buf *path, struct buf *bytes, struct error *error)
{
	static const char *const extensions[] = {"", ".json", ".yaml", ".yml"};
	size_t length = path->len;
	int status = STATUS_NOT_FOUND;

	for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++) {
		path->len = length;
		buf_add_text(path, extensions[i]);
		status = is_folder(buf_cstr(path))
				 ? STATUS_NOT_FOUND
				 : read_file(buf_cstr(path), READ_REGULAR, DOCUMENTS_BYTES_MAX,
					     bytes, error);
		if (status != STATUS_NOT_FOUND)
			break;
	}
	return status;
}

/* Appends the path as seen from the working folder, if it lies below. */
static void add_relative(struct buf *name, struct str path)
{
	struct buf folder = {0};
	struct error error = {0};

	if (add_working_folder("", &folder, &error) == 0 && str_starts(path, buf_str(&folder)))
		path = str_sub(path, folder.len, path.len);
	buf_add(name, path);
	buf_release(&folder);
	error_release(&error);
}

static int fetch_file(struct str uri, struct buf *bytes, struct buf *name, struct error *error)
{
	struct buf path = {0};
	int status = STATUS_NOT_FOUND;

	uri_decode(&path, str_sub(uri, sizeof FILE_SCHEME - 1, uri.len));
	if (path.len && path.ptr[0] == '/' && !memchr(path.ptr, '\0', path.len))
		status = read_file(buf_cstr(&path), READ_REGULAR, DOCUMENTS_BYTES_MAX, bytes,
				   error);
	add_relative(name, buf_str(&path));
	buf_release(&path);
	return status;
}

static int fetch_mapped(const struct documents_map *map, struct str uri, struct buf *bytes,
			struct buf *name, struct error *error)
{
	struct str rest = str_sub(uri, map->uri.len, uri.len);
	struct buf below = {0};
	int status = STATUS_NOT_FOUND;

	uri_decode(&below, rest);
	buf_add_text(name, map->location);
	if (below.len && is_folder(map->location) && stays_below(buf_str(&below))) {
		if (below.ptr[0] != '/' && name->ptr[name->len - 1] != '/')
			buf_add_char(name, '/');
		buf_add(name, buf_str(&below));
		status = read_one_of(name, bytes, error);
	} else if (!below.len && !is_folder(map->location)) {
		status = read_file(map->location, READ_REGULAR, DOCUMENTS_BYTES_MAX, bytes,
				   error);
	}
	buf_release(&below);
	return status;
}

/* A kind of records, out of the program itself. */
static int fetch_kind(struct str uri, struct buf *bytes)
{
	struct str name = str_sub(uri, sizeof KIND_URI_BASE - 1, uri.len);
	size_t n;
	const struct pack_file *files = embedded_files(&n);

	for (size_t i = 0; i < n; i++) {
		if (!str_eq(files[i].name, name))
			continue;
		buf_add(bytes, files[i].bytes);
		return 0;
	}
	return STATUS_NOT_FOUND;
}

int documents_fetch(void *context, struct str uri, struct buf *bytes, struct buf *name,
		    struct error *error)
{
	const struct documents *d = context;
	const struct documents_map *map = find_map(d, uri);

	if (map)
		return fetch_mapped(map, uri, bytes, name, error);
	if (str_starts(uri, STR(FILE_SCHEME)))
		return fetch_file(uri, bytes, name, error);
	if (str_starts(uri, STR(KIND_URI_BASE)))
		return fetch_kind(uri, bytes);
	return STATUS_NOT_FOUND;
}
