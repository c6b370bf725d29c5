/*
 * read_claim.c - loop 2300: the CLM and what follows it before the lines.
 */
#include "claim837/read_parts.h"

#define MOST_CLAIMS 5000		/* in one transaction, say the guides */

static void
read_related(Rcm837Reader *r)
{
	RcmClaim   *c = r->claim;
	const RcmShape *shape = r->shapes.related;
	RcmRelated *to;

	if (rcm_x12_raw(&r->at, 11).len == 0)
		return;
	to = rcm_837_part(r, c, &rcm_claim_shape, &c->related, shape);
	if (to == NULL)
		return;
	for (int i = 1; i <= 3; i++)
	{
		RcmText		cause = rcm_x12_part(&r->at, 11, i);
		uint8_t    *member = rcm_text_is(cause, "EM") ? &to->employment :
			rcm_text_is(cause, "AA") ? &to->automobile :
			rcm_x12_one_of(cause, "OA AB AP") ? &to->other : NULL;

		if (member == NULL)
			continue;
		*member = RCM_TRUE;
		rcm_mark_given(to, shape, member);
	}
	rcm_837_set_text(to, shape, &to->state,
					 rcm_837_keep(r, RCM_837_FOR_CLAIM, rcm_x12_part(&r->at, 11, 4)));
}

void
rcm_837_start_claim(Rcm837Reader *r)
{
	static const int terms[5] = {6, 7, 8, 9, 10};
	RcmClaim   *c = rcm_new_object(&r->arena[RCM_837_FOR_CLAIM], &rcm_claim_shape);

	r->claim = c;
	r->loop = RCM_837_CLAIM;
	r->line_form = 0;
	r->admitted = RCM_NO_DATE;
	r->admitted_hour = (RcmText) {"", 0};
	r->party = NULL;
	r->line_service = 0;
	r->full = false;
	r->other_line_payer = -1;
	if (c == NULL)
		return;
	if (++r->claims == MOST_CLAIMS + 1)
		rcm_x12_finding(&r->at, "TOO-MANY-CLAIMS", 0, "more than 5000 claims in one transaction");
	rcm_837_set_text(c, &rcm_claim_shape, &c->claim_id, rcm_837_text(r, RCM_837_FOR_CLAIM, 1));
	rcm_837_set_amount(c, &rcm_claim_shape, &c->total_charge, rcm_x12_amount(&r->at, 2));
	r->facility = rcm_837_keep(r, RCM_837_FOR_CLAIM, rcm_x12_part(&r->at, 5, 1));
	r->facility_kind = rcm_837_keep(r, RCM_837_FOR_CLAIM, rcm_x12_part(&r->at, 5, 2));
	r->frequency = rcm_837_keep(r, RCM_837_FOR_CLAIM, rcm_x12_part(&r->at, 5, 3));
	rcm_837_terms(r, c, &rcm_claim_shape, &c->terms, terms);
	read_related(r);
	if (rcm_x12_is(&r->at, 19, "PB"))
	{
		c->predetermination = RCM_TRUE;
		rcm_mark_given(c, &rcm_claim_shape, &c->predetermination);
	}
	rcm_837_set_text(c, &rcm_claim_shape, &c->delay_reason,
					 rcm_837_text(r, RCM_837_FOR_CLAIM, 20));
}

/* ---- days ---- */

/* The hour of element 3 behind so many characters; empty when there is none. */
static RcmText
hour(Rcm837Reader *r, int32_t behind)
{
	RcmText		t = rcm_x12_raw(&r->at, 3);

	if (t.len < behind + 2 || !rcm_is_digit(t.data[behind]) || !rcm_is_digit(t.data[behind + 1]))
		return (RcmText) {"", 0};
	return rcm_837_keep(r, RCM_837_FOR_CLAIM, (RcmText) {t.data + behind, 2});
}

/* DTP*435: the day, and with DT the hour, of admission. */
static void
read_admission(Rcm837Reader *r, int32_t day)
{
	RcmText		t = rcm_x12_is(&r->at, 2, "DT") ? hour(r, 8) : (RcmText) {"", 0};

	r->admitted = day;
	if (t.len > 0)
		r->admitted_hour = t;
}

/* DTP*096: an institutional claim has the hour alone, others the day. */
static void
read_discharge_hour(Rcm837Reader *r)
{
	bool		alone = rcm_x12_is(&r->at, 2, "TM");
	RcmText		t = alone ? hour(r, 0) : rcm_x12_is(&r->at, 2, "DT") ? hour(r, 8) : (RcmText) {"", 0};
	RcmClaim   *c = r->claim;
	RcmClaimDates *dates;

	if (alone && t.len == 0)
		rcm_x12_finding(&r->at, "DATE", 3, "not a time of day (HHMM)");
	dates = t.len > 0 ? rcm_837_part(r, c, &rcm_claim_shape, &c->dates, r->shapes.dates) : NULL;
	if (dates != NULL)
		rcm_837_set_text(dates, r->shapes.dates, &dates->discharge_hour, t);
}

