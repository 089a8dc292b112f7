/* SPDX-License-Identifier: MIT */
/* What the tests of renderers share: words, a judgement being made, and its rendering. */
#ifndef UNIT_RENDERING_H
#define UNIT_RENDERING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "out/renderer.h"
#include "text/encoding.h"
#include "text/json.h"

#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const char rendering_english[] =
	"ui.error:\n  message: \"error\"\n"
	"ui.warning:\n  message: \"warning\"\n"
	"ui.info:\n  message: \"info\"\n"
	"ui.hint:\n  message: \"hint\"\n"
	"ui.more:\n  message: \"… and {n} more\"\n"
	"ui.other-rules:\n  message: \"{n} not listed\"\n"
	"ui.rule:\n  message: \"rule\"\n"
	"ui.counts:\n"
	"  message: \"{records} records, {errors} errors, {warnings} "
	"warnings\"\n"
	"verdict.pass:\n  message: \"pass\"\n"
	"verdict.fail:\n  message: \"fail\"\n"
	"verdict.pending:\n  message: \"pending\"\n"
	"verdict.not-applicable:\n  message: \"n/a\"\n"
	"verdict.waived:\n  message: \"waived\"\n"
	"schema.enum:\n"
	"  message: \"\\\"{value}\\\" is not one of {values}\"\n"
	"  hint: \"did you mean {nearest}?\"\n"
	"rule.measured:\n"
	"  message: \"{measured} of {required}\"\n";

static const char rendering_chinese[] = "ui.error:\n  message: \"错误\"\n"
					"ui.hint:\n  message: \"提示\"\n"
					"ui.rule:\n  message: \"规则\"\n"
					"ui.counts:\n  message: \"记录 {records} 份\"\n"
					"verdict.pass:\n  message: \"达标\"\n"
					"verdict.fail:\n  message: \"未达标\"\n"
					"verdict.pending:\n  message: \"待完成\"\n"
					"verdict.not-applicable:\n  message: \"不适用\"\n"
					"verdict.waived:\n  message: \"已豁免\"\n"
					"schema.enum:\n"
					"  message: \"“{value}”不在{values}之中\"\n"
					"  hint: \"改为{nearest}\"\n";

/* The bytes of every file. */
static inline struct str rendering_source(void *context, struct str path)
{
	(void)path;
	return *(struct str *)context;
}

struct rendering {
	struct judgement judgement;
	struct catalogue *catalogue;
	struct str source;
	struct render_options options;
	struct buf out;
};

static inline void rendering_setup(struct rendering *x, const char *words)
{
	struct error error = {0};

	*x = (struct rendering){0};
	assert_int_equal(catalogue_load(str_of(words), LANGUAGE_EN, &x->catalogue, &error), 0);
	x->options = (struct render_options){.catalogue = x->catalogue,
					     .excerpt = true,
					     .source = rendering_source,
					     .source_context = &x->source};
}

static inline void rendering_teardown(struct rendering *x)
{
	judgement_release(&x->judgement);
	catalogue_free(x->catalogue);
	buf_release(&x->out);
}

static inline struct finding *rendering_add(struct rendering *x, const char *path)
{
	return finding_add(&x->judgement.findings, "schema.enum", str_of(path), "value",
			   "empty-nester", "values", "a, b", "nearest", "empty-nest", NULL);
}

static inline const char *rendering_write(struct rendering *x, const char *format)
{
	const struct renderer *r = renderer_find(str_of(format));

	buf_reset(&x->out);
	r->write(&x->out, &x->judgement, &x->options);
	return buf_cstr(&x->out);
}

static inline void rendering_add_verdict(struct rendering *x)
{
	static struct message_arg first[] = {{"date", {"2024-01-02", 10}}, {"hours", {"3", 1}}};
	static struct message_arg second[] = {{"missing", {"03", 2}}};
	static struct contribution rows[] = {
		{{"projects/2024/a.yaml", 20}, 30, COUNT(first), first},
		{{"", 0}, 0, COUNT(second), second},
	};
	struct finding *f = finding_add(&x->judgement.findings, "rule.measured",
					STR("stations/tanggu.yaml"), "measured", "3",
					"required", "30", NULL);

	f->class = FINDING_RULE;
	f->severity = SEVERITY_WARNING;
	f->rule = "supervision.yearly";
	f->clause = STR("三(一)");
	f->subject_kind = STR("station");
	f->subject = STR("tanggu");
	f->contributions = rows;
	f->n_contributions = COUNT(rows);
	f->contributions_total = 7;
}

static inline void rendering_add_tallies(struct rendering *x)
{
	*vec_add(&x->judgement.tallies) =
		(struct tally){.rule = STR("supervision.yearly"), .count = {1, 20, 300, 4, 5}};
	*vec_add(&x->judgement.tallies) = (struct tally){.rule = STR("coverage")};
}

/* Text that would do harm if it got through, and how it is shown. */
#define HOSTILE "\x1B]0;x\a\n\xE2\x80\xAE\xFF\xC2\x9B"
#define SHOWN   "\\x1B]0;x\\x07\\n\\u202E\\xFF\\u009B"

static inline struct finding *rendering_add_hostile(struct rendering *x)
{
	static struct message_arg values[] = {{HOSTILE, {HOSTILE, sizeof HOSTILE - 1}}};
	static struct contribution rows[] = {{{HOSTILE, sizeof HOSTILE - 1}, 1, 1, values}};
	struct finding *f =
		finding_add(&x->judgement.findings, HOSTILE, STR(HOSTILE), "a", HOSTILE, NULL);

	f->end = 1;
	f->clause = f->pointer = f->subject = f->subject_kind = STR(HOSTILE);
	f->line = f->column = 1;
	f->contributions = rows;
	f->n_contributions = f->contributions_total = 1;
	*vec_add(&x->judgement.tallies) = (struct tally){.rule = STR(HOSTILE)};
	*vec_add(&x->judgement.settings) = (struct setting){STR(HOSTILE), STR(HOSTILE)};
	x->judgement.source.program = x->judgement.source.snapshot = STR(HOSTILE);
	x->judgement.source.commit = STR(HOSTILE);
	x->judgement.source.pack = x->judgement.source.pack_digest = STR(HOSTILE);
	return f;
}

#endif
