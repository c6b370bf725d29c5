/*
 * code_group.h - procedures in a few groups, by the ranges of their codes.
 */
#ifndef RCM_KPI_CODE_GROUP_H
#define RCM_KPI_CODE_GROUP_H

#include "base/text.h"

/* The group's name; NULL when the code is blank. */
extern const char *rcm_code_group(RcmText code);

#endif
