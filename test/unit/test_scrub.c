/*
 * test_scrub.c - the edits without a server, under sanitizers.
 *
 * Judges the demo's claims, and thousands of damaged copies of them, by a
 * library in memory: nothing may crash, leak or read what is not there, the
 * stored form must be judged like the document, and stopping at the first
 * rejection must agree with going through to the end.
 */
#include "unit.h"

#include "memory_library.h"
#include "scrub/evidence.h"
#include "scrub/scrub.h"

static MemoryLibrary library;

static const char *
no_release(RcmLibrary *l, const RcmRow *row)
{
	(void) l;
	(void) row;
	return NULL;
}

static void
judge(RcmArena *arena, const RcmClaim *claim, bool stop, RcmScrub *s)
{
	memset(s, 0, sizeof(*s));
	s->claim = claim;
	s->arena = arena;
	s->library = &library.api;
	s->stop_at_reject = stop;
	rcm_scrub_run(s);
}

/* All findings with their evidence, as one text. */
static RcmText
findings_text(RcmArena *arena, RcmScrub *s)
{
	RcmBuffer	out;

	rcm_buffer_init(&out, arena, 1024);
	for (int i = 0; i < s->finding_count; i++)
		rcm_finding_json(s, &s->findings[i], no_release, &out);
	return (RcmText) {out.data, (int32_t) out.len};
}

/* A claim that parses is judged alike however it comes; the count of findings is returned. */
static int
check_document(RcmText json)
{
	RcmArena	arena;
	RcmReadError error;
	RcmClaim   *claim;
	RcmClaim   *stored;
	RcmScrub	whole_run;
	RcmScrub	short_run;
	RcmScrub	stored_run;
	RcmBuffer	binary;
	int			count = -1;

	rcm_arena_init(&arena);
	if (rcm_claim_from_json(&arena, json, &claim, &error) == RCM_READ_OK)
	{
		judge(&arena, claim, false, &whole_run);
		judge(&arena, claim, true, &short_run);
		CHECK(whole_run.rejected == short_run.rejected);
		rcm_buffer_init(&binary, &arena, 1024);
		rcm_claim_to_binary(claim, &binary, false);
		CHECK(rcm_claim_from_binary(&arena, binary.data, binary.len, &stored));
		judge(&arena, stored, false, &stored_run);
		CHECK(rcm_text_equal(findings_text(&arena, &whole_run), findings_text(&arena, &stored_run)));
		count = whole_run.finding_count;
	}
	rcm_arena_free(&arena);
	rcm_arena_reset(&library.found);
	return count;
}

/* A copy with a few bytes changed, most often into something that is JSON still. */
static RcmText
damaged(RcmText json)
{
	static const char bytes[] = "0123456789XAZ\"{}[],:-. null";
	char	   *copy = malloc((size_t) json.len);
	int			changes = (int) (unit_random() % 4) + 1;

	memcpy(copy, json.data, (size_t) json.len);
	for (int i = 0; i < changes; i++)
	{
		char	   *p = copy + unit_random() % (uint64_t) json.len;

		/* a digit or letter in place of one keeps the document whole */
		if (rcm_is_digit(*p))
			*p = (char) ('0' + unit_random() % 10);
		else if (rcm_is_upper(*p))
			*p = (char) ('A' + unit_random() % 26);
		else if (unit_random() % 8 == 0)
			*p = bytes[unit_random() % (sizeof(bytes) - 1)];
	}
	return (RcmText) {copy, json.len};
}

static void
test_documents(const char *path, int copies)
{
	RcmText		text = read_file(path);
	RcmText		rest = text;
	int			documents = 0;
	int			judged = 0;
	int			findings = 0;

	while (rest.len > 0)
	{
		const char *end = memchr(rest.data, '\n', (size_t) rest.len);
		int32_t		n = end != NULL ? (int32_t) (end - rest.data) : rest.len;
		RcmText		json = {rest.data, n};
		int			count = check_document(json);

		documents += n > 0;
		findings += count > 0 ? count : 0;
		if (n > 0)
			CHECK(count >= 0);
		for (int i = 0; n > 0 && i < copies; i++)
		{
			RcmText		copy = damaged(json);

			judged += check_document(copy) >= 0;
			free((char *) copy.data);
		}
		n += end != NULL;
		rest = (RcmText) {rest.data + n, rest.len - n};
	}
	printf("%s: %d documents, %d findings, %d damaged copies judged\n", path, documents,
		   findings, judged);
	CHECK(documents >= 40);
	CHECK(findings > 0);
	CHECK(judged > documents);
	free((char *) text.data);
}

/* Every edit is in its place once, and says everything the catalogue asks of it. */
static void
test_catalogue(void)
{
	CHECK_INT(rcm_edit_count(), 180);
	for (int i = 0; i < rcm_edit_count(); i++)
	{
		const RcmEdit *edit = rcm_edit(i);

		CHECK_INT(rcm_edit_index(rcm_text_of(edit->id)), i);
		CHECK(edit->name != NULL && edit->fix != NULL && edit->source != NULL);
		CHECK(edit->carc != NULL && edit->rarc != NULL && edit->claim_status != NULL);
		CHECK(edit->lines == RCM_CLAIM_EDIT ? edit->claim_test != NULL && edit->line_test == NULL :
			  edit->line_test != NULL);
	}
	CHECK_INT(rcm_edit_index(RCM_TEXT("NO-SUCH")), -1);
}

int
main(void)
{
	test_catalogue();
	CHECK(memory_library_open(&library, "demo/library", "test/cases/sample/library"));
	test_documents("demo/claims.jsonl", 60);
	return unit_report();
}
