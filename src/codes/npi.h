/*
 * npi.h - the National Provider Identifier (45 CFR 162.406).
 *
 * Ten digits, the first 1 or 2, the last a Luhn check digit over the number
 * with the issuer prefix 80840 before it.
 */
#ifndef RCM_NPI_H
#define RCM_NPI_H

#include "base/text.h"

/* Exactly ten digits, nothing before or after. */
extern bool rcm_npi_parse(RcmText t, int64_t *npi);
/* Is the number an NPI? */
extern bool rcm_npi_valid(int64_t npi);
/* Writes ten bytes, no terminator. */
extern void rcm_npi_format(int64_t npi, char out[10]);

#endif
