/*
 * read_claim.c - loop 2100: the CLP and what follows it before the lines.
 */
#include "remittance/read_parts.h"

static RcmText
text(Rcm835Reader *r, int i)
{
	return rcm_835_text(r, RCM_835_FOR_CLAIM, i);
}

static void
number(Rcm835Reader *r, int i, RcmNumber *n)
{
	rcm_x12_number(&r->at, &r->arena[RCM_835_FOR_CLAIM], i, rcm_x12_raw(&r->at, i), n);
}

static void
tell_missing(Rcm835Reader *r)
{
	static const char *const messages[] = {
		"CLP01, the claim's number, is not given",
		"CLP02, how the claim was processed, is not given",
		"CLP03, the claim's charge, is not given",
		"CLP04, what the claim was paid, is not given",
	};

	for (int i = 1; i <= 4; i++)
		if (rcm_x12_raw(&r->at, i).len == 0)
			rcm_x12_finding(&r->at, "CLP-MISSING", i, messages[i - 1]);
}

void
rcm_835_start_claim(Rcm835Reader *r)
{
	RcmRemittanceClaim *c = &r->claim;

	memset(c, 0, offsetof(RcmRemittanceClaim, mia));
	c->mia.count = c->moa.count = 0;
	rcm_835_no_figures(&c->figures);
	r->in_claim = true;
	r->loop = RCM_835_CLAIM;
	r->claim_adjustments = r->line_adjustments = (Rcm835Sum) {0, false};
	r->lines_charge = r->lines_paid = (Rcm835Sum) {0, false};
	r->adjustment = 0;
	r->claim_place = rcm_835_place(r, 4);
	tell_missing(r);
	c->payment = r->payment.payment;
	c->claim = ++r->payment.claims;
	c->at = rcm_835_source(r);
	c->provider = r->provider;
	c->claim_id = text(r, 1);
	c->status = text(r, 2);
	c->charge = rcm_835_money(r, 3, &r->charges, NULL);
	c->paid = rcm_835_money(r, 4, &r->paid, NULL);
	c->patient_responsibility = rcm_835_money(r, 5, NULL, NULL);
	c->filing_ind = text(r, 6);
	c->payer_claim_control = text(r, 7);
	c->facility = text(r, 8);
	c->freq = text(r, 9);
	c->drg = text(r, 11);
	number(r, 12, &c->drg_weight);
	number(r, 13, &c->discharge_fraction);
	c->statement_from = c->statement_to = c->received_on = c->coverage_expired = RCM_NO_DATE;
	c->allowed = c->interest = RCM_NO_USD;
}

void
rcm_835_finish_claim(Rcm835Reader *r)
{
	if (!r->in_claim)
		return;
	rcm_835_finish_line(r);
	r->in_claim = false;
	rcm_835_balance_claim(r);
	if (r->deliver.claim != NULL)
		r->deliver.claim(r->at.owner, &r->claim);
	rcm_arena_reset(&r->arena[RCM_835_FOR_CLAIM]);
}

/* ---- what claims and lines share ---- */

void
rcm_835_figure(Rcm835Reader *r, RcmRemittanceFigures *f, Rcm835Memory memory)
{
	bool		money = r->at.segment->id == ID3('A', 'M', 'T');
	int		   *count = money ? &f->amounts : &f->quantities;

	if (*count == RCM_835_MOST_AMOUNTS)
	{
		if (!f->told)
			rcm_x12_finding(&r->at, "LIMIT", 0, "more AMT or QTY segments than are kept");
		f->told = true;
		return;
	}
	if (money)
	{
		RcmRemittanceAmount *a = &f->amount[*count];

		a->amount = rcm_835_money(r, 2, NULL, NULL);
		if (a->amount == RCM_NO_USD)
			return;
		a->qualifier = rcm_835_text(r, memory, 1);
	}
	else
	{
		RcmRemittanceQuantity *q = &f->quantity[*count];

		rcm_x12_number(&r->at, &r->arena[memory], 2, rcm_x12_raw(&r->at, 2), &q->quantity);
		if (q->quantity.state != RCM_NUMBER_OK)
			return;
		q->qualifier = rcm_835_text(r, memory, 1);
	}
	++*count;
}

bool
rcm_835_days(Rcm835Reader *r, int32_t *from, int32_t *to)
{
	if (rcm_x12_raw(&r->at, 2).len == 0)
		return rcm_x12_period(&r->at, 5, from, to);
	*from = *to = rcm_x12_day(&r->at, 2, rcm_x12_raw(&r->at, 2));
	return *from != RCM_NO_DATE;
}

/* ---- segments of a claim ---- */

