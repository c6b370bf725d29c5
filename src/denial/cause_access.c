/*
 * cause_access.c - causes found at the front desk: eligibility, coordination of
 * benefits, other carriers.
 */
#include "denial/cause_test.h"

#define NEWBORN_DAYS 30			/* the plans' usual time for enrolling a child */
#define STALE_DAYS 31			/* coverage runs by the month: an older answer says nothing */

#define COVERAGE (ON(COVERAGE_DATES))
#define MEMBER (ON(COVERAGE_DATES) | ON(IDENTITY) | ON(DEPENDENT) | ON(NEWBORN))
#define TURN (ON(OTHER_PAYER) | ON(WRONG_PAYER) | ON(PRIOR_PAYER))

TEST(announced, YES(payer_notice))

TEST(is_newborn, f->patient_age_days != RCM_NO_COUNT && f->patient_age_days <= NEWBORN_DAYS && !YES(name_matches))
TEST(other_plan, YES(other_plan_found))
TEST(other_relation, NO(relationship_matches))
TEST(other_member_id, NO(member_id_matches))
TEST(other_name, NO(name_matches) || NO(birth_date_matches))
TEST(covered_now, IN_WINDOW(coverage_from, coverage_to) && YES(member_id_matches))
TEST(same_person, YES(member_id_matches) && YES(name_matches) && YES(birth_date_matches))
TEST(same_member_id, YES(member_id_matches))
TEST(no_answer, YES(eligibility_checked) && f->eligibility_active == RCM_UNKNOWN)
TEST(not_checked, NO(eligibility_checked))
TEST(known_inactive, NO(eligibility_active))
TEST(stale_check, YES(eligibility_active) && f->eligibility_checked_on != RCM_NO_DATE &&
	 f->service_on != RCM_NO_DATE && (int64_t) f->service_on - f->eligibility_checked_on > STALE_DAYS)
TEST(was_active, YES(eligibility_active))

TEST(benefit_used_up, YES(benefit_exhausted))
TEST(too_often, YES(frequency_limit_reached))
TEST(benefit_left, NO(benefit_exhausted) && !YES(frequency_limit_reached))

TEST(letter_open, YES(letter_unanswered))
TEST(letter_answered, NO(letter_unanswered))
TEST(questionnaire_missing, YES(payer_is_medicare) && NO(medicare_questionnaire))
TEST(out_of_turn, KNOWN(payer_order_billed, payer_order_right) && f->payer_order_billed != f->payer_order_right)
TEST(no_primary_payment, NO(primary_payment_on_claim))
TEST(primary_payment, YES(primary_payment_on_claim))
TEST(no_other_coverage, NO(other_coverage_on_file))
TEST(in_turn, KNOWN(payer_order_billed, payer_order_right) && f->payer_order_billed == f->payer_order_right)
TEST(other_coverage, YES(other_coverage_on_file))

TEST(accident_untold, YES(accident_related) && NO(accident_details_on_claim))
TEST(no_accident, NO(accident_related))

/* Before all others, for every code. */
const RcmCauseRule rcm_first_rules[] = {
	{"payer_announced_error", ~UINT64_C(0), announced, RCM_LEAF_SYSTEM,
	"The payer has announced that it processes claims like this one wrongly."},
	{0}
};

