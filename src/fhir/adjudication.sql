-- adjudication.sql - what was decided: of other payers in a Claim, of the payer in an ExplanationOfBenefit

CREATE FUNCTION rcm.fhir_adjustment(adj jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN rcm.fhir_prune(jsonb_build_object(
		'category', CASE WHEN adj->>'grp' = 'PR' AND adj->>'carc' = '1' THEN rcm.fhir_concept('http://terminology.hl7.org/CodeSystem/adjudication', 'deductible')
			WHEN adj->>'grp' = 'PR' AND adj->>'carc' = '2' THEN rcm.fhir_concept('http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBAdjudication', 'coinsurance')
			WHEN adj->>'grp' = 'PR' AND adj->>'carc' = '3' THEN rcm.fhir_concept('http://terminology.hl7.org/CodeSystem/adjudication', 'copay')
			ELSE rcm.fhir_concept('http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBAdjudicationDiscriminator', 'adjustmentreason') END,
		'reason', jsonb_build_object('coding', jsonb_build_array(
			rcm.fhir_concept('https://x12.org/codes/claim-adjustment-reason-codes', adj->>'carc') #> '{coding,0}',
			rcm.fhir_concept('https://x12.org/codes/claim-adjustment-group-codes', adj->>'grp') #> '{coding,0}')),
		'amount', rcm.fhir_money(nullif(adj->>'amt', '')), 'value', rcm.fhir_number(adj->>'qty')));
END
$$;
COMMENT ON FUNCTION rcm.fhir_adjustment(jsonb) IS
'An adjustment {grp, carc, amt, qty} as an adjudication: CARC and group code are the two codings of its reason; the category is deductible, coinsurance or copay for PR-1, PR-2 and PR-3, else "adjustmentreason" as in CARIN Blue Button (http://hl7.org/fhir/us/carin-bb). Each amount stands once.';

CREATE FUNCTION rcm.adjustment_from_fhir(adjudication jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on AS $$
#variable_conflict use_column
BEGIN
	RETURN (
		WITH said AS MATERIALIZED (
			SELECT CASE rcm.fhir_any_code(adjudication->'category') WHEN 'deductible' THEN '1' WHEN 'coinsurance' THEN '2' WHEN 'copay' THEN '3' END AS share,
				rcm.fhir_code(adjudication->'reason', 'https://x12.org/codes/claim-adjustment-reason-codes') AS carc,
				rcm.fhir_code(adjudication->'reason', 'https://x12.org/codes/claim-adjustment-group-codes') AS grp,
				regexp_match(rcm.fhir_any_code(adjudication->'reason'), '^(CO|PR|OA|PI|CR)[- ]?([A-Z]?\d{1,3})$') AS joined
		)
		SELECT rcm.fhir_prune(jsonb_build_object(
			'grp', coalesce(grp, joined[1], CASE WHEN share IS NOT NULL THEN 'PR' END),
			'carc', coalesce(carc, joined[2], share),
			'amt', rcm.fhir_amount(adjudication->'amount'), 'qty', rcm.fhir_number(adjudication->>'value')))
		FROM said WHERE carc IS NOT NULL OR joined IS NOT NULL OR grp IS NOT NULL OR share IS NOT NULL AND rcm.fhir_amount(adjudication->'amount')::numeric <> 0);
END
$$;
COMMENT ON FUNCTION rcm.adjustment_from_fhir(jsonb) IS
'The adjustment {grp, carc, amt, qty} of an adjudication whose reason is a CARC (alone, with a coding of the group, or written PR-1), or whose category is deductible, coinsurance or copay. Null for other adjudications.';

CREATE FUNCTION rcm.fhir_adjudication(system text, code text, amount text) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN (
		SELECT jsonb_build_object('category', rcm.fhir_concept(CASE system WHEN 'C4BBAdjudication' THEN 'http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBAdjudication'
			WHEN 'adjudication' THEN 'http://terminology.hl7.org/CodeSystem/adjudication' ELSE system END, code), 'amount', rcm.fhir_money(nullif(amount, '')))
		WHERE amount <> '');
END
$$;
COMMENT ON FUNCTION rcm.fhir_adjudication(text, text, text) IS
'An adjudication of an amount in dollars; "adjudication" and "C4BBAdjudication" are short for the code systems of that name. Null without an amount.';

CREATE FUNCTION rcm.fhir_adjudicated(adjudications jsonb, code text) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN (
		SELECT a.item FROM rcm.fhir_each(adjudications) a
		WHERE EXISTS (SELECT FROM rcm.fhir_each(a.item #> '{category,coding}') c WHERE c.item->>'code' = fhir_adjudicated.code)
		ORDER BY a.place LIMIT 1);
END
$$;
COMMENT ON FUNCTION rcm.fhir_adjudicated(jsonb, text) IS
'The first adjudication (or total) whose category has a code.';

CREATE FUNCTION rcm.fhir_other_response(other jsonb, suffix text) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN (
		WITH line AS MATERIALIZED (
			SELECT l.place, l.item, jsonb_build_array(rcm.fhir_adjudication('adjudication', 'benefit', l.item->>'paid'),
					rcm.fhir_adjudication('https://codesystem.x12.org/005010/522', 'EAF', l.item->>'remaining'))
					|| coalesce((SELECT jsonb_agg(rcm.fhir_adjustment(a.item) ORDER BY a.place) FROM rcm.fhir_each(l.item->'adj') a), '[]') AS adjudication,
				l.item ?| '{code,mods,rev,desc,units}' AS named
			FROM rcm.fhir_each(other->'lines') l
		)
		SELECT rcm.fhir_prune(jsonb_build_object('resourceType', 'ClaimResponse', 'id', 'response' || suffix, 'status', 'active', 'use', 'claim',
				'type', rcm.fhir_concept('http://terminology.hl7.org/CodeSystem/claim-type', other->>'type'),
				'patient', '{"reference": "#patient"}'::jsonb, 'outcome', 'complete',
				'created', other->'adjud_date', '_created', CASE WHEN NOT other ? 'adjud_date' THEN rcm.fhir_absent() END,
				'insurer', CASE WHEN other ?| '{payer_id,name}' THEN jsonb_build_object('reference', '#payer' || suffix) ELSE rcm.fhir_absent() END,
				'identifier', jsonb_build_array(jsonb_build_object('value', other->'claim_control')),
				'item', (SELECT jsonb_agg(jsonb_build_object('itemSequence', item->'n', '_itemSequence', CASE WHEN NOT item ? 'n' THEN rcm.fhir_absent() END,
						'adjudication', adjudication) ORDER BY place) FROM line WHERE NOT named),
				'addItem', (SELECT jsonb_agg(jsonb_build_object('itemSequence', jsonb_build_array(item->'n'),
						'productOrService', coalesce(rcm.fhir_prune(jsonb_build_object('text', item->'desc', 'coding', jsonb_build_array(
							rcm.fhir_concept(rcm.fhir_procedure_system(item->>'code'), item->>'code') #> '{coding,0}',
							rcm.fhir_concept('https://www.nubc.org/CodeSystem/RevenueCodes', item->>'rev') #> '{coding,0}'))), rcm.fhir_absent()),
						'modifier', (SELECT jsonb_agg(rcm.fhir_concept(rcm.fhir_procedure_system(m.item #>> '{}'), m.item #>> '{}') ORDER BY m.place) FROM rcm.fhir_each(item->'mods') m),
						'quantity', jsonb_build_object('value', rcm.fhir_number(item->>'units')),
						'adjudication', adjudication) ORDER BY place) FROM line WHERE named),
				'adjudication', jsonb_build_array(rcm.fhir_adjudication('https://codesystem.x12.org/005010/522', 'EAF', other->>'remaining'),
					rcm.fhir_adjudication('https://codesystem.x12.org/005010/522', 'A8', other->>'noncovered'))
					|| coalesce((SELECT jsonb_agg(rcm.fhir_adjustment(a.item) ORDER BY a.place) FROM rcm.fhir_each(other->'adj') a), '[]'),
				'payment', CASE WHEN other ? 'paid' THEN jsonb_build_object('type', rcm.fhir_concept('http://terminology.hl7.org/CodeSystem/ex-paymenttype', 'complete'),
					'amount', rcm.fhir_money(other->>'paid')) END))
		WHERE other ?| '{paid,adjud_date,adj,lines,claim_control,remaining,noncovered}');
END
$$;
COMMENT ON FUNCTION rcm.fhir_other_response(jsonb, text) IS
'What another payer decided, of an other_payer of a claim (and the form''s claim type as "type"), as a contained ClaimResponse: paid is payment.amount, adj adjudication, claim_control identifier, adjud_date created; lines are item, or addItem when they say what was adjudicated. Null when it says nothing of a decision. Rule: http://hl7.org/fhir/R4/claimresponse.html.';

CREATE FUNCTION rcm.other_response_from_fhir(response jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN (
		WITH line AS MATERIALIZED (
			SELECT l.place, l.item, CASE WHEN l.added THEN 1 ELSE 0 END AS added,
				(SELECT jsonb_agg(adj ORDER BY a.place) FROM rcm.fhir_each(l.item->'adjudication') a, rcm.adjustment_from_fhir(a.item) adj WHERE adj IS NOT NULL) AS adj
			FROM (SELECT false, i.item, i.place FROM rcm.fhir_each(response->'item') i
				UNION ALL SELECT true, i.item, i.place FROM rcm.fhir_each(response->'addItem') i) l (added, item, place)
		)
		SELECT coalesce(rcm.fhir_prune(jsonb_build_object(
			'claim_control', response #> '{identifier,0,value}',
			'adjud_date', rcm.fhir_date(response->>'created'),
			'paid', coalesce(rcm.fhir_amount(response #> '{payment,amount}'), rcm.fhir_amount(rcm.fhir_adjudicated(response->'total', 'benefit')->'amount')),
			'remaining', rcm.fhir_amount(rcm.fhir_adjudicated(response->'adjudication', 'EAF')->'amount'),
			'noncovered', rcm.fhir_amount(rcm.fhir_adjudicated(response->'adjudication', 'A8')->'amount'),
			'adj', (SELECT jsonb_agg(adj ORDER BY a.place) FROM rcm.fhir_each(response->'adjudication') a, rcm.adjustment_from_fhir(a.item) adj WHERE adj IS NOT NULL),
			'lines', (SELECT jsonb_agg(jsonb_build_object(
					'n', rcm.fhir_integer(coalesce(item #> '{itemSequence,0}', item->'itemSequence')),
					'code', (SELECT c.item->>'code' FROM rcm.fhir_each(item #> '{productOrService,coding}') c
						WHERE c.item->>'system' IS DISTINCT FROM 'https://www.nubc.org/CodeSystem/RevenueCodes' ORDER BY c.place LIMIT 1),
					'rev', rcm.fhir_code(item->'productOrService', 'https://www.nubc.org/CodeSystem/RevenueCodes'),
					'desc', item #> '{productOrService,text}',
					'mods', (SELECT jsonb_agg(rcm.fhir_any_code(m.item) ORDER BY m.place) FROM rcm.fhir_each(item->'modifier') m),
					'units', rcm.fhir_number(item #>> '{quantity,value}'),
					'paid', rcm.fhir_amount(rcm.fhir_adjudicated(item->'adjudication', 'benefit')->'amount'),
					'remaining', rcm.fhir_amount(rcm.fhir_adjudicated(item->'adjudication', 'EAF')->'amount'),
					'adj', adj) ORDER BY added, place) FROM line))), '{}'));
END
$$;
COMMENT ON FUNCTION rcm.other_response_from_fhir(jsonb) IS
'What another payer decided, out of a ClaimResponse or ExplanationOfBenefit, under the keys of an other_payer of a claim.';
