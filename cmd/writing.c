/* SPDX-License-Identifier: MIT */
/* Persons, dates, signals. */
#include "writing.h"

#include "base/date.h"

#include <signal.h>
#include <string.h>

enum { MINUTE = 60, HOUR = 60 * MINUTE, DAY = 24 * HOUR, SHANGHAI = 8 * 60 };

static volatile sig_atomic_t interrupted;

bool writing_has(int letter)
{
	return letter == 'm' || (letter >= WRITING_BRANCH && letter < WRITING_FIRST_OTHER);
}

static bool refuse_value(struct cli *cli, const char *id)
{
	cli_refuse(cli, id, "value", cli->value, NULL);
	return false;
}

/* `Name <address>`. */
static bool take_author(struct writing *w, struct cli *cli)
{
	struct str rest = str_of(cli->value), name = str_trim(str_split(&rest, '<'));
	struct str email = str_trim(str_split(&rest, '>'));

	if (!name.len || !email.len || str_trim(rest).len || !strchr(cli->value, '>'))
		return refuse_value(cli, "usage.author");
	buf_reset(&w->name);
	buf_reset(&w->email);
	buf_add(&w->name, name);
	buf_add(&w->email, email);
	return true;
}

/* Takes a number of just so many digits, at most `max`, and what must stand before it. */
static bool take_digits(struct str *s, char before, size_t digits, int max, int *number)
{
	if (s->len < digits + 1 || s->ptr[0] != before)
		return false;
	*number = 0;
	for (size_t i = 1; i <= digits; i++) {
		if (s->ptr[i] < '0' || s->ptr[i] > '9')
			return false;
		*number = *number * 10 + (s->ptr[i] - '0');
	}
	*s = str_sub(*s, digits + 1, s->len);
	return *number <= max;
}

/* `Z`, `+08:00`, `-03:30`, or nothing, which is China's. */
static bool take_zone(struct str s, int *offset)
{
	int hours, minutes;
	char sign = s.len ? s.ptr[0] : '+';

	*offset = s.len ? 0 : SHANGHAI;
	if (s.len == 0 || str_eq(s, STR("Z")))
		return true;
	if ((sign != '+' && sign != '-') || !take_digits(&s, sign, 2, 14, &hours) ||
	    !take_digits(&s, ':', 2, 59, &minutes) || s.len)
		return false;
	*offset = (sign == '-' ? -1 : 1) * (hours * 60 + minutes);
	return true;
}

/* An RFC 3339 date, or date and time; seconds may be left out. */
static bool parse_time(struct str s, int64_t *seconds, int *offset)
{
	int32_t day;
	int hour = 0, minute = 0, second = 0;

	if (!date_parse(str_sub(s, 0, 10), &day))
		return false;
	s = str_sub(s, 10, s.len);
	if (s.len && (!take_digits(&s, s.ptr[0] == ' ' ? ' ' : 'T', 2, 23, &hour) ||
		      !take_digits(&s, ':', 2, 59, &minute)))
		return false;
	if (s.len && s.ptr[0] == ':' && !take_digits(&s, ':', 2, 59, &second))
		return false;
	if (!take_zone(s, offset))
		return false;
	*seconds = (int64_t)day * DAY + hour * HOUR + minute * MINUTE + second -
		   (int64_t)*offset * MINUTE;
	return *seconds >= 0;
}

bool writing_take(struct writing *w, struct cli *cli, int letter)
{
	switch (letter) {
	case 'm':
		w->message = cli->value;
		return true;
	case WRITING_BRANCH:
		w->branch = cli->value;
		return true;
	case WRITING_AUTHOR:
		return take_author(w, cli);
	case WRITING_DATE:
		w->has_date = true;
		return parse_time(str_of(cli->value), &w->seconds, &w->offset) ||
		       refuse_value(cli, "usage.time");
	case WRITING_GATE:
		w->gate_rules = true;
		return strcmp(cli->value, "rules") == 0 || refuse_value(cli, "usage.gate");
	case WRITING_NO_FSYNC:
		w->no_fsync = true;
		return true;
	default:
		w->dry_run = true;
		return true;
	}
}

static bool is_interrupted(void *data)
{
	(void)data;
	return interrupted;
}

static void interrupt(int signal)
{
	(void)signal;
	interrupted = 1;
}

/* A signal that is ignored stays so: a job in the background is not meant by Control-C. */
static void catch (int signal)
{
	struct sigaction action = {.sa_handler = interrupt}, old;

	sigemptyset(&action.sa_mask);
	if (sigaction(signal, NULL, &old) == 0 && old.sa_handler != SIG_IGN)
		sigaction(signal, &action, NULL);
}

const struct commit_stop *writing_stop(void)
{
	static const struct commit_stop stop = {is_interrupted, NULL};

	catch (SIGINT);
	catch (SIGTERM);
	return &stop;
}

struct write_options writing_options(const struct writing *w, const struct basis *basis,
				     const char *message)
{
	const int64_t now = cli_now();
	struct write_options options = {
		.folder = basis->snapshot.folder,
		.branch = w->branch,
		.now = now,
		.limits = basis->snapshot.limits,
		.terms = basis_terms(basis),
		.gate_rules = w->gate_rules,
		.dry_run = w->dry_run,
		.no_fsync = w->no_fsync,
		.author = {.seconds = w->has_date ? w->seconds : now,
			   .offset = w->has_date ? w->offset : SHANGHAI},
		.committer = {.seconds = now, .offset = SHANGHAI},
		.message = str_of(w->message ? w->message : message),
	};

	if (w->name.len) {
		options.author.name = buf_cstr(&w->name);
		options.author.email = buf_cstr(&w->email);
	}
	return options;
}

void writing_release(struct writing *w)
{
	buf_release(&w->name);
	buf_release(&w->email);
}
