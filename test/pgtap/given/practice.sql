-- practice.sql - an invented practice for the tests: a small library and claims for it
--
-- given.library() makes the library and loads it; given.claim(patch) is a
-- professional claim with nothing wrong with it, given.inpatient(patch) an
-- institutional one, both with the top-level keys of the patch put in place;
-- given.line(n, patch) is a line of the first.

CREATE SCHEMA given;
COMMENT ON SCHEMA given IS 'An invented practice.';

CREATE FUNCTION given.library(schema_name name DEFAULT 'rcm_library') RETURNS void
	LANGUAGE plpgsql AS $$
DECLARE
	verbosity text := current_setting('client_min_messages');
BEGIN
	PERFORM set_config('client_min_messages', 'warning', true);
	PERFORM set_config('rcm.library', schema_name, true);
	PERFORM rcm.create_library(schema_name);
	PERFORM rcm.load_neutral('payers', $csv$payer_id,name,class,filing,member_regex,timely_n,timely_unit,timely_basis,corrected_n,secondary_n,accepted_freq,ncci,mue,consult_ok,taxonomy_req,ndc_req,referral_req,tele_mod,tele_pos_from,elig_days,elig_monthly,clia_req,ordering_req,global,bilateral,active_from,active_to
HILL,Hillside Health Plan,commercial,CI,[A-Z]{3}[0-9]{6},180,D,LINE_FROM,365,90,1|7|8,MCR,MCR,Y,N,N,N,N,,45,N,N,N,Y,ANY,2000-01-01,
RIVR,River Mutual,commercial,CI,,365,D,LINE_FROM,365,90,1|7|8,NONE,NONE,Y,N,N,N,N,,,N,N,N,N,ANY,2000-01-01,
OLDP,Old Plan,commercial,CI,,365,D,LINE_FROM,365,90,1|7|8,NONE,NONE,Y,N,N,N,N,,,N,N,N,N,ANY,2000-01-01,2020-12-31
$csv$, 'spring', '2020-01-01');
	PERFORM rcm.load_neutral('px', $csv$code,kind,eff,term,f2f,always_therapy,timed,unlisted,drug,container,route,clia,juris,per_day,zero_ok,steril,age_lo,age_hi,sex,base
99213,EM,2000-01-01,,Y,,,,,,,,,,,,,,,
99214,EM,2000-01-01,,Y,,,,,,,,,,,,,,,
93000,,2000-01-01,,,,,,,,,,,,,,,,,
36415,,2000-01-01,,,,,,,,,,,,,,,,,
80048,LAB,2000-01-01,,,,,,,,,Y,,,,,,,,
82947,LAB,2000-01-01,,,,,,,,,Y,,,,,,,,
20610,PROC,2000-01-01,,,,,,,,,,,,,,,,,
90999,,2000-01-01,,,,,Y,,,,,,,,,,,,
92014,,2000-01-01,2021-12-31,,,,,,,,,,,,,,,,
$csv$, 'spring');
	PERFORM rcm.load_neutral('pfs', $csv$code,mod,eff,term,status,pctc,glob,mult,bilat,asst,co,team,nonfac_na,fac_na
99213,,2000-01-01,,A,0,XXX,0,0,0,0,0,,
20610,,2000-01-01,,A,0,000,2,1,1,0,0,,
93000,,2000-01-01,,A,4,XXX,0,0,0,0,0,,
$csv$, 'spring');
	PERFORM rcm.load_neutral('dx', $csv$code,eff,term,billable,sex,age_cat,manif,unacc_pdx,lat,unspec_lat,poa_exempt
I10,2015-10-01,,Y,,,,,,,
E119,2015-10-01,,Y,,,,,,,
E11,2015-10-01,,N,,,,,,,
N400,2015-10-01,,Y,M,,,,,,
M1711,2015-10-01,,Y,,,,,R,,
Z0000,2015-10-01,,Y,,,,,,,Y
J189,2015-10-01,,Y,,,,,,,
$csv$, 'spring');
	PERFORM rcm.load_neutral('modifiers', $csv$mod,eff,term,ncci,repeat,anat
25,2000-01-01,,Y,,
59,2000-01-01,,Y,,
76,2000-01-01,,,Y,
RT,2000-01-01,,Y,,Y
LT,2000-01-01,,Y,,Y
50,2000-01-01,,,,
$csv$, 'spring');
	PERFORM rcm.load_neutral('mod_pairs', E'a,b\nRT,LT\n', 'spring');
	PERFORM rcm.load_neutral('pos', $csv$pos,eff,term,fac
11,2000-01-01,,N
21,2000-01-01,,Y
22,2000-01-01,,Y
$csv$, 'spring');
	PERFORM rcm.load_neutral('ptp', $csv$program,setting,col1,col2,eff,del,ccmi
MCR,PRA,80048,82947,2015-01-01,,1
MCR,PRA,20610,36415,2015-01-01,,0
$csv$, 'spring');
	PERFORM rcm.load_neutral('mue', $csv$program,setting,code,value,mai,eff,term
MCR,PRA,99213,1,2,2015-01-01,
MCR,PRA,36415,2,3,2015-01-01,
MCR,PRA,93000,1,3,2015-01-01,2022-12-31
MCR,PRA,93000,3,3,2023-01-01,
$csv$, 'spring');
	PERFORM rcm.load_neutral('providers', $csv$key,npi,type,last_or_org,first,specialty,taxonomies,tins,deact,license_term,excluded_from,render_exempt,order_ok
CEDAR,1700000106,2,CEDAR HOLLOW CLINIC,,70,261QP2300X,910000001,,,,N,N
FERN,1700000205,1,FERN,IVY,08,207Q00000X,910000001,,,,N,Y
REED,1700000304,1,REED,HOLT,06,207RC0000X,910000001,,,,N,Y
$csv$, 'spring');
	PERFORM rcm.load_neutral('tob', $csv$tob2,inpatient,desc,freqs
11,Y,inpatient,1|7|8
13,N,outpatient,1|7|8
$csv$, 'spring');
	PERFORM rcm.load_neutral('rev', $csv$rev,eff,term,hcpcs_req
0001,2000-01-01,,N
0120,2000-01-01,,N
0300,2000-01-01,,Y
$csv$, 'spring');
	PERFORM set_config('client_min_messages', verbosity, true);
