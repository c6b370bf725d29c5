/*
 * scrub.h - the scrubber's core: a claim made ready, the edits, the findings.
 *
 * An edit is one function and one table entry beside it, in the file of its
 * family.  The function reads the prepared claim and the library and calls
 * rcm_fire; which claims and lines it is asked about (form, payer class, sets
 * that must be loaded, modes) is said in the entry and seen to by engine.c.
 *
 * Rows of the library that an edit looks at are noted as it looks, through
 * the functions below, so that every finding carries the rows that decided it
 * without the edit saying so.
 */
#ifndef RCM_SCRUB_H
#define RCM_SCRUB_H

#include "base/pack.h"
#include "claim/claim.h"
#include "library/library.h"

typedef enum RcmSeverity
{
	RCM_INFO,					/* shown */
	RCM_WARN,					/* let through with a task */
	RCM_REJECT					/* the claim is held */
} RcmSeverity;

/* Classes of payers, as bits. */
typedef enum RcmPayerClass
{
	RCM_MEDICARE_A = 1,
	RCM_MEDICARE_B = 2,
	RCM_DME_MAC = 4,
	RCM_MEDICARE_ADV = 8,
	RCM_MEDICAID = 16,
	RCM_COMMERCIAL = 32,
	RCM_BCBS = 64,
	RCM_TRICARE = 128,
	RCM_WC = 256,
	RCM_AUTO = 512,
	RCM_OTHER_CLASS = 1024,
	RCM_FFS = RCM_MEDICARE_A | RCM_MEDICARE_B | RCM_DME_MAC
} RcmPayerClass;

/* A diagnosis of the claim: C.dx, then the admitting, then reasons for visit. */
typedef struct RcmScrubDx
{
	RcmText		code;			/* upper case, no dot */
	RcmText		poa;
	int64_t		packed;
	const RcmDiagnosisRow *row; /* live on DXDATE, or NULL */
	bool		invalid,
				header,
				seventh;		/* fails DX-INVALID, DX-NONBILL, DX-7TH */
} RcmScrubDx;

static inline bool
rcm_dx_failed(const RcmScrubDx *dx)
{
	return dx->invalid || dx->header || dx->seventh;
}

typedef struct RcmMods
{
	int32_t		count;
	const uint16_t *items;		/* blank ones left out, upper case; 0: not two characters */
} RcmMods;

typedef struct RcmScrubLine
{
	const RcmLine *line;
	int			index;			/* place in the claim, from 0 */
	int			n;				/* the number it is reported under */
	int32_t		code;			/* RCM_NO_HCPCS: none, or not five characters */
	bool		coded;			/* a code is given */
	RcmText		code_text;		/* upper case */
	RcmMods		mods;
	int32_t		from,
				to;
	uint16_t	pos;			/* of the line, else of the claim */
	int64_t		rend;			/* who performed it; 0: nobody */
	uint16_t	specialty;		/* of rend */
	RcmText		rev;
	const RcmProcedure *px;		/* live on from */
	const RcmFeeSchedule *pfs;	/* blank modifier, live on from */
	bool		in_px;			/* some row has the code */
	bool		misordered;		/* to before from */
	bool		usable;
	int			dx_count;		/* pointed diagnoses that exist */
	int			dx[12];
	bool		dx_failed;		/* one of them fails */
	bool		ptp_fired;		/* NCCI-PTP0 or -PTP1 */
	bool		mue_known;
	const RcmMue *mue;			/* the line's limit, if it has one */
} RcmScrubLine;

typedef struct RcmScrubHistory
{
	const RcmHistoryLine *line;
	int32_t		code;
	RcmText		code_text;
	RcmMods		mods;
	int32_t		from,
				to;
	int64_t		rend;
	RcmText		tin;
	uint16_t	specialty;
	bool		in_set;			/* paid or pending: Hset */
	bool		same_payer;
} RcmScrubHistory;

typedef struct RcmFinding
{
	int			edit;			/* place in the catalogue; -1: a custom edit */
	const RcmCustomEdit *custom;
	RcmSeverity severity;
	int			line;			/* 0: the claim */
	int			index;			/* of the line in the claim, -1: the claim */
	const char *field;			/* path within the line or the claim */
	RcmText		message;
	bool		overridden;
	int			row_count;
	const RcmRow **rows;		/* the library rows that decided it */
} RcmFinding;

