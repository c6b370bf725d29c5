/*
 * code_lists.c - lists of codes with their words, and perhaps their dates:
 * remittance and claim status codes, places of service, bill types and so on.
 *
 * X12, NUBC and CMS publish them as pages; what practices have are tables made
 * from these, with headings of many kinds.  The heading decides the column.
 * A code can be used on its stop date and not after it (X12's explanation of
 * the dates), so that date is term as it stands.
 */
#include "formats/formats.h"
#include "formats/table.h"

/* Records that may stand before the headings: titles, notes. */
#define PREAMBLE 30

/* The variant of a list: what its codes look like. */
enum
{
	CARC,
	RARC,
	GROUP,
	STATUS,
	CATEGORY,
	ENTITY,
	SERVICE_TYPE,
	STATE,
	ADMISSION_TYPE,
	ADMISSION_SOURCE,
	PRESENT,
	DISCHARGE,
	REVENUE,
	BILL_TYPE,
	FREQUENCY,
	PLACE
};

/*
 * Which codes there can be, narrow enough to tell most lists apart: patterns
 * between spaces, in which d is a digit, n one from 1, l a capital, k one but
 * M, N and O (with M and N remark codes begin), x any of these; others are
 * themselves.  Where all codes have as many digits, zeros that a spreadsheet
 * took are put back.
 */
typedef struct CodeShape
{
	const char *patterns;
	int			digits;			/* how many; 0: nothing is put back */
	const char *headings[6];	/* of the column of codes, besides "code" and "... code"; ends with NULL */
} CodeShape;

static const CodeShape shapes[] = {
	[CARC] = {"n nd ndd kd kdd kddd", 0, {"carc", NULL}},
	[RARC] = {"Md Mdd Mddd MAd MAdd MAddd Nd Ndd Nddd Ndddd", 0, {"rarc", "remark", NULL}},
	[GROUP] = {"CO CR OA PI PR", 0, {"group", "cagc", NULL}},
	[STATUS] = {"d nd ndd nddd", 0, {"status", NULL}},
	[CATEGORY] = {"kd kdd kdl RQ", 0, {"category", NULL}},
	[ENTITY] = {"xx xxx", 0, {"entity", "entity identifier", "qualifier", NULL}},
	[SERVICE_TYPE] = {"n nd kx ll kdd lll", 0, {"service type", NULL}},
	[STATE] = {"ll", 0, {"state", "abbreviation", "usps", NULL}},
	[ADMISSION_TYPE] = {"d", 0, {"admit type", NULL}},
	[ADMISSION_SOURCE] = {"d A B C D E F G H", 0, {"admit source", NULL}},
	[PRESENT] = {"Y N U W 1", 0, {"poa", NULL}},
	[DISCHARGE] = {"dd", 2, {"discharge status", "discharge disposition", "status", NULL}},
	[REVENUE] = {"dddd", 4, {"rev", "revenue", NULL}},
	[BILL_TYPE] = {"nx", 0, {"tob2", "tob", "type of bill", "stem2", NULL}},
	[FREQUENCY] = {"x", 0, {"freq", "frequency", NULL}},
	[PLACE] = {"dd", 2, {"pos", "place of service", NULL}}
};

static const char *const name_headings[] = {
	"name", "title", "label", "short description", "short desc", "hcpcs short desc", "own words",
	"gist own words", "note own words", "gist", NULL
};
static const char *const description_headings[] = {
	"description", "desc", "long description", "definition", NULL
};
static const char *const eff_headings[] = {
	"eff", "eff date", "effective", "effective date", "start", "start date", "from", NULL
};
static const char *const term_headings[] = {
	"term", "term date", "termination date", "stop", "stop date", "end", "end date", "del",
	"deactivation date", NULL
};
static const char *const setting_headings[] = {"setting", "facility", "fac", NULL};

typedef struct ListState
{
	int			count;			/* columns of the headings; 0: not seen yet */
	int			before;			/* records before them */
	int			code;			/* columns from 0; -1: there is none */
	int			name;
	int			description;
	int			eff;
	int			term;
	int			setting;
} ListState;

/* ---- headings ---- */

