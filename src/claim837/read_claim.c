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
	RcmClaim   *c = rcm_new_object(&r->arena[RCM_837_FOR_CLAIM], &rcm_claim_shape);

	r->claim = c;
	r->loop = RCM_837_CLAIM;
	r->line_form = 0;
	r->admitted = RCM_NO_DATE;
	r->admitted_hour = (RcmText) {"", 0};
	r->party = NULL;
	r->line_has_service = false;
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
	read_related(r);
	rcm_837_set_text(c, &rcm_claim_shape, &c->delay_reason,
					 rcm_837_text(r, RCM_837_FOR_CLAIM, 20));
}

/* DTP*435: the day, and with DT the hour, of admission. */
static void
read_admission(Rcm837Reader *r, int32_t day)
{
	RcmText		t = rcm_x12_raw(&r->at, 3);

	r->admitted = day;
	if (rcm_x12_is(&r->at, 2, "DT") && t.len >= 10 && rcm_is_digit(t.data[8]) && rcm_is_digit(t.data[9]))
		r->admitted_hour = rcm_837_keep(r, RCM_837_FOR_CLAIM, (RcmText) {t.data + 8, 2});
}

static void
read_dtp(Rcm837Reader *r)
{
	static const struct
	{
		const char *code;
		size_t		member;
	}			dates[] = {
		{"096", offsetof(RcmClaimDates, discharge)},
		{"439", offsetof(RcmClaimDates, accident)},
		{"090", offsetof(RcmClaimDates, assumed_care)},
		{"091", offsetof(RcmClaimDates, relinquished_care)},
	};
	RcmClaim   *c = r->claim;
	const RcmShape *shape = r->shapes.dates;
	RcmText		what = rcm_x12_raw(&r->at, 1);
	int32_t		from;
	int32_t		to;

	if (!rcm_x12_one_of(what, "434 435 096 439 090 091") || !rcm_x12_period(&r->at, 2, &from, &to))
		return;
	if (rcm_text_is(what, "434"))
	{
		rcm_837_set_date(c, &rcm_claim_shape, &c->stmt_from, from);
		rcm_837_set_date(c, &rcm_claim_shape, &c->stmt_to, to);
		return;
	}
	if (rcm_text_is(what, "435"))
	{
		read_admission(r, from);
		return;
	}
	for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); i++)
		if (rcm_text_is(what, dates[i].code))
		{
			char	   *part = rcm_837_part(r, c, &rcm_claim_shape, &c->dates, shape);

			if (part != NULL)
				rcm_837_set_date(part, shape, (int32_t *) (void *) (part + dates[i].member), from);
		}
}

static void
read_ref(Rcm837Reader *r)
{
	RcmClaim   *c = r->claim;
	RcmText		what = rcm_x12_raw(&r->at, 1);
	RcmText    *member = rcm_text_is(what, "F8") ? &c->orig_ref :
		rcm_text_is(what, "G1") ? &c->auth_number :
		rcm_text_is(what, "9F") ? &c->referral_number :
		rcm_text_is(what, "X4") ? &c->clia : NULL;

	if (member != NULL && member->len == 0)
		rcm_837_set_text(c, &rcm_claim_shape, member, rcm_837_text(r, RCM_837_FOR_CLAIM, 2));
}

/* Several notes become one text. */
static void
read_nte(Rcm837Reader *r)
{
	RcmClaim   *c = r->claim;
	RcmText		note = rcm_837_text(r, RCM_837_FOR_CLAIM, 2);
	RcmBuffer	joined;

	if (c->claim_note.len == 0 || note.len == 0)
	{
		rcm_837_set_text(c, &rcm_claim_shape, &c->claim_note, note);
		return;
	}
	rcm_buffer_init(&joined, &r->arena[RCM_837_FOR_CLAIM],
					(size_t) c->claim_note.len + (size_t) note.len + 2);
	rcm_buffer_text(&joined, c->claim_note);
	rcm_buffer_string(&joined, "; ");
	rcm_buffer_text(&joined, note);
	if (!joined.failed)
		c->claim_note = (RcmText) {joined.data, (int32_t) joined.len};
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
		return;
	*member = NULL;				/* the last of a role counts, all of it */
	r->party = rcm_837_part(r, r->claim, &rcm_claim_shape, member, r->shapes.provider);
	rcm_837_provider_name(r, RCM_837_FOR_CLAIM, r->party);
}

void
rcm_837_in_claim(Rcm837Reader *r)
{
	if (r->at.segment->id == ID3('N', 'M', '1'))
	{
		read_nm1(r);
		return;
	}
	if (r->loop == RCM_837_CLAIM_PARTY)
	{
		rcm_837_provider_detail(r, RCM_837_FOR_CLAIM, r->party);
		return;
	}
	switch (r->at.segment->id)
	{
		case ID3('D', 'T', 'P'):
			read_dtp(r);
			break;
		case ID3('R', 'E', 'F'):
			read_ref(r);
			break;
		case ID3('N', 'T', 'E'):
			read_nte(r);
			break;
		case ID3('C', 'L', '1'):
			read_cl1(r);
			break;
		default:
			break;
	}
}