#define RCM_NOTED 12
#define RCM_MOST_EDITS 256

typedef struct RcmEdit RcmEdit;
typedef struct RcmScrub RcmScrub;

/* What explain hears while one edit is asked. */
typedef struct RcmListener
{
	void		(*quiet) (struct RcmListener *listener, int line, const char *why);
	void		(*row) (struct RcmListener *listener, int line, const RcmRow *row);
	void		(*found_nothing) (struct RcmListener *listener, int line, RcmSetId set,
								  const RcmKey *key);
} RcmListener;

struct RcmScrub
{
	uint64_t	uncovered;		/* bits of the sets that no release judges this claim's days by */
	const RcmClaim *claim;
	RcmLibrary *library;
	RcmArena   *arena;
	RcmText		practice;		/* as the caller names it; may be blank */

	/* prepared (prepare.c) */
	bool		institutional;
	bool		dental;			/* no edit of the catalogue is for them */
	bool		inpatient;
	RcmText		tob2;
	char		tob_freq;		/* third character; 0: none */
	int32_t		first_dos;
	int32_t		dx_date;
	const RcmPayer *payer;		/* NULL: not known */
	RcmPayerClass payer_class;	/* 0: not known */
	RcmText		freq;
	int			dx_count;		/* of C.dx */
	int			all_dx_count;
	RcmScrubDx *dx;
	int			line_count;
	RcmScrubLine *lines;
	int			history_count;
	RcmScrubHistory *history;
	int64_t		billing_npi;
	RcmText		billing_tin;	/* without dashes */
	bool		dup_claim;		/* DUP-CLAIM holds */
	struct RcmCodePair *pairs;	/* NCCI pairs of the claim (ncci.c); NULL: not looked for */
	int			pair_count;
	const RcmRows *modes;		/* of the library, for any claim */
	uint8_t		mode[RCM_MOST_EDITS];	/* RcmMode of each edit; meant when there are rows */

	/* running (engine.c) */
	const RcmEdit *edit;
	int			edit_index;
	const RcmScrubLine *current;
	RcmListener *listener;		/* NULL: nobody listens */
	int			noted;
	const RcmRow *notes[RCM_NOTED];
	bool		stop_at_reject;
	void		(*between_edits) (void);	/* lets the caller be interrupted; may be NULL */
	bool		rejected;
	int			finding_count;
	int			finding_room;
	RcmFinding *findings;
};

typedef enum RcmEditLines
{
	RCM_CLAIM_EDIT,				/* asked once */
	RCM_ALL_LINES,				/* and once for the claim, where it has such a test */
	RCM_USABLE_LINES
} RcmEditLines;

struct RcmEdit
{
	const char *id;
	const char *name;
	const char *level;			/* claim, line, line-pair, history */
	RcmSeverity severity;
	const char *scope;			/* in words */
	char		form;			/* 'P', 'I', 0: both */
	int			classes;		/* payer classes it is asked for; 0: all */
	bool		without_payer;	/* also when the payer is not known */
	uint64_t	needs;			/* sets that must be loaded */
	RcmEditLines lines;
	void		(*claim_test) (RcmScrub *s);
	void		(*line_test) (RcmScrub *s, RcmScrubLine *l);
	const char *carc;
	const char *rarc;
	const char *claim_status;	/* 277CA category:code(:entity) */
	const char *fix;
	const char *source;
};

/* ---- catalogue.c ---- */

extern int	rcm_edit_count(void);
extern const RcmEdit *rcm_edit(int index);
/* Place of an edit in the catalogue, -1 when there is none of this id. */
extern int	rcm_edit_index(RcmText id);
/* Of each edit, the place of its family's first edit. */
extern int	rcm_edit_family_of(int index);
/* "ID" of "ID-NPI-FMT". */
extern RcmText rcm_edit_family(const char *id);

/* ---- prepare.c ---- */

/* Everything the edits read, computed once. */
extern void rcm_scrub_prepare(RcmScrub *s);
/* Upper case, dots and spaces gone. */
extern RcmText rcm_normal_code(RcmArena *arena, RcmText t);
/* An identifier as a number to compare by: its digits, or a hash; 0 when blank. */
extern int64_t rcm_identifier(RcmText t);
extern RcmMods rcm_mods(RcmArena *arena, const RcmList *mods);

