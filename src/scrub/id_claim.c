/*
 * id_claim.c - identifiers that payers ask of a claim: member id, taxonomy,
 * addresses, frequency and the number of the claim before.
 */
#include "scrub/scrub.h"

/* CMS: C A AN N A AN N A A N N, letters without S, L, O, I, B, Z. */
static bool
is_mbi(RcmText id)
{
	static const char places[] = "1AENAENAANN";

	if (id.len != 11)
		return false;
	for (int i = 0; i < 11; i++)
	{
		char		c = rcm_upper(id.data[i]);
		bool		digit = rcm_is_digit(c);
		bool		letter = rcm_is_upper(c) && strchr("SLOIBZ", c) == NULL;

		if (!(places[i] == '1' ? digit && c != '0' : places[i] == 'N' ? digit :
			  places[i] == 'A' ? letter : digit || letter))
			return false;
	}
	return true;
}

static void
mbi_fmt(RcmScrub *s)
{
	const RcmSubscriber *subscriber = s->claim->subscriber;

	rcm_the_payer(s);
	if (subscriber == NULL || !is_mbi(subscriber->member_id))
		rcm_fire(s, NULL, "subscriber.member_id", "the member id is not a Medicare beneficiary identifier");
}

static RcmText
upper_text(RcmScrub *s, RcmText t)
{
	RcmText		copy = rcm_text_copy(s->arena, t);

	for (int i = 0; i < copy.len; i++)
		((char *) copy.data)[i] = rcm_upper(copy.data[i]);
	return copy;
}

static void
member_fmt(RcmScrub *s)
{
	const RcmSubscriber *subscriber = s->claim->subscriber;
	const RcmPayer *payer = rcm_the_payer(s);

	if (s->payer_class & (RCM_FFS | RCM_WC | RCM_AUTO))
		return;
	if (subscriber == NULL || rcm_blank(subscriber->member_id))
		rcm_fire(s, NULL, "subscriber.member_id", "the member id is missing");
	else if (payer != NULL && !rcm_blank(payer->member_regex) &&
			 !s->library->matches(s->library, payer->member_regex,
								  upper_text(s, subscriber->member_id)))
		rcm_fire(s, NULL, "subscriber.member_id", "the member id does not have this payer's form");
}

/* Nine digits or capitals and an X, and one of those on file. */
static const char *
taxonomy_fault(RcmScrub *s, const RcmProvider *p)
{
	RcmText		t = p->taxonomy;
	const RcmProviderRow *row;

	if (rcm_blank(t))
		return "is missing";
	if (t.len != 10 || t.data[9] != 'X')
		return "is not nine characters and an X";
	for (int i = 0; i < 9; i++)
		if (!rcm_is_digit(t.data[i]) && !rcm_is_upper(t.data[i]))
			return "is not nine characters and an X";
	row = rcm_provider(s, rcm_identifier(p->npi));
	if (row != NULL && !rcm_texts_have(&row->taxonomies, t))
		return "is not on file for this NPI";
	return NULL;
}

static void
taxonomy(RcmScrub *s)
{
	const RcmClaim *c = s->claim;
	const RcmPayer *payer = rcm_the_payer(s);
	const char *fault;

	if (payer == NULL || !payer->taxonomy_req)
		return;
	fault = c->billing == NULL ? "is missing" : taxonomy_fault(s, c->billing);
	if (fault != NULL)
		rcm_fire(s, NULL, "billing.taxonomy", "the billing taxonomy %s", fault);
	if (c->rendering != NULL && !rcm_blank(c->rendering->npi) &&
		(fault = taxonomy_fault(s, c->rendering)) != NULL)
		rcm_fire(s, NULL, "rendering.taxonomy", "the rendering taxonomy %s", fault);
}

static bool
word_char(char c)
{
	return rcm_is_digit(c) || rcm_is_upper(rcm_upper(c)) || c == '_';
}

/* Matches pattern at p; ' ' in it stands for any spaces, '.' for an optional point. */
static bool
matches_at(RcmText t, int i, const char *pattern)
{
	for (; *pattern != '\0'; pattern++)
	{
		if (*pattern == ' ')
			while (i < t.len && (t.data[i] == ' ' || t.data[i] == '\t'))
				i++;
		else if (*pattern == '.')
			i += i < t.len && t.data[i] == '.';
		else if (i >= t.len || (*pattern == '_' ? ' ' : *pattern) != rcm_upper(t.data[i++]))
			return false;
	}
	return i >= t.len || !word_char(t.data[i]);
}

static void
po_box(RcmScrub *s)
{
	static const char *const patterns[] = {"P. O. BOX", "POST_OFFICE_BOX", "LOCKBOX", "LOCK_BOX"};
	const RcmProvider *billing = s->claim->billing;
	RcmText		line;

	if (billing == NULL || billing->addr == NULL)
		return;
	line = billing->addr->line1;
	for (int i = 0; i < line.len; i++)
	{
		if (i > 0 && word_char(line.data[i - 1]))
			continue;
		for (int p = 0; p < 4; p++)
			if (matches_at(line, i, patterns[p]))
			{
				rcm_fire(s, NULL, "billing.addr.line1", "the billing address is a post office box");
				return;
			}
	}
}

static bool
zip9(const RcmAddress *addr)
{
	char		digits[9];
	int			n = 0;

	if (addr == NULL)
		return false;
	for (int i = 0; i < addr->zip.len; i++)
		if (rcm_is_digit(addr->zip.data[i]))
		{
			if (n == 9)
				return false;
			digits[n++] = addr->zip.data[i];
		}
	return n == 9 && memcmp(digits + 5, "0000", 4) != 0;
}

