/*
 * formats.c - the list of formats, in the order that rcm load --list shows.
 */
#include "formats/formats.h"

const RcmFormat *const rcm_formats[] = {
	&rcm_format_ptp_practitioner,
	&rcm_format_ptp_outpatient,
	&rcm_format_mue_practitioner,
	&rcm_format_mue_outpatient,
	&rcm_format_mue_dme,
	&rcm_format_add_on,
	&rcm_format_medicaid_ptp_practitioner,
	&rcm_format_medicaid_ptp_outpatient,
	&rcm_format_medicaid_ptp_dme,
	&rcm_format_medicaid_mue_practitioner,
	&rcm_format_medicaid_mue_outpatient,
	&rcm_format_medicaid_mue_dme,
	NULL
};

const RcmFormat *
rcm_format_find(RcmText set)
{
	for (int i = 0; rcm_formats[i] != NULL; i++)
		if (rcm_text_is(set, rcm_formats[i]->set))
			return rcm_formats[i];
	return NULL;
}

int
rcm_format_columns(const char *columns)
{
	int			n = *columns != '\0';

	for (const char *p = columns; *p != '\0'; p++)
		n += *p == ',';
	return n;
}
