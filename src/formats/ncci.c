/*
 * ncci.c - the National Correct Coding Initiative: procedure-to-procedure
 * pairs, medically unlikely edits, add-on codes.
 *
 * CMS, ncci pages: "PTP Coding Edits", "Medically Unlikely Edits", "Add-on
 * Code Edits"; Medicaid's files lack the column "in existence prior to 1996".
 */
#include "formats/formats.h"
#include "formats/table.h"

#include <stdio.h>

/* The variant of a PTP or MUE format. */
enum
{
	MEDICARE,
	MEDICAID
};

/* ---- procedure-to-procedure pairs ---- */

typedef struct PtpState
{
	bool		header;			/* seen */
	int			shape;			/* columns of a row; 0: not known yet */
	uint32_t	rationales[64]; /* numbers given already, plus one */
	int			rationale_count;
} PtpState;

/*
 * A rationale's number: a hash, so that it is the same in every file without a
 * list that CMS would have to keep to; 0 where none is given.
 */
static int
rationale_number(RcmText text)
{
	uint32_t	hash = 2166136261u;

	for (int32_t i = 0; i < text.len; i++)
		hash = (hash ^ (unsigned char) text.data[i]) * 16777619u;
	hash = (hash ^ hash >> 15) & 0x7FFF;
	return text.len == 0 ? 0 : hash == 0 ? 1 : (int) hash;
}

/* Gives the words of a rationale once for each file. */
static bool
keep_rationale(RcmFile *file, PtpState *s, int n, RcmText words)
{
	RcmText		row[2];

	if (n == 0)
		return true;
	for (int i = 0; i < s->rationale_count; i++)
		if (s->rationales[i] == (uint32_t) n + 1)
			return true;
	if (s->rationale_count == 64)
		return rcm_file_fault(file, s->shape, "more than 64 different rationales");
	s->rationales[s->rationale_count++] = (uint32_t) n + 1;
	row[0] = rcm_format_text(file, "%d", n);
	row[1] = words;
	return rcm_file_row(file, 1, row);
}

static bool
ptp_row(RcmFile *file, PtpState *s, const RcmText *f)
{
	bool		medicaid = s->shape == 6;
	const RcmText *rest = f + (medicaid ? 2 : 3);
	int			column = medicaid ? 3 : 4;
	RcmText		indicator = rcm_field(rest[2]);
	RcmText		words = rcm_field(rest[3]);
	int			rationale = rationale_number(words);
	int32_t		eff;
	int32_t		term;
	RcmText		row[8];

	if (!rcm_field_date(file, rest[0], column, RCM_DATE_YMD, &eff) ||
		!rcm_field_date(file, rest[1], column + 1, RCM_DATE_YMD, &term))
		return false;
	if (eff == RCM_NO_DATE)
		return rcm_file_fault(file, column, "no effective date");
	if (indicator.len != 1 || strchr("019", indicator.data[0]) == NULL)
		return rcm_file_fault(file, column + 2, "the modifier indicator is not 0, 1 or 9");
	/* a pair with 9 never applied, whatever its dates are */
	if (term != RCM_NO_DATE && term < eff && indicator.data[0] == '9')
		term = eff;
	if (term != RCM_NO_DATE && term < eff)
		return rcm_file_fault(file, column + 1, "the pair ends before it begins");
	row[0] = file->format->variant == MEDICAID ? RCM_TEXT("MCD") : RCM_TEXT("MCR");
	row[1] = rcm_text_of(file->format->label);
	row[2] = f[0];
	row[3] = f[1];
	row[4] = indicator;
	row[5] = rcm_date_text(file, eff);
	row[6] = term == RCM_NO_DATE ? RCM_TEXT("infinity") : rcm_date_text(file, term);
	row[7] = rcm_format_text(file, "%d", rationale);
	return keep_rationale(file, s, rationale, words) && rcm_file_row(file, 0, row);
}

