/*
 * cause_authorization.c - causes found at the authorization desk and in
 * credentialing.
 *
 * The order tells apart what the code does not: never asked for, asked for and
 * open, refused, for other dates, other codes, other people, used up, and
 * obtained but not on the claim.
 */
#include "denial/cause_test.h"

#define AUTHORIZED (ON(AUTHORIZATION) | ON(AUTHORIZATION_EXCEEDED) | ON(AUTHORIZATION_MISMATCH))
#define ANY_AUTHORIZATION (AUTHORIZED | ON(AUTHORIZATION_REFUSED))
#define BILLED_BY (ON(PROVIDER) | ON(PROVIDER_DATA) | ON(NETWORK))

TEST(never_asked, IS(authorization_status, NONE))
TEST(refused, IS(authorization_status, DENIED))
TEST(open, IS(authorization_status, PENDING))
TEST(decided_too_late, IS(authorization_status, APPROVED) && BEFORE(service_on, authorization_decided_on) &&
	 !NOT_AFTER(authorization_from, service_on))
TEST(other_dates, IS(authorization_status, ENDED) || BEFORE(authorization_to, service_on) || BEFORE(service_on, authorization_from))
TEST(other_code, NO(authorization_covers_code))
TEST(other_people, NO(authorization_covers_provider) || NO(authorization_covers_place))
TEST(units_used_up, KNOWN(authorization_units, authorization_units_used) &&
	 f->authorization_units_used + (f->units == RCM_NO_COUNT ? 1 : f->units) > f->authorization_units)
TEST(number_left_out, IS(authorization_status, APPROVED) && NO(authorization_on_claim))
TEST(number_unknown, IS(authorization_status, APPROVED))
TEST(units_left, KNOWN(authorization_units, authorization_units_used))
TEST(names_all, YES(authorization_covers_code) && YES(authorization_covers_provider))
TEST(number_sent, IS(authorization_status, APPROVED) && YES(authorization_on_claim))

TEST(no_referral, IS(referral_status, NONE) || IS(referral_status, DENIED) || IS(referral_status, ENDED) || IS(referral_status, PENDING))
TEST(referral_left_out, IS(referral_status, APPROVED) && NO(referral_on_claim))
TEST(referral_unknown, IS(referral_status, APPROVED))
TEST(referral_sent, IS(referral_status, APPROVED) && YES(referral_on_claim))

TEST(enrolled_not, IS(enrollment_status, NONE) || IS(enrollment_status, PENDING) || IS(enrollment_status, DENIED))
TEST(enrolled_other_dates, IS(enrollment_status, ENDED) || BEFORE(enrollment_to, service_on) || BEFORE(service_on, enrollment_from))
TEST(not_linked, NO(linked_to_group))
TEST(other_identifiers, NO(identifiers_match))
TEST(not_contracted, NO(contracted))
TEST(enrolled, IS(enrollment_status, APPROVED))
TEST(in_network, YES(contracted))

TEST(laboratory, NO(clia_valid) || NO(clia_on_claim))
TEST(laboratory_certified, YES(clia_valid) && YES(clia_on_claim))
TEST(orderer_missing, NO(ordering_provider_on_claim))
TEST(orderer_not_enrolled, NO(ordering_provider_enrolled))
TEST(orderer_fine, YES(ordering_provider_on_claim) && YES(ordering_provider_enrolled))

