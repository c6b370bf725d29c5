/*
 * match.c - see match.h.
 */
#include "remittance/match.h"

#include "money/usd.h"

/* Trials of sums for one claim; what has not been found by then is not searched for longer. */
#define MOST_STEPS 200000

typedef struct Matching
{
	RcmArena   *arena;
	const RcmRemittedLine *line;
	int			lines;
	const RcmChargeLine *charge;
	int			charges;
	RcmLineMatch *match;		/* of each remitted line */
	bool	   *answered;		/* of each charge line */
	int64_t    *taken;			/* what the lines charge that answer it by its number */
	int			open;			/* remitted lines that answer none yet */
	int			steps;
	int64_t    *value;			/* candidates of a sum, and where they come from */
	int		   *place;
	bool	   *chosen;
	bool		failed;
} Matching;

const char *
rcm_match_stage_name(RcmMatchStage stage)
{
	static const char *const names[RCM_MATCH_STAGES] = {
		NULL, "control number", "code, modifiers, date and charge", "dropped modifier", "split",
		"code and date", "changed code", "bundled", "claim level",
	};

	return names[stage];
}

/* ---- what is the same ---- */

static bool
same_text(RcmText a, RcmText b)
{
	if (a.len != b.len || a.len == 0)
		return false;
	for (int32_t i = 0; i < a.len; i++)
		if (rcm_upper(a.data[i]) != rcm_upper(b.data[i]))
			return false;
	return true;
}

static int64_t
size_of(int64_t amount)
{
	return amount == RCM_NO_USD ? -1 : amount < 0 ? -amount : amount;
}

static bool
same_charge(const RcmRemittedLine *l, const RcmChargeLine *c)
{
	return l->charge != RCM_NO_USD && size_of(l->charge) == size_of(c->charge);
}

static bool
same_day(const RcmRemittedLine *l, const RcmChargeLine *c)
{
	return l->service_from != RCM_NO_DATE && l->service_from == c->service_from;
}

/* A payer that gives no day anywhere contradicts none. */
static bool
day_fits(const RcmRemittedLine *l, const RcmChargeLine *c)
{
	return l->service_from == RCM_NO_DATE || l->service_from == c->service_from;
}

static bool
same_code(const RcmRemittedLine *l, const RcmChargeLine *c)
{
	RcmText		code = rcm_text_trim(l->submitted_code);

	if (code.len == 0)
		code = rcm_text_trim(l->code);
	if (code.len == 0)
		code = rcm_text_trim(l->rev);
	return same_text(code, rcm_text_trim(rcm_blank(c->code) ? c->rev : c->code));
}

static int
times(const RcmList *mods, RcmText modifier)
{
	int			n = 0;

	for (int i = 0; i < mods->count; i++)
		n += same_text(rcm_text_trim(RCM_TEXT_ITEM(*mods, i)), modifier);
	return n;
}

/* The same modifiers in any order; blank ones do not count. */
static bool
same_modifiers(const RcmRemittedLine *l, const RcmChargeLine *c)
{
	const RcmList *mine = rcm_blank(l->submitted_code) ? &l->mods : &l->submitted_mods;
	const RcmList *lists[] = {mine, &c->mods};

	for (int side = 0; side < 2; side++)
		for (int i = 0; i < lists[side]->count; i++)
		{
			RcmText		modifier = rcm_text_trim(RCM_TEXT_ITEM(*lists[side], i));

			if (modifier.len > 0 && times(mine, modifier) != times(&c->mods, modifier))
				return false;
		}
	return true;
}

/* ---- answers ---- */

static void
answer(Matching *m, int line, const int *charges, int count, RcmMatchStage stage)
{
	RcmLineMatch *match = &m->match[line];

	match->charges = rcm_alloc(m->arena, sizeof(int) * (size_t) count);
	if (match->charges == NULL)
	{
		m->failed = true;
		return;
	}
	memcpy(match->charges, charges, sizeof(int) * (size_t) count);
	match->count = count;
	match->stage = stage;
	for (int i = 0; i < count; i++)
		m->answered[charges[i]] = true;
	m->open--;
}

static bool
is_open(const Matching *m, int line)
{
	return m->match[line].stage == RCM_MATCH_NONE;
}

/* ---- the control number ---- */

