/*
 * catalogue_pg.h - what the server faces of this room have in common.
 */
#ifndef RCM_DENIAL_CATALOGUE_PG_H
#define RCM_DENIAL_CATALOGUE_PG_H

#include "base/shim.h"

#include "base/text.h"

/* An argument that may be null as a slice; a null is empty. */
extern RcmText rcm_argument_text(FunctionCallInfo fcinfo, int i);
/* An argument text[] that may be null, without its null elements. */
extern RcmText *rcm_argument_texts(FunctionCallInfo fcinfo, int i, int *count);
/* A zero-terminated string as text; null for NULL. */
extern Datum rcm_words_datum(const char *words, bool *isnull);

#endif
