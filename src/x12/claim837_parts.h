/*
 * claim837_parts.h - what the files of the 837 reader share among themselves.
 */
#ifndef RCM_CLAIM837_PARTS_H
#define RCM_CLAIM837_PARTS_H

#include "x12/claim837.h"

/* ---- claim837_value.c: one element as a value ---- */

/* A finding about element i of the segment being read (0: the whole). */
extern void rcm_837_finding(Rcm837Reader *r, const char *code, int i, const char *message);
/* Element i, blanks trimmed, as text that lasts. */
extern RcmText rcm_837_text(Rcm837Reader *r, Rcm837Memory memory, int i);
/* The same for any slice of the segment. */
extern RcmText rcm_837_keep(Rcm837Reader *r, Rcm837Memory memory, RcmText t);
extern int64_t rcm_837_amount(Rcm837Reader *r, int i);
extern void rcm_837_number(Rcm837Reader *r, int i, RcmText t, RcmNumber *number);
/* A whole number from 1 to 999999999, or RCM_NO_INT with a finding. */
extern int64_t rcm_837_whole(Rcm837Reader *r, int i, RcmText t, const char *code);
/* Format in element "form", value in the next; false when it names no day. */
extern bool rcm_837_period(Rcm837Reader *r, int form, int32_t *from, int32_t *to);
extern int32_t rcm_837_day(Rcm837Reader *r, int i, RcmText t);

/* Put a value into an object and say that it is there; nothing when it is blank. */
extern void rcm_837_set_text(void *object, const RcmShape *shape, RcmText *member, RcmText t);
extern void rcm_837_set_date(void *object, const RcmShape *shape, int32_t *member, int32_t day);
extern void rcm_837_set_amount(void *object, const RcmShape *shape, int64_t *member, int64_t v);
extern void rcm_837_set_number(Rcm837Reader *r, void *object, const RcmShape *shape,
							   RcmNumber *member, int i, RcmText t);
/* The part behind a pointer member, made when it is not there yet; NULL without memory. */
extern void *rcm_837_part(Rcm837Reader *r, void *object, const RcmShape *shape, void *member,
						  const RcmShape *part);
/* One more item at the end of a list; NULL when the list is full or memory is out. */
extern void *rcm_837_add(Rcm837Reader *r, void *object, const RcmShape *shape, RcmList *list,
						 const RcmShape *item);
extern void rcm_837_add_text(Rcm837Reader *r, void *object, const RcmShape *shape,
							 RcmList *list, RcmText t);

/* ---- the loops: each takes the segment being read ---- */

extern void rcm_837_before_claim(Rcm837Reader *r);	/* claim837_party.c */
extern void rcm_837_level(Rcm837Reader *r);
extern void rcm_837_forget(Rcm837Reader *r);
extern void rcm_837_provider_name(Rcm837Reader *r, Rcm837Memory memory, RcmProvider *p);
extern void rcm_837_provider_detail(Rcm837Reader *r, Rcm837Memory memory, RcmProvider *p);
extern void rcm_837_people(Rcm837Reader *r);	/* patient and subscriber into the claim */

extern void rcm_837_start_claim(Rcm837Reader *r);	/* claim837_claim.c */
extern void rcm_837_in_claim(Rcm837Reader *r);
extern void rcm_837_codes(Rcm837Reader *r);		/* claim837_codes.c: HI */

extern void rcm_837_start_line(Rcm837Reader *r);	/* claim837_line.c */
extern void rcm_837_service(Rcm837Reader *r);	/* SV1, SV2, SV3 */
extern void rcm_837_in_line(Rcm837Reader *r);

extern void rcm_837_start_other(Rcm837Reader *r);	/* claim837_other.c */
extern void rcm_837_in_other(Rcm837Reader *r);
extern void rcm_837_other_name(Rcm837Reader *r);
extern void rcm_837_start_adjudication(Rcm837Reader *r);	/* SVD */
extern void rcm_837_in_adjudication(Rcm837Reader *r);

/* Shorthands, for switches over segment ids and for reading qualifiers. */
#define ID2(a, b) RCM_X12_ID2(a, b)
#define ID3(a, b, c) RCM_X12_ID3(a, b, c)

static inline RcmText
rcm_837_raw(const Rcm837Reader *r, int i)
{
	return rcm_x12_trim(rcm_x12_element(r->segment, i));
}

static inline bool
rcm_837_is(const Rcm837Reader *r, int i, const char *code)
{
	return rcm_text_is(rcm_837_raw(r, i), code);
}

static inline RcmText
rcm_837_component(const Rcm837Reader *r, int i, int n)
{
	return rcm_x12_trim(rcm_x12_component(rcm_x12_element(r->segment, i),
										  r->delimiters.component, n));
}

/* Is the text one of a list of codes written with blanks between them? */
static inline bool
rcm_837_one_of(RcmText t, const char *codes)
{
	size_t		n = (size_t) t.len;

	for (const char *p = codes; n > 0 && *p != '\0';)
	{
		size_t		len = strcspn(p, " ");

		if (len == n && memcmp(p, t.data, n) == 0)
			return true;
		p += len;
		p += *p == ' ';
	}
	return false;
}

#endif
