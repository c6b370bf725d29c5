/*
 * load.c - rcm load: a publisher's files become a release.
 *
 * Everything happens in one transaction: rows are copied into temporary
 * tables as they are read, then rcm.switch_release compares them with the
 * library.  A fault anywhere, or a signal, leaves the library as it was.
 */
#include "cli/cli.h"

#include <getopt.h>
#include <openssl/evp.h>
#include <stdlib.h>

#include "cli/input.h"
#include "cli/progress.h"
#include "cli/release.h"
#include "cli/staging.h"

#define SHA256 32

typedef struct Load
{
	/* what the user asked for */
	const RcmFormat *format;
	RcmReleaseSaid said;
	RcmServer	server;
	const char *pattern;
	bool		licensed;
	bool		fewer_rows;
	bool		dry_run;
	bool		quiet;
	bool		list;
	bool		help;

	/* what has been read */
	RcmSources	sources;
	RcmReleaseFound found;
	PGconn	   *conn;
	RcmStaging	staging;
	EVP_MD_CTX *digest;
	RcmFile		file;			/* the one that is read */
	RcmSource  *source;
	int64_t		packed;			/* of the files before it */
	int64_t		unpacked;
	int64_t		rows;			/* of the files before it */
} Load;

/* ---- what the user asks for ---- */

enum
{
	RELEASE = RCM_OPTION_HELP + 1, FROM, TO, PUBLISHED, LICENSED, FEWER_ROWS, MEMBER, DRY_RUN, LIST
};

static const struct option options[] = {
	{"release", required_argument, NULL, RELEASE},
	{"from", required_argument, NULL, FROM},
	{"to", required_argument, NULL, TO},
	{"published", required_argument, NULL, PUBLISHED},
	{"licensed", no_argument, NULL, LICENSED},
	{"fewer-rows", no_argument, NULL, FEWER_ROWS},
	{"member", required_argument, NULL, MEMBER},
	{"dry-run", no_argument, NULL, DRY_RUN},
	{"quiet", no_argument, NULL, 'q'},
	{"list", no_argument, NULL, LIST},
	RCM_SERVER_OPTIONS
};

static bool
take_date(const char *option, const char *value, int32_t *date)
{
	if (rcm_date_parse(rcm_text_of(value), date))
		return true;
	rcm_wrong_use("%s: \"%s\" is not a date (YYYY-MM-DD)", option, value);
	return false;
}

static bool
take_option(Load *load, int letter, const char *value)
{
	switch (letter)
	{
		case RELEASE:
			load->said.name = value;
			if (*value != '\0' && strlen(value) < RCM_RELEASE_NAME)
				return true;
			rcm_wrong_use("--release: a name has 1 to %d bytes", RCM_RELEASE_NAME - 1);
			return false;
		case FROM:
			return take_date("--from", value, &load->said.from);
		case TO:
			return take_date("--to", value, &load->said.to);
		case PUBLISHED:
			return take_date("--published", value, &load->said.published_on);
		case LICENSED:
			return load->licensed = true;
		case FEWER_ROWS:
			return load->fewer_rows = true;
		case MEMBER:
			load->pattern = value;
			return true;
		case DRY_RUN:
			return load->dry_run = true;
		case 'q':
			return load->quiet = true;
		case LIST:
			return load->list = true;
		case RCM_OPTION_HELP:
			return load->help = true;
		default:
			if (rcm_server_option(&load->server, letter, value))
				return true;
			/* getopt has said what is wrong */
			fputs("rcm: see rcm load --help\n", stderr);
			return false;
	}
}

/* False: wrong use. */
static bool
take_arguments(Load *load, int argc, char **argv)
{
	int			letter;

	load->said.from = load->said.to = load->said.published_on = RCM_NO_DATE;
	while ((letter = getopt_long(argc, argv, "q" RCM_SERVER_LETTERS, options, NULL)) != -1)
		if (!take_option(load, letter, optarg))
			return false;
	if (load->help || load->list)
		return true;
	if (argc - optind < 2)
	{
		rcm_wrong_use(optind == argc ? "load needs a set and its files" : "load needs the files of the set");
		return false;
	}
	load->format = rcm_format_find(rcm_text_of(argv[optind]));
	if (load->format == NULL)
	{
		rcm_wrong_use("there is no set \"%s\": rcm load --list shows them", argv[optind]);
		return false;
	}
	if (load->said.from != RCM_NO_DATE && load->said.to != RCM_NO_DATE && load->said.to < load->said.from)
	{
		rcm_wrong_use("--to is before --from");
		return false;
	}
	return true;
}

/* ---- reading ---- */

/* What a file is said to hold: the rows of its set's first table, or of the one it fills. */
static int64_t
rows_of(const RcmFile *file)
{
	int64_t		rows = file->rows[0];

	for (int i = 1; rows == 0 && i < RCM_MAX_OUTPUTS; i++)
		rows = file->rows[i];
	return rows;
}

