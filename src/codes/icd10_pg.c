/*
 * icd10_pg.c - rcm.icd10, the server face of icd10.h.
 */
#include "codes/code_pg.h"

#include "catalog/pg_type.h"
#include "utils/array.h"


#include "codes/icd10.h"

/* Text in. */
RCM_FUNCTION(rcm_icd10_in)
{
	char	   *given = PG_GETARG_CSTRING(0);
	int64_t		code = rcm_icd10_parse(rcm_text_trim(rcm_text_of(given)));

	if (code == RCM_NO_ICD10)
		return rcm_code_refuse(fcinfo, "rcm.icd10", given,
							   "An ICD-10-CM code is a letter, a digit, a digit or letter, and up to four more digits or letters after an optional dot.");
	PG_RETURN_INT64(code);
}

/* Text out, with the dot. */
RCM_FUNCTION(rcm_icd10_out)
{
	char	   *text = palloc0(9);

	(void) rcm_icd10_format(PG_GETARG_INT64(0), text);
	PG_RETURN_CSTRING(text);
}

/* Binary in: the packed code as int8, checked like text. */
RCM_FUNCTION(rcm_icd10_recv)
{
	int64		code = pq_getmsgint64((StringInfo) PG_GETARG_POINTER(0));

	if (!rcm_icd10_valid(code))
		rcm_code_refuse_binary("rcm.icd10");
	PG_RETURN_INT64(code);
}

/* A prefix as an argument gives it. */
static int64_t
prefix_argument(text *given)
{
	RcmText		t = {VARDATA_ANY(given), (int32_t) VARSIZE_ANY_EXHDR(given)};
	int64_t		prefix = rcm_icd10_pack(t);

	if (prefix == RCM_NO_ICD10)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("invalid ICD-10-CM prefix: \"%s\"", text_to_cstring(given)),
				 errdetail("A prefix is one to seven letters or digits, with or without the dot.")));
	return prefix;
}

/* rcm.under(code, prefix): does the code begin with the prefix? */
RCM_FUNCTION(rcm_icd10_under_text)
{
	PG_RETURN_BOOL(rcm_icd10_under(PG_GETARG_INT64(0), prefix_argument(PG_GETARG_TEXT_PP(1))));
}

/* rcm.any_under(codes, prefix): does one of the codes begin with the prefix? */
RCM_FUNCTION(rcm_icd10_any_under)
{
	int64_t		prefix = prefix_argument(PG_GETARG_TEXT_PP(1));
	Datum	   *codes;
	bool	   *nulls;
	int			n;

	deconstruct_array(PG_GETARG_ARRAYTYPE_P(0), TEXTOID, -1, false, TYPALIGN_INT, &codes, &nulls, &n);
	for (int i = 0; i < n; i++)
	{
		text	   *code = nulls[i] ? NULL : DatumGetTextPP(codes[i]);

		if (code != NULL &&
			rcm_icd10_under(rcm_icd10_pack((RcmText) {VARDATA_ANY(code),
													 (int32_t) VARSIZE_ANY_EXHDR(code)}), prefix))
			PG_RETURN_BOOL(true);
	}
	PG_RETURN_BOOL(false);
}
