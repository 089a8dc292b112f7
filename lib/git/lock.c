/* SPDX-License-Identifier: MIT */
/* Turns of our writers, and git's lock files. */
#include "git/lock.h"

#include "base/reason.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

bool lock_stops(const struct lock_stop *stop)
{
	return stop && stop->ask && stop->ask(stop->data);
}

static void pause_a_step(void)
{
	nanosleep(&(struct timespec){.tv_nsec = LOCK_WAIT_STEP * 1000000L}, NULL);
}

static bool same_file(int fd, const char *name)
{
	struct stat ours, there;

	return fstat(fd, &ours) == 0 && lstat(name, &there) == 0 &&
	       ours.st_dev == there.st_dev && ours.st_ino == there.st_ino;
}

static int open_writers(const char *name, const struct disk *disk)
{
	int fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
	struct stat st;

	/* Others' umask must not keep us out, nor ours them; only its owner may say so. */
	if (fd >= 0 && disk->shared && fstat(fd, &st) == 0)
		(void)!fchmod(fd, (st.st_mode & 0777) | disk->shared);
	return fd;
}

/* 1: ours; 0: another's; negative: errno says why not. */
static int try_turn(struct lock *lock, const struct disk *disk)
{
	struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

	if (lock->fd < 0)
		lock->fd = open_writers(lock->file.ptr, disk);
	if (lock->fd < 0)
		return -1;
	if (fcntl(lock->fd, F_SETLK, &whole) < 0)
		return errno == EACCES || errno == EAGAIN || errno == EINTR ? 0 : -1;
	if (same_file(lock->fd, lock->file.ptr))
		return 1;
	close(lock->fd); /* somebody removed the file: begin again with the new one */
	lock->fd = -1;
	return 0;
}

static int no_turn(int turn, const char *common, struct error *error)
{
	if (turn < 0)
		return error_set(error, STATUS_IO, "git.read-only", "dir", common, "reason",
				 reason_errno(errno), NULL);
	return error_set(error, STATUS_IO, "git.busy", "dir", common, NULL);
}

int lock_wait(struct lock *lock, const char *common, const struct disk *disk,
	      const struct lock_stop *stop, bool *taken, struct error *error)
{
	int turn, waited = 0, status = 0;

	*lock = (struct lock){.fd = -1};
	buf_printf(&lock->file, "%ssws-writers", common);
	while ((turn = try_turn(lock, disk)) == 0 && waited < LOCK_WAIT_TURN &&
	       !lock_stops(stop)) {
		pause_a_step();
		waited += LOCK_WAIT_STEP;
	}
	*taken = turn > 0;
	if (turn < 0 || (turn == 0 && waited >= LOCK_WAIT_TURN))
		status = no_turn(turn, common, error);
	if (!*taken)
		lock_leave(lock);
	return status;
}

void lock_leave(struct lock *lock)
{
	if (lock->file.ptr && lock->fd >= 0)
		close(lock->fd);
	buf_release(&lock->file);
	lock->fd = -1;
}

/* A file system without hard links has lock files too, only that none is known as ours. */
static bool make(const struct lock *lock, const char *name)
{
	int fd;

	if (link(lock->file.ptr, name) == 0)
		return true;
	if (errno == EEXIST)
		return same_file(lock->fd, name);
	if (errno != EPERM && errno != EOPNOTSUPP && errno != EMLINK)
		return false;
	fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	return fd >= 0 && close(fd) == 0;
}

/* A span of time in the largest unit that fits, by its symbol. */
static void write_age(int64_t seconds, char *age, size_t size)
{
	static const struct {
		const char *unit;
		int64_t seconds;
	} units[] = {{"d", 86400}, {"h", 3600}, {"min", 60}, {"s", 1}};
	size_t i = 0;

	while (i < 3 && seconds < units[i].seconds)
		i++;
	snprintf(age, size, "%" PRId64 " %s", seconds > 0 ? seconds / units[i].seconds : 0,
		 units[i].unit);
}

static int locked(const char *name, int64_t now, struct error *error)
{
	char age[48], owner[48];
	const struct passwd *user;
	struct stat st;

	if (lstat(name, &st) < 0)
		return disk_failure(name, error);
	user = getpwuid(st.st_uid);
	snprintf(owner, sizeof owner, "%ju", (uintmax_t)st.st_uid);
	write_age(now - (int64_t)st.st_mtim.tv_sec, age, sizeof age);
	return error_set(error, STATUS_IO, "git.locked", "file", name, "owner",
			 user ? user->pw_name : owner, "age", age, NULL);
}

int lock_take(const struct lock *lock, const char *name, int64_t now, struct error *error)
{
	for (int waited = 0; !make(lock, name); waited += LOCK_WAIT_STEP) {
		if (errno != EEXIST)
			return disk_failure(name, error);
		if (waited >= LOCK_WAIT_GIT)
			return locked(name, now, error);
		pause_a_step();
	}
	return 0;
}

void lock_drop(const char *name)
{
	unlink(name);
}
