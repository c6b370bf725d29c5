/*
 * inquiry_write.c - see inquiry.h: one 270 after the other.
 */
#include "eligibility/inquiry.h"

#include <stdio.h>

#define string(w, s) rcm_x12_put_string(&(w)->x12, s)
#define skip(w) rcm_x12_skip(&(w)->x12)
#define begin(w, id) rcm_x12_begin(&(w)->x12, id)
#define end(w) rcm_x12_end_segment(&(w)->x12)

/* Which of the inquiry's fields a fault of the last value is about. */
static void
name_fault(Rcm270Writer *w, const char *who, const char *key)
{
	RcmX12Fault *fault = &w->x12.fault;

	if (w->x12.faulty && fault->path[0] == '\0')
		snprintf(fault->path, sizeof(fault->path), "%s%s%s", who, who[0] != '\0' ? "." : "", key);
}

/* Text, which is mended, and codes, which are refused when they cannot be carried. */
static void
put(Rcm270Writer *w, RcmText t, const char *who, const char *key)
{
	rcm_x12_put(&w->x12, t);
	name_fault(w, who, key);
}

static void
code(Rcm270Writer *w, RcmText t, const char *who, const char *key)
{
	rcm_x12_put_code(&w->x12, t);
	name_fault(w, who, key);
}

bool
rcm_270_open(Rcm270Writer *w, RcmBuffer *out, const RcmX12Sender *sender)
{
	memset(w, 0, sizeof(*w));
	w->sender = *sender;
	rcm_arena_init_with(&w->arena, out->arena->grab, out->arena->drop, out->arena->owner);
	if (!rcm_x12_write_open(&w->x12, out, &w->sender))
		return false;
	if (w->sender.transaction_size == RCM_NO_INT)
		w->sender.transaction_size = RCM_270_TRANSACTION_SIZE;
	if (w->sender.transaction_size < 1)
		rcm_x12_write_fault(&w->x12, "transaction_size", "%s", "it is at least 1");
	else if (w->sender.reference.len > 40)
		rcm_x12_write_fault(&w->x12, "reference", "%s", "it is too long");
	return !w->x12.faulty;
}

/* ---- the transaction ---- */

/* BHT03 is unique: a second transaction of the file has its number behind it. */
static void
write_reference(Rcm270Writer *w)
{
	char		number[64];

	if (w->sender.reference.len > 0 && w->x12.transactions > 1)
		snprintf(number, sizeof(number), "%.*s-%lld", (int) w->sender.reference.len,
				 w->sender.reference.data, (long long) w->x12.transactions);
	else if (w->sender.reference.len > 0)
		snprintf(number, sizeof(number), "%.*s", (int) w->sender.reference.len, w->sender.reference.data);
	else
		snprintf(number, sizeof(number), "%09lld-%lld", (long long) w->sender.control_number,
				 (long long) w->x12.transactions);
	string(w, number);
}

static void
start_transaction(Rcm270Writer *w)
{
	if (!w->x12.in_group)
		rcm_x12_write_group(&w->x12, "HS", "005010X279A1");
	rcm_x12_write_transaction(&w->x12, "270");
	begin(w, "BHT");
	string(w, "0022");
	string(w, "13");
	write_reference(w);
	rcm_x12_put_date(&w->x12, w->x12.date);
	string(w, w->x12.time);
	end(w);
	w->in_transaction = 0;
	w->levels = w->source = w->receiver = 0;
}

/* A hierarchical level below another (0: none), and whether there will be more below it. */
static int64_t
write_level(Rcm270Writer *w, int64_t parent, const char *level, bool children)
{
	begin(w, "HL");
	rcm_x12_put_int(&w->x12, ++w->levels);
	if (parent > 0)
		rcm_x12_put_int(&w->x12, parent);
	else
		skip(w);
	string(w, level);
	string(w, children ? "1" : "0");
	end(w);
	return w->levels;
}

/* ---- payer and provider ---- */

static bool
same_payer(const Rcm270Writer *w, const RcmInquiry *q)
{
	return w->source > 0 && rcm_text_equal(w->payer_id, q->payer_id) &&
		rcm_text_equal(w->payer_name, q->payer_name);
}

