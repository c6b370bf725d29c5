/*
 * tabular.c - the tabular list of ICD-10-CM: notes, exclusions, seventh
 * characters.
 *
 * NCHS's XML: chapter > section > diag > diag ..., each with notes by kind.  A
 * note holds for everything under its owner.  The notes are given as they
 * come.  What the edits use is made of them at the end, when all codes are
 * known, because a note may name a range of codes that come later.
 */
#include "formats/tabular.h"

#include "codes/icd10.h"
#include "formats/formats.h"
#include "formats/icd10cm.h"
#include "formats/xml.h"

#define DEEPEST 16
#define LONGEST_TEXT ((size_t) 64 * 1024)

enum
{
	NOTES,						/* outputs */
	EXCLUDES1,
	MANIFESTATION,
	SEVENTH
};

/* The elements that hold notes. */
static const char *const kinds[] = {
	"includes", "inclusionTerm", "excludes1", "excludes2", "codeFirst", "codeAlso",
	"useAdditionalCode", "notes", "sevenChrNote", NULL
};

/* Who the notes belong to: a chapter, a section or a code. */
typedef struct Owner
{
	char		kind;			/* 'c', 's', 'd' */
	RcmText		name;			/* A00-B99, A000; empty until it is read */
	int64_t		code;			/* of a code */
	RcmSpan    *span;			/* the codes under a chapter or section */
} Owner;

typedef struct TabularState
{
	XML_Parser	parser;
	bool		root;			/* seen */
	Owner		owners[DEEPEST];
	int			owner_count;
	const char *kind;			/* of the notes at hand; NULL: none */
	bool		capture;		/* the text of the element at hand is wanted */
	RcmBuffer	text;
	RcmCodeFirst first;			/* the code first notes of an owner */
	char		allowed[64];	/* seventh characters of an owner */
	int			allowed_count;
	RcmTabularRules rules;
} TabularState;

/* ---- refusing ---- */

static void
fault(RcmFile *file, const char *what)
{
	TabularState *s = file->state;

	file->line = RCM_XML_LINE(s->parser);
	rcm_file_fault(file, RCM_XML_COLUMN(s->parser), "%s", what);
	XML_StopParser(s->parser, XML_FALSE);
}

static bool
give(RcmFile *file, int output, const RcmText *row)
{
	TabularState *s = file->state;

	file->line = RCM_XML_LINE(s->parser);
	if (rcm_file_row(file, output, row))
		return true;
	XML_StopParser(s->parser, XML_FALSE);
	return false;
}

/* ---- rows of the notes ---- */

/* The text of an element: runs of white space are one blank. */
static RcmText
captured(TabularState *s)
{
	RcmText		t = {s->text.data, (int32_t) s->text.len};
	int32_t		n = 0;

	for (int32_t i = 0; i < t.len; i++)
	{
		bool		white = strchr(" \t\n\r", s->text.data[i]) != NULL;

		if (white && (n == 0 || s->text.data[n - 1] == ' '))
			continue;
		s->text.data[n++] = white ? ' ' : s->text.data[i];
	}
	t.len = n;
	return rcm_field(t);
}

static void
note(RcmFile *file, Owner *owner, RcmText words)
{
	TabularState *s = file->state;
	RcmTargets	targets;
	RcmText		row[5];

	if (words.len == 0)
		return;
	rcm_note_targets(words, &file->record, &targets);
	if (strcmp(s->kind, "excludes1") == 0)
		rcm_tabular_excludes1(&s->rules, owner->code, owner->span, &targets);
	else if (strcmp(s->kind, "codeFirst") == 0)
		rcm_code_first_note(&s->first, &file->keep, words, &targets);
	row[0] = owner->name;
	row[1] = owner->kind == 'c' ? RCM_TEXT("chapter") : owner->kind == 's' ? RCM_TEXT("section") : RCM_TEXT("code");
	row[2] = rcm_text_of(s->kind);
	row[3] = words;
	row[4] = rcm_targets_text(file, &targets);
	give(file, NOTES, row);
	rcm_arena_reset(&file->record);
}

