-- lookup.sql - codes looked up by people, and two sets made from what was loaded
--
-- A row of the library is in force from its eff, or the since of its release
-- if that is later, through its term, or the day before the release that ended
-- it takes over if that is earlier.  rcm.dated_rows writes this once for all.

CREATE FUNCTION rcm.dated_rows(table_name text) RETURNS text
	LANGUAGE sql STABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
	SELECT format('(SELECT t.*, CASE WHEN w.last < w.first OR w.last = ''-infinity'' THEN ''empty''::daterange
			ELSE daterange(nullif(w.first, ''-infinity''), nullif(w.last, ''infinity''), ''[]'') END AS days
		FROM %1$I.%2$I t
		LEFT JOIN %1$I.release r ON r.id = t.release_id
		LEFT JOIN %1$I.release e ON e.id = t.ended_by
		CROSS JOIN LATERAL (SELECT greatest(t.eff, r.since), least(t.term, e.since - 1)) w (first, last))',
		rcm.library_name(), table_name)
$$;
COMMENT ON FUNCTION rcm.dated_rows(text) IS
'SQL expression, for a FROM clause, of a table of the library in use with one column more: days, the days on which the row is in force (a daterange; empty when a correction replaced the row altogether).';

-- ---- one code ----

CREATE FUNCTION rcm.code_key(written text) RETURNS text
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on AS $$
	SELECT upper(regexp_replace(written, '[\s.]', '', 'g'))
$$;
COMMENT ON FUNCTION rcm.code_key(text) IS
'A code as the library stores it in text: capital letters, no dot, no spaces.';

CREATE FUNCTION rcm.written_code(code_set text, code text) RETURNS text
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on AS $$
	SELECT CASE code_set WHEN 'ICD-10-CM' THEN regexp_replace(code, '^(...)(.+)$', '\1.\2') ELSE code END
$$;
COMMENT ON FUNCTION rcm.written_code(text, text) IS
'A stored code as people write it: a diagnosis with its dot.';

-- Every row that says that the code exists.  Of one set the rows with the
-- lowest rank say when: what a publisher dates goes before what merely uses the code.
CREATE FUNCTION rcm.code_rows(
	key text,
	OUT code_set text, OUT code text, OUT name text, OUT description text, OUT replaced_by text[],
	OUT days daterange, OUT release_id integer, OUT rank integer
) RETURNS SETOF record
	LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE ROWS 3 SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	diagnosis rcm.icd10 := CASE WHEN key ~ '^[A-Z][0-9][0-9A-Z]{1,5}$' THEN key::rcm.icd10 END;
	procedure rcm.hcpcs := CASE WHEN key ~ '^[0-9A-Z]{5}$' THEN key::rcm.hcpcs END;
	level     text := CASE WHEN key ~ '^[A-Z]' THEN 'HCPCS' ELSE 'CPT' END;