/* ---- engine.c ---- */

/* All edits in the order of the catalogue. */
extern void rcm_scrub_run(RcmScrub *s);
/* What keeps an edit from being asked about this claim; NULL: nothing does. */
extern const char *rcm_edit_asleep(RcmScrub *s, const RcmEdit *edit);
/* A finding of the edit that is running, at the line (NULL: the claim). */
extern void rcm_fire(RcmScrub *s, const RcmScrubLine *l, const char *field,
					 const char *message,...) __attribute__((format(printf, 4, 5)));
/* The same with another severity than the edit's. */
extern void rcm_fire_as(RcmScrub *s, RcmSeverity severity, const RcmScrubLine *l,
						const char *field, const char *message,...)
			__attribute__((format(printf, 5, 6)));
/* Says to whoever listens why the running edit keeps quiet about a line. */
extern void rcm_quiet(RcmScrub *s, const RcmScrubLine *l, const char *why);
extern void rcm_add_finding(RcmScrub *s, const RcmFinding *finding);
/* Note a row that the running edit has looked at; gives it back. */
extern const void *rcm_note(RcmScrub *s, const void *row);

/* modes.c: how an edit is treated for this claim */
typedef enum RcmMode
{
	RCM_MODE_DEFAULT,
	RCM_MODE_OFF,
	RCM_MODE_LOG,
	RCM_MODE_WARN,
	RCM_MODE_ENFORCE
} RcmMode;

/* Of an edit of the catalogue, and of any by its id. */
extern RcmMode rcm_mode_of(const RcmScrub *s, int edit);
extern RcmMode rcm_edit_mode(RcmScrub *s, const char *id);
/* What the library says about every edit for this claim. */
extern void rcm_modes_prepare(RcmScrub *s);
extern RcmSeverity rcm_mode_severity(RcmMode mode, RcmSeverity severity);
/* Does somebody let this claim pass this edit? */
extern bool rcm_overridden(RcmScrub *s, const char *id, int line);

/* ---- facts.c: questions that several families ask ---- */

extern const RcmProviderRow *rcm_provider(RcmScrub *s, int64_t npi);
extern uint16_t rcm_specialty(RcmScrub *s, int64_t npi);
extern const RcmProcedure *rcm_px(RcmScrub *s, int32_t code, int32_t day);
extern const RcmFeeSchedule *rcm_pfs(RcmScrub *s, int32_t code, int32_t day);
/* Does the row come from a file of the practice's own, which says all it knows, not from a publisher's? */
extern bool rcm_practice_says(RcmScrub *s, const RcmRow *row);
/* The row that puts the diagnosis on a list of the Medicare Code Editor, noted; NULL: none. */
extern const RcmMceEdit *rcm_mce_lists(RcmScrub *s, const RcmScrubDx *dx, const char *list);
/* Is the age outside what one of the lists allows? */
extern bool rcm_mce_age_conflict(RcmScrub *s, const RcmScrubDx *dx, int age);
/* Is it on the list of those exempt from present on admission? */
extern bool rcm_poa_exempt(RcmScrub *s, const RcmScrubDx *dx);
/* Rows with this key; noted when the edit picks one with rcm_note. */
extern const RcmRows *rcm_rows(RcmScrub *s, RcmSetId set, int64_t number);
extern const RcmRows *rcm_text_rows(RcmScrub *s, RcmSetId set, RcmText text);
extern bool rcm_is_facility(RcmScrub *s, uint16_t pos, int32_t day);
extern bool rcm_is_add_on(RcmScrub *s, int32_t code, int32_t day);

extern bool rcm_has_mod(const RcmMods *mods, uint16_t mod);
/* Any of a list such as "26 TC"? */
extern bool rcm_has_any_mod(const RcmMods *mods, const char *list);
extern bool rcm_same_mods(const RcmMods *a, const RcmMods *b);
extern bool rcm_kind_is(const RcmProcedure *px, const char *kind);
/* Visits that only a new patient can have. */
#define RCM_NEW_PATIENT_VISITS \
	"99202-99205 99381-99387 92002 92004 99341 99342 99344 99345 99201"
