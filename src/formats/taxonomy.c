/*
 * taxonomy.c - NUCC's Health Care Provider Taxonomy, all vintages.
 *
 * The headings have grown: Type became Grouping, Display Name and Section
 * came.  Codes stay in the file when they are taken out of use; only the notes
 * say so, "[1/1/2025: marked inactive]".  NUCC publishes on 1 January for use
 * from 1 April and on 1 July for use from 1 October, so such a code's last day
 * is 31 March or 30 September; the notes of 2023 say it themselves,
 * "Deactivation Date: 3/31/2023".  The release as a whole counts from its
 * publication: what it changes has these dates of its own.
 */
#include "formats/formats.h"
#include "formats/table.h"

#include <stdio.h>

typedef struct TaxonomyState
{
	int			count;			/* columns of the headings; 0: not seen yet */
	int			classification; /* columns from 0; -1: there is none */
	int			specialization;
	int			definition;
	int			notes;
	int			display;
	bool		rows;			/* a code was seen */
} TaxonomyState;

/* ---- notes ---- */

/* The date M/D/YYYY that begins at a place of the notes, and the place after it; -1: none does. */
static int
note_date(RcmText notes, int at, int32_t *date)
{
	int			numbers[3] = {0, 0, 0};
	int			n = 0;
	int			end = at;

	for (; end < notes.len && end - at < 10; end++)
	{
		if (notes.data[end] == '/' && n < 2)
			n++;
		/* no more digits than a year's: a number that is no date may have any */
		else if (rcm_is_digit(notes.data[end]) && numbers[n] < 1000)
			numbers[n] = numbers[n] * 10 + (notes.data[end] - '0');
		else
			break;
	}
	if (n < 2 || end - at < 8 || notes.data[end - 5] != '/' ||
		!rcm_date_from_ymd(numbers[2], numbers[0], numbers[1], date))
		return -1;
	return end;
}

/* The day from which a change that was published on a day is in use. */
static int32_t
in_use(int32_t published)
{
	RcmYmd		d = rcm_ymd(published);

	return d.day == 1 && (d.month == 1 || d.month == 7) ? rcm_add_months(published, 3) : published;
}

/* Does the text go on so, after blanks, and not with another word? */
static bool
goes_on(RcmText notes, int at, const char *words)
{
	int32_t		n = (int32_t) strlen(words);

	while (at < notes.len && notes.data[at] == ' ')
		at++;
	if (notes.len - at < n || !rcm_field_says((RcmText) {notes.data + at, n}, words))
		return false;
	for (at += n; at < notes.len && notes.data[at] == ' '; at++)
		;
	return at == notes.len || !rcm_is_upper(rcm_upper(notes.data[at]));
}

/*
 * First and last day of a code from "7/1/2003: new" and "1/1/2025: marked
 * inactive".  "new definition" is another thing.
 */
static void
read_notes(RcmText notes, int32_t *eff, int32_t *term)
{
	int			deactivation = rcm_name_find(notes, "Deactivation Date:");
	int32_t		date;

	*eff = *term = RCM_NO_DATE;
	for (int at = 0; at < notes.len; at++)
	{
		int			end;

		if (!rcm_is_digit(notes.data[at]) || (at > 0 && rcm_is_digit(notes.data[at - 1])))
			continue;
		end = note_date(notes, at, &date);
		if (end < 0)
			continue;
		while (end < notes.len && notes.data[end] == ' ')
			end++;
		if (end == notes.len || notes.data[end] != ':')
			continue;
		if (goes_on(notes, end + 1, "new"))
			*eff = in_use(date);
		else if (goes_on(notes, end + 1, "marked inactive"))
			*term = in_use(date) - 1;
	}
	if (deactivation < 0)
		return;
	deactivation += (int) strlen("Deactivation Date:");
	while (deactivation < notes.len && notes.data[deactivation] == ' ')
		deactivation++;
	if (note_date(notes, deactivation, &date) > 0)
		*term = date;
}

/* ---- records ---- */

