/*
 * write_claim.c - loop 2300: the CLM, the days, what only dental claims say.
 */
#include "claim837/write_parts.h"

/* ---- CLM ---- */

/* Place of service of the whole claim; without one, the first line's, when every line has one. */
static RcmText
place_of_claim(Rcm837Writer *w)
{
	const RcmClaim *c = w->claim;

	if (rcm_837_has(c->pos) || c->lines.count == 0)
		return c->pos;
	for (int i = 0; i < c->lines.count; i++)
		if (!rcm_837_has(RCM_ITEM(c->lines, RcmLine, i)->pos))
			return c->pos;
	return RCM_ITEM(c->lines, RcmLine, 0)->pos;
}

/* CLM05-3: a digit or a capital letter. */
static void
put_frequency(Rcm837Writer *w, RcmText freq)
{
	freq = rcm_text_trim(freq);
	rcm_837_need_code(w, freq, "freq", 1, 1);
	if (freq.len == 1 && !rcm_is_digit(freq.data[0]) && !rcm_is_upper(freq.data[0]))
		rcm_837_fault(w, "freq", "a frequency is a digit or a capital letter");
}

/* CLM05 of an institutional claim: two characters of the type of bill, then the frequency. */
static void
put_type_of_bill(Rcm837Writer *w)
{
	const RcmClaim *c = w->claim;
	RcmText		tob = rcm_text_trim(c->tob);
	RcmText		freq = rcm_text_trim(c->freq);

	if (tob.len == 4 && tob.data[0] == '0')
		tob = (RcmText) {tob.data + 1, 3};
	rcm_837_composite(w);
	rcm_837_need_code(w, (RcmText) {tob.data, tob.len > 2 ? 2 : tob.len}, "tob", 2, 2);
	if (tob.len > 3)
		rcm_837_fault(w, "tob", "a type of bill has three characters, without the zero before them");
	rcm_837_component(w);
	rcm_837_word(w, "A");
	rcm_837_component(w);
	if (freq.len == 0 && tob.len == 3)
		freq = (RcmText) {tob.data + 2, 1};
	put_frequency(w, freq);
	if (tob.len == 3 && freq.len == 1 && freq.data[0] != tob.data[2])
		rcm_837_fault(w, "freq", "the third character of the type of bill says another frequency");
}

static void
put_place(Rcm837Writer *w)
{
	if (w->form == 'I')
	{
		put_type_of_bill(w);
		return;
	}
	w->pos = rcm_text_trim(place_of_claim(w));
	rcm_837_composite(w);
	rcm_837_need_code(w, w->pos, "pos", 2, 2);
	rcm_837_component(w);
	rcm_837_word(w, "B");
	rcm_837_component(w);
	put_frequency(w, rcm_837_or(w->claim->freq, "1"));
}

static void
put_terms(Rcm837Writer *w)
{
	static const RcmTerms none;
	const RcmTerms *t = w->claim->terms != NULL ? w->claim->terms : &none;

	rcm_837_enter(w, "terms", -1);
	if (w->form == 'I')
		rcm_837_skip(w, 1);
	else
		rcm_837_choice(w, rcm_837_or(t->signature, "Y"), "signature", "Y N");
	rcm_837_choice(w, rcm_837_or(t->assignment, "A"), "assignment", w->form == 'D' ? "A C P" : "A B C");
	rcm_837_choice(w, rcm_837_or(t->benefits_assigned, "Y"), "benefits_assigned", "Y N W");
	rcm_837_choice(w, rcm_837_or(t->release, "Y"), "release", "Y I");
	if (w->form == 'P' && rcm_837_has(t->patient_signature))
		rcm_837_choice(w, t->patient_signature, "patient_signature", "P");
	else
		rcm_837_skip(w, 1);
	rcm_837_leave(w);
}

/* CLM11: what the condition is related to; two causes have room. */
static void
put_related(Rcm837Writer *w)
{
	const RcmRelated *r = w->claim->related;
	const char *causes[3];
	int			n = 0;

	if (r != NULL && r->automobile == RCM_TRUE)
		causes[n++] = "AA";
	if (r != NULL && r->employment == RCM_TRUE)
		causes[n++] = "EM";
	if (r != NULL && r->other == RCM_TRUE)
		causes[n++] = "OA";
	if (w->form == 'I' || n == 0)
	{
		rcm_837_skip(w, 1);
		return;
	}
	rcm_837_enter(w, "related", -1);
	rcm_837_composite(w);
	rcm_837_word(w, causes[0]);
	rcm_837_component(w);
	if (n > 1)
		rcm_837_word(w, causes[1]);
	else
		rcm_837_skip(w, 1);
	rcm_837_component(w);
	rcm_837_skip(w, 1);
	if (n > 2)
		rcm_837_fault(w, "other", "only two causes have room");
	if (r->automobile == RCM_TRUE)
	{
		rcm_837_component(w);
		rcm_837_need_code(w, r->state, "state", 2, 2);
	}
	rcm_837_leave(w);
}

