-- posting: a remitted claim as moves of money
\pset null '-'
\set SHOW_CONTEXT never
-- our charges, and what the payer says of them: written as rows of text
CREATE FUNCTION pg_temp.moves(paid rcm.usd, lines text[], adjustments text[], charges text[], party rcm.account DEFAULT 'insurer_1', next_party rcm.account DEFAULT 'patient')
RETURNS TABLE (line integer, adj integer, line_no integer, stage text, from_account rcm.account, to_account rcm.account, amount rcm.usd, why text, problem text)
LANGUAGE sql AS $$
	SELECT m.line, m.adjustment, m.line_no, m.stage, m.from_account, m.to_account, m.amount, m.group_code || '-' || m.carc, m.problem
	FROM rcm.posting_moves(paid, lines::rcm.remitted_line[], adjustments::rcm.remitted_adjustment[], charges::rcm.charge_line[], party, next_party) m;
$$;

-- a discount and a copayment; the second line is denied and stays owed
SELECT * FROM pg_temp.moves('70',
	ARRAY['(1,L1,99213,{25},,,,2026-03-02,2026-03-02,120,70,90,1,{})', '(2,L2,81002,{},,,,2026-03-02,2026-03-02,15,0,,1,{N123})'],
	ARRAY['(1,1,CO,45,30,)', '(1,2,PR,3,20,)', '(2,3,CO,97,15,)'],
	ARRAY['(1,L1,99213,{25},,2026-03-02,2026-03-02,120,120)', '(2,L2,81002,{},,2026-03-02,2026-03-02,15,15)']);

-- no control numbers: a modifier dropped, a line split, a charge changed, a code changed
SELECT * FROM pg_temp.moves('180',
	ARRAY['(1,,99214,{},,,,2026-03-02,,150,100,,1,{})', '(2,,97110,{},,,,2026-03-02,,40,30,,1,{})', '(3,,97110,{},,,,2026-03-02,,60,30,,2,{})',
		'(4,,J3301,{},,,,2026-03-02,,70,10,,1,{})', '(5,,80048,{},,,,2026-03-02,,33,10,,1,{})'],
	ARRAY['(1,1,CO,45,50,)', '(2,2,CO,45,10,)', '(3,3,CO,45,30,)', '(4,4,CO,45,60,)', '(5,5,CO,45,23,)'],
	ARRAY['(1,,99214,{25},,2026-03-02,,150,150)', '(2,,97110,{GP},,2026-03-02,,100,100)', '(3,,J3301,{},,2026-03-02,,80,80)', '(4,,80053,{},,2026-03-02,,33,33)']);

-- three lines answered as one: every cent of each is explained
SELECT * FROM pg_temp.moves('50', ARRAY['(1,,80050,{},,,,2026-03-02,,100,50,,1,{})'], ARRAY['(1,1,CO,45,33.33,)', '(1,2,PR,2,16.67,)'],
	ARRAY['(1,,80053,{},,2026-03-02,,33.34,33.34)', '(2,,84443,{},,2026-03-02,,33.33,33.33)', '(3,,85025,{},,2026-03-02,,33.33,33.33)']);

-- which lines they answer, without the money
SELECT * FROM rcm.answered_lines(ARRAY['(1,,80050,{},,,,2026-03-02,,66.67,50,,1,{})', '(2,L1,80053,{},,,,2026-03-02,,33.34,0,,1,{})', '(3,,90471,{},,,,2026-03-02,,20,0,,1,{})']::rcm.remitted_line[],
	ARRAY['(1,L1,80053,{},,2026-03-02,,33.34,)', '(2,,84443,{},,2026-03-02,,33.34,)', '(3,,85025,{},,2026-03-02,,33.33,)']::rcm.charge_line[]);

-- the whole claim at once, and an adjustment of the claim beside those of its lines
SELECT * FROM pg_temp.moves('100', '{}', ARRAY['(,1,CO,45,50,)'], ARRAY['(1,,99213,{},,2026-03-02,,100,100)', '(2,,81002,{},,2026-03-02,,50,50)']);
SELECT * FROM pg_temp.moves('90', ARRAY['(1,L1,99213,{},,,,2026-03-02,,100,80,,1,{})', '(2,L2,81002,{},,,,2026-03-02,,50,20,,1,{})'],
	ARRAY['(1,1,CO,45,20,)', '(2,2,CO,45,30,)', '(,3,PR,1,10,)'], ARRAY['(1,L1,99213,{},,2026-03-02,,100,100)', '(2,L2,81002,{},,2026-03-02,,50,50)']);

-- a line that is none of ours, and a claim that is none of ours
SELECT * FROM pg_temp.moves('95', ARRAY['(1,L1,99213,{},,,,2026-03-02,,100,80,,1,{})', '(2,X9,90471,{},,,,2026-02-01,,25,15,,1,{})', '(3,X8,90472,{},,,,2026-02-01,,25,0,,1,{})'],
	ARRAY['(1,1,CO,45,20,)', '(2,2,CO,45,10,)', '(3,3,CO,97,25,)'], ARRAY['(1,L1,99213,{},,2026-03-02,,100,100)']);
SELECT * FROM pg_temp.moves('95', ARRAY['(1,L1,99213,{},,,,2026-03-02,,100,95,,1,{})'], ARRAY['(1,1,CO,45,5,)'], NULL);

-- a second payer: 30.00 are open to it, whatever the first has settled; too large a patient's share is told
SELECT * FROM pg_temp.moves('12', ARRAY['(1,L1,99213,{},,,,2026-03-02,,120,12,,1,{})'], ARRAY['(1,1,OA,23,70,)', '(1,2,CO,45,28,)', '(1,3,PR,3,10,)'],
	ARRAY['(1,L1,99213,{},,2026-03-02,,120,30)'], 'insurer_2');
SELECT * FROM pg_temp.moves('12', ARRAY['(1,L1,99213,{},,,,2026-03-02,,120,12,,1,{})'], ARRAY['(1,1,OA,23,70,)', '(1,2,PR,1,38,)'],
	ARRAY['(1,L1,99213,{},,2026-03-02,,120,30)'], 'insurer_2');

-- taken back: everything the other way round
SELECT * FROM pg_temp.moves('-70', ARRAY['(1,L1,99213,{25},,,,2026-03-02,,-120,-70,,1,{})'], ARRAY['(1,1,CO,45,-30,)', '(1,2,PR,3,-20,)'],
	ARRAY['(1,L1,99213,{25},,2026-03-02,,120,0)']);

-- refused
SELECT * FROM pg_temp.moves(NULL, '{}', '{}', '{}');
SELECT * FROM pg_temp.moves('1', '{}', '{}', '{}', 'patient');
SELECT * FROM pg_temp.moves('1', '{}', '{}', '{}', 'insurer_1', 'insurer_1');
SELECT * FROM pg_temp.moves('1', ARRAY['(1,,,,,,,,,1,1,,,)', '(1,,,,,,,,,1,1,,,)'], '{}', ARRAY['(1,,99213,,,,,1,1)']);
SELECT * FROM pg_temp.moves('1', ARRAY['(,,,,,,,,,1,1,,,)'], '{}', ARRAY['(1,,99213,,,,,1,1)']);
SELECT * FROM pg_temp.moves('92233720368547758.07', ARRAY['(1,,99213,,,,,,,1,-1,,,)'], '{}', ARRAY['(1,,99213,,,,,1,1)']);
