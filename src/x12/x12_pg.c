/*
 * x12_pg.c - X12 files in SQL: claims, findings, segments.
 *
 * All three read the whole bytea in one window and write a tuplestore; what
 * they keep besides is one claim, or one segment.
 */
#include "rcm.h"

#include "catalog/namespace.h"
#include "catalog/pg_type.h"
#include "mb/pg_wchar.h"
#include "utils/array.h"
#include "utils/memutils.h"
#include "utils/tuplestore.h"

#include "claim/claim_pg.h"
#include "x12/claim837.h"

/* One run over a file. */
typedef struct Run
{
	RcmX12Reader reader;
	RcmX12Envelope envelope;
	Rcm837Reader claims;
	ReturnSetInfo *result;
	MemoryContext row;			/* of one row, reset after it */
	MemoryContext claim;		/* of the arenas */
	Oid			conversion;		/* from UTF-8 to the database's encoding */
} Run;

/* ---- encoding ---- */

/*
 * UTF-8 to the database's encoding.  A letter that it does not have becomes a
 * question mark: a claim is not held up by an accent in a street's name.
 */
static RcmText
to_server(Run *run, RcmArena *arena, RcmText utf8)
{
	unsigned char *p = (unsigned char *) utf8.data;
	int			left = utf8.len;
	int			room = left * MAX_CONVERSION_GROWTH + 1;
	unsigned char *out = rcm_alloc(arena, room);
	int			n = 0;

	while (left > 0)
	{
		int			done = pg_do_encoding_conversion_buf(run->conversion, PG_UTF8,
														 GetDatabaseEncoding(), p, left,
														 out + n, room - n, true);

		n += strlen((char *) out + n);
		p += done;
		left -= done;
		if (left > 0)
		{
			out[n++] = '?';
			do
			{
				p++;
				left--;
			} while (left > 0 && (*p & 0xC0) == 0x80);
		}
	}
	return (RcmText) {(char *) out, n};
}

/* Bytes of the file as text of the database. */
static RcmText
convert(void *owner, RcmArena *arena, RcmText raw)
{
	Run		   *run = owner;
	RcmText		utf8 = rcm_x12_latin1_to_utf8(arena, raw);

	return OidIsValid(run->conversion) ? to_server(run, arena, utf8) : utf8;
}

static Oid
find_conversion(void)
{
	int			encoding = GetDatabaseEncoding();

	if (encoding == PG_UTF8 || encoding == PG_SQL_ASCII)
		return InvalidOid;
	return FindDefaultConversionProc(PG_UTF8, encoding);
}

/* ---- one run ---- */

static void
begin(Run *run, FunctionCallInfo fcinfo, bits32 flags)
{
	bytea	   *file = PG_GETARG_BYTEA_PP(0);

	InitMaterializedSRF(fcinfo, flags);
	run->result = (ReturnSetInfo *) fcinfo->resultinfo;
	run->row = AllocSetContextCreate(CurrentMemoryContext, "x12 row", ALLOCSET_DEFAULT_SIZES);
	run->claim = AllocSetContextCreate(CurrentMemoryContext, "x12 claim", ALLOCSET_DEFAULT_SIZES);
	run->conversion = find_conversion();
	rcm_x12_open(&run->reader, VARDATA_ANY(file), VARSIZE_ANY_EXHDR(file));
}

static void
begin_claims(Run *run, RcmX12Deliver deliver, RcmX12Report report)
{
	rcm_x12_envelope_init(&run->envelope, report, run);
	rcm_837_init(&run->claims, deliver, report, run);
	run->claims.convert = convert;
	for (int i = 0; i < RCM_837_MEMORIES; i++)
		rcm_arena_init_context(&run->claims.arena[i], run->claim);
}

/* The next segment, with its place in run->envelope; false at the end. */
static bool
next_segment(Run *run, RcmX12Segment *segment)
{
	RcmX12Status status = rcm_x12_next(&run->reader, segment);

	CHECK_FOR_INTERRUPTS();
	if (status == RCM_X12_NOT_X12)
		ereport(ERROR,
				(errcode(ERRCODE_RCM_NOT_X12),
				 errmsg("not an X12 interchange: no delimiters found"),
				 errhint("An X12 file begins with an ISA segment of 106 bytes.")));
	if (status != RCM_X12_SEGMENT)
		return false;
	rcm_x12_envelope_segment(&run->envelope, segment, &run->reader.delimiters);
	return true;
}

static void
put_row(Run *run, Datum *values, bool *nulls)
{
	tuplestore_putvalues(run->result->setResult, run->result->setDesc, values, nulls);
	MemoryContextReset(run->row);
}

