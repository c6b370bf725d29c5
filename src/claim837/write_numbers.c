/*
 * write_numbers.c - what a claim is known by (REF), its papers (PWK), and its
 * own providers (2310).
 */
#include "claim837/write_parts.h"

#include "x12/value.h"

/* ---- PWK ---- */

void
rcm_837_put_attachments(Rcm837Writer *w)
{
	const RcmList *list = &w->claim->attachments;

	for (int i = 0; i < list->count; i++)
	{
		const RcmAttachment *a = RCM_ITEM(*list, RcmAttachment, i);

		rcm_837_enter(w, "attachments", i);
		rcm_837_begin(w, "PWK");
		rcm_837_need_code(w, a->type, "type", 2, 2);
		rcm_837_choice(w, a->transmission, "transmission", "AA BM EL EM FT FX");
		rcm_837_skip(w, 2);
		if (rcm_837_has(a->control))
		{
			rcm_837_word(w, "AC");
			rcm_837_code(w, a->control, "control", 2, 50);
		}
		else if (!rcm_837_same(a->transmission, RCM_TEXT("AA")))
		{
			rcm_837_skip(w, 2);
			rcm_837_fault(w, "control", "it is needed for papers that are sent");
		}
		rcm_837_end_segment(w);
		rcm_837_leave(w);
	}
}

/* ---- REF ---- */

/* The qualifiers of a claim's REF, in the guide's order. */
static const char *
numbers_of_form(char form)
{
	switch (form)
	{
		case 'I':
			return "4N 9F G1 F8 9A 9C LX D9 LU EA P4 G4";
		case 'D':
			return "G3 4N F8 9F G1 9A 9C D9";
		default:
			return "4N F5 EW 9F G1 F8 X4 9A 9C LX D9 EA P4 1J";
	}
}

/* Those that have a member of their own. */
static RcmText
own_number(const Rcm837Writer *w, const char *what, const char **field)
{
	static const struct
	{
		char		what[3];
		const char *field;
		size_t		member;
	}			own[] = {
		{"9F", "referral_number", offsetof(RcmClaim, referral_number)},
		{"G1", "auth_number", offsetof(RcmClaim, auth_number)},
		{"F8", "orig_ref", offsetof(RcmClaim, orig_ref)},
		{"X4", "clia", offsetof(RcmClaim, clia)},
	};

	*field = NULL;
	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		if (strcmp(own[i].what, what) == 0)
		{
			*field = own[i].field;
			return *(const RcmText *) (const void *) ((const char *) w->claim + own[i].member);
		}
	return (RcmText) {"", 0};
}

/* Replacing and voiding name the claim that is meant; a new one names none. */
static void
check_original(Rcm837Writer *w)
{
	const RcmClaim *c = w->claim;
	RcmText		tob = rcm_text_trim(c->tob);
	char		f = rcm_837_has(c->freq) ? rcm_text_trim(c->freq).data[0] :
		w->form == 'I' && tob.len > 0 ? tob.data[tob.len - 1] : '1';

	if ((f == '7' || f == '8') && !rcm_837_has(c->orig_ref))
		rcm_837_fault_at(w, "REF02", "orig_ref", "the payer's number of the claim that is replaced or voided (REF*F8) is needed");
	if (f == '1' && rcm_837_has(c->orig_ref))
		rcm_837_fault_at(w, "REF02", "orig_ref", "a claim of frequency 1 does not name one that it replaces (REF*F8)");
}

static void
check_references(Rcm837Writer *w, const char *allowed)
{
	const RcmList *refs = &w->claim->refs;

	for (int i = 0; i < refs->count; i++)
	{
		RcmText		qual = rcm_text_trim(RCM_ITEM(*refs, RcmReference, i)->qual);
		const char *field;
		char		what[3] = {0};

		rcm_837_enter(w, "refs", i);
		if (qual.len != 2 || !rcm_x12_one_of(qual, allowed))
			rcm_837_fault_at(w, "REF01", "qual", "not one of the qualifiers of this form: %s", allowed);
		else
		{
			memcpy(what, qual.data, 2);
			own_number(w, what, &field);
			if (field != NULL)
				rcm_837_fault_at(w, "REF01", "qual", "this number is %s", field);
		}
		if (!rcm_837_has(RCM_ITEM(*refs, RcmReference, i)->id))
			rcm_837_fault_at(w, "REF02", "id", "it is needed, and not given");
		rcm_837_leave(w);
	}
}

