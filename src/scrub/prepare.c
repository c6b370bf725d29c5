/*
 * prepare.c - a claim made ready for the edits.
 *
 * Codes are normalised and packed, dates that several edits share computed,
 * lines joined with their library rows, and the two things everything else
 * depends on are decided: which lines are usable and which diagnoses fail.
 */
#include "codes/npi.h"
#include "scrub/scrub.h"

RcmText
rcm_normal_code(RcmArena *arena, RcmText t)
{
	char	   *out;
	int32_t		n = 0;
	bool		changes = false;

	for (int32_t i = 0; i < t.len; i++)
		if (t.data[i] == '.' || t.data[i] == ' ' || rcm_upper(t.data[i]) != t.data[i])
			changes = true;
	if (!changes)
		return t;
	out = rcm_alloc(arena, (size_t) t.len + 1);
	for (int32_t i = 0; i < t.len; i++)
		if (t.data[i] != '.' && t.data[i] != ' ')
			out[n++] = rcm_upper(t.data[i]);
	return (RcmText) {out, n};
}

int64_t
rcm_identifier(RcmText t)
{
	int64_t		v = 0;
	uint64_t	h = UINT64_C(14695981039346656037);

	if (rcm_blank(t))
		return 0;
	if (t.len <= 17)
	{
		int32_t		i;

		for (i = 0; i < t.len && rcm_is_digit(t.data[i]); i++)
			v = v * 10 + (t.data[i] - '0');
		/* the length keeps "012" from being "12" */
		if (i == t.len)
			return t.len == 10 ? v : v * 100 + t.len;
	}
	for (int32_t i = 0; i < t.len; i++)
		h = (h ^ (unsigned char) t.data[i]) * UINT64_C(1099511628211);
	return -(int64_t) (h >> 2) - 1;
}

RcmMods
rcm_mods(RcmArena *arena, const RcmList *list)
{
	RcmMods		mods = {0, NULL};
	uint16_t   *items;

	if (list->count == 0)
		return mods;
	items = rcm_alloc(arena, sizeof(uint16_t) * (size_t) list->count);
	for (int i = 0; i < list->count; i++)
	{
		RcmText		t = RCM_TEXT_ITEM(*list, i);

		if (!rcm_blank(t))
			items[mods.count++] = rcm_pack2(t);
	}
	mods.items = items;
	return mods;
}

static RcmPayerClass
payer_class(const RcmPayer *payer)
{
	static const struct
	{
		const char *name;
		RcmPayerClass bit;
	}			classes[] = {
		{"medicare_a", RCM_MEDICARE_A}, {"medicare_b", RCM_MEDICARE_B},
		{"dme_mac", RCM_DME_MAC}, {"medicare_adv", RCM_MEDICARE_ADV},
		{"medicaid", RCM_MEDICAID}, {"commercial", RCM_COMMERCIAL},
		{"bcbs", RCM_BCBS}, {"tricare", RCM_TRICARE}, {"wc", RCM_WC}, {"auto", RCM_AUTO},
	};

	for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++)
		if (rcm_text_is(payer->payer_class, classes[i].name))
			return classes[i].bit;
	return RCM_OTHER_CLASS;
}

/* The payer's row; of several, the one that takes claims on the day of submission. */
static void
prepare_payer(RcmScrub *s)
{
	const RcmRows *found;

	if (rcm_blank(s->claim->payer_id))
		return;
	found = rcm_find_text(s->library, RCM_SET_PAYER, s->claim->payer_id);
	for (int i = 0; i < found->count; i++)
	{
		const RcmPayer *payer = RCM_ROW(RcmPayer, found, i);

		if (s->payer == NULL || (s->claim->submit_date != RCM_NO_DATE &&
								 rcm_live(&payer->row, s->claim->submit_date)))
			s->payer = payer;
	}
	if (s->payer != NULL)
		s->payer_class = payer_class(s->payer);
}

/* A tax id as it is stored: 84-1234567 is 841234567. */
static RcmText
without_dashes(RcmArena *arena, RcmText t)
{
	char	   *out;
	int32_t		n = 0;

	if (t.len == 0 || memchr(t.data, '-', (size_t) t.len) == NULL)
		return t;
	out = rcm_alloc(arena, (size_t) t.len);
	for (int32_t i = 0; i < t.len; i++)
		if (t.data[i] != '-')
			out[n++] = t.data[i];
	return (RcmText) {out, n};
}