const RcmCauseRule rcm_access_rules[] = {
	{"other_plan_that_day", MEMBER | ON(WRONG_PAYER), other_plan, RCM_LEAF_WRONG_PLAN,
	"Another plan covered the patient on the day of service, so this payer was the wrong one."},
	{"newborn_not_yet_member", MEMBER, is_newborn, RCM_LEAF_NEWBORN,
	"The patient was at most thirty days old and not yet a member in the child's own name."},
	{"relation_differs", ON(IDENTITY) | ON(DEPENDENT) | ON(NEWBORN) | ON(DATA), other_relation, RCM_LEAF_SUBSCRIBER_RELATION,
	"The claim gave a relation to the subscriber that is not the payer's."},
	{"member_id_differs", MEMBER, other_member_id, RCM_LEAF_WRONG_MEMBER_ID,
	"The member id on the claim is not the one that the payer answered with."},
	{"name_or_birth_date_differs", MEMBER | ON(AGE_SEX), other_name, RCM_LEAF_NAME_BIRTH_MISMATCH,
	"Name or birth date on the claim are not those that the payer has."},
	{"covered_by_payers_own_answer", MEMBER | ON(WRONG_PAYER), covered_now, RCM_LEAF_PAYER_ERROR,
	"By the payer's own answer this member was covered on the day of service."},
	{"same_person_by_payers_own_answer", ON(IDENTITY) | ON(DEPENDENT), same_person, RCM_LEAF_PAYER_ERROR,
	"Member id, name and birth date on the claim are those of the payer's own answer."},
	{"member_id_is_right", ON(IDENTITY), same_member_id, RCM_LEAF_NAME_BIRTH_MISMATCH,
	"The member id on the claim is the payer's, so name, birth date or sex must differ."},
	{"eligibility_not_checked", COVERAGE, not_checked, RCM_LEAF_NOT_CHECKED,
	"Nobody asked this payer for eligibility before the service."},
	{"eligibility_not_answered", COVERAGE, no_answer, RCM_LEAF_NOT_CHECKED,
	"Eligibility was asked for before the service, and no answer is on file."},
	{"known_inactive", COVERAGE, known_inactive, RCM_LEAF_INACTIVE_IGNORED,
	"The payer had answered before the service that coverage was not active."},
	{"eligibility_answer_too_old", COVERAGE, stale_check, RCM_LEAF_NOT_CHECKED,
	"The last answer on eligibility was more than a month old on the day of service."},
	{"active_when_checked", COVERAGE, was_active, RCM_LEAF_RETROACTIVE_TERMINATION,
	"Coverage was active when it was checked before the service, so it was ended afterwards."},

	{"benefit_used_up", ON(BENEFIT) | ON(FREQUENCY) | ON(NON_COVERED), benefit_used_up, RCM_LEAF_BENEFIT_MAXIMUM,
	"The benefit's maximum was used up before this line."},
	{"too_often", ON(FREQUENCY) | ON(NON_COVERED) | ON(UNITS) | ON(MEDICAL_NECESSITY) | ON(PLAN_LIMIT), too_often, RCM_LEAF_FREQUENCY,
	"The service was rendered sooner or more often than plan or policy allow."},
	{"benefit_left", ON(BENEFIT) | ON(FREQUENCY), benefit_left, RCM_LEAF_PAYER_ERROR,
	"By the practice's count the benefit's maximum was not reached."},

	{"letter_unanswered", ON(OTHER_PAYER) | ON(LETTER) | ON(OTHER_CARRIER), letter_open, RCM_LEAF_LETTER_UNANSWERED,
	"The patient has left a letter of the payer unanswered."},
	{"medicare_questionnaire_missing", ON(OTHER_PAYER), questionnaire_missing, RCM_LEAF_MEDICARE_QUESTIONNAIRE,
	"Medicare was billed without the answers on who pays before it."},
	{"billed_out_of_turn", TURN, out_of_turn, RCM_LEAF_ORDER_WRONG,
	"By the rules of coordination this payer has another place than the claim gave it."},
	{"primary_payment_not_on_claim", ON(OTHER_PAYER) | ON(PRIOR_PAYER), no_primary_payment, RCM_LEAF_PRIMARY_PAYMENT_MISSING,
	"The claim did not carry what the payer before had paid and adjusted."},
	{"primary_payment_on_claim", ON(OTHER_PAYER) | ON(PRIOR_PAYER), primary_payment, RCM_LEAF_PAYER_ERROR,
	"The claim carried what the payer before had paid and adjusted."},
	{"other_coverage_unknown", ON(OTHER_PAYER), no_other_coverage, RCM_LEAF_PRIMARY_UNKNOWN,
	"No other coverage of that day is on file, so the practice does not know the payer that comes first."},
	{"other_coverage_on_file", ON(LETTER), other_coverage, RCM_LEAF_OTHER_PAYER_INFORMATION,
	"The practice has the other coverage on file and can tell the payer itself."},
	{"billed_in_turn", ON(OTHER_PAYER), in_turn, RCM_LEAF_PAYER_ERROR,
	"By the rules of coordination this payer's turn was the one that the claim gave it."},

	{"other_coverage_not_billed_first", ON(OTHER_PAYER), other_coverage, RCM_LEAF_ORDER_WRONG,
	"Other coverage of that day is on file, and nothing shows that its turn was observed."},

	{"accident_not_told", ON(OTHER_CARRIER) | ON(LETTER) | ON(DATA) | ON(RECORDS), accident_untold, RCM_LEAF_ACCIDENT_DETAILS,
	"The service is due to an accident or to work, and the claim did not say when, where and how."},
	{"no_accident", ON(OTHER_CARRIER) | ON(LETTER), no_accident, RCM_LEAF_ACCIDENT_DETAILS,
	"The record knows of no accident and no injury at work, which the payer has to be told."},
	{"letter_answered", ON(LETTER), letter_answered, RCM_LEAF_PAYER_ERROR,
	"The patient has answered the payer's letter."},
	{0}
};
