/*
 * story.c - see story.h: who, and the claims.
 */
#include "story.h"

#include <stdio.h>
#include <string.h>

#define COUNT(a) ((int) (sizeof(a) / sizeof((a)[0])))

/* ---- chance: splitmix64, seeded by a mix of the three numbers ---- */

static uint64_t
mix(uint64_t z)
{
	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

Dice
dice(uint64_t seed, uint64_t number, uint64_t what)
{
	return (Dice) {mix(seed + mix(number + mix(what + UINT64_C(0x9e3779b97f4a7c15))))};
}

int
roll(Dice *d, int sides)
{
	d->state += UINT64_C(0x9e3779b97f4a7c15);
	return (int) (mix(d->state) % (uint64_t) sides);
}

/* ---- who ---- */

/* Names that have tripped readers: they hold the identifiers of segments. */
static const char *const last_names[] = {
	"ISAACSON", "DOE", "O'NEILL", "NARCISA", "LIND", "DE LA CRUZ", "ISAAC", "GESER", "STONE",
	"ROE", "SMITH-JONES", "IEAGLE", "ST JOHN", "SEGAL", "CLPERT", "VISA", "PLBERG", "MARSH",
};
static const char *const first_names[] = {
	"LISA", "ISAAC", "NORA", "JANE", "ISABEL", "LEE", "LUISA", "JOHN", "ADA", "ELISA", "SEAN", "KIM",
};
static const char *const taxonomies[] = {"207Q00000X", "207R00000X", "208000000X", "363L00000X", "207X00000X"};

static void
make_npi(Dice *d, char *npi)
{
	int			sum = 24;		/* of the prefix 80840 */

	npi[0] = (char) ('1' + roll(d, 2));
	for (int i = 1; i < 9; i++)
		npi[i] = (char) ('0' + roll(d, 10));
	for (int i = 0; i < 9; i++)
	{
		int			n = npi[i] - '0';

		sum += i % 2 != 0 ? n : n < 5 ? 2 * n : 2 * n - 9;
	}
	npi[9] = (char) ('0' + (10 - sum % 10) % 10);
	npi[10] = '\0';
}

void
make_practice(uint64_t seed, Practice *p)
{
	static const char *const clinics[] = {"HARBOR CLINIC", "ELM FAMILY MEDICINE", "LISA ISAACSON MD PC", "QUAY ORTHOPAEDICS"};
	static const Payer payers[] = {
		{"", "NORTHERN HEALTH PLAN", "CI", ""}, {"", "MEDICARE PART B OF NOWHERE", "MB", ""},
		{"", "VISA MUTUAL", "CI", ""}, {"", "STATE MEDICAID", "MC", ""}, {"", "BLUE HARBOR", "BL", ""},
	};
	Dice		d = dice(seed, 0, 1);
	int			i = (int) (seed % COUNT(payers));

	memset(p, 0, sizeof(*p));
	make_npi(&d, p->billing.npi);
	p->billing.last = clinics[roll(&d, COUNT(clinics))];
	p->billing.taxonomy = "261QM1300X";
	snprintf(p->tax, sizeof(p->tax), "47%07d", roll(&d, 10000000));
	for (int n = 0; n < COUNT(p->doctors); n++)
	{
		make_npi(&d, p->doctors[n].npi);
		p->doctors[n].last = last_names[roll(&d, COUNT(last_names))];
		p->doctors[n].first = first_names[roll(&d, COUNT(first_names))];
		p->doctors[n].taxonomy = taxonomies[n % COUNT(taxonomies)];
	}
	p->payer = payers[i];
	p->other = payers[(i + 1) % COUNT(payers)];
	snprintf(p->payer.id, sizeof(p->payer.id), "P%04d", (int) (seed % 10000));
	snprintf(p->other.id, sizeof(p->other.id), "X%04d", (int) (seed % 10000));
	snprintf(p->payer.tax, sizeof(p->payer.tax), "193%07d", roll(&d, 10000000));
}

void
make_person(uint64_t seed, uint64_t family, int who, Person *p)
{
	Dice		d = dice(seed, family, 2);
	Dice		own = dice(seed, family, 100 + (uint64_t) who);
	const char *family_name = last_names[roll(&d, COUNT(last_names))];
	int			year = who == 2 ? 2005 + roll(&own, 19) : 1940 + roll(&own, 60);

	p->last = roll(&own, 10) == 0 ? last_names[roll(&own, COUNT(last_names))] : family_name;
	p->first = first_names[roll(&own, COUNT(first_names))];
	p->sex = roll(&own, 2) ? 'F' : 'M';
	p->born = year * 10000 + (1 + roll(&own, 12)) * 100 + 1 + roll(&own, 28);
	snprintf(p->member, sizeof(p->member), "W%03d%08d", (int) (seed % 1000), (int) (family % 100000000));
}

/* ---- the claim ---- */

typedef struct Procedure
{
	const char *code,
			   *revenue;
	int			dollars;
	int			most_units;
	const char *modifier;
	bool		drug;
} Procedure;

static const Procedure procedures[] = {
	{"99213", "0510", 130, 1, "25", false}, {"99214", "0510", 195, 1, "25", false},
	{"99203", "0510", 180, 1, NULL, false}, {"20610", "0361", 180, 1, "RT", false},
	{"71046", "0324", 85, 1, "26", false}, {"80053", "0301", 42, 1, "90", false},
	{"85025", "0305", 28, 1, NULL, false}, {"36415", "0300", 12, 1, NULL, false},
	{"97110", "0420", 62, 4, "GP", false}, {"97140", "0420", 58, 2, "59", false},
	{"J3301", "0636", 11, 8, NULL, true}, {"J1885", "0636", 9, 4, NULL, true},
	{"93000", "0730", 65, 1, NULL, false}, {"90471", "0771", 35, 1, NULL, false},
	{"29881", "0360", 2150, 1, "LT", false}, {"G0439", "0510", 210, 1, NULL, false},
	{"45385", "0750", 1380, 1, "PT", false}, {"A4550", "0272", 24, 3, NULL, false},
};
static const char *const diagnoses[] = {
	"J069", "I10", "E119", "M25561", "R05", "Z0000", "M545", "E785", "K219", "F411", "N390", "Z23", "M1711", "R7309",
};
static const char *const places[] = {"11", "11", "11", "11", "22", "02", "24"};

/* Ids that read like segments; else a number that tells the practice apart. */
static void
name_claim(Claim *c)
{
	static const char *const prefixes[] = {"PCN", "A", "V-", "IEA", "ISA", "CLP", "SE", "L"};
	Dice		d = dice(c->seed, c->number, 3);

	if (c->seed == 1 && (c->number == 7 || c->number == 11))
		snprintf(c->id, sizeof(c->id), "%s", c->number == 7 ? "IEA" : "ISA");
	else
		snprintf(c->id, sizeof(c->id), "%s%03d%08d", prefixes[roll(&d, COUNT(prefixes))],
				 (int) (c->seed % 1000), (int) (c->number % 100000000));
}

/* What the payer before ours did with a line: the three parts are the charge. */
static void
pay_first(Dice *d, Line *l)
{
	int64_t		allowed = l->charge * (40 + roll(d, 50)) / 100;

	l->first_off = l->charge - allowed;
	l->first_patient = roll(d, 8) == 0 ? allowed : allowed * (roll(d, 30) + 5) / 100;
	l->first_paid = allowed - l->first_patient;
}

static void
make_line(Dice *d, Claim *c, int i)
{
	const Procedure *p = &procedures[roll(d, COUNT(procedures))];
	Line	   *l = &c->lines[i];

	memset(l, 0, sizeof(*l));
	l->code = p->code;
	l->revenue = p->revenue;
	l->drug = p->drug;
	l->units = 1 + roll(d, p->most_units);
	l->charge = (int64_t) l->units * (p->dollars * 100 + (roll(d, 3) == 0 ? roll(d, 100) : 0));
	if (p->modifier != NULL && roll(d, 2) == 0)
		l->modifiers[l->modifier_count++] = p->modifier;
	if (roll(d, 25) == 0)
		l->modifiers[l->modifier_count++] = "76";
	l->pointer_count = 1 + roll(d, c->diagnosis_count < 4 ? c->diagnosis_count : 4);
	for (int n = 0; n < l->pointer_count; n++)
		l->pointers[n] = 1 + (n + i) % c->diagnosis_count;
	snprintf(l->control, sizeof(l->control), "%d%08dL%d", (int) (c->seed % 1000),
			 (int) (c->number % 100000000), i + 1);
	if (c->second)
		pay_first(d, l);
}

void
make_claim(uint64_t seed, uint64_t number, Claim *c)
{
	Dice		d = dice(seed, number, 4);
	int			kin = roll(&d, 10);
	int			first = roll(&d, COUNT(diagnoses));
	int64_t		paid = 0;

	c->seed = seed;
	c->number = number;
	name_claim(c);
	c->who = kin < 7 ? 0 : kin < 8 ? 1 : 2;
	c->charge = 0;
	c->place = places[roll(&d, COUNT(places))];
	c->day = 20250000 + (1 + roll(&d, 6)) * 100 + 1 + roll(&d, 28);
	c->diagnosis_count = 1 + roll(&d, 6);
	for (int i = 0; i < c->diagnosis_count; i++)
		c->diagnoses[i] = diagnoses[(first + i) % COUNT(diagnoses)];
	c->doctor = roll(&d, 5);
	c->referred = roll(&d, 6) == 0;
	c->authorized = roll(&d, 12) == 0;
	c->accident = roll(&d, 60) == 0;
	c->noted = roll(&d, 40) == 0;
	c->second = roll(&d, 14) == 0;
	c->line_count = roll(&d, 4) == 0 ? 1 : 1 + roll(&d, MOST_LINES - 2);
	for (int i = 0; i < c->line_count; i++)
	{
		make_line(&d, c, i);
		c->charge += c->lines[i].charge;
		paid += c->lines[i].first_paid;
	}
	/* A deductible taken off the whole claim lowers what was paid. */
	c->first_claim_level = c->second && paid > 2000 && roll(&d, 4) == 0 ? 1500 : 0;
}
