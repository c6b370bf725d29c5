/*
 * write_person.c - subscriber, payer and patient: 2000B and 2000C.
 *
 * When the patient is the subscriber there is one person, whom a claim may
 * describe twice.  What only one of the two says is taken from that one; where
 * they contradict each other the claim is refused, since the 837 could say
 * only one of them.
 */
#include "claim837/write_parts.h"

#define FILING_CODES "11 12 13 14 15 16 17 AM BL CH CI DS FI HM LM MA MB MC OF TV VA WC ZZ"
#define SEQUENCE_CODES "P S T A B C D E F G H U"
#define RELATION_CODES "01 19 20 21 39 40 53 G8"
#define MSP_CODES "12 13 14 15 16 41 42 43 47"

static const RcmSubscriber no_subscriber = {.dob = RCM_NO_DATE};
static const RcmPatient no_patient = {.dob = RCM_NO_DATE,.dod = RCM_NO_DATE};

static const RcmSubscriber *
subscriber_of(const Rcm837Writer *w)
{
	return w->claim->subscriber != NULL ? w->claim->subscriber : &no_subscriber;
}

static const RcmPatient *
patient_of(const Rcm837Writer *w)
{
	return w->claim->patient != NULL ? w->claim->patient : &no_patient;
}

/* ---- one person or two ---- */

static bool
differ(RcmText a, RcmText b)
{
	return rcm_837_has(a) && rcm_837_has(b) && !rcm_837_same(a, b);
}

static void
check_texts(Rcm837Writer *w, RcmText a, RcmText b, const char *element, const char *field)
{
	if (differ(a, b))
		rcm_837_fault_at(w, element, field, "patient.rel is 18, but subscriber and patient differ");
}

/* 97201-5544 and 972015544 are one. */
static bool
same_zip(RcmText a, RcmText b)
{
	int32_t		i = 0;
	int32_t		k = 0;

	for (;; i++, k++)
	{
		while (i < a.len && (a.data[i] == '-' || a.data[i] == ' '))
			i++;
		while (k < b.len && (b.data[k] == '-' || b.data[k] == ' '))
			k++;
		if (i >= a.len || k >= b.len)
			return i >= a.len && k >= b.len;
		if (a.data[i] != b.data[k])
			return false;
	}
}

static void
check_same_person(Rcm837Writer *w)
{
	const RcmSubscriber *s = subscriber_of(w);
	const RcmPatient *p = patient_of(w);

	rcm_837_enter(w, "patient", -1);
	check_texts(w, s->last, p->last, "NM103", "last");
	check_texts(w, s->first, p->first, "NM104", "first");
	check_texts(w, s->middle, p->middle, "NM105", "middle");
	check_texts(w, s->suffix, p->suffix, "NM107", "suffix");
	check_texts(w, s->sex, p->sex, "DMG03", "sex");
	if (s->dob != RCM_NO_DATE && p->dob != RCM_NO_DATE && s->dob != p->dob)
		rcm_837_fault_at(w, "DMG02", "dob", "patient.rel is 18, but subscriber and patient differ");
	if (s->addr != NULL && p->addr != NULL)
	{
		rcm_837_enter(w, "addr", -1);
		check_texts(w, s->addr->line1, p->addr->line1, "N301", "line1");
		check_texts(w, s->addr->line2, p->addr->line2, "N302", "line2");
		check_texts(w, s->addr->city, p->addr->city, "N401", "city");
		check_texts(w, s->addr->state, p->addr->state, "N402", "state");
		if (rcm_837_has(s->addr->zip) && rcm_837_has(p->addr->zip) && !same_zip(s->addr->zip, p->addr->zip))
			rcm_837_fault_at(w, "N403", "zip", "patient.rel is 18, but subscriber and patient differ");
		rcm_837_leave(w);
	}
	rcm_837_leave(w);
}

/*
 * By the relationship; without one, a patient who is not described apart from
 * the subscriber is the subscriber.
 */
