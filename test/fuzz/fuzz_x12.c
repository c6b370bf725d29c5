/*
 * fuzz_x12.c - any bytes as an X12 file.
 *
 * Whatever they are, reading them whole and in small windows must find the
 * same segments, findings and claims, and each claim must be one: its JSON can
 * be read, and so can its stored form.
 */
#include <stdio.h>
#include <stdlib.h>

#include "interchange/interchange.h"
#include "x12/guide.h"

typedef struct Run
{
	int			claims;
	int			findings;
	int			segments;
	RcmArena	arena;
	RcmBuffer	json;
} Run;

static void
must(bool ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "%s\n", what);
	abort();
}

static void
note(void *owner, const RcmX12Finding *f)
{
	Run		   *run = owner;

	run->findings++;
	for (const char *p = f->message; *p != '\0'; p++)
		must(*p >= ' ' && *p <= '~', "a message is not plain text");
}

static void
deliver(void *owner, const RcmClaim *claim)
{
	Run		   *run = owner;
	RcmArena	arena;
	RcmBuffer	binary;
	RcmClaim   *again;
	RcmReadError error;
	size_t		from = run->json.len;

	run->claims++;
	rcm_arena_init(&arena);
	rcm_claim_to_json(claim, &run->json);
	if (rcm_claim_from_json(&arena, (RcmText) {run->json.data + from, (int32_t) (run->json.len - from)},
							&again, &error) != RCM_READ_OK)
	{
		fprintf(stderr, "%s at %zu in %.*s\n", error.message, error.offset,
				(int) (run->json.len - from), run->json.data + from);
		must(false, "a claim's JSON is not a claim");
	}
	rcm_buffer_init(&binary, &arena, 1024);
	rcm_claim_to_binary(claim, &binary, false);
	must(rcm_claim_from_binary(&arena, binary.data, binary.len, &again),
		 "a claim's stored form is not a claim");
	rcm_arena_free(&arena);
}

static void
read_file(Run *run, const char *data, size_t len, size_t window)
{
	RcmX12Reader reader;
	RcmX12Segment segment;
	RcmX12Envelope envelope;
	static RcmInterchange all;
	RcmGuide	guide;
	RcmX12Status status;
	char	   *held = NULL;
	size_t		begin = 0;
	size_t		have = window == 0 || window > len ? len : window;

	memset(run, 0, sizeof(*run));
	rcm_arena_init(&run->arena);
	rcm_buffer_init(&run->json, &run->arena, 4096);
	rcm_x12_envelope_init(&envelope, note, run);
	rcm_guide_init(&guide, note, run);
	rcm_interchange_init(&all, note, run);
	all.claims.deliver = deliver;
	if (window != 0)
		rcm_interchange_window_moves(&all);
	held = malloc(have + 1);
	memcpy(held, data, have);
	rcm_x12_open(&reader, held, have);
	reader.last = have == len;
	while ((status = rcm_x12_next(&reader, &segment)) == RCM_X12_SEGMENT || status == RCM_X12_MORE)
		if (status == RCM_X12_SEGMENT)
		{
			run->segments++;
			must(segment.offset + segment.len <= len, "a segment behind the end");
			must(memcmp(data + segment.offset, segment.data, segment.len) == 0, "a wrong offset");
			rcm_x12_envelope_segment(&envelope, &segment, &reader.delimiters);
			rcm_guide_segment(&guide, &segment, &reader.delimiters, &envelope.place);
			rcm_interchange_segment(&all, &segment, &reader.delimiters, &envelope.place);
		}
		else
		{
			begin += rcm_x12_consumed(&reader);
			have -= rcm_x12_consumed(&reader);
			have = have + window > len - begin ? len - begin : have + window;
			free(held);
			held = malloc(have + 1);
			memcpy(held, data + begin, have);
			rcm_x12_feed(&reader, held, have, begin + have == len);
		}
	rcm_guide_end(&guide);
	rcm_interchange_end(&all);
	rcm_x12_envelope_end(&envelope, &segment);
	rcm_interchange_free(&all);
	free(held);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Run			whole;
	Run			parts;
	size_t		window = size > 0 ? 1 + data[size - 1] : 1;

	read_file(&whole, (const char *) data, size, 0);
	/* Small windows over one long segment are quadratic. */
	if (size > 4096)
		window += 1024;
	read_file(&parts, (const char *) data, size, window);
	must(whole.segments == parts.segments, "windows change the segments");
	must(whole.findings == parts.findings, "windows change the findings");
	must(whole.claims == parts.claims && whole.json.len == parts.json.len &&
		 (whole.json.len == 0 || memcmp(whole.json.data, parts.json.data, whole.json.len) == 0),
		 "windows change the claims");
	rcm_arena_free(&whole.arena);
	rcm_arena_free(&parts.arena);
	return 0;
}
