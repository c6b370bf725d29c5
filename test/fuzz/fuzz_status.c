/*
 * fuzz_status.c - any bytes as a file with 277s, and as a 276's inquiry.
 *
 * Reading whole and in small windows must give the same statuses, totals and
 * findings; an inquiry that is written must make a file without findings.
 */
#include <stdio.h>
#include <stdlib.h>

#include "status/inquiry.h"
#include "status/read.h"

typedef struct Run
{
	int			findings;
	RcmArena	arena;
	RcmBuffer	text;
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
deliver(void *owner, const Rcm277Status *s)
{
	const Rcm277Reader *r = s->reader;
	const RcmText texts[] = {
		rcm_text_of(s->state), s->code->category, s->code->code, s->code->entity, s->code->code_list, s->claim_id,
		s->stc->action, s->stc->message, s->stc->check_number, r->claim.trace, r->claim.payer_control, r->claim.tob,
		r->patient.last, r->patient.first, r->patient.member_id, r->line.code, r->line.control, r->line.revenue,
		r->line.units.raw, r->payer.last, r->receiver.id, r->provider.npi, r->level_trace, r->control_number,
	};
	Run		   *run = owner;

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		rcm_buffer_text(&run->text, texts[i]);
	for (int i = 0; i < r->line.mod_count; i++)
		rcm_buffer_text(&run->text, r->line.mods[i]);
	rcm_buffer_printf(&run->text, "%d %d %d %d %d\n", (int) s->stc->ordinal, s->composite, (int) s->level,
					  (int) r->claim.ordinal, (int) r->line.ordinal);
	rcm_buffer_int(&run->text, s->stc->charge);
	rcm_buffer_int(&run->text, r->claim.service_to);
}

static void
deliver_totals(void *owner, const Rcm277Reader *r, const Rcm277Stc *stc, const Rcm277Totals *t)
{
	Run		   *run = owner;

	rcm_buffer_text(&run->text, r->receiver.last);
	rcm_buffer_int(&run->text, stc == NULL ? 0 : stc->ordinal);
	rcm_buffer_int(&run->text, t->accepted);
	rcm_buffer_int(&run->text, t->rejected_charge);
}

static void
read_file(Run *run, const char *data, size_t len, size_t window)
{
	RcmX12Reader reader;
	RcmX12Segment segment;
	RcmX12Envelope envelope;
	Rcm277Reader statuses;
	RcmX12Status status;
	size_t		begin = 0;
	size_t		have = window == 0 || window > len ? len : window;
	char	   *held = malloc(have + 1);

	memset(run, 0, sizeof(*run));
	rcm_arena_init(&run->arena);
	rcm_buffer_init(&run->text, &run->arena, 4096);
	rcm_x12_envelope_init(&envelope, note, run);
	rcm_277_init(&statuses, deliver, note, run);
	statuses.deliver_totals = deliver_totals;
	statuses.at.copy = window != 0;
	memcpy(held, data, have);
	rcm_x12_open(&reader, held, have);
	reader.last = have == len;
	while ((status = rcm_x12_next(&reader, &segment)) == RCM_X12_SEGMENT || status == RCM_X12_MORE)
		if (status == RCM_X12_SEGMENT)
		{
			rcm_x12_envelope_segment(&envelope, &segment, &reader.delimiters);
			rcm_277_segment(&statuses, &segment, &reader.delimiters, &envelope.place);
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
	rcm_277_end(&statuses);
	rcm_x12_envelope_end(&envelope, &segment);
	rcm_277_free(&statuses);
	free(held);
}

/* The bytes as an inquiry, between two that are good. */
static void
write_file(const char *data, size_t len)
{
	static const RcmText good = RCM_TEXT("{\"claim_id\":\"A\",\"payer_name\":\"P\",\"payer_id\":\"1\","
										 "\"provider\":{\"name\":\"H\",\"npi\":\"1234567893\"},"
										 "\"subscriber\":{\"last\":\"DOE\",\"member_id\":\"M1\",\"dob\":\"1970-01-02\"},"
										 "\"service_from\":\"2024-09-01\"}");
	RcmArena	arena;
	RcmBuffer	out;
	RcmX12Sender *sender;
	Rcm276Writer w;
	Run			run;

	memset(&w, 0, sizeof(w));
	rcm_arena_init(&arena);
	rcm_arena_init(&w.arena[0]);
	rcm_arena_init(&w.arena[1]);
	rcm_buffer_init(&out, &arena, 1024);
	sender = rcm_new_object(&arena, &rcm_x12_sender_shape);
	sender->sender_id = sender->receiver_id = sender->submitter_name = RCM_TEXT("H");
	sender->created = RCM_TEXT("2024-10-15T09:30");
	sender->control_number = 7;
	must(rcm_276_open(&w, &out, sender), "the sender is good");
	must(rcm_276_add(&w, good), "a good inquiry was refused");
	if (!rcm_276_add(&w, (RcmText) {data, (int32_t) len}))
		for (const char *p = w.fault.message; *p != '\0'; p++)
			must(*p >= ' ' && *p <= '~', "a fault is not plain text");
	must(rcm_276_add(&w, good), "a good inquiry was refused after another one");
	rcm_276_close(&w);
	read_file(&run, out.data, out.len, 0);
	must(run.findings == 0, "a written file has findings");
	rcm_arena_free(&run.arena);
	rcm_arena_free(&w.arena[0]);
	rcm_arena_free(&w.arena[1]);
	rcm_arena_free(&arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Run			whole;
	Run			parts;
	size_t		window = size > 0 ? 1 + data[size - 1] : 1;

	if (size > 0 && data[0] == '{')
		write_file((const char *) data, size);
	read_file(&whole, (const char *) data, size, 0);
	/* Small windows over one long segment are quadratic. */
	if (size > 4096)
		window += 1024;
	read_file(&parts, (const char *) data, size, window);
	must(whole.findings == parts.findings, "windows change the findings");
	must(whole.text.len == parts.text.len &&
		 (whole.text.len == 0 || memcmp(whole.text.data, parts.text.data, whole.text.len) == 0),
		 "windows change the statuses");
	rcm_arena_free(&whole.arena);
	rcm_arena_free(&parts.arena);
	return 0;
}
