/*
 * facts_pg.c - what one row adds to a state: the server face of facts.h.
 *
 * Each function returns a packed state of its few counters; the aggregate
 * rcm.kpi adds them up.
 */
#include "kpi/kpi_pg.h"

#include "utils/numeric.h"

#include "kpi/facts.h"
#include "money/usd.h"

/* An input, or what stands for none. */
static inline int64_t
amount_arg(FunctionCallInfo fcinfo, int i)
{
	return PG_ARGISNULL(i) ? RCM_NO_USD : PG_GETARG_INT64(i);
}

static inline int32_t
number_arg(FunctionCallInfo fcinfo, int i, int32_t otherwise)
{
	return PG_ARGISNULL(i) ? otherwise : PG_GETARG_INT32(i);
}

static inline bool
flag_arg(FunctionCallInfo fcinfo, int i, bool otherwise)
{
	return PG_ARGISNULL(i) ? otherwise : PG_GETARG_BOOL(i);
}

static inline RcmKpiAnswer
answer_arg(FunctionCallInfo fcinfo, int i)
{
	if (PG_ARGISNULL(i))
		return RCM_KPI_MAYBE;
	return PG_GETARG_BOOL(i) ? RCM_KPI_YES : RCM_KPI_NO;
}

static inline RcmText
word_arg(FunctionCallInfo fcinfo, int i)
{
	text	   *word;

	if (PG_ARGISNULL(i))
		return (RcmText) {NULL, 0};
	word = PG_GETARG_TEXT_PP(i);
	return (RcmText) {VARDATA_ANY(word), (int32_t) VARSIZE_ANY_EXHDR(word)};
}

/* Reports a word that is not known; the words that are stand in the hint, the given one nowhere: it may be anything. */
static void
refuse_word(const RcmKpiFact *fact)
{
	StringInfoData known;

	initStringInfo(&known);
	for (int i = 0; fact->words[i].len > 0; i++)
		appendStringInfo(&known, "%s%s", i > 0 ? ", " : "", fact->words[i].data);
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("%s has a value that is not known", fact->unknown),
			 errhint("It is one of: %s.", known.data)));
}

/* Room for any fact. */
#define FACT_ROOM (VARHDRSZ + RCM_KPI_PACKED_SIZE(RCM_KPI_FACT_MOST))

/*
 * A fact as a packed state.  It lies in a buffer of the calling expression,
 * which the next call overwrites: nobody keeps a result beyond the row that it
 * was computed for without a copy, and a buffer for each row would cost as
 * much as the counting.
 */
static Datum
fact_state(FunctionCallInfo fcinfo, const RcmKpiFact *fact)
{
	size_t		numbers = (size_t) fact->count * sizeof(int64_t);
	RcmKpiHead	head = {RCM_KPI_PACKED, (uint8_t) fact->count, {0, 0}};
	struct varlena *state;
	char	   *p;

	if (fact->unknown != NULL)
		refuse_word(fact);
	if (!fact->fits)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("a counter of rcm.kpi is out of range")));
	if (fcinfo->flinfo->fn_extra == NULL)
		fcinfo->flinfo->fn_extra = MemoryContextAlloc(fcinfo->flinfo->fn_mcxt, FACT_ROOM);
	state = fcinfo->flinfo->fn_extra;
	SET_VARSIZE(state, VARHDRSZ + RCM_KPI_PACKED_SIZE(fact->count));
	p = VARDATA(state);
	memcpy(p, &head, sizeof(head));
	memcpy(p + sizeof(head), fact->numbers, numbers);
	/* A copy of a fixed size is a few instructions; what is too much lies within the room. */
	memcpy(p + sizeof(head) + numbers, fact->counters, RCM_KPI_FACT_MOST);
	return PointerGetDatum(state);
}

RCM_FUNCTION(rcm_kpi_charge_fact)
{
	RcmKpiChargeRow row = {amount_arg(fcinfo, 0), number_arg(fcinfo, 1, RCM_KPI_NO_NUMBER),
		number_arg(fcinfo, 2, 3), flag_arg(fcinfo, 3, false)};
	RcmKpiFact	fact;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	rcm_kpi_charge(&row, &fact);
	return fact_state(fcinfo, &fact);
}

RCM_FUNCTION(rcm_kpi_claim_fact)
{
	RcmKpiFact	fact;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	rcm_kpi_claim(PG_GETARG_BOOL(0), &fact);
	return fact_state(fcinfo, &fact);
}

