/*
 * id.c - identifiers: NPI, tax id, member id, taxonomy, addresses.
 */
#include "codes/npi.h"
#include "scrub/scrub.h"

/* A provider of the claim in one of its roles. */
typedef struct Role
{
	const RcmProvider *provider;
	const char *field;
	const char *name;
} Role;

/* Every provider of the claim that has an NPI; the count is returned. */
static int
roles_with_npi(RcmScrub *s, Role **roles)
{
	const RcmClaim *c = s->claim;
	const Role	claim_roles[] = {
		{c->billing, "billing.npi", "billing"}, {c->rendering, "rendering.npi", "rendering"},
		{c->referring, "referring.npi", "referring"}, {c->ordering, "ordering.npi", "ordering"},
		{c->supervising, "supervising.npi", "supervising"}, {c->service_facility, "service_facility.npi", "service facility"},
		{c->attending, "attending.npi", "attending"}, {c->operating, "operating.npi", "operating"},
	};
	int			n = 0;

	*roles = rcm_alloc(s->arena, sizeof(Role) * (size_t) (8 + 2 * s->line_count));
	for (int i = 0; i < 8; i++)
		if (claim_roles[i].provider != NULL && !rcm_blank(claim_roles[i].provider->npi))
			(*roles)[n++] = claim_roles[i];
	for RCM_EACH_LINE(s, l)
	{
		if (l->line->rendering != NULL && !rcm_blank(l->line->rendering->npi))
			(*roles)[n++] = (Role) {l->line->rendering, "lines.rendering.npi", "rendering of a line"};
		if (l->line->ordering != NULL && !rcm_blank(l->line->ordering->npi))
			(*roles)[n++] = (Role) {l->line->ordering, "lines.ordering.npi", "ordering of a line"};
	}
	return n;
}

static void
npi_fmt(RcmScrub *s)
{
	Role	   *roles;
	int			n = roles_with_npi(s, &roles);
	int64_t		number;

	for (int i = 0; i < n; i++)
	{
		RcmText		npi = roles[i].provider->npi;

		if (rcm_npi_parse(npi, &number))
			continue;
		if (rcm_all_digits(npi, 10))
			rcm_fire(s, NULL, roles[i].field, "NPI %.*s (%s) fails its check digit",
					 RCM_PRINT(npi), roles[i].name);
		else
			rcm_fire(s, NULL, roles[i].field, "the NPI (%s) is not ten digits", roles[i].name);
	}
}

static void
npi_miss(RcmScrub *s)
{
	const RcmProvider *billing = s->claim->billing;

	if (billing == NULL || (rcm_blank(billing->npi) && rcm_blank(billing->atypical_id)))
		rcm_fire(s, NULL, "billing.npi", "the billing provider has no NPI and no payer-issued id");
}

/* Unknown, or switched off on or before the first date of service. */
static bool
off_roster(RcmScrub *s, const RcmProviderRow *row)
{
	return row == NULL ||
		(row->deactivated != RCM_NO_DATE && s->first_dos != RCM_NO_DATE &&
		 row->deactivated <= s->first_dos);
}

static void
npi_roster(RcmScrub *s)
{
	Role	   *roles;
	int			n = roles_with_npi(s, &roles);
	int64_t		npi;

	for (int i = 0; i < n; i++)
	{
		const RcmProviderRow *row;

		if (!rcm_npi_parse(roles[i].provider->npi, &npi))
			continue;
		row = rcm_provider(s, npi);
		if (row == NULL)
			rcm_fire(s, NULL, roles[i].field, "NPI %lld (%s) is not on the roster",
					 (long long) npi, roles[i].name);
		else if (off_roster(s, row))
			rcm_fire(s, NULL, roles[i].field, "NPI %lld (%s) was deactivated on %s",
					 (long long) npi, roles[i].name, rcm_day_name(s, row->deactivated));
	}
}

static void
npi_name(RcmScrub *s)
{
	Role	   *roles;
	int			n = roles_with_npi(s, &roles);
	int64_t		npi;

	for (int i = 0; i < n; i++)
	{
		const RcmProvider *p = roles[i].provider;
		RcmText		name = rcm_blank(p->last) ? p->name : p->last;
		const RcmProviderRow *row;

		if (rcm_blank(name) || !rcm_npi_parse(p->npi, &npi))
			continue;
		row = rcm_provider(s, npi);
		if (!off_roster(s, row) && !rcm_same_name(name, row->last_or_org))
			rcm_fire(s, NULL, roles[i].field, "NPI %lld (%s) is registered under another name: %.*s",
					 (long long) npi, roles[i].name, RCM_PRINT(row->last_or_org));
	}
}

static void
check_person(RcmScrub *s, const RcmProvider *p, const char *field)
{
	int64_t		npi;
	const RcmProviderRow *row;

	if (p == NULL || !rcm_npi_parse(p->npi, &npi))
		return;
	row = rcm_provider(s, npi);
	if (row != NULL && row->type == 2)
		rcm_fire(s, NULL, field, "NPI %lld (%s) belongs to an organisation", (long long) npi, field);
}

