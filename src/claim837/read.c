/*
 * read.c - see read.h: which segment goes to which loop, and when a
 * claim is complete.
 *
 * A claim ends at the next CLM, HL, SE or any envelope segment, so a file cut
 * anywhere still gives the claims before the cut, and the last one as far as
 * it was read.
 */
#include "claim837/read_parts.h"

/* The shape of the part that a field of another shape holds. */
static const RcmShape *
shape_of(const RcmShape *shape, const char *key)
{
	int			i = rcm_field_index(shape, (RcmText) {key, (int32_t) strlen(key)});

	return i < 0 ? NULL : shape->fields[i].shape;
}

static void
find_shapes(Rcm837Shapes *s)
{
	s->provider = shape_of(&rcm_claim_shape, "billing");
	s->address = shape_of(s->provider, "addr");
	s->patient = shape_of(&rcm_claim_shape, "patient");
	s->patient_address = shape_of(s->patient, "addr");
	s->subscriber = shape_of(&rcm_claim_shape, "subscriber");
	s->subscriber_address = shape_of(s->subscriber, "addr");
	s->related = shape_of(&rcm_claim_shape, "related");
	s->dates = shape_of(&rcm_claim_shape, "dates");
	s->wc = shape_of(&rcm_claim_shape, "wc");
	s->pcs = shape_of(&rcm_claim_shape, "pcs");
	s->occurrence = shape_of(&rcm_claim_shape, "occurrences");
	s->occurrence_span = shape_of(&rcm_claim_shape, "occurrence_spans");
	s->value_code = shape_of(&rcm_claim_shape, "value_codes");
	s->payer = shape_of(&rcm_claim_shape, "payer");
	s->terms = shape_of(&rcm_claim_shape, "terms");
	s->reference = shape_of(&rcm_claim_shape, "refs");
	s->attachment = shape_of(&rcm_claim_shape, "attachments");
	s->dental = shape_of(&rcm_claim_shape, "dental");
	s->tooth = shape_of(s->dental, "teeth");
	s->ndc = shape_of(&rcm_line_shape, "ndc");
	s->other_payer = shape_of(&rcm_claim_shape, "other_payers");
	s->adjustment = shape_of(s->other_payer, "adj");
	s->other_line = shape_of(s->other_payer, "lines");
}

void
rcm_837_init(Rcm837Reader *r, RcmX12Deliver deliver, RcmX12Report report, void *owner)
{
	memset(r, 0, sizeof(*r));
	r->deliver = deliver;
	r->at.report = report;
	r->at.owner = owner;
	for (int i = 0; i < RCM_837_MEMORIES; i++)
		rcm_arena_init(&r->arena[i]);
	find_shapes(&r->shapes);
}

void
rcm_837_free(Rcm837Reader *r)
{
	for (int i = 0; i < RCM_837_MEMORIES; i++)
		rcm_arena_free(&r->arena[i]);
}

/* ---- which form ---- */

/* By the guide's X-number: professional, institutional, dental; 0 for none of them. */
static char
form_of_guide(RcmText guide)
{
	static const struct
	{
		char		number[4];
		char		form;
	}			guides[] = {
		{"222", 'P'}, {"098", 'P'}, {"291", 'P'}, {"298", 'P'},
		{"223", 'I'}, {"096", 'I'}, {"292", 'I'}, {"299", 'I'},
		{"224", 'D'}, {"097", 'D'}, {"293", 'D'}, {"300", 'D'},
	};

	guide = rcm_x12_trim(guide);
	for (size_t i = 0; guide.len >= 10 && i < sizeof(guides) / sizeof(guides[0]); i++)
		if (guide.data[6] == 'X' && memcmp(guide.data + 7, guides[i].number, 3) == 0)
			return guides[i].form;
	return 0;
}

/*
 * The lines know best; a claim without any goes by the guide, and by whether
 * CLM05 holds a facility type (A) or a place of service (B).
 */
static char
form_of_claim(const Rcm837Reader *r)
{
	if (r->line_form != 0)
		return r->line_form;
	if (r->guide_form != 0)
		return r->guide_form;
	return rcm_text_is(r->facility_kind, "A") ? 'I' : 'P';
}

/* ---- the end of a claim ---- */