static int
place_ending(const RcmText *f, int count, const char *word)
{
	for (int i = 0; i < count; i++)
		if (rcm_heading_ends(f[i], word))
			return i;
	return -1;
}

/* Do the headings before a place all belong to a list of codes? */
static bool
list_before(const RcmText *f, int place)
{
	static const char *const *const known[] = {
		name_headings, description_headings, eff_headings, term_headings, setting_headings
	};

	for (int i = 0; i < place; i++)
	{
		bool		found = rcm_field(f[i]).len == 0;

		for (size_t j = 0; j < sizeof(known) / sizeof(known[0]) && !found; j++)
			found = rcm_heading_place(&f[i], 1, known[j]) == 0;
		if (!found)
			return false;
	}
	return true;
}

/*
 * The column of codes: "code" before the list's own words before "... code".
 * Among columns of something else it makes no list of codes.
 */
static int
code_column(const CodeShape *shape, const RcmText *f, int count)
{
	static const char *const code[] = {"code", "codes", NULL};
	int			place = rcm_heading_place(f, count, code);

	if (place < 0)
		place = rcm_heading_place(f, count, shape->headings);
	/* alone, "Claim adjustment reason code" is a title and not a heading */
	if (place < 0 && rcm_filled_fields(f, count) > 1)
		place = place_ending(f, count, "code");
	return place < 0 || list_before(f, place) ? place : -1;
}

static bool
list_headings(RcmFile *file, ListState *s, const RcmText *f, int count)
{
	s->code = code_column(&shapes[file->format->variant], f, count);
	if (s->code < 0)
	{
		if (++s->before < PREAMBLE)
			return true;
		return rcm_file_fault(file, 0, "no heading \"code\" in the first %d rows: this is not \"%s\"",
							  PREAMBLE, file->format->title);
	}
	s->name = rcm_heading_place(f, count, name_headings);
	if (s->name < 0)
		s->name = place_ending(f, count, "name");
	s->description = rcm_heading_place(f, count, description_headings);
	if (s->description < 0)
		s->description = place_ending(f, count, "description");
	s->eff = rcm_heading_place(f, count, eff_headings);
	s->term = rcm_heading_place(f, count, term_headings);
	s->setting = rcm_heading_place(f, count, setting_headings);
	s->count = count;
	/* pairs of codes, for instance, are no list of codes */
	if (s->name < 0 && s->description < 0 && s->eff < 0 && s->term < 0 && rcm_filled_fields(f, count) > 1)
		return rcm_file_fault(file, 0, "the headings name neither words nor dates: this is not \"%s\"",
							  file->format->title);
	if (file->format->variant != PLACE && s->setting >= 0)
		return rcm_file_fault(file, s->setting + 1, "a heading \"setting\": these are places of service");
	if (file->format->variant == PLACE && s->setting < 0)
		return rcm_file_fault(file, 0, "no heading \"setting\", which says what is a facility");
	return true;
}

/* ---- codes ---- */

static bool
fits(RcmText code, const char *pattern, int32_t len)
{
	for (int32_t i = 0; i < len && i < code.len; i++)
	{
		char		c = code.data[i];
		bool		digit = rcm_is_digit(c) && (pattern[i] != 'n' || c != '0');
		bool		letter = rcm_is_upper(c) && (pattern[i] != 'k' || c < 'M' || c > 'O');

		if (c != pattern[i] && !(digit && strchr("dnx", pattern[i]) != NULL) &&
			!(letter && strchr("lkx", pattern[i]) != NULL))
			return false;
	}
	return len == code.len;
}

/* As the list's codes are; null where it is not. */
static RcmText
code_of(RcmFile *file, const CodeShape *shape, RcmText field)
{
	RcmText		code = rcm_field(field);

	/* revenue codes are 0001 and from 0100 */
	if (shape->digits <= 2 || code.len == 3 || rcm_text_is(code, "1"))
		code = rcm_with_zeros(file, code, shape->digits);
	/* type of bill with the zero that it has on paper */
	if (file->format->variant == BILL_TYPE && code.len == 3 && code.data[0] == '0')
		code = (RcmText) {code.data + 1, 2};
	for (const char *p = shape->patterns; *p != '\0';)
	{
		int32_t		len = (int32_t) strcspn(p, " ");

		if (fits(code, p, len))
			return code;
		p += p[len] == ' ' ? len + 1 : len;
	}
	return RCM_NULL_TEXT;
}

