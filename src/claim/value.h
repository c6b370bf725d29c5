/*
 * value.h - the values that a claim is made of: objects, numbers, lists.
 */
#ifndef RCM_CLAIM_VALUE_H
#define RCM_CLAIM_VALUE_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/dates.h"
#include "money/usd.h"

#define RCM_NO_INT INT64_MIN

/* A key that the schema does not know, kept as it came. */
typedef struct RcmExtra
{
	struct RcmExtra *next;
	RcmText		key;
	RcmText		json;			/* the value, as JSON text */
} RcmExtra;

/*
 * Every object begins with this.  Bit i of "given" and "nulls" stands for
 * field i of the object's shape: the key was there, and its value was null.
 */
typedef struct RcmObject
{
	uint64_t	given;
	uint64_t	nulls;
	RcmExtra   *extra;
} RcmObject;

/*
 * A number that the outside world may spell as a number, as text, or wrongly.
 * Millionths, because units of service and NDC quantities have fractions.
 */
typedef enum RcmNumberState
{
	RCM_NUMBER_NONE = 0,		/* not given */
	RCM_NUMBER_OK,
	RCM_NUMBER_BAD				/* text that is not a number */
} RcmNumberState;

#define RCM_ONE INT64_C(1000000)

typedef struct RcmNumber
{
	RcmText		raw;
	int64_t		millionths;
	uint8_t		state;
	bool		quoted;			/* it came as a JSON string */
} RcmNumber;

typedef enum RcmTruth
{
	RCM_UNKNOWN = 0,
	RCM_FALSE,
	RCM_TRUE
} RcmTruth;

/* A list of whatever the field's kind says. */
typedef struct RcmList
{
	int32_t		count;
	void	   *items;
} RcmList;

#define RCM_ITEM(list, type, i) (&((type *) (list).items)[i])
#define RCM_TEXT_ITEM(list, i) (((RcmText *) (list).items)[i])
#define RCM_INT_ITEM(list, i) (((int64_t *) (list).items)[i])

/* Low and high end of a run of procedure codes. */
typedef struct RcmRange
{
	RcmText		lo;
	RcmText		hi;
} RcmRange;

#endif