RCM_FUNCTION(rcm_kpi_submission_fact)
{
	RcmKpiSubmissionRow row = {amount_arg(fcinfo, 0), number_arg(fcinfo, 2, 1), answer_arg(fcinfo, 1),
		number_arg(fcinfo, 3, RCM_KPI_NO_NUMBER), number_arg(fcinfo, 4, RCM_KPI_NO_NUMBER)};
	RcmKpiFact	fact;

	rcm_kpi_submission(&row, &fact);
	return fact_state(fcinfo, &fact);
}

RCM_FUNCTION(rcm_kpi_remittance_fact)
{
	RcmKpiRemittanceRow row = {
		.charge = amount_arg(fcinfo, 0), .paid = amount_arg(fcinfo, 1), .lines = number_arg(fcinfo, 2, 1),
		.denied_lines = number_arg(fcinfo, 3, 0), .denied = amount_arg(fcinfo, 4), .request_lines = number_arg(fcinfo, 5, 0),
		.requested = amount_arg(fcinfo, 6), .duplicate_lines = number_arg(fcinfo, 7, 0),
		.primary_payer = flag_arg(fcinfo, 8, true), .paid_first = answer_arg(fcinfo, 9)
	};
	RcmKpiFact	fact;

	rcm_kpi_remittance(&row, &fact);
	return fact_state(fcinfo, &fact);
}

RCM_FUNCTION(rcm_kpi_disposition_fact)
{
	RcmKpiDispositionRow row = {word_arg(fcinfo, 0), number_arg(fcinfo, 1, RCM_KPI_NO_NUMBER), number_arg(fcinfo, 2, 0)};
	RcmKpiFact	fact;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	rcm_kpi_disposition(&row, &fact);
	return fact_state(fcinfo, &fact);
}

RCM_FUNCTION(rcm_kpi_entry_fact)
{
	RcmKpiEntryRow row = {
		.kind = word_arg(fcinfo, 0), .amount = amount_arg(fcinfo, 1), .avoidable = flag_arg(fcinfo, 2, false),
		.at_service = flag_arg(fcinfo, 3, false), .timely = answer_arg(fcinfo, 4),
		.days_to_payment = number_arg(fcinfo, 5, RCM_KPI_NO_NUMBER),
		.days_since_statement = number_arg(fcinfo, 6, RCM_KPI_NO_NUMBER)
	};
	RcmKpiFact	fact;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	rcm_kpi_entry(&row, &fact);
	return fact_state(fcinfo, &fact);
}

RCM_FUNCTION(rcm_kpi_cohort_fact)
{
	RcmKpiCohortRow row = {
		.charge = amount_arg(fcinfo, 0), .contractual = amount_arg(fcinfo, 1), .paid = amount_arg(fcinfo, 2),
		.denied = amount_arg(fcinfo, 3), .bad_debt = amount_arg(fcinfo, 4), .charity = amount_arg(fcinfo, 5),
		.encounter = flag_arg(fcinfo, 6, false), .mature = flag_arg(fcinfo, 7, true)
	};
	RcmKpiFact	fact;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	rcm_kpi_cohort(&row, &fact);
	return fact_state(fcinfo, &fact);
}

RCM_FUNCTION(rcm_kpi_receivable_fact)
{
	RcmKpiReceivableRow row = {
		.balance = amount_arg(fcinfo, 0), .age = number_arg(fcinfo, 1, RCM_KPI_NO_NUMBER), .patient = flag_arg(fcinfo, 2, false),
		.billed = flag_arg(fcinfo, 3, true), .on_plan = flag_arg(fcinfo, 4, false), .allowance = amount_arg(fcinfo, 5),
		.apart = word_arg(fcinfo, 6)
	};
	RcmKpiFact	fact;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	rcm_kpi_receivable(&row, &fact);
	return fact_state(fcinfo, &fact);
}

RCM_FUNCTION(rcm_kpi_open_claim_fact)
{
	RcmKpiOpenClaimRow row = {number_arg(fcinfo, 0, RCM_KPI_NO_NUMBER), number_arg(fcinfo, 1, RCM_KPI_NO_NUMBER), flag_arg(fcinfo, 2, false),
		number_arg(fcinfo, 3, 45), flag_arg(fcinfo, 4, false), number_arg(fcinfo, 5, 45)};
	RcmKpiFact	fact;

	rcm_kpi_open_claim(&row, &fact);
	return fact_state(fcinfo, &fact);
}

