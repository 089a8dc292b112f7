/* SPDX-License-Identifier: MIT */
/* New objects: loose ones here, a pack by packfile.c. */
#include "git/deposit.h"

#include "base/mem.h"
#include "git/packfile.h"
#include "git/repository.h"

#include <git2.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

_Static_assert(DEPOSIT_ID_SIZE == GIT_OID_RAWSZ, "an id of SHA-1");
_Static_assert((int)DEPOSIT_BLOB == (int)GIT_OBJECT_BLOB, "types by their numbers");

int deposit_id(enum deposit_type type, struct str bytes, unsigned char id[DEPOSIT_ID_SIZE],
	       struct error *error)
{
	git_oid oid;

	if (git_odb_hash(&oid, bytes.len ? bytes.ptr : "", bytes.len, (git_object_t)type) < 0)
		return repository_failure(error);
	memcpy(id, oid.id, sizeof oid.id);
	return 0;
}

void deposit_add(struct deposit *d, enum deposit_type type, struct str bytes,
		 const unsigned char id[DEPOSIT_ID_SIZE])
{
	struct deposit_object *object = vec_add(&d->objects);

	memcpy(object->id, id, sizeof object->id);
	object->type = type;
	object->bytes = bytes;
}

static int object_cmp(const void *a, const void *b)
{
	const struct deposit_object *x = a, *y = b;

	return memcmp(x->id, y->id, sizeof x->id);
}

/* Into the order of their ids, each once. */
static void put_in_order(struct deposit *d)
{
	size_t n = 0;

	if (d->objects.n)
		qsort(d->objects.at, d->objects.n, sizeof *d->objects.at, object_cmp);
	for (size_t i = 0; i < d->objects.n; i++)
		if (n == 0 || object_cmp(&d->objects.at[n - 1], &d->objects.at[i]) != 0)
			d->objects.at[n++] = d->objects.at[i];
	d->objects.n = n;
}

/* Adds the zlib stream of a loose object. */
static int add_stream(struct disk_file *file, const struct deposit_object *object,
		      struct error *error)
{
	struct buf plain = {0}, packed = {0};
	uLongf size;
	int status = 0, rc;

	buf_printf(&plain, "%s %zu", git_object_type2string((git_object_t)object->type),
		   object->bytes.len);
	buf_add_char(&plain, '\0');
	buf_add(&plain, object->bytes);
	size = compressBound(plain.len);
	rc = compress2((Bytef *)buf_reserve(&packed, size), &size, (const Bytef *)plain.ptr,
		       plain.len, Z_BEST_SPEED);
	if (rc != Z_OK) /* there is room: it was memory */
		mem_exhausted();
	packed.len = size;
	status = disk_add(file, buf_str(&packed), error);
	buf_release(&plain);
	buf_release(&packed);
	return status;
}

static int write_loose(struct deposit *d, const struct deposit_object *object,
		       struct error *error)
{
	struct deposit_file *file = vec_add(&d->files);
	char hex[GIT_OID_HEXSZ + 1];
	struct buf temporary = {0};
	git_oid id;
	int status;

	git_oid_fromraw(&id, object->id);
	git_oid_tostr(hex, sizeof hex, &id);
	buf_printf(&file->name, "%s/%.2s/%s", d->folder, hex, hex + 2);
	buf_printf(&temporary, "%s/tmp_obj_%s_", d->folder, hex);
	status = disk_begin(&file->file, d->disk, temporary.ptr, false, 0444, error);
	buf_release(&temporary);
	if (!status)
		status = add_stream(&file->file, object, error);
	return status ? status : disk_finish(&file->file, error);
}

static int write_pack(struct deposit *d, const struct lock_stop *stop, bool *stopped,
		      struct error *error)
{
	struct deposit_file *pack, *index;

	vec_add(&d->files);
	index = vec_add(&d->files);
	pack = index - 1;
	return packfile_write(d, pack, index, stop, stopped, error);
}

int deposit_write(struct deposit *d, const struct lock_stop *stop, bool *stopped,
		  struct error *error)
{
	int status = 0;

	*stopped = false;
	put_in_order(d);
	if (d->objects.n > DEPOSIT_LOOSE_MAX)
		return write_pack(d, stop, stopped, error);
	for (size_t i = 0; !status && !*stopped && i < d->objects.n; i++) {
		*stopped = lock_stops(stop);
		if (!*stopped)
			status = write_loose(d, &d->objects.at[i], error);
	}
	return status;
}

/* The folder that a file lies in. */
static void folder_of(const struct buf *name, struct buf *folder)
{
	size_t len = name->len;

	while (name->ptr[len] != '/')
		len--;
	buf_reset(folder);
	buf_add(folder, str_sub(buf_str(name), 0, len));
}

/* `synced` is the folder of the file before, to be synced when it has all its files: they are
 * in the order of their names, but for the two of a pack, which share one. */
static int publish_file(struct deposit *d, struct deposit_file *file, bool *new_folder,
			struct error *error)
{
	struct buf folder = {0};
	bool made;
	int status;

	folder_of(&file->name, &folder);
	status = disk_make_folder(d->disk, folder.ptr, &made, error);
	*new_folder = *new_folder || made;
	if (!status)
		status = disk_publish(&file->file, file->name.ptr, error);
	buf_release(&folder);
	return status;
}

/* Files of one folder stand together. */
static int sync_folders(const struct deposit *d, bool new_folder, struct error *error)
{
	struct buf last = {0}, folder = {0};
	int status = new_folder ? disk_sync_folder(d->disk, d->folder, error) : 0;

	for (size_t i = 0; !status && i < d->files.n; i++) {
		folder_of(&d->files.at[i].name, &folder);
		if (str_eq(buf_str(&last), buf_str(&folder)))
			continue;
		status = disk_sync_folder(d->disk, folder.ptr, error);
		buf_reset(&last);
		buf_add(&last, buf_str(&folder));
	}
	buf_release(&last);
	buf_release(&folder);
	return status;
}

int deposit_publish(struct deposit *d, struct error *error)
{
	bool new_folder = false;
	int status = 0;

	for (size_t i = 0; !status && i < d->files.n; i++)
		status = publish_file(d, &d->files.at[i], &new_folder, error);
	return status ? status : sync_folders(d, new_folder, error);
}

void deposit_release(struct deposit *d)
{
	for (size_t i = 0; i < d->files.n; i++) {
		disk_discard(&d->files.at[i].file);
		buf_release(&d->files.at[i].name);
	}
	vec_release(&d->files);
	vec_release(&d->objects);
}
