/*
 * account.h - where money can be: the accounts that the ledger's entries run between.
 *
 * A number is stored for good and never means another account later; new
 * accounts are added at the end.
 */
#ifndef RCM_ACCOUNT_H
#define RCM_ACCOUNT_H

#include "base/text.h"

typedef enum
{
	RCM_ACCOUNT_INSURER_1 = 1,
	RCM_ACCOUNT_INSURER_2,
	RCM_ACCOUNT_INSURER_3,
	RCM_ACCOUNT_PATIENT,
	RCM_ACCOUNT_THIRD_PARTY,
	RCM_ACCOUNT_REVENUE,
	RCM_ACCOUNT_CASH,
	RCM_ACCOUNT_CONTRACTUAL,
	RCM_ACCOUNT_SEQUESTRATION,
	RCM_ACCOUNT_CAPITATION,
	RCM_ACCOUNT_INTEREST,
	RCM_ACCOUNT_LEVY,
	RCM_ACCOUNT_WRITEOFF_DENIAL,
	RCM_ACCOUNT_WRITEOFF_SMALL_BALANCE,
	RCM_ACCOUNT_WRITEOFF_CHARITY,
	RCM_ACCOUNT_WRITEOFF_PROMPT_PAY,
	RCM_ACCOUNT_WRITEOFF_COURTESY,
	RCM_ACCOUNT_WRITEOFF_ADMINISTRATIVE,
	RCM_ACCOUNT_REFUND,
	RCM_ACCOUNT_BAD_DEBT,
	RCM_ACCOUNT_AGENCY_FEE,
	RCM_ACCOUNT_UNAPPLIED_PAYER,
	RCM_ACCOUNT_UNAPPLIED_PATIENT,
	RCM_ACCOUNT_SUSPENSE
} RcmAccount;

/* Accounts are numbered 1 to this. */
#define RCM_ACCOUNTS 24

typedef enum
{
	RCM_ACCOUNT_OWED,			/* somebody owes it to the practice */
	RCM_ACCOUNT_SOURCE,			/* charges come from here */
	RCM_ACCOUNT_GONE,			/* no longer owed: paid, allowed off or written off */
	RCM_ACCOUNT_WAITING			/* here, but not yet of any service line */
} RcmAccountKind;

typedef struct
{
	const char *name;
	RcmAccountKind kind;
	const char *meaning;		/* one sentence */
} RcmAccountFact;

/* The account of that exact name; 0 when there is none. */
extern int	rcm_account_parse(RcmText t);
/* Is the number an account's? */
extern bool rcm_account_valid(int account);
/* What is known of an account; NULL for a number that is none. */
extern const RcmAccountFact *rcm_account_fact(int account);
/* Does the account say that somebody owes the practice? */
extern bool rcm_account_owes(int account);
/* owed, source, gone or waiting. */
extern const char *rcm_account_kind_name(RcmAccountKind kind);

#endif