void
rcm_837_find_patient(Rcm837Writer *w)
{
	const RcmSubscriber *s = subscriber_of(w);
	const RcmPatient *p = patient_of(w);

	if (rcm_837_has(p->rel))
		w->self = rcm_837_same(p->rel, RCM_TEXT("18"));
	else
		w->self = !rcm_837_has(p->last) ||
			(rcm_837_same(p->last, s->last) && rcm_837_same(p->first, s->first) &&
			 (p->dob == RCM_NO_DATE || s->dob == RCM_NO_DATE || p->dob == s->dob));
	if (w->self)
		check_same_person(w);
}

/* ---- segments ---- */

static RcmText
first_given(RcmText a, RcmText b)
{
	return rcm_837_has(a) ? a : b;
}

static void
put_name(Rcm837Writer *w, const char *entity, bool organization, RcmText last, RcmText first,
		 RcmText middle, RcmText suffix)
{
	rcm_837_begin(w, "NM1");
	rcm_837_word(w, entity);
	rcm_837_word(w, organization ? "2" : "1");
	rcm_837_need_text(w, last, "last", 60);
	rcm_837_text(w, first, "first", 35);
	rcm_837_text(w, middle, "middle", 25);
	rcm_837_skip(w, 1);
	rcm_837_text(w, suffix, "suffix", 10);
}

static void
put_member_id(Rcm837Writer *w, RcmText id)
{
	rcm_837_word(w, "MI");
	rcm_837_need_code(w, id, "member_id", 2, 80);
	rcm_837_end_segment(w);
}

static void
put_demographics(Rcm837Writer *w, int32_t dob, RcmText sex)
{
	rcm_837_begin(w, "DMG");
	rcm_837_word(w, "D8");
	rcm_837_need_date(w, dob, "dob");
	rcm_837_choice(w, sex, "sex", "F M U");
	rcm_837_end_segment(w);
}

/* The insured of another payer (2330A), or of this one when he is not the patient. */
void
rcm_837_put_insured(Rcm837Writer *w, const RcmSubscriber *s, bool organization)
{
	put_name(w, "IL", organization, s->last, s->first, s->middle, s->suffix);
	put_member_id(w, s->member_id);
	if (s->addr != NULL)
		rcm_837_put_address(w, s->addr, "addr", false);
}

/* The insurer's number of an accident or a claim of workers' compensation. */
static void
put_casualty_number(Rcm837Writer *w)
{
	if (w->claim->wc == NULL)
		return;
	rcm_837_enter(w, "wc", -1);
	rcm_837_ref(w, "Y4", w->claim->wc->claim_number, "claim_number", 50);
	rcm_837_leave(w);
}

/* ---- 2000B ---- */

static void
put_sbr(Rcm837Writer *w)
{
	const RcmClaim *c = w->claim;
	const RcmSubscriber *s = subscriber_of(w);

	rcm_837_begin(w, "SBR");
	rcm_837_choice(w, rcm_837_or(c->payer_seq, "P"), "payer_seq", SEQUENCE_CODES);
	if (w->self)
		rcm_837_word(w, "18");
	else
		rcm_837_skip(w, 1);
	rcm_837_enter(w, "subscriber", -1);
	rcm_837_code(w, s->group_number, "group_number", 1, 50);
	rcm_837_text(w, s->group_name, "group_name", 60);
	rcm_837_leave(w);
	if (w->form == 'P' && rcm_837_has(c->msp_type))
		rcm_837_choice(w, c->msp_type, "msp_type", MSP_CODES);
	else
		rcm_837_skip(w, 1);
	rcm_837_skip(w, 3);
	rcm_837_choice(w, c->filing_ind, "filing_ind", FILING_CODES);
	rcm_837_end_segment(w);
}

/* PAT of a patient who died; only professional claims say so. */
static bool
tells_death(const Rcm837Writer *w)
{
	return w->form == 'P' && patient_of(w)->dod != RCM_NO_DATE;
}

static void
put_death(Rcm837Writer *w)
{
	rcm_837_skip(w, 3);
	rcm_837_word(w, "D8");
	rcm_x12_put_date(&w->x12, patient_of(w)->dod);
}