/* What is known of an owner's notes of a kind when they end. */
static void
end_of_notes(RcmFile *file, Owner *owner)
{
	TabularState *s = file->state;

	if (strcmp(s->kind, "codeFirst") == 0 && owner->kind == 'd')
		rcm_tabular_code_first(&s->rules, owner->code, &s->first);
	memset(&s->first, 0, sizeof(s->first));
	s->kind = NULL;
}

static void
end_of_seventh(RcmFile *file, const Owner *owner)
{
	TabularState *s = file->state;
	RcmText		row[2];

	row[0] = owner->name;
	row[1] = (RcmText) {s->allowed, s->allowed_count};
	if (owner->kind == 'd' && s->allowed_count > 0)
		give(file, SEVENTH, row);
	s->allowed_count = 0;
}

/* ---- owners ---- */

static RcmText
owner_range(RcmFile *file, RcmText first, RcmText last)
{
	RcmBuffer	b;

	rcm_buffer_init(&b, &file->keep, 8);
	rcm_buffer_text(&b, first);
	rcm_buffer_char(&b, '-');
	rcm_buffer_text(&b, last);
	return (RcmText) {b.data, (int32_t) b.len};
}

/* A section's id: "A00-A09", or "B10" alone. */
static void
name_section(RcmFile *file, Owner *owner, const XML_Char **attributes)
{
	for (int i = 0; attributes[i] != NULL; i += 2)
		if (strcmp(attributes[i], "id") == 0)
		{
			RcmText		id = rcm_field(rcm_text_of(attributes[i + 1]));

			owner->name = id.len == 3 ? owner_range(file, id, id) : rcm_text_copy(&file->keep, id);
		}
	if (owner->name.len == 0)
		fault(file, "a section without an id");
}

/* A chapter's title ends in its first and last category: "(A00-B99)". */
static void
name_chapter(RcmFile *file, Owner *owner, RcmText title)
{
	RcmTargets	targets;

	rcm_note_targets(title, &file->record, &targets);
	if (targets.count == 0 || targets.items[targets.count - 1].last == RCM_NO_ICD10)
		fault(file, "a chapter without its first and last category");
	else
	{
		const RcmTarget *t = &targets.items[targets.count - 1];
		char		first[8];
		char		last[8];

		owner->name = owner_range(file, (RcmText) {first, rcm_icd10_undotted(t->first, first)},
								  (RcmText) {last, rcm_icd10_undotted(t->last, last)});
	}
	rcm_arena_reset(&file->record);
}

static void
name_code(RcmFile *file, Owner *owner, RcmText name)
{
	TabularState *s = file->state;
	char	   *out = rcm_alloc(&file->keep, 8);

	owner->code = rcm_icd10_parse(name);
	if (owner->code == RCM_NO_ICD10)
	{
		fault(file, "the name of a diag is not an ICD-10-CM code");
		return;
	}
	owner->name = (RcmText) {out, rcm_icd10_undotted(owner->code, out)};
	rcm_tabular_code(&s->rules, owner->code);
}

static void
start_owner(RcmFile *file, char kind, const XML_Char **attributes)
{
	TabularState *s = file->state;
	Owner	   *owner = &s->owners[s->owner_count];

	if (s->owner_count == DEEPEST)
	{
		fault(file, "codes under codes more than 16 deep");
		return;
	}
	memset(owner, 0, sizeof(*owner));
	s->owner_count++;
	owner->kind = kind;
	if (kind != 'd')
		owner->span = rcm_tabular_span(&s->rules);
	if (kind == 's')
		name_section(file, owner, attributes);
}

static void
end_owner(TabularState *s)
{
	Owner	   *owner = &s->owners[--s->owner_count];

	if (owner->span != NULL)
		owner->span->end = s->rules.code_count;
}

