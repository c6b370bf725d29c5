/*
 * write_inquiry.c - one inquiry as the segments of a 276.
 *
 * Levels are payer (20), receiver of the answer (21), provider (19),
 * subscriber (22), dependent (23).  A subscriber who is the patient and one
 * whose dependent is asked about are levels of their own: only the first
 * carries a claim, only the second has children.
 */
#include "status/inquiry.h"

#include <stdio.h>

#include "codes/npi.h"

#define NAME_LENGTH 60
#define FIRST_NAME_LENGTH 35
#define ID_LENGTH 80
#define REFERENCE_LENGTH 50
#define PROCEDURE_LENGTH 48

/* ---- values with their limits ---- */

typedef enum Need
{
	MAY_BE_MISSING,
	NEEDED
} Need;

static void
check_length(RcmX12Writer *out, const char *path, RcmText t, int most, Need need)
{
	if (need == NEEDED && rcm_blank(t))
		rcm_x12_write_fault(out, path, "it is needed");
	if (t.len > most)
		rcm_x12_write_fault(out, path, "longer than the %d characters that X12 allows", most);
}

/* A fault that the writer itself finds in a value does not know the path. */
static void
name_path(RcmX12Writer *out, const char *path)
{
	if (out->faulty && out->fault.path[0] == '\0')
		snprintf(out->fault.path, sizeof(out->fault.path), "%s", path);
}

static void
put_text(RcmX12Writer *out, const char *path, RcmText t, int most, Need need)
{
	rcm_x12_put(out, t);
	name_path(out, path);
	check_length(out, path, t, most, need);
}

static void
put_code(RcmX12Writer *out, const char *path, RcmText t, int most, Need need)
{
	rcm_x12_put_code(out, t);
	name_path(out, path);
	check_length(out, path, t, most, need);
}

static void
skip(RcmX12Writer *out, int n)
{
	while (n-- > 0)
		rcm_x12_skip(out);
}

/* "provider" and "npi" as "provider.npi". */
typedef struct Path
{
	char		text[64];
} Path;

static const char *
join(Path *path, const char *part, const char *key)
{
	snprintf(path->text, sizeof(path->text), "%s.%s", part, key);
	return path->text;
}

/* ---- levels ---- */

/* HL; returns its number.  children: '1', '0', or 0 where the guide has none. */
static int64_t
write_level(Rcm276Writer *w, int64_t parent, const char *kind, const char *children)
{
	RcmX12Writer *out = &w->out;

	rcm_x12_begin(out, "HL");
	rcm_x12_put_int(out, ++w->levels.count);
	if (parent > 0)
		rcm_x12_put_int(out, parent);
	else
		rcm_x12_skip(out);
	rcm_x12_put_string(out, kind);
	if (children != NULL)
		rcm_x12_put_string(out, children);
	rcm_x12_end_segment(out);
	return w->levels.count;
}

static bool
same_party(const Rcm276Party *a, const Rcm276Party *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return rcm_text_equal(a->name, b->name) && rcm_text_equal(a->last, b->last) &&
		rcm_text_equal(a->first, b->first) && rcm_text_equal(a->npi, b->npi) &&
		rcm_text_equal(a->tin, b->tin) && rcm_text_equal(a->id, b->id);
}

static bool
same_person(const Rcm276Person *a, const Rcm276Person *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return rcm_text_equal(a->last, b->last) && rcm_text_equal(a->first, b->first) &&
		rcm_text_equal(a->member_id, b->member_id) && rcm_text_equal(a->sex, b->sex) && a->dob == b->dob;
}

static void
write_payer(Rcm276Writer *w, const Rcm276Inquiry *i)
{
	RcmX12Writer *out = &w->out;

	w->levels.payer = write_level(w, 0, "20", "1");
	rcm_x12_begin(out, "NM1");
	rcm_x12_put_string(out, "PR");
	rcm_x12_put_string(out, "2");
	put_text(out, "payer_name", i->payer_name, NAME_LENGTH, NEEDED);
	skip(out, 4);
	rcm_x12_put_string(out, "PI");
	put_code(out, "payer_id", i->payer_id, ID_LENGTH, NEEDED);
	rcm_x12_end_segment(out);
}