/* Element by element: where one of the two says a street, the other may know the flat. */
static RcmAddress
address_of_both(const RcmAddress *a, const RcmAddress *b)
{
	static const RcmAddress none;
	RcmAddress	both = a != NULL ? *a : none;

	if (b == NULL)
		return both;
	both.line1 = first_given(both.line1, b->line1);
	both.line2 = first_given(both.line2, b->line2);
	both.city = first_given(both.city, b->city);
	both.state = first_given(both.state, b->state);
	both.zip = first_given(both.zip, b->zip);
	return both;
}

static void
put_self(Rcm837Writer *w)
{
	const RcmSubscriber *s = subscriber_of(w);
	const RcmPatient *p = patient_of(w);
	RcmAddress	addr = address_of_both(p->addr, s->addr);

	rcm_837_enter(w, "subscriber", -1);
	put_name(w, "IL", false, first_given(s->last, p->last), first_given(s->first, p->first),
			 first_given(s->middle, p->middle), first_given(s->suffix, p->suffix));
	put_member_id(w, s->member_id);
	rcm_837_leave(w);
	rcm_837_enter(w, "patient", -1);
	rcm_837_put_address(w, &addr, "addr", false);
	put_demographics(w, rcm_837_or_date(p->dob, s->dob), first_given(p->sex, s->sex));
	rcm_837_leave(w);
}

/* In workers' compensation the subscriber is the employer. */
static bool
is_employer(const Rcm837Writer *w, const RcmSubscriber *s)
{
	const RcmClaim *c = w->claim;

	return !rcm_837_has(s->first) &&
		(rcm_837_same(c->filing_ind, RCM_TEXT("WC")) ||
		 (c->related != NULL && c->related->employment == RCM_TRUE));
}

static void
put_other_subscriber(Rcm837Writer *w)
{
	const RcmSubscriber *s = subscriber_of(w);

	rcm_837_enter(w, "subscriber", -1);
	rcm_837_put_insured(w, s, is_employer(w, s));
	if (s->dob != RCM_NO_DATE)
		put_demographics(w, s->dob, rcm_837_or(s->sex, "U"));
	rcm_837_leave(w);
}

/* 2010BB; and there the number of a billing provider who has no NPI. */
static void
put_payer(Rcm837Writer *w)
{
	const RcmClaim *c = w->claim;
	const RcmProvider *billing = c->billing;

	rcm_837_begin(w, "NM1");
	rcm_837_word(w, "PR");
	rcm_837_word(w, "2");
	if (c->payer != NULL && rcm_837_has(c->payer->name))
		rcm_837_text(w, c->payer->name, "payer.name", 60);
	else
		rcm_837_need_text(w, c->payer_id, "payer.name", 60);
	rcm_837_skip(w, 4);
	rcm_837_word(w, "PI");
	rcm_837_need_code(w, c->payer_id, "payer_id", 2, 80);
	rcm_837_end_segment(w);
	if (c->payer != NULL && c->payer->addr != NULL)
		rcm_837_put_address(w, c->payer->addr, "payer.addr", false);
	if (billing != NULL && !rcm_837_has(billing->npi))
		rcm_837_ref(w, "G2", billing->atypical_id, "billing.atypical_id", 50);
}

void
rcm_837_put_subscriber(Rcm837Writer *w)
{
	put_sbr(w);
	if (w->self && tells_death(w))
	{
		rcm_837_begin(w, "PAT");
		rcm_837_skip(w, 1);
		put_death(w);
		rcm_837_end_segment(w);
	}
	if (w->self)
		put_self(w);
	else
		put_other_subscriber(w);
	if (w->self)
		put_casualty_number(w);
	put_payer(w);
}

/* ---- 2000C ---- */

void
rcm_837_put_patient(Rcm837Writer *w)
{
	const RcmPatient *p = patient_of(w);

	if (w->self)
		return;
	rcm_837_enter(w, "patient", -1);
	rcm_837_begin(w, "PAT");
	rcm_837_choice(w, p->rel, "rel", RELATION_CODES);
	if (tells_death(w))
		put_death(w);
	rcm_837_end_segment(w);
	put_name(w, "QC", false, p->last, p->first, p->middle, p->suffix);
	rcm_837_end_segment(w);
	rcm_837_put_address(w, p->addr, "addr", false);
	put_demographics(w, p->dob, p->sex);
	rcm_837_leave(w);
	put_casualty_number(w);
}