/* Is the number, as the payer echoes it, that of the line's place? */
static bool
names_line_no(RcmText control, int32_t line_no)
{
	int64_t		n = 0;

	if (control.len == 0 || control.len > 9)
		return false;
	for (int32_t i = 0; i < control.len; i++)
	{
		if (!rcm_is_digit(control.data[i]))
			return false;
		n = n * 10 + (control.data[i] - '0');
	}
	return n == line_no;
}

/*
 * How well a line fits whose number is the right one; 0: not at all.  The day
 * alone, which most lines of a claim share, is no reason to trust a number
 * while another line may fit better (by_day: none does).  Some
 * payers echo one number on every line: what has all that it charged already
 * answered must be of the same code to be answered again.
 */
static int
trust(const Matching *m, const RcmRemittedLine *l, int j, bool by_day)
{
	const RcmChargeLine *c = &m->charge[j];
	bool		charge = same_charge(l, c);
	bool		code = same_code(l, c);
	bool		day = same_day(l, c);
	int64_t		sum;

	if (!charge && !code && !(by_day && day))
		return 0;
	if (m->answered[j] && !(code && day_fits(l, c)) &&
		(l->charge == RCM_NO_USD || !rcm_usd_add(m->taken[j], size_of(l->charge), &sum) || sum > size_of(c->charge)))
		return 0;
	return 1 + 8 * charge + 4 * code + 2 * same_modifiers(l, c) + !m->answered[j];
}

static void
match_numbers(Matching *m, bool by_day)
{
	for (int i = 0; i < m->lines; i++)
	{
		const RcmRemittedLine *l = &m->line[i];
		RcmText		control = rcm_text_trim(l->control);
		int			best = -1;

		if (control.len == 0 || !is_open(m, i))
			continue;
		/* Our own number first, then the line's place. */
		for (int by_place = 0; by_place < 2 && best < 0; by_place++)
			for (int j = 0, most = 0; j < m->charges; j++)
			{
				int			score = 0;

				if (by_place ? names_line_no(control, m->charge[j].line_no) :
					same_text(control, rcm_text_trim(m->charge[j].control)))
					score = trust(m, l, j, by_day);
				if (score > most)
				{
					most = score;
					best = j;
				}
			}
		if (best < 0)
			continue;
		answer(m, i, &best, 1, RCM_MATCH_CONTROL);
		if (l->charge != RCM_NO_USD && !rcm_usd_add(m->taken[best], size_of(l->charge), &m->taken[best]))
			m->taken[best] = INT64_MAX;
	}
}

/* ---- one line and one charge line ---- */

static bool
fits_exactly(const RcmRemittedLine *l, const RcmChargeLine *c)
{
	return same_charge(l, c) && day_fits(l, c) && same_code(l, c) && same_modifiers(l, c);
}

static bool
fits_but_modifiers(const RcmRemittedLine *l, const RcmChargeLine *c)
{
	return same_charge(l, c) && day_fits(l, c) && same_code(l, c);
}

static bool
fits_but_charge(const RcmRemittedLine *l, const RcmChargeLine *c)
{
	return day_fits(l, c) && same_code(l, c) && same_modifiers(l, c);
}

static bool
fits_code_and_day(const RcmRemittedLine *l, const RcmChargeLine *c)
{
	return day_fits(l, c) && same_code(l, c);
}

static bool
fits_but_code(const RcmRemittedLine *l, const RcmChargeLine *c)
{
	return same_charge(l, c) && same_day(l, c);
}

static void
match_pairs(Matching *m, RcmMatchStage stage, bool (*fits) (const RcmRemittedLine *, const RcmChargeLine *))
{
	for (int i = 0; i < m->lines && m->open > 0; i++)
	{
		if (!is_open(m, i))
			continue;
		for (int j = 0; j < m->charges; j++)
			if (!m->answered[j] && fits(&m->line[i], &m->charge[j]))
			{
				answer(m, i, &j, 1, stage);
				break;
			}
	}
}

/* ---- sums ---- */

/* Two or more that stand together. */
static bool
find_run(Matching *m, int count, int64_t target)
{
	for (int from = 0; from + 1 < count; from++)
	{
		int64_t		sum = 0;

		for (int to = from; to < count && sum < target; to++)
		{
			if (m->steps-- <= 0 || !rcm_usd_add(sum, m->value[to], &sum))
				break;
			if (sum != target || to == from)
				continue;
			for (int i = 0; i < count; i++)
				m->chosen[i] = i >= from && i <= to;
			return true;
		}
	}
	return false;
}

