/* SPDX-License-Identifier: MIT */
/*
 * The part of a snapshot that is the same for every backend: entries, their order, finding the
 * root of a folder.
 */
#include "git/snapshot.h"

#include "base/mem.h"
#include "base/reason.h"
#include "git/backend.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* In POSIX since 2008; glibc's header shows it to XSI programs only. */
extern char *realpath(const char *restrict path, char *restrict resolved);

int snapshot_realpath(const char *dir, struct buf *path, struct error *error)
{
	char *resolved = realpath(dir, NULL);

	buf_reset(path);
	if (!resolved && errno == ENOMEM)
		mem_exhausted();
	if (!resolved)
		return error_set(error, STATUS_IO, "snapshot.open", "dir", dir, "reason",
				 reason_errno(errno), NULL);
	buf_add_text(path, resolved);
	mem_free(resolved);
	return 0;
}

/* Whether a folder, "" standing for "/", has an entry of this name, given with a slash before
 * it. 1: yes; 0: no; negative: nobody may know, errno says why. */
static int holds(struct buf *folder, const char *name)
{
	size_t len = folder->len;
	struct stat st;
	int found;

	buf_add_text(folder, name);
	found = fstatat(AT_FDCWD, folder->ptr, &st, AT_SYMLINK_NOFOLLOW) == 0 ? 1
		: errno == ENOENT || errno == ENOTDIR                         ? 0
									      : -1;
	folder->len = len;
	folder->ptr[len] = '\0';
	return found;
}

/* Shortens an absolute path to its parent, "" standing for "/"; false when it has none. */
static bool go_up(struct buf *path)
{
	if (path->len == 0)
		return false;
	while (path->ptr[--path->len] != '/')
		;
	path->ptr[path->len] = '\0';
	return true;
}

int snapshot_find_root(const char *dir, struct buf *root, struct error *error)
{
	struct stat st;
	int status = snapshot_realpath(dir, root, error);

	if (status)
		return status;
	if (stat(root->ptr, &st) == 0 && !S_ISDIR(st.st_mode))
		return error_set(error, STATUS_IO, "snapshot.open", "dir", dir, "reason",
				 reason_errno(ENOTDIR), NULL);
	if (str_eq(buf_str(root), STR("/")))
		buf_reset(root);
	while ((status = holds(root, "/" SNAPSHOT_DISTRICT_FILE)) == 0)
		if (!go_up(root))
			return error_set(error, STATUS_NOT_FOUND, "snapshot.no-root", "dir",
					 dir, NULL);
	if (status < 0)
		return error_set(error, STATUS_IO, "snapshot.open", "dir", dir, "reason",
				 reason_errno(errno), NULL);
	if (root->len == 0)
		buf_add_char(root, '/');
	return 0;
}

bool snapshot_wants(const struct snapshot_scope *scope, struct str name)
{
	for (size_t i = 0; i < scope->n_folders; i++)
		if (str_eq(scope->folders[i], name))
			return true;
	return false;
}

static bool is_dot_git(struct str name)
{
	return name.len == 4 && name.ptr[0] == '.' && (name.ptr[1] | 0x20) == 'g' &&
	       (name.ptr[2] | 0x20) == 'i' && (name.ptr[3] | 0x20) == 't';
}

static bool is_name(struct str name)
{
	return name.len && str_index(name, '\0') == name.len && !str_eq(name, STR(".")) &&
	       !str_eq(name, STR("..")) && !is_dot_git(name);
}

bool snapshot_is_path(struct str path)
{
	bool is = path.len > 0 && path.ptr[path.len - 1] != '/';

	while (is && path.len)
		is = is_name(str_split(&path, '/'));
	return is;
}

static int too_many(struct error *error)
{
	char max[24];

	snprintf(max, sizeof max, "%d", SNAPSHOT_ENTRIES_MAX);
	return error_set(error, STATUS_LIMIT, "snapshot.too-many", "max", max, NULL);
}

static int path_too_long(struct snapshot *s, struct str folder, struct error *error)
{
	char max[24];

	snprintf(max, sizeof max, "%d", SNAPSHOT_PATH_MAX);
	return error_set(error, STATUS_LIMIT, "snapshot.path-too-long", "folder",
			 folder.len ? arena_cstr(&s->arena, folder) : ".", "max", max, NULL);
}

int snapshot_path(struct snapshot *s, struct str folder, struct str name, struct str *path,
		  struct error *error)
{
	size_t prefix = folder.len ? folder.len + 1 : 0;
	char *p;

