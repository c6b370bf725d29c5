/*
 * x12_999_pg.c - the 999 and the TA1 for a file that was received, in SQL.
 */
#include "x12/batch_pg.h"

#include "utils/memutils.h"

#include "acknowledgement/write.h"
#include "interchange/interchange.h"
#include "x12/run_pg.h"

/* Every reader's findings about the file go to the writer, then the segment itself. */
static void
read_file(RcmAckWriter *w, bytea *file, MemoryContext context)
{
	RcmInterchange *all = palloc0(sizeof(RcmInterchange));
	RcmX12Reader *reader = palloc(sizeof(RcmX12Reader));
	RcmX12Envelope envelope;
	RcmGuide	guide;
	RcmX12Segment segment;
	RcmX12Status status;

	rcm_x12_open(reader, VARDATA_ANY(file), VARSIZE_ANY_EXHDR(file));
	rcm_x12_envelope_init(&envelope, rcm_ack_write_note, w);
	rcm_guide_init(&guide, rcm_ack_write_note, w);
	rcm_interchange_init(all, rcm_ack_write_note, w);
	for (int i = 0; i < RCM_INTERCHANGE_ARENAS; i++)
		rcm_arena_init_context(rcm_interchange_arena(all, i), context);
	while ((status = rcm_x12_next(reader, &segment)) == RCM_X12_SEGMENT)
	{
		CHECK_FOR_INTERRUPTS();
		rcm_x12_envelope_segment(&envelope, &segment, &reader->delimiters);
		rcm_guide_segment(&guide, &segment, &reader->delimiters, &envelope.place);
		rcm_interchange_segment(all, &segment, &reader->delimiters, &envelope.place);
		rcm_ack_write_segment(w, &segment, &reader->delimiters, &envelope.place);
	}
	if (status == RCM_X12_NOT_X12)
		rcm_x12_refuse_bytes();
	rcm_guide_end(&guide);
	rcm_interchange_end(all);
	rcm_x12_envelope_end(&envelope, &segment);
}

/* The same for the envelope alone. */
static void
read_envelopes(RcmTa1Writer *w, bytea *file)
{
	RcmX12Reader *reader = palloc(sizeof(RcmX12Reader));
	RcmX12Envelope envelope;
	RcmX12Segment segment;
	RcmX12Status status;

	rcm_x12_open(reader, VARDATA_ANY(file), VARSIZE_ANY_EXHDR(file));
	rcm_x12_envelope_init(&envelope, rcm_ta1_write_note, w);
	while ((status = rcm_x12_next(reader, &segment)) == RCM_X12_SEGMENT)
	{
		CHECK_FOR_INTERRUPTS();
		rcm_x12_envelope_segment(&envelope, &segment, &reader->delimiters);
		rcm_ta1_write_segment(w, &segment, &envelope.place);
	}
	if (status == RCM_X12_NOT_X12)
		rcm_x12_refuse_bytes();
	rcm_x12_envelope_end(&envelope, &segment);
}

static void
refuse_sender(const RcmX12Fault *fault, const char *what)
{
	const char *where = fault->path[0] != '\0' ? fault->path : fault->element;

	ereport(ERROR,
			(errcode(ERRCODE_RCM_X12_CONTENT),
			 errmsg("%s cannot be written: %s%s%s", what, where, where[0] != '\0' ? ": " : "",
					fault->message)));
}

/* A 999 for each functional group of a file; null when it has none. */
RCM_FUNCTION(rcm_x12_999)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "x12 999", ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);
	RcmAckWriter *w = palloc(sizeof(RcmAckWriter));
	RcmArena	arena;
	RcmBuffer	out;
	bool		written;

	rcm_arena_init_context(&arena, context);
	rcm_buffer_init(&out, &arena, 4096);
	rcm_ack_write_init(w, &out, rcm_x12_read_sender(&arena, PG_GETARG_JSONB_P(1)));
	read_file(w, PG_GETARG_BYTEA_PP(0), context);
	written = rcm_ack_write_end(w);
	if (w->failed || w->x12.faulty)
		refuse_sender(&w->x12.fault, "a 999");
	MemoryContextSwitchTo(old);
	if (!written)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text_with_len(out.data, (int) out.len));
}

/* A TA1 for each interchange of a file; null when it has none with a group. */
RCM_FUNCTION(rcm_x12_ta1)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "x12 TA1", ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);
	RcmTa1Writer *w = palloc(sizeof(RcmTa1Writer));
	RcmArena	arena;
	RcmBuffer	out;
	bool		written;

	rcm_arena_init_context(&arena, context);
	rcm_buffer_init(&out, &arena, 1024);
	rcm_ta1_write_init(w, &out, rcm_x12_read_sender(&arena, PG_GETARG_JSONB_P(1)));
	read_envelopes(w, PG_GETARG_BYTEA_PP(0));
	written = rcm_ta1_write_end(w);
	if (w->failed || w->x12.faulty)
		refuse_sender(&w->x12.fault, "a TA1");
	MemoryContextSwitchTo(old);
	if (!written)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text_with_len(out.data, (int) out.len));
}
