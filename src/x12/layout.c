/*
 * layout.c - bytes that should not be there, and segments that look wrong.
 *
 * A file with a blank line has a thousand of them: each kind is one row for an
 * interchange, at the first place, with the number in its message.
 */
#include "x12/envelope.h"

/* No segment of the guides has more than 24 elements (MIA, TS3). */
#define SANE_ELEMENTS 30

static const struct
{
	RcmX12Level level;
	const char *code;
	const char *what;
}			layouts[RCM_X12_LAYOUTS] = {
	[RCM_X12_LAYOUT_BLANK_LINES] = {RCM_X12_LEVEL_INTERCHANGE, "BLANK-LINES", "blank lines between segments"},
	[RCM_X12_LAYOUT_INDENT] = {RCM_X12_LEVEL_INTERCHANGE, "INDENT", "blanks before a segment"},
	[RCM_X12_LAYOUT_EMPTY] = {RCM_X12_LEVEL_SEGMENT, "EMPTY-SEGMENT", "a terminator with no segment before it"},
	[RCM_X12_LAYOUT_TRAILING_ELEMENT] = {RCM_X12_LEVEL_SEGMENT, "TRAILING-ELEMENT",
	"element separators at the end of a segment, with nothing behind them"},
	[RCM_X12_LAYOUT_LOWER_CASE] = {RCM_X12_LEVEL_SEGMENT, "LOWER-CASE-ID", "a segment identifier in lower case"},
	[RCM_X12_LAYOUT_SEGMENT_ID] = {RCM_X12_LEVEL_SEGMENT, "SEGMENT-ID",
	"a segment identifier that is not two or three capitals and digits"},
	[RCM_X12_LAYOUT_MANY_ELEMENTS] = {RCM_X12_LEVEL_SEGMENT, "MANY-ELEMENTS",
	"more than 30 elements in a segment; a terminator may be missing"},
	[RCM_X12_LAYOUT_NOT_ASCII] = {RCM_X12_LEVEL_SEGMENT, "NOT-ASCII",
	"letters outside the X12 character sets (valid UTF-8)"},
	[RCM_X12_LAYOUT_NOT_UTF8] = {RCM_X12_LEVEL_SEGMENT, "NOT-UTF8",
	"bytes that are not valid UTF-8; claims read them as Latin-1"},
	[RCM_X12_LAYOUT_NUL] = {RCM_X12_LEVEL_SEGMENT, "NUL-BYTES", "NUL bytes; claims read them as blanks"},
	[RCM_X12_LAYOUT_CONTROL] = {RCM_X12_LEVEL_SEGMENT, "CONTROL-BYTES",
	"line breaks or other control bytes inside a segment"},
};

static void
tally(RcmX12Envelope *e, RcmX12Layout kind, int element, uint64_t offset)
{
	RcmX12Tally *t = &e->layout[kind];

	if (t->count++ == 0)
	{
		t->first = e->place;
		t->first.element = element;
		t->first.offset = offset;
	}
}

void
rcm_x12_layout_report(RcmX12Envelope *e)
{
	for (int i = 0; i < RCM_X12_LAYOUTS; i++)
	{
		RcmX12Tally *t = &e->layout[i];

		if (t->count > 0)
			rcm_x12_report(e->report, e->owner, layouts[i].level, layouts[i].code, &t->first,
						   "%s (%lld in this interchange)", layouts[i].what,
						   (long long) t->count);
		t->count = 0;
	}
}

RcmText
rcm_x12_trim(RcmText t)
{
	while (t.len > 0 && t.data[0] == ' ')
	{
		t.data++;
		t.len--;
	}
	while (t.len > 0 && t.data[t.len - 1] == ' ')
		t.len--;
	return t;
}

/* Length of the UTF-8 character at p, 0 when it is none (RFC 3629). */
static int
utf8_length(const unsigned char *p, int32_t left)
{
	int			n = p[0] < 0x80 ? 1 : p[0] < 0xC2 ? 0 : p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 :
		p[0] < 0xF5 ? 4 : 0;

	if (n > left)
		return 0;
	for (int i = 1; i < n; i++)
		if ((p[i] & 0xC0) != 0x80)
			return 0;
	if ((p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xED && p[1] > 0x9F) ||
		(p[0] == 0xF0 && p[1] < 0x90) || (p[0] == 0xF4 && p[1] > 0x8F))
		return 0;
	return n;
}

bool
rcm_x12_utf8(RcmText t)
{
	for (int32_t i = 0; i < t.len;)
	{
		int			n = utf8_length((const unsigned char *) t.data + i, t.len - i);

		if (n == 0)
			return false;
		i += n;
	}
	return true;
}