static void
read_nm1(Rcm835Reader *r)
{
	RcmRemittanceClaim *c = &r->claim;
	RcmText		entity = rcm_x12_raw(&r->at, 1);
	const struct
	{
		const char *entity;
		RcmText    *last,
				   *first,
				   *middle,
				   *id;
	}			parties[] = {
		{"QC", &c->patient_last, &c->patient_first, &c->patient_middle, &c->patient_id},
		{"IL", &c->subscriber_last, &c->subscriber_first, NULL, &c->subscriber_id},
		{"74", &c->corrected_last, &c->corrected_first, NULL, &c->corrected_id},
		{"82", &c->rendering_last, &c->rendering_first, NULL, NULL},
		{"TT", &c->crossover_payer_name, NULL, NULL, &c->crossover_payer_id},
		{"PR", &c->priority_payer_name, NULL, NULL, &c->priority_payer_id},
		{"GB", NULL, NULL, NULL, &c->other_subscriber_id},
	};

	for (size_t i = 0; i < sizeof(parties) / sizeof(parties[0]); i++)
	{
		if (!rcm_text_is(entity, parties[i].entity))
			continue;
		if (parties[i].last != NULL)
			rcm_835_first(r, RCM_835_FOR_CLAIM, parties[i].last, 3);
		if (parties[i].first != NULL)
			rcm_835_first(r, RCM_835_FOR_CLAIM, parties[i].first, 4);
		if (parties[i].middle != NULL)
			rcm_835_first(r, RCM_835_FOR_CLAIM, parties[i].middle, 5);
		if (parties[i].id != NULL)
			rcm_835_first(r, RCM_835_FOR_CLAIM, parties[i].id, 9);
	}
	if (rcm_text_is(entity, "82") && rcm_x12_is(&r->at, 8, "XX"))
		rcm_835_first(r, RCM_835_FOR_CLAIM, &c->rendering_npi, 9);
}

static void
read_ref(Rcm835Reader *r)
{
	RcmRemittanceClaim *c = &r->claim;
	RcmText		what = rcm_x12_raw(&r->at, 1);
	RcmText    *member = rcm_text_is(what, "F8") ? &c->original_ref :
		rcm_text_is(what, "CE") ? &c->contract :
		rcm_text_is(what, "1L") ? &c->group_number :
		rcm_text_is(what, "G1") ? &c->auth_number : NULL;

	if (member != NULL)
		rcm_835_first(r, RCM_835_FOR_CLAIM, member, 2);
}

static void
read_dtm(Rcm835Reader *r)
{
	RcmRemittanceClaim *c = &r->claim;
	RcmText		what = rcm_x12_raw(&r->at, 1);
	int32_t    *member = rcm_text_is(what, "232") ? &c->statement_from :
		rcm_text_is(what, "233") ? &c->statement_to :
		rcm_text_is(what, "050") ? &c->received_on :
		rcm_text_is(what, "036") ? &c->coverage_expired : NULL;
	int32_t		from;
	int32_t		to;

	if (member != NULL && *member == RCM_NO_DATE && rcm_835_days(r, &from, &to))
		*member = from;
}

/* MIA and MOA: everything as it was sent, and the remark codes among it as remarks. */
static void
read_outcome(Rcm835Reader *r, RcmRemittanceOutcome *o, const char *source)
{
	static const int inpatient[] = {5, 20, 21, 22, 23};
	static const int outpatient[] = {3, 4, 5, 6, 7};
	const int  *remarks = o == &r->claim.mia ? inpatient : outpatient;

	for (int i = 0; i < 5; i++)
		rcm_835_remark(r, source, 0, remarks[i]);
	if (o->count > 0)
		return;
	o->count = r->at.segment->count < RCM_835_MOST_OUTCOMES ? r->at.segment->count : RCM_835_MOST_OUTCOMES;
	for (int i = 0; i < o->count; i++)
		o->element[i] = text(r, i + 1);
}

static void
read_amount(Rcm835Reader *r)
{
	RcmRemittanceClaim *c = &r->claim;
	int			before = c->figures.amounts;
	int64_t    *member = rcm_x12_is(&r->at, 1, "AU") ? &c->allowed :
		rcm_x12_is(&r->at, 1, "I") ? &c->interest : NULL;

	rcm_835_figure(r, &c->figures, RCM_835_FOR_CLAIM);
	if (member != NULL && *member == RCM_NO_USD && c->figures.amounts > before)
		*member = c->figures.amount[before].amount;
}

void
rcm_835_in_claim(Rcm835Reader *r)
{
	switch (r->at.segment->id)
	{
		case ID3('N', 'M', '1'):
			read_nm1(r);
			break;
		case ID3('R', 'E', 'F'):
			read_ref(r);
			break;
		case ID3('D', 'T', 'M'):
			read_dtm(r);
			break;
		case ID3('A', 'M', 'T'):
			read_amount(r);
			break;
		case ID3('Q', 'T', 'Y'):
			rcm_835_figure(r, &r->claim.figures, RCM_835_FOR_CLAIM);
			break;
		case ID3('M', 'I', 'A'):
			read_outcome(r, &r->claim.mia, "MIA");
			break;
		case ID3('M', 'O', 'A'):
			read_outcome(r, &r->claim.moa, "MOA");
			break;
		case ID2('L', 'Q'):
			rcm_835_remark(r, "LQ", 1, 2);
			break;
		default:
			break;
	}
}
