-- 74-denial-provider.sql - might the provider bill the payer, and as what

CREATE OR REPLACE FUNCTION @ledger@.enrolment_of(line @ledger@.denied_line, npi text, tin text, group_npi text, place_npi text, state text,
		OUT enrolment_id text, OUT standing text, OUT from_day date, OUT to_day date, OUT linked boolean, OUT network boolean, OUT taxonomy text, OUT holds boolean)
	RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 1 SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT e.enrolment_id, s.standing, e.eff, u.until, f.linked, e.network, e.taxonomy,
		coalesce(s.standing = 'approved' AND daterange(e.eff, u.until, '[]') @> line.service_on, false)
	FROM @ledger@.enrolment e
	-- decided after the claim left: it was open when it did
	CROSS JOIN LATERAL (SELECT CASE WHEN e.status IN ('requested', 'pending') OR e.decided_on > coalesce(line.sent_on, line.denied_on) THEN 'pending'
		WHEN e.status = 'denied' THEN 'denied' ELSE 'approved' END) s (standing)
	CROSS JOIN LATERAL (SELECT least(e.term, CASE WHEN e.status = 'revalidation due' THEN greatest(e.eff, e.revalidation_due_on) END)) u (until)
	-- (what the claim does not say contradicts nothing)
	CROSS JOIN LATERAL (SELECT coalesce(e.tin = enrolment_of.tin, true) AND coalesce(e.group_npi::text = enrolment_of.group_npi, true)
		AND coalesce(e.location_npi::text = enrolment_of.place_npi, true) AND coalesce(e.state = enrolment_of.state, true)) f (linked)
	WHERE e.practice_id = line.practice_id AND e.payer_id = line.payer_id AND e.provider_npi::text = enrolment_of.npi AND e.recorded_at <= line.as_of
	ORDER BY f.linked DESC, s.standing = 'approved' AND daterange(e.eff, u.until, '[]') @> line.service_on DESC, s.standing = 'approved' DESC, s.standing = 'pending' DESC,
		e.eff DESC NULLS LAST, e.requested_on DESC NULLS LAST, e.enrolment_id
	LIMIT 1
$$;
COMMENT ON FUNCTION @ledger@.enrolment_of(@ledger@.denied_line, text, text, text, text, text) IS
'The enrolment of a provider (npi) with the payer of a denied line that fits the group (tin, group_npi), place and state of the claim best, as it stood when the claim left: standing pending, denied or approved; from_day and to_day; linked: is it for that group, place and state; holds: does it hold the day of service. No row when none had been recorded.';

CREATE OR REPLACE FUNCTION @ledger@.provider_facts(line @ledger@.denied_line, facts jsonb) RETURNS jsonb
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	doc       jsonb := line.doc;
	our_line  jsonb := (SELECT l FROM jsonb_array_elements(doc -> 'lines') l WHERE l ->> 'n' = line.line_no::text LIMIT 1);
	biller    text := rcm.billing_npi(line.document);
	place     jsonb := coalesce(our_line -> 'service_facility', doc -> 'service_facility');
	person    jsonb := coalesce(our_line -> 'rendering', doc -> 'rendering');
	own       record;
	payee     record;
	worst     record;
BEGIN
	facts := facts || jsonb_build_object('ordering_provider_on_claim', coalesce(our_line ?| '{ordering,referring}', false) OR doc ?| '{ordering,referring}');
	IF NOT EXISTS (SELECT FROM @ledger@.enrolment e WHERE e.practice_id = line.practice_id AND e.payer_id = line.payer_id AND e.recorded_at <= line.as_of) THEN
		RETURN facts;
	END IF;
	SELECT * INTO own FROM @ledger@.enrolment_of(line, line.provider_npi, doc #>> '{billing,tin}', biller, place ->> 'npi', coalesce(place #>> '{addr,state}', doc #>> '{billing,addr,state}'));
	SELECT * INTO payee FROM @ledger@.enrolment_of(line, biller, doc #>> '{billing,tin}', biller, place ->> 'npi', coalesce(place #>> '{addr,state}', doc #>> '{billing,addr,state}'));
	-- the group itself may be what is not enrolled
	worst := CASE WHEN own.enrolment_id IS NULL OR own.holds AND own.linked AND payee.enrolment_id IS NOT NULL AND NOT payee.holds THEN payee ELSE own END;
	-- whoever keeps enrolments of people with this payer here, and none of this one, has not enrolled him
	IF own.enrolment_id IS NULL AND line.provider_npi <> biller AND EXISTS (SELECT FROM @ledger@.enrolment e
			WHERE e.practice_id = line.practice_id AND e.payer_id = line.payer_id AND e.provider_npi::text <> biller AND e.recorded_at <= line.as_of) THEN
		RETURN facts - '{enrollment_from,enrollment_to}'::text[] || '{"enrollment_status": "none"}';
	ELSIF worst.enrolment_id IS NULL THEN
		RETURN facts;
	END IF;
	RETURN facts - '{enrollment_from,enrollment_to}'::text[] || jsonb_strip_nulls(jsonb_build_object('enrollment_status', worst.standing,
		'enrollment_from', worst.from_day, 'enrollment_to', worst.to_day, 'linked_to_group', CASE WHEN worst.standing = 'approved' THEN worst.linked END,
		'contracted', CASE WHEN worst.holds THEN worst.network END,
		'identifiers_match', CASE WHEN worst.holds AND worst.linked THEN worst.taxonomy = CASE WHEN own.enrolment_id IS NULL THEN doc #>> '{billing,taxonomy}' ELSE person ->> 'taxonomy' END END));
END
$$;
COMMENT ON FUNCTION @ledger@.provider_facts(@ledger@.denied_line, jsonb) IS
'The given facts (what the library tells) with those of the practice''s enrolments as of the submission, which go before: not enrolled, pending, refused, the span, for another group or place than billed, in the network or not, the taxonomy that the payer has. Of the rendering provider, else of the group that billed; where the rendering provider''s is in order and the group''s is not, the group''s. Nothing where the practice keeps no enrolments with this payer; and whether the claim named an ordering or referring provider.';
