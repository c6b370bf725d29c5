/*
 * run_pg.c - see run_pg.h.
 */
#include "x12/run_pg.h"

#include "catalog/namespace.h"
#include "mb/pg_wchar.h"
#include "utils/memutils.h"
#include "utils/tuplestore.h"

/* ---- encoding ---- */

/*
 * UTF-8 to the database's encoding.  A letter that it does not have becomes a
 * question mark: a claim is not held up by an accent in a street's name.
 */
static RcmText
to_server(RcmX12Run *run, RcmArena *arena, RcmText utf8)
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

RcmText
rcm_x12_run_text(RcmX12Run *run, RcmArena *arena, RcmText raw)
{
	RcmText		utf8 = rcm_x12_latin1_to_utf8(arena, raw);

	return OidIsValid(run->conversion) ? to_server(run, arena, utf8) : utf8;
}

static RcmText
convert(void *owner, RcmArena *arena, RcmText raw)
{
	return rcm_x12_run_text(owner, arena, raw);
}

static Oid
find_conversion(void)
{
	int			encoding = GetDatabaseEncoding();

	if (encoding == PG_UTF8 || encoding == PG_SQL_ASCII)
		return InvalidOid;
	return FindDefaultConversionProc(PG_UTF8, encoding);
}

/* ---- strict ---- */

/* What is only untidy does not stop a strict reader. */
static void
refuse(void *owner, const RcmX12Finding *f)
{
	if (!rcm_x12_is_loss(f->code))
		return;
	ereport(ERROR,
			(errcode(ERRCODE_RCM_X12_FINDING),
			 errmsg("X12 file refused: %s: %s", f->code, f->message),
			 errdetail("Interchange %d, group %d, transaction %d, segment %lld%s%s, element %d, byte %llu.",
					   f->place.interchange, f->place.group, f->place.transaction,
					   (long long) f->place.segment, f->place.segment_id[0] != '\0' ? " " : "",
					   f->place.segment_id, f->place.element, (unsigned long long) f->place.offset),
			 errhint("rcm.x12_findings(file) lists everything that is odd; without \"strict\" the file is read.")));
}

/* ---- one run ---- */

RcmX12Run *
rcm_x12_run_begin(FunctionCallInfo fcinfo, bits32 flags, RcmX12Report report)
{
	RcmX12Run  *run = palloc0(sizeof(RcmX12Run));
	bytea	   *file = PG_GETARG_BYTEA_PP(0);
	bool		strict = PG_NARGS() > 1 && PG_GETARG_BOOL(1);

	InitMaterializedSRF(fcinfo, flags);
	run->result = (ReturnSetInfo *) fcinfo->resultinfo;
	run->row = AllocSetContextCreate(CurrentMemoryContext, "x12 row", ALLOCSET_DEFAULT_SIZES);
	run->parts = AllocSetContextCreate(CurrentMemoryContext, "x12 parts", ALLOCSET_DEFAULT_SIZES);
	run->conversion = find_conversion();
	run->report = report != NULL ? report : strict ? refuse : NULL;
	rcm_x12_open(&run->reader, VARDATA_ANY(file), VARSIZE_ANY_EXHDR(file));
	rcm_x12_envelope_init(&run->envelope, run->report, run);
	rcm_guide_init(&run->guide, run->report, run);
	return run;
}

void
rcm_x12_run_cursor(RcmX12Run *run, RcmX12Cursor *at)
{
	at->report = run->report;
	at->owner = run;
	at->convert = convert;
}

void
rcm_x12_run_arena(RcmX12Run *run, RcmArena *arena)
{
	rcm_arena_init_context(arena, run->parts);
}

void
rcm_x12_refuse_bytes(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_RCM_NOT_X12),
			 errmsg("not an X12 interchange: no delimiters found"),
			 errhint("An X12 file begins with an ISA segment of 106 bytes.")));
}

bool
rcm_x12_run_next(RcmX12Run *run, RcmX12Segment *segment)
{
	RcmX12Status status = rcm_x12_next(&run->reader, segment);

	CHECK_FOR_INTERRUPTS();
	if (status == RCM_X12_NOT_X12)
		rcm_x12_refuse_bytes();
	if (status != RCM_X12_SEGMENT)
		return false;
	rcm_x12_envelope_segment(&run->envelope, segment, &run->reader.delimiters);
	if (run->report != NULL)
		rcm_guide_segment(&run->guide, segment, &run->reader.delimiters, &run->envelope.place);
	return true;
}

void
rcm_x12_run_end(RcmX12Run *run, const RcmX12Segment *end)
{
	rcm_guide_end(&run->guide);
	rcm_x12_envelope_end(&run->envelope, end);
}

void
rcm_x12_run_put(RcmX12Run *run, Datum *values, bool *nulls)
{
	tuplestore_putvalues(run->result->setResult, run->result->setDesc, values, nulls);
	MemoryContextReset(run->row);
}

Datum
rcm_ordinal_datum(int64_t ordinal, bool *isnull)
{
	*isnull = ordinal == 0;
	return Int32GetDatum((int32) ordinal);
}
