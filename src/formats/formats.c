/*
 * formats.c - the list of formats, in the order that rcm load --list shows.
 */
#include "formats/formats.h"

static const RcmFormat *const formats[] = {
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
};

#define FORMATS ((int) (sizeof(formats) / sizeof(formats[0])))

const RcmFormat *
rcm_format_at(int i)
{
	return i < FORMATS ? formats[i] : NULL;
}

const RcmFormat *
rcm_format_find(RcmText set)
{
	const RcmFormat *format;

	for (int i = 0; (format = rcm_format_at(i)) != NULL; i++)
		if (rcm_text_is(set, format->set))
			return format;
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
