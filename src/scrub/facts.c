/*
 * facts.c - questions that several families of edits ask.
 */
#include "scrub/scrub.h"

/* ---- the library, noted as it is read ---- */

static void
nothing_found(RcmScrub *s, RcmSetId set, const RcmKey *key)
{
	if (s->listener != NULL && s->edit != NULL)
		s->listener->found_nothing(s->listener, s->current != NULL ? s->current->n : 0, set, key);
}

const RcmRows *
rcm_rows(RcmScrub *s, RcmSetId set, int64_t number)
{
	RcmKey		key = {number, {NULL, 0}};
	const RcmRows *found = s->library->find(s->library, set, &key);

	if (found->count == 0)
		nothing_found(s, set, &key);
	return found;
}

const RcmRows *
rcm_text_rows(RcmScrub *s, RcmSetId set, RcmText text)
{
	RcmKey		key = {0, text};
	const RcmRows *found = s->library->find(s->library, set, &key);

	if (found->count == 0)
		nothing_found(s, set, &key);
	return found;
}

bool
rcm_practice_says(RcmScrub *s, const RcmRow *row)
{
	const RcmRows *found = rcm_find_number(s->library, RCM_SET_RELEASE, row->release);

	return found->count == 0 ||
		rcm_text_is(RCM_ROW(RcmRelease, found, 0)->set_name, rcm_sets[row->set].table);
}

const RcmProviderRow *
rcm_provider(RcmScrub *s, int64_t npi)
{
	const RcmRows *found;

	if (npi <= 0)
		return NULL;
	found = rcm_rows(s, RCM_SET_PROVIDER, npi);
	for (int i = 0; i < found->count; i++)
		if (found->count == 1 || rcm_practice_says(s, &RCM_ROW(RcmProviderRow, found, i)->row))
			return rcm_note(s, RCM_ROW(RcmProviderRow, found, i));
	return found->count > 0 ? rcm_note(s, found->rows) : NULL;
}

uint16_t
rcm_specialty(RcmScrub *s, int64_t npi)
{
	const RcmProviderRow *provider = rcm_provider(s, npi);

	return provider != NULL ? provider->specialty : 0;
}

const RcmProcedure *
rcm_px(RcmScrub *s, int32_t code, int32_t day)
{
	const RcmRows *found;

	if (code == RCM_NO_HCPCS || day == RCM_NO_DATE)
		return NULL;
	found = rcm_rows(s, RCM_SET_PROCEDURE, code);
	for (int i = 0; i < found->count; i++)
		if (rcm_live(&RCM_ROW(RcmProcedure, found, i)->row, day))
			return rcm_note(s, RCM_ROW(RcmProcedure, found, i));
	return NULL;
}

const RcmFeeSchedule *
rcm_pfs(RcmScrub *s, int32_t code, int32_t day)
{
	const RcmRows *found;

	if (code == RCM_NO_HCPCS || day == RCM_NO_DATE)
		return NULL;
	found = rcm_rows(s, RCM_SET_FEE_SCHEDULE, code);
	for (int i = 0; i < found->count; i++)
	{
		const RcmFeeSchedule *row = RCM_ROW(RcmFeeSchedule, found, i);

		if (rcm_blank(row->modifier) && rcm_live(&row->row, day))
			return rcm_note(s, row);
	}
	return NULL;
}

bool
rcm_is_facility(RcmScrub *s, uint16_t pos, int32_t day)
{
	const RcmRows *found = rcm_rows(s, RCM_SET_PLACE_OF_SERVICE, pos);

	for (int i = 0; i < found->count; i++)
	{
		const RcmPlaceOfService *row = RCM_ROW(RcmPlaceOfService, found, i);

		if (rcm_live(&row->row, day))
			return ((const RcmPlaceOfService *) rcm_note(s, row))->facility;
	}
	return false;
}

bool
rcm_is_add_on(RcmScrub *s, int32_t code, int32_t day)
{
	const RcmRows *found = rcm_find_number(s->library, RCM_SET_ADD_ON, code);

	for (int i = 0; i < found->count; i++)
		if (rcm_live(&RCM_ROW(RcmAddOn, found, i)->row, day))
			return true;
	return false;
}

