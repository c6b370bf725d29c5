/*
 * claim_pg.h - the type rcm.claim between the server and the core.
 */
#ifndef RCM_CLAIM_PG_H
#define RCM_CLAIM_PG_H

#include "base/shim.h"
#include "claim/claim.h"

/*
 * The session's arena for reading one claim.  Whoever calls this is the only
 * user until the next call: read, use, be done; nothing in between may lead
 * to another function that reads a claim.
 */
extern RcmArena *rcm_claim_arena(void);

/* The argument as a claim in rcm_claim_arena(); ERROR when the bytes are none. */
extern RcmClaim *rcm_claim_from_datum(Datum datum);
/* The same in an arena of the caller's. */
extern RcmClaim *rcm_claim_read(RcmArena *arena, struct varlena *stored);
/* A new datum in the current memory context. */
extern struct varlena *rcm_claim_to_datum(const RcmClaim *claim);

/* A stored claim from its JSON text; ERROR when it is none. */
extern Datum rcm_claim_from_cstring(const char *json);
/* OID of the type rcm.claim. */
extern Oid	rcm_claim_type(void);

/* An arena whose blocks come from a memory context of the caller's. */
extern void rcm_arena_init_context(RcmArena *arena, MemoryContext context);

/* Text and dates as the server has them; NULL when not given. */
extern Datum rcm_text_datum(RcmText t, bool *isnull);
extern Datum rcm_date_datum(int32_t date, bool *isnull);
extern Datum rcm_usd_datum(int64_t cents, bool *isnull);
extern Datum rcm_number_datum(const RcmNumber *number, bool *isnull);
extern Datum rcm_texts_datum(const RcmList *texts);

#endif
