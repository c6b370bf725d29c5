/*
 * id.c - identifiers of providers: NPI and tax id.
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
		/* NPPES blanks the name of a deactivated number */
		if (row != NULL && rcm_blank(row->last_or_org))
			continue;
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

	/* NPPES knows no tax ids */
	if (row != NULL && rcm_tin_well_formed(s->billing_tin) &&
		(row->tins.count > 0 || rcm_practice_says(s, &row->row)) &&
		!rcm_texts_have(&row->tins, s->billing_tin))
		rcm_fire(s, NULL, "billing.tin", "NPI %lld is not on file with this tax id",
				 (long long) s->billing_npi);
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
};
const int rcm_id_edit_count = sizeof(rcm_id_edits) / sizeof(rcm_id_edits[0]);