static bool
ptp_record(RcmFile *file, RcmText *f, int count)
{
	PtpState   *s = file->state;

	if (count < 6 || !rcm_field_is_procedure(f[0]) || !rcm_field_is_procedure(f[1]))
	{
		if (s->shape != 0 && !rcm_blank_record(f, count))
			return rcm_file_fault(file, 1, "not a pair of procedure codes: the file is damaged or cut");
		s->header = s->header || (count >= 2 && rcm_field_says(f[0], "Column 1") &&
								  rcm_field_says(f[1], "Column 2"));
		return true;
	}
	if (!s->header)
		return rcm_file_fault(file, 1, "no header \"Column 1, Column 2\": this is not a file of PTP pairs");
	if (s->shape == 0)
		s->shape = count;
	if (s->shape == 6 && file->format->variant == MEDICARE)
		return rcm_file_fault(file, 0, "6 columns: this is a file of Medicaid, Medicare's have 7");
	if (s->shape == 7 && file->format->variant == MEDICAID)
		return rcm_file_fault(file, 0, "7 columns: this is a file of Medicare, Medicaid's have 6");
	if (count != s->shape || count > 7)
		return rcm_file_fault(file, count, "%d columns where the first pair has %d", count, s->shape);
	return ptp_row(file, s, f);
}

/* ccipra-v302r0-f1.TXT: version YYQ (year less 1994, quarter from 0), revision, part. */
static void
ptp_name(const RcmFormat *format, RcmText name, RcmReleaseHint *hint)
{
	int			v = rcm_name_find(name, "-v");
	int			version = v < 0 ? -1 : rcm_name_number(name, v + 2, 3);
	int			part = v < 0 ? -1 : rcm_name_find((RcmText) {name.data + v, name.len - v}, "-f");
	bool		outpatient = rcm_name_find(name, "ccioph") >= 0;

	if (version >= 0 && version % 10 < 4)
		hint->from = rcm_quarter(1994 + version / 10, version % 10 + 1, hint->name);
	/* a replacement within the quarter has a revision */
	if (hint->from != RCM_NO_DATE && v + 6 < name.len && rcm_upper(name.data[v + 5]) == 'R' &&
		rcm_is_digit(name.data[v + 6]) && name.data[v + 6] != '0')
	{
		size_t		n = strlen(hint->name);

		hint->name[n] = 'r';
		hint->name[n + 1] = name.data[v + 6];
		hint->name[n + 2] = '\0';
	}
	if (part >= 0)
		hint->part = rcm_name_number(name, v + part + 2, 1);
	if (hint->part < 0)
		hint->part = 0;
	if (format->variant == MEDICARE && (outpatient || rcm_name_find(name, "ccipra") >= 0) &&
		outpatient != (strcmp(format->label, "OPH") == 0))
		strcpy(hint->other_set, outpatient ? "ptp-outpatient" : "ptp-practitioner");
}

#define PTP(variable, set_name, title_words, kind, place, file_names) \
	const RcmFormat variable = { \
		.set = set_name, .title = title_words, .publisher = "CMS", .files = file_names, .dated = true, \
		.outputs = {{"ptp", "program, setting, col1, col2, ccmi, eff, term, rationale"}, \
			{"ptp_rationale", "id, words"}}, \
		.state_size = sizeof(PtpState), .sniff = rcm_table_sniff, .name = ptp_name, \
		.record = ptp_record, .variant = kind, .label = place}

PTP(rcm_format_ptp_practitioner, "ptp-practitioner",
	"NCCI PTP edits, practitioner", MEDICARE, "PRA", "ccipra-vNNNrN-fN.TXT, all parts");
PTP(rcm_format_ptp_outpatient, "ptp-outpatient",
	"NCCI PTP edits, hospital outpatient", MEDICARE, "OPH", "ccioph-vNNNrN-fN.TXT, all parts");
PTP(rcm_format_medicaid_ptp_practitioner, "medicaid-ptp-practitioner",
	"Medicaid NCCI PTP edits, practitioner", MEDICAID, "PRA", "the text file of the quarter");
PTP(rcm_format_medicaid_ptp_outpatient, "medicaid-ptp-outpatient",
	"Medicaid NCCI PTP edits, hospital outpatient", MEDICAID, "OPH", "the text file of the quarter");
PTP(rcm_format_medicaid_ptp_dme, "medicaid-ptp-dme",
	"Medicaid NCCI PTP edits, durable medical equipment", MEDICAID, "DME", "the text file of the quarter");

/* ---- medically unlikely edits ---- */

typedef struct MueState
{
	bool		header;
	int			rationale;		/* column of the rationale; 0: none */
} MueState;

/* The word of the header's second cell that tells the services apart. */
static const char *
mue_service(const char *setting)
{
	return strcmp(setting, "PRA") == 0 ? "Practitioner" :
		strcmp(setting, "OPH") == 0 ? "Outpatient Hospital" : "DME Supplier";
}

