/*
 * table.h - tables under a row of headings: what those of them have in common
 * that come as CSV or between tabs.  Pure core.
 */
#ifndef RCM_TABLE_H
#define RCM_TABLE_H

#include "formats/format.h"

/* Tabs where one stands outside quotes, else commas. */
extern RcmSplit rcm_table_sniff(RcmText head);
/* A record in which nothing is filled in: a blank line, a row of a spreadsheet that nobody wrote in. */
extern bool rcm_blank_record(const RcmText *fields, int count);
/* Has the record as many columns as the headings?  False after a fault. */
extern bool rcm_same_width(RcmFile *file, int count, int headings);
/* Does the heading say this?  Case, blanks and punctuation do not matter. */
extern bool rcm_heading_is(RcmText heading, const char *name);
/* Does it end so, after a blank or a line below? */
extern bool rcm_heading_ends(RcmText heading, const char *name);
/* The place (from 0) of the first heading that is one of the names, which end with NULL; -1: none. */
extern int	rcm_heading_place(const RcmText *fields, int count, const char *const *names);
/* How many of the fields say something. */
extern int	rcm_filled_fields(const RcmText *fields, int count);
/* 2024-07-01, 7/1/2024 or 20240701; otherwise as rcm_field_date. */
extern bool rcm_field_any_date(RcmFile *file, RcmText field, int column, int32_t *date);
/* Ten capitals or digits, the last an X: the shape of a provider taxonomy. */
extern bool rcm_field_is_taxonomy(RcmText field);
/* The parts of a field between any of these characters, trimmed, without blank ones; at most room. */
extern int	rcm_field_items(RcmText field, const char *separators, RcmText *items, int room);
/* {"a","b"} in file->record, as PostgreSQL reads arrays; null where there are no items. */
extern RcmText rcm_array_text(RcmFile *file, const RcmText *items, int count);
/* The day, month or year in a file's name as the release's name and first day. */
extern void rcm_name_release(RcmText name, RcmReleaseHint *hint);

#endif