static void
zip_nine(RcmScrub *s)
{
	const RcmClaim *c = s->claim;

	if (c->billing == NULL || !zip9(c->billing->addr))
		rcm_fire(s, NULL, "billing.addr.zip", "the billing ZIP code is not nine digits with a real plus four");
	if (c->service_facility != NULL && c->service_facility->object.given != 0 &&
		!zip9(c->service_facility->addr))
		rcm_fire(s, NULL, "service_facility.addr.zip",
				 "the service facility's ZIP code is not nine digits with a real plus four");
}

static void
freq_orig(RcmScrub *s)
{
	if (rcm_word_in(s->freq, "7 8") && rcm_blank(s->claim->orig_ref))
		rcm_fire(s, NULL, "orig_ref", "frequency %.*s without the payer's claim control number",
				 RCM_PRINT(s->freq));
}

static void
freq_payer(RcmScrub *s)
{
	const RcmPayer *payer = rcm_the_payer(s);

	if (payer != NULL && payer->accepted_freq.count > 0 &&
		!rcm_texts_have(&payer->accepted_freq, s->freq))
		rcm_fire(s, NULL, "freq", "the payer does not take frequency \"%.*s\"",
				 s->freq.len > 4 ? 4 : s->freq.len, s->freq.data);
}

const RcmEdit rcm_id_claim_edits[] = {
	{
		.id = "ID-MBI-FMT", .name = "Medicare beneficiary id malformed",
		.level = "claim", .severity = RCM_REJECT, .scope = "FFS Medicare (medicare_a, medicare_b, dme_mac)",
		.classes = RCM_FFS, .without_payer = true,
		.needs = RCM_NEEDS(PAYER),
		.claim_test = mbi_fmt,
		.carc = "16", .rarc = "N382", .claim_status = "A7:164:IL",
		.fix = "Copy the 11-character number from the new Medicare card; HICNs stopped being accepted 2020-01-01.",
		.source = "NGS/CEDI edit X222.121.2010BA.NM109.020; CMS MBI format",
	},
	{
		.id = "ID-MEMBER-FMT", .name = "Member id missing or not in this payer's format",
		.level = "claim", .severity = RCM_REJECT, .scope = "all except FFS Medicare and wc/auto",
		.without_payer = true,
		.needs = RCM_NEEDS(PAYER),
		.claim_test = member_fmt,
		.carc = "31", .rarc = "N382", .claim_status = "A7:164:IL",
		.fix = "Re-enter the id exactly as on the card, including the alpha prefix.",
		.source = "Clearinghouse top rejections (\"invalid subscriber primary identifier\"); BCBS alpha-prefix rule",
	},
	{
		.id = "ID-TAXONOMY", .name = "Taxonomy missing or not on file",
		.level = "claim", .severity = RCM_REJECT, .scope = "per payer: payers.taxonomy_req=Y",
		.without_payer = true,
		.needs = RCM_NEEDS(PAYER),
		.claim_test = taxonomy,
		.carc = "16", .rarc = "N255|N288", .claim_status = "A7:145:85",
		.fix = "Send the NUCC taxonomy the payer enrolled for this NPI.",
		.source = "Medicaid companion guides (PXC); NUCC taxonomy",
	},
	{
		.id = "ID-POBOX", .name = "Billing address is a PO box",
		.level = "claim", .severity = RCM_REJECT, .scope = "all",
		.without_payer = true,
		.claim_test = po_box,
		.carc = "16", .rarc = "N258", .claim_status = "A7:503:85",
		.fix = "Use a street address; put the PO box or lockbox in the pay-to address loop.",
		.source = "X12 005010X222A1 (837P TR3) 2010AA N301 note",
	},
	{
		.id = "ID-ZIP9", .name = "ZIP+4 missing for billing or service facility",
		.level = "claim", .severity = RCM_REJECT, .scope = "all",
		.without_payer = true,
		.claim_test = zip_nine,
		.carc = "16", .rarc = "N258|N294", .claim_status = "A7:500:85",
		.fix = "Look the address up at USPS and send all nine digits.",
		.source = "X12 005010X222A1 (837P TR3) 2010AA/2310C N403",
	},
	{
		.id = "ID-FREQ-ORIG", .name = "Replacement or void without the payer claim number",
		.level = "claim", .severity = RCM_REJECT, .scope = "all",
		.without_payer = true,
		.claim_test = freq_orig,
		.carc = "16", .rarc = "M47|N152", .claim_status = "A7:464",
		.fix = "Copy the payer claim control number (ICN/DCN) from the 835 into REF*F8.",
		.source = "X12 005010X222A1 (837P TR3) 2300 REF F8; clearinghouse H25390",
	},
	{
		.id = "ID-FREQ-PAYER", .name = "Frequency code not accepted by this payer",
		.level = "claim", .severity = RCM_REJECT, .scope = "per payer: payers.accepted_freq",
		.without_payer = true,
		.needs = RCM_NEEDS(PAYER),
		.claim_test = freq_payer,
		.carc = "16", .rarc = "N152", .claim_status = "A7:535",
		.fix = "Medicare Part B and DME do not take 7/8 electronically: correct by reopening or send a new original.",
		.source = "MAC 837P companion guides: CLM05-3 must be 1; NUBC frequency codes",
	},
};
const int rcm_id_claim_edit_count = sizeof(rcm_id_claim_edits) / sizeof(rcm_id_claim_edits[0]);