/* Which kinds of bytes a segment holds. */
static void
look_at_bytes(RcmX12Envelope *e, const RcmX12Segment *s)
{
	unsigned char high = 0;
	unsigned char control = 0;

	for (uint32_t i = 0; i < s->len; i++)
	{
		unsigned char c = (unsigned char) s->data[i];

		high |= c;
		control |= c < 0x20;
	}
	if (high & 0x80)
		tally(e, rcm_x12_utf8((RcmText) {s->data, (int32_t) s->len}) ?
			  RCM_X12_LAYOUT_NOT_ASCII : RCM_X12_LAYOUT_NOT_UTF8, 0, s->offset);
	if (!control)
		return;
	for (uint32_t i = 0; i < s->len; i++)
	{
		unsigned char c = (unsigned char) s->data[i];

		if (c == 0)
			tally(e, RCM_X12_LAYOUT_NUL, 0, s->offset + i);
		else if (c < 0x20 && (char) c != e->delimiters.element &&
				 (char) c != e->delimiters.component && (char) c != e->delimiters.repetition)
			tally(e, RCM_X12_LAYOUT_CONTROL, 0, s->offset + i);
	}
}

static void
look_at_id(RcmX12Envelope *e, const RcmX12Segment *s)
{
	RcmText		id = rcm_x12_element(s, 0);
	bool		lower = false;
	bool		bad = id.len < 2 || id.len > 3;

	for (int32_t i = 0; i < id.len; i++)
	{
		lower |= id.data[i] >= 'a' && id.data[i] <= 'z';
		bad |= !rcm_is_upper(rcm_upper(id.data[i])) && !(i > 0 && rcm_is_digit(id.data[i]));
	}
	if (bad)
		tally(e, RCM_X12_LAYOUT_SEGMENT_ID, 0, s->offset);
	else if (lower)
		tally(e, RCM_X12_LAYOUT_LOWER_CASE, 0, s->offset);
}

static void
look_at_elements(RcmX12Envelope *e, const RcmX12Segment *s)
{
	if (s->count > 0 && s->ends[s->count] == s->ends[s->count - 1] + 1)
		tally(e, RCM_X12_LAYOUT_TRAILING_ELEMENT, s->count, s->offset + s->ends[s->count - 1]);
	if (s->count > SANE_ELEMENTS)
		tally(e, RCM_X12_LAYOUT_MANY_ELEMENTS, 0, s->offset);
}

void
rcm_x12_layout_segment(RcmX12Envelope *e, const RcmX12Segment *s)
{
	if (s->notes & RCM_X12_BLANK_LINE)
		tally(e, RCM_X12_LAYOUT_BLANK_LINES, 0, s->offset - s->gap);
	if (s->notes & RCM_X12_INDENT)
		tally(e, RCM_X12_LAYOUT_INDENT, 0, s->offset - s->gap);
	if (s->notes & RCM_X12_NUL_GAP)
		tally(e, RCM_X12_LAYOUT_NUL, 0, s->offset - s->gap);
	look_at_bytes(e, s);
	if (s->len == 0)
	{
		tally(e, RCM_X12_LAYOUT_EMPTY, 0, s->offset);
		return;
	}
	look_at_id(e, s);
	/* ISA16 is a separator itself. */
	if (s->id != RCM_X12_ID3('I', 'S', 'A'))
		look_at_elements(e, s);
}

/* The X-numbers of the guides of release 005010 that trade in health care uses. */
static const short guides_5010[] = {
	186, 210, 211, 212, 213, 214, 215, 216, 217, 218, 219, 220, 221, 222, 223, 224, 228, 230,
	231, 252, 255, 269, 279, 290, 291, 292, 293, 295, 298, 299, 300, 306, 307, 318, 364
};

bool
rcm_x12_known_guide(RcmText v)
{
	int			guide = 0;

	if (v.len < 6 || v.len > 12)
		return false;
	for (int i = 0; i < 6; i++)
		if (!rcm_is_digit(v.data[i]))
			return false;
	if (v.data[0] != '0' || v.data[1] != '0' || v.data[2] < '2' || v.data[2] > '8')
		return false;
	if (v.len == 6)
		return true;			/* a release without a guide: legal X12 */
	if (v.len < 10 || v.len == 11 || v.data[6] != 'X')
		return false;
	for (int i = 7; i < 10; i++)
	{
		if (!rcm_is_digit(v.data[i]))
			return false;
		guide = guide * 10 + (v.data[i] - '0');
	}
	if (v.len == 12 && (!rcm_is_upper(v.data[10]) || !rcm_is_digit(v.data[11])))
		return false;
	if (memcmp(v.data, "005010", 6) != 0)
		return true;			/* other releases: the form is all we know */
	for (size_t i = 0; i < sizeof(guides_5010) / sizeof(guides_5010[0]); i++)
		if (guides_5010[i] == guide)
			return true;
	return false;
}