/* One of a list such as "99202-99205 99211"?  The list is a literal. */
extern bool rcm_code_in(int32_t code, const char *list);
/* A two-character code in a list such as "21 51 61"? */
extern bool rcm_code2_in(uint16_t code, const char *list);
/* Is the text one of the blank-separated words? */
extern bool rcm_word_in(RcmText t, const char *list);
/* Upper-case letters and digits are all that counts. */
extern bool rcm_same_name(RcmText a, RcmText b);
extern bool rcm_all_digits(RcmText t, int count);
/* Nine digits that somebody was issued (id.c). */
extern bool rcm_tin_well_formed(RcmText tin);
extern bool rcm_has_condition_code(const RcmScrub *s, const char *code);
/* The diagnoses that explain the line: those it points to; institutional: all of C.dx. */
extern int	rcm_line_dx_count(const RcmScrub *s, const RcmScrubLine *l);
extern const RcmScrubDx *rcm_line_dx(const RcmScrub *s, const RcmScrubLine *l, int i);
/* Is one of them under the prefix? */
extern bool rcm_line_diagnosed(const RcmScrub *s, const RcmScrubLine *l, int64_t prefix);
/* Does the period hold the day?  An open end holds everything after. */
extern bool rcm_covers(const RcmPeriod *period, int32_t day);
extern bool rcm_same_day_same_rend(const RcmScrubLine *a, const RcmScrubLine *b);
/* Days that a line spans, both ends counted; 1 when it has no to-date. */
extern int	rcm_line_days(const RcmScrubLine *l);
/* Units as a number, 0 when they are none. */
extern int64_t rcm_units(const RcmNumber *units);
extern int	rcm_patient_age(const RcmScrub *s, int32_t day);
/* For messages; they live as long as the findings. */
/* "M17.11"; what is no code is not repeated. */
extern const char *rcm_dx_name(RcmScrub *s, const RcmScrubDx *dx);
extern const char *rcm_code_name(RcmScrub *s, int32_t code);
extern const char *rcm_mods_name(RcmScrub *s, const RcmMods *mods);
extern const char *rcm_day_name(RcmScrub *s, int32_t day);
extern const char *rcm_usd_name(RcmScrub *s, int64_t cents);

/* Text in a printf: rcm_fire(..., "%.*s", RCM_PRINT(t)). */
#define RCM_PRINT(t) (int) (t).len, (t).data

/* Is a given day before another given day? */
static inline bool
rcm_before(int32_t a, int32_t b)
{
	return a != RCM_NO_DATE && b != RCM_NO_DATE && a < b;
}

/* Every line, and every other line, of the claim. */
#define RCM_EACH_LINE(s, l) \
	(RcmScrubLine *l = (s)->lines; l < (s)->lines + (s)->line_count; l++)
#define RCM_EACH_HISTORY(s, h) \
	(RcmScrubHistory *h = (s)->history; h < (s)->history + (s)->history_count; h++)

/* The line's own library rows and the payer's, noted. */
static inline const RcmProcedure *
rcm_line_px(RcmScrub *s, const RcmScrubLine *l)
{
	return rcm_note(s, l->px);
}

static inline const RcmFeeSchedule *
rcm_line_pfs(RcmScrub *s, const RcmScrubLine *l)
{
	return rcm_note(s, l->pfs);
}

static inline const RcmPayer *
rcm_the_payer(RcmScrub *s)
{
	return rcm_note(s, s->payer);
}

/* Is the indicator one of these characters? */
static inline bool
rcm_indicator_in(RcmText indicator, const char *characters)
{
	return indicator.len == 1 && indicator.data[0] != '\0' &&
		strchr(characters, indicator.data[0]) != NULL;
}

/*
 * All families in the order in which they are asked, and what the file of
 * each gives the catalogue.  The order matters in one place: NCCI comes before
 * GLB, because a pair edit on a visit silences the visit's global edits.
 */
#define RCM_FAMILIES(X) \
	X(id) X(id_claim) X(dem) X(elg) X(auth) X(dx) X(dx_fit) X(px) X(mod) X(pos) X(tele) X(ncci) \
	X(unit) X(dup) X(date) X(glb) X(mn) X(prv) X(amt) X(cob) X(lab) X(drug) \
	X(anes) X(dme) X(wc) X(tri) X(mcd) X(inst) X(cap)

#define RCM_DECLARE_FAMILY(name) \
	extern const RcmEdit rcm_##name##_edits[]; \
	extern const int rcm_##name##_edit_count;
RCM_FAMILIES(RCM_DECLARE_FAMILY)

#endif
