/*
 * test_forms.c - claims as the boxes of paper forms.
 */
#include "unit.h"
#include "forms/form.h"

typedef struct Run
{
	int			count;
	char		text[65536];	/* " page:field/line=value", "!" before what does not fit */
} Run;

static void
put(void *owner, const RcmFormField *f)
{
	Run		   *run = owner;
	size_t		n = strlen(run->text);

	run->count++;
	CHECK(f->value.len > 0 && f->page >= 1 && f->line >= 0);
	snprintf(run->text + n, sizeof(run->text) - n, " %s%d:%s/%d=%.*s;", f->fits ? "" : "!", f->page, f->field,
			 f->line, (int) f->value.len, f->value.data);
}

static void
print(Run *run, const char *json)
{
	RcmArena	arena;
	RcmClaim   *claim;
	RcmReadError error;

	memset(run, 0, sizeof(*run));
	rcm_arena_init(&arena);
	CHECK(rcm_claim_from_json(&arena, rcm_text_of(json), &claim, &error) == RCM_READ_OK);
	rcm_form_fields(claim, &arena, put, run);
	rcm_arena_free(&arena);
}

/* What is printed has "want" in it, or has not. */
static void
check(const char *json, const char *want, bool there)
{
	static Run	run;

	print(&run, json);
	if (!unit_check((strstr(run.text, want) != NULL) == there, __FILE__, __LINE__, want))
		printf(" in %s\n", run.text);
}

static void
test_values(void)
{
	/* Names, ZIP, money, dates. */
	check("{\"form\":\"P\",\"patient\":{\"last\":\"O'Neil\",\"first\":\"Zoë\",\"middle\":\"Éva\",\"rel\":\"18\"}}", " 1:2/0=O'NEIL, ZOë, É;", true);
	check("{\"form\":\"P\",\"patient\":{\"last\":\"Lind\",\"rel\":\"18\",\"addr\":{\"zip\":\"04101-2345\"}}}", " 1:5 zip/0=04101-2345;", true);
	check("{\"form\":\"P\",\"patient\":{\"last\":\"Lind\",\"rel\":\"18\"}}", " 1:4/0=LIND;", true);
	check("{\"form\":\"P\",\"total_charge\":\"-0.05\"}", " 1:28/0=-0 05;", true);
	check("{\"form\":\"P\",\"total_charge\":\"92233720368547758.07\"}", " !1:28/0=92233720368547758 07;", true);
	check("{\"form\":\"P\",\"patient\":{\"dob\":\"0999-12-31\"}}", " 1:3/0=12 31 0999;", true);
	check("{\"form\":\"P\",\"lines\":[{\"units\":0.5,\"charge\":\"1\"}]}", " 1:24G/1=0.5;", true);
	check("{\"form\":\"P\",\"lines\":[{\"units\":\"x\",\"charge\":\"1\"}]}", "24G", false);
	/* Sums that cannot be held are not printed. */
	check("{\"form\":\"P\",\"lines\":[{\"charge\":\"92233720368547758.07\"},{\"charge\":\"0.01\"}]}", ":28/", false);
	check("{\"form\":\"P\",\"patient_paid\":\"92233720368547758.07\",\"other_payers\":[{\"payer_id\":\"A\",\"paid\":\"1\"}]}", ":29/", false);
	check("{\"form\":\"I\",\"lines\":[{\"noncovered\":\"92233720368547758.07\"},{\"noncovered\":\"0.01\"}]}", ":48/23", false);
}

static void
test_boxes(void)
{
	check("{\"form\":\"P\",\"billing\":{\"tin\":\"123-45-6789\"}}", " 1:25/0=123456789; 1:25 type/0=SSN;", true);
	check("{\"form\":\"P\",\"billing\":{\"tin\":\"12-3456789\"}}", " 1:25/0=123456789; 1:25 type/0=EIN;", true);
	check("{\"form\":\"P\",\"filing_ind\":\"MB\",\"payer_seq\":\"P\"}", " 1:11/0=NONE;", true);
	check("{\"form\":\"P\",\"filing_ind\":\"MC\"}", " 1:1/0=MEDICAID;", true);
	check("{\"form\":\"P\",\"filing_ind\":\"HM\"}", " 1:1/0=OTHER;", true);
	check("{\"form\":\"P\",\"freq\":\"1\"}", ":22/", false);
	check("{\"form\":\"P\",\"clia\":\"11D1234567\"}", " 1:23/0=11D1234567;", true);
	check("{\"form\":\"P\",\"terms\":{\"assignment\":\"C\"}}", " 1:27/0=NO;", true);
	check("{\"form\":\"P\",\"dates\":{\"last_menstrual\":\"2024-05-06\"}}", " 1:14 qualifier/0=484; 1:14/0=05 06 24;", true);
	/* Pointers that lead nowhere have no letter. */
	check("{\"form\":\"P\",\"lines\":[{\"dx_ptr\":[2,-5,0,13,1,3,4,5]}]}",
		  " !1:24E more/1=13; !1:24E more/1=5; 1:24E/1=BACD;", true);
	/* Who pays first stands first, whatever the claim's order is. */
	check("{\"form\":\"I\",\"payer_id\":\"OWN\",\"payer_seq\":\"S\",\"other_payers\":[{\"payer_id\":\"T1\",\"seq\":\"T\"},{\"payer_id\":\"P1\",\"seq\":\"P\"},"
		  "{\"payer_id\":\"NO\"}]}", " 1:50C/0=T1; 1:51C/0=T1; 1:50A/0=P1; 1:51A/0=P1; !1:50 more/4=NO; 1:50B/0=OWN;", true);
	check("{\"form\":\"I\",\"tob\":\"0831\",\"admit_hour\":\"9\"}", " 1:4/0=0831;", true);
	check("{\"form\":\"D\",\"lines\":[{\"code\":\"D0120\"}]}", " 1:29/1=D0120;", true);
}

/* Pages, with the most that a claim holds. */
static void
test_pages(void)
{
	static Run	run;
	static char json[400000];
	size_t		n = 0;

	n += (size_t) snprintf(json, sizeof(json), "{\"form\":\"P\",\"lines\":[");
	for (int i = 0; i < 13; i++)
		n += (size_t) snprintf(json + n, sizeof(json) - n, "%s{\"code\":\"%05d\",\"charge\":\"1\"}", i > 0 ? "," : "", i);
	snprintf(json + n, sizeof(json) - n, "]}");
	print(&run, json);
	CHECK(strstr(run.text, " 1:24D/6=00005;") != NULL);
	CHECK(strstr(run.text, " 2:24D/1=00006;") != NULL);
	CHECK(strstr(run.text, " 3:24D/1=00012;") != NULL);
	CHECK(strstr(run.text, " 3:24D/2=") == NULL);
	CHECK(strstr(run.text, " 1:28/") == NULL);
	CHECK(strstr(run.text, " 3:28/0=13 00;") != NULL);
	print(&run, "{\"form\":\"P\"}");
	CHECK_TEXT(run.text, (int) strlen(run.text), " 1:11d/0=NO;");
}

int
main(void)
{
	test_values();
	test_boxes();
	test_pages();
	return unit_report();
}
