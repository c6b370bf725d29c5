/*
 * reports.c - the commands that look: sets, releases, what changed, what
 * judges a day; and the one that takes a release out again.
 */
#include "cli/cli.h"

#include <getopt.h>
#include <stdlib.h>

#define MAX_COLUMNS 16

/* ---- tables ---- */

/* Where a table's cells come from. */
typedef const char *(*CellSource) (const void *from, int row, int column);

typedef struct Table
{
	int			columns;
	int			rows;
	const char *const *heads;
	const bool *numbers;		/* stand at the right */
	CellSource	cell;
	const void *from;
} Table;

/* Characters of UTF-8, near enough to their width for names of files. */
static int
width_of(const char *text)
{
	int			width = 0;

	for (; *text != '\0'; text++)
		width += ((unsigned char) *text & 0xC0) != 0x80;
	return width;
}

static void
print_line(const Table *table, int row, const int *widths)
{
	for (int c = 0; c < table->columns; c++)
	{
		const char *text = row < 0 ? table->heads[c] : table->cell(table->from, row, c);
		int			blanks = widths[c] - width_of(text);

		if (c > 0)
			fputs("  ", stdout);
		if (table->numbers[c])
			printf("%*s", blanks, "");
		fputs(text, stdout);
		if (!table->numbers[c] && c + 1 < table->columns)
			printf("%*s", blanks, "");
	}
	putchar('\n');
}

static void
print_table(const Table *table)
{
	int			widths[MAX_COLUMNS];

	for (int c = 0; c < table->columns; c++)
	{
		widths[c] = width_of(table->heads[c]);
		for (int r = 0; r < table->rows; r++)
		{
			int			width = width_of(table->cell(table->from, r, c));

			if (width > widths[c])
				widths[c] = width;
		}
	}
	for (int r = -1; r < table->rows; r++)
		print_line(table, r, widths);
}

static const char *
result_cell(const void *from, int row, int column)
{
	return PQgetvalue((const PGresult *) from, row, column);
}

static void
print_result(const PGresult *result)
{
	const char *heads[MAX_COLUMNS];
	bool		numbers[MAX_COLUMNS];
	int			columns = PQnfields(result);
	Table		table = {columns, PQntuples(result), heads, numbers, result_cell, result};

	for (int c = 0; c < columns; c++)
	{
		heads[c] = PQfname(result, c);
		/* the only numbers are numbers of rows */
		numbers[c] = strcmp(heads[c], "rows") == 0;
	}
	print_table(&table);
}

static const char *
set_cell(const void *from, int row, int column)
{
	const RcmFormat *format = rcm_format_at(row);
	const char *cells[] = {format->set, format->publisher, format->title, format->files};

	(void) from;
	return cells[column];
}

int
rcm_list_sets(void)
{
	static const char *const heads[] = {"set", "publisher", "title", "files"};
	static const bool numbers[4] = {false};
	Table		table = {4, 0, heads, numbers, set_cell, NULL};

	while (rcm_format_at(table.rows) != NULL)
		table.rows++;
	print_table(&table);
	return RCM_EXIT_FINE;
}

/* ---- arguments ---- */

typedef struct Arguments
{
	RcmServer	server;
	char	  **words;
	int			count;
	bool		dry_run;
	int			status;			/* when there is no more to do */
} Arguments;

#define DRY_RUN (RCM_OPTION_HELP + 1)

/* A command's options, and between min and max words; false: see status. */
static bool
take_arguments(Arguments *args, int argc, char **argv, int min, int max, const char *words)
{
	static const struct option plain[] = {RCM_SERVER_OPTIONS};
	static const struct option dry[] = {
		{"dry-run", no_argument, NULL, DRY_RUN}, RCM_SERVER_OPTIONS
	};
	bool		unloads = strcmp(argv[0], "unload") == 0;
	int			letter;

	memset(args, 0, sizeof(*args));
	args->status = RCM_EXIT_USAGE;
	while ((letter = getopt_long(argc, argv, RCM_SERVER_LETTERS, unloads ? dry : plain, NULL)) != -1)
	{
		if (letter == RCM_OPTION_HELP)
		{
			args->status = rcm_command_help(argv[0]);
			return false;
		}
		if (letter == DRY_RUN)
			args->dry_run = true;
		else if (!rcm_server_option(&args->server, letter, optarg))
		{
			/* getopt has said what is wrong */
			fprintf(stderr, "rcm: see rcm %s --help\n", argv[0]);
			return false;
		}
	}
	args->words = argv + optind;
	args->count = argc - optind;
	if (args->count >= min && args->count <= max)
		return true;
	rcm_wrong_use("%s takes %s", argv[0], words);
	return false;
}

