/*
 * dashboard.c - rcm dashboard: a practice's KPIs as a page, or on the terminal.
 */
#include "cli/dashboard.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/dates.h"
#include "dashboard/page.h"

typedef struct Arguments
{
	RcmServer	server;
	const char *ledger;			/* NULL: the only one there is */
	const char **practices;		/* none: all that the role may see */
	int			practice_count;
	const char *as_of;			/* NULL: today */
	const char *output;			/* NULL: the terminal */
	long		watch;			/* seconds; 0: draw once */
	int			status;			/* when there is no more to do */
} Arguments;

/* What the ledger said of each practice. */
typedef struct Dashboards
{
	PGresult  **results;
	const char **documents;
	int			count;
} Dashboards;

/* ---- arguments ---- */

#define LEDGER (RCM_OPTION_HELP + 1)
#define AS_OF (RCM_OPTION_HELP + 2)
#define PRACTICE (RCM_OPTION_HELP + 3)

/* An option's value; false after a complaint. */
static bool
take_option(Arguments *args, int letter, const char *value)
{
	int32_t		date;
	char	   *end;

	switch (letter)
	{
		case LEDGER:
			args->ledger = value;
			return true;
		case PRACTICE:
			args->practices[args->practice_count++] = value;
			return true;
		case AS_OF:
			args->as_of = value;
			if (rcm_date_parse(rcm_text_of(value), &date))
				return true;
			rcm_wrong_use("\"%s\" is not a date (YYYY-MM-DD)", value);
			return false;
		case 'o':
			args->output = value;
			return true;
		case 'w':
			args->watch = strtol(value, &end, 10);
			if (*value != '\0' && *end == '\0' && args->watch >= 1 && args->watch <= 86400)
				return true;
			rcm_wrong_use("--watch takes seconds, 1 to 86400, not \"%s\"", value);
			return false;
		default:
			if (rcm_server_option(&args->server, letter, value))
				return true;
			/* getopt has said what is wrong */
			fprintf(stderr, "rcm: see rcm dashboard --help\n");
			return false;
	}
}

/* False: see status. */
static bool
take_arguments(Arguments *args, int argc, char **argv)
{
	static const struct option options[] = {
		{"ledger", required_argument, NULL, LEDGER}, {"practice", required_argument, NULL, PRACTICE},
		{"as-of", required_argument, NULL, AS_OF}, {"output", required_argument, NULL, 'o'},
		{"watch", required_argument, NULL, 'w'}, RCM_SERVER_OPTIONS
	};
	int			letter;

	memset(args, 0, sizeof(*args));
	args->status = RCM_EXIT_USAGE;
	args->practices = rcm_must_have(calloc((size_t) argc, sizeof(args->practices[0])));
	while ((letter = getopt_long(argc, argv, "o:w:" RCM_SERVER_LETTERS, options, NULL)) != -1)
	{
		if (letter == RCM_OPTION_HELP)
		{
			args->status = rcm_command_help(argv[0]);
			return false;
		}
		if (!take_option(args, letter, optarg))
			return false;
	}
	if (optind < argc)
		rcm_wrong_use("dashboard takes options only, not \"%s\"", argv[optind]);
	else if (args->output != NULL && args->watch > 0)
		rcm_wrong_use("--watch is for the terminal; a page is written once");
	else if (args->watch > 0 && !isatty(STDOUT_FILENO))
		rcm_wrong_use("--watch needs a terminal");
	else
		return true;
	return false;
}

/* ---- asking ---- */

/* Sets args->ledger to one that there is; what to exit with when there is none. */
static int
find_ledger(PGconn *conn, Arguments *args)
{
	const char *values[] = {args->ledger};
	PGresult   *result = rcm_ask(conn,
								 "SELECT n.nspname FROM pg_namespace n WHERE ($1::text IS NULL OR n.nspname = $1) "
								 "AND EXISTS (SELECT FROM pg_proc p WHERE p.pronamespace = n.oid AND p.proname = 'dashboard') "
								 "AND EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = n.oid AND c.relname = 'practice') "
								 "ORDER BY 1", 1, values);
	int			count = result == NULL ? 0 : PQntuples(result);
	int			status = RCM_EXIT_FINE;

	if (result == NULL)
		return rcm_server_status();
	if (count == 1)
		args->ledger = rcm_must_have(strdup(PQgetvalue(result, 0, 0)));
	else if (count > 1)
		status = rcm_wrong_use("the database has %d ledgers: say which with --ledger, such as --ledger %s", count, PQgetvalue(result, 0, 0));
	else
	{
		if (args->ledger != NULL)
			rcm_complain("there is no ledger \"%s\" in this database", args->ledger);
		else
			rcm_complain("there is no ledger in this database");
		rcm_complain("hint: rcm.create_ledger('%s') makes one, rcm.upgrade_ledger brings one of an earlier version up to date.",
					 args->ledger != NULL ? args->ledger : "billing");
		status = RCM_EXIT_DATABASE;
	}
	PQclear(result);
	return status;
}

/* A statement about the ledger, whose name stands for %s; to be freed. */
static char *
about_ledger(PGconn *conn, const Arguments *args, const char *statement)
{
	char	   *name = rcm_must_have(PQescapeIdentifier(conn, args->ledger, strlen(args->ledger)));
	size_t		size = strlen(statement) + strlen(name) + 1;
	char	   *made = rcm_must_have(malloc(size));

	snprintf(made, size, statement, name);
	PQfreemem(name);
	return made;
}

