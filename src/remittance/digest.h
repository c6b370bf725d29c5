/*
 * digest.h - a fingerprint of a transaction by which a second copy is known.
 *
 * Over the elements of the segments from ST to SE, not over their bytes: other
 * delimiters, line breaks, trailing empty elements, control numbers and counts
 * change nothing.  The first 128 bits of SHA-256 (FIPS 180-4), so that nobody
 * can make another remittance that passes for one already posted.
 */
#ifndef RCM_REMITTANCE_DIGEST_H
#define RCM_REMITTANCE_DIGEST_H

#include "x12/token.h"

#define RCM_DIGEST_LENGTH 32	/* hex digits */

typedef struct RcmDigest
{
	uint32_t	state[8];
	uint64_t	bytes;
	size_t		held;			/* bytes in block */
	unsigned char block[64];
} RcmDigest;

extern void rcm_digest_begin(RcmDigest *digest);
extern void rcm_digest_bytes(RcmDigest *digest, const char *data, size_t len);
/* A segment; ST02 is left out of an ST; an SE, or one that is empty, altogether. */
extern void rcm_digest_segment(RcmDigest *digest, const RcmX12Segment *s, const RcmX12Delimiters *d);
/* Writes RCM_DIGEST_LENGTH digits and a zero byte. */
extern void rcm_digest_end(RcmDigest *digest, char *out);

#endif
