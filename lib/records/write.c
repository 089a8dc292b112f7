/* SPDX-License-Identifier: MIT */
/* Candidates until one is judged fit, or none will be. */
#include "records/write.h"

#include "base/map.h"
#include "base/mem.h"
#include "records/validate.h"
#include "result/fingerprint.h"

#include <string.h>

struct job {
	const struct write_options *options;
	const struct write_work *work;
	struct write_result *out;
	struct commit_writer *writer;
	struct error *error;
	struct buf tip;              /* the commit that `known` is of */
	struct map known;            /* fingerprints of what is wrong with the base's records */
	struct arena prints;         /* of those */
	struct failing_known failed; /* the base's failures of rules */
};

static bool is_weighed(const struct job *j, const struct finding *f)
{
	return f->severity == SEVERITY_ERROR &&
	       (f->class == FINDING_RECORD || j->options->gate_rules);
}

static struct str print_text(struct arena *arena, const struct fingerprint *print)
{
	struct buf text = {0};
	struct str copy;

	fingerprint_add(&text, print);
	copy = arena_str(arena, buf_str(&text));
	buf_release(&text);
	return copy;
}

static void note_known(struct job *j, const struct finding_list *findings)
{
	struct fingerprint *prints = mem_alloc(findings->items.n * sizeof *prints);

	map_reset(&j->known);
	arena_reset(&j->prints);
	fingerprint_list(findings, prints);
	for (size_t i = 0; i < findings->items.n; i++)
		map_add(&j->known, print_text(&j->prints, &prints[i]));
	mem_free(prints);
}

static void put_back(struct str *name, const struct write_move *move)
{
	if (move->to.len && str_eq(*name, move->to))
		*name = move->from;
}

/* The findings as the base would have them, under the names that were then. */
static void put_names_back(const struct write_changes *changes, struct finding_list *findings)
{
	struct map from = {0}; /* by path, the move to it */

	for (size_t i = 0; i < changes->moves.n; i++)
		map_put(&from, changes->moves.at[i].to, &changes->moves.at[i]);
	for (size_t i = 0; i < findings->items.n; i++) {
		struct finding *f = &findings->items.at[i];
		const struct write_move *move = map_get(&from, f->path);

		if (move)
			f->path = move->from;
		put_back(&f->subject, &changes->id);
		for (size_t k = 0; k < f->message.n_args; k++)
			put_back(&f->message.args[k].value, &changes->id);
	}
	map_release(&from);
}

static bool is_known(const struct job *j, const struct finding *f, struct str print)
{
	return f->class == FINDING_RULE
		       ? failing_knows(&j->failed, str_of(f->rule), f->subject_kind, f->subject)
		       : map_find(&j->known, print) != NULL;
}

/* Strikes out (`is_new`) what is known of the list, which is as long. */
static void strike_known(const struct job *j, const struct finding_list *findings, bool *is_new)
{
	struct fingerprint *prints = mem_alloc(findings->items.n * sizeof *prints);
	struct arena arena = {0};

	fingerprint_list(findings, prints);
	for (size_t i = 0; i < findings->items.n; i++)
		if (is_known(j, &findings->items.at[i], print_text(&arena, &prints[i])))
			is_new[i] = false;
	arena_release(&arena);
	mem_free(prints);
}

/* Takes the candidate's findings out of its judgement, and leaves those that weigh and that the
 * base does not have. */
static void note_refusing(struct job *j)
{
	struct finding_list *refusing = &j->out->refusing, before = {0};
	const size_t n = j->out->judgement.findings.items.n;
	bool *is_new = mem_alloc(n * sizeof *is_new);

	*refusing = j->out->judgement.findings;
	j->out->judgement.findings = (struct finding_list){0};
	for (size_t i = 0; i < n; i++)
		is_new[i] = is_weighed(j, &refusing->items.at[i]);
	strike_known(j, refusing, is_new);
	if (j->out->changes.moves.n) {
		finding_add_all(&before, refusing);
		put_names_back(&j->out->changes, &before);
		strike_known(j, &before, is_new);
	}
	refusing->items.n = 0;
	for (size_t i = 0; i < n; i++)
		if (is_new[i])
			refusing->items.at[refusing->items.n++] = refusing->items.at[i];
	finding_release(&before);
	mem_free(is_new);
}

/* Who fails which rule is wanted by name; why, only of what may refuse. */
static int judge(const struct job *j, struct records *records, bool refuses,
		 struct judgement *judgement)
{
	const struct validate_options options = {
		.terms = j->options->terms, .allow_empty = true, .stop = j->options->stop};

	judgement->naming = true;
	judgement->brief = !refuses || !j->options->gate_rules;
	return validate_run(records, &options, judgement, j->error);
}

/* The records at the tip, with changes over them. */
static int open_records(const struct job *j, const struct write_changes *changes,
			struct finding_list *findings, struct records **records)
{
	const struct records_options options = {
		.folder = j->options->folder,
		.rev = buf_cstr(&j->tip),
		.changes = changes ? changes->items.at : NULL,
		.n_changes = changes ? changes->items.n : 0,
		.limits = j->options->limits,
		.findings = findings,
	};

	return records_open(&options, records, j->error);
}

/* What is wrong already: asked once for a tip. */
static int judge_base(struct job *j)
{
	struct judgement judgement = {0};
	struct records *base;
	int status = open_records(j, NULL, NULL, &base);

	if (status == 0)
		status = judge(j, base, false, &judgement);
	if (status == 0) {
		note_known(j, &judgement.findings);
		failing_note(&j->failed, &judgement);
	}
	records_close(base);
	judgement_release(&judgement);
	return status;
}

