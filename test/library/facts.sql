-- facts.sql - what is known of the publishers' files, asked of the library: what | got | expected
SET search_path = pg_catalog, rcm;
CREATE TEMP VIEW live AS SELECT p.* FROM rcm_library.ptp p JOIN rcm_library.release r ON r.id = p.release_id WHERE r.name = '2024Q3';
CREATE TEMP VIEW pra AS SELECT * FROM live WHERE setting = 'PRA';

-- NCCI pairs
SELECT 'pairs, practitioner: rows, distinct pairs', concat_ws(' ', count(*), count(DISTINCT (col1, col2))), '2546017 2238466' FROM pra;
SELECT 'pairs with 1, 2, 3, 4 rows', string_agg(pairs::text, ' ' ORDER BY n), '1933370 302646 2445 5'
	FROM (SELECT n, count(*) AS pairs FROM (SELECT count(*) AS n FROM pra GROUP BY col1, col2) x GROUP BY n) y;
SELECT 'indicators 1, 0, 9', string_agg(n::text, ' ' ORDER BY ccmi = 9, ccmi DESC), '1707611 739553 98853' FROM (SELECT ccmi, count(*) AS n FROM pra GROUP BY ccmi) x;
SELECT 'active: 1, 0', string_agg(n::text, ' ' ORDER BY ccmi DESC), '1160873 508947' FROM (SELECT ccmi, count(*) AS n FROM pra WHERE term = 'infinity' AND ccmi <> 9 GROUP BY ccmi) x;
SELECT 'never two active rows of a pair', count(*)::text, '0' FROM (SELECT 1 FROM pra WHERE term = 'infinity' GROUP BY col1, col2 HAVING count(*) > 1) x;
SELECT 'active column 1 and column 2 codes', concat_ws(' ', count(DISTINCT col1), count(DISTINCT col2)), '10766 8655' FROM pra WHERE term = 'infinity' AND ccmi <> 9;
SELECT 'indicator 9 ends on the day it begins', count(*)::text, '98853' FROM pra WHERE ccmi = 9 AND eff = term;
SELECT 'deletions of 0 and 1 are the last days of quarters', concat_ws(' ', count(*), count(*) FILTER (WHERE term + 1 = date_trunc('quarter', term + 1)::date)), '777344 777344' FROM pra WHERE ccmi <> 9 AND term <> 'infinity';
SELECT 'outpatient: 1, 0, 9', string_agg(n::text, ' ' ORDER BY ccmi = 9, ccmi DESC), '1685259 60675 29884' FROM (SELECT ccmi, count(*) AS n FROM live WHERE setting = 'OPH' GROUP BY ccmi) x;
SELECT 'the same pair differs by setting', string_agg(setting || ' ' || ccmi, ', ' ORDER BY setting DESC), 'PRA 0, OPH 1' FROM live WHERE col1 = '00100' AND col2 = '99202' AND term = 'infinity';
SELECT 'no key: a pair with one date twice', count(*)::text, '2' FROM pra WHERE col1 = '88108' AND col2 = '88162' AND ccmi = 9 AND eff = '1996-01-01';
SELECT 'reasons', count(*)::text, '12' FROM (SELECT DISTINCT id, words FROM rcm_library.ptp_rationale) x;
SELECT 'every pair has one', count(*)::text, '0' FROM live p WHERE NOT EXISTS (SELECT FROM rcm_library.ptp_rationale r WHERE r.id = p.rationale);

-- limits
SELECT 'limits of zero, practitioner, outpatient, DME', string_agg(n::text, ' ' ORDER BY s), '2667 1435 977'
	FROM (SELECT array_position('{PRA,OPH,DME}', m.setting) AS s, count(*) AS n FROM rcm_library.mue m JOIN rcm_library.release r ON r.id = m.release_id WHERE value = 0 AND r.name = '2024Q3' GROUP BY m.setting) x;
SELECT 'practitioner by adjudication indicator', string_agg(n::text, ' ' ORDER BY mai), '41 5157 9479' FROM (SELECT mai, count(*) AS n FROM rcm_library.mue m JOIN rcm_library.release r ON r.id = m.release_id WHERE setting = 'PRA' AND r.name = '2024Q3' GROUP BY mai) x;
SELECT 'the largest', max(value)::text, '90000' FROM rcm_library.mue;

-- add-on codes
SELECT 'add-ons by type', string_agg(n::text, ' ' ORDER BY type), '8293 47 660' FROM (SELECT type, count(*) AS n FROM rcm_library.add_on GROUP BY type) x;
SELECT 'add-ons, primaries', concat_ws(' ', count(DISTINCT addon), count(DISTINCT "primary") FILTER (WHERE "primary" <> 'CCCCC')), '830 2951' FROM rcm_library.add_on;
SELECT 'left to the contractor, by type', string_agg(n::text, ' ' ORDER BY type), '47 8' FROM (SELECT type, count(*) AS n FROM rcm_library.add_on WHERE "primary" = 'CCCCC' GROUP BY type) x;
SELECT '20701 and 11010: type 1 until 2022-12-31, then 3', string_agg(format('%s %s', type, coalesce(term::text, 'open')), ', ' ORDER BY eff), '1 2022-12-31, 3 open' FROM rcm_library.add_on WHERE addon = '20701' AND "primary" = '11010';

