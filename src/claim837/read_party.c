/*
 * read_party.c - what comes before the claims and holds for all of them:
 * the header, the billing provider (2000A), the subscriber and payer (2000B),
 * the patient (2000C).
 */
#include "claim837/read_parts.h"

/* Identifiers that stand for a provider who has no NPI. */
#define ATYPICAL "G2 1A 1B 1C 1D 1G 1H 1J 0B B3 BQ FH G5 LU N5 U3 X5"
/* Federal tax numbers: employer's, social security, and how 004010 wrote them. */
#define TAX_NUMBERS "EI SY TJ 24 34 FI"

static void
forget_person(Rcm837Person *p)
{
	memset(p, 0, sizeof(*p));
	p->dob = RCM_NO_DATE;
	p->dod = RCM_NO_DATE;
}

static void
forget_patient(Rcm837Reader *r)
{
	rcm_arena_reset(&r->arena[RCM_837_FOR_PATIENT]);
	forget_person(&r->patient);
	r->patient_level = false;
}

static void
forget_subscriber(Rcm837Reader *r)
{
	forget_patient(r);
	rcm_arena_reset(&r->arena[RCM_837_FOR_SUBSCRIBER]);
	forget_person(&r->subscriber);
	r->payer = NULL;
	memset(&r->payer_id, 0, sizeof(r->payer_id));
	memset(&r->payer_seq, 0, sizeof(r->payer_seq));
	memset(&r->filing_ind, 0, sizeof(r->filing_ind));
	memset(&r->msp_type, 0, sizeof(r->msp_type));
	memset(&r->billing_id, 0, sizeof(r->billing_id));
}

/* All that held for the claims so far. */
void
rcm_837_forget(Rcm837Reader *r)
{
	forget_subscriber(r);
	rcm_arena_reset(&r->arena[RCM_837_FOR_BILLING]);
	r->billing = NULL;
	r->pay_to = NULL;
}

/* HL: by what kind of level it is, not by its numbers, which are often wrong. */
void
rcm_837_level(Rcm837Reader *r)
{
	if (rcm_x12_is(&r->at, 3, "20"))
	{
		rcm_837_forget(r);
		r->loop = RCM_837_BILLING_LEVEL;
	}
	else if (rcm_x12_is(&r->at, 3, "22"))
	{
		forget_subscriber(r);
		r->loop = RCM_837_SUBSCRIBER_LEVEL;
	}
	else if (rcm_x12_is(&r->at, 3, "23"))
	{
		forget_patient(r);
		r->patient_level = true;
		r->loop = RCM_837_PATIENT_LEVEL;
	}
	else
		r->loop = RCM_837_NONE;
}

/* ---- providers, in any loop ---- */

void
rcm_837_provider_name(Rcm837Reader *r, Rcm837Memory memory, RcmProvider *p)
{
	const RcmShape *shape = r->shapes.provider;
	RcmText		qualifier = rcm_x12_raw(&r->at, 8);
	RcmText		last = rcm_837_text(r, memory, 3);
	RcmText		first = rcm_837_text(r, memory, 4);
	RcmText		id = rcm_837_text(r, memory, 9);

	if (p == NULL)
		return;
	rcm_837_set_text(p, shape, &p->middle, rcm_837_text(r, memory, 5));
	rcm_837_set_text(p, shape, &p->suffix, rcm_837_text(r, memory, 7));
	if (first.len > 0 || rcm_x12_is(&r->at, 2, "1"))
	{
		rcm_837_set_text(p, shape, &p->last, last);
		rcm_837_set_text(p, shape, &p->first, first);
	}
	else
		rcm_837_set_text(p, shape, &p->name, last);
	if (rcm_text_is(qualifier, "XX"))
		rcm_837_set_text(p, shape, &p->npi, id);
	else if (rcm_x12_one_of(qualifier, TAX_NUMBERS))
		rcm_837_set_text(p, shape, &p->tin, id);
	else if (qualifier.len > 0)
		rcm_837_set_text(p, shape, &p->atypical_id, id);
}

void
rcm_837_address(Rcm837Reader *r, Rcm837Memory memory, void *object, const RcmShape *owner,
				RcmAddress **member)
{
	const RcmShape *shape = r->shapes.address;
	RcmAddress *a;

	if (rcm_x12_raw(&r->at, 1).len + rcm_x12_raw(&r->at, 2).len + rcm_x12_raw(&r->at, 3).len == 0)
		return;
	if (*member == NULL)
	{
		*member = rcm_new_object(&r->arena[memory], shape);
		if (*member == NULL)
			return;
		rcm_mark_given(object, owner, member);
	}
	a = *member;
	if (r->at.segment->id == ID2('N', '3'))
	{
		rcm_837_set_text(a, shape, &a->line1, rcm_837_text(r, memory, 1));
		rcm_837_set_text(a, shape, &a->line2, rcm_837_text(r, memory, 2));
		return;
	}
	rcm_837_set_text(a, shape, &a->city, rcm_837_text(r, memory, 1));
	rcm_837_set_text(a, shape, &a->state, rcm_837_text(r, memory, 2));
	rcm_837_set_text(a, shape, &a->zip, rcm_837_text(r, memory, 3));
}

