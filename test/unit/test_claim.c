/*
 * test_claim.c - the claim's three forms: JSON, the structures, the stored bytes.
 *
 * What one form says the others say; what is damaged is refused and never read
 * past its end (the copies are exactly as long as what they hold, and the test
 * runs under the address sanitizer).
 */
#include <stdlib.h>

#include "claim/claim.h"
#include "unit.h"

/* One of everything that the schema knows, and of what it does not. */
static const char everything[] =
"{\"claim_id\":\"C1\",\"form\":\"I\",\"submit_date\":\"2024-05-10\",\"payer_id\":\"HILL\",\"payer_seq\":\"P\",\"filing_ind\":\"CI\","
"\"freq\":\"1\",\"orig_ref\":null,\"pos\":\"\",\"tob\":\"131\",\"stmt_from\":\"2024-05-06\",\"stmt_to\":\"\",\"total_charge\":\"240.00\","
"\"auth_number\":\"A1\",\"referral_number\":\"R1\",\"clia\":\"05D0000000\",\"claim_note\":\"a \\\"note\\\"\\n\",\"delay_reason\":\"1\",\"cmn\":\"x\","
"\"related\":{\"employment\":true,\"auto\":false,\"other\":null,\"state\":\"WA\"},"
"\"dates\":{\"admit\":\"2024-05-06\",\"discharge\":null,\"accident\":\"\",\"assumed_care\":\"0001-01-01\",\"relinquished_care\":\"9999-12-31\"},"
"\"consent_date\":\"2024-01-01\",\"wc\":{\"claim_number\":\"W\",\"employer\":\"E\"},"
"\"billing\":{\"npi\":\"1700000106\",\"atypical_id\":\"\",\"tin\":\"910000001\",\"taxonomy\":\"261QP2300X\",\"name\":\"CEDAR\",\"last\":null,\"first\":null,"
"\"addr\":{\"line1\":\"1\",\"city\":\"Yakima\",\"state\":\"WA\",\"zip\":\"989011234\",\"line2\":\"2\",\"x_addr\":[]}},"
"\"rendering\":{\"npi\":\"1\"},\"referring\":{},\"ordering\":{\"last\":\"L\"},\"supervising\":null,\"attending\":{\"npi\":\"2\"},\"operating\":{\"npi\":\"3\"},\"service_facility\":{\"npi\":\"4\"},"
"\"patient\":{\"last\":\"Quillfeather\",\"first\":\"\\u00d3ttoline\",\"dob\":\"1961-02-03\",\"sex\":\"F\",\"dod\":null,\"rel\":\"18\",\"addr\":null},"
"\"subscriber\":{\"last\":\"Quillfeather\",\"first\":\"O\",\"dob\":\"1961-02-03\",\"member_id\":\"QZX204817\"},"
"\"dx\":[{\"code\":\"J18.9\",\"poa\":\"Y\"},{}],\"admit_dx\":\"R05\",\"reason_dx\":[\"R05.9\"],\"admit_type\":\"1\",\"admit_source\":\"1\",\"admit_date\":\"2024-05-06\","
"\"admit_hour\":\"1030\",\"discharge_status\":\"01\",\"condition_codes\":[\"04\",\"\"],\"pcs\":[{\"code\":\"0DJ08ZZ\",\"date\":\"2024-05-06\"}],"
"\"lines\":[{\"n\":1,\"code\":\"99213\",\"mods\":[\"25\"],\"units\":1.50,\"uom\":\"UN\",\"charge\":\"-0.01\",\"from\":\"2024-05-06\",\"to\":\"2024-05-07\",\"dx_ptr\":[1,-2,99],"
"\"pos\":\"11\",\"rev\":\"0510\",\"rendering\":{\"npi\":\"5\"},\"ordering\":{\"npi\":\"6\"},\"ndc\":{\"code\":\"1\",\"qual\":\"N4\",\"qty\":\"2.25\",\"uom\":\"ML\"},"
"\"desc\":\"d\",\"minutes\":\"eight\",\"auth\":\"A\",\"emg\":\"Y\",\"epsdt\":\"\"},{\"units\":\"\",\"x_line\":{\"deep\":[1,{\"er\":null}]}}],"
"\"eligibility\":{\"status\":\"active\",\"eff\":\"2020-01-01\",\"term\":null,\"member_id\":\"Q\",\"last\":\"Q\",\"dob\":\"1961-02-03\",\"checked_on\":\"2024-05-01\",\"plan\":\"HMO\","
"\"pcm_npi\":\"7\",\"part_b_eff\":\"\",\"ma_from\":null,\"ma_to\":null,\"hospice\":{\"from\":\"2024-01-01\",\"to\":null},\"snf\":{},\"therapy_ytd\":{\"PT_SLP\":\"1.00\",\"OT\":\"\"},"
"\"other_primary\":{\"from\":null,\"to\":null,\"payer_id\":\"X\"},\"tpl\":null,\"medicare_active\":true},"
"\"auths\":[{\"number\":\"A1\",\"payer_id\":\"HILL\",\"member_id\":\"Q\",\"codes\":[[\"70010\",\"79999\"],[\"\",\"\"]],\"from\":\"2024-01-01\",\"to\":null,\"units\":10,\"used\":0.000001,\"npi\":\"8\"}],"
"\"other_payers\":[{\"payer_id\":\"R\",\"seq\":\"P\",\"filing_ind\":\"CI\",\"msp_type\":\"12\",\"paid\":\"92233720368547758.07\",\"adjud_date\":\"2024-05-08\","
"\"adj\":[{\"grp\":\"CO\",\"carc\":\"45\",\"amt\":\"-92233720368547758.07\"}],\"lines\":[{\"n\":1,\"paid\":\"0.00\",\"adj\":[]}]}],"
"\"encounter\":{\"performed_by\":\"9\",\"supervisor_present\":false,\"new_problem\":true,\"mdm\":\"low\",\"minutes\":25,\"documented\":[\"99213\"],\"complete\":null,\"signed_on\":\"2024-05-06\",\"anes_concurrent\":2},"
"\"history\":[{\"claim_id\":\"H\",\"payer_id\":\"P\",\"status\":\"paid\",\"code\":\"99213\",\"mods\":[],\"units\":1,\"from\":\"2024-01-01\",\"to\":\"2024-01-01\",\"pos\":\"11\",\"tob\":\"\",\"rend\":\"1\",\"tin\":\"2\",\"specialty\":\"08\",\"dx\":[\"I10\"],\"admit\":null}],"
"\"x_top\":1.50,\"\":\"an empty key\"}";

