-- fhir.sql - FHIR R4: the pieces that every resource is made of
--
-- A resource is jsonb in and jsonb out.  What comes in was written by others:
-- whatever is not of the expected shape is passed over, never an error.  What
-- goes out holds no empty string, list or object, as FHIR wants it.
--
-- The functions are in PL/pgSQL, which keeps its plans: SQL functions that call
-- each other are planned anew by every call.  What is computed once and used
-- several times stands in a MATERIALIZED query, or it would be computed at each use.

-- ---- trees ----

CREATE FUNCTION rcm.fhir_prune(tree jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on AS $$
DECLARE
	-- null, blank, empty list, empty object
	empty CONSTANT jsonpath := 'strict $.** ? (@ == null || @ like_regex "^\\s*$" || @.type() == "array" && @.size() == 0 || @.type() == "object" && !exists(@.*))'::jsonpath;
	pruned jsonb := jsonb_strip_nulls(tree);
BEGIN
	IF NOT jsonb_path_exists(pruned, empty) THEN
		RETURN pruned;
	ELSIF jsonb_typeof(pruned) = 'object' THEN
		RETURN (SELECT jsonb_object_agg(m.key, m.kept)
			FROM (SELECT e.key, rcm.fhir_prune(e.value) AS kept FROM jsonb_each(pruned) e OFFSET 0) m WHERE m.kept IS NOT NULL);
	ELSIF jsonb_typeof(pruned) = 'array' THEN
		RETURN (SELECT jsonb_agg(m.kept ORDER BY m.place)
			FROM (SELECT e.place, rcm.fhir_prune(e.value) AS kept FROM jsonb_array_elements(pruned) WITH ORDINALITY e (value, place) OFFSET 0) m
			WHERE m.kept IS NOT NULL);
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION rcm.fhir_prune(jsonb) IS
'The tree without what FHIR does not write: nulls, empty and blank strings, empty lists, empty objects, at every level. Null when nothing is left. Rule: http://hl7.org/fhir/R4/json.html.';

CREATE FUNCTION rcm.fhir_each(list jsonb, OUT item jsonb, OUT place integer) RETURNS SETOF record
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE ROWS 5 SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN QUERY
		SELECT e.value, e.place::integer
		FROM jsonb_array_elements(CASE jsonb_typeof(list) WHEN 'array' THEN list WHEN 'null' THEN '[]' ELSE jsonb_build_array(list) END)
			WITH ORDINALITY e (value, place);
END
$$;
COMMENT ON FUNCTION rcm.fhir_each(jsonb) IS
'The items of a list with their places from 1. What is no list is taken for a list of one item.';

CREATE FUNCTION rcm.fhir_leaves(tree jsonb, OUT path text, OUT value jsonb) RETURNS SETOF record
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE ROWS 200 SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN QUERY
		WITH RECURSIVE node (path, value) AS (
			SELECT '', tree
			UNION ALL
			SELECT m.path, m.value
			FROM node n
			CROSS JOIN LATERAL (
				SELECT n.path || CASE n.path WHEN '' THEN '' ELSE '.' END || o.key, o.value
				FROM jsonb_each(CASE jsonb_typeof(n.value) WHEN 'object' THEN n.value ELSE '{}' END) o
				UNION ALL
				SELECT n.path || '[' || a.place - 1 || ']', a.value
				FROM jsonb_array_elements(CASE jsonb_typeof(n.value) WHEN 'array' THEN n.value ELSE '[]' END) WITH ORDINALITY a (value, place)
			) m (path, value)
		)
		SELECT n.path, n.value FROM node n
		WHERE jsonb_typeof(n.value) NOT IN ('object', 'array') OR n.value IN ('{}', '[]');
END
$$;
COMMENT ON FUNCTION rcm.fhir_leaves(jsonb) IS
'Every value of a tree that holds no others, with its path; lists count from 0 (lines[2].charge). Empty lists and objects are values too.';

-- ---- values ----

CREATE FUNCTION rcm.fhir_date(written text) RETURNS text
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on AS $$
#variable_conflict use_column
BEGIN
	RETURN (
		SELECT CASE WHEN m[1]::integer > 0 AND m[2]::integer BETWEEN 1 AND 12
			AND m[3]::integer BETWEEN 1 AND extract(day FROM make_date(m[1]::integer, least(greatest(m[2]::integer, 1), 12), 1) + interval '1 month - 1 day')
			THEN concat_ws('-', m[1], m[2], m[3]) END
		FROM regexp_match(written, '^(\d{4})-(\d\d)-(\d\d)($|T)') m
		WHERE m[1] <> '0000');
END
$$;
COMMENT ON FUNCTION rcm.fhir_date(text) IS
'The day of a FHIR date, dateTime or instant, YYYY-MM-DD as it was written, in its own time zone. Null for a year or month alone, and for a day that does not exist. Rule: http://hl7.org/fhir/R4/datatypes.html#date.';

CREATE FUNCTION rcm.fhir_integer(number jsonb) RETURNS integer
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on AS $$
#variable_conflict use_column
BEGIN
	RETURN CASE WHEN number #>> '{}' ~ '^-?\d{1,9}$' THEN (number #>> '{}')::integer END;
END
$$;
COMMENT ON FUNCTION rcm.fhir_integer(jsonb) IS
'A whole number of up to nine digits, as a number or as text; else null.';

CREATE FUNCTION rcm.fhir_number(written text) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on AS $$
#variable_conflict use_column
BEGIN
	RETURN CASE WHEN written ~ '^\s*[-+]?(\d{1,18}(\.\d*)?|\.\d+)\s*$' THEN to_jsonb(written::numeric) END;
END
$$;
COMMENT ON FUNCTION rcm.fhir_number(text) IS
'A JSON number with the decimals as written; null when the text is no plain number.';

CREATE FUNCTION rcm.fhir_money(amount text) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN jsonb_build_object('value', round(amount::numeric, 2), 'currency', 'USD');
END
$$;
COMMENT ON FUNCTION rcm.fhir_money(text) IS
'FHIR Money of an amount in dollars: a JSON number with two decimals, USD. Rule: http://hl7.org/fhir/R4/datatypes.html#Money.';

CREATE FUNCTION rcm.fhir_amount(money jsonb) RETURNS text
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on AS $$
#variable_conflict use_column
BEGIN
	RETURN (
		SELECT round((money->>'value')::numeric, 2)::text
		WHERE coalesce(money->>'currency', money->>'code', 'USD') = 'USD' AND money->>'value' ~ '^-?\d{1,15}(\.\d{1,2}0*)?$');
END
$$;
COMMENT ON FUNCTION rcm.fhir_amount(jsonb) IS
'Dollars with two decimals out of a FHIR Money or Quantity. Null for another currency, and for what is not whole cents.';

CREATE FUNCTION rcm.fhir_concept(system text, code text) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on AS $$
#variable_conflict use_column
BEGIN
	RETURN CASE WHEN code ~ '^\s*$' THEN NULL
		WHEN code ~ '^\S+( \S+)*$' THEN
			jsonb_build_object('coding', jsonb_build_array(CASE system WHEN '' THEN '{}' ELSE jsonb_build_object('system', system) END
				|| jsonb_build_object('code', code)))
		ELSE jsonb_build_object('text', code) END;
END
$$;
COMMENT ON FUNCTION rcm.fhir_concept(text, text) IS
'A CodeableConcept of one code; "" is no system. A code that FHIR cannot hold, with spaces around it, becomes the text. Rule: http://hl7.org/fhir/R4/datatypes.html#CodeableConcept.';

CREATE FUNCTION rcm.fhir_code(concept jsonb, system text) RETURNS text
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	RETURN jsonb_path_query_first(concept, 'lax $.coding ? (@.system == $system && @.code != "").code', jsonb_build_object('system', system)) #>> '{}';
END
$$;
COMMENT ON FUNCTION rcm.fhir_code(jsonb, text) IS
'The first code of a CodeableConcept in a code system; null when it has none.';

CREATE FUNCTION rcm.fhir_any_code(concept jsonb) RETURNS text
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	RETURN coalesce(jsonb_path_query_first(concept,
			'lax $.coding ? (@.code != "" && !(@.system == "http://terminology.hl7.org/CodeSystem/data-absent-reason")).code') #>> '{}',
		CASE WHEN concept ? 'coding' THEN NULL ELSE concept->>'text' END);
END
$$;
COMMENT ON FUNCTION rcm.fhir_any_code(jsonb) IS
'The first code of a CodeableConcept, whatever its system, or the text when there is no coding. A code that says why there is none is not a code.';

CREATE FUNCTION rcm.fhir_absent() RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN '{"extension": [{"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "unknown"}]}'::jsonb;
END
$$;
COMMENT ON FUNCTION rcm.fhir_absent() IS
'What stands where FHIR demands an element and nothing is known. Rule: http://hl7.org/fhir/R4/extension-data-absent-reason.html.';

CREATE FUNCTION rcm.fhir_diagnosis(code text) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on AS $$
#variable_conflict use_column
BEGIN
	RETURN rcm.fhir_concept('http://hl7.org/fhir/sid/icd-10-cm', CASE WHEN code ~* '^\s*[a-z]\d[0-9a-z]\.?[0-9a-z]{0,4}\s*$'
		THEN regexp_replace(replace(upper(btrim(code)), '.', ''), '^(...)(.+)$', '\1.\2') ELSE code END);
END
$$;
COMMENT ON FUNCTION rcm.fhir_diagnosis(text) IS
'A diagnosis as FHIR writes ICD-10-CM: capital letters, with the dot. What has not the form of a diagnosis stays as written.';

CREATE FUNCTION rcm.fhir_procedure_system(code text) RETURNS text
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on AS $$
#variable_conflict use_column
BEGIN
	RETURN CASE WHEN code ~ '^\d{4}[0-9A-Z]$' THEN 'http://www.ama-assn.org/go/cpt'
		WHEN code ~ '^D\d{4}$' THEN 'http://www.ada.org/cdt'
		WHEN code ~ '^[A-Z]\d{4}$' THEN 'https://bluebutton.cms.gov/resources/codesystem/hcpcs'
		WHEN code ~ '^\d{2}$' THEN 'http://www.ama-assn.org/go/cpt'
		WHEN code ~ '^[A-Z][0-9A-Z]$|^\d[A-Z]$' THEN 'https://bluebutton.cms.gov/resources/codesystem/hcpcs'
		ELSE '' END;
END
$$;
COMMENT ON FUNCTION rcm.fhir_procedure_system(text) IS
'The code system of a procedure code or modifier, by its form: CPT (five characters that begin with four digits; modifiers of two digits), CDT (D and four digits), HCPCS (another letter and four digits; other modifiers); "" when it has none of these forms.';

-- ---- references ----

CREATE FUNCTION rcm.fhir_main(resource jsonb, type text) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN CASE WHEN resource->>'resourceType' = type THEN resource
		WHEN resource->>'resourceType' = 'Bundle' THEN
			(SELECT e.item->'resource' FROM rcm.fhir_each(resource->'entry') e
			WHERE e.item #>> '{resource,resourceType}' = type ORDER BY e.place LIMIT 1) END;
END
$$;
COMMENT ON FUNCTION rcm.fhir_main(jsonb, text) IS
'The resource itself when it is of the type; of a Bundle the first entry that is. Null when there is none.';

CREATE FUNCTION rcm.fhir_index(resource jsonb, main jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN (
		WITH entry AS MATERIALIZED (
			SELECT e.item->>'fullUrl' AS url, e.item->'resource' AS found
			FROM rcm.fhir_each(CASE resource->>'resourceType' WHEN 'Bundle' THEN resource->'entry' END) e
		), known (reference, found, rank) AS MATERIALIZED (
			SELECT '#' || (c.item->>'id'), c.item, 1 FROM entry, rcm.fhir_each(entry.found->'contained') c
			UNION ALL
			SELECT entry.found->>'resourceType' || '/' || (entry.found->>'id'), entry.found, 2 FROM entry
			UNION ALL
			SELECT entry.url, entry.found, 3 FROM entry
			UNION ALL
			SELECT '#' || (c.item->>'id'), c.item, 4 FROM rcm.fhir_each(main->'contained') c
		)
		SELECT coalesce(jsonb_object_agg(known.reference, known.found ORDER BY known.rank), '{}')
		FROM known WHERE known.reference IS NOT NULL AND jsonb_typeof(known.found) = 'object');
END
$$;
COMMENT ON FUNCTION rcm.fhir_index(jsonb, jsonb) IS
'What the references of a resource lead to: its contained resources as #id, those of the Bundle around it by their full URL and as Type/id. Rule: http://hl7.org/fhir/R4/references.html, bundle.html#references.';

CREATE FUNCTION rcm.fhir_resolve(index jsonb, reference jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN coalesce(index->(reference->>'reference'),
		index->substring(reference->>'reference' FROM '([A-Za-z]+/[A-Za-z0-9.-]+)(?:/_history/[^/]+)?$'),
		rcm.fhir_prune(jsonb_build_object('identifier', jsonb_build_array(reference->'identifier'), 'display', reference->'display')));
END
$$;
COMMENT ON FUNCTION rcm.fhir_resolve(jsonb, jsonb) IS
'The resource that a Reference leads to in an index of rcm.fhir_index; else what the reference itself says: its identifier and display.';

CREATE FUNCTION rcm.fhir_identifier(resource jsonb, system text, type text) RETURNS text
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	RETURN jsonb_path_query_first(resource, 'lax $.identifier ? ((@.system == $system || @.type.coding.code == $type) && @.value != "").value',
		jsonb_build_object('system', system, 'type', type)) #>> '{}';
END
$$;
COMMENT ON FUNCTION rcm.fhir_identifier(jsonb, text, text) IS
'The first identifier of a resource that is of a system, or whose type has a code.';

-- ---- codes with two names ----

CREATE FUNCTION rcm.fhir_names(OUT subject text, OUT fhir text, OUT rcm text) RETURNS SETOF record
	LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE ROWS 40 SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN QUERY
		VALUES
			('form', 'professional', 'P'), ('form', 'institutional', 'I'), ('form', 'oral', 'D'),
			('sex', 'female', 'F'), ('sex', 'male', 'M'), ('sex', 'unknown', 'U'),
			('rel', 'self', '18'), ('rel', 'spouse', '01'), ('rel', 'child', '19'), ('rel', 'other', 'G8'),
			('role', 'rendering', '82'), ('role', 'referring', 'DN'), ('role', 'ordering', 'DK'), ('role', 'supervising', 'DQ'),
			('role', 'attending', '71'), ('role', 'operating', '72'), ('role', 'assistant', 'DD');
END
$$;
COMMENT ON FUNCTION rcm.fhir_names() IS
'Codes of FHIR beside those of a claim: form (claim type, http://hl7.org/fhir/R4/codesystem-claim-type.html), sex (administrative gender), rel (subscriber relationship; every other code of X12 is "other"); role: a provider''s key in a claim beside X12''s code of the role (element 98, as Da Vinci PAS uses it in careTeam.role).';

CREATE FUNCTION rcm.fhir_role(concept jsonb) RETURNS text
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN coalesce((SELECT n.fhir FROM rcm.fhir_names() n WHERE n.subject = 'role' AND n.rcm = rcm.fhir_code(concept, 'https://codesystem.x12.org/005010/98')),
		(SELECT k.role FROM rcm.fhir_each(concept->'coding') c
		JOIN (VALUES ('rendering', 'rendering'), ('performing', 'rendering'), ('primary', 'rendering'), ('referring', 'referring'), ('supervising', 'supervising'),
			('supervisor', 'supervising'), ('attending', 'attending'), ('operating', 'operating'), ('assist', 'assistant'), ('prescribing', 'ordering'),
			('ordering', 'ordering')) k (code, role) ON k.code = c.item->>'code'
		ORDER BY c.place LIMIT 1));
END
$$;
COMMENT ON FUNCTION rcm.fhir_role(jsonb) IS
'The claim''s key of a provider in careTeam.role: by X12''s code of the role, else by the codes of CARIN Blue Button and of http://hl7.org/fhir/R4/codesystem-claim-careteamrole.html. Null for other roles.';
