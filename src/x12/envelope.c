/*
 * envelope.c - see envelope.h.
 *
 * Control numbers and counts are quoted in messages; they say nothing about a
 * patient.  Only their digits and letters are, so that a file whose segments
 * have slipped cannot put anything else into them.
 */
#include "x12/envelope.h"

#include <stdarg.h>
#include <stdio.h>

#define ISA RCM_X12_ID3('I', 'S', 'A')
#define IEA RCM_X12_ID3('I', 'E', 'A')
#define GS RCM_X12_ID2('G', 'S')
#define GE RCM_X12_ID2('G', 'E')
#define ST RCM_X12_ID2('S', 'T')
#define SE RCM_X12_ID2('S', 'E')
/* Acknowledgements, security and deferred delivery stand outside of groups. */
#define TA1 RCM_X12_ID3('T', 'A', '1')
#define TA3 RCM_X12_ID3('T', 'A', '3')
#define ISB RCM_X12_ID3('I', 'S', 'B')
#define ISE RCM_X12_ID3('I', 'S', 'E')

#define ISA_LENGTH 105			/* and its terminator */
#define GUIDE_LENGTH 10			/* 005010X222, errata not counted */
#define RELEASE_LENGTH 6		/* 005010 */

const char *
rcm_x12_level_name(RcmX12Level level)
{
	static const char *const names[] = {
		"interchange", "group", "transaction", "segment", "element"
	};

	return names[level];
}

/*
 * What a strict reader lets pass: how the bytes are laid out, names that
 * nobody needs for reading.  Whatever is not listed here means that a segment,
 * a transaction or a value was lost, or that it cannot be told.
 */
bool
rcm_x12_is_loss(const char *code)
{
	static const char *const untidy[] = {
		"BLANK-LINES", "BOM", "BYTES-BEFORE-ISA", "CONTROL-BYTES", "DATE-FORMAT", "EMPTY-SEGMENT",
		"GS08-UNKNOWN", "HL01-SEQUENCE", "HL02-PARENT", "INDENT", "ISA-LENGTH", "ISA11-REPETITION", "ISA12-VERSION",
		"ISA13-DIGITS", "ISA15-USAGE", "LOWER-CASE-ID", "LX01", "NOT-ASCII", "NOT-UTF8",
		"ST03-GS08", "STC03-CATEGORY", "TOO-MANY-CLAIMS", "TOO-MANY-LINES", "TRAILING-ELEMENT",
	};

	for (size_t i = 0; i < sizeof(untidy) / sizeof(untidy[0]); i++)
		if (strcmp(code, untidy[i]) == 0)
			return false;
	return true;
}

void
rcm_x12_report(RcmX12Report report, void *owner, RcmX12Level level, const char *code,
			   const RcmX12Place *place, const char *format,...)
{
	RcmX12Finding f;
	va_list		args;

	if (report == NULL)
		return;
	f.level = level;
	f.code = code;
	f.place = *place;
	va_start(args, format);
	vsnprintf(f.message, sizeof(f.message), format, args);
	va_end(args);
	report(owner, &f);
}