/* A copy that ends where its bytes end. */
static RcmText
exact(const char *data, size_t len)
{
	char	   *copy = malloc(len > 0 ? len : 1);

	memcpy(copy, data, len);
	return (RcmText) {copy, (int32_t) len};
}

static RcmReadStatus
read_json(RcmArena *arena, const char *json, RcmClaim **claim, RcmReadError *error)
{
	return rcm_claim_from_json(arena, (RcmText) {json, (int32_t) strlen(json)}, claim, error);
}

static RcmBuffer
json_of(RcmArena *arena, const RcmClaim *claim)
{
	RcmBuffer	out;

	rcm_buffer_init(&out, arena, 64);
	rcm_claim_to_json(claim, &out);
	return out;
}

static RcmBuffer
bytes_of(RcmArena *arena, const RcmClaim *claim, bool canonical)
{
	RcmBuffer	out;

	rcm_buffer_init(&out, arena, 64);
	rcm_claim_to_binary(claim, &out, canonical);
	return out;
}

static bool
same(const RcmBuffer *a, const RcmBuffer *b)
{
	return a->len == b->len && memcmp(a->data, b->data, a->len) == 0;
}

/* ---- round trips ---- */

static void
test_round_trip(void)
{
	RcmArena	arena;
	RcmClaim   *claim;
	RcmClaim   *again;
	RcmReadError error;
	RcmBuffer	json;
	RcmBuffer	stored;
	RcmBuffer	json2;
	RcmBuffer	stored2;
	RcmText		bytes;

	rcm_arena_init(&arena);
	CHECK_INT(read_json(&arena, everything, &claim, &error), RCM_READ_OK);
	CHECK_TEXT(error.message, (int) strlen(error.message), "");
	json = json_of(&arena, claim);
	/* the document was written in the order of the tables: it comes out byte for byte, but for the escaped letter */
	CHECK(json.len == strlen(everything) - 4);
	CHECK(memcmp(json.data, everything, (size_t) (strstr(everything, "\\u00d3") - everything)) == 0);
	CHECK(memcmp(json.data + json.len - 100, everything + strlen(everything) - 100, 100) == 0);
	stored = bytes_of(&arena, claim, false);
	bytes = exact(stored.data, stored.len);
	CHECK(rcm_claim_from_binary(&arena, bytes.data, (size_t) bytes.len, &again));
	json2 = json_of(&arena, again);
	CHECK(same(&json, &json2));
	stored2 = bytes_of(&arena, again, false);
	CHECK(same(&stored, &stored2));
	/* what it says is the same whichever way it came */
	stored = bytes_of(&arena, claim, true);
	stored2 = bytes_of(&arena, again, true);
	CHECK(same(&stored, &stored2));
	free((char *) bytes.data);
	rcm_arena_free(&arena);
}

