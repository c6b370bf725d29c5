/*
 * rows.h - the rows of the library's sets as the edits see them.
 *
 * Which column of which table is which member is said in sets.c.
 */
#ifndef RCM_ROWS_H
#define RCM_ROWS_H

#include "base/dates.h"
#include "base/text.h"
#include "codes/hcpcs.h"
#include "codes/icd10.h"
#include "money/usd.h"

/* Every row begins with this: in force from eff through term, both included. */
typedef struct RcmRow
{
	int32_t		eff;
	int32_t		term;			/* RCM_NO_DATE: open */
	int32_t		release;		/* of the file the row came with; 0: none */
	int32_t		set;
} RcmRow;

#define RCM_NO_INT32 INT32_MIN

typedef struct RcmTexts
{
	int32_t		count;
	RcmText    *items;
} RcmTexts;

typedef struct RcmProcedure
{
	RcmRow		row;
	int32_t		code;
	RcmText		kind;
	bool		face_to_face,
				always_therapy,
				timed,
				unlisted,
				drug,
				clia,
				per_day,
				zero_charge_ok,
				sterilization;
	RcmText		container,
				route,
				jurisdiction,
				sex;
	int32_t		age_low,
				age_high,
				base_units;
} RcmProcedure;

typedef struct RcmFeeSchedule
{
	RcmRow		row;
	int32_t		code;
	RcmText		modifier,
				status,
				pctc,
				global_days,
				multiple,
				bilateral,
				assistant,
				co_surgeon,
				team;
	bool		nonfacility_na,
				facility_na;
} RcmFeeSchedule;

/* The same row with what its price is made of, which no edit reads. */
typedef struct RcmRelativeValue
{
	RcmFeeSchedule fee;
	/* relative value units, dollars and shares, in millionths; 0: not given */
	int64_t		work,
				nonfacility_pe,
				facility_pe,
				malpractice,
				conversion_factor,
				pre_op,
				intra_op,
				post_op;
	RcmText		endoscopy_base,
				imaging;
	int64_t		opps_nonfacility,
				opps_facility,
				opps_malpractice;
	bool		apm;
} RcmRelativeValue;

typedef struct RcmPtp
{
	RcmRow		row;
	RcmText		program,
				setting;
	int32_t		col1,
				col2,
				indicator;
} RcmPtp;

typedef struct RcmMue
{
	RcmRow		row;
	RcmText		program,
				setting;
	int32_t		code,
				value,
				mai;
} RcmMue;

typedef struct RcmAddOn
{
	RcmRow		row;
	int32_t		add_on,
				primary,
				type;
} RcmAddOn;

typedef struct RcmDiagnosisRow
{
	RcmRow		row;
	int64_t		code;
	bool		billable,
				manifestation,
				unspecified_side,
				poa_exempt;
	RcmText		sex,
				age_category,
				unacceptable_first,
				side;
} RcmDiagnosisRow;

typedef struct RcmSeventhCharacter
{
	RcmRow		row;
	int64_t		prefix;
	RcmText		allowed;
} RcmSeventhCharacter;

/* Two diagnosis prefixes: Excludes1, and manifestation with its etiology. */
typedef struct RcmPrefixPair
{
	RcmRow		row;
	int64_t		first,
				second;
} RcmPrefixPair;

typedef struct RcmModifier
{
	RcmRow		row;
	uint16_t	modifier;
	bool		ncci,
				repeat,
				anatomic;
} RcmModifier;

/* Rules on a range of procedures: modifier, place of service, revenue code. */
typedef struct RcmRangeRule
{
	RcmRow		row;
	uint16_t	modifier;
	RcmText		rule,
				key;
	int32_t		low,
				high;
	RcmTexts	list;
} RcmRangeRule;

typedef struct RcmModifierConflict
{
	RcmRow		row;
	uint16_t	first,
				second;
} RcmModifierConflict;

typedef struct RcmPlaceOfService
{
	RcmRow		row;
	uint16_t	pos;
	bool		facility;
} RcmPlaceOfService;

typedef struct RcmTelehealth
{
	RcmRow		row;
	RcmText		payer_class;
	int32_t		code;
	bool		audio_ok;
} RcmTelehealth;

typedef struct RcmCoveragePolicy
{
	RcmRow		row;
	RcmText		policy,
				payer_class,
				list;
	int32_t		code;
	int64_t		dx_prefix;
} RcmCoveragePolicy;

typedef struct RcmAuthorizationRule
{
	RcmRow		row;
	RcmText		payer_id;
	int32_t		low,
				high;
	bool		emergency_exempt;
} RcmAuthorizationRule;

typedef struct RcmFrequencyLimit
{
	RcmRow		row;
	RcmText		payer_class,
				rule;
	int32_t		code,
				n;
	RcmTexts	group;
} RcmFrequencyLimit;

typedef struct RcmFee
{
	RcmRow		row;
	RcmText		payer_class,
				modifier,
				setting;
	int32_t		code;
	int64_t		allowed;
} RcmFee;

