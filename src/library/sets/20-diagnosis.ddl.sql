-- 20-diagnosis.sql - diagnoses and the rules between them

CREATE TABLE @library@.diagnosis (
	code        rcm.icd10 NOT NULL,
	billable    boolean,
	sex         text COLLATE "C",
	age_cat     text COLLATE "C",
	manif       boolean,
	unacc_pdx   text COLLATE "C",
	lat         text COLLATE "C",
	unspec_lat  boolean,
	poa_exempt  boolean,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX diagnosis_key ON @library@.diagnosis (code);
CREATE INDEX diagnosis_release ON @library@.diagnosis (release_id);
COMMENT ON TABLE @library@.diagnosis IS 'ICD-10-CM codes and headers with what the edits need to know of each.';
COMMENT ON COLUMN @library@.diagnosis.code IS 'the code';
COMMENT ON COLUMN @library@.diagnosis.billable IS 'not a header';
COMMENT ON COLUMN @library@.diagnosis.sex IS 'M or F when the diagnosis belongs to one sex';
COMMENT ON COLUMN @library@.diagnosis.age_cat IS 'N newborn, P paediatric, M maternity, A adult';
COMMENT ON COLUMN @library@.diagnosis.manif IS 'a manifestation: the etiology comes first';
COMMENT ON COLUMN @library@.diagnosis.unacc_pdx IS 'not acceptable first: I inpatient, O outpatient, B both';
COMMENT ON COLUMN @library@.diagnosis.lat IS 'side: R, L or B';
COMMENT ON COLUMN @library@.diagnosis.unspec_lat IS 'side unspecified where one exists';
COMMENT ON COLUMN @library@.diagnosis.poa_exempt IS 'exempt from the present-on-admission indicator';

CREATE TABLE @library@.seventh_character (
	prefix      text COLLATE "C" NOT NULL,
	allowed     text COLLATE "C" NOT NULL,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX seventh_character_key ON @library@.seventh_character (prefix);
CREATE INDEX seventh_character_release ON @library@.seventh_character (release_id);
COMMENT ON TABLE @library@.seventh_character IS 'Seventh characters by diagnosis prefix.';
COMMENT ON COLUMN @library@.seventh_character.prefix IS 'diagnosis prefix without dot';
COMMENT ON COLUMN @library@.seventh_character.allowed IS 'the characters allowed in place seven';

CREATE TABLE @library@.excludes1 (
	a           text COLLATE "C" NOT NULL,
	b           text COLLATE "C" NOT NULL,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX excludes1_key ON @library@.excludes1 (a);
CREATE INDEX excludes1_release ON @library@.excludes1 (release_id);
COMMENT ON TABLE @library@.excludes1 IS 'Excludes1 notes: two diagnosis prefixes that do not go together.';
COMMENT ON COLUMN @library@.excludes1.a IS 'diagnosis prefix without dot';
COMMENT ON COLUMN @library@.excludes1.b IS 'the other';

CREATE TABLE @library@.manifestation (
	manif       text COLLATE "C" NOT NULL,
	etiology    text COLLATE "C" NOT NULL,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX manifestation_key ON @library@.manifestation (manif);
CREATE INDEX manifestation_release ON @library@.manifestation (release_id);
COMMENT ON TABLE @library@.manifestation IS 'Etiologies that a manifestation may follow.';
COMMENT ON COLUMN @library@.manifestation.manif IS 'prefix of the manifestation';
COMMENT ON COLUMN @library@.manifestation.etiology IS 'prefix of the etiology';

CREATE TABLE @library@.mce_edit (
	code        rcm.icd10 NOT NULL,
	list        text COLLATE "C" NOT NULL,
	age_lo      integer,
	age_hi      integer,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX mce_edit_key ON @library@.mce_edit (code);
CREATE INDEX mce_edit_release ON @library@.mce_edit (release_id);
COMMENT ON TABLE @library@.mce_edit IS 'Diagnoses on the lists of the Medicare Code Editor.';
COMMENT ON COLUMN @library@.mce_edit.code IS 'the diagnosis';
COMMENT ON COLUMN @library@.mce_edit.list IS 'NEWBORN, PEDIATRIC, MATERNITY, ADULT, FEMALE, MALE, MANIFESTATION, UNACCEPTABLE, QUESTIONABLE, NONCOVERED, LIMITED, WRONG';
COMMENT ON COLUMN @library@.mce_edit.age_lo IS 'youngest age in whole years, on the lists that go by age';
COMMENT ON COLUMN @library@.mce_edit.age_hi IS 'oldest age in whole years';

CREATE TABLE @library@.mce_procedure (
	code        text COLLATE "C" NOT NULL,
	list        text COLLATE "C" NOT NULL,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX mce_procedure_key ON @library@.mce_procedure (code);
CREATE INDEX mce_procedure_release ON @library@.mce_procedure (release_id);
COMMENT ON TABLE @library@.mce_procedure IS 'ICD-10-PCS procedures on the lists of the Medicare Code Editor.';
COMMENT ON COLUMN @library@.mce_procedure.code IS 'the procedure, seven characters';
COMMENT ON COLUMN @library@.mce_procedure.list IS 'as in mce_edit';

CREATE TABLE @library@.poa_exempt (
	code        rcm.icd10 NOT NULL,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX poa_exempt_key ON @library@.poa_exempt (code);
CREATE INDEX poa_exempt_release ON @library@.poa_exempt (release_id);
COMMENT ON TABLE @library@.poa_exempt IS 'Diagnoses exempt from reporting present on admission.';
COMMENT ON COLUMN @library@.poa_exempt.code IS 'the diagnosis';

CREATE TABLE @library@.diagnosis_note (
	owner       text COLLATE "C" NOT NULL,
	owner_kind  text COLLATE "C" NOT NULL,
	kind        text COLLATE "C" NOT NULL,
	words       text NOT NULL,
	targets     text[],
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX diagnosis_note_key ON @library@.diagnosis_note (owner);
CREATE INDEX diagnosis_note_release ON @library@.diagnosis_note (release_id);
COMMENT ON TABLE @library@.diagnosis_note IS 'Notes of the ICD-10-CM tabular list: includes, excludes, code first and so on. They hold for everything under their owner.';
COMMENT ON COLUMN @library@.diagnosis_note.owner IS 'prefix without dot, or first and last category of a chapter or section, such as A00-B99';
COMMENT ON COLUMN @library@.diagnosis_note.owner_kind IS 'chapter, section or code';
COMMENT ON COLUMN @library@.diagnosis_note.kind IS 'includes, inclusionTerm, excludes1, excludes2, codeFirst, codeAlso, useAdditionalCode, notes, sevenChrNote';
COMMENT ON COLUMN @library@.diagnosis_note.words IS 'the note';
COMMENT ON COLUMN @library@.diagnosis_note.targets IS 'prefixes the note names; a range as first..last';
