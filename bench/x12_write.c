/*
 * x12_write.c - how fast claims become an 837.
 *
 *   cc -O2 -Isrc -DFRONTEND bench/x12_write.c (the core's .c files) -lexpat -o x12_write
 *   ./x12_write [MEGABYTES]
 *
 * A professional claim of two lines with diagnoses, rendering provider and
 * place of service, another patient each time, three billing providers in
 * turn after every hundred.  Prints name, figure, unit.  What was written is
 * read again, and its claims counted, before anything is printed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "claim837/read.h"
#include "claim837/write.h"

#define ROUNDS 5

static const char claim_json[] =
"{\"form\":\"P\",\"claim_id\":\"PCN00000000\",\"pos\":\"11\",\"freq\":\"1\",\"total_charge\":\"310.25\",\"payer_id\":\"P01\",\"filing_ind\":\"CI\","
"\"payer\":{\"name\":\"FIRST HEALTH PLAN\"},\"billing\":{\"npi\":\"1234567893\",\"name\":\"BENCH CLINIC\",\"tin\":\"930011223\",\"taxonomy\":\"207Q00000X\","
"\"addr\":{\"line1\":\"1 WHARF\",\"city\":\"PORTLAND\",\"state\":\"OR\",\"zip\":\"972015544\"}},"
"\"rendering\":{\"npi\":\"1700000106\",\"last\":\"ROE\",\"first\":\"JO\",\"taxonomy\":\"207R00000X\"},"
"\"patient\":{\"last\":\"NAME0000\",\"first\":\"GIVEN\",\"dob\":\"1970-01-02\",\"sex\":\"F\",\"rel\":\"18\",\"addr\":{\"line1\":\"2 ELM ST\",\"city\":\"PORTLAND\",\"state\":\"OR\",\"zip\":\"97214\"}},"
"\"subscriber\":{\"last\":\"NAME0000\",\"first\":\"GIVEN\",\"member_id\":\"W00000000\"},\"dx\":[{\"code\":\"E119\"},{\"code\":\"I10\"}],"
"\"lines\":[{\"n\":1,\"code\":\"99213\",\"mods\":[\"25\"],\"units\":1,\"charge\":\"130.25\",\"from\":\"2024-10-01\",\"to\":\"2024-10-01\",\"dx_ptr\":[1,2],\"control\":\"1\"},"
"{\"n\":2,\"code\":\"20610\",\"units\":1,\"charge\":\"180\",\"from\":\"2024-10-01\",\"to\":\"2024-10-01\",\"dx_ptr\":[2],\"control\":\"2\"}]}";

static void
must(bool ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "%s\n", what);
	exit(1);
}

static void
put_digits(RcmText t, int from, int64_t v)
{
	char	   *p = (char *) t.data;

	for (int i = t.len - 1; i >= from; i--, v /= 10)
		p[i] = (char) ('0' + v % 10);
}

static void
count_claim(void *owner, const RcmClaim *claim)
{
	*(int64_t *) owner += claim->lines.count == 2;
}

static int64_t
claims_in(const RcmBuffer *file)
{
	RcmX12Reader r;
	RcmX12Segment s;
	RcmX12Envelope e;
	Rcm837Reader claims;
	int64_t		n = 0;

	rcm_x12_open(&r, file->data, file->len);
	rcm_x12_envelope_init(&e, NULL, NULL);
	rcm_837_init(&claims, count_claim, NULL, &n);
	while (rcm_x12_next(&r, &s) == RCM_X12_SEGMENT)
	{
		rcm_x12_envelope_segment(&e, &s, &r.delimiters);
		rcm_837_segment(&claims, &s, &r.delimiters, &e.place);
	}
	rcm_837_end(&claims);
	rcm_837_free(&claims);
	return n;
}

/* Seconds that it takes to write so many bytes; the last file is read again. */
static double
write_file(RcmClaim *claim, const RcmX12Sender *sender, size_t want, int64_t *items, size_t *bytes)
{
	static const char *const npis[] = {"1234567893", "1700000106", "1700000205"};
	RcmArena	file;
	RcmArena	side;
	RcmBuffer	out;
	Rcm837Writer w;
	struct timespec a;
	struct timespec b;

	rcm_arena_init(&file);
	rcm_arena_init(&side);
	rcm_buffer_init(&out, &file, want + 65536);
	memset(out.data, 1, out.room);	/* the pages are there before the clock runs */
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a);
	must(rcm_837_write_open(&w, &out, &side, sender, 'P'), w.fault.message);
	for (int64_t i = 0; out.len < want; i++)
	{
		put_digits(claim->claim_id, 3, i);
		put_digits(claim->subscriber->member_id, 1, i);
		put_digits(claim->subscriber->last, 4, i);
		put_digits(claim->patient->last, 4, i);
		claim->billing->npi = rcm_text_of(npis[i / 100 % 3]);
		must(rcm_837_write(&w, claim), w.fault.message);
	}
	rcm_837_write_close(&w);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &b);
	*items = w.items;
	*bytes = out.len;
	must(claims_in(&out) == w.items, "another number of claims is read");
	rcm_arena_free(&file);
	rcm_arena_free(&side);
	return (double) (b.tv_sec - a.tv_sec) + (double) (b.tv_nsec - a.tv_nsec) / 1e9;
}

int
main(int argc, char **argv)
{
	size_t		want = (size_t) (argc > 1 ? atoi(argv[1]) : 50) << 20;
	char	   *json = strdup(claim_json);
	RcmArena	arena;
	RcmReadError error;
	RcmClaim   *claim;
	RcmX12Sender *sender;
	double		best = 1e9;
	int64_t		items = 0;
	size_t		bytes = 0;

	rcm_arena_init(&arena);
	must(rcm_claim_from_json(&arena, rcm_text_of(json), &claim, &error) == RCM_READ_OK, "the claim is none");
	sender = rcm_new_object(&arena, &rcm_x12_sender_shape);
	sender->sender_id = sender->receiver_id = RCM_TEXT("BENCH");
	sender->submitter_name = sender->receiver_name = RCM_TEXT("BENCH");
	sender->contact_phone = RCM_TEXT("5035550100");
	sender->created = RCM_TEXT("2024-10-15T09:30");
	sender->control_number = 1;
	for (int i = 0; i < ROUNDS; i++)
	{
		double		t = write_file(claim, sender, want, &items, &bytes);

		if (t < best)
			best = t;
	}
	printf("%-44s %10.1f %-10s\n", "837 written, one core", (double) bytes / best / 1e6, "MB/s");
	printf("%-44s %10.0f %-10s\n", "837 written, one core", (double) items / best, "claims/s");
	rcm_arena_free(&arena);
	free(json);
	return 0;
}
