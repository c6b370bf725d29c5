/*
 * fuzz_eligibility.c - any bytes as a 271, and as an inquiry.
 *
 * Reading them whole and in small windows must deliver the same; what is
 * written of an inquiry must be read back as the one transaction that it is.
 */
#include <stdio.h>
#include <stdlib.h>

#include "eligibility/inquiry.h"
#include "eligibility/read.h"

typedef struct Run
{
	int			findings;
	int64_t		responses;
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
say(Run *run, RcmText t)
{
	must(t.len >= 0, "a text of negative length");
	rcm_buffer_char(&run->text, '|');
	rcm_buffer_text(&run->text, t);
}

static void
say_dates(Run *run, const Rcm271Dates *dates)
{
	for (int i = 0; i < dates->count; i++)
	{
		say(run, dates->items[i].qualifier);
		rcm_buffer_int(&run->text, dates->items[i].from);
		rcm_buffer_int(&run->text, dates->items[i].to);
	}
}

static void
response(void *owner, const Rcm271Response *p)
{
	Run		   *run = owner;
	const RcmText texts[] = {
		p->trace_number, p->trace_origin, p->last, p->first, p->middle, p->suffix, p->member_id, p->group_number,
		p->group_name, p->policy_number, p->case_number, p->account, p->relationship, p->sex, p->line1, p->line2,
		p->city, p->state, p->zip, p->plan_name, p->primary_care.name, p->primary_care.id, p->payer->name,
		p->provider->name, p->transaction->reference, p->transaction->control_number,
	};

	must(p->ordinal == run->responses + 1 || p->ordinal > run->responses, "answers out of order");
	must(!p->dependent || p->subscriber < p->ordinal, "a dependent before the subscriber");
	run->responses = p->ordinal;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		say(run, texts[i]);
	for (int i = 0; i < p->diagnoses_count; i++)
		say(run, p->diagnoses[i]);
	say_dates(run, &p->dates);
	rcm_buffer_printf(&run->text, "|%d %d %d %d\n", p->active, p->rejected, p->plan_from, p->eligibility_to);
}

static void
benefit(void *owner, const Rcm271Benefit *b)
{
	Run		   *run = owner;
	const RcmText texts[] = {
		b->code, b->coverage_level, b->insurance_type, b->plan, b->period, b->quantity_qualifier,
		b->authorization_required, b->in_network, b->procedure_qualifier, b->procedure, b->percent.raw,
		b->quantity.raw, b->entity.entity, b->entity.name, b->entity.id_qualifier, b->entity.id, b->entity.phone,
		b->member_id, b->date_qualifier,
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		say(run, texts[i]);
	for (int i = 0; i < b->types_count; i++)
		say(run, b->types[i]);
	for (int i = 0; i < b->mods_count; i++)
		say(run, b->mods[i]);
	for (int i = 0; i < b->messages_count; i++)
		say(run, b->messages[i]);
	for (int i = 0; i < b->places_count; i++)
		say(run, b->places[i]);
	for (int i = 0; i < b->references_count; i++)
		say(run, b->references[i].id);
	for (int i = 0; i < b->deliveries_count; i++)
	{
		say(run, b->deliveries[i].pattern);
		say(run, b->deliveries[i].quantity.raw);
	}
	say_dates(run, &b->dates);
	rcm_buffer_printf(&run->text, "|%lld %lld %d %d\n", (long long) b->response, (long long) b->amount, b->from, b->to);
}

static void
rejection(void *owner, const Rcm271Rejection *a)
{
	Run		   *run = owner;

	say(run, a->reason);
	say(run, a->follow_up);
	say(run, a->entity);
	rcm_buffer_printf(&run->text, "|%s %lld %lld\n", rcm_271_level_name(a->level), (long long) a->response, (long long) a->benefit);
}

static void
read_file(Run *run, const char *data, size_t len, size_t window)
{
	static const Rcm271Deliver deliver = {response, benefit, rejection};
	RcmX12Reader reader;
	RcmX12Segment segment;
	RcmX12Envelope envelope;
	Rcm271Reader answers;
	RcmX12Status status;
	size_t		begin = 0;
	size_t		have = window == 0 || window > len ? len : window;
	char	   *held = malloc(have + 1);

	memset(run, 0, sizeof(*run));
	rcm_arena_init(&run->arena);
	rcm_buffer_init(&run->text, &run->arena, 4096);
	rcm_x12_envelope_init(&envelope, note, run);
	rcm_271_init(&answers, &deliver, note, run);
	answers.at.copy = window != 0;
	memcpy(held, data, have);
	rcm_x12_open(&reader, held, have);
	reader.last = have == len;
	while ((status = rcm_x12_next(&reader, &segment)) == RCM_X12_SEGMENT || status == RCM_X12_MORE)
		if (status == RCM_X12_SEGMENT)
		{
			rcm_x12_envelope_segment(&envelope, &segment, &reader.delimiters);
			rcm_271_segment(&answers, &segment, &reader.delimiters, &envelope.place);
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
	rcm_271_end(&answers);
	rcm_x12_envelope_end(&envelope, &segment);
	rcm_271_free(&answers);
	free(held);
}

/* ---- an inquiry ---- */

static void
write_inquiry(const char *data, size_t len)
{
	static const char sender_json[] =
		"{\"sender_id\":\"A\",\"receiver_id\":\"B\",\"control_number\":1,\"created\":\"2024-10-15T09:30\"}";
	RcmArena	arena;
	RcmBuffer	out;
	RcmReadError error;
	void	   *sender;
	void	   *inquiry;
	Rcm270Writer w;
	RcmX12Reader reader;
	RcmX12Segment segment;
	RcmX12Envelope envelope;
	Run			run = {0};

	rcm_arena_init(&arena);
	rcm_buffer_init(&out, &arena, 1024);
	must(rcm_object_from_json(&arena, rcm_text_of(sender_json), &rcm_x12_sender_shape, &sender, &error) == RCM_READ_OK, "the sender");
	must(rcm_270_open(&w, &out, sender), "open");
	if (rcm_object_from_json(&arena, (RcmText) {data, (int32_t) len}, &rcm_inquiry_shape, &inquiry, &error) == RCM_READ_OK)
		for (int i = 0; i < 2; i++)
			must(rcm_270_write(&w, inquiry) || out.len == 0, "a refused inquiry left something behind");
	rcm_270_close(&w);
	if (out.len > 0)
	{
		rcm_x12_envelope_init(&envelope, note, &run);
		rcm_x12_open(&reader, out.data, out.len);
		while (rcm_x12_next(&reader, &segment) == RCM_X12_SEGMENT)
			rcm_x12_envelope_segment(&envelope, &segment, &reader.delimiters);
		rcm_x12_envelope_end(&envelope, &segment);
		must(run.findings == 0, "what was written has findings");
	}
	rcm_arena_free(&w.arena);
	rcm_arena_free(&arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Run			whole;
	Run			parts;
	size_t		window = size > 0 ? 1 + data[size - 1] : 1;

	if (size > 0 && data[0] == '{')
	{
		write_inquiry((const char *) data, size);
		return 0;
	}
	/* Small windows over one long segment are quadratic. */
	if (size > 4096)
		window += 1024;
	read_file(&whole, (const char *) data, size, 0);
	read_file(&parts, (const char *) data, size, window);
	must(whole.findings == parts.findings, "windows change the findings");
	must(whole.text.len == parts.text.len && (whole.text.len == 0 || memcmp(whole.text.data, parts.text.data, whole.text.len) == 0),
		 "windows change what is delivered");
	rcm_arena_free(&whole.arena);
	rcm_arena_free(&parts.arena);
	return 0;
}