/* A professional or dental claim says where, and has its admission among the dates. */
static void
set_professional(Rcm837Reader *r, RcmText form)
{
	RcmClaim   *c = r->claim;
	RcmClaimDates *dates;

	rcm_837_set_text(c, &rcm_claim_shape, &c->form, form);
	rcm_837_set_text(c, &rcm_claim_shape, &c->pos, r->facility);
	if (r->admitted == RCM_NO_DATE)
		return;
	dates = rcm_837_part(r, c, &rcm_claim_shape, &c->dates, r->shapes.dates);
	if (dates != NULL)
		rcm_837_set_date(dates, r->shapes.dates, &dates->admit, r->admitted);
}

/* Facility type and frequency together are the type of bill. */
static void
set_institutional(Rcm837Reader *r)
{
	RcmClaim   *c = r->claim;
	size_t		n = (size_t) r->facility.len + (size_t) r->frequency.len;
	char	   *tob = rcm_alloc(&r->arena[RCM_837_FOR_CLAIM], n + 1);

	rcm_837_set_text(c, &rcm_claim_shape, &c->form, RCM_TEXT("I"));
	rcm_837_set_date(c, &rcm_claim_shape, &c->admit_date, r->admitted);
	rcm_837_set_text(c, &rcm_claim_shape, &c->admit_hour, r->admitted_hour);
	if (tob == NULL)
		return;
	memcpy(tob, r->facility.data, (size_t) r->facility.len);
	memcpy(tob + r->facility.len, r->frequency.data, (size_t) r->frequency.len);
	rcm_837_set_text(c, &rcm_claim_shape, &c->tob, (RcmText) {tob, (int32_t) n});
}

/*
 * A claim of workers' compensation: its number, and the employer, who is the
 * subscriber of such a claim.
 */
static void
set_work(Rcm837Reader *r)
{
	RcmClaim   *c = r->claim;
	bool		work = rcm_text_is(r->filing_ind, "WC") ||
		(c->related != NULL && c->related->employment == RCM_TRUE);
	bool		employer = work && r->subscriber.organization && r->subscriber.last.len > 0;
	RcmText		number = r->patient.claim_number.len > 0 ? r->patient.claim_number :
		r->subscriber.claim_number;
	RcmWorkComp *wc;

	if (number.len == 0 && !employer)
		return;
	wc = rcm_837_part(r, c, &rcm_claim_shape, &c->wc, r->shapes.wc);
	if (wc == NULL)
		return;
	rcm_837_set_text(wc, r->shapes.wc, &wc->claim_number, number);
	if (employer)
		rcm_837_set_text(wc, r->shapes.wc, &wc->employer, r->subscriber.last);
}

/*
 * The billing provider.  One without an NPI goes by the number that the payer
 * knows it by, which 005010 has with the payer: it holds for this subscriber's
 * claims, not for the next one's.
 */
static RcmProvider *
billing_of_claim(Rcm837Reader *r)
{
	RcmProvider *p = r->billing;
	RcmProvider *copy;

	if (p == NULL || r->billing_id.len == 0 || p->npi.len > 0 || p->atypical_id.len > 0)
		return p;
	copy = rcm_new_object(&r->arena[RCM_837_FOR_CLAIM], r->shapes.provider);
	if (copy == NULL)
		return p;
	*copy = *p;
	rcm_837_set_text(copy, r->shapes.provider, &copy->atypical_id, r->billing_id);
	return copy;
}

/* A part that holds for more than this claim, if anything is said in it. */
static void
set_held_part(RcmClaim *c, void *member, void *part)
{
	if (part == NULL || ((RcmObject *) part)->given == 0)
		return;
	*(void **) member = part;
	rcm_mark_given(c, &rcm_claim_shape, member);
}

static void
finish_claim(Rcm837Reader *r)
{
	RcmClaim   *c = r->claim;

	if (c == NULL)
		return;
	switch (form_of_claim(r))
	{
		case 'I':
			set_institutional(r);
			break;
		case 'D':
			set_professional(r, RCM_TEXT("D"));
			break;
		default:
			set_professional(r, RCM_TEXT("P"));
			break;
	}
	rcm_837_set_text(c, &rcm_claim_shape, &c->freq, r->frequency);
	rcm_837_set_date(c, &rcm_claim_shape, &c->submit_date, r->submit_date);
	rcm_837_set_text(c, &rcm_claim_shape, &c->payer_id, r->payer_id);
	rcm_837_set_text(c, &rcm_claim_shape, &c->payer_seq, r->payer_seq);
	rcm_837_set_text(c, &rcm_claim_shape, &c->filing_ind, r->filing_ind);
	rcm_837_set_text(c, &rcm_claim_shape, &c->msp_type, r->msp_type);
	set_held_part(c, &c->billing, billing_of_claim(r));
	set_held_part(c, &c->pay_to, r->pay_to);
	set_held_part(c, &c->payer, r->payer);
	rcm_837_people(r);
	set_work(r);
	if (r->deliver != NULL)
		r->deliver(r->at.owner, c);
	r->claim = NULL;
	rcm_arena_reset(&r->arena[RCM_837_FOR_CLAIM]);
}

