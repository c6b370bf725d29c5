/*
 * read_parts.h - what the files of the 837 reader share among themselves.
 */
#ifndef RCM_CLAIM837_PARTS_H
#define RCM_CLAIM837_PARTS_H

#include "claim837/read.h"

/* ---- read_set.c: values into the claim ---- */

/* Element i, blanks trimmed, as text that lasts. */
static inline RcmText
rcm_837_text(Rcm837Reader *r, Rcm837Memory memory, int i)
{
	return rcm_x12_text(&r->at, &r->arena[memory], i);
}

/* The same for any slice of the segment. */
static inline RcmText
rcm_837_keep(Rcm837Reader *r, Rcm837Memory memory, RcmText t)
{
	return rcm_x12_keep(&r->at, &r->arena[memory], t);
}

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

/* A note behind the notes that are there; several become one text. */
extern void rcm_837_add_note(Rcm837Reader *r, void *object, const RcmShape *shape,
							 RcmText *member, RcmText note);
/* What was signed, by the elements that say it (0: none does); nothing when all are empty. */
extern void rcm_837_terms(Rcm837Reader *r, void *object, const RcmShape *shape,
						  RcmTerms **member, const int elements[5]);

/* Findings that several loops have. */
static inline void
rcm_837_repeated(const Rcm837Reader *r, int i, const char *message)
{
	rcm_x12_finding(&r->at, "REPEATED", i, message);
}

static inline void
rcm_837_misplaced(const Rcm837Reader *r)
{
	rcm_x12_finding(&r->at, "LOOP", 0, "outside of the loop it belongs to; left out");
}

/* ---- the loops: each takes the segment being read ---- */

extern void rcm_837_before_claim(Rcm837Reader *r);	/* read_party.c */
extern void rcm_837_level(Rcm837Reader *r);
extern void rcm_837_forget(Rcm837Reader *r);
extern void rcm_837_provider_name(Rcm837Reader *r, Rcm837Memory memory, RcmProvider *p);
extern void rcm_837_provider_detail(Rcm837Reader *r, Rcm837Memory memory, RcmProvider *p);
/* N3 and N4 into the address behind a pointer member. */
extern void rcm_837_address(Rcm837Reader *r, Rcm837Memory memory, void *object,
							const RcmShape *shape, RcmAddress **member);
extern void rcm_837_people(Rcm837Reader *r);	/* patient and subscriber into the claim */

extern void rcm_837_start_claim(Rcm837Reader *r);	/* read_claim.c */
extern void rcm_837_in_claim(Rcm837Reader *r);
extern void rcm_837_codes(Rcm837Reader *r);		/* read_codes.c: HI */

extern void rcm_837_start_line(Rcm837Reader *r);	/* read_line.c */
extern void rcm_837_service(Rcm837Reader *r);	/* SV1, SV2, SV3 */
extern void rcm_837_in_line(Rcm837Reader *r);
/* Element i: qualifier, code, modifiers, description. */
extern void rcm_837_procedure(Rcm837Reader *r, int i, void *object, const RcmShape *shape,
							  RcmText *code, RcmList *mods, RcmText *desc);
extern void rcm_837_pointers(Rcm837Reader *r, int i, RcmLine *l);

extern void rcm_837_dental(Rcm837Reader *r);	/* read_dental.c: DN1, DN2 */
extern void rcm_837_dental_service(Rcm837Reader *r, RcmLine *l);	/* SV3 */
extern void rcm_837_teeth(Rcm837Reader *r, RcmLine *l);	/* TOO */
extern void rcm_837_appliance(Rcm837Reader *r, int32_t day);	/* DTP*452 of the claim */

extern void rcm_837_start_other(Rcm837Reader *r);	/* read_other.c */
extern void rcm_837_in_other(Rcm837Reader *r);
extern void rcm_837_start_adjudication(Rcm837Reader *r);	/* SVD */
extern void rcm_837_in_adjudication(Rcm837Reader *r);

#endif
