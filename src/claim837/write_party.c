/*
 * write_party.c - providers in any loop, and the billing provider's level:
 * 2000A, 2010AA, 2010AB.
 */
#include "claim837/write_parts.h"

#include "codes/npi.h"

/* ---- addresses ---- */

/* What is left of a text without the hyphens that people write; -1 when it is too long. */
static int
without_hyphens(RcmText t, char *out, int room)
{
	int			n = 0;

	t = rcm_text_trim(t);
	for (int32_t i = 0; i < t.len; i++)
	{
		if (t.data[i] == '-' || t.data[i] == ' ')
			continue;
		if (n == room)
			return -1;
		out[n++] = t.data[i];
	}
	return n;
}

static bool
all_digits(const char *p, int n)
{
	for (int i = 0; i < n; i++)
		if (!rcm_is_digit(p[i]))
			return false;
	return true;
}

/* ZIP code of five or nine digits; "whole": of nine. */
static void
put_zip(Rcm837Writer *w, RcmText zip, bool whole)
{
	char		digits[9];
	int			n = without_hyphens(zip, digits, (int) sizeof(digits));

	if (n == 0 || n < 0)
		rcm_837_skip(w, 1);
	else
		rcm_837_code(w, (RcmText) {digits, n}, "zip", 1, 9);
	if (n == 0)
		rcm_837_fault(w, "zip", "it is needed, and not given");
	else if (n < 0 || !all_digits(digits, n) || (n != 9 && (whole || n != 5)))
		rcm_837_fault(w, "zip", whole ? "a ZIP code of nine digits is needed" :
					  "not a ZIP code of five or nine digits");
}

void
rcm_837_put_address(Rcm837Writer *w, const RcmAddress *a, const char *name, bool whole_zip)
{
	static const RcmAddress none;

	if (a == NULL)
		a = &none;
	rcm_837_enter(w, name, -1);
	rcm_837_begin(w, "N3");
	rcm_837_need_text(w, a->line1, "line1", 55);
	rcm_837_text(w, a->line2, "line2", 55);
	rcm_837_end_segment(w);
	rcm_837_begin(w, "N4");
	rcm_837_need_text(w, a->city, "city", 30);
	if (rcm_text_trim(a->city).len == 1)
		rcm_837_fault(w, "city", "shorter than 2 characters");
	rcm_837_need_code(w, a->state, "state", 2, 2);
	put_zip(w, a->zip, whole_zip);
	rcm_837_end_segment(w);
	rcm_837_leave(w);
}

static bool
same_address(const RcmAddress *a, const RcmAddress *b)
{
	char		zip_a[16];
	char		zip_b[16];
	int			n = without_hyphens(a->zip, zip_a, (int) sizeof(zip_a));

	return rcm_837_same(a->line1, b->line1) && rcm_837_same(a->line2, b->line2) &&
		rcm_837_same(a->city, b->city) && rcm_837_same(a->state, b->state) &&
		n >= 0 && n == without_hyphens(b->zip, zip_b, (int) sizeof(zip_b)) &&
		memcmp(zip_a, zip_b, (size_t) n) == 0;
}

/* ---- providers ---- */

bool
rcm_837_same_provider(const RcmProvider *a, const RcmProvider *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	if (rcm_837_has(a->npi) || rcm_837_has(b->npi))
		return rcm_837_same(a->npi, b->npi);
	return rcm_837_same(a->atypical_id, b->atypical_id) && rcm_837_same(a->name, b->name) &&
		rcm_837_same(a->last, b->last) && rcm_837_same(a->first, b->first);
}

/* The same provider at the same address, or at none that is told. */
bool
rcm_837_same_place(const RcmProvider *a, const RcmProvider *b)
{
	if (a == NULL || b == NULL || !rcm_837_same_provider(a, b))
		return false;
	return a->addr == NULL || (b->addr != NULL && same_address(a->addr, b->addr));
}

/* NM102 to NM107: a person or an organization, where both are allowed. */
static void
put_name(Rcm837Writer *w, const RcmProvider *p, const char *kinds)
{
	bool		named = rcm_837_has(p->name);
	bool		person = kinds[1] != '\0' ? !named : kinds[0] == '1';

	rcm_837_word(w, person ? "1" : "2");
	if (!person)
	{
		rcm_837_need_text(w, p->name, "name", 60);
		if (!named && rcm_837_has(p->last))
			rcm_837_fault(w, "name", "an organization is needed here, not a person");
		rcm_837_skip(w, 4);
		return;
	}
	rcm_837_need_text(w, p->last, "last", 60);
	if (named && !rcm_837_has(p->last))
		rcm_837_fault(w, "last", "a person is needed here, not an organization");
	rcm_837_text(w, p->first, "first", 35);
	rcm_837_text(w, p->middle, "middle", 25);
	rcm_837_skip(w, 1);
	rcm_837_text(w, p->suffix, "suffix", 10);
}

static void
put_npi(Rcm837Writer *w, RcmText npi)
{
	int64_t		number;

	npi = rcm_text_trim(npi);
	if (npi.len == 0)
		return;
	rcm_837_word(w, "XX");
	rcm_837_code(w, npi, "npi", 1, 80);
	if (!rcm_npi_parse(npi, &number))
		rcm_837_fault(w, "npi", "not a National Provider Identifier: ten digits, the last of them a check digit");
}