/* Report about element i of the segment being read (0: about the whole). */
#define FINDING(e, s, level, code, i, ...) \
	do { \
		RcmX12Place place_ = (e)->place; \
		place_.element = (i); \
		place_.offset = rcm_x12_element_offset((s), (i)); \
		rcm_x12_report((e)->report, (e)->owner, RCM_X12_LEVEL_##level, code, &place_, __VA_ARGS__); \
	} while (0)

void
rcm_x12_envelope_init(RcmX12Envelope *e, RcmX12Report report, void *owner)
{
	memset(e, 0, sizeof(*e));
	e->report = report;
	e->owner = owner;
}

static RcmX12Control
control(RcmText t)
{
	RcmX12Control c;

	t = rcm_x12_trim(t);
	c.len = t.len < (int32_t) sizeof(c.text) - 1 ? t.len : (int) sizeof(c.text) - 1;
	memset(c.text, 0, sizeof(c.text));
	memcpy(c.text, t.data, (size_t) c.len);
	return c;
}

static bool
same_control(const RcmX12Control *a, const RcmX12Control *b)
{
	return a->len == b->len && memcmp(a->text, b->text, (size_t) a->len) == 0;
}

/* As it may be shown. */
static const char *
shown(const RcmX12Control *c, char *out)
{
	int			i;

	for (i = 0; i < c->len && i < 15; i++)
		out[i] = rcm_is_digit(c->text[i]) || rcm_is_upper(rcm_upper(c->text[i])) ?
			c->text[i] : '.';
	out[i] = '\0';
	return c->len == 0 ? "nothing" : out;
}

static void
check_control(RcmX12Envelope *e, const RcmX12Segment *s, RcmX12Level level, const char *code,
			  const char *opener, const RcmX12Control *opened)
{
	RcmX12Control closed = control(rcm_x12_element(s, 2));
	RcmX12Place place = e->place;
	char		a[16];
	char		b[16];

	if (same_control(&closed, opened))
		return;
	place.element = 2;
	place.offset = rcm_x12_element_offset(s, 2);
	rcm_x12_report(e->report, e->owner, level, code, &place,
				   "the control number is %s, but %s says %s",
				   shown(&closed, a), opener, shown(opened, b));
}

static void
check_count(RcmX12Envelope *e, const RcmX12Segment *s, RcmX12Level level, const char *code,
			const char *what, int64_t actual)
{
	RcmX12Control said = control(rcm_x12_element(s, 1));
	RcmX12Place place = e->place;
	int64_t		n = 0;
	char		a[16];
	bool		number = said.len > 0 && said.len <= 15;

	for (int i = 0; number && i < said.len; i++)
	{
		number = rcm_is_digit(said.text[i]);
		n = n * 10 + (said.text[i] - '0');
	}
	if (number && n == actual)
		return;
	place.element = 1;
	place.offset = rcm_x12_element_offset(s, 1);
	rcm_x12_report(e->report, e->owner, level, code, &place,
				   "the trailer counts %s %s, there are %lld",
				   shown(&said, a), what, (long long) actual);
}

/* ---- closing what was left open ---- */

static void
close_transaction(RcmX12Envelope *e)
{
	if (e->in_transaction)
		rcm_x12_report(e->report, e->owner, RCM_X12_LEVEL_TRANSACTION, "SE-MISSING", &e->st,
					   "this transaction has no SE");
	e->in_transaction = false;
}

static void
close_group(RcmX12Envelope *e)
{
	close_transaction(e);
	if (e->in_group)
		rcm_x12_report(e->report, e->owner, RCM_X12_LEVEL_GROUP, "GE-MISSING", &e->gs,
					   "this functional group has no GE");
	e->in_group = false;
}

static void
close_interchange(RcmX12Envelope *e)
{
	close_group(e);
	if (e->in_interchange)
		rcm_x12_report(e->report, e->owner, RCM_X12_LEVEL_INTERCHANGE, "IEA-MISSING", &e->isa,
					   "this interchange has no IEA");
	e->in_interchange = false;
	rcm_x12_layout_report(e);
}

/* ---- headers ---- */

static void
check_isa(RcmX12Envelope *e, const RcmX12Segment *s, const RcmX12Delimiters *d)
{
	RcmText		version = rcm_x12_trim(rcm_x12_element(s, 12));
	RcmText		usage = rcm_x12_trim(rcm_x12_element(s, 15));
	bool		digits = e->isa13.len == 9;

	if (s->len != ISA_LENGTH)
		FINDING(e, s, INTERCHANGE, "ISA-LENGTH", 0,
				"the ISA is %u bytes long, the standard says 106", s->len + 1);
	if (version.len != 5 || memcmp(version.data, "00", 2) != 0)
		FINDING(e, s, ELEMENT, "ISA12-VERSION", 12, "not a version of the interchange standard");
	else if (memcmp(version.data, "00402", 5) >= 0 && d->repetition == 0)
		FINDING(e, s, ELEMENT, "ISA11-REPETITION", 11,
				"the repetition separator is missing or is a letter or digit");
	for (int i = 0; i < e->isa13.len; i++)
		digits &= rcm_is_digit(e->isa13.text[i]);
	if (!digits)
		FINDING(e, s, ELEMENT, "ISA13-DIGITS", 13, "the control number is not nine digits");
	if (usage.len != 1 || (usage.data[0] != 'P' && usage.data[0] != 'T'))
		FINDING(e, s, ELEMENT, "ISA15-USAGE", 15, "neither P (production) nor T (test)");
	if (d->component == 0)
		FINDING(e, s, ELEMENT, "ISA16-COMPONENT", 16, "no component separator is named");
	else if (d->component == d->repetition)
		FINDING(e, s, INTERCHANGE, "DELIMITERS", 16,
				"components and repetitions have the same separator");
}

static void
read_isa(RcmX12Envelope *e, const RcmX12Segment *s, const RcmX12Delimiters *d)
{
	close_interchange(e);
	e->place.interchange++;
	e->place.group = 0;
	e->place.transaction = 0;
	e->isa = e->place;
	e->isa13 = control(rcm_x12_element(s, 13));
	e->groups = 0;
	e->in_interchange = true;
	check_isa(e, s, d);
}

static void
read_gs(RcmX12Envelope *e, const RcmX12Segment *s)
{
	close_group(e);
	e->groups++;
	e->place.group++;
	e->place.transaction = 0;
	e->gs = e->place;
	e->gs06 = control(rcm_x12_element(s, 6));
	e->gs08 = control(rcm_x12_element(s, 8));
	e->transactions = 0;
	e->st02.len = 0;
	e->in_group = true;
	if (!rcm_x12_known_guide((RcmText) {e->gs08.text, e->gs08.len}))
		FINDING(e, s, ELEMENT, "GS08-UNKNOWN", 8, "not a version or guide that we know");
	if (!e->in_interchange && e->place.interchange > 0)
		FINDING(e, s, GROUP, "GS-OUTSIDE", 0, "a functional group outside of any interchange");
}

/*
 * 005010X222 and 005010X222A1 are one guide with and without its errata, and
 * 005010 alone is no other.  ST03 may be missing: not every guide has it.
 */
static bool
same_guide(const RcmX12Control *st03, const RcmX12Control *gs08)
{
	int			len = st03->len < gs08->len ? st03->len : gs08->len;

	if (len < RELEASE_LENGTH)
		return st03->len == 0 || same_control(st03, gs08);
	return memcmp(st03->text, gs08->text, len < GUIDE_LENGTH ? (size_t) len : GUIDE_LENGTH) == 0;
}

static void
read_st(RcmX12Envelope *e, const RcmX12Segment *s)
{
	RcmX12Control st02 = control(rcm_x12_element(s, 2));
	RcmX12Control st03 = control(rcm_x12_element(s, 3));

	close_transaction(e);
	e->transactions++;
	e->place.transaction++;
	e->st = e->place;
	e->segments = 1;
	e->in_transaction = true;
	if (st02.len == 0)
		FINDING(e, s, ELEMENT, "ST02-MISSING", 2, "the transaction has no control number");
	else if (e->transactions > 1 && same_control(&st02, &e->st02))
		FINDING(e, s, ELEMENT, "ST02-REPEATED", 2,
				"the same control number as the transaction before");
	if (e->in_group && !same_guide(&st03, &e->gs08))
		FINDING(e, s, ELEMENT, "ST03-GS08", 3, "ST03 and GS08 name different guides");
	if (!e->in_group && e->place.interchange > 0)
		FINDING(e, s, TRANSACTION, "ST-OUTSIDE", 0, "a transaction outside of any functional group");
	e->st02 = st02;
}

/* ---- trailers ---- */

static void
read_se(RcmX12Envelope *e, const RcmX12Segment *s)
{
	if (!e->in_transaction)
	{
		FINDING(e, s, TRANSACTION, "SE-ALONE", 0, "an SE without its ST");
		return;
	}
	check_count(e, s, RCM_X12_LEVEL_TRANSACTION, "SE01-COUNT", "segments", e->segments);
	check_control(e, s, RCM_X12_LEVEL_TRANSACTION, "SE02-MISMATCH", "ST02", &e->st02);
	e->in_transaction = false;
}

static void
read_ge(RcmX12Envelope *e, const RcmX12Segment *s)
{
	close_transaction(e);
	if (!e->in_group)
	{
		FINDING(e, s, GROUP, "GE-ALONE", 0, "a GE without its GS");
		return;
	}
	check_count(e, s, RCM_X12_LEVEL_GROUP, "GE01-COUNT", "transactions", e->transactions);
	check_control(e, s, RCM_X12_LEVEL_GROUP, "GE02-MISMATCH", "GS06", &e->gs06);
	e->in_group = false;
}

static void
read_iea(RcmX12Envelope *e, const RcmX12Segment *s)
{
	close_group(e);
	if (!e->in_interchange)
	{
		FINDING(e, s, INTERCHANGE, "IEA-ALONE", 0, "an IEA without its ISA");
		return;
	}
	check_count(e, s, RCM_X12_LEVEL_INTERCHANGE, "IEA01-COUNT", "functional groups", e->groups);
	check_control(e, s, RCM_X12_LEVEL_INTERCHANGE, "IEA02-MISMATCH", "ISA13", &e->isa13);
	e->in_interchange = false;
	rcm_x12_layout_report(e);
}

static void
read_other(RcmX12Envelope *e, const RcmX12Segment *s)
{
	if (e->in_transaction || s->len == 0 ||
		(e->in_interchange && (s->id == TA1 || s->id == TA3 || s->id == ISB || s->id == ISE)))
		return;
	FINDING(e, s, SEGMENT, "SEGMENT-OUTSIDE", 0, "a segment outside of any transaction");
}

/* ---- each segment ---- */

static void
set_place(RcmX12Envelope *e, const RcmX12Segment *s)
{
	RcmText		id = rcm_x12_element(s, 0);
	bool		sane = id.len == 2 || id.len == 3;

	e->place.segment++;
	e->place.offset = s->offset;
	for (int32_t i = 0; sane && i < id.len; i++)
		sane = rcm_is_upper(rcm_upper(id.data[i])) || rcm_is_digit(id.data[i]);
	memset(e->place.segment_id, 0, sizeof(e->place.segment_id));
	if (sane)
		memcpy(e->place.segment_id, id.data, (size_t) id.len);
}

/* What the tokenizer noted about the start of the file and of this segment. */
static void
report_notes(RcmX12Envelope *e, const RcmX12Segment *s)
{
	if (s->notes & RCM_X12_BOM)
		FINDING(e, s, INTERCHANGE, "BOM", 0, "a byte order mark before this segment");
	if (s->notes & RCM_X12_JUNK)
		FINDING(e, s, INTERCHANGE, "BYTES-BEFORE-ISA", 0, "%llu bytes before the ISA",
				(unsigned long long) s->gap);
	if (s->notes & RCM_X12_GUESSED)
		FINDING(e, s, INTERCHANGE, "ISA-MISSING", 0,
				"the file does not begin with an ISA; its delimiters were guessed");
	if (s->notes & RCM_X12_BROKEN_ISA)
		FINDING(e, s, INTERCHANGE, "ISA-BROKEN", 0,
				"an ISA that names no delimiters; the ones before it stay in force");
	if (s->notes & RCM_X12_NO_TERMINATOR)
		FINDING(e, s, SEGMENT, "TERMINATOR-MISSING", 0, "the segment has no terminator");
}

void
rcm_x12_envelope_segment(RcmX12Envelope *e, const RcmX12Segment *s, const RcmX12Delimiters *d)
{
	set_place(e, s);
	e->delimiters = *d;
	if (e->in_transaction && s->len > 0)
		e->segments++;
	if (s->id == ISA && (s->notes & RCM_X12_IS_ISA))
		read_isa(e, s, d);
	else if (s->id == GS)
		read_gs(e, s);
	else if (s->id == ST)
		read_st(e, s);
	if (e->report != NULL)
	{
		report_notes(e, s);
		rcm_x12_layout_segment(e, s);
	}
	switch (s->id)
	{
		case ISA:
		case GS:
		case ST:
			break;
		case SE:
			read_se(e, s);
			break;
		case GE:
			read_ge(e, s);
			break;
		case IEA:
			read_iea(e, s);
			break;
		default:
			if (e->report != NULL)
				read_other(e, s);
			break;
	}
}

void
rcm_x12_envelope_end(RcmX12Envelope *e, const RcmX12Segment *end)
{
	if (end->notes & RCM_X12_NUL_GAP)
	{
		e->place.offset = end->offset;
		rcm_x12_report(e->report, e->owner, RCM_X12_LEVEL_INTERCHANGE, "NUL-BYTES", &e->place,
					   "NUL bytes at the end of the file");
	}
	close_interchange(e);
}
