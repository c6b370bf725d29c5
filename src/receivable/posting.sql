-- posting.sql - one remitted claim as moves of money

CREATE FUNCTION rcm.posting_moves(paid rcm.usd, lines rcm.remitted_line[],
	adjustments rcm.remitted_adjustment[], charges rcm.charge_line[], party rcm.account,
	next_party rcm.account,
	OUT line integer, OUT adjustment integer, OUT line_no integer, OUT stage text,
	OUT from_account rcm.account, OUT to_account rcm.account, OUT amount rcm.usd,
	OUT group_code text, OUT carc text, OUT problem text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_posting_moves' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 10;
COMMENT ON FUNCTION rcm.posting_moves(rcm.usd, rcm.remitted_line[], rcm.remitted_adjustment[], rcm.charge_line[], rcm.account, rcm.account) IS
'The money of one remitted claim as moves between accounts: one row for each amount and charge line, in the order of lines and adjustments, whatever the order in which they are given. paid, lines and adjustments are those of a row of rcm.remittance_postings (one without faults), "charges" our charge lines of the claim, "party" who answers (insurer_1, insurer_2, insurer_3, third_party), next_party who owes the patient''s share next (the next insurer, or patient).
Each row: "line" and "adjustment" of the remittance that it comes from (line null: of the claim itself; adjustment null: the payment), line_no of the charge line, the "stage" by which that was found, from_account, to_account, amount (more than 0), group_code and carc of the adjustment, "problem". A row with a problem and without accounts moves nothing and is to be looked at; its amount, where there is one, is what was not moved.
Stages are those of rcm.answered_lines, and claim level: a remitted claim without lines is shared by all of our lines, an adjustment of the claim itself by those that were answered.
Moves: what was paid from "party" to cash; an adjustment by rcm.adjustment_class: patient to next_party, contractual, sequestration, capitation, levy and interest to the account of that name; a denial, an unclassified code, what a prior payer settled and what informs stay owed. A negative amount moves the other way round. An adjustment of the claim itself comes off what its lines were paid, so cash gains exactly "paid", whatever else is told. Shares are by what each line has left to explain, by the largest remainder: in a claim that balances none is explained beyond its charge.
insurer_2 and insurer_3 speak of the whole charge, but only "owed" is open: after the payments the patient''s share is moved up to what is left (problem "beyond what is owed" for the rest), then other reductions up to what is left (the rest, the discount of the payer before told again, is silent); one that they take back has the problem "a later payer takes back a reduction": reverse what was posted instead. What was paid on a line that answers none of ours, or with "charges" null or empty on the whole claim, comes out of suspense with the problem "no charge line fits" (its adjustments do not move). Other problems: "the amount is not known", "the line of the adjustment is not given".
Errors: 22004 when paid, party, next_party or the number of a line is null, 22023 when an account cannot answer or a number comes twice, 22003 when a sum is out of range, 54000 beyond 5000 lines, 1000 adjustments of a claim itself or a million moves. Rule: balancing in the implementation guide of the 835; largest remainder as in rcm.split.

    SELECT m.* FROM era, rcm.remittance_postings(era.bytes) r,
        rcm.posting_moves(r.paid, r.lines, r.adjustments, ARRAY[''(1,L1,99213,{25},,2026-03-02,2026-03-02,120.00,120.00)'']::rcm.charge_line[], ''insurer_1'', ''patient'') m;';
