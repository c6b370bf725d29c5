/*
 * encoding.h - is it UTF-8, and if not, cp1252 as UTF-8.  Pure core.
 */
#ifndef RCM_ENCODING_H
#define RCM_ENCODING_H

#include "base/arena.h"

extern bool rcm_is_utf8(const char *data, size_t len);
/* Windows code page 1252; its five unassigned bytes become question marks. */
extern RcmText rcm_from_cp1252(RcmArena *arena, RcmText text);

#endif