static bool
take_bytes(void *arg, const char *data, size_t len)
{
	Load	   *load = arg;

	if (rcm_stopped || EVP_DigestUpdate(load->digest, data, len) != 1)
		return false;
	load->unpacked += (int64_t) len;
	if (!rcm_file_feed(&load->file, data, len))
		return false;
	rcm_progress_step(load->packed + load->source->packed, load->unpacked, load->rows + rows_of(&load->file));
	return true;
}

/* "FILE, line 12, column 4: why" */
static void
complain_of_file(const Load *load, const char *input_fault)
{
	const RcmFile *file = &load->file;
	const char *shown = load->source->shown;

	/* the server, or a signal, ended it; that has been said or will be */
	if (load->staging.failed || rcm_stopped)
		return;
	if (file->fault[0] == '\0')
		rcm_complain("%s: %s", shown, input_fault[0] != '\0' ? input_fault : "it cannot be read");
	else if (file->fault_column > 0)
		rcm_complain("%s, line %lld, column %d: %s", shown, (long long) file->fault_line, file->fault_column,
					 file->fault);
	else
		rcm_complain("%s, line %lld: %s", shown, (long long) file->fault_line, file->fault);
}

/* Memory for a parser, which does not look whether it got any. */
static void *
grab_or_exit(void *owner, size_t size)
{
	(void) owner;
	return rcm_must_have(malloc(size));
}

static void
drop_block(void *owner, void *block)
{
	(void) owner;
	free(block);
}

static bool
read_source(Load *load, RcmSource *source)
{
	const RcmFormat *format = load->format;
	RcmArena	memory;
	RcmFileOptions file_options = {.licensed = load->licensed, .memory = &memory};
	RcmReading	reading = {.source = source, .sink = take_bytes, .arg = load};
	const RcmReleaseHint *hint = &load->file.hint;
	bool		good;

	rcm_arena_init_with(&memory, grab_or_exit, drop_block, NULL);
	load->source = source;
	/* a spreadsheet's cells get what the format splits by */
	reading.separator = format->sniff == NULL && format->split == RCM_SPLIT_TABS ? '\t' : ',';
	rcm_progress_file(source->shown);
	rcm_file_begin(&load->file, format, source->name, file_options, rcm_staging_row, &load->staging);
	good = rcm_source_read(&reading) && rcm_file_end(&load->file);
	if (!good)
		complain_of_file(load, reading.fault);
	/* what an archive's name says, its files need not */
	if (hint->name[0] == '\0' && hint->from == RCM_NO_DATE && hint->other_set[0] == '\0')
		hint = &source->hint;
	good = good && rcm_release_add(&load->found, source, hint, format, &load->said);
	if (good)
		rcm_progress_file_done(source->shown, rows_of(&load->file));
	load->rows += rows_of(&load->file);
	load->packed += source->size;
	rcm_file_free(&load->file);
	return good;
}

/* What the names say is looked at before anything is read. */
static bool
find_sources(Load *load, char **files, int count)
{
	RcmReleaseFound by_name;

	memset(&by_name, 0, sizeof(by_name));
	for (int i = 0; i < count; i++)
		if (!rcm_sources_of(&load->sources, files[i], load->format, load->pattern))
			return false;
	if (!rcm_release_look(&load->sources, load->format))
		return false;
	for (int i = 0; i < load->sources.count; i++)
		if (!rcm_release_add(&by_name, &load->sources.list[i], &load->sources.list[i].hint, load->format, &load->said))
			return false;
	return true;
}

static int64_t
size_of_all(const RcmSources *sources)
{
	int64_t		total = 0;

	for (int i = 0; i < sources->count; i++)
	{
		if (sources->list[i].size == 0)
			return 0;
		total += sources->list[i].size;
	}
	return total;
}

/* ---- the release ---- */

/* The names of the files as an array of PostgreSQL's. */
static char *
names_of_files(const RcmSources *sources)
{
	size_t		room = 3;
	char	   *text;
	char	   *to;

	for (int i = 0; i < sources->count; i++)
		room += (size_t) sources->list[i].name.len * 2 + 3;
	to = text = rcm_must_have(malloc(room));
	*to++ = '{';
	for (int i = 0; i < sources->count; i++)
	{
		RcmText		name = sources->list[i].name;

		if (name.len == 0)
			continue;
		if (to[-1] != '{')
			*to++ = ',';
		*to++ = '"';
		for (int j = 0; j < name.len; j++)
		{
			if (name.data[j] == '"' || name.data[j] == '\\')
				*to++ = '\\';
			*to++ = name.data[j];
		}
		*to++ = '"';
	}
	strcpy(to, "}");
	return text;
}

static const char *
date_value(int32_t date, char text[11])
{
	if (date == RCM_NO_DATE)
		return NULL;
	rcm_date_format(date, text);
	text[10] = '\0';
	return text;
}

/* What the bytes of all files, in their order, hash to: "\x12ab..." */
static bool
hash_value(Load *load, char text[SHA256 * 2 + 3])
{
	unsigned char hash[EVP_MAX_MD_SIZE];

	if (EVP_DigestFinal_ex(load->digest, hash, NULL) != 1)
		return false;
	strcpy(text, "\\x");
	for (int i = 0; i < SHA256; i++)
		sprintf(text + 2 + i * 2, "%02x", hash[i]);
	return true;
}