RCM_FUNCTION(rcm_kpi_patient_balance_fact)
{
	RcmKpiPatientRow row = {amount_arg(fcinfo, 0), amount_arg(fcinfo, 1),
		{amount_arg(fcinfo, 2), amount_arg(fcinfo, 3), amount_arg(fcinfo, 4), amount_arg(fcinfo, 5)},
	number_arg(fcinfo, 6, RCM_KPI_NO_NUMBER)};
	RcmKpiFact	fact;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	rcm_kpi_patient_balance(&row, &fact);
	return fact_state(fcinfo, &fact);
}

RCM_FUNCTION(rcm_kpi_appointment_fact)
{
	RcmKpiAppointmentRow row = {
		.status = word_arg(fcinfo, 0), .notice_hours = number_arg(fcinfo, 1, RCM_KPI_NO_NUMBER), .notice_limit = number_arg(fcinfo, 2, 24),
		.same_day = flag_arg(fcinfo, 3, false), .insured = flag_arg(fcinfo, 4, false), .verified = flag_arg(fcinfo, 5, false),
		.ahead = flag_arg(fcinfo, 6, false), .preregistered = flag_arg(fcinfo, 7, false), .value = amount_arg(fcinfo, 8),
		.charge = amount_arg(fcinfo, 9), .enrolled = flag_arg(fcinfo, 10, true)
	};
	RcmKpiFact	fact;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	rcm_kpi_appointment(&row, &fact);
	return fact_state(fcinfo, &fact);
}

RCM_FUNCTION(rcm_kpi_visit_fact)
{
	RcmKpiVisitRow row = {flag_arg(fcinfo, 0, false), number_arg(fcinfo, 1, RCM_KPI_NO_NUMBER), number_arg(fcinfo, 2, 0),
		number_arg(fcinfo, 3, 0), amount_arg(fcinfo, 4), amount_arg(fcinfo, 5)};
	RcmKpiFact	fact;

	rcm_kpi_visit(&row, &fact);
	return fact_state(fcinfo, &fact);
}

RCM_FUNCTION(rcm_kpi_estimate_fact)
{
	RcmKpiFact	fact;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	rcm_kpi_estimate(PG_GETARG_INT64(0), PG_GETARG_INT64(1), &fact);
	return fact_state(fcinfo, &fact);
}

RCM_FUNCTION(rcm_kpi_denial_fact)
{
	RcmKpiDenialRow row = {amount_arg(fcinfo, 0), word_arg(fcinfo, 1), flag_arg(fcinfo, 2, true), flag_arg(fcinfo, 3, false)};
	RcmKpiFact	fact;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	rcm_kpi_denial(&row, &fact);
	return fact_state(fcinfo, &fact);
}

RCM_FUNCTION(rcm_kpi_appeal_fact)
{
	RcmKpiAppealRow row = {amount_arg(fcinfo, 0), amount_arg(fcinfo, 1),
		number_arg(fcinfo, 2, RCM_KPI_NO_NUMBER), number_arg(fcinfo, 3, RCM_KPI_NO_NUMBER)};
	RcmKpiFact	fact;

	rcm_kpi_appeal(&row, &fact);
	return fact_state(fcinfo, &fact);
}

RCM_FUNCTION(rcm_kpi_paid_line_fact)
{
	RcmKpiPaidLineRow row = {amount_arg(fcinfo, 0), amount_arg(fcinfo, 1), amount_arg(fcinfo, 2), answer_arg(fcinfo, 3)};
	RcmKpiFact	fact;

	rcm_kpi_paid_line(&row, &fact);
	return fact_state(fcinfo, &fact);
}

/* One counter by its name. */
RCM_FUNCTION(rcm_kpi_of)
{
	int64_t		counters[RCM_KPI_COUNTERS] = {0};
	int			counter = rcm_kpi_named_counter(PG_GETARG_TEXT_PP(0));
	char	   *number = DatumGetCString(DirectFunctionCall1(numeric_out, PG_GETARG_DATUM(1)));
	RcmKpiStatus status;

	status = rcm_kpi_parse_number(counter, rcm_text_of(number), &counters[counter]);
	if (status == RCM_KPI_FRACTION)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("number \"%s\" is too fine for counter \"%s\"", number, rcm_kpi_counters[counter].name),
				 errdetail("Money is exact in cents; counts and days are whole numbers.")));
	if (status != RCM_KPI_OK)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("number \"%s\" is out of range for counter \"%s\"", number, rcm_kpi_counters[counter].name)));
	return rcm_kpi_packed(counters);
}