static bool
same_provider(const Rcm270Writer *w, const RcmInquirer *p)
{
	const RcmInquirer *before = &w->provider;

	return w->receiver > 0 && rcm_text_equal(before->npi, p->npi) && rcm_text_equal(before->name, p->name) &&
		rcm_text_equal(before->last, p->last) && rcm_text_equal(before->first, p->first) &&
		rcm_text_equal(before->tin, p->tin);
}

static void
remember(Rcm270Writer *w, const RcmInquiry *q)
{
	const RcmInquirer *p = q->provider;

	rcm_arena_reset(&w->arena);
	w->payer_id = rcm_text_copy(&w->arena, q->payer_id);
	w->payer_name = rcm_text_copy(&w->arena, q->payer_name);
	w->provider.npi = rcm_text_copy(&w->arena, p->npi);
	w->provider.name = rcm_text_copy(&w->arena, p->name);
	w->provider.last = rcm_text_copy(&w->arena, p->last);
	w->provider.first = rcm_text_copy(&w->arena, p->first);
	w->provider.tin = rcm_text_copy(&w->arena, p->tin);
}

static void
write_source(Rcm270Writer *w, const RcmInquiry *q)
{
	w->source = write_level(w, 0, "20", true);
	w->receiver = 0;
	begin(w, "NM1");
	string(w, "PR");
	string(w, "2");
	put(w, rcm_blank(q->payer_name) ? q->payer_id : q->payer_name, "", "payer_name");
	for (int i = 4; i <= 7; i++)
		skip(w);
	string(w, "PI");
	code(w, q->payer_id, "", "payer_id");
	end(w);
}

static void
write_receiver(Rcm270Writer *w, const RcmInquirer *p)
{
	bool		person = rcm_blank(p->name);

	w->receiver = write_level(w, w->source, "21", true);
	begin(w, "NM1");
	string(w, "1P");
	string(w, person ? "1" : "2");
	put(w, person ? p->last : p->name, "provider", person ? "last" : "name");
	if (person)
		put(w, p->first, "provider", "first");
	else
		skip(w);
	for (int i = 5; i <= 7; i++)
		skip(w);
	string(w, "XX");
	code(w, p->npi, "provider", "npi");
	end(w);
	if (rcm_blank(p->tin))
		return;
	begin(w, "REF");
	string(w, "TJ");
	code(w, p->tin, "provider", "tin");
	end(w);
}

/* ---- the person and the questions ---- */

static void
write_ref(Rcm270Writer *w, const char *qualifier, RcmText id, const char *who, const char *key)
{
	if (rcm_blank(id))
		return;
	begin(w, "REF");
	string(w, qualifier);
	code(w, id, who, key);
	end(w);
}

static void
write_person(Rcm270Writer *w, const char *entity, const char *who, const RcmInquiredPerson *p)
{
	RcmText		sex = rcm_text_trim(p->sex);

	begin(w, "NM1");
	string(w, entity);
	string(w, "1");
	put(w, p->last, who, "last");
	put(w, p->first, who, "first");
	put(w, p->middle, who, "middle");
	skip(w);
	put(w, p->suffix, who, "suffix");
	if (!rcm_blank(p->member_id))
	{
		string(w, "MI");
		code(w, p->member_id, who, "member_id");
	}
	end(w);
	write_ref(w, "6P", p->group_number, who, "group_number");
	write_ref(w, "SY", p->ssn, who, "ssn");
	if (rcm_text_is(sex, "U"))
		sex.len = 0;
	if (p->dob == RCM_NO_DATE && sex.len == 0)
		return;
	begin(w, "DMG");
	if (p->dob != RCM_NO_DATE)
		string(w, "D8");
	else
		skip(w);
	rcm_x12_put_date(&w->x12, p->dob);
	code(w, sex, who, "sex");
	end(w);
}