/* Days that go into "dates": the members for the first and, where it is a period, the last. */
static const struct
{
	char		code[4];
	uint16_t	from;
	uint16_t	to;				/* 0: one day */
}			claim_days[] = {
	{"096", offsetof(RcmClaimDates, discharge), 0},
	{"439", offsetof(RcmClaimDates, accident), 0},
	{"431", offsetof(RcmClaimDates, onset), 0},
	{"454", offsetof(RcmClaimDates, initial_treatment), 0},
	{"304", offsetof(RcmClaimDates, last_seen), 0},
	{"453", offsetof(RcmClaimDates, acute), 0},
	{"484", offsetof(RcmClaimDates, last_menstrual), 0},
	{"455", offsetof(RcmClaimDates, last_xray), 0},
	{"314", offsetof(RcmClaimDates, disability_from), offsetof(RcmClaimDates, disability_to)},
	{"360", offsetof(RcmClaimDates, disability_from), 0},
	{"361", offsetof(RcmClaimDates, disability_to), 0},
	{"297", offsetof(RcmClaimDates, last_worked), 0},
	{"296", offsetof(RcmClaimDates, return_to_work), 0},
	{"090", offsetof(RcmClaimDates, assumed_care), 0},
	{"091", offsetof(RcmClaimDates, relinquished_care), 0},
	{"050", offsetof(RcmClaimDates, repricer_received), 0},
	{"472", offsetof(RcmClaimDates, service), offsetof(RcmClaimDates, service_to)},
};

static void
set_day(Rcm837Reader *r, uint16_t member, int32_t day)
{
	RcmClaim   *c = r->claim;
	const RcmShape *shape = r->shapes.dates;
	char	   *part;

	if (member == 0 || day == RCM_NO_DATE)
		return;
	part = rcm_837_part(r, c, &rcm_claim_shape, &c->dates, shape);
	if (part != NULL)
		rcm_837_set_date(part, shape, (int32_t *) (void *) (part + member), day);
}

static void
read_dtp(Rcm837Reader *r)
{
	RcmClaim   *c = r->claim;
	RcmText		what = rcm_x12_raw(&r->at, 1);
	int32_t		from;
	int32_t		to;

	if (rcm_text_is(what, "573"))
		rcm_837_misplaced(r);
	if (rcm_text_is(what, "096"))
		read_discharge_hour(r);
	if (rcm_x12_one_of(what, "434 435 452"))
	{
		if (!rcm_x12_period(&r->at, 2, &from, &to))
			return;
		if (rcm_text_is(what, "435"))
			read_admission(r, from);
		else if (rcm_text_is(what, "452"))
			rcm_837_appliance(r, from);
		else
		{
			rcm_837_set_date(c, &rcm_claim_shape, &c->stmt_from, from);
			rcm_837_set_date(c, &rcm_claim_shape, &c->stmt_to, to);
		}
		return;
	}
	for (size_t i = 0; i < sizeof(claim_days) / sizeof(claim_days[0]); i++)
		if (rcm_text_is(what, claim_days[i].code) && rcm_x12_period(&r->at, 2, &from, &to))
		{
			set_day(r, claim_days[i].from, from);
			set_day(r, claim_days[i].to, to);
		}
}

/* ---- numbers, notes, papers ---- */

/* A number that has no member of its own. */
static void
add_reference(Rcm837Reader *r, RcmText id)
{
	RcmClaim   *c = r->claim;
	const RcmShape *shape = r->shapes.reference;
	RcmReference *ref = id.len > 0 ?
		rcm_837_add(r, c, &rcm_claim_shape, &c->refs, shape) : NULL;

	if (ref == NULL)
		return;
	rcm_837_set_text(ref, shape, &ref->qual, rcm_837_text(r, RCM_837_FOR_CLAIM, 1));
	rcm_837_set_text(ref, shape, &ref->id, id);
}

static void
read_ref(Rcm837Reader *r)
{
	RcmClaim   *c = r->claim;
	RcmText		what = rcm_x12_raw(&r->at, 1);
	RcmText		id = rcm_837_text(r, RCM_837_FOR_CLAIM, 2);
	RcmText    *member = rcm_text_is(what, "F8") ? &c->orig_ref :
		rcm_text_is(what, "G1") ? &c->auth_number :
		rcm_text_is(what, "9F") ? &c->referral_number :
		rcm_text_is(what, "X4") ? &c->clia : NULL;

	if (member == NULL)
		add_reference(r, id);
	else if (member->len == 0)
		rcm_837_set_text(c, &rcm_claim_shape, member, id);
	else if (id.len > 0 && !rcm_text_equal(*member, id))
		rcm_837_repeated(r, 2, "a second number of a kind that a claim has once; the first counts");
}

