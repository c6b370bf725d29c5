/*
 * guide.c - see guide.h.
 */
#include "x12/guide.h"

#include <stdio.h>

/* Loops and segments without which a transaction, or a claim of it, is not whole. */
typedef enum Part
{
	BEGINNING = 1 << 0,			/* BHT, AK1 */
	SUBMITTER = 1 << 1,			/* NM1*41 */
	RECEIVER = 1 << 2,			/* NM1*40 */
	BILLING = 1 << 3,			/* 2010AA, NM1*85 */
	INFORMATION = 1 << 4,		/* SBR */
	SUBSCRIBER = 1 << 5,		/* 2010BA, NM1*IL */
	PAYER = 1 << 6,				/* 2010BB, NM1*PR; N1*PR of an 835 */
	PAYEE = 1 << 7,				/* N1*PE */
	LEVEL = 1 << 8,				/* HL */
	RESULT = 1 << 9				/* AK9 */
} Part;

static const struct
{
	Part		part;
	const char *name;
}			part_names[] = {
	{BEGINNING, "the segment that begins it (BHT or AK1)"},
	{SUBMITTER, "loop 1000A (NM1*41)"},
	{RECEIVER, "loop 1000B (NM1*40)"},
	{BILLING, "loop 2010AA (NM1*85)"},
	{INFORMATION, "segment SBR of loop 2000B"},
	{SUBSCRIBER, "loop 2010BA (NM1*IL)"},
	{PAYER, "the payer (NM1*PR or N1*PR)"},
	{PAYEE, "loop 1000B (N1*PE)"},
	{LEVEL, "any HL segment"},
	{RESULT, "segment AK9"},
};

struct RcmGuideTransaction
{
	const char *id;				/* ST01 */
	uint32_t	needs;			/* in the transaction */
	uint32_t	claim_needs;	/* before a CLM */
	const char *segments;		/* those that the guides of 004010 and 005010 use, with blanks around */
};

static const RcmGuideTransaction transactions[] = {
	{"837", BEGINNING | SUBMITTER | RECEIVER | LEVEL, BILLING | INFORMATION | SUBSCRIBER | PAYER,
		" ST BHT REF NM1 N2 N3 N4 PER HL PRV CUR SBR PAT DMG CLM DTP CL1 PWK CN1 AMT K3 NTE CR1 CR2 CR3"
	" CR4 CR5 CR6 CR7 CR8 CRC HI HCP HSD QTY CAS OI MIA MOA LX SV1 SV2 SV3 SV4 SV5 SV6 SV7 TOO DN1 DN2"
	" DSB UR MEA LIN CTP PS1 IMM LQ FRM SVD LS LE SE "},
	/* a missing BPR or TRN is told by the reader of the 835 */
	{"835", PAYER | PAYEE, 0,
		" ST BPR NTE TRN CUR REF DTM N1 N2 N3 N4 PER RDM LX TS3 TS2 CLP CAS NM1 MIA MOA AMT QTY SVC LQ"
	" PLB SE "},
	{"270", BEGINNING | LEVEL, 0,
	" ST BHT HL NM1 N2 REF N3 N4 PER PRV TRN DMG INS HI DTP MPI EQ AMT III VEH LS LE SE "},
	{"271", BEGINNING | LEVEL, 0,
	" ST BHT HL AAA NM1 N2 REF N3 N4 PER PRV TRN DMG INS HI DTP MPI EB HSD MSG III LS LE SE "},
	{"276", BEGINNING | LEVEL, 0,
	" ST BHT HL NM1 N2 N3 N4 PER TRN REF DTP DMG AMT SVC SE "},
	{"277", BEGINNING | LEVEL, 0,
	" ST BHT REF HL NM1 N1 N2 N3 N4 PER TRN STC REF DTP DMG QTY AMT SVC PWK LQ PRV SBR SE "},
	/* senders mix these two, and the reader takes the segments of either in either */
	{"999", BEGINNING | RESULT, 0, " ST AK1 AK2 IK3 CTX IK4 IK5 AK3 AK4 AK5 AK9 SE "},
	{"997", BEGINNING | RESULT, 0, " ST AK1 AK2 IK3 CTX IK4 IK5 AK3 AK4 AK5 AK9 SE "},
};