/* ---- elements ---- */

static void
extension(RcmFile *file, const XML_Char **attributes)
{
	TabularState *s = file->state;

	for (int i = 0; attributes[i] != NULL; i += 2)
	{
		const char *value = attributes[i + 1];

		if (strcmp(attributes[i], "char") != 0)
			continue;
		if (value[0] == '\0' || value[1] != '\0' || !(rcm_is_digit(value[0]) || rcm_is_upper(value[0])))
			fault(file, "a seventh character that is not one digit or capital");
		else if (memchr(s->allowed, value[0], (size_t) s->allowed_count) == NULL)
			s->allowed[s->allowed_count++] = value[0];
	}
}

static void XMLCALL
start_element(void *arg, const XML_Char *name, const XML_Char **attributes)
{
	RcmFile    *file = arg;
	TabularState *s = file->state;

	if (!s->root && strcmp(name, "ICD10CM.tabular") != 0)
		fault(file, "the first element is not ICD10CM.tabular: this is not the tabular list");
	s->root = true;
	/* what stands before and after it would be lost */
	if (s->capture)
		fault(file, "an element within a text");
	s->capture = false;
	if (strcmp(name, "chapter") == 0 || strcmp(name, "section") == 0 || strcmp(name, "diag") == 0)
	{
		start_owner(file, name[0], attributes);
		return;
	}
	for (int i = 0; kinds[i] != NULL && s->owner_count > 0; i++)
		if (strcmp(name, kinds[i]) == 0)
			s->kind = kinds[i];
	if (strcmp(name, "extension") == 0 && s->owner_count > 0)
		extension(file, attributes);
	s->capture = strcmp(name, "name") == 0 || strcmp(name, "desc") == 0 ||
		(strcmp(name, "note") == 0 && s->kind != NULL) || strcmp(name, "version") == 0;
	s->text.len = 0;
}

/* The text of an element that was wanted. */
static void
end_of_text(RcmFile *file, const char *name, Owner *owner)
{
	TabularState *s = file->state;
	RcmText		text = captured(s);

	s->capture = false;
	if (owner == NULL)
	{
		if (strcmp(name, "version") == 0 && file->hint.from == RCM_NO_DATE && rcm_name_year(text) > 0)
			rcm_fiscal_year(&file->hint, rcm_name_year(text), 0);
	}
	else if (strcmp(name, "note") == 0 && owner->name.len == 0)
		fault(file, "a note before the name of what it belongs to");
	else if (strcmp(name, "note") == 0)
		note(file, owner, text);
	else if (strcmp(name, "name") == 0 && owner->kind == 'd')
		name_code(file, owner, text);
	else if (strcmp(name, "desc") == 0 && owner->kind == 'c')
		name_chapter(file, owner, text);
}

static void XMLCALL
end_element(void *arg, const XML_Char *name)
{
	RcmFile    *file = arg;
	TabularState *s = file->state;
	Owner	   *owner = s->owner_count > 0 ? &s->owners[s->owner_count - 1] : NULL;

	if (file->fault[0] != '\0')
		return;
	if (s->capture)
		end_of_text(file, name, owner);
	else if (owner == NULL)
		return;
	else if (strcmp(name, "chapter") == 0 || strcmp(name, "section") == 0 || strcmp(name, "diag") == 0)
		end_owner(s);
	else if (strcmp(name, "sevenChrDef") == 0)
		end_of_seventh(file, owner);
	else if (s->kind != NULL && strcmp(name, s->kind) == 0)
		end_of_notes(file, owner);
}

static void XMLCALL
characters(void *arg, const XML_Char *data, int len)
{
	TabularState *s = ((RcmFile *) arg)->state;

	if (!s->capture)
		return;
	if (s->text.len + (size_t) len > LONGEST_TEXT)
		fault(arg, "a text of more than 64 kB: this is not the tabular list");
	else
		rcm_buffer_add(&s->text, data, (size_t) len);
}

