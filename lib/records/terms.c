/* SPDX-License-Identifier: MIT */
/* Period and parameters. */
#include "records/terms.h"

#include "base/date.h"

#include <string.h>

static int set_period(struct terms *t, struct error *error)
{
	int this_year = date_year(t->options->as_of);
	char as_of[DATE_TEXT_SIZE];
	struct buf year = {0};

	t->period.as_of = t->options->as_of;
	t->period.year = t->options->year ? t->options->year : this_year;
	if (t->period.year <= this_year)
		return 0;
	date_format(t->period.as_of, as_of);
	buf_printf(&year, "%d", t->period.year);
	error_set(error, STATUS_INVALID, "validate.year-after", "year", buf_cstr(&year),
		  "as_of", as_of, NULL);
	buf_release(&year);
	return STATUS_INVALID;
}

int terms_settle(struct terms *t, struct error *error)
{
	int status = 0;

	for (size_t i = 0; i < t->options->n_settings && status == 0; i++)
		status = param_set_text(&t->params, t->options->settings[i].name,
					t->options->settings[i].value, error);
	return status;
}

int terms_begin(struct terms *t, const struct terms_options *options, const struct pack *pack,
		struct error *error)
{
	int status;

	*t = (struct terms){.options = options};
	param_defaults(&t->params, pack);
	status = set_period(t, error);
	return status < 0 ? status : terms_settle(t, error);
}

void terms_release(struct terms *t)
{
	param_release(&t->params);
}

void terms_place(struct finding_list *findings, struct finding *f, struct tree *tree,
		 const struct node *value, const char *pointer)
{
	f->line = tree_line(tree, value->start);
	f->column = 0;
	f->pointer = finding_str(findings, str_of(pointer));
	f->subject_kind = finding_str(findings, STR("district"));
	f->subject = f->subject_kind;
}

/* Whether a value, or each of a list, could be read. */
static bool is_told(const struct node *value)
{
	if (value->kind == NODE_ARRAY)
		TREE_EACH_ITEM (item, value)
			if (item->kind == NODE_ABSENT)
				return false;
	return value->kind != NODE_ABSENT;
}

/* A parameter of sws.yaml that does not fit is a finding with the words of the failure. */
static struct finding *read_parameter(struct terms *t, const struct node *key, struct str path,
				      struct finding_list *findings)
{
	struct error error = {0};
	struct finding *f = NULL;

	if (param_set_node(&t->params, key->text, key->next, &error) < 0) {
		f = finding_add_message(findings, &error.message, path);
		if (message_arg(&f->message, STR("nearest")))
			finding_under(f, "pack.parameter-unknown");
		if (message_arg(&f->message, STR("type")))
			finding_under(f, "pack.parameter-value");
	}
	error_release(&error);
	return f;
}

void terms_read(struct terms *t, struct tree *tree, struct str path,
		struct finding_list *findings)
{
	const struct node *parameters = tree_get(tree->root, STR("parameters"));

	if (!parameters || parameters->kind != NODE_OBJECT)
		return;
	TREE_EACH_MEMBER (key, parameters) {
		struct finding *f = NULL;
		struct buf pointer = {0};

		if (is_told(key->next)) /* else the reader has said why */
			f = read_parameter(t, key, path, findings);
		buf_add_text(&pointer, "/parameters");
		tree_pointer_token(&pointer, key->text);
		if (f)
			terms_place(findings, f, tree, key->next, buf_cstr(&pointer));
		buf_release(&pointer);
	}
}
