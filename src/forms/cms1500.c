/*
 * cms1500.c - the CMS-1500 (02/12): everything but item 24.
 *
 * Widths are those of the form's boxes.  Each page is a form of its own: all
 * items but the total and what was paid stand on every page.
 */
#include "forms/form.h"

#define LINES 6
#define DIAGNOSES 12

/* ---- the top: whom, whose ---- */

/* Item 1 by the filing indicator (SBR09). */
static const char *
coverage(const RcmClaim *c)
{
	static const struct
	{
		char		filing[3];
		char		box[9];
	}			boxes[] = {
		{"MA", "MEDICARE"}, {"MB", "MEDICARE"}, {"MC", "MEDICAID"}, {"CH", "TRICARE"}, {"VA", "CHAMPVA"},
		{"BL", "GROUP"}, {"FI", "GROUP"}, {"12", "GROUP"}, {"13", "GROUP"}, {"14", "GROUP"},
	};

	if (rcm_blank(c->filing_ind))
		return "";
	for (size_t i = 0; i < sizeof(boxes) / sizeof(boxes[0]); i++)
		if (rcm_text_is(c->filing_ind, boxes[i].filing))
			return boxes[i].box;
	return c->subscriber != NULL && !rcm_blank(c->subscriber->group_number) ? "GROUP" : "OTHER";
}

static void
put_address(RcmForm *f, const char *number, const RcmAddress *a, const int *widths)
{
	RcmText		street[2];

	if (a == NULL)
		return;
	street[0] = a->line1;
	street[1] = a->line2;
	rcm_form_put(f, number, 0, rcm_form_join(f, " ", street, 2), widths[0]);
	rcm_form_put(f, number[0] == '5' ? "5 city" : "7 city", 0, a->city, widths[1]);
	rcm_form_put(f, number[0] == '5' ? "5 state" : "7 state", 0, a->state, widths[2]);
	rcm_form_zip(f, number[0] == '5' ? "5 zip" : "7 zip", 0, a->zip, widths[3]);
}

/*
 * Items 1a to 7.  The insured is the patient where the claim says nothing else
 * of a subscriber who is.
 */
static void
put_people(RcmForm *f)
{
	static const int patient_widths[] = {28, 24, 3, 12};
	static const int insured_widths[] = {29, 23, 4, 12};
	const RcmSubscriber *s = f->claim->subscriber;
	const RcmPatient *p = f->claim->patient;
	bool		self = p != NULL && rcm_text_is(p->rel, "18");

	if (s != NULL)
		rcm_form_put(f, "1a", 0, s->member_id, 29);
	if (p != NULL)
	{
		rcm_form_put(f, "2", 0, rcm_form_person(f, p->last, p->suffix, p->first, p->middle), 28);
		rcm_form_day(f, "3", 0, p->dob, RCM_FORM_BIRTH_SPACED);
		rcm_form_put(f, "3 sex", 0, p->sex, 1);
	}
	if (s != NULL && !rcm_blank(s->last))
		rcm_form_put(f, "4", 0, rcm_form_person(f, s->last, s->suffix, s->first, s->middle), 29);
	else if (self)
		rcm_form_put(f, "4", 0, rcm_form_person(f, p->last, p->suffix, p->first, p->middle), 29);
	if (p != NULL)
	{
		put_address(f, "5", p->addr, patient_widths);
		if (!rcm_blank(p->rel))
			rcm_form_box(f, "6", self ? "SELF" : rcm_text_is(p->rel, "01") ? "SPOUSE" :
						 rcm_text_is(p->rel, "19") ? "CHILD" : "OTHER");
	}
	put_address(f, "7", s != NULL && s->addr != NULL ? s->addr : self ? p->addr : NULL, insured_widths);
}

