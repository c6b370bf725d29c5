/*
 * balance.h - money by account: what a set of entries adds up to.
 */
#ifndef RCM_BALANCE_H
#define RCM_BALANCE_H

#include "receivable/account.h"

/* Cents by account; account 1 comes first. */
typedef struct RcmBalance
{
	int64_t		cents[RCM_ACCOUNTS];
} RcmBalance;

typedef enum
{
	RCM_BALANCE_OK,
	RCM_BALANCE_SYNTAX,			/* not {account:amount,...} */
	RCM_BALANCE_ACCOUNT,		/* a name that is no account's, or one given twice */
	RCM_BALANCE_AMOUNT			/* not an amount of whole cents in range */
} RcmBalanceStatus;

/* The functions that return a bool say whether the result fits; where not, nothing was changed. */

/* Moves cents from an account to another. */
extern bool rcm_balance_move(RcmBalance *b, int from, int to, int64_t cents);
/* Adds or takes off all of another balance. */
extern bool rcm_balance_add(RcmBalance *b, const RcmBalance *other);
extern bool rcm_balance_sub(RcmBalance *b, const RcmBalance *other);
/* What is owed to the practice: the sum of the accounts of kind owed. */
extern bool rcm_balance_owed(const RcmBalance *b, int64_t *cents);
/* Is the sum of all accounts zero? */
extern bool rcm_balance_balanced(const RcmBalance *b);

/*
 * Reads {insurer_1:100.00,cash:-5.00}, the accounts in any order, blanks
 * around names and amounts allowed.
 */
extern RcmBalanceStatus rcm_balance_parse(RcmText t, RcmBalance *b);

/* Room that rcm_balance_format needs, zero byte included. */
#define RCM_BALANCE_ROOM (RCM_ACCOUNTS * 56 + 3)

/* Writes the accounts that are not zero, in order, and a zero byte; returns the length without it. */
extern int	rcm_balance_format(const RcmBalance *b, char *out);

#endif