/* Form, type of bill, and the dates that code sets are read by. */
static void
prepare_claim(RcmScrub *s)
{
	const RcmClaim *c = s->claim;

	s->institutional = rcm_text_is(c->form, "I");
	s->dental = rcm_text_is(c->form, "D");
	s->freq = c->freq;
	if (s->institutional && c->tob.len >= 2)
	{
		const RcmRows *found;

		s->tob2 = (RcmText) {c->tob.data, 2};
		s->tob_freq = c->tob.len >= 3 ? c->tob.data[2] : '\0';
		found = rcm_find_text(s->library, RCM_SET_TYPE_OF_BILL, s->tob2);
		s->inpatient = found->count > 0 ? RCM_ROW(RcmTypeOfBill, found, 0)->inpatient :
			rcm_word_in(s->tob2, "11 18 21");
	}
	s->first_dos = RCM_NO_DATE;
	for (int i = 0; i < c->lines.count; i++)
	{
		int32_t		from = RCM_ITEM(c->lines, RcmLine, i)->from;

		if (from != RCM_NO_DATE && (s->first_dos == RCM_NO_DATE || from < s->first_dos))
			s->first_dos = from;
	}
	if (s->first_dos == RCM_NO_DATE)
		s->first_dos = c->stmt_from != RCM_NO_DATE ? c->stmt_from : c->submit_date;
	s->dx_date = !s->institutional ? s->first_dos : s->inpatient ? c->stmt_to : c->stmt_from;
	if (s->dx_date == RCM_NO_DATE)
		s->dx_date = s->first_dos;
	if (c->billing != NULL)
	{
		s->billing_npi = rcm_identifier(c->billing->npi);
		s->billing_tin = without_dashes(s->arena, c->billing->tin);
	}
}

/* The sets that have nothing to say of this claim's dates. */
static void
prepare_windows(RcmScrub *s)
{
	int32_t		last = s->first_dos;

	if (s->library->uncovered == NULL || s->first_dos == RCM_NO_DATE)
		return;
	for (int i = 0; i < s->claim->lines.count; i++)
	{
		int32_t		from = RCM_ITEM(s->claim->lines, RcmLine, i)->from;

		if (from != RCM_NO_DATE && from > last)
			last = from;
	}
	s->uncovered = s->library->uncovered(s->library, s->first_dos, last);
	if (s->dx_date != RCM_NO_DATE)
		s->uncovered |= s->library->uncovered(s->library, s->dx_date, s->dx_date);
}

/* ---- diagnoses ---- */

static const RcmSeventhCharacter *
seventh_rule(RcmScrub *s, int64_t code)
{
	for (int length = rcm_icd10_length(code); length >= 3; length--)
	{
		const RcmRows *found = rcm_find_number(s->library, RCM_SET_SEVENTH_CHARACTER,
											   rcm_icd10_prefix(code, length));

		for (int i = 0; i < found->count; i++)
			if (rcm_live(&RCM_ROW(RcmSeventhCharacter, found, i)->row, s->dx_date))
				return RCM_ROW(RcmSeventhCharacter, found, i);
	}
	return NULL;
}

/* DX-7TH: the character is missing, or is not one of the prefix's. */
static bool
fails_seventh(RcmScrub *s, const RcmScrubDx *dx)
{
	const RcmSeventhCharacter *rule = seventh_rule(s, dx->packed);
	int			length = rcm_icd10_length(dx->packed);

	if (rule == NULL)
		return false;
	if (length == 7)
		return memchr(rule->allowed.data, dx->code.data[6], (size_t) rule->allowed.len) == NULL;
	return length > rcm_icd10_length(rule->prefix) &&
		!(dx->row != NULL && dx->row->billable) &&
		s->library->billable_under(s->library, dx->packed);
}

static void
judge_dx(RcmScrub *s, RcmScrubDx *dx)
{
	dx->packed = rcm_icd10_pack(dx->code);
	if (!(s->uncovered & RCM_NEEDS(DIAGNOSIS)) && rcm_loaded(s->library, RCM_SET_DIAGNOSIS))
	{
		const RcmRows *found = rcm_find_number(s->library, RCM_SET_DIAGNOSIS, dx->packed);

		for (int i = 0; dx->row == NULL && i < found->count; i++)
			if (rcm_live(&RCM_ROW(RcmDiagnosisRow, found, i)->row, s->dx_date))
				dx->row = RCM_ROW(RcmDiagnosisRow, found, i);
		dx->seventh = dx->packed != RCM_NO_ICD10 && fails_seventh(s, dx);
		dx->header = !dx->seventh && dx->row != NULL && !dx->row->billable;
		dx->invalid = !dx->seventh && dx->row == NULL;
	}
}

static void
prepare_dx(RcmScrub *s)
{
	const RcmClaim *c = s->claim;
	RcmScrubDx *dx = rcm_alloc(s->arena, sizeof(RcmScrubDx) *
							   (size_t) (c->dx.count + c->reason_dx.count + 1));

	s->dx = dx;
	s->dx_count = c->dx.count;
	for (int i = 0; i < c->dx.count; i++, dx++)
	{
		dx->code = rcm_normal_code(s->arena, RCM_ITEM(c->dx, RcmDiagnosis, i)->code);
		dx->poa = RCM_ITEM(c->dx, RcmDiagnosis, i)->poa;
	}
	if (!rcm_blank(c->admit_dx))
		(dx++)->code = rcm_normal_code(s->arena, c->admit_dx);
	for (int i = 0; i < c->reason_dx.count; i++)
		if (!rcm_blank(RCM_TEXT_ITEM(c->reason_dx, i)))
			(dx++)->code = rcm_normal_code(s->arena, RCM_TEXT_ITEM(c->reason_dx, i));
	s->all_dx_count = (int) (dx - s->dx);
	for (int i = 0; i < s->all_dx_count; i++)
		judge_dx(s, &s->dx[i]);
}

