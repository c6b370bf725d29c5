/*
 * neutral.c - neutral files: a table of the library as CSV.
 *
 * The headings decide which columns come, and in which order; those that the
 * table does not have are passed over, unless another table has more of them.
 * Flags may be Y and N, items of a list stand between bars, and what is blank
 * is null.
 */
#include "formats/neutral.h"

#include "codes/npi.h"
#include "formats/table.h"
#include "library/library.h"

/* No table has as many columns. */
#define COLUMNS 48

/* A column that no edit reads, and sets.c therefore does not name. */
typedef struct OtherColumn
{
	RcmSetId	set;
	const char *name;
	RcmColumnKind kind;
} OtherColumn;

static const OtherColumn other_columns[] = {
	{RCM_SET_RELATIVE_VALUE, "supervision", RCM_COLUMN_TEXT},
	{RCM_SET_RELATIVE_VALUE, "calc_flag", RCM_COLUMN_TEXT},
	{RCM_SET_PTP, "rationale", RCM_COLUMN_INT},
	{RCM_SET_MUE, "rationale", RCM_COLUMN_TEXT},
	{RCM_SET_ADD_ON, "addon_term", RCM_COLUMN_DATE},
	{RCM_SET_ADD_ON, "primary_term", RCM_COLUMN_DATE},
	{RCM_SET_ADD_ON, "note", RCM_COLUMN_TEXT},
	{RCM_SET_COVERAGE_POLICY, "type", RCM_COLUMN_TEXT},
	{RCM_SET_FEE, "note", RCM_COLUMN_TEXT},
	{RCM_SET_PAYER, "name", RCM_COLUMN_TEXT},
	{RCM_SET_CONTRACT, "name", RCM_COLUMN_TEXT},
	{RCM_SET_TYPE_OF_BILL, "desc", RCM_COLUMN_TEXT},
	{RCM_SET_PROVIDER, "key", RCM_COLUMN_TEXT},
	{RCM_SET_PROVIDER, "first", RCM_COLUMN_TEXT}
};

#define OTHER_COLUMNS ((int) (sizeof(other_columns) / sizeof(other_columns[0])))

/* Other headings of eff and term. */
static const char *const dates[][2] = {
	{"eff", "eff"}, {"term", "term"}, {"del", "term"}, {"active_from", "eff"}, {"active_to", "term"}
};

/* What no row of a table can be without. */
static const char *const needed_columns[RCM_SET_COUNT] = {
	[RCM_SET_PROCEDURE] = "code",
	[RCM_SET_RELATIVE_VALUE] = "code",
	[RCM_SET_PTP] = "program, setting, col1, col2, ccmi",
	[RCM_SET_MUE] = "program, setting, code, value",
	[RCM_SET_ADD_ON] = "addon, primary, type",
	[RCM_SET_DIAGNOSIS] = "code",
	[RCM_SET_SEVENTH_CHARACTER] = "prefix, allowed",
	[RCM_SET_EXCLUDES1] = "a, b",
	[RCM_SET_MANIFESTATION] = "manif, etiology",
	[RCM_SET_MODIFIER] = "mod",
	[RCM_SET_MODIFIER_PROCEDURE] = "mod, rule, lo, hi",
	[RCM_SET_MODIFIER_CONFLICT] = "a, b",
	[RCM_SET_PLACE_OF_SERVICE] = "pos",
	[RCM_SET_PLACE_PROCEDURE] = "lo, hi, rule, pos",
	[RCM_SET_TELEHEALTH] = "class, code",
	[RCM_SET_COVERAGE_POLICY] = "policy, class, code, dx_prefix, list",
	[RCM_SET_PROCEDURE_DIAGNOSIS] = "lo, hi, class, dx_prefixes",
	[RCM_SET_PROCEDURE_SPECIALTY] = "lo, hi, specs",
	[RCM_SET_AUTHORIZATION_RULE] = "payer_id, lo, hi",
	[RCM_SET_FREQUENCY_LIMIT] = "class, code, group, rule",
	[RCM_SET_FEE] = "class, code, setting, allowed",
	[RCM_SET_PAYER] = "payer_id, class",
	[RCM_SET_CLIA_WAIVED] = "code",
	[RCM_SET_CLIA_CERTIFICATE] = "clia, type",
	[RCM_SET_PANEL] = "panel, component",
	[RCM_SET_NDC] = "ndc, code",
	[RCM_SET_DME] = "code",
	[RCM_SET_TYPE_OF_BILL] = "tob2, freqs",
	[RCM_SET_REVENUE_CODE] = "rev",
	[RCM_SET_REVENUE_PROCEDURE] = "rev, lo, hi",
	[RCM_SET_OPPS_STATUS] = "code, si",
	[RCM_SET_DEVICE] = "code, devices",
	[RCM_SET_THERAPY_THRESHOLD] = "year, amount",
	[RCM_SET_PROVIDER] = "npi, type",
	[RCM_SET_ENROLLMENT] = "npi, payer_id",
	[RCM_SET_CONTRACT] = "payer_id, basis"
};