/* Those of "refs" under one qualifier. */
static void
put_references_of(Rcm837Writer *w, const char *what)
{
	const RcmList *refs = &w->claim->refs;
	int			most = strcmp(what, "LX") == 0 && w->form == 'I' ? 5 : 1;

	for (int i = 0; i < refs->count; i++)
	{
		const RcmReference *r = RCM_ITEM(*refs, RcmReference, i);

		if (!rcm_text_is(rcm_text_trim(r->qual), what))
			continue;
		rcm_837_enter(w, "refs", i);
		rcm_837_ref(w, what, r->id, "id", 50);
		if (most-- == 0)
			rcm_837_fault_at(w, "REF01", "qual", "this qualifier stands too often");
		rcm_837_leave(w);
	}
}

void
rcm_837_put_numbers(Rcm837Writer *w)
{
	const char *allowed = numbers_of_form(w->form);

	check_original(w);
	check_references(w, allowed);
	for (const char *p = allowed; *p != '\0'; p += p[2] == ' ' ? 3 : 2)
	{
		const char	what[3] = {p[0], p[1], '\0'};
		const char *field;
		RcmText		t = own_number(w, what, &field);

		if (field != NULL)
			rcm_837_ref(w, what, t, field, 50);
		else
			put_references_of(w, what);
	}
}

/* ---- 2310 ---- */

/* A provider of the claim, unless it is another one whom the guide takes for granted. */
static void
put_role(Rcm837Writer *w, const RcmProvider *p, const RcmProvider *otherwise, const char *name,
		 const char *entity, const char *taxonomy, const char *kinds)
{
	if (rcm_837_is_named(p) && !rcm_837_same_provider(p, otherwise))
		rcm_837_put_provider(w, p, name, entity, taxonomy, kinds);
}

static void
put_facility(Rcm837Writer *w)
{
	const RcmClaim *c = w->claim;

	if (rcm_837_is_named(c->service_facility) &&
		!rcm_837_same_place(c->service_facility, c->billing))
		rcm_837_put_provider(w, c->service_facility, "service_facility", "77", NULL, "2");
}

/* All but the transport of patients has somebody who attends. */
static void
check_attending(Rcm837Writer *w)
{
	const RcmClaim *c = w->claim;

	if (rcm_837_is_named(c->attending))
		return;
	for (int i = 0; i < c->lines.count; i++)
	{
		RcmText		rev = RCM_ITEM(c->lines, RcmLine, i)->rev;

		if (rev.len >= 3 && memcmp(rev.data, rev.len == 4 ? "054" : "54", rev.len == 4 ? 3 : 2) == 0)
			continue;
		rcm_837_fault_at(w, "NM103", "attending", "the attending provider (NM1*71) is needed");
		return;
	}
}

void
rcm_837_put_roles(Rcm837Writer *w)
{
	const RcmClaim *c = w->claim;

	switch (w->form)
	{
		case 'I':
			check_attending(w);
			put_role(w, c->attending, NULL, "attending", "71", "AT", "1");
			put_role(w, c->operating, NULL, "operating", "72", NULL, "1");
			put_role(w, c->rendering, c->attending, "rendering", "82", NULL, "1");
			put_facility(w);
			put_role(w, c->referring, NULL, "referring", "DN", NULL, "1");
			break;
		case 'D':
			put_role(w, c->referring, NULL, "referring", "DN", "RF", "1");
			put_role(w, c->rendering, c->billing, "rendering", "82", "PE", "12");
			put_facility(w);
			put_role(w, c->assistant, NULL, "assistant", "DD", "AS", "1");
			put_role(w, c->supervising, NULL, "supervising", "DQ", NULL, "1");
			break;
		default:
			put_role(w, c->referring, NULL, "referring", "DN", NULL, "1");
			put_role(w, c->rendering, c->billing, "rendering", "82", "PE", "12");
			put_facility(w);
			put_role(w, c->supervising, NULL, "supervising", "DQ", NULL, "1");
			break;
	}
}
