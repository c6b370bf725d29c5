/*
 * custom_columns_pg.c - the columns that a custom edit's expression may use,
 * and their values for a claim and a line.
 */
#include "rcm.h"

#include "access/tupdesc.h"
#include "catalog/namespace.h"
#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "claim/claim_pg.h"
#include "scrub/custom_pg.h"

typedef Datum (*Getter) (RcmScrub *s, const RcmScrubLine *l, bool *isnull);

/* ---- getters ---- */

static const RcmText nothing = {NULL, 0};

#define TEXT_GETTER(name, value) \
static Datum name(RcmScrub *s, const RcmScrubLine *l, bool *isnull) \
{ return rcm_text_datum(value, isnull); } \
extern int	rcm_no_such_symbol	/* takes the semicolon */
#define DATE_GETTER(name, value) \
static Datum name(RcmScrub *s, const RcmScrubLine *l, bool *isnull) \
{ return rcm_date_datum(value, isnull); } \
extern int	rcm_no_such_symbol
#define NPI_OF(p) ((p) != NULL ? (p)->npi : nothing)
#define ADDRESS_OF(p, part) ((p) != NULL && (p)->addr != NULL ? (p)->addr->part : nothing)

TEXT_GETTER(get_claim_id, s->claim->claim_id);
TEXT_GETTER(get_form, s->claim->form);
TEXT_GETTER(get_payer_id, s->claim->payer_id);
TEXT_GETTER(get_payer_class, s->payer != NULL ? s->payer->payer_class : nothing);
TEXT_GETTER(get_payer_seq, s->claim->payer_seq);
TEXT_GETTER(get_filing_ind, s->claim->filing_ind);
TEXT_GETTER(get_freq, s->claim->freq);
TEXT_GETTER(get_tob, s->claim->tob);
TEXT_GETTER(get_auth_number, s->claim->auth_number);
TEXT_GETTER(get_referral_number, s->claim->referral_number);
TEXT_GETTER(get_clia, s->claim->clia);
TEXT_GETTER(get_admit_type, s->claim->admit_type);
TEXT_GETTER(get_discharge_status, s->claim->discharge_status);
TEXT_GETTER(get_patient_sex, s->claim->patient != NULL ? s->claim->patient->sex : nothing);
TEXT_GETTER(get_patient_state, ADDRESS_OF(s->claim->patient, state));
TEXT_GETTER(get_billing_npi, NPI_OF(s->claim->billing));
TEXT_GETTER(get_billing_tin, s->billing_tin);
TEXT_GETTER(get_billing_state, ADDRESS_OF(s->claim->billing, state));
TEXT_GETTER(get_billing_zip, ADDRESS_OF(s->claim->billing, zip));
TEXT_GETTER(get_billing_taxonomy, s->claim->billing != NULL ? s->claim->billing->taxonomy : nothing);
TEXT_GETTER(get_rendering_npi, NPI_OF(s->claim->rendering));
TEXT_GETTER(get_referring_npi, NPI_OF(s->claim->referring));
TEXT_GETTER(get_ordering_npi, NPI_OF(s->claim->ordering));
TEXT_GETTER(get_facility_npi, NPI_OF(s->claim->service_facility));
TEXT_GETTER(get_plan, s->claim->eligibility != NULL ? s->claim->eligibility->plan : nothing);
DATE_GETTER(get_submit_date, s->claim->submit_date);
DATE_GETTER(get_first_service, s->first_dos);
DATE_GETTER(get_stmt_from, s->claim->stmt_from);
DATE_GETTER(get_stmt_to, s->claim->stmt_to);

TEXT_GETTER(get_code, l->code_text);
TEXT_GETTER(get_uom, l->line->uom);
TEXT_GETTER(get_rev, l->rev);
TEXT_GETTER(get_pos, rcm_blank(l->line->pos) ? s->claim->pos : l->line->pos);
TEXT_GETTER(get_ndc, l->line->ndc != NULL ? l->line->ndc->code : nothing);
TEXT_GETTER(get_line_auth, l->line->auth);
TEXT_GETTER(get_description, l->line->desc);
TEXT_GETTER(get_kind, l->px != NULL ? l->px->kind : nothing);
TEXT_GETTER(get_line_rendering, l->line->rendering != NULL ? l->line->rendering->npi :
			NPI_OF(s->claim->rendering));
DATE_GETTER(get_from_date, l->from);
DATE_GETTER(get_to_date, l->to);

static Datum
get_total_charge(RcmScrub *s, const RcmScrubLine *l, bool *isnull)
{
	return rcm_usd_datum(s->claim->total_charge, isnull);
}