static void
npi_type(RcmScrub *s)
{
	const RcmClaim *c = s->claim;

	check_person(s, c->referring, "referring.npi");
	check_person(s, c->ordering, "ordering.npi");
	check_person(s, c->supervising, "supervising.npi");
	check_person(s, c->attending, "attending.npi");
	check_person(s, c->operating, "operating.npi");
	for RCM_EACH_LINE(s, l)
		check_person(s, l->line->ordering, "lines.ordering.npi");
}

/* Nine digits that somebody was issued. */
bool
rcm_tin_well_formed(RcmText tin)
{
	bool		same = true;

	if (!rcm_all_digits(tin, 9) || rcm_text_is(tin, "123456789"))
		return false;
	for (int i = 1; i < 9; i++)
		same = same && tin.data[i] == tin.data[0];
	return !same;
}

static void
tin_fmt(RcmScrub *s)
{
	if (rcm_blank(s->billing_tin))
		rcm_fire(s, NULL, "billing.tin", "the billing provider has no tax id");
	else if (!rcm_tin_well_formed(s->billing_tin))
		rcm_fire(s, NULL, "billing.tin", "the billing tax id is not nine digits as issued");
}

static void
tin_npi(RcmScrub *s)
{
	const RcmProviderRow *row = rcm_provider(s, s->billing_npi);

	if (row != NULL && rcm_tin_well_formed(s->billing_tin) &&
		!rcm_texts_have(&row->tins, s->billing_tin))
		rcm_fire(s, NULL, "billing.tin", "NPI %lld is not on file with this tax id",
				 (long long) s->billing_npi);
}

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

const RcmEdit rcm_id_edits[] = {
	{
		.id = "ID-NPI-FMT", .name = "NPI fails format or check digit",
		.level = "claim", .severity = RCM_REJECT, .scope = "all",
		.without_payer = true,
		.claim_test = npi_fmt,
		.carc = "207", .rarc = "N257|N290|N286|N265", .claim_status = "A7:562",
		.fix = "Re-key the NPI from the NPPES record; one digit is wrong or transposed.",
		.source = "45 CFR 162.406; CMS NPI check-digit spec; NGS top-10 277CA A7:562:82",
	},
	{
		.id = "ID-NPI-MISS", .name = "Billing NPI missing",
		.level = "claim", .severity = RCM_REJECT, .scope = "all",
		.without_payer = true,
		.claim_test = npi_miss,
		.carc = "206", .rarc = "N257", .claim_status = "A6:562:85",
		.fix = "Add the group or solo billing NPI.",
		.source = "X12 005010X222A1 (837P TR3) 2010AA NM109",
	},
	{
		.id = "ID-NPI-ROSTER", .name = "NPI unknown or deactivated on the date of service",
		.level = "claim", .severity = RCM_REJECT, .scope = "all",
		.without_payer = true,
		.needs = RCM_NEEDS(PROVIDER),
		.claim_test = npi_roster,
		.carc = "208", .rarc = "N257|N290", .claim_status = "A7:26",
		.fix = "Check NPPES: wrong NPI, or deactivated before this service.",
		.source = "NPPES deactivation file; CARC 208",
	},
	{
		.id = "ID-NPI-NAME", .name = "NPI belongs to a different name",
		.level = "claim", .severity = RCM_REJECT, .scope = "all",
		.without_payer = true,
		.needs = RCM_NEEDS(PROVIDER),
		.claim_test = npi_name,
		.carc = "208", .rarc = "N575|N290", .claim_status = "A7:125",
		.fix = "The NPI and the provider name disagree: correct whichever is wrong.",
		.source = "CMS PECOS ordering/referring rule: name must match; N575",
	},
	{
		.id = "ID-NPI-TYPE", .name = "Organisation NPI where a person is required",
		.level = "claim", .severity = RCM_REJECT, .scope = "all",
		.without_payer = true,
		.needs = RCM_NEEDS(PROVIDER),
		.claim_test = npi_type,
		.carc = "16", .rarc = "N286|N265|N253", .claim_status = "A8:741",
		.fix = "Report the individual clinician's NPI (type 1) in this role.",
		.source = "X12 005010X222A1 (837P TR3) 2310A/2310D/2420E NM102=1; X12 005010X223A2 (837I TR3) 2310A",
	},
	{
		.id = "ID-TIN-FMT", .name = "Tax id malformed",
		.level = "claim", .severity = RCM_REJECT, .scope = "all",
		.without_payer = true,
		.claim_test = tin_fmt,
		.carc = "16", .rarc = "N209", .claim_status = "A7:128:85",
		.fix = "Enter the 9-digit EIN or SSN with no dash.",
		.source = "X12 005010X222A1 (837P TR3) 2010AA REF EI/SY",
	},
	{
		.id = "ID-TIN-NPI", .name = "Billing NPI and tax id are not a pair on file",
		.level = "claim", .severity = RCM_REJECT, .scope = "all",
		.without_payer = true,
		.needs = RCM_NEEDS(PROVIDER),
		.claim_test = tin_npi,
		.carc = "208", .rarc = "N209", .claim_status = "A8:496:85",
		.fix = "Bill under the NPI/TIN pair the payer has enrolled.",
		.source = "NGS top-10 277CA A8:496:85; payer enrolment rules",
	},
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
const int rcm_id_edit_count = sizeof(rcm_id_edits) / sizeof(rcm_id_edits[0]);
