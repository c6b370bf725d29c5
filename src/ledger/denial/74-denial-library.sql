-- 74-denial-library.sql - what the library says of denied lines

CREATE OR REPLACE FUNCTION @ledger@.library_has(practice_id text, tables text[]) RETURNS boolean
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	-- (naming a table in a schema that one may not use is an error)
	SELECT count(*) = cardinality(library_has.tables)
	FROM pg_namespace n JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = ANY (library_has.tables)
	WHERE n.nspname = rcm.library_name() AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
$$;
COMMENT ON FUNCTION @ledger@.library_has(text, text[]) IS
'Has the library in use these tables, and may whoever asks read them? Posting does not fail for want of a library.';

CREATE OR REPLACE FUNCTION @ledger@.denial_library(practice_id text, lines @ledger@.denied_line[], OUT nth bigint, OUT facts jsonb) RETURNS SETOF record
	LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 100 SET search_path = pg_catalog, rcm, pg_temp SET standard_conforming_strings = on AS $$
BEGIN
	IF NOT EXISTS (SELECT FROM unnest(denial_library.lines) l WHERE l.roots && '{timely_filing,provider,coding,medical_necessity}')
			OR NOT @ledger@.library_has(denial_library.practice_id, '{payer,enrollment,procedure,modifier,mue,ptp,coverage_policy,provider,clia_certificate,clia_waived,release}') THEN
		RETURN;
	END IF;
	-- one query for all, for it is planned anew each time; a code or NPI that is none finds nothing
	RETURN QUERY EXECUTE format($query$
		SELECT x.nth, jsonb_build_object(
			'filing_deadline', CASE WHEN x.party = 'insurer_1' THEN d.deadline END,
			'enrollment_status', CASE WHEN e.days IS NOT NULL THEN 'approved' WHEN e.known THEN 'none' END,
			'enrollment_from', lower(e.days), 'enrollment_to', upper(e.days) - 1,
			'code_valid', c.valid, 'modifier_valid', CASE WHEN m.unknown THEN false END,
			'unit_limit', u.value, 'bundling_edit', b.any, 'bundling_modifier_allowed', b.allowed,
			'identifiers_match', i.ours, 'ordering_provider_enrolled', w.may, 'clia_valid', CASE WHEN t.test THEN t.valid END, 'clia_on_claim', CASE WHEN t.test THEN x.doc ? 'clia' END,
			'policy_exists', CASE WHEN o.any THEN true END, 'policy_diagnosis_on_claim', o.listed)
		FROM (SELECT l.*, CASE WHEN l.code ~ '^[0-9A-Z]{5}$' THEN l.code::rcm.hcpcs END AS hcpcs,
				CASE rcm.form(l.document) WHEN 'I' THEN 'OPH' ELSE 'PRA' END AS setting,
				CASE WHEN l.provider_npi ~ '^[12]\d{9}$' AND (SELECT (24 + sum(CASE WHEN i %% 2 = 1 THEN n * 2 / 10 + n * 2 %% 10 ELSE n END)) %% 10 = 0
					FROM generate_series(1, 10) i, LATERAL (SELECT substr(l.provider_npi, i, 1)::integer) y (n)) THEN l.provider_npi::rcm.npi END AS npi
			FROM unnest($2) l WHERE l.roots && '{timely_filing,provider,coding,medical_necessity}') x
		LEFT JOIN LATERAL (SELECT p.class, p.mue, p.ncci, p.timely_unit, coalesce(CASE WHEN x.freq = '7' THEN p.corrected_n END, p.timely_n) AS n,
				CASE p.timely_basis WHEN 'CLAIM_TO' THEN rcm.last_service(x.document) ELSE x.service_on END AS basis
			FROM %1$s p WHERE p.payer_id = x.payer_id AND p.days @> coalesce(x.sent_on, x.denied_on) ORDER BY p.eff DESC NULLS LAST LIMIT 1) p ON true
		LEFT JOIN LATERAL (SELECT CASE p.timely_unit WHEN 'D' THEN p.basis + p.n WHEN 'M' THEN (p.basis + make_interval(months => p.n))::date END AS deadline) d ON true
		LEFT JOIN LATERAL (SELECT (SELECT r.days FROM %2$s r WHERE 'provider' = ANY (x.roots) AND r.npi = x.npi AND r.payer_id = x.payer_id ORDER BY r.days @> x.service_on DESC, r.days DESC LIMIT 1) AS days,
			-- whoever keeps enrolments with this payer here, and has none of this provider, is not enrolled
			EXISTS (SELECT FROM %2$s r WHERE 'provider' = ANY (x.roots) AND x.npi IS NOT NULL AND r.payer_id = x.payer_id) AS known) e ON true
		-- (of a person whom the roster does not have nothing is known)
		LEFT JOIN LATERAL (SELECT bool_and(coalesce(x.doc #>> '{rendering,taxonomy}' = ANY (nullif(r.taxonomies, '{}')), true)
				AND coalesce(x.doc #>> '{billing,tin}' = ANY (nullif(r.tins, '{}')), true)) AS ours
			FROM %8$s r WHERE 'provider' = ANY (x.roots) AND r.npi = x.npi AND x.provider_npi = rcm.rendering_npi(x.document) AND r.days @> x.service_on) i ON true
		LEFT JOIN LATERAL (SELECT bool_or(r.order_ok) AS may FROM %8$s r WHERE 'provider' = ANY (x.roots) AND r.days @> x.service_on
			AND r.npi::text = coalesce(x.doc #>> '{ordering,npi}', x.doc #>> '{referring,npi}')) w ON true
		LEFT JOIN LATERAL (SELECT bool_or(r.clia) AS test, CASE WHEN x.doc ? 'clia' AND EXISTS (SELECT FROM %9$s k) THEN EXISTS (SELECT FROM %9$s k WHERE k.clia = x.doc ->> 'clia' AND k.days @> x.service_on
				AND (k.type <> 'WAIVER' OR EXISTS (SELECT FROM %10$s v WHERE v.code = x.hcpcs AND v.days @> x.service_on))) END AS valid
			FROM %3$s r WHERE 'provider' = ANY (x.roots) AND r.code = x.hcpcs AND r.days @> x.service_on) t ON true
		LEFT JOIN LATERAL (SELECT bool_or(r.days @> x.service_on) AS valid FROM %3$s r WHERE 'coding' = ANY (x.roots) AND r.code = x.hcpcs) c ON true
		LEFT JOIN LATERAL (SELECT bool_or(NOT EXISTS (SELECT FROM %4$s r WHERE r.mod = y.mod AND r.days @> x.service_on)) AS unknown
			FROM unnest(x.mods) y (mod) WHERE 'coding' = ANY (x.roots) AND EXISTS (SELECT FROM %4$s r)) m ON true
		LEFT JOIN LATERAL (SELECT min(r.value) AS value FROM %5$s r
			WHERE 'coding' = ANY (x.roots) AND r.code = x.hcpcs AND r.program = p.mue AND r.setting = x.setting AND r.days @> x.service_on) u ON true
		LEFT JOIN LATERAL (SELECT CASE WHEN bool_or(r.col1 IS NOT NULL) THEN true WHEN 'coding' = ANY (x.roots) AND p.ncci IN ('MCR', 'MCD') THEN false END AS any, bool_or(r.ccmi = 1) AS allowed
			FROM (SELECT y.code::rcm.hcpcs AS code FROM @ledger@.claim k JOIN @ledger@.claim_line y ON y.practice_id = k.practice_id AND y.claim_id = k.claim_id
				WHERE 'coding' = ANY (x.roots) AND k.practice_id = $1 AND (k.claim_id = x.claim_id OR k.patient_id = x.patient_id) AND y.service_from = x.service_on AND y.code ~ '^[0-9A-Z]{5}$') o
			LEFT JOIN LATERAL (SELECT * FROM %6$s r WHERE r.col1 = o.code AND r.col2 = x.hcpcs AND r.program = p.ncci AND r.setting = x.setting AND r.days @> x.service_on) r ON true) b ON true
		LEFT JOIN LATERAL (SELECT count(*) > 0 AS any, bool_or(EXISTS (SELECT FROM rcm.lines(x.document) l, unnest(l.dx) y (dx)
				WHERE l.line = x.line_no AND starts_with(replace(upper(y.dx), '.', ''), r.dx_prefix))) AS listed
			FROM %7$s r WHERE 'medical_necessity' = ANY (x.roots) AND r.list = 'COVER' AND r.code = x.hcpcs AND r.days @> x.service_on
				AND (r.class = p.class OR r.class = 'medicare' AND p.class IN ('medicare_a', 'medicare_b', 'medicare_adv'))) o ON true
		$query$, rcm.dated_rows('payer'), rcm.dated_rows('enrollment'), rcm.dated_rows('procedure'), rcm.dated_rows('modifier'), rcm.dated_rows('mue'),
			rcm.dated_rows('ptp'), rcm.dated_rows('coverage_policy'), rcm.dated_rows('provider'), rcm.dated_rows('clia_certificate'), rcm.dated_rows('clia_waived'))
		USING denial_library.practice_id, denial_library.lines;
END
$$;
COMMENT ON FUNCTION @ledger@.denial_library(text, @ledger@.denied_line[]) IS
'Facts of denied lines that the library in use can tell, in one query for all of them: the last day for filing, the enrolment of the provider with the payer, his taxonomy and tax ids, the laboratory''s certificate, whether the ordering provider may order, whether codes and modifiers were valid that day, the most units (MUE), whether a pair of NCCI bundles the line with another of the patient''s day, and the diagnoses that a coverage policy lists. No rows when there is no library, or none that may be read.';
