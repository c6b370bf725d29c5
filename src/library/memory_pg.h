/*
 * memory_pg.h - what a session remembers of the library: keys and the rows
 * that were found for them, none included.
 */
#ifndef RCM_MEMORY_PG_H
#define RCM_MEMORY_PG_H

#include "base/shim.h"

#include "library/library.h"

/* The context that rows and their texts are kept in; made by the first forget. */
extern MemoryContext rcm_library_memory(void);
/* Drops everything. */
extern void rcm_forget_rows(void);
/* The rows of a key; NULL: not asked for yet. */
extern const RcmRows *rcm_recall_rows(int32 set, const RcmKey *key);
/* Keeps what was found (in rcm_library_memory) and gives it back; it stays in place until forgotten. */
extern const RcmRows *rcm_remember_rows(int32 set, const RcmKey *key, RcmRows found);

#endif