static const RcmGuideTransaction *
find_transaction(RcmText id)
{
	for (size_t i = 0; i < sizeof(transactions) / sizeof(transactions[0]); i++)
		if (rcm_text_is(id, transactions[i].id))
			return &transactions[i];
	return NULL;
}

/* Tells the parts that are needed and were not seen. */
static void
tell_missing(RcmGuide *g, uint32_t needs, RcmX12Level level, const RcmX12Place *place,
			 const char *whose)
{
	for (size_t i = 0; i < sizeof(part_names) / sizeof(part_names[0]); i++)
		if (needs & part_names[i].part & ~g->seen)
			rcm_x12_report(g->at.report, g->at.owner, level, "LOOP-MISSING", place,
						   "%s has not %s", whose, part_names[i].name);
}

/* ---- the claim of an 837 ---- */

static void
end_claim(RcmGuide *g)
{
	if (!g->in_claim)
		return;
	g->in_claim = false;
	if (!g->has_line)
		rcm_x12_report(g->at.report, g->at.owner, RCM_X12_LEVEL_SEGMENT, "LOOP-MISSING", &g->claim,
					   "the claim has no service line (LX)");
	else if (g->sum_known && g->charge != g->lines)
	{
		char		charge[RCM_USD_ROOM];
		char		lines[RCM_USD_ROOM];

		rcm_usd_format(g->charge, charge);
		rcm_usd_format(g->lines, lines);
		rcm_x12_report(g->at.report, g->at.owner, RCM_X12_LEVEL_SEGMENT, "CLM02-LINES", &g->claim,
					   "CLM02 is %s, the lines' charges add up to %s", charge, lines);
	}
}

/* Amounts that are none are told by the reader of the 837. */
static bool
read_amount(const RcmGuide *g, int i, int64_t *cents)
{
	return rcm_usd_parse(rcm_x12_raw(&g->at, i), cents) == RCM_USD_OK;
}

static void
begin_claim(RcmGuide *g)
{
	end_claim(g);
	g->in_claim = true;
	g->has_line = false;
	g->claim = *g->at.place;
	g->lines = 0;
	g->sum_known = read_amount(g, 2, &g->charge);
	tell_missing(g, g->claim_needs, RCM_X12_LEVEL_SEGMENT, &g->claim, "the claim");
}

static void
add_line(RcmGuide *g, int element)
{
	int64_t		charge;

	if (!g->in_claim)
		return;
	g->sum_known = g->sum_known && read_amount(g, element, &charge) &&
		rcm_usd_add(g->lines, charge, &g->lines);
}

/* ---- levels ---- */

/* A whole number of up to nine digits, or -1. */
static int64_t
number_of(RcmText t)
{
	int64_t		n = 0;

	if (t.len == 0 || t.len > 9)
		return -1;
	for (int32_t i = 0; i < t.len; i++)
	{
		if (!rcm_is_digit(t.data[i]))
			return -1;
		n = n * 10 + (t.data[i] - '0');
	}
	return n;
}

static void
see_level(RcmGuide *g)
{
	RcmText		parent = rcm_x12_raw(&g->at, 2);

	end_claim(g);
	g->levels++;
	g->seen |= LEVEL;
	if (number_of(rcm_x12_raw(&g->at, 1)) != g->levels)
		rcm_x12_finding(&g->at, "HL01-SEQUENCE", 1, "the levels of a transaction are numbered from 1");
	else if (parent.len > 0 && (number_of(parent) < 1 || number_of(parent) >= g->levels))
		rcm_x12_finding(&g->at, "HL02-PARENT", 2, "the level above is none that came before");
	/* what is said again at each level */
	if (rcm_x12_is(&g->at, 3, "20"))
		g->seen &= ~(uint32_t) (BILLING | INFORMATION | SUBSCRIBER | PAYER);
	else if (rcm_x12_is(&g->at, 3, "22"))
		g->seen &= ~(uint32_t) (INFORMATION | SUBSCRIBER | PAYER);
}

/* ---- segments ---- */

