/*
 * coverage.c - Medicare coverage articles: the tables of the Medicare Coverage
 * Database's "current article" download, each known by its headings.
 *
 * Which procedure goes with which group of diagnoses is said only in the
 * paragraphs of the groups, so procedures, diagnoses and paragraphs are kept
 * apart, each with its group.
 */
#include "formats/formats.h"
#include "formats/table.h"

/* Order as in the format's outputs. */
enum
{
	CODE,
	DIAGNOSIS,
	CONTRACTOR,
	GROUP
};

/* A table of the download that is read: what tells it from the others. */
typedef struct ArticleTable
{
	const char *name;			/* without .csv */
	int			output;
	const char *group;			/* heading of the group */
	const char *value;			/* heading of the code, the contractor or the paragraph */
	const char *kind;			/* covered or kind, as the output has it */
} ArticleTable;

static const ArticleTable tables[] = {
	{"article_x_hcpc_code", CODE, "hcpc_code_group", "hcpc_code_id", NULL},
	{"article_x_icd10_covered", DIAGNOSIS, "icd10_covered_group", "icd10_code_id", "t"},
	{"article_x_icd10_noncovered", DIAGNOSIS, "icd10_noncovered_group", "icd10_code_id", "f"},
	{"article_x_contractor", CONTRACTOR, "contractor_type_id", "contractor_id", NULL},
	{"article_x_hcpc_code_group", GROUP, "hcpc_code_group", "paragraph", "code"},
	{"article_x_icd10_covered_group", GROUP, "icd10_covered_group", "paragraph", "covered"},
	{"article_x_icd10_noncovered_group", GROUP, "icd10_noncovered_group", "paragraph", "noncovered"}
};

#define TABLES ((int) (sizeof(tables) / sizeof(tables[0])))

typedef struct ArticleState
{
	const ArticleTable *table;	/* NULL: headings not seen yet */
	int			count;
	int			article;		/* columns from 0 */
	int			version;
	int			group;
	int			value;
	int			updated;		/* -1: there is none */
} ArticleState;

static bool
article_headings(RcmFile *file, ArticleState *s, const RcmText *f, int count)
{
	s->article = rcm_header_place(f, count, "article_id");
	s->version = rcm_header_place(f, count, "article_version");
	s->updated = rcm_header_place(f, count, "last_updated");
	s->count = count;
	for (int i = 0; i < TABLES && s->article >= 0 && s->version >= 0; i++)
	{
		s->group = rcm_header_place(f, count, tables[i].group);
		s->value = rcm_header_place(f, count, tables[i].value);
		if (s->group < 0 || s->value < 0)
			continue;
		s->table = &tables[i];
		file->hint.part = i + 1;
		return true;
	}
	return rcm_file_fault(file, 1, "the headings are those of no table of coverage articles that is read");
}

/* Few enough digits for an integer. */
static bool
is_number(RcmText t)
{
	return rcm_field_is_number(t, 9);
}

/* An article without codes has a row that says so. */
static bool
not_applicable(RcmText code)
{
	return rcm_field_says(code, "XX000") || rcm_field_says(code, "N/A");
}

/* The last of the days on which a row was changed: when the table was made, nearly. */
static bool
keep_updated(RcmFile *file, const ArticleState *s, const RcmText *f)
{
	RcmText		t = s->updated < 0 ? RCM_NULL_TEXT : rcm_field(f[s->updated]);
	const char *blank = t.len > 0 ? memchr(t.data, ' ', (size_t) t.len) : NULL;
	int32_t		date;

	/* without the time of day */
	if (blank != NULL)
		t.len = (int32_t) (blank - t.data);
	if (!rcm_field_any_date(file, t, s->updated + 1, &date))
		return false;
	if (date != RCM_NO_DATE && (file->hint.published_on == RCM_NO_DATE || date > file->hint.published_on))
		file->hint.published_on = date;
	return true;
}

static bool
code_row(RcmFile *file, const ArticleState *s, const RcmText *start, RcmText code)
{
	RcmText		row[5] = {start[0], start[1], rcm_field(code), start[2], RCM_NULL_TEXT};

	if (not_applicable(code))
		return true;
	if (s->table->output == CODE)
		return rcm_field_is_procedure(row[2]) ? rcm_file_row(file, CODE, row) :
			rcm_file_fault(file, s->value + 1, "not a procedure code");
	row[2] = rcm_field_diagnosis(file, code);
	row[4] = rcm_text_of(s->table->kind);
	return row[2].len > 0 ? rcm_file_row(file, DIAGNOSIS, row) :
		rcm_file_fault(file, s->value + 1, "not a diagnosis code");
}

/* start is the article, its version and the group. */
static bool
article_row(RcmFile *file, const ArticleState *s, const RcmText *start, RcmText value)
{
	RcmText		row[5] = {start[0], start[1], rcm_field(value), RCM_NULL_TEXT, RCM_NULL_TEXT};

	switch (s->table->output)
	{
		case CONTRACTOR:
			return row[2].len > 0 ? rcm_file_row(file, CONTRACTOR, row) :
				rcm_file_fault(file, s->value + 1, "no contractor");
		case GROUP:
			row[2] = rcm_text_of(s->table->kind);
			row[3] = start[2];
			row[4] = rcm_field(value);
			return rcm_file_row(file, GROUP, row);
		default:
			return code_row(file, s, start, value);
	}
}

static bool
article_record(RcmFile *file, RcmText *f, int count)
{
	ArticleState *s = file->state;
	RcmText		start[3];

	if (rcm_blank_record(f, count))
		return true;
	if (s->table == NULL)
		return article_headings(file, s, f, count);
	if (!rcm_same_width(file, count, s->count))
		return false;
	start[0] = rcm_field(f[s->article]);
	start[1] = rcm_field(f[s->version]);
	start[2] = rcm_field(f[s->group]);
	if (!is_number(start[0]))
		return rcm_file_fault(file, s->article + 1, "not the number of an article");
	if (!is_number(start[1]))
		return rcm_file_fault(file, s->version + 1, "not the version of an article");
	if (start[2].len > 0 && s->table->output != CONTRACTOR && !is_number(start[2]))
		return rcm_file_fault(file, s->group + 1, "not the number of a group");
	return keep_updated(file, s, f) && article_row(file, s, start, f[s->value]);
}

/* The tables are parts of one download; their names say which. */
static void
article_name(const RcmFormat *format, RcmText name, RcmReleaseHint *hint)
{
	int			at = rcm_name_find(name, "article_x_");

	(void) format;
	rcm_name_release(name, hint);
	for (int i = 0; i < TABLES && at >= 0; i++)
	{
		int			n = (int) strlen(tables[i].name);

		if (at + n <= name.len && rcm_field_says((RcmText) {name.data + at, n}, tables[i].name) &&
			(at + n == name.len || name.data[at + n] == '.'))
			hint->part = i + 1;
	}
}

const RcmFormat rcm_format_coverage_articles = {
	.set = "coverage-articles", .title = "Medicare coverage articles: codes, diagnoses, contractors, groups",
	.publisher = "CMS",
	.files = "article_x_hcpc_code.csv, article_x_icd10_covered.csv and others of current_article_csv.zip",
	.outputs = {{"coverage_article_code", "article, version, code, code_group"},
		{"coverage_article_diagnosis", "article, version, code, code_group, covered"},
		{"coverage_article_contractor", "article, version, contractor"},
		{"coverage_article_group", "article, version, kind, code_group, words"}},
	.state_size = sizeof(ArticleState), .split = RCM_SPLIT_CSV, .name = article_name,
	.record = article_record
};
