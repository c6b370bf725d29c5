-- An amount in parts that add up to it; see split.h.

CREATE FUNCTION rcm.split(amount rcm.usd, weights rcm.usd[]) RETURNS rcm.usd[]
	AS 'MODULE_PATHNAME', 'rcm_split_pg' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.split(rcm.usd, rcm.usd[]) IS
'An amount in parts in proportion to weights, such as a payment over the service lines of a claim by what is owed on each. The parts add up to the amount to the cent, none is a cent or more off its exact share, and each has the sign of the amount. The method of the largest remainder: shares without the broken cent first, then the cents that are left over go one each to the parts that lost most, of equals to the earlier.

amount - dollars to split.
weights - an array of one dimension with at least one element, none negative (error 22023). A null counts as zero; when all are zero the shares are equal.

Result: an array with the parts in the order of the weights, numbered from 1.

    SELECT rcm.split(100, ''{1,1,1}'')';