/*
 * NM1, PRV where "taxonomy" says so, and REF for one who has no NPI; "kinds" is
 * "1" for persons, "2" for organizations, "12" for both.  The address stands
 * between them where a loop has one.
 */
static void
put_provider(Rcm837Writer *w, const RcmProvider *p, const char *entity, const char *taxonomy,
			 const char *kinds, bool address)
{
	rcm_837_begin(w, "NM1");
	rcm_837_word(w, entity);
	put_name(w, p, kinds);
	put_npi(w, p->npi);
	rcm_837_end_segment(w);
	if (taxonomy != NULL && rcm_837_has(p->taxonomy))
	{
		rcm_837_begin(w, "PRV");
		rcm_837_word(w, taxonomy);
		rcm_837_word(w, "PXC");
		rcm_837_code(w, p->taxonomy, "taxonomy", 10, 10);
		rcm_837_end_segment(w);
	}
	if (address)
		rcm_837_put_address(w, p->addr, "addr", strcmp(entity, "77") == 0);
	if (!rcm_837_has(p->npi))
		rcm_837_ref(w, "G2", p->atypical_id, "atypical_id", 50);
}

void
rcm_837_put_provider(Rcm837Writer *w, const RcmProvider *p, const char *name, const char *entity,
					 const char *taxonomy, const char *kinds)
{
	bool		place = strcmp(entity, "77") == 0;

	rcm_837_enter(w, name, -1);
	put_provider(w, p, entity, taxonomy, kinds, place || (strcmp(entity, "DK") == 0 && p->addr != NULL));
	rcm_837_leave(w);
}

/* ---- 2000A ---- */

/* A number that is written as 123-45-6789 is a person's; the printed form tells them apart so too. */
static bool
is_social_security(RcmText tin)
{
	tin = rcm_text_trim(tin);
	return tin.len == 11 && tin.data[3] == '-' && tin.data[6] == '-';
}

/* REF*EI or REF*SY: nine digits, without the hyphens. */
static void
put_tax_number(Rcm837Writer *w, RcmText tin)
{
	char		digits[9];
	int			n = without_hyphens(tin, digits, (int) sizeof(digits));

	rcm_837_begin(w, "REF");
	rcm_837_word(w, is_social_security(tin) ? "SY" : "EI");
	if (n > 0)
		rcm_837_code(w, (RcmText) {digits, n}, "tin", 1, 50);
	else
		rcm_837_skip(w, 1);
	if (n == 0)
		rcm_837_fault(w, "tin", "it is needed, and not given");
	else if (n != 9 || !all_digits(digits, n))
		rcm_837_fault(w, "tin", "not a tax number of nine digits");
	rcm_837_end_segment(w);
}

/* A billing provider is where the street is. */
static bool
is_box(RcmText line)
{
	char		letters[16];
	int			n = 0;

	for (int32_t i = 0; i < line.len && n < (int) sizeof(letters); i++)
		if (line.data[i] != ' ' && line.data[i] != '.')
			letters[n++] = rcm_upper(line.data[i]);
	return (n >= 5 && memcmp(letters, "POBOX", 5) == 0) ||
		(n >= 13 && memcmp(letters, "POSTOFFICEBOX", 13) == 0) ||
		(n >= 7 && memcmp(letters, "LOCKBOX", 7) == 0);
}

static void
put_pay_to(Rcm837Writer *w, const RcmProvider *billing)
{
	const RcmProvider *p = w->claim->pay_to;

	if (p == NULL || p->addr == NULL ||
		(billing->addr != NULL && same_address(p->addr, billing->addr)))
		return;
	rcm_837_enter(w, "pay_to", -1);
	rcm_837_begin(w, "NM1");
	rcm_837_word(w, "87");
	rcm_837_word(w, w->form == 'I' || rcm_837_has(billing->name) ? "2" : "1");
	rcm_837_end_segment(w);
	rcm_837_put_address(w, p->addr, "addr", false);
	rcm_837_leave(w);
}

void
rcm_837_put_billing(Rcm837Writer *w)
{
	static const RcmProvider none;
	const RcmProvider *p = w->claim->billing != NULL ? w->claim->billing : &none;

	rcm_837_enter(w, "billing", -1);
	if (rcm_837_has(p->taxonomy))
	{
		rcm_837_begin(w, "PRV");
		rcm_837_word(w, "BI");
		rcm_837_word(w, "PXC");
		rcm_837_code(w, p->taxonomy, "taxonomy", 10, 10);
		rcm_837_end_segment(w);
	}
	rcm_837_begin(w, "NM1");
	rcm_837_word(w, "85");
	put_name(w, p, w->form == 'I' ? "2" : "12");
	if (rcm_837_has(p->npi))
		put_npi(w, p->npi);
	else if (!rcm_837_has(p->atypical_id))
	{
		rcm_837_skip(w, 2);
		rcm_837_fault(w, "npi", "an NPI, or the atypical_id of one who has none, is needed");
	}
	rcm_837_end_segment(w);
	rcm_837_put_address(w, p->addr, "addr", true);
	if (p->addr != NULL && is_box(p->addr->line1))
		rcm_837_fault_at(w, "N301", "addr.line1", "a street is needed; a post office box goes into pay_to");
	if (p->addr != NULL && is_box(p->addr->line2))
		rcm_837_fault_at(w, "N302", "addr.line2", "a street is needed; a post office box goes into pay_to");
	put_tax_number(w, p->tin);
	rcm_837_leave(w);
	put_pay_to(w, p);
}
