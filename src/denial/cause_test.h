/*
 * cause_test.h - words to write the rules of causes with.
 */
#ifndef RCM_DENIAL_CAUSE_TEST_H
#define RCM_DENIAL_CAUSE_TEST_H

#include "denial/cause.h"

#define ON(family) RCM_FAMILY_BIT(family)

/* A condition over facts f and the group. */
#define TEST(name, condition) \
	static bool name(const RcmDenialFacts *f, RcmGroup group) \
	{ \
		(void) group; \
		return condition; \
	}

#define YES(fact) (f->fact == RCM_TRUE)
#define NO(fact) (f->fact == RCM_FALSE)
#define IS(fact, standing) (f->fact == RCM_STANDING_##standing)
/* Both days are known, and the first is before the second. */
#define BEFORE(a, b) (f->a != RCM_NO_DATE && f->b != RCM_NO_DATE && f->a < f->b)
#define NOT_AFTER(a, b) (f->a != RCM_NO_DATE && f->b != RCM_NO_DATE && f->a <= f->b)
/* Both numbers are known. */
#define KNOWN(a, b) (f->a != RCM_NO_COUNT && f->b != RCM_NO_COUNT)
#define MORE(a, b) (KNOWN(a, b) && f->a > f->b)
/* The service lies in the window; an end that is not known is open, but not both ends are. */
#define IN_WINDOW(from, to) \
	(f->service_on != RCM_NO_DATE && !(f->from == RCM_NO_DATE && f->to == RCM_NO_DATE) && \
	 !BEFORE(service_on, from) && !BEFORE(to, service_on))

#endif
