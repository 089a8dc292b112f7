/* SPDX-License-Identifier: MIT */
/* Down the fields of a kind, with the values where there are any. */
#include "records/scaffold.h"

#include "text/emit.h"
#include "text/unicode.h"

struct scaffold {
	struct buf *out;
	const struct scaffold_words *words;
	const struct kind_set *kinds;
	struct str of_ids;  /* what the schema says of every id: told of none */
	struct buf prefix;  /* of a line: blanks, and `# ` where a block is switched off */
	struct buf line;    /* a key and what stands behind it */
	struct buf remark;  /* its comment, but for the choices */
	struct buf choices; /* these */
	bool dash;          /* the next key is the first of an item */
	bool off;           /* the next key is switched off itself, by the prefix's end */
};

static void add_lines(struct scaffold *s, const struct field *field, const struct node *value);

static void deepen(struct scaffold *s, const char *by)
{
	buf_add_text(&s->prefix, by);
}

static void undo(struct scaffold *s, size_t len)
{
	s->prefix.len = len;
}

/* A title is what a pack says: one line, whatever it is. */
static void add_words(struct buf *out, struct str text)
{
	unicode_escape(out, text);
}

/* One of the notes behind the title. */
static void add_note(struct scaffold *s, bool *first)
{
	buf_add(&s->remark, *first ? s->words->colon : s->words->semicolon);
	*first = false;
}

static void add_reference(struct scaffold *s, struct str to)
{
	const struct kind *kind = kind_find(s->kinds, to);
	bool titled = s->words->described && kind && kind->title.len;

	buf_add(&s->remark, s->words->reference);
	add_words(&s->remark, titled ? kind->title : to);
}

static void add_type(struct scaffold *s, const struct field *scalar)
{
	buf_add(&s->remark, s->words->types[scalar->type]);
	if (scalar->unit.len) {
		buf_add(&s->remark, s->words->unit);
		add_words(&s->remark, scalar->unit);
	}
}

static const struct field *scalar_of(const struct field *field)
{
	return field->item ? field->item : field;
}

/* A description says what a value looks like, but for truths. */
static bool wants_type(const struct scaffold *s, const struct field *scalar, bool described)
{
	return s->words->types[scalar->type].len && !scalar->n_choices &&
	       !scalar->references.len && (!described || scalar->type == FIELD_BOOLEAN);
}

static void add_notes(struct scaffold *s, const struct field *field)
{
	const struct field *scalar = scalar_of(field);
	bool described = s->words->described && field->description.len &&
			 !str_eq(field->description, s->of_ids);
	bool first = true;

	if (described) {
		add_note(s, &first);
		add_words(&s->remark, field->description);
	}
	if (scalar->references.len) {
		add_note(s, &first);
		add_reference(s, scalar->references);
	}
	if (wants_type(s, scalar, described)) {
		add_note(s, &first);
		add_type(s, scalar);
	}
	if (scalar->n_choices) {
		add_note(s, &first);
		buf_add(&s->remark, s->words->choices);
	}
}

/* As it is to be written, and its title. */
static void add_choice(struct buf *out, const struct choice *choice)
{
	scalar_write(out, choice->value,
		     scalar_pick(choice->value, SCALAR_PLAIN, false, false));
	if (choice->title.len)
		buf_add_char(out, ' ');
	add_words(out, choice->title);
}

static void make_remark(struct scaffold *s, const struct field *field)
{
	buf_reset(&s->remark);
	add_words(&s->remark, field->title.len ? field->title : field->key);
	if (field->required)
		buf_add(&s->remark, s->words->required);
	if (field->sensitive)
		buf_add(&s->remark, s->words->sensitive);
	add_notes(s, field);
}

/* The whole comment in one line, if it fits behind the key. */
static bool add_remark_behind(struct scaffold *s, const struct field *field)
{
	const struct field *scalar = scalar_of(field);

	buf_reset(&s->choices);
	for (size_t i = 0; i < scalar->n_choices; i++) {
		buf_add(&s->choices, i ? s->words->comma : STR(""));
		add_choice(&s->choices, &scalar->choices[i]);
	}
	if (s->prefix.len + unicode_width(buf_str(&s->line)) + 3 +
		    unicode_width(buf_str(&s->remark)) + unicode_width(buf_str(&s->choices)) >
	    SCAFFOLD_COLUMNS)
		return false;
	buf_printf(&s->line, " # %.*s%.*s", STR_ARG(buf_str(&s->remark)),
		   STR_ARG(buf_str(&s->choices)));
	return true;
}