/* When none was named: all practices that the role may see. */
static int
find_practices(PGconn *conn, Arguments *args)
{
	char	   *statement = about_ledger(conn, args, "SELECT practice_id FROM %s.practice ORDER BY 1");
	PGresult   *result = rcm_ask(conn, statement, 0, NULL);
	int			status = RCM_EXIT_FINE;

	free(statement);
	if (result == NULL)
		return rcm_server_status();
	args->practice_count = PQntuples(result);
	args->practices = rcm_must_have(realloc(args->practices, sizeof(args->practices[0]) * ((size_t) args->practice_count + 1)));
	for (int i = 0; i < args->practice_count; i++)
		args->practices[i] = rcm_must_have(strdup(PQgetvalue(result, i, 0)));
	if (args->practice_count == 0)
	{
		rcm_complain("the ledger \"%s\" has no practice that this role may see", args->ledger);
		status = RCM_EXIT_REFUSED;
	}
	PQclear(result);
	return status;
}

static void
forget(Dashboards *all)
{
	for (int i = 0; i < all->count; i++)
		PQclear(all->results[i]);
	free(all->results);
	free(all->documents);
	memset(all, 0, sizeof(*all));
}

/* All as of one moment. */
static int
ask_all(PGconn *conn, const Arguments *args, Dashboards *all)
{
	char	   *statement = about_ledger(conn, args, "SELECT %s.dashboard($1, $2, $3)");
	int			status = RCM_EXIT_FINE;

	memset(all, 0, sizeof(*all));
	all->results = rcm_must_have(calloc((size_t) args->practice_count, sizeof(all->results[0])));
	all->documents = rcm_must_have(calloc((size_t) args->practice_count, sizeof(all->documents[0])));
	if (!rcm_do(conn, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"))
		status = rcm_server_status();
	for (int i = 0; i < args->practice_count && status == RCM_EXIT_FINE; i++)
	{
		const char *values[] = {args->practices[i], args->as_of, args->output != NULL ? "50" : "0"};
		PGresult   *result = rcm_ask(conn, statement, 3, values);

		if (result == NULL)
			status = rcm_server_status();
		else
		{
			all->results[all->count] = result;
			all->documents[all->count++] = PQgetvalue(result, 0, 0);
		}
	}
	if (status == RCM_EXIT_FINE && !rcm_do(conn, "COMMIT"))
		status = rcm_server_status();
	free(statement);
	return status;
}

/* ---- what is done with it ---- */

static int
write_page(const Arguments *args, const Dashboards *all)
{
	bool		standard = strcmp(args->output, "-") == 0;

	if (standard ? rcm_page_write(stdout, all->documents, all->count) : rcm_page_save(args->output, all->documents, all->count))
		return RCM_EXIT_FINE;
	rcm_complain("%s: %s", standard ? "standard output" : args->output, strerror(errno));
	return RCM_EXIT_REFUSED;
}

/* Puts a drawing where the last one was, without a flicker; what does not fit is left out. */
static void
show_again(const char *drawing, int height)
{
	int			lines = 1;

	fputs("\033[H", stdout);
	for (const char *c = drawing; *c != '\0'; c++)
	{
		if (*c != '\n')
			putchar(*c);
		else if (++lines > height)
			break;
		else
			fputs("\033[K\n", stdout);
	}
	fputs("\033[K\033[J", stdout);
	fflush(stdout);
}

static int
draw_all(PGconn *conn, const Arguments *args, const Dashboards *all)
{
	RcmScreen	screen = rcm_screen();
	char	   *drawing = NULL;
	size_t		size = 0;
	FILE	   *to = rcm_must_have(open_memstream(&drawing, &size));
	bool		fine = true;

	if (args->watch == 0)
		screen.height = 0;
	for (int i = 0; i < all->count && fine; i++)
	{
		if (i > 0)
			putc('\n', to);
		fine = rcm_dashboard_draw(to, conn, all->documents[i], &screen);
	}
	rcm_must_have(fclose(to) == 0 ? drawing : NULL);
	if (fine && args->watch > 0)
		show_again(drawing, screen.height);
	else if (fine)
		fputs(drawing, stdout);
	free(drawing);
	return fine ? RCM_EXIT_FINE : rcm_server_status();
}

/* The window has another size: nothing to do but to wake up. */
static void
wake(int signal_number)
{
	(void) signal_number;
}

static int
run(PGconn *conn, Arguments *args)
{
	struct sigaction resized = {.sa_handler = wake};
	Dashboards	all;
	int			status = find_ledger(conn, args);

	if (args->watch > 0)
		sigaction(SIGWINCH, &resized, NULL);
	if (status == RCM_EXIT_FINE && args->practice_count == 0)
		status = find_practices(conn, args);
	while (status == RCM_EXIT_FINE && !rcm_stopped)
	{
		status = ask_all(conn, args, &all);
		if (status == RCM_EXIT_FINE)
			status = args->output != NULL ? write_page(args, &all) : draw_all(conn, args, &all);
		forget(&all);
		if (args->watch == 0)
			break;
		/* a signal ends it, and so does a window that gets another size */
		if (status == RCM_EXIT_FINE && !rcm_stopped)
			nanosleep(&(struct timespec) {.tv_sec = args->watch}, NULL);
	}
	return status;
}

int
rcm_dashboard_command(int argc, char **argv)
{
	Arguments	args;
	PGconn	   *conn;
	int			status = RCM_EXIT_DATABASE;

	if (!take_arguments(&args, argc, argv))
		return args.status;
	conn = rcm_connect(&args.server);
	/* whatever the database has of functions and operators: those of the server */
	if (conn != NULL && rcm_do(conn, "SET search_path = pg_catalog, pg_temp"))
		status = run(conn, &args);
	PQfinish(conn);
	if (rcm_stopped && args.watch > 0)
		putchar('\n');
	return rcm_stopped ? 128 + rcm_stopped : status;
}
