-- secondary.sql - the claim for the next payer, from what the one before paid

CREATE FUNCTION rcm.matched_lines(claim rcm.claim, remittance bytea, payment integer, remitted_claim integer,
	OUT line integer, OUT n integer, OUT stage text) RETURNS SETOF record
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE ROWS 10
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	sent jsonb := coalesce(matched_lines.claim::jsonb -> 'lines', '[]');
	taken boolean[] := array_fill(false, ARRAY[greatest(jsonb_array_length(sent), 1)]);
	paid record;
	found integer;
BEGIN
	FOR paid IN
		SELECT l.line, coalesce(l.submitted_code, l.code) AS code, coalesce(l.submitted_mods, l.mods) AS mods,
			l.charge::numeric AS charge, l.service_from, l.line_control
		FROM rcm.remittance_lines(remittance) l
		WHERE l.payment = matched_lines.payment AND l.claim = matched_lines.remitted_claim
		ORDER BY l.line
	LOOP
		SELECT s.at, s.stage INTO found, matched_lines.stage
		FROM (SELECT x.at,
				CASE
					WHEN paid.line_control = coalesce(x.sent ->> 'control', x.sent ->> 'n', x.at::text) THEN 'control number'
					WHEN taken[x.at] THEN NULL
					WHEN paid.code = coalesce(x.sent ->> 'code', x.sent ->> 'rev') AND paid.charge = (x.sent ->> 'charge')::numeric
						AND paid.service_from = (x.sent ->> 'from')::date THEN 'code, date and charge'
					WHEN paid.code = coalesce(x.sent ->> 'code', x.sent ->> 'rev') AND paid.service_from = (x.sent ->> 'from')::date THEN 'code and date'
					WHEN paid.charge = (x.sent ->> 'charge')::numeric
						AND paid.service_from = (x.sent ->> 'from')::date THEN 'date and charge'
				END AS stage,
				paid.mods IS NOT DISTINCT FROM ARRAY(SELECT jsonb_array_elements_text(nullif(x.sent -> 'mods', 'null'))) AS same_mods
			FROM (SELECT j.at::integer AS at, j.sent FROM jsonb_array_elements(sent) WITH ORDINALITY AS j(sent, at)) x) s
		WHERE s.stage IS NOT NULL
		ORDER BY array_position(ARRAY['control number', 'code, date and charge', 'code and date', 'date and charge'], s.stage),
			s.same_mods DESC, s.at
		LIMIT 1;
		matched_lines.line := paid.line;
		matched_lines.n := NULL;
		IF found IS NOT NULL THEN
			taken[found] := true;
			matched_lines.n := coalesce((sent -> (found - 1) ->> 'n')::integer, found);
		END IF;
		RETURN NEXT;
	END LOOP;
END
$function$;
COMMENT ON FUNCTION rcm.matched_lines(rcm.claim, bytea, integer, integer) IS
'Which service line of a claim each line of its remittance answers. "payment" and "remitted_claim" say which claim of the 835 it is, as rcm.remittance_claims counts them. One row for each SVC: "line" as rcm.remittance_lines counts, "n" the number of the claim''s line, null when none fits, and the "stage" that told: control number (REF*6R echoes the line''s control, else its number; several SVC may answer one line, which was split), code, date and charge, code and date, date and charge (the payer changed the code). The code is the submitted one where the payer says it (SVC06), and of a line without a procedure its revenue code. A line that an earlier SVC answered is given again only by its control number. No row when the remittance has no such claim, or it has no lines. Error RC006 when no delimiters are found. Rule: the implementation guide of the 835, REF*6R and SVC06.

    SELECT m.* FROM sent, era, rcm.remittance_claims(era.bytes) r, rcm.matched_lines(sent.claim, era.bytes, r.payment, r.claim) m
    WHERE r.claim_id = rcm.claim_id(sent.claim);';

CREATE FUNCTION rcm.secondary_claim(claim rcm.claim, remittance bytea, next_payer jsonb) RETURNS rcm.claim
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	doc jsonb := secondary_claim.claim::jsonb;
	turn text := coalesce(doc ->> 'payer_seq', 'P');	-- as an 837 that does not say it is written
	answer record;
	lines jsonb;
	claim_level jsonb;
	other jsonb;
	fault integer;