/* Words stand above the dash of an item, and where the key would be if it were switched on. */
static void begin_words(struct scaffold *s)
{
	size_t len = s->prefix.len - (s->dash || s->off ? 2 : 0);

	buf_add(s->out, str_sub(buf_str(&s->prefix), 0, len));
	buf_add_text(s->out, "## ");
}

/* Lines of their own, broken between choices only. */
static void add_remark_above(struct scaffold *s, const struct field *field)
{
	const struct field *scalar = scalar_of(field);
	size_t room = SCAFFOLD_COLUMNS - 3 - s->prefix.len;
	size_t width = unicode_width(buf_str(&s->remark));

	begin_words(s);
	buf_add(s->out, buf_str(&s->remark));
	for (size_t i = 0; i < scalar->n_choices; i++) {
		buf_reset(&s->choices);
		add_choice(&s->choices, &scalar->choices[i]);
		if (i + 1 < scalar->n_choices)
			buf_add(&s->choices, s->words->comma);
		width += unicode_width(buf_str(&s->choices));
		if (width > room) {
			while (s->out->ptr[s->out->len - 1] == ' ')
				s->out->len--;
			buf_add_char(s->out, '\n');
			begin_words(s);
			width = unicode_width(buf_str(&s->choices));
		}
		buf_add(s->out, buf_str(&s->choices));
	}
	buf_add_char(s->out, '\n');
}

static bool is_id(const struct field *field)
{
	return str_eq(field->key, STR("id"));
}

/* The line of a key, which is in s->line, and its comment. */
static void end_key(struct scaffold *s, const struct field *field, bool alone)
{
	make_remark(s, field);
	if (is_id(field) && str_ends(buf_str(&s->line), STR(":")))
		buf_add(&s->remark, s->words->next_id);
	if (alone || !add_remark_behind(s, field))
		add_remark_above(s, field);
	buf_add(s->out, buf_str(&s->prefix));
	if (s->dash)
		s->out->ptr[s->out->len - 2] = '-';
	buf_add(s->out, buf_str(&s->line));
	buf_add_char(s->out, '\n');
	s->dash = false;
}

static bool is_collection(const struct field *field)
{
	return field->type == FIELD_OBJECT || field->type == FIELD_LIST ||
	       field->type == FIELD_VALUES || field->type == FIELD_OPEN;
}

/* Whether the value is written in lines of its own, and no comment behind its key. */
static bool is_literal(const struct node *value)
{
	return value->kind == NODE_STRING &&
	       scalar_pick(value->text, SCALAR_PLAIN, false, true) >= SCALAR_LITERAL;
}

/* What stands for a value that is still to come: quotes, where a text may be anything. */
static const char *blank(const struct field *field)
{
	bool free = field->type == FIELD_TEXT && !field->n_choices && !field->references.len &&
		    !field->number_too && !is_id(field);

	return free ? " \"\"" : "";
}

static bool is_shown(const struct field *field, const struct node *of)
{
	return field->required || tree_get(of, field->key);
}

/* A key, switched on or off, and all within it. */
static void add_key(struct scaffold *s, const struct field *field, const struct node *value,
		    bool on)
{
	size_t len = s->prefix.len;
	bool scalar = value && !is_collection(field);

	s->off = !on;
	if (s->off)
		deepen(s, "# ");
	buf_reset(&s->line);
	buf_printf(&s->line, "%.*s:", STR_ARG(field->key));
	if (scalar) {
		buf_add_char(&s->line, ' ');
		emit_head(&s->line, &emit_record_style, value);
	} else if (!is_collection(field)) {
		buf_add_text(&s->line, blank(field));
	}
	end_key(s, field, scalar && is_literal(value));
	if (scalar)
		emit_lines(s->out, &emit_record_style, value, (uint32_t)s->prefix.len, false);
	add_lines(s, field, value);
	undo(s, len);
}

/* The fields of an object; of an item, the first that is there has the dash. */
static void add_fields(struct scaffold *s, const struct field *of, const struct node *value,
		       bool item)
{
	size_t first = 0;

	while (item && first < of->n_fields && !is_shown(&of->fields[first], value))
		first++;
	if (first == of->n_fields)
		first = 0;
	s->dash = item;
	if (item && of->n_fields)
		add_key(s, &of->fields[first], tree_get(value, of->fields[first].key), true);
	for (size_t i = 0; i < of->n_fields; i++)
		if (!item || i != first)
			add_key(s, &of->fields[i], tree_get(value, of->fields[i].key),
				is_shown(&of->fields[i], value));
}

