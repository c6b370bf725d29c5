/*
 * engine.c - asks the edits about a claim, in order, and keeps the findings.
 */
#include "scrub/scrub.h"

#include <stdio.h>

const void *
rcm_note(RcmScrub *s, const void *row)
{
	if (s->edit == NULL || row == NULL)
		return row;
	if (s->listener != NULL)
		s->listener->row(s->listener, s->current != NULL ? s->current->n : 0, row);
	for (int i = 0; i < s->noted; i++)
		if (s->notes[i] == row)
			return row;
	/* the latest are the likeliest to have decided */
	if (s->noted == RCM_NOTED)
		memmove(s->notes, s->notes + 1, sizeof(s->notes[0]) * (size_t) --s->noted);
	s->notes[s->noted++] = row;
	return row;
}

static const RcmRow **
keep_notes(RcmScrub *s)
{
	size_t		size = sizeof(s->notes[0]) * (size_t) s->noted;
	const RcmRow **rows = rcm_alloc(s->arena, size);

	if (s->noted > 0)
		memcpy(rows, s->notes, size);
	return rows;
}

void
rcm_add_finding(RcmScrub *s, const RcmFinding *finding)
{
	if (s->finding_count == s->finding_room)
	{
		int			room = s->finding_room == 0 ? 8 : s->finding_room * 2;
		RcmFinding *findings = rcm_alloc(s->arena, sizeof(RcmFinding) * (size_t) room);

		if (s->finding_count > 0)
			memcpy(findings, s->findings, sizeof(RcmFinding) * (size_t) s->finding_count);
		s->findings = findings;
		s->finding_room = room;
	}
	s->findings[s->finding_count++] = *finding;
	if (finding->severity == RCM_REJECT)
		s->rejected = true;
}

/* One finding for each edit and line: what more there is to say joins its message. */
static bool
join_finding(RcmScrub *s, int line, RcmText message)
{
	for (int i = s->finding_count - 1; i >= 0 && s->findings[i].edit == s->edit_index; i--)
	{
		RcmFinding *f = &s->findings[i];
		RcmBuffer	both;

		if (f->line != line || f->custom != NULL)
			continue;
		if (f->message.len > 600)
			return true;
		rcm_buffer_init(&both, s->arena, (size_t) (f->message.len + message.len + 2));
		rcm_buffer_text(&both, f->message);
		rcm_buffer_string(&both, "; ");
		rcm_buffer_text(&both, message);
		f->message = (RcmText) {both.data, (int32_t) both.len};
		return true;
	}
	return false;
}

static void fire(RcmScrub *s, RcmSeverity severity, const RcmScrubLine *l, const char *field,
				 const char *format, va_list args) __attribute__((format(printf, 5, 0)));

static void
fire(RcmScrub *s, RcmSeverity severity, const RcmScrubLine *l, const char *field,
	 const char *format, va_list args)
{
	RcmBuffer	message;
	RcmFinding	f = {0};

	rcm_buffer_init(&message, s->arena, 160);
	rcm_buffer_vprintf(&message, format, args);
	f.edit = s->edit_index;
	f.line = l != NULL ? l->n : 0;
	f.index = l != NULL ? l->index : -1;
	f.field = field;
	f.message = (RcmText) {message.data, (int32_t) message.len};
	if (join_finding(s, f.line, f.message))
		return;
	f.overridden = rcm_overridden(s, s->edit->id, f.line);
	f.severity = f.overridden ? RCM_INFO :
		rcm_mode_severity(rcm_mode_of(s, s->edit_index), severity);
	f.row_count = s->noted;
	f.rows = keep_notes(s);
	rcm_add_finding(s, &f);
}

void
rcm_fire(RcmScrub *s, const RcmScrubLine *l, const char *field, const char *message,...)
{
	va_list		args;

	va_start(args, message);
	fire(s, s->edit->severity, l, field, message, args);
	va_end(args);
}

void
rcm_fire_as(RcmScrub *s, RcmSeverity severity, const RcmScrubLine *l, const char *field,
			const char *message,...)
{
	va_list		args;

	va_start(args, message);
	fire(s, severity, l, field, message, args);
	va_end(args);
}

/* The first set that the edit needs and the library does not have. */
static const char *
missing_set(RcmScrub *s, const RcmEdit *edit)
{
	if ((edit->needs & ~s->library->loaded_sets) == 0)
		return NULL;
	for (int set = 0; set < RCM_SET_COUNT; set++)
		if (edit->needs & UINT64_C(1) << set && !rcm_loaded(s->library, set))
			return rcm_sets[set].table;
	return NULL;
}

