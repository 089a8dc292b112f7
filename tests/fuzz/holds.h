/* SPDX-License-Identifier: MIT */
/*
 * What must hold of any input: shared by the fuzz targets of this folder.
 *
 * A target is LLVMFuzzerTestOneInput, which libFuzzer (make fuzz) or replay.c (make check)
 * calls with one input after another. What does not hold ends the program by SIGABRT, with the
 * condition on standard error: libFuzzer then keeps the input.
 */
#ifndef TESTS_FUZZ_HOLDS_H
#define TESTS_FUZZ_HOLDS_H

#include "result/finding.h"
#include "text/tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define HOLDS(condition) ((condition) ? (void)0 : holds_broken(#condition, __FILE__, __LINE__))

_Noreturn void holds_broken(const char *condition, const char *file, int line);

static inline struct str holds_input(const uint8_t *data, size_t size)
{
	return (struct str){(const char *)data, size};
}

/* Cuts the input at the first line that is `===`: what is before it, and in `rest` what is
 * after it. Without such a line both are the whole. */
struct str holds_split(struct str input, struct str *rest);

/* Spans lie in the source, children in their parents and in order (but for those that an alias
 * or a merge key has brought there); pointers lead back. */
void holds_tree(struct tree *t);

/* Findings `from` and later have a place within the source, and an id. */
void holds_findings(struct tree *t, const struct finding_list *findings, size_t from);

/* Appends the node as JSON, another text of the same value; false: an absent node is in it. */
bool holds_json(struct buf *out, const struct node *node);

#endif
