/*
 * write837.h - a claim into an 837, and back.
 */
#ifndef RCM_TEST_WRITE837_H
#define RCM_TEST_WRITE837_H

#include "unit.h"
#include "carried.h"
#include "claim837/read.h"
#include "claim837/write.h"

/* ---- one file ---- */

typedef struct File
{
	RcmArena	arena;
	RcmArena	side;
	RcmBuffer	out;
	RcmX12Sender *sender;
	Rcm837Writer writer;
	char		faults[8192];	/* "element path; " of the claim that was tried last */
} File;

static void
note(void *owner, const RcmX12Fault *f)
{
	File	   *file = owner;
	size_t		n = strlen(file->faults);

	snprintf(file->faults + n, sizeof(file->faults) - n, "%s %s; ", f->element, f->path);
}

#define SENDER \
	"{\"control_number\":7,\"sender_id\":\"CLINIC\",\"receiver_id\":\"HOUSE\",\"submitter_name\":\"ELM CLINIC\"," \
	"\"receiver_name\":\"HOUSE\",\"contact_name\":\"KIM\",\"contact_phone\":\"(503) 555-0100\"," \
	"\"created\":\"2024-10-15T09:30:00\"}"

static bool
open_file(File *f, char form, const char *sender)
{
	RcmReadError error;
	void	   *object;

	memset(f, 0, sizeof(*f));
	rcm_arena_init(&f->arena);
	rcm_arena_init(&f->side);
	rcm_buffer_init(&f->out, &f->arena, 65536);
	CHECK_INT(rcm_object_from_json(&f->arena, rcm_text_of(sender), &rcm_x12_sender_shape, &object, &error), RCM_READ_OK);
	f->sender = object;
	if (!rcm_837_write_open(&f->writer, &f->out, &f->side, f->sender, form))
		return false;
	f->writer.refuse = note;
	f->writer.owner = f;
	return true;
}

static bool
write_claim(File *f, const RcmClaim *claim)
{
	f->faults[0] = '\0';
	return rcm_837_write(&f->writer, claim);
}

static void
forget(File *f)
{
	rcm_arena_free(&f->arena);
	rcm_arena_free(&f->side);
}

static RcmClaim *
claim_of(RcmArena *arena, const char *json)
{
	RcmReadError error;
	RcmClaim   *claim = NULL;

	if (rcm_claim_from_json(arena, rcm_text_of(json), &claim, &error) != RCM_READ_OK)
	{
		printf("%s at %zu in %s\n", error.message, error.offset, json);
		CHECK(false);
	}
	return claim;
}

/* ---- reading back ---- */

typedef struct Back
{
	RcmArena	arena;
	int			findings;
	char		codes[2048];
	int			claims;
	RcmBuffer	binary[300];	/* stored forms */
} Back;

static void
found(void *owner, const RcmX12Finding *f)
{
	Back	   *back = owner;
	size_t		n = strlen(back->codes);

	back->findings++;
	snprintf(back->codes + n, sizeof(back->codes) - n, " %s", f->code);
}

static void
deliver(void *owner, const RcmClaim *claim)
{
	Back	   *back = owner;

	if (back->claims < 300)
	{
		rcm_buffer_init(&back->binary[back->claims], &back->arena, 1024);
		rcm_claim_to_binary(claim, &back->binary[back->claims], false);
	}
	back->claims++;
}

static void
read_back(Back *back, const char *data, size_t len)
{
	RcmX12Reader reader;
	RcmX12Segment segment;
	RcmX12Envelope envelope;
	Rcm837Reader claims;

	memset(back, 0, sizeof(*back));
	rcm_arena_init(&back->arena);
	rcm_x12_envelope_init(&envelope, found, back);
	rcm_837_init(&claims, deliver, found, back);
	rcm_x12_open(&reader, data, len);
	while (rcm_x12_next(&reader, &segment) == RCM_X12_SEGMENT)
	{
		rcm_x12_envelope_segment(&envelope, &segment, &reader.delimiters);
		rcm_837_segment(&claims, &segment, &reader.delimiters, &envelope.place);
	}
	rcm_837_end(&claims);
	rcm_x12_envelope_end(&envelope, &segment);
	rcm_837_free(&claims);
}

static RcmClaim *
claim_back(Back *back, int i)
{
	RcmClaim   *claim = NULL;

	CHECK(rcm_claim_from_binary(&back->arena, back->binary[i].data, back->binary[i].len, &claim));
	return claim;
}

/* Both cut down to what is carried; they are changed. */
static bool
same_claim(RcmArena *arena, RcmClaim *a, RcmClaim *b, const char *name)
{
	RcmBuffer	one;
	RcmBuffer	two;
	bool		same;

	carried(arena, a);
	carried(arena, b);
	rcm_buffer_init(&one, arena, 4096);
	rcm_buffer_init(&two, arena, 4096);
	rcm_claim_to_binary(a, &one, true);
	rcm_claim_to_binary(b, &two, true);
	same = one.len == two.len && memcmp(one.data, two.data, one.len) == 0;
	if (!same)
	{
		size_t		at = 0;

		rcm_buffer_init(&one, arena, 4096);
		rcm_buffer_init(&two, arena, 4096);
		rcm_claim_to_json(a, &one);
		rcm_claim_to_json(b, &two);
		while (at < one.len && at < two.len && one.data[at] == two.data[at])
			at++;
		at = at > 60 ? at - 60 : 0;
		printf("%s: written ...%.*s\n  read back ...%.*s\n", name, (int) (one.len - at < 200 ? one.len - at : 200), one.data + at,
			   (int) (two.len - at < 200 ? two.len - at : 200), two.data + at);

	}
	return same;
}

/* One claim there and back; returns whether it was written. */
static bool
round_trip(RcmClaim *claim, const char *name, char *faults, size_t room)
{
	File		f;
	Back		back;
	bool		written;

	CHECK(open_file(&f, claim->form.len == 1 && strchr("PID", claim->form.data[0]) != NULL ? claim->form.data[0] : 'P', SENDER));
	written = write_claim(&f, claim);
	rcm_837_write_close(&f.writer);
	snprintf(faults, room, "%s", f.faults);
	if (written)
	{
		read_back(&back, f.out.data, f.out.len);
		if (back.findings != 0 || back.claims != 1)
			printf("%s: findings%s, %d claims\n%.*s\n", name, back.codes, back.claims, (int) f.out.len, f.out.data);
		CHECK_INT(back.findings, 0);
		CHECK_INT(back.claims, 1);
		if (back.claims == 1)
		{
			/* What came back is written in the same bytes. */
			File		g;
			RcmClaim   *again = claim_back(&back, 0);

			CHECK(open_file(&g, f.writer.form, SENDER));
			if (!write_claim(&g, again))
			{
				printf("%s: not written again: %s\n", name, g.faults);
				CHECK(false);
			}
			rcm_837_write_close(&g.writer);
			if (g.out.len != f.out.len || memcmp(g.out.data, f.out.data, f.out.len) != 0)
				printf("%s:\n%.*s\n%.*s\n", name, (int) f.out.len, f.out.data, (int) g.out.len, g.out.data);
			CHECK(g.out.len == f.out.len && memcmp(g.out.data, f.out.data, f.out.len) == 0);
			CHECK(same_claim(&back.arena, claim, again, name));
			forget(&g);
		}
		rcm_arena_free(&back.arena);
	}
	else
		CHECK_INT(f.out.len, 0);
	forget(&f);
	return written;
}

#endif
