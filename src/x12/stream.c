/*
 * stream.c - see stream.h.
 */
#include "x12/stream.h"

#include <stdlib.h>

void
rcm_x12_stream_init(RcmX12Stream *s, RcmX12Report report, void *owner)
{
	memset(s, 0, sizeof(*s));
	s->owner = owner;
	rcm_x12_envelope_init(&s->envelope, report, owner);
	rcm_guide_init(&s->guide, report, owner);
}

void
rcm_x12_stream_free(RcmX12Stream *s)
{
	free(s->window);
	s->window = NULL;
}

/* Puts a piece behind what is not done with. */
static RcmX12StreamStatus
append(RcmX12Stream *s, const char *data, size_t len)
{
	if (s->len + len > s->room)
	{
		size_t		room = 2 * (s->len + len);
		char	   *window = realloc(s->window, room);

		if (window == NULL)
			return RCM_X12_STREAM_MEMORY;
		s->window = window;
		s->room = room;
	}
	if (len > 0)
		memcpy(s->window + s->len, data, len);
	s->len += len;
	return RCM_X12_STREAM_OK;
}

static RcmX12StreamStatus
read_window(RcmX12Stream *s, bool last)
{
	RcmX12Segment segment;
	RcmX12Status status;
	size_t		done;

	if (!s->opened)
	{
		rcm_x12_open(&s->reader, s->window, s->len);
		s->reader.last = last;
		s->opened = true;
	}
	else
		rcm_x12_feed(&s->reader, s->window, s->len, last);
	while ((status = rcm_x12_next(&s->reader, &segment)) == RCM_X12_SEGMENT)
	{
		if (segment.len > RCM_X12_LONGEST_SEGMENT)
			return RCM_X12_STREAM_TOO_LONG;
		rcm_x12_envelope_segment(&s->envelope, &segment, &s->reader.delimiters);
		rcm_guide_segment(&s->guide, &segment, &s->reader.delimiters, &s->envelope.place);
		if (s->segment != NULL)
			s->segment(s->owner, &segment, &s->reader.delimiters, &s->envelope.place);
	}
	if (status == RCM_X12_NOT_X12)
		return RCM_X12_STREAM_NOT_X12;
	if (status == RCM_X12_END)
	{
		if (s->ended != NULL)
			s->ended(s->owner);
		rcm_guide_end(&s->guide);
		rcm_x12_envelope_end(&s->envelope, &segment);
	}
	done = rcm_x12_consumed(&s->reader);
	s->len -= done;
	if (s->len > 0 && done > 0)
		memmove(s->window, s->window + done, s->len);
	return s->len > RCM_X12_LONGEST_SEGMENT ? RCM_X12_STREAM_TOO_LONG : RCM_X12_STREAM_OK;
}

RcmX12StreamStatus
rcm_x12_stream_feed(RcmX12Stream *s, const char *data, size_t len)
{
	RcmX12StreamStatus status = append(s, data, len);

	if (status != RCM_X12_STREAM_OK || s->len < s->wait || s->len == 0)
		return status;
	status = read_window(s, false);
	/*
	 * A long segment is looked at again when the window has doubled, lest its
	 * length be squared, or is as long as a segment may be.
	 */
	s->wait = s->len > RCM_X12_LONGEST_SEGMENT / 2 ? RCM_X12_LONGEST_SEGMENT + 1 : 2 * s->len;
	return status;
}

RcmX12StreamStatus
rcm_x12_stream_end(RcmX12Stream *s)
{
	/* A window that nothing was ever put into is an empty file. */
	RcmX12StreamStatus status = append(s, "", 0);

	return status == RCM_X12_STREAM_OK ? read_window(s, true) : status;
}
