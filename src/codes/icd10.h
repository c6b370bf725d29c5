/*
 * icd10.h - ICD-10-CM diagnosis codes.
 *
 * Up to seven characters packed left-aligned in base 37, so the order of the
 * integers is the order of the codes as text in the "C" collation, with or
 * without the dot, and a category comes right before what is under it.
 */
#ifndef RCM_ICD10_H
#define RCM_ICD10_H

#include "base/text.h"

#define RCM_NO_ICD10 0

/*
 * Lenient, for what others send and for prefixes: dots and the spaces around
 * are dropped, lower case counts as upper, 1 to 7 letters or digits remain.
 * RCM_NO_ICD10 when not.
 */
extern int64_t rcm_icd10_pack(RcmText t);
/*
 * Strict: a letter, a digit, a digit or letter, then up to four letters or
 * digits; the dot may be left out, and stands after the third character when
 * more follow.  Lower case counts as upper.  RCM_NO_ICD10 when not.
 */
extern int64_t rcm_icd10_parse(RcmText t);
/* Is the integer a code that the strict form allows? */
extern bool rcm_icd10_valid(int64_t code);
/* Writes "E11.9" or "I10", at most eight bytes, no terminator; returns the length. */
extern int	rcm_icd10_format(int64_t code, char out[8]);

/* Does the code begin with the prefix?  A code is under itself; nothing is under RCM_NO_ICD10. */
extern bool rcm_icd10_under(int64_t code, int64_t prefix);
/* Characters, the dot not counted. */
extern int	rcm_icd10_length(int64_t code);
/* The first characters of a code, as a packed prefix. */
extern int64_t rcm_icd10_prefix(int64_t code, int length);
/* The first code that sorts after everything under the prefix. */
extern int64_t rcm_icd10_after(int64_t prefix);
/* Writes "E119" or "I10", at most seven bytes, no terminator; returns the length. */
extern int	rcm_icd10_undotted(int64_t code, char out[8]);

#endif
