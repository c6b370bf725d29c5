/*
 * stream.h - a file of any size that comes in pieces of any size.
 *
 * Holds no more than the segment that is not whole yet and the piece that it
 * was given, so memory does not grow with the file.
 */
#ifndef RCM_X12_STREAM_H
#define RCM_X12_STREAM_H

#include "base/arena.h"
#include "x12/guide.h"

/* A segment longer than this is no X12: the file is refused as such. */
#define RCM_X12_LONGEST_SEGMENT (64 * 1024 * 1024)

typedef struct RcmX12Stream
{
	RcmX12Reader reader;
	RcmX12Envelope envelope;
	RcmGuide	guide;
	/* Gets each segment; it and all that it points to are good during the call only. */
	void		(*segment) (void *owner, const RcmX12Segment *s, const RcmX12Delimiters *d,
							const RcmX12Place *place);
	/* Called once behind the last segment, ahead of the findings of the end. */
	void		(*ended) (void *owner);
	void	   *owner;
	char	   *window;
	size_t		len;
	size_t		room;
	size_t		wait;			/* not worth looking before there is so much */
	bool		opened;
} RcmX12Stream;

typedef enum RcmX12StreamStatus
{
	RCM_X12_STREAM_OK,
	RCM_X12_STREAM_NOT_X12,		/* no delimiters found */
	RCM_X12_STREAM_TOO_LONG,
	RCM_X12_STREAM_MEMORY
} RcmX12StreamStatus;

extern void rcm_x12_stream_init(RcmX12Stream *s, RcmX12Report report, void *owner);
extern RcmX12StreamStatus rcm_x12_stream_feed(RcmX12Stream *s, const char *data, size_t len);
/* What is left, and the findings of the end. */
extern RcmX12StreamStatus rcm_x12_stream_end(RcmX12Stream *s);
extern void rcm_x12_stream_free(RcmX12Stream *s);

#endif
