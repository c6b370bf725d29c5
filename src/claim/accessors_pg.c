/*
 * accessors_pg.c - single facts of a claim for SQL: claim_id, total_charge,
 * first_service and their like.
 *
 * All are immutable, so that generated columns and indexes can use them.
 */
#include "rcm.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/date.h"
#include "utils/numeric.h"

#include "claim/claim_pg.h"

/* ---- values of the core as datums ---- */

Datum
rcm_text_datum(RcmText t, bool *isnull)
{
	*isnull = rcm_blank(t);
	return *isnull ? (Datum) 0 : PointerGetDatum(cstring_to_text_with_len(t.data, t.len));
}

Datum
rcm_date_datum(int32_t date, bool *isnull)
{
	*isnull = date == RCM_NO_DATE;
	return DateADTGetDatum(date);
}

Datum
rcm_usd_datum(int64_t cents, bool *isnull)
{
	*isnull = cents == RCM_NO_USD;
	return Int64GetDatum(cents);
}

Datum
rcm_number_datum(const RcmNumber *number, bool *isnull)
{
	*isnull = number->state != RCM_NUMBER_OK;
	if (*isnull)
		return (Datum) 0;
	return DirectFunctionCall1(numeric_trim_scale,
							   NumericGetDatum(int64_div_fast_to_numeric(number->millionths, 6)));
}

Datum
rcm_texts_datum(const RcmList *texts)
{
	Datum	   *items = palloc(sizeof(Datum) * (texts->count + 1));

	for (int i = 0; i < texts->count; i++)
	{
		RcmText		t = RCM_TEXT_ITEM(*texts, i);

		items[i] = PointerGetDatum(cstring_to_text_with_len(t.data, t.len));
	}
	return PointerGetDatum(construct_array(items, texts->count, TEXTOID, -1, false, TYPALIGN_INT));
}

/* ---- accessors ---- */

#define TEXT_ACCESSOR(name, value) \
RCM_FUNCTION(name) \
{ \
	RcmClaim   *claim = rcm_claim_from_datum(PG_GETARG_DATUM(0)); \
	bool		isnull; \
	Datum		result = rcm_text_datum(value, &isnull); \
	if (isnull) \
		PG_RETURN_NULL(); \
	PG_RETURN_DATUM(result); \
} \
extern int	rcm_no_such_symbol	/* takes the semicolon */

#define DATE_ACCESSOR(name, value) \
RCM_FUNCTION(name) \
{ \
	RcmClaim   *claim = rcm_claim_from_datum(PG_GETARG_DATUM(0)); \
	int32_t		date = value; \
	if (date == RCM_NO_DATE) \
		PG_RETURN_NULL(); \
	PG_RETURN_DATEADT(date); \
} \
extern int	rcm_no_such_symbol

static const RcmText nothing = {NULL, 0};

#define NPI_OF(provider) ((provider) != NULL ? (provider)->npi : nothing)

TEXT_ACCESSOR(rcm_claim_claim_id, claim->claim_id);
TEXT_ACCESSOR(rcm_claim_form, claim->form);
TEXT_ACCESSOR(rcm_claim_payer_id, claim->payer_id);
TEXT_ACCESSOR(rcm_claim_payer_seq, claim->payer_seq);
TEXT_ACCESSOR(rcm_claim_filing_ind, claim->filing_ind);
TEXT_ACCESSOR(rcm_claim_freq, claim->freq);
TEXT_ACCESSOR(rcm_claim_orig_ref, claim->orig_ref);
TEXT_ACCESSOR(rcm_claim_pos, claim->pos);
TEXT_ACCESSOR(rcm_claim_tob, claim->tob);
TEXT_ACCESSOR(rcm_claim_auth_number, claim->auth_number);
TEXT_ACCESSOR(rcm_claim_referral_number, claim->referral_number);
TEXT_ACCESSOR(rcm_claim_billing_npi, NPI_OF(claim->billing));
TEXT_ACCESSOR(rcm_claim_facility_npi, NPI_OF(claim->service_facility));
TEXT_ACCESSOR(rcm_claim_rendering_npi, NPI_OF(claim->rendering));
TEXT_ACCESSOR(rcm_claim_attending_npi, NPI_OF(claim->attending));
TEXT_ACCESSOR(rcm_claim_billing_tin, claim->billing != NULL ? claim->billing->tin : nothing);
TEXT_ACCESSOR(rcm_claim_member_id,
			  claim->subscriber != NULL ? claim->subscriber->member_id : nothing);

/* First (sign 1) or last (sign -1) day of service over the lines, else the statement's. */
static int32_t
edge_of_service(const RcmClaim *claim, int sign)
{
	int32_t		edge = RCM_NO_DATE;

	for (int i = 0; i < claim->lines.count; i++)
	{
		const RcmLine *line = RCM_ITEM(claim->lines, RcmLine, i);
		int32_t		day = sign > 0 || line->to == RCM_NO_DATE ? line->from : line->to;

		if (day != RCM_NO_DATE && (edge == RCM_NO_DATE || sign * (day - edge) < 0))
			edge = day;
	}
	if (edge != RCM_NO_DATE)
		return edge;
	return sign > 0 ? claim->stmt_from : claim->stmt_to;
}

DATE_ACCESSOR(rcm_claim_submit_date, claim->submit_date);
DATE_ACCESSOR(rcm_claim_stmt_from, claim->stmt_from);
DATE_ACCESSOR(rcm_claim_stmt_to, claim->stmt_to);
DATE_ACCESSOR(rcm_claim_first_service, edge_of_service(claim, 1));
DATE_ACCESSOR(rcm_claim_last_service, edge_of_service(claim, -1));

/* The claim's total charge. */
RCM_FUNCTION(rcm_claim_total_charge)
{
	RcmClaim   *claim = rcm_claim_from_datum(PG_GETARG_DATUM(0));

	if (claim->total_charge == RCM_NO_USD)
		PG_RETURN_NULL();
	PG_RETURN_INT64(claim->total_charge);
}

/* How many service lines the claim has. */
RCM_FUNCTION(rcm_claim_line_count)
{
	PG_RETURN_INT32(rcm_claim_from_datum(PG_GETARG_DATUM(0))->lines.count);
}
