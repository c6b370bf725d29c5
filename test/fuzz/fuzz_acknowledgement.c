/*
 * fuzz_acknowledgement.c - any bytes as a file with acknowledgements, and as a
 * file that is acknowledged.
 *
 * Reading whole and in small windows must give the same rows and findings, and
 * the 999 for whatever it is must be one: no finding, and the same from windows.
 */
#include <stdio.h>
#include <stdlib.h>

#include "acknowledgement/read.h"
#include "acknowledgement/write.h"
#include "claim837/read.h"

typedef struct Run
{
	int			findings;
	RcmArena	arena;
	RcmBuffer	rows;
	RcmBuffer	answer;
	RcmAckWriter writer;
	RcmBuffer	interchanges;
	RcmTa1Writer ta1;
	bool		answered;
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
	rcm_ack_write_note(&run->writer, f);
	rcm_ta1_write_note(&run->ta1, f);
}

static void
add(Run *run, RcmText t)
{
	if (t.len > 0)
		rcm_buffer_json(&run->rows, t);
	rcm_buffer_char(&run->rows, ';');
}

static void
deliver(void *owner, const RcmAcknowledgement *a)
{
	Run		   *run = owner;

	rcm_buffer_printf(&run->rows, "\n%lld %d %d %d %d %lld %lld %lld", (long long) a->ordinal, (int) a->kind,
					  (int) a->level, (int) a->accepted, a->date, (long long) a->included,
					  (long long) a->received, (long long) a->accepted_count);
	must((a->accepted == RCM_UNKNOWN) == (a->state == NULL || strcmp(a->state, "partly accepted") == 0),
		 "a verdict that contradicts itself");
	must(a->note_count <= RCM_ACK_NOTES, "too many notes");
	add(run, a->control_number);
	add(run, a->interchange);
	add(run, a->time);
	add(run, a->functional_id);
	add(run, a->group);
	add(run, a->version);
	add(run, a->transaction_id);
	add(run, a->transaction);
	add(run, a->implementation);
	add(run, a->code);
	for (int i = 0; i < a->note_count; i++)
		add(run, a->notes[i]);
}

static void
deliver_error(void *owner, const RcmAckError *e)
{
	Run		   *run = owner;

	rcm_buffer_printf(&run->rows, "\n%lld.%lld %lld %lld %lld %lld", (long long) e->acknowledgement,
					  (long long) e->ordinal, (long long) e->segment_position,
					  (long long) e->element_position, (long long) e->component, (long long) e->repetition);
	add(run, e->segment_id);
	add(run, e->loop);
	add(run, e->segment_code);
	add(run, e->data_element);
	add(run, e->element_code);
	add(run, e->bad_value);
	add(run, e->claim_id);
	add(run, e->context);
}

static void
begin(Run *run, const RcmX12Sender *sender)
{
	memset(run, 0, sizeof(*run));
	rcm_arena_init(&run->arena);
	rcm_buffer_init(&run->rows, &run->arena, 4096);
	rcm_buffer_init(&run->answer, &run->arena, 4096);
	rcm_ack_write_init(&run->writer, &run->answer, sender);
	rcm_buffer_init(&run->interchanges, &run->arena, 256);
	rcm_ta1_write_init(&run->ta1, &run->interchanges, sender);
}

static void
read_file(Run *run, const RcmX12Sender *sender, const char *data, size_t len, size_t window)
{
	RcmX12Reader reader;
	RcmX12Segment segment;
	RcmX12Envelope envelope;
	Rcm837Reader claims;
	RcmAckReader acks;
	RcmX12Status status;
	size_t		from = 0;
	size_t		have = window == 0 || window > len ? len : window;
	char	   *held = malloc(have + 1);

	begin(run, sender);
	rcm_x12_envelope_init(&envelope, note, run);
	rcm_837_init(&claims, NULL, note, run);
	rcm_ack_init(&acks, deliver, deliver_error, note, run);
	claims.at.copy = acks.at.copy = window != 0;
	memcpy(held, data, have);
	rcm_x12_open(&reader, held, have);
	reader.last = have == len;
	while ((status = rcm_x12_next(&reader, &segment)) == RCM_X12_SEGMENT || status == RCM_X12_MORE)
		if (status == RCM_X12_SEGMENT)
		{
			rcm_x12_envelope_segment(&envelope, &segment, &reader.delimiters);
			rcm_837_segment(&claims, &segment, &reader.delimiters, &envelope.place);
			rcm_ack_segment(&acks, &segment, &reader.delimiters, &envelope.place);
			rcm_ack_write_segment(&run->writer, &segment, &reader.delimiters, &envelope.place);
			rcm_ta1_write_segment(&run->ta1, &segment, &envelope.place);
		}
		else
		{
			from += rcm_x12_consumed(&reader);
			have -= rcm_x12_consumed(&reader);
			have = have + window > len - from ? len - from : have + window;
			free(held);
			held = malloc(have + 1);
			memcpy(held, data + from, have);
			rcm_x12_feed(&reader, held, have, from + have == len);
		}
	rcm_837_end(&claims);
	rcm_ack_end(&acks);
	rcm_x12_envelope_end(&envelope, &segment);
	run->answered = rcm_ack_write_end(&run->writer);
	rcm_ta1_write_end(&run->ta1);
	must(!run->ta1.x12.faulty, "a TA1 that could not be written");
	must(!run->writer.x12.faulty, "a 999 that could not be written");
	rcm_837_free(&claims);
	rcm_ack_free(&acks);
	free(held);
}

static bool
same(const RcmBuffer *a, const RcmBuffer *b)
{
	return a->len == b->len && (a->len == 0 || memcmp(a->data, b->data, a->len) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static Run	whole;
	static Run	parts;
	static Run	again;
	RcmArena	arena;
	RcmX12Sender *sender;
	size_t		window = size > 0 ? 1 + data[size - 1] : 1;

	rcm_arena_init(&arena);
	sender = rcm_new_object(&arena, &rcm_x12_sender_shape);
	sender->created = RCM_TEXT("2024-10-16T08:15");
	sender->control_number = 41;
	sender->sender_id = RCM_TEXT("ME");
	sender->receiver_id = RCM_TEXT("YOU");
	sender->sender_qualifier = sender->receiver_qualifier = RCM_TEXT("ZZ");
	sender->group_sender_id = sender->group_receiver_id = RCM_TEXT("G");
	read_file(&whole, sender, (const char *) data, size, 0);
	if (size > 4096)
		window += 1024;			/* small windows over one long segment are quadratic */
	read_file(&parts, sender, (const char *) data, size, window);
	must(whole.findings == parts.findings, "windows change the findings");
	must(same(&whole.rows, &parts.rows), "windows change the rows");
	must(whole.answered == parts.answered && same(&whole.answer, &parts.answer), "windows change the answer");
	must(same(&whole.interchanges, &parts.interchanges), "windows change the TA1");
	if (whole.ta1.open)
	{
		read_file(&again, sender, whole.interchanges.data, whole.interchanges.len, 0);
		must(again.findings == 0, "there are findings about the TA1");
		must(!again.ta1.open, "a TA1 is not answered");
		rcm_arena_free(&again.arena);
	}
	if (whole.answered)
	{
		read_file(&again, sender, whole.answer.data, whole.answer.len, 0);
		must(again.findings == 0, "there are findings about the answer");
		must(!again.answered, "a 999 is not answered");
		rcm_arena_free(&again.arena);
	}
	rcm_arena_free(&whole.arena);
	rcm_arena_free(&parts.arena);
	rcm_arena_free(&arena);
	return 0;
}
