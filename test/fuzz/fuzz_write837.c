/*
 * fuzz_write837.c - any claim's JSON into an 837, three times over.
 *
 * What is written must be an interchange without a fault in its envelope, from
 * which as many claims are read as were written; what is refused must leave no
 * byte behind, and say why in plain text.
 */
#include <stdio.h>
#include <stdlib.h>

#include "claim837/read.h"
#include "claim837/write.h"

static void
must(bool ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "%s\n", what);
	abort();
}

static void
note(void *owner, const RcmX12Fault *f)
{
	(*(int *) owner)++;
	must(f->element[0] != '\0', "a reason without an element");
	for (const char *p = f->message; *p != '\0'; p++)
		must(*p >= ' ' && *p <= '~', "a message is not plain text");
}

static void
found(void *owner, const RcmX12Finding *f)
{
	fprintf(stderr, "%s: %s\n", f->code, f->message);
	must(owner == NULL, "the envelope has a fault");
}

static void
deliver(void *owner, const RcmClaim *claim)
{
	must(claim->claim_id.len > 0, "a claim without its id");
	(*(int *) owner)++;
}

static int
read_back(const RcmBuffer *file)
{
	RcmX12Reader reader;
	RcmX12Segment segment;
	RcmX12Envelope envelope;
	Rcm837Reader claims;
	int			n = 0;

	rcm_x12_envelope_init(&envelope, found, &envelope);
	rcm_837_init(&claims, deliver, NULL, &n);
	rcm_x12_open(&reader, file->data, file->len);
	while (rcm_x12_next(&reader, &segment) == RCM_X12_SEGMENT)
	{
		rcm_x12_envelope_segment(&envelope, &segment, &reader.delimiters);
		rcm_837_segment(&claims, &segment, &reader.delimiters, &envelope.place);
	}
	rcm_837_end(&claims);
	rcm_x12_envelope_end(&envelope, &segment);
	rcm_837_free(&claims);
	return n;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	RcmArena	arena;
	RcmBuffer	out;
	RcmClaim   *claim;
	RcmReadError error;
	RcmX12Sender *sender;
	Rcm837Writer writer;
	int			faults = 0;
	int			written = 0;
	char		form;

	rcm_arena_init(&arena);
	if (rcm_claim_from_json(&arena, (RcmText) {(const char *) data, (int32_t) size}, &claim, &error) != RCM_READ_OK)
	{
		rcm_arena_free(&arena);
		return 0;
	}
	form = claim->form.len == 1 && strchr("PID", claim->form.data[0]) != NULL ? claim->form.data[0] : 'P';
	sender = rcm_new_object(&arena, &rcm_x12_sender_shape);
	sender->sender_id = sender->receiver_id = RCM_TEXT("HERE");
	sender->submitter_name = sender->receiver_name = RCM_TEXT("HERE");
	sender->contact_phone = RCM_TEXT("5035550100");
	sender->created = RCM_TEXT("2024-10-15T09:30");
	sender->character_set = size % 2 == 0 ? RCM_TEXT("basic") : RCM_TEXT("extended");
	sender->control_number = 1;
	sender->transaction_size = 2;
	rcm_buffer_init(&out, &arena, 4096);
	must(rcm_837_write_open(&writer, &out, &arena, sender, form), "the sender suffices");
	writer.refuse = note;
	writer.owner = &faults;
	for (int i = 0; i < 3; i++)
	{
		size_t		before = out.len;
		bool		ok;

		faults = 0;
		ok = rcm_837_write(&writer, claim);
		must(ok == (faults == 0), "refused without a reason, or written with one");
		must(ok || out.len == before, "a refused claim left something");
		written += ok;
	}
	must(written == 0 || written == 3, "the same claim, judged in two ways");
	rcm_837_write_close(&writer);
	if (written > 0)
		must(read_back(&out) == 3, "another number of claims is read");
	else
		must(out.len == 0, "a file without claims");
	rcm_arena_free(&arena);
	return 0;
}
