/*
 * scrub_pg.c - rcm.scrub, rcm.is_clean, rcm.explain and the catalogue as rows.
 *
 * All of these read the library and are STABLE; each parallel worker keeps a
 * library memory of its own.
 */
#include "rcm.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/fmgrprotos.h"
#include "utils/memutils.h"

#include "claim/claim_pg.h"
#include "library/reader_pg.h"
#include "scrub/evidence.h"
#include "scrub/scrub_pg.h"

/*
 * An arena of our own: a custom edit may call functions that read claims, and
 * those take rcm_claim_arena().  Scrubbing does not nest, since custom edits
 * may call immutable functions only.
 */
static RcmArena *
scrub_arena(void)
{
	static RcmArena arena;
	static bool ready = false;

	if (!ready)
	{
		rcm_arena_init_context(&arena,
							   AllocSetContextCreate(TopMemoryContext, "rcm scrub",
													 ALLOCSET_DEFAULT_SIZES));
		ready = true;
	}
	rcm_arena_reset(&arena);
	return &arena;
}

static void
check_for_interrupts(void)
{
	CHECK_FOR_INTERRUPTS();
}

static RcmScrub *
begin(Datum claim, text *practice)
{
	RcmArena   *arena = scrub_arena();
	RcmScrub   *s;

	s = rcm_alloc(arena, sizeof(RcmScrub));
	s->arena = arena;
	s->library = rcm_library_begin();
	s->between_edits = check_for_interrupts;
	s->claim = rcm_claim_read(arena, PG_DETOAST_DATUM_PACKED(claim));
	if (practice != NULL)
		s->practice = (RcmText) {VARDATA_ANY(practice), VARSIZE_ANY_EXHDR(practice)};
	return s;
}

RcmScrub *
rcm_scrub_claim(Datum claim, text *practice, bool stop_at_reject)
{
	RcmScrub   *s = begin(claim, practice);

	s->stop_at_reject = stop_at_reject;
	rcm_scrub_run(s);
	if (!(s->rejected && stop_at_reject))
		rcm_custom_edits_run(s);
	return s;
}

/* ---- rcm.scrub ---- */

static Datum
c_text(const char *s)
{
	return CStringGetTextDatum(s);
}

static Datum
buffer_jsonb(RcmBuffer *buffer)
{
	rcm_buffer_char(buffer, '\0');
	return DirectFunctionCall1(jsonb_in, CStringGetDatum(buffer->data));
}

#define FINDING_COLUMNS 10

static void
fill_finding(RcmScrub *s, const RcmFinding *f, Datum *values, bool *nulls)
{
	RcmFindingTexts t = rcm_finding_texts(f);
	RcmBuffer	path;
	RcmBuffer	evidence;

	rcm_buffer_init(&path, s->arena, 64);
	rcm_field_path(f, &path);
	rcm_buffer_init(&evidence, s->arena, 256);
	rcm_evidence(s, f, rcm_release_name, &evidence);
	values[0] = rcm_text_datum(t.id, &nulls[0]);
	values[1] = rcm_text_datum(t.family, &nulls[1]);
	values[2] = c_text(rcm_severity_name(f->severity));
	values[3] = Int32GetDatum(f->line);
	values[4] = rcm_text_datum((RcmText) {path.data, (int32_t) path.len}, &nulls[4]);
	values[5] = rcm_text_datum(f->message, &nulls[5]);
	values[6] = rcm_text_datum(t.fix, &nulls[6]);
	values[7] = rcm_text_datum(t.carc, &nulls[7]);
	values[8] = rcm_text_datum(t.rarc, &nulls[8]);
	values[9] = buffer_jsonb(&evidence);
}

