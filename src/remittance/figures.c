/*
 * figures.c - AMT, QTY, MIA and MOA of a claim or line as JSON: what informs
 * and never balances.
 */
#include "remittance/read.h"

static void
write_amount(const RcmRemittanceFigures *f, int i, RcmBuffer *out)
{
	char		text[RCM_USD_ROOM];

	(void) rcm_usd_format(f->amount[i].amount, text);
	rcm_buffer_char(out, '"');
	rcm_buffer_string(out, text);
	rcm_buffer_char(out, '"');
}

static void
write_quantity(const RcmRemittanceFigures *f, int i, RcmBuffer *out)
{
	rcm_buffer_text(out, f->quantity[i].quantity.raw);
}

typedef RcmText (*QualifierOf) (const RcmRemittanceFigures *f, int i);
typedef void (*WriteValue) (const RcmRemittanceFigures *f, int i, RcmBuffer *out);

static RcmText
amount_qualifier(const RcmRemittanceFigures *f, int i)
{
	return f->amount[i].qualifier;
}

static RcmText
quantity_qualifier(const RcmRemittanceFigures *f, int i)
{
	return f->quantity[i].qualifier;
}

/* An object of qualifiers; one that comes several times has a list. */
static bool
write_grouped(const RcmRemittanceFigures *f, int count, QualifierOf qualifier, WriteValue value,
			  RcmBuffer *out)
{
	bool		first = true;

	if (count == 0)
		return false;
	for (int i = 0; i < count; i++)
	{
		int			same = 0;
		int			before = 0;

		for (int k = 0; k < count; k++)
			if (rcm_text_equal(qualifier(f, k), qualifier(f, i)))
			{
				same++;
				before += k < i;
			}
		if (before > 0)
			continue;
		rcm_buffer_string(out, first ? "{" : ", ");
		first = false;
		rcm_buffer_json(out, qualifier(f, i));
		rcm_buffer_string(out, same > 1 ? ": [" : ": ");
		for (int k = i; k < count; k++)
			if (rcm_text_equal(qualifier(f, k), qualifier(f, i)))
			{
				if (k > i)
					rcm_buffer_string(out, ", ");
				value(f, k, out);
			}
		if (same > 1)
			rcm_buffer_char(out, ']');
	}
	rcm_buffer_char(out, '}');
	return true;
}

bool
rcm_835_amounts_to_json(const RcmRemittanceFigures *f, RcmBuffer *out)
{
	return write_grouped(f, f->amounts, amount_qualifier, write_amount, out);
}

bool
rcm_835_quantities_to_json(const RcmRemittanceFigures *f, RcmBuffer *out)
{
	return write_grouped(f, f->quantities, quantity_qualifier, write_quantity, out);
}

bool
rcm_835_outcome_to_json(const RcmRemittanceOutcome *o, RcmBuffer *out)
{
	bool		any = false;

	for (int i = 0; i < o->count; i++)
	{
		if (o->element[i].len == 0)
			continue;
		rcm_buffer_string(out, any ? ", " : "{");
		any = true;
		rcm_buffer_printf(out, "\"%d\": ", i + 1);
		rcm_buffer_json(out, o->element[i]);
	}
	if (any)
		rcm_buffer_char(out, '}');
	return any;
}
