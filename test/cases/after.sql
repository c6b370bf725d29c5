CREATE TEMP TABLE a_case AS
	SELECT doc->>'case_id' AS case_id, doc->'expected' AS expected, (doc->'claim')::rcm.claim AS claim
	FROM document;

CREATE TEMP TABLE difference AS
	WITH expected AS (
		SELECT c.case_id, e.value->>'id' AS edit,
			array(SELECT l::integer FROM jsonb_array_elements_text(e.value->'lines') l ORDER BY 1) AS lines
		FROM a_case c, jsonb_array_elements(c.expected) e
	), got AS (
		SELECT c.case_id, f.edit, array_agg(f.line ORDER BY f.line) AS lines
		FROM a_case c, rcm.scrub(c.claim) f
		GROUP BY 1, 2
	)
	SELECT case_id, edit, expected.lines AS expected, got.lines AS got
	FROM expected FULL JOIN got USING (case_id, edit)
	WHERE expected.lines IS DISTINCT FROM got.lines;

SELECT case_id, edit, 'expected', coalesce(expected::text, 'nothing'), 'got', coalesce(got::text, 'nothing')
FROM difference ORDER BY 1, 2;

-- a stored claim says what the document said, and is judged alike
INSERT INTO difference (case_id, edit)
	SELECT doc->>'case_id', 'round trip' FROM document
	WHERE ((doc->'claim')::rcm.claim)::jsonb IS DISTINCT FROM doc->'claim';
SELECT case_id, 'the document does not come out as it went in'
FROM difference WHERE edit = 'round trip' ORDER BY 1;

SELECT format('%s passed, %s failed', count(*) - count(d.case_id), count(d.case_id))
FROM a_case LEFT JOIN (SELECT DISTINCT case_id FROM difference) d USING (case_id);
