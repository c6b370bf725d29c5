/*
 * cli.h - what the parts of the command share: its commands, the statuses it
 * exits with, how it complains.
 */
#ifndef RCM_CLI_H
#define RCM_CLI_H

#include <signal.h>
#include <stdio.h>

#include <libpq-fe.h>

#include "formats/format.h"

#ifndef RCM_VERSION
#define RCM_VERSION "1.0"
#endif

/* What the command exits with; rcm.1 says the same. */
typedef enum RcmExit
{
	RCM_EXIT_FINE = 0,
	RCM_EXIT_REFUSED = 1,		/* a file, or a release, was refused */
	RCM_EXIT_USAGE = 2,
	RCM_EXIT_DATABASE = 3
} RcmExit;

/* ---- main.c ---- */

/* "rcm: ..." on standard error. */
extern void rcm_complain(const char *format,...) __attribute__((format(printf, 1, 2)));
/* The same, and where to read more; RCM_EXIT_USAGE. */
extern int	rcm_wrong_use(const char *format,...) __attribute__((format(printf, 1, 2)));
/* Ends the command when there is no memory. */
extern void *rcm_must_have(void *memory);
/* 4,321,000; returns text. */
extern char *rcm_grouped(int64_t number, char text[32]);

/* ---- connection.c ---- */

/* The options that say which server, as psql has them; NULL: libpq's default. */
typedef struct RcmServer
{
	const char *dbname;
	const char *host;
	const char *port;
	const char *user;
} RcmServer;

/* For getopt_long, after a command's own. */
#define RCM_SERVER_LETTERS "d:h:p:U:?"
#define RCM_SERVER_OPTIONS \
	{"dbname", required_argument, NULL, 'd'}, {"host", required_argument, NULL, 'h'}, \
	{"port", required_argument, NULL, 'p'}, {"username", required_argument, NULL, 'U'}, \
	{"help", no_argument, NULL, RCM_OPTION_HELP}, {NULL, 0, NULL, 0}
#define RCM_OPTION_HELP 1000

/* Takes one of them; false: it is none. */
extern bool rcm_server_option(RcmServer *server, int letter, const char *value);
/* NULL, after a complaint, when there is no connection. */
extern PGconn *rcm_connect(const RcmServer *server);
/* Runs a statement with its values; NULL after a complaint. */
extern PGresult *rcm_ask(PGconn *conn, const char *statement, int count, const char *const *values);
/* The same for statements without rows or values. */
extern bool rcm_do(PGconn *conn, const char *statement);
/* Complains of what the server answered. */
extern void rcm_server_complaint(PGconn *conn, const PGresult *result);
/* What to exit with after a complaint of the server's. */
extern int	rcm_server_status(void);
/* Signals that ask to stop: the statement that runs is cancelled, then this is their number. */
extern volatile sig_atomic_t rcm_stopped;

/* ---- the commands ---- */

/* argv[0] is the command's name.  What they return is what the program exits with. */
extern int	rcm_load_command(int argc, char **argv);	/* load.c */
extern int	rcm_releases_command(int argc, char **argv);	/* reports.c */
extern int	rcm_unload_command(int argc, char **argv);
extern int	rcm_diff_command(int argc, char **argv);
extern int	rcm_at_command(int argc, char **argv);
extern int	rcm_findings_command(int argc, char **argv);	/* x12.c */
extern int	rcm_claims_command(int argc, char **argv);
extern int	rcm_dashboard_command(int argc, char **argv);	/* dashboard.c */
/* rcm load --list */
extern int	rcm_list_sets(void);
/* Prints how a command is used. */
extern int	rcm_command_help(const char *command);

#endif
