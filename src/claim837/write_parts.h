/*
 * write_parts.h - what the files of the 837 writer share among themselves.
 *
 * A value goes in with the name of its field, so that whatever is wrong with
 * it can be told by element and by field.  Every check writes on: one run
 * finds all that is wrong with a claim.
 */
#ifndef RCM_CLAIM837_WRITE_PARTS_H
#define RCM_CLAIM837_WRITE_PARTS_H

#include "claim837/write.h"

/* ---- write_value.c: elements that say which field they are ---- */

/* A reason against the element being written. */
extern void rcm_837_fault(Rcm837Writer *w, const char *field, const char *format,...)
			__attribute__((format(printf, 3, 4)));
/* A reason against an element that is named. */
extern void rcm_837_fault_at(Rcm837Writer *w, const char *element, const char *field,
							 const char *format,...) __attribute__((format(printf, 4, 5)));
extern void rcm_837_enter(Rcm837Writer *w, const char *name, int index);

static inline void
rcm_837_leave(Rcm837Writer *w)
{
	w->depth--;
}

static inline void
rcm_837_begin(Rcm837Writer *w, const char *id)
{
	w->composite = 0;
	rcm_x12_begin(&w->x12, id);
}

static inline void
rcm_837_end_segment(Rcm837Writer *w)
{
	rcm_x12_end_segment(&w->x12);
}

static inline void
rcm_837_skip(Rcm837Writer *w, int n)
{
	while (n-- > 0)
		rcm_x12_skip(&w->x12);
}

/* The next element has components, and this is before the first of them. */
static inline void
rcm_837_composite(Rcm837Writer *w)
{
	w->composite = w->x12.element + 1;
}

static inline void
rcm_837_component(Rcm837Writer *w)
{
	rcm_x12_component_follows(&w->x12);
}

/* Text, mended; an empty element when it is not given.  "most" characters. */
extern void rcm_837_text(Rcm837Writer *w, RcmText t, const char *field, int most);
extern void rcm_837_need_text(Rcm837Writer *w, RcmText t, const char *field, int most);
/* A code or id, which must be whole; upper case when "upper". */
extern void rcm_837_code(Rcm837Writer *w, RcmText t, const char *field, int least, int most);
extern void rcm_837_need_code(Rcm837Writer *w, RcmText t, const char *field, int least, int most);
/* One of a list of codes with blanks between them. */
extern void rcm_837_choice(Rcm837Writer *w, RcmText t, const char *field, const char *codes);
/* A literal. */
extern void rcm_837_word(Rcm837Writer *w, const char *word);
extern void rcm_837_amount(Rcm837Writer *w, int64_t cents, const char *field);
extern void rcm_837_need_amount(Rcm837Writer *w, int64_t cents, const char *field);
/* A charge or payment: never negative. */
extern void rcm_837_positive(Rcm837Writer *w, int64_t cents, const char *field);
extern void rcm_837_quantity(Rcm837Writer *w, const RcmNumber *n, const char *field);
extern void rcm_837_need_date(Rcm837Writer *w, int32_t date, const char *field);
/* DTP with a day, when it is given. */
extern void rcm_837_dtp(Rcm837Writer *w, const char *what, int32_t date);
/* DTP with a day or, when they differ, the days from and to; nothing when there is no "from". */
extern void rcm_837_dtp_period(Rcm837Writer *w, const char *what, int32_t from, int32_t to,
							   const char *field);
/* REF, when it is given. */
extern void rcm_837_ref(Rcm837Writer *w, const char *what, RcmText t, const char *field, int most);
extern void rcm_837_amt(Rcm837Writer *w, const char *what, int64_t cents, const char *field);

/* Is it there, apart from blanks? */
static inline bool
rcm_837_has(RcmText t)
{
	return !rcm_blank(t);
}

static inline RcmText
rcm_837_or(RcmText t, const char *otherwise)
{
	return rcm_837_has(t) ? t : rcm_text_of(otherwise);
}

static inline int32_t
rcm_837_or_date(int32_t a, int32_t b)
{
	return a != RCM_NO_DATE ? a : b;
}

/* Is anything said of who it is? */
static inline bool
rcm_837_is_named(const RcmProvider *p)
{
	return p != NULL && (rcm_837_has(p->npi) || rcm_837_has(p->atypical_id) || rcm_837_has(p->name) ||
						 rcm_837_has(p->last) || rcm_837_has(p->first));
}

/* Equal, apart from case and blanks around. */
extern bool rcm_837_same(RcmText a, RcmText b);

/* ---- the loops ---- */

extern void rcm_837_put_header(Rcm837Writer *w);	/* write.c: BHT, 1000A, 1000B */

extern void rcm_837_put_billing(Rcm837Writer *w);	/* write_party.c: 2000A, 2010A */
extern void rcm_837_put_provider(Rcm837Writer *w, const RcmProvider *p, const char *name,
								 const char *entity, const char *taxonomy, const char *kinds);
extern bool rcm_837_same_provider(const RcmProvider *a, const RcmProvider *b);
extern bool rcm_837_same_place(const RcmProvider *a, const RcmProvider *b);
extern void rcm_837_put_address(Rcm837Writer *w, const RcmAddress *a, const char *name, bool whole_zip);

extern void rcm_837_find_patient(Rcm837Writer *w);	/* write_person.c: 2000B, 2000C */
extern void rcm_837_put_subscriber(Rcm837Writer *w);
extern void rcm_837_put_patient(Rcm837Writer *w);
extern void rcm_837_put_insured(Rcm837Writer *w, const RcmSubscriber *s, bool organization);

extern void rcm_837_put_claim(Rcm837Writer *w);	/* write_claim.c: 2300 */
extern void rcm_837_put_attachments(Rcm837Writer *w);	/* write_numbers.c: PWK, REF, 2310 */
extern void rcm_837_put_numbers(Rcm837Writer *w);
extern void rcm_837_put_roles(Rcm837Writer *w);
extern void rcm_837_put_codes(Rcm837Writer *w);	/* write_codes.c: HI */

extern void rcm_837_put_others(Rcm837Writer *w);	/* write_other.c: 2320, 2330 */
extern void rcm_837_put_adjudications(Rcm837Writer *w, const RcmLine *line, int index);	/* 2430 */

extern void rcm_837_put_lines(Rcm837Writer *w);	/* write_line.c: 2400 to 2420 */
extern void rcm_837_put_procedure(Rcm837Writer *w, RcmText code, const RcmList *mods, RcmText desc,
								  bool needed);

extern void rcm_837_check_sums(Rcm837Writer *w);	/* write_sums.c: what must add up */

#endif