static void forget_candidate(struct write_result *out)
{
	judgement_release(&out->judgement);
	out->judgement = (struct judgement){0};
	records_close(out->candidate);
	out->candidate = NULL;
	finding_release(&out->refusing);
	out->refusing = (struct finding_list){0};
	vec_release(&out->changes.items);
	vec_release(&out->changes.moves);
	out->changes.id = (struct write_move){0};
	arena_release(&out->changes.arena);
	out->changes.message = STR("");
}

static int make_changes(struct job *j)
{
	struct records *base;
	int status;

	forget_candidate(j->out);
	status = open_records(j, NULL, NULL, &base);
	if (status == 0)
		status = j->work->make(j->work->data, base, &j->out->changes, j->error);
	records_close(base);
	return status;
}

static int judge_candidate(struct job *j)
{
	struct write_result *out = j->out;
	int status = open_records(j, &out->changes, &out->judgement.findings, &out->candidate);

	if (status == 0)
		status = judge(j, out->candidate, true, &out->judgement);
	if (status == 0) {
		j->failed.now = out->changes.id.to;
		j->failed.then = out->changes.id.from;
		note_refusing(j);
		failing_find(&out->failing, &out->judgement, &j->failed,
			     j->options->gate_rules);
	}
	return status;
}

/* Makes and judges candidates for this tip until one is fit (1), the writer gives nothing up
 * (0, refused), or there is nothing to change (0, unchanged). */
static int find_candidate(struct job *j)
{
	struct write_result *out = j->out;
	int status;

	for (;;) {
		status = make_changes(j);
		if (status < 0)
			return status;
		if (out->changes.items.n == 0) {
			out->outcome = WRITE_UNCHANGED;
			return 0;
		}
		status = judge_candidate(j);
		if (status < 0)
			return status;
		if (out->refusing.items.n == 0)
			return 1;
		if (!j->work->give_up || !j->work->give_up(j->work->data, &out->refusing)) {
			out->outcome = WRITE_REFUSED;
			return 0;
		}
	}
}

/* 1: the tip moved meanwhile. */
static int commit(struct job *j)
{
	const struct write_options *o = j->options;
	const struct str message = j->out->changes.message;
	const struct commit_request request = {
		.prefix = snapshot_prefix(j->out->candidate->snapshot),
		.changes = j->out->changes.items.at,
		.n_changes = j->out->changes.items.n,
		.author = o->author,
		.committer = o->committer,
		.message = message.len ? message : o->message,
		.trailers = o->trailers,
		.n_trailers = o->n_trailers,
		.no_fsync = o->no_fsync,
	};
	static const enum write_outcome outcomes[] = {
		[COMMIT_NONE] = WRITE_NONE,           [COMMIT_MADE] = WRITE_MADE,
		[COMMIT_UNCHANGED] = WRITE_UNCHANGED, [COMMIT_OVERTAKEN] = WRITE_NONE,
		[COMMIT_STOPPED] = WRITE_STOPPED,
	};
	struct commit_result result = {0};
	int status = commit_write(j->writer, &request, &result, j->error);

	j->out->outcome = outcomes[result.outcome];
	memcpy(j->out->commit, result.id, sizeof result.id);
	return status == 0 && result.outcome == COMMIT_OVERTAKEN ? 1 : status;
}

/* Looks where the branch is, and at what is wrong there. */
static int look(struct job *j)
{
	struct str tip;
	int status = commit_look(j->writer, j->error);

	if (status < 0)
		return status;
	tip = commit_tip(j->writer);
	if (tip.len == 0)
		return error_set(j->error, STATUS_NOT_FOUND, "write.no-commit", "branch",
				 buf_cstr(&j->out->branch), NULL);
	if (str_eq(buf_str(&j->tip), tip))
		return 0;
	buf_reset(&j->tip);
	buf_add(&j->tip, tip);
	return judge_base(j);
}

/* One attempt; 1: the tip moved meanwhile. */
static int attempt(struct job *j)
{
	int status = look(j);

	if (status == 0)
		status = find_candidate(j);
	if (status < 1)
		return status;
	if (!j->options->dry_run && !j->out->changes.held)
		return commit(j);
	j->out->outcome = WRITE_MADE;
	return 0;
}

static int run(struct job *j)
{
	int status = 1;

	buf_add(&j->out->branch, commit_branch(j->writer));
	for (int i = 0; i < WRITE_ATTEMPTS && status == 1; i++)
		status = attempt(j);
	if (status == 1)
		status = commit_hold(j->writer, j->error);
	if (status == 0 && j->out->outcome == WRITE_NONE)
		status = attempt(j);
	return status == 1 ? error_set(j->error, STATUS_IO, "write.overtaken", "branch",
				       buf_cstr(&j->out->branch), NULL)
			   : status;
}

int write_run(const struct write_options *options, const struct write_work *work,
	      struct write_result *result, struct error *error)
{
	struct job j = {.options = options, .work = work, .out = result, .error = error};
	int status;

	*result = (struct write_result){0};
	status = commit_open(options->folder, options->branch, options->now, options->stop,
			     &j.writer, error);
	if (status == 0)
		status = run(&j);
	commit_close(j.writer);
	buf_release(&j.tip);
	map_release(&j.known);
	arena_release(&j.prints);
	failing_forget(&j.failed);
	return status;
}

void write_release(struct write_result *result)
{
	forget_candidate(result);
	failing_release(&result->failing);
	buf_release(&result->branch);
}
