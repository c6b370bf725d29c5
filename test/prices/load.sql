-- load.sql - the files of a year, as run-tests has put them down, into a library

CREATE EXTENSION rcm;
SELECT rcm.create_library();
CREATE TEMP TABLE units (
	hcpcs text, mod text, description text, status text, not_used text, work text, nonfac_pe text, nonfac_na text,
	fac_pe text, fac_na text, mp text, nonfac_total text, fac_total text, pctc text, glob text, pre_op text,
	intra_op text, post_op text, mult text, bilat text, asst text, co text, team text, endo_base text, cf text,
	supervision text, calc_flag text, imaging text, opps_nonfac text, opps_fac text, opps_mp text);
\copy units FROM 'units' (FORMAT csv)
CREATE TEMP TABLE indices (mac text, state text, locality text, name text, work numeric, pe numeric, mp numeric);
\copy indices FROM 'indices' (FORMAT csv)
CREATE TEMP TABLE factors (mac text, locality text, name text, factor text);
\copy factors FROM 'factors' (FORMAT csv)
CREATE TEMP TABLE zips (line text);
\copy zips FROM 'zips' (FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02')

INSERT INTO rcm_library.release (set_name, name, eff, term) VALUES ('prices', '2025', '2025-01-01', '2025-12-31');
INSERT INTO rcm_library.fee_schedule (code, mod, status, pctc, glob, mult, bilat, asst, co, team, nonfac_na, fac_na, work,
		nonfac_pe, fac_pe, mp, cf, pre_op, intra_op, post_op, endo_base, supervision, calc_flag, imaging, opps_nonfac, opps_fac,
		opps_mp, apm, eff, term, release_id)
	SELECT hcpcs::rcm.hcpcs, nullif(trim(mod), ''), status, pctc, glob, mult, bilat, asst, co, team, nonfac_na = 'NA', fac_na = 'NA',
		work::numeric, nonfac_pe::numeric, fac_pe::numeric, mp::numeric, cf::numeric, pre_op::numeric, intra_op::numeric,
		post_op::numeric, nullif(trim(endo_base), ''), supervision, calc_flag, imaging, opps_nonfac::numeric, opps_fac::numeric,
		opps_mp::numeric, false, '2025-01-01', '2025-12-31', 1
	FROM units;
INSERT INTO rcm_library.gpci (mac_locality, state, name, work, pe, mp, eff, term, release_id)
	SELECT trim(mac) || trim(locality), state, name, work, pe, mp, '2025-01-01', '2025-12-31', 1 FROM indices;
INSERT INTO rcm_library.anesthesia_factor (mac_locality, name, factor, eff, term, release_id)
	SELECT trim(mac) || trim(locality), name, factor::numeric, '2025-01-01', '2025-12-31', 1 FROM factors;
INSERT INTO rcm_library.zip_locality (zip, state, mac_locality, plus_four, eff, term, release_id)
	SELECT substr(line, 3, 5), substr(line, 1, 2), substr(line, 8, 7), substr(line, 21, 1) = '1', '2025-01-01', '2025-12-31', 1
	FROM zips WHERE line ~ '^[A-Z]{2}[0-9]{12}';
ANALYZE;