static void
read_claims(Run *run)
{
	RcmX12Segment segment;

	while (next_segment(run, &segment))
		rcm_837_segment(&run->claims, &segment, &run->reader.delimiters, &run->envelope.place);
	rcm_837_end(&run->claims);
	rcm_x12_envelope_end(&run->envelope, &segment);
}

/* ---- claims ---- */

static void
put_claim(void *owner, const RcmClaim *claim)
{
	Run		   *run = owner;
	MemoryContext old = MemoryContextSwitchTo(run->row);
	Datum		value = PointerGetDatum(rcm_claim_to_datum(claim));
	bool		isnull = false;

	MemoryContextSwitchTo(old);
	put_row(run, &value, &isnull);
}

/* The claims of every 837P and 837I in a file. */
RCM_FUNCTION(rcm_claims_from_837)
{
	Run		   *run = palloc0(sizeof(Run));

	begin(run, fcinfo, MAT_SRF_USE_EXPECTED_DESC);
	begin_claims(run, put_claim, NULL);
	read_claims(run);
	return (Datum) 0;
}

/* ---- findings ---- */

#define FINDING_COLUMNS 10

/* An ordinal, or null when there is none. */
static void
set_ordinal(Datum *value, bool *isnull, int64_t ordinal)
{
	*value = Int32GetDatum((int32) ordinal);
	*isnull = ordinal == 0;
}

static void
put_finding(void *owner, const RcmX12Finding *f)
{
	Run		   *run = owner;
	MemoryContext old = MemoryContextSwitchTo(run->row);
	Datum		values[FINDING_COLUMNS];
	bool		nulls[FINDING_COLUMNS] = {false};

	values[0] = CStringGetTextDatum(rcm_x12_level_name(f->level));
	values[1] = CStringGetTextDatum(f->code);
	set_ordinal(&values[2], &nulls[2], f->place.interchange);
	set_ordinal(&values[3], &nulls[3], f->place.group);
	set_ordinal(&values[4], &nulls[4], f->place.transaction);
	set_ordinal(&values[5], &nulls[5], f->place.segment);
	values[6] = CStringGetTextDatum(f->place.segment_id);
	nulls[6] = f->place.segment_id[0] == '\0';
	set_ordinal(&values[7], &nulls[7], f->place.element);
	values[8] = Int64GetDatum((int64) f->place.offset);
	values[9] = CStringGetTextDatum(f->message);
	MemoryContextSwitchTo(old);
	put_row(run, values, nulls);
}

/* Everything odd about a file. */
RCM_FUNCTION(rcm_x12_findings)
{
	Run		   *run = palloc0(sizeof(Run));

	begin(run, fcinfo, 0);
	begin_claims(run, NULL, put_finding);
	read_claims(run);
	return (Datum) 0;
}

/* ---- segments ---- */

#define SEGMENT_COLUMNS 7

static Datum
text_of(Run *run, RcmArena *arena, RcmText raw)
{
	RcmText		t = raw;

	for (int32_t i = 0; i < raw.len; i++)
		if ((unsigned char) raw.data[i] < 0x20 || (unsigned char) raw.data[i] >= 0x7f)
		{
			t = convert(run, arena, raw);
			break;
		}
	return PointerGetDatum(cstring_to_text_with_len(t.data, t.len));
}

static void
put_segment(Run *run, const RcmX12Segment *s)
{
	MemoryContext old = MemoryContextSwitchTo(run->row);
	RcmArena   *arena = &run->claims.arena[RCM_837_FOR_CLAIM];
	const RcmX12Place *place = &run->envelope.place;
	Datum		values[SEGMENT_COLUMNS];
	bool		nulls[SEGMENT_COLUMNS] = {false};
	Datum	   *elements = palloc(sizeof(Datum) * (s->count + 1));

	for (int i = 1; i <= s->count; i++)
		elements[i - 1] = text_of(run, arena, rcm_x12_element(s, i));
	set_ordinal(&values[0], &nulls[0], place->segment);
	values[1] = Int64GetDatum((int64) s->offset);
	values[2] = text_of(run, arena, rcm_x12_element(s, 0));
	values[3] = PointerGetDatum(construct_array(elements, s->count, TEXTOID, -1, false,
												TYPALIGN_INT));
	set_ordinal(&values[4], &nulls[4], place->interchange);
	set_ordinal(&values[5], &nulls[5], place->group);
	set_ordinal(&values[6], &nulls[6], place->transaction);
	MemoryContextSwitchTo(old);
	put_row(run, values, nulls);
	rcm_arena_reset(arena);
}

/* The segments of a file as they stand in it. */
RCM_FUNCTION(rcm_x12_segments)
{
	Run		   *run = palloc0(sizeof(Run));
	RcmX12Segment segment;

	begin(run, fcinfo, 0);
	begin_claims(run, NULL, NULL);
	while (next_segment(run, &segment))
		put_segment(run, &segment);
	return (Datum) 0;
}