static bool
mue_header(RcmFile *file, const RcmText *f, int count)
{
	MueState   *s = file->state;

	if (count < 3 || !rcm_field_mentions(f[0], "HCPCS") || !rcm_field_mentions(f[1], "MUE"))
		return true;
	if (!rcm_field_mentions(f[1], mue_service(file->format->label)))
		return rcm_file_fault(file, 2, "the header says \"%.*s\", which is not %s",
							  f[1].len > 60 ? 60 : f[1].len, f[1].data, file->format->set);
	s->header = true;
	s->rationale = count > 3 ? 3 : 0;
	return true;
}

static bool
mue_record(RcmFile *file, RcmText *f, int count)
{
	MueState   *s = file->state;
	RcmText		row[6];

	if (!s->header)
		return mue_header(file, f, count);
	if (rcm_blank_record(f, count))
		return true;
	if (count < 3 || !rcm_field_is_procedure(rcm_field(f[0])))
		return rcm_file_fault(file, 1, "not a procedure code: the file is damaged or cut");
	row[0] = file->format->variant == MEDICAID ? RCM_TEXT("MCD") : RCM_TEXT("MCR");
	row[1] = rcm_text_of(file->format->label);
	row[2] = rcm_field(f[0]);
	if (!rcm_field_decimal(file, f[1], 2, 0, &row[3]))
		return false;
	if (row[3].len == 0 || row[3].len > 6 || row[3].data[0] == '-')
		return rcm_file_fault(file, 2, "no MUE value");
	row[4] = rcm_field(f[2]);
	if (row[4].len < 1 || row[4].data[0] < '1' || row[4].data[0] > '3')
		return rcm_file_fault(file, 3, "the adjudication indicator does not begin with 1, 2 or 3");
	row[4].len = 1;
	row[5] = s->rationale > 0 && count > s->rationale ? rcm_field(f[s->rationale]) : RCM_NULL_TEXT;
	return rcm_file_row(file, 0, row);
}

/* MCR_MUE_PractitionerServices_Eff_07-01-2024.csv */
static void
mue_name(const RcmFormat *format, RcmText name, RcmReleaseHint *hint)
{
	int			at = rcm_name_find(name, "Eff_");
	int			month = at < 0 ? -1 : rcm_name_number(name, at + 4, 2);
	int			year = at < 0 ? -1 : rcm_name_number(name, at + 10, 4);

	/* the words inside are the same for both programs, so the name must tell */
	if (rcm_name_find(name, format->variant == MEDICARE ? "MCD_" : "MCR_") >= 0)
		snprintf(hint->other_set, sizeof(hint->other_set), "%s%s", format->variant == MEDICARE ? "medicaid-" : "",
				 format->variant == MEDICARE ? format->set : format->set + strlen("medicaid-"));
	if (month <= 12 && rcm_name_number(name, at + 7, 2) == 1)
		rcm_month_quarter(hint, year, month);
}

#define MUE(variable, set_name, title_words, kind, place, file_names) \
	const RcmFormat variable = { \
		.set = set_name, .title = title_words, .publisher = "CMS", .files = file_names, \
		.outputs = {{"mue", "program, setting, code, value, mai, rationale"}}, \
		.state_size = sizeof(MueState), .split = RCM_SPLIT_CSV, .name = mue_name, \
		.record = mue_record, .variant = kind, .label = place}

MUE(rcm_format_mue_practitioner, "mue-practitioner", "NCCI medically unlikely edits, practitioner",
	MEDICARE, "PRA", "MCR_MUE_PractitionerServices_Eff_MM-DD-YYYY.csv");
MUE(rcm_format_mue_outpatient, "mue-outpatient", "NCCI medically unlikely edits, hospital outpatient",
	MEDICARE, "OPH", "MCR_MUE_OutpatientHospitalServices_Eff_MM-DD-YYYY.csv");
MUE(rcm_format_mue_dme, "mue-dme", "NCCI medically unlikely edits, DME supplier",
	MEDICARE, "DME", "MCR_MUE_DMESupplierServices_Eff_MM-DD-YYYY.csv");
MUE(rcm_format_medicaid_mue_practitioner, "medicaid-mue-practitioner",
	"Medicaid NCCI medically unlikely edits, practitioner", MEDICAID, "PRA", "MCD_MUE_Practitioner....csv");