/* NM102 to NM107. */
static void
put_name(RcmX12Writer *out, const char *part, RcmText name, RcmText last, RcmText first)
{
	bool		person = rcm_blank(name);
	Path		path;

	rcm_x12_put_string(out, person ? "1" : "2");
	put_text(out, join(&path, part, person ? "last" : "name"), person ? last : name, NAME_LENGTH, NEEDED);
	put_text(out, join(&path, part, "first"), person ? first : (RcmText) {"", 0},
			 FIRST_NAME_LENGTH, MAY_BE_MISSING);
	skip(out, 3);
}

/* NM108 and NM109 of a provider: the NPI, else the tax number, else the number the payer gave. */
static void
put_party_id(RcmX12Writer *out, const char *part, const Rcm276Party *p, const char *own)
{
	Path		path;
	int64_t		npi;

	if (!rcm_blank(p->npi))
	{
		rcm_x12_put_string(out, "XX");
		put_code(out, join(&path, part, "npi"), p->npi, 10, NEEDED);
		if (!rcm_npi_parse(rcm_text_trim(p->npi), &npi) || !rcm_npi_valid(npi))
			rcm_x12_write_fault(out, path.text, "not an NPI");
	}
	else if (!rcm_blank(p->tin))
	{
		rcm_x12_put_string(out, "FI");
		put_code(out, join(&path, part, "tin"), p->tin, ID_LENGTH, NEEDED);
	}
	else
	{
		rcm_x12_put_string(out, own);
		put_code(out, join(&path, part, own[0] == 'S' && rcm_blank(p->id) ? "npi" : "id"), p->id,
				 ID_LENGTH, NEEDED);
	}
}

/* Who is told: the sender, unless the inquiry says otherwise. */
static void
write_receiver(Rcm276Writer *w, const Rcm276Inquiry *i)
{
	RcmX12Writer *out = &w->out;
	const RcmX12Sender *s = w->sender;

	w->levels.receiver = write_level(w, w->levels.payer, "21", "1");
	rcm_x12_begin(out, "NM1");
	rcm_x12_put_string(out, "41");
	if (i->receiver != NULL)
	{
		put_name(out, "receiver", i->receiver->name, i->receiver->last, i->receiver->first);
		put_party_id(out, "receiver", i->receiver, "46");
	}
	else
	{
		rcm_x12_put_string(out, "2");
		put_text(out, "receiver.name", s->submitter_name, NAME_LENGTH, NEEDED);
		skip(out, 4);
		rcm_x12_put_string(out, "46");
		put_code(out, "receiver.id", s->submitter_id.len > 0 ? s->submitter_id : s->sender_id,
				 ID_LENGTH, NEEDED);
	}
	rcm_x12_end_segment(out);
}

static void
write_provider(Rcm276Writer *w, const Rcm276Inquiry *i)
{
	RcmX12Writer *out = &w->out;

	w->levels.provider = write_level(w, w->levels.receiver, "19", "1");
	rcm_x12_begin(out, "NM1");
	rcm_x12_put_string(out, "1P");
	if (i->provider == NULL)
		rcm_x12_write_fault(out, "provider", "it is needed");
	else
	{
		put_name(out, "provider", i->provider->name, i->provider->last, i->provider->first);
		put_party_id(out, "provider", i->provider, "SV");
	}
	rcm_x12_end_segment(out);
}

/* DMG, of the one who is the patient. */
static void
write_birth(RcmX12Writer *out, const char *part, const Rcm276Person *p)
{
	Path		path;

	rcm_x12_begin(out, "DMG");
	rcm_x12_put_string(out, "D8");
	rcm_x12_put_date(out, p->dob);
	if (p->dob == RCM_NO_DATE)
		rcm_x12_write_fault(out, join(&path, part, "dob"), "it is needed");
	if (rcm_text_is(p->sex, "F") || rcm_text_is(p->sex, "M"))
		rcm_x12_put_code(out, p->sex);	/* the guide knows no other */
	rcm_x12_end_segment(out);
}

static void
write_subscriber(Rcm276Writer *w, const Rcm276Inquiry *i)
{
	static const Rcm276Person nobody = {.dob = RCM_NO_DATE};
	RcmX12Writer *out = &w->out;
	const Rcm276Person *p = i->subscriber != NULL ? i->subscriber : &nobody;

	w->levels.subscriber = write_level(w, w->levels.provider, "22", i->dependent != NULL ? "1" : "0");
	if (i->dependent == NULL)
		write_birth(out, "subscriber", p);
	rcm_x12_begin(out, "NM1");
	rcm_x12_put_string(out, "IL");
	put_name(out, "subscriber", (RcmText) {"", 0}, p->last, p->first);
	rcm_x12_put_string(out, "MI");
	put_code(out, "subscriber.member_id", p->member_id, ID_LENGTH, NEEDED);
	rcm_x12_end_segment(out);
}

