/*
 * catalogue.c - all edits in one list, in the order in which they are asked.
 */
#include "scrub/scrub.h"

static const struct
{
	const RcmEdit *edits;
	const int  *count;
}			families[] = {
#define LIST(name) {rcm_##name##_edits, &rcm_##name##_edit_count},
	RCM_FAMILIES(LIST)
};

#define FAMILY_COUNT ((int) (sizeof(families) / sizeof(families[0])))

static const RcmEdit *edits[RCM_MOST_EDITS];
static int16_t family_of[RCM_MOST_EDITS];
static int	edit_count = 0;

static void
collect(void)
{
	int			n = 0;

	for (int f = 0; f < FAMILY_COUNT; f++)
		for (int i = 0; i < *families[f].count && n < RCM_MOST_EDITS; i++)
			edits[n++] = &families[f].edits[i];
	for (int i = 0; i < n; i++)
		while (!rcm_text_equal(rcm_edit_family(edits[family_of[i]]->id),
							   rcm_edit_family(edits[i]->id)))
			family_of[i]++;
	edit_count = n;
}

int
rcm_edit_count(void)
{
	if (edit_count == 0)
		collect();
	return edit_count;
}

int
rcm_edit_family_of(int index)
{
	return family_of[index];
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