	if (s->n_names++ == SNAPSHOT_ENTRIES_MAX)
		return too_many(error);
	if (prefix + name.len > SNAPSHOT_PATH_MAX)
		return path_too_long(s, folder, error);
	p = arena_alloc(&s->arena, prefix + name.len + 1);
	if (folder.len) {
		memcpy(p, folder.ptr, folder.len);
		p[folder.len] = '/';
	}
	memcpy(p + prefix, name.ptr, name.len);
	p[prefix + name.len] = '\0';
	*path = (struct str){p, prefix + name.len};
	return 0;
}

struct entry *snapshot_add(struct snapshot *s, struct str path, enum entry_type type)
{
	struct entry *entry = vec_add(&s->entries);

	entry->path = path;
	entry->type = type;
	return entry;
}

/* The length of the part of a path that lies in as many folders as may be, or the whole. */
static size_t shallow_part(struct str path)
{
	size_t folders = 0, len = 0;

	while (len < path.len && folders <= SNAPSHOT_DEPTH_MAX)
		folders += path.ptr[len++] == '/';
	return folders > SNAPSHOT_DEPTH_MAX ? len - 1 : path.len;
}

/* Whether the entry added last has this path: a flat list has what is in a folder together. */
static bool is_last(const struct snapshot *s, struct str path)
{
	return s->entries.n && str_eq(s->entries.at[s->entries.n - 1].path, path);
}

int snapshot_add_path(struct snapshot *s, const struct snapshot_scope *scope, struct str path,
		      enum entry_type type, struct entry **added, struct error *error)
{
	size_t slash = str_index(path, '/');
	struct str top = str_sub(path, 0, slash), shown = path, copy;
	const char *reason = NULL;
	int status;

	*added = NULL;
	if (slash < path.len && !snapshot_wants(scope, top)) {
		type = ENTRY_FOLDER;
		shown = top;
	} else if (shallow_part(path) < path.len) {
		type = ENTRY_UNREADABLE;
		shown = str_sub(path, 0, shallow_part(path));
		reason = SNAPSHOT_TOO_DEEP;
	}
	if (is_last(s, shown))
		return 0;
	status = snapshot_path(s, STR(""), shown, &copy, error);
	if (status == 0) {
		struct entry *entry = snapshot_add(s, copy, type);

		entry->reason = reason;
		*added = shown.len == path.len ? entry : NULL;
	}
	return status;
}

void snapshot_add_unreadable(struct snapshot *s, struct str path, const char *reason)
{
	snapshot_add(s, path, ENTRY_UNREADABLE)->reason = arena_cstr(&s->arena, str_of(reason));
}

int snapshot_too_large(const struct entry *entry, uint64_t size, size_t max,
		       struct error *error)
{
	char is[24], may_be[24];

	snprintf(is, sizeof is, "%" PRIu64, size);
	snprintf(may_be, sizeof may_be, "%zu", max);
	return error_set(error, STATUS_LIMIT, "snapshot.too-large", "path", entry->path.ptr,
			 "size", is, "max", may_be, NULL);
}

static int entry_cmp(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	return str_cmp(x->path, y->path);
}

/* A folder that changes while it is read may give a name twice: one of them stays. */
static void drop_repeated(struct snapshot *s)
{
	size_t kept = 0;

	for (size_t i = 0; i < s->entries.n; i++)
		if (i == 0 || entry_cmp(&s->entries.at[kept - 1], &s->entries.at[i]) != 0)
			s->entries.at[kept++] = s->entries.at[i];
	s->entries.n = kept;
}

static bool is_sorted(const struct snapshot *s)
{
	for (size_t i = 1; i < s->entries.n; i++)
		if (entry_cmp(&s->entries.at[i - 1], &s->entries.at[i]) >= 0)
			return false;
	return true;
}

/* Brings what a backend listed into the shape that callers see, or frees it. */
static int finish(struct snapshot *s, int status, struct snapshot **snapshot)
{
	*snapshot = NULL;
	if (status) {
		snapshot_free(s);
		return status;
	}
	if (!is_sorted(s)) {
		qsort(s->entries.at, s->entries.n, sizeof *s->entries.at, entry_cmp);
		drop_repeated(s);
	}
	if (s->entries.n < s->entries.cap) {
		s->entries.cap = s->entries.n;
		s->entries.at =
			mem_realloc(s->entries.at, s->entries.cap, sizeof *s->entries.at);
	}
	*snapshot = s;
	return 0;
}

/* Sets the prefix by the nearest folder upwards with a `.git`; no repository is opened for
 * that.
 */