END
$$;

CREATE FUNCTION given.line(n integer, patch jsonb DEFAULT '{}') RETURNS jsonb
	LANGUAGE sql IMMUTABLE AS $$
	SELECT jsonb_build_object('n', n, 'code', '99213', 'mods', '[]'::jsonb, 'units', 1, 'uom', 'UN',
		'charge', '120.00', 'from', '2024-05-06', 'to', '2024-05-06', 'dx_ptr', '[1]'::jsonb) || patch
$$;

CREATE FUNCTION given.document(patch jsonb DEFAULT '{}') RETURNS jsonb
	LANGUAGE sql IMMUTABLE AS $$
	SELECT jsonb_build_object('claim_id', 'CH-1001', 'form', 'P', 'submit_date', '2024-05-10', 'payer_id', 'HILL',
		'payer_seq', 'P', 'filing_ind', 'CI', 'freq', '1', 'pos', '11', 'total_charge', '120.00',
		'related', '{"employment": false, "auto": false, "other": false}'::jsonb,
		'billing', '{"npi": "1700000106", "name": "CEDAR HOLLOW CLINIC", "tin": "910000001", "taxonomy": "261QP2300X",
			"addr": {"line1": "4 Orchard Way", "city": "Yakima", "state": "WA", "zip": "989011234"}}'::jsonb,
		'rendering', '{"npi": "1700000205", "last": "FERN", "first": "IVY", "taxonomy": "207Q00000X"}'::jsonb,
		'patient', '{"last": "Quillfeather", "first": "Ottoline", "dob": "1961-02-03", "sex": "F", "rel": "18",
			"addr": {"line1": "77 Thistledown Rd", "city": "Yakima", "state": "WA", "zip": "98902"}}'::jsonb,
		'subscriber', '{"last": "Quillfeather", "first": "Ottoline", "dob": "1961-02-03", "member_id": "QZX204817"}'::jsonb,
		'eligibility', '{"status": "active", "eff": "2020-01-01", "member_id": "QZX204817", "last": "Quillfeather",
			"dob": "1961-02-03", "checked_on": "2024-05-01", "plan": "PPO"}'::jsonb,
		'dx', '[{"code": "I10"}]'::jsonb, 'history', '[]'::jsonb,
		'lines', jsonb_build_array(given.line(1))) || patch
$$;

CREATE FUNCTION given.claim(patch jsonb DEFAULT '{}') RETURNS rcm.claim
	LANGUAGE sql IMMUTABLE AS $$ SELECT given.document(patch)::rcm.claim $$;

CREATE FUNCTION given.inpatient(patch jsonb DEFAULT '{}') RETURNS rcm.claim
	LANGUAGE sql IMMUTABLE AS $$
	SELECT (given.document('{"form": "I", "tob": "111", "stmt_from": "2024-05-06", "stmt_to": "2024-05-08", "pos": null,
		"admit_date": "2024-05-06", "admit_hour": "1030", "admit_type": "1", "admit_source": "1", "discharge_status": "01",
		"admit_dx": "J18.9", "dx": [{"code": "J18.9", "poa": "Y"}], "rendering": null, "total_charge": "2400.00",
		"attending": {"npi": "1700000205", "last": "FERN", "first": "IVY", "taxonomy": "207Q00000X"},
		"lines": [{"n": 1, "rev": "0120", "units": 2, "charge": "2400.00", "from": "2024-05-06", "to": "2024-05-08"}]}')
		|| patch)::rcm.claim
$$;

-- the findings of a claim in one line of text: EDIT@line, in the order they come
CREATE FUNCTION given.findings(claim rcm.claim, practice text DEFAULT NULL) RETURNS text
	LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT coalesce(string_agg(f.edit || '@' || f.line, ' ' ORDER BY f.n), '')
	FROM rcm.scrub(claim, practice) WITH ORDINALITY
		f(edit, family, severity, line, field, message, fix, carc, rarc, evidence, n)
$$;

-- what a statement fails with; null when it does not fail
CREATE FUNCTION given.error(statement text, OUT code text, OUT message text, OUT detail text, OUT hint text)
	LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE statement;
EXCEPTION WHEN OTHERS OR ASSERT_FAILURE THEN
	GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE, message = MESSAGE_TEXT,
		detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
END
$$;

-- the words that must not leave a claim: of the patients that are invented above
CREATE FUNCTION given.tells_who(said text) RETURNS boolean
	LANGUAGE sql IMMUTABLE AS $$
	SELECT said ~* 'quillfeather|ottoline|1961-02-03|QZX204817|thistledown'
$$;
