/*
 * digest.c - see digest.h.
 */
#include "remittance/digest.h"

#define ST RCM_X12_ID2('S', 'T')
#define SE RCM_X12_ID2('S', 'E')

/* Separators that no file has between its elements: what stands for its own ones. */
#define AFTER_COMPONENT '\x1f'
#define AFTER_REPETITION '\x1e'
#define AFTER_ELEMENT '\x1d'
#define AFTER_SEGMENT '\x1c'

/* ---- SHA-256 ---- */

static const uint32_t round_constants[64] = {
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
	0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
	0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
	0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
	0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
	0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
	0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
	0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
};

static inline uint32_t
turn(uint32_t v, int by)
{
	return v >> by | v << (32 - by);
}

/* One round: what was h takes the place of a, and every other letter moves on by its name. */
#define ROUND(a, b, c, d, e, f, g, h, i) \
	do { \
		uint32_t	one_ = (h) + (turn((e), 6) ^ turn((e), 11) ^ turn((e), 25)) + \
			((g) ^ ((e) & ((f) ^ (g)))) + round_constants[i] + w[i]; \
		(d) += one_; \
		(h) = one_ + (turn((a), 2) ^ turn((a), 13) ^ turn((a), 22)) + \
			(((a) & (b)) | ((c) & ((a) | (b)))); \
	} while (0)

static void
take_block(RcmDigest *digest)
{
	uint32_t	w[64];
	uint32_t   *s = digest->state;
	uint32_t	a = s[0], b = s[1], c = s[2], d = s[3], e = s[4], f = s[5], g = s[6], h = s[7];

	for (int i = 0; i < 16; i++)
		w[i] = (uint32_t) digest->block[4 * i] << 24 | (uint32_t) digest->block[4 * i + 1] << 16 |
			(uint32_t) digest->block[4 * i + 2] << 8 | (uint32_t) digest->block[4 * i + 3];
	for (int i = 16; i < 64; i++)
		w[i] = w[i - 16] + (turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ w[i - 15] >> 3) +
			w[i - 7] + (turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ w[i - 2] >> 10);
	for (int i = 0; i < 64; i += 8)
	{
		ROUND(a, b, c, d, e, f, g, h, i);
		ROUND(h, a, b, c, d, e, f, g, i + 1);
		ROUND(g, h, a, b, c, d, e, f, i + 2);
		ROUND(f, g, h, a, b, c, d, e, i + 3);
		ROUND(e, f, g, h, a, b, c, d, i + 4);
		ROUND(d, e, f, g, h, a, b, c, i + 5);
		ROUND(c, d, e, f, g, h, a, b, i + 6);
		ROUND(b, c, d, e, f, g, h, a, i + 7);
	}
	s[0] += a;
	s[1] += b;
	s[2] += c;
	s[3] += d;
	s[4] += e;
	s[5] += f;
	s[6] += g;
	s[7] += h;
	digest->held = 0;
}

void
rcm_digest_begin(RcmDigest *digest)
{
	static const uint32_t start[8] = {
		0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
	};

	memcpy(digest->state, start, sizeof(start));
	digest->bytes = 0;
	digest->held = 0;
}

static inline void
add_byte(RcmDigest *digest, char c)
{
	digest->block[digest->held++] = (unsigned char) c;
	if (digest->held == sizeof(digest->block))
	{
		digest->bytes += sizeof(digest->block);
		take_block(digest);
	}
}

void
rcm_digest_bytes(RcmDigest *digest, const char *data, size_t len)
{
	for (size_t i = 0; i < len; i++)
		add_byte(digest, data[i]);
}

void
rcm_digest_end(RcmDigest *digest, char *out)
{
	uint64_t	bits = (digest->bytes + digest->held) * 8;

	add_byte(digest, '\x80');
	while (digest->held != sizeof(digest->block) - 8)
		add_byte(digest, '\0');
	for (int i = 56; i >= 0; i -= 8)
		add_byte(digest, (char) (bits >> i & 0xff));
	for (int i = 0; i < RCM_DIGEST_LENGTH; i++)
		out[i] = "0123456789abcdef"[digest->state[i / 8] >> (28 - 4 * (i % 8)) & 15];
	out[RCM_DIGEST_LENGTH] = '\0';
}

/* ---- segments ---- */

/* Without blanks around it, line breaks and empty components at its end. */
static RcmText
bare(RcmText t, const RcmX12Delimiters *d)
{
	while (t.len > 0 && (t.data[t.len - 1] == ' ' || t.data[t.len - 1] == '\r' ||
						 t.data[t.len - 1] == '\n' ||
						 (d->component != '\0' && t.data[t.len - 1] == d->component)))
		t.len--;
	while (t.len > 0 && t.data[0] == ' ')
	{
		t.data++;
		t.len--;
	}
	return t;
}

/*
 * A bare element: its separators become ours, and line breaks inside it (of a
 * file that was wrapped at a fixed width) are dropped.  Other control bytes are
 * blanks, as the reader has them, or data could pass for our separators.
 */
static void
add_element(RcmDigest *digest, RcmText t, const RcmX12Delimiters *d)
{
	size_t		held = digest->held;	/* in a register: bytes are written below */

	for (int32_t i = 0; i < t.len; i++)
	{
		char		c = t.data[i];

		if (c == '\r' || c == '\n')
			continue;
		if (c == d->component && c != '\0')
			c = AFTER_COMPONENT;
		else if (c == d->repetition && c != '\0')
			c = AFTER_REPETITION;
		else if ((unsigned char) c < ' ')
			c = ' ';
		digest->block[held++] = (unsigned char) c;
		if (held == sizeof(digest->block))
		{
			digest->bytes += held;
			take_block(digest);
			held = 0;
		}
	}
	digest->held = held;
}

void
rcm_digest_segment(RcmDigest *digest, const RcmX12Segment *s, const RcmX12Delimiters *d)
{
	int			empty = 0;

	if (s->id == SE || (s->count == 0 && rcm_blank(rcm_x12_element(s, 0))))
		return;
	add_element(digest, bare(rcm_x12_element(s, 0), d), d);
	for (int i = 1; i <= s->count; i++)
	{
		RcmText		t = bare(rcm_x12_element(s, i), d);

		if (rcm_blank(t) || (s->id == ST && i == 2))
		{
			empty++;
			continue;
		}
		/* Empty elements count only when something follows them. */
		for (; empty >= 0; empty--)
			add_byte(digest, AFTER_ELEMENT);
		empty = 0;
		add_element(digest, t, d);
	}
	add_byte(digest, AFTER_SEGMENT);
}
