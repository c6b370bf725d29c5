-- Paper forms by example: a claim as the boxes of the CMS-1500, the UB-04, the dental form
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS rcm;
CREATE SCHEMA forms_test;
SET search_path = forms_test, rcm, public;
\set SHOW_CONTEXT never

CREATE TABLE claim (name text PRIMARY KEY, claim rcm.claim);
INSERT INTO claim VALUES ('professional', '{"claim_id": "V-2001", "form": "P", "submit_date": "2024-09-16", "payer_id": "NHP01", "payer_seq": "P", "filing_ind": "CI",
 "freq": "7", "orig_ref": "ICN-0099", "pos": "11", "auth_number": "AUTH-1", "referral_number": "REF-2", "claim_note": "see record", "patient_paid": "20.00",
 "condition_codes": ["AA"], "related": {"employment": false, "auto": true, "other": false, "state": "ME"},
 "dates": {"onset": "2024-08-30", "accident": "2024-08-29", "last_seen": "2024-09-01", "disability_from": "2024-08-30", "disability_to": "2024-09-05",
  "admit": "2024-08-29", "discharge": "2024-08-30"},
 "terms": {"signature": "Y", "assignment": "A", "benefits_assigned": "Y", "release": "Y"},
 "payer": {"name": "Northern Health Plan", "addr": {"line1": "PO Box 7", "city": "Augusta", "state": "ME", "zip": "043300007"}},
 "billing": {"name": "Harbor Orthopaedics", "npi": "1234567893", "tin": "471234567", "taxonomy": "207X00000X",
  "addr": {"line1": "8 Quay St", "city": "Portland", "state": "ME", "zip": "041012345"}},
 "rendering": {"last": "Okafor", "first": "Ada", "npi": "1456789019"}, "referring": {"last": "Roe", "first": "Jo", "npi": "1300051038"},
 "supervising": {"last": "Poe", "first": "Al", "npi": "1300051053"},
 "service_facility": {"name": "Harbor Surgery", "npi": "1300051046", "addr": {"line1": "9 Quay St", "city": "Portland", "state": "ME", "zip": "04101"}},
 "patient": {"last": "Lind", "first": "Nora", "middle": "Anne", "suffix": "Jr", "dob": "1961-03-09", "sex": "F", "rel": "01",
  "addr": {"line1": "3 Elm Ave", "city": "Portland", "state": "ME", "zip": "04102"}},
 "subscriber": {"last": "Lind", "first": "Per", "member_id": "400123456", "group_number": "G-7", "group_name": "Wharf Works", "dob": "1960-01-02", "sex": "M",
  "addr": {"line1": "3 Elm Ave", "city": "Portland", "state": "ME", "zip": "04102"}},
 "other_payers": [{"payer_id": "P02", "seq": "S", "name": "Second Mutual", "paid": "10.50", "subscriber": {"last": "Lind", "first": "Nora", "member_id": "M-9"}}],
 "dx": [{"code": "M25.561"}, {"code": "S83.91XA"}],
 "lines": [{"n": 1, "code": "99213", "mods": ["25"], "units": 1, "dx_ptr": [1, 2], "charge": "130.00", "from": "2024-09-12", "emg": "Y"},
  {"n": 2, "code": "J3301", "units": 4, "dx_ptr": [1], "charge": "41.5", "from": "2024-09-12", "to": "2024-09-13", "ndc": {"code": "00003029305", "uom": "ML", "qty": "1.5"}}]}');

-- Every box of a professional claim.
SELECT field, line, value, fits FROM claim, rcm.form_fields(claim) WHERE name = 'professional';

-- Seven lines: two forms, the total on the second; what has no box says so.
CREATE FUNCTION pg_temp.longer(c rcm.claim, n integer) RETURNS rcm.claim LANGUAGE sql AS
$$SELECT (c::jsonb || jsonb_build_object('total_charge', '900.00', 'lines',
	(SELECT jsonb_agg(c::jsonb -> 'lines' -> 0 || jsonb_build_object('n', i, 'mods', '["25","59","76","RT","GC"]'::jsonb)) FROM generate_series(1, n) i),
	'dx', (SELECT jsonb_agg(jsonb_build_object('code', 'M25.56' || i)) FROM generate_series(1, 13) i)))::rcm.claim$$;
SELECT page, count(*), count(*) FILTER (WHERE field = '24D') AS lines, max(value) FILTER (WHERE field = '28') AS total,
	max(value) FILTER (WHERE field = '26') AS account, count(*) FILTER (WHERE field ~ '^21[A-L]$') AS diagnoses, count(*) FILTER (WHERE NOT fits) AS surplus
FROM claim, rcm.form_fields(pg_temp.longer(claim, 7)) WHERE name = 'professional' GROUP BY page ORDER BY page;
SELECT field, line, value FROM claim, rcm.form_fields(pg_temp.longer(claim, 7)) WHERE name = 'professional' AND page = 2 AND NOT fits;

