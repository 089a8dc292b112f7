/* SPDX-License-Identifier: MIT */
/*
 * Compiling and searching with PCRE2. The pattern has come through ecma_translate, so an error
 * of PCRE2's is a limit of PCRE2's.
 */
#include "text/regex.h"

#include "base/buf.h"
#include "base/mem.h"
#include "text/ecma.h"
#include "text/unicode.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

enum { STACK_BYTES_FIRST = 1 << 15 };

/* Without start optimisations: those of 10.42 miss matches, `(?=a)a?a` in "a" is one. */
#define OPTIONS                                                                                \
	(PCRE2_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_MATCH_UNSET_BACKREF | PCRE2_NEVER_UCP |      \
	 PCRE2_ANCHORED | PCRE2_NO_START_OPTIMIZE)

/* A search goes from stage to stage until one has an answer: most end in the first, and what
 * the others cost is known. `work` is in characters looked at, `steps` as regex_steps says. */
static const struct stage {
	uint32_t work, steps;
} stages[] = {
	{1 << 13, 1},       {1 << 16, 1 << 7},  {1 << 19, 1 << 10},
	{1 << 22, 1 << 13}, {1 << 25, 1 << 16}, {REGEX_WORK_MAX, 1 << 19},
};

/* Characters that a step of PCRE2's may cost beside those that the pattern accounts for. */
enum { STEP_COST = 16 };

struct regex {
	pcre2_code *plain;
	pcre2_code *counted; /* or NULL: there is none, or PCRE2 cannot take it */
	size_t pattern_length;
	size_t plain_span, counted_span; /* see struct ecma_shape */
};

struct regex_scratch {
	pcre2_general_context *memory;
	pcre2_match_context *limits;
	pcre2_match_data *match;
	pcre2_jit_stack *stack;
	uint32_t steps; /* of the last search */
};

static void *memory_take(size_t n, void *unused)
{
	(void)unused;
	return mem_alloc(n);
}

static void memory_give(void *p, void *unused)
{
	(void)unused;
	mem_free(p);
}

/* What PCRE2 hands out is never NULL: its memory is ours. */
static pcre2_general_context *memory_new(void)
{
	return pcre2_general_context_create(memory_take, memory_give, NULL);
}

/* PCRE2 takes no NULL. */
static PCRE2_SPTR pointer_of(struct str s)
{
	return (PCRE2_SPTR)(s.ptr ? s.ptr : "");
}

static int refuse(struct error *error, struct str pattern, size_t offset, const char *reason)
{
	struct arena a = {0};
	const char *text = arena_cstr(&a, pattern), *at = arena_printf(&a, "%zu", offset);

	error_set(error, STATUS_INVALID, "regex.syntax", "pattern", text, "offset", at,
		  "reason", reason, NULL);
	arena_release(&a);
	return STATUS_INVALID;
}

static const char *reason_of(int code)
{
	switch (code) {
	case PCRE2_ERROR_LOOKBEHIND_NOT_FIXED_LENGTH:
	case PCRE2_ERROR_LOOKBEHIND_TOO_LONG:
	case PCRE2_ERROR_LOOKBEHIND_TOO_COMPLICATED:
		return "regex.lookbehind-length";
	case PCRE2_ERROR_UNKNOWN_UNICODE_PROPERTY:
	case PCRE2_ERROR_MALFORMED_UNICODE_PROPERTY:
		return "regex.unknown-property";
	default:
		return "regex.too-large";
	}
}

static pcre2_code *compile(struct str translated, int *code)
{
	PCRE2_SIZE offset;
	pcre2_general_context *memory = memory_new();
	pcre2_compile_context *context = pcre2_compile_context_create(memory);
	pcre2_code *compiled = pcre2_compile(pointer_of(translated), translated.len, OPTIONS,
					     code, &offset, context);

	/* Where there is no JIT, PCRE2 interprets, in stricter bounds. */
	if (compiled)
		pcre2_jit_compile(compiled, PCRE2_JIT_COMPLETE);
	pcre2_compile_context_free(context);
	pcre2_general_context_free(memory);
	return compiled;
}

/* The translation, made to match from the start of the text. PCRE2 counts its steps anew for
 * each place where a match may begin, so the way to that place becomes part of the match. */
static bool translate(struct str pattern, enum ecma_form form, struct buf *out,
		      struct ecma_shape *shape, struct ecma_fault *fault)
{
	struct buf inner = {0};
	bool good = ecma_translate(pattern, form, &inner, shape, fault);

	buf_add_text(out, shape->anchored ? "(?:" : "(?s:.)*?(?:");
	buf_add(out, buf_str(&inner));
	buf_add_char(out, ')');
	buf_release(&inner);
	return good;
}

