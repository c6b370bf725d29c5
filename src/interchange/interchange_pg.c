/*
 * interchange_pg.c - any X12 file in SQL: what is odd about it, its segments.
 */
#include "x12/run_pg.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"

#include "interchange/interchange.h"

/* ---- findings ---- */

#define FINDING_COLUMNS 11

static void
put_finding(void *owner, const RcmX12Finding *f)
{
	RcmX12Run  *run = owner;
	MemoryContext old = MemoryContextSwitchTo(run->row);
	Datum		values[FINDING_COLUMNS];
	bool		nulls[FINDING_COLUMNS] = {false};

	values[0] = CStringGetTextDatum(rcm_x12_level_name(f->level));
	values[1] = CStringGetTextDatum(f->code);
	values[2] = rcm_ordinal_datum(f->place.interchange, &nulls[2]);
	values[3] = rcm_ordinal_datum(f->place.group, &nulls[3]);
	values[4] = rcm_ordinal_datum(f->place.transaction, &nulls[4]);
	values[5] = rcm_ordinal_datum(f->place.segment, &nulls[5]);
	values[6] = CStringGetTextDatum(f->place.segment_id);
	nulls[6] = f->place.segment_id[0] == '\0';
	values[7] = rcm_ordinal_datum(f->place.element, &nulls[7]);
	values[8] = Int64GetDatum((int64) f->place.offset);
	values[9] = CStringGetTextDatum(f->message);
	values[10] = BoolGetDatum(rcm_x12_is_loss(f->code));
	MemoryContextSwitchTo(old);
	rcm_x12_run_put(run, values, nulls);
}

/* Everything odd about a file. */
RCM_FUNCTION(rcm_x12_findings)
{
	RcmX12Run  *run = rcm_x12_run_begin(fcinfo, 0, put_finding);
	RcmInterchange *all = palloc0(sizeof(RcmInterchange));
	RcmX12Segment segment;

	rcm_interchange_init(all, run->report, run);
	for (int i = 0; i < RCM_INTERCHANGE_ARENAS; i++)
		rcm_x12_run_arena(run, rcm_interchange_arena(all, i));
	while (rcm_x12_run_next(run, &segment))
		rcm_interchange_segment(all, &segment, &run->reader.delimiters, &run->envelope.place);
	rcm_interchange_end(all);
	rcm_x12_run_end(run, &segment);
	return (Datum) 0;
}

/* ---- segments ---- */

#define SEGMENT_COLUMNS 7

static Datum
text_of(RcmX12Run *run, RcmArena *arena, RcmText raw)
{
	RcmText		t = raw;

	for (int32_t i = 0; i < raw.len; i++)
		if ((unsigned char) raw.data[i] < 0x20 || (unsigned char) raw.data[i] >= 0x7f)
		{
			t = rcm_x12_run_text(run, arena, raw);
			break;
		}
	return PointerGetDatum(cstring_to_text_with_len(t.data, t.len));
}

static void
put_segment(RcmX12Run *run, RcmArena *arena, const RcmX12Segment *s)
{
	MemoryContext old = MemoryContextSwitchTo(run->row);
	const RcmX12Place *place = &run->envelope.place;
	Datum		values[SEGMENT_COLUMNS];
	bool		nulls[SEGMENT_COLUMNS] = {false};
	Datum	   *elements = palloc(sizeof(Datum) * (s->count + 1));

	for (int i = 1; i <= s->count; i++)
		elements[i - 1] = text_of(run, arena, rcm_x12_element(s, i));
	values[0] = rcm_ordinal_datum(place->segment, &nulls[0]);
	values[1] = Int64GetDatum((int64) s->offset);
	values[2] = text_of(run, arena, rcm_x12_element(s, 0));
	values[3] = PointerGetDatum(construct_array(elements, s->count, TEXTOID, -1, false,
												TYPALIGN_INT));
	values[4] = rcm_ordinal_datum(place->interchange, &nulls[4]);
	values[5] = rcm_ordinal_datum(place->group, &nulls[5]);
	values[6] = rcm_ordinal_datum(place->transaction, &nulls[6]);
	MemoryContextSwitchTo(old);
	rcm_x12_run_put(run, values, nulls);
	rcm_arena_reset(arena);
}

/* The segments of a file as they stand in it. */
RCM_FUNCTION(rcm_x12_segments)
{
	RcmX12Run  *run = rcm_x12_run_begin(fcinfo, 0, NULL);
	RcmArena	arena;
	RcmX12Segment segment;

	rcm_x12_run_arena(run, &arena);
	while (rcm_x12_run_next(run, &segment))
		put_segment(run, &arena, &segment);
	return (Datum) 0;
}