MUE(rcm_format_medicaid_mue_outpatient, "medicaid-mue-outpatient",
	"Medicaid NCCI medically unlikely edits, hospital outpatient", MEDICAID, "OPH", "MCD_MUE_Outpatient....csv");
MUE(rcm_format_medicaid_mue_dme, "medicaid-mue-dme",
	"Medicaid NCCI medically unlikely edits, DME supplier", MEDICAID, "DME", "MCD_MUE_DME....csv");

/* ---- add-on codes ---- */

typedef struct AddOnState
{
	bool		header;
} AddOnState;

static int32_t
earlier(int32_t a, int32_t b)
{
	return a == RCM_NO_DATE || (b != RCM_NO_DATE && b < a) ? b : a;
}

static bool
add_on_record(RcmFile *file, RcmText *f, int count)
{
	AddOnState *s = file->state;
	RcmText		type = rcm_field(f[0]);
	int32_t		add_on_term;
	int32_t		primary_term;
	int32_t		eff;
	int32_t		pair_term;
	int32_t		term;
	RcmText		row[8];

	if (!s->header)
	{
		s->header = count >= 7 && rcm_field_mentions(f[0], "AOC_Edit_Type") &&
			rcm_field_mentions(f[1], "Add-On_Code") && rcm_field_mentions(f[3], "Primary_Code");
		return true;
	}
	if (rcm_blank_record(f, count))
		return true;
	/* what stands last is often empty, and a spreadsheet leaves it out */
	if (count < (file->split == RCM_SPLIT_TABS ? 7 : 6))
		return rcm_file_fault(file, count, "%d columns where the header has 8: the file is damaged or cut", count);
	if (type.len != 1 || type.data[0] < '1' || type.data[0] > '3')
		return rcm_file_fault(file, 1, "the type is not 1, 2 or 3");
	row[0] = rcm_field(f[1]);
	row[1] = rcm_field(f[3]);
	row[2] = type;
	if (!rcm_field_is_procedure(row[0]))
		return rcm_file_fault(file, 2, "not an add-on code");
	/* CCCCC: the contractor decides what the primary is */
	if (!rcm_field_is_procedure(row[1]) && !rcm_text_is(row[1], "CCCCC"))
		return rcm_file_fault(file, 4, "not a primary code");
	if (!rcm_field_date(file, f[2], 3, RCM_DATE_JULIAN, &add_on_term) ||
		!rcm_field_date(file, f[4], 5, RCM_DATE_JULIAN, &primary_term) ||
		!rcm_field_date(file, f[5], 6, RCM_DATE_JULIAN, &eff) ||
		!rcm_field_date(file, count > 6 ? f[6] : RCM_NULL_TEXT, 7, RCM_DATE_JULIAN, &pair_term))
		return false;
	/* add-on, primary and pair must all be valid, so the first to end ends the row */
	term = earlier(pair_term, earlier(add_on_term, primary_term));
	if (eff != RCM_NO_DATE && term != RCM_NO_DATE && term < eff)
		term = eff;
	row[3] = rcm_date_text(file, eff);
	row[4] = rcm_date_text(file, term);
	row[5] = rcm_date_text(file, add_on_term);
	row[6] = rcm_date_text(file, primary_term);
	row[7] = count > 7 ? rcm_field(f[7]) : RCM_NULL_TEXT;
	return rcm_file_row(file, 0, row);
}

/* AOC_V2026Q2-MCR.txt */
static void
add_on_name(const RcmFormat *format, RcmText name, RcmReleaseHint *hint)
{
	int			at = rcm_name_find(name, "AOC_V");
	int			year = rcm_name_number(name, at < 0 ? -1 : at + 5, 4);
	int			quarter = rcm_name_number(name, at < 0 ? -1 : at + 10, 1);

	(void) format;
	if (year > 0 && quarter >= 1 && quarter <= 4)
		hint->from = rcm_quarter(year, quarter, hint->name);
}

const RcmFormat rcm_format_add_on = {
	.set = "add-on", .title = "NCCI add-on code edits", .publisher = "CMS",
	.files = "AOC_VYYYYQN-MCR.txt or .xlsx", .dated = true,
	.outputs = {{"add_on", "addon, primary, type, eff, term, addon_term, primary_term, note"}},
	.state_size = sizeof(AddOnState), .sniff = rcm_table_sniff, .name = add_on_name,
	.record = add_on_record
};
