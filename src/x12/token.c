/*
 * token.c - see token.h.
 *
 * Sixty-four bytes at a time become two bit masks, one bit for each byte that
 * is a separator or a terminator; the rest is walking set bits.  The masks are
 * kept between calls because a typical segment is shorter than 64 bytes.
 */
#include "x12/token.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#define BLOCK 64
#define NO_BLOCK SIZE_MAX

#if defined(__SSE2__)

/* One bit for each of 64 bytes that equals c. */
static inline uint64_t
equal_mask(const char *p, char c)
{
	const __m128i pattern = _mm_set1_epi8(c);
	uint64_t	mask = 0;

	for (int i = 0; i < 4; i++)
	{
		__m128i		bytes = _mm_loadu_si128((const __m128i *) (const void *) (p + 16 * i));
		uint32_t	m = (uint32_t) _mm_movemask_epi8(_mm_cmpeq_epi8(bytes, pattern));

		mask |= (uint64_t) m << (16 * i);
	}
	return mask;
}

#else

/* The same in words of eight bytes, for any machine. */
static inline uint64_t
equal_mask(const char *p, char c)
{
	const uint64_t low7 = UINT64_C(0x7f7f7f7f7f7f7f7f);
	const uint64_t pattern = UINT64_C(0x0101010101010101) * (unsigned char) c;
	uint64_t	mask = 0;

	for (int i = 0; i < 8; i++)
	{
		uint64_t	w;
		uint64_t	hit;

		memcpy(&w, p + 8 * i, 8);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
		w = __builtin_bswap64(w);
#endif
		w ^= pattern;
		/* The top bit of each byte that was equal, then one bit for each byte. */
		hit = ~(((w & low7) + low7) | w) & ~low7;
		mask |= ((hit >> 7) * UINT64_C(0x0102040810204080) >> 56) << (8 * i);
	}
	return mask;
}

#endif

/* The masks of the 64 bytes at "block"; bytes behind the window are no separators. */
static void
load_block(RcmX12Reader *r, size_t block)
{
	const char *p = r->data + block;
	char		tail[BLOCK];
	uint64_t	valid = ~UINT64_C(0);

	if (r->len - block < BLOCK)
	{
		size_t		n = r->len - block;

		memset(tail, 0, sizeof(tail));
		memcpy(tail, p, n);
		p = tail;
		valid = (UINT64_C(1) << n) - 1;
	}
	r->block = block;
	r->stops = equal_mask(p, r->delimiters.terminator) & valid;
	r->marks = (equal_mask(p, r->delimiters.element) & valid) | r->stops;
}

/* Note where elements end; false when there are more than we tell apart. */
static inline bool
note_ends(RcmX12Reader *r, uint64_t marks, uint32_t from, int *n)
{
	while (marks != 0)
	{
		if (*n >= RCM_X12_MAX_ELEMENTS)
			return false;
		r->ends[(*n)++] = from + (uint32_t) __builtin_ctzll(marks);
		marks &= marks - 1;
	}
	return true;
}

/*
 * Find the terminator of the segment that begins at "start" and the separators
 * before it.  Without a terminator the segment ends with the window.
 */
static bool
scan_segment(RcmX12Reader *r, size_t start, RcmX12Segment *s)
{
	size_t		block = start - start % BLOCK;
	uint64_t	unseen = ~UINT64_C(0) << (start % BLOCK);
	int			n = 0;
	bool		fits = true;

	if (r->block != block)
		load_block(r, block);
	for (;;)
	{
		uint64_t	stops = r->stops & unseen;
		uint64_t	marks = r->marks & unseen;

		/* "from" wraps when the block begins before the segment; the sum does not. */
		if (stops != 0)
		{
			uint64_t	stop = stops & (~stops + 1);

			fits = note_ends(r, marks & (stop - 1), (uint32_t) (block - start), &n) && fits;
			s->len = (uint32_t) (block - start) + (uint32_t) __builtin_ctzll(stop);
			break;
		}
		fits = note_ends(r, marks, (uint32_t) (block - start), &n) && fits;
		block += BLOCK;
		if (block >= r->len)
		{
			s->len = (uint32_t) (r->len - start);
			s->notes |= RCM_X12_NO_TERMINATOR;
			break;
		}
		unseen = ~UINT64_C(0);
		load_block(r, block);
	}
	r->ends[n] = s->len;
	s->count = n;
	s->ends = r->ends;
	if (!fits)
		s->notes |= RCM_X12_MANY_ELEMENTS;
	return (s->notes & RCM_X12_NO_TERMINATOR) == 0;
}

void
rcm_x12_open(RcmX12Reader *r, const char *data, size_t len)
{
	memset(r, 0, offsetof(RcmX12Reader, ends));
	r->data = data;
	r->len = len;
	r->last = true;
	r->block = NO_BLOCK;
}

size_t
rcm_x12_consumed(const RcmX12Reader *r)
{
	return r->pos;
}

