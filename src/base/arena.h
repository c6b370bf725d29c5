/*
 * arena.h - memory that is released all at once.
 *
 * One claim is read, judged and forgotten; its pieces come from one arena.
 * Where the blocks come from is the caller's affair: malloc in the command
 * and the tests, a memory context in the server (where running out of memory
 * does not return).  Everything handed out is zeroed and 8-byte aligned.
 */
#ifndef RCM_ARENA_H
#define RCM_ARENA_H

#include <stddef.h>

#include "base/text.h"

typedef struct RcmArenaBlock RcmArenaBlock;

typedef struct RcmArena
{
	RcmArenaBlock *blocks;		/* newest first; the oldest is kept by reset */
	char	   *next;
	char	   *end;
	void	   *(*grab) (void *owner, size_t size);
	void		(*drop) (void *owner, void *block);
	void	   *owner;
} RcmArena;

/* Blocks from malloc. */
extern void rcm_arena_init(RcmArena *a);
/* Blocks from the caller's allocator. */
extern void rcm_arena_init_with(RcmArena *a, void *(*grab) (void *, size_t),
								void (*drop) (void *, void *), void *owner);
/* Forget everything handed out; keep one block for the next round. */
extern void rcm_arena_reset(RcmArena *a);
/* Give every block back. */
extern void rcm_arena_free(RcmArena *a);
/* NULL only when grab returned NULL. */
extern void *rcm_alloc(RcmArena *a, size_t size);
/* A copy of a slice, with a zero byte after it for the sake of debuggers. */
extern RcmText rcm_text_copy(RcmArena *a, RcmText t);

#endif
