/*
 * claim_pg.c - the type rcm.claim: input, output, casts, comparison, digest.
 */
#include "rcm.h"

#include "catalog/namespace.h"
#include "catalog/pg_type.h"
#include "commands/vacuum.h"
#include "common/hashfn.h"
#include "libpq/pqformat.h"
#include "mb/pg_wchar.h"
#include "utils/fmgrprotos.h"
#include "utils/jsonb.h"
#include "utils/memutils.h"
#include "utils/syscache.h"

#include "claim/claim_pg.h"

/* ---- arenas ---- */

static void *
grab_from_context(void *context, size_t size)
{
	return MemoryContextAllocHuge((MemoryContext) context, size);
}

static void
drop_to_context(void *context, void *block)
{
	pfree(block);
}

void
rcm_arena_init_context(RcmArena *arena, MemoryContext context)
{
	rcm_arena_init_with(arena, grab_from_context, drop_to_context, context);
}

RcmArena *
rcm_claim_arena(void)
{
	static RcmArena arena;
	static bool ready = false;

	if (!ready)
	{
		rcm_arena_init_context(&arena,
							   AllocSetContextCreate(TopMemoryContext, "rcm claim",
													 ALLOCSET_DEFAULT_SIZES));
		ready = true;
	}
	rcm_arena_reset(&arena);
	return &arena;
}

/* ---- between datum and core ---- */

RcmClaim *
rcm_claim_read(RcmArena *arena, struct varlena *stored)
{
	RcmClaim   *claim;

	if (!rcm_claim_from_binary(arena, VARDATA_ANY(stored), VARSIZE_ANY_EXHDR(stored), &claim))
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("stored claim cannot be read"),
				 errdetail("Its bytes are not form %d of a claim.", RCM_CLAIM_VERSION)));
	return claim;
}

RcmClaim *
rcm_claim_from_datum(Datum datum)
{
	return rcm_claim_read(rcm_claim_arena(), PG_DETOAST_DATUM_PACKED(datum));
}

/* The bytes of a claim as a datum; the buffer lies in an arena. */
static struct varlena *
make_varlena(const RcmBuffer *buffer)
{
	struct varlena *result;

	if (buffer->len > MaxAllocSize - VARHDRSZ)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("claim is too large to be stored")));
	result = palloc(buffer->len + VARHDRSZ);
	SET_VARSIZE(result, buffer->len + VARHDRSZ);
	memcpy(VARDATA(result), buffer->data, buffer->len);
	return result;
}

/* Run a writer of the core into a fresh varlena. */
static struct varlena *
write_claim(const RcmClaim *claim, bool json, bool canonical)
{
	RcmArena	arena;
	RcmBuffer	buffer;
	struct varlena *result;

	rcm_arena_init_context(&arena, CurrentMemoryContext);
	rcm_buffer_init(&buffer, &arena, 2048);
	if (json)
		rcm_claim_to_json(claim, &buffer);
	else
		rcm_claim_to_binary(claim, &buffer, canonical);
	result = make_varlena(&buffer);
	rcm_arena_free(&arena);
	return result;
}

struct varlena *
rcm_claim_to_datum(const RcmClaim *claim)
{
	return write_claim(claim, false, false);
}

/* JSON text to a stored claim; soft errors where the caller takes them. */
static Datum
claim_from_text(RcmText json, struct Node *escontext)
{
	RcmReadError error;
	RcmClaim   *claim;
	RcmReadStatus status = rcm_claim_from_json(rcm_claim_arena(), json, &claim, &error);

	if (status == RCM_READ_SYNTAX)
		ereturn(escontext, (Datum) 0,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid input syntax for type %s", "rcm.claim"),
				 errdetail("Byte %zu of the JSON document: %s.", error.offset + 1, error.message)));
	if (status != RCM_READ_OK)
		ereturn(escontext, (Datum) 0,
				(errcode(ERRCODE_RCM_CLAIM_SHAPE),
				 errmsg("invalid claim: %s", error.message),
				 errhint("The form of a claim is described in docs/reference/claim.md.")));
	PG_RETURN_POINTER(rcm_claim_to_datum(claim));
}

Datum
rcm_claim_from_cstring(const char *json)
{
	return claim_from_text((RcmText) {json, (int32_t) strlen(json)}, NULL);
}

Oid
rcm_claim_type(void)
{
	return GetSysCacheOid2(TYPENAMENSP, Anum_pg_type_oid, CStringGetDatum("claim"),
						   ObjectIdGetDatum(get_namespace_oid("rcm", false)));
}

/* ---- input and output ---- */

/* Reads a claim from its JSON form. */
RCM_FUNCTION(rcm_claim_in)
{
	char	   *json = PG_GETARG_CSTRING(0);

	return claim_from_text((RcmText) {json, (int32_t) strlen(json)}, RCM_ESCONTEXT(fcinfo));
}