void
rcm_x12_feed(RcmX12Reader *r, const char *data, size_t len, bool last)
{
	r->base += r->pos;
	r->pos = 0;
	r->data = data;
	r->len = len;
	r->last = last;
	r->block = NO_BLOCK;
}

static inline bool
is_line_break(char c)
{
	return c == '\n' || c == '\r';
}

/* Bytes that stand between segments and mean nothing: 0x1A ended files under DOS. */
static inline bool
is_gap_byte(char c)
{
	return c == ' ' || c == '\t' || c == '\0' || c == '\f' || c == '\x1a' || is_line_break(c);
}

static bool
is_bom(const char *p, size_t len)
{
	return len >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0;
}

/* Skip what stands before a segment, and note what was odd about it. */
static void
skip_gap(RcmX12Reader *r)
{
	while (r->pos < r->len)
	{
		const char *p = r->data + r->pos;
		size_t		step = 1;

		if (is_bom(p, r->len - r->pos))
		{
			r->notes |= RCM_X12_BOM;
			step = 3;
		}
		else if (!is_gap_byte(*p))
			break;
		else if (is_line_break(*p))
		{
			/* CR LF is one break; a break that ends the segment is its terminator. */
			if (*p == '\r' || r->before != '\r')
				r->lines++;
			r->notes &= ~(uint32_t) RCM_X12_INDENT;
		}
		else if (*p == '\0')
			r->notes |= RCM_X12_NUL_GAP;
		else
			r->notes |= RCM_X12_INDENT;
		r->before = p[step - 1];
		r->pos += step;
		r->gap += step;
	}
	if (r->lines > (is_line_break(r->delimiters.terminator) ? 0 : 1) && r->started)
		r->notes |= RCM_X12_BLANK_LINE;
}

/*
 * The first delimiters: from an ISA, from a GS or ST that stands first, or
 * from an ISA behind a header that some mailer or printer put there.
 */
static RcmX12Status
start(RcmX12Reader *r)
{
	const char *p = r->data + r->pos;
	size_t		left = r->len - r->pos;
	size_t		reach = left < RCM_X12_MAX_JUNK ? left : RCM_X12_MAX_JUNK;
	RcmX12Isa	isa = rcm_x12_read_isa(p, left, &r->delimiters);

	if (isa == RCM_X12_ISA_OK)
		return RCM_X12_SEGMENT;
	if (!r->last && left < RCM_X12_MAX_JUNK)
		return RCM_X12_MORE;
	if (isa == RCM_X12_ISA_NONE && rcm_x12_guess(p, left, &r->delimiters))
	{
		r->notes |= RCM_X12_GUESSED;
		return RCM_X12_SEGMENT;
	}
	for (size_t i = 1; i < reach; i++)
	{
		const char *hit = memchr(p + i, 'I', reach - i);

		if (hit == NULL)
			break;
		i = (size_t) (hit - p);
		if (rcm_is_digit(hit[-1]) || rcm_is_upper(rcm_upper(hit[-1])))
			continue;			/* inside a word */
		if (rcm_x12_read_isa(hit, left - i, &r->delimiters) == RCM_X12_ISA_OK)
		{
			r->notes = RCM_X12_JUNK | (r->notes & RCM_X12_BOM);
			r->pos += i;
			r->gap += i;
			return RCM_X12_SEGMENT;
		}
	}
	return RCM_X12_NOT_X12;
}

/* Shorten a segment to "len" bytes. */
static void
cut_segment(RcmX12Reader *r, RcmX12Segment *s, uint32_t len)
{
	while (s->count > 0 && r->ends[s->count - 1] >= len)
		s->count--;
	r->ends[s->count] = len;
	s->len = len;
}

/*
 * Files are joined by people with "cat": an IEA that lost its terminator is
 * followed by the next ISA, whose delimiters may be others.
 */
static RcmX12Status
part_joined_files(RcmX12Reader *r, RcmX12Segment *s)
{
	RcmX12Delimiters d;
	uint32_t	i = s->count >= 2 ? s->ends[1] + 1 : s->len;
	uint32_t	cut;

	while (i < s->len && rcm_is_digit(s->data[i]))
		i++;
	cut = i;
	while (i < s->len && (is_gap_byte(s->data[i]) || is_bom(s->data + i, s->len - i)))
		i += is_gap_byte(s->data[i]) ? 1 : 3;
	if (i + 3 > s->len || memcmp(s->data + i, "ISA", 3) != 0)
		return RCM_X12_SEGMENT;
	switch (rcm_x12_read_isa(s->data + i, r->len - r->pos - i, &d))
	{
		case RCM_X12_ISA_OK:
			cut_segment(r, s, cut);
			s->notes |= RCM_X12_NO_TERMINATOR;
			break;
		case RCM_X12_ISA_CUT:
			return r->last ? RCM_X12_SEGMENT : RCM_X12_MORE;
		default:
			break;
	}
	return RCM_X12_SEGMENT;
}

