/*
 * page.h - the dashboard as one HTML file.
 */
#ifndef RCM_DASHBOARD_PAGE_H
#define RCM_DASHBOARD_PAGE_H

#include <stdbool.h>
#include <stdio.h>

/* ---- page_text.c, which build/embed makes ---- */

extern const char rcm_page_html[];
extern const char rcm_page_css[];
extern const char rcm_page_chart[];
extern const char rcm_page_js[];

/* ---- page.c ---- */

/*
 * Writes the page of some dashboards, each a JSON document as the ledger's
 * function gives it.  False: not everything could be written; errno says why.
 */
extern bool rcm_page_write(FILE *to, const char *const *documents, int count);
/* The same into a file, which is there whole or not at all. */
extern bool rcm_page_save(const char *path, const char *const *documents, int count);

#endif