BEGIN
	-- the last word of the payer: of a reversal and its correction the correction
	SELECT c.*, p.payment_date, p.payer_name INTO answer
	FROM rcm.remittance_claims(remittance) c JOIN rcm.remittance_payments(remittance) p USING (payment)
	WHERE c.claim_id = doc ->> 'claim_id' AND c.status NOT IN ('22', '23', '25')
	ORDER BY c.payment DESC, c.claim DESC LIMIT 1;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'the remittance does not answer the claim' USING ERRCODE = 'RC009',
			HINT = 'A claim is found by its claim_id in CLP01; reversals (22), forwarded claims (23) and predeterminations (25) do not count.';
	END IF;
	IF answer.balances IS NOT TRUE OR answer.lines_balance IS FALSE THEN
		RAISE EXCEPTION 'the remittance of the claim does not balance' USING ERRCODE = 'RC009',
			DETAIL = format('Charge %s, paid %s, adjustments of the claim %s, of its lines %s.', answer.charge, answer.paid, answer.claim_adjustments, answer.line_adjustments);
	END IF;
	SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('n', m.n, 'paid', l.paid::text, 'code', CASE WHEN l.qualifier IS DISTINCT FROM 'NU' THEN l.code END,
			'mods', to_jsonb(nullif(l.mods, '{}')), 'rev', l.rev, 'units', l.units_paid,
			'adj', (SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object('grp', a.group_code, 'carc', a.carc, 'amt', a.amount::text, 'qty', a.quantity)) ORDER BY a.adjustment)
				FROM rcm.remittance_adjustments(remittance) a
				WHERE a.payment = answer.payment AND a.claim = answer.claim AND a.line = l.line))) ORDER BY l.line), '[]')
	INTO lines
	FROM rcm.remittance_lines(remittance) l
	JOIN rcm.matched_lines(secondary_claim.claim, remittance, answer.payment, answer.claim) m USING (line)
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
	SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object('grp', a.group_code, 'carc', a.carc, 'amt', a.amount::text, 'qty', a.quantity)) ORDER BY a.adjustment)
	INTO claim_level
	FROM rcm.remittance_adjustments(remittance) a
	WHERE a.payment = answer.payment AND a.claim = answer.claim AND a.line IS NULL;
	other := jsonb_strip_nulls(jsonb_build_object(
		'payer_id', doc -> 'payer_id', 'seq', turn, 'filing_ind', doc -> 'filing_ind', 'msp_type', doc -> 'msp_type',
		'name', coalesce(doc #> '{payer,name}', to_jsonb(answer.payer_name)), 'rel', doc #> '{patient,rel}',
		'claim_control', answer.payer_claim_control, 'subscriber', (doc -> 'subscriber') - 'dob' - 'sex',
		'terms', doc -> 'terms', 'paid', answer.paid::text,
		'adjud_date', answer.payment_date,
		'adj', claim_level, 'lines', nullif(lines, '[]')));
	-- what the payer before said of coverage, and what it authorized, is not the next one's word
	RETURN (doc - ARRAY['payer_id', 'payer', 'filing_ind', 'msp_type', 'orig_ref', 'auth_number', 'eligibility']
		|| jsonb_build_object('freq', '1', 'payer_seq', CASE turn WHEN 'P' THEN 'S' WHEN 'S' THEN 'T' ELSE 'U' END,
			'lines', (SELECT jsonb_agg(x.sent - 'auth' ORDER BY x.at) FROM jsonb_array_elements(nullif(doc -> 'lines', 'null')) WITH ORDINALITY AS x(sent, at)),
			'other_payers', coalesce(doc -> 'other_payers', '[]') || other)
		|| next_payer)::rcm.claim;
END
$function$;
COMMENT ON FUNCTION rcm.secondary_claim(rcm.claim, bytea, jsonb) IS
'The claim for the next payer, with what the payer before has paid and why not more: the coordination of benefits of loops 2320, 2330 and 2430. "claim" is the claim as it was sent, "remittance" the 835 file that answers it (found by claim_id; the last answer counts, so after a reversal its correction), "next_payer" the keys of the claim that are another''s now: payer_id, payer, filing_ind, subscriber, patient (as a whole), msp_type. payer_seq follows (S after P, T after S, else U), freq is 1; orig_ref, auth_number, the "auth" of lines and eligibility are the payer''s before and dropped: give the next one''s with "next_payer", as submit_date when it is another day now.
Each SVC becomes a line of the other payer under the code that was adjudicated; a claim that was answered without lines keeps its adjustments at claim level. What is returned holds the three formulas: charge of a line = paid + its adjustments; paid of the claim = paid of its lines - adjustments of the claim; charge of the claim = paid + all adjustments. Error RC009 when the remittance does not answer the claim, does not balance, or does not explain the charge of every line: nothing is made up. Rule: the implementation guide of the 837, section on coordination of benefits; X12 RFI 1405 (one SVD for each adjudicated code), 2499.

    SELECT rcm.x12_837p(rcm.secondary_claim(sent.claim, era.bytes, ''{"payer_id": "SKMO0", "filing_ind": "MC", "payer": {"name": "MO HEALTHNET"}}''), sender.keys) FROM sent, era, sender;';
