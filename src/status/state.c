/*
 * state.c - what a status says of a claim, in one word.
 *
 * Only the category decides; the status code says why.  The table is by the
 * published list 507 (claim status category codes); categories that may come
 * later are read by their first letter, which the list keeps stable.
 */
#include "status/read.h"

#define RECEIVED "received"
#define ACCEPTED "accepted"
#define FORWARDED "forwarded"
#define REJECTED "rejected"
#define NOT_FOUND "not found"
#define ERROR "error"

static const struct
{
	const char *category;
	const char *state;
}			states[] = {
	{"A0", FORWARDED},
	{"A1", RECEIVED},
	{"A2", ACCEPTED},
	{"A3", REJECTED},
	{"A4", NOT_FOUND},
	{"A5", ACCEPTED},			/* split into several */
	{"A6", REJECTED},
	{"A7", REJECTED},
	{"A8", REJECTED},
	/* The same of encounters that are only reported. */
	{"DR01", RECEIVED},
	{"DR02", ACCEPTED},
	{"DR03", REJECTED},
	{"DR04", NOT_FOUND},
	{"DR05", REJECTED},
	{"DR06", REJECTED},
	{"DR07", REJECTED},
	{"DR08", ACCEPTED},			/* with a warning */
	{"D0", NOT_FOUND},
	{"F1", "paid"},
	{"F2", "denied"},
	{"F3", "revised"},
};

static const char *
state_of_category(RcmText category)
{
	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++)
		if (rcm_text_is(category, states[i].category))
			return states[i].state;
	if (category.len < 2 || !rcm_is_digit(category.data[1]))
		return NULL;
	switch (category.data[0])
	{
		case 'E':
			return ERROR;
		case 'F':
			return "finalized";
		case 'P':
			return "pending";
		case 'R':
			return "requested";
		default:
			return NULL;
	}
}

bool
rcm_277_contradicts(RcmText category, RcmText action)
{
	const char *state = state_of_category(category);

	if (state == NULL)
		return false;
	if (rcm_text_is(action, "WQ"))
		return strcmp(state, REJECTED) == 0;
	if (rcm_text_is(action, "U"))
		return strcmp(state, REJECTED) != 0 && strcmp(state, NOT_FOUND) != 0 &&
			strcmp(state, ERROR) != 0;
	return false;
}

/*
 * Where the two differ the rejection counts: a claim that is sent again for
 * nothing costs less than one that nobody sends again.
 */
const char *
rcm_277_state(RcmText category, RcmText action)
{
	const char *state = state_of_category(category);

	if (state == NULL)
		return rcm_text_is(action, "U") ? REJECTED : rcm_text_is(action, "WQ") ? ACCEPTED : NULL;
	if (rcm_text_is(action, "U") && rcm_277_contradicts(category, action))
		return REJECTED;
	return state;
}
