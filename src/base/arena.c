/*
 * arena.c - see arena.h.
 */
#include "base/arena.h"

#include <stdlib.h>

#define FIRST_BLOCK ((size_t) 32 * 1024)
#define ALIGN(n) (((n) + 7) & ~(size_t) 7)

struct RcmArenaBlock
{
	RcmArenaBlock *older;
	size_t		size;			/* of the whole block, header included */
};

#define HEADER ALIGN(sizeof(RcmArenaBlock))

static void *
grab_malloc(void *owner, size_t size)
{
	(void) owner;
	return malloc(size);
}

static void
drop_free(void *owner, void *block)
{
	(void) owner;
	free(block);
}

void
rcm_arena_init_with(RcmArena *a, void *(*grab) (void *, size_t),
					void (*drop) (void *, void *), void *owner)
{
	memset(a, 0, sizeof(*a));
	a->grab = grab;
	a->drop = drop;
	a->owner = owner;
}

void
rcm_arena_init(RcmArena *a)
{
	rcm_arena_init_with(a, grab_malloc, drop_free, NULL);
}

static void
use_block(RcmArena *a, RcmArenaBlock *b)
{
	a->next = (char *) b + HEADER;
	a->end = (char *) b + b->size;
}

void
rcm_arena_reset(RcmArena *a)
{
	while (a->blocks != NULL && a->blocks->older != NULL)
	{
		RcmArenaBlock *older = a->blocks->older;

		a->drop(a->owner, a->blocks);
		a->blocks = older;
	}
	if (a->blocks != NULL)
		use_block(a, a->blocks);
}

void
rcm_arena_free(RcmArena *a)
{
	while (a->blocks != NULL)
	{
		RcmArenaBlock *older = a->blocks->older;

		a->drop(a->owner, a->blocks);
		a->blocks = older;
	}
	a->next = a->end = NULL;
}

/* A block that holds at least size bytes; each is twice as large as the last. */
static bool
add_block(RcmArena *a, size_t size)
{
	size_t		want = a->blocks != NULL ? a->blocks->size * 2 : FIRST_BLOCK;
	RcmArenaBlock *b;

	if (want > ((size_t) 8 << 20))
		want = (size_t) 8 << 20;
	if (want < size + HEADER)
		want = size + HEADER;
	b = a->grab(a->owner, want);
	if (b == NULL)
		return false;
	b->older = a->blocks;
	b->size = want;
	a->blocks = b;
	use_block(a, b);
	return true;
}

void *
rcm_alloc(RcmArena *a, size_t size)
{
	char	   *p;

	size = ALIGN(size);
	if ((size_t) (a->end - a->next) < size && !add_block(a, size))
		return NULL;
	p = a->next;
	a->next += size;
	return memset(p, 0, size);
}

RcmText
rcm_text_copy(RcmArena *a, RcmText t)
{
	char	   *p = rcm_alloc(a, (size_t) t.len + 1);

	if (p == NULL)
		return (RcmText) {NULL, 0};
	if (t.len > 0)
		memcpy(p, t.data, (size_t) t.len);
	return (RcmText) {p, t.len};
}
