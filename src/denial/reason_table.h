/*
 * reason_table.h - what the tables of codes are written with.
 */
#ifndef RCM_REASON_TABLE_H
#define RCM_REASON_TABLE_H

#include "denial/reason.h"
#include "denial/taxonomy.h"

#endif
