/*
 * icd10cm.h - what the files of diagnoses say of their fiscal year.
 */
#ifndef RCM_FORMATS_ICD10CM_H
#define RCM_FORMATS_ICD10CM_H

#include "formats/format.h"

/*
 * The release of a fiscal year, FY2021 from 2020-10-01; of a month in it,
 * FY2021-Jan from 2021-01-01.  Month 0 is the first, October.
 */
extern void rcm_fiscal_year(RcmReleaseHint *hint, int year, int month);
/* What the names of the order file, the tabular list and the exempt list say. */
extern void rcm_diagnosis_name(const RcmFormat *format, RcmText name, RcmReleaseHint *hint);

#endif
