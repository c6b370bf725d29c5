/*
 * buffer.h - a growing string of bytes for whatever the core writes.
 *
 * Grows in the arena it was given.  After a failed allocation every further
 * append does nothing and "failed" stays set: check once, at the end.
 */
#ifndef RCM_BUFFER_H
#define RCM_BUFFER_H

#include <stdarg.h>

#include "base/arena.h"

typedef struct RcmBuffer
{
	char	   *data;
	size_t		len;
	size_t		room;
	RcmArena   *arena;
	bool		failed;
} RcmBuffer;

extern void rcm_buffer_init(RcmBuffer *b, RcmArena *arena, size_t room);
/* Room for n more bytes, which the caller fills and then adds to len. */
extern char *rcm_buffer_reserve(RcmBuffer *b, size_t n);
extern void rcm_buffer_add(RcmBuffer *b, const void *data, size_t n);
extern void rcm_buffer_text(RcmBuffer *b, RcmText t);
extern void rcm_buffer_string(RcmBuffer *b, const char *s);
extern void rcm_buffer_char(RcmBuffer *b, char c);
extern void rcm_buffer_int(RcmBuffer *b, int64_t v);
extern void rcm_buffer_date(RcmBuffer *b, int32_t date);
/* A JSON string, quotes and escapes included. */
extern void rcm_buffer_json(RcmBuffer *b, RcmText t);
extern void rcm_buffer_printf(RcmBuffer *b, const char *format,...)
			__attribute__((format(printf, 2, 3)));
extern void rcm_buffer_vprintf(RcmBuffer *b, const char *format, va_list args)
			__attribute__((format(printf, 2, 0)));

#endif
