/*
 * evidence.h - why a finding was made, as JSON: the value of its field and
 * the library rows that decided it, each with its release.
 */
#ifndef RCM_EVIDENCE_H
#define RCM_EVIDENCE_H

#include "scrub/scrub.h"

/* Name of the release a row came with; NULL: none. */
typedef const char *(*RcmReleaseName) (RcmLibrary *library, const RcmRow *row);

/* {"values": {field: value}, "library": [row, ...]} */
extern void rcm_evidence(RcmScrub *s, const RcmFinding *f, RcmReleaseName release_name,
						 RcmBuffer *out);
/* {"set": ..., "release": ..., columns} */
extern void rcm_row_json(RcmScrub *s, const RcmRow *row, RcmReleaseName release_name,
						 RcmBuffer *out);
/* The key of a look-up as JSON: {"set": ..., key columns}. */
extern void rcm_key_json(RcmSetId set, const RcmKey *key, RcmBuffer *out);
/* What every edit goes by: of the claim, or (line) of a line; nothing that names the patient. */
extern void rcm_facts_json(RcmScrub *s, const RcmScrubLine *l, RcmBuffer *out);
/* "lines[1].units"; "units" of the claim as it is. */
extern void rcm_field_path(const RcmFinding *f, RcmBuffer *out);
extern const char *rcm_severity_name(RcmSeverity severity);
/* Everything about a finding as one JSON object; nothing in it names the patient. */
extern void rcm_finding_json(RcmScrub *s, const RcmFinding *f, RcmReleaseName release_name,
							 RcmBuffer *out);

/* The texts of a finding's edit, from the catalogue or from a custom edit's row. */
typedef struct RcmFindingTexts
{
	RcmText		id,
				family,
				name,
				fix,
				carc,
				rarc;
} RcmFindingTexts;

extern RcmFindingTexts rcm_finding_texts(const RcmFinding *f);

#endif
