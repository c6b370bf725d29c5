/*
 * account.c - see account.h.
 */
#include "receivable/account.h"

static const RcmAccountFact facts[RCM_ACCOUNTS + 1] = {
	[RCM_ACCOUNT_INSURER_1] = {"insurer_1", RCM_ACCOUNT_OWED,
	"Owed by the insurer that is billed first."},
	[RCM_ACCOUNT_INSURER_2] = {"insurer_2", RCM_ACCOUNT_OWED,
	"Owed by the insurer that is billed second."},
	[RCM_ACCOUNT_INSURER_3] = {"insurer_3", RCM_ACCOUNT_OWED,
	"Owed by the insurer that is billed third."},
	[RCM_ACCOUNT_PATIENT] = {"patient", RCM_ACCOUNT_OWED,
	"Owed by the patient or whoever answers for the patient's bills."},
	[RCM_ACCOUNT_THIRD_PARTY] = {"third_party", RCM_ACCOUNT_OWED,
	"Owed by somebody else: an employer, an attorney with a lien, another practice."},
	[RCM_ACCOUNT_REVENUE] = {"revenue", RCM_ACCOUNT_SOURCE,
	"Where charges come from; its balance is the charges with the sign turned."},
	[RCM_ACCOUNT_CASH] = {"cash", RCM_ACCOUNT_GONE,
	"Paid: money that came in and was applied to a service line."},
	[RCM_ACCOUNT_CONTRACTUAL] = {"contractual", RCM_ACCOUNT_GONE,
	"Given up by contract: charge above what the payer allows."},
	[RCM_ACCOUNT_SEQUESTRATION] = {"sequestration", RCM_ACCOUNT_GONE,
	"Cut from Medicare's payment by the federal sequester."},
	[RCM_ACCOUNT_CAPITATION] = {"capitation", RCM_ACCOUNT_GONE,
	"Covered by a payment for each member, not by one for the service."},
	[RCM_ACCOUNT_INTEREST] = {"interest", RCM_ACCOUNT_GONE,
	"Interest that a payer paid for being late."},
	[RCM_ACCOUNT_LEVY] = {"levy", RCM_ACCOUNT_GONE,
	"Withheld by the payer for somebody else, such as a tax office or a court."},
	[RCM_ACCOUNT_WRITEOFF_DENIAL] = {"writeoff_denial", RCM_ACCOUNT_GONE,
	"Written off because a denial stands."},
	[RCM_ACCOUNT_WRITEOFF_SMALL_BALANCE] = {"writeoff_small_balance", RCM_ACCOUNT_GONE,
	"Written off because collecting would cost more than it brings."},
	[RCM_ACCOUNT_WRITEOFF_CHARITY] = {"writeoff_charity", RCM_ACCOUNT_GONE,
	"Written off because the patient cannot pay."},
	[RCM_ACCOUNT_WRITEOFF_PROMPT_PAY] = {"writeoff_prompt_pay", RCM_ACCOUNT_GONE,
	"Discount for paying at once or without insurance."},
	[RCM_ACCOUNT_WRITEOFF_COURTESY] = {"writeoff_courtesy", RCM_ACCOUNT_GONE,
	"Written off as a courtesy, such as to staff or a colleague."},
	[RCM_ACCOUNT_WRITEOFF_ADMINISTRATIVE] = {"writeoff_administrative", RCM_ACCOUNT_GONE,
	"Written off through the practice's own doing, such as filing too late."},
	[RCM_ACCOUNT_REFUND] = {"refund", RCM_ACCOUNT_GONE,
	"Paid back to a payer or patient."},
	[RCM_ACCOUNT_BAD_DEBT] = {"bad_debt", RCM_ACCOUNT_GONE,
	"Given up as uncollectible, or handed to a collection agency."},
	[RCM_ACCOUNT_AGENCY_FEE] = {"agency_fee", RCM_ACCOUNT_GONE,
	"Kept by a collection agency of what it collected."},
	[RCM_ACCOUNT_UNAPPLIED_PAYER] = {"unapplied_payer", RCM_ACCOUNT_WAITING,
	"A payer's money that is not yet applied to a service line."},
	[RCM_ACCOUNT_UNAPPLIED_PATIENT] = {"unapplied_patient", RCM_ACCOUNT_WAITING,
	"A patient's money that is not yet applied to a service line."},
	[RCM_ACCOUNT_SUSPENSE] = {"suspense", RCM_ACCOUNT_WAITING,
	"Money whose claim or owner is not yet known."},
};

int
rcm_account_parse(RcmText t)
{
	for (int account = 1; account <= RCM_ACCOUNTS; account++)
		if (rcm_text_is(t, facts[account].name))
			return account;
	return 0;
}

bool
rcm_account_valid(int account)
{
	return account >= 1 && account <= RCM_ACCOUNTS;
}

const RcmAccountFact *
rcm_account_fact(int account)
{
	return rcm_account_valid(account) ? &facts[account] : NULL;
}

bool
rcm_account_owes(int account)
{
	return rcm_account_valid(account) && facts[account].kind == RCM_ACCOUNT_OWED;
}

const char *
rcm_account_kind_name(RcmAccountKind kind)
{
	static const char *const names[] = {
		[RCM_ACCOUNT_OWED] = "owed",
		[RCM_ACCOUNT_SOURCE] = "source",
		[RCM_ACCOUNT_GONE] = "gone",
		[RCM_ACCOUNT_WAITING] = "waiting",
	};

	return names[kind];
}