/* Any two or more of value[from...], the first ones before others: depth first, while there are steps. */
static bool
find_some(Matching *m, int from, int count, int64_t target, int taken)
{
	if (target == 0)
		return taken > 1;
	for (int i = from; i < count && m->steps-- > 0; i++)
	{
		if (m->value[i] > target)
			continue;
		m->chosen[i] = true;
		if (find_some(m, i + 1, count, target - m->value[i], taken + 1))
			return true;
		m->chosen[i] = false;
	}
	return false;
}

/* Leaves the places of those that add up to the target in m->place, and returns how many they are. */
static int
find_sum(Matching *m, int count, int64_t target)
{
	int			n = 0;

	if (count < 2 || target <= 0)
		return 0;
	memset(m->chosen, 0, sizeof(bool) * (size_t) count);
	if (!find_run(m, count, target) && !find_some(m, 0, count, target, 0))
		return 0;
	for (int i = 0; i < count; i++)
		if (m->chosen[i])
			m->place[n++] = m->place[i];
	return n;
}

static void
match_splits(Matching *m)
{
	for (int j = 0; j < m->charges && m->open > 1; j++)
	{
		const RcmChargeLine *c = &m->charge[j];
		int			count = 0;

		if (m->answered[j] || c->charge == RCM_NO_USD)
			continue;
		for (int i = 0; i < m->lines; i++)
			if (is_open(m, i) && size_of(m->line[i].charge) > 0 && day_fits(&m->line[i], c) && same_code(&m->line[i], c))
			{
				m->value[count] = size_of(m->line[i].charge);
				m->place[count++] = i;
			}
		count = find_sum(m, count, size_of(c->charge));
		for (int i = 0; i < count; i++)
			answer(m, m->place[i], &j, 1, RCM_MATCH_SPLIT);
	}
}

static void
match_bundles(Matching *m)
{
	for (int i = 0; i < m->lines && m->open > 0; i++)
	{
		const RcmRemittedLine *l = &m->line[i];
		int			count = 0;

		if (!is_open(m, i) || l->charge == RCM_NO_USD)
			continue;
		for (int j = 0; j < m->charges; j++)
			if (!m->answered[j] && size_of(m->charge[j].charge) > 0 && same_day(l, &m->charge[j]))
			{
				m->value[count] = size_of(m->charge[j].charge);
				m->place[count++] = j;
			}
		count = find_sum(m, count, size_of(l->charge));
		if (count > 0)
			answer(m, i, m->place, count, RCM_MATCH_BUNDLED);
	}
}

/* ---- all stages ---- */

bool
rcm_match_lines(RcmArena *arena, const RcmRemittedLine *line, int lines,
				const RcmChargeLine *charge, int charges, RcmLineMatch *matches)
{
	size_t		most = (size_t) (lines > charges ? lines : charges) + 1;
	Matching	m = {arena, line, lines, charge, charges, matches,.open = lines,.steps = MOST_STEPS};

	memset(matches, 0, sizeof(RcmLineMatch) * (size_t) lines);
	m.answered = rcm_alloc(arena, sizeof(bool) * most);
	m.chosen = rcm_alloc(arena, sizeof(bool) * most);
	m.taken = rcm_alloc(arena, sizeof(int64_t) * most);
	m.value = rcm_alloc(arena, sizeof(int64_t) * most);
	m.place = rcm_alloc(arena, sizeof(int) * most);
	if (m.answered == NULL || m.chosen == NULL || m.taken == NULL || m.value == NULL || m.place == NULL)
		return false;
	match_numbers(&m, false);
	match_pairs(&m, RCM_MATCH_EXACT, fits_exactly);
	match_pairs(&m, RCM_MATCH_MODIFIER, fits_but_modifiers);
	match_splits(&m);
	match_pairs(&m, RCM_MATCH_CODE_DATE, fits_but_charge);
	match_pairs(&m, RCM_MATCH_CODE_DATE, fits_code_and_day);
	match_pairs(&m, RCM_MATCH_CHANGED_CODE, fits_but_code);
	match_bundles(&m);
	match_numbers(&m, true);
	return !m.failed;
}
