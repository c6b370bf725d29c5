/*
 * modes.c - how the site treats an edit: modes and overrides of the library.
 *
 * Of the edit_mode rows that apply, the one that says most decides: an edit
 * id before its family before "*"; then a practice before "*"; then a payer
 * before "*"; of equals, the one that began last.  Off for everything goes
 * before all others: it is the switch for an incident.
 */
#include "scrub/scrub.h"

#define ANY(t) rcm_text_is(t, "*")

static RcmMode
mode_named(RcmText name)
{
	return rcm_text_is(name, "off") ? RCM_MODE_OFF :
		rcm_text_is(name, "log") ? RCM_MODE_LOG :
		rcm_text_is(name, "warn") ? RCM_MODE_WARN : RCM_MODE_ENFORCE;
}

/* How much a row says about this edit and claim; -1 when it does not apply. */
static int
weight(RcmScrub *s, const RcmEditMode *row, const char *id)
{
	int			weight;

	if (s->claim->submit_date != RCM_NO_DATE && !rcm_live(&row->row, s->claim->submit_date))
		return -1;
	if (rcm_text_is(row->edit, id))
		weight = 8;
	else if (rcm_text_equal(row->edit, rcm_edit_family(id)))
		weight = 4;
	else if (ANY(row->edit))
		weight = 0;
	else
		return -1;
	if (!ANY(row->practice))
	{
		if (!rcm_text_equal(row->practice, s->practice))
			return -1;
		weight += 2;
	}
	if (!ANY(row->payer_id))
	{
		if (!rcm_text_equal(row->payer_id, s->claim->payer_id))
			return -1;
		weight += 1;
	}
	return weight;
}

RcmMode
rcm_edit_mode(RcmScrub *s, const char *id)
{
	const RcmRows *rows = s->modes;
	const RcmEditMode *best = NULL;
	int			best_weight = -1;

	for (int i = 0; i < rows->count; i++)
	{
		const RcmEditMode *row = RCM_ROW(RcmEditMode, rows, i);
		int			w = weight(s, row, id);

		if (w == 0 && rcm_text_is(row->mode, "off"))
			return RCM_MODE_OFF;
		if (w > best_weight || (w >= 0 && w == best_weight && row->row.eff > best->row.eff))
		{
			best = row;
			best_weight = w;
		}
	}
	return best != NULL ? mode_named(best->mode) : RCM_MODE_DEFAULT;
}

/*
 * Which edits a row speaks of, found once for each state of the library: an
 * edit's place, FAMILY + the place of its family's first edit, or one of the
 * two below.  Rows beyond MOST_ROWS are looked at anew for each claim.
 */
#define EVERY_EDIT (-1)
#define NO_EDIT (-2)			/* a custom edit's id */
#define FAMILY 1000
#define MOST_ROWS 4096

static int
target_of(const RcmEditMode *row)
{
	int			edit = rcm_edit_index(row->edit);

	if (ANY(row->edit))
		return EVERY_EDIT;
	if (edit >= 0)
		return edit;
	for (int i = 0; i < rcm_edit_count(); i++)
		if (rcm_text_equal(row->edit, rcm_edit_family(rcm_edit(i)->id)))
			return FAMILY + rcm_edit_family_of(i);
	return NO_EDIT;
}

static const int16_t *
targets(RcmScrub *s)
{
	static int16_t found[MOST_ROWS];
	static uint64_t generation = 0;
	static const RcmRows *of = NULL;

	if (of != s->modes || generation != s->library->generation)
	{
		for (int i = 0; i < s->modes->count && i < MOST_ROWS; i++)
			found[i] = (int16_t) target_of(RCM_ROW(RcmEditMode, s->modes, i));
		of = s->modes;
		generation = s->library->generation;
	}
	return found;
}

void
rcm_modes_prepare(RcmScrub *s)
{
	int8_t		weights[RCM_MOST_EDITS];
	int32_t		began[RCM_MOST_EDITS];
	const int16_t *target;

	s->modes = rcm_find_number(s->library, RCM_SET_EDIT_MODE, 0);
	if (s->modes->count == 0)
		return;
	memset(weights, -1, sizeof(weights));
	target = targets(s);
	for (int r = 0; r < s->modes->count; r++)
	{
		const RcmEditMode *row = RCM_ROW(RcmEditMode, s->modes, r);
		int			t = r < MOST_ROWS ? target[r] : target_of(row);
		int			first = t >= 0 && t < FAMILY ? t : 0;
		int			last = t >= 0 && t < FAMILY ? t : rcm_edit_count() - 1;
		int			w;

		if (t == NO_EDIT || (w = weight(s, row, rcm_edit(t >= FAMILY ? t - FAMILY : first)->id)) < 0)
			continue;
		if (w == 0 && rcm_text_is(row->mode, "off"))
		{
			memset(s->mode, RCM_MODE_OFF, sizeof(s->mode));
			return;
		}
		for (int i = first; i <= last; i++)
		{
			if (t >= FAMILY && rcm_edit_family_of(i) != t - FAMILY)
				continue;
			if (w < weights[i] || (w == weights[i] && row->row.eff <= began[i]))
				continue;
			s->mode[i] = (uint8_t) mode_named(row->mode);
			weights[i] = (int8_t) w;
			began[i] = row->row.eff;
		}
	}
}

RcmMode
rcm_mode_of(const RcmScrub *s, int edit)
{
	return s->modes->count == 0 ? RCM_MODE_DEFAULT : (RcmMode) s->mode[edit];
}

RcmSeverity
rcm_mode_severity(RcmMode mode, RcmSeverity severity)
{
	switch (mode)
	{
		case RCM_MODE_LOG:
			return RCM_INFO;
		case RCM_MODE_WARN:
			return RCM_WARN;
		case RCM_MODE_ENFORCE:
			return RCM_REJECT;
		default:
			return severity;
	}
}

bool
rcm_overridden(RcmScrub *s, const char *id, int line)
{
	const RcmRows *rows;

	if (!rcm_loaded(s->library, RCM_SET_EDIT_OVERRIDE) || rcm_blank(s->claim->claim_id))
		return false;
	rows = rcm_find_text(s->library, RCM_SET_EDIT_OVERRIDE, s->claim->claim_id);
	for (int i = 0; i < rows->count; i++)
	{
		const RcmEditOverride *row = RCM_ROW(RcmEditOverride, rows, i);

		if (rcm_text_is(row->edit, id) &&
			(row->line == RCM_NO_INT32 || row->line == line) &&
			(ANY(row->payer_id) || rcm_text_equal(row->payer_id, s->claim->payer_id)) &&
			(ANY(row->practice) || rcm_text_equal(row->practice, s->practice)) &&
			(s->claim->submit_date == RCM_NO_DATE || rcm_live(&row->row, s->claim->submit_date)))
			return true;
	}
	return false;
}
