/*
 * story.h - made-up claims and what a payer answered: the truth that the 837
 * and the 835 both tell.
 *
 * Everything follows from the seed and the claim's number alone, so claim 17
 * of seed 3 is the same one whatever file it stands in, and in whatever order
 * files are made.  One seed is one practice and one payer.
 */
#ifndef X12_FILES_STORY_H
#define X12_FILES_STORY_H

#include <stdbool.h>
#include <stdint.h>

#define MOST_LINES 8
#define MOST_SERVICES (2 * MOST_LINES)
#define MOST_ADJUSTMENTS 6
#define CLAIMS_IN_FAMILY 2

/* ---- chance ---- */

typedef struct Dice
{
	uint64_t	state;
} Dice;

/* "what" keeps apart what is thrown for one claim, so that one does not move the other. */
extern Dice dice(uint64_t seed, uint64_t number, uint64_t what);
extern int	roll(Dice *d, int sides);	/* 0 .. sides - 1 */

/* ---- who ---- */

typedef struct Person
{
	const char *last,
			   *first;
	char		sex;
	int			born;			/* CCYYMMDD */
	char		member[16];		/* of the subscriber */
} Person;

typedef struct Provider
{
	char		npi[11];
	const char *last,
			   *first,
			   *taxonomy;
} Provider;

typedef struct Payer
{
	char		id[12];
	const char *name;
	const char *filing;			/* claim filing indicator */
	char		tax[12];		/* its originating company id: 1 and the tax id */
} Payer;

typedef struct Practice
{
	Provider	billing;		/* an organization: last is its name */
	char		tax[10];
	Provider	doctors[5];
	Payer		payer;
	Payer		other;			/* paid before, when ours comes second */
} Practice;

extern void make_practice(uint64_t seed, Practice *p);
/* The family's subscriber (0) or a dependent (1, 2). */
extern void make_person(uint64_t seed, uint64_t family, int who, Person *p);

/* ---- the claim ---- */

typedef struct Line
{
	const char *code,
			   *revenue;
	const char *modifiers[2];
	int			modifier_count;
	int			units;
	int64_t		charge;			/* cents */
	char		control[24];
	int			pointers[4];
	int			pointer_count;
	bool		drug;
	int64_t		first_paid,		/* by the payer before ours: paid, written off, left to the patient */
				first_off,
				first_patient;
} Line;

typedef struct Claim
{
	uint64_t	seed,
				number;
	char		id[21];
	int			who;			/* of the family */
	int64_t		charge;
	const char *place;
	int			day;			/* of service, CCYYMMDD */
	const char *diagnoses[6];
	int			diagnosis_count;
	int			doctor;
	bool		referred,
				authorized,
				accident,
				noted;
	bool		second;			/* another payer paid first */
	int64_t		first_claim_level;	/* what that one took off the claim as a whole */
	int			line_count;
	Line		lines[MOST_LINES];
} Claim;

extern void make_claim(uint64_t seed, uint64_t number, Claim *c);

/* ---- the answer ---- */

typedef struct Adjustment
{
	const char *group,
			   *reason;
	int64_t		amount;
	int			quantity;		/* units taken off; 0: not said */
} Adjustment;

typedef struct Adjustments
{
	int			count;
	Adjustment	of[MOST_ADJUSTMENTS];
} Adjustments;

typedef struct Service
{
	int			line;
	const char *code;			/* adjudicated; the line's own when the same */
	int			units;			/* paid for */
	int			submitted_units;
	int64_t		charge,
				paid;
	const char *remark;
	Adjustments adjusted;
} Service;

typedef struct Answer
{
	const char *status;			/* CLP02 */
	char		control[20];	/* CLP07 */
	int64_t		paid,
				patient,		/* sum of what is PR */
				interest;
	const char *remarks[2];
	Adjustments adjusted;		/* of the claim as a whole */
	int			service_count;
	Service		services[MOST_SERVICES];
} Answer;

/* "again": the corrected answer to a claim that was taken back. */
extern void make_answer(const Practice *practice, const Claim *c, bool again, Answer *a);
/* Was the first answer taken back later, and another one given? */
extern bool taken_back(uint64_t seed, uint64_t number);

#endif
