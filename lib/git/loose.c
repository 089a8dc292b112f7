/* SPDX-License-Identifier: MIT */
/*
 * Reading loose objects (zlib streams of `type SP size NUL content`, one file each) as a
 * backend of libgit2, which checks the content against the object's id.
 */
#include "git/loose.h"

#include "base/mem.h"
#include "base/reason.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <git2.h>
#include <git2/sys/odb_backend.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

enum {
	HEAD_SIZE = 64, /* enough for a header, with the beginning of the content */
	INPUT_SIZE = 8192,
	NAME_SIZE = GIT_OID_HEXSZ + 2, /* xx/yyyy, and a NUL */
};

struct loose {
	git_odb_backend parent;
	int folder; /* -1: there is none */
};

struct stream {
	int fd;
	bool ended;
	z_stream z;
	unsigned char input[INPUT_SIZE];
};

struct header {
	git_object_t type;
	size_t size;
	unsigned char head[HEAD_SIZE];
	size_t start, end; /* of the content in `head` */
};

/* `reason` is the id of a message, or the system's text (reason.h). */
static int damaged(const char *reason)
{
	git_error_set_str(GIT_ERROR_ODB, reason);
	return GIT_ERROR;
}

static int not_found(void)
{
	git_error_set_str(GIT_ERROR_ODB, "object.missing");
	return GIT_ENOTFOUND;
}

static DIR *open_folder(int parent, const char *name)
{
	int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;

	if (fd >= 0 && !dir)
		close(fd);
	return dir;
}