/* ---- modifiers and codes ---- */

bool
rcm_has_mod(const RcmMods *mods, uint16_t mod)
{
	for (int i = 0; i < mods->count; i++)
		if (mods->items[i] == mod)
			return true;
	return false;
}

bool
rcm_has_any_mod(const RcmMods *mods, const char *list)
{
	for (int i = 0; i < mods->count; i++)
		if (rcm_code2_in(mods->items[i], list))
			return true;
	return false;
}

/* Equal as sets: the order does not count. */
bool
rcm_same_mods(const RcmMods *a, const RcmMods *b)
{
	for (int i = 0; i < a->count; i++)
		if (!rcm_has_mod(b, a->items[i]))
			return false;
	for (int i = 0; i < b->count; i++)
		if (!rcm_has_mod(a, b->items[i]))
			return false;
	return true;
}

bool
rcm_kind_is(const RcmProcedure *px, const char *kind)
{
	return px != NULL && rcm_text_is(px->kind, kind);
}

/*
 * The lists are literals of the edits and always the same, so each is read
 * once and found again by its address.
 */
#define MOST_RANGES 20
#define KNOWN_LISTS 128			/* a power of two */

typedef struct CodeList
{
	const char *text;
	int			count;
	struct
	{
		int32_t		low,
					high;
	}			ranges[MOST_RANGES];
} CodeList;

static void
read_list(CodeList *list, const char *text)
{
	list->text = text;
	list->count = 0;
	while (*text != '\0' && list->count < MOST_RANGES)
	{
		int32_t		low = rcm_hcpcs_parse((RcmText) {text, 5});

		list->ranges[list->count].low = list->ranges[list->count].high = low;
		text += 5;
		if (*text == '-')
		{
			list->ranges[list->count].high = rcm_hcpcs_parse((RcmText) {text + 1, 5});
			text += 6;
		}
		list->count++;
		while (*text == ' ')
			text++;
	}
}

bool
rcm_code_in(int32_t code, const char *text)
{
	static CodeList known[KNOWN_LISTS];
	CodeList   *list = &known[((uintptr_t) text >> 3) & (KNOWN_LISTS - 1)];

	if (code == RCM_NO_HCPCS)
		return false;
	if (list->text != text)
		read_list(list, text);
	for (int i = 0; i < list->count; i++)
		if (code >= list->ranges[i].low && code <= list->ranges[i].high &&
			rcm_hcpcs_in_range(code, list->ranges[i].low, list->ranges[i].high))
			return true;
	return false;
}

bool
rcm_code2_in(uint16_t code, const char *list)
{
	if (code == 0)
		return false;
	for (const char *p = list; *p != '\0'; p += p[2] == ' ' ? 3 : 2)
		if (RCM_CODE2(p) == code)
			return true;
	return false;
}

bool
rcm_word_in(RcmText t, const char *list)
{
	if (t.len == 0)
		return false;
	while (*list != '\0')
	{
		size_t		n = strcspn(list, " ");

		if ((size_t) t.len == n && memcmp(t.data, list, n) == 0)
			return true;
		list += n;
		while (*list == ' ')
			list++;
	}
	return false;
}

/* The next letter or digit, in upper case; 0 at the end.  Other bytes do not count. */
static char
next_alnum(RcmText t, int32_t *i)
{
	while (*i < t.len)
	{
		char		c = rcm_upper(t.data[(*i)++]);

		if (rcm_is_digit(c) || rcm_is_upper(c))
			return c;
	}
	return '\0';
}

bool
rcm_same_name(RcmText a, RcmText b)
{
	int32_t		i = 0;
	int32_t		j = 0;
	char		c;

	do
	{
		c = next_alnum(a, &i);
		if (c != next_alnum(b, &j))
			return false;
	} while (c != '\0');
	return true;
}

