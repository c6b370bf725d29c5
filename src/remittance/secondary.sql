-- secondary.sql - the claim for the next payer, from what the one before paid

CREATE FUNCTION rcm.remittance_of_claim(file bytea, claim_id text) RETURNS bytea
	AS 'MODULE_PATHNAME', 'rcm_remittance_of_claim' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	COST 10000;
COMMENT ON FUNCTION rcm.remittance_of_claim(bytea, text) IS
'What a remittance file says of one claim, as a file: the envelopes, and of every 835 that has the claim (CLP01, exactly as given) the header, the LX and TS3 that the claim stands under, its CLP with all that belongs to it (several, where it was reversed and corrected), and SE. Other claims, PLB and other transactions are left out, so counts and the payment''s own balance are not those of the part, and rows are counted anew. Null when no 835 of the file has the claim. For reading one claim of a large file many times, or for showing somebody its remittance without that of others. Error RC006 when no delimiters are found. Rule: the loops of the implementation guide of the 835.

    SELECT convert_from(rcm.remittance_of_claim(bytes, ''A-1''), ''UTF8'') FROM era;';

CREATE FUNCTION rcm.matched_lines(claim rcm.claim, remittance bytea, payment integer, remitted_claim integer,
	OUT line integer, OUT n integer, OUT stage text) RETURNS SETOF record
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE ROWS 10
SET search_path = pg_catalog, pg_temp SET jit = off -- which would take ten times as long
AS $function$
DECLARE
	doc jsonb := matched_lines.claim::jsonb;
	sent rcm.charge_line[];