typedef struct NeutralState
{
	int			count;			/* columns of the headings; 0: not seen yet */
	int			columns;		/* those that the table has */
	int			places[COLUMNS];	/* of each, from 0 */
	RcmColumnKind kinds[COLUMNS];
	const char *names[COLUMNS];
} NeutralState;

/* ---- headings ---- */

/* The table's column of that heading: its name and kind, and whether it is a date of the row. */
static const char *
column_of(RcmSetId set, RcmText heading, RcmColumnKind *kind, bool *date)
{
	const RcmSet *shape = &rcm_sets[set];

	*date = false;
	for (int i = 0; i < shape->count; i++)
		if (rcm_field_says(heading, shape->columns[i].name))
		{
			*kind = shape->columns[i].kind;
			return shape->columns[i].name;
		}
	for (int i = 0; i < OTHER_COLUMNS; i++)
		if (other_columns[i].set == set && rcm_field_says(heading, other_columns[i].name))
		{
			*kind = other_columns[i].kind;
			return other_columns[i].name;
		}
	*date = true;
	*kind = RCM_COLUMN_DATE;
	for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); i++)
		if (rcm_field_says(heading, dates[i][0]))
			return dates[i][1];
	return NULL;
}

/* Keeps the list of columns as the file's own. */
static void
name_columns(RcmFile *file, const NeutralState *s)
{
	RcmBuffer	b;

	rcm_buffer_init(&b, &file->keep, 256);
	for (int i = 0; i < s->columns; i++)
	{
		rcm_buffer_string(&b, i > 0 ? ", " : "");
		rcm_buffer_string(&b, s->names[i]);
	}
	rcm_buffer_char(&b, '\0');
	file->header_columns[0] = b.data;
	file->columns[0] = s->columns;
}

/* How many of the headings a table has. */
static int
known_headings(RcmSetId set, const RcmText *f, int count)
{
	int			known = 0;

	for (int i = 0; i < count; i++)
	{
		RcmColumnKind kind;
		bool		date;

		known += column_of(set, f[i], &kind, &date) != NULL;
	}
	return known;
}

/* Is it the file of another table?  The columns' names are few, and many tables have a "code". */
static bool
other_table(RcmFile *file, const RcmText *f, int count)
{
	const RcmFormat *format = file->format;
	int			most = known_headings((RcmSetId) format->variant, f, count);
	const char *better = NULL;

	for (int i = 0; rcm_neutral_format_at(i) != NULL; i++)
	{
		int			known = known_headings((RcmSetId) rcm_neutral_format_at(i)->variant, f, count);

		if (known > most)
		{
			most = known;
			better = rcm_neutral_format_at(i)->set;
		}
	}
	return better != NULL &&
		!rcm_file_fault(file, 0, "the headings are those of set \"%s\", not of \"%s\"", better, format->set);
}

/* Are the columns there that no row can be without? */
static bool
has_needed(RcmFile *file, const NeutralState *s, int own)
{
	const RcmSet *shape = &rcm_sets[file->format->variant];
	RcmText		needed[COLUMNS];
	int			n = rcm_field_items(rcm_text_of(needed_columns[file->format->variant]), ",", needed, COLUMNS);

	for (int i = 0; i < n; i++)
	{
		bool		there = false;

		for (int j = 0; j < s->columns && !there; j++)
			there = rcm_text_is(needed[i], s->names[j]);
		if (!there)
			return rcm_file_fault(file, 0, "the headings lack the column \"%.*s\" of set \"%s\"",
								  needed[i].len, needed[i].data, file->format->set);
	}
	/* a code among headings of something else */
	return own > 1 || s->columns == s->count || shape->count == 1 ||
		rcm_file_fault(file, 0, "the headings name only one column of set \"%s\"", file->format->set);
}

static bool
neutral_headings(RcmFile *file, NeutralState *s, const RcmText *f, int count)
{
	int			own = 0;		/* columns that are no dates of the row */

	for (int i = 0; i < count; i++)
	{
		RcmColumnKind kind;
		bool		date;
		const char *name = column_of((RcmSetId) file->format->variant, f[i], &kind, &date);

		if (name == NULL)
			continue;
		for (int j = 0; j < s->columns; j++)
			if (strcmp(s->names[j], name) == 0)
				return rcm_file_fault(file, i + 1, "the headings name the column \"%s\" twice", name);
		s->names[s->columns] = name;
		s->kinds[s->columns] = kind;
		s->places[s->columns++] = i;
		own += !date;
	}
	if (own == 0)
		return rcm_file_fault(file, 0, "the headings name no column of set \"%s\"", file->format->set);
	s->count = count;
	if (other_table(file, f, count) || !has_needed(file, s, own))
		return false;
	name_columns(file, s);
	return true;
}

