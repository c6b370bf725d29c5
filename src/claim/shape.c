/*
 * shape.c - which JSON key is which member: the schema of a claim as a table.
 *
 * The stored form refers to fields by their place in these tables, so rows
 * are only ever added at the end of a table, and none is taken away.
 */
#include "claim/claim.h"

#define COUNT(a) ((int) (sizeof(a) / sizeof((a)[0])))
#define FIELD(type, key, member, kind) \
	{key, RCM_KIND_##kind, offsetof(type, member), 0, false, false, NULL}
#define PATIENT_FIELD(type, key, member, kind) \
	{key, RCM_KIND_##kind, offsetof(type, member), 0, true, false, NULL}
#define LIST_FIELD(type, key, member, kind, limit) \
	{key, RCM_KIND_##kind, offsetof(type, member), limit, false, false, NULL}
#define PART(type, key, member, shape) \
	{key, RCM_KIND_OBJECT, offsetof(type, member), 0, false, false, &shape}
#define PATIENT_PART(type, key, member, shape) \
	{key, RCM_KIND_OBJECT, offsetof(type, member), 0, true, false, &shape}
#define PARTS(type, key, member, shape, limit) \
	{key, RCM_KIND_OBJECTS, offsetof(type, member), limit, false, false, &shape}
/* No authorizations on file is another thing than no word of them; so is a note unsigned. */
#define SAYING_FIELD(type, key, member, kind) \
	{key, RCM_KIND_##kind, offsetof(type, member), 0, false, true, NULL}
#define SAYING_PARTS(type, key, member, shape, limit) \
	{key, RCM_KIND_OBJECTS, offsetof(type, member), limit, false, true, &shape}
#define SHAPE(name, type, fields) \
	{name, sizeof(type), COUNT(fields), fields, (uint8_t[sizeof(type)]) {0}}

static const RcmField address_fields[] = {
	FIELD(RcmAddress, "line1", line1, TEXT),
	FIELD(RcmAddress, "city", city, TEXT),
	FIELD(RcmAddress, "state", state, TEXT),
	FIELD(RcmAddress, "zip", zip, TEXT),
	FIELD(RcmAddress, "line2", line2, TEXT),
};
static const RcmShape address_shape = SHAPE("addr", RcmAddress, address_fields);

static const RcmField provider_fields[] = {
	FIELD(RcmProvider, "npi", npi, TEXT),
	FIELD(RcmProvider, "atypical_id", atypical_id, TEXT),
	FIELD(RcmProvider, "tin", tin, TEXT),
	FIELD(RcmProvider, "taxonomy", taxonomy, TEXT),
	FIELD(RcmProvider, "name", name, TEXT),
	FIELD(RcmProvider, "last", last, TEXT),
	FIELD(RcmProvider, "first", first, TEXT),
	PART(RcmProvider, "addr", addr, address_shape),
	FIELD(RcmProvider, "middle", middle, TEXT),
	FIELD(RcmProvider, "suffix", suffix, TEXT),
};
static const RcmShape provider_shape = SHAPE("provider", RcmProvider, provider_fields);

static const RcmField patient_fields[] = {
	PATIENT_FIELD(RcmPatient, "last", last, TEXT),
	PATIENT_FIELD(RcmPatient, "first", first, TEXT),
	PATIENT_FIELD(RcmPatient, "dob", dob, DATE),
	FIELD(RcmPatient, "sex", sex, TEXT),
	PATIENT_FIELD(RcmPatient, "dod", dod, DATE),
	FIELD(RcmPatient, "rel", rel, TEXT),
	PATIENT_PART(RcmPatient, "addr", addr, address_shape),
	PATIENT_FIELD(RcmPatient, "middle", middle, TEXT),
	PATIENT_FIELD(RcmPatient, "suffix", suffix, TEXT),
};
static const RcmShape patient_shape = SHAPE("patient", RcmPatient, patient_fields);

static const RcmField subscriber_fields[] = {
	PATIENT_FIELD(RcmSubscriber, "last", last, TEXT),
	PATIENT_FIELD(RcmSubscriber, "first", first, TEXT),
	PATIENT_FIELD(RcmSubscriber, "dob", dob, DATE),
	PATIENT_FIELD(RcmSubscriber, "member_id", member_id, TEXT),
	PATIENT_PART(RcmSubscriber, "addr", addr, address_shape),
	PATIENT_FIELD(RcmSubscriber, "middle", middle, TEXT),
	PATIENT_FIELD(RcmSubscriber, "suffix", suffix, TEXT),
	FIELD(RcmSubscriber, "sex", sex, TEXT),
	PATIENT_FIELD(RcmSubscriber, "group_number", group_number, TEXT),
	FIELD(RcmSubscriber, "group_name", group_name, TEXT),
};
static const RcmShape subscriber_shape = SHAPE("subscriber", RcmSubscriber, subscriber_fields);

static const RcmField payer_fields[] = {
	FIELD(RcmClaimPayer, "name", name, TEXT),
	PART(RcmClaimPayer, "addr", addr, address_shape),
};
static const RcmShape payer_shape = SHAPE("payer", RcmClaimPayer, payer_fields);

static const RcmField terms_fields[] = {
	FIELD(RcmTerms, "signature", signature, TEXT),
	FIELD(RcmTerms, "assignment", assignment, TEXT),
	FIELD(RcmTerms, "benefits_assigned", benefits_assigned, TEXT),
	FIELD(RcmTerms, "release", release, TEXT),
	FIELD(RcmTerms, "patient_signature", patient_signature, TEXT),
};
static const RcmShape terms_shape = SHAPE("terms", RcmTerms, terms_fields);

static const RcmField reference_fields[] = {
	FIELD(RcmReference, "qual", qual, TEXT),
	PATIENT_FIELD(RcmReference, "id", id, TEXT),
};
static const RcmShape reference_shape = SHAPE("refs", RcmReference, reference_fields);

static const RcmField occurrence_fields[] = {
	FIELD(RcmOccurrence, "code", code, TEXT),
	FIELD(RcmOccurrence, "date", date, DATE),
};
static const RcmShape occurrence_shape = SHAPE("occurrences", RcmOccurrence, occurrence_fields);

static const RcmField occurrence_span_fields[] = {
	FIELD(RcmOccurrenceSpan, "code", code, TEXT),
	FIELD(RcmOccurrenceSpan, "from", from, DATE),
	FIELD(RcmOccurrenceSpan, "to", to, DATE),
};
static const RcmShape occurrence_span_shape =
SHAPE("occurrence_spans", RcmOccurrenceSpan, occurrence_span_fields);

static const RcmField value_code_fields[] = {
	FIELD(RcmValueCode, "code", code, TEXT),
	FIELD(RcmValueCode, "amount", amount, MONEY),
};
static const RcmShape value_code_shape = SHAPE("value_codes", RcmValueCode, value_code_fields);

static const RcmField attachment_fields[] = {
	FIELD(RcmAttachment, "type", type, TEXT),
	FIELD(RcmAttachment, "transmission", transmission, TEXT),
	FIELD(RcmAttachment, "control", control, TEXT),
};
static const RcmShape attachment_shape = SHAPE("attachments", RcmAttachment, attachment_fields);

static const RcmField tooth_fields[] = {
	FIELD(RcmTooth, "tooth", tooth, TEXT),
	LIST_FIELD(RcmTooth, "surfaces", surfaces, TEXTS, 10),
	FIELD(RcmTooth, "status", status, TEXT),
};
static const RcmShape tooth_shape = SHAPE("teeth", RcmTooth, tooth_fields);

static const RcmField dental_fields[] = {
	FIELD(RcmDental, "ortho_months", ortho_months, NUMBER),
	FIELD(RcmDental, "ortho_remaining", ortho_remaining, NUMBER),
	FIELD(RcmDental, "ortho", ortho, TEXT),
	FIELD(RcmDental, "appliance_placed", appliance_placed, DATE),
	PARTS(RcmDental, "teeth", teeth, tooth_shape, 35),
};
static const RcmShape dental_shape = SHAPE("dental", RcmDental, dental_fields);

static const RcmField related_fields[] = {
	FIELD(RcmRelated, "employment", employment, BOOL),
	FIELD(RcmRelated, "auto", automobile, BOOL),
	FIELD(RcmRelated, "other", other, BOOL),
	FIELD(RcmRelated, "state", state, TEXT),
};
static const RcmShape related_shape = SHAPE("related", RcmRelated, related_fields);

static const RcmField claim_dates_fields[] = {
	FIELD(RcmClaimDates, "admit", admit, DATE),
	FIELD(RcmClaimDates, "discharge", discharge, DATE),
	FIELD(RcmClaimDates, "accident", accident, DATE),
	FIELD(RcmClaimDates, "assumed_care", assumed_care, DATE),
	FIELD(RcmClaimDates, "relinquished_care", relinquished_care, DATE),
	FIELD(RcmClaimDates, "onset", onset, DATE),
	FIELD(RcmClaimDates, "last_seen", last_seen, DATE),
	FIELD(RcmClaimDates, "last_menstrual", last_menstrual, DATE),
	FIELD(RcmClaimDates, "last_xray", last_xray, DATE),
	FIELD(RcmClaimDates, "last_worked", last_worked, DATE),
	FIELD(RcmClaimDates, "return_to_work", return_to_work, DATE),
	FIELD(RcmClaimDates, "disability_from", disability_from, DATE),
	FIELD(RcmClaimDates, "disability_to", disability_to, DATE),
	FIELD(RcmClaimDates, "initial_treatment", initial_treatment, DATE),
	FIELD(RcmClaimDates, "acute", acute, DATE),
	FIELD(RcmClaimDates, "repricer_received", repricer_received, DATE),
	FIELD(RcmClaimDates, "service", service, DATE),
	FIELD(RcmClaimDates, "service_to", service_to, DATE),
	FIELD(RcmClaimDates, "discharge_hour", discharge_hour, TEXT),
};
static const RcmShape claim_dates_shape = SHAPE("dates", RcmClaimDates, claim_dates_fields);

static const RcmField wc_fields[] = {
	FIELD(RcmWorkComp, "claim_number", claim_number, TEXT),
	FIELD(RcmWorkComp, "employer", employer, TEXT),
};
static const RcmShape wc_shape = SHAPE("wc", RcmWorkComp, wc_fields);

static const RcmField diagnosis_fields[] = {
	FIELD(RcmDiagnosis, "code", code, TEXT),
	FIELD(RcmDiagnosis, "poa", poa, TEXT),
};
const RcmShape rcm_diagnosis_shape = SHAPE("dx", RcmDiagnosis, diagnosis_fields);

static const RcmField pcs_fields[] = {
	FIELD(RcmInpatientProcedure, "code", code, TEXT),
	FIELD(RcmInpatientProcedure, "date", date, DATE),
};
static const RcmShape pcs_shape = SHAPE("pcs", RcmInpatientProcedure, pcs_fields);

static const RcmField ndc_fields[] = {
	FIELD(RcmNdc, "code", code, TEXT),
	FIELD(RcmNdc, "qual", qual, TEXT),
	FIELD(RcmNdc, "qty", qty, NUMBER),
	FIELD(RcmNdc, "uom", uom, TEXT),
};
static const RcmShape ndc_shape = SHAPE("ndc", RcmNdc, ndc_fields);

static const RcmField line_fields[] = {
	FIELD(RcmLine, "n", n, INT),
	FIELD(RcmLine, "code", code, TEXT),
	LIST_FIELD(RcmLine, "mods", mods, TEXTS, 100),
	FIELD(RcmLine, "units", units, NUMBER),
	FIELD(RcmLine, "uom", uom, TEXT),
	FIELD(RcmLine, "charge", charge, MONEY),
	FIELD(RcmLine, "from", from, DATE),
	FIELD(RcmLine, "to", to, DATE),
	LIST_FIELD(RcmLine, "dx_ptr", dx_ptr, INTS, 100),
	FIELD(RcmLine, "pos", pos, TEXT),
	FIELD(RcmLine, "rev", rev, TEXT),
	PART(RcmLine, "rendering", rendering, provider_shape),
	PART(RcmLine, "ordering", ordering, provider_shape),
	PART(RcmLine, "ndc", ndc, ndc_shape),
	FIELD(RcmLine, "desc", desc, TEXT),
	FIELD(RcmLine, "minutes", minutes, NUMBER),
	FIELD(RcmLine, "auth", auth, TEXT),
	FIELD(RcmLine, "emg", emg, TEXT),
	FIELD(RcmLine, "epsdt", epsdt, TEXT),
	FIELD(RcmLine, "control", control, TEXT),
	FIELD(RcmLine, "referral", referral, TEXT),
	FIELD(RcmLine, "note", note, TEXT),
	FIELD(RcmLine, "noncovered", noncovered, MONEY),
	PART(RcmLine, "supervising", supervising, provider_shape),
	PART(RcmLine, "referring", referring, provider_shape),
	PART(RcmLine, "operating", operating, provider_shape),
	PART(RcmLine, "assistant", assistant, provider_shape),
	PART(RcmLine, "service_facility", service_facility, provider_shape),
	PARTS(RcmLine, "teeth", teeth, tooth_shape, 32),
	LIST_FIELD(RcmLine, "cavities", cavities, TEXTS, 5),
	FIELD(RcmLine, "prosthesis", prosthesis, TEXT),
	FIELD(RcmLine, "prior_placement", prior_placement, DATE),
};
const RcmShape rcm_line_shape = SHAPE("lines", RcmLine, line_fields);

static const RcmField period_fields[] = {
	FIELD(RcmPeriod, "from", from, DATE),
	FIELD(RcmPeriod, "to", to, DATE),
	FIELD(RcmPeriod, "payer_id", payer_id, TEXT),
};
static const RcmShape period_shape = SHAPE("period", RcmPeriod, period_fields);

static const RcmField therapy_fields[] = {
	FIELD(RcmTherapyUsed, "PT_SLP", pt_slp, MONEY),
	FIELD(RcmTherapyUsed, "OT", ot, MONEY),
};
static const RcmShape therapy_shape = SHAPE("therapy_ytd", RcmTherapyUsed, therapy_fields);

static const RcmField eligibility_fields[] = {
	FIELD(RcmEligibility, "status", status, TEXT),
	FIELD(RcmEligibility, "eff", eff, DATE),
	FIELD(RcmEligibility, "term", term, DATE),
	PATIENT_FIELD(RcmEligibility, "member_id", member_id, TEXT),
	PATIENT_FIELD(RcmEligibility, "last", last, TEXT),
	PATIENT_FIELD(RcmEligibility, "dob", dob, DATE),
	FIELD(RcmEligibility, "checked_on", checked_on, DATE),
	FIELD(RcmEligibility, "plan", plan, TEXT),
	FIELD(RcmEligibility, "pcm_npi", pcm_npi, TEXT),
	FIELD(RcmEligibility, "part_b_eff", part_b_eff, DATE),
	FIELD(RcmEligibility, "ma_from", ma_from, DATE),
	FIELD(RcmEligibility, "ma_to", ma_to, DATE),
	PART(RcmEligibility, "hospice", hospice, period_shape),
	PART(RcmEligibility, "snf", snf, period_shape),
	PART(RcmEligibility, "therapy_ytd", therapy_ytd, therapy_shape),
	PART(RcmEligibility, "other_primary", other_primary, period_shape),
	PART(RcmEligibility, "tpl", tpl, period_shape),
	FIELD(RcmEligibility, "medicare_active", medicare_active, BOOL),
};
const RcmShape rcm_eligibility_shape =
SHAPE("eligibility", RcmEligibility, eligibility_fields);

static const RcmField authorization_fields[] = {
	FIELD(RcmAuthorization, "number", number, TEXT),
	FIELD(RcmAuthorization, "payer_id", payer_id, TEXT),
	PATIENT_FIELD(RcmAuthorization, "member_id", member_id, TEXT),
	LIST_FIELD(RcmAuthorization, "codes", codes, RANGES, 100),
	FIELD(RcmAuthorization, "from", from, DATE),
	FIELD(RcmAuthorization, "to", to, DATE),
	FIELD(RcmAuthorization, "units", units, NUMBER),
	FIELD(RcmAuthorization, "used", used, NUMBER),
	FIELD(RcmAuthorization, "npi", npi, TEXT),
};
static const RcmShape authorization_shape =
SHAPE("auths", RcmAuthorization, authorization_fields);

static const RcmField adjustment_fields[] = {
	FIELD(RcmAdjustment, "grp", grp, TEXT),
	FIELD(RcmAdjustment, "carc", carc, TEXT),
	FIELD(RcmAdjustment, "amt", amt, MONEY),
	FIELD(RcmAdjustment, "qty", qty, NUMBER),
};
static const RcmShape adjustment_shape = SHAPE("adj", RcmAdjustment, adjustment_fields);

static const RcmField other_payer_line_fields[] = {
	FIELD(RcmOtherPayerLine, "n", n, INT),
	FIELD(RcmOtherPayerLine, "paid", paid, MONEY),
	PARTS(RcmOtherPayerLine, "adj", adj, adjustment_shape, 99),
	FIELD(RcmOtherPayerLine, "code", code, TEXT),
	LIST_FIELD(RcmOtherPayerLine, "mods", mods, TEXTS, 100),
	FIELD(RcmOtherPayerLine, "rev", rev, TEXT),
	FIELD(RcmOtherPayerLine, "desc", desc, TEXT),
	FIELD(RcmOtherPayerLine, "units", units, NUMBER),
	FIELD(RcmOtherPayerLine, "bundled", bundled, INT),
	FIELD(RcmOtherPayerLine, "remaining", remaining, MONEY),
	FIELD(RcmOtherPayerLine, "adjud_date", adjud_date, DATE),
};
static const RcmShape other_payer_line_shape =
SHAPE("lines", RcmOtherPayerLine, other_payer_line_fields);

static const RcmField other_payer_fields[] = {
	FIELD(RcmOtherPayer, "payer_id", payer_id, TEXT),
	FIELD(RcmOtherPayer, "seq", seq, TEXT),
	FIELD(RcmOtherPayer, "filing_ind", filing_ind, TEXT),
	FIELD(RcmOtherPayer, "msp_type", msp_type, TEXT),
	FIELD(RcmOtherPayer, "paid", paid, MONEY),
	FIELD(RcmOtherPayer, "adjud_date", adjud_date, DATE),
	PARTS(RcmOtherPayer, "adj", adj, adjustment_shape, 99),
	PARTS(RcmOtherPayer, "lines", lines, other_payer_line_shape, 9999),
	FIELD(RcmOtherPayer, "name", name, TEXT),
	FIELD(RcmOtherPayer, "rel", rel, TEXT),
	FIELD(RcmOtherPayer, "claim_control", claim_control, TEXT),
	PATIENT_PART(RcmOtherPayer, "subscriber", subscriber, subscriber_shape),
	PART(RcmOtherPayer, "terms", terms, terms_shape),
	FIELD(RcmOtherPayer, "remaining", remaining, MONEY),
	FIELD(RcmOtherPayer, "noncovered", noncovered, MONEY),
};
static const RcmShape other_payer_shape =
SHAPE("other_payers", RcmOtherPayer, other_payer_fields);

static const RcmField encounter_fields[] = {
	FIELD(RcmEncounter, "performed_by", performed_by, TEXT),
	FIELD(RcmEncounter, "supervisor_present", supervisor_present, BOOL),
	FIELD(RcmEncounter, "new_problem", new_problem, BOOL),
	FIELD(RcmEncounter, "mdm", mdm, TEXT),
	FIELD(RcmEncounter, "minutes", minutes, NUMBER),
	LIST_FIELD(RcmEncounter, "documented", documented, TEXTS, 9999),
	FIELD(RcmEncounter, "complete", complete, BOOL),
	SAYING_FIELD(RcmEncounter, "signed_on", signed_on, DATE),
	FIELD(RcmEncounter, "anes_concurrent", anes_concurrent, INT),
};
const RcmShape rcm_encounter_shape = SHAPE("encounter", RcmEncounter, encounter_fields);

static const RcmField history_fields[] = {
	FIELD(RcmHistoryLine, "claim_id", claim_id, TEXT),
	FIELD(RcmHistoryLine, "payer_id", payer_id, TEXT),
	FIELD(RcmHistoryLine, "status", status, TEXT),
	FIELD(RcmHistoryLine, "code", code, TEXT),
	LIST_FIELD(RcmHistoryLine, "mods", mods, TEXTS, 100),
	FIELD(RcmHistoryLine, "units", units, NUMBER),
	FIELD(RcmHistoryLine, "from", from, DATE),
	FIELD(RcmHistoryLine, "to", to, DATE),
	FIELD(RcmHistoryLine, "pos", pos, TEXT),
	FIELD(RcmHistoryLine, "tob", tob, TEXT),
	FIELD(RcmHistoryLine, "rend", rend, TEXT),
	FIELD(RcmHistoryLine, "tin", tin, TEXT),
	FIELD(RcmHistoryLine, "specialty", specialty, TEXT),
	LIST_FIELD(RcmHistoryLine, "dx", dx, TEXTS, 100),
	FIELD(RcmHistoryLine, "admit", admit, DATE),
};
static const RcmShape history_shape = SHAPE("history", RcmHistoryLine, history_fields);

/*
 * 999 service lines is the most an institutional 837 numbers (LX01); the
 * other limits only keep one document from holding up a session.
 */
static const RcmField claim_fields[] = {
	FIELD(RcmClaim, "claim_id", claim_id, TEXT),
	FIELD(RcmClaim, "form", form, TEXT),
	FIELD(RcmClaim, "submit_date", submit_date, DATE),
	FIELD(RcmClaim, "payer_id", payer_id, TEXT),
	FIELD(RcmClaim, "payer_seq", payer_seq, TEXT),
	FIELD(RcmClaim, "filing_ind", filing_ind, TEXT),
	FIELD(RcmClaim, "freq", freq, TEXT),
	FIELD(RcmClaim, "orig_ref", orig_ref, TEXT),
	FIELD(RcmClaim, "pos", pos, TEXT),
	FIELD(RcmClaim, "tob", tob, TEXT),
	FIELD(RcmClaim, "stmt_from", stmt_from, DATE),
	FIELD(RcmClaim, "stmt_to", stmt_to, DATE),
	FIELD(RcmClaim, "total_charge", total_charge, MONEY),
	FIELD(RcmClaim, "auth_number", auth_number, TEXT),
	FIELD(RcmClaim, "referral_number", referral_number, TEXT),
	FIELD(RcmClaim, "clia", clia, TEXT),
	FIELD(RcmClaim, "claim_note", claim_note, TEXT),
	FIELD(RcmClaim, "delay_reason", delay_reason, TEXT),
	FIELD(RcmClaim, "cmn", cmn, TEXT),
	PART(RcmClaim, "related", related, related_shape),
	PART(RcmClaim, "dates", dates, claim_dates_shape),
	FIELD(RcmClaim, "consent_date", consent_date, DATE),
	PART(RcmClaim, "wc", wc, wc_shape),
	PART(RcmClaim, "billing", billing, provider_shape),
	PART(RcmClaim, "rendering", rendering, provider_shape),
	PART(RcmClaim, "referring", referring, provider_shape),
	PART(RcmClaim, "ordering", ordering, provider_shape),
	PART(RcmClaim, "supervising", supervising, provider_shape),
	PART(RcmClaim, "attending", attending, provider_shape),
	PART(RcmClaim, "operating", operating, provider_shape),
	PART(RcmClaim, "service_facility", service_facility, provider_shape),
	PART(RcmClaim, "patient", patient, patient_shape),
	PART(RcmClaim, "subscriber", subscriber, subscriber_shape),
	PARTS(RcmClaim, "dx", dx, rcm_diagnosis_shape, 100),
	FIELD(RcmClaim, "admit_dx", admit_dx, TEXT),
	LIST_FIELD(RcmClaim, "reason_dx", reason_dx, TEXTS, 100),
	FIELD(RcmClaim, "admit_type", admit_type, TEXT),
	FIELD(RcmClaim, "admit_source", admit_source, TEXT),
	FIELD(RcmClaim, "admit_date", admit_date, DATE),
	FIELD(RcmClaim, "admit_hour", admit_hour, TEXT),
	FIELD(RcmClaim, "discharge_status", discharge_status, TEXT),
	LIST_FIELD(RcmClaim, "condition_codes", condition_codes, TEXTS, 100),
	PARTS(RcmClaim, "pcs", pcs, pcs_shape, 100),
	PARTS(RcmClaim, "lines", lines, rcm_line_shape, 999),
	PART(RcmClaim, "eligibility", eligibility, rcm_eligibility_shape),
	SAYING_PARTS(RcmClaim, "auths", auths, authorization_shape, 100),
	PARTS(RcmClaim, "other_payers", other_payers, other_payer_shape, 99),
	PART(RcmClaim, "encounter", encounter, rcm_encounter_shape),
	PARTS(RcmClaim, "history", history, history_shape, 9999),
	PART(RcmClaim, "payer", payer, payer_shape),
	FIELD(RcmClaim, "msp_type", msp_type, TEXT),
	PART(RcmClaim, "terms", terms, terms_shape),
	PART(RcmClaim, "pay_to", pay_to, provider_shape),
	PART(RcmClaim, "assistant", assistant, provider_shape),
	FIELD(RcmClaim, "patient_paid", patient_paid, MONEY),
	FIELD(RcmClaim, "drg", drg, TEXT),
	PARTS(RcmClaim, "refs", refs, reference_shape, 99),
	PARTS(RcmClaim, "external_causes", external_causes, rcm_diagnosis_shape, 100),
	PARTS(RcmClaim, "occurrences", occurrences, occurrence_shape, 100),
	PARTS(RcmClaim, "occurrence_spans", occurrence_spans, occurrence_span_shape, 100),
	PARTS(RcmClaim, "value_codes", value_codes, value_code_shape, 100),
	PARTS(RcmClaim, "attachments", attachments, attachment_shape, 10),
	PART(RcmClaim, "dental", dental, dental_shape),
	FIELD(RcmClaim, "predetermination", predetermination, BOOL),
};
const RcmShape rcm_claim_shape = SHAPE("claim", RcmClaim, claim_fields);
