/*
 * connection.c - the server: connecting, asking, complaining, being stopped.
 */
#include "cli/cli.h"

#include <errno.h>
#include <stdlib.h>

volatile sig_atomic_t rcm_stopped = 0;

/* For the signal handler: cancels whatever the server is doing for us. */
static PGcancel *volatile canceller = NULL;
/* What the last complaint makes the command exit with. */
static int	status_of_complaint = RCM_EXIT_DATABASE;

/* ---- being stopped ---- */

/* PQcancel may be called here; it says so in its manual. */
static void
stop(int signal_number)
{
	int			saved = errno;
	char		ignored[256];

	rcm_stopped = signal_number;
	if (canceller != NULL)
		PQcancel(canceller, ignored, sizeof(ignored));
	errno = saved;
}

/*
 * From here on these signals end the command in good order.  Reads are not
 * taken up again after one (no SA_RESTART), so that waiting for standard input
 * ends too.
 */
static void
stop_in_order(PGconn *conn)
{
	static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
	struct sigaction action;
	struct sigaction now;

	canceller = PQgetCancel(conn);
	memset(&action, 0, sizeof(action));
	action.sa_handler = stop;
	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
		/* under nohup they stay ignored */
		if (sigaction(signals[i], NULL, &now) == 0 && now.sa_handler != SIG_IGN)
			sigaction(signals[i], &action, NULL);
}

/* ---- complaints ---- */

/*
 * The release or its rows are at fault (class RC, values that a column does
 * not take, rows that a rule forbids), not the server or the role.
 */
static bool
is_refusal(const char *state)
{
	return state != NULL && (strncmp(state, "RC", 2) == 0 || strncmp(state, "22", 2) == 0 ||
							 strncmp(state, "23", 2) == 0) && strcmp(state, "RC003") != 0;
}

/* Has the database no extension, or one without what the command needs? */
static bool
is_without_extension(const char *state)
{
	return state != NULL && (strcmp(state, "3F000") == 0 || strcmp(state, "42883") == 0 ||
							 strcmp(state, "42P01") == 0);
}

void
rcm_server_complaint(PGconn *conn, const PGresult *result)
{
	const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
	const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
	const char *detail = PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL);
	const char *hint = PQresultErrorField(result, PG_DIAG_MESSAGE_HINT);
	const char *context = PQresultErrorField(result, PG_DIAG_CONTEXT);

	status_of_complaint = is_refusal(state) ? RCM_EXIT_REFUSED : RCM_EXIT_DATABASE;
	if (rcm_stopped)
		return;
	if (message == NULL)
	{
		char	   *said = rcm_must_have(strdup(PQerrorMessage(conn)));

		said[strcspn(said, "\n")] = '\0';
		rcm_complain("%s", said[0] != '\0' ? said : "the connection to the server was lost");
		free(said);
		return;
	}
	rcm_complain("%s", message);
	if (detail != NULL)
		rcm_complain("detail: %s", detail);
	if (is_without_extension(state))
		hint = "Does this database have the extension rcm (CREATE EXTENSION rcm), in the version of this command?";
	if (hint != NULL)
		rcm_complain("hint: %s", hint);
	if (context != NULL && strncmp(context, "COPY ", 5) == 0)
		rcm_complain("context: %.*s", (int) strcspn(context, "\n"), context);
}

int
rcm_server_status(void)
{
	return status_of_complaint;
}

/* Notices do not break into the bar of progress. */
static void
show_notice(void *arg, const PGresult *result)
{
	const char *severity = PQresultErrorField(result, PG_DIAG_SEVERITY_NONLOCALIZED);
	const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);

	(void) arg;
	if (severity != NULL && message != NULL && !rcm_stopped)
		rcm_complain("%s: %s", strcmp(severity, "WARNING") == 0 ? "warning" : "notice", message);
}

/* ---- connecting ---- */

bool
rcm_server_option(RcmServer *server, int letter, const char *value)
{
	switch (letter)
	{
		case 'd':
			server->dbname = value;
			return true;
		case 'h':
			server->host = value;
			return true;
		case 'p':
			server->port = value;
			return true;
		case 'U':
			server->user = value;
			return true;
		default:
			return false;
	}
}

PGconn *
rcm_connect(const RcmServer *server)
{
	/* a connection string in dbname goes before what stands before it */
	const char *const names[] = {
		"host", "port", "user", "dbname", "fallback_application_name", "client_encoding", NULL
	};
	const char *const values[] = {
		server->host, server->port, server->user, server->dbname, "rcm", "UTF8", NULL
	};
	PGconn	   *conn = PQconnectdbParams(names, values, 1);

	if (PQstatus(conn) != CONNECTION_OK)
	{
		const char *said = PQerrorMessage(conn);
		int			len = (int) strlen(said);

		while (len > 0 && said[len - 1] == '\n')
			len--;
		rcm_complain("%.*s", len, said);
		PQfinish(conn);
		return NULL;
	}
	PQsetNoticeReceiver(conn, show_notice, NULL);
	stop_in_order(conn);
	if (!rcm_do(conn, "SET datestyle = 'ISO'"))
	{
		PQfinish(conn);
		return NULL;
	}
	return conn;
}

/* ---- asking ---- */

PGresult *
rcm_ask(PGconn *conn, const char *statement, int count, const char *const *values)
{
	PGresult   *result = PQexecParams(conn, statement, count, NULL, values, NULL, NULL, 0);
	ExecStatusType status = PQresultStatus(result);

	if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_COPY_IN)
		return result;
	rcm_server_complaint(conn, result);
	PQclear(result);
	return NULL;
}

bool
rcm_do(PGconn *conn, const char *statement)
{
	PGresult   *result = rcm_ask(conn, statement, 0, NULL);

	PQclear(result);
	return result != NULL;
}