/* ---- lines ---- */

static void
prepare_codes(RcmScrub *s, RcmScrubLine *l)
{
	const RcmLine *line = l->line;

	l->code_text = rcm_normal_code(s->arena, line->code);
	l->coded = !rcm_blank(line->code);
	l->code = l->coded ? rcm_hcpcs_parse(l->code_text) : RCM_NO_HCPCS;
	l->mods = rcm_mods(s->arena, &line->mods);
	l->pos = rcm_pack2(rcm_blank(line->pos) ? s->claim->pos : line->pos);
	l->rev = line->rev;
	if (l->code != RCM_NO_HCPCS)
	{
		const RcmRows *found = rcm_find_number(s->library, RCM_SET_PROCEDURE, l->code);

		l->in_px = found->count > 0;
		for (int i = 0; l->px == NULL && l->from != RCM_NO_DATE && i < found->count; i++)
			if (rcm_live(&RCM_ROW(RcmProcedure, found, i)->row, l->from))
				l->px = RCM_ROW(RcmProcedure, found, i);
		l->pfs = rcm_pfs(s, l->code, l->from);
	}
	l->misordered = rcm_before(l->to, l->from);
	l->usable = l->px != NULL && !l->misordered;
}

static void
prepare_pointers(RcmScrub *s, RcmScrubLine *l)
{
	const RcmList *pointers = &l->line->dx_ptr;

	for (int i = 0; i < pointers->count && l->dx_count < 12; i++)
	{
		int64_t		p = RCM_INT_ITEM(*pointers, i);

		if (p < 1 || p > s->dx_count)
			continue;
		l->dx[l->dx_count++] = (int) p - 1;
		if (rcm_dx_failed(&s->dx[p - 1]))
			l->dx_failed = true;
	}
	/* An institutional line has no pointers: the whole claim explains it. */
	if (s->institutional)
		for (int i = 0; i < s->dx_count; i++)
			if (rcm_dx_failed(&s->dx[i]))
				l->dx_failed = true;
}

static void
prepare_lines(RcmScrub *s)
{
	const RcmClaim *c = s->claim;
	int64_t		rendering = c->rendering != NULL ? rcm_identifier(c->rendering->npi) : 0;

	s->line_count = c->lines.count;
	s->lines = rcm_alloc(s->arena, sizeof(RcmScrubLine) * (size_t) (c->lines.count + 1));
	for (int i = 0; i < s->line_count; i++)
	{
		RcmScrubLine *l = &s->lines[i];
		const RcmLine *line = RCM_ITEM(c->lines, RcmLine, i);

		l->line = line;
		l->index = i;
		l->n = rcm_line_number(line, i);
		l->from = line->from;
		l->to = line->to != RCM_NO_DATE ? line->to : line->from;
		prepare_codes(s, l);
		prepare_pointers(s, l);
		if (!s->institutional)
			l->rend = line->rendering != NULL ? rcm_identifier(line->rendering->npi) : 0;
		if (l->rend == 0 && !s->institutional)
			l->rend = rendering;
		if (l->rend == 0)
			l->rend = s->billing_npi;
		l->specialty = i > 0 && l->rend == l[-1].rend ? l[-1].specialty : rcm_specialty(s, l->rend);
	}
}

static void
prepare_history(RcmScrub *s)
{
	const RcmClaim *c = s->claim;

	s->history_count = c->history.count;
	s->history = rcm_alloc(s->arena, sizeof(RcmScrubHistory) * (size_t) (c->history.count + 1));
	for (int i = 0; i < s->history_count; i++)
	{
		RcmScrubHistory *h = &s->history[i];
		const RcmHistoryLine *line = RCM_ITEM(c->history, RcmHistoryLine, i);

		h->line = line;
		h->code_text = rcm_normal_code(s->arena, line->code);
		h->code = rcm_hcpcs_parse(h->code_text);
		h->mods = rcm_mods(s->arena, &line->mods);
		h->from = line->from;
		h->to = line->to != RCM_NO_DATE ? line->to : line->from;
		h->rend = rcm_identifier(line->rend);
		h->tin = without_dashes(s->arena, line->tin);
		h->specialty = rcm_pack2(line->specialty);
		h->in_set = rcm_text_is(line->status, "paid") || rcm_text_is(line->status, "pending");
		h->same_payer = rcm_text_equal(line->payer_id, c->payer_id);
	}
}

void
rcm_scrub_prepare(RcmScrub *s)
{
	rcm_modes_prepare(s);
	prepare_payer(s);
	prepare_claim(s);
	prepare_windows(s);
	prepare_dx(s);
	prepare_lines(s);
	prepare_history(s);
}
