/*
 * read_payment.c - the payment itself: BPR, TRN, who pays whom, the provider
 * whose claims follow, and PLB.
 */
#include "remittance/read_parts.h"

#define MOST_PAIRS 6			/* in one PLB */

void
rcm_835_start_payment(Rcm835Reader *r)
{
	RcmRemittancePayment *p = &r->payment;

	rcm_arena_reset(&r->arena[RCM_835_FOR_PAYMENT]);
	memset(p, 0, sizeof(*p));
	r->active = true;
	r->loop = RCM_835_HEADER;
	r->bpr = r->trn = r->payer = r->payee = r->contact = false;
	r->charges = r->paid = r->provider_adjustments = (Rcm835Sum) {0, false};
	r->provider_adjustment = 0;
	r->provider = (RcmText) {"", 0};
	r->payment_place = *r->at.place;
	p->payment = ++r->payments;
	p->interchange = r->at.place->interchange;
	p->group = r->at.place->group;
	p->transaction = r->at.place->transaction;
	p->at = rcm_835_source(r);
	p->control_number = rcm_835_text(r, RCM_835_FOR_PAYMENT, 2);
	p->version = r->group_version;
	rcm_835_first(r, RCM_835_FOR_PAYMENT, &p->version, 3);
	p->amount = RCM_NO_USD;
	p->payment_date = p->production_date = RCM_NO_DATE;
	if (r->deliver.payment == NULL)
		return;
	rcm_digest_begin(&r->digest);
	rcm_digest_segment(&r->digest, r->at.segment, &r->at.delimiters);
}

static void
tell_missing(const Rcm835Reader *r)
{
	const struct
	{
		bool		there;
		const char *code;
		const char *message;
	}			parts[] = {
		{r->bpr, "BPR-MISSING", "this remittance has no BPR: how much was paid is not known"},
		{r->trn, "TRN-MISSING", "this remittance has no TRN: nothing ties it to a payment"},
	};

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (!parts[i].there)
			rcm_x12_report(r->at.report, r->at.owner, RCM_X12_LEVEL_TRANSACTION, parts[i].code,
						   &r->payment_place, "%s", parts[i].message);
}

void
rcm_835_finish_payment(Rcm835Reader *r)
{
	RcmRemittancePayment *p = &r->payment;

	if (!r->active)
		return;
	rcm_835_finish_claim(r);
	r->active = false;
	tell_missing(r);
	if (p->payee_tin.len == 0 && rcm_text_is(p->payee_id_qualifier, "FI"))
		p->payee_tin = p->payee_id;
	rcm_835_balance_payment(r);
	if (r->deliver.payment == NULL)
		return;
	rcm_digest_end(&r->digest, p->digest);
	r->deliver.payment(r->at.owner, p);
}

/* ---- the header ---- */

static void
read_bpr(Rcm835Reader *r)
{
	RcmRemittancePayment *p = &r->payment;

	if (r->bpr)
	{
		rcm_x12_finding(&r->at, "BPR-REPEATED", 0, "a second BPR in one remittance; the first one counts");
		return;
	}
	r->bpr = true;
	r->amount_place = rcm_835_place(r, 2);
	p->handling = rcm_835_text(r, RCM_835_FOR_PAYMENT, 1);
	p->amount = rcm_835_money(r, 2, NULL, NULL);
	if (rcm_x12_raw(&r->at, 2).len == 0)
		rcm_x12_finding(&r->at, "BPR-MISSING", 2, "BPR02, the amount paid, is not given");
	p->credit_debit = rcm_835_text(r, RCM_835_FOR_PAYMENT, 3);
	p->method = rcm_835_text(r, RCM_835_FOR_PAYMENT, 4);
	p->payment_date = rcm_x12_day(&r->at, 16, rcm_x12_raw(&r->at, 16));
}

static void
read_trn(Rcm835Reader *r)
{
	RcmRemittancePayment *p = &r->payment;

	if (r->trn)
		return;
	r->trn = true;
	p->trace_number = rcm_835_text(r, RCM_835_FOR_PAYMENT, 2);
	p->payer_tax_id = rcm_835_text(r, RCM_835_FOR_PAYMENT, 3);
	if (p->trace_number.len == 0)
		rcm_x12_finding(&r->at, "TRN-MISSING", 2, "TRN02, the payment's number, is not given");
}

/* A telephone number of the claims office (CX) is better than one of the technicians (BL). */
static void
read_per(Rcm835Reader *r)
{
	RcmRemittancePayment *p = &r->payment;
	bool		office = rcm_x12_is(&r->at, 1, "CX");

	for (int i = 3; i <= 7; i += 2)
		if (rcm_x12_is(&r->at, i, "TE"))
		{
			if (office && !r->contact && rcm_x12_raw(&r->at, i + 1).len > 0)
			{
				r->contact = true;
				p->payer_contact_phone = rcm_835_text(r, RCM_835_FOR_PAYMENT, i + 1);
			}
			rcm_835_first(r, RCM_835_FOR_PAYMENT, &p->payer_contact_phone, i + 1);
		}
		else if (rcm_x12_is(&r->at, i, "UR"))
			rcm_835_first(r, RCM_835_FOR_PAYMENT, &p->payer_contact_url, i + 1);
}

