/*
 * formats.h - every format there is, by the file that knows it.
 */
#ifndef RCM_FORMATS_H
#define RCM_FORMATS_H

#include "formats/format.h"

/* ncci.c */
extern const RcmFormat rcm_format_ptp_practitioner;
extern const RcmFormat rcm_format_ptp_outpatient;
extern const RcmFormat rcm_format_medicaid_ptp_practitioner;
extern const RcmFormat rcm_format_medicaid_ptp_outpatient;
extern const RcmFormat rcm_format_medicaid_ptp_dme;
extern const RcmFormat rcm_format_mue_practitioner;
extern const RcmFormat rcm_format_mue_outpatient;
extern const RcmFormat rcm_format_mue_dme;
extern const RcmFormat rcm_format_medicaid_mue_practitioner;
extern const RcmFormat rcm_format_medicaid_mue_outpatient;
extern const RcmFormat rcm_format_medicaid_mue_dme;
extern const RcmFormat rcm_format_add_on;

#endif
