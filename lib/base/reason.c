/* SPDX-License-Identifier: MIT */
/* The errnos that people meet. */
#include "base/reason.h"

#include <errno.h>
#include <string.h>

const char *reason_errno(int errnum)
{
	switch (errnum) {
	case ENOENT:
		return "errno.not-there";
	case EACCES:
	case EPERM:
		return "errno.not-allowed";
	case ENOTDIR:
		return "errno.not-a-folder";
	case EISDIR:
		return "errno.a-folder";
	case EEXIST:
		return "errno.there-already";
	case ELOOP:
		return "errno.links";
	case ENAMETOOLONG:
		return "errno.name-too-long";
	case ENOSPC:
	case EDQUOT:
		return "errno.full";
	case EROFS:
		return "errno.read-only";
	case EMFILE:
	case ENFILE:
		return "errno.too-many-open";
	case EIO:
		return "errno.broken";
	case EBADF:
		return "errno.closed";
	case EPIPE:
		return "errno.nobody-reads";
	default:
		return strerror(errnum);
	}
}
