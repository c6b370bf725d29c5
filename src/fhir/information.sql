-- information.sql - what a claim says and FHIR has no element for: supportingInfo
--
-- What a claim says goes to the element that FHIR has for it.  What has none
-- goes to supportingInfo by one table, rcm.fhir_information, which is read in
-- both directions: so what goes out by a row comes back by the same row.

CREATE FUNCTION rcm.fhir_information(
	OUT scope text, OUT path text[], OUT kind text, OUT category text, OUT system text, OUT code text
) RETURNS SETOF record
	LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE ROWS 70 SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN QUERY
		SELECT scope, string_to_array(path, '.'), kind, category,
			CASE WHEN left(system, 1) BETWEEN '0' AND '9' THEN 'https://codesystem.x12.org/005010/' || system
				WHEN left(system, 1) BETWEEN 'A' AND 'Z' THEN 'https://www.nubc.org/CodeSystem/' || system
				ELSE system END, code
		FROM (VALUES
			('claim', 'freq', 'code', 'info', '1325', ''),
			('claim', 'tob', 'code', 'typeofbill', 'TypeOfBill', ''),
			('claim', 'admit_type', 'code', 'admtype', 'PriorityTypeOfAdmitOrVisit', ''),
			('claim', 'admit_source', 'code', 'pointoforigin', 'PointOfOrigin', ''),
			('claim', 'admit_date', 'start', 'admissionperiod', '', ''),
			('claim', 'admit_hour', 'string', 'admissionperiod', '', ''),
			('claim', 'discharge_status', 'code', 'discharge-status', 'PatDischargeStatus', ''),
			('claim', 'drg', 'code', 'drg', 'https://www.cms.gov/Medicare/Medicare-Fee-for-Service-Payment/AcuteInpatientPPS/MS-DRG-Classifications-and-Software', ''),
			('claim', 'condition_codes', 'list', 'info', 'ConditionCodes', ''),
			('claim', 'occurrences', 'list date', 'info', 'OccurrenceCodes', 'code date'),
			('claim', 'occurrence_spans', 'list period', 'info', 'OccurrenceSpanCodes', 'code'),
			('claim', 'value_codes', 'list amount', 'info', 'ValueCodes', 'code amount'),
			('claim', 'related.employment', 'boolean', 'info', '1362', 'EM'),
			('claim', 'related.auto', 'boolean', 'info', '1362', 'AA'),
			('claim', 'related.other', 'boolean', 'info', '1362', 'OA'),
			('claim', 'dates.admit', 'start', 'hospitalized', '374', '435'),
			('claim', 'dates.discharge', 'date', 'discharge', '374', '096'),
			('claim', 'dates.discharge_hour', 'string', 'discharge', '374', '096'),
			('claim', 'dates.assumed_care', 'date', 'info', '374', '090'),
			('claim', 'dates.relinquished_care', 'date', 'info', '374', '091'),
			('claim', 'dates.onset', 'date', 'onset', '374', '431'),
			('claim', 'dates.last_seen', 'date', 'info', '374', '304'),
			('claim', 'dates.last_menstrual', 'date', 'info', '374', '484'),
			('claim', 'dates.last_xray', 'date', 'info', '374', '455'),
			('claim', 'dates.last_worked', 'date', 'employmentimpacted', '374', '297'),
			('claim', 'dates.return_to_work', 'date', 'employmentimpacted', '374', '296'),
			('claim', 'dates.disability_from', 'start', 'employmentimpacted', '374', '314'),
			('claim', 'dates.disability_to', 'end', 'employmentimpacted', '374', '314'),
			('claim', 'dates.initial_treatment', 'date', 'info', '374', '454'),
			('claim', 'dates.acute', 'date', 'onset', '374', '453'),
			('claim', 'dates.repricer_received', 'date', 'info', '374', '050'),
			('claim', 'dates.service', 'start', 'info', '374', '472'),
			('claim', 'dates.service_to', 'end', 'info', '374', '472'),
			('claim', 'clia', 'string', 'info', '128', 'X4'),
			('claim', 'wc.claim_number', 'string', 'info', '128', 'Y4'),
			('claim', 'wc.employer', 'string', 'info', '', 'employer'),
			('claim', 'claim_note', 'string', 'info', '363', 'ADD'),
			('claim', 'delay_reason', 'code', 'exception', '1514', ''),
			('claim', 'cmn', 'string', 'info', '1270', 'UT'),
			('claim', 'consent_date', 'date', 'info', '', 'sterilization consent signed'),
			('claim', 'patient_paid', 'amount', 'info', '522', 'F5'),
			('claim', 'terms.signature', 'string', 'info', '', 'provider signature on file'),
			('claim', 'terms.assignment', 'code', 'info', '1359', ''),
			('claim', 'terms.benefits_assigned', 'string', 'info', '', 'benefits assigned'),
			('claim', 'terms.release', 'code', 'info', '1363', ''),
			('claim', 'terms.patient_signature', 'code', 'info', '1351', ''),
			('claim', 'attachments', 'list string', 'attachment', '755', 'type control'),
			('claim', 'dental.ortho_months', 'number', 'info', '', 'orthodontic months'),
			('claim', 'dental.ortho_remaining', 'number', 'info', '', 'orthodontic months remaining'),
			('claim', 'dental.ortho', 'string', 'info', '', 'orthodontic treatment'),
			('claim', 'dental.appliance_placed', 'date', 'info', '374', '452'),
			('claim', 'dental.teeth', 'list string', 'missingtooth', 'http://terminology.hl7.org/CodeSystem/ADAUniversalToothDesignationSystem', 'tooth status'),
			('claim', 'refs', 'list string', 'info', '128', 'qual id'),
			('line', 'minutes', 'number', 'info', '', 'minutes documented'),
			('line', 'auth', 'string', 'info', '128', 'G1'),
			('line', 'referral', 'string', 'info', '128', '9F'),
			('line', 'control', 'string', 'info', '128', '6R'),
			('line', 'note', 'string', 'info', '363', 'ADD'),
			('line', 'noncovered', 'amount', 'info', '', 'noncovered charge'),
			('line', 'emg', 'string', 'info', '', 'emergency'),
			('line', 'epsdt', 'string', 'info', '', 'EPSDT'),
			('line', 'prosthesis', 'string', 'prosthesis', '', 'prosthesis'),
			('line', 'prior_placement', 'date', 'prosthesis', '', 'prior placement'),
			('line', 'teeth', 'list string', 'additionalbodysite', 'http://terminology.hl7.org/CodeSystem/ADAUniversalToothDesignationSystem', 'tooth surfaces'),
			('line', 'cavities', 'list', 'additionalbodysite', 'http://terminology.hl7.org/CodeSystem/ADAAreaOralCavitySystem', '')
		) t (scope, path, kind, category, system, code);
