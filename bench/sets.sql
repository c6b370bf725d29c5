-- sets.sql - the small sets of the library, so that every edit is awake.
--
-- Rules that a practice would have, few and made up; the size is in the sets
-- that the library script loads.

INSERT INTO rcm_library.release (id, set_name, name) VALUES (1000, 'bench', 'small sets');

INSERT INTO rcm_library.place_of_service (pos, fac, eff, release_id)
SELECT lpad(i::text, 2, '0'), i IN (2, 6, 8, 19, 21, 22, 23, 24, 26, 31, 34, 41, 42, 51, 52, 53, 56, 61), '1995-01-01', 1000
FROM generate_series(1, 99) i
WHERE i NOT IN (28, 29, 30, 35, 36, 37, 38, 39, 40, 43, 44, 45, 46, 47, 48, 59, 63, 64, 67, 68, 69, 70)
	AND i NOT BETWEEN 73 AND 80 AND i NOT BETWEEN 82 AND 98;

INSERT INTO rcm_library.modifier_procedure (mod, rule, lo, hi, eff, release_id) VALUES
	('25', 'DENY', '10004', '69990', NULL, 1000), ('25', 'DENY', '70010', '79999', NULL, 1000),
	('25', 'DENY', '80047', '89398', NULL, 1000), ('57', 'DENY', '70010', '89398', NULL, 1000),
	('59', 'DENY', '99202', '99499', NULL, 1000), ('76', 'DENY', '99202', '99499', NULL, 1000),
	('RT', 'DENY', '99202', '99499', NULL, 1000), ('LT', 'DENY', '99202', '99499', NULL, 1000),
	('50', 'DENY', '99202', '99499', NULL, 1000), ('GP', 'DENY', '10004', '69990', NULL, 1000),
	('QW', 'ALLOW', '80047', '89398', NULL, 1000), ('95', 'DENY', '10004', '69990', NULL, 1000);
INSERT INTO rcm_library.modifier_conflict (a, b, release_id) VALUES
	('26', 'TC', 1000), ('RT', 'LT', 1000), ('50', 'RT', 1000), ('50', 'LT', 1000), ('GA', 'GZ', 1000),
	('59', 'XE', 1000), ('59', 'XS', 1000), ('59', 'XP', 1000), ('59', 'XU', 1000);
INSERT INTO rcm_library.place_procedure (lo, hi, rule, pos, release_id) VALUES
	('99202', '99215', 'DENY', '{21,51,61}', 1000), ('99221', '99239', 'ALLOW', '{02,10,19,21,22,23,26,34,51,52,55,56,61}', 1000),
	('99281', '99285', 'ALLOW', '{23}', 1000), ('99304', '99316', 'ALLOW', '{31,32}', 1000);
INSERT INTO rcm_library.coverage_policy (policy, type, class, code, dx_prefix, list, eff, release_id)
SELECT 'BENCH1', 'LCD', 'medicare', '83036', p, 'COVER', '2015-10-01', 1000 FROM unnest('{E08,E09,E10,E11,E13,R73}'::text[]) p;
INSERT INTO rcm_library.coverage_policy (policy, type, class, code, dx_prefix, list, eff, release_id)
SELECT 'BENCH2', 'LCD', 'medicare', '82306', p, 'COVER', '2015-10-01', 1000 FROM unnest('{E55,M80,M81,N18,K90}'::text[]) p;
INSERT INTO rcm_library.procedure_diagnosis (lo, hi, class, dx_prefixes, release_id) VALUES
	('99381', '99397', '*', '{Z00,Z02,Z76}', 1000), ('90471', '90474', '*', '{Z23,Z00,S,T,W}', 1000);
INSERT INTO rcm_library.procedure_specialty (lo, hi, specs, release_id) VALUES
	('98940', '98942', '{35}', 1000), ('00100', '01999', '{05,32,43}', 1000);
INSERT INTO rcm_library.authorization_rule (payer_id, lo, hi, emerg_exempt, eff, release_id) VALUES
	('BCOM1', '70551', '70553', true, '2023-01-01', 1000), ('BCOM1', '78451', '78454', true, '2023-01-01', 1000),
	('BMCD1', '97110', '97112', false, '2025-01-01', 1000);
INSERT INTO rcm_library.frequency_limit (class, code, "group", rule, n, eff, release_id) VALUES
	('medicare', 'G0438', '{G0438}', 'LIFETIME', 1, '2011-01-01', 1000), ('medicare', 'G0439', '{G0438,G0439}', 'MONTHS', 12, '2011-01-01', 1000),
	('medicare', '80061', '{80061}', 'CALYEAR', 1, '2030-01-01', 1000);
INSERT INTO rcm_library.clia_certificate (clia, type, eff, release_id) VALUES ('06D7654321', 'ACCRED', '2010-01-01', 1000);
INSERT INTO rcm_library.panel (panel, component, release_id) VALUES
	('80053', '82040', 1000), ('80053', '82247', 1000), ('80053', '82310', 1000), ('80061', '82465', 1000), ('80061', '83718', 1000);
INSERT INTO rcm_library.ndc (ndc, code, uom, units_per_uom, container, eff, release_id) VALUES
	('00409379501', 'J1885', 'ML', 2, 'S', '2010-01-01', 1000);
INSERT INTO rcm_library.dme (code, category, mods, kx_req, rtlt_req, release_id) VALUES ('E0601', 'CR', '{RR}', true, false, 1000);
INSERT INTO rcm_library.type_of_bill (tob2, inpatient, freqs, release_id) VALUES
	('11', true, '{1,2,3,4,5,7,8}', 1000), ('13', false, '{1,7,8}', 1000), ('85', false, '{1,7,8}', 1000);
INSERT INTO rcm_library.revenue_code (rev, hcpcs_req, eff, release_id) VALUES
	('0001', false, '1992-01-01', 1000), ('0300', true, '1992-01-01', 1000), ('0450', true, '1992-01-01', 1000);
INSERT INTO rcm_library.revenue_procedure (rev, lo, hi, release_id) VALUES ('0300', '80047', '89398', 1000);
INSERT INTO rcm_library.opps_status (code, si, eff, release_id) VALUES ('99283', 'V', '2007-01-01', 1000);
INSERT INTO rcm_library.device (code, devices, eff, release_id) VALUES ('33249', '{C1721,C1722}', '2015-01-01', 1000);
INSERT INTO rcm_library.therapy_threshold (year, amount, release_id) VALUES (2024, '2330.00', 1000), (2025, '2410.00', 1000);

-- A payer that differs from BWCP1 in nothing but its correct coding, to time the look-ups of pairs.
INSERT INTO rcm_library.payer (payer_id, name, class, filing, timely_n, timely_unit, timely_basis, accepted_freq, ncci, mue,
	consult_ok, taxonomy_req, ndc_req, referral_req, tele_mod, elig_days, elig_monthly, clia_req, ordering_req, "global", bilateral, eff, release_id)
SELECT 'BWCP2', 'Payer BWCP2', class, filing, timely_n, timely_unit, timely_basis, accepted_freq, 'MCR', mue,
	consult_ok, taxonomy_req, ndc_req, referral_req, tele_mod, elig_days, elig_monthly, clia_req, ordering_req, "global", bilateral, eff, 1000
FROM rcm_library.payer WHERE payer_id = 'BWCP1';
