/*
 * card.h - does a text have the number of a payment card?  Where it does, it is not to be stored.
 */
#ifndef RCM_CARD_H
#define RCM_CARD_H

#include "base/text.h"

/*
 * A card number has 13 to 19 digits, begins like those of a card network and
 * has a right check digit (Luhn).  It may be in groups with one space or
 * hyphen between two: in any groups where no other digits stand so near, or
 * between others in the groups in which cards show it.  It never begins or
 * ends inside a group.
 */
extern bool rcm_has_card_number(RcmText t);

#endif