static void
put_policy(RcmForm *f)
{
	const RcmClaim *c = f->claim;
	const RcmSubscriber *s = c->subscriber;
	bool		medicare_first = rcm_text_is(c->filing_ind, "MB") && rcm_text_is(c->payer_seq, "P");
	RcmText		plan = {"", 0};

	if (s != NULL && !rcm_blank(s->group_number))
		rcm_form_put(f, "11", 0, s->group_number, 29);
	else if (medicare_first)
		rcm_form_box(f, "11", "NONE");
	if (s != NULL)
	{
		rcm_form_day(f, "11a", 0, s->dob, RCM_FORM_BIRTH_SPACED);
		rcm_form_put(f, "11a sex", 0, s->sex, 1);
		plan = s->group_name;
	}
	if (c->wc != NULL && !rcm_blank(c->wc->claim_number))
	{
		rcm_form_box(f, "11b qualifier", "Y4");
		rcm_form_put(f, "11b", 0, c->wc->claim_number, 28);
	}
	if (rcm_blank(plan) && c->payer != NULL)
		plan = c->payer->name;
	rcm_form_put(f, "11c", 0, plan, 29);
	rcm_form_box(f, "11d", c->other_payers.count > 0 ? "YES" : "NO");
}

static void
put_other_insured(RcmForm *f)
{
	const RcmOtherPayer *o;
	const RcmSubscriber *s;

	if (f->claim->other_payers.count == 0)
		return;
	o = RCM_ITEM(f->claim->other_payers, RcmOtherPayer, 0);
	s = o->subscriber;
	if (s != NULL)
	{
		rcm_form_put(f, "9", 0, rcm_form_person(f, s->last, s->suffix, s->first, s->middle), 28);
		rcm_form_put(f, "9a", 0, rcm_form_or(s->group_number, s->member_id), 28);
	}
	rcm_form_put(f, "9d", 0, rcm_form_or(o->name, s != NULL ? s->group_name : (RcmText) {"", 0}), 28);
	for (int i = 1; i < f->claim->other_payers.count; i++)
	{
		o = RCM_ITEM(f->claim->other_payers, RcmOtherPayer, i);
		rcm_form_surplus(f, "9d", i + 1, rcm_form_or(o->name, o->payer_id));
	}
}

static const char *
yes_or_no(uint8_t truth)
{
	return truth == RCM_TRUE ? "YES" : truth == RCM_FALSE ? "NO" : "";
}

static void
put_related(RcmForm *f)
{
	const RcmRelated *r = f->claim->related;

	if (r != NULL)
	{
		rcm_form_box(f, "10a", yes_or_no(r->employment));
		rcm_form_box(f, "10b", yes_or_no(r->automobile));
		rcm_form_put(f, "10b state", 0, r->state, 2);
		rcm_form_box(f, "10c", yes_or_no(r->other));
	}
	rcm_form_put(f, "10d", 0, rcm_form_join(f, " ", f->claim->condition_codes.items,
											f->claim->condition_codes.count), 19);
}

static void
put_signatures(RcmForm *f)
{
	const RcmTerms *t = f->claim->terms;

	if (t == NULL)
		return;
	if (rcm_text_is(t->release, "Y") || rcm_text_is(t->release, "I"))
		rcm_form_box(f, "12", "SIGNATURE ON FILE");
	if (rcm_form_yes(t->benefits_assigned))
		rcm_form_box(f, "13", "SIGNATURE ON FILE");
}

/* ---- the middle: dates, referral, diagnoses ---- */