BEGIN
	SELECT array_agg(ROW(coalesce((x.l ->> 'n')::integer, x.at::integer), x.l ->> 'control', x.l ->> 'code', ARRAY(SELECT jsonb_array_elements_text(nullif(x.l -> 'mods', 'null'))),
			x.l ->> 'rev', coalesce(x.l ->> 'from', doc ->> 'stmt_from', doc #>> '{dates,service}')::date, NULL, (x.l ->> 'charge')::rcm.usd, NULL)::rcm.charge_line ORDER BY x.at)
	INTO sent
	FROM jsonb_array_elements(coalesce(nullif(doc -> 'lines', 'null'), '[]')) WITH ORDINALITY AS x(l, at);
	-- what answers several lines at once is the answer of none of them
	RETURN QUERY SELECT a.line, CASE count(*) WHEN 1 THEN min(a.line_no) END, CASE count(*) WHEN 1 THEN min(a.stage) END
		FROM rcm.remittance_postings(remittance) r, rcm.answered_lines(r.lines, coalesce(sent, '{}')) a
		WHERE r.payment = matched_lines.payment AND r.claim = matched_lines.remitted_claim
		GROUP BY a.line ORDER BY a.line;
END
$function$;
COMMENT ON FUNCTION rcm.matched_lines(rcm.claim, bytea, integer, integer) IS
'Which service line of a claim each line of its remittance answers: rcm.answered_lines for a claim and a file. "payment" and "remitted_claim" say which claim of the 835 it is, as rcm.remittance_claims counts them. One row for each SVC: "line" as rcm.remittance_lines counts, "n" the number of the claim''s line (its place where it has none), null when none fits, and the "stage" that told. A line without a day has that of the claim. What answers several lines of the claim at once (bundled) is the answer of none, for the next payer cannot be told of it line by line. No row when the remittance has no such claim, or it has no lines. Error RC006 when no delimiters are found. Rule: as in rcm.answered_lines.

    SELECT m.* FROM sent, era, rcm.remittance_claims(era.bytes) r, rcm.matched_lines(sent.claim, era.bytes, r.payment, r.claim) m
    WHERE r.claim_id = rcm.claim_id(sent.claim);';

CREATE FUNCTION rcm.secondary_claim(claim rcm.claim, remittance bytea, next_payer jsonb) RETURNS rcm.claim
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp SET jit = off -- which would take ten times as long
AS $function$
DECLARE
	doc jsonb := secondary_claim.claim::jsonb;
	part bytea := rcm.remittance_of_claim(secondary_claim.remittance, doc ->> 'claim_id');
	seq text := coalesce(doc ->> 'payer_seq', 'P');
	answer record;
	reversal record;
	taken_back bigint[] := ARRAY[]::bigint[];
	one bigint;
	charge numeric;
	lines jsonb;
	claim_level jsonb;
	other jsonb;
	fault integer;
BEGIN
	-- an answer whose exact negative comes too counts no more, whichever of them stands first
	FOR reversal IN SELECT * FROM rcm.remittance_claims(part) c WHERE c.status = '22' ORDER BY c.payment, c.claim
	LOOP
		SELECT c.byte_offset INTO one
		FROM rcm.remittance_claims(part) c
		WHERE c.status NOT IN ('22', '23', '25') AND c.byte_offset <> ALL (taken_back)
			AND c.charge::numeric = -reversal.charge::numeric AND c.paid::numeric = -reversal.paid::numeric
			AND (c.payer_claim_control IS NULL OR reversal.payer_claim_control IS NULL
				OR c.payer_claim_control IN (reversal.payer_claim_control, reversal.original_ref))
			-- (004010 gives another group for all of them)
			AND (EXISTS (SELECT FROM rcm.remittance_adjustments(part) a WHERE (a.payment, a.claim) = (reversal.payment, reversal.claim) AND a.group_code = 'CR')
				OR NOT EXISTS (SELECT FROM rcm.remittance_adjustments(part) a
					WHERE (a.payment, a.claim) IN ((reversal.payment, reversal.claim), (c.payment, c.claim))
					GROUP BY a.group_code, a.carc HAVING sum(a.amount::numeric) <> 0))
		ORDER BY c.payment, c.claim LIMIT 1;
		IF FOUND THEN
			taken_back := taken_back || one;
		END IF;
	END LOOP;
	-- of what is left the last; one of another payer of the same claim only where there is no other
	SELECT c.*, coalesce(p.payment_date, p.production_date) AS adjud_date, p.payer_name INTO answer
	FROM rcm.remittance_claims(part) c JOIN rcm.remittance_payments(part) p USING (payment)
	WHERE c.status NOT IN ('22', '23', '25') AND c.byte_offset <> ALL (taken_back)
	ORDER BY c.status = ANY (CASE seq WHEN 'P' THEN '{2,3,20,21}' WHEN 'S' THEN '{1,3,19,21}' WHEN 'T' THEN '{1,2,19,20}' ELSE '{}' END::text[]),
		c.payment DESC, c.claim DESC LIMIT 1;
	IF NOT FOUND THEN
		RAISE EXCEPTION USING ERRCODE = 'RC009', MESSAGE = CASE WHEN taken_back = '{}'
				THEN 'the remittance does not answer the claim' ELSE 'the remittance takes its answer to the claim back' END,
			HINT = 'A claim is found by its claim_id in CLP01; reversals (22) and what they reverse, forwarded claims (23) and predeterminations (25) do not count.';
	END IF;
	IF answer.balances IS NOT TRUE OR (answer.lines > 0 AND answer.lines_balance IS NOT TRUE) THEN
		RAISE EXCEPTION 'the remittance of the claim does not balance' USING ERRCODE = 'RC009',
			DETAIL = format('Charge %s, paid %s, adjustments of the claim %s, of its lines %s.', answer.charge, answer.paid, answer.claim_adjustments, answer.line_adjustments);
	END IF;
	charge := coalesce((doc ->> 'total_charge')::numeric, (SELECT sum((x ->> 'charge')::numeric) FROM jsonb_array_elements(coalesce(doc -> 'lines', '[]')) x));
	IF charge <> answer.charge::numeric THEN
		RAISE EXCEPTION 'the remittance is that of another charge' USING ERRCODE = 'RC009',
			DETAIL = format('The claim was sent with %s and answered with %s.', charge, answer.charge);
	END IF;
	-- (what is no procedure, a drug or a revenue code, is answered under the line's own)
	WITH adjusted AS (
		SELECT coalesce(a.line, 0) AS line, jsonb_agg(jsonb_strip_nulls(jsonb_build_object('grp', a.group_code, 'carc', a.carc, 'amt', a.amount::text, 'qty', a.quantity)) ORDER BY a.adjustment) AS adj
		FROM rcm.remittance_adjustments(part) a
		WHERE a.payment = answer.payment AND a.claim = answer.claim AND a.amount IS NOT NULL
		GROUP BY 1)
	SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('n', m.n, 'paid', coalesce(l.paid, '0')::text, 'code', CASE WHEN q.is_procedure THEN l.code END,
			'mods', CASE WHEN q.is_procedure THEN to_jsonb(nullif(l.mods, '{}')) END, 'rev', l.rev, 'units', l.units_paid, 'adj', a.adj)) ORDER BY l.line), '[]'),
		(SELECT adj FROM adjusted WHERE line = 0)
	INTO lines, claim_level
	FROM rcm.remittance_lines(part) l
	JOIN rcm.matched_lines(secondary_claim.claim, part, answer.payment, answer.claim) m USING (line)
	LEFT JOIN adjusted a USING (line)
	CROSS JOIN LATERAL (SELECT coalesce(l.qualifier, '') NOT IN ('NU', 'N1', 'N2', 'N3', 'N4', 'N5', 'N6', 'ND', 'UI', 'UX') AS is_procedure) q
	WHERE l.payment = answer.payment AND l.claim = answer.claim;
	-- what a line was charged must be what was paid and adjusted on it, or the next payer cannot follow
	SELECT s.n INTO fault
	FROM (SELECT coalesce((x.sent ->> 'n')::integer, x.at::integer) AS n, (x.sent ->> 'charge')::numeric AS charge
			FROM jsonb_array_elements(coalesce(doc -> 'lines', '[]')) WITH ORDINALITY AS x(sent, at)) s
	LEFT JOIN (SELECT (x ->> 'n')::integer AS n, sum((x ->> 'paid')::numeric) + coalesce(sum(a.amt), 0) AS told
			FROM jsonb_array_elements(lines) x,
				LATERAL (SELECT sum((y ->> 'amt')::numeric) AS amt FROM jsonb_array_elements(coalesce(x -> 'adj', '[]')) y) a
			GROUP BY 1) t ON t.n = s.n
	WHERE lines <> '[]' AND t.told IS DISTINCT FROM s.charge ORDER BY s.n LIMIT 1;
	IF FOUND OR jsonb_path_exists(lines, '$[*] ? (!exists(@.n))') THEN
		RAISE EXCEPTION 'the remittance does not explain the charge of every line' USING ERRCODE = 'RC009',
			DETAIL = CASE WHEN fault IS NULL THEN 'A line of the remittance answers no line of the claim.' ELSE format('Line %s: charge, payments and adjustments do not add up.', fault) END,
			HINT = 'rcm.matched_lines shows which line of the remittance answers which line of the claim.';
	END IF;
	other := jsonb_strip_nulls(jsonb_build_object(
		'payer_id', doc -> 'payer_id', 'seq', seq, 'filing_ind', doc -> 'filing_ind', 'msp_type', doc -> 'msp_type',
		'name', coalesce(doc #> '{payer,name}', to_jsonb(answer.payer_name)), 'rel', doc #> '{patient,rel}',
		'claim_control', answer.payer_claim_control, 'subscriber', (doc -> 'subscriber') - 'dob' - 'sex',
		'terms', doc -> 'terms', 'paid', answer.paid::text,
		'adjud_date', answer.adjud_date,
		'adj', claim_level, 'lines', nullif(lines, '[]')));
	-- what the payer before said of coverage, and what it authorized, is not the next one's word
	RETURN (doc - ARRAY['payer_id', 'payer', 'filing_ind', 'msp_type', 'orig_ref', 'auth_number', 'eligibility']
		|| jsonb_build_object('freq', '1', 'payer_seq', CASE seq WHEN 'P' THEN 'S' WHEN 'S' THEN 'T' WHEN 'T' THEN 'A' ELSE 'U' END,
			'lines', (SELECT jsonb_agg(x.sent - 'auth' ORDER BY x.at) FROM jsonb_array_elements(nullif(doc -> 'lines', 'null')) WITH ORDINALITY AS x(sent, at)),
			'other_payers', coalesce(doc -> 'other_payers', '[]') || other)
		|| next_payer)::rcm.claim;
END
$function$;
COMMENT ON FUNCTION rcm.secondary_claim(rcm.claim, bytea, jsonb) IS
'The claim for the next payer, with what the payer before has paid and why not more: the coordination of benefits of loops 2320, 2330 and 2430. "claim" is the claim as it was sent, "remittance" the 835 file that answers it, of any size and with other claims besides. It is found by claim_id: an answer that a reversal of the same amounts takes back does not count, in whichever order they stand; of what is left the last, of that of the claim''s own place in the sequence where there is one (CLP02 1, 2, 3 for payer_seq P, S, T). "next_payer" the keys of the claim that are another''s now: payer_id, payer, filing_ind, subscriber, patient (as a whole), msp_type. payer_seq follows (P, S, T, A; P when it is not given), freq is 1; orig_ref, auth_number, the "auth" of lines and eligibility are the payer''s before and dropped: give the next one''s with "next_payer", as submit_date when it is another day now.
Each SVC becomes a line of the other payer under the code that was adjudicated (under that of the claim''s line where it was a revenue code or a drug''s number); a claim that was answered without lines keeps its adjustments at claim level. What is returned holds the three formulas: charge of a line = paid + its adjustments; paid of the claim = paid of its lines - adjustments of the claim; charge of the claim = paid + all adjustments. Error RC009 when the remittance does not answer the claim, takes its answer back, does not balance, is that of another charge, or does not explain the charge of every line: nothing is made up. A payer that has forwarded the claim itself (CLP02 19, 20, 21; crossover_payer_name in rcm.remittance_claims) has answered it like any other: the next payer has the claim already, so look before you send it. Rule: the implementation guide of the 837, section on coordination of benefits; X12 RFI 1405 (one SVD for each adjudicated code), 2499.

    SELECT rcm.x12_837p(rcm.secondary_claim(sent.claim, era.bytes, ''{"payer_id": "SKMO0", "filing_ind": "MC", "payer": {"name": "MO HEALTHNET"}}''), sender.keys) FROM sent, era, sender;';
