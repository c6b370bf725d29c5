/*
 * read_status.c - STC, and the totals behind it at the levels of a batch.
 */
#include "status/read.h"

/* The name that a row goes by: a status below a patient is of a claim. */
const char *
rcm_277_level_name(Rcm277Level level)
{
	static const char *const names[] = {
		"claim", "payer", "receiver", "provider", "claim", "claim", "claim", "line"
	};

	return names[level];
}

/* ---- one STC ---- */

static RcmText
keep(Rcm277Reader *r, RcmText t)
{
	return rcm_x12_keep(&r->at, &r->arena[RCM_277_FOR_STATUS], t);
}

static void
read_code(Rcm277Reader *r, int element, Rcm277Code *code)
{
	code->category = keep(r, rcm_x12_part(&r->at, element, 1));
	code->code = keep(r, rcm_x12_part(&r->at, element, 2));
	code->entity = keep(r, rcm_x12_part(&r->at, element, 3));
	code->code_list = keep(r, rcm_x12_part(&r->at, element, 4));
}

static void
check(Rcm277Reader *r, const Rcm277Stc *stc)
{
	if (stc->codes[0].category.len == 0)
		rcm_x12_finding(&r->at, "STC01-MISSING", 1, "a status without a category");
	else if (rcm_277_contradicts(stc->codes[0].category, stc->action))
		rcm_x12_finding(&r->at, "STC03-CATEGORY", 3,
						"action and category contradict each other; it is read as a rejection");
	if (r->level == RCM_277_NOWHERE && !r->level_told)
	{
		rcm_x12_finding(&r->at, "STATUS-LEVEL", 0,
						"a status outside of the levels of a 277; it is read as a claim's");
		r->level_told = true;
	}
}

void
rcm_277_hold_status(Rcm277Reader *r)
{
	static const int elements[RCM_277_COMPOSITES] = {1, 10, 11};
	Rcm277Stc  *stc;

	if (r->held == RCM_277_HELD)
	{
		rcm_x12_finding(&r->at, "TOO-MANY-STATUSES", 0,
						"so many statuses of one claim or level that those before this do not know what is behind them");
		rcm_277_release(r);
	}
	r->statuses++;
	stc = rcm_alloc(&r->arena[RCM_277_FOR_STATUS], sizeof(*stc));
	if (stc == NULL)
		return;
	stc->place = *r->at.place;
	stc->ordinal = r->statuses;
	for (int i = 0; i < RCM_277_COMPOSITES; i++)
		read_code(r, elements[i], &stc->codes[i]);
	stc->date = rcm_x12_day(&r->at, 2, rcm_x12_raw(&r->at, 2));
	stc->action = keep(r, rcm_x12_raw(&r->at, 3));
	stc->charge = rcm_x12_amount(&r->at, 4);
	stc->paid = rcm_x12_amount(&r->at, 5);
	stc->finalized_on = rcm_x12_day(&r->at, 6, rcm_x12_raw(&r->at, 6));
	stc->payment_method = keep(r, rcm_x12_raw(&r->at, 7));
	stc->payment_date = rcm_x12_day(&r->at, 8, rcm_x12_raw(&r->at, 8));
	stc->check_number = keep(r, rcm_x12_raw(&r->at, 9));
	stc->message = keep(r, rcm_x12_raw(&r->at, 12));
	check(r, stc);
	if (r->last != NULL)
		r->last->next = stc;
	else
		r->first = stc;
	r->last = stc;
	r->held++;
}

/* ---- totals ---- */

/* A count of claims; none may be nought, which rcm_x12_whole does not take. */
static int64_t
count_of(Rcm277Reader *r, int element)
{
	RcmText		t = rcm_x12_raw(&r->at, element);
	RcmNumber	number;

	rcm_number_parse(&number, t, false);
	if (number.state == RCM_NUMBER_NONE)
		return RCM_NO_INT;
	if (number.state == RCM_NUMBER_OK && number.millionths >= 0 && number.millionths % RCM_ONE == 0 &&
		number.millionths / RCM_ONE <= 999999999)
		return number.millionths / RCM_ONE;
	rcm_x12_finding(&r->at, "NUMBER", element, "not a count of claims");
	return RCM_NO_INT;
}

void
rcm_277_read_total(Rcm277Reader *r)
{
	RcmText		what = rcm_x12_raw(&r->at, 1);
	Rcm277Totals *t = &r->totals;

	if (!rcm_x12_one_of(what, "90 QA AA QC YU YY"))
		return;
	if (!t->given)
	{
		*t = (Rcm277Totals) {true, *r->at.place, RCM_NO_INT, RCM_NO_INT, RCM_NO_USD, RCM_NO_USD};
	}
	if (r->at.segment->id == ID3('Q', 'T', 'Y'))
	{
		if (rcm_x12_one_of(what, "90 QA"))
			t->accepted = count_of(r, 2);
		else if (rcm_x12_one_of(what, "AA QC"))
			t->rejected = count_of(r, 2);
	}
	else if (rcm_text_is(what, "YU"))
		t->accepted_charge = rcm_x12_amount(&r->at, 2);
	else if (rcm_text_is(what, "YY"))
		t->rejected_charge = rcm_x12_amount(&r->at, 2);
}

/* ---- out they go ---- */

/*
 * The number that we know a claim by: the account that the payer gives back,
 * else the trace, unless that is a number of the sender's own.
 */
static RcmText
claim_id(const Rcm277Reader *r)
{
	if (r->claim.account.len > 0)
		return r->claim.account;
	return r->claim.own_trace ? (RcmText) {"", 0} : r->claim.trace;
}

static void
deliver_status(Rcm277Reader *r, const Rcm277Stc *stc)
{
	Rcm277Status status = {.reader = r, .stc = stc};

	status.level = r->line.ordinal > 0 ? RCM_277_LINE : r->claim.ordinal > 0 ? RCM_277_CLAIM : r->level;
	if (r->claim.ordinal > 0)
		status.claim_id = claim_id(r);
	for (int i = 0; i < RCM_277_COMPOSITES; i++)
	{
		const Rcm277Code *code = &stc->codes[i];

		if (i > 0 && code->category.len == 0 && code->code.len == 0)
			continue;
		status.composite = i + 1;
		status.code = code;
		status.state = rcm_277_state(code->category, stc->action);
		r->deliver(r->at.owner, &status);
	}
}

void
rcm_277_release(Rcm277Reader *r)
{
	if (r->deliver != NULL)
		for (const Rcm277Stc *stc = r->first; stc != NULL; stc = stc->next)
			deliver_status(r, stc);
	if (r->totals.given && r->deliver_totals != NULL)
		r->deliver_totals(r->at.owner, r, r->first, &r->totals);
	r->first = r->last = NULL;
	r->held = 0;
	r->totals.given = false;
	rcm_arena_reset(&r->arena[RCM_277_FOR_STATUS]);
}