BEGIN
	RETURN QUERY EXECUTE format('SELECT x.code_set::text, x.code::text, x.name, x.description, x.replaced_by, x.days, x.release_id, 1
			FROM %s x WHERE x.code = $1 OR (x.code = ''0'' || $1 AND x.code_set = ''revenue code'')', rcm.dated_rows('code_text')) USING key;
	IF diagnosis IS NOT NULL THEN
		RETURN QUERY EXECUTE format('SELECT ''ICD-10-CM'', $2, NULL::text, NULL::text, NULL::text[], x.days, x.release_id, 2
				FROM %s x WHERE x.code OPERATOR(rcm.=) $1', rcm.dated_rows('diagnosis')) USING diagnosis, key;
	END IF;
	IF procedure IS NOT NULL THEN
		RETURN QUERY EXECUTE (SELECT string_agg(format('SELECT $2, $3, NULL::text, NULL::text, %s, x.days, x.release_id, %s
				FROM %s x WHERE x.code OPERATOR(rcm.=) $1', CASE t.name WHEN 'hcpcs_code' THEN 'x.xref' ELSE 'NULL::text[]' END,
				t.rank, rcm.dated_rows(t.name)), ' UNION ALL ')
			FROM (VALUES ('hcpcs_code', 2), ('procedure', 3), ('fee_schedule', 4), ('mue', 5)) t (name, rank))
			USING procedure, level, key;
	END IF;
	RETURN QUERY EXECUTE (SELECT string_agg(format('SELECT %L, x.%I::text, NULL::text, NULL::text, NULL::text[], x.days, x.release_id, 2
			FROM %s x WHERE x.%2$I IN ($1, %L || $1)', t.set_name, t.code, rcm.dated_rows(t.name), t.zero), ' UNION ALL ')
		FROM (VALUES ('modifier', 'modifier', 'mod', ''), ('place_of_service', 'place of service', 'pos', ''),
			('revenue_code', 'revenue code', 'rev', '0'), ('type_of_bill', 'type of bill', 'tob2', '')) t (name, set_name, code, zero))
		USING key;
END
$$;
COMMENT ON FUNCTION rcm.code_rows(text) IS
'All rows of the library in use that have a code, spelled as rcm.code_key spells it, whatever their days: what rcm.code goes by.';

CREATE FUNCTION rcm.diagnosis_notes(key text, on_date date) RETURNS text[]
	LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	notes text[];
BEGIN
	EXECUTE 'SELECT array_agg(x.kind || '': '' || x.words
				ORDER BY x.owner_kind = ''chapter'', x.owner_kind = ''section'', length(x.owner) DESC, x.kind, x.words)
			FROM ' || rcm.dated_rows('diagnosis_note') || ' x
			WHERE x.days @> $2 AND CASE
				WHEN x.owner_kind = ''code'' THEN length(x.owner) >= 3 AND starts_with($1, x.owner)
				ELSE left($1, 3) COLLATE "C" BETWEEN split_part(x.owner, ''-'', 1) AND split_part(x.owner, ''-'', -1) END'
		INTO notes USING key, on_date;
	RETURN notes;
END
$$;
COMMENT ON FUNCTION rcm.diagnosis_notes(text, date) IS
'The notes of the ICD-10-CM tabular list that hold for a diagnosis (capitals, no dot) on a day, each as "kind: words": its own first, then those of the codes above it, its section and its chapter, which hold for everything under them (ICD-10-CM Official Guidelines, section I.A). Null when there is none.';

CREATE FUNCTION rcm.procedure_facts(code rcm.hcpcs, on_date date) RETURNS jsonb
	LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	facts jsonb;
BEGIN
	EXECUTE format('SELECT jsonb_strip_nulls(jsonb_build_object(
				''kind'', p.kind, ''status'', f.status, ''global_days'', f.glob, ''coverage'', h.coverage,
				''add_on'', CASE WHEN EXISTS (SELECT FROM %6$I.add_on) THEN EXISTS
					(SELECT FROM %5$s a WHERE a.addon OPERATOR(rcm.=) $1 AND a.days @> $2) END,
				''mue'', (SELECT jsonb_object_agg(m.program || '' '' || m.setting, m.value ORDER BY m.release_id)
					FROM %4$s m WHERE m.code OPERATOR(rcm.=) $1 AND m.days @> $2)))
			FROM (SELECT) one
			LEFT JOIN LATERAL (SELECT x.kind FROM %1$s x WHERE x.code OPERATOR(rcm.=) $1 AND x.days @> $2
				ORDER BY x.release_id DESC LIMIT 1) p ON true
			LEFT JOIN LATERAL (SELECT x.status, x.glob FROM %2$s x WHERE x.code OPERATOR(rcm.=) $1 AND x.days @> $2
				ORDER BY coalesce(x.mod, ''''), x.apm IS TRUE, x.release_id DESC LIMIT 1) f ON true
			LEFT JOIN LATERAL (SELECT x.coverage FROM %3$s x WHERE x.code OPERATOR(rcm.=) $1 AND x.days @> $2
				ORDER BY x.release_id DESC LIMIT 1) h ON true',
			rcm.dated_rows('procedure'), rcm.dated_rows('fee_schedule'), rcm.dated_rows('hcpcs_code'),
			rcm.dated_rows('mue'), rcm.dated_rows('add_on'), rcm.library_name())
		INTO facts USING code, on_date;
	RETURN facts;
END
$$;
COMMENT ON FUNCTION rcm.procedure_facts(rcm.hcpcs, date) IS
'What the library in use knows of a procedure on a day: kind; status and global_days of the Medicare physician fee schedule; coverage, the indicator of the HCPCS file; add_on; mue, units by program and setting (MCR Medicare, MCD Medicaid; PRA practitioner, OPH outpatient hospital, DME supplier). What is not known is left out.';

CREATE FUNCTION rcm.code_facts(code_set text, key text, on_date date) RETURNS jsonb
	LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	facts jsonb;
BEGIN
	IF code_set IN ('CPT', 'HCPCS') AND key ~ '^[0-9A-Z]{5}$' THEN
		RETURN nullif(rcm.procedure_facts(key::rcm.hcpcs, on_date), '{}');
	ELSIF code_set = 'place of service' THEN
		EXECUTE 'SELECT jsonb_build_object(''facility'', coalesce(x.fac, false)) FROM ' || rcm.dated_rows('place_of_service') || ' x
				WHERE x.pos = $1 AND x.days @> $2 ORDER BY x.release_id DESC LIMIT 1'
			INTO facts USING key, on_date;
	END IF;
	RETURN facts;
END
$$;
COMMENT ON FUNCTION rcm.code_facts(text, text, date) IS
'Facts of a code on a day: those of rcm.procedure_facts for CPT and HCPCS, facility (true or false) for a place of service. Null when nothing is known.';

CREATE FUNCTION rcm.billable_diagnosis(key text, on_date date, OUT billable boolean, OUT under text[])
	LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	IF key !~ '^[A-Z][0-9][0-9A-Z]{1,5}$' THEN
		RETURN;
	END IF;
	EXECUTE 'SELECT bool_or(coalesce(x.billable, false)) FROM ' || rcm.dated_rows('diagnosis') || ' x
			WHERE x.code OPERATOR(rcm.=) $1 AND x.days @> $2'
		INTO billable USING key::rcm.icd10, on_date;
	IF NOT billable AND length(key) < 7 THEN
		-- Z is the highest character, so this is the last code that can be under the header
		EXECUTE 'SELECT array_agg(DISTINCT x.code::text ORDER BY x.code::text) FROM ' || rcm.dated_rows('diagnosis') || ' x
				WHERE x.code OPERATOR(rcm.>) $1 AND x.code OPERATOR(rcm.<=) $2 AND x.billable AND x.days @> $3'
			INTO under USING key::rcm.icd10, rpad(key, 7, 'Z')::rcm.icd10, on_date;
	END IF;
END
$$;
COMMENT ON FUNCTION rcm.billable_diagnosis(text, date) IS
'Is a diagnosis (capitals, no dot) billable on a day, and if it is a header: which billable codes are under it. Null when the library has no such diagnosis that day.';

CREATE FUNCTION rcm.code(
	written text, on_date date DEFAULT CURRENT_DATE,
	OUT code_set text, OUT code text, OUT name text, OUT description text, OUT valid boolean,
	OUT valid_from date, OUT valid_to date, OUT billable boolean, OUT replaced_by text[],
	OUT notes text[], OUT facts jsonb
) RETURNS SETOF record
	LANGUAGE sql STABLE STRICT PARALLEL SAFE ROWS 2 SET search_path = pg_catalog, pg_temp AS $$
	WITH known AS (
		SELECT r.*, min(r.rank) OVER (PARTITION BY r.code_set) = r.rank AS dates
		FROM rcm.code_rows(rcm.code_key(written)) r WHERE NOT isempty(r.days)),
	entry AS (
		SELECT k.code_set, k.code, range_agg(k.days) FILTER (WHERE k.dates) AS periods,
			-- words of the day before others, long ones before short ones, new ones before old ones
			(array_agg(k.name ORDER BY k.name IS NULL, k.days @> on_date DESC, k.description IS NULL, k.release_id DESC))[1] AS name,
			(array_agg(k.description ORDER BY k.name IS NULL, k.days @> on_date DESC, k.description IS NULL, k.release_id DESC))[1] AS description,
			(array_agg(to_jsonb(k.replaced_by) ORDER BY k.replaced_by IS NULL, k.release_id DESC))[1] AS replaced_by
		FROM known k GROUP BY k.code_set, k.code),
	dated AS (
		SELECT e.*, p.days, p.days @> on_date AS valid,
			-- the day itself, or the nearest on which there was the code
			CASE WHEN p.days @> on_date THEN on_date WHEN upper(p.days) <= on_date THEN upper(p.days) - 1 ELSE lower(p.days) END AS day
		FROM entry e CROSS JOIN LATERAL (
			SELECT u.days FROM unnest(e.periods) u (days)
			ORDER BY u.days @> on_date DESC, CASE WHEN upper(u.days) <= on_date THEN on_date - upper(u.days) ELSE lower(u.days) - on_date END
			LIMIT 1) p)
	SELECT d.code_set, rcm.written_code(d.code_set, d.code), d.name, d.description, d.valid,
		lower(d.days), upper(d.days) - 1, b.billable,
		-- while a code is in force, what it is cross-referenced to does not replace it
		coalesce(b.under, CASE WHEN NOT d.valid THEN
			(SELECT array_agg(i.item) FROM jsonb_array_elements_text(d.replaced_by) i (item)) END),
		CASE d.code_set WHEN 'ICD-10-CM' THEN rcm.diagnosis_notes(d.code, d.day) END,
		rcm.code_facts(d.code_set, d.code, d.day)
	FROM dated d
	LEFT JOIN LATERAL rcm.billable_diagnosis(d.code, d.day) b ON d.code_set = 'ICD-10-CM'
	ORDER BY d.valid DESC, d.code_set
$$;
COMMENT ON FUNCTION rcm.code(text, date) IS
'What the library in use says of a code: one row for each code set that has it, those valid on the day first. written is the code in any spelling (dot or not, lower case, spaces; a revenue code with or without its leading zero). valid: in force on on_date; valid_from and valid_to are the first and last day of the period it is in, or of the nearest one, null where open. billable is for diagnoses: false for a header. replaced_by: for a header the billable codes under it, for a code that has ended those its publisher names instead. notes are those of rcm.diagnosis_notes, facts those of rcm.code_facts, both on on_date or the nearest day that the code was valid. A procedure whose words are not licensed has no name. No rows when nothing has the code; error 42P01 or 3F000 when there is no library.';

-- ---- search ----

CREATE FUNCTION rcm.words_query(words text, attempt integer) RETURNS tsquery
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on AS $$
	SELECT CASE
		WHEN attempt = 1 THEN websearch_to_tsquery('pg_catalog.english', words)
		-- who wrote quotes or a minus gets what was asked, or nothing
		WHEN words ~ '"|(^|\s)-' THEN NULL
		WHEN attempt = 2 THEN websearch_to_tsquery('pg_catalog.english', regexp_replace(words, '\w+\W*$', ''))
			&& to_tsquery('pg_catalog.english', substring(words from '(\w+)\W*$') || ':*')
		ELSE (SELECT string_agg(quote_literal(w.lexeme), ' | ')::tsquery
			FROM unnest(to_tsvector('pg_catalog.english', words)) w)
	END
$$;
COMMENT ON FUNCTION rcm.words_query(text, integer) IS
'The text search query of rcm.search_codes: attempt 1 all words, as websearch_to_tsquery reads them; 2 the last word as the beginning of one; 3 any of the words. Null when there is no such attempt.';

CREATE FUNCTION rcm.search_codes(
	words text, in_set text DEFAULT NULL, on_date date DEFAULT CURRENT_DATE, max_rows integer DEFAULT 20,
	OUT code_set text, OUT code text, OUT name text, OUT description text, OUT valid boolean, OUT rank real
) RETURNS SETOF record
	LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 20
	SET search_path = pg_catalog, pg_temp SET client_min_messages = warning AS $$
DECLARE
	query tsquery;
BEGIN
	FOR attempt IN 1..3 LOOP
		query := rcm.words_query(words, attempt);
		CONTINUE WHEN query IS NULL;
		-- the expression is that of the index code_text_words
		RETURN QUERY EXECUTE format('WITH hit AS (
				SELECT x.code_set, x.code, x.name, x.description, x.days @> $4 AS valid, x.release_id FROM %1$s x
				WHERE to_tsvector(''pg_catalog.english'', x.code || '' '' || coalesce(x.name, '''') || '' '' || coalesce(x.description, '''')) @@ $1
					AND ($3 IS NULL OR x.code_set = $3) AND NOT isempty(x.days)
				UNION ALL
				SELECT x.code_set, x.code, x.name, x.description, x.days @> $4, x.release_id FROM %1$s x
				WHERE x.code = $2 AND ($3 IS NULL OR x.code_set = $3) AND NOT isempty(x.days)),
			one AS (
				SELECT DISTINCT ON (h.code_set, h.code) h.* FROM hit h
				ORDER BY h.code_set, h.code, h.valid DESC, h.description IS NULL, h.release_id DESC),
			-- a word that thousands have: rank those that say least besides
			few AS (
				SELECT o.* FROM one o ORDER BY o.code = $2 DESC, o.valid DESC, length(coalesce(o.description, o.name)), o.code
				LIMIT greatest(1000, $5)),
			ranked AS (
				-- found by the words of any day, shown with those of this one
				SELECT f.code_set, f.code, n.name, n.description, n.valid,
					ts_rank(to_tsvector(''pg_catalog.english'', f.code || '' '' || coalesce(f.name, '''') || '' '' || coalesce(f.description, '''')), $1, 1) AS rank,
					CASE WHEN f.code_set = ''ICD-10-CM'' AND f.code ~ ''^[A-Z][0-9][0-9A-Z]{1,5}$'' THEN EXISTS
						(SELECT FROM %2$s d WHERE d.code OPERATOR(rcm.=) f.code::rcm.icd10 AND d.days @> $4 AND d.billable IS NOT TRUE)
						ELSE false END AS header
				FROM few f CROSS JOIN LATERAL (
					SELECT x.name, x.description, x.days @> $4 AS valid FROM %1$s x
					WHERE x.code = f.code AND x.code_set = f.code_set AND NOT isempty(x.days)
					ORDER BY x.days @> $4 DESC, x.description IS NULL, x.release_id DESC LIMIT 1) n)
			SELECT r.code_set::text, rcm.written_code(r.code_set, r.code), r.name, r.description, r.valid, r.rank
			FROM ranked r ORDER BY r.code = $2 DESC, r.valid DESC, r.header, r.rank DESC, r.code_set, r.code LIMIT $5',
				rcm.dated_rows('code_text'), rcm.dated_rows('diagnosis'))
			USING query, rcm.code_key(words), in_set, on_date, max_rows;
		EXIT WHEN FOUND;
	END LOOP;
END
$$;
COMMENT ON FUNCTION rcm.search_codes(text, text, date, integer) IS
'Looks for codes by their words, in English (stems: fractures finds fracture), in the library in use. words: all of them must be there; "in quotes" together, or between alternatives, -word leaves out. Where no code has them all, the last may be the beginning of a word; where that finds none either, any of them will do (not so with quotes or a minus). A code itself finds that code first. in_set names one code set (as in column code_set of code_text), null all. Then come codes in force on on_date, then billable ones before headers, then by rank (ts_rank, shorter texts higher; of more than 1000 hits the shortest are ranked). max_rows null: as many as there are. Nothing for null or for words that all texts have.';

-- ---- procedures, from what was loaded ----

CREATE FUNCTION rcm.procedure_kind(code text) RETURNS text
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
	SELECT CASE
		-- sections of CPT; the narrow ranges first
		WHEN code ~ '^[0-9]{5}$' THEN CASE
			WHEN code BETWEEN '90460' AND '90474' OR code = '90480' THEN 'VAXADMIN'
			WHEN code BETWEEN '90476' AND '90759' OR code BETWEEN '91300' AND '91399' THEN 'VAX'
			WHEN code BETWEEN '90785' AND '90899' THEN 'PSY'
			WHEN code BETWEEN '96360' AND '96379' THEN 'INJADMIN'
			WHEN code BETWEEN '97010' AND '97799' THEN 'THER'
			WHEN code BETWEEN '99202' AND '99499' THEN 'EM'
			WHEN code BETWEEN '00100' AND '01999' THEN 'ANES'
			WHEN code BETWEEN '10004' AND '69990' THEN 'SURG'
			WHEN code BETWEEN '70010' AND '79999' THEN 'RAD'
			WHEN code BETWEEN '80047' AND '89398' THEN 'LAB'
			ELSE 'MED' END
		WHEN code ~ '^[0-9]{4}F$' THEN 'CAT2'
		WHEN code ~ '^[0-9]{4}[UM]$' THEN 'LAB'
		WHEN code ~ '^[0-9]{4}A$' THEN 'VAXADMIN'
		WHEN code ~ '^[0-9]{4}T$' THEN 'MED'
		WHEN code IN ('G0008', 'G0009', 'G0010') THEN 'VAXADMIN'
		WHEN code ~ '^Q203[4-9]$' THEN 'VAX'
		WHEN code ~ '^(J|Q51)' THEN 'DRUG'
		WHEN code ~ '^[EK]' THEN 'DME'
		WHEN code ~ '^L' THEN 'ORTHOTIC'
		WHEN code ~ '^G' THEN 'MED'
	END
$$;
COMMENT ON FUNCTION rcm.procedure_kind(text) IS
'The kind of a procedure by the range of codes it lies in: sections of CPT and letters of HCPCS Level II. Orthotics and prosthetics (L) are no DME: they may be supplied in a nursing facility. Null where the range says nothing, as for most A and Q codes.';

CREATE FUNCTION rcm.is_face_to_face(code text, kind text, work numeric) RETURNS boolean
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
	SELECT CASE kind
		WHEN 'EM' THEN code::integer <@
			'{[99202,99215],[99217,99239],[99241,99255],[99281,99285],[99291,99292],[99304,99318],[99324,99337],[99341,99357],[99381,99397],[99401,99412],[99460,99463],[99466,99480],[99483,99483],[99495,99498]}'::int4multirange
		WHEN 'PSY' THEN work > 0 AND NOT code::integer <@ '{[90846,90846],[90882,90889]}'::int4multirange
		ELSE kind = 'SURG' AND work > 0
	END
$$;
COMMENT ON FUNCTION rcm.is_face_to_face(text, text, numeric) IS
'Does a procedure show that the physician has seen the patient? kind is that of rcm.procedure_kind. Visits go by their CPT code (not those by telephone, message or record, nor care management by the month); psychiatric services and operations count when the fee schedule gives them work of the physician''s own, in relative value units: drawing blood has none.';

CREATE FUNCTION rcm.known_procedures(OUT code rcm.hcpcs, OUT eff date, OUT term date, OUT base integer) RETURNS SETOF record
	LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 20000 SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	library   name := rcm.library_name();
	has_fees  boolean;
	has_hcpcs boolean;
BEGIN
	EXECUTE format('SELECT EXISTS (SELECT FROM %1$I.fee_schedule f WHERE f.ended_by = 0), EXISTS (SELECT FROM %1$I.hcpcs_code)', library)
		INTO has_fees, has_hcpcs;
	RETURN QUERY EXECUTE format('WITH pair AS (
			SELECT p.col1 AS code, p.ended_by, max(p.term) AS term FROM %1$I.ptp p GROUP BY p.col1, p.ended_by
			UNION ALL
			SELECT p.col2, p.ended_by, max(p.term) FROM %1$I.ptp p GROUP BY p.col2, p.ended_by),
		used (code, last) AS (
			SELECT p.code, least(p.term, e.since - 1) FROM pair p LEFT JOIN %1$I.release e ON e.id = p.ended_by
			UNION ALL SELECT x.code, coalesce(upper(x.days) - 1, ''infinity'') FROM %2$s x WHERE NOT isempty(x.days)
			UNION ALL SELECT x.code, coalesce(upper(x.days) - 1, ''infinity'') FROM %3$s x WHERE NOT isempty(x.days)),
		listed AS (
			SELECT x.code, CASE WHEN bool_and(x.eff IS NOT NULL) THEN nullif(min(x.eff), ''-infinity'') END AS eff,
				nullif(max(coalesce(upper(x.days) - 1, ''infinity'')), ''infinity'') AS term, max(nullif(x.anesthesia_base, 0)) AS base
			FROM %4$s x WHERE NOT isempty(x.days) GROUP BY x.code)
		SELECT l.code, CASE WHEN l.eff <= coalesce(l.term, ''infinity'') THEN l.eff END, l.term, l.base FROM listed l
		UNION ALL
		SELECT u.code, NULL, CASE WHEN max(u.last) < ''infinity''
				AND ($1 AND u.code::text ~ ''^[0-9]{4}[0-9FT]$'' OR $2 AND u.code::text ~ ''^[A-CE-Z]'') THEN max(u.last) END, NULL
		FROM used u WHERE NOT EXISTS (SELECT FROM listed l WHERE l.code OPERATOR(rcm.=) u.code)
		GROUP BY u.code',
			library, rcm.dated_rows('fee_schedule'), rcm.dated_rows('mue'), rcm.dated_rows('hcpcs_code'))
		USING has_fees, has_hcpcs;
END
$$;
COMMENT ON FUNCTION rcm.known_procedures() IS
'Every procedure that the HCPCS file, the fee schedule, NCCI pairs or NCCI unit limits of the library in use name, with the days on which it may be billed. The HCPCS file dates its codes. Of the others none has a first day; one has a last day only when nothing has it any more and the set that would list it is loaded: the fee schedule for CPT (it lacks the laboratory codes that end in U and M), the HCPCS file for Level II (it lacks the dental codes). The end of a pair or a limit alone does not end a code.';

CREATE FUNCTION rcm.derive_procedures() RETURNS bigint
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on AS $$
DECLARE
	library name := rcm.library_name();
	missing text;
	derived integer;
	made    bigint;
BEGIN
	EXECUTE format('SELECT concat_ws('' and '', CASE WHEN NOT EXISTS (SELECT FROM %1$I.fee_schedule) THEN ''the fee schedule'' END,
			CASE WHEN NOT EXISTS (SELECT FROM %1$I.hcpcs_code) THEN ''the HCPCS file'' END)', library) INTO missing;
	IF missing <> '' THEN
		RAISE NOTICE 'the derived procedures lack those that only % would name', missing
			USING HINT = 'PX-INVALID refuses a code that no release of set "procedure" has. Load what is missing and derive again, or set that edit to warn.';
	END IF;
	derived := rcm.begin_derived('procedure', 'derived');
	EXECUTE format('WITH fee AS (
			SELECT f.code, max(f.work) AS work, bool_or(f.status = ''M'') AS counts_only, bool_or(f.pctc IN (''1'', ''6'')) AS read_by_physician
			FROM %1$I.fee_schedule f GROUP BY f.code),
		unlisted AS (
			SELECT DISTINCT t.code FROM %1$I.code_text t WHERE t.code_set IN (''CPT'', ''HCPCS'') AND t.ended_by = 0
				AND concat_ws('' '', t.name, t.description) ~* ''\m(unlisted|unclassified|miscellaneous|not otherwise classified)\M'')
		INSERT INTO %1$I.procedure (code, kind, f2f, unlisted, zero_ok, base, eff, term, release_id)
		SELECT k.code, CASE WHEN c.kind = ''LAB'' AND (fee.read_by_physician OR fee.work > 0) THEN ''PATH'' ELSE c.kind END,
			nullif(rcm.is_face_to_face(k.code::text, c.kind, coalesce(fee.work, 0)), false),
			CASE WHEN unlisted.code IS NOT NULL THEN true END,
			CASE WHEN c.kind = ''CAT2'' OR fee.counts_only OR k.code::text = ''99024'' THEN true END,
			k.base, k.eff, k.term, $1
		FROM rcm.known_procedures() k
		CROSS JOIN LATERAL rcm.procedure_kind(k.code::text) c (kind)
		LEFT JOIN fee ON fee.code OPERATOR(rcm.=) k.code
		LEFT JOIN unlisted ON unlisted.code = k.code::text
		WHERE NOT EXISTS (SELECT FROM %1$I.procedure p WHERE p.code OPERATOR(rcm.=) k.code)
		-- sorted before the first is written, so that the look into the table does not meet them
		ORDER BY k.code', library) USING derived;
	GET DIAGNOSTICS made = ROW_COUNT;
	PERFORM rcm.end_derived(derived, made);
	RETURN made;
END
$$;
COMMENT ON FUNCTION rcm.derive_procedures() IS
'Fills set "procedure" of the library in use, as release "derived", with every procedure of rcm.known_procedures that no other release of the set has, and returns their number. An earlier "derived" release is replaced: call it again after each load of the HCPCS file, the fee schedule or NCCI. kind is by range of codes (rcm.procedure_kind; PATH instead of LAB where a physician reads the test), f2f by rcm.is_face_to_face, unlisted where the published words say unlisted, unclassified, miscellaneous or not otherwise classified (X12 005010X222A1, SV101-7), zero_ok for codes that only count (category II, fee schedule status M, 99024), base from the HCPCS file. What does not follow from these is null, so that no edit refuses a claim on a guess: which codes are timed, always therapy, drugs billed with an NDC, CLIA tests or of which contractor, limits of age and sex, base units of anesthesia. The practice''s own facts belong in a neutral file (rcm.load_neutral(''procedure'', ...)): its codes are left alone here. A notice tells when the HCPCS file or the fee schedule is not loaded.';

-- A release that is made from others and replaces what was made before.
CREATE FUNCTION rcm.begin_derived(set_name text, release text) RETURNS integer
	LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	made integer;
BEGIN
	PERFORM rcm.lock_releases();
	PERFORM rcm.unload_release(r.set_name, r.release) FROM rcm.releases() r
		WHERE r.set_name = begin_derived.set_name AND r.release = begin_derived.release;
	EXECUTE format('INSERT INTO %I.release (set_name, name, tables, additive) VALUES ($1, $2, ARRAY[$1], true) RETURNING id', rcm.library_name())
		INTO made USING set_name, release;
	RETURN made;
END
$$;
COMMENT ON FUNCTION rcm.begin_derived(text, text) IS
'Removes a release of a table with its rows, if it is there, and begins it anew: the result is the new release''s id. Used for releases that are made from other sets.';

CREATE FUNCTION rcm.end_derived(release_id integer, row_count bigint) RETURNS void
	LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	EXECUTE format(CASE row_count WHEN 0 THEN 'DELETE FROM %I.release WHERE id = $1'
			ELSE 'UPDATE %I.release SET row_count = $2 WHERE id = $1' END, rcm.library_name())
		USING release_id, row_count;
END
$$;
COMMENT ON FUNCTION rcm.end_derived(integer, bigint) IS
'Writes down how many rows a release begun by rcm.begin_derived has, or removes it when it has none.';

-- ---- coverage, from the articles of a contractor ----

CREATE FUNCTION rcm.adopt_coverage(contractor text, class text DEFAULT 'medicare') RETURNS bigint
	LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	library name := rcm.library_name();
	known   boolean;
	derived integer;
	made    bigint;
BEGIN
	EXECUTE format('SELECT EXISTS (SELECT FROM %I.coverage_article_contractor a WHERE a.contractor = $1)', library)
		INTO known USING contractor;
	IF NOT known THEN
		RAISE EXCEPTION 'no coverage article of contractor "%" is loaded', contractor
			USING ERRCODE = 'RC007',
				HINT = format('SELECT DISTINCT contractor FROM %I.coverage_article_contractor lists those that have articles.', library);
	END IF;
	derived := rcm.begin_derived('coverage_policy', 'articles ' || contractor);
	EXECUTE format('WITH article AS (
			SELECT a.article, a.version, range_agg(a.days) AS days FROM %2$s a WHERE a.contractor = $1 GROUP BY a.article, a.version),
		code AS (
			SELECT c.article, c.version, c.code, range_agg(c.days) AS days FROM %3$s c GROUP BY c.article, c.version, c.code),
		-- several groups: only the paragraphs, in prose, say which codes a group of diagnoses is for
		one_group AS (
			SELECT c.article, c.version FROM %1$I.coverage_article_code c GROUP BY c.article, c.version
				HAVING count(DISTINCT coalesce(c.code_group, 0)) = 1
			INTERSECT
			SELECT d.article, d.version FROM %1$I.coverage_article_diagnosis d WHERE NOT d.covered GROUP BY d.article, d.version
				HAVING count(DISTINCT coalesce(d.code_group, 0)) = 1),
		diagnosis AS (
			SELECT d.article, d.version, replace(d.code::text, ''.'', '''') AS prefix, d.covered, range_agg(d.days) AS days
			FROM %4$s d GROUP BY d.article, d.version, d.code, d.covered),
		policy AS MATERIALIZED (
			SELECT a.article, c.code, d.prefix, d.covered, a.days * c.days * d.days AS days
			FROM article a
			JOIN code c ON c.article = a.article AND c.version = a.version
			JOIN diagnosis d ON d.article = a.article AND d.version = a.version
			WHERE NOT isempty(a.days * c.days * d.days)
				AND (d.covered OR EXISTS (SELECT FROM one_group g WHERE g.article = d.article AND g.version = d.version))),
		period AS (
			-- versions of an article that say the same make one row
			SELECT p.article, p.code, p.prefix, p.covered, u.days
			FROM (SELECT q.article, q.code, q.prefix, q.covered, range_agg(q.days) AS days FROM
					(SELECT o.article, o.code, o.prefix, o.covered, unnest(o.days) AS days FROM policy o) q
				GROUP BY q.article, q.code, q.prefix, q.covered) p, unnest(p.days) u (days)
			WHERE p.covered OR NOT EXISTS (SELECT FROM policy o WHERE o.covered AND o.code OPERATOR(rcm.=) p.code
				AND o.prefix = p.prefix AND o.days && p.days))
		INSERT INTO %1$I.coverage_policy (policy, type, class, code, dx_prefix, list, eff, term, release_id)
		SELECT p.article, ''LCD'', $2, p.code, p.prefix, CASE WHEN p.covered THEN ''COVER'' ELSE ''DENY'' END,
			lower(p.days), upper(p.days) - 1, $3
		FROM period p',
			library, rcm.dated_rows('coverage_article_contractor'), rcm.dated_rows('coverage_article_code'),
			rcm.dated_rows('coverage_article_diagnosis'))
		USING contractor, class, derived;
	GET DIAGNOSTICS made = ROW_COUNT;
	PERFORM rcm.end_derived(derived, made);
	RETURN made;
END
$$;
COMMENT ON FUNCTION rcm.adopt_coverage(text, text) IS
'Fills set "coverage_policy" of the library in use, as release "articles CONTRACTOR", from the Medicare coverage articles that one contractor has (coverage_article_contractor.contractor), and returns the number of rows; an earlier such release is replaced, those of other contractors stay. class is the class of payers the rows are for; medicare is fee-for-service and Medicare Advantage. A procedure of an article is covered for every diagnosis of any covered group of that article: which group is for which procedure stands only in the paragraphs (coverage_article_group). A diagnosis is denied only where the article has one group of procedures and one of diagnoses not covered, and no article covers the pair. Articles bind only within the contractor''s area: adopt those of the practice''s own. RC007 when the contractor has no article.';
