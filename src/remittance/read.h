/*
 * read.h - payments out of the 835: 005010X221 with its errata, 004010X091.
 *
 * Push segments in; a payment, its claims, their lines and the adjustments and
 * remarks of all three come out through "deliver", each as soon as nothing more
 * can belong to it: an adjustment at its segment, a line at the next one, a
 * claim after its lines, the payment with its totals at the end of the
 * transaction.  Memory is that of one claim's own texts.
 *
 * What cannot be read is reported with its place and is "not given"; amounts
 * that do not add up are reported with the difference, and told in the row.
 */
#ifndef RCM_REMITTANCE_H
#define RCM_REMITTANCE_H

#include "remittance/digest.h"
#include "x12/value.h"

/* AMT and QTY that are kept of one claim or line. */
#define RCM_835_MOST_AMOUNTS 32
#define RCM_835_MOST_MODIFIERS 4
/* MIA has 24 elements, MOA nine. */
#define RCM_835_MOST_OUTCOMES 24

/* A sum of cents; unknown when one of them could not be read, or the sum is out of range. */
typedef struct Rcm835Sum
{
	int64_t		total;
	bool		unknown;
} Rcm835Sum;

/* What amounts that belong together give: the verdict, and what is reported less what follows. */
typedef struct RcmRemittanceBalance
{
	RcmTruth	balances;
	int64_t		difference;		/* RCM_NO_USD when unknown */
} RcmRemittanceBalance;

/* Where a row comes from. */
typedef struct RcmRemittanceSource
{
	int64_t		segment;
	uint64_t	offset;
} RcmRemittanceSource;

typedef struct RcmRemittanceAmount
{
	RcmText		qualifier;
	int64_t		amount;
} RcmRemittanceAmount;

typedef struct RcmRemittanceQuantity
{
	RcmText		qualifier;
	RcmNumber	quantity;
} RcmRemittanceQuantity;

/* The AMT and QTY of a claim or a line. */
typedef struct RcmRemittanceFigures
{
	int			amounts;
	int			quantities;
	bool		told;			/* that there were too many */
	RcmRemittanceAmount amount[RCM_835_MOST_AMOUNTS];
	RcmRemittanceQuantity quantity[RCM_835_MOST_AMOUNTS];
} RcmRemittanceFigures;

/* The elements of MIA or MOA as they were sent; [0] is element 1. */
typedef struct RcmRemittanceOutcome
{
	int			count;
	RcmText		element[RCM_835_MOST_OUTCOMES];
} RcmRemittanceOutcome;

typedef struct RcmRemittanceProcedure
{
	RcmText		qualifier,
				code,
				description;
	int			modifiers;
	RcmText		modifier[RCM_835_MOST_MODIFIERS];
} RcmRemittanceProcedure;

typedef struct RcmRemittanceAdjustment
{
	int64_t		payment,
				claim,
				line,			/* 0: of the claim itself */
				adjustment;		/* counted through the claim */
	RcmText		group_code,
				carc;
	int64_t		amount;
	RcmNumber	quantity;
	RcmRemittanceSource at;
} RcmRemittanceAdjustment;

typedef struct RcmRemittanceRemark
{
	int64_t		payment,
				claim,
				line;			/* 0: of the claim itself */
	RcmText		remark;
	const char *source;			/* MIA, MOA, LQ */
	RcmText		code_list;		/* LQ01 */
	RcmRemittanceSource at;
} RcmRemittanceRemark;

typedef struct RcmProviderAdjustment
{
	int64_t		payment,
				adjustment;		/* counted through the payment */
	RcmText		provider,
				reason,
				reference;
	int32_t		fiscal_date;
	int64_t		amount;
	RcmRemittanceSource at;
} RcmProviderAdjustment;

typedef struct RcmRemittanceLine
{
	int64_t		payment,
				claim,
				line;
	RcmRemittanceProcedure paid_as,	/* SVC01 */
				submitted;		/* SVC06 */
	RcmText		rev;
	int64_t		charge,
				paid;
	RcmNumber	units_paid,
				units_submitted;
	int32_t		service_from,
				service_to;
	RcmText		line_control,
				policy,
				rendering_npi;
	int64_t		allowed;
	int64_t		adjustments;
	RcmRemittanceBalance balance;
	RcmRemittanceSource at;
	RcmRemittanceFigures figures;	/* last: of its arrays only what is counted is ever set */
} RcmRemittanceLine;

typedef struct RcmRemittanceClaim
{
	int64_t		payment,
				claim;
	RcmText		claim_id,
				status;
	int64_t		charge,
				paid,
				patient_responsibility;
	RcmText		filing_ind,
				payer_claim_control,
				facility,
				freq,
				drg;
	RcmNumber	drg_weight,
				discharge_fraction;
	RcmText		patient_last,
				patient_first,
				patient_middle,
				patient_id;
	RcmText		subscriber_last,
				subscriber_first,
				subscriber_id;
	RcmText		corrected_last,
				corrected_first,
				corrected_id;
	RcmText		rendering_npi,
				rendering_last,
				rendering_first;
	RcmText		crossover_payer_name,
				crossover_payer_id;
	RcmText		priority_payer_name,
				priority_payer_id;
	RcmText		other_subscriber_id;
	RcmText		original_ref,
				contract,
				group_number,
				auth_number;
	int32_t		statement_from,
				statement_to,
				received_on,
				coverage_expired;
	int64_t		allowed,
				interest;
	RcmText		provider;
	int64_t		lines;
	int64_t		lines_charge,
				lines_paid,
				claim_adjustments,
				line_adjustments;
	RcmRemittanceBalance balance,	/* against charge and adjustments */
				lines_balance;	/* against what the lines paid; unknown without lines */
	RcmRemittanceSource at;
	RcmRemittanceOutcome mia,	/* last: of their arrays only what is counted is ever set */
				moa;
	RcmRemittanceFigures figures;
} RcmRemittanceClaim;

