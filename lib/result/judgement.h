/* SPDX-License-Identifier: MIT */
/*
 * A judgement: what one run over one snapshot found, ready to be rendered.
 *
 * Findings, how many subjects of each rule got each verdict, and what was judged (the source).
 */
#ifndef RESULT_JUDGEMENT_H
#define RESULT_JUDGEMENT_H

#include "result/finding.h"
#include "result/table.h"

/* Every subject of a rule gets exactly one (RULES: "Verdicts"). */
enum verdict {
	VERDICT_PASS,
	VERDICT_FAIL,
	VERDICT_PENDING,
	VERDICT_NOT_APPLICABLE,
	VERDICT_WAIVED,
};
enum { VERDICTS = VERDICT_WAIVED + 1 };

struct tally {
	struct str rule;        /* id */
	struct str clause;      /* "" where the rule has none */
	enum severity severity; /* of a failure */
	size_t count[VERDICTS];
};

/* What one subject got of a rule. */
struct subject_verdict {
	struct str rule, kind, subject;
	enum verdict verdict;
	bool by_keyword; /* of a schema: what failed are findings of the record */
	/* Of a rule that counts, in shortest decimal notation, unless it does not apply; else
	 * "".
	 */
	struct str measured, required;
	/* The last day, YYYY-MM-DD, on which the rule may be unmet without failing, a waiver
	 * counted in; "" where it fails at once, none is set yet, or it does not apply. */
	struct str due;
};

/* A subject that fails a rule. */
struct failure {
	size_t tally;    /* the rule's, an index */
	struct str kind; /* of the subject, borrowed of the kinds */
	struct str subject;
};

struct judgement {
	struct finding_list findings;
	struct VEC(struct tally) tallies;    /* in the pack's order */
	struct VEC(struct setting) settings; /* by name */
	struct {
		struct str program;  /* name and version, "sws-validate 0.1.0"; the caller's to
					set */
		struct str snapshot; /* "worktree", "revision", "index" or "candidate"; "files"
					for documents */
		struct str schema;   /* that documents were checked against, else "" */
		struct str commit;   /* hex object id; "" where there is none */
		struct str prefix;   /* the records' root in its git repository, "a/b/"; ""
					when it is the repository's, or there is none */
		struct str pack, pack_digest;
		int year;
		char as_of[11]; /* YYYY-MM-DD */
		size_t records; /* files read as records, within the paths */
		bool limited;   /* to the paths: findings are of these, tallies of none */
		struct VEC(struct str) paths; /* from the root, in byte order; "." is all */
	} source;
	/* For formats that show what passed, too: filled when `listing` is set. */
	bool listing;
	/* For who only wants to know who fails: `naming` fills `failures`, `brief` makes no
	 * findings of failures, which are much larger. */
	bool naming, brief;
	struct VEC(struct failure) failures;         /* by rule in the pack's order */
	struct VEC(struct str) records;              /* paths in byte order */
	struct VEC(struct subject_verdict) verdicts; /* by rule in the pack's order */
	struct arena arena; /* of tallies, settings, source, records, verdicts */
};

/* Whether no finding is of this severity or a worse one. */
bool judgement_is_clean(const struct judgement *j, enum severity fail_on);

/* "pass", "fail", "pending", "not-applicable", "waived" */
const char *judgement_verdict_name(enum verdict verdict);

void judgement_release(struct judgement *j);

#endif