static bool
taxonomy_headings(RcmFile *file, TaxonomyState *s, const RcmText *f, int count)
{
	if (count < 6 || !rcm_field_says(f[0], "Code") ||
		(!rcm_field_says(f[1], "Type") && !rcm_field_says(f[1], "Grouping")))
		return rcm_file_fault(file, 1, "the headings are not those of the taxonomy (Code, Grouping, Classification, ...)");
	s->count = count;
	s->classification = rcm_header_place(f, count, "Classification");
	s->specialization = rcm_header_place(f, count, "Specialization");
	s->definition = rcm_header_place(f, count, "Definition");
	s->notes = rcm_header_place(f, count, "Notes");
	s->display = rcm_header_place(f, count, "Display Name");
	if (s->classification < 0 || s->specialization < 0 || s->definition < 0 || s->notes < 0)
		return rcm_file_fault(file, 0, "the headings lack Classification, Specialization, Definition or Notes");
	return true;
}

static RcmText
name_of(RcmFile *file, const TaxonomyState *s, const RcmText *f)
{
	RcmText		display = s->display < 0 ? RCM_NULL_TEXT : rcm_field(f[s->display]);
	RcmText		classification = rcm_field(f[s->classification]);
	RcmText		specialization = rcm_field(f[s->specialization]);

	if (display.len > 0)
		return display;
	if (specialization.len == 0)
		return classification;
	return rcm_format_text(file, "%.*s: %.*s", classification.len, classification.data,
						   specialization.len, specialization.data);
}

static bool
taxonomy_record(RcmFile *file, RcmText *f, int count)
{
	TaxonomyState *s = file->state;
	int32_t		eff;
	int32_t		term;
	RcmText		row[6];

	if (rcm_blank_record(f, count))
		return true;
	if (s->count == 0)
		return taxonomy_headings(file, s, f, count);
	if (!rcm_same_width(file, count, s->count))
		return false;
	row[1] = rcm_field(f[0]);
	if (!rcm_field_is_taxonomy(row[1]))
	{
		/* older files have a notice where the first code should be */
		if (!s->rows && rcm_field_mentions(row[1], "Copyright"))
			return true;
		return rcm_file_fault(file, 1, "not a taxonomy code: the file is damaged or cut");
	}
	s->rows = true;
	read_notes(f[s->notes], &eff, &term);
	/* taken back before it came into use */
	if (eff != RCM_NO_DATE && term != RCM_NO_DATE && term < eff)
		eff = term;
	row[0] = RCM_TEXT("taxonomy");
	row[2] = name_of(file, s, f);
	row[3] = rcm_field(f[s->definition]);
	if (rcm_name_find(row[3], "Definition to come") == 0)
		row[3] = RCM_NULL_TEXT;
	row[4] = rcm_date_text(file, eff);
	row[5] = rcm_date_text(file, term);
	return rcm_file_row(file, 0, row);
}

/* nucc_taxonomy_251.csv: version 25.1, published on 1 July 2025. */
static void
taxonomy_name(const RcmFormat *format, RcmText name, RcmReleaseHint *hint)
{
	int			at = rcm_name_find(name, "taxonomy_");
	int			version = at < 0 ? -1 : rcm_name_number(name, at + 9, 3);

	(void) format;
	if (version < 0 || version % 10 > 1 ||
		!rcm_date_from_ymd(2000 + version / 10, version % 10 == 0 ? 1 : 7, 1, &hint->from))
		return;
	hint->published_on = hint->from;
	snprintf(hint->name, RCM_RELEASE_NAME, "%d.%d", version / 10, version % 10);
}

const RcmFormat rcm_format_taxonomy = {
	.set = "taxonomy", .title = "health care provider taxonomy", .publisher = "NUCC",
	.files = "nucc_taxonomy_NNN.csv", .dated = true,
	.outputs = {{"code_text", "code_set, code, name, description, eff, term"}},
	.state_size = sizeof(TaxonomyState), .split = RCM_SPLIT_CSV, .name = taxonomy_name,
	.record = taxonomy_record
};