static void
test_values(void)
{
	RcmArena	arena;
	RcmClaim   *c;
	RcmReadError error;
	const RcmLine *line;

	rcm_arena_init(&arena);
	CHECK_INT(read_json(&arena, everything, &c, &error), RCM_READ_OK);
	CHECK_TEXT(c->claim_id.data, c->claim_id.len, "C1");
	CHECK_TEXT(c->claim_note.data, c->claim_note.len, "a \"note\"\n");
	CHECK_TEXT(c->patient->first.data, c->patient->first.len, "\xc3\x93ttoline");
	CHECK_INT(c->total_charge, 24000);
	CHECK_INT(c->stmt_to, RCM_NO_DATE);
	CHECK_INT(c->related->employment, RCM_TRUE);
	CHECK_INT(c->related->automobile, RCM_FALSE);
	CHECK_INT(c->related->other, RCM_UNKNOWN);
	CHECK(c->supervising == NULL && c->referring != NULL);
	CHECK_INT(c->lines.count, 2);
	line = RCM_ITEM(c->lines, RcmLine, 0);
	CHECK_INT(line->n, 1);
	CHECK_INT(line->units.state, RCM_NUMBER_OK);
	CHECK_INT(line->units.millionths, 1500000);
	CHECK_INT(line->minutes.state, RCM_NUMBER_BAD);
	CHECK_INT(line->charge, -1);
	CHECK_INT(line->dx_ptr.count, 3);
	CHECK_INT(RCM_INT_ITEM(line->dx_ptr, 1), -2);
	CHECK_INT(line->ndc->qty.millionths, 2250000);
	line = RCM_ITEM(c->lines, RcmLine, 1);
	CHECK_INT(line->n, RCM_NO_INT);
	CHECK_INT(line->charge, RCM_NO_USD);
	CHECK_INT(line->from, RCM_NO_DATE);
	CHECK_INT(line->units.state, RCM_NUMBER_NONE);
	CHECK_INT(c->eligibility->therapy_ytd->pt_slp, 100);
	CHECK_INT(RCM_ITEM(c->auths, RcmAuthorization, 0)->codes.count, 2);
	CHECK_INT(RCM_ITEM(c->auths, RcmAuthorization, 0)->used.millionths, 1);
	CHECK_INT(RCM_ITEM(c->other_payers, RcmOtherPayer, 0)->paid, INT64_MAX);
	CHECK_INT(c->encounter->anes_concurrent, 2);
	/* was the key there, and was it null? */
	CHECK(rcm_is_given(c, &rcm_claim_shape, &c->pos));
	CHECK(!rcm_is_given(c, &rcm_claim_shape, &c->orig_ref));
	CHECK(!rcm_is_given(c, &rcm_claim_shape, &c->supervising));
	CHECK(rcm_is_given(c, &rcm_claim_shape, &c->referring));
	rcm_arena_free(&arena);
}

