/*
 * windows.c - see windows.h.
 */
#include "library/windows.h"

#include <stdlib.h>

static int
by_id(const void *a, const void *b)
{
	int32_t		left = ((const RcmRelease *) a)->id;
	int32_t		right = ((const RcmRelease *) b)->id;

	return left < right ? -1 : left > right;
}

/* Does the release have rows of the table?  One made by hand may only name its set. */
static bool
fills(const RcmRelease *release, const char *table)
{
	if (release->tables.count == 0)
		return rcm_text_is(release->set_name, table);
	return rcm_texts_have(&release->tables, rcm_text_of(table));
}

/*
 * Does a correction of the same first day, which is all time before, stand in
 * the release's place?  Its until, -infinity, reads like a missing one.
 */
static bool
displaced(const RcmWindows *windows, const RcmRelease *release)
{
	if (release->since != RCM_NO_DATE || release->until != RCM_NO_DATE)
		return false;
	for (int i = (int) (release - windows->releases) + 1; i < windows->count; i++)
		if (windows->releases[i].since == RCM_NO_DATE &&
			rcm_text_equal(windows->releases[i].set_name, release->set_name))
			return true;
	return false;
}

/* Does some release judge each day?  A set that no release speaks of is not dated. */
static bool
covered(const RcmWindows *windows, const char *table, int32_t first, int32_t last)
{
	int64_t		day = first;
	bool		any = false;
	bool		moved = true;

	while (moved && day <= last)
	{
		moved = false;
		for (int i = 0; i < windows->count; i++)
		{
			const RcmRelease *r = &windows->releases[i];

			if (!fills(r, table) || displaced(windows, r))
				continue;
			any = true;
			if ((r->since != RCM_NO_DATE && r->since > day) ||
				(r->until != RCM_NO_DATE && r->until < day))
				continue;
			if (r->until == RCM_NO_DATE)
				return true;
			day = (int64_t) r->until + 1;
			moved = true;
		}
	}
	return !any || day > last;
}

void
rcm_windows_init(RcmWindows *windows, RcmRows *releases)
{
	windows->count = releases->count;
	windows->releases = (const RcmRelease *) releases->rows;
	windows->partial = 0;
	if (releases->count > 1)
		qsort(releases->rows, (size_t) releases->count, sizeof(RcmRelease), by_id);
	for (int set = 0; set < RCM_SET_COUNT; set++)
		if (!covered(windows, rcm_sets[set].table, INT32_MIN + 1, INT32_MAX))
			windows->partial |= UINT64_C(1) << set;
}

uint64_t
rcm_uncovered(const RcmWindows *windows, int32_t first, int32_t last)
{
	uint64_t	sets = 0;

	for (uint64_t left = windows->partial; left != 0; left &= left - 1)
	{
		int			set = __builtin_ctzll(left);

		if (!covered(windows, rcm_sets[set].table, first, last))
			sets |= UINT64_C(1) << set;
	}
	return sets;
}

/* The release's first day; RCM_NO_DATE: all time before, or not known. */
static int32_t
since(const RcmWindows *windows, int32_t id)
{
	RcmRelease	key = {.id = id};
	const RcmRelease *found = windows->count == 0 ? NULL :
		bsearch(&key, windows->releases, (size_t) windows->count, sizeof(RcmRelease), by_id);

	return found == NULL ? RCM_NO_DATE : found->since;
}

bool
rcm_narrow(const RcmWindows *windows, RcmRow *row, int32_t ended_by)
{
	int32_t		first = since(windows, row->release);

	if (first != RCM_NO_DATE && (row->eff == RCM_NO_DATE || row->eff < first))
		row->eff = first;
	if (ended_by != 0)
	{
		int32_t		next = since(windows, ended_by);

		if (next == RCM_NO_DATE)
			return false;
		if (row->term == RCM_NO_DATE || row->term >= next)
			row->term = next - 1;
	}
	return row->eff == RCM_NO_DATE || row->term == RCM_NO_DATE || row->eff <= row->term ||
		(first == RCM_NO_DATE && ended_by == 0);
}
