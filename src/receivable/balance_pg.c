/*
 * balance_pg.c - rcm.balance, the server face of balance.h: entries add up to money by account.
 *
 * The state of the aggregate is the type itself: of fixed length, so a
 * transition changes it where it is, and partial sums travel between processes
 * and nodes as plain values.
 */
#include "base/shim.h"

#include "common/hashfn.h"
#include "libpq/pqformat.h"
#include "utils/tuplestore.h"

#include "money/usd.h"
#include "receivable/balance.h"

#define ARG_BALANCE(n) ((RcmBalance *) PG_GETARG_POINTER(n))

/* Reports a sum that is not an amount. */
static void
balance_out_of_range(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("rcm.balance out of range"),
			 errdetail("The amount of each account, and what is owed, lies between -92233720368547758.07 and 92233720368547758.07.")));
}

/* A copy of a balance. */
static RcmBalance *
copy_of(const RcmBalance *b)
{
	RcmBalance *copy = palloc(sizeof(RcmBalance));

	*copy = *b;
	return copy;
}

/* The first argument, for change: the aggregate's own state, or a copy. */
static RcmBalance *
state_of(FunctionCallInfo fcinfo)
{
	return AggCheckCallContext(fcinfo, NULL) ? ARG_BALANCE(0) : copy_of(ARG_BALANCE(0));
}

/* Text in. */
RCM_FUNCTION(rcm_balance_in)
{
	static const char *const rules[] = {
		[RCM_BALANCE_OK] = "",
		[RCM_BALANCE_SYNTAX] = "A balance is written like {insurer_1:100.00,cash:-5.00}.",
		[RCM_BALANCE_ACCOUNT] = "Each account is one that rcm.accounts() lists, and is given once.",
		[RCM_BALANCE_AMOUNT] = "Each amount is one of type rcm.usd: dollars in whole cents.",
	};
	char	   *given = PG_GETARG_CSTRING(0);
	RcmBalance *b = palloc(sizeof(RcmBalance));
	RcmBalanceStatus status = rcm_balance_parse(rcm_text_of(given), b);

	if (status != RCM_BALANCE_OK)
		ereturn(RCM_ESCONTEXT(fcinfo), (Datum) 0,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid input syntax for type %s: \"%s\"", "rcm.balance", given),
				 errdetail("%s", rules[status])));
	PG_RETURN_POINTER(b);
}

/* Text out: the accounts that are not zero. */
RCM_FUNCTION(rcm_balance_out)
{
	char	   *text = palloc(RCM_BALANCE_ROOM);

	(void) rcm_balance_format(ARG_BALANCE(0), text);
	PG_RETURN_CSTRING(text);
}

/* Binary out: how many accounts there are, and the cents of each. */
RCM_FUNCTION(rcm_balance_send)
{
	RcmBalance *b = ARG_BALANCE(0);
	StringInfoData out;

	pq_begintypsend(&out);
	pq_sendint16(&out, RCM_ACCOUNTS);
	for (int i = 0; i < RCM_ACCOUNTS; i++)
		pq_sendint64(&out, b->cents[i]);
	PG_RETURN_BYTEA_P(pq_endtypsend(&out));
}

/* Binary in, checked like text. */
RCM_FUNCTION(rcm_balance_recv)
{
	StringInfo	in = (StringInfo) PG_GETARG_POINTER(0);
	RcmBalance *b = palloc(sizeof(RcmBalance));
	bool		fine = pq_getmsgint(in, 2) == RCM_ACCOUNTS;

	for (int i = 0; fine && i < RCM_ACCOUNTS; i++)
	{
		b->cents[i] = pq_getmsgint64(in);
		fine = b->cents[i] != RCM_NO_USD;
	}
	if (!fine)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid binary value for type %s", "rcm.balance")));
	PG_RETURN_POINTER(b);
}

/* One entry more: transition. */
RCM_FUNCTION(rcm_balance_move_pg)
{
	RcmBalance *b = state_of(fcinfo);

	if (!rcm_balance_move(b, PG_GETARG_INT16(1), PG_GETARG_INT16(2), PG_GETARG_INT64(3)))
		balance_out_of_range();
	PG_RETURN_POINTER(b);
}

/* One entry less: inverse transition, for moving frames. */
RCM_FUNCTION(rcm_balance_unmove)
{
	RcmBalance *b = state_of(fcinfo);

	if (!rcm_balance_move(b, PG_GETARG_INT16(2), PG_GETARG_INT16(1), PG_GETARG_INT64(3)))
		balance_out_of_range();
	PG_RETURN_POINTER(b);
}

/* balance + balance, and the transition and combination of states. */
RCM_FUNCTION(rcm_balance_pl)
{
	RcmBalance *b = state_of(fcinfo);

	if (!rcm_balance_add(b, ARG_BALANCE(1)))
		balance_out_of_range();
	PG_RETURN_POINTER(b);
}

/* balance - balance, and the inverse transition of merge. */
RCM_FUNCTION(rcm_balance_mi)
{
	RcmBalance *b = state_of(fcinfo);

	if (!rcm_balance_sub(b, ARG_BALANCE(1)))
		balance_out_of_range();
	PG_RETURN_POINTER(b);
}

/* Are two balances the same in every account? */
RCM_FUNCTION(rcm_balance_eq)
{
	PG_RETURN_BOOL(memcmp(ARG_BALANCE(0), ARG_BALANCE(1), sizeof(RcmBalance)) == 0);
}

/* Do two balances differ in an account? */
RCM_FUNCTION(rcm_balance_ne)
{
	PG_RETURN_BOOL(memcmp(ARG_BALANCE(0), ARG_BALANCE(1), sizeof(RcmBalance)) != 0);
}

/* Hash of 32 bits. */
RCM_FUNCTION(rcm_balance_hash)
{
	PG_RETURN_DATUM(hash_any((unsigned char *) ARG_BALANCE(0), sizeof(RcmBalance)));
}

/* Hash of 64 bits with a seed. */
RCM_FUNCTION(rcm_balance_hash_extended)
{
	PG_RETURN_DATUM(hash_any_extended((unsigned char *) ARG_BALANCE(0), sizeof(RcmBalance), (uint64) PG_GETARG_INT64(1)));
}

/* What is in one account. */
RCM_FUNCTION(rcm_balance_amount)
{
	PG_RETURN_INT64(ARG_BALANCE(0)->cents[PG_GETARG_INT16(1) - 1]);
}

/* What is owed to the practice. */
RCM_FUNCTION(rcm_balance_owed_pg)
{
	int64_t		cents;

	if (!rcm_balance_owed(ARG_BALANCE(0), &cents))
		balance_out_of_range();
	PG_RETURN_INT64(cents);
}

/* Is the sum of all accounts zero? */
RCM_FUNCTION(rcm_balance_is_balanced)
{
	PG_RETURN_BOOL(rcm_balance_balanced(ARG_BALANCE(0)));
}

/* The accounts that are not zero. */
RCM_FUNCTION(rcm_balance_entries)
{
	RcmBalance *b = ARG_BALANCE(0);
	ReturnSetInfo *set = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	for (int account = 1; account <= RCM_ACCOUNTS; account++)
	{
		Datum		values[2];
		bool		nulls[2] = {false, false};

		if (b->cents[account - 1] == 0)
			continue;
		values[0] = Int16GetDatum((int16) account);
		values[1] = Int64GetDatum(b->cents[account - 1]);
		tuplestore_putvalues(set->setResult, set->setDesc, values, nulls);
	}
	return (Datum) 0;
}