bool
rcm_all_digits(RcmText t, int count)
{
	if (t.len != count)
		return false;
	for (int i = 0; i < count; i++)
		if (!rcm_is_digit(t.data[i]))
			return false;
	return true;
}

/* ---- the claim ---- */

bool
rcm_has_condition_code(const RcmScrub *s, const char *code)
{
	for (int i = 0; i < s->claim->condition_codes.count; i++)
		if (rcm_text_is(RCM_TEXT_ITEM(s->claim->condition_codes, i), code))
			return true;
	return false;
}

int
rcm_line_dx_count(const RcmScrub *s, const RcmScrubLine *l)
{
	return s->institutional ? s->dx_count : l->dx_count;
}

const RcmScrubDx *
rcm_line_dx(const RcmScrub *s, const RcmScrubLine *l, int i)
{
	return &s->dx[s->institutional ? i : l->dx[i]];
}

bool
rcm_line_diagnosed(const RcmScrub *s, const RcmScrubLine *l, int64_t prefix)
{
	for (int i = 0; i < rcm_line_dx_count(s, l); i++)
		if (rcm_icd10_under(rcm_line_dx(s, l, i)->packed, prefix))
			return true;
	return false;
}

bool
rcm_covers(const RcmPeriod *period, int32_t day)
{
	return period != NULL && period->from != RCM_NO_DATE && day != RCM_NO_DATE &&
		period->from <= day && (period->to == RCM_NO_DATE || day <= period->to);
}

bool
rcm_same_day_same_rend(const RcmScrubLine *a, const RcmScrubLine *b)
{
	return a->from == b->from && a->rend == b->rend;
}

int
rcm_line_days(const RcmScrubLine *l)
{
	return l->from == RCM_NO_DATE ? 1 : l->to - l->from + 1;
}

int64_t
rcm_units(const RcmNumber *units)
{
	return units->state == RCM_NUMBER_OK ? units->millionths : 0;
}

/* Completed years of the patient on a day; -1 when that cannot be said. */
int
rcm_patient_age(const RcmScrub *s, int32_t day)
{
	const RcmPatient *patient = s->claim->patient;

	if (patient == NULL || patient->dob == RCM_NO_DATE || day == RCM_NO_DATE ||
		patient->dob > day)
		return -1;
	return rcm_whole_years(patient->dob, day);
}

/* ---- names for messages ---- */

const char *
rcm_dx_name(RcmScrub *s, const RcmScrubDx *dx)
{
	char	   *name = rcm_alloc(s->arena, 9);

	if (dx->packed == RCM_NO_ICD10)
		return "what stands there";
	name[rcm_icd10_format(dx->packed, name)] = '\0';
	return name;
}

const char *
rcm_code_name(RcmScrub *s, int32_t code)
{
	char	   *name = rcm_alloc(s->arena, 6);

	if (code == RCM_NO_HCPCS)
		return "(none)";
	rcm_hcpcs_format(code, name);
	return name;
}

const char *
rcm_mods_name(RcmScrub *s, const RcmMods *mods)
{
	char	   *name;
	char	   *p;

	if (mods->count == 0)
		return "no modifier";
	p = name = rcm_alloc(s->arena, (size_t) mods->count * 3 + 1);
	for (int i = 0; i < mods->count; i++)
	{
		if (i > 0)
			*p++ = ' ';
		*p++ = mods->items[i] != 0 ? (char) (mods->items[i] >> 8) : '?';
		*p++ = mods->items[i] != 0 ? (char) (mods->items[i] & 0xFF) : '?';
	}
	return name;
}

const char *
rcm_day_name(RcmScrub *s, int32_t day)
{
	char	   *name = rcm_alloc(s->arena, 11);

	if (day == RCM_NO_DATE)
		return "(no date)";
	rcm_date_format(day, name);
	return name;
}

const char *
rcm_usd_name(RcmScrub *s, int64_t cents)
{
	char	   *name = rcm_alloc(s->arena, RCM_USD_ROOM);

	if (cents == RCM_NO_USD)
		return "(no amount)";
	name[rcm_usd_format(cents, name)] = '\0';
	return name;
}
