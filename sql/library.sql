-- The library: what the practice knows, in tables of its own.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS rcm;
\set SHOW_CONTEXT never

-- without one nothing can be judged
SELECT * FROM rcm.scrub('{"form": "P"}');
SELECT rcm.create_library();
SELECT rcm.create_library();
SELECT rcm.create_library('pg_ours');
-- one that is not in use is said
SET client_min_messages = notice;
\set VERBOSITY terse
SELECT rcm.create_library('regress_other');
\set VERBOSITY default
SET client_min_messages = warning;
DROP SCHEMA regress_other CASCADE;
-- files
SELECT * FROM rcm.library_sets() ORDER BY set_name LIMIT 5;
SELECT rcm.load_neutral('payers', E'payer_id,name,class\nHILL,"Hillside, Inc.",commercial\nCARE,,medicare_b\n', '2024', '2024-01-01', '2024-12-31');
SELECT rcm.load_neutral('payers', E'payer_id,name,class\nHILL,"Hillside, Inc.",commercial\nCARE,,medicare_b\n', '2024', '2024-01-01', '2024-12-31');
SELECT rcm.load_neutral('payers', E'payer_id,class\nHILL,commercial\n', '2024');
SELECT payer_id, name, class, eff, term FROM rcm_library.payer ORDER BY payer_id;
SELECT set_name, name, eff, term, row_count, length(file_sha256) FROM rcm_library.release;
-- what does not fit is refused whole, and its row is named
SELECT rcm.load_neutral('mue', E'program,setting,code,value\nMCR,PRA,99213,1\nMCR,PRA,99214,many\n');
SELECT rcm.load_neutral('mue', E'program,setting,code,value\nMCR,PRA,99213\n');
SELECT rcm.load_neutral('mue', E'program,setting,code,value\n"MCR,PRA,99213,1\n');
SELECT rcm.load_neutral('mue', E'nothing\nof this\n');
SELECT rcm.load_neutral('such', E'a\n1\n');
SELECT count(*) FROM rcm_library.mue;
-- which edits sleep, and what wakes them
SELECT edit, awake, missing_sets FROM rcm.scrub_coverage() WHERE edit IN ('AMT-SUM', 'UNIT-MUE2', 'NCCI-PTP0') ORDER BY edit;
SELECT rcm.load_neutral('mue', E'program,setting,code,value,mai\nMCR,PRA,99213,1,2\n', '2024Q3');
SELECT edit, awake, missing_sets FROM rcm.scrub_coverage() WHERE edit IN ('UNIT-MUE2') ORDER BY edit;
SELECT rcm.unload_release('mue', '2024Q3');
SELECT rcm.unload_release('mue', '2024Q3');
SELECT edit, awake, missing_sets FROM rcm.scrub_coverage() WHERE edit IN ('UNIT-MUE2') ORDER BY edit;
-- another one for this session
SELECT rcm.create_library('Regress Library');
SET rcm.library = 'Regress Library';
SELECT rcm.load_neutral('panels', E'panel,component\n80048,82947\n');
SELECT * FROM "Regress Library".panel;
RESET rcm.library;
DROP SCHEMA "Regress Library" CASCADE;
-- who may
CREATE ROLE regress_rcm_clerk;
GRANT USAGE ON SCHEMA rcm, rcm_library TO regress_rcm_clerk;
SET ROLE regress_rcm_clerk;
SELECT rcm.is_clean('{"form": "P"}');
SET rcm.library = 'x';
RESET ROLE;
SELECT rcm.grant_library('regress_rcm_clerk');
SET ROLE regress_rcm_clerk;
SELECT rcm.is_clean('{"form": "P"}');
RESET ROLE;
DROP OWNED BY regress_rcm_clerk;
DROP ROLE regress_rcm_clerk;
DROP SCHEMA rcm_library CASCADE;
