/*
 * dashboard.h - the dashboard on a terminal.
 */
#ifndef RCM_CLI_DASHBOARD_H
#define RCM_CLI_DASHBOARD_H

#include "cli/cli.h"

/* What a terminal can do. */
typedef struct RcmScreen
{
	int			width;
	int			height;			/* 0: as long as it gets */
	bool		colours;
	bool		utf8;
} RcmScreen;

/* Looks at standard output and the environment. */
extern RcmScreen rcm_screen(void);

/* Draws a dashboard, the ledger's document; false after a complaint. */
extern bool rcm_dashboard_draw(FILE *to, PGconn *conn, const char *document, const RcmScreen *screen);

#endif
