/*
 * fuzz_scrub.c - any document that is a claim is judged, whatever it says.
 */
#include "memory_library.h"
#include "scrub/evidence.h"
#include "scrub/scrub.h"

int			LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *
no_release(RcmLibrary *library, const RcmRow *row)
{
	(void) library;
	(void) row;
	return NULL;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static MemoryLibrary library;
	static bool ready = false;
	RcmArena	arena;
	RcmReadError error;
	RcmClaim   *claim;
	RcmScrub	s;
	RcmBuffer	out;

	if (!ready)
	{
		if (!memory_library_open(&library, "demo/library", "test/cases/sample/library"))
			abort();
		ready = true;
	}
	if (size > 65536)
		return 0;
	rcm_arena_init(&arena);
	if (rcm_claim_from_json(&arena, (RcmText) {(const char *) data, (int32_t) size}, &claim,
							&error) == RCM_READ_OK)
	{
		memset(&s, 0, sizeof(s));
		s.claim = claim;
		s.arena = &arena;
		s.library = &library.api;
		rcm_scrub_run(&s);
		rcm_buffer_init(&out, &arena, 1024);
		for (int i = 0; i < s.finding_count; i++)
			rcm_finding_json(&s, &s.findings[i], no_release, &out);
	}
	rcm_arena_free(&arena);
	rcm_arena_reset(&library.found);
	return 0;
}