static PGresult *
switch_release(Load *load, const RcmReleaseHint *release)
{
	char		hash[SHA256 * 2 + 3];
	char		dates[3][11];
	char	   *files = names_of_files(&load->sources);
	const char *values[] = {
		load->format->set, release->name, date_value(release->from, dates[0]), date_value(release->to, dates[1]),
		date_value(release->published_on, dates[2]), hash, files, load->fewer_rows ? "t" : "f"
	};
	PGresult   *result = NULL;

	rcm_progress_phase("comparing with the library ...");
	if (hash_value(load, hash))
		result = rcm_ask(load->conn,
						 "SELECT rows, added, ended, unchanged, already_loaded FROM rcm.switch_release("
						 "set_name => $1, release => $2, eff => $3, term => $4, published_on => $5, "
						 "file_sha256 => $6, files => $7, fewer_rows => $8)", 8, values);
	free(files);
	return result;
}

static void
print_summary(const Load *load, const char *release, const PGresult *counts)
{
	const char *after = load->dry_run ? " (dry run: nothing was kept)" : "";
	char		number[4][32];

	rcm_progress_clear();
	if (load->quiet)
		return;
	for (int i = 0; i < 4; i++)
		rcm_grouped(strtoll(PQgetvalue(counts, 0, i), NULL, 10), number[i]);
	if (PQgetvalue(counts, 0, 4)[0] == 't')
		printf("%s %s: %s rows, already loaded, nothing changed%s\n", load->format->set, release, number[0], after);
	else
		printf("%s %s: %s rows, %s added, %s ended, %s unchanged%s\n", load->format->set, release, number[0],
			   number[1], number[2], number[3], after);
}

/* ---- all of it ---- */

/* Copies the rows of every file; what to exit with. */
static int
read_all(Load *load)
{
	rcm_progress_begin(load->quiet, size_of_all(&load->sources));
	rcm_staging_begin(&load->staging, load->conn, load->format);
	if (!rcm_do(load->conn, "BEGIN ISOLATION LEVEL READ COMMITTED"))
		return rcm_server_status();
	for (int i = 0; i < load->sources.count; i++)
		if (!read_source(load, &load->sources.list[i]))
			return load->staging.failed ? rcm_server_status() : RCM_EXIT_REFUSED;
	return rcm_staging_finish(&load->staging) ? RCM_EXIT_FINE : rcm_server_status();
}

static int
load_release(Load *load)
{
	RcmReleaseHint release;
	PGresult   *counts;
	int			status = read_all(load);

	if (status != RCM_EXIT_FINE)
		return status;
	if (rcm_stopped)
		return RCM_EXIT_REFUSED;
	if (!rcm_release_decide(&load->found, &load->said, load->format, &release))
		return RCM_EXIT_USAGE;
	counts = switch_release(load, &release);
	if (counts == NULL)
		return rcm_server_status();
	if (rcm_stopped)
		status = RCM_EXIT_REFUSED;
	else if (!rcm_do(load->conn, load->dry_run ? "ROLLBACK" : "COMMIT"))
	{
		status = rcm_server_status();
		if (PQstatus(load->conn) == CONNECTION_BAD)
			rcm_complain("the connection was lost at the end: rcm releases shows whether the release was loaded");
	}
	else
		print_summary(load, release.name, counts);
	PQclear(counts);
	return status;
}

/* Connects, loads, and says so when nothing was loaded. */
static int
run(Load *load, char **files, int count)
{
	int			status = RCM_EXIT_REFUSED;

	if (find_sources(load, files, count))
	{
		load->conn = rcm_connect(&load->server);
		status = load->conn == NULL ? RCM_EXIT_DATABASE : load_release(load);
	}
	/* a signal that came after the commit changes nothing any more */
	if (rcm_stopped && status != RCM_EXIT_FINE)
	{
		rcm_complain("stopped by a signal");
		status = 128 + rcm_stopped;
	}
	if (status != RCM_EXIT_FINE)
		rcm_complain("nothing was loaded");
	return status;
}

int
rcm_load_command(int argc, char **argv)
{
	Load	   *load = rcm_must_have(calloc(1, sizeof(Load)));
	int			status = RCM_EXIT_USAGE;

	load->digest = rcm_must_have(EVP_MD_CTX_new());
	if (EVP_DigestInit_ex(load->digest, EVP_sha256(), NULL) != 1)
		rcm_must_have(NULL);
	if (take_arguments(load, argc, argv))
		status = load->help ? rcm_command_help("load") : load->list ? rcm_list_sets() :
			run(load, argv + optind + 1, argc - optind - 1);
	rcm_staging_free(&load->staging);
	/* an open transaction goes with the connection */
	PQfinish(load->conn);
	rcm_sources_free(&load->sources);
	EVP_MD_CTX_free(load->digest);
	free(load);
	return status;
}
