/* SPDX-License-Identifier: MIT */
/*
 * A finding: something in the records is wrong, where, by which rule, and what to do.
 *
 * Findings hold no prose: `message` is an id with arguments, put into words by a catalogue. The
 * id of the message is also the finding's rule id, except that a verdict of fail has the rule's
 * own id in `rule` and one of the `rule.*` messages.
 */
#ifndef RESULT_FINDING_H
#define RESULT_FINDING_H

#include "base/message.h"
#include "base/vec.h"

/* Worst first. */
enum severity { SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_INFO };

enum finding_class {
	FINDING_RECORD, /* yaml, path, schema, reference, privacy: the record itself is wrong */
	FINDING_RULE,   /* a verdict of fail */
};

/* A record row that made an aggregate what it is, or a gap: where, and named values. */
struct contribution {
	struct str path; /* "" when no file holds it: something is missing */
	uint32_t line;   /* from 1 */
	size_t n_values;
	struct message_arg *values;
};

struct finding {
	enum finding_class class;
	enum severity severity;
	const char *rule;  /* permanent id */
	struct str clause; /* of the notice, "" where none */
	struct str path;   /* relative to the records' root, '/' between */
	uint32_t line;     /* from 1; what is about the file as a whole is at 1:1 */
	uint32_t column; /* in code points, from 1; 0: to be found by the pointer (locate.h) */
	uint32_t end_line, end_column; /* what follows the span; the place itself when none */
	uint32_t start,
		end; /* the byte span in the file that an excerpt marks; equal when none */
	struct str pointer;               /* RFC 6901, into the record */
	struct str subject_kind, subject; /* for verdicts, else "" */
	struct message message;
	size_t n_contributions, contributions_total; /* kept, and found */
	struct contribution *contributions;
};

/* Owns all that its findings point to. The zeroed list is empty. */
struct finding_list {
	struct VEC(struct finding) items;
	struct arena arena;
};

/* Appends a finding with this rule id as its message id, severity error and class record; the
 * rest is for the caller to fill, with strings that live as long as the list (finding_str). The
 * pointer is valid until the next addition. Arguments as in message_set. */
struct finding *finding_add(struct finding_list *list, const char *rule, struct str path, ...)
	__attribute__((sentinel));

/* The same with the id and the arguments of a message, which are copied: a failure that is one
 * file's fault and no more. */
struct finding *finding_add_message(struct finding_list *list, const struct message *message,
				    struct str path);

/* Sets the rule id of a finding whose words have a message id of their own (schema.enum, said
 * as schema.enum-near), and gives the finding. `rule` is a literal. */
struct finding *finding_under(struct finding *f, const char *rule);

/* A copy of the str that lives as long as the list. */
struct str finding_str(struct finding_list *list, struct str s);

/* Appends a copy of the finding, which is another list's. */
void finding_add_copy(struct finding_list *list, const struct finding *f);

/* Appends copies of all findings of `from`, which stays as it is. */
void finding_add_all(struct finding_list *list, const struct finding_list *from);

/* Orders by path, line, column, rule, subject, then arguments: an order that depends on nothing
 * else. */
void finding_sort(struct finding_list *list);

/* How many have this severity. */
size_t finding_count(const struct finding_list *list, enum severity severity);

/* "error", "warning", "info" */
const char *finding_severity_name(enum severity severity);
bool finding_severity_parse(struct str name, enum severity *severity);

void finding_reset(struct finding_list *list);
void finding_release(struct finding_list *list);

#endif
