/* SPDX-License-Identifier: MIT */
/* Puts a repository's object database together: packs by libgit2, loose objects by loose.c. */
#include "git/objects.h"

#include "base/buf.h"
#include "git/loose.h"

#include <fcntl.h>
#include <git2.h>
#include <git2/sys/odb_backend.h>
#include <git2/sys/repository.h>
#include <unistd.h>

enum {
	PRIORITY_LOOSE = 1,
	PRIORITY_PACKS = 2,
	LIST_BYTES_MAX = 1 << 16, /* of a list of alternates */
};

static int add_backend(git_odb *odb, git_odb_backend *backend, int priority, bool alternate)
{
	int rc = alternate ? git_odb_add_alternate(odb, backend, priority)
			   : git_odb_add_backend(odb, backend, priority);

	if (rc < 0)
		backend->free(backend);
	return rc;
}

/* The whole of a file, or nothing when it cannot be read. */
static void read_file(const char *path, struct buf *bytes)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	ssize_t n = 1;

	while (fd >= 0 && n > 0 && bytes->len < LIST_BYTES_MAX) {
		n = read(fd, buf_reserve(bytes, 4096), 4096);
		if (n > 0)
			bytes->len += (size_t)n;
	}
	if (fd >= 0)
		close(fd);
}

static int add_folder(git_odb *odb, const char *objects, bool alternate);

/* Adds what one line of `objects`/info/alternates names: a path, absolute or from
 * `objects`. A comment (#) names a folder that is not there. */
static int add_alternate(git_odb *odb, const char *objects, struct str line)
{
	struct buf path = {0};
	int rc;

	if (line.len == 0 || git_odb_num_backends(odb) >= 2 * OBJECTS_FOLDERS_MAX)
		return 0;
	if (line.ptr[0] != '/')
		buf_printf(&path, "%s/", objects);
	buf_add(&path, line);
	rc = add_folder(odb, buf_cstr(&path), true);
	buf_release(&path);
	return rc;
}

static int add_alternates(git_odb *odb, const char *objects)
{
	struct buf path = {0}, lines = {0};
	struct str rest;
	int rc = 0;

	buf_printf(&path, "%s/info/alternates", objects);
	read_file(buf_cstr(&path), &lines);
	rest = buf_str(&lines);
	while (rc == 0 && rest.len)
		rc = add_alternate(odb, objects, str_split(&rest, '\n'));
	buf_release(&path);
	buf_release(&lines);
	return rc;
}

static int add_folder(git_odb *odb, const char *objects, bool alternate)
{
	git_odb_backend *packs;
	int rc = git_odb_backend_pack(&packs, objects);

	if (rc == 0)
		rc = add_backend(odb, packs, PRIORITY_PACKS, alternate);
	if (rc == 0)
		rc = add_backend(odb, loose_new(objects), PRIORITY_LOOSE, alternate);
	return rc < 0 ? rc : add_alternates(odb, objects);
}

int objects_open(git_repository *repository)
{
	git_buf objects = {0};
	git_odb *odb = NULL;
	int rc = git_repository_item_path(&objects, repository, GIT_REPOSITORY_ITEM_OBJECTS);

	if (rc == 0)
		rc = git_odb_new(&odb);
	if (rc == 0)
		rc = add_folder(odb, objects.ptr, false);
	if (rc == 0)
		rc = git_repository_set_odb(repository, odb);
	git_odb_free(odb);
	git_buf_dispose(&objects);
	return rc;
}