static RcmText
column(const RcmText *f, int place)
{
	return place < 0 ? RCM_NULL_TEXT : rcm_field(f[place]);
}

/*
 * The columns of code_text, or false where the record gives none: headings, a
 * blank row, a fault.
 */
static bool
list_row(RcmFile *file, ListState *s, const RcmText *f, int count, RcmText *row)
{
	int32_t		eff = RCM_NO_DATE;
	int32_t		term = RCM_NO_DATE;

	if (rcm_blank_record(f, count))
		return false;
	if (s->count == 0)
	{
		list_headings(file, s, f, count);
		return false;
	}
	if (!rcm_same_width(file, count, s->count))
		return false;
	row[0] = rcm_text_of(file->format->label);
	row[1] = code_of(file, &shapes[file->format->variant], f[s->code]);
	if (row[1].len == 0)
		return rcm_file_fault(file, s->code + 1, "not a code of the set %s", file->format->set);
	row[2] = column(f, s->name);
	row[3] = column(f, s->description);
	if ((s->eff >= 0 && !rcm_field_any_date(file, f[s->eff], s->eff + 1, &eff)) ||
		(s->term >= 0 && !rcm_field_any_date(file, f[s->term], s->term + 1, &term)))
		return false;
	if (eff != RCM_NO_DATE && term != RCM_NO_DATE && term < eff)
		return rcm_file_fault(file, s->term + 1, "the code ends before it begins");
	row[4] = rcm_date_text(file, eff);
	row[5] = rcm_date_text(file, term);
	return true;
}

/* ---- records ---- */

static bool
list_record(RcmFile *file, RcmText *f, int count)
{
	RcmText		row[6];

	if (!list_row(file, file->state, f, count, row))
		return file->fault[0] == '\0';
	return rcm_file_row(file, 0, row);
}

/* 091X is the name of a family and no code. */
static bool
is_family(RcmText field)
{
	RcmText		code = rcm_field(field);

	return code.len == 4 && rcm_upper(code.data[3]) == 'X' && rcm_is_digit(code.data[0]) &&
		rcm_is_digit(code.data[1]) && rcm_is_digit(code.data[2]);
}

static bool
revenue_record(RcmFile *file, RcmText *f, int count)
{
	ListState  *s = file->state;
	RcmText		row[6];

	if (s->count > 0 && count == s->count && is_family(f[s->code]))
		return true;
	if (!list_row(file, s, f, count, row))
		return file->fault[0] == '\0';
	return rcm_file_row(file, 0, &row[1]) && rcm_file_row(file, 1, row);
}

/* Numbers that CMS has not given out are in its list, too. */
static bool
place_record(RcmFile *file, RcmText *f, int count)
{
	ListState  *s = file->state;
	RcmText		row[6];
	RcmText		place[2];
	RcmText		setting;

	if (s->count > 0 && count == s->count &&
		(rcm_field_says(f[s->setting], "Unassigned") || rcm_field_says(column(f, s->name), "Unassigned")))
		return true;
	if (!list_row(file, s, f, count, row))
		return file->fault[0] == '\0';
	setting = rcm_field(f[s->setting]);
	place[0] = row[1];
	if (rcm_heading_is(setting, "Facility") || rcm_heading_is(setting, "F"))
		place[1] = RCM_TEXT("t");
	else if (rcm_heading_is(setting, "Nonfacility") || rcm_heading_is(setting, "NF"))
		place[1] = RCM_TEXT("f");
	else
		return rcm_file_fault(file, s->setting + 1, "neither Facility nor Non-Facility");
	return rcm_file_row(file, 0, place) && rcm_file_row(file, 1, row);
}

/* A file without rows may only lack headings that are known. */
static bool
list_end(RcmFile *file)
{
	ListState  *s = file->state;

	if (s->count == 0)
		return rcm_file_fault(file, 0, "no heading \"code\": this is not \"%s\"", file->format->title);
	return true;
}