/* Every key of every table can be found, and nothing else. */
static void
test_shape(const RcmShape *shape)
{
	CHECK(shape->count <= 64);
	for (int i = 0; i < shape->count; i++)
	{
		const RcmField *f = &shape->fields[i];
		RcmText		key = {f->name, (int32_t) strlen(f->name)};

		CHECK_INT(rcm_field_index(shape, key), i);
		key.len--;
		CHECK(rcm_field_index(shape, key) != i);
		CHECK((f->kind == RCM_KIND_OBJECT || f->kind == RCM_KIND_OBJECTS) == (f->shape != NULL));
		CHECK((f->kind >= RCM_KIND_OBJECTS) == (f->limit > 0));
		CHECK(f->offset < shape->size);
		for (int j = 0; j < i; j++)
			CHECK(shape->fields[j].offset != f->offset);
		if (f->shape != NULL)
			test_shape(f->shape);
	}
	CHECK_INT(rcm_field_index(shape, RCM_TEXT("")), -1);
	CHECK_INT(rcm_field_index(shape, RCM_TEXT("no_such_key_anywhere")), -1);
}

/* ---- numbers ---- */

static void
check_number(const char *text, RcmNumberState state, int64_t millionths)
{
	RcmNumber	number;
	RcmText		raw = exact(text, strlen(text));

	memset(&number, 0xAA, sizeof(number));
	rcm_number_parse(&number, raw, true);
	if (!unit_check(number.state == state && number.millionths == millionths, __FILE__, __LINE__, text))
		printf(": state %d, %" PRId64 "\n", number.state, number.millionths);
	free((char *) raw.data);
}

static void
test_numbers(void)
{
	check_number("", RCM_NUMBER_NONE, 0);
	check_number("   ", RCM_NUMBER_NONE, 0);
	check_number("0", RCM_NUMBER_OK, 0);
	check_number("-0.0", RCM_NUMBER_OK, 0);
	check_number("1", RCM_NUMBER_OK, 1000000);
	check_number("+1.5", RCM_NUMBER_OK, 1500000);
	check_number("-1.5", RCM_NUMBER_OK, -1500000);
	check_number("1.", RCM_NUMBER_OK, 1000000);
	check_number(".5", RCM_NUMBER_OK, 500000);
	check_number("0.000001", RCM_NUMBER_OK, 1);
	check_number("0.00000100000", RCM_NUMBER_OK, 1);
	check_number("0.0000001", RCM_NUMBER_BAD, 0);
	check_number("9223372036854.775807", RCM_NUMBER_OK, INT64_MAX);
	check_number("9223372036854.775808", RCM_NUMBER_BAD, 0);
	check_number("9223372036855", RCM_NUMBER_BAD, 0);
	check_number("99999999999999999999999", RCM_NUMBER_BAD, 0);
	check_number(".", RCM_NUMBER_BAD, 0);
	check_number("-", RCM_NUMBER_BAD, 0);
	check_number("+", RCM_NUMBER_BAD, 0);
	check_number("1e2", RCM_NUMBER_BAD, 0);
	check_number("1 ", RCM_NUMBER_BAD, 0);
	check_number(" 1", RCM_NUMBER_BAD, 0);
	check_number("--1", RCM_NUMBER_BAD, 0);
	check_number("1.2.3", RCM_NUMBER_BAD, 0);
	check_number("0x10", RCM_NUMBER_BAD, 0);
	check_number("NaN", RCM_NUMBER_BAD, 0);
}

/* ---- what is refused ---- */

static void
refused(const char *json, RcmReadStatus status, const char *message)
{
	RcmArena	arena;
	RcmClaim   *claim;
	RcmReadError error;

	rcm_arena_init(&arena);
	unit_check_int(read_json(&arena, json, &claim, &error), status, __FILE__, __LINE__, json);
	unit_check_text(error.message, (int) strlen(error.message), message, __FILE__, __LINE__, json);
	CHECK(error.offset <= strlen(json));
	rcm_arena_free(&arena);
}