static void
write_dependent(Rcm276Writer *w, const Rcm276Inquiry *i)
{
	RcmX12Writer *out = &w->out;

	write_level(w, w->levels.subscriber, "23", NULL);
	write_birth(out, "dependent", i->dependent);
	rcm_x12_begin(out, "NM1");
	rcm_x12_put_string(out, "QC");
	put_name(out, "dependent", (RcmText) {"", 0}, i->dependent->last, i->dependent->first);
	rcm_x12_end_segment(out);
}

/* Every level from the first one that differs from the inquiry before. */
static void
write_levels(Rcm276Writer *w, const Rcm276Inquiry *i)
{
	const Rcm276Inquiry *b = w->before;
	bool		same = b != NULL && rcm_text_equal(b->payer_name, i->payer_name) &&
		rcm_text_equal(b->payer_id, i->payer_id);

	if (!same)
		write_payer(w, i);
	same = same && same_party(b->receiver, i->receiver);
	if (!same)
		write_receiver(w, i);
	same = same && same_party(b->provider, i->provider);
	if (!same)
		write_provider(w, i);
	same = same && same_person(b->subscriber, i->subscriber) &&
		(b->dependent == NULL) == (i->dependent == NULL);
	if (!same)
		write_subscriber(w, i);
	if (i->dependent != NULL && !(same && same_person(b->dependent, i->dependent)))
		write_dependent(w, i);
}

/* ---- the claim ---- */

static void
write_reference(RcmX12Writer *out, const char *path, const char *kind, RcmText t)
{
	if (rcm_blank(t))
		return;
	rcm_x12_begin(out, "REF");
	rcm_x12_put_string(out, kind);
	put_code(out, path, t, REFERENCE_LENGTH, NEEDED);
	rcm_x12_end_segment(out);
}

static void
write_service_date(RcmX12Writer *out, const char *path, int32_t from, int32_t to)
{
	bool		day = to == RCM_NO_DATE || to == from;

	rcm_x12_begin(out, "DTP");
	rcm_x12_put_string(out, "472");
	rcm_x12_put_string(out, day ? "D8" : "RD8");
	if (day)
		rcm_x12_put_date(out, from);
	else if (to < from)
	{
		rcm_x12_skip(out);
		rcm_x12_write_fault(out, path, "it ends before it begins");
	}
	else
		rcm_x12_put_period(out, from, to);
	rcm_x12_end_segment(out);
}

static bool
lines_have_dates(const Rcm276Inquiry *i)
{
	for (int32_t n = 0; n < i->lines.count; n++)
		if (RCM_ITEM(i->lines, Rcm276Line, n)->from == RCM_NO_DATE)
			return false;
	return i->lines.count > 0;
}

static void
write_claim(Rcm276Writer *w, const Rcm276Inquiry *i)
{
	RcmX12Writer *out = &w->out;
	bool		own = !rcm_blank(i->reference);

	rcm_x12_begin(out, "TRN");
	rcm_x12_put_string(out, "1");
	put_code(out, own ? "reference" : "claim_id", own ? i->reference : i->claim_id, REFERENCE_LENGTH, NEEDED);
	rcm_x12_end_segment(out);
	write_reference(out, "payer_claim_control", "1K", i->payer_claim_control);
	write_reference(out, "tob", "BLT", i->tob);
	write_reference(out, "claim_id", "EJ", i->claim_id);
	write_reference(out, "pharmacy_number", "XZ", i->pharmacy_number);
	write_reference(out, "clearinghouse_trace", "D9", i->clearinghouse_trace);
	if (i->charge != RCM_NO_USD)
	{
		rcm_x12_begin(out, "AMT");
		rcm_x12_put_string(out, "T3");
		rcm_x12_put_amount(out, i->charge);
		if (i->charge < 0)
			rcm_x12_write_fault(out, "charge", "a charge is not negative");
		rcm_x12_end_segment(out);
	}
	if (i->service_from != RCM_NO_DATE)
		write_service_date(out, "service_to", i->service_from, i->service_to);
	else if (!lines_have_dates(i))
	{
		rcm_x12_begin(out, "DTP");
		skip(out, 3);
		rcm_x12_write_fault(out, "service_from", "it is needed, or the days of every line");
	}
}

/* ---- lines ---- */