/* The code of a form, or NULL and why: either `fault` has a reason or `code` is PCRE2's. */
static pcre2_code *compile_form(struct str pattern, enum ecma_form form,
				struct ecma_shape *shape, struct ecma_fault *fault, int *code)
{
	struct buf translated = {0};
	pcre2_code *compiled = NULL;

	if (translate(pattern, form, &translated, shape, fault))
		compiled = compile(buf_str(&translated), code);
	buf_release(&translated);
	return compiled;
}

int regex_compile(struct str pattern, struct regex **re, struct error *error)
{
	struct regex made = {.pattern_length = pattern.len};
	struct ecma_fault fault = {0};
	struct ecma_shape shape;
	int code = 0;

	if (pattern.len > REGEX_PATTERN_MAX)
		return refuse(error, str_sub(pattern, 0, REGEX_PATTERN_MAX), 0,
			      "regex.too-large");
	made.plain = compile_form(pattern, ECMA_PLAIN, &shape, &fault, &code);
	if (fault.reason)
		return refuse(error, pattern,
			      unicode_length(str_sub(pattern, 0, fault.offset)) + 1,
			      fault.reason);
	if (!made.plain)
		return refuse(error, pattern, 0, reason_of(code));
	made.plain_span = shape.endless ? SIZE_MAX : shape.span;
	if (shape.endless)
		made.counted = compile_form(pattern, ECMA_COUNTED, &shape, &fault, &code);
	made.counted_span = shape.span;
	*re = mem_alloc(sizeof **re);
	**re = made;
	return STATUS_OK;
}

void regex_free(struct regex *re)
{
	if (re) {
		pcre2_code_free(re->plain);
		pcre2_code_free(re->counted);
	}
	mem_free(re);
}

struct regex_scratch *regex_scratch_new(void)
{
	struct regex_scratch *s = mem_zalloc(1, sizeof *s);

	s->memory = memory_new();
	s->match = pcre2_match_data_create(1, s->memory);
	s->limits = pcre2_match_context_create(s->memory);
	s->stack = pcre2_jit_stack_create(STACK_BYTES_FIRST, REGEX_STACK_BYTES_MAX, s->memory);
	pcre2_set_depth_limit(s->limits, REGEX_DEPTH_LIMIT);
	pcre2_set_heap_limit(s->limits, REGEX_HEAP_LIMIT_KIB);
	if (s->stack)
		pcre2_jit_stack_assign(s->limits, NULL, s->stack);
	return s;
}

void regex_scratch_free(struct regex_scratch *s)
{
	if (!s)
		return;
	pcre2_jit_stack_free(s->stack);
	pcre2_match_context_free(s->limits);
	pcre2_match_data_free(s->match);
	pcre2_general_context_free(s->memory);
	mem_free(s);
}

/* One attempt: PCRE2's steps are limited so that they look at no more than `work` characters.
 */
static enum regex_match attempt(const pcre2_code *code, size_t cost, struct str text,
				uint32_t work, struct regex_scratch *s)
{
	int n;

	pcre2_set_match_limit(s->limits, (uint32_t)(work / cost) + 1);
	n = pcre2_match(code, pointer_of(text), text.len, 0, PCRE2_NO_UTF_CHECK, s->match,
			s->limits);
	if (n >= 0)
		return REGEX_MATCH;
	return n == PCRE2_ERROR_NOMATCH ? REGEX_NO_MATCH : REGEX_LIMIT;
}

/* What a step may cost when the code may look at `span` characters of the text in it. */
static size_t step_cost(const struct regex *re, size_t span, struct str text)
{
	return STEP_COST + re->pattern_length + (span < text.len ? span : text.len);
}

/* The counted form answers what is not hostile, but for texts that would need too much of the
 * stack. On those the plain one may do. */
enum regex_match regex_search(const struct regex *re, struct str text, struct regex_scratch *s)
{
	const pcre2_code *code = re->counted ? re->counted : re->plain;
	size_t cost = step_cost(re, re->counted ? re->counted_span : re->plain_span, text);
	enum regex_match match = REGEX_LIMIT;

	s->steps = 0;
	if (re->counted && text.len > REGEX_TEXT_LONG) {
		match = attempt(re->plain, step_cost(re, re->plain_span, text), text,
				REGEX_WORK_MAX, s);
		s->steps += (uint32_t)(text.len / STEP_COST);
	}
	for (size_t i = 0; i < sizeof stages / sizeof *stages && match == REGEX_LIMIT; i++) {
		match = attempt(code, cost, text, stages[i].work, s);
		s->steps += stages[i].steps;
	}
	return match;
}

uint32_t regex_steps(const struct regex_scratch *s)
{
	return s->steps;
}

#define QUOTE(x)   #x
#define TEXT_OF(x) QUOTE(x)

const char *regex_library_version(void)
{
	return TEXT_OF(PCRE2_MAJOR) "." TEXT_OF(PCRE2_MINOR); /* what it was built with */
}