/* TRN03: what the inquiry says, else 9 and as much of the sender's id as there is room for. */
static void
write_trace(Rcm270Writer *w, const RcmInquiry *q)
{
	char		origin[11] = "9000000000";
	RcmText		sender = w->sender.sender_id;
	int			n = 1;

	for (int32_t i = 0; i < sender.len && n < 10; i++)
		if (rcm_is_digit(sender.data[i]) || rcm_is_upper(rcm_upper(sender.data[i])))
			origin[n++] = sender.data[i];
	begin(w, "TRN");
	string(w, "1");
	code(w, q->reference, "", "reference");
	if (rcm_blank(q->trace_origin))
		string(w, origin);
	else
		code(w, q->trace_origin, "", "trace_origin");
	end(w);
}

static void
write_date(Rcm270Writer *w, const char *qualifier, int32_t from, int32_t to)
{
	if (from == RCM_NO_DATE)
		return;
	begin(w, "DTP");
	string(w, qualifier);
	string(w, to == RCM_NO_DATE || to == from ? "D8" : "RD8");
	if (to == RCM_NO_DATE || to == from)
		rcm_x12_put_date(&w->x12, from);
	else
		rcm_x12_put_period(&w->x12, from, to);
	end(w);
}

/* All service types in one EQ, each procedure in one of its own. */
static void
write_questions(Rcm270Writer *w, const RcmInquiry *q)
{
	if (q->service_types.count > 0 || q->procedures.count == 0)
	{
		begin(w, "EQ");
		if (q->service_types.count == 0)
			string(w, "30");
		for (int i = 0; i < q->service_types.count; i++)
		{
			if (i > 0)
				rcm_x12_repetition_follows(&w->x12);
			code(w, RCM_TEXT_ITEM(q->service_types, i), "", "service_types");
		}
		end(w);
	}
	for (int i = 0; i < q->procedures.count; i++)
	{
		begin(w, "EQ");
		skip(w);
		string(w, "HC");
		rcm_x12_component_follows(&w->x12);
		code(w, RCM_TEXT_ITEM(q->procedures, i), "", "procedures");
		end(w);
	}
}

static void
write_inquiry(Rcm270Writer *w, const RcmInquiry *q)
{
	const RcmInquiredPerson *d = q->dependent;
	int64_t		subscriber = write_level(w, w->receiver, "22", d != NULL);

	if (d == NULL)
		write_trace(w, q);
	write_person(w, "IL", "subscriber", q->subscriber);
	if (d != NULL)
	{
		write_level(w, subscriber, "23", false);
		write_trace(w, q);
		write_person(w, "03", "dependent", d);
		if (!rcm_blank(d->rel))
		{
			begin(w, "INS");
			string(w, "N");
			code(w, d->rel, "dependent", "rel");
			end(w);
		}
	}
	write_date(w, "291", q->date_from, q->date_to);
	write_date(w, "102", q->card_issued, RCM_NO_DATE);
	write_questions(w, q);
}

bool
rcm_270_write(Rcm270Writer *w, const RcmInquiry *q)
{
	Rcm270Writer before = *w;
	size_t		len = w->x12.out->len;

	w->x12.faulty = false;
	w->x12.id[0] = '\0';
	if (!rcm_270_check(&w->x12, q))
		return false;
	if (w->x12.in_transaction && w->in_transaction == w->sender.transaction_size)
		rcm_x12_write_transaction_end(&w->x12);
	if (!w->x12.in_transaction)
		start_transaction(w);
	if (!same_payer(w, q))
		write_source(w, q);
	if (w->receiver == 0 || !same_provider(w, q->provider))
		write_receiver(w, q->provider);
	write_inquiry(w, q);
	if (w->x12.faulty)
	{
		RcmX12Fault fault = w->x12.fault;

		/* As if it had not been: levels, transactions and all. */
		*w = before;
		w->x12.out->len = len;
		w->x12.faulty = true;
		w->x12.fault = fault;
		return false;
	}
	remember(w, q);
	w->written++;
	w->in_transaction++;
	return true;
}

void
rcm_270_close(Rcm270Writer *w)
{
	w->x12.faulty = false;
	if (w->x12.in_transaction)
		rcm_x12_write_transaction_end(&w->x12);
	if (w->x12.in_group)
		rcm_x12_write_close(&w->x12);
}
