/* SPDX-License-Identifier: MIT */
/* Persons, dates, signals. */
#include "writing.h"

#include "instant.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

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
		return instant_parse(str_of(cli->value), &w->seconds, &w->offset) ||
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

/* What the environment says of a role. */
struct environment {
	const char *name, *email, *date;
};

/* False for an ill-formed date, and said. An empty one is none, as in git. */
static bool take_environment(struct cli *cli, const struct environment *names,
			     struct commit_person *person)
{
	const char *date = getenv(names->date);

	person->name = getenv(names->name);
	person->email = getenv(names->email);
	if (!date || !*date || instant_parse(str_of(date), &person->seconds, &person->offset))
		return true;
	cli_refuse(cli, "usage.environment-date", "name", names->date, "value", date, NULL);
	return false;
}

static bool set_persons(const struct writing *w, struct cli *cli, struct write_options *options)
{
	static const struct environment author = {"GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL",
						  "GIT_AUTHOR_DATE"},
					committer = {"GIT_COMMITTER_NAME",
						     "GIT_COMMITTER_EMAIL",
						     "GIT_COMMITTER_DATE"};
	const struct commit_person now = {.seconds = options->now, .offset = INSTANT_SHANGHAI};

	options->author = options->committer = now;
	if (!take_environment(cli, &author, &options->author) ||
	    !take_environment(cli, &committer, &options->committer))
		return false;
	if (w->name.len) {
		options->author.name = buf_cstr(&w->name);
		options->author.email = buf_cstr(&w->email);
	}
	if (w->has_date) {
		options->author.seconds = w->seconds;
		options->author.offset = w->offset;
	}
	return true;
}

bool writing_options(const struct writing *w, struct cli *cli, const struct basis *basis,
		     const char *message, struct write_options *options)
{
	*options = (struct write_options){
		.folder = basis->snapshot.folder,
		.branch = w->branch,
		.now = cli_now(),
		.limits = basis->snapshot.limits,
		.terms = basis_terms(basis),
		.gate_rules = w->gate_rules,
		.dry_run = w->dry_run,
		.no_fsync = w->no_fsync,
		.message = str_of(w->message ? w->message : message),
	};
	return set_persons(w, cli, options);
}

void writing_release(struct writing *w)
{
	buf_release(&w->name);
	buf_release(&w->email);
}
