/*
 * inquiry.c - an inquiry's keys as a table, and what makes it one that can be asked.
 */
#include "eligibility/inquiry.h"

#include "codes/npi.h"

#define COUNT(a) ((int) (sizeof(a) / sizeof((a)[0])))
#define FIELD(type, key, kind) \
	{#key, RCM_KIND_##kind, offsetof(type, key), 0, false, false, NULL}
#define PATIENT_FIELD(type, key, kind) \
	{#key, RCM_KIND_##kind, offsetof(type, key), 0, true, false, NULL}
#define PART(type, key, shape) \
	{#key, RCM_KIND_OBJECT, offsetof(type, key), 0, false, false, &shape}
#define LIST(type, key, limit) \
	{#key, RCM_KIND_TEXTS, offsetof(type, key), limit, false, false, NULL}

static const RcmField inquirer_fields[] = {
	FIELD(RcmInquirer, npi, TEXT),
	FIELD(RcmInquirer, name, TEXT),
	FIELD(RcmInquirer, last, TEXT),
	FIELD(RcmInquirer, first, TEXT),
	FIELD(RcmInquirer, tin, TEXT),
};
static const RcmShape inquirer_shape =
{"provider", sizeof(RcmInquirer), COUNT(inquirer_fields), inquirer_fields};

static const RcmField person_fields[] = {
	PATIENT_FIELD(RcmInquiredPerson, last, TEXT),
	PATIENT_FIELD(RcmInquiredPerson, first, TEXT),
	PATIENT_FIELD(RcmInquiredPerson, middle, TEXT),
	PATIENT_FIELD(RcmInquiredPerson, suffix, TEXT),
	PATIENT_FIELD(RcmInquiredPerson, member_id, TEXT),
	PATIENT_FIELD(RcmInquiredPerson, dob, DATE),
	FIELD(RcmInquiredPerson, sex, TEXT),
	PATIENT_FIELD(RcmInquiredPerson, ssn, TEXT),
	FIELD(RcmInquiredPerson, group_number, TEXT),
	FIELD(RcmInquiredPerson, rel, TEXT),
};
static const RcmShape person_shape =
{"person", sizeof(RcmInquiredPerson), COUNT(person_fields), person_fields};

static const RcmField inquiry_fields[] = {
	FIELD(RcmInquiry, reference, TEXT),
	FIELD(RcmInquiry, trace_origin, TEXT),
	FIELD(RcmInquiry, payer_name, TEXT),
	FIELD(RcmInquiry, payer_id, TEXT),
	PART(RcmInquiry, provider, inquirer_shape),
	PART(RcmInquiry, subscriber, person_shape),
	PART(RcmInquiry, dependent, person_shape),
	LIST(RcmInquiry, service_types, 99),
	LIST(RcmInquiry, procedures, 99),
	FIELD(RcmInquiry, date_from, DATE),
	FIELD(RcmInquiry, date_to, DATE),
	FIELD(RcmInquiry, card_issued, DATE),
};
const RcmShape rcm_inquiry_shape =
{"inquiry", sizeof(RcmInquiry), COUNT(inquiry_fields), inquiry_fields};

/* ---- checks ---- */

/* Keeps a fault about an element of a segment that is not being written. */
static bool
refuse(RcmX12Writer *w, const char *element, const char *path, const char *message)
{
	rcm_x12_write_fault(w, path, "%s", message);
	strncpy(w->fault.element, element, sizeof(w->fault.element) - 1);
	return false;
}

static bool
fits(RcmX12Writer *w, const char *element, const char *path, RcmText t, int32_t least, int32_t most)
{
	t = rcm_text_trim(t);
	if (t.len < least)
		return refuse(w, element, path, "it is needed");
	return t.len <= most || refuse(w, element, path, "it is too long");
}

static bool
is_digits(RcmText t, int32_t count)
{
	t = rcm_text_trim(t);
	if (t.len != count)
		return false;
	for (int32_t i = 0; i < t.len; i++)
		if (!rcm_is_digit(t.data[i]))
			return false;
	return true;
}

static bool
check_provider(RcmX12Writer *w, const RcmInquirer *p)
{
	int64_t		npi;

	if (p == NULL)
		return refuse(w, "NM1", "provider", "it is needed");
	if (p->object.extra != NULL)
		return refuse(w, "", "provider", "a key that a provider does not have");
	if (!rcm_npi_parse(rcm_text_trim(p->npi), &npi) || !rcm_npi_valid(npi))
		return refuse(w, "NM109", "provider.npi", "an NPI is needed");
	if (!rcm_blank(p->name) && !rcm_blank(p->last))
		return refuse(w, "NM103", "provider.name", "either a name, or last and first");
	if (!rcm_blank(p->tin) && !is_digits(p->tin, 9))
		return refuse(w, "REF02", "provider.tin", "a tax number has nine digits");
	return fits(w, "NM103", "provider.name", p->name, rcm_blank(p->last) ? 1 : 0, 60) &&
		fits(w, "NM103", "provider.last", p->last, 0, 60) &&
		fits(w, "NM104", "provider.first", p->first, 0, 35);
}

/* A fault's path: "subscriber.dob". */
static const char *
path_of(char room[32], const char *who, const char *key)
{
	strcpy(room, who);
	strcat(room, ".");
	return strcat(room, key);
}

static bool
check_person(RcmX12Writer *w, const char *who, const RcmInquiredPerson *p)
{
	char		path[32];
	RcmText		sex = rcm_text_trim(p->sex);

	if (p->object.extra != NULL)
		return refuse(w, "", who, "a key that a person does not have");
	if (sex.len > 0 && !rcm_text_is(sex, "M") && !rcm_text_is(sex, "F") && !rcm_text_is(sex, "U"))
		return refuse(w, "DMG03", path_of(path, who, "sex"), "it is M, F or U (unknown)");
	if (p->dob != RCM_NO_DATE && p->dob > w->date)
		return refuse(w, "DMG02", path_of(path, who, "dob"), "born after today");
	if (!rcm_blank(p->ssn) && !is_digits(p->ssn, 9))
		return refuse(w, "REF02", path_of(path, who, "ssn"), "a social security number has nine digits");
	return fits(w, "NM103", path_of(path, who, "last"), p->last, 0, 60) &&
		fits(w, "NM104", path_of(path, who, "first"), p->first, 0, 35) &&
		fits(w, "NM105", path_of(path, who, "middle"), p->middle, 0, 25) &&
		fits(w, "NM107", path_of(path, who, "suffix"), p->suffix, 0, 10) &&
		fits(w, "NM109", path_of(path, who, "member_id"), p->member_id, 0, 80) &&
		fits(w, "REF02", path_of(path, who, "group_number"), p->group_number, 0, 50);
}

/* A payer finds nobody by less than an id, or a name and a birth date. */
static bool
check_people(RcmX12Writer *w, const RcmInquiry *q)
{
	const RcmInquiredPerson *s = q->subscriber;
	const RcmInquiredPerson *d = q->dependent;
	RcmText		rel;

	if (s == NULL)
		return refuse(w, "NM1", "subscriber", "it is needed");
	if (!check_person(w, "subscriber", s))
		return false;
	if (!rcm_blank(s->rel) && !rcm_text_is(rcm_text_trim(s->rel), "18"))
		return refuse(w, "INS02", "subscriber.rel", "a subscriber is 18; whoever is not is a dependent");
	if (rcm_blank(s->member_id) && rcm_blank(s->ssn) && (rcm_blank(s->last) || s->dob == RCM_NO_DATE))
		return refuse(w, "NM109", "subscriber.member_id", "a member id is needed, or a last name with a birth date");
	if (d == NULL)
		return true;
	rel = rcm_text_trim(d->rel);
	if (!check_person(w, "dependent", d))
		return false;
	if (!rcm_blank(d->member_id))
		return refuse(w, "NM109", "dependent.member_id", "who has an id of his own is asked about as subscriber");
	if (rcm_blank(d->last) && rcm_blank(d->first))
		return refuse(w, "NM103", "dependent.last", "a name is needed");
	if (rel.len > 0 && !rcm_text_is(rel, "01") && !rcm_text_is(rel, "19") && !rcm_text_is(rel, "34"))
		return refuse(w, "INS02", "dependent.rel", "it is 01 (spouse), 19 (child) or 34 (other adult)");
	return true;
}

static bool
check_questions(RcmX12Writer *w, const RcmInquiry *q)
{
	if (q->date_to != RCM_NO_DATE && (q->date_from == RCM_NO_DATE || q->date_to < q->date_from))
		return refuse(w, "DTP03", "date_to", "the period ends before it begins");
	if (q->service_types.count + q->procedures.count > 99)
		return refuse(w, "EQ01", "service_types", "more than 99 questions");
	for (int i = 0; i < q->service_types.count; i++)
		if (!fits(w, "EQ01", "service_types", RCM_TEXT_ITEM(q->service_types, i), 1, 2))
			return false;
	for (int i = 0; i < q->procedures.count; i++)
		if (!fits(w, "EQ02-2", "procedures", RCM_TEXT_ITEM(q->procedures, i), 1, 48))
			return false;
	return true;
}

bool
rcm_270_check(RcmX12Writer *w, const RcmInquiry *q)
{
	RcmText		origin = rcm_text_trim(q->trace_origin);

	if (q->object.extra != NULL)
		return refuse(w, "", "", "a key that an inquiry does not have");
	if (origin.len > 0 && origin.len != 10)
		return refuse(w, "TRN03", "trace_origin", "it has ten characters, the first 1 (tax number), 3 (DUNS) or 9 (other)");
	return fits(w, "TRN02", "reference", q->reference, 1, 50) &&
		fits(w, "NM109", "payer_id", q->payer_id, 1, 80) &&
		fits(w, "NM103", "payer_name", q->payer_name, 0, 60) &&
		check_provider(w, q->provider) && check_people(w, q) && check_questions(w, q);
}
