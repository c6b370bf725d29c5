/*
 * cause_claim.c - causes found at the biller's and the coder's: time, duplicates,
 * codes, fields, papers.
 */
#include "denial/cause_test.h"

TEST(correction_late, YES(is_correction) && NOT_AFTER(first_submitted_on, filing_deadline) && BEFORE(filing_deadline, submitted_on))
TEST(accepted_in_time, NOT_AFTER(accepted_on, filing_deadline))
TEST(first_filing_late, BEFORE(filing_deadline, first_submitted_on))
TEST(not_proven, NOT_AFTER(first_submitted_on, filing_deadline))
TEST(appeal_in_time, NOT_AFTER(appeal_filed_on, appeal_deadline))
TEST(appeal_late, BEFORE(appeal_deadline, appeal_filed_on))

TEST(repeated_and_not_said, f->same_service_lines >= 2 && NO(repeat_modifier))
TEST(repeated_and_said, f->same_service_lines >= 2 && YES(repeat_modifier))
TEST(sent_again, YES(earlier_submission))
TEST(paid_in_other_claim, YES(earlier_line_paid))
TEST(not_sent_again, NO(earlier_submission))
TEST(sent_once, NO(earlier_submission) && NO(earlier_line_paid))

TEST(hospice_not_said, YES(hospice_elected) && NO(hospice_modifier))
TEST(hospice_said, YES(hospice_elected) && YES(hospice_modifier))
TEST(no_hospice, NO(hospice_elected))

TEST(lacks_modifier, YES(modifier_missing) || NO(modifier_valid))
TEST(modifiers_fine, NO(modifier_missing) && YES(modifier_valid))
TEST(parted_and_not_said, YES(bundling_edit) && YES(bundling_modifier_allowed) && YES(services_separate) && NO(separate_service_modifier))
TEST(parted_and_said, YES(bundling_edit) && YES(bundling_modifier_allowed) && YES(services_separate) && YES(separate_service_modifier))
TEST(bundled, YES(bundling_edit))
TEST(not_bundled, NO(bundling_edit))
TEST(too_many_units, MORE(units, unit_limit))
TEST(units_fine, KNOWN(units, unit_limit) && f->units <= f->unit_limit && YES(documentation_complete))
TEST(units_without_record, KNOWN(units, unit_limit) && f->units <= f->unit_limit)
TEST(wrong_place, NO(place_fits))
TEST(right_place, YES(place_fits))
TEST(wrong_age_or_sex, NO(age_sex_fits))
TEST(right_age_and_sex, YES(age_sex_fits))
TEST(wrong_code, NO(code_valid))
TEST(right_code, YES(code_valid))
TEST(wrong_diagnosis, NO(diagnosis_fits))
TEST(right_diagnosis, YES(diagnosis_fits))
TEST(other_procedure_paid, f->procedure_sent.len > 0 && f->procedure_paid.len > 0 && !rcm_text_equal(f->procedure_sent, f->procedure_paid))

TEST(field_missing, NO(field_on_claim))
TEST(field_bad, YES(field_on_claim) && !YES(field_valid))
TEST(field_fine, YES(field_on_claim) && YES(field_valid))

TEST(records_in_time, NOT_AFTER(records_sent_on, records_due))
TEST(wants_bill, YES(itemized_bill_requested))

#define FILING (ON(TIMELY))
#define REPEATED (ON(DUPLICATE))

