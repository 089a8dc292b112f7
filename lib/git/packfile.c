/* SPDX-License-Identifier: MIT */
/* A pack of whole objects, streamed, and its index. */
#include "git/packfile.h"

#include "base/mem.h"

#include <nettle/sha1.h>
#include <zlib.h>

enum {
	VERSION = 2,
	STOP_EVERY = 256, /* objects between two questions whether to stop */
	FANOUT = 256,
	HEADER_MAX = 10, /* bytes of an object's type and size */
};

/* What the index says of an object, beside its id. */
struct place {
	uint64_t offset;
	uint32_t crc;
};

struct writer {
	const struct deposit *d;
	struct disk_file *file;
	struct sha1_ctx sum;  /* of all that was written */
	uint64_t n;           /* bytes written */
	struct place *places; /* one an object */
	z_stream z;
	struct buf packed; /* of one object */
	struct error *error;
};

static int put(struct writer *w, struct str bytes)
{
	sha1_update(&w->sum, bytes.len, (const uint8_t *)bytes.ptr);
	w->n += bytes.len;
	return disk_add(w->file, bytes, w->error);
}

static int put_number(struct writer *w, uint32_t n)
{
	const char bytes[4] = {(char)(n >> 24), (char)(n >> 16), (char)(n >> 8), (char)n};

	return put(w, (struct str){bytes, sizeof bytes});
}

static int put_sum(struct writer *w, unsigned char sum[SHA1_DIGEST_SIZE])
{
	sha1_digest(&w->sum, SHA1_DIGEST_SIZE, sum);
	return disk_add(w->file, (struct str){(char *)sum, SHA1_DIGEST_SIZE}, w->error);
}

/* An object's type and size: three bits and four of the size, then seven a byte, low ones
 * first; the top bit says that another byte follows. */
static void add_header(struct buf *out, enum deposit_type type, uint64_t size)
{
	unsigned byte = (unsigned)type << 4 | (unsigned)(size & 15);

	for (size >>= 4; size; size >>= 7) {
		buf_add_char(out, (char)(byte | 0x80));
		byte = (unsigned)(size & 0x7f);
	}
	buf_add_char(out, (char)byte);
}

/* zlib takes no more than a uInt at once. */
static void add_stream(struct buf *out, z_stream *z, struct str bytes)
{
	enum { STEP = 1 << 30 };
	int rc = Z_OK;

	deflateReset(z);
	while (rc != Z_STREAM_END) {
		const uInt n = bytes.len < STEP ? (uInt)bytes.len : STEP;
		const uInt room = (uInt)deflateBound(z, n) + 16;

		z->next_in = (z_const Bytef *)bytes.ptr;
		z->avail_in = n;
		z->next_out = (Bytef *)buf_reserve(out, room);
		z->avail_out = room;
		rc = deflate(z, n == bytes.len ? Z_FINISH : Z_NO_FLUSH);
		out->len += room - z->avail_out;
		bytes = str_sub(bytes, n - z->avail_in, bytes.len);
	}
}

static int put_object(struct writer *w, const struct deposit_object *object,
		      struct place *place)
{
	buf_reset(&w->packed);
	add_header(&w->packed, object->type, object->bytes.len);
	add_stream(&w->packed, &w->z, object->bytes);
	place->offset = w->n;
	place->crc = (uint32_t)crc32_z(0, (Bytef *)w->packed.ptr, w->packed.len);
	return put(w, buf_str(&w->packed));
}

static int put_objects(struct writer *w, const struct lock_stop *stop, bool *stopped)
{
	int status = put(w, STR("PACK"));

	if (!status)
		status = put_number(w, VERSION);
	if (!status)
		status = put_number(w, (uint32_t)w->d->objects.n);
	for (size_t i = 0; !status && i < w->d->objects.n; i++) {
		*stopped = i % STOP_EVERY == 0 && lock_stops(stop);
		if (*stopped)
			return 0;
		status = put_object(w, &w->d->objects.at[i], &w->places[i]);
	}
	return status;
}

/* How many ids begin with a byte up to each. */
static int put_fanout(struct writer *w)
{
	size_t n = 0;
	int status = 0;

	for (unsigned byte = 0; !status && byte < FANOUT; byte++) {
		while (n < w->d->objects.n && w->d->objects.at[n].id[0] <= byte)
			n++;
		status = put_number(w, (uint32_t)n);
	}
	return status;
}

