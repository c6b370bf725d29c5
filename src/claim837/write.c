/*
 * write.c - see write.h: the file, its transactions and levels.
 */
#include "claim837/write_parts.h"

#include <stdio.h>

#define CLAIMS_OF_TRANSACTION 5000
#define CLAIMS_OF_PATIENT 100	/* loop 2300 repeats so often */
#define FIRST_ROOM 1024

static const char *
guide_of(char form)
{
	return form == 'I' ? "005010X223A2" : form == 'D' ? "005010X224A2" : "005010X222A1";
}

/* ---- the sender ---- */

static bool
sender_fault(Rcm837Writer *w, const char *key, const char *message)
{
	rcm_x12_write_fault(&w->x12, key, "%s", message);
	w->fault = w->x12.fault;
	return false;
}

/* A telephone number goes without what people put between its digits; how long it is then. */
static int
bare_phone(RcmText phone, char *digits, int room)
{
	int			n = 0;

	for (int32_t i = 0; i < phone.len && n < room; i++)
		if (strchr(" ()-.+/", phone.data[i]) == NULL)
			digits[n++] = phone.data[i];
	return n;
}

/* Loops 1000A and 1000B name both, and somebody who can be called. */
static bool
sender_suffices(Rcm837Writer *w, const RcmX12Sender *s)
{
	if (s->sender_qualifier.len == 1 || s->receiver_qualifier.len == 1)
		return sender_fault(w, s->sender_qualifier.len == 1 ? "sender_qualifier" : "receiver_qualifier",
							"a qualifier has two characters (ISA05, ISA07)");
	if (!rcm_837_has(s->submitter_name) || s->submitter_name.len > 60)
		return sender_fault(w, "submitter_name", "the submitter's name is needed (NM1*41), of at most 60 characters");
	if (!rcm_837_has(s->receiver_name) || s->receiver_name.len > 60)
		return sender_fault(w, "receiver_name", "the receiver's name is needed (NM1*40), of at most 60 characters");
	if (bare_phone(s->contact_phone, (char[1]) {0}, 1) == 0 && !rcm_837_has(s->contact_email))
		return sender_fault(w, "contact_phone", "a telephone number or an e-mail address of the submitter is needed (PER)");
	if (s->contact_name.len > 60 || s->contact_phone.len > 256 || s->contact_email.len > 256 ||
		s->submitter_id.len > 80)
		return sender_fault(w, "contact_name", "name, number, address or id of the submitter is too long");
	if (s->reference.len > 40)
		return sender_fault(w, "reference", "at most 40 characters, so that a number fits behind it (BHT03)");
	if (s->transaction_size != RCM_NO_INT &&
		(s->transaction_size < 1 || s->transaction_size > CLAIMS_OF_TRANSACTION))
		return sender_fault(w, "transaction_size", "a transaction holds 1 to 5000 claims");
	return true;
}

/* The header is written to the side once, so that it cannot fail later. */
static bool
header_works(Rcm837Writer *w)
{
	w->x12.out = &w->body.bytes;
	rcm_837_put_header(w);
	w->body.bytes.len = 0;
	w->x12.segments = 0;
	return w->faults == 0;
}

bool
rcm_837_write_open(Rcm837Writer *w, RcmBuffer *out, RcmArena *arena, const RcmX12Sender *sender,
				   char form)
{
	memset(w, 0, sizeof(*w));
	w->out = out;
	w->form = form;
	for (int i = 0; i < RCM_837_LEVELS; i++)
	{
		rcm_buffer_init(&w->open[i].bytes, arena, FIRST_ROOM);
		rcm_buffer_init(&w->next[i].bytes, arena, FIRST_ROOM);
	}
	rcm_buffer_init(&w->body.bytes, arena, 4 * FIRST_ROOM);
	if (!rcm_x12_write_open(&w->x12, out, sender))
	{
		w->fault = w->x12.fault;
		return false;
	}
	return sender_suffices(w, sender) && header_works(w);
}

/* ---- the header of a transaction ---- */

