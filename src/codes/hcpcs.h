/*
 * hcpcs.h - procedure codes of five characters: CPT, HCPCS level II, CDT.
 *
 * Packed in base 36, so the order of the integers is the order of the codes
 * as text in the "C" collation.
 */
#ifndef RCM_HCPCS_H
#define RCM_HCPCS_H

#include "base/text.h"

#define RCM_NO_HCPCS (-1)

/* Exactly five of 0-9A-Z (lower case counts as upper); RCM_NO_HCPCS when not. */
extern int32_t rcm_hcpcs_parse(RcmText t);
/* Is the integer a packed code? */
extern bool rcm_hcpcs_valid(int32_t code);
/* Writes five bytes, no terminator. */
extern void rcm_hcpcs_format(int32_t code, char out[5]);
/*
 * Is the code inside lo-hi, both included?  A range of codes runs through one
 * shape only: five digits, one letter before four digits, or four digits
 * before one letter ('0191T' is not inside 00100-01999).
 */
extern bool rcm_hcpcs_in_range(int32_t code, int32_t lo, int32_t hi);

#endif