/* Connects, asks, prints the answer as a table. */
static int
report(const Arguments *args, const char *question, const char *value)
{
	const char *values[] = {value};
	PGconn	   *conn = rcm_connect(&args->server);
	PGresult   *result = NULL;
	int			status = RCM_EXIT_DATABASE;

	if (conn != NULL)
	{
		result = rcm_ask(conn, question, 1, values);
		status = result == NULL ? rcm_server_status() : RCM_EXIT_FINE;
	}
	if (result != NULL)
		print_result(result);
	PQclear(result);
	PQfinish(conn);
	return rcm_stopped ? 128 + rcm_stopped : status;
}

/* ---- the commands ---- */

int
rcm_releases_command(int argc, char **argv)
{
	Arguments	args;

	if (!take_arguments(&args, argc, argv, 0, 1, "one set at most"))
		return args.status;
	return report(&args,
				  "SELECT set_name AS set, release, eff AS \"from\", term AS \"to\", since, until, "
				  "published_on AS published, row_count AS rows, "
				  "pg_catalog.to_char(loaded_at, 'YYYY-MM-DD HH24:MI') AS \"loaded at\" "
				  "FROM rcm.releases() WHERE $1::pg_catalog.text IS NULL "
				  "OR set_name OPERATOR(pg_catalog.=) $1", args.count > 0 ? args.words[0] : NULL);
}

int
rcm_at_command(int argc, char **argv)
{
	Arguments	args;
	int32_t		date;

	if (!take_arguments(&args, argc, argv, 1, 1, "a date"))
		return args.status;
	if (!rcm_date_parse(rcm_text_of(args.words[0]), &date))
		return rcm_wrong_use("\"%s\" is not a date (YYYY-MM-DD)", args.words[0]);
	return report(&args,
				  "SELECT set_name AS set, release, since, until, row_count AS rows "
				  "FROM rcm.library_at($1) ORDER BY 1, 3", args.words[0]);
}

/* Asks and takes the rows one by one, for there may be millions. */
static int
print_changes(PGconn *conn, char **words)
{
	const char *values[] = {words[0], words[1], words[2]};
	PGresult   *result;
	int			status = RCM_EXIT_FINE;

	if (PQsendQueryParams(conn,
						  "SELECT change, table_name, (SELECT pg_catalog.string_agg(pg_catalog.concat(key, '=', "
						  "pg_catalog.translate(value, E'\\t\\n\\r', '   ')), E'\\t' ORDER BY place) "
						  "FROM pg_catalog.jsonb_each_text(\"row\") WITH ORDINALITY e(key, value, place) "
						  "WHERE value IS NOT NULL) FROM rcm.release_changes($1, $2, $3)",
						  3, NULL, values, NULL, NULL, 0) != 1 || PQsetSingleRowMode(conn) != 1)
	{
		rcm_server_complaint(conn, NULL);
		return rcm_server_status();
	}
	while ((result = PQgetResult(conn)) != NULL)
	{
		if (PQresultStatus(result) == PGRES_SINGLE_TUPLE)
			printf("%s\t%s\t%s\n", PQgetvalue(result, 0, 0), PQgetvalue(result, 0, 1), PQgetvalue(result, 0, 2));
		else if (PQresultStatus(result) != PGRES_TUPLES_OK)
		{
			rcm_server_complaint(conn, result);
			status = rcm_server_status();
		}
		PQclear(result);
	}
	return status;
}

int
rcm_diff_command(int argc, char **argv)
{
	Arguments	args;
	PGconn	   *conn;
	int			status;

	if (!take_arguments(&args, argc, argv, 3, 3, "a set and two of its releases"))
		return args.status;
	conn = rcm_connect(&args.server);
	status = conn == NULL ? RCM_EXIT_DATABASE : print_changes(conn, args.words);
	PQfinish(conn);
	return rcm_stopped ? 128 + rcm_stopped : status;
}

static int
unload(PGconn *conn, const Arguments *args)
{
	const char *values[] = {args->words[0], args->words[1]};
	PGresult   *result = NULL;
	char		number[32];
	int			status = RCM_EXIT_FINE;

	if (!rcm_do(conn, "BEGIN ISOLATION LEVEL READ COMMITTED") ||
		(result = rcm_ask(conn, "SELECT rcm.unload_release($1, $2)", 2, values)) == NULL ||
		!rcm_do(conn, args->dry_run ? "ROLLBACK" : "COMMIT"))
		status = rcm_server_status();
	else
	{
		rcm_stopped = 0;
		printf("%s %s: %s rows taken out%s\n", values[0], values[1],
			   rcm_grouped(strtoll(PQgetvalue(result, 0, 0), NULL, 10), number),
			   args->dry_run ? " (dry run: nothing was changed)" : "");
	}
	PQclear(result);
	return status;
}

int
rcm_unload_command(int argc, char **argv)
{
	Arguments	args;
	PGconn	   *conn;
	int			status;

	if (!take_arguments(&args, argc, argv, 2, 2, "a set and one of its releases"))
		return args.status;
	conn = rcm_connect(&args.server);
	status = conn == NULL ? RCM_EXIT_DATABASE : unload(conn, &args);
	PQfinish(conn);
	return rcm_stopped ? 128 + rcm_stopped : status;
}