const RcmCauseRule rcm_claim_rules[] = {
	{"correction_after_deadline", FILING, correction_late, RCM_LEAF_LATE_CORRECTION,
	"The first claim was sent in time, and the correction that was denied came after the last day."},
	{"accepted_before_deadline", FILING, accepted_in_time, RCM_LEAF_LOST_BY_PAYER,
	"The payer's own acceptance (277CA) shows that the claim came before the last day for filing."},
	{"first_filed_after_deadline", FILING, first_filing_late, RCM_LEAF_LATE_FIRST_FILING,
	"The claim was sent for the first time after the last day for filing."},
	{"sent_in_time_without_proof", FILING, not_proven, RCM_LEAF_LATE_FIRST_FILING,
	"The claim was sent before the last day for filing, but no acceptance of the payer proves that it came."},
	{"appeal_after_deadline", ON(TIMELY) | ON(TIMELY_APPEAL), appeal_late, RCM_LEAF_LATE_APPEAL,
	"The appeal was filed after its last day."},
	{"appeal_before_deadline", ON(TIMELY_APPEAL), appeal_in_time, RCM_LEAF_LOST_BY_PAYER,
	"The appeal was filed before its last day, so the payer lost or misread it."},

	{"repeated_without_modifier", REPEATED, repeated_and_not_said, RCM_LEAF_REPEAT_MODIFIER,
	"The record shows the service more than once on that day, and no modifier of the line said so."},
	{"repeated_with_modifier", REPEATED, repeated_and_said, RCM_LEAF_PAYER_ERROR,
	"The record shows the service more than once on that day, and a modifier of the line said so."},
	{"sent_again", REPEATED, sent_again, RCM_LEAF_OUR_RESUBMISSION,
	"The same claim had been sent before, so this was the practice's own second sending."},
	{"paid_in_other_claim", REPEATED, paid_in_other_claim, RCM_LEAF_TRUE_DUPLICATE,
	"The same service of that day stood in another claim that was paid."},
	{"sent_once", REPEATED, sent_once, RCM_LEAF_PAYER_ERROR,
	"The claim was sent once and the service stands in no other, so the payer confused something."},

	{"not_sent_again", REPEATED, not_sent_again, RCM_LEAF_TRUE_DUPLICATE,
	"The claim was sent once, so the service must stand in another claim."},

	{"hospice_modifier_missing", ON(HOSPICE) | ON(MODIFIER), hospice_not_said, RCM_LEAF_MODIFIER,
	"The patient is in hospice care, and no modifier said how the service relates to it."},
	{"hospice_modifier_given", ON(HOSPICE), hospice_said, RCM_LEAF_PAYER_ERROR,
	"The patient is in hospice care, and a modifier of the line said how the service relates to it."},
	{"no_hospice", ON(HOSPICE), no_hospice, RCM_LEAF_PAYER_ERROR,
	"The practice knows of no hospice election for that day."},

	{"modifier_wrong", ON(MODIFIER) | ON(CODE), lacks_modifier, RCM_LEAF_MODIFIER,
	"The line lacks a modifier that the service needs, or has one that does not fit."},
	{"modifier_fits", ON(MODIFIER), modifiers_fine, RCM_LEAF_PAYER_ERROR,
	"The line's modifiers fit procedure and day, and none is missing."},
	{"separate_service_not_said", ON(BUNDLED), parted_and_not_said, RCM_LEAF_MODIFIER,
	"The record shows separate services and the edit lets a modifier part them, but the line had none."},
	{"separate_service_said", ON(BUNDLED), parted_and_said, RCM_LEAF_PAYER_ERROR,
	"The record shows separate services, and the line carried the modifier that the edit asks for."},
	{"bundled_by_edit", ON(BUNDLED), bundled, RCM_LEAF_BUNDLED,
	"An edit makes the service part of another of that day, and nothing in the record parts them."},
	{"no_edit_bundles", ON(BUNDLED), not_bundled, RCM_LEAF_PAYER_ERROR,
	"No edit bundles the service with another of that day."},
	{"units_over_limit", ON(UNITS), too_many_units, RCM_LEAF_UNITS,
	"The line has more units than edit or contract allow for one day."},
	{"units_over_contract", ON(PLAN_LIMIT), too_many_units, RCM_LEAF_PLAN_LIMIT,
	"The line has more units than plan or contract allow."},
	{"units_within_limit", ON(UNITS), units_fine, RCM_LEAF_PAYER_ERROR,
	"The units are within the limit and the record shows them."},
	{"units_not_recorded", ON(UNITS), units_without_record, RCM_LEAF_DOCUMENTATION_ABSENT,
	"The units are within the limit, and nothing shows that the record backs them."},
	{"place_wrong", ON(PLACE), wrong_place, RCM_LEAF_PLACE_OF_SERVICE,
	"The place of service on the claim does not fit the procedure."},
	{"place_right", ON(PLACE), right_place, RCM_LEAF_PAYER_ERROR,
	"The place of service on the claim fits the procedure."},
	{"age_or_sex_wrong", ON(AGE_SEX), wrong_age_or_sex, RCM_LEAF_AGE_SEX,
	"A code of the line does not fit the patient's age or sex."},
	{"age_and_sex_right", ON(AGE_SEX), right_age_and_sex, RCM_LEAF_PAYER_ERROR,
	"The codes of the line fit the patient's age and sex."},
	{"code_not_valid", ON(CODE) | ON(DIAGNOSIS) | ON(MODIFIER), wrong_code, RCM_LEAF_INVALID_CODE,
	"A code of the line was not valid on the day of service."},
	{"diagnosis_does_not_fit", ON(DIAGNOSIS), wrong_diagnosis, RCM_LEAF_DIAGNOSIS_PROCEDURE,
	"The diagnoses of the line do not fit its procedure."},
	{"diagnosis_fits", ON(DIAGNOSIS), right_diagnosis, RCM_LEAF_PAYER_ERROR,
	"The diagnoses of the line fit its procedure."},
	{"code_valid", ON(CODE), right_code, RCM_LEAF_PAYER_ERROR,
	"The codes of the line were valid on the day of service."},
	{"other_procedure_paid", ON(LEVEL) | ON(BUNDLED), other_procedure_paid, RCM_LEAF_DOWNCODED,
	"The payer went by another procedure code than the one that was sent."},

	{"field_missing", ON(DATA) | ON(PROVIDER_DATA), field_missing, RCM_LEAF_MISSING_FIELD,
	"The claim was sent without the field that the payer misses."},
	{"field_not_valid", ON(DATA) | ON(PROVIDER_DATA), field_bad, RCM_LEAF_INVALID_FORMAT,
	"The claim carried the field that the payer names, but nothing shows that it was well formed and true."},
	{"field_given", ON(DATA) | ON(PROVIDER_DATA), field_fine, RCM_LEAF_PAYER_ERROR,
	"The claim carried the field that the payer misses, well formed."},
	{"records_sent_in_time", ON(RECORDS), records_in_time, RCM_LEAF_PAYER_ERROR,
	"The records were sent before the last day for sending them."},
	{"itemized_bill_wanted", ON(RECORDS), wants_bill, RCM_LEAF_ITEMIZED_BILL,
	"The payer asks for an itemised bill or an invoice."},
	{0}
};