/* One row for each finding; a clean claim costs no tuplestore. */
RCM_FUNCTION(rcm_scrub)
{
	text	   *practice = PG_ARGISNULL(1) ? NULL : PG_GETARG_TEXT_PP(1);
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	RcmScrub   *s;

	if (rsinfo == NULL || !IsA(rsinfo, ReturnSetInfo) ||
		!(rsinfo->allowedModes & SFRM_Materialize) || rsinfo->expectedDesc == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("set-valued function called in context that cannot accept a set")));
	rsinfo->returnMode = SFRM_Materialize;
	if (PG_ARGISNULL(0))
		return (Datum) 0;
	s = rcm_scrub_claim(PG_GETARG_DATUM(0), practice, false);
	if (s->finding_count == 0)
		return (Datum) 0;
	InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
	for (int i = 0; i < s->finding_count; i++)
	{
		Datum		values[FINDING_COLUMNS];
		bool		nulls[FINDING_COLUMNS] = {false};

		fill_finding(s, &s->findings[i], values, nulls);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}

/* No finding that rejects; stops at the first that does. */
RCM_FUNCTION(rcm_is_clean)
{
	text	   *practice = PG_ARGISNULL(1) ? NULL : PG_GETARG_TEXT_PP(1);

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	PG_RETURN_BOOL(!rcm_scrub_claim(PG_GETARG_DATUM(0), practice, true)->rejected);
}

char *
rcm_findings_json(RcmScrub *s)
{
	RcmBuffer	json;

	rcm_buffer_init(&json, s->arena, 1024);
	rcm_buffer_char(&json, '[');
	for (int i = 0; i < s->finding_count; i++)
	{
		if (i > 0)
			rcm_buffer_char(&json, ',');
		rcm_finding_json(s, &s->findings[i], rcm_release_name, &json);
	}
	rcm_buffer_char(&json, ']');
	return pnstrdup(json.data, json.len);
}

/* ---- the catalogue ---- */

/* Names of the sets that an edit needs, the payer table included where it is one. */
static Datum
needs_datum(const RcmEdit *edit, RcmLibrary *only_missing_in)
{
	Datum		names[RCM_SET_COUNT];
	uint64		needs = edit->needs | (edit->without_payer ? 0 : RCM_NEEDS(PAYER));
	int			n = 0;

	for (int set = 0; set < RCM_SET_COUNT; set++)
		if (needs & UINT64CONST(1) << set &&
			(only_missing_in == NULL || !rcm_loaded(only_missing_in, set)))
			names[n++] = c_text(rcm_sets[set].table);
	return PointerGetDatum(construct_array(names, n, TEXTOID, -1, false, TYPALIGN_INT));
}

#define EDIT_COLUMNS 12