static void
put_dates(RcmForm *f)
{
	const RcmClaimDates *d = f->claim->dates;
	bool		menstrual;
	int			n = 0;

	if (d == NULL)
		return;
	menstrual = d->onset == RCM_NO_DATE && d->last_menstrual != RCM_NO_DATE;
	if (d->onset != RCM_NO_DATE || menstrual)
		rcm_form_box(f, "14 qualifier", menstrual ? "484" : "431");
	rcm_form_day(f, "14", 0, menstrual ? d->last_menstrual : d->onset, RCM_FORM_DAY_SPACED);

	const struct
	{
		int32_t		day;
		const char *qualifier;
	}			others[] = {
		{d->accident, "439"}, {d->initial_treatment, "454"}, {d->last_seen, "304"}, {d->acute, "453"},
		{d->last_xray, "455"}, {d->assumed_care, "090"}, {d->relinquished_care, "091"},
	};

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
	{
		RcmYmd		day;

		if (others[i].day == RCM_NO_DATE)
			continue;
		day = rcm_ymd(others[i].day);
		if (n++ == 0)
		{
			rcm_form_box(f, "15 qualifier", others[i].qualifier);
			rcm_form_day(f, "15", 0, others[i].day, RCM_FORM_DAY_SPACED);
		}
		else
			rcm_form_surplus(f, "15", n, rcm_form_print(f, "%s %02d %02d %02d", others[i].qualifier,
														day.month, day.day, day.year % 100));
	}
	rcm_form_day(f, "16 from", 0, d->disability_from != RCM_NO_DATE ? d->disability_from : d->last_worked,
				 RCM_FORM_DAY_SPACED);
	rcm_form_day(f, "16 to", 0, d->disability_to != RCM_NO_DATE ? d->disability_to : d->return_to_work,
				 RCM_FORM_DAY_SPACED);
}

/* Who referred, or ordered, or supervised: one of them, in this order. */
static void
put_referring(RcmForm *f)
{
	const RcmClaim *c = f->claim;
	const RcmProvider *who[] = {c->referring, c->ordering, c->supervising};
	static const char *const qualifiers[] = {"DN", "DK", "DQ"};
	int			n = 0;

	for (int i = 0; i < 3; i++)
	{
		if (who[i] == NULL || who[i]->object.given == 0)
			continue;
		if (n++ > 0)
		{
			RcmText		parts[] = {rcm_text_of(qualifiers[i]), who[i]->npi, rcm_form_provider(f, who[i])};

			rcm_form_surplus(f, "17", n, rcm_form_join(f, " ", parts, 3));
			continue;
		}
		rcm_form_box(f, "17 qualifier", qualifiers[i]);
		rcm_form_put(f, "17", 0, rcm_form_provider(f, who[i]), 24);
		if (!rcm_blank(who[i]->atypical_id))
		{
			rcm_form_box(f, "17a qualifier", "G2");
			rcm_form_put(f, "17a", 0, who[i]->atypical_id, 17);
		}
		rcm_form_put(f, "17b", 0, who[i]->npi, 10);
	}
}

static void
put_diagnoses(RcmForm *f)
{
	static const char *const boxes[DIAGNOSES] = {
		"21A", "21B", "21C", "21D", "21E", "21F", "21G", "21H", "21I", "21J", "21K", "21L"
	};
	const RcmClaim *c = f->claim;

	if (c->dx.count > 0)
		rcm_form_box(f, "21 indicator", "0");
	for (int i = 0; i < c->dx.count; i++)
	{
		RcmText		code = RCM_ITEM(c->dx, RcmDiagnosis, i)->code;

		if (i < DIAGNOSES)
			rcm_form_code(f, boxes[i], 0, code, 7);
		else
			rcm_form_surplus(f, "21", i + 1, rcm_form_bare(f, code));
	}
}

/* One number stands in item 23: authorization before referral before CLIA. */
static void
put_authorization(RcmForm *f)
{
	const RcmClaim *c = f->claim;
	RcmText		numbers[] = {c->auth_number, c->referral_number, c->clia};
	int			n = 0;

	for (int i = 0; i < 3; i++)
		if (!rcm_blank(numbers[i]))
		{
			if (n++ == 0)
				rcm_form_put(f, "23", 0, numbers[i], 29);
			else
				rcm_form_surplus(f, "23", n, numbers[i]);
		}
}

static void
put_middle(RcmForm *f)
{
	const RcmClaim *c = f->claim;

	put_dates(f);
	put_referring(f);
	if (c->dates != NULL)
	{
		rcm_form_day(f, "18 from", 0, c->dates->admit, RCM_FORM_DAY_SPACED);
		rcm_form_day(f, "18 to", 0, c->dates->discharge, RCM_FORM_DAY_SPACED);
	}
	rcm_form_put(f, "19", 0, c->claim_note, 71);
	put_diagnoses(f);
	if (!rcm_blank(c->freq) && !rcm_text_is(c->freq, "1"))
		rcm_form_put(f, "22", 0, c->freq, 11);
	rcm_form_put(f, "22 reference", 0, c->orig_ref, 18);
	put_authorization(f);
}

