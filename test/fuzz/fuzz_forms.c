/*
 * fuzz_forms.c - any JSON claim on paper.
 *
 * Whatever a claim holds, each box of its form has one value, in capitals and
 * on a page that is there.
 */
#include <stdio.h>
#include <stdlib.h>

#include "forms/form.h"

static void
must(bool ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "%s\n", what);
	abort();
}

static void
put(void *owner, const RcmFormField *f)
{
	int		   *page = owner;

	must(f->form != NULL && f->field[0] != '\0', "a value without a box");
	must(f->value.len > 0, "an empty value");
	must(f->page == *page || f->page == *page + 1, "pages out of order");
	must(f->line >= 0, "a line before the first");
	*page = f->page;
	for (int32_t i = 0; i < f->value.len; i++)
		must(f->value.data[i] < 'a' || f->value.data[i] > 'z', "a small letter");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	RcmArena	arena;
	RcmClaim   *claim;
	RcmReadError error;
	int			page = 1;

	if (size > 1 << 20)
		return 0;
	rcm_arena_init(&arena);
	if (rcm_claim_from_json(&arena, (RcmText) {(const char *) data, (int32_t) size}, &claim, &error) == RCM_READ_OK)
		rcm_form_fields(claim, &arena, put, &page);
	rcm_arena_free(&arena);
	return 0;
}