static void
read_ref(Rcm835Reader *r)
{
	RcmRemittancePayment *p = &r->payment;
	RcmText		what = rcm_x12_raw(&r->at, 1);

	if (r->loop == RCM_835_HEADER && rcm_text_is(what, "EV"))
		rcm_835_first(r, RCM_835_FOR_PAYMENT, &p->receiver_id, 2);
	else if (r->loop == RCM_835_PAYER && rcm_x12_one_of(what, "2U NF EO HI"))
		rcm_835_first(r, RCM_835_FOR_PAYMENT, &p->payer_id, 2);
	else if (r->loop == RCM_835_PAYEE && rcm_text_is(what, "TJ"))
		rcm_835_first(r, RCM_835_FOR_PAYMENT, &p->payee_tin, 2);
}

/* N1: a second payer or payee of one payment is told, and read over. */
void
rcm_835_party(Rcm835Reader *r)
{
	RcmRemittancePayment *p = &r->payment;

	r->loop = RCM_835_PARTY;
	if (rcm_x12_is(&r->at, 1, "PR"))
	{
		if (r->payer)
			rcm_x12_finding(&r->at, "PAYER-REPEATED", 0, "a second payer in one remittance; the first one counts");
		else
		{
			r->loop = RCM_835_PAYER;
			p->payer_name = rcm_835_text(r, RCM_835_FOR_PAYMENT, 2);
			p->payer_id = rcm_835_text(r, RCM_835_FOR_PAYMENT, 4);
		}
		r->payer = true;
	}
	else if (rcm_x12_is(&r->at, 1, "PE"))
	{
		if (r->payee)
			rcm_x12_finding(&r->at, "PAYEE-REPEATED", 0, "a second payee in one remittance; the first one counts");
		else
		{
			r->loop = RCM_835_PAYEE;
			p->payee_name = rcm_835_text(r, RCM_835_FOR_PAYMENT, 2);
			p->payee_id_qualifier = rcm_835_text(r, RCM_835_FOR_PAYMENT, 3);
			p->payee_id = rcm_835_text(r, RCM_835_FOR_PAYMENT, 4);
		}
		r->payee = true;
	}
}

void
rcm_835_in_payment(Rcm835Reader *r)
{
	switch (r->at.segment->id)
	{
		case ID3('B', 'P', 'R'):
			read_bpr(r);
			break;
		case ID3('T', 'R', 'N'):
			read_trn(r);
			break;
		case ID3('D', 'T', 'M'):
			if (r->payment.production_date == RCM_NO_DATE && rcm_x12_is(&r->at, 1, "405"))
				r->payment.production_date = rcm_x12_day(&r->at, 2, rcm_x12_raw(&r->at, 2));
			break;
		case ID3('R', 'E', 'F'):
			read_ref(r);
			break;
		case ID3('P', 'E', 'R'):
			if (r->loop == RCM_835_PAYER)
				read_per(r);
			break;
		case ID2('L', 'X'):
			r->loop = RCM_835_PROVIDER;
			r->provider = (RcmText) {"", 0};
			break;
		case ID3('T', 'S', '3'):
			r->loop = RCM_835_PROVIDER;
			rcm_arena_reset(&r->arena[RCM_835_FOR_PROVIDER]);
			r->provider = rcm_835_text(r, RCM_835_FOR_PROVIDER, 1);
			break;
		default:
			break;
	}
}

/* ---- PLB ---- */

static void
read_pair(Rcm835Reader *r, int i, RcmProviderAdjustment *a)
{
	RcmText		reason = rcm_x12_part(&r->at, i, 1);

	if (rcm_x12_raw(&r->at, i).len == 0 && rcm_x12_raw(&r->at, i + 1).len == 0)
		return;
	if (reason.len == 0)
		rcm_x12_finding(&r->at, "PLB-PAIR", i, "an amount without a reason");
	if (rcm_x12_raw(&r->at, i + 1).len == 0)
		rcm_x12_finding(&r->at, "PLB-PAIR", i + 1, "a reason without an amount");
	a->adjustment = ++r->provider_adjustment;
	a->amount = rcm_835_money(r, i + 1, &r->provider_adjustments, NULL);
	if (r->deliver.provider_adjustment == NULL)
		return;
	a->reason = rcm_835_part(r, RCM_835_FOR_ROW, i, 1);
	a->reference = rcm_835_part(r, RCM_835_FOR_ROW, i, 2);
	r->deliver.provider_adjustment(r->at.owner, a);
}

/* Pairs that are too many are told, and count all the same: it is money. */
void
rcm_835_provider_adjustments(Rcm835Reader *r)
{
	RcmProviderAdjustment a;

	r->loop = RCM_835_SUMMARY;
	memset(&a, 0, sizeof(a));
	a.payment = r->payment.payment;
	a.provider = rcm_835_text(r, RCM_835_FOR_ROW, 1);
	a.fiscal_date = rcm_x12_day(&r->at, 2, rcm_x12_raw(&r->at, 2));
	a.at = rcm_835_source(r);
	if (r->at.segment->count > 2 + 2 * MOST_PAIRS)
		rcm_x12_finding(&r->at, "PLB-PAIR", 3 + 2 * MOST_PAIRS, "more than six adjustments in one PLB");
	for (int i = 3; i <= r->at.segment->count; i += 2)
		read_pair(r, i, &a);
	rcm_arena_reset(&r->arena[RCM_835_FOR_ROW]);
}
