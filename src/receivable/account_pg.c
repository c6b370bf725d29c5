/*
 * account_pg.c - rcm.account, the server face of account.h.
 */
#include "codes/code_pg.h"

#include "utils/tuplestore.h"

#include "receivable/account.h"

/* What is known of a stored account; the type's input lets no other number in. */
static const RcmAccountFact *
fact_of(int account)
{
	const RcmAccountFact *fact = rcm_account_fact(account);

	if (fact == NULL)
		elog(ERROR, "no account has the number %d", account);
	return fact;
}

/* Text in. */
RCM_FUNCTION(rcm_account_in)
{
	char	   *given = PG_GETARG_CSTRING(0);
	int			account = rcm_account_parse(rcm_text_trim(rcm_text_of(given)));

	if (account == 0)
		return rcm_code_refuse(fcinfo, "rcm.account", given, "rcm.accounts() lists the accounts.");
	PG_RETURN_INT16((int16) account);
}

/* Text out. */
RCM_FUNCTION(rcm_account_out)
{
	PG_RETURN_CSTRING(pstrdup(fact_of(PG_GETARG_INT16(0))->name));
}

/* Binary in: the number as int2, checked like text. */
RCM_FUNCTION(rcm_account_recv)
{
	int16		account = (int16) pq_getmsgint((StringInfo) PG_GETARG_POINTER(0), 2);

	if (!rcm_account_valid(account))
		rcm_code_refuse_binary("rcm.account");
	PG_RETURN_INT16(account);
}

/* What kind of account it is. */
RCM_FUNCTION(rcm_account_kind)
{
	PG_RETURN_TEXT_P(cstring_to_text(rcm_account_kind_name(fact_of(PG_GETARG_INT16(0))->kind)));
}

/* Does somebody owe what is in the account? */
RCM_FUNCTION(rcm_owes)
{
	PG_RETURN_BOOL(rcm_account_owes(PG_GETARG_INT16(0)));
}

/* Every account with its kind and meaning. */
RCM_FUNCTION(rcm_accounts)
{
	ReturnSetInfo *set = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	for (int account = 1; account <= RCM_ACCOUNTS; account++)
	{
		const RcmAccountFact *fact = fact_of(account);
		Datum		values[3];
		bool		nulls[3] = {false, false, false};

		values[0] = Int16GetDatum((int16) account);
		values[1] = CStringGetTextDatum(rcm_account_kind_name(fact->kind));
		values[2] = CStringGetTextDatum(fact->meaning);
		tuplestore_putvalues(set->setResult, set->setDesc, values, nulls);
	}
	return (Datum) 0;
}
