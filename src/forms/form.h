/*
 * form.h - a claim as the boxes of a paper form: CMS-1500 (02/12), UB-04, and
 * the dental claim form of the ADA.
 *
 * Only the values, each with the number of its box as it is printed on the
 * form; the forms themselves and the words on them belong to their publishers.
 * Values come in capitals.  One that is longer than its box, or for which
 * there is no box left, comes all the same and says that it does not fit.
 */
#ifndef RCM_FORM_H
#define RCM_FORM_H

#include "claim/claim.h"

typedef struct RcmFormField
{
	const char *form;
	int			page;			/* from 1 */
	const char *field;
	int			line;			/* within the field, from 1; 0: it has none */
	RcmText		value;			/* never empty */
	bool		fits;
} RcmFormField;

/* Good during the call only. */
typedef void (*RcmFormPut) (void *owner, const RcmFormField *field);

typedef struct RcmForm
{
	const char *name;
	int			page;
	int			pages;
	const RcmClaim *claim;
	RcmArena   *arena;
	RcmFormPut	put;
	void	   *owner;
} RcmForm;

/* Every box of the claim's form that has a value, page by page. */
extern void rcm_form_fields(const RcmClaim *claim, RcmArena *arena, RcmFormPut put, void *owner);

extern void rcm_form_cms1500(RcmForm *f);	/* cms1500.c */
extern void rcm_form_cms1500_lines(RcmForm *f, int first, int last);	/* cms1500_lines.c */
extern void rcm_form_ub04(RcmForm *f);	/* ub04.c */
extern void rcm_form_ub04_lines(RcmForm *f, int first, int last);	/* ub04_lines.c */
extern void rcm_form_dental(RcmForm *f);	/* dental.c */

/* ---- form.c: values into boxes; nothing when there is no value ---- */

/* Room for a text that is put together. */
#define RCM_FORM_ROOM 256

typedef enum RcmFormDay
{
	RCM_FORM_DAY_SPACED,		/* MM DD YY */
	RCM_FORM_BIRTH_SPACED,		/* MM DD CCYY */
	RCM_FORM_DAY,				/* MMDDYY */
	RCM_FORM_BIRTH,				/* MMDDCCYY */
	RCM_FORM_DAY_SLASHED		/* MM/DD/CCYY */
} RcmFormDay;

/* width 0: the box is as wide as it needs to be */
extern void rcm_form_put(RcmForm *f, const char *field, int line, RcmText t, int width);
extern void rcm_form_box(RcmForm *f, const char *field, const char *value);
/* A value for which there is no box: its field is "24D more". */
extern void rcm_form_surplus(RcmForm *f, const char *field, int line, RcmText t);
/* A code without its point. */
extern RcmText rcm_form_bare(RcmForm *f, RcmText code);
extern void rcm_form_code(RcmForm *f, const char *field, int line, RcmText t, int width);
extern void rcm_form_day(RcmForm *f, const char *field, int line, int32_t day, RcmFormDay how);
/* Dollars, a blank, cents; the box has so many digits for the dollars. */
extern void rcm_form_money(RcmForm *f, const char *field, int line, int64_t cents, int digits);
extern void rcm_form_number(RcmForm *f, const char *field, int line, const RcmNumber *n, int width);
/* Five digits, a hyphen, four. */
extern void rcm_form_zip(RcmForm *f, const char *field, int line, RcmText zip, int width);
/* LAST SUFFIX, FIRST, M. */
extern RcmText rcm_form_person(RcmForm *f, RcmText last, RcmText suffix, RcmText first, RcmText middle);
/* An organization's name, or FIRST M LAST SUFFIX. */
extern RcmText rcm_form_provider(RcmForm *f, const RcmProvider *p);
/* Name, street, city with state and ZIP, on lines 1 to 3. */
extern void rcm_form_block(RcmForm *f, const char *field, RcmText name, const RcmAddress *a, int width);
/* Texts with one blank between them, empty ones left out. */
extern RcmText rcm_form_join(RcmForm *f, const char *between, const RcmText *parts, int count);
extern RcmText rcm_form_print(RcmForm *f, const char *format,...)
			__attribute__((format(printf, 2, 3)));

/* Was the key there and true? */
static inline bool
rcm_form_yes(RcmText t)
{
	return rcm_text_is(t, "Y");
}

/* The first that is not blank. */
static inline RcmText
rcm_form_or(RcmText a, RcmText b)
{
	return rcm_blank(a) ? b : a;
}

/* The claim's charge, else the sum of its lines; RCM_NO_USD: neither. */
extern int64_t rcm_form_total(const RcmClaim *claim);
/* What was paid so far, by the patient and other payers; RCM_NO_USD: not said. */
extern int64_t rcm_form_paid(const RcmClaim *claim);
/* The claim's REF of a kind; empty when there is none. */
extern RcmText rcm_form_reference(const RcmClaim *claim, const char *qualifier);

#endif