static Datum
get_charge(RcmScrub *s, const RcmScrubLine *l, bool *isnull)
{
	return rcm_usd_datum(l->line->charge, isnull);
}

static Datum
get_line_count(RcmScrub *s, const RcmScrubLine *l, bool *isnull)
{
	return Int32GetDatum(s->line_count);
}

static Datum
get_line(RcmScrub *s, const RcmScrubLine *l, bool *isnull)
{
	return Int32GetDatum(l->n);
}

static Datum
get_patient_age(RcmScrub *s, const RcmScrubLine *l, bool *isnull)
{
	int			age = rcm_patient_age(s, l != NULL && l->from != RCM_NO_DATE ? l->from : s->first_dos);

	*isnull = age < 0;
	return Int32GetDatum(age);
}

static Datum
get_condition_codes(RcmScrub *s, const RcmScrubLine *l, bool *isnull)
{
	return rcm_texts_datum(&s->claim->condition_codes);
}

static Datum
get_mods(RcmScrub *s, const RcmScrubLine *l, bool *isnull)
{
	return rcm_texts_datum(&l->line->mods);
}

static Datum
get_dx(RcmScrub *s, const RcmScrubLine *l, bool *isnull)
{
	RcmList		codes = {s->dx_count, palloc(sizeof(RcmText) * (s->dx_count + 1))};

	for (int i = 0; i < s->dx_count; i++)
		RCM_TEXT_ITEM(codes, i) = s->dx[i].code;
	return rcm_texts_datum(&codes);
}

static Datum
get_line_dx(RcmScrub *s, const RcmScrubLine *l, bool *isnull)
{
	RcmList		codes = {l->dx_count, palloc(sizeof(RcmText) * (l->dx_count + 1))};

	for (int i = 0; i < l->dx_count; i++)
		RCM_TEXT_ITEM(codes, i) = s->dx[l->dx[i]].code;
	return rcm_texts_datum(&codes);
}

static Datum
get_units(RcmScrub *s, const RcmScrubLine *l, bool *isnull)
{
	return rcm_number_datum(&l->line->units, isnull);
}

static Datum
get_minutes(RcmScrub *s, const RcmScrubLine *l, bool *isnull)
{
	return rcm_number_datum(&l->line->minutes, isnull);
}

static Datum
get_specialty(RcmScrub *s, const RcmScrubLine *l, bool *isnull)
{
	char		text[2] = {(char) (l->specialty >> 8), (char) (l->specialty & 0xFF)};

	return rcm_text_datum((RcmText) {text, l->specialty == 0 ? 0 : 2}, isnull);
}

static Datum
get_emergency(RcmScrub *s, const RcmScrubLine *l, bool *isnull)
{
	return BoolGetDatum(rcm_text_is(l->line->emg, "Y"));
}

static Datum
get_epsdt(RcmScrub *s, const RcmScrubLine *l, bool *isnull)
{
	return BoolGetDatum(rcm_text_is(l->line->epsdt, "Y"));
}

/* ---- the list ---- */

/* In place of the OID of rcm.usd, which differs between databases. */
#define USD 0