static void find_prefix(struct snapshot *s)
{
	struct buf top = {0};
	bool found = false;

	if (str_eq(buf_str(&s->root), STR("/")))
		return;
	buf_add(&top, buf_str(&s->root));
	do
		found = holds(&top, "/.git") == 1;
	while (!found && go_up(&top));
	if (found && top.len < s->root.len)
		buf_printf(&s->prefix, "%s/", s->root.ptr + top.len + 1);
	buf_release(&top);
}

int snapshot_open_folder(const char *root, const struct str *folders, size_t n_folders,
			 struct snapshot **snapshot, struct error *error)
{
	struct snapshot *s = mem_zalloc(1, sizeof *s);
	const struct snapshot_scope scope = {folders, n_folders};
	struct error unknown = {0};

	/* who may enter a folder may not always learn where it lies */
	if (snapshot_realpath(root, &s->root, &unknown) == 0)
		find_prefix(s);
	error_release(&unknown);
	return finish(s, folder_fill(s, root, &scope, error), snapshot);
}

int snapshot_open_revision(const char *dir, const char *rev, const struct str *folders,
			   size_t n_folders, struct snapshot **snapshot, struct error *error)
{
	struct snapshot *s = mem_zalloc(1, sizeof *s);
	const struct snapshot_scope scope = {folders, n_folders};

	return finish(s, revision_fill(s, dir, rev, &scope, error), snapshot);
}

int snapshot_open_index(const char *dir, const char *file, const struct str *folders,
			size_t n_folders, struct snapshot **snapshot, struct error *error)
{
	struct snapshot *s = mem_zalloc(1, sizeof *s);
	const struct snapshot_scope scope = {folders, n_folders};

	return finish(s, index_fill(s, dir, file, &scope, error), snapshot);
}

int snapshot_open_candidate(struct snapshot *base, const struct snapshot_change *changes,
			    size_t n_changes, const struct str *folders, size_t n_folders,
			    struct snapshot **snapshot, struct error *error)
{
	struct snapshot *s = mem_zalloc(1, sizeof *s);
	const struct snapshot_scope scope = {folders, n_folders};
	int status = candidate_fill(s, base, changes, n_changes, &scope, error);

	status = finish(s, status, snapshot);
	if (status == 0)
		status = candidate_check(*snapshot, error);
	if (status) {
		snapshot_free(*snapshot);
		*snapshot = NULL;
	}
	return status;
}

void snapshot_free(struct snapshot *s)
{
	if (!s)
		return;
	if (s->state)
		s->backend->close(s->state);
	vec_release(&s->entries);
	arena_release(&s->arena);
	buf_release(&s->root);
	buf_release(&s->prefix);
	mem_free(s);
}

size_t snapshot_count(const struct snapshot *s)
{
	return s->entries.n;
}

const struct entry *snapshot_entry(const struct snapshot *s, size_t i)
{
	assert(i < s->entries.n);
	return &s->entries.at[i];
}

const struct entry *snapshot_find(const struct snapshot *s, struct str path)
{
	struct entry key = {.path = path};

	if (s->entries.n == 0)
		return NULL;
	return bsearch(&key, s->entries.at, s->entries.n, sizeof key, entry_cmp);
}

size_t snapshot_lower(const struct snapshot *s, struct str path)
{
	size_t low = 0, high = s->entries.n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (str_cmp(s->entries.at[middle].path, path) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool snapshot_has_folder(const struct snapshot *s, struct str path)
{
	struct buf prefix = {0};
	size_t i;
	bool has;

	if (path.len == 0)
		return s->entries.n > 0;
	buf_add(&prefix, path);
	buf_add_char(&prefix, '/');
	i = snapshot_lower(s, buf_str(&prefix));
	has = i < s->entries.n && str_starts(s->entries.at[i].path, buf_str(&prefix));
	buf_release(&prefix);
	return has;
}

int snapshot_read(struct snapshot *s, const struct entry *entry, size_t max, struct buf *bytes,
		  struct error *error)
{
	int status;

	assert(entry->type == ENTRY_FILE);
	buf_reset(bytes);
	status = s->backend->read(s->state, entry, max, bytes, error);
	if (status)
		buf_reset(bytes);
	return status;
}

struct str snapshot_commit(const struct snapshot *s)
{
	return str_of(s->commit);
}

struct str snapshot_source(const struct snapshot *s)
{
	return str_of(s->backend->source);
}

struct str snapshot_root(const struct snapshot *s)
{
	return buf_str(&s->root);
}

struct str snapshot_prefix(const struct snapshot *s)
{
	return buf_str(&s->prefix);
}

const char *snapshot_library_version(void)
{
	return revision_library_version();
}
