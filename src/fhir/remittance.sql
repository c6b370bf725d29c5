-- remittance.sql - FHIR R4 ExplanationOfBenefit: out of the 835, and back into its relations
--
-- Between a resource and the relations stands one document for each claim:
-- {payment, claim, lines, adjustments, remarks}, the rows of the rcm.remittance_
-- functions as jsonb under their columns' names.

CREATE FUNCTION rcm.fhir_payment_item(line jsonb, notes jsonb, adjustments jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	rev text := line->>'rev';
BEGIN
	RETURN jsonb_build_object('sequence', line->'line',
		'revenue', rcm.fhir_concept('https://www.nubc.org/CodeSystem/RevenueCodes', rev),
		'productOrService', coalesce(rcm.fhir_concept(rcm.fhir_procedure_system(line->>'code'), CASE WHEN line->>'code' IS DISTINCT FROM rev THEN line->>'code' END),
			rcm.fhir_concept('http://terminology.hl7.org/CodeSystem/data-absent-reason', CASE WHEN rev IS NULL THEN 'unknown' ELSE 'not-applicable' END)),
		'modifier', (SELECT jsonb_agg(rcm.fhir_concept(rcm.fhir_procedure_system(m.item #>> '{}'), m.item #>> '{}') ORDER BY m.place) FROM rcm.fhir_each(line->'mods') m),
		'servicedDate', CASE WHEN line->>'service_to' IS NULL THEN line->'service_from' END,
		'servicedPeriod', CASE WHEN line->>'service_to' IS NOT NULL THEN jsonb_build_object('start', line->'service_from', 'end', line->'service_to') END,
		'quantity', jsonb_build_object('value', rcm.fhir_number(coalesce(line->>'units_submitted', line->>'units_paid'))),
		'net', rcm.fhir_money(line->>'charge'),
		'noteNumber', (SELECT jsonb_agg(n.item->'number' ORDER BY n.place) FROM rcm.fhir_each(notes) n WHERE n.item->'line' = line->'line'),
		'adjudication', jsonb_build_array(
			rcm.fhir_adjudication('adjudication', 'submitted', line->>'charge'),
			rcm.fhir_adjudication('adjudication', 'eligible', line->>'allowed'),
			rcm.fhir_adjudication('adjudication', 'benefit', line->>'paid'),
			jsonb_build_object('category', rcm.fhir_concept('http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBAdjudicationDiscriminator',
				CASE WHEN line->>'units_paid' IS NOT NULL THEN 'allowedunits' END), 'value', rcm.fhir_number(line->>'units_paid')))
			|| coalesce((SELECT jsonb_agg(rcm.fhir_adjustment(rcm.fhir_adjustment_row(a.item)) ORDER BY a.place)
				FROM rcm.fhir_each(adjustments) a WHERE a.item->'line' = line->'line'), '[]'));
END
$$;
COMMENT ON FUNCTION rcm.fhir_payment_item(jsonb, jsonb, jsonb) IS
'A service line of a remittance as an item of an ExplanationOfBenefit, with the notes and adjustments that are its own. Not pruned.';

CREATE FUNCTION rcm.fhir_adjustment_row(adjustment jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	RETURN jsonb_build_object('grp', adjustment->'group_code', 'carc', adjustment->'carc', 'amt', adjustment->'amount', 'qty', adjustment->'quantity');
END
$$;
COMMENT ON FUNCTION rcm.fhir_adjustment_row(jsonb) IS
'A row of rcm.remittance_adjustments, as jsonb, under the keys of a claim''s adj.';

CREATE FUNCTION rcm.fhir_payment_parties(doc jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	paid    jsonb := doc->'payment';
	claim   jsonb := doc->'claim';
	person  jsonb := rcm.fhir_person(jsonb_build_object('last', claim->'patient_last', 'first', claim->'patient_first', 'middle', claim->'patient_middle'));
	payer   jsonb := jsonb_strip_nulls(jsonb_build_object('payer_id', coalesce(paid->>'payer_id', paid->>'payer_tax_id'), 'payer', jsonb_build_object('name', paid->'payer_name')));
BEGIN
	RETURN jsonb_build_array('{"resourceType": "Patient", "id": "patient"}'::jsonb || person
				|| jsonb_build_object('identifier', jsonb_build_array(jsonb_build_object('value', claim->'patient_id',
					'type', rcm.fhir_concept('http://terminology.hl7.org/CodeSystem/v2-0203', CASE WHEN claim->>'patient_id' IS NOT NULL THEN 'MB' END)))),
			rcm.fhir_provider(jsonb_strip_nulls(jsonb_build_object('name', paid->'payee_name', 'tin', coalesce(paid->>'payee_tin', CASE paid->>'payee_id_qualifier' WHEN 'FI' THEN paid->>'payee_id' END),
				'npi', CASE paid->>'payee_id_qualifier' WHEN 'XX' THEN paid->'payee_id' END)), 'payee'),
			CASE WHEN claim->>'rendering_npi' IS NOT NULL THEN rcm.fhir_provider(jsonb_build_object('npi', claim->'rendering_npi'), 'rendering') END)
		|| rcm.fhir_coverage_parts(payer || coalesce(rcm.fhir_prune(jsonb_build_object('filing_ind', claim->'filing_ind',
			'subscriber', jsonb_build_object('member_id', coalesce(claim->>'subscriber_id', claim->>'patient_id'),
				'last', claim->'subscriber_last', 'first', claim->'subscriber_first', 'group_number', claim->'group_number'))), '{}'), '');
END
$$;
COMMENT ON FUNCTION rcm.fhir_payment_parties(jsonb) IS
'The contained resources of an ExplanationOfBenefit: patient, payee, rendering provider, coverage, subscriber, payer. Not pruned.';

CREATE FUNCTION rcm.fhir_payment_resource(doc jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	paid      jsonb := doc->'payment';
	claim     jsonb := doc->'claim';
	contained jsonb := rcm.fhir_prune(rcm.fhir_payment_parties(doc));
	notes     jsonb := (SELECT jsonb_agg(r.item || jsonb_build_object('number', r.place) ORDER BY r.place) FROM rcm.fhir_each(doc->'remarks') r);
	form      text := CASE WHEN jsonb_path_exists(doc, '$.lines[*] ? (@.rev != null)') THEN 'institutional'
		WHEN jsonb_path_exists(doc, '$.lines[*] ? (@.code like_regex "^D[0-9]{4}$")') THEN 'oral' ELSE 'professional' END;
BEGIN
	RETURN rcm.fhir_prune(jsonb_build_object(
		'resourceType', 'ExplanationOfBenefit', 'status', CASE claim->>'status' WHEN '22' THEN 'cancelled' ELSE 'active' END, 'outcome', 'complete',
		'use', CASE claim->>'status' WHEN '25' THEN 'predetermination' ELSE 'claim' END,
		'type', rcm.fhir_concept('http://terminology.hl7.org/CodeSystem/claim-type', coalesce(doc->>'form', form)),
		'contained', contained,
		'identifier', jsonb_build_array(CASE WHEN claim->>'payer_claim_control' IS NOT NULL THEN jsonb_build_object('value', claim->'payer_claim_control',
			'type', rcm.fhir_concept('http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBIdentifierType', 'uc')) END),
		'claim', jsonb_build_object('identifier', jsonb_build_object('value', claim->'claim_id')),
		'patient', '{"reference": "#patient"}'::jsonb,
		'billablePeriod', jsonb_build_object('start', claim->'statement_from', 'end', claim->'statement_to'),
		'created', coalesce(paid->>'production_date', paid->>'payment_date'),
		'_created', CASE WHEN coalesce(paid->>'production_date', paid->>'payment_date') IS NULL THEN rcm.fhir_absent() END,
		'insurer', CASE WHEN jsonb_path_exists(contained, '$[*] ? (@.id == "payer")') THEN '{"reference": "#payer"}'::jsonb ELSE rcm.fhir_absent() END,
		'provider', CASE WHEN jsonb_path_exists(contained, '$[*] ? (@.id == "payee")') THEN '{"reference": "#payee"}'::jsonb ELSE rcm.fhir_absent() END,
		'careTeam', CASE WHEN claim->>'rendering_npi' IS NOT NULL THEN jsonb_build_array(jsonb_build_object('sequence', 1, 'provider', '{"reference": "#rendering"}'::jsonb,
			'role', jsonb_build_object('coding', '[{"system": "https://codesystem.x12.org/005010/98", "code": "82"},
				{"system": "http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBClaimCareTeamRole", "code": "rendering"}]'::jsonb))) END,
		'supportingInfo', jsonb_build_array(CASE WHEN claim->>'status' IS NOT NULL THEN jsonb_build_object('sequence', 1,
			'category', rcm.fhir_information_category('info'), 'code', rcm.fhir_concept('https://codesystem.x12.org/005010/1029', claim->>'status')) END),
		'insurance', '[{"focal": true, "coverage": {"reference": "#coverage"}}]'::jsonb,
		'item', (SELECT jsonb_agg(rcm.fhir_payment_item(l.item, coalesce(notes, '[]'), coalesce(doc->'adjustments', '[]')) ORDER BY l.place) FROM rcm.fhir_each(doc->'lines') l),
		'adjudication', (SELECT jsonb_agg(rcm.fhir_adjustment(rcm.fhir_adjustment_row(a.item)) ORDER BY a.place)
			FROM rcm.fhir_each(doc->'adjustments') a WHERE a.item->>'line' IS NULL),
		'total', jsonb_build_array(rcm.fhir_adjudication('adjudication', 'submitted', claim->>'charge'), rcm.fhir_adjudication('adjudication', 'benefit', claim->>'paid'),
			rcm.fhir_adjudication('adjudication', 'eligible', claim->>'allowed'),
			rcm.fhir_adjudication('C4BBAdjudication', 'memberliability', claim->>'patient_responsibility')),
		'payment', jsonb_build_object('date', paid->'payment_date', 'amount', rcm.fhir_money(claim->>'paid'),
			'identifier', jsonb_build_object('value', paid->'trace_number')),
		'processNote', (SELECT jsonb_agg(jsonb_build_object('number', n.item->'number', 'type', 'display', 'text', n.item->'remark') ORDER BY n.place) FROM rcm.fhir_each(notes) n)));
END
$$;
COMMENT ON FUNCTION rcm.fhir_payment_resource(jsonb) IS
'The ExplanationOfBenefit of one claim of a remittance, given as {payment, claim, lines, adjustments, remarks}: see rcm.fhir_explanation_of_benefit.';

CREATE FUNCTION rcm.fhir_explanation_of_benefit(file bytea, OUT payment integer, OUT claim integer, OUT resource jsonb) RETURNS SETOF record
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 1000 SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN QUERY
		WITH line AS MATERIALIZED (
			SELECT l.payment, l.claim, jsonb_agg(to_jsonb(l) ORDER BY l.line) AS listed FROM rcm.remittance_lines(file) l GROUP BY 1, 2
		), adjustment AS MATERIALIZED (
			SELECT a.payment, a.claim, jsonb_agg(to_jsonb(a) ORDER BY a.adjustment) AS listed FROM rcm.remittance_adjustments(file) a GROUP BY 1, 2
		), remark AS MATERIALIZED (
			SELECT r.payment, r.claim, jsonb_agg(to_jsonb(r) ORDER BY r.segment, r.line) AS listed FROM rcm.remittance_remarks(file) r GROUP BY 1, 2
		)
		SELECT c.payment, c.claim, rcm.fhir_payment_resource(jsonb_build_object('payment', to_jsonb(p), 'claim', to_jsonb(c),
			'lines', coalesce(l.listed, '[]'), 'adjustments', coalesce(a.listed, '[]'), 'remarks', coalesce(r.listed, '[]')))
		FROM rcm.remittance_claims(file) c
		LEFT JOIN rcm.remittance_payments(file) p USING (payment)
		LEFT JOIN line l USING (payment, claim)
		LEFT JOIN adjustment a USING (payment, claim)
		LEFT JOIN remark r USING (payment, claim)
		ORDER BY c.payment, c.claim;
END
$$;
COMMENT ON FUNCTION rcm.fhir_explanation_of_benefit(bytea) IS
'The claims of every 835 of an X12 file as FHIR R4 ExplanationOfBenefit, one for each row of rcm.remittance_claims, whose "payment" and "claim" it has; patient, payee, rendering provider, coverage and payer are contained. claim: the number the claim was sent with (a logical reference); identifier: the payer''s claim number; status: cancelled for a reversal (CLP02 22), else active; CLP02 itself in supportingInfo; created: day of production, else of payment. item: the lines, with net the charge and adjudication submitted, eligible (allowed), benefit (paid), allowedunits, and every adjustment by CARC and group code (rcm.fhir_adjustment), so each amount of a CAS stands once; adjustments of the claim in adjudication. total: submitted, benefit, eligible, memberliability (CLP05). payment: day, what was paid for this claim, trace number. processNote: remark codes, by noteNumber of the items. What the payment as a whole has (its amount, PLB), MIA, MOA and other amounts are not in it. Errors as of rcm.remittance_claims. Rules: http://hl7.org/fhir/R4/explanationofbenefit.html, categories of CARIN Blue Button, http://hl7.org/fhir/us/carin-bb.

    SELECT jsonb_pretty(resource) FROM rcm.fhir_explanation_of_benefit(pg_read_binary_file(''/tmp/era.835''));';

-- ---- in ----

CREATE FUNCTION rcm.remittance_from_fhir(resource jsonb) RETURNS SETOF jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE ROWS 10 SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN QUERY
		WITH main AS MATERIALIZED (
			SELECT e.place, e.item AS eob, rcm.fhir_index(resource, e.item) AS index
			FROM rcm.fhir_each(CASE resource->>'resourceType' WHEN 'Bundle' THEN jsonb_path_query_array(resource, 'lax $.entry.resource') ELSE resource END) e
			WHERE e.item->>'resourceType' = 'ExplanationOfBenefit'
		), party AS MATERIALIZED (
			SELECT m.*, rcm.coverage_parts_from_fhir(m.index, coalesce(rcm.fhir_resolve(m.index, m.eob #> '{insurance,0,coverage}'), '{}')) AS coverage,
				rcm.fhir_resolve(m.index, m.eob->'patient') AS patient,
				rcm.coverage_parts_from_fhir(m.index, jsonb_build_object('payor', jsonb_build_array(m.eob->'insurer'))) AS insurer,
				rcm.provider_from_fhir(m.index, rcm.fhir_resolve(m.index, m.eob->'provider')) AS payee,
				min(m.place) OVER (PARTITION BY coalesce(m.eob #>> '{payment,identifier,value}', m.place::text)) AS first
			FROM main m
		), counted AS MATERIALIZED (
			SELECT p.*, dense_rank() OVER (ORDER BY p.first) AS payment, row_number() OVER (PARTITION BY p.first ORDER BY p.place) AS claim FROM party p
		)
		SELECT rcm.fhir_prune(jsonb_build_object('form', rcm.fhir_any_code(c.eob->'type'),
			'payment', jsonb_build_object('payment', c.payment, 'trace_number', c.eob #> '{payment,identifier,value}', 'payment_date', rcm.fhir_date(c.eob #>> '{payment,date}'),
				'production_date', rcm.fhir_date(c.eob->>'created'), 'payer_name', c.insurer #> '{payer,name}', 'payer_id', c.insurer->'payer_id', 'payee_name', c.payee->'name', 'payee_tin', c.payee->'tin',
				'payee_id', c.payee->'npi', 'payee_id_qualifier', CASE WHEN c.payee ? 'npi' THEN 'XX' END),
			'claim', jsonb_build_object('payment', c.payment, 'claim', c.claim,
				'claim_id', coalesce(rcm.fhir_resolve(c.index, c.eob->'claim') #>> '{identifier,0,value}', rcm.fhir_resolve(c.index, c.eob->'claim') #>> '{identifier,value}'),
				'status', coalesce((SELECT rcm.fhir_code(s.item->'code', 'https://codesystem.x12.org/005010/1029') AS code FROM rcm.fhir_each(c.eob->'supportingInfo') s
					WHERE rcm.fhir_code(s.item->'code', 'https://codesystem.x12.org/005010/1029') IS NOT NULL ORDER BY s.place LIMIT 1),
					CASE WHEN c.eob->>'status' = 'cancelled' THEN '22' END),
				'charge', rcm.fhir_amount(rcm.fhir_adjudicated(c.eob->'total', 'submitted')->'amount'),
				'paid', coalesce(rcm.fhir_amount(rcm.fhir_adjudicated(c.eob->'total', 'benefit')->'amount'), rcm.fhir_amount(rcm.fhir_adjudicated(c.eob->'total', 'paidtoprovider')->'amount'), rcm.fhir_amount(c.eob #> '{payment,amount}')),
				'allowed', rcm.fhir_amount(rcm.fhir_adjudicated(c.eob->'total', 'eligible')->'amount'),
				'patient_responsibility', rcm.fhir_amount(rcm.fhir_adjudicated(c.eob->'total', 'memberliability')->'amount'),
				'filing_ind', c.coverage->'filing_ind', 'group_number', c.coverage #> '{subscriber,group_number}',
				'payer_claim_control', coalesce(rcm.fhir_identifier(c.eob, '', 'uc'), c.eob #>> '{identifier,0,value}'),
				'patient_last', p.person->'last', 'patient_first', p.person->'first', 'patient_middle', p.person->'middle',
				'patient_id', coalesce(rcm.fhir_identifier(c.patient, '', 'MB'), rcm.fhir_identifier(c.patient, '', 'um'), c.coverage #>> '{subscriber,member_id}'),
				'subscriber_last', c.coverage #> '{subscriber,last}', 'subscriber_first', c.coverage #> '{subscriber,first}', 'subscriber_id', c.coverage #> '{subscriber,member_id}',
				'rendering_npi', (SELECT m.provider->>'npi' FROM rcm.fhir_team_members(c.index, c.eob) m WHERE m.role = 'rendering' LIMIT 1),
				'statement_from', rcm.fhir_date(c.eob #>> '{billablePeriod,start}'), 'statement_to', rcm.fhir_date(c.eob #>> '{billablePeriod,end}')),
			'lines', (SELECT jsonb_agg(rcm.fhir_payment_line(i.item, i.place) ORDER BY i.place) FROM rcm.fhir_each(c.eob->'item') i),
			'adjustments', (SELECT jsonb_agg(jsonb_build_object('line', a.line, 'group_code', a.adj->'grp', 'carc', a.adj->'carc', 'amount', a.adj->'amt', 'quantity', a.adj->'qty')
					ORDER BY a.line NULLS FIRST, a.place)
				FROM (SELECT NULL::integer, r.place, rcm.adjustment_from_fhir(r.item) FROM rcm.fhir_each(c.eob->'adjudication') r
					UNION ALL
					SELECT coalesce(rcm.fhir_integer(i.item->'sequence'), i.place), r.place, rcm.adjustment_from_fhir(r.item)
					FROM rcm.fhir_each(c.eob->'item') i, rcm.fhir_each(i.item->'adjudication') r) a (line, place, adj) WHERE a.adj IS NOT NULL),
			'remarks', (SELECT jsonb_agg(jsonb_build_object('remark', n.item->'text', 'line', (SELECT coalesce(rcm.fhir_integer(i.item->'sequence'), i.place)
					FROM rcm.fhir_each(c.eob->'item') i WHERE i.item->'noteNumber' @> (n.item->'number') ORDER BY i.place LIMIT 1)) ORDER BY n.place)
				FROM rcm.fhir_each(c.eob->'processNote') n)))
		FROM counted c CROSS JOIN LATERAL (SELECT rcm.person_from_fhir(coalesce(c.patient, '{}')) OFFSET 0) p (person)
		ORDER BY c.place;
END
$$;
COMMENT ON FUNCTION rcm.remittance_from_fhir(jsonb) IS
'What an ExplanationOfBenefit, or every one in a Bundle, says of a paid claim: {form, payment, claim, lines, adjustments, remarks}, under the columns'' names of the rcm.remittance_ functions; the way back of rcm.fhir_payment_resource. Resources with the same payment.identifier are one payment. Deductible, coinsurance and copay without a reason are PR-1, PR-2, PR-3.';

CREATE FUNCTION rcm.fhir_payment_line(item jsonb, place integer) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	RETURN jsonb_build_object('line', coalesce(rcm.fhir_integer(item->'sequence'), place),
		'code', coalesce(rcm.fhir_any_code(item->'productOrService'), rcm.fhir_any_code(item->'revenue')), 'rev', rcm.fhir_any_code(item->'revenue'),
		'mods', (SELECT jsonb_agg(rcm.fhir_any_code(m.item) ORDER BY m.place) FROM rcm.fhir_each(item->'modifier') m),
		'description', item #> '{productOrService,text}',
		'charge', coalesce(rcm.fhir_amount(rcm.fhir_adjudicated(item->'adjudication', 'submitted')->'amount'), rcm.fhir_amount(item->'net')),
		'paid', coalesce(rcm.fhir_amount(rcm.fhir_adjudicated(item->'adjudication', 'benefit')->'amount'), rcm.fhir_amount(rcm.fhir_adjudicated(item->'adjudication', 'paidtoprovider')->'amount')),
		'allowed', rcm.fhir_amount(rcm.fhir_adjudicated(item->'adjudication', 'eligible')->'amount'),
		'units_paid', rcm.fhir_number(rcm.fhir_adjudicated(item->'adjudication', 'allowedunits')->>'value'),
		'units_submitted', rcm.fhir_number(item #>> '{quantity,value}'),
		'service_from', coalesce(rcm.fhir_date(item->>'servicedDate'), rcm.fhir_date(item #>> '{servicedPeriod,start}')),
		'service_to', rcm.fhir_date(item #>> '{servicedPeriod,end}'));
END
$$;
COMMENT ON FUNCTION rcm.fhir_payment_line(jsonb, integer) IS
'An item of an ExplanationOfBenefit under the columns'' names of rcm.remittance_lines; the place stands in for a missing sequence.';

CREATE FUNCTION rcm.fhir_remittance_claims(resource jsonb,
	OUT payment integer, OUT claim integer, OUT claim_id text, OUT status text, OUT charge rcm.usd, OUT paid rcm.usd, OUT patient_responsibility rcm.usd, OUT filing_ind text,
	OUT payer_claim_control text, OUT facility text, OUT freq text, OUT drg text, OUT drg_weight numeric, OUT discharge_fraction numeric, OUT patient_last text,
	OUT patient_first text, OUT patient_middle text, OUT patient_id text, OUT rendering_npi text, OUT statement_from date, OUT statement_to date, OUT trace_number text,
	OUT payer_name text, OUT payer_id text, OUT adjustments rcm.usd, OUT balances boolean, OUT difference rcm.usd) RETURNS SETOF record
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE ROWS 10 SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN QUERY
		SELECT (c->>'payment')::integer, (c->>'claim')::integer, c->>'claim_id', c->>'status', a.charge::rcm.usd, a.paid::rcm.usd, (c->>'patient_responsibility')::rcm.usd,
			c->>'filing_ind', c->>'payer_claim_control', NULL::text, NULL::text, NULL::text, NULL::numeric, NULL::numeric,
			c->>'patient_last', c->>'patient_first', c->>'patient_middle', c->>'patient_id', c->>'rendering_npi',
			(c->>'statement_from')::date, (c->>'statement_to')::date, d #>> '{payment,trace_number}', d #>> '{payment,payer_name}', d #>> '{payment,payer_id}',
			a.adjusted::rcm.usd, a.charge - a.adjusted = a.paid, (a.paid - (a.charge - a.adjusted))::rcm.usd
		FROM rcm.remittance_from_fhir(resource) d, jsonb_extract_path(d, 'claim') c
		CROSS JOIN LATERAL (SELECT (c->>'charge')::numeric AS charge, (c->>'paid')::numeric AS paid,
			-- an adjustment without an amount makes the sum unknown
			(SELECT CASE WHEN count(*) = count(x.item->>'amount') THEN coalesce(sum((x.item->>'amount')::numeric), 0) END
				FROM rcm.fhir_each(d->'adjustments') x) AS adjusted OFFSET 0) a;
END
$$;
COMMENT ON FUNCTION rcm.fhir_remittance_claims(jsonb) IS
'The claims of an ExplanationOfBenefit, or of every one in a Bundle, with the leading columns of rcm.remittance_claims under the same names, to be posted in the same way; what FHIR does not say is null. "payment" counts the payments (by payment.identifier), "claim" within. Further: trace_number, payer_name, payer_id, adjustments (the sum of rcm.fhir_remittance_adjustments), balances: charge - adjustments = paid, and difference, what "paid" has more; null where charge or paid is missing. Rule: http://hl7.org/fhir/R4/explanationofbenefit.html.

    SELECT claim_id, charge, paid, balances FROM rcm.fhir_remittance_claims(pg_read_file(''/tmp/eob.json'')::jsonb);';

CREATE FUNCTION rcm.fhir_remittance_lines(resource jsonb,
	OUT payment integer, OUT claim integer, OUT line integer, OUT qualifier text, OUT code text, OUT mods text[], OUT description text, OUT submitted_code text,
	OUT submitted_mods text[], OUT rev text, OUT charge rcm.usd, OUT paid rcm.usd, OUT units_paid numeric, OUT units_submitted numeric, OUT service_from date, OUT service_to date,
	OUT line_control text, OUT allowed rcm.usd, OUT adjustments rcm.usd, OUT balances boolean, OUT difference rcm.usd) RETURNS SETOF record
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE ROWS 20 SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN QUERY
		SELECT (d #>> '{claim,payment}')::integer, (d #>> '{claim,claim}')::integer, (l.item->>'line')::integer, NULL::text, l.item->>'code',
			coalesce((SELECT array_agg(m.item #>> '{}' ORDER BY m.place) FROM rcm.fhir_each(l.item->'mods') m), '{}'), l.item->>'description', NULL::text, NULL::text[], l.item->>'rev',
			a.charge::rcm.usd, a.paid::rcm.usd, (l.item->>'units_paid')::numeric, (l.item->>'units_submitted')::numeric, (l.item->>'service_from')::date, (l.item->>'service_to')::date,
			NULL::text, (l.item->>'allowed')::rcm.usd, a.adjusted::rcm.usd, a.charge - a.adjusted = a.paid, (a.paid - (a.charge - a.adjusted))::rcm.usd
		FROM rcm.remittance_from_fhir(resource) d, rcm.fhir_each(d->'lines') l
		CROSS JOIN LATERAL (SELECT (l.item->>'charge')::numeric AS charge, (l.item->>'paid')::numeric AS paid,
			(SELECT CASE WHEN count(*) = count(x.item->>'amount') THEN coalesce(sum((x.item->>'amount')::numeric), 0) END
				FROM rcm.fhir_each(d->'adjustments') x WHERE x.item->'line' = l.item->'line') AS adjusted OFFSET 0) a;
END
$$;
COMMENT ON FUNCTION rcm.fhir_remittance_lines(jsonb) IS
'The items of an ExplanationOfBenefit, or of every one in a Bundle, with the leading columns of rcm.remittance_lines under the same names; what FHIR does not say is null. "line" is the item''s sequence. Further: allowed, adjustments, balances (charge - adjustments = paid), difference. Rule: http://hl7.org/fhir/R4/explanationofbenefit.html.

    SELECT claim, line, code, charge, paid, balances FROM rcm.fhir_remittance_lines(pg_read_file(''/tmp/eob.json'')::jsonb);';

CREATE FUNCTION rcm.fhir_remittance_adjustments(resource jsonb,
	OUT payment integer, OUT claim integer, OUT line integer, OUT adjustment integer, OUT group_code text, OUT carc text, OUT amount rcm.usd, OUT quantity numeric) RETURNS SETOF record
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE ROWS 50 SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN QUERY
		SELECT (d #>> '{claim,payment}')::integer, (d #>> '{claim,claim}')::integer, (a.item->>'line')::integer, a.place, a.item->>'group_code', a.item->>'carc',
			(a.item->>'amount')::rcm.usd, (a.item->>'quantity')::numeric
		FROM rcm.remittance_from_fhir(resource) d, rcm.fhir_each(d->'adjustments') a;
END
$$;
COMMENT ON FUNCTION rcm.fhir_remittance_adjustments(jsonb) IS
'The adjustments of an ExplanationOfBenefit, or of every one in a Bundle, with the leading columns of rcm.remittance_adjustments: adjudications whose reason is a CARC, and deductible, coinsurance and copay, which without one are PR-1, PR-2 and PR-3. "line" is null for those of the claim. Rule: http://hl7.org/fhir/R4/explanationofbenefit.html.

    SELECT group_code, carc, sum(amount) FROM rcm.fhir_remittance_adjustments(pg_read_file(''/tmp/eob.json'')::jsonb) GROUP BY 1, 2;';
