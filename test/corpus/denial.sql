-- denial.sql - every adjustment of the corpus's 835s has a class and a cause.
--
-- Over the table reason of remittance.sql; adds to result(ok, name, item, what,
-- want, got).  What a file put on purpose where codes belong ("grp_code") counts, too.

CREATE TEMP TABLE judged AS
SELECT r.name, r.group_code, r.carc, rcm.adjustment_class(r.group_code, r.carc) AS class, c.nature, c.root, c.explanation
FROM reason r, rcm.root_cause(r.group_code, r.carc) c WHERE r.kind = '835';

INSERT INTO result
SELECT class IS NOT NULL AND nature IS NOT NULL AND explanation <> '' AND (root IS NOT NULL) = (nature IN ('denial', 'unclassified')),
	name, coalesce(group_code, '') || ' ' || coalesce(carc, ''), 'an answer', 'class, nature and, when refused, root', concat_ws(' ', class, nature, root)
FROM judged;

-- Of a hundred adjustments at most two are unclassified.
INSERT INTO result
SELECT count(*) > 1000 AND count(*) FILTER (WHERE nature = 'unclassified') * 50 <= count(*), '835', '', 'unclassified', '2 percent at most',
	format('%s of %s', count(*) FILTER (WHERE nature = 'unclassified'), count(*))
FROM judged;

-- A price is never a denial.
INSERT INTO result
SELECT nature <> 'denial' AND class <> 'denial', name, group_code || ' ' || carc, 'a price', 'no denial', nature
FROM judged WHERE carc IN ('45', '253', '144', '1', '2', '3', '23', '24');
SELECT format('%s adjustments judged, %s denials, %s unclassified', count(*), count(*) FILTER (WHERE nature = 'denial'), count(*) FILTER (WHERE nature = 'unclassified')) FROM judged;
