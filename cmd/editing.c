/* SPDX-License-Identifier: MIT */
/* Schemas first: settings name no file that is not there. */
#include "editing.h"

#include "install.h"
#include "records/editor.h"

#include <unistd.h>

struct job {
	struct cli *cli;
	const struct kind_set *kinds;
	enum editing_mode mode;
};

static int put(const struct job *job, int folder, const char *file, struct str bytes)
{
	if (job->mode == EDITING_BEGIN)
		return install_new(job->cli, folder, file, bytes);
	return install_over(job->cli, folder, file, bytes);
}

static int fail(const struct job *job, struct error *error)
{
	cli_fail(job->cli, error);
	error_release(error);
	return CLI_FAILED;
}

static int put_schema(const struct job *job, int folder, const struct kind *kind)
{
	struct error error = {0};
	struct buf file = {0}, json = {0};
	int status;

	buf_printf(&file, "%.*s.json", STR_ARG(kind->name));
	if (kind_bundle(job->kinds, kind, &json, &error) < 0)
		status = fail(job, &error);
	else
		status = put(job, folder, buf_cstr(&file), buf_str(&json));
	buf_release(&file);
	buf_release(&json);
	return status;
}

static int put_schemas(const struct job *job, int dir)
{
	size_t n;
	const struct kind *kinds = kind_all(job->kinds, &n);
	int above = install_folder(job->cli, dir, EDITOR_FOLDER), folder = -1;
	int status = CLI_FAILED;

	if (above >= 0)
		folder = install_folder(job->cli, above, EDITOR_SCHEMAS);
	if (folder >= 0)
		status = CLI_DONE;
	for (size_t i = 0; i < n && status == CLI_DONE; i++)
		status = put_schema(job, folder, &kinds[i]);
	if (folder >= 0)
		close(folder);
	if (above >= 0)
		close(above);
	return status;
}

static int put_settings(const struct job *job, int dir)
{
	int folder = install_folder(job->cli, dir, EDITOR_SETTINGS_FOLDER);
	struct error error = {0};
	struct buf before = {0}, after = {0};
	int status = CLI_FAILED;

	if (folder < 0)
		return status;
	if (job->mode == EDITING_RENEW)
		status = install_read(job->cli, folder, EDITOR_SETTINGS, EDITOR_SETTINGS_MAX,
				      &before);
	else
		status = CLI_DONE;
	if (status == CLI_DONE &&
	    editor_settings(job->kinds, buf_str(&before), &after, &error) < 0)
		status = fail(job, &error);
	if (status == CLI_DONE && (!before.len || !str_eq(buf_str(&before), buf_str(&after))))
		status = put(job, folder, EDITOR_SETTINGS, buf_str(&after));
	close(folder);
	buf_release(&before);
	buf_release(&after);
	return status;
}

int editing_write(struct cli *cli, int dir, const struct records *r, enum editing_mode mode)
{
	const struct job job = {cli, r->kinds, mode};
	int status = put_schemas(&job, dir);

	return status == CLI_DONE ? put_settings(&job, dir) : status;
}
