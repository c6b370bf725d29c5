/*
 * unit.h - checks for plain C tests of the pure core.
 *
 * A failed check prints file:line and what differed, and the test goes on.
 * main ends with "return unit_report();", which prints the count and is 0
 * only when everything passed.
 */
#ifndef RCM_UNIT_H
#define RCM_UNIT_H

#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static int	unit_passed;
static int	unit_failed;

/* Counts one check and names its place when it failed; true when it passed. */
static inline bool
unit_check(bool ok, const char *file, int line, const char *what)
{
	if (ok)
		unit_passed++;
	else
	{
		unit_failed++;
		printf("%s:%d: %s", file, line, what);
	}
	return ok;
}

/* Two integers. */
static inline void
unit_check_int(int64_t got, int64_t want, const char *file, int line, const char *what)
{
	if (!unit_check(got == want, file, line, what))
		printf(": got %" PRId64 ", want %" PRId64 "\n", got, want);
}

/* Bytes with a length, and a zero-terminated string. */
static inline void
unit_check_text(const char *got, int len, const char *want, const char *file, int line, const char *what)
{
	if (!unit_check(len >= 0 && (size_t) len == strlen(want) && memcmp(got, want, (size_t) len) == 0,
					file, line, what))
		printf(": got \"%.*s\", want \"%s\"\n", len, got, want);
}

/* The last line of a test. */
static inline int
unit_report(void)
{
	printf("%d passed, %d failed\n", unit_passed, unit_failed);
	return unit_failed == 0 ? 0 : 1;
}

/* The next of a fixed row of numbers that look random (xorshift). */
static inline uint64_t
unit_random(void)
{
	static uint64_t state = UINT64_C(88172645463325252);

	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

#define CHECK(condition) \
	do { \
		if (!unit_check((condition), __FILE__, __LINE__, #condition)) \
			printf(" is false\n"); \
	} while (0)
#define CHECK_INT(got, want) unit_check_int((got), (want), __FILE__, __LINE__, #got)
#define CHECK_TEXT(got, len, want) unit_check_text((got), (len), (want), __FILE__, __LINE__, #got)

#endif
