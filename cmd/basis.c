/* SPDX-License-Identifier: MIT */
/* Snapshot, period and parameters out of options. */
#include "basis.h"

#include "base/date.h"
#include "output.h"

#include <string.h>

/* What all SQL of a repository's pack may take together. */
static const struct guard_limits pack_limits = {.memory = (size_t)256 << 20,
						.rows = 10000000,
						.time = 5000,
						.clock = cli_processor_time};

void basis_begin(struct basis *b)
{
	*b = (struct basis){
		.snapshot = {.folder = ".",
			     .index_file = cli_index_file(),
			     .limits = &pack_limits},
		.as_of = cli_today(),
	};
}

bool basis_has(int letter)
{
	return letter == 'C' || (letter >= BASIS_REV && letter < BASIS_FIRST_OTHER);
}

static bool refuse_value(struct cli *cli, const char *id)
{
	cli_refuse(cli, id, "value", cli->value, NULL);
	return false;
}

static bool add_setting(struct basis *b, struct cli *cli)
{
	struct str value = str_of(cli->value), name = str_split(&value, '=');

	if (!strchr(cli->value, '=')) {
		cli_refuse(cli, "usage.setting", "setting", cli->value, NULL);
		return false;
	}
	*vec_add(&b->settings) = (struct terms_setting){name, value};
	return true;
}

bool basis_take(struct basis *b, struct cli *cli, int letter)
{
	b->named |= letter == 'C' || letter == BASIS_REV || letter == BASIS_STAGED;
	switch (letter) {
	case 'C':
		b->snapshot.folder = cli->value;
		return true;
	case BASIS_REV:
		b->snapshot.rev = cli->value;
		return true;
	case BASIS_STAGED:
		b->snapshot.staged = true;
		return true;
	case BASIS_YEAR:
		return cli_number(cli->value, 1949, 9999, &b->year) ||
		       refuse_value(cli, "usage.year");
	case BASIS_AS_OF:
		return date_parse(str_of(cli->value), &b->as_of) ||
		       refuse_value(cli, "usage.date");
	default:
		return add_setting(b, cli);
	}
}

bool basis_settle(const struct basis *b, struct cli *cli)
{
	if (!b->snapshot.rev || !b->snapshot.staged)
		return true;
	cli_refuse(cli, "usage.one-snapshot", NULL);
	return false;
}

static int open_records(const struct basis *b, struct cli *cli, bool may_lack,
			struct records **records)
{
	struct records_options where = b->snapshot;
	struct finding_list findings = {0};
	struct error error = {0};
	int status;

	where.findings = &findings;
	status = records_open(&where, records, &error);
	if (may_lack && status == STATUS_NOT_FOUND)
		status = records_open_pack(records, &findings, &error);
	status = status < 0 ? output_fail(cli, &findings, &error) : CLI_DONE;
	finding_release(&findings);
	error_release(&error);
	return status;
}

int basis_open(const struct basis *b, struct cli *cli, struct records **records)
{
	return open_records(b, cli, false, records);
}

int basis_open_policy(const struct basis *b, struct cli *cli, struct records **records)
{
	return open_records(b, cli, !b->named, records);
}

struct terms_options basis_terms(const struct basis *b)
{
	return (struct terms_options){
		.as_of = b->as_of,
		.year = b->year,
		.settings = b->settings.at,
		.n_settings = b->settings.n,
	};
}

struct validate_options basis_options(const struct basis *b)
{
	return (struct validate_options){.terms = basis_terms(b)};
}

void basis_release(struct basis *b)
{
	vec_release(&b->settings);
}
