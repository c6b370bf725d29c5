/*
 * read_parts.h - what the files of the 835 reader share among themselves.
 */
#ifndef RCM_REMITTANCE_PARTS_H
#define RCM_REMITTANCE_PARTS_H

#include "remittance/read.h"

/* Element i as text that lasts. */
static inline RcmText
rcm_835_text(Rcm835Reader *r, Rcm835Memory memory, int i)
{
	return rcm_x12_text(&r->at, &r->arena[memory], i);
}

/* The same of component n of element i. */
static inline RcmText
rcm_835_part(Rcm835Reader *r, Rcm835Memory memory, int i, int n)
{
	return rcm_x12_keep(&r->at, &r->arena[memory], rcm_x12_part(&r->at, i, n));
}

/*
 * Element i, unless the member has a value already: the first of several
 * counts, and a claim with a million REFs takes no more memory than one.
 */
static inline void
rcm_835_first(Rcm835Reader *r, Rcm835Memory memory, RcmText *member, int i)
{
	if (member->len == 0)
		*member = rcm_835_text(r, memory, i);
}

static inline RcmRemittanceSource
rcm_835_source(const Rcm835Reader *r)
{
	return (RcmRemittanceSource) {r->at.place->segment, r->at.segment->offset};
}

/* The place of element i of the segment being read, for a finding that comes later. */
static inline RcmX12Place
rcm_835_place(const Rcm835Reader *r, int i)
{
	RcmX12Place place = *r->at.place;

	place.element = i;
	place.offset = rcm_x12_element_offset(r->at.segment, i);
	return place;
}

static inline void
rcm_835_no_figures(RcmRemittanceFigures *f)
{
	f->amounts = f->quantities = 0;
	f->told = false;
}

/* ---- balance.c ---- */

/* Element i as cents, added to the sums (NULL: to none). */
extern int64_t rcm_835_money(Rcm835Reader *r, int i, Rcm835Sum *sum, Rcm835Sum *other);
/* RCM_NO_USD when it is unknown. */
extern int64_t rcm_835_total(const Rcm835Sum *sum);
extern void rcm_835_balance_line(Rcm835Reader *r);
extern void rcm_835_balance_claim(Rcm835Reader *r);
extern void rcm_835_balance_payment(Rcm835Reader *r);

/* ---- read_payment.c ---- */

extern void rcm_835_start_payment(Rcm835Reader *r);
extern void rcm_835_finish_payment(Rcm835Reader *r);
extern void rcm_835_in_payment(Rcm835Reader *r);	/* BPR, TRN, DTM, REF, PER, TS3 */
extern void rcm_835_party(Rcm835Reader *r); /* N1 */
extern void rcm_835_provider_adjustments(Rcm835Reader *r);	/* PLB */

/* ---- read_claim.c ---- */

extern void rcm_835_start_claim(Rcm835Reader *r);
extern void rcm_835_finish_claim(Rcm835Reader *r);
extern void rcm_835_in_claim(Rcm835Reader *r);
extern void rcm_835_figure(Rcm835Reader *r, RcmRemittanceFigures *f, Rcm835Memory memory);	/* AMT, QTY */
/* DTM02, or the period in DTM06; false when it names no day. */
extern bool rcm_835_days(Rcm835Reader *r, int32_t *from, int32_t *to);

/* ---- read_line.c ---- */

extern void rcm_835_start_line(Rcm835Reader *r);
extern void rcm_835_finish_line(Rcm835Reader *r);
extern void rcm_835_in_line(Rcm835Reader *r);

/* ---- read_reasons.c: what claims and lines share ---- */

extern void rcm_835_adjustments(Rcm835Reader *r);	/* CAS */
/* Element i names a remark; "list" is the element that names the code list, or 0. */
extern void rcm_835_remark(Rcm835Reader *r, const char *source, int list, int i);

#endif
