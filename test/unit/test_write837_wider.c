/*
 * test_write837_wider.c - the acceptance cases, and the claims of other
 * people's 837s, into 837s and back.
 *
 * Every claim is written or refused; what is refused is counted by its reason,
 * for whoever wants to look whether it is a good one.
 */
#include <dirent.h>
#include <stdlib.h>

#include "write837.h"
#include "codes/npi.h"

static char *
read_whole(const char *path, size_t *len)
{
	FILE	   *f = fopen(path, "rb");
	char	   *data = NULL;

	*len = 0;
	if (f == NULL)
		return NULL;
	if (fseek(f, 0, SEEK_END) == 0 && (data = malloc((size_t) ftell(f) + 1)) != NULL)
	{
		*len = (size_t) ftell(f);
		rewind(f);
		*len = fread(data, 1, *len, f);
		data[*len] = '\0';
	}
	fclose(f);
	return data;
}

/* Reasons, each with how often. */
typedef struct Reasons
{
	char		text[400][128];
	int			times[400];
	int			n;
} Reasons;

static void
count_reason(Reasons *r, const char *faults)
{
	char		first[128];
	int			i = 0;

	snprintf(first, sizeof(first), "%.*s", (int) strcspn(faults, ";"), faults);
	while (i < r->n && strcmp(r->text[i], first) != 0)
		i++;
	if (i == 400)
		return;
	if (i == r->n)
		strcpy(r->text[r->n++], first);
	r->times[i]++;
}

static void
print_reasons(const Reasons *r)
{
	for (int i = 0; i < r->n; i++)
		printf("  %4d %s\n", r->times[i], r->text[i]);
}

static void
test_cases(const char *shared)
{
	static Reasons reasons;
	char		path[1024];
	size_t		len;
	char	   *data;
	int			written = 0;
	int			refused = 0;

	snprintf(path, sizeof(path), "%s/cases/cases.jsonl", shared);
	data = read_whole(path, &len);
	if (data == NULL)
	{
		printf("SKIP the acceptance cases: set RCM_SHARED to a directory that holds cases/cases.jsonl\n");
		return;
	}
	for (char *line = strtok(data, "\n"); line != NULL; line = strtok(NULL, "\n"))
	{
		RcmArena	arena;
		char		name[64];
		char		faults[4096];
		char	   *claim = strstr(line, "\"claim\": {");

		snprintf(name, sizeof(name), "%.40s", line);
		line[strlen(line) - 1] = '\0';	/* of the object around it */
		rcm_arena_init(&arena);
		if (round_trip(claim_of(&arena, claim + strlen("\"claim\": ")), name, faults, sizeof(faults)))
			written++;
		else
		{
			refused++;
			count_reason(&reasons, faults);
		}
		rcm_arena_free(&arena);
	}
	printf("acceptance cases: %d written, %d refused\n", written, refused);
	print_reasons(&reasons);
	CHECK(written > 400);
	free(data);
}

/*
 * What takes the names and numbers out of other people's files leaves check
 * digits wrong and ZIP codes short: made good, in every provider and address.
 */
static void
mend(RcmArena *arena, void *object, const RcmShape *shape)
{
	for (int i = 0; i < shape->count; i++)
	{
		const RcmField *f = &shape->fields[i];
		void	   *member = (char *) object + f->offset;
		RcmText    *t = member;

		if (f->kind == RCM_KIND_OBJECT && *(void **) member != NULL)
			mend(arena, *(void **) member, f->shape);
		else if (f->kind == RCM_KIND_OBJECTS)
			for (int k = 0; k < ((RcmList *) member)->count; k++)
				mend(arena, (char *) ((RcmList *) member)->items + f->shape->size * (size_t) k, f->shape);
		else if (strcmp(f->name, "npi") == 0 && t->len > 0)
		{
			char	   *npi = rcm_alloc(arena, 11);
			int64_t		number;

			for (int k = 0; k < 10; k++)
				npi[k] = k == 0 ? '1' : k < t->len && rcm_is_digit(t->data[k]) ? t->data[k] : '0';
			for (npi[9] = '0'; !rcm_npi_parse((RcmText) {npi, 10}, &number); npi[9]++)
				;
			*t = (RcmText) {npi, 10};
		}
		else if (strcmp(f->name, "zip") == 0 && t->len == 5)
		{
			char	   *zip = rcm_alloc(arena, 10);

			memcpy(zip, t->data, 5);
			memcpy(zip + 5, "0001", 4);
			*t = (RcmText) {zip, 9};
		}
	}
}

