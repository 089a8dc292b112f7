/* SPDX-License-Identifier: MIT */
/* Documents and a schema instead of records and a policy. */
#include "instances.h"

#include <string.h>

bool instances_map(struct cli *cli, const char *text, struct documents_map *map)
{
	const char *equals = strrchr(text, '='); /* a URI may hold one, too */

	if (!equals || equals == text || !equals[1] || strchr(text, '#')) {
		cli_refuse(cli, "usage.map", "map", text, NULL);
		return false;
	}
	map->uri = (struct str){text, (size_t)(equals - text)};
	map->location = equals + 1;
	return true;
}

static struct str source(void *checker, struct str path)
{
	return instance_source(checker, path);
}

/* Whether every file could be judged. */
static bool check_all(struct instance_checker *checker, const struct instances_job *job,
		      struct judgement *j)
{
	bool judged = true;

	for (char **file = job->files; *file; file++) {
		if (!instance_check(checker, *file, &j->findings))
			judged = false;
		if (j->listing)
			*vec_add(&j->records) = str_of(*file);
		j->source.records++;
	}
	finding_sort(&j->findings);
	return judged;
}

static int write(struct cli *cli, const struct instances_job *job, struct judgement *j,
		 struct instance_checker *checker)
{
	const struct output_job out = {
		.judgement = j,
		.options = {.source = source,
			    .source_context = checker,
			    .documents = true,
			    .fail_on = job->fail_on},
	};

	return output_write(job->outputs, cli, &out);
}

int instances_run(struct cli *cli, const struct instances_job *job)
{
	struct judgement j = {
		.source = {.program = STR("sws-validate " SWS_VERSION),
			   .snapshot = STR("files"),
			   .schema = str_of(job->options.schema)},
		.listing = output_lists_passed(job->outputs),
	};
	struct instance_checker *checker;
	struct error error = {0};
	int status;

	if (instance_open(&job->options, &checker, &error) < 0) {
		status = cli_fail(cli, &error);
	} else {
		bool judged = check_all(checker, job, &j);

		status = write(cli, job, &j, checker);
		if (status == CLI_DONE && !judged)
			status = cli_refuse(cli, "validate.not-judged", NULL);
		else if (status == CLI_DONE && !judgement_is_clean(&j, job->fail_on))
			status = CLI_NO;
	}
	instance_close(checker);
	error_release(&error);
	judgement_release(&j);
	return status;
}