static int stream_open(struct stream *s, const struct loose *loose, const git_oid *id)
{
	char name[NAME_SIZE];
	struct stat st;

	git_oid_pathfmt(name, id);
	name[NAME_SIZE - 1] = '\0';
	*s = (struct stream){.fd = -1};
	if (loose->folder >= 0)
		s->fd = openat(loose->folder, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (s->fd < 0 && (loose->folder < 0 || errno == ENOENT || errno == ENOTDIR))
		return not_found();
	if (s->fd < 0)
		return damaged(reason_errno(errno));
	if (fstat(s->fd, &st) < 0 || !S_ISREG(st.st_mode))
		return damaged("object.no-file");
	if (inflateInit(&s->z) != Z_OK)
		mem_exhausted();
	return 0;
}

static void stream_close(struct stream *s)
{
	inflateEnd(&s->z);
	if (s->fd >= 0)
		close(s->fd);
}

static int stream_fill(struct stream *s)
{
	ssize_t n;

	do
		n = read(s->fd, s->input, sizeof s->input);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return damaged(reason_errno(errno));
	if (n == 0)
		return damaged("object.cut-short");
	s->z.next_in = s->input;
	s->z.avail_in = (uInt)n;
	return 0;
}

/* Inflates `n` bytes; less only where the stream ends. */
static int stream_take(struct stream *s, void *to, size_t n, size_t *taken)
{
	*taken = 0;
	while (*taken < n && !s->ended) {
		const size_t room = n - *taken < UINT_MAX ? n - *taken : UINT_MAX;
		int rc = s->z.avail_in ? 0 : stream_fill(s);

		if (rc)
			return rc;
		s->z.next_out = (unsigned char *)to + *taken;
		s->z.avail_out = (uInt)room;
		rc = inflate(&s->z, Z_NO_FLUSH);
		if (rc == Z_MEM_ERROR)
			mem_exhausted();
		if (rc != Z_OK && rc != Z_STREAM_END)
			return damaged("object.no-stream");
		*taken += room - s->z.avail_out;
		s->ended = rc == Z_STREAM_END;
	}
	return 0;
}

/* A decimal number without sign or leading zero, as git writes sizes. */
static bool parse_size(const char *text, size_t *size)
{
	*size = 0;
	if (*text == '\0' || (text[0] == '0' && text[1] != '\0'))
		return false;
	for (; *text; text++) {
		const size_t digit = (size_t)(*text - '0');

		if (*text < '0' || *text > '9' || *size > (SIZE_MAX - 1 - digit) / 10)
			return false;
		*size = *size * 10 + digit;
	}
	return true;
}

static int read_header(struct stream *s, struct header *h)
{
	char *head = (char *)h->head, *space, *nul;
	int rc = stream_take(s, h->head, sizeof h->head, &h->end);

	if (rc)
		return rc;
	nul = memchr(head, '\0', h->end);
	space = nul ? memchr(head, ' ', (size_t)(nul - head)) : NULL;
	if (!space)
		return damaged("object.no-header");
	*space = '\0';
	h->type = git_object_string2type(head);
	h->start = (size_t)(nul - head) + 1;
	if (!git_object_typeisloose(h->type) || !parse_size(space + 1, &h->size))
		return damaged("object.bad-header");
	return 0;
}

/* Takes the content after its header into `data`, which has room for its size. What follows it
 * in the stream is not looked at: the content is checked against the id. */
static int read_content(struct stream *s, const struct header *h, char *data)
{
	const size_t begun = h->end - h->start;
	size_t taken;
	int rc;

	if (begun > h->size)
		return damaged("object.longer");
	memcpy(data, h->head + h->start, begun);
	rc = stream_take(s, data + begun, h->size - begun, &taken);
	if (!rc && begun + taken < h->size)
		rc = damaged("object.shorter");
	data[h->size] = '\0'; /* libgit2's parsers read to a NUL */
	return rc;
}

static int loose_read(void **data, size_t *size, git_object_t *type, git_odb_backend *backend,
		      const git_oid *id)
{
	struct stream s;
	struct header h;
	void *content = NULL;
	int rc = stream_open(&s, (struct loose *)backend, id);

	if (!rc)
		rc = read_header(&s, &h);
	if (!rc && !(content = git_odb_backend_data_alloc(backend, h.size + 1)))
		rc = damaged("object.too-large");
	if (!rc)
		rc = read_content(&s, &h, content);
	stream_close(&s);
	if (rc) {
		git_odb_backend_data_free(backend, content);
		return rc;
	}
	*data = content;
	*size = h.size;
	*type = h.type;
	return 0;
}

static int loose_read_header(size_t *size, git_object_t *type, git_odb_backend *backend,
			     const git_oid *id)
{
	struct stream s;
	struct header h;
	int rc = stream_open(&s, (struct loose *)backend, id);

	if (!rc)
		rc = read_header(&s, &h);
	stream_close(&s);
	if (!rc) {
		*size = h.size;
		*type = h.type;
	}
	return rc;
}

static int loose_exists(git_odb_backend *backend, const git_oid *id)
{
	const struct loose *loose = (struct loose *)backend;
	char name[NAME_SIZE];
	struct stat st;

	git_oid_pathfmt(name, id);
	name[NAME_SIZE - 1] = '\0';
	return loose->folder >= 0 && fstatat(loose->folder, name, &st, 0) == 0;
}

/* The one object whose id begins with the `len` digits of `prefix`. */
static int loose_exists_prefix(git_oid *id, git_odb_backend *backend, const git_oid *prefix,
			       size_t len)
{
	const struct loose *loose = (struct loose *)backend;
	char digits[GIT_OID_HEXSZ + 1], hex[GIT_OID_HEXSZ + 1];
	const struct dirent *d;
	DIR *dir;
	int n = 0;

	git_oid_tostr(digits, sizeof digits, prefix);
	memcpy(hex, digits, 2);
	hex[2] = '\0';
	dir = len >= 2 && loose->folder >= 0 ? open_folder(loose->folder, hex) : NULL;
	while (dir && (d = readdir(dir)) != NULL) {
		if (strlen(d->d_name) != GIT_OID_HEXSZ - 2 ||
		    memcmp(d->d_name, digits + 2, len - 2) != 0)
			continue;
		memcpy(hex + 2, d->d_name, GIT_OID_HEXSZ - 1);
		n += git_oid_fromstr(id, hex) == 0;
	}
	if (dir)
		closedir(dir);
	if (n > 1) {
		git_error_set_str(GIT_ERROR_ODB, "several objects have this prefix");
		return GIT_EAMBIGUOUS;
	}
	return n ? 0 : not_found();
}

static int loose_read_prefix(git_oid *id, void **data, size_t *size, git_object_t *type,
			     git_odb_backend *backend, const git_oid *prefix, size_t len)
{
	git_oid found;
	int rc = loose_exists_prefix(&found, backend, prefix, len);

	if (!rc)
		rc = loose_read(data, size, type, backend, &found);
	if (!rc)
		*id = found;
	return rc;
}

static void loose_free(git_odb_backend *backend)
{
	struct loose *loose = (struct loose *)backend;

	if (loose->folder >= 0)
		close(loose->folder);
	mem_free(loose);
}

git_odb_backend *loose_new(const char *objects)
{
	struct loose *loose = mem_zalloc(1, sizeof *loose);

	loose->folder = open(objects, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	loose->parent = (git_odb_backend){
		.version = GIT_ODB_BACKEND_VERSION,
		.read = loose_read,
		.read_prefix = loose_read_prefix,
		.read_header = loose_read_header,
		.exists = loose_exists,
		.exists_prefix = loose_exists_prefix,
		.free = loose_free,
	};
	return &loose->parent;
}