/* REF02; a social security number keeps apart from an employer's by its hyphens. */
static RcmText
tax_number(Rcm837Reader *r, Rcm837Memory memory, RcmText qualifier)
{
	RcmText		t = rcm_837_text(r, memory, 2);
	char		ssn[11];

	if (!rcm_text_is(qualifier, "SY") || t.len != 9)
		return t;
	for (int32_t i = 0; i < t.len; i++)
		if (!rcm_is_digit(t.data[i]))
			return t;
	memcpy(ssn, t.data, 3);
	ssn[3] = ssn[6] = '-';
	memcpy(ssn + 4, t.data + 3, 2);
	memcpy(ssn + 7, t.data + 5, 4);
	return rcm_text_copy(&r->arena[memory], (RcmText) {ssn, (int32_t) sizeof(ssn)});
}

/* N3, N4, PRV and REF behind a provider's name. */
void
rcm_837_provider_detail(Rcm837Reader *r, Rcm837Memory memory, RcmProvider *p)
{
	const RcmShape *shape = r->shapes.provider;
	RcmText		qualifier = rcm_x12_raw(&r->at, 1);

	if (p == NULL)
		return;
	switch (r->at.segment->id)
	{
		case ID2('N', '3'):
		case ID2('N', '4'):
			rcm_837_address(r, memory, p, shape, &p->addr);
			break;
		case ID3('P', 'R', 'V'):
			rcm_837_set_text(p, shape, &p->taxonomy, rcm_837_text(r, memory, 3));
			break;
		case ID3('R', 'E', 'F'):
			if (rcm_x12_one_of(qualifier, TAX_NUMBERS) && p->tin.len == 0)
				rcm_837_set_text(p, shape, &p->tin, tax_number(r, memory, qualifier));
			else if (rcm_x12_one_of(qualifier, ATYPICAL) && p->npi.len == 0 &&
					 p->atypical_id.len == 0)
				rcm_837_set_text(p, shape, &p->atypical_id, rcm_837_text(r, memory, 2));
			break;
		default:
			break;
	}
}

/* ---- people ---- */

/* The name; SBR and PAT came before it, the rest of what is held is somebody else's. */
static void
read_name(Rcm837Reader *r, Rcm837Memory memory, Rcm837Person *p)
{
	Rcm837Person before = *p;

	if (before.named)
		rcm_837_repeated(r, 0, "a second one in the same level; the last counts");
	forget_person(p);
	p->relationship = before.relationship;
	p->group_number = before.group_number;
	p->group_name = before.group_name;
	p->dod = before.dod;
	p->named = true;
	p->organization = rcm_x12_is(&r->at, 2, "2");
	p->last = rcm_837_text(r, memory, 3);
	p->first = rcm_837_text(r, memory, 4);
	p->middle = rcm_837_text(r, memory, 5);
	p->suffix = rcm_837_text(r, memory, 7);
	p->id = rcm_837_text(r, memory, 9);
}

/* N3, N4, DMG and REF behind the name of a subscriber or patient. */
static void
read_person(Rcm837Reader *r, Rcm837Memory memory, Rcm837Person *p)
{
	switch (r->at.segment->id)
	{
		case ID2('N', '3'):
			p->line1 = rcm_837_text(r, memory, 1);
			p->line2 = rcm_837_text(r, memory, 2);
			break;
		case ID2('N', '4'):
			p->city = rcm_837_text(r, memory, 1);
			p->state = rcm_837_text(r, memory, 2);
			p->zip = rcm_837_text(r, memory, 3);
			break;
		case ID3('D', 'M', 'G'):
			p->dob = rcm_x12_day(&r->at, 2, rcm_x12_raw(&r->at, 2));
			p->sex = rcm_837_text(r, memory, 3);
			break;
		case ID3('R', 'E', 'F'):
			if (rcm_x12_is(&r->at, 1, "Y4"))
				p->claim_number = rcm_837_text(r, memory, 2);
			break;
		default:
			break;
	}
}