typedef struct RcmRemittancePayment
{
	int64_t		payment;
	int			interchange,
				group,
				transaction;
	RcmText		control_number,
				version;
	RcmText		handling;
	int64_t		amount;
	RcmText		credit_debit,
				method;
	int32_t		payment_date,
				production_date;
	RcmText		trace_number,
				payer_tax_id;
	RcmText		payer_name,
				payer_id,
				payer_contact_phone,
				payer_contact_url;
	RcmText		payee_name,
				payee_id,
				payee_id_qualifier,
				payee_tin,
				receiver_id;
	int64_t		claims,
				lines;
	int64_t		claims_charge,
				claims_paid,
				provider_adjustments;
	RcmRemittanceBalance balance;
	bool		complete;		/* its SE came */
	char		digest[RCM_DIGEST_LENGTH + 1];	/* empty unless payments are delivered */
	RcmRemittanceSource at;
} RcmRemittancePayment;

/* Who wants what: NULL for what nobody does.  Everything is good during the call only. */
typedef struct Rcm835Deliver
{
	void		(*payment) (void *owner, const RcmRemittancePayment *payment);
	void		(*claim) (void *owner, const RcmRemittanceClaim *claim);
	void		(*line) (void *owner, const RcmRemittanceLine *line);
	void		(*adjustment) (void *owner, const RcmRemittanceAdjustment *adjustment);
	void		(*provider_adjustment) (void *owner, const RcmProviderAdjustment *adjustment);
	void		(*remark) (void *owner, const RcmRemittanceRemark *remark);
} Rcm835Deliver;

/* Memory by how long it must last. */
typedef enum Rcm835Memory
{
	RCM_835_FOR_GROUP,			/* until the next GS */
	RCM_835_FOR_PAYMENT,
	RCM_835_FOR_PROVIDER,		/* until the next LX or TS3 */
	RCM_835_FOR_CLAIM,
	RCM_835_FOR_LINE,
	RCM_835_FOR_ROW,			/* an adjustment, a remark */
	RCM_835_MEMORIES
} Rcm835Memory;

/* Which loop of the guide the last segment belonged to. */
typedef enum Rcm835Loop
{
	RCM_835_HEADER,
	RCM_835_PAYER,				/* 1000A */
	RCM_835_PAYEE,				/* 1000B */
	RCM_835_PARTY,				/* an N1 of somebody else, or a second payer or payee */
	RCM_835_PROVIDER,			/* 2000 */
	RCM_835_CLAIM,				/* 2100 */
	RCM_835_LINE,				/* 2110 */
	RCM_835_SUMMARY				/* PLB */
} Rcm835Loop;

typedef struct Rcm835Reader
{
	RcmX12Cursor at;
	Rcm835Deliver deliver;
	RcmArena	arena[RCM_835_MEMORIES];
	int64_t		payments;
	RcmText		group_version;	/* GS08 */

	/* The transaction. */
	bool		active;			/* inside an 835 */
	Rcm835Loop	loop;
	RcmRemittancePayment payment;
	RcmX12Place payment_place,	/* ST */
				amount_place;	/* BPR02 */
	bool		bpr,
				trn,
				payer,
				payee,
				contact;		/* the telephone is that of the claims office */
	Rcm835Sum	charges,
				paid,
				provider_adjustments;
	int64_t		provider_adjustment;
	RcmDigest	digest;
	RcmText		provider;		/* TS301 */

	/* The claim. */
	bool		in_claim;
	RcmRemittanceClaim claim;
	RcmX12Place claim_place;	/* CLP04 */
	Rcm835Sum	claim_adjustments,
				line_adjustments,
				lines_charge,
				lines_paid;
	int64_t		adjustment;

	/* The line. */
	bool		in_line;
	RcmRemittanceLine line;
	RcmX12Place line_place;		/* SVC03 */
	Rcm835Sum	adjustments;
} Rcm835Reader;

/* Memory from malloc; give other arenas before the first segment if you like.  "deliver" may be NULL. */
extern void rcm_835_init(Rcm835Reader *r, const Rcm835Deliver *deliver, RcmX12Report report,
						 void *owner);
extern void rcm_835_segment(Rcm835Reader *r, const RcmX12Segment *s, const RcmX12Delimiters *d,
							const RcmX12Place *place);
/* Deliver what the end of the file left open. */
extern void rcm_835_end(Rcm835Reader *r);
extern void rcm_835_free(Rcm835Reader *r);

/* ---- figures.c: as JSON ---- */

/* {"AU": "80.00", "I": ["1.00", "2.00"]}; false, and nothing written, when there are none. */
extern bool rcm_835_amounts_to_json(const RcmRemittanceFigures *figures, RcmBuffer *out);
/* {"CA": 3} */
extern bool rcm_835_quantities_to_json(const RcmRemittanceFigures *figures, RcmBuffer *out);
/* {"1": "0.5", "3": "MA01"}: element number to what was sent */
extern bool rcm_835_outcome_to_json(const RcmRemittanceOutcome *outcome, RcmBuffer *out);

#endif
