/*
 * roster.c - the practice's own list of its providers, as a table with one row
 * for each NPI and headings in the practice's own words.
 */
#include "formats/formats.h"
#include "formats/table.h"

#include "codes/npi.h"

/* Records that may stand before the headings. */
#define PREAMBLE 30
/* Taxonomies or tax ids of one provider. */
#define ITEMS 32

/* Columns, in the order of the headings below. */
enum
{
	NPI,
	TYPE,
	LAST_NAME,
	ORGANIZATION,
	NAME,
	FIRST_NAME,
	SPECIALTY,
	TINS,
	DEACTIVATED,
	LICENSE_TERM,
	EXCLUDED_FROM,
	EFF,
	TERM,
	ROSTER_COLUMNS
};

static const char *const roster_headings_of[ROSTER_COLUMNS][11] = {
	[NPI] = {"npi", "npi number", "individual npi", "provider npi", "national provider identifier"},
	[TYPE] = {"type", "entity type", "entity type code", "npi type"},
	[LAST_NAME] = {"last", "last name", "lname", "surname", "family name", "provider last name"},
	[ORGANIZATION] = {"organization", "organisation", "organization name", "org", "org name", "group name",
	"practice name", "facility name", "legal business name"},
	[NAME] = {"name", "provider name", "provider", "full name", "last or org", "last name or organization",
	"last name/organization", "last/organization"},
	[FIRST_NAME] = {"first", "first name", "fname", "given name", "provider first name"},
	[SPECIALTY] = {"specialty", "speciality", "specialty code", "cms specialty", "cms specialty code",
	"medicare specialty", "medicare specialty code"},
	[TINS] = {"tin", "tins", "tax id", "tax ids", "ein", "tax id number", "federal tax id", "billing tin"},
	[DEACTIVATED] = {"deact", "deactivated", "npi deactivation date"},
	[LICENSE_TERM] = {"license term", "license expiration", "license expiration date", "license expires",
	"license end", "license end date"},
	[EXCLUDED_FROM] = {"excluded from", "exclusion date"},
	[EFF] = {"eff", "effective", "effective date", "start", "start date", "active from"},
	[TERM] = {"term", "term date", "termination date", "end", "end date", "active to"}
};

typedef struct RosterState
{
	int			count;			/* columns of the headings; 0: not seen yet */
	int			before;			/* records before them */
	int			places[ROSTER_COLUMNS];	/* from 0; -1: there is none */
	int			taxonomies[ITEMS];	/* columns of taxonomies, from 0 */
	int			taxonomy_count;
} RosterState;

/* ---- headings ---- */

/* "Taxonomy", "Taxonomy code 2", "Primary taxonomy"; but not its words. */
static bool
is_taxonomy_heading(RcmText heading)
{
	return rcm_field_mentions(heading, "taxonom") && !rcm_field_mentions(heading, "desc") &&
		!rcm_field_mentions(heading, "name") && !rcm_field_mentions(heading, "switch");
}

static bool
roster_headings(RcmFile *file, RosterState *s, const RcmText *f, int count)
{
	for (int i = 0; i < ROSTER_COLUMNS; i++)
		s->places[i] = rcm_heading_place(f, count, roster_headings_of[i]);
	if (s->places[NPI] < 0)
	{
		if (++s->before < PREAMBLE)
			return true;
		return rcm_file_fault(file, 0, "no heading \"NPI\" in the first %d rows", PREAMBLE);
	}
	if (s->places[LAST_NAME] < 0 && s->places[ORGANIZATION] < 0 && s->places[NAME] < 0)
		return rcm_file_fault(file, 0, "no heading for the name: \"last name\", \"organization\" or \"name\"");
	for (int i = 0; i < count && s->taxonomy_count < ITEMS; i++)
		if (is_taxonomy_heading(f[i]))
			s->taxonomies[s->taxonomy_count++] = i;
	s->count = count;
	return true;
}

/* ---- fields ---- */

static RcmText
field_at(const RosterState *s, const RcmText *f, int column)
{
	return s->places[column] < 0 ? RCM_NULL_TEXT : rcm_field(f[s->places[column]]);
}

static bool
date_at(RcmFile *file, const RosterState *s, const RcmText *f, int column, RcmText *text)
{
	int32_t		date;

	if (!rcm_field_any_date(file, field_at(s, f, column), s->places[column] + 1, &date))
		return false;
	*text = rcm_date_text(file, date);
	return true;
}

/* last, first and what they say of the type: 0 nothing. */
static int
read_names(const RosterState *s, const RcmText *f, RcmText *last, RcmText *first)
{
	RcmText		name = field_at(s, f, NAME);
	RcmText		organization = field_at(s, f, ORGANIZATION);
	const char *comma = name.len > 0 ? memchr(name.data, ',', (size_t) name.len) : NULL;

	*last = field_at(s, f, LAST_NAME);
	*first = field_at(s, f, FIRST_NAME);
	if (last->len > 0)
		return 1;
	if (name.len == 0 || (organization.len > 0 && first->len == 0))
	{
		*last = organization;
		return organization.len > 0 ? 2 : 0;
	}
	*last = name;
	/* "Thorne, Miriam" where there is no column of first names */
	if (comma != NULL && s->places[FIRST_NAME] < 0)
	{
		*last = rcm_field((RcmText) {name.data, (int32_t) (comma - name.data)});
		*first = rcm_field((RcmText) {comma + 1, (int32_t) (name.data + name.len - comma - 1)});
	}
	return first->len > 0 ? 1 : 0;
}

