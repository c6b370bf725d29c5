/*
 * dem.c - demographics.
 *
 * Messages say what differs, never what the values are.
 */
#include "scrub/scrub.h"

static void
req(RcmScrub *s)
{
	const RcmPatient *p = s->claim->patient;
	const RcmAddress *a = p != NULL ? p->addr : NULL;
	const char *missing = NULL;

	if (p == NULL)
		missing = "patient";
	else if (rcm_blank(p->last))
		missing = "patient.last";
	else if (rcm_blank(p->first))
		missing = "patient.first";
	else if (p->dob == RCM_NO_DATE)
		missing = "patient.dob";
	else if (!rcm_word_in(p->sex, "M F U"))
		missing = "patient.sex";
	else if (a == NULL)
		missing = "patient.addr";
	else if (rcm_blank(a->line1))
		missing = "patient.addr.line1";
	else if (rcm_blank(a->city))
		missing = "patient.addr.city";
	else if (rcm_blank(a->state))
		missing = "patient.addr.state";
	else if (rcm_blank(a->zip))
		missing = "patient.addr.zip";
	if (missing != NULL)
		rcm_fire(s, NULL, missing, "%s is missing or not valid", missing);
}

static void
dob(RcmScrub *s)
{
	const RcmPatient *p = s->claim->patient;

	if (p == NULL || p->dob == RCM_NO_DATE)
		return;
	if (rcm_before(s->first_dos, p->dob))
		rcm_fire(s, NULL, "patient.dob", "the birth date is after the first date of service");
	else if (rcm_before(s->claim->submit_date, p->dob))
		rcm_fire(s, NULL, "patient.dob", "the birth date is after the day of submission");
	else if (rcm_patient_age(s, s->first_dos) > 124)
		rcm_fire(s, NULL, "patient.dob", "the birth date makes the patient older than 124");
}

static void
dod(RcmScrub *s, RcmScrubLine *l)
{
	const RcmPatient *p = s->claim->patient;

	if (p != NULL && rcm_before(p->dod, l->from))
		rcm_fire(s, l, "from", "the service is after the patient's death");
}

/* Two values that are both given and differ. */
static bool
differ(RcmText a, RcmText b)
{
	return !rcm_blank(a) && !rcm_blank(b) && !rcm_text_equal(a, b);
}

static bool
names_differ(RcmText a, RcmText b)
{
	return !rcm_blank(a) && !rcm_blank(b) && !rcm_same_name(a, b);
}

static bool
days_differ(int32_t a, int32_t b)
{
	return a != RCM_NO_DATE && b != RCM_NO_DATE && a != b;
}

static void
match(RcmScrub *s)
{
	const RcmEligibility *e = s->claim->eligibility;
	const RcmSubscriber *sub = s->claim->subscriber;

	if (e == NULL || sub == NULL)
		return;
	if (differ(e->member_id, sub->member_id))
		rcm_fire(s, NULL, "subscriber.member_id", "the member id is not the one the payer returned");
	if (names_differ(e->last, sub->last))
		rcm_fire(s, NULL, "subscriber.last", "the subscriber's last name is not the one the payer returned");
	if (days_differ(e->dob, sub->dob))
		rcm_fire(s, NULL, "subscriber.dob", "the subscriber's birth date is not the one the payer returned");
}

static void
rel(RcmScrub *s)
{
	const RcmPatient *p = s->claim->patient;
	const RcmSubscriber *sub = s->claim->subscriber;
	RcmText		relation = p != NULL ? p->rel : (RcmText) {NULL, 0};

	if (rcm_text_is(relation, "18") && sub != NULL &&
		(names_differ(p->last, sub->last) || days_differ(p->dob, sub->dob)))
		rcm_fire(s, NULL, "patient.rel", "the relationship is self, but patient and subscriber differ");
	if (s->payer_class & RCM_FFS && !rcm_text_is(relation, "18"))
	{
		rcm_the_payer(s);
		rcm_fire(s, NULL, "patient.rel", "a Medicare patient is always the subscriber");
	}
}

const RcmEdit rcm_dem_edits[] = {
	{
		.id = "DEM-REQ", .name = "Required patient demographics missing",
		.level = "claim", .severity = RCM_REJECT, .scope = "all",
		.without_payer = true,
		.claim_test = req,
		.carc = "16", .rarc = "MA36|N329|MA39|MA37", .claim_status = "A7:125:QC",
		.fix = "Complete the registration record.",
		.source = "X12 005010X222A1 (837P TR3) 2010BA/2010CA",
	},
	{
		.id = "DEM-DOB", .name = "Date of birth impossible",
		.level = "claim", .severity = RCM_REJECT, .scope = "all",
		.without_payer = true,
		.claim_test = dob,
		.carc = "14", .rarc = "N329", .claim_status = "A7:158:QC",
		.fix = "Correct the birth date.",
		.source = "IOCE edit 25; MCE invalid age; CARC 14",
	},
	{
		.id = "DEM-DOD", .name = "Service after death",
		.level = "line", .severity = RCM_REJECT, .scope = "all",
		.without_payer = true,
		.lines = RCM_ALL_LINES, .line_test = dod,
		.carc = "13", .rarc = "", .claim_status = "A7:159:QC",
		.fix = "Check the service date and the death date.",
		.source = "CARC 13; CWF utilization edits",
	},
	{
		.id = "DEM-MATCH", .name = "Claim identity differs from the payer's record",
		.level = "claim", .severity = RCM_REJECT, .scope = "all",
		.without_payer = true,
		.claim_test = match,
		.carc = "140", .rarc = "N382|MA61", .claim_status = "A7:30",
		.fix = "Use the name, birth date and id exactly as the payer returned them.",
		.source = "CARC 140; 277CA 30/31/33",
	},
	{
		.id = "DEM-REL", .name = "Relationship inconsistent",
		.level = "claim", .severity = RCM_REJECT, .scope = "all",
		.without_payer = true,
		.claim_test = rel,
		.carc = "16", .rarc = "N245|MA89", .claim_status = "A8:156",
		.fix = "Set self only when patient and subscriber are the same person; Medicare patients are always self.",
		.source = "X12 005010X222A1 (837P TR3) 2000B SBR02; Medicare 837 companion guide",
	},
};
const int rcm_dem_edit_count = sizeof(rcm_dem_edits) / sizeof(rcm_dem_edits[0]);