const RcmCauseRule rcm_authorization_rules[] = {
	{"authorization_never_asked_for", AUTHORIZED, never_asked, RCM_LEAF_NOT_REQUESTED,
	"No authorization for the service is on file: nobody asked for one."},
	{"authorization_refused", AUTHORIZED, refused, RCM_LEAF_AUTHORIZATION_DENIED,
	"The authorization had been asked for, and the payer had refused it."},
	{"authorization_open", ANY_AUTHORIZATION, open, RCM_LEAF_PENDING_AT_SERVICE,
	"The authorization had been asked for and was not yet decided on the day of service."},
	{"authorization_decided_after_service", ANY_AUTHORIZATION, decided_too_late, RCM_LEAF_PENDING_AT_SERVICE,
	"The payer approved only after the service, and not for the days before."},
	{"authorization_for_other_dates", ANY_AUTHORIZATION, other_dates, RCM_LEAF_EXPIRED,
	"The authorization was approved for dates that do not include the day of service."},
	{"authorization_for_other_code", ANY_AUTHORIZATION, other_code, RCM_LEAF_WRONG_CODE,
	"The authorization does not name the procedure that was billed."},
	{"authorization_for_other_provider_or_place", ANY_AUTHORIZATION, other_people, RCM_LEAF_WRONG_PROVIDER_OR_PLACE,
	"The authorization names another provider or place than the claim."},
	{"authorization_units_used_up", ANY_AUTHORIZATION, units_used_up, RCM_LEAF_UNITS_EXHAUSTED,
	"With this line more units are used than the authorization approves."},
	{"authorization_not_on_claim", ANY_AUTHORIZATION, number_left_out, RCM_LEAF_NOT_ON_CLAIM,
	"An approved authorization covers the service, and the claim was sent without its number."},
	{"authorization_on_claim", ANY_AUTHORIZATION, number_sent, RCM_LEAF_PAYER_ERROR,
	"An approved authorization covers the service, and the claim carried its number."},

	{"authorization_approved", ANY_AUTHORIZATION, number_unknown, RCM_LEAF_NOT_ON_CLAIM,
	"An approved authorization covers the service, and nothing shows that the claim carried its number."},
	{"authorization_units_left", ON(AUTHORIZATION_EXCEEDED), units_left, RCM_LEAF_PAYER_ERROR,
	"With this line no more units are used than the authorization approves."},
	{"authorization_names_all", ON(AUTHORIZATION_MISMATCH), names_all, RCM_LEAF_PAYER_ERROR,
	"The authorization names the procedure and the provider of the claim."},

	{"referral_not_on_claim", ON(REFERRAL), referral_left_out, RCM_LEAF_NOT_ON_CLAIM,
	"A referral had been obtained, and the claim was sent without its number."},
	{"referral_on_claim", ON(REFERRAL), referral_sent, RCM_LEAF_PAYER_ERROR,
	"A referral had been obtained, and the claim carried its number."},
	{"referral_approved", ON(REFERRAL), referral_unknown, RCM_LEAF_NOT_ON_CLAIM,
	"A referral had been obtained, and nothing shows that the claim carried its number."},
	{"referral_missing", ON(REFERRAL) | ON(NETWORK), no_referral, RCM_LEAF_REFERRAL_MISSING,
	"The plan wants a referral, and none that is valid is on file."},

	{"not_enrolled", BILLED_BY, enrolled_not, RCM_LEAF_NOT_ENROLLED,
	"The rendering provider's enrolment with this payer is missing, open or refused."},
	{"not_enrolled_that_day", BILLED_BY, enrolled_other_dates, RCM_LEAF_NOT_ENROLLED,
	"The rendering provider's enrolment with this payer does not include the day of service."},
	{"not_linked_to_group", BILLED_BY, not_linked, RCM_LEAF_NOT_ENROLLED,
	"The provider is enrolled with this payer, but not for the group or place that billed."},
	{"identifiers_differ", BILLED_BY, other_identifiers, RCM_LEAF_IDENTIFIER_MISMATCH,
	"NPI, taxonomy or tax id on the claim are not those that the payer has on file."},
	{"laboratory_certificate", ON(PROVIDER) | ON(CLIA), laboratory, RCM_LEAF_CLIA,
	"The laboratory's certificate does not cover test and day, or the claim lacked its number."},
	{"not_in_network", ON(PROVIDER) | ON(NETWORK) | ON(REFERRAL), not_contracted, RCM_LEAF_NOT_CONTRACTED,
	"The provider was not in the plan's network on the day of service."},
	{"enrolled", ON(PROVIDER) | ON(PROVIDER_DATA), enrolled, RCM_LEAF_PAYER_ERROR,
	"The provider was enrolled with the payer, and nothing shows other dates or identifiers."},
	{"in_network", ON(NETWORK), in_network, RCM_LEAF_PAYER_ERROR,
	"The provider was in the plan's network on the day of service, and nothing shows other identifiers."},
	{"laboratory_certified", ON(CLIA), laboratory_certified, RCM_LEAF_PAYER_ERROR,
	"The laboratory's certificate covers test and day, and the claim carried its number."},
	{"ordering_provider_missing", ON(ORDERING), orderer_missing, RCM_LEAF_ORDERING_PROVIDER,
	"The claim did not name the ordering or referring provider."},
	{"ordering_provider_not_enrolled", ON(ORDERING), orderer_not_enrolled, RCM_LEAF_ORDERING_PROVIDER,
	"The ordering or referring provider may not order this from this payer."},
	{"ordering_provider_fine", ON(ORDERING), orderer_fine, RCM_LEAF_PAYER_ERROR,
	"The claim named an ordering provider who may order this from this payer."},
	{0}
};