static void
put_contact(Rcm837Writer *w)
{
	const RcmX12Sender *s = w->x12.sender;
	char		digits[257];
	int			n = bare_phone(s->contact_phone, digits, 256);

	rcm_837_begin(w, "PER");
	rcm_837_word(w, "IC");
	rcm_837_text(w, s->contact_name, "contact_name", 60);
	if (n > 0)
	{
		rcm_837_word(w, "TE");
		rcm_837_code(w, (RcmText) {digits, n}, "contact_phone", 1, 256);
	}
	if (rcm_837_has(s->contact_email))
	{
		rcm_837_word(w, "EM");
		rcm_837_code(w, s->contact_email, "contact_email", 1, 256);
	}
	rcm_837_end_segment(w);
}

/* BHT03: told apart from transaction to transaction. */
static void
put_reference(Rcm837Writer *w)
{
	const RcmX12Sender *s = w->x12.sender;
	char		text[80];
	int			n;

	if (rcm_837_has(s->reference))
		n = snprintf(text, sizeof(text), "%.*s", (int) s->reference.len, s->reference.data);
	else
		n = snprintf(text, sizeof(text), "%09lld", (long long) s->control_number);
	if (w->x12.transactions > 1)
		n += snprintf(text + n, sizeof(text) - (size_t) n, "-%lld", (long long) w->x12.transactions);
	rcm_837_code(w, (RcmText) {text, n}, "reference", 1, 50);
}

void
rcm_837_put_header(Rcm837Writer *w)
{
	const RcmX12Sender *s = w->x12.sender;

	rcm_837_begin(w, "BHT");
	rcm_837_word(w, "0019");
	rcm_837_word(w, "00");
	put_reference(w);
	rcm_x12_put_date(&w->x12, w->x12.date);
	rcm_837_word(w, w->x12.time);
	rcm_837_word(w, "CH");
	rcm_837_end_segment(w);

	rcm_837_begin(w, "NM1");
	rcm_837_word(w, "41");
	rcm_837_word(w, "2");
	rcm_837_text(w, s->submitter_name, "submitter_name", 60);
	rcm_837_skip(w, 4);
	rcm_837_word(w, "46");
	rcm_837_code(w, rcm_837_has(s->submitter_id) ? s->submitter_id : s->sender_id, "submitter_id", 2, 80);
	rcm_837_end_segment(w);
	put_contact(w);

	rcm_837_begin(w, "NM1");
	rcm_837_word(w, "40");
	rcm_837_word(w, "2");
	rcm_837_text(w, s->receiver_name, "receiver_name", 60);
	rcm_837_skip(w, 4);
	rcm_837_word(w, "46");
	rcm_837_code(w, s->receiver_id, "receiver_id", 2, 80);
	rcm_837_end_segment(w);
}

/* ---- what was written to the side goes into the file ---- */

static void
to_side(Rcm837Writer *w, Rcm837Block *block, void (*put) (Rcm837Writer *))
{
	block->bytes.len = 0;
	w->x12.out = &block->bytes;
	w->x12.segments = 0;
	put(w);
	block->segments = w->x12.segments;
}

static void
append(Rcm837Writer *w, const Rcm837Block *block)
{
	rcm_buffer_add(w->out, block->bytes.data, block->bytes.len);
	w->x12.segments += block->segments;
}

static bool
same_block(const Rcm837Block *a, const Rcm837Block *b)
{
	return a->bytes.len == b->bytes.len && memcmp(a->bytes.data, b->bytes.data, a->bytes.len) == 0;
}

static void
start_transaction(Rcm837Writer *w)
{
	if (!w->x12.in_group)
		rcm_x12_write_group(&w->x12, "HC", guide_of(w->form));
	rcm_x12_write_transaction(&w->x12, "837");
	rcm_837_put_header(w);
	w->claims = 0;
	w->levels = 0;
	w->claims_of_patient = 0;
}

/* HL, and all that is said at this level. */
static void
open_level(Rcm837Writer *w, Rcm837Level level, int64_t parent, const char *code, bool children)
{
	Rcm837Block last = w->open[level];

	w->level[level] = ++w->levels;
	rcm_837_begin(w, "HL");
	rcm_x12_put_int(&w->x12, w->levels);
	if (parent > 0)
		rcm_x12_put_int(&w->x12, parent);
	else
		rcm_837_skip(w, 1);
	rcm_837_word(w, code);
	rcm_837_word(w, children ? "1" : "0");
	rcm_837_end_segment(w);
	append(w, &w->next[level]);
	/* The buffers change places: what is open now, and room for the next. */
	w->open[level] = w->next[level];
	w->next[level] = last;
}