/* Writes a claim in its JSON form. */
RCM_FUNCTION(rcm_claim_out)
{
	struct varlena *json = write_claim(rcm_claim_from_datum(PG_GETARG_DATUM(0)), true, false);

	PG_RETURN_CSTRING(text_to_cstring((text *) json));
}

/* Binary input: a version byte and the JSON form, checked as text is. */
RCM_FUNCTION(rcm_claim_recv)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			version = pq_getmsgint(buf, 1);
	int			len;
	char	   *json;

	if (version != RCM_CLAIM_VERSION)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("unsupported binary version %d of type %s", version, "rcm.claim")));
	json = pq_getmsgtext(buf, buf->len - buf->cursor, &len);
	return claim_from_text((RcmText) {json, len}, NULL);
}

/* Binary output: a version byte and the JSON form. */
RCM_FUNCTION(rcm_claim_send)
{
	struct varlena *json = write_claim(rcm_claim_from_datum(PG_GETARG_DATUM(0)), true, false);
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendint8(&buf, RCM_CLAIM_VERSION);
	pq_sendtext(&buf, VARDATA(json), VARSIZE(json) - VARHDRSZ);
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

/* jsonb to claim. */
RCM_FUNCTION(rcm_claim_from_jsonb)
{
	Jsonb	   *jb = PG_GETARG_JSONB_P(0);
	StringInfoData json;

	initStringInfo(&json);
	JsonbToCString(&json, &jb->root, VARSIZE(jb));
	return claim_from_text((RcmText) {json.data, json.len}, RCM_ESCONTEXT(fcinfo));
}

/* Claim to jsonb. */
RCM_FUNCTION(rcm_claim_to_jsonb)
{
	struct varlena *json = write_claim(rcm_claim_from_datum(PG_GETARG_DATUM(0)), true, false);

	return DirectFunctionCall1(jsonb_in, CStringGetDatum(text_to_cstring((text *) json)));
}

/* ---- statistics ---- */

/* How many claims are null and how wide they are; comparing whole claims would say nothing more. */
static void
claim_statistics(VacAttrStatsP stats, AnalyzeAttrFetchFunc fetch, int rows, double total)
{
	int			nulls = 0;
	double		width = 0;

	for (int i = 0; i < rows; i++)
	{
		bool		isnull;
		Datum		value;

		vacuum_delay_point_for_analyze();
		value = fetch(stats, i, &isnull);
		if (isnull)
			nulls++;
		else
			width += VARSIZE_ANY(DatumGetPointer(value));
	}
	if (rows == 0)
		return;
	stats->stats_valid = true;
	stats->stanullfrac = (float4) nulls / rows;
	stats->stawidth = nulls < rows ? (int32) (width / (rows - nulls)) : 0;
	stats->stadistinct = nulls < rows ? -1.0 : 0.0;
}

/* ANALYZE's way with claims. */
RCM_FUNCTION(rcm_claim_typanalyze)
{
	VacAttrStats *stats = (VacAttrStats *) PG_GETARG_POINTER(0);

	stats->compute_stats = claim_statistics;
	stats->minrows = 300 * default_statistics_target;
	PG_RETURN_BOOL(true);
}

/* ---- comparison: two claims are equal when they say the same ---- */

static struct varlena *
canonical(Datum datum)
{
	return write_claim(rcm_claim_from_datum(datum), false, true);
}

static bool
claims_equal(FunctionCallInfo fcinfo)
{
	struct varlena *a = canonical(PG_GETARG_DATUM(0));
	struct varlena *b = canonical(PG_GETARG_DATUM(1));

	return VARSIZE(a) == VARSIZE(b) && memcmp(a, b, VARSIZE(a)) == 0;
}

/* Do two claims say the same? */
RCM_FUNCTION(rcm_claim_eq)
{
	PG_RETURN_BOOL(claims_equal(fcinfo));
}

/* Do two claims differ? */
RCM_FUNCTION(rcm_claim_ne)
{
	PG_RETURN_BOOL(!claims_equal(fcinfo));
}

/* Hash of what a claim says. */
RCM_FUNCTION(rcm_claim_hash)
{
	struct varlena *v = canonical(PG_GETARG_DATUM(0));

	return hash_any((unsigned char *) VARDATA(v), VARSIZE(v) - VARHDRSZ);
}

/* The same with a seed. */
RCM_FUNCTION(rcm_claim_hash_extended)
{
	struct varlena *v = canonical(PG_GETARG_DATUM(0));

	return hash_any_extended((unsigned char *) VARDATA(v), VARSIZE(v) - VARHDRSZ,
							 PG_GETARG_INT64(1));
}

/* SHA-256 of what a claim says. */
RCM_FUNCTION(rcm_claim_digest)
{
	return DirectFunctionCall1(sha256_bytea, PointerGetDatum(canonical(PG_GETARG_DATUM(0))));
}
