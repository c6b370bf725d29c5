-- 90-check.sql - the shape of what check() answers

CREATE TYPE @ledger@.violation AS (
	invariant   text,
	practice_id text,
	what        text,
	detail      text,
	amount      rcm.usd
);
COMMENT ON TYPE @ledger@.violation IS 'A rule of the ledger that does not hold somewhere: a row of check().';
COMMENT ON COLUMN @ledger@.violation.invariant IS 'Which rule: I1 to I14, or reference for a row that names another that there is not.';
COMMENT ON COLUMN @ledger@.violation.practice_id IS 'The practice; null: the ledger as a whole.';
COMMENT ON COLUMN @ledger@.violation.what IS 'Where: the row or the line.';
COMMENT ON COLUMN @ledger@.violation.detail IS 'What does not hold.';
COMMENT ON COLUMN @ledger@.violation.amount IS 'By how much, where that can be said.';