/* ---- segments ---- */

static void
start_transaction(Rcm837Reader *r)
{
	char		form = form_of_guide(rcm_x12_element(r->at.segment, 3));

	r->active = rcm_x12_is(&r->at, 1, "837");
	r->guide_form = form != 0 ? form : r->group_form;
	r->claims = 0;
	r->submit_date = RCM_NO_DATE;
	rcm_837_forget(r);			/* nothing of the transaction before is left */
	r->loop = RCM_837_HEADER;
}

static void
in_claim(Rcm837Reader *r)
{
	switch (r->at.segment->id)
	{
		case ID2('L', 'X'):
			rcm_837_start_line(r);
			return;
		case ID3('S', 'V', '1'):
		case ID3('S', 'V', '2'):
		case ID3('S', 'V', '3'):
			rcm_837_service(r);
			return;
		case ID3('S', 'B', 'R'):
			rcm_837_start_other(r);
			return;
		case ID3('S', 'V', 'D'):
			rcm_837_start_adjudication(r);
			return;
		case ID2('H', 'I'):
			rcm_837_codes(r);
			return;
		default:
			break;
	}
	switch (r->loop)
	{
		case RCM_837_CLAIM:
		case RCM_837_CLAIM_PARTY:
			rcm_837_in_claim(r);
			break;
		case RCM_837_OTHER:
		case RCM_837_OTHER_SUBSCRIBER:
		case RCM_837_OTHER_PAYER:
		case RCM_837_OTHER_PARTY:
			rcm_837_in_other(r);
			break;
		case RCM_837_LINE_PAYER:
			rcm_837_in_adjudication(r);
			break;
		case RCM_837_LINE:
		case RCM_837_DRUG:
		case RCM_837_LINE_PARTY:
			rcm_837_in_line(r);
			break;
		default:
			break;
	}
}

/* 004010 named the guide in REF*87 rather than in ST03. */
static void
read_header_ref(Rcm837Reader *r)
{
	if (r->guide_form == 0 && rcm_x12_is(&r->at, 1, "87"))
		r->guide_form = form_of_guide(rcm_x12_element(r->at.segment, 2));
}

static void
in_transaction(Rcm837Reader *r)
{
	switch (r->at.segment->id)
	{
		case ID2('H', 'L'):
			finish_claim(r);
			rcm_837_level(r);
			break;
		case ID3('C', 'L', 'M'):
			finish_claim(r);
			rcm_837_start_claim(r);
			break;
		default:
			if (r->claim != NULL)
				in_claim(r);
			else if (r->loop == RCM_837_HEADER && r->at.segment->id == ID3('R', 'E', 'F'))
				read_header_ref(r);
			else
				rcm_837_before_claim(r);
			break;
	}
}

void
rcm_837_segment(Rcm837Reader *r, const RcmX12Segment *s, const RcmX12Delimiters *d,
				const RcmX12Place *place)
{
	r->at.segment = s;
	r->at.place = place;
	r->at.delimiters = *d;
	switch (s->id)
	{
		case ID2('S', 'T'):
			finish_claim(r);
			start_transaction(r);
			break;
		case ID2('G', 'S'):
			finish_claim(r);
			r->group_form = form_of_guide(rcm_x12_element(s, 8));
			r->active = false;
			break;
		case ID3('I', 'S', 'A'):
		case ID3('I', 'E', 'A'):
			finish_claim(r);
			r->group_form = 0;
			r->active = false;
			break;
		case ID2('S', 'E'):
		case ID2('G', 'E'):
			finish_claim(r);
			r->active = false;
			break;
		default:
			if (r->active)
				in_transaction(r);
			break;
	}
}

void
rcm_837_end(Rcm837Reader *r)
{
	finish_claim(r);
	r->active = false;
}
