/*
 * reader_pg.h - the library as the server reads it.
 */
#ifndef RCM_READER_PG_H
#define RCM_READER_PG_H

#include "base/shim.h"
#include "library/library.h"

/* Declares the settings of this room; called once when the module starts. */
extern void rcm_library_settings(void);

/* The setting rcm.library. */
extern const char *rcm_library_schema(void);

/*
 * The library as of now, for one claim: rows found through it stay in place
 * until the next call.  ERROR when there is no library.
 */
extern RcmLibrary *rcm_library_begin(void);

/* Changes whenever rows found earlier have been let go. */
extern uint64 rcm_library_generation(void);

/* The name of the release a row came with, in the library's memory; NULL: none. */
extern const char *rcm_release_name(RcmLibrary *library, const RcmRow *row);

#endif