static void
see_name(RcmGuide *g)
{
	static const struct
	{
		const char *entity;
		Part		part;
	}			names[] = {
		{"41", SUBMITTER}, {"40", RECEIVER}, {"85", BILLING}, {"IL", SUBSCRIBER}, {"PR", PAYER},
		{"PE", PAYEE},
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (rcm_x12_is(&g->at, 1, names[i].entity))
			g->seen |= names[i].part;
}

/* Does the guide use the segment?  One that it does not means nothing here. */
static bool
check_known(RcmGuide *g)
{
	char		id[6];
	RcmText		t = rcm_x12_element(g->at.segment, 0);
	uint32_t	number = g->at.segment->id;
	uint32_t   *slot = &g->known[(number >> 13 ^ number >> 5 ^ number) & 63];

	if (*slot == number && number != RCM_X12_NO_ID)
		return true;
	/* what does not look like an id is told with the layout */
	if (t.len < 2 || t.len > 3 || g->at.place->segment_id[0] == '\0')
		return false;
	snprintf(id, sizeof(id), " %s ", g->at.place->segment_id);
	if (strstr(g->transaction->segments, id) == NULL)
	{
		rcm_x12_finding(&g->at, "SEGMENT-UNKNOWN", 0, "a segment that the guide of this transaction does not use");
		return false;
	}
	*slot = number;
	return true;
}

/* Claims that were paid already and are only reported have their payers in loop 2330B alone. */
static bool
is_report(RcmText guide)
{
	return guide.len >= 10 && (memcmp(guide.data + 6, "X298", 4) == 0 ||
							   memcmp(guide.data + 6, "X299", 4) == 0 || memcmp(guide.data + 6, "X300", 4) == 0);
}

static void
begin_transaction(RcmGuide *g)
{
	g->transaction = find_transaction(rcm_x12_raw(&g->at, 1));
	g->st = *g->at.place;
	g->levels = 0;
	g->seen = 0;
	memset(g->known, 0, sizeof(g->known));
	g->claim_needs = g->transaction == NULL ? 0 : g->transaction->claim_needs;
	if (is_report(rcm_x12_raw(&g->at, 3)))
		g->claim_needs &= ~(uint32_t) PAYER;
}

static void
see_segment(RcmGuide *g)
{
	if (!check_known(g))
		return;
	switch (g->at.segment->id)
	{
		case ID3('B', 'H', 'T'):
		case ID3('A', 'K', '1'):
			g->seen |= BEGINNING;
			break;
		case ID3('A', 'K', '9'):
			g->seen |= RESULT;
			break;
		case ID3('N', 'M', '1'):
		case ID2('N', '1'):
			see_name(g);
			break;
		case ID3('S', 'B', 'R'):
			g->seen |= INFORMATION;
			break;
		case ID2('H', 'L'):
			see_level(g);
			break;
		case ID3('C', 'L', 'M'):
			begin_claim(g);
			break;
		case ID2('L', 'X'):
			g->has_line = true;
			break;
		case ID3('S', 'V', '1'):
		case ID3('S', 'V', '3'):
			add_line(g, 2);
			break;
		case ID3('S', 'V', '2'):
			add_line(g, 3);
			break;
		default:
			break;
	}
}

static void
end_transaction(RcmGuide *g)
{
	if (g->transaction == NULL)
		return;
	end_claim(g);
	tell_missing(g, g->transaction->needs, RCM_X12_LEVEL_TRANSACTION, &g->st, "the transaction");
	g->transaction = NULL;
}

void
rcm_guide_init(RcmGuide *g, RcmX12Report report, void *owner)
{
	memset(g, 0, sizeof(*g));
	g->at.report = report;
	g->at.owner = owner;
}

void
rcm_guide_segment(RcmGuide *g, const RcmX12Segment *s, const RcmX12Delimiters *d,
				  const RcmX12Place *place)
{
	g->at.segment = s;
	g->at.place = place;
	g->at.delimiters = *d;
	switch (s->id)
	{
		case ID2('S', 'T'):
			end_transaction(g);
			begin_transaction(g);
			break;
		case ID2('S', 'E'):
		case ID2('G', 'S'):
		case ID2('G', 'E'):
		case ID3('I', 'S', 'A'):
		case ID3('I', 'E', 'A'):
			end_transaction(g);
			break;
		default:
			if (g->transaction != NULL)
				see_segment(g);
			break;
	}
}

void
rcm_guide_end(RcmGuide *g)
{
	end_transaction(g);
}
