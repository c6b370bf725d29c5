-- Numbers of payment cards, which have no place in a database; see card.h.

CREATE FUNCTION rcm.has_card_number(value text) RETURNS boolean
	AS 'MODULE_PATHNAME', 'rcm_has_card_number_pg' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.has_card_number(text) IS
'Does the text have the number of a payment card? For constraints on references, notes and whatever else comes with a payment: who stores card numbers falls under the rules of the card industry (PCI DSS, requirement 3).

A card number is 13 to 19 digits, at once or in groups with one space or hyphen between two, that begin like those of a card network (Visa, Mastercard, American Express, Discover, Diners Club, JCB, UnionPay, Maestro) and whose last digit checks (Luhn, ISO/IEC 7812-1). Next to other groups of digits, such as a telephone number before it and an expiry date after it, it is found in one piece or in the groups in which cards show it (4-4-4-4, 4-6-5 and the like); digits inside a longer run without a gap are not one. One in ten other numbers of that length and beginning checks too, so a true may be a false alarm; digits of other scripts than ASCII are not seen.

value - any text.

    SELECT rcm.has_card_number(''paid with 4111 1111 1111 1111'')';
