/* SPDX-License-Identifier: MIT */
/*
 * The text of a new record, to be filled in: every key of its kind, in the order of the schema,
 * each with a comment of its title.
 *
 *	## 驻站社工（worker）：在社工站工作的专业社工服务人员
 *
 *	id: shegong-051 # 社工编号，必填
 *	name: "" # 姓名，必填
 *
 *	# postings: # 驻站经历：调动或续任另起一项
 *	#   - station: # 驻站站点，必填：社工站的编号
 *	#     # ends_on: # 离站日期：最后驻站的一日
 *
 * What is required, or has a value, stands there; all else is switched off by `# ` before it,
 * in blocks that are so within: with one `# ` taken away from its lines a block has the keys
 * that it must have, and further ones are switched on in it. `##` begins words; a comment that
 * is too long for the key's line stands above it. What is empty is no valid value, so that
 * nothing that was forgotten is taken for filled in.
 */
#ifndef RECORDS_SCAFFOLD_H
#define RECORDS_SCAFFOLD_H

#include "schema/kind.h"

enum { SCAFFOLD_COLUMNS = 96 }; /* of a line with its comment */

/* Words of the language that comments are in; titles are the schema's own. */
struct scaffold_words {
	bool described;  /* with the schema's descriptions, which are Chinese */
	struct str help; /* a line at the head */
	struct str required, sensitive;
	struct str next_id;                 /* of an id that is left open, or "" */
	struct str colon, semicolon, comma; /* before the first note, before others, between
					       choices */
	struct str reference;               /* before the kind that an id is of */
	struct str choices;                 /* before those of an enumeration */
	struct str types[FIELD_OPEN + 1];   /* what a value looks like, or "" */
	struct str unit;                    /* before a number's unit */
};

/* Appends the text. `record` is an object with the values that are known, or NULL. */
void scaffold_write(struct buf *out, const struct scaffold_words *words,
		    const struct kind_set *kinds, const struct kind *kind,
		    const struct node *record);

/* Appends what is required and not there, `name 姓名, intake.date 接案日期`, in the order of
 * the schema. An id is not asked for. */
void scaffold_missing(const struct kind *kind, const struct node *record, struct buf *out);

#endif