-- An institutional claim.
INSERT INTO claim VALUES ('institutional', '{"claim_id": "H-1", "form": "I", "submit_date": "2024-08-19", "payer_id": "MCRA", "payer_seq": "S", "filing_ind": "MA", "tob": "111", "freq": "1",
 "stmt_from": "2024-08-10", "stmt_to": "2024-08-14", "admit_date": "2024-08-10", "admit_hour": "1405", "admit_type": "2", "admit_source": "1", "discharge_status": "01",
 "dates": {"discharge_hour": "11"}, "admit_dx": "J18.9", "drg": "193", "refs": [{"qual": "EA", "id": "MR-5"}],
 "condition_codes": ["02", "09"], "occurrences": [{"code": "11", "date": "2024-08-01"}], "occurrence_spans": [{"code": "74", "from": "2024-08-11", "to": "2024-08-12"}],
 "value_codes": [{"code": "80", "amount": "4"}, {"code": "A1", "amount": "1632.00"}],
 "billing": {"name": "Riverside Hospital", "npi": "1234567893", "tin": "848888888", "taxonomy": "282N00000X", "addr": {"line1": "100 Main St", "city": "Denver", "state": "CO", "zip": "802021234"}},
 "attending": {"last": "Smith", "first": "Jane", "npi": "1300051020"}, "operating": {"last": "Roe", "first": "Jo", "npi": "1300051038"}, "rendering": {"last": "Poe", "first": "Al", "npi": "1300051053"},
 "patient": {"last": "Adams", "first": "Ruth", "dob": "1950-04-12", "sex": "F", "rel": "18", "addr": {"line1": "12 Elm St", "city": "Denver", "state": "CO", "zip": "80210"}},
 "subscriber": {"last": "Adams", "first": "Ruth", "member_id": "1EG4TE5MK73"},
 "other_payers": [{"payer_id": "P01", "seq": "P", "name": "First Mutual", "rel": "18", "paid": "1000.00", "claim_control": "ICN-1", "subscriber": {"last": "Adams", "first": "Ruth", "member_id": "F-1"}}],
 "dx": [{"code": "J18.9", "poa": "Y"}, {"code": "E11.9", "poa": "Y"}], "external_causes": [{"code": "W01.0XXA", "poa": "N"}], "reason_dx": ["R05.9"],
 "pcs": [{"code": "0BJ08ZZ", "date": "2024-08-11"}],
 "lines": [{"n": 1, "rev": "0120", "units": 4, "charge": "4000.00", "from": "2024-08-10"}, {"n": 2, "rev": "324", "code": "71046", "mods": ["TC"], "units": 1, "charge": "200.00", "noncovered": "25.00", "from": "2024-08-10"}]}');
SELECT field, line, value, fits FROM claim, rcm.form_fields(claim) WHERE name = 'institutional';
SELECT page, count(*) FILTER (WHERE field = '42' AND line < 23) AS lines, max(value) FILTER (WHERE field = '47' AND line = 23) AS total,
	max(value) FILTER (WHERE field = '43 page') AS page_said, max(value) FILTER (WHERE field = '43 pages') AS pages
FROM rcm.form_fields((SELECT (claim::jsonb || jsonb_build_object('lines', (SELECT jsonb_agg(l) FROM (SELECT claim::jsonb -> 'lines' -> 0 AS l FROM generate_series(1, 23)) x)))::rcm.claim
	FROM claim WHERE name = 'institutional'))
GROUP BY page ORDER BY page;

-- A dental claim.
INSERT INTO claim VALUES ('dental', '{"claim_id": "D-1", "form": "D", "payer_id": "DEN01", "pos": "11",
 "terms": {"signature": "Y", "benefits_assigned": "Y", "release": "Y"}, "payer": {"name": "Dental Plan"},
 "billing": {"name": "Bay Dental", "npi": "1234567893", "tin": "471234567", "addr": {"line1": "1 Bay St", "city": "Portland", "state": "ME", "zip": "04101"}},
 "rendering": {"last": "Molar", "first": "Max", "npi": "1300051020", "taxonomy": "1223G0001X"},
 "patient": {"last": "Lind", "first": "Ole", "dob": "2010-03-09", "sex": "M", "rel": "19"}, "subscriber": {"last": "Lind", "first": "Per", "member_id": "400123456"},
 "dental": {"ortho": "Y", "ortho_months": 24, "appliance_placed": "2024-01-05", "teeth": [{"tooth": "1", "status": "M"}, {"tooth": "16", "status": "M"}]},
 "dx": [{"code": "K02.9"}],
 "lines": [{"n": 1, "code": "D2391", "units": 1, "charge": "180.00", "from": "2024-09-12", "dx_ptr": [1], "teeth": [{"tooth": "3", "surfaces": ["M", "O"]}]},
  {"n": 2, "code": "D5110", "units": 1, "charge": "900.00", "from": "2024-09-12", "cavities": ["01"], "prosthesis": "R", "prior_placement": "2015-02-03"}]}');
SELECT field, line, value, fits FROM claim, rcm.form_fields(claim) WHERE name = 'dental';

-- Nothing given: hardly anything to print; no claim, no rows.
SELECT * FROM rcm.form_fields('{"form": "P"}');
SELECT * FROM rcm.form_fields(NULL);

DROP SCHEMA forms_test CASCADE;