static void
put_clm(Rcm837Writer *w)
{
	const RcmClaim *c = w->claim;

	rcm_837_begin(w, "CLM");
	rcm_837_need_code(w, c->claim_id, "claim_id", 1, 38);
	rcm_837_positive(w, c->total_charge, "total_charge");
	rcm_837_skip(w, 2);
	put_place(w);
	put_terms(w);
	put_related(w);
	rcm_837_skip(w, 7);
	if (c->predetermination == RCM_TRUE && w->form != 'D')
		rcm_837_fault(w, "predetermination", "only a dental 837 asks beforehand");
	if (c->predetermination == RCM_TRUE)
		rcm_837_word(w, "PB");
	else
		rcm_837_skip(w, 1);
	if (rcm_837_has(c->delay_reason))
		rcm_837_choice(w, c->delay_reason, "delay_reason", "1 2 3 4 5 6 7 8 9 10 11 15");
	rcm_837_end_segment(w);
}

/* ---- days ---- */

typedef struct Day
{
	const char *what;
	size_t		member;
} Day;

#define DAY(what, member) {what, offsetof(RcmClaimDates, member)}

static void
put_days(Rcm837Writer *w, const Day *days, int n)
{
	const char *dates = (const char *) w->claim->dates;

	for (int i = 0; dates != NULL && i < n; i++)
		rcm_837_dtp(w, days[i].what, *(const int32_t *) (const void *) (dates + days[i].member));
}

/* Disability from and to, or only one of them. */
static void
put_disability(Rcm837Writer *w)
{
	const RcmClaimDates *d = w->claim->dates;

	if (d == NULL)
		return;
	if (d->disability_from == RCM_NO_DATE || d->disability_to == RCM_NO_DATE)
	{
		rcm_837_dtp(w, "360", d->disability_from);
		rcm_837_dtp(w, "361", d->disability_to);
		return;
	}
	rcm_837_begin(w, "DTP");
	rcm_837_word(w, "314");
	rcm_837_word(w, "RD8");
	rcm_x12_put_period(&w->x12, d->disability_from, d->disability_to);
	rcm_837_end_segment(w);
}

static void
check_accident(Rcm837Writer *w)
{
	const RcmRelated *r = w->claim->related;

	if (r != NULL && (r->automobile == RCM_TRUE || r->other == RCM_TRUE) &&
		(w->claim->dates == NULL || w->claim->dates->accident == RCM_NO_DATE))
		rcm_837_fault_at(w, "DTP03", "dates.accident", "the day of the accident (DTP*439) is needed");
}

static void
put_professional_days(Rcm837Writer *w)
{
	static const Day first[] = {
		DAY("431", onset), DAY("454", initial_treatment), DAY("304", last_seen), DAY("453", acute),
		DAY("439", accident), DAY("484", last_menstrual), DAY("455", last_xray),
	};
	static const Day last[] = {
		DAY("297", last_worked), DAY("296", return_to_work), DAY("435", admit), DAY("096", discharge),
		DAY("090", assumed_care), DAY("091", relinquished_care), DAY("050", repricer_received),
	};

	check_accident(w);
	put_days(w, first, (int) (sizeof(first) / sizeof(first[0])));
	put_disability(w);
	put_days(w, last, (int) (sizeof(last) / sizeof(last[0])));
}

static void
put_dental_days(Rcm837Writer *w)
{
	static const Day accident = DAY("439", accident);
	static const Day repricer = DAY("050", repricer_received);
	const RcmClaimDates *d = w->claim->dates;

	check_accident(w);
	put_days(w, &accident, 1);
	if (w->claim->dental != NULL)
		rcm_837_dtp(w, "452", w->claim->dental->appliance_placed);
	if (d != NULL)
		rcm_837_dtp_period(w, "472", d->service, d->service_to, "dates.service");
	put_days(w, &repricer, 1);
}

/* Hours as HHMM: two digits become four. */
static void
put_hour(Rcm837Writer *w, int32_t date, RcmText hour, const char *field)
{
	char		text[16];
	int			n = 0;

	hour = rcm_text_trim(hour);
	if (date != RCM_NO_DATE)
	{
		char		ymd[10];

		rcm_date_format(date, ymd);
		for (int i = 0; i < 10; i++)
			if (ymd[i] != '-')
				text[n++] = ymd[i];
	}
	if ((hour.len != 2 && hour.len != 4) || hour.data[0] > '2' || (hour.data[0] == '2' && hour.data[1] > '3'))
	{
		rcm_837_skip(w, 1);
		rcm_837_fault(w, field, "an hour is 00 to 23, with or without its minutes");
		return;
	}
	memcpy(text + n, hour.len == 4 ? hour.data : (char[]) {hour.data[0], hour.data[1], '0', '0'}, 4);
	for (int i = 0; i < 4; i++)
		if (!rcm_is_digit(text[n + i]) || (i == 2 && text[n + i] > '5'))
		{
			rcm_837_skip(w, 1);
			rcm_837_fault(w, field, "an hour is 00 to 23, with or without its minutes");
			return;
		}
	rcm_837_code(w, (RcmText) {text, n + 4}, field, 4, 12);
}