/* ---- the bottom: who bills ---- */

/* The other id of a provider: what the payer knows it by, else its taxonomy. */
static void
put_other_id(RcmForm *f, const char *field, const RcmProvider *p, int width)
{
	RcmText		id[] = {RCM_TEXT("G2"), p->atypical_id};

	if (rcm_blank(p->atypical_id))
	{
		id[0] = RCM_TEXT("ZZ");
		id[1] = p->taxonomy;
	}
	if (!rcm_blank(id[1]))
		rcm_form_put(f, field, 0, rcm_form_join(f, "", id, 2), width);
}

static void
put_place(RcmForm *f, const char *number, const RcmProvider *p, int width, int other_width)
{
	bool		billing = rcm_text_is(rcm_text_of(number), "33");

	if (p == NULL)
		return;
	rcm_form_block(f, number, rcm_form_provider(f, p), p->addr, width);
	rcm_form_put(f, billing ? "33a" : "32a", 0, p->npi, 10);
	put_other_id(f, billing ? "33b" : "32b", p, other_width);
}

/* Nine digits; written 3-2-4 they are a person's number. */
static void
put_tax_id(RcmForm *f, RcmText tin)
{
	char		digits[16];
	int			n = 0;

	tin = rcm_text_trim(tin);
	if (tin.len == 0)
		return;
	for (int32_t i = 0; i < tin.len && n < 15; i++)
		if (tin.data[i] != '-')
			digits[n++] = tin.data[i];
	rcm_form_put(f, "25", 0, (RcmText) {digits, n}, 15);
	rcm_form_box(f, "25 type", tin.len == 11 && tin.data[3] == '-' && tin.data[6] == '-' ? "SSN" : "EIN");
}

static void
put_bottom(RcmForm *f)
{
	const RcmClaim *c = f->claim;
	RcmText		assignment = c->terms != NULL ? c->terms->assignment : (RcmText) {"", 0};

	if (c->billing != NULL)
		put_tax_id(f, c->billing->tin);
	rcm_form_put(f, "26", 0, c->claim_id, 14);
	if (!rcm_blank(assignment))
		rcm_form_box(f, "27", rcm_text_is(assignment, "C") ? "NO" : "YES");
	if (f->page == f->pages)
	{
		rcm_form_money(f, "28", 0, rcm_form_total(c), 7);
		rcm_form_money(f, "29", 0, rcm_form_paid(c), 6);
	}
	if (c->terms != NULL && rcm_form_yes(c->terms->signature))
	{
		rcm_form_box(f, "31", "SIGNATURE ON FILE");
		rcm_form_day(f, "31 date", 0, c->submit_date, RCM_FORM_DAY_SPACED);
	}
	put_place(f, "32", c->service_facility, 26, 14);
	put_place(f, "33", c->billing, 29, 17);
}

void
rcm_form_cms1500(RcmForm *f)
{
	const RcmClaim *c = f->claim;

	f->name = "CMS-1500";
	f->pages = c->lines.count > LINES ? (c->lines.count + LINES - 1) / LINES : 1;
	for (f->page = 1; f->page <= f->pages; f->page++)
	{
		int			first = (f->page - 1) * LINES;

		if (c->payer != NULL)
			rcm_form_block(f, "carrier", c->payer->name, c->payer->addr, 0);
		rcm_form_box(f, "1", coverage(c));
		put_people(f);
		put_other_insured(f);
		put_related(f);
		put_policy(f);
		put_signatures(f);
		put_middle(f);
		rcm_form_cms1500_lines(f, first, first + LINES < c->lines.count ? first + LINES : c->lines.count);
		put_bottom(f);
	}
}
