/*
 * inquiry.c - see inquiry.h: inquiries in, transactions out.
 */
#include "status/inquiry.h"

#include <stdio.h>

#define REFERENCE_LENGTH 40		/* BHT03 has 50: a number fits behind it */

#define COUNT(a) ((int) (sizeof(a) / sizeof((a)[0])))
#define FIELD(type, member, kind) {#member, RCM_KIND_##kind, offsetof(type, member), 0, false, false, NULL}
#define PATIENT_FIELD(type, member, kind) \
	{#member, RCM_KIND_##kind, offsetof(type, member), 0, true, false, NULL}
#define PART(member, shape) \
	{#member, RCM_KIND_OBJECT, offsetof(Rcm276Inquiry, member), 0, false, false, &shape}
#define SHAPE(name, type, fields) {name, sizeof(type), COUNT(fields), fields}

static const RcmField party_fields[] = {
	FIELD(Rcm276Party, name, TEXT),
	FIELD(Rcm276Party, last, TEXT),
	FIELD(Rcm276Party, first, TEXT),
	FIELD(Rcm276Party, npi, TEXT),
	FIELD(Rcm276Party, tin, TEXT),
	FIELD(Rcm276Party, id, TEXT),
};
static const RcmShape party_shape = SHAPE("provider", Rcm276Party, party_fields);

static const RcmField person_fields[] = {
	PATIENT_FIELD(Rcm276Person, last, TEXT),
	PATIENT_FIELD(Rcm276Person, first, TEXT),
	PATIENT_FIELD(Rcm276Person, member_id, TEXT),
	PATIENT_FIELD(Rcm276Person, sex, TEXT),
	PATIENT_FIELD(Rcm276Person, dob, DATE),
};
static const RcmShape person_shape = SHAPE("subscriber", Rcm276Person, person_fields);

static const RcmField line_fields[] = {
	FIELD(Rcm276Line, code, TEXT),
	FIELD(Rcm276Line, qualifier, TEXT),
	{"mods", RCM_KIND_TEXTS, offsetof(Rcm276Line, mods), 4, false, false, NULL},
	FIELD(Rcm276Line, charge, MONEY),
	FIELD(Rcm276Line, rev, TEXT),
	FIELD(Rcm276Line, control, TEXT),
	FIELD(Rcm276Line, from, DATE),
	FIELD(Rcm276Line, to, DATE),
	FIELD(Rcm276Line, units, NUMBER),
};
static const RcmShape line_shape = SHAPE("lines", Rcm276Line, line_fields);

static const RcmField inquiry_fields[] = {
	FIELD(Rcm276Inquiry, reference, TEXT),
	FIELD(Rcm276Inquiry, payer_name, TEXT),
	FIELD(Rcm276Inquiry, payer_id, TEXT),
	PART(receiver, party_shape),
	PART(provider, party_shape),
	PART(subscriber, person_shape),
	PART(dependent, person_shape),
	FIELD(Rcm276Inquiry, claim_id, TEXT),
	FIELD(Rcm276Inquiry, payer_claim_control, TEXT),
	FIELD(Rcm276Inquiry, tob, TEXT),
	FIELD(Rcm276Inquiry, pharmacy_number, TEXT),
	FIELD(Rcm276Inquiry, clearinghouse_trace, TEXT),
	FIELD(Rcm276Inquiry, charge, MONEY),
	FIELD(Rcm276Inquiry, service_from, DATE),
	FIELD(Rcm276Inquiry, service_to, DATE),
	{"lines", RCM_KIND_OBJECTS, offsetof(Rcm276Inquiry, lines), 999, false, false, &line_shape},
};

const RcmShape rcm_276_inquiry_shape = SHAPE("inquiry", Rcm276Inquiry, inquiry_fields);

/* ---- transactions ---- */

/* BHT03 is in every transaction: better no file than none with an inquiry in it. */
static bool
reference_is_good(RcmX12Writer *out, RcmText reference)
{
	RcmX12Mark	mark = rcm_x12_write_mark(out);

	rcm_x12_begin(out, "BHT");
	rcm_x12_skip(out);
	rcm_x12_skip(out);
	rcm_x12_put_code(out, reference);
	if (reference.len > REFERENCE_LENGTH)
		rcm_x12_write_fault(out, NULL, "longer than %d characters, so that a number fits behind it", REFERENCE_LENGTH);
	if (out->faulty)
	{
		snprintf(out->fault.path, sizeof(out->fault.path), "reference");
		return false;
	}
	rcm_x12_write_back(out, &mark);
	return true;
}

bool
rcm_276_open(Rcm276Writer *w, RcmBuffer *out, const RcmX12Sender *sender)
{
	w->sender = sender;
	w->using = 0;
	w->before = NULL;
	w->items = w->in_transaction = 0;
	memset(&w->levels, 0, sizeof(w->levels));
	memset(&w->fault, 0, sizeof(w->fault));
	w->refused_id = (RcmText) {"", 0};
	if (!rcm_x12_write_open(&w->out, out, sender))
	{
		w->fault = w->out.fault;
		return false;
	}
	if (!reference_is_good(&w->out, sender->reference))
	{
		w->fault = w->out.fault;
		return false;
	}
	rcm_x12_write_group(&w->out, "HR", RCM_276_GUIDE);
	return true;
}

/* ST and BHT; the transaction has no levels yet. */
static void
start_transaction(Rcm276Writer *w)
{
	RcmX12Writer *out = &w->out;
	RcmText		reference = w->sender->reference;
	char		number[REFERENCE_LENGTH + 24];

	rcm_x12_write_transaction(out, "276");
	memset(&w->levels, 0, sizeof(w->levels));
	w->before = NULL;
	w->in_transaction = 0;
	rcm_x12_begin(out, "BHT");
	rcm_x12_put_string(out, "0010");
	rcm_x12_put_string(out, "13");
	if (reference.len > 0 && out->transactions == 1)
		rcm_x12_put_code(out, reference);
	else if (reference.len > 0)
	{
		snprintf(number, sizeof(number), "%.*s-%lld", (int) reference.len, reference.data,
				 (long long) out->transactions);
		rcm_x12_put_code(out, rcm_text_of(number));
	}
	else
	{
		snprintf(number, sizeof(number), "%lld-%lld", (long long) w->sender->control_number,
				 (long long) out->transactions);
		rcm_x12_put_string(out, number);
	}
	rcm_x12_put_date(out, out->date);
	rcm_x12_put_string(out, out->time);
	rcm_x12_end_segment(out);
}

static bool
is_full(const Rcm276Writer *w)
{
	int64_t		size = w->sender->transaction_size;

	return w->in_transaction >= (size == RCM_NO_INT || size < 1 ? RCM_276_TRANSACTION_SIZE : size);
}

/* ---- inquiries ---- */

/* What the JSON reader complains of: "lines[0].charge: not an amount". */
static void
set_read_fault(RcmX12Fault *f, const RcmReadError *error)
{
	const char *colon = strstr(error->message, ": ");
	size_t		n = colon == NULL ? 0 : (size_t) (colon - error->message);

	memset(f, 0, sizeof(*f));
	/* A path has no blanks. */
	if (n > 0 && n < sizeof(f->path) && memchr(error->message, ' ', n) == NULL)
		memcpy(f->path, error->message, n);
	else
		n = 0;
	snprintf(f->message, sizeof(f->message), "%s", error->message + (n > 0 ? n + 2 : 0));
	/* A value may be quoted in it, and cut within a letter. */
	for (char *p = f->message; *p != '\0'; p++)
		if ((unsigned char) *p >= 0x7f)
			*p = '?';
}

static bool
refuse_read(Rcm276Writer *w, const RcmReadError *error)
{
	set_read_fault(&w->fault, error);
	w->refused_id = (RcmText) {"", 0};
	return false;
}

bool
rcm_276_add(Rcm276Writer *w, RcmText json)
{
	RcmArena   *arena = &w->arena[1 - w->using];
	RcmX12Writer saved;
	Rcm276Levels levels = w->levels;
	Rcm276Inquiry *before = w->before;
	int64_t		in_transaction = w->in_transaction;
	size_t		len;
	Rcm276Inquiry *inquiry;
	RcmReadError error;
	void	   *object;

	rcm_arena_reset(arena);
	memset(&error, 0, sizeof(error));
	/* What is read points into the text, and is compared with what comes next. */
	json = rcm_text_copy(arena, json);
	if (rcm_object_from_json(arena, json, &rcm_276_inquiry_shape, &object, &error) != RCM_READ_OK)
		return refuse_read(w, &error);
	inquiry = object;
	if (w->out.in_transaction && is_full(w))
		rcm_x12_write_transaction_end(&w->out);
	saved = w->out;
	len = w->out.out->len;
	if (!w->out.in_transaction)
		start_transaction(w);
	rcm_276_write(w, inquiry);
	if (w->out.faulty)
	{
		w->fault = w->out.fault;
		w->refused_id = inquiry->reference.len > 0 ? inquiry->reference : inquiry->claim_id;
		w->out = saved;
		w->out.out->len = len;
		w->levels = levels;
		w->before = before;
		w->in_transaction = in_transaction;
		return false;
	}
	w->items++;
	w->in_transaction++;
	w->before = inquiry;
	w->using = 1 - w->using;
	return true;
}

void
rcm_276_close(Rcm276Writer *w)
{
	if (w->out.in_transaction)
		rcm_x12_write_transaction_end(&w->out);
	if (w->items > 0)
		rcm_x12_write_close(&w->out);
	else
		w->out.out->len = 0;
}