static void
put_institutional_days(Rcm837Writer *w)
{
	static const Day repricer = DAY("050", repricer_received);
	const RcmClaim *c = w->claim;

	if (c->dates != NULL && rcm_837_has(c->dates->discharge_hour))
	{
		rcm_837_begin(w, "DTP");
		rcm_837_word(w, "096");
		rcm_837_word(w, "TM");
		put_hour(w, RCM_NO_DATE, c->dates->discharge_hour, "dates.discharge_hour");
		rcm_837_end_segment(w);
	}
	rcm_837_begin(w, "DTP");
	rcm_837_word(w, "434");
	rcm_837_word(w, "RD8");
	if (c->stmt_from == RCM_NO_DATE || c->stmt_to == RCM_NO_DATE)
		rcm_837_need_date(w, RCM_NO_DATE, c->stmt_from == RCM_NO_DATE ? "stmt_from" : "stmt_to");
	else
	{
		rcm_x12_put_period(&w->x12, c->stmt_from, c->stmt_to);
		if (c->stmt_from > c->stmt_to)
			rcm_837_fault(w, "stmt_from", "it is after the day that it runs to");
	}
	rcm_837_end_segment(w);
	if (c->admit_date != RCM_NO_DATE && rcm_837_has(c->admit_hour))
	{
		rcm_837_begin(w, "DTP");
		rcm_837_word(w, "435");
		rcm_837_word(w, "DT");
		put_hour(w, c->admit_date, c->admit_hour, "admit_hour");
		rcm_837_end_segment(w);
	}
	else
		rcm_837_dtp(w, "435", c->admit_date);
	put_days(w, &repricer, 1);
	rcm_837_begin(w, "CL1");
	rcm_837_need_code(w, c->admit_type, "admit_type", 1, 1);
	rcm_837_code(w, c->admit_source, "admit_source", 1, 1);
	rcm_837_need_code(w, c->discharge_status, "discharge_status", 1, 2);
	rcm_837_end_segment(w);
}

/* ---- what only dental claims say ---- */

static void
put_dental(Rcm837Writer *w)
{
	const RcmDental *d = w->claim->dental;

	if (d == NULL)
		return;
	rcm_837_enter(w, "dental", -1);
	if (d->ortho_months.state != RCM_NUMBER_NONE || d->ortho_remaining.state != RCM_NUMBER_NONE ||
		rcm_837_has(d->ortho))
	{
		rcm_837_begin(w, "DN1");
		rcm_837_quantity(w, &d->ortho_months, "ortho_months");
		rcm_837_quantity(w, &d->ortho_remaining, "ortho_remaining");
		rcm_837_skip(w, 1);
		if (rcm_837_has(d->ortho))
			rcm_837_choice(w, d->ortho, "ortho", "Y");
		rcm_837_end_segment(w);
	}
	for (int i = 0; i < d->teeth.count; i++)
	{
		const RcmTooth *t = RCM_ITEM(d->teeth, RcmTooth, i);

		rcm_837_enter(w, "teeth", i);
		rcm_837_begin(w, "DN2");
		rcm_837_need_code(w, t->tooth, "tooth", 1, 50);
		rcm_837_choice(w, t->status, "status", "E M");
		rcm_837_skip(w, 3);
		rcm_837_word(w, "JP");
		rcm_837_end_segment(w);
		rcm_837_leave(w);
	}
	rcm_837_leave(w);
}

/* ---- 2300 ---- */

static void
put_note(Rcm837Writer *w)
{
	if (!rcm_837_has(w->claim->claim_note))
		return;
	rcm_837_begin(w, "NTE");
	rcm_837_word(w, "ADD");
	rcm_837_text(w, w->claim->claim_note, "claim_note", 80);
	rcm_837_end_segment(w);
}

void
rcm_837_put_claim(Rcm837Writer *w)
{
	put_clm(w);
	if (w->form == 'I')
		put_institutional_days(w);
	else if (w->form == 'D')
	{
		put_dental_days(w);
		put_dental(w);
	}
	else
		put_professional_days(w);
	rcm_837_put_attachments(w);
	if (w->form != 'I')
		rcm_837_amt(w, "F5", w->claim->patient_paid, "patient_paid");
	rcm_837_put_numbers(w);
	put_note(w);
	rcm_837_put_codes(w);
	rcm_837_put_roles(w);
	rcm_837_put_others(w);
	rcm_837_put_lines(w);
}
