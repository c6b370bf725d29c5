/*
 * fuzz_claim.c - any bytes as a claim, in JSON and in the stored form.
 *
 * The first byte chooses: an even one says that the rest is JSON, an odd one
 * that it is what was stored.  Whatever becomes a claim must come out of every
 * form as it went in, and say the same; what does not must leave a message.
 */
#include <stdio.h>
#include <stdlib.h>

#include "claim/claim.h"

static void
must(bool ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "%s\n", what);
	abort();
}

static RcmBuffer
bytes_of(RcmArena *arena, const RcmClaim *claim, bool canonical)
{
	RcmBuffer	out;

	rcm_buffer_init(&out, arena, 256);
	rcm_claim_to_binary(claim, &out, canonical);
	return out;
}

static RcmBuffer
json_of(RcmArena *arena, const RcmClaim *claim)
{
	RcmBuffer	out;

	rcm_buffer_init(&out, arena, 256);
	rcm_claim_to_json(claim, &out);
	return out;
}

static bool
same(const RcmBuffer *a, const RcmBuffer *b)
{
	return a->len == b->len && memcmp(a->data, b->data, a->len) == 0;
}

/* A claim that was read from JSON: all its forms agree. */
static void
check_claim(RcmArena *arena, const RcmClaim *claim)
{
	RcmBuffer	json = json_of(arena, claim);
	RcmBuffer	stored = bytes_of(arena, claim, false);
	RcmBuffer	canonical = bytes_of(arena, claim, true);
	RcmBuffer	other;
	RcmClaim   *again;
	RcmReadError error;

	must(rcm_claim_from_json(arena, (RcmText) {json.data, (int32_t) json.len}, &again, &error) == RCM_READ_OK,
		 "what came out as JSON does not go in");
	other = json_of(arena, again);
	must(same(&json, &other), "JSON changes on the way");
	other = bytes_of(arena, again, true);
	must(same(&canonical, &other), "through JSON, it says something else");
	must(rcm_claim_from_binary(arena, stored.data, stored.len, &again), "what was stored cannot be read");
	other = json_of(arena, again);
	must(same(&json, &other), "the stored form changes the claim");
	other = bytes_of(arena, again, true);
	must(same(&canonical, &other), "once stored, it says something else");
}

static void
try_json(RcmArena *arena, RcmText text)
{
	RcmClaim   *claim;
	RcmReadError error;
	RcmReadStatus status = rcm_claim_from_json(arena, text, &claim, &error);

	must(error.offset <= (size_t) text.len, "a fault behind the end");
	must(memchr(error.message, '\0', sizeof(error.message)) != NULL, "a message without end");
	must((status == RCM_READ_OK) == (error.message[0] == '\0'), "a fault without a message");
	if (status == RCM_READ_OK)
		check_claim(arena, claim);
}

/* Forged bytes: text in them may be no UTF-8 and keys no JSON, so only the stored form must hold. */
static void
try_stored(RcmArena *arena, RcmText bytes)
{
	RcmClaim   *claim;
	RcmClaim   *again;
	RcmBuffer	stored;
	RcmBuffer	other;

	if (!rcm_claim_from_binary(arena, bytes.data, (size_t) bytes.len, &claim))
		return;
	(void) json_of(arena, claim);
	stored = bytes_of(arena, claim, false);
	must(rcm_claim_from_binary(arena, stored.data, stored.len, &again), "what was stored cannot be read");
	other = bytes_of(arena, again, false);
	must(same(&stored, &other), "the stored form is not settled");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	RcmArena	arena;
	char	   *copy;

	if (size < 1)
		return 0;
	copy = malloc(size);		/* the sanitizer sees a byte too far */
	memcpy(copy, data + 1, size - 1);
	rcm_arena_init(&arena);
	if (data[0] % 2 == 0)
		try_json(&arena, (RcmText) {copy, (int32_t) (size - 1)});
	else
		try_stored(&arena, (RcmText) {copy, (int32_t) (size - 1)});
	rcm_arena_free(&arena);
	free(copy);
	return 0;
}