static void
test_errors(void)
{
	RcmArena	arena;
	RcmClaim   *claim;
	RcmReadError error;
	char		long_key[700];

	refused("", RCM_READ_SYNTAX, "expected a value");
	refused("{\"form\":\"P\",\"lines\":[{\"charge\":\"12.345\"}]}", RCM_READ_SHAPE, "lines[0].charge: \"12.345\" is not an amount in whole cents");
	refused("{\"form\":\"P\",\"other_payers\":[{},{\"lines\":[{},{},{\"adj\":[{\"amt\":\"x\"}]}]}]}", RCM_READ_SHAPE, "other_payers[1].lines[2].adj[0].amt: \"x\" is not an amount");
	/* the place is where the fault is, also after a list that was left */
	refused("{\"form\":\"P\",\"lines\":[{\"mods\":[\"a\",\"b\"],\"units\":[]}]}", RCM_READ_SHAPE, "lines[0].units: expected a number, found a list");
	refused("{\"form\":\"P\",\"lines\":[{},{}],\"pos\":1}", RCM_READ_SHAPE, "pos: expected text, found a number");
	refused("{\"form\":\"P\",\"patient\":{\"dob\":\"Quillfeather\"}}", RCM_READ_SHAPE, "patient.dob: the value is not a date (YYYY-MM-DD)");
	/* long values are not repeated */
	refused("{\"form\":\"P\",\"submit_date\":\"0123456789012345678901234567890123456789x\"}", RCM_READ_SHAPE, "submit_date: the value is not a date (YYYY-MM-DD)");
	/* broken JSON is said before a wrong kind */
	refused("{\"form\":\"P\",\"claim_id\":[1,}", RCM_READ_SYNTAX, "expected a value");
	/* something in the bytes that ends C strings */
	rcm_arena_init(&arena);
	CHECK_INT(rcm_claim_from_json(&arena, (RcmText) {"{\"form\":\"P\"}\0", 13}, &claim, &error), RCM_READ_SYNTAX);
	CHECK_INT(rcm_claim_from_json(&arena, (RcmText) {"{\"form\0\":1,\"form\":\"P\"}", 22}, &claim, &error), RCM_READ_SYNTAX);
	CHECK_INT(rcm_claim_from_json(&arena, (RcmText) {"\0", 1}, &claim, &error), RCM_READ_SYNTAX);
	/* a key longer than any message */
	snprintf(long_key, sizeof(long_key), "{\"form\":\"P\",\"%0600d\":1,\"lines\":3}", 0);
	CHECK_INT(read_json(&arena, long_key, &claim, &error), RCM_READ_SHAPE);
	CHECK_TEXT(error.message, (int) strlen(error.message), "lines: expected a list, found a number");
	rcm_arena_free(&arena);
}

/* Cut after every byte, the document is refused and nothing behind it is read. */
static void
test_truncated(void)
{
	size_t		len = strlen(everything);

	for (size_t n = 0; n < len; n++)
	{
		RcmArena	arena;
		RcmClaim   *claim;
		RcmReadError error;
		RcmText		cut = exact(everything, n);

		rcm_arena_init(&arena);
		if (rcm_claim_from_json(&arena, cut, &claim, &error) == RCM_READ_OK)
		{
			printf("taken after %zu bytes\n", n);
			CHECK(false);
		}
		rcm_arena_free(&arena);
		free((char *) cut.data);
	}
}

/* So are the stored bytes; and a changed byte gives another claim or none, never a crash. */
static void
test_damaged(void)
{
	RcmArena	arena;
	RcmArena	scratch;
	RcmClaim   *claim;
	RcmClaim   *again;
	RcmReadError error;
	RcmBuffer	stored;

	rcm_arena_init(&arena);
	rcm_arena_init(&scratch);
	CHECK_INT(read_json(&arena, everything, &claim, &error), RCM_READ_OK);
	stored = bytes_of(&arena, claim, false);
	for (size_t n = 0; n < stored.len; n++)
	{
		RcmText		cut = exact(stored.data, n);

		CHECK(!rcm_claim_from_binary(&scratch, cut.data, n, &again));
		free((char *) cut.data);
		rcm_arena_reset(&scratch);
	}
	for (size_t n = 0; n < stored.len; n++)
		for (int bit = 0; bit < 8; bit++)
		{
			RcmText		bad = exact(stored.data, stored.len);

			((char *) bad.data)[n] ^= (char) (1 << bit);
			if (rcm_claim_from_binary(&scratch, bad.data, stored.len, &again))
			{
				(void) json_of(&scratch, again);
				(void) bytes_of(&scratch, again, true);
			}
			free((char *) bad.data);
			rcm_arena_reset(&scratch);
		}
	/* a byte too many, another version */
	{
		RcmBuffer	more = bytes_of(&arena, claim, false);

		rcm_buffer_char(&more, '\0');
		CHECK(!rcm_claim_from_binary(&scratch, more.data, more.len, &again));
		more.len--;
		more.data[0]++;
		CHECK(!rcm_claim_from_binary(&scratch, more.data, more.len, &again));
	}
	rcm_arena_free(&scratch);
	rcm_arena_free(&arena);
}