/* Diagnoses of ICD-9, or none at all, become some of ICD-10. */
static void
mend_diagnoses(RcmArena *arena, RcmClaim *c)
{
	static int64_t first = 1;

	if (c->dx.count == 0)
	{
		c->dx = (RcmList) {1, rcm_new_objects(arena, &rcm_diagnosis_shape, 1)};
		for (int i = 0; i < c->lines.count; i++)
			RCM_ITEM(c->lines, RcmLine, i)->dx_ptr = (RcmList) {1, &first};
	}
	for (int i = 0; i < c->dx.count; i++)
	{
		RcmText    *code = &RCM_ITEM(c->dx, RcmDiagnosis, i)->code;
		char	   *made = rcm_alloc(arena, 8);

		if (rcm_icd10_parse(*code) != RCM_NO_ICD10)
			continue;
		memcpy(made, (char[]) {'Z', (char) ('0' + i / 10 % 10), (char) ('0' + i % 10), '\0'}, 4);
		*code = rcm_text_of(made);
	}
}

/* Codes of 004010 that 005010 does not have. */
static void
mend_codes(RcmArena *arena, RcmClaim *c)
{
	mend_diagnoses(arena, c);
	if (c->terms == NULL)
		return;
	if (!rcm_text_is(c->terms->patient_signature, "P"))
		DROP(c->terms->patient_signature);
	if (!rcm_text_is(c->terms->release, "I"))
		c->terms->release = RCM_TEXT("Y");
}

static void
test_corpus_of(const char *shared, const char *type, Reasons *reasons, int *written, int *refused)
{
	char		path[2048];
	DIR		   *dir;

	snprintf(path, sizeof(path), "%s/x12/corpus/%s", shared, type);
	dir = opendir(path);
	for (struct dirent *e; dir != NULL && (e = readdir(dir)) != NULL;)
	{
		size_t		len;
		char	   *data;
		static Back back;

		if (e->d_name[0] == '.')
			continue;
		snprintf(path, sizeof(path), "%s/x12/corpus/%s/%s", shared, type, e->d_name);
		data = read_whole(path, &len);
		if (data == NULL)
			continue;
		read_back(&back, data, len);
		for (int i = 0; i < back.claims && i < 300; i++)
		{
			char		faults[4096];

			RcmClaim   *claim = claim_back(&back, i);

			mend(&back.arena, claim, &rcm_claim_shape);
			mend_codes(&back.arena, claim);
			if (round_trip(claim, e->d_name, faults, sizeof(faults)))
				(*written)++;
			else
			{
				(*refused)++;
				count_reason(reasons, faults);
			}
		}
		rcm_arena_free(&back.arena);
		free(data);
	}
	if (dir != NULL)
		closedir(dir);
}

static void
test_corpus(const char *shared)
{
	static Reasons reasons;
	int			written = 0;
	int			refused = 0;

	test_corpus_of(shared, "837P", &reasons, &written, &refused);
	test_corpus_of(shared, "837I", &reasons, &written, &refused);
	test_corpus_of(shared, "837D", &reasons, &written, &refused);
	if (written + refused == 0)
	{
		printf("SKIP claims of other people's 837s: set RCM_SHARED to a directory that holds x12/corpus\n");
		return;
	}
	printf("claims of other people's 837s: %d written, %d refused\n", written, refused);
	print_reasons(&reasons);
	CHECK(written > 0);
}

int
main(void)
{
	const char *shared = getenv("RCM_SHARED");

	if (shared == NULL)
		shared = "../shared";
	test_cases(shared);
	test_corpus(shared);
	return unit_report();
}