static void
read_pwk(Rcm837Reader *r)
{
	RcmClaim   *c = r->claim;
	const RcmShape *shape = r->shapes.attachment;
	RcmAttachment *a = rcm_837_add(r, c, &rcm_claim_shape, &c->attachments, shape);

	if (a == NULL)
		return;
	rcm_837_set_text(a, shape, &a->type, rcm_837_text(r, RCM_837_FOR_CLAIM, 1));
	rcm_837_set_text(a, shape, &a->transmission, rcm_837_text(r, RCM_837_FOR_CLAIM, 2));
	rcm_837_set_text(a, shape, &a->control, rcm_837_text(r, RCM_837_FOR_CLAIM, 6));
}

/* F5 is what the patient paid; what another payer paid stands in a loop of its own. */
static void
read_amt(Rcm837Reader *r)
{
	RcmClaim   *c = r->claim;

	if (rcm_x12_is(&r->at, 1, "F5"))
		rcm_837_set_amount(c, &rcm_claim_shape, &c->patient_paid, rcm_x12_amount(&r->at, 2));
	else if (rcm_x12_one_of(rcm_x12_raw(&r->at, 1), "D EAF"))
		rcm_837_misplaced(r);
}

static void
read_cl1(Rcm837Reader *r)
{
	RcmClaim   *c = r->claim;

	rcm_837_set_text(c, &rcm_claim_shape, &c->admit_type, rcm_837_text(r, RCM_837_FOR_CLAIM, 1));
	rcm_837_set_text(c, &rcm_claim_shape, &c->admit_source, rcm_837_text(r, RCM_837_FOR_CLAIM, 2));
	rcm_837_set_text(c, &rcm_claim_shape, &c->discharge_status,
					 rcm_837_text(r, RCM_837_FOR_CLAIM, 3));
}

/*
 * 2310: the claim's own providers.  004010 had several codes for the place of
 * service; P3 (primary care) stands in for a referring provider that is not named.
 */
static RcmProvider **
role(Rcm837Reader *r)
{
	RcmClaim   *c = r->claim;
	RcmText		entity = rcm_x12_raw(&r->at, 1);

	if (rcm_text_is(entity, "82"))
		return &c->rendering;
	if (rcm_text_is(entity, "DN") || (rcm_text_is(entity, "P3") && c->referring == NULL))
		return &c->referring;
	if (rcm_text_is(entity, "DK"))
		return &c->ordering;
	if (rcm_text_is(entity, "DQ"))
		return &c->supervising;
	if (rcm_text_is(entity, "71"))
		return &c->attending;
	if (rcm_text_is(entity, "72"))
		return &c->operating;
	if (rcm_text_is(entity, "DD"))
		return &c->assistant;
	if (rcm_x12_one_of(entity, "77 FA LI TL"))
		return &c->service_facility;
	return NULL;
}

static void
read_nm1(Rcm837Reader *r)
{
	RcmProvider **member = role(r);

	r->loop = RCM_837_CLAIM_PARTY;
	r->party = NULL;
	if (member == NULL)
	{
		/* Another payer and its subscriber need an SBR before them. */
		if (rcm_x12_one_of(rcm_x12_raw(&r->at, 1), "IL PR"))
			rcm_837_misplaced(r);
		return;
	}
	*member = NULL;				/* the last of a role counts, all of it */
	r->party = rcm_837_part(r, r->claim, &rcm_claim_shape, member, r->shapes.provider);
	rcm_837_provider_name(r, RCM_837_FOR_CLAIM, r->party);
}

void
rcm_837_in_claim(Rcm837Reader *r)
{
	RcmClaim   *c = r->claim;

	switch (r->at.segment->id)
	{
		case ID3('N', 'M', '1'):
			read_nm1(r);
			break;
		case ID3('D', 'T', 'P'):
			read_dtp(r);
			break;
		case ID3('R', 'E', 'F'):
			if (r->loop == RCM_837_CLAIM_PARTY)
				rcm_837_provider_detail(r, RCM_837_FOR_CLAIM, r->party);
			else
				read_ref(r);
			break;
		case ID3('N', 'T', 'E'):
			rcm_837_add_note(r, c, &rcm_claim_shape, &c->claim_note,
							 rcm_837_text(r, RCM_837_FOR_CLAIM, 2));
			break;
		case ID3('C', 'L', '1'):
			read_cl1(r);
			break;
		case ID3('P', 'W', 'K'):
			read_pwk(r);
			break;
		case ID3('A', 'M', 'T'):
			read_amt(r);
			break;
		case ID3('D', 'N', '1'):
		case ID3('D', 'N', '2'):
			rcm_837_dental(r);
			break;
		case ID3('C', 'A', 'S'):
		case ID2('O', 'I'):
		case ID3('T', 'O', 'O'):
		case ID3('L', 'I', 'N'):
			rcm_837_misplaced(r);
			break;
		default:
			rcm_837_provider_detail(r, RCM_837_FOR_CLAIM, r->party);
			break;
	}
}
