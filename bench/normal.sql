-- normal.sql - the same claims in normalised tables, for the competitors.
--
-- What a practice-management system has: header, lines, diagnoses, provider
-- numbers, earlier services; types as narrow as they go, codes normalised,
-- modifier sets sorted, indexes on the claim.  None of this is timed.
SET search_path = bench, rcm, public;

CREATE UNLOGGED TABLE doc AS SELECT n, doc::jsonb AS j FROM claims;

CREATE UNLOGGED TABLE claim AS
SELECT n, j->>'claim_id' AS claim_id, (j->>'submit_date')::date AS submit_date, j->>'payer_id' COLLATE "C" AS payer_id,
	nullif(j->>'pos', '') COLLATE "C" AS pos, (j->>'total_charge')::numeric(12,2) AS total_charge,
	(j->'billing'->>'npi')::bigint AS billing_npi, j->'billing'->>'tin' AS tin,
	nullif(j->'patient'->>'last', '') AS last, nullif(j->'patient'->>'first', '') AS first,
	nullif(j->'patient'->>'dob', '')::date AS dob, nullif(j->'patient'->>'sex', '') AS sex,
	nullif(j->'patient'->'addr'->>'line1', '') AS line1, nullif(j->'patient'->'addr'->>'city', '') AS city,
	nullif(j->'patient'->'addr'->>'state', '') AS state, nullif(j->'patient'->'addr'->>'zip', '') AS zip,
	(SELECT min((l->>'from')::date) FROM jsonb_array_elements(j->'lines') l) AS first_dos
FROM doc;
ALTER TABLE claim ADD PRIMARY KEY (n);

CREATE UNLOGGED TABLE line AS
SELECT d.n, coalesce((l->>'n')::int, i::int) AS line, l->>'code' COLLATE "C" AS code_text,
	CASE WHEN l->>'code' ~ '^[0-9A-Z]{5}$' THEN (l->>'code')::hcpcs END AS code,
	ARRAY(SELECT DISTINCT m COLLATE "C" FROM jsonb_array_elements_text(l->'mods') m ORDER BY 1) AS mods,
	jsonb_array_length(l->'mods') AS mod_count,
	(l->>'units')::numeric AS units, (l->>'charge')::numeric(12,2) AS charge,
	(l->>'from')::date AS from_date, (l->>'to')::date AS to_date,
	ARRAY(SELECT p::int FROM jsonb_array_elements_text(l->'dx_ptr') WITH ORDINALITY x(p, o) ORDER BY o) AS dx_ptr,
	coalesce(nullif(l->>'pos', '') COLLATE "C", nullif(j->>'pos', '')) AS pos,
	coalesce((j->'rendering'->>'npi')::bigint, (j->'billing'->>'npi')::bigint) AS rend
FROM doc d, jsonb_array_elements(j->'lines') WITH ORDINALITY e(l, i);
ALTER TABLE line ADD PRIMARY KEY (n, line);

CREATE UNLOGGED TABLE dx AS
SELECT n, i::int AS pos, upper(replace(x->>'code', '.', '')) COLLATE "C" AS code
FROM doc, jsonb_array_elements(j->'dx') WITH ORDINALITY e(x, i);
ALTER TABLE dx ADD PRIMARY KEY (n, pos);

CREATE UNLOGGED TABLE claim_npi AS
SELECT n, role, j->role->>'npi' AS npi
FROM doc, unnest('{billing,rendering,referring,ordering,supervising}'::text[]) role
WHERE j->role->>'npi' <> '';
CREATE INDEX ON claim_npi (n);

CREATE UNLOGGED TABLE earlier AS
SELECT n, i::int AS i, h->>'status' AS status, h->>'payer_id' COLLATE "C" AS payer_id, (h->>'code')::hcpcs AS code,
	ARRAY(SELECT DISTINCT m COLLATE "C" FROM jsonb_array_elements_text(h->'mods') m ORDER BY 1) AS mods,
	(h->>'units')::numeric AS units, (h->>'from')::date AS from_date, (h->>'to')::date AS to_date,
	(h->>'rend')::bigint AS rend
FROM doc, jsonb_array_elements(j->'history') WITH ORDINALITY e(h, i)
WHERE h->>'code' ~ '^[0-9A-Z]{5}$';
CREATE INDEX ON earlier (n);

-- diagnoses by their text, because prefixes are asked for
CREATE UNLOGGED TABLE icd AS
SELECT replace(code::text, '.', '') COLLATE "C" AS code, billable, age_cat, eff, term FROM rcm_library.diagnosis;
CREATE INDEX ON icd (code) INCLUDE (billable);
CREATE UNLOGGED TABLE npis AS SELECT npi::text::bigint AS npi, specialty FROM rcm_library.provider;
ALTER TABLE npis ADD PRIMARY KEY (npi);
CREATE UNLOGGED TABLE contracts AS SELECT npi::text::bigint AS npi, payer_id, eff, term FROM rcm_library.enrollment;
CREATE INDEX ON contracts (npi, payer_id);
CREATE UNLOGGED TABLE finding (n int, edit text, line int);
CREATE UNLOGGED TABLE ours (n int, edit text, line int);

DROP TABLE doc;
ANALYZE claim, line, dx, claim_npi, earlier, icd, npis, contracts;

-- The check digit of an NPI, as one expression that the planner inlines.
CREATE FUNCTION npi_ok(npi text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT npi ~ '^[12][0-9]{9}$' AND (24
		+ ('{0,2,4,6,8,1,3,5,7,9}'::int[])[1 + substr(npi, 1, 1)::int] + substr(npi, 2, 1)::int
		+ ('{0,2,4,6,8,1,3,5,7,9}'::int[])[1 + substr(npi, 3, 1)::int] + substr(npi, 4, 1)::int
		+ ('{0,2,4,6,8,1,3,5,7,9}'::int[])[1 + substr(npi, 5, 1)::int] + substr(npi, 6, 1)::int
		+ ('{0,2,4,6,8,1,3,5,7,9}'::int[])[1 + substr(npi, 7, 1)::int] + substr(npi, 8, 1)::int
		+ ('{0,2,4,6,8,1,3,5,7,9}'::int[])[1 + substr(npi, 9, 1)::int] + substr(npi, 10, 1)::int) % 10 = 0
$$;
