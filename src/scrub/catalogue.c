/*
 * catalogue.c - all edits in one list, in the order in which they are asked.
 *
 * The order matters in one place: NCCI comes before GLB, because a pair edit
 * on a visit silences the visit's global edits.
 */
#include "scrub/scrub.h"

#define FAMILIES(X) \
	X(id) X(dem) X(elg) X(auth) X(dx) X(dx_fit) X(px) X(mod) X(pos) X(tele) X(ncci) \
	X(unit) X(dup) X(date) X(glb) X(mn) X(prv) X(amt) X(cob) X(lab) X(drug) \
	X(anes) X(dme) X(wc) X(tri) X(mcd) X(inst) X(cap)

#define DECLARE(name) RCM_FAMILY(name);
FAMILIES(DECLARE)

static const struct
{
	const RcmEdit *edits;
	const int  *count;
}			families[] = {
#define LIST(name) {rcm_##name##_edits, &rcm_##name##_edit_count},
	FAMILIES(LIST)
};

#define FAMILY_COUNT ((int) (sizeof(families) / sizeof(families[0])))
#define MOST_EDITS 256

static const RcmEdit *edits[MOST_EDITS];
static int	edit_count = 0;

static void
collect(void)
{
	int			n = 0;

	for (int f = 0; f < FAMILY_COUNT; f++)
		for (int i = 0; i < *families[f].count && n < MOST_EDITS; i++)
			edits[n++] = &families[f].edits[i];
	edit_count = n;
}

int
rcm_edit_count(void)
{
	if (edit_count == 0)
		collect();
	return edit_count;
}

const RcmEdit *
rcm_edit(int index)
{
	return edits[index];
}

int
rcm_edit_index(RcmText id)
{
	for (int i = 0; i < rcm_edit_count(); i++)
		if (rcm_text_is(id, edits[i]->id))
			return i;
	return -1;
}

RcmText
rcm_edit_family(const char *id)
{
	return (RcmText) {id, (int32_t) strcspn(id, "-")};
}
