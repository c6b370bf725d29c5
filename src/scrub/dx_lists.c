/*
 * dx_lists.c - diagnoses on the lists that CMS publishes beside ICD-10-CM: the
 * Medicare Code Editor's, and those exempt from present on admission.
 */
#include "scrub/scrub.h"

const RcmMceEdit *
rcm_mce_lists(RcmScrub *s, const RcmScrubDx *dx, const char *list)
{
	const RcmRows *rows = rcm_find_number(s->library, RCM_SET_MCE_EDIT, dx->packed);

	for (int i = 0; i < rows->count; i++)
	{
		const RcmMceEdit *row = RCM_ROW(RcmMceEdit, rows, i);

		if (rcm_text_is(row->list, list) && rcm_live(&row->row, s->dx_date))
			return rcm_note(s, row);
	}
	return NULL;
}

bool
rcm_mce_age_conflict(RcmScrub *s, const RcmScrubDx *dx, int age)
{
	const RcmRows *rows = rcm_find_number(s->library, RCM_SET_MCE_EDIT, dx->packed);

	for (int i = 0; i < rows->count; i++)
	{
		const RcmMceEdit *row = RCM_ROW(RcmMceEdit, rows, i);

		if (row->age_low == RCM_NO_INT32 || !rcm_live(&row->row, s->dx_date) ||
			(age >= row->age_low && age <= row->age_high))
			continue;
		rcm_note(s, row);
		return true;
	}
	return false;
}

bool
rcm_poa_exempt(RcmScrub *s, const RcmScrubDx *dx)
{
	const RcmRows *rows = rcm_find_number(s->library, RCM_SET_POA_EXEMPT, dx->packed);

	for (int i = 0; i < rows->count; i++)
		if (rcm_live(&RCM_ROW(RcmPoaExempt, rows, i)->row, s->dx_date))
		{
			rcm_note(s, RCM_ROW(RcmPoaExempt, rows, i));
			return true;
		}
	return false;
}