-- ICD-10-CM
SELECT 'billable 2021, 2024', concat_ws(' ', count(*) FILTER (WHERE d.release_id = a.id), count(*) FILTER (WHERE d.ended_by = 0)), '72621 74044'
	FROM rcm_library.diagnosis d, rcm_library.release a WHERE a.name = 'FY2021-Jan' AND d.billable;
SELECT 'billable and header changed places', count(*)::text, '80' FROM rcm_library.diagnosis a JOIN rcm_library.diagnosis b USING (code) WHERE a.ended_by = b.release_id AND a.billable <> b.billable;
SELECT 'codes that came and went', concat_ws(' ', count(*) FILTER (WHERE NOT old), count(*) FILTER (WHERE NOT new)), '2214 276'
	FROM (SELECT code, bool_or(r.name = 'FY2021-Jan') AS old, bool_or(d.ended_by = 0) AS new FROM rcm_library.diagnosis d JOIN rcm_library.release r ON r.id = d.release_id GROUP BY code) x;
SELECT 'notes by kind', string_agg(kind || ' ' || n, ', ' ORDER BY n DESC, kind), 'inclusionTerm 11617, excludes1 5441, excludes2 2253, useAdditionalCode 1347, includes 1015, codeFirst 681, sevenChrNote 507, codeAlso 352, notes 176'
	FROM (SELECT kind, count(*) AS n FROM rcm_library.diagnosis_note GROUP BY kind) x;
SELECT 'excludes1 by owner', string_agg(n::text, ' ' ORDER BY n DESC), '5278 158 5' FROM (SELECT owner_kind, count(*) AS n FROM rcm_library.diagnosis_note WHERE kind = 'excludes1' GROUP BY owner_kind) x;
SELECT 'owners of seventh characters, characters', concat_ws(' ', count(*), sum(length(allowed))), '507 1787' FROM rcm_library.seventh_character;

-- the Medicare Code Editor
SELECT 'version 37', string_agg(list || ' ' || n, ', ' ORDER BY list), 'ADULT 771, FEMALE 3135, MALE 529, MANIFESTATION 395, MATERNITY 2372, NEWBORN 41, PEDIATRIC 114, QUESTIONABLE 27, UNACCEPTABLE 2406, WRONG 3'
	FROM (SELECT m.list, count(*) AS n FROM rcm_library.mce_edit m JOIN rcm_library.release r ON r.id = m.release_id LEFT JOIN rcm_library.release e ON e.id = m.ended_by
		WHERE r.since <= '2020-01-01' AND (e.id IS NULL OR e.since > '2020-01-01') GROUP BY m.list) x;
SELECT 'version 37, procedures', string_agg(list || ' ' || n, ', ' ORDER BY list), 'FEMALE 2294, LIMITED 50, MALE 1916, NONCOVERED 97, NONCOVERED_OVER_60 2, NONCOVERED_UNDER_96_HOURS 1' FROM (SELECT m.list, count(*) AS n FROM rcm_library.mce_procedure m JOIN rcm_library.release r ON r.id = m.release_id LEFT JOIN rcm_library.release e ON e.id = m.ended_by
		WHERE r.since <= '2020-01-01' AND (e.id IS NULL OR e.since > '2020-01-01') GROUP BY m.list) x;
SELECT 'maternity by age: 2019-09-30, 2019-10-01', string_agg(DISTINCT format('%s-%s', m.age_lo, m.age_hi), ' '), '12-55 9-64' FROM rcm_library.mce_edit m WHERE m.list = 'MATERNITY';

-- HCPCS, fee schedule, places
SELECT 'HCPCS with words, codes and modifiers', count(*)::text, '8846' FROM rcm_library.code_text t JOIN rcm_library.release r ON r.id = t.release_id LEFT JOIN rcm_library.release e ON e.id = t.ended_by WHERE r.set_name = 'hcpcs' AND t.ended_by = 0;
SELECT 'the longest description', max(length(description))::text, '4501' FROM rcm_library.code_text t JOIN rcm_library.release r ON r.id = t.release_id WHERE r.set_name = 'hcpcs';
SELECT 'no words of CPT', count(*)::text, '0' FROM rcm_library.code_text WHERE code_set = 'CPT';
SELECT 'global days', string_agg(glob || ' ' || n, ', ' ORDER BY n DESC), 'XXX 11722, 090 3767, 000 1371, YYY 967, ZZZ 775, 010 471, MMM 17' FROM (SELECT f.glob, count(*) AS n FROM rcm_library.fee_schedule f JOIN rcm_library.release r ON r.id = f.release_id WHERE r.name = 'RVU25D' GROUP BY f.glob) x;
SELECT 'facilities, other places', concat_ws(' ', count(*) FILTER (WHERE fac), count(*) FILTER (WHERE NOT fac)), concat_ws(' ', count(*) FILTER (WHERE fac), 52 - count(*) FILTER (WHERE fac)) FROM rcm_library.place_of_service;
SELECT 'telehealth at home is not a facility, elsewhere is', string_agg(fac::text, ' ' ORDER BY pos), 'true false' FROM rcm_library.place_of_service WHERE pos IN ('02', '10');
SELECT 'localities: ZIP codes that need nine digits', count(*)::text, '580' FROM rcm_library.zip_locality WHERE plus_four;
SELECT 'taxonomies that ended', count(*)::text, '28' FROM rcm_library.code_text WHERE code_set = 'taxonomy' AND term IS NOT NULL AND ended_by = 0;
