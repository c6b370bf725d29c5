/*
 * rcm.h - what every room that faces the server shares: the SQLSTATE class.
 *
 * Class RC is rcm's own.  docs/reference/errors.md lists the same codes with
 * what to do about each; a test holds the two lists together.
 */
#ifndef RCM_H
#define RCM_H

#include "base/shim.h"

/* A claim was refused by its trigger: DETAIL holds the findings as JSON. */
#define ERRCODE_RCM_CLAIM_REJECTED		MAKE_SQLSTATE('R', 'C', '0', '0', '1')
/* Valid JSON, but not a claim: the message names the path. */
#define ERRCODE_RCM_CLAIM_SHAPE			MAKE_SQLSTATE('R', 'C', '0', '0', '2')
/* The library is missing, or is not the one this version reads. */
#define ERRCODE_RCM_LIBRARY				MAKE_SQLSTATE('R', 'C', '0', '0', '3')
/* A custom edit's expression is not allowed. */
#define ERRCODE_RCM_CUSTOM_EDIT			MAKE_SQLSTATE('R', 'C', '0', '0', '4')
/* No edit has this id. */
#define ERRCODE_RCM_UNKNOWN_EDIT		MAKE_SQLSTATE('R', 'C', '0', '0', '5')
/* The bytes are not an X12 interchange: no delimiters were found. */
#define ERRCODE_RCM_NOT_X12				MAKE_SQLSTATE('R', 'C', '0', '0', '6')
/* A file or release does not fit the library: the message names the row of the file. */
#define ERRCODE_RCM_LIBRARY_ROW			MAKE_SQLSTATE('R', 'C', '0', '0', '7')

/* A strict reader met a finding that means loss: the message names the place. */
#define ERRCODE_RCM_X12_FINDING			MAKE_SQLSTATE('R', 'C', '0', '0', '8')
/* What was to be written would not be valid, a whole file or a secondary claim: the message says what of it. */
#define ERRCODE_RCM_X12_CONTENT			MAKE_SQLSTATE('R', 'C', '0', '0', '9')

/* What a claim, practice or file of a ledger is asked to do, its state does not allow. */
#define ERRCODE_RCM_LEDGER_STATE		MAKE_SQLSTATE('R', 'C', '0', '1', '0')
/* A rule of money refuses: nothing was posted. */
#define ERRCODE_RCM_MONEY_RULE			MAKE_SQLSTATE('R', 'C', '0', '1', '1')

#endif
