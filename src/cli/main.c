/*
 * main.c - the command rcm: which of its commands is meant, and their help.
 */
#include "cli/cli.h"

#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/progress.h"

#define SERVER_HELP \
	"\nConnection, as for psql (else the environment, PGDATABASE and so on):\n" \
	"  -d, --dbname DATABASE   database, connection string or URI\n" \
	"  -h, --host HOST         host, or directory of the socket\n" \
	"  -p, --port PORT         port\n" \
	"  -U, --username ROLE     role to connect as\n"

typedef struct Command
{
	const char *name;
	int			(*run) (int argc, char **argv);
	const char *help;
} Command;

static const Command commands[] = {
	{"load", rcm_load_command,
		"Usage: rcm load SET FILE... [OPTION]...\n"
		"       rcm load --list\n\n"
		"Loads a publisher's files into the library as one release of SET.  All of them\n"
		"are loaded or nothing is.  A file may be plain, .gz, .zip or .xlsx (told by its\n"
		"content), or - for standard input.\n\n"
		"  --release NAME      name of the release; default: what the file says\n"
		"  --from DATE         first date of service it is for; default: what the file says\n"
		"  --to DATE           last date of service it is for\n"
		"  --published DATE    day of publication\n"
		"  --licensed          keep descriptors that need a licence (CPT, CDT, NUBC, X12)\n"
		"  --fewer-rows        load it although it is much smaller than the release before\n"
		"  --member PATTERN    which files of a .zip, such as '*_ANWEB.txt'\n"
		"  --dry-run           do everything, then keep nothing\n"
		"  --quiet             print nothing but errors\n"
	"  --list              the sets: who publishes them, and what the files are called\n" SERVER_HELP},
	{"releases", rcm_releases_command,
		"Usage: rcm releases [SET] [OPTION]...\n\n"
	"Lists the releases in the library, of one set or of all.\n" SERVER_HELP},
	{"unload", rcm_unload_command,
		"Usage: rcm unload SET RELEASE [OPTION]...\n\n"
		"Takes a release out of the library, as if it had never been loaded.\n\n"
	"  --dry-run           only say how many rows would go\n" SERVER_HELP},
	{"diff", rcm_diff_command,
		"Usage: rcm diff SET RELEASE RELEASE [OPTION]...\n\n"
		"Lists what changed from one release to another: one line for each row that came\n"
	"(+) or went (-), with its table and its columns, separated by tabs.\n" SERVER_HELP},
	{"at", rcm_at_command,
		"Usage: rcm at DATE [OPTION]...\n\n"
	"Lists the releases that a date of service (YYYY-MM-DD) is judged by.\n" SERVER_HELP},
	{"findings", rcm_findings_command,
		"Usage: rcm findings FILE...\n\n"
		"Lists what is odd about X12 files, one line each: byte, segment, what it is about,\n"
		"code, message, separated by tabs. No line when a file is clean. A file may be of\n"
		"any size, plain, .gz or .zip, or - for standard input; no server is needed.\n"
	"Exits with 1 when something of a file was, or may have been, lost.\n"},
	{"claims", rcm_claims_command,
		"Usage: rcm claims FILE...\n\n"
		"Prints the claims of X12 files (837), one JSON document on each line, as\n"
	"rcm.claim reads it. Files as for rcm findings.\n"},
	{"dashboard", rcm_dashboard_command,
		"Usage: rcm dashboard [--ledger NAME] [OPTION]...\n\n"
		"Shows the KPIs of a practice with their lights: on the terminal, or as a page,\n"
		"one HTML file that needs no network.\n\n"
		"  --ledger NAME       schema of the ledger; default: the only one there is\n"
		"  --practice ID       practice, may be given again; default: all that the role\n"
		"                      may see\n"
		"  --as-of DATE        as of this day; default: today\n"
		"  -o, --output FILE   write the page to FILE; - is standard output\n"
	"  -w, --watch SECONDS  draw again and again on the terminal\n" SERVER_HELP},
};

#define COMMANDS ((int) (sizeof(commands) / sizeof(commands[0])))

static const char usage[] =
"Usage: rcm COMMAND [ARGUMENT]...\n\n"
"Keeps the code sets that claims are judged by, the library of the PostgreSQL\n"
"extension rcm, looks into X12 files, and shows the KPIs of a ledger.\n\n"
"  load SET FILE...            load a publisher's files as a release\n"
"  load --list                 the sets there are\n"
"  releases [SET]              releases in the library\n"
"  unload SET RELEASE          take a release out again\n"
"  diff SET RELEASE RELEASE    what changed between two releases\n"
"  at DATE                     which releases judge a date of service\n"
"  findings FILE...            what is odd about X12 files\n"
"  claims FILE...              the claims of X12 files as JSON\n"
"  dashboard [-o FILE]         the KPIs of a practice, on the terminal or as a page\n\n"
"rcm COMMAND --help says more, man rcm all.\n";

void
rcm_complain(const char *format,...)
{
	va_list		args;

	rcm_progress_clear();
	fflush(stdout);
	fputs("rcm: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
}

int
rcm_wrong_use(const char *format,...)
{
	va_list		args;

	fputs("rcm: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputs("\nrcm: see rcm --help\n", stderr);
	return RCM_EXIT_USAGE;
}

void *
rcm_must_have(void *memory)
{
	if (memory == NULL)
	{
		rcm_complain("out of memory");
		exit(RCM_EXIT_REFUSED);
	}
	return memory;
}

char *
rcm_grouped(int64_t number, char text[32])
{
	char		digits[24];
	int			n = snprintf(digits, sizeof(digits), "%lld", (long long) number);
	char	   *to = text;

	for (int i = 0; i < n; i++)
	{
		*to++ = digits[i];
		if (digits[i] != '-' && (n - i) % 3 == 1 && i + 1 < n)
			*to++ = ',';
	}
	*to = '\0';
	return text;
}

static const Command *
find_command(const char *name)
{
	for (int i = 0; i < COMMANDS; i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

int
rcm_command_help(const char *command)
{
	fputs(find_command(command)->help, stdout);
	return RCM_EXIT_FINE;
}

int
main(int argc, char **argv)
{
	const Command *command;
	int			status;

	if (argc < 2)
	{
		fputs(usage, stderr);
		return RCM_EXIT_USAGE;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-?") == 0 || strcmp(argv[1], "help") == 0)
	{
		fputs(usage, stdout);
		return RCM_EXIT_FINE;
	}
	if (strcmp(argv[1], "--version") == 0 || strcmp(argv[1], "-V") == 0)
	{
		puts("rcm " RCM_VERSION);
		return RCM_EXIT_FINE;
	}
	command = find_command(argv[1]);
	if (command == NULL)
		return rcm_wrong_use("there is no command \"%s\"", argv[1]);
	status = command->run(argc - 1, argv + 1);
	if ((fflush(stdout) != 0 || ferror(stdout)) && status == RCM_EXIT_FINE)
	{
		perror("rcm: standard output");
		return RCM_EXIT_REFUSED;
	}
	return status;
}