/* The places beyond 2 GiB go to a table of their own, of eight bytes each. */
static int put_offsets(struct writer *w)
{
	const uint32_t elsewhere = 1u << 31;
	const size_t n = w->d->objects.n;
	uint32_t far = 0;
	int status = 0;

	for (size_t i = 0; !status && i < n; i++) {
		const uint64_t offset = w->places[i].offset;

		status = put_number(w,
				    offset < elsewhere ? (uint32_t)offset : elsewhere | far++);
	}
	for (size_t i = 0; !status && far && i < n; i++) {
		const uint64_t offset = w->places[i].offset;

		if (offset >= elsewhere)
			status = put_number(w, (uint32_t)(offset >> 32));
		if (offset >= elsewhere && !status)
			status = put_number(w, (uint32_t)offset);
	}
	return status;
}

static int put_index(struct writer *w, const unsigned char pack_sum[SHA1_DIGEST_SIZE])
{
	const size_t n = w->d->objects.n;
	int status = put(w, STR("\377tOc"));

	if (!status)
		status = put_number(w, VERSION);
	if (!status)
		status = put_fanout(w);
	for (size_t i = 0; !status && i < n; i++)
		status = put(
			w, (struct str){(const char *)w->d->objects.at[i].id, DEPOSIT_ID_SIZE});
	for (size_t i = 0; !status && i < n; i++)
		status = put_number(w, w->places[i].crc);
	if (!status)
		status = put_offsets(w);
	return status ? status : put(w, (struct str){(const char *)pack_sum, SHA1_DIGEST_SIZE});
}

/* Both are called after the pack's checksum. */
static void name_both(const struct deposit *d, const unsigned char sum[SHA1_DIGEST_SIZE],
		      struct deposit_file *pack, struct deposit_file *index)
{
	buf_printf(&pack->name, "%s/pack/pack-", d->folder);
	for (int i = 0; i < SHA1_DIGEST_SIZE; i++)
		buf_printf(&pack->name, "%02x", sum[i]);
	buf_add(&index->name, buf_str(&pack->name));
	buf_add_text(&pack->name, ".pack");
	buf_add_text(&index->name, ".idx");
}

static int begin(struct writer *w, struct disk_file *file, const char *kind)
{
	struct buf name = {0};
	int status = 0;

	buf_printf(&name, "%s/pack", w->d->folder);
	status = disk_make_folder(w->d->disk, name.ptr, NULL, w->error);
	buf_printf(&name, "/tmp_%s_", kind);
	if (!status)
		status = disk_begin(file, w->d->disk, name.ptr, false, 0444, w->error);
	buf_release(&name);
	w->file = file;
	w->n = 0;
	sha1_init(&w->sum);
	return status;
}

static int write_both(struct writer *w, struct deposit_file *pack, struct deposit_file *index,
		      const struct lock_stop *stop, bool *stopped)
{
	unsigned char pack_sum[SHA1_DIGEST_SIZE], sum[SHA1_DIGEST_SIZE];
	int status = begin(w, &pack->file, "pack");

	if (!status)
		status = put_objects(w, stop, stopped);
	if (status || *stopped)
		return status;
	status = put_sum(w, pack_sum);
	if (!status)
		status = disk_finish(&pack->file, w->error);
	if (!status)
		status = begin(w, &index->file, "idx");
	if (!status)
		status = put_index(w, pack_sum);
	if (!status)
		status = put_sum(w, sum);
	if (!status)
		status = disk_finish(&index->file, w->error);
	name_both(w->d, pack_sum, pack, index);
	return status;
}

int packfile_write(const struct deposit *d, struct deposit_file *pack,
		   struct deposit_file *index, const struct lock_stop *stop, bool *stopped,
		   struct error *error)
{
	struct writer w = {.d = d, .error = error};
	int status;

	*stopped = false;
	if (deflateInit(&w.z, Z_DEFAULT_COMPRESSION) != Z_OK)
		mem_exhausted();
	w.places = mem_zalloc(d->objects.n, sizeof *w.places);
	status = write_both(&w, pack, index, stop, stopped);
	deflateEnd(&w.z);
	mem_free(w.places);
	buf_release(&w.packed);
	return status;
}
