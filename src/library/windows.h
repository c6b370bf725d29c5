/*
 * windows.h - which release judges which dates of service.  Pure core.
 *
 * A row holds from the first date of the release it came with to the day
 * before the release that no longer has it; and a set has nothing to say of
 * days that no release of it judges.
 */
#ifndef RCM_WINDOWS_H
#define RCM_WINDOWS_H

#include "library/library.h"

typedef struct RcmWindows
{
	int			count;
	const RcmRelease *releases; /* ordered by id */
	uint64_t	partial;		/* bits of the sets with days that no release judges */
} RcmWindows;

/* Takes the rows of RCM_SET_RELEASE, puts them in order and keeps pointing to them. */
extern void rcm_windows_init(RcmWindows *windows, RcmRows *releases);
/*
 * Narrows a row's eff and term to the releases that have it.  False: there is
 * no day that it is in force on.
 */
extern bool rcm_narrow(const RcmWindows *windows, RcmRow *row, int32_t ended_by);
/* Bits of the sets that have no release for some day from first to last. */
extern uint64_t rcm_uncovered(const RcmWindows *windows, int32_t first, int32_t last);

#endif
