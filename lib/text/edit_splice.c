/* SPDX-License-Identifier: MIT */
/* Children found in the text, and text put together from pieces. */
#include "text/edit_splice.h"

#include "text/edit_style.h"
#include "text/extent.h"

#include <assert.h>

/* Where a member begins: at the `?` before its key, if there is one. */
static uint32_t member_start(struct str s, const struct node *key)
{
	uint32_t at = key->start, line = extent_line(s, at);

	while (at > line && s.ptr[at - 1] == ' ')
		at--;
	return at > line && at < key->start && s.ptr[at - 1] == '?' ? at - 1 : key->start;
}

static struct edit_entry member_entry(struct str s, const struct node *key)
{
	struct edit_entry e = {.start = member_start(s, key), .value = key->next};
	uint32_t colon = extent_skip(s, key->end);

	e.headed = colon < s.len && s.ptr[colon] == ':';
	e.head = e.headed ? colon + 1 : key->end;
	e.end = e.value->end > e.head && e.value->end > e.value->start ? e.value->end : e.head;
	return e;
}

static struct edit_entry item_entry(struct str s, const struct node *array,
				    const struct node *item, uint32_t floor)
{
	struct edit_entry e = {.start = item->start, .head = item->start, .value = item};

	e.end = item->end;
	if (extent_is_flow(s, array))
		return e;
	e.start = floor ? extent_skip(s, floor) : array->start;
	e.headed = e.start < s.len && s.ptr[e.start] == '-';
	e.head = e.start + 1;
	return e;
}

struct edit_entry edit_splice_entry(const struct edit_step *step, size_t index)
{
	const struct node *parent = step->parent, *child = parent->first, *before = NULL;
	bool object = parent->kind == NODE_OBJECT;
	struct edit_entry e;

	for (; index; index--) {
		before = object ? child->next : child;
		child = before->next;
	}
	e = object ? member_entry(step->s, child)
		   : item_entry(step->s, parent, child, before ? before->end : 0);
	e.floor = before ? before->end : 0;
	return e;
}

void edit_splice_add(struct edit_step *step, uint32_t start, uint32_t end, struct str text)
{
	struct edit_splice *splice = step->splices + step->n_splices;

	if (start == end && text.len == 0)
		return;
	assert(step->n_splices < EDIT_SPLICES_MAX);
	for (; splice > step->splices && splice[-1].start > start; splice--)
		*splice = splice[-1];
	*splice = (struct edit_splice){start, end, arena_str(step->arena, text)};
	step->n_splices++;
}

void edit_splice_key(struct edit_step *step, struct str key, bool in_flow)
{
	const struct node *old = step->parent->first;
	enum scalar_style wanted;
	struct buf text = {0};

	for (size_t i = step->index; i; i--)
		old = old->next->next;
	wanted = edit_style_of_scalar(step->s, old);
	if (wanted >= SCALAR_LITERAL)
		wanted = SCALAR_PLAIN;
	scalar_write(&text, key, scalar_pick(key, wanted, in_flow, false));
	edit_splice_add(step, old->start, old->end, buf_str(&text));
	buf_release(&text);
}

bool edit_splice_apply(const struct edit_step *step, struct buf *out)
{
	size_t before = out->len;
	uint32_t at = 0;

	for (size_t i = 0; i < step->n_splices; i++) {
		const struct edit_splice *splice = &step->splices[i];

		if (splice->start < at || splice->end < splice->start) {
			out->len = before;
			return false;
		}
		buf_add(out, str_sub(step->s, at, splice->start - at));
		buf_add(out, splice->text);
		at = splice->end;
	}
	buf_add(out, str_sub(step->s, at, step->s.len));
	return true;
}