/* ---- values ---- */

/* NA says that the flag does not matter, which is as good as yes. */
static bool
flag(RcmFile *file, RcmText field, int column, RcmText *value)
{
	static const char *const yes[] = {"Y", "T", "1", "NA", "yes", "true", "on"};
	static const char *const no[] = {"N", "F", "0", "no", "false", "off"};

	for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
		if (rcm_field_says(field, yes[i]))
		{
			*value = RCM_TEXT("t");
			return true;
		}
	for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		if (rcm_field_says(field, no[i]))
		{
			*value = RCM_TEXT("f");
			return true;
		}
	return rcm_file_fault(file, column, "\"%.*s\" is neither yes nor no", field.len > 20 ? 20 : field.len,
						  field.data);
}

static RcmText
list(RcmFile *file, RcmText field)
{
	int			room = 1;
	RcmText    *items;

	for (int32_t i = 0; i < field.len; i++)
		room += field.data[i] == '|';
	items = rcm_alloc(&file->record, sizeof(RcmText) * (size_t) room);
	return rcm_array_text(file, items, rcm_field_items(field, "|", items, room));
}

/* Code or not: a file of other codes under the same headings is told by that. */
static bool
is_code(RcmColumnKind kind, RcmText t)
{
	int64_t		number;

	switch (kind)
	{
		case RCM_COLUMN_HCPCS:
			return rcm_hcpcs_parse(t) != RCM_NO_HCPCS;
		case RCM_COLUMN_ICD10:
			return rcm_icd10_parse(t) != RCM_NO_ICD10;
		case RCM_COLUMN_PREFIX:
			return rcm_is_upper(rcm_upper(t.data[0])) && rcm_icd10_pack(t) != RCM_NO_ICD10;
		case RCM_COLUMN_CODE2:
			return t.len == 2 && rcm_letter_or_digit(t.data[0]) && rcm_letter_or_digit(t.data[1]);
		case RCM_COLUMN_NPI:
			return rcm_npi_parse(t, &number);
		default:
			return true;
	}
}

static bool
value_of(RcmFile *file, RcmColumnKind kind, RcmText field, int column, RcmText *value)
{
	int32_t		date;

	*value = rcm_field(field);
	if (value->len == 0)
		return true;
	switch (kind)
	{
		case RCM_COLUMN_FLAG:
			return flag(file, *value, column, value);
		case RCM_COLUMN_INT:
			return rcm_field_decimal(file, *value, column, 0, value);
		case RCM_COLUMN_TEXTS:
			*value = list(file, *value);
			return true;
		case RCM_COLUMN_DATE:
			if (rcm_field_says(*value, "infinity") || rcm_field_says(*value, "-infinity"))
				return true;
			if (!rcm_field_any_date(file, *value, column, &date))
				return false;
			*value = rcm_date_text(file, date);
			return true;
		default:
			/* amounts and the like are read by the column's type */
			return is_code(kind, *value) ||
				rcm_file_fault(file, column, "\"%.*s\" is not a code of this column", value->len > 20 ? 20 : value->len,
							   value->data);
	}
}

static bool
neutral_record(RcmFile *file, RcmText *f, int count)
{
	NeutralState *s = file->state;
	RcmText		row[COLUMNS];

	if (rcm_blank_record(f, count))
		return true;
	if (s->count == 0)
		return neutral_headings(file, s, f, count);
	if (!rcm_same_width(file, count, s->count))
		return false;
	for (int i = 0; i < s->columns; i++)
		if (!value_of(file, s->kinds[i], f[s->places[i]], s->places[i] + 1, &row[i]))
			return false;
	return rcm_file_row(file, 0, row);
}

/* px.csv is the procedures'; a day in the name is the release's. */
static void
neutral_name(const RcmFormat *format, RcmText name, RcmReleaseHint *hint)
{
	const RcmFormat *other;

	rcm_name_release(name, hint);
	if (name.len > 4 && rcm_field_says((RcmText) {name.data + name.len - 4, 4}, ".csv"))
		name.len -= 4;
	other = rcm_neutral_format(name);
	if (other != NULL && other != format)
		strcpy(hint->other_set, other->set);
}

/* ---- the formats ---- */