/* SVC01: the procedure with its modifiers, else the revenue code alone. */
static void
put_procedure(RcmX12Writer *out, const char *part, const Rcm276Line *l)
{
	Path		path;

	if (rcm_blank(l->code))
	{
		rcm_x12_put_string(out, "NU");
		rcm_x12_component_follows(out);
		put_code(out, join(&path, part, rcm_blank(l->rev) ? "code" : "rev"), l->rev, PROCEDURE_LENGTH, NEEDED);
		return;
	}
	put_code(out, join(&path, part, "qualifier"), rcm_blank(l->qualifier) ? RCM_TEXT("HC") : l->qualifier,
			 2, NEEDED);
	rcm_x12_component_follows(out);
	put_code(out, join(&path, part, "code"), l->code, PROCEDURE_LENGTH, NEEDED);
	for (int32_t m = 0; m < l->mods.count; m++)
	{
		rcm_x12_component_follows(out);
		put_code(out, join(&path, part, "mods"), RCM_TEXT_ITEM(l->mods, m), 2, NEEDED);
	}
}

static void
put_units(RcmX12Writer *out, const char *part, const RcmNumber *units)
{
	Path		path;

	if (units->state == RCM_NUMBER_NONE)
		return;
	rcm_x12_put_number(out, units->millionths);
	if (units->state == RCM_NUMBER_BAD || units->millionths <= 0)
		rcm_x12_write_fault(out, join(&path, part, "units"), "units are a number above nought");
}

static void
write_line(RcmX12Writer *out, const Rcm276Inquiry *i, int32_t n)
{
	const Rcm276Line *l = RCM_ITEM(i->lines, Rcm276Line, n);
	char		part[24];
	Path		path;

	snprintf(part, sizeof(part), "lines[%d]", (int) n);
	rcm_x12_begin(out, "SVC");
	put_procedure(out, part, l);
	rcm_x12_put_amount(out, l->charge);
	if (l->charge == RCM_NO_USD || l->charge < 0)
		rcm_x12_write_fault(out, join(&path, part, "charge"), "a charge that is not negative is needed");
	rcm_x12_skip(out);
	put_code(out, join(&path, part, "rev"), rcm_blank(l->code) ? (RcmText) {"", 0} : l->rev,
			 PROCEDURE_LENGTH, MAY_BE_MISSING);
	skip(out, 2);
	put_units(out, part, &l->units);
	rcm_x12_end_segment(out);
	write_reference(out, join(&path, part, "control"), "FJ", l->control);
	if (l->from != RCM_NO_DATE)
		write_service_date(out, join(&path, part, "to"), l->from, l->to);
	else if (i->service_from != RCM_NO_DATE)
		write_service_date(out, "service_to", i->service_from, i->service_to);
}

/* ---- keys that nobody reads, which are mistyped ones ---- */

static bool
has_extra(RcmX12Writer *out, const char *part, const RcmObject *object)
{
	char		shown[40] = "";
	Path		path;
	RcmText		key;

	if (object == NULL || object->extra == NULL)
		return false;
	key = object->extra->key;
	for (int32_t i = 0; i < key.len && i < (int32_t) sizeof(shown) - 1; i++)
		shown[i] = key.data[i] > ' ' && key.data[i] < 0x7f ? key.data[i] : '?';
	rcm_x12_write_fault(out, part == NULL ? shown : join(&path, part, shown),
						"a key that an inquiry does not have");
	return true;
}

static bool
has_extras(RcmX12Writer *out, const Rcm276Inquiry *i)
{
	char		part[24];

	if (has_extra(out, NULL, &i->object) ||
		has_extra(out, "receiver", (const RcmObject *) i->receiver) ||
		has_extra(out, "provider", (const RcmObject *) i->provider) ||
		has_extra(out, "subscriber", (const RcmObject *) i->subscriber) ||
		has_extra(out, "dependent", (const RcmObject *) i->dependent))
		return true;
	for (int32_t n = 0; n < i->lines.count; n++)
	{
		snprintf(part, sizeof(part), "lines[%d]", (int) n);
		if (has_extra(out, part, &RCM_ITEM(i->lines, Rcm276Line, n)->object))
			return true;
	}
	return false;
}

void
rcm_276_write(Rcm276Writer *w, const Rcm276Inquiry *i)
{
	if (has_extras(&w->out, i))
		return;
	write_levels(w, i);
	write_claim(w, i);
	for (int32_t n = 0; n < i->lines.count; n++)
		write_line(&w->out, i, n);
}
