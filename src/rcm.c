/*
 * rcm.c - the module's start.
 */
#include "rcm.h"

#include "utils/guc.h"

#include "library/reader_pg.h"

PG_MODULE_MAGIC;

void		_PG_init(void);

/* Settings are declared by the room they belong to; the prefix is taken here. */
void
_PG_init(void)
{
	rcm_library_settings();
	MarkGUCPrefixReserved("rcm");
}