/* 1 a person, 2 an organisation: as the roster says, else by the names. */
static bool
read_type(RcmFile *file, const RosterState *s, const RcmText *f, int by_name, RcmText *type)
{
	RcmText		said = field_at(s, f, TYPE);

	if (said.len == 0 && s->places[TYPE] < 0 && by_name == 0)
		by_name = s->places[FIRST_NAME] >= 0 ? 2 : 1;
	if (rcm_field_says(said, "1") || rcm_field_mentions(said, "individual") || rcm_field_says(said, "person"))
		by_name = 1;
	else if (rcm_field_says(said, "2") || rcm_field_mentions(said, "organi") || rcm_field_says(said, "group"))
		by_name = 2;
	else if (said.len > 0)
		by_name = 0;
	if (by_name == 0)
		return rcm_file_fault(file, s->places[TYPE] + 1, "the type is not 1 (person) or 2 (organization)");
	*type = by_name == 1 ? RCM_TEXT("1") : RCM_TEXT("2");
	return true;
}

static bool
read_taxonomies(RcmFile *file, const RosterState *s, const RcmText *f, RcmText *array)
{
	RcmText		codes[ITEMS];
	int			n = 0;

	for (int i = 0; i < s->taxonomy_count; i++)
	{
		int			first = n;

		n += rcm_field_items(f[s->taxonomies[i]], "|;, ", codes + n, ITEMS - n);
		for (int j = first; j < n; j++)
			if (!rcm_field_is_taxonomy(codes[j]))
				return rcm_file_fault(file, s->taxonomies[i] + 1, "not a taxonomy code");
	}
	*array = rcm_array_text(file, codes, n);
	return true;
}

/* Nine digits, without the hyphen.  A tax id may be a person's own: no word of it in a fault. */
static bool
read_tins(RcmFile *file, const RosterState *s, const RcmText *f, RcmText *array)
{
	RcmText		tins[ITEMS];
	int			n = rcm_field_items(field_at(s, f, TINS), "|;, ", tins, ITEMS);

	for (int i = 0; i < n; i++)
	{
		char	   *digits = rcm_alloc(&file->record, (size_t) tins[i].len);
		int32_t		len = 0;
		bool		good = true;

		for (int32_t j = 0; j < tins[i].len; j++)
		{
			if (rcm_is_digit(tins[i].data[j]))
				digits[len++] = tins[i].data[j];
			else
				good = good && tins[i].data[j] == '-';
		}
		if (!good || len != 9)
			return rcm_file_fault(file, s->places[TINS] + 1, "not a tax id of nine digits");
		tins[i] = (RcmText) {digits, len};
	}
	*array = rcm_array_text(file, tins, n);
	return true;
}

/* The two characters of CMS's specialty; a specialty in words is said by the taxonomy. */
static RcmText
read_specialty(RcmFile *file, RcmText field)
{
	field = rcm_with_zeros(file, field, 2);
	return field.len == 2 ? field : RCM_NULL_TEXT;
}

/* ---- records ---- */

static bool
roster_row(RcmFile *file, const RosterState *s, const RcmText *f)
{
	RcmText		row[12];
	int64_t		number;
	int			by_name;

	row[0] = field_at(s, f, NPI);
	if (row[0].len == 0)
		return rcm_file_fault(file, s->places[NPI] + 1, "no NPI");
	if (!rcm_npi_parse(row[0], &number))
		return rcm_file_fault(file, s->places[NPI] + 1, "not an NPI: ten digits with a check digit");
	by_name = read_names(s, f, &row[2], &row[3]);
	row[4] = read_specialty(file, field_at(s, f, SPECIALTY));
	if (!read_type(file, s, f, by_name, &row[1]) ||
		!read_taxonomies(file, s, f, &row[5]) ||
		!read_tins(file, s, f, &row[6]) ||
		!date_at(file, s, f, DEACTIVATED, &row[7]) ||
		!date_at(file, s, f, LICENSE_TERM, &row[8]) ||
		!date_at(file, s, f, EXCLUDED_FROM, &row[9]) ||
		!date_at(file, s, f, EFF, &row[10]) ||
		!date_at(file, s, f, TERM, &row[11]))
		return false;
	/* ISO dates compare as text */
	if (row[10].len > 0 && row[11].len > 0 && rcm_text_compare(row[11], row[10]) < 0)
		return rcm_file_fault(file, s->places[TERM] + 1, "the provider ends before they begin");
	return rcm_file_row(file, 0, row);
}

static bool
roster_record(RcmFile *file, RcmText *f, int count)
{
	RosterState *s = file->state;

	if (rcm_blank_record(f, count))
		return true;
	if (s->count == 0)
		return roster_headings(file, s, f, count);
	if (!rcm_same_width(file, count, s->count))
		return false;
	return roster_row(file, s, f);
}

static bool
roster_end(RcmFile *file)
{
	RosterState *s = file->state;

	if (s->count == 0)
		return rcm_file_fault(file, 0, "no heading \"NPI\": this is not a roster of providers");
	return true;
}

static void
roster_name(const RcmFormat *format, RcmText name, RcmReleaseHint *hint)
{
	(void) format;
	rcm_name_release(name, hint);
	if (rcm_name_find(name, "npidata_pfile") >= 0)
		strcpy(hint->other_set, "nppes");
}

const RcmFormat rcm_format_roster = {
	.set = "roster", .title = "the practice's providers", .publisher = "the practice",
	.files = "CSV: NPI, last name, first name, specialty, taxonomy, TIN and others", .dated = true,
	.outputs = {{"provider", "npi, type, last_or_org, first, specialty, taxonomies, tins, deact, license_term, excluded_from, eff, term"}},
	.state_size = sizeof(RosterState), .sniff = rcm_table_sniff, .name = roster_name,
	.record = roster_record, .end = roster_end
};