/* The levels of the claim, as far as they are not open already. */
static void
open_levels(Rcm837Writer *w)
{
	bool		child = w->next[RCM_837_LEVEL_PATIENT].bytes.len > 0;
	int			first = 0;

	while (w->claims > 0 && first < RCM_837_LEVELS && same_block(&w->open[first], &w->next[first]))
		first++;
	if (first == RCM_837_LEVELS && w->claims_of_patient >= CLAIMS_OF_PATIENT)
		first = child ? RCM_837_LEVEL_PATIENT : RCM_837_LEVEL_SUBSCRIBER;
	if (first < RCM_837_LEVELS)
		w->claims_of_patient = 0;
	if (first == RCM_837_LEVEL_BILLING)
		open_level(w, RCM_837_LEVEL_BILLING, 0, "20", true);
	if (first <= RCM_837_LEVEL_SUBSCRIBER)
		open_level(w, RCM_837_LEVEL_SUBSCRIBER, w->level[RCM_837_LEVEL_BILLING], "22", child);
	if (first <= RCM_837_LEVEL_PATIENT)
	{
		if (child)
			open_level(w, RCM_837_LEVEL_PATIENT, w->level[RCM_837_LEVEL_SUBSCRIBER], "23", false);
		else
			w->open[RCM_837_LEVEL_PATIENT].bytes.len = 0;
	}
}

static void
to_file(Rcm837Writer *w)
{
	int64_t		size = w->x12.sender->transaction_size;

	if (size == RCM_NO_INT)
		size = CLAIMS_OF_TRANSACTION;
	w->x12.out = w->out;
	if (w->x12.in_transaction && w->claims >= size)
		rcm_x12_write_transaction_end(&w->x12);
	if (!w->x12.in_transaction)
		start_transaction(w);
	open_levels(w);
	append(w, &w->body);
	w->claims++;
	w->claims_of_patient++;
	w->items++;
}

static bool
out_of_memory(const Rcm837Writer *w)
{
	bool		failed = w->body.bytes.failed || w->out->failed;

	for (int i = 0; i < RCM_837_LEVELS; i++)
		failed = failed || w->open[i].bytes.failed || w->next[i].bytes.failed;
	return failed;
}

/* ---- one claim ---- */

/* 'P', 'I' or 'D'; the form decides what everything else means. */
static bool
is_own_form(Rcm837Writer *w)
{
	RcmText		form = rcm_text_trim(w->claim->form);

	if (form.len == 1 && form.data[0] == w->form)
		return true;
	rcm_837_fault_at(w, "ST03", "form", "not a claim of this form (%c); it goes into another file", w->form);
	return false;
}

bool
rcm_837_write(Rcm837Writer *w, const RcmClaim *claim)
{
	int64_t		segments = w->x12.segments;

	w->claim = claim;
	w->faults = 0;
	w->depth = 0;
	w->x12.faulty = false;
	if (!is_own_form(w))
		return false;
	rcm_837_find_patient(w);
	to_side(w, &w->next[RCM_837_LEVEL_BILLING], rcm_837_put_billing);
	to_side(w, &w->next[RCM_837_LEVEL_SUBSCRIBER], rcm_837_put_subscriber);
	to_side(w, &w->next[RCM_837_LEVEL_PATIENT], rcm_837_put_patient);
	to_side(w, &w->body, rcm_837_put_claim);
	rcm_837_check_sums(w);
	w->x12.segments = segments;
	if (w->faults == 0)
		to_file(w);
	if (out_of_memory(w))
		rcm_837_fault_at(w, "", "", "out of memory");
	return w->faults == 0;
}

void
rcm_837_write_close(Rcm837Writer *w)
{
	if (!w->x12.in_group)
		return;
	w->x12.out = w->out;
	if (w->x12.in_transaction)
		rcm_x12_write_transaction_end(&w->x12);
	rcm_x12_write_close(&w->x12);
}