static void
list_name(const RcmFormat *format, RcmText name, RcmReleaseHint *hint)
{
	bool		carc = rcm_name_find(name, "carc") >= 0;
	bool		rarc = rcm_name_find(name, "rarc") >= 0;

	rcm_name_release(name, hint);
	if (carc != rarc && (format->variant == CARC || format->variant == RARC) &&
		carc != (format->variant == CARC))
		strcpy(hint->other_set, carc ? "carc" : "rarc");
}

/* ---- the lists ---- */

#define TEXT_COLUMNS "code_set, code, name, description, eff, term"

#define LIST(variable, set_name, title_words, who, file_words, has_dates, shape, code_set_words) \
	const RcmFormat variable = { \
		.set = set_name, .title = title_words, .publisher = who, .files = file_words, \
		.dated = has_dates, .outputs = {{"code_text", TEXT_COLUMNS}}, \
		.state_size = sizeof(ListState), .sniff = rcm_table_sniff, .name = list_name, \
		.record = list_record, .end = list_end, .variant = shape, .label = code_set_words}

#define CODES_AND_DATES "CSV: code, description, start date, stop date"
#define CODES "CSV: code, description"

LIST(rcm_format_carc, "carc", "claim adjustment reason codes", "X12", CODES_AND_DATES,
	 true, CARC, "CARC");
LIST(rcm_format_rarc, "rarc", "remittance advice remark codes", "X12", CODES_AND_DATES,
	 true, RARC, "RARC");
LIST(rcm_format_group_codes, "group-codes", "claim adjustment group codes", "X12", CODES,
	 true, GROUP, "claim adjustment group code");
LIST(rcm_format_claim_status, "claim-status", "claim status codes", "X12", CODES_AND_DATES,
	 true, STATUS, "claim status");
LIST(rcm_format_claim_status_category, "claim-status-category", "claim status category codes", "X12",
	 CODES_AND_DATES, true, CATEGORY, "claim status category");
LIST(rcm_format_entity, "entity", "entity identifier codes", "X12", CODES_AND_DATES,
	 true, ENTITY, "entity identifier");
LIST(rcm_format_service_types, "service-types", "service type codes", "X12", CODES_AND_DATES,
	 true, SERVICE_TYPE, "service type");
LIST(rcm_format_states, "states", "states and territories", "US Postal Service", "CSV: code, name",
	 false, STATE, "state");
LIST(rcm_format_admission_types, "admission-types", "priority (type) of admission", "NUBC", CODES,
	 false, ADMISSION_TYPE, "admission type");
LIST(rcm_format_admission_sources, "admission-sources", "point of origin for admission", "NUBC", CODES,
	 false, ADMISSION_SOURCE, "admission source");
LIST(rcm_format_discharge_status, "discharge-status", "patient discharge status", "NUBC", CODES,
	 false, DISCHARGE, "discharge status");
LIST(rcm_format_poa_indicators, "poa-indicators", "present on admission indicators", "CMS", CODES,
	 false, PRESENT, "present on admission");
LIST(rcm_format_bill_types, "bill-types", "types of bill, first two characters", "NUBC", CODES,
	 false, BILL_TYPE, "type of bill");
LIST(rcm_format_bill_type_frequencies, "bill-type-frequencies", "types of bill, frequency", "NUBC", CODES,
	 false, FREQUENCY, "type of bill frequency");

const RcmFormat rcm_format_revenue_codes = {
	.set = "revenue-codes", .title = "revenue codes", .publisher = "NUBC", .files = CODES,
	.outputs = {{"revenue_code", "rev"}, {"code_text", TEXT_COLUMNS}},
	.state_size = sizeof(ListState), .sniff = rcm_table_sniff, .name = list_name,
	.record = revenue_record, .end = list_end, .variant = REVENUE, .label = "revenue code"
};

const RcmFormat rcm_format_pos = {
	.set = "pos", .title = "places of service", .publisher = "CMS",
	.files = "CSV: code, setting (Facility, Non-Facility), name",
	.outputs = {{"place_of_service", "pos, fac"}, {"code_text", TEXT_COLUMNS}},
	.state_size = sizeof(ListState), .sniff = rcm_table_sniff, .name = list_name,
	.record = place_record, .end = list_end, .variant = PLACE, .label = "place of service"
};