/* The list has no use for entities of its own, and they can be made to grow without bound. */
static void XMLCALL
entity(void *arg, const XML_Char *name, int is_parameter, const XML_Char *value, int len,
	   const XML_Char *base, const XML_Char *system, const XML_Char *public, const XML_Char *notation)
{
	(void) name, (void) is_parameter, (void) value, (void) len;
	(void) base, (void) system, (void) public, (void) notation;
	fault(arg, "the file declares entities, which the tabular list does not");
}

/* ---- the file ---- */

static bool
parse(RcmFile *file, const char *data, size_t len, bool last)
{
	TabularState *s = file->state;

	if (XML_Parse(s->parser, data, (int) len, last) == XML_STATUS_OK)
		return file->fault[0] == '\0';
	file->line = RCM_XML_LINE(s->parser);
	return rcm_file_fault(file, RCM_XML_COLUMN(s->parser),
						  last ? "the XML ends too early: %s" : "the XML is damaged: %s",
						  XML_ErrorString(XML_GetErrorCode(s->parser)));
}

static bool
tabular_bytes(RcmFile *file, const char *data, size_t len)
{
	TabularState *s = file->state;
	const size_t most = 1 << 20;

	if (s->parser == NULL)
	{
		s->parser = XML_ParserCreate(NULL);
		if (s->parser == NULL)
			return rcm_file_fault(file, 0, "no memory for the XML parser");
		XML_SetUserData(s->parser, file);
		XML_SetElementHandler(s->parser, start_element, end_element);
		XML_SetCharacterDataHandler(s->parser, characters);
		XML_SetEntityDeclHandler(s->parser, entity);
		rcm_buffer_init(&s->text, &file->keep, 4096);
		s->rules.memory = &file->keep;
	}
	for (; len > most; data += most, len -= most)
		if (!parse(file, data, most, false))
			return false;
	return parse(file, data, len, false);
}

static bool
give_pairs(RcmFile *file, int output, RcmCodePairs pairs)
{
	if (pairs.too_many)
		return rcm_file_fault(file, 0, "the notes exclude each other's codes without end: this is not the tabular list");
	for (int i = 0; i < pairs.count; i++)
	{
		char		first[8];
		char		second[8];
		RcmText		row[2];

		row[0] = (RcmText) {first, rcm_icd10_undotted(pairs.items[i].first, first)};
		row[1] = (RcmText) {second, rcm_icd10_undotted(pairs.items[i].second, second)};
		if (!rcm_file_row(file, output, row))
			return false;
	}
	return true;
}

static bool
tabular_end(RcmFile *file)
{
	TabularState *s = file->state;

	if (s->parser == NULL)
		return true;
	if (!parse(file, "", 0, true))
		return false;
	file->line = RCM_XML_LINE(s->parser);
	rcm_tabular_sort(&s->rules);
	return give_pairs(file, EXCLUDES1, rcm_excludes1_pairs(&s->rules)) &&
		give_pairs(file, MANIFESTATION, rcm_manifestation_pairs(&s->rules));
}

static void
tabular_abandon(RcmFile *file)
{
	TabularState *s = file->state;

	if (s->parser != NULL)
		XML_ParserFree(s->parser);
	s->parser = NULL;
}

const RcmFormat rcm_format_icd10cm_tabular = {
	.set = "icd10cm-tabular", .title = "ICD-10-CM tabular list of diseases and injuries", .publisher = "CMS",
	.files = "icd10cm_tabular_YYYY.xml",
	.outputs = {{"diagnosis_note", "owner, owner_kind, kind, words, targets"}, {"excludes1", "a, b"},
		{"manifestation", "manif, etiology"}, {"seventh_character", "prefix, allowed"}},
	.state_size = sizeof(TabularState), .split = RCM_SPLIT_BYTES, .name = rcm_diagnosis_name,
	.bytes = tabular_bytes, .end = tabular_end, .abandon = tabular_abandon
};