/* ---- the canonical form ---- */

static bool
say_the_same(const char *a, const char *b)
{
	RcmArena	arena;
	RcmClaim   *ca;
	RcmClaim   *cb;
	RcmReadError error;
	RcmBuffer	ba;
	RcmBuffer	bb;
	bool		equal;

	rcm_arena_init(&arena);
	CHECK_INT(read_json(&arena, a, &ca, &error), RCM_READ_OK);
	CHECK_INT(read_json(&arena, b, &cb, &error), RCM_READ_OK);
	ba = bytes_of(&arena, ca, true);
	bb = bytes_of(&arena, cb, true);
	equal = same(&ba, &bb);
	rcm_arena_free(&arena);
	return equal;
}

#define P "{\"form\":\"P\","

static void
test_canonical(void)
{
	CHECK(say_the_same(P "\"claim_id\":null}", "{\"form\":\"P\"}"));
	CHECK(say_the_same(P "\"claim_id\":\"\"}", "{\"form\":\"P\"}"));
	CHECK(say_the_same(P "\"lines\":[]}", P "\"lines\":null}"));
	CHECK(say_the_same(P "\"lines\":[{\"units\":1}]}", P "\"lines\":[{\"units\":\"1.0\"}]}"));
	CHECK(say_the_same(P "\"total_charge\":1}", P "\"total_charge\":\"1.00\"}"));
	CHECK(say_the_same(P "\"x\":1,\"freq\":\"1\"}", P "\"freq\":\"1\",\"x\":1}"));
	CHECK(!say_the_same(P "\"lines\":[{\"units\":\"x\"}]}", P "\"lines\":[{\"units\":\"y\"}]}"));
	CHECK(!say_the_same(P "\"lines\":[{}]}", P "\"lines\":[]}"));
	CHECK(!say_the_same(P "\"claim_id\":\"A\"}", P "\"orig_ref\":\"A\"}"));
	/* a number must not read as text of that many bytes and what follows */
	CHECK(!say_the_same(P "\"lines\":[{\"units\":-0.000002,\"uom\":\"!abcdefghijklmnopqrstuvwxyzabcdefg\"}]}",
						P "\"lines\":[{\"units\":\"\\n\",\"auth\":\"abcdefghijklmnopqrstuvwxyzabcdefg\"}]}"));
}

/* ---- memory that runs out ---- */

static int	blocks_left;

static void *
grab_few(void *owner, size_t size)
{
	return blocks_left-- > 0 ? malloc(size) : NULL;
}

static void
drop_one(void *owner, void *block)
{
	free(block);
}

static void
test_out_of_memory(void)
{
	bool		enough = false;

	for (int blocks = 0; blocks < 40 && !enough; blocks++)
	{
		RcmArena	arena;
		RcmArena	other;
		RcmClaim   *claim;
		RcmClaim   *good;
		RcmReadError error;
		RcmBuffer	stored;
		RcmReadStatus status;

		rcm_arena_init(&other);
		CHECK_INT(read_json(&other, everything, &good, &error), RCM_READ_OK);
		stored = bytes_of(&other, good, false);
		blocks_left = blocks;
		rcm_arena_init_with(&arena, grab_few, drop_one, NULL);
		status = read_json(&arena, everything, &claim, &error);
		CHECK(status == RCM_READ_OK || status == RCM_READ_MEMORY);
		enough = status == RCM_READ_OK;
		rcm_arena_free(&arena);
		blocks_left = blocks;
		CHECK(rcm_claim_from_binary(&arena, stored.data, stored.len, &claim) || !enough || blocks == 0);
		rcm_arena_free(&arena);
		rcm_arena_free(&other);
	}
	CHECK(enough);
}

int
main(void)
{
	test_shape(&rcm_claim_shape);
	test_round_trip();
	test_values();
	test_numbers();
	test_errors();
	test_truncated();
	test_damaged();
	test_canonical();
	test_out_of_memory();
	return unit_report();
}