#define NEUTRAL(id, table_name, file_name, title_words, who) \
	{ \
		.set = table_name, .title = title_words, .publisher = who, .files = file_name ".csv", \
		.dated = true, .outputs = {{table_name, ""}}, .state_size = sizeof(NeutralState), \
		.split = RCM_SPLIT_CSV, .name = neutral_name, .record = neutral_record, \
		.variant = RCM_SET_##id, .label = file_name}

#define OURS "the practice"
#define ANY "any"

static const RcmFormat formats[] = {
	NEUTRAL(PROCEDURE, "procedure", "px", "procedures with what the edits need to know", ANY),
	NEUTRAL(RELATIVE_VALUE, "fee_schedule", "pfs", "fee schedule indicators", ANY),
	NEUTRAL(PTP, "ptp", "ptp", "pairs of procedures", ANY),
	NEUTRAL(MUE, "mue", "mue", "most units of procedures", ANY),
	NEUTRAL(ADD_ON, "add_on", "aoc", "add-on codes with their primaries", ANY),
	NEUTRAL(DIAGNOSIS, "diagnosis", "dx", "diagnoses with what the edits need to know", ANY),
	NEUTRAL(SEVENTH_CHARACTER, "seventh_character", "dx_7th", "seventh characters of diagnoses", ANY),
	NEUTRAL(EXCLUDES1, "excludes1", "dx_excl1", "diagnoses that exclude each other", ANY),
	NEUTRAL(MANIFESTATION, "manifestation", "dx_manif", "manifestations with their etiologies", ANY),
	NEUTRAL(MODIFIER, "modifier", "modifiers", "modifiers", ANY),
	NEUTRAL(MODIFIER_PROCEDURE, "modifier_procedure", "mod_px", "modifiers and the procedures they go with", ANY),
	NEUTRAL(MODIFIER_CONFLICT, "modifier_conflict", "mod_pairs", "modifiers that do not stand together", ANY),
	NEUTRAL(PLACE_OF_SERVICE, "place_of_service", "pos", "places of service", ANY),
	NEUTRAL(PLACE_PROCEDURE, "place_procedure", "px_pos", "procedures and their places of service", ANY),
	NEUTRAL(TELEHEALTH, "telehealth", "telehealth", "procedures by telehealth", ANY),
	NEUTRAL(COVERAGE_POLICY, "coverage_policy", "lcd", "coverage by procedure and diagnosis", ANY),
	NEUTRAL(PROCEDURE_DIAGNOSIS, "procedure_diagnosis", "px_dx", "procedures and the diagnoses they need", ANY),
	NEUTRAL(PROCEDURE_SPECIALTY, "procedure_specialty", "px_spec", "procedures and the specialties that bill them", ANY),
	NEUTRAL(AUTHORIZATION_RULE, "authorization_rule", "auth_rules", "procedures that need authorization", OURS),
	NEUTRAL(FREQUENCY_LIMIT, "frequency_limit", "freq_limits", "how often a service is paid", ANY),
	NEUTRAL(FEE, "fee", "fees", "allowed amounts", OURS),
	NEUTRAL(PAYER, "payer", "payers", "payers with their rules", OURS),
	NEUTRAL(CLIA_WAIVED, "clia_waived", "clia_waived", "CLIA-waived tests", ANY),
	NEUTRAL(CLIA_CERTIFICATE, "clia_certificate", "clia_certs", "CLIA certificates", OURS),
	NEUTRAL(PANEL, "panel", "panels", "laboratory panels", ANY),
	NEUTRAL(NDC, "ndc", "ndc_hcpcs", "drugs by NDC", ANY),
	NEUTRAL(DME, "dme", "dme", "durable medical equipment", ANY),
	NEUTRAL(TYPE_OF_BILL, "type_of_bill", "tob", "types of bill", ANY),
	NEUTRAL(REVENUE_CODE, "revenue_code", "rev", "revenue codes", ANY),
	NEUTRAL(REVENUE_PROCEDURE, "revenue_procedure", "rev_px", "revenue codes and their procedures", ANY),
	NEUTRAL(OPPS_STATUS, "opps_status", "opps_si", "OPPS status indicators", ANY),
	NEUTRAL(DEVICE, "device", "device", "procedures that need a device", ANY),
	NEUTRAL(THERAPY_THRESHOLD, "therapy_threshold", "therapy_threshold", "therapy thresholds by year", ANY),
	NEUTRAL(PROVIDER, "provider", "providers", "providers", OURS),
	NEUTRAL(ENROLLMENT, "enrollment", "enrollment", "providers' enrollments with payers", OURS),
	NEUTRAL(CONTRACT, "contract", "contracts", "what was agreed with payers", OURS)
};

#define FORMATS ((int) (sizeof(formats) / sizeof(formats[0])))

const RcmFormat *
rcm_neutral_format_at(int i)
{
	return i >= 0 && i < FORMATS ? &formats[i] : NULL;
}

const RcmFormat *
rcm_neutral_format(RcmText set)
{
	for (int i = 0; i < FORMATS; i++)
		if (rcm_text_is(set, formats[i].set))
			return &formats[i];
	for (int i = 0; i < FORMATS; i++)
		if (rcm_text_is(set, formats[i].label))
			return &formats[i];
	return NULL;
}
