/*
 * x12.c - rcm findings and rcm claims: X12 files of any size, without a server.
 */
#include "cli/cli.h"

#include <getopt.h>
#include <stdlib.h>

#include "cli/input.h"
#include "interchange/interchange.h"
#include "x12/stream.h"

/* One file being read. */
typedef struct Reading
{
	RcmX12Stream stream;
	RcmInterchange all;
	const char *shown;			/* the file's name */
	bool		several;		/* files: each line begins with its name */
	bool		claims;			/* wanted: claims rather than findings */
	bool		lost;			/* a finding that means loss */
	RcmX12StreamStatus status;
	RcmArena	arena;
} Reading;

/* ---- what is printed ---- */

/* A line for each: place, code, message, separated by tabs. */
static void
print_finding(void *owner, const RcmX12Finding *f)
{
	Reading    *r = owner;
	const RcmX12Place *place = &f->place;

	r->lost = r->lost || rcm_x12_is_loss(f->code);
	if (r->claims)
		return;
	if (r->several)
		printf("%s\t", r->shown);
	printf("%llu\t%lld\t%s", (unsigned long long) place->offset, (long long) place->segment,
		   place->segment_id);
	if (place->element > 0)
		printf("%02d", place->element);
	printf("\t%s\t%s\n", f->code, f->message);
}

static void
print_claim(void *owner, const RcmClaim *claim)
{
	Reading    *r = owner;
	RcmBuffer	json;

	rcm_buffer_init(&json, &r->arena, 4096);
	rcm_claim_to_json(claim, &json);
	rcm_buffer_char(&json, '\n');
	if (json.failed)
		rcm_must_have(NULL);
	fwrite(json.data, 1, json.len, stdout);
	rcm_arena_reset(&r->arena);
}

/* ---- reading ---- */

static void
take_segment(void *owner, const RcmX12Segment *s, const RcmX12Delimiters *d, const RcmX12Place *place)
{
	Reading    *r = owner;

	rcm_interchange_segment(&r->all, s, d, place);
}

static void
take_end(void *owner)
{
	Reading    *r = owner;

	rcm_interchange_end(&r->all);
}

static bool
take_bytes(void *arg, const char *data, size_t len)
{
	Reading    *r = arg;

	r->status = rcm_x12_stream_feed(&r->stream, data, len);
	return r->status == RCM_X12_STREAM_OK && !ferror(stdout);
}

/* The whole of a source; false after a complaint. */
static bool
read_source(RcmSource *source, bool several, bool claims)
{
	Reading    *r = rcm_must_have(calloc(1, sizeof(Reading)));
	RcmReading	reading = {.source = source, .sink = take_bytes, .arg = r};
	bool		good;

	r->shown = source->shown;
	r->several = several;
	r->claims = claims;
	rcm_arena_init(&r->arena);
	rcm_x12_stream_init(&r->stream, print_finding, r);
	r->stream.segment = take_segment;
	r->stream.ended = take_end;
	rcm_interchange_init(&r->all, print_finding, r);
	rcm_interchange_window_moves(&r->all);
	if (claims)
		r->all.claims.deliver = print_claim;
	good = rcm_source_read(&reading);
	if (good)
		r->status = rcm_x12_stream_end(&r->stream);
	if (reading.fault[0] != '\0')
		rcm_complain("%s: %s", source->shown, reading.fault);
	else if (r->status == RCM_X12_STREAM_NOT_X12)
		rcm_complain("%s: not an X12 interchange: no delimiters found", source->shown);
	else if (r->status == RCM_X12_STREAM_TOO_LONG)
		rcm_complain("%s: a segment of more than %d MiB", source->shown, RCM_X12_LONGEST_SEGMENT >> 20);
	else if (r->status == RCM_X12_STREAM_MEMORY)
		rcm_must_have(NULL);
	else if (claims && r->lost)
		rcm_complain("%s: not all of it could be read: see rcm findings", source->shown);
	good = good && r->status == RCM_X12_STREAM_OK && !r->lost;
	rcm_interchange_free(&r->all);
	rcm_x12_stream_free(&r->stream);
	rcm_arena_free(&r->arena);
	free(r);
	return good;
}

static int
read_files(int argc, char **argv, bool claims)
{
	static const struct option options[] = {
		{"help", no_argument, NULL, 'H'}, {NULL, 0, NULL, 0}
	};
	static const RcmFormat any_format = {.title = "X12"};
	RcmSources	sources = {0};
	bool		good = true;

	switch (getopt_long(argc, argv, "", options, NULL))
	{
		case -1:
			break;
		case 'H':
			return rcm_command_help(argv[0]);
		default:
			return RCM_EXIT_USAGE;
	}
	if (optind >= argc)
		return rcm_wrong_use("%s needs a file", argv[0]);
	for (int i = optind; i < argc && good; i++)
		good = rcm_sources_of(&sources, argv[i], &any_format, "*");
	for (int i = 0; i < sources.count && (good || !claims) && !rcm_stopped; i++)
		good = read_source(&sources.list[i], sources.count > 1, claims) && good;
	rcm_sources_free(&sources);
	return good ? RCM_EXIT_FINE : RCM_EXIT_REFUSED;
}

int
rcm_findings_command(int argc, char **argv)
{
	return read_files(argc, argv, false);
}

int
rcm_claims_command(int argc, char **argv)
{
	return read_files(argc, argv, true);
}
