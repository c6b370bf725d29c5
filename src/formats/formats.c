/*
 * formats.c - the list of formats, in the order that rcm load --list shows:
 * publishers' files, then neutral files.
 */
#include "formats/formats.h"

#include "formats/neutral.h"

static const RcmFormat *const formats[] = {
	&rcm_format_ptp_practitioner,
	&rcm_format_ptp_outpatient,
	&rcm_format_mue_practitioner,
	&rcm_format_mue_outpatient,
	&rcm_format_mue_dme,
	&rcm_format_add_on,
	&rcm_format_ncci_modifiers,
	&rcm_format_icd10cm,
	&rcm_format_icd10cm_tabular,
	&rcm_format_mce,
	&rcm_format_poa_exempt,
	&rcm_format_hcpcs,
	&rcm_format_modifiers,
	&rcm_format_pos,
	&rcm_format_fee_schedule,
	&rcm_format_fee_schedule_apm,
	&rcm_format_gpci,
	&rcm_format_anesthesia,
	&rcm_format_localities,
	&rcm_format_zip_localities,
	&rcm_format_coverage_articles,
	&rcm_format_nppes,
	&rcm_format_roster,
	&rcm_format_taxonomy,
	&rcm_format_carc,
	&rcm_format_rarc,
	&rcm_format_group_codes,
	&rcm_format_claim_status,
	&rcm_format_claim_status_category,
	&rcm_format_entity,
	&rcm_format_service_types,
	&rcm_format_states,
	&rcm_format_admission_types,
	&rcm_format_admission_sources,
	&rcm_format_discharge_status,
	&rcm_format_poa_indicators,
	&rcm_format_revenue_codes,
	&rcm_format_bill_types,
	&rcm_format_bill_type_frequencies,
	&rcm_format_medicaid_ptp_practitioner,
	&rcm_format_medicaid_ptp_outpatient,
	&rcm_format_medicaid_ptp_dme,
	&rcm_format_medicaid_mue_practitioner,
	&rcm_format_medicaid_mue_outpatient,
	&rcm_format_medicaid_mue_dme,
};

#define FORMATS ((int) (sizeof(formats) / sizeof(formats[0])))

const RcmFormat *
rcm_format_at(int i)
{
	return i < FORMATS ? formats[i] : rcm_neutral_format_at(i - FORMATS);
}

const RcmFormat *
rcm_format_find(RcmText set)
{
	const RcmFormat *format;

	for (int i = 0; (format = rcm_format_at(i)) != NULL; i++)
		if (rcm_text_is(set, format->set))
			return format;
	return rcm_neutral_format(set);
}

int
rcm_format_columns(const char *columns)
{
	int			n = *columns != '\0';

	for (const char *p = columns; *p != '\0'; p++)
		n += *p == ',';
	return n;
}