END
$$;
COMMENT ON FUNCTION rcm.fhir_information() IS
'What of a claim and its lines goes to supportingInfo of a FHIR Claim: scope (claim or line), path in it, kind, category, and the code''s system and code. The kind says where the value is: string, boolean, amount and number in value[x], date in timingDate, start and end in timingPeriod, code is the code itself. A list gives one entry for each item; its code column names the members that hold code and value. Categories are those of CARIN Blue Button (http://hl7.org/fhir/us/carin-bb) and of http://hl7.org/fhir/R4/codesystem-claim-informationcategory.html; systems those of the NUBC and, by the number of the data element, of X12. Without a system the code is words, in code.text.';

CREATE FUNCTION rcm.fhir_information_category(category text) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN rcm.fhir_concept(CASE WHEN category IN ('typeofbill', 'admtype', 'pointoforigin', 'admissionperiod', 'discharge-status', 'drg', 'additionalbodysite')
		THEN 'http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBSupportingInfoType'
		ELSE 'http://terminology.hl7.org/CodeSystem/claiminformationcategory' END, category);
END
$$;
COMMENT ON FUNCTION rcm.fhir_information_category(text) IS
'The category of an entry of supportingInfo as a CodeableConcept, in the code system that defines it.';

CREATE FUNCTION rcm.fhir_information_value(kind text, value jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN CASE kind
		WHEN 'string' THEN jsonb_build_object('valueString', CASE jsonb_typeof(value) WHEN 'array' THEN
			(SELECT string_agg(e.item #>> '{}', ',' ORDER BY e.place) FROM rcm.fhir_each(value) e) ELSE value #>> '{}' END)
		WHEN 'boolean' THEN jsonb_build_object('valueBoolean', value)
		WHEN 'date' THEN jsonb_build_object('timingDate', value)
		WHEN 'start' THEN jsonb_build_object('timingPeriod', jsonb_build_object('start', value))
		WHEN 'end' THEN jsonb_build_object('timingPeriod', jsonb_build_object('end', value))
		WHEN 'period' THEN jsonb_build_object('timingPeriod', rcm.fhir_prune(jsonb_build_object('start', value->'from', 'end', value->'to')))
		WHEN 'amount' THEN jsonb_build_object('valueQuantity', jsonb_build_object('value', rcm.fhir_money(value #>> '{}')->'value',
			'unit', 'USD', 'system', 'urn:iso:std:iso:4217', 'code', 'USD'))
		WHEN 'number' THEN jsonb_build_object('valueQuantity', jsonb_build_object('value', rcm.fhir_number(value #>> '{}')))
		ELSE '{}' END;
END
$$;
COMMENT ON FUNCTION rcm.fhir_information_value(text, jsonb) IS
'The member of an entry of supportingInfo that holds a value, by its kind in rcm.fhir_information.';

CREATE FUNCTION rcm.fhir_informations(doc jsonb, scope text, OUT entry jsonb, OUT place bigint) RETURNS SETOF record
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE ROWS 10 SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN QUERY
		WITH said AS MATERIALIZED (
			SELECT i.*, doc #> i.path AS value
			FROM (SELECT t.*, row_number() OVER () AS row FROM rcm.fhir_information() t) i
			WHERE i.scope = fhir_informations.scope AND doc ? i.path[1] AND doc #> i.path IS NOT NULL
		), entry AS MATERIALIZED (
			SELECT row, 0 AS item, category, CASE WHEN kind = 'code' THEN rcm.fhir_concept(system, value #>> '{}')
					WHEN system <> '' THEN rcm.fhir_concept(system, code)
					WHEN code <> '' THEN jsonb_build_object('text', code) END AS concept,
				rcm.fhir_information_value(kind, value) AS held
			FROM said WHERE kind NOT IN ('start', 'end') AND kind NOT LIKE 'list%'
				AND NOT (kind = 'number' AND rcm.fhir_number(value #>> '{}') IS NULL)
			UNION ALL	-- both ends of a period are one entry
			SELECT min(row), 0, category, CASE WHEN system <> '' THEN rcm.fhir_concept(system, code) END,
				jsonb_build_object('timingPeriod', jsonb_object_agg(kind, value))
			FROM said WHERE kind IN ('start', 'end')
			GROUP BY category, system, code
			UNION ALL
			SELECT row, e.place, category, concept || CASE WHEN e.item ? 'transmission' THEN jsonb_build_object('coding', concept->'coding'
					|| coalesce(rcm.fhir_concept('https://codesystem.x12.org/005010/756', e.item->>'transmission')->'coding', '[]')) ELSE '{}' END,
				coalesce(rcm.fhir_information_value(substr(kind, 6), CASE kind WHEN 'list period' THEN e.item ELSE e.item->split_part(code, ' ', 2) END), '{}')
			FROM said, rcm.fhir_each(value) e,
				rcm.fhir_concept(system, CASE code WHEN '' THEN e.item #>> '{}' ELSE e.item->>split_part(code, ' ', 1) END) concept
			WHERE kind LIKE 'list%' AND concept ? 'coding'
				-- the first tooth of a line is its body site
				AND NOT (scope = 'line' AND path = '{teeth}' AND e.place = 1)
		)
		SELECT rcm.fhir_prune(jsonb_build_object('category', rcm.fhir_information_category(category), 'code', concept) || held),
			row_number() OVER (ORDER BY row, item)
		FROM entry;
END
$$;
COMMENT ON FUNCTION rcm.fhir_informations(jsonb, text) IS
'The entries of supportingInfo for a claim or a line ("claim", "line"), as pruned jsonb, by rcm.fhir_information; without their sequence.';

CREATE FUNCTION rcm.information_value_from_fhir(kind text, entry jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN CASE kind
		WHEN 'string' THEN to_jsonb(nullif(entry->>'valueString', ''))
		WHEN 'boolean' THEN CASE jsonb_typeof(entry->'valueBoolean') WHEN 'boolean' THEN entry->'valueBoolean' END
		WHEN 'date' THEN to_jsonb(rcm.fhir_date(coalesce(entry->>'timingDate', entry #>> '{timingPeriod,start}')))
		WHEN 'start' THEN to_jsonb(rcm.fhir_date(coalesce(entry #>> '{timingPeriod,start}', entry->>'timingDate')))
		WHEN 'end' THEN to_jsonb(rcm.fhir_date(entry #>> '{timingPeriod,end}'))
		WHEN 'period' THEN rcm.fhir_prune(jsonb_build_object('from', rcm.fhir_date(entry #>> '{timingPeriod,start}'), 'to', rcm.fhir_date(entry #>> '{timingPeriod,end}')))
		WHEN 'amount' THEN to_jsonb(rcm.fhir_amount(coalesce(entry->'valueQuantity', entry->'valueMoney')))
		WHEN 'number' THEN rcm.fhir_number(entry #>> '{valueQuantity,value}') END;
END
$$;
COMMENT ON FUNCTION rcm.information_value_from_fhir(text, jsonb) IS
'The value that an entry of supportingInfo holds, by its kind in rcm.fhir_information; null when it holds none of that kind.';

CREATE FUNCTION rcm.information_from_fhir(entries jsonb, scope text) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	IF entries = '[]' THEN
		RETURN '{}'::jsonb;
	END IF;
	RETURN (
		WITH entry AS MATERIALIZED (
			SELECT e.place, e.item, rcm.fhir_any_code(e.item->'category') AS category
			FROM rcm.fhir_each(entries) e
		), name (place, item, system, code) AS MATERIALIZED (
			-- what an entry may be known by: its codes, its words, its category
			SELECT e.place, e.item, c.item->>'system', c.item->>'code' FROM entry e, rcm.fhir_each(e.item #> '{code,coding}') c
			UNION ALL
			SELECT e.place, e.item, '', lower(e.item #>> '{code,text}') FROM entry e
			UNION ALL
			SELECT e.place, e.item, 'category', e.category FROM entry e
		), row AS MATERIALIZED (
			SELECT i.*, CASE WHEN i.system <> '' THEN i.system WHEN i.code <> '' THEN '' ELSE 'category' END AS known_by
			FROM rcm.fhir_information() i WHERE i.scope = information_from_fhir.scope
		), single AS MATERIALIZED (
			SELECT n.place, r.path, CASE r.kind WHEN 'code' THEN to_jsonb(n.code) ELSE rcm.information_value_from_fhir(r.kind, n.item) END AS value
			FROM row r JOIN name n ON n.system = r.known_by
			WHERE r.kind NOT LIKE 'list%' AND n.code <> '' AND CASE WHEN r.kind = 'code' THEN true
				WHEN r.known_by = 'category' THEN n.code = r.category AND NOT n.item ? 'code'
				ELSE n.code = CASE r.known_by WHEN '' THEN lower(r.code) ELSE r.code END END
			UNION ALL	-- the category alone says what the code means
			SELECT n.place, r.path, to_jsonb(rcm.fhir_any_code(n.item->'code'))
			FROM row r JOIN name n ON n.system = 'category' AND n.code = r.category
			WHERE r.kind = 'code' AND r.category NOT IN ('info', 'exception')
		), listed AS MATERIALIZED (
			SELECT n.place, r.path, r.kind, r.code, n.code AS item_code, n.item, rcm.information_value_from_fhir(substr(r.kind, 6), n.item) AS value
			FROM row r JOIN name n ON n.system = r.system
			WHERE r.kind LIKE 'list%' AND n.code <> '' AND n.place NOT IN (SELECT s.place FROM single s WHERE s.value IS NOT NULL)
		), found (path, value) AS MATERIALIZED (
			(SELECT DISTINCT ON (s.path) s.path, s.value FROM single s WHERE s.value IS NOT NULL ORDER BY s.path, s.place)
			UNION ALL
			SELECT l.path, jsonb_agg(CASE l.kind WHEN 'list' THEN to_jsonb(l.item_code)
				ELSE jsonb_build_object(split_part(l.code, ' ', 1), l.item_code) || CASE
					WHEN l.value IS NULL THEN '{}'
					WHEN l.kind = 'list period' THEN l.value
					WHEN l.code LIKE '% surfaces' THEN jsonb_build_object('surfaces', string_to_array(l.value #>> '{}', ','))
					ELSE jsonb_build_object(split_part(l.code, ' ', 2), l.value) END
					|| CASE l.path WHEN '{attachments}' THEN jsonb_strip_nulls(jsonb_build_object('transmission',
						rcm.fhir_code(l.item->'code', 'https://codesystem.x12.org/005010/756'))) ELSE '{}' END END ORDER BY l.place)
			FROM listed l GROUP BY l.path
		)
		SELECT coalesce(jsonb_object_agg(o.key, o.value), '{}')
		FROM (SELECT f.path[1] AS key, CASE WHEN min(array_length(f.path, 1)) = 1 THEN (array_agg(f.value))[1] ELSE jsonb_object_agg(coalesce(f.path[2], ''), f.value) END AS value
			FROM found f GROUP BY f.path[1]) o);
END
$$;
COMMENT ON FUNCTION rcm.information_from_fhir(jsonb, text) IS
'What entries of supportingInfo say of a claim or a line, under a claim''s keys, by rcm.fhir_information. Entries that no row of it knows are passed over; of several for one key the first counts.';