typedef struct RcmPayer
{
	RcmRow		row;			/* eff and term: the payer id's own window */
	RcmText		payer_id,
				payer_class,
				filing,
				member_regex,
				timely_unit,
				timely_basis,
				ncci,
				mue,
				referral_req,
				tele_mod,
				bilateral;
	RcmTexts	accepted_freq;
	int32_t		timely_n,
				corrected_n,
				secondary_n,
				elig_days,
				tele_pos_from;	/* a date */
	bool		consult_ok,
				taxonomy_req,
				ndc_req,
				elig_monthly,
				clia_req,
				ordering_req,
				global_package;
} RcmPayer;

typedef struct RcmCliaWaived
{
	RcmRow		row;
	int32_t		code;
	bool		qw;
} RcmCliaWaived;

typedef struct RcmCliaCertificate
{
	RcmRow		row;
	RcmText		clia,
				type;
} RcmCliaCertificate;

typedef struct RcmPanel
{
	RcmRow		row;
	int32_t		panel,
				component;
} RcmPanel;

typedef struct RcmNdcRow
{
	RcmRow		row;
	RcmText		ndc,
				uom,
				container;
	int32_t		code;
	int64_t		units_per_uom;	/* millionths */
} RcmNdcRow;

typedef struct RcmDme
{
	RcmRow		row;
	int32_t		code;
	RcmText		category;
	RcmTexts	modifiers;
	bool		kx_required,
				side_required;
} RcmDme;

typedef struct RcmTypeOfBill
{
	RcmRow		row;
	RcmText		tob2;
	bool		inpatient;
	RcmTexts	frequencies;
} RcmTypeOfBill;

typedef struct RcmRevenueCode
{
	RcmRow		row;
	RcmText		rev;
	bool		hcpcs_required;
} RcmRevenueCode;

typedef struct RcmOppsStatus
{
	RcmRow		row;
	int32_t		code;
	RcmText		status;
} RcmOppsStatus;

typedef struct RcmDevice
{
	RcmRow		row;
	int32_t		code;
	RcmTexts	devices;
} RcmDevice;

typedef struct RcmTherapyThreshold
{
	RcmRow		row;
	int32_t		year;
	int64_t		amount;
} RcmTherapyThreshold;

typedef struct RcmProviderRow
{
	RcmRow		row;
	int64_t		npi;
	int32_t		type;
	RcmText		last_or_org;
	uint16_t	specialty;
	RcmTexts	taxonomies,
				tins;
	int32_t		deactivated,
				license_term,
				excluded_from;
	bool		render_exempt,
				order_ok;
} RcmProviderRow;

typedef struct RcmEnrollment
{
	RcmRow		row;
	int64_t		npi;
	RcmText		payer_id;
} RcmEnrollment;

typedef struct RcmEditMode
{
	RcmRow		row;
	RcmText		edit,
				payer_id,
				practice,
				mode;
} RcmEditMode;

typedef struct RcmEditOverride
{
	RcmRow		row;
	RcmText		claim_id,
				edit,
				payer_id,
				practice;
	int32_t		line;
} RcmEditOverride;

typedef struct RcmCustomEdit
{
	RcmRow		row;
	RcmText		edit,
				level,
				expression,
				severity,
				name,
				message,
				fix,
				carc,
				rarc;
	RcmTexts	payers,
				states,
				forms,
				specialties;
} RcmCustomEdit;

/* A diagnosis on a list of the Medicare Code Editor. */
typedef struct RcmMceEdit
{
	RcmRow		row;
	int64_t		code;
	RcmText		list;
	int32_t		age_low,		/* RCM_NO_INT32 on lists that do not go by age */
				age_high;
} RcmMceEdit;

typedef struct RcmPoaExempt
{
	RcmRow		row;
	int64_t		code;
} RcmPoaExempt;

typedef struct RcmContract
{
	RcmRow		row;
	RcmText		payer_id,
				plan,
				basis,
				fee_class;
	int64_t		percent;		/* millionths of a percent; 0: not given */
} RcmContract;

typedef struct RcmRelease
{
	RcmRow		row;			/* eff and term: the release's effective range */
	int32_t		id;
	RcmText		set_name,
				name;
	RcmTexts	tables;			/* that have rows of it */
	int32_t		since,			/* dates of service that it judges */
				until;
} RcmRelease;

typedef struct RcmGpci
{
	RcmRow		row;
	RcmText		mac_locality;
	int64_t		work,			/* in millionths */
				practice_expense,
				malpractice;
} RcmGpci;

typedef struct RcmAnesthesiaFactor
{
	RcmRow		row;
	RcmText		mac_locality;
	int64_t		factor;			/* dollars for a unit, in millionths */
} RcmAnesthesiaFactor;

typedef struct RcmZipLocality
{
	RcmRow		row;
	RcmText		zip,
				mac_locality;
	bool		plus_four;
} RcmZipLocality;

#endif
