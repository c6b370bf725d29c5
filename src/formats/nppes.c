/*
 * nppes.c - CMS's monthly file of every NPI.
 *
 * The NPPES file has 330 columns, found by their headings because they have
 * moved before.  A deactivated NPI has only its number and dates; the file no
 * longer says what it was.
 */
#include "formats/formats.h"
#include "formats/table.h"

#include <stdio.h>

#include "codes/npi.h"

/* What NPPES has room for. */
#define TAXONOMIES 15

/* Checks an NPI; false after a fault. */
static bool
read_npi(RcmFile *file, RcmText field, int column, RcmText *npi)
{
	int64_t		number;

	*npi = rcm_field(field);
	if (npi->len == 0)
		return rcm_file_fault(file, column, "no NPI");
	if (!rcm_npi_parse(*npi, &number))
		return rcm_file_fault(file, column, "not an NPI: ten digits with a check digit");
	return true;
}

/* Columns besides the taxonomies, in the order of the headings below. */
enum
{
	NPI,
	ENTITY_TYPE,
	ORGANIZATION,
	LAST_NAME,
	FIRST_NAME,
	DEACTIVATED,
	REACTIVATED,
	NPPES_COLUMNS
};

static const char *const nppes_headings_of[NPPES_COLUMNS] = {
	"NPI", "Entity Type Code", "Provider Organization Name (Legal Business Name)",
	"Provider Last Name (Legal Name)", "Provider First Name", "NPI Deactivation Date",
	"NPI Reactivation Date"
};

typedef struct NppesState
{
	int			count;			/* columns of the headings; 0: not seen yet */
	int			places[NPPES_COLUMNS];	/* from 0 */
	int			taxonomies[TAXONOMIES];
	int			taxonomy_count;
} NppesState;

static bool
nppes_headings(RcmFile *file, NppesState *s, const RcmText *f, int count)
{
	char		name[64];

	for (int i = 0; i < NPPES_COLUMNS; i++)
	{
		s->places[i] = rcm_header_place(f, count, nppes_headings_of[i]);
		if (s->places[i] < 0)
			return rcm_file_fault(file, 0, "no heading \"%s\": this is not the NPPES file of providers",
								  nppes_headings_of[i]);
	}
	for (int i = 0; i < TAXONOMIES; i++)
	{
		int			place;

		snprintf(name, sizeof(name), "Healthcare Provider Taxonomy Code_%d", i + 1);
		place = rcm_header_place(f, count, name);
		if (place >= 0)
			s->taxonomies[s->taxonomy_count++] = place;
	}
	s->count = count;
	return true;
}

/* The codes as an array; false after a fault. */
static bool
nppes_taxonomies(RcmFile *file, const NppesState *s, const RcmText *f, RcmText *array)
{
	RcmText		codes[TAXONOMIES];
	int			n = 0;

	for (int i = 0; i < s->taxonomy_count; i++)
	{
		RcmText		code = rcm_field(f[s->taxonomies[i]]);

		if (code.len == 0)
			continue;
		if (!rcm_field_is_taxonomy(code))
			return rcm_file_fault(file, s->taxonomies[i] + 1, "not a taxonomy code");
		codes[n++] = code;
	}
	*array = rcm_array_text(file, codes, n);
	return true;
}

/*
 * The day from which the NPI is off; none where it was switched on again since.
 */
static bool
nppes_deactivated(RcmFile *file, const NppesState *s, const RcmText *f, int32_t *off)
{
	int32_t		on;

	if (!rcm_field_any_date(file, f[s->places[DEACTIVATED]], s->places[DEACTIVATED] + 1, off) ||
		!rcm_field_any_date(file, f[s->places[REACTIVATED]], s->places[REACTIVATED] + 1, &on))
		return false;
	if (on != RCM_NO_DATE && (*off == RCM_NO_DATE || on >= *off))
		*off = RCM_NO_DATE;
	return true;
}

/*
 * A deactivated NPI has no type.  It is given as a person's: the edits that
 * look at the type object only to organisations, and nothing is known against
 * this one but its date.
 */
static bool
nppes_type(RcmFile *file, const NppesState *s, const RcmText *f, bool off, RcmText *type)
{
	*type = rcm_field(f[s->places[ENTITY_TYPE]]);
	if (type->len == 0 && off)
		*type = RCM_TEXT("1");
	if (type->len == 1 && (type->data[0] == '1' || type->data[0] == '2'))
		return true;
	return rcm_file_fault(file, s->places[ENTITY_TYPE] + 1, "the entity type is not 1 or 2");
}

static bool
nppes_record(RcmFile *file, RcmText *f, int count)
{
	NppesState *s = file->state;
	int32_t		off;
	RcmText		row[6];

	if (rcm_blank_record(f, count))
		return true;
	if (s->count == 0)
		return nppes_headings(file, s, f, count);
	if (!rcm_same_width(file, count, s->count))
		return false;
	if (!read_npi(file, f[s->places[NPI]], s->places[NPI] + 1, &row[0]) ||
		!nppes_deactivated(file, s, f, &off) ||
		!nppes_type(file, s, f, off != RCM_NO_DATE, &row[1]) ||
		!nppes_taxonomies(file, s, f, &row[4]))
		return false;
	row[2] = rcm_field(f[s->places[row[1].data[0] == '2' ? ORGANIZATION : LAST_NAME]]);
	row[3] = rcm_field(f[s->places[FIRST_NAME]]);
	row[5] = rcm_date_text(file, off);
	return rcm_file_row(file, 0, row);
}

/*
 * npidata_pfile_20050523-20241110.csv: all there is, from the first NPI to that
 * day.  Weekly files begin a week before they end.
 */
static void
nppes_name(const RcmFormat *format, RcmText name, RcmReleaseHint *hint)
{
	int			at = rcm_name_find(name, "npidata_pfile_");
	int32_t		first;
	RcmYmd		ymd;

	(void) format;
	if (at < 0 || name.len < at + 31 || name.data[at + 22] != '-' ||
		!rcm_date_parse_d8((RcmText) {name.data + at + 14, 8}, &first) ||
		!rcm_date_parse_d8((RcmText) {name.data + at + 23, 8}, &hint->published_on))
		return;
	ymd = rcm_ymd(hint->published_on);
	if (hint->published_on - first < 366)
		hint->refused = "a weekly file has only what changed in the week: load the monthly one";
	else if (rcm_date_from_ymd(ymd.year, ymd.month, 1, &hint->from))
		snprintf(hint->name, RCM_RELEASE_NAME, "%04d-%02d", ymd.year, ymd.month);
}

/* Dates of deactivation are in the rows, so the file speaks of the past too. */
const RcmFormat rcm_format_nppes = {
	.set = "nppes", .title = "NPPES, every provider with an NPI", .publisher = "CMS",
	.files = "npidata_pfile_20050523-YYYYMMDD.csv", .dated = true,
	.outputs = {{"provider", "npi, type, last_or_org, first, taxonomies, deact"}},
	.state_size = sizeof(NppesState), .split = RCM_SPLIT_CSV, .name = nppes_name,
	.record = nppes_record
};