const char *
rcm_edit_asleep(RcmScrub *s, const RcmEdit *edit)
{
	RcmBuffer	why;
	const char *set;

	if (s->dental)
		return "not for dental claims";
	if (edit->form != 0 && edit->form != (s->institutional ? 'I' : 'P'))
		return edit->form == 'P' ? "for professional claims only" : "for institutional claims only";
	if (s->payer == NULL && !edit->without_payer)
		return "the payer is not in the library";
	if (edit->classes != 0 && !(edit->classes & s->payer_class))
		return "not for this class of payer";
	set = missing_set(s, edit);
	if (set == NULL)
		return NULL;
	rcm_buffer_init(&why, s->arena, 80);
	rcm_buffer_printf(&why, "asleep: set \"%s\" is not loaded", set);
	rcm_buffer_char(&why, '\0');
	return why.data;
}

static void
say_quiet(RcmScrub *s, int line, const char *why)
{
	if (s->listener != NULL)
		s->listener->quiet(s->listener, line, why);
}

void
rcm_quiet(RcmScrub *s, const RcmScrubLine *l, const char *why)
{
	say_quiet(s, l != NULL ? l->n : 0, why);
}

static void
ask_lines(RcmScrub *s, const RcmEdit *edit)
{
	for RCM_EACH_LINE(s, l)
	{
		int			before = s->finding_count;

		if (edit->lines == RCM_USABLE_LINES && !l->usable)
		{
			if (s->listener != NULL)
				say_quiet(s, l->n, l->misordered ? "the line's dates are out of order" :
						  !l->coded ? "the line has no procedure code" :
						  "the line's procedure code is not in force on its date");
			continue;
		}
		s->noted = 0;
		s->current = l;
		edit->line_test(s, l);
		s->current = NULL;
		if (s->finding_count == before)
			say_quiet(s, l->n, "its condition does not hold");
		if (s->rejected && s->stop_at_reject)
			return;
	}
	if (s->line_count == 0)
		say_quiet(s, 0, "the claim has no lines");
}

static void
ask(RcmScrub *s, int index, RcmListener *listener)
{
	const RcmEdit *edit = rcm_edit(index);
	int			before = s->finding_count;

	if (s->between_edits != NULL)
		s->between_edits();
	s->edit = edit;
	s->edit_index = index;
	s->listener = listener;
	s->noted = 0;
	if (edit->claim_test != NULL)
		edit->claim_test(s);
	if (edit->claim_test != NULL && s->finding_count == before)
		say_quiet(s, 0, "its condition does not hold");
	if (edit->lines != RCM_CLAIM_EDIT)
		ask_lines(s, edit);
	s->edit = NULL;
	s->listener = NULL;
}

/*
 * The edits that are asked about claims of one form to one class of payer,
 * modes aside: the same from claim to claim as long as the library is.
 */
typedef struct AwakeList
{
	uint64_t	generation;
	int			count;
	uint8_t		edits[RCM_MOST_EDITS];
} AwakeList;

#define CLASSES 12				/* the bits of RcmPayerClass, and none */

static const AwakeList *
awake_list(RcmScrub *s)
{
	static AwakeList lists[3][CLASSES];
	int			c = s->payer_class == 0 ? 0 : __builtin_ctz((unsigned) s->payer_class) + 1;
	AwakeList  *list = &lists[s->dental ? 2 : s->institutional][c];

	if (list->generation != s->library->generation || list->generation == 0)
	{
		list->count = 0;
		for (int i = 0; i < rcm_edit_count(); i++)
			if (rcm_edit_asleep(s, rcm_edit(i)) == NULL)
				list->edits[list->count++] = (uint8_t) i;
		list->generation = s->library->generation;
	}
	return list;
}

/* Why the edit that somebody listens to was not asked at all. */
static void
explain_silence(RcmScrub *s, RcmListener *listener, int heard)
{
	const char *asleep = rcm_edit_asleep(s, rcm_edit(heard));

	if (asleep == NULL && rcm_edit(heard)->needs & s->uncovered)
		asleep = "asleep: a set it needs has no release for the dates of service";
	if (asleep == NULL && rcm_mode_of(s, heard) == RCM_MODE_OFF)
		asleep = "switched off in edit_mode";
	if (asleep != NULL)
		listener->quiet(listener, 0, asleep);
}

void
rcm_scrub_run(RcmScrub *s)
{
	RcmListener *listener = s->listener;
	int			heard = s->edit_index;	/* the edit that the listener is for */
	const AwakeList *awake;

	s->listener = NULL;
	rcm_scrub_prepare(s);
	awake = awake_list(s);
	if (listener != NULL)
		explain_silence(s, listener, heard);
	for (int i = 0; i < awake->count; i++)
	{
		int			edit = awake->edits[i];

		if (rcm_edit(edit)->needs & s->uncovered || rcm_mode_of(s, edit) == RCM_MODE_OFF)
			continue;
		ask(s, edit, listener != NULL && edit == heard ? listener : NULL);
		if (s->rejected && s->stop_at_reject)
			return;
	}
}
