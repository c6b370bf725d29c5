/*
 * formats.h - every publisher's format there is, by the file that knows it.
 */
#ifndef RCM_FORMATS_H
#define RCM_FORMATS_H

#include "formats/format.h"

/* code_lists.c */
extern const RcmFormat rcm_format_pos;
extern const RcmFormat rcm_format_carc;
extern const RcmFormat rcm_format_rarc;
extern const RcmFormat rcm_format_group_codes;
extern const RcmFormat rcm_format_claim_status;
extern const RcmFormat rcm_format_claim_status_category;
extern const RcmFormat rcm_format_entity;
extern const RcmFormat rcm_format_service_types;
extern const RcmFormat rcm_format_states;
extern const RcmFormat rcm_format_admission_types;
extern const RcmFormat rcm_format_admission_sources;
extern const RcmFormat rcm_format_discharge_status;
extern const RcmFormat rcm_format_poa_indicators;
extern const RcmFormat rcm_format_revenue_codes;
extern const RcmFormat rcm_format_bill_types;
extern const RcmFormat rcm_format_bill_type_frequencies;

/* coverage.c */
extern const RcmFormat rcm_format_coverage_articles;

/* fee_schedule.c */
extern const RcmFormat rcm_format_fee_schedule;
extern const RcmFormat rcm_format_fee_schedule_apm;

/* hcpcs_file.c */
extern const RcmFormat rcm_format_hcpcs;

/* icd10cm.c */
extern const RcmFormat rcm_format_icd10cm;
extern const RcmFormat rcm_format_poa_exempt;

/* localities.c */
extern const RcmFormat rcm_format_gpci;
extern const RcmFormat rcm_format_anesthesia;
extern const RcmFormat rcm_format_localities;
extern const RcmFormat rcm_format_zip_localities;

/* mce.c */
extern const RcmFormat rcm_format_mce;

/* modifiers.c */
extern const RcmFormat rcm_format_ncci_modifiers;
extern const RcmFormat rcm_format_modifiers;

/* ncci.c */
extern const RcmFormat rcm_format_ptp_practitioner;
extern const RcmFormat rcm_format_ptp_outpatient;
extern const RcmFormat rcm_format_mue_practitioner;
extern const RcmFormat rcm_format_mue_outpatient;
extern const RcmFormat rcm_format_mue_dme;
extern const RcmFormat rcm_format_add_on;
extern const RcmFormat rcm_format_medicaid_ptp_practitioner;
extern const RcmFormat rcm_format_medicaid_ptp_outpatient;
extern const RcmFormat rcm_format_medicaid_ptp_dme;
extern const RcmFormat rcm_format_medicaid_mue_practitioner;
extern const RcmFormat rcm_format_medicaid_mue_outpatient;
extern const RcmFormat rcm_format_medicaid_mue_dme;

/* nppes.c */
extern const RcmFormat rcm_format_nppes;

/* roster.c */
extern const RcmFormat rcm_format_roster;

/* tabular.c */
extern const RcmFormat rcm_format_icd10cm_tabular;

/* taxonomy.c */
extern const RcmFormat rcm_format_taxonomy;

#endif