/* PAT, of the patient or of a subscriber who is the patient. */
static void
read_pat(Rcm837Reader *r)
{
	bool		patient = r->patient_level;
	Rcm837Person *p = patient ? &r->patient : &r->subscriber;

	if (patient)
		p->relationship = rcm_837_text(r, RCM_837_FOR_PATIENT, 1);
	if (rcm_x12_is(&r->at, 5, "D8"))
		p->dod = rcm_x12_day(&r->at, 6, rcm_x12_raw(&r->at, 6));
}

static void
set_address(Rcm837Reader *r, const Rcm837Person *p, void *object, const RcmShape *shape,
			RcmAddress **member, const RcmShape *part)
{
	RcmAddress *a;

	if (p->line1.len + p->line2.len + p->city.len + p->state.len + p->zip.len == 0)
		return;
	a = rcm_837_part(r, object, shape, member, part);
	rcm_837_set_text(a, part, &a->line1, p->line1);
	rcm_837_set_text(a, part, &a->line2, p->line2);
	rcm_837_set_text(a, part, &a->city, p->city);
	rcm_837_set_text(a, part, &a->state, p->state);
	rcm_837_set_text(a, part, &a->zip, p->zip);
}

/*
 * Subscriber and patient into the claim.  Without a 2000C the patient is the
 * subscriber, whatever SBR02 says of the relationship (18 when it is silent).
 */
void
rcm_837_people(Rcm837Reader *r)
{
	RcmClaim   *c = r->claim;
	const Rcm837Person *s = &r->subscriber;
	const Rcm837Person *p = r->patient_level ? &r->patient : s;
	const RcmShape *shape = r->shapes.subscriber;

	if (s->named)
	{
		RcmSubscriber *to = rcm_837_part(r, c, &rcm_claim_shape, &c->subscriber, shape);

		if (to == NULL)
			return;
		rcm_837_set_text(to, shape, &to->last, s->last);
		rcm_837_set_text(to, shape, &to->first, s->first);
		rcm_837_set_text(to, shape, &to->middle, s->middle);
		rcm_837_set_text(to, shape, &to->suffix, s->suffix);
		rcm_837_set_text(to, shape, &to->sex, s->sex);
		rcm_837_set_text(to, shape, &to->member_id, s->id);
		rcm_837_set_text(to, shape, &to->group_number, s->group_number);
		rcm_837_set_text(to, shape, &to->group_name, s->group_name);
		rcm_837_set_date(to, shape, &to->dob, s->dob);
		set_address(r, s, to, shape, &to->addr, r->shapes.subscriber_address);
	}
	if (p->named)
	{
		RcmPatient *to;

		shape = r->shapes.patient;
		to = rcm_837_part(r, c, &rcm_claim_shape, &c->patient, shape);
		if (to == NULL)
			return;
		rcm_837_set_text(to, shape, &to->last, p->last);
		rcm_837_set_text(to, shape, &to->first, p->first);
		rcm_837_set_text(to, shape, &to->middle, p->middle);
		rcm_837_set_text(to, shape, &to->suffix, p->suffix);
		rcm_837_set_text(to, shape, &to->sex, p->sex);
		rcm_837_set_text(to, shape, &to->rel, p->relationship.len > 0 ? p->relationship :
						 r->patient_level ? s->relationship : RCM_TEXT("18"));
		rcm_837_set_date(to, shape, &to->dob, p->dob);
		rcm_837_set_date(to, shape, &to->dod, p->dod);
		set_address(r, p, to, shape, &to->addr, r->shapes.patient_address);
	}
}

/* ---- names and details, before the first CLM of a level ---- */

static RcmProvider *
billing(Rcm837Reader *r)
{
	if (r->billing == NULL)
		r->billing = rcm_new_object(&r->arena[RCM_837_FOR_BILLING], r->shapes.provider);
	return r->billing;
}

/* A second one in a level replaces the first. */
static void
read_billing(Rcm837Reader *r)
{
	r->loop = RCM_837_BILLING;
	if (r->billing != NULL && r->billing->name.len + r->billing->last.len > 0)
	{
		rcm_837_repeated(r, 0, "a second one in the same level; the last counts");
		r->billing = NULL;
		r->pay_to = NULL;
	}
	rcm_837_provider_name(r, RCM_837_FOR_BILLING, billing(r));
}

/* 005010 has the address alone; 004010 named a provider here. */
static void
read_pay_to(Rcm837Reader *r)
{
	r->loop = RCM_837_PAY_TO;
	if (r->pay_to != NULL)
		rcm_837_repeated(r, 0, "a second one in the same level; the last counts");
	r->pay_to = rcm_new_object(&r->arena[RCM_837_FOR_BILLING], r->shapes.provider);
	rcm_837_provider_name(r, RCM_837_FOR_BILLING, r->pay_to);
}

