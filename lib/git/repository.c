/* SPDX-License-Identifier: MIT */
/* Repositories through libgit2: opening, blobs, failures. */
#include "git/repository.h"

#include "base/mem.h"
#include "git/objects.h"

#include <git2.h>

const char *repository_reason(void)
{
	const git_error *last = git_error_last();

	if (last && last->klass == GIT_ERROR_NOMEMORY)
		mem_exhausted();
	return last && last->message ? last->message : "object.unknown";
}

int repository_failure(struct error *error)
{
	return error_set(error, STATUS_IO, "git.failure", "reason", repository_reason(), NULL);
}

int repository_corrupt(const char *object, const char *reason, struct error *error)
{
	return error_set(error, STATUS_CORRUPT, "git.corrupt", "object", object, "reason",
			 reason, NULL);
}

int repository_corrupt_object(const git_oid *id, const char *reason, struct error *error)
{
	char hex[GIT_OID_HEXSZ + 1];

	return repository_corrupt(git_oid_tostr(hex, sizeof hex, id), reason, error);
}

static int corrupt_file(const struct entry *entry, const git_oid *id, const char *reason,
			struct error *error)
{
	char hex[GIT_OID_HEXSZ + 1];

	return error_set(error, STATUS_CORRUPT, "git.corrupt-file", "path", entry->path.ptr,
			 "object", git_oid_tostr(hex, sizeof hex, id), "reason", reason, NULL);
}

/* Whether opening failed because the repository is not the user's. Where safe.directory is not
 * set at all, libgit2 1.5 reports that setting as what was not found. */
static bool is_wrong_owner(int rc)
{
	const git_error *last = git_error_last();

	return rc == GIT_EOWNER ||
	       (rc == GIT_ENOTFOUND && last && last->klass == GIT_ERROR_CONFIG);
}

int repository_open(struct repository **repository, const char *dir, struct error *error)
{
	struct repository *r;
	int rc;

	*repository = NULL;
	if (git_libgit2_init() < 0)
		return repository_failure(error);
	*repository = r = mem_zalloc(1, sizeof *r);
	git_error_clear();
	rc = git_repository_open_ext(&r->git, dir, 0, NULL);
	if (is_wrong_owner(rc))
		return error_set(error, STATUS_INVALID, "git.wrong-owner", "dir", dir, NULL);
	if (rc == GIT_ENOTFOUND)
		return error_set(error, STATUS_NOT_FOUND, "git.not-a-repository", "dir", dir,
				 NULL);
	if (rc < 0 || objects_open(r->git) < 0 || git_repository_odb(&r->odb, r->git) < 0)
		return repository_failure(error);
	return 0;
}

void repository_close(void *repository)
{
	struct repository *r = repository;

	git_odb_free(r->odb);
	git_repository_free(r->git);
	git_libgit2_shutdown();
	mem_free(r);
}

int repository_read(void *repository, const struct entry *entry, size_t max, struct buf *bytes,
		    struct error *error)
{
	struct repository *r = repository;
	git_odb_object *object;
	git_object_t type;
	git_oid id;
	size_t size;
	int status = 0;

	git_oid_fromraw(&id, entry->oid);
	if (git_odb_read_header(&size, &type, r->odb, &id) < 0)
		return corrupt_file(entry, &id, repository_reason(), error);
	if (type != GIT_OBJECT_BLOB)
		return corrupt_file(entry, &id, "object.no-blob", error);
	if (size > max)
		return snapshot_too_large(entry, size, max, error);
	if (git_odb_read(&object, r->odb, &id) < 0)
		return corrupt_file(entry, &id, repository_reason(), error);
	size = git_odb_object_size(object);
	if (size > max)
		status = snapshot_too_large(entry, size, max, error);
	else
		buf_add(bytes, (struct str){git_odb_object_data(object), size});
	git_odb_object_free(object);
	return status;
}

struct str repository_path(const struct repository *r, struct str dir)
{
	struct str top = str_of(git_repository_workdir(r->git)); /* ends with '/' */

	return top.len && str_starts(dir, top) ? str_sub(dir, top.len, dir.len) : STR("");
}

void repository_set_place(const struct repository *r, struct snapshot *s, struct str path)
{
	const char *top = git_repository_workdir(r->git);

	buf_add(&s->prefix, path);
	if (path.len && !str_ends(path, STR("/")))
		buf_add_char(&s->prefix, '/');
	if (!top)
		return;
	buf_printf(&s->root, "%s%.*s", top, STR_ARG(path));
	while (s->root.len > 1 && s->root.ptr[s->root.len - 1] == '/')
		s->root.ptr[--s->root.len] = '\0';
}
