-- 65-code.sql - codes with their words, for people

CREATE TABLE @library@.hcpcs_code (
	code             rcm.hcpcs NOT NULL,
	action           text,
	coverage         text,
	add_date         date,
	action_eff       date,
	betos            text,
	tos              text[],
	mult_pi          text,
	price            text[],
	xref             text[],
	statute          text,
	lab_cert         text[],
	asc_group        text,
	asc_date         date,
	note_number      text,
	anesthesia_base  integer,
	eff              date,
	term             date,
	release_id       integer NOT NULL REFERENCES @library@.release,
	ended_by         integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX hcpcs_code_key ON @library@.hcpcs_code (code);
CREATE INDEX hcpcs_code_release ON @library@.hcpcs_code (release_id);
COMMENT ON TABLE @library@.hcpcs_code IS 'HCPCS Level II codes as CMS publishes them.';
COMMENT ON COLUMN @library@.hcpcs_code.code IS 'the code';
COMMENT ON COLUMN @library@.hcpcs_code.action IS 'N no change, A added, C changed, D discontinued, P payment change, B both, R reactivated, S short description';
COMMENT ON COLUMN @library@.hcpcs_code.coverage IS 'C carrier judgement, D special instructions, I not payable, M non-covered, S by statute';
COMMENT ON COLUMN @library@.hcpcs_code.add_date IS 'day the code was added';
COMMENT ON COLUMN @library@.hcpcs_code.action_eff IS 'day the last action took effect';
COMMENT ON COLUMN @library@.hcpcs_code.betos IS 'type of service in the Berenson-Eggers scheme';
COMMENT ON COLUMN @library@.hcpcs_code.tos IS 'types of service';
COMMENT ON COLUMN @library@.hcpcs_code.mult_pi IS 'multiple pricing indicator';
COMMENT ON COLUMN @library@.hcpcs_code.price IS 'pricing indicators';
COMMENT ON COLUMN @library@.hcpcs_code.xref IS 'codes it is cross-referenced to';
COMMENT ON COLUMN @library@.hcpcs_code.statute IS 'statute';
COMMENT ON COLUMN @library@.hcpcs_code.lab_cert IS 'laboratory certification codes';
COMMENT ON COLUMN @library@.hcpcs_code.asc_group IS 'ASC payment group';
COMMENT ON COLUMN @library@.hcpcs_code.asc_date IS 'day of the ASC group';
COMMENT ON COLUMN @library@.hcpcs_code.note_number IS 'processing note';
COMMENT ON COLUMN @library@.hcpcs_code.anesthesia_base IS 'anesthesia base units';

CREATE TABLE @library@.code_text (
	code_set     text COLLATE "C" NOT NULL,
	code         text COLLATE "C" NOT NULL,
	name         text,
	description  text,
	replaced_by  text[],
	eff          date,
	term         date,
	release_id   integer NOT NULL REFERENCES @library@.release,
	ended_by     integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX code_text_key ON @library@.code_text (code, code_set);
CREATE INDEX code_text_release ON @library@.code_text (release_id);
CREATE INDEX code_text_words ON @library@.code_text USING gin (pg_catalog.to_tsvector('pg_catalog.english', code || ' ' || coalesce(name, '') || ' ' || coalesce(description, '')));
COMMENT ON TABLE @library@.code_text IS 'The words of codes, as published or as somebody put them: what rcm.code and rcm.search_codes look through.';
COMMENT ON COLUMN @library@.code_text.code_set IS 'ICD-10-CM, HCPCS, modifier, place of service, taxonomy, CARC, RARC, CPT and others';
COMMENT ON COLUMN @library@.code_text.code IS 'as written: without dot for diagnoses';
COMMENT ON COLUMN @library@.code_text.name IS 'short';
COMMENT ON COLUMN @library@.code_text.description IS 'long; null where the name says all';
COMMENT ON COLUMN @library@.code_text.replaced_by IS 'codes to use in its stead';

CREATE TABLE @library@.coverage_article_code (
	article     text COLLATE "C" NOT NULL,
	version     integer NOT NULL,
	code        rcm.hcpcs NOT NULL,
	code_group  integer,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX coverage_article_code_key ON @library@.coverage_article_code (code);
CREATE INDEX coverage_article_code_release ON @library@.coverage_article_code (release_id);
COMMENT ON TABLE @library@.coverage_article_code IS 'Procedures of Medicare coverage articles (MCD).';
COMMENT ON COLUMN @library@.coverage_article_code.article IS 'number of the article';
COMMENT ON COLUMN @library@.coverage_article_code.version IS 'version of the article';
COMMENT ON COLUMN @library@.coverage_article_code.code IS 'the procedure code';
COMMENT ON COLUMN @library@.coverage_article_code.code_group IS 'group of procedures in the article';

CREATE TABLE @library@.coverage_article_diagnosis (
	article     text COLLATE "C" NOT NULL,
	version     integer NOT NULL,
	code        rcm.icd10 NOT NULL,
	code_group  integer,
	covered     boolean NOT NULL,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX coverage_article_diagnosis_key ON @library@.coverage_article_diagnosis (article, code);
CREATE INDEX coverage_article_diagnosis_release ON @library@.coverage_article_diagnosis (release_id);
COMMENT ON TABLE @library@.coverage_article_diagnosis IS 'Diagnoses of Medicare coverage articles (MCD).';
COMMENT ON COLUMN @library@.coverage_article_diagnosis.article IS 'number of the article';
COMMENT ON COLUMN @library@.coverage_article_diagnosis.version IS 'version of the article';
COMMENT ON COLUMN @library@.coverage_article_diagnosis.code IS 'the diagnosis';
COMMENT ON COLUMN @library@.coverage_article_diagnosis.code_group IS 'group of diagnoses in the article';
COMMENT ON COLUMN @library@.coverage_article_diagnosis.covered IS 'supports medical necessity; false: does not';

CREATE TABLE @library@.coverage_article_contractor (
	article     text COLLATE "C" NOT NULL,
	version     integer NOT NULL,
	contractor  text COLLATE "C" NOT NULL,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX coverage_article_contractor_key ON @library@.coverage_article_contractor (article);
CREATE INDEX coverage_article_contractor_release ON @library@.coverage_article_contractor (release_id);
COMMENT ON TABLE @library@.coverage_article_contractor IS 'Contractors whose coverage articles these are (MCD).';
COMMENT ON COLUMN @library@.coverage_article_contractor.article IS 'number of the article';
COMMENT ON COLUMN @library@.coverage_article_contractor.version IS 'version of the article';
COMMENT ON COLUMN @library@.coverage_article_contractor.contractor IS 'number of the contractor';

CREATE TABLE @library@.coverage_article_group (
	article     text COLLATE "C" NOT NULL,
	version     integer NOT NULL,
	kind        text COLLATE "C" NOT NULL,
	code_group  integer,
	words       text,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX coverage_article_group_key ON @library@.coverage_article_group (article);
CREATE INDEX coverage_article_group_release ON @library@.coverage_article_group (release_id);
COMMENT ON TABLE @library@.coverage_article_group IS 'What a coverage article says of a group of codes.';
COMMENT ON COLUMN @library@.coverage_article_group.article IS 'number of the article';
COMMENT ON COLUMN @library@.coverage_article_group.version IS 'version of the article';
COMMENT ON COLUMN @library@.coverage_article_group.kind IS 'code, covered or noncovered';
COMMENT ON COLUMN @library@.coverage_article_group.code_group IS 'group of codes';
COMMENT ON COLUMN @library@.coverage_article_group.words IS 'the paragraph, HTML and all';
