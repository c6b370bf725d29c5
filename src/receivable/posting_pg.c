/*
 * posting_pg.c - rcm.posting_moves, the server face of moves.h.
 */
#include "remittance/match_pg.h"

#include "utils/tuplestore.h"

#include "claim/claim_pg.h"
#include "receivable/moves.h"

/* ---- rows in ---- */

static void
read_adjustment(RcmFields *f, void *place)
{
	RcmRemittedAdjustment *a = place;

	if (f->nulls[0])
		f->next++;
	else
		a->line = rcm_field_number(f);
	a->adjustment = rcm_field_number(f);
	a->group_code = rcm_field_text(f);
	a->carc = rcm_field_text(f);
	a->amount = rcm_field_usd(f);
}

static void
read_claim(FunctionCallInfo fcinfo, RcmRemittedClaim *claim)
{
	if (PG_ARGISNULL(0) || PG_ARGISNULL(4) || PG_ARGISNULL(5))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("what a claim was paid, by whom, and who owes next must be given")));
	claim->paid = PG_GETARG_INT64(0);
	claim->party = PG_GETARG_INT16(4);
	claim->next_party = PG_GETARG_INT16(5);
	if (!rcm_account_owes(claim->party) || claim->party == RCM_ACCOUNT_PATIENT ||
		!rcm_account_owes(claim->next_party) || claim->next_party == claim->party)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a remittance is not answered by this account, or not owed next by that one"),
				 errhint("party is insurer_1, insurer_2, insurer_3 or third_party, next_party another of them or patient.")));
	claim->line = rcm_remitted_lines_argument(fcinfo, 1, &claim->lines);
	claim->adjustment = rcm_rows_argument(fcinfo, 2, sizeof(RcmRemittedAdjustment), read_adjustment, &claim->adjustments);
	claim->charge = rcm_charge_lines_argument(fcinfo, 3, &claim->charges);
}

/* ---- rows out ---- */

static Datum
string_datum(const char *s, bool *isnull)
{
	return rcm_text_datum(rcm_text_of(s), isnull);
}

static Datum
account_datum(int account, bool *isnull)
{
	*isnull = account == 0;
	return Int16GetDatum(account);
}

static void
put_move(ReturnSetInfo *result, const RcmMove *move)
{
	Datum		values[10];
	bool		nulls[10] = {move->line == NULL, move->adjustment == NULL, move->charge == NULL};

	values[0] = Int32GetDatum(move->line != NULL ? move->line->line : 0);
	values[1] = Int32GetDatum(move->adjustment != NULL ? move->adjustment->adjustment : 0);
	values[2] = Int32GetDatum(move->charge != NULL ? move->charge->line_no : 0);
	values[3] = string_datum(rcm_match_stage_name(move->stage), &nulls[3]);
	values[4] = account_datum(move->from, &nulls[4]);
	values[5] = account_datum(move->to, &nulls[5]);
	values[6] = rcm_usd_datum(move->amount, &nulls[6]);
	values[7] = rcm_text_datum(move->adjustment != NULL ? move->adjustment->group_code : (RcmText) {"", 0}, &nulls[7]);
	values[8] = rcm_text_datum(move->adjustment != NULL ? move->adjustment->carc : (RcmText) {"", 0}, &nulls[8]);
	values[9] = string_datum(move->problem, &nulls[9]);
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

static void
refuse(RcmMovesStatus status)
{
	switch (status)
	{
		case RCM_MOVES_OK:
			break;
		case RCM_MOVES_RANGE:
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("the amounts of a remitted claim are out of range")));
			break;
		case RCM_MOVES_TWICE:
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("two lines or two adjustments of a remitted claim have the same number")));
			break;
		case RCM_MOVES_TOO_MANY:
			ereport(ERROR,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("a remitted claim has too many lines or adjustments"),
					 errdetail("Not more than %d lines on either side are matched.", RCM_MATCH_MOST_LINES)));
			break;
		case RCM_MOVES_NO_MEMORY:
			ereport(ERROR,
					(errcode(ERRCODE_OUT_OF_MEMORY), errmsg("out of memory")));
			break;
	}
}

/* The money of a remitted claim as moves between accounts. */
RCM_FUNCTION(rcm_posting_moves)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	RcmRemittedClaim claim = {0};
	RcmMoves	moves;
	RcmArena	arena;

	InitMaterializedSRF(fcinfo, 0);
	read_claim(fcinfo, &claim);
	rcm_arena_init_context(&arena, CurrentMemoryContext);
	refuse(rcm_moves(&arena, &claim, &moves));
	for (int i = 0; i < moves.count; i++)
		put_move(result, &moves.move[i]);
	rcm_arena_free(&arena);
	return (Datum) 0;
}
