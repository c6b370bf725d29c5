/*
 * fuzz_remittance.c - any bytes as an 835.
 *
 * Whatever they are, reading them whole and in small windows must give the same
 * rows and findings; rows are counted without gaps, texts can be stored, and a
 * verdict must be known exactly when its difference is.  The part of the file
 * that answers one claim must say the same of that claim, and of no other.
 */
#include <stdio.h>
#include <stdlib.h>

#include "remittance/excerpt.h"
#include "remittance/read.h"

typedef struct Run
{
	RcmArena	arena;
	RcmBuffer	rows;
	int			findings;
	int64_t		claims;			/* of the payment so far */
	int64_t		lines;			/* of the claim so far */
	int64_t		adjustments;
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
put_text(Run *run, RcmText t)
{
	for (int32_t i = 0; i < t.len; i++)
		must((unsigned char) t.data[i] >= ' ', "a control byte in a text");
	must(rcm_x12_utf8(t), "a text is not UTF-8");
	rcm_buffer_text(&run->rows, t);
	rcm_buffer_char(&run->rows, '|');
}

static void
put_int(Run *run, int64_t v)
{
	rcm_buffer_int(&run->rows, v);
	rcm_buffer_char(&run->rows, '|');
}

static void
put_balance(Run *run, const RcmRemittanceBalance *b)
{
	must((b->balances == RCM_UNKNOWN) == (b->difference == RCM_NO_USD), "a verdict without its difference");
	must((b->balances == RCM_TRUE) == (b->difference == 0), "a verdict that is not its difference");
	put_int(run, b->difference);
}

static void
put_figures(Run *run, const RcmRemittanceFigures *f)
{
	(void) rcm_835_amounts_to_json(f, &run->rows);
	(void) rcm_835_quantities_to_json(f, &run->rows);
}

static void
put_payment(void *owner, const RcmRemittancePayment *p)
{
	Run		   *run = owner;

	must(p->claims == run->claims, "claims are not counted");
	run->claims = 0;
	put_text(run, p->control_number);
	put_text(run, p->version);
	put_text(run, p->trace_number);
	put_text(run, p->payer_name);
	put_text(run, p->payer_contact_phone);
	put_text(run, p->payee_tin);
	put_text(run, rcm_text_of(p->digest));
	put_int(run, p->amount);
	put_int(run, p->payment_date);
	put_balance(run, &p->balance);
	put_int(run, (int64_t) p->at.offset);
}

static void
put_claim(void *owner, const RcmRemittanceClaim *c)
{
	Run		   *run = owner;

	must(c->lines == run->lines, "lines are not counted");
	must(c->claim == ++run->claims, "claims are not counted");
	run->lines = run->adjustments = 0;
	put_text(run, c->claim_id);
	put_text(run, c->patient_last);
	put_text(run, c->corrected_id);
	put_text(run, c->original_ref);
	put_text(run, c->provider);
	put_int(run, c->charge);
	put_int(run, c->statement_from);
	put_figures(run, &c->figures);
	(void) rcm_835_outcome_to_json(&c->mia, &run->rows);
	(void) rcm_835_outcome_to_json(&c->moa, &run->rows);
	put_balance(run, &c->balance);
	put_balance(run, &c->lines_balance);
	put_int(run, (int64_t) c->at.offset);
}

static void
put_line(void *owner, const RcmRemittanceLine *l)
{
	Run		   *run = owner;

	must(l->line == ++run->lines, "lines are not counted");
	must(l->paid_as.modifiers <= RCM_835_MOST_MODIFIERS, "too many modifiers");
	put_text(run, l->paid_as.code);
	put_text(run, l->submitted.code);
	put_text(run, l->rev);
	put_text(run, l->line_control);
	put_text(run, l->units_paid.raw);
	put_int(run, l->service_from);
	put_int(run, l->allowed);
	put_figures(run, &l->figures);
	put_balance(run, &l->balance);
}

static void
put_adjustment(void *owner, const RcmRemittanceAdjustment *a)
{
	Run		   *run = owner;

	must(a->adjustment == ++run->adjustments, "adjustments are not counted");
	put_text(run, a->group_code);
	put_text(run, a->carc);
	put_text(run, a->quantity.raw);
	put_int(run, a->amount);
}

static void
put_provider_adjustment(void *owner, const RcmProviderAdjustment *a)
{
	Run		   *run = owner;

	put_text(run, a->reason);
	put_text(run, a->reference);
	put_int(run, a->amount);
}

static void
put_remark(void *owner, const RcmRemittanceRemark *r)
{
	Run		   *run = owner;

	put_text(run, r->remark);
	put_text(run, r->code_list);
}

static void
read_file(Run *run, const char *data, size_t len, size_t window)
{
	static const Rcm835Deliver deliver = {
		put_payment, put_claim, put_line, put_adjustment, put_provider_adjustment, put_remark
	};
	RcmX12Reader reader;
	RcmX12Segment segment;
	RcmX12Envelope envelope;
	Rcm835Reader *remittances = malloc(sizeof(Rcm835Reader));
	RcmX12Status status;
	char	   *held = NULL;
	size_t		begin = 0;
	size_t		have = window == 0 || window > len ? len : window;

	memset(run, 0, sizeof(*run));
	rcm_arena_init(&run->arena);
	rcm_buffer_init(&run->rows, &run->arena, 4096);
	rcm_x12_envelope_init(&envelope, NULL, NULL);
	rcm_835_init(remittances, &deliver, note, run);
	remittances->at.copy = window != 0;
	held = malloc(have + 1);
	memcpy(held, data, have);
	rcm_x12_open(&reader, held, have);
	reader.last = have == len;
	while ((status = rcm_x12_next(&reader, &segment)) == RCM_X12_SEGMENT || status == RCM_X12_MORE)
		if (status == RCM_X12_SEGMENT)
		{
			rcm_x12_envelope_segment(&envelope, &segment, &reader.delimiters);
			rcm_835_segment(remittances, &segment, &reader.delimiters, &envelope.place);
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
	rcm_835_end(remittances);
	rcm_835_free(remittances);
	free(remittances);
	free(held);
}

/* ---- the part that answers one claim ---- */

static bool
is_asked_for(const RcmRemittanceClaim *c)
{
	return rcm_text_is(c->claim_id, "A-1");
}

static void
put_asked_for(void *owner, const RcmRemittanceClaim *c)
{
	Run		   *run = owner;

	if (!is_asked_for(c))
	{
		run->lines++;			/* other claims */
		return;
	}
	run->claims++;
	put_text(run, c->status);
	put_int(run, c->paid);
	put_int(run, c->lines_paid);
	put_balance(run, &c->balance);
	put_balance(run, &c->lines_balance);
	put_text(run, c->patient_last);
	put_text(run, c->provider);
}

/* Reads the claim out of a file; with an excerpt, makes that too. */
static bool
read_claim(Run *run, const char *data, size_t len, Rcm835Excerpt *excerpt)
{
	static const Rcm835Deliver deliver = {.claim = put_asked_for};
	RcmX12Reader reader;
	RcmX12Segment segment;
	RcmX12Place place = {.segment = 1};
	Rcm835Reader *remittances = malloc(sizeof(Rcm835Reader));
	RcmX12Status status;

	memset(run, 0, sizeof(*run));
	rcm_arena_init(&run->arena);
	rcm_buffer_init(&run->rows, &run->arena, 256);
	rcm_835_init(remittances, &deliver, NULL, run);
	rcm_x12_open(&reader, data, len);
	while ((status = rcm_x12_next(&reader, &segment)) == RCM_X12_SEGMENT)
	{
		rcm_835_segment(remittances, &segment, &reader.delimiters, &place);
		if (excerpt != NULL)
			rcm_835_excerpt_segment(excerpt, &segment, &reader.delimiters);
	}
	rcm_835_end(remittances);
	rcm_835_free(remittances);
	free(remittances);
	if (excerpt != NULL)
		rcm_835_excerpt_end(excerpt);
	return status != RCM_X12_NOT_X12;
}

static void
check_excerpt(const char *data, size_t len)
{
	Run			all;
	Run			part;
	RcmArena	numbers;
	RcmArena	arena;
	RcmBuffer	out;
	Rcm835Excerpt excerpt = {.out = &out, .arena = &numbers, .claim_id = RCM_TEXT("A-1")};

	rcm_arena_init(&numbers);
	rcm_arena_init(&arena);
	rcm_buffer_init(&out, &arena, 256);
	(void) read_claim(&all, data, len, &excerpt);
	must(excerpt.claims == all.claims, "a claim more or less in the part");
	must(out.len <= len + 1, "the part is longer than the file");
	if (excerpt.claims > 0)
	{
		(void) read_claim(&part, out.data, out.len, NULL);
		must(part.lines == 0, "another claim in the part");
		must(all.rows.len == part.rows.len && memcmp(all.rows.data, part.rows.data, all.rows.len) == 0,
			 "the part says something else");
		rcm_arena_free(&part.arena);
	}
	rcm_arena_free(&all.arena);
	rcm_arena_free(&numbers);
	rcm_arena_free(&arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Run			whole;
	Run			parts;
	size_t		window = size > 0 ? 1 + data[size - 1] : 1;

	read_file(&whole, (const char *) data, size, 0);
	/* Small windows over one long segment are quadratic. */
	if (size > 4096)
		window += 1024;
	read_file(&parts, (const char *) data, size, window);
	must(whole.findings == parts.findings, "windows change the findings");
	must(whole.rows.len == parts.rows.len &&
		 (whole.rows.len == 0 || memcmp(whole.rows.data, parts.rows.data, whole.rows.len) == 0),
		 "windows change the rows");
	rcm_arena_free(&whole.arena);
	rcm_arena_free(&parts.arena);
	check_excerpt((const char *) data, size);
	return 0;
}
