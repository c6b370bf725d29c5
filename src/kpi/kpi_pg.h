/*
 * kpi_pg.h - states as the server holds them.
 */
#ifndef RCM_KPI_PG_H
#define RCM_KPI_PG_H

#include "base/shim.h"

#include "kpi/state.h"

/* Adds a state's numbers to counters, or takes them away; an error when they do not fit. */
extern void rcm_kpi_move(int64_t *counters, Datum state, bool away);
/* The counters of a state. */
extern void rcm_kpi_unpack(Datum state, int64_t *counters);
/* A packed state with these counters. */
extern Datum rcm_kpi_packed(const int64_t *counters);
/* The number of a counter as numeric: dollars, or whole. */
extern Datum rcm_kpi_numeric(bool money, int64_t number);
/* The counter that a user names, or an error. */
extern int	rcm_kpi_named_counter(text *name);

#endif