/* One row for each edit of the catalogue. */
RCM_FUNCTION(rcm_edits)
{
	ReturnSetInfo *rsinfo;

	InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
	rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	for (int i = 0; i < rcm_edit_count(); i++)
	{
		const RcmEdit *edit = rcm_edit(i);
		RcmText		family = rcm_edit_family(edit->id);
		Datum		values[EDIT_COLUMNS];
		bool		nulls[EDIT_COLUMNS] = {false};

		values[0] = c_text(edit->id);
		values[1] = rcm_text_datum(family, &nulls[1]);
		values[2] = c_text(edit->name);
		values[3] = c_text(edit->level);
		values[4] = c_text(rcm_severity_name(edit->severity));
		values[5] = c_text(edit->scope);
		values[6] = needs_datum(edit, NULL);
		values[7] = c_text(edit->carc);
		values[8] = c_text(edit->rarc);
		values[9] = c_text(edit->claim_status);
		values[10] = c_text(edit->fix);
		values[11] = c_text(edit->source);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}

/* Which edits the library lets run, and which sets would wake the others. */
RCM_FUNCTION(rcm_scrub_coverage)
{
	ReturnSetInfo *rsinfo;
	RcmLibrary *library = rcm_library_begin();

	InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
	rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	for (int i = 0; i < rcm_edit_count(); i++)
	{
		const RcmEdit *edit = rcm_edit(i);
		Datum		values[4];
		bool		nulls[4] = {false};
		Datum		missing = needs_datum(edit, library);

		values[0] = c_text(edit->id);
		values[1] = c_text(edit->name);
		values[2] = BoolGetDatum(ARR_NDIM(DatumGetArrayTypeP(missing)) == 0);
		values[3] = missing;
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}

/* ---- rcm.explain ---- */

typedef struct Explainer
{
	RcmListener listener;
	RcmScrub   *s;
	ReturnSetInfo *rsinfo;
} Explainer;

static void
explain_row(Explainer *e, const char *what, int line, const char *text, Datum detail)
{
	Datum		values[4];
	bool		nulls[4] = {false};

	values[0] = c_text(what);
	values[1] = Int32GetDatum(line);
	values[2] = c_text(text);
	values[3] = detail;
	nulls[3] = detail == (Datum) 0;
	tuplestore_putvalues(e->rsinfo->setResult, e->rsinfo->setDesc, values, nulls);
}

static void
hear_quiet(RcmListener *listener, int line, const char *why)
{
	explain_row((Explainer *) listener, "quiet", line, why, (Datum) 0);
}

static void
hear_row(RcmListener *listener, int line, const RcmRow *row)
{
	Explainer  *e = (Explainer *) listener;
	RcmBuffer	json;

	rcm_buffer_init(&json, e->s->arena, 256);
	rcm_row_json(e->s, row, rcm_release_name, &json);
	explain_row(e, "library row", line, rcm_sets[row->set].table, buffer_jsonb(&json));
}

static void
hear_nothing(RcmListener *listener, int line, RcmSetId set, const RcmKey *key)
{
	Explainer  *e = (Explainer *) listener;
	RcmBuffer	json;

	rcm_buffer_init(&json, e->s->arena, 64);
	rcm_key_json(set, key, &json);
	explain_row(e, "no library row", line, rcm_sets[set].table, buffer_jsonb(&json));
}

/* What the edit goes by, of the claim or of a line. */
static void
explain_values(Explainer *e, const RcmScrubLine *l)
{
	RcmBuffer	json;

	rcm_buffer_init(&json, e->s->arena, 256);
	rcm_facts_json(e->s, l, &json);
	explain_row(e, "values", l != NULL ? l->n : 0, l != NULL ? "the line" : "the claim",
				buffer_jsonb(&json));
}

/* The values, the library rows and the reasons behind one edit's answer. */
RCM_FUNCTION(rcm_explain)
{
	text	   *id = PG_ARGISNULL(1) ? cstring_to_text("") : PG_GETARG_TEXT_PP(1);
	int			index = rcm_edit_index((RcmText) {VARDATA_ANY(id), VARSIZE_ANY_EXHDR(id)});
	Explainer	e = {{hear_quiet, hear_row, hear_nothing}};

	if (index < 0)
		ereport(ERROR,
				(errcode(ERRCODE_RCM_UNKNOWN_EDIT),
				 errmsg("there is no edit \"%s\"", text_to_cstring(id)),
				 errhint("SELECT * FROM rcm.edits() lists the edits.")));
	InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
	e.rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	if (PG_ARGISNULL(0))
		return (Datum) 0;
	e.s = begin(PG_GETARG_DATUM(0), PG_ARGISNULL(2) ? NULL : PG_GETARG_TEXT_PP(2));
	e.s->listener = &e.listener;
	e.s->edit_index = index;
	rcm_scrub_run(e.s);
	explain_values(&e, NULL);
	for RCM_EACH_LINE(e.s, l)
		if (strcmp(rcm_edit(index)->level, "claim") != 0)
			explain_values(&e, l);
	for (int i = 0; i < e.s->finding_count; i++)
	{
		const RcmFinding *f = &e.s->findings[i];
		RcmBuffer	evidence;

		if (f->edit != index)
			continue;
		rcm_buffer_init(&evidence, e.s->arena, 256);
		rcm_evidence(e.s, f, rcm_release_name, &evidence);
		explain_row(&e, rcm_severity_name(f->severity), f->line,
					pnstrdup(f->message.data, f->message.len), buffer_jsonb(&evidence));
	}
	return (Datum) 0;
}