static const struct
{
	const char *name;
	Oid			type;
	Getter		get;
	const char *meaning;
}			columns[] = {
	{"claim_id", TEXTOID, get_claim_id, "the provider's claim number"},
	{"form", TEXTOID, get_form, "P or I"},
	{"payer_id", TEXTOID, get_payer_id, "the payer"},
	{"payer_class", TEXTOID, get_payer_class, "class of the payer; null when it is not known"},
	{"payer_seq", TEXTOID, get_payer_seq, "P, S or T"},
	{"filing_ind", TEXTOID, get_filing_ind, "claim filing indicator"},
	{"freq", TEXTOID, get_freq, "claim frequency code"},
	{"tob", TEXTOID, get_tob, "type of bill"},
	{"submit_date", DATEOID, get_submit_date, "day of submission"},
	{"first_service", DATEOID, get_first_service, "first date of service"},
	{"stmt_from", DATEOID, get_stmt_from, "first day of the statement"},
	{"stmt_to", DATEOID, get_stmt_to, "last day of the statement"},
	{"total_charge", USD, get_total_charge, "total charge as stated"},
	{"line_count", INT4OID, get_line_count, "number of lines"},
	{"dx", TEXTARRAYOID, get_dx, "diagnoses, upper case without dot"},
	{"condition_codes", TEXTARRAYOID, get_condition_codes, "condition codes"},
	{"auth_number", TEXTOID, get_auth_number, "prior authorization number of the claim"},
	{"referral_number", TEXTOID, get_referral_number, "referral number"},
	{"clia", TEXTOID, get_clia, "CLIA number"},
	{"admit_type", TEXTOID, get_admit_type, "type of admission"},
	{"discharge_status", TEXTOID, get_discharge_status, "discharge status"},
	{"patient_age", INT4OID, get_patient_age, "completed years on the (line's first) date of service"},
	{"patient_sex", TEXTOID, get_patient_sex, "M, F or U"},
	{"patient_state", TEXTOID, get_patient_state, "state of the patient's address"},
	{"billing_npi", TEXTOID, get_billing_npi, "NPI of the billing provider"},
	{"billing_tin", TEXTOID, get_billing_tin, "tax id of the billing provider"},
	{"billing_state", TEXTOID, get_billing_state, "state of the billing address"},
	{"billing_zip", TEXTOID, get_billing_zip, "ZIP code of the billing address"},
	{"billing_taxonomy", TEXTOID, get_billing_taxonomy, "taxonomy of the billing provider"},
	{"rendering_npi", TEXTOID, get_rendering_npi, "NPI of the claim's rendering provider"},
	{"referring_npi", TEXTOID, get_referring_npi, "NPI of the referring provider"},
	{"ordering_npi", TEXTOID, get_ordering_npi, "NPI of the claim's ordering provider"},
	{"service_facility_npi", TEXTOID, get_facility_npi, "NPI of the service facility"},
	{"plan", TEXTOID, get_plan, "plan type of the eligibility answer"},
#define FIRST_LINE_COLUMN 34
	{"line", INT4OID, get_line, "the line's number"},
	{"code", TEXTOID, get_code, "procedure code, upper case"},
	{"mods", TEXTARRAYOID, get_mods, "modifiers"},
	{"units", NUMERICOID, get_units, "units of service"},
	{"uom", TEXTOID, get_uom, "UN or MJ"},
	{"charge", USD, get_charge, "charge of the line"},
	{"from_date", DATEOID, get_from_date, "first date of service"},
	{"to_date", DATEOID, get_to_date, "last date of service"},
	{"pos", TEXTOID, get_pos, "place of service, of the line or the claim"},
	{"rev", TEXTOID, get_rev, "revenue code"},
	{"line_dx", TEXTARRAYOID, get_line_dx, "diagnoses the line points to"},
	{"line_rendering_npi", TEXTOID, get_line_rendering, "NPI of the line's rendering provider, else the claim's"},
	{"specialty", TEXTOID, get_specialty, "CMS specialty of who performed the line"},
	{"procedure_kind", TEXTOID, get_kind, "kind of the procedure in the library"},
	{"ndc", TEXTOID, get_ndc, "NDC"},
	{"minutes", NUMERICOID, get_minutes, "documented minutes"},
	{"line_auth", TEXTOID, get_line_auth, "authorization number of the line"},
	{"description", TEXTOID, get_description, "description of an unlisted code"},
	{"emergency", BOOLOID, get_emergency, "the emergency indicator is Y"},
	{"epsdt", BOOLOID, get_epsdt, "the EPSDT indicator is Y"},
};

#define COLUMN_COUNT ((int) lengthof(columns))

static Oid
usd_type(void)
{
	return GetSysCacheOid2(TYPENAMENSP, Anum_pg_type_oid, CStringGetDatum("usd"),
						   ObjectIdGetDatum(get_namespace_oid("rcm", false)));
}

TupleDesc
rcm_custom_columns(bool line)
{
	int			n = line ? COLUMN_COUNT : FIRST_LINE_COLUMN;
	TupleDesc	desc = CreateTemplateTupleDesc(n);

	for (int i = 0; i < n; i++)
		TupleDescInitEntry(desc, i + 1, columns[i].name,
						   columns[i].type == USD ? usd_type() : columns[i].type, -1, 0);
	return desc;
}

Datum
rcm_custom_value(RcmScrub *s, const RcmScrubLine *l, int column, bool *isnull)
{
	*isnull = false;
	return columns[column].get(s, l, isnull);
}

/* One row for each column that an expression may use. */
RCM_FUNCTION(rcm_custom_edit_columns)
{
	ReturnSetInfo *rsinfo;

	InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
	rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	for (int i = 0; i < COLUMN_COUNT; i++)
	{
		Datum		values[4];
		bool		nulls[4] = {false};

		values[0] = CStringGetTextDatum(i < FIRST_LINE_COLUMN ? "claim" : "line");
		values[1] = CStringGetTextDatum(columns[i].name);
		values[2] = ObjectIdGetDatum(columns[i].type == USD ? usd_type() : columns[i].type);
		values[3] = CStringGetTextDatum(columns[i].meaning);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}