static void add_value(struct scaffold *s, const struct field *item, const struct node *value)
{
	buf_add(s->out, buf_str(&s->prefix));
	if (value)
		emit_item(s->out, &emit_record_style, value, (uint32_t)s->prefix.len);
	else
		buf_printf(s->out, "-%s\n", blank(item));
}

/* The lines below a key. */
static void add_lines(struct scaffold *s, const struct field *field, const struct node *value)
{
	const struct node *item = value && value->kind == NODE_ARRAY ? value->first : NULL;
	size_t len = s->prefix.len;

	if (field->type == FIELD_OPEN && value) {
		buf_printf(s->out, "%.*s  ", STR_ARG(buf_str(&s->prefix)));
		emit_entries(s->out, &emit_record_style, value, (uint32_t)len + 2);
	}
	if (!is_collection(field) || field->type == FIELD_OPEN)
		return;
	deepen(s, field->type == FIELD_LIST ? "    " : "  ");
	do {
		if (field->type == FIELD_VALUES)
			add_value(s, field->item, item);
		else
			add_fields(s, field, field->type == FIELD_LIST ? item : value,
				   field->type == FIELD_LIST);
		item = item ? item->next : NULL;
	} while (item);
	undo(s, len);
}

static void add_head(struct scaffold *s, const struct kind *kind)
{
	const struct field *root = &kind->root;

	buf_add_text(s->out, "## ");
	add_words(s->out, kind->title.len ? kind->title : kind->name);
	if (s->words->described && root->description.len) {
		buf_add(s->out, s->words->colon);
		add_words(s->out, root->description);
	}
	buf_printf(s->out, "\n## %.*s\n\n", STR_ARG(s->words->help));
}

void scaffold_write(struct buf *out, const struct scaffold_words *words,
		    const struct kind_set *kinds, const struct kind *kind,
		    const struct node *record)
{
	const struct field *id = kind_field(&kind->root, STR("id"));
	struct scaffold s = {.out = out, .words = words, .kinds = kinds};
	bool after_block = false;

	if (id)
		s.of_ids = id->description;
	add_head(&s, kind);
	for (size_t i = 0; i < kind->root.n_fields; i++) {
		const struct field *field = &kind->root.fields[i];

		if (i && (after_block || is_collection(field)))
			buf_add_char(out, '\n');
		after_block = is_collection(field);
		add_key(&s, field, tree_get(record, field->key), is_shown(field, record));
	}
	buf_release(&s.prefix);
	buf_release(&s.line);
	buf_release(&s.remark);
	buf_release(&s.choices);
}

static void note_missing(const struct field *field, const char *path, struct buf *out)
{
	buf_printf(out, "%s%s%s%.*s", out->len ? ", " : "", path, field->title.len ? " " : "",
		   STR_ARG(field->title));
}

static void note_fields(const struct field *of, const struct node *value, const char *path,
			struct buf *out);

/* What is missing in a field that is there, or is required and is not. */
static void note_field(const struct field *field, const struct node *value, const char *path,
		       struct buf *out)
{
	size_t before = out->len, place = 0;

	if (field->type == FIELD_OBJECT) {
		note_fields(field, value, path, out);
		if (!value && out->len == before)
			note_missing(field, path, out);
	} else if (field->type == FIELD_LIST && value && value->kind == NODE_ARRAY) {
		TREE_EACH_ITEM (item, value) {
			struct buf at = {0};

			buf_printf(&at, "%s[%zu]", path, ++place);
			note_fields(field, item, buf_cstr(&at), out);
			buf_release(&at);
		}
	} else if (!value) {
		note_missing(field, path, out);
	}
}

static void note_fields(const struct field *of, const struct node *value, const char *path,
			struct buf *out)
{
	for (size_t i = 0; i < of->n_fields; i++) {
		const struct field *field = &of->fields[i];
		struct buf at = {0};

		buf_printf(&at, "%s%s%.*s", path, *path ? "." : "", STR_ARG(field->key));
		if (is_shown(field, value) && !str_eq(buf_str(&at), STR("id")))
			note_field(field, tree_get(value, field->key), buf_cstr(&at), out);
		buf_release(&at);
	}
}

void scaffold_missing(const struct kind *kind, const struct node *record, struct buf *out)
{
	note_fields(&kind->root, record, "", out);
}