static void
read_payer(Rcm837Reader *r)
{
	r->loop = RCM_837_PAYER;
	if (r->payer != NULL)
		rcm_837_repeated(r, 0, "a second one in the same level; the last counts");
	memset(&r->billing_id, 0, sizeof(r->billing_id));
	r->payer_id = rcm_837_text(r, RCM_837_FOR_SUBSCRIBER, 9);
	r->payer = rcm_new_object(&r->arena[RCM_837_FOR_SUBSCRIBER], r->shapes.payer);
	if (r->payer != NULL)
		rcm_837_set_text(r->payer, r->shapes.payer, &r->payer->name,
						 rcm_837_text(r, RCM_837_FOR_SUBSCRIBER, 3));
}

/* N3 and N4 of the payer, and the number by which it knows the billing provider. */
static void
read_payer_detail(Rcm837Reader *r)
{
	switch (r->at.segment->id)
	{
		case ID2('N', '3'):
		case ID2('N', '4'):
			if (r->payer != NULL)
				rcm_837_address(r, RCM_837_FOR_SUBSCRIBER, r->payer, r->shapes.payer,
								&r->payer->addr);
			break;
		case ID3('R', 'E', 'F'):
			if (r->billing_id.len == 0 && rcm_x12_one_of(rcm_x12_raw(&r->at, 1), "G2 LU"))
				r->billing_id = rcm_837_text(r, RCM_837_FOR_SUBSCRIBER, 2);
			break;
		default:
			break;
	}
}

static void
read_nm1(Rcm837Reader *r)
{
	RcmText		entity = rcm_x12_raw(&r->at, 1);

	r->loop = RCM_837_NONE;
	if (rcm_text_is(entity, "85"))
		read_billing(r);
	else if (rcm_text_is(entity, "87"))
		read_pay_to(r);
	else if (rcm_text_is(entity, "IL"))
	{
		r->loop = RCM_837_SUBSCRIBER;
		read_name(r, RCM_837_FOR_SUBSCRIBER, &r->subscriber);
	}
	else if (rcm_text_is(entity, "QC"))
	{
		r->loop = RCM_837_PATIENT;
		r->patient_level = true;
		read_name(r, RCM_837_FOR_PATIENT, &r->patient);
	}
	else if (rcm_text_is(entity, "PR"))
		read_payer(r);
}

static void
read_sbr(Rcm837Reader *r)
{
	r->payer_seq = rcm_837_text(r, RCM_837_FOR_SUBSCRIBER, 1);
	r->subscriber.relationship = rcm_837_text(r, RCM_837_FOR_SUBSCRIBER, 2);
	r->subscriber.group_number = rcm_837_text(r, RCM_837_FOR_SUBSCRIBER, 3);
	r->subscriber.group_name = rcm_837_text(r, RCM_837_FOR_SUBSCRIBER, 4);
	r->msp_type = rcm_837_text(r, RCM_837_FOR_SUBSCRIBER, 5);
	r->filing_ind = rcm_837_text(r, RCM_837_FOR_SUBSCRIBER, 9);
}

void
rcm_837_before_claim(Rcm837Reader *r)
{
	switch (r->at.segment->id)
	{
		case ID3('B', 'H', 'T'):
			r->submit_date = rcm_x12_day(&r->at, 4, rcm_x12_raw(&r->at, 4));
			return;
		case ID3('N', 'M', '1'):
			read_nm1(r);
			return;
		case ID3('S', 'B', 'R'):
			read_sbr(r);
			return;
		case ID3('P', 'A', 'T'):
			read_pat(r);
			return;
		default:
			break;
	}
	switch (r->loop)
	{
		case RCM_837_BILLING_LEVEL:
			if (r->at.segment->id == ID3('P', 'R', 'V'))
				rcm_837_provider_detail(r, RCM_837_FOR_BILLING, billing(r));
			break;
		case RCM_837_BILLING:
			rcm_837_provider_detail(r, RCM_837_FOR_BILLING, billing(r));
			break;
		case RCM_837_PAY_TO:
			rcm_837_provider_detail(r, RCM_837_FOR_BILLING, r->pay_to);
			break;
		case RCM_837_SUBSCRIBER:
			read_person(r, RCM_837_FOR_SUBSCRIBER, &r->subscriber);
			break;
		case RCM_837_PAYER:
			read_payer_detail(r);
			break;
		case RCM_837_PATIENT:
			read_person(r, RCM_837_FOR_PATIENT, &r->patient);
			break;
		default:
			break;
	}
}