/* What was at the end of the file, or of a line, is not part of the last element. */
static void
trim_segment(RcmX12Reader *r, RcmX12Segment *s)
{
	uint32_t	len = s->len;

	if (s->notes & RCM_X12_NO_TERMINATOR)
		while (len > 0 && is_gap_byte(s->data[len - 1]))
			len--;
	else if (r->delimiters.terminator == '\n' && len > 0 && s->data[len - 1] == '\r')
		len--;
	if (len < s->len)
		cut_segment(r, s, len);
}

static void
set_id(RcmX12Segment *s)
{
	const char *p = s->data;

	switch (s->ends[0])
	{
		case 3:
			s->id = RCM_X12_ID3(p[0], p[1], p[2]);
			break;
		case 2:
			s->id = RCM_X12_ID2(p[0], p[1]);
			break;
		case 1:
			s->id = RCM_X12_ID3(p[0], 0, 0);
			break;
		default:
			s->id = RCM_X12_NO_ID;
			break;
	}
}

/* An ISA where a segment begins brings its own delimiters. */
static RcmX12Status
check_isa(RcmX12Reader *r, uint32_t *notes)
{
	RcmX12Delimiters d;

	switch (rcm_x12_read_isa(r->data + r->pos, r->len - r->pos, &d))
	{
		case RCM_X12_ISA_OK:
			r->delimiters = d;
			r->block = NO_BLOCK;
			*notes |= RCM_X12_IS_ISA;
			break;
		case RCM_X12_ISA_CUT:
			if (!r->last)
				return RCM_X12_MORE;
			/* FALLTHROUGH */
		default:
			if (r->pos + 3 < r->len && r->data[r->pos + 3] == r->delimiters.element)
				*notes |= RCM_X12_BROKEN_ISA;
			break;
	}
	return RCM_X12_SEGMENT;
}

RcmX12Status
rcm_x12_next(RcmX12Reader *r, RcmX12Segment *s)
{
	uint32_t	consumed;
	uint32_t	notes;

	if (r->pos < r->len && (!r->started || !rcm_is_upper(r->data[r->pos])))
		skip_gap(r);
	if (!r->started)
	{
		RcmX12Status status = r->pos < r->len ? start(r) :
			r->last ? RCM_X12_NOT_X12 : RCM_X12_MORE;

		if (status != RCM_X12_SEGMENT)
			return status;
		r->started = true;
	}
	if (r->pos >= r->len)
	{
		s->offset = r->base + r->pos;
		s->gap = r->gap;
		s->notes = r->notes & ~(uint32_t) (RCM_X12_BLANK_LINE | RCM_X12_INDENT);
		return r->last ? RCM_X12_END : RCM_X12_MORE;
	}

	notes = r->notes;
	/* The byte order mark of a file joined to another may be cut by the window. */
	if (!r->last && r->len - r->pos < 3)
		return RCM_X12_MORE;
	if (r->data[r->pos] == 'I' && r->len - r->pos > 3 &&
		memcmp(r->data + r->pos, "ISA", 3) == 0 &&
		check_isa(r, &notes) == RCM_X12_MORE)
		return RCM_X12_MORE;
	s->notes = notes;
	s->data = r->data + r->pos;
	if (!scan_segment(r, r->pos, s) && !r->last)
		return RCM_X12_MORE;
	set_id(s);
	if (s->id == RCM_X12_ID3('I', 'E', 'A') && part_joined_files(r, s) == RCM_X12_MORE)
		return RCM_X12_MORE;
	consumed = s->len + ((s->notes & RCM_X12_NO_TERMINATOR) ? 0 : 1);
	trim_segment(r, s);
	s->offset = r->base + r->pos;
	s->gap = r->gap;
	r->pos += consumed;
	r->before = r->data[r->pos - 1];
	r->gap = 0;
	r->notes = 0;
	r->lines = 0;
	return RCM_X12_SEGMENT;
}

int
rcm_x12_split(RcmText element, char separator, RcmText *pieces, int max)
{
	int			n = 0;
	int32_t		from = 0;

	if (element.len == 0)
		return 0;
	for (int32_t i = 0; i <= element.len; i++)
	{
		if (i < element.len && (separator == 0 || element.data[i] != separator))
			continue;
		if (n < max)
			pieces[n] = (RcmText) {element.data + from, i - from};
		n++;
		from = i + 1;
	}
	return n;
}

RcmText
rcm_x12_component(RcmText element, char separator, int wanted)
{
	const char *p = element.data;
	const char *end = p + element.len;

	if (separator == 0)
		return wanted == 1 ? element : (RcmText) {"", 0};
	for (int i = 1;; i++)
	{
		const char *q = p < end ? memchr(p, separator, (size_t) (end - p)) : NULL;

		if (q == NULL)
			q = end;
		if (i == wanted)
			return (RcmText) {p, (int32_t) (q - p)};
		if (q == end)
			return (RcmText) {"", 0};
		p = q + 1;
	}
}
