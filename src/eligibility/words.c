/*
 * words.c - codes of the 271 in our own words.
 */
#include "eligibility/read.h"

typedef struct Word
{
	char		code[4];
	const char *word;
} Word;

static const char *
find(const Word *words, size_t count, RcmText code)
{
	for (size_t i = 0; i < count; i++)
		if (rcm_text_is(code, words[i].code))
			return words[i].word;
	return NULL;
}

#define FIND(words, code) find(words, sizeof(words) / sizeof((words)[0]), code)

const char *
rcm_271_kind(RcmText code)
{
	static const Word kinds[] = {
		{"1", "active"},
		{"2", "active_full_risk"},
		{"3", "active_capitated"},
		{"4", "active_capitated_primary_care"},
		{"5", "active_pending"},
		{"6", "inactive"},
		{"7", "inactive_pending_update"},
		{"8", "inactive_pending_investigation"},
		{"A", "coinsurance"},
		{"B", "copayment"},
		{"C", "deductible"},
		{"CB", "coverage_basis"},
		{"D", "description"},
		{"E", "exclusion"},
		{"F", "limitation"},
		{"G", "out_of_pocket"},
		{"H", "unlimited"},
		{"I", "non_covered"},
		{"J", "cost_containment"},
		{"K", "reserve"},
		{"L", "primary_care"},
		{"M", "preexisting"},
		{"MC", "managed_care"},
		{"N", "restricted_provider"},
		{"O", "not_necessary"},
		{"P", "disclaimer"},
		{"Q", "second_opinion"},
		{"R", "other_payer"},
		{"S", "prior_year"},
		{"T", "card_lost"},
		{"U", "contact"},
		{"V", "cannot_process"},
		{"W", "other_source"},
		{"X", "facility"},
		{"Y", "spend_down"},
	};
	const char *word = FIND(kinds, code);

	return word != NULL ? word : "unknown";
}

const char *
rcm_271_period(RcmText code)
{
	static const Word periods[] = {
		{"6", "hour"}, {"7", "day"}, {"13", "24_hours"}, {"21", "years"}, {"22", "service_year"},
		{"23", "calendar_year"}, {"24", "year_to_date"}, {"25", "contract"}, {"26", "episode"},
		{"27", "visit"}, {"28", "outlier"}, {"29", "remaining"}, {"30", "exceeded"},
		{"31", "not_exceeded"}, {"32", "lifetime"}, {"33", "lifetime_remaining"}, {"34", "month"},
		{"35", "week"}, {"36", "admission"},
	};

	return FIND(periods, code);
}

const char *
rcm_271_meaning(RcmText reason)
{
	static const Word meanings[] = {
		{"04", "more was asked for than is authorized"},
		{"15", "something that the payer needs was not sent"},
		{"33", "the inquiry has errors"},
		{"35", "out of the network"},
		{"41", "the asker may not ask this"},
		{"42", "the payer's system does not answer now"},
		{"43", "the provider's id is missing or wrong"},
		{"44", "the provider's name is missing or wrong"},
		{"45", "the provider's specialty is missing or wrong"},
		{"46", "the provider's telephone number is missing or wrong"},
		{"47", "the provider's state is missing or wrong"},
		{"48", "the referring provider's id is missing or wrong"},
		{"49", "the provider is not the patient's primary care provider"},
		{"50", "the provider may not ask this payer"},
		{"51", "the payer does not know the provider"},
		{"52", "the provider was not in the plan on these days"},
		{"53", "this kind of provider does not give this service"},
		{"54", "the kind of procedure code is wrong"},
		{"55", "the procedure code is wrong"},
		{"56", "a date does not fit"},
		{"57", "the date of service is missing or wrong"},
		{"58", "the birth date is missing or wrong"},
		{"60", "born after the date of service"},
		{"61", "died before the date of service"},
		{"62", "the payer does not answer for so early or late a day"},
		{"63", "the date of service lies ahead"},
		{"64", "the patient's id is missing or wrong"},
		{"65", "the patient's name is missing or wrong"},
		{"66", "the patient's sex is missing or wrong"},
		{"67", "the patient was not found"},
		{"68", "more than one patient has this id"},
		{"69", "it does not fit the patient's age"},
		{"70", "it does not fit the patient's sex"},
		{"71", "the birth date is not the one on file"},
		{"72", "the member id is missing or wrong"},
		{"73", "the subscriber's name is missing or wrong"},
		{"74", "the subscriber's sex is missing or wrong"},
		{"75", "the subscriber was not found"},
		{"76", "more than one subscriber has this id"},
		{"77", "the subscriber was found, the patient was not"},
		{"78", "the subscriber is not in this group or plan"},
		{"79", "the payer or the asker is named wrongly"},
		{"80", "no answer came from the payer"},
		{"97", "the provider's address is missing or wrong"},
		{"98", "an experimental service"},
		{"AA", "no such authorization"},
		{"AE", "the primary care provider must authorize it"},
		{"AF", "a diagnosis is missing or wrong"},
		{"AG", "a procedure is missing or wrong"},
		{"AO", "more about the patient's condition is needed"},
		{"CI", "the authorization is another patient's"},
		{"E8", "a clinician of the payer must review it"},
		{"IA", "an authorization number of the wrong form"},
		{"MA", "the authorization number is missing"},
		{"T4", "the payer's name or id is missing"},
	};

	return FIND(meanings, reason);
}

const char *
rcm_271_level_name(Rcm271Level level)
{
	static const char *const names[] = {"unknown", "source", "receiver", "subscriber", "dependent"};

	return names[level];
}
