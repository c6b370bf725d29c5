/*
 * memory_pg.c - see memory_pg.h.
 */
#include "rcm.h"

#include "utils/memutils.h"

#include "library/memory_pg.h"
#include "library/row_pg.h"

/*
 * What is known of one key.  Most entries say that there is nothing, and all
 * of those share one empty answer.
 */
typedef struct Entry
{
	union
	{
		int64		number;
		const RcmText *text;	/* of a key that is text */
	}			key;
	const RcmRows *rows;		/* NULL: the entry is free */
	int32		set;
	uint32		hash;
} Entry;

static MemoryContext memory = NULL;
static Entry *entries = NULL;
static uint32 entry_room = 0;	/* a power of two */
static uint32 entry_count = 0;

MemoryContext
rcm_library_memory(void)
{
	return memory;
}

void
rcm_forget_rows(void)
{
	if (memory == NULL)
		memory = AllocSetContextCreate(TopMemoryContext, "rcm library", ALLOCSET_DEFAULT_SIZES);
	entries = NULL;
	entry_room = entry_count = 0;
	MemoryContextReset(memory);
}

static uint32
entry_hash(int32 set, const RcmKey *key)
{
	uint64		h = (uint64) key->number * UINT64CONST(0x9E3779B97F4A7C15) + (uint64) set;

	for (int i = 0; i < key->text.len; i++)
		h = (h ^ (unsigned char) key->text.data[i]) * UINT64CONST(0x100000001B3);
	h ^= h >> 32;
	return (uint32) (h * UINT64CONST(0xD6E8FEB86659FD93) >> 32);
}

static inline bool
is_entry(const Entry *entry, uint32 hash, int32 set, const RcmKey *key)
{
	if (entry->hash != hash || entry->set != set)
		return false;
	return key->text.len > 0 ? rcm_text_equal(*entry->key.text, key->text) :
		entry->key.number == key->number;
}

const RcmRows *
rcm_recall_rows(int32 set, const RcmKey *key)
{
	uint32		hash;

	if (entry_room == 0)
		return NULL;
	hash = entry_hash(set, key);
	for (uint32 i = hash & (entry_room - 1); entries[i].rows != NULL; i = (i + 1) & (entry_room - 1))
		if (is_entry(&entries[i], hash, set, key))
			return entries[i].rows;
	return NULL;
}

static void
put_entry(const Entry *entry)
{
	uint32		i = entry->hash & (entry_room - 1);

	while (entries[i].rows != NULL)
		i = (i + 1) & (entry_room - 1);
	entries[i] = *entry;
}

/* Three quarters full is full. */
static void
make_room(void)
{
	Entry	   *old = entries;
	uint32		old_room = entry_room;

	if (entry_count * 4 < entry_room * 3)
		return;
	entry_room = old_room == 0 ? 1024 : old_room * 2;
	entries = MemoryContextAllocZero(memory, sizeof(Entry) * entry_room);
	for (uint32 i = 0; i < old_room; i++)
		if (old[i].rows != NULL)
			put_entry(&old[i]);
	if (old != NULL)
		pfree(old);
}

const RcmRows *
rcm_remember_rows(int32 set, const RcmKey *key, RcmRows found)
{
	static const RcmRows nothing = {0, NULL};
	Entry		entry = {.set = set, .hash = entry_hash(set, key), .rows = &nothing};

	make_room();
	if (found.count > 0)
	{
		RcmRows    *rows = MemoryContextAlloc(memory, sizeof(RcmRows));

		*rows = found;
		entry.rows = rows;
	}
	if (key->text.len > 0)
	{
		RcmText    *text = MemoryContextAlloc(memory, sizeof(RcmText));

		*text = rcm_keep_text(memory, key->text.data, key->text.len);
		entry.key.text = text;
	}
	else
		entry.key.number = key->number;
	put_entry(&entry);
	entry_count++;
	return entry.rows;
}
