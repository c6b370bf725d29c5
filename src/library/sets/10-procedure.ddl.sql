-- 10-procedure.sql - procedures, the indicators of their prices, and the rules between them

CREATE TABLE @library@.procedure (
	code            rcm.hcpcs NOT NULL,
	kind            text COLLATE "C",
	f2f             boolean,
	always_therapy  boolean,
	timed           boolean,
	unlisted        boolean,
	drug            boolean,
	container       text COLLATE "C",
	route           text COLLATE "C",
	clia            boolean,
	juris           text COLLATE "C",
	per_day         boolean,
	zero_ok         boolean,
	steril          boolean,
	age_lo          integer,
	age_hi          integer,
	sex             text COLLATE "C",
	base            integer,
	eff             date,
	term            date,
	release_id      integer NOT NULL REFERENCES @library@.release,
	ended_by        integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX procedure_key ON @library@.procedure (code);
CREATE INDEX procedure_release ON @library@.procedure (release_id);
COMMENT ON TABLE @library@.procedure IS 'HCPCS and CPT codes with what the edits need to know of each.';
COMMENT ON COLUMN @library@.procedure.code IS 'the procedure code';
COMMENT ON COLUMN @library@.procedure.kind IS 'EM, SURG, RAD, LAB, MED, PSY, ANES, THER, VAX, VAXADMIN, DRUG, INJADMIN, DME, CAT2 and others';
COMMENT ON COLUMN @library@.procedure.f2f IS 'a face-to-face service: it establishes the patient';
COMMENT ON COLUMN @library@.procedure.always_therapy IS 'an always-therapy code';
COMMENT ON COLUMN @library@.procedure.timed IS 'billed in 15-minute units';
COMMENT ON COLUMN @library@.procedure.unlisted IS 'unlisted or not otherwise classified: wants a description';
COMMENT ON COLUMN @library@.procedure.drug IS 'a drug billed by dose';
COMMENT ON COLUMN @library@.procedure.container IS 'S single dose, M multiple dose';
COMMENT ON COLUMN @library@.procedure.route IS 'INJ when injected';
COMMENT ON COLUMN @library@.procedure.clia IS 'needs a CLIA certificate';
COMMENT ON COLUMN @library@.procedure.juris IS 'B Part B contractor, D DME contractor';
COMMENT ON COLUMN @library@.procedure.per_day IS 'one unit a day';
COMMENT ON COLUMN @library@.procedure.zero_ok IS 'may be billed at zero';
COMMENT ON COLUMN @library@.procedure.steril IS 'a sterilisation';
COMMENT ON COLUMN @library@.procedure.age_lo IS 'youngest age in whole years';
COMMENT ON COLUMN @library@.procedure.age_hi IS 'oldest age in whole years';
COMMENT ON COLUMN @library@.procedure.sex IS 'M or F when the procedure belongs to one sex';
COMMENT ON COLUMN @library@.procedure.base IS 'anesthesia base units';

CREATE TABLE @library@.fee_schedule (
	code        rcm.hcpcs NOT NULL,
	mod         text COLLATE "C",
	status      text COLLATE "C",
	pctc        text COLLATE "C",
	glob        text COLLATE "C",
	mult        text COLLATE "C",
	bilat       text COLLATE "C",
	asst        text COLLATE "C",
	co          text COLLATE "C",
	team        text COLLATE "C",
	nonfac_na   boolean,
	fac_na      boolean,
	work        numeric(8,2),
	nonfac_pe   numeric(8,2),
	fac_pe      numeric(8,2),
	mp          numeric(8,2),
	cf          numeric(9,4),
	pre_op      numeric(4,2),
	intra_op    numeric(4,2),
	post_op     numeric(4,2),
	endo_base   text COLLATE "C",
	supervision text COLLATE "C",
	calc_flag   text COLLATE "C",
	imaging     text COLLATE "C",
	opps_nonfac numeric(8,2),
	opps_fac    numeric(8,2),
	opps_mp     numeric(8,2),
	apm         boolean,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX fee_schedule_key ON @library@.fee_schedule (code);
CREATE INDEX fee_schedule_release ON @library@.fee_schedule (release_id);
COMMENT ON TABLE @library@.fee_schedule IS 'Medicare physician fee schedule: status and payment indicators by code and component modifier.';
COMMENT ON COLUMN @library@.fee_schedule.code IS 'the procedure code';
COMMENT ON COLUMN @library@.fee_schedule.mod IS 'blank, 26, TC or 53';
COMMENT ON COLUMN @library@.fee_schedule.status IS 'status indicator, A to X';
COMMENT ON COLUMN @library@.fee_schedule.pctc IS 'PC/TC indicator 0-9';
COMMENT ON COLUMN @library@.fee_schedule.glob IS 'global days: 000, 010, 090, XXX, YYY, ZZZ, MMM';
COMMENT ON COLUMN @library@.fee_schedule.mult IS 'multiple procedure indicator';
COMMENT ON COLUMN @library@.fee_schedule.bilat IS 'bilateral indicator 0 1 2 3 9';
COMMENT ON COLUMN @library@.fee_schedule.asst IS 'assistant at surgery indicator';
COMMENT ON COLUMN @library@.fee_schedule.co IS 'co-surgeon indicator';
COMMENT ON COLUMN @library@.fee_schedule.team IS 'team surgery indicator';
COMMENT ON COLUMN @library@.fee_schedule.nonfac_na IS 'not expected outside a facility';
COMMENT ON COLUMN @library@.fee_schedule.work IS 'relative value units: work';
COMMENT ON COLUMN @library@.fee_schedule.nonfac_pe IS 'relative value units: practice expense outside a facility';
COMMENT ON COLUMN @library@.fee_schedule.fac_pe IS 'relative value units: practice expense in a facility';
COMMENT ON COLUMN @library@.fee_schedule.mp IS 'relative value units: malpractice';
COMMENT ON COLUMN @library@.fee_schedule.cf IS 'conversion factor, dollars for a relative value unit';
COMMENT ON COLUMN @library@.fee_schedule.pre_op IS 'share of a global package before the operation';
COMMENT ON COLUMN @library@.fee_schedule.intra_op IS 'share of a global package during the operation';
COMMENT ON COLUMN @library@.fee_schedule.post_op IS 'share of a global package after the operation';
COMMENT ON COLUMN @library@.fee_schedule.endo_base IS 'base code of the family of endoscopies';
COMMENT ON COLUMN @library@.fee_schedule.supervision IS 'supervision of diagnostic procedures';
COMMENT ON COLUMN @library@.fee_schedule.calc_flag IS 'calculation flag of the file';
COMMENT ON COLUMN @library@.fee_schedule.imaging IS 'family of diagnostic imaging; 99 is none';
COMMENT ON COLUMN @library@.fee_schedule.opps_nonfac IS 'practice expense units of the OPPS cap, outside a facility';
COMMENT ON COLUMN @library@.fee_schedule.opps_fac IS 'practice expense units of the OPPS cap, in a facility';
COMMENT ON COLUMN @library@.fee_schedule.opps_mp IS 'malpractice units of the OPPS cap';
COMMENT ON COLUMN @library@.fee_schedule.apm IS 'from the file for participants in advanced alternative payment models (since 2026)';
COMMENT ON COLUMN @library@.fee_schedule.fac_na IS 'not paid to the practitioner in a facility';

-- Millions of rows: narrow columns, fixed ones first, and no nulls, so that a
-- row takes 56 bytes; no foreign key, whose check of every row would take
-- longer than the rest of the load.
CREATE TABLE @library@.ptp (
	col1        rcm.hcpcs NOT NULL,
	col2        rcm.hcpcs NOT NULL,
	eff         date NOT NULL DEFAULT '-infinity',
	term        date NOT NULL DEFAULT 'infinity',
	release_id  smallint NOT NULL,
	ended_by    smallint NOT NULL DEFAULT 0,
	ccmi        smallint NOT NULL CHECK (ccmi IN (0, 1, 9)),
	rationale   smallint NOT NULL DEFAULT 0,
	program     text COLLATE "C" NOT NULL,
	setting     text COLLATE "C" NOT NULL,
	CHECK (term >= eff)
);
CREATE INDEX ptp_key ON @library@.ptp (col1, col2);
COMMENT ON TABLE @library@.ptp IS 'NCCI procedure-to-procedure pairs. A pair is ordered, and may stand more than once with other dates.';
COMMENT ON COLUMN @library@.ptp.program IS 'MCR Medicare, MCD Medicaid';
COMMENT ON COLUMN @library@.ptp.col1 IS 'column 1 code';
COMMENT ON COLUMN @library@.ptp.col2 IS 'column 2 code';
COMMENT ON COLUMN @library@.ptp.eff IS 'First day in force; -infinity: no lower bound.';
COMMENT ON COLUMN @library@.ptp.term IS 'Last day in force, included; infinity: open.';
COMMENT ON COLUMN @library@.ptp.rationale IS 'Why the pair is there: number of a row of ptp_rationale; 0: not given';
COMMENT ON COLUMN @library@.ptp.setting IS 'PRA practitioner, OPH outpatient hospital, DME supplier';
COMMENT ON COLUMN @library@.ptp.ccmi IS '0 no modifier separates, 1 a modifier may, 9 never applies';

CREATE TABLE @library@.ptp_rationale (
	id          smallint NOT NULL,
	words       text NOT NULL,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX ptp_rationale_key ON @library@.ptp_rationale (id);
COMMENT ON TABLE @library@.ptp_rationale IS 'The reasons that NCCI gives for its pairs.';
COMMENT ON COLUMN @library@.ptp_rationale.id IS 'Number that a pair refers to: a hash of the words.';
COMMENT ON COLUMN @library@.ptp_rationale.words IS 'The reason in CMS''s words.';

CREATE TABLE @library@.mue (
	program     text COLLATE "C" NOT NULL,
	setting     text COLLATE "C" NOT NULL,
	code        rcm.hcpcs NOT NULL,
	value       integer NOT NULL CHECK (value >= 0),
	mai         integer,
	rationale   text,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX mue_key ON @library@.mue (code);
CREATE INDEX mue_release ON @library@.mue (release_id);
COMMENT ON TABLE @library@.mue IS 'NCCI medically unlikely edits. Zero means none payable; no row means no published limit.';
COMMENT ON COLUMN @library@.mue.program IS 'MCR or MCD';
COMMENT ON COLUMN @library@.mue.setting IS 'PRA practitioner, OPH outpatient hospital, DME supplier';
COMMENT ON COLUMN @library@.mue.code IS 'the procedure code';
COMMENT ON COLUMN @library@.mue.value IS 'most units';
COMMENT ON COLUMN @library@.mue.rationale IS 'why the limit is there, in CMS''s words';
COMMENT ON COLUMN @library@.mue.mai IS 'adjudication indicator: 1 line, 2 and 3 day';

CREATE TABLE @library@.add_on (
	addon       rcm.hcpcs NOT NULL,
	"primary"   rcm.hcpcs NOT NULL,
	type        integer NOT NULL CHECK (type BETWEEN 1 AND 3),
	addon_term  date,
	primary_term date,
	note        text,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX add_on_key ON @library@.add_on (addon);
CREATE INDEX add_on_release ON @library@.add_on (release_id);
COMMENT ON TABLE @library@.add_on IS 'NCCI add-on codes with their primaries.';
COMMENT ON COLUMN @library@.add_on.addon IS 'the add-on code';
COMMENT ON COLUMN @library@.add_on."primary" IS 'a primary code it may stand beside; CCCCC leaves it to the contractor';
COMMENT ON COLUMN @library@.add_on.addon_term IS 'last day of the add-on code itself; term already heeds it';
COMMENT ON COLUMN @library@.add_on.primary_term IS 'last day of the primary code itself; term already heeds it';
COMMENT ON COLUMN @library@.add_on.note IS 'special instruction of the file';
COMMENT ON COLUMN @library@.add_on.type IS '1 the list is complete, 2 the contractor decides, 3 the list is not complete';

CREATE TABLE @library@.telehealth (
	class       text COLLATE "C" NOT NULL,
	code        rcm.hcpcs NOT NULL,
	audio_ok    boolean,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX telehealth_key ON @library@.telehealth (code);
CREATE INDEX telehealth_release ON @library@.telehealth (release_id);
COMMENT ON TABLE @library@.telehealth IS 'Which procedures a class of payers takes by telehealth.';
COMMENT ON COLUMN @library@.telehealth.class IS 'class of payer';
COMMENT ON COLUMN @library@.telehealth.code IS 'the procedure code';
COMMENT ON COLUMN @library@.telehealth.audio_ok IS 'audio only is enough';

CREATE TABLE @library@.coverage_policy (
	policy      text COLLATE "C" NOT NULL,
	type        text COLLATE "C",
	class       text COLLATE "C" NOT NULL,
	code        rcm.hcpcs NOT NULL,
	dx_prefix   text COLLATE "C" NOT NULL,
	list        text COLLATE "C" NOT NULL CHECK (list IN ('COVER', 'DENY')),
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX coverage_policy_key ON @library@.coverage_policy (code);
CREATE INDEX coverage_policy_release ON @library@.coverage_policy (release_id);
COMMENT ON TABLE @library@.coverage_policy IS 'LCD and NCD coverage by procedure and diagnosis prefix.';
COMMENT ON COLUMN @library@.coverage_policy.policy IS 'number of the policy';
COMMENT ON COLUMN @library@.coverage_policy.type IS 'LCD or NCD';
COMMENT ON COLUMN @library@.coverage_policy.class IS 'class of payer; medicare is fee-for-service and Medicare Advantage';
COMMENT ON COLUMN @library@.coverage_policy.code IS 'the procedure code';
COMMENT ON COLUMN @library@.coverage_policy.dx_prefix IS 'diagnosis prefix without dot';
COMMENT ON COLUMN @library@.coverage_policy.list IS 'COVER or DENY';

CREATE TABLE @library@.procedure_diagnosis (
	lo           rcm.hcpcs NOT NULL,
	hi           rcm.hcpcs NOT NULL,
	class        text COLLATE "C" NOT NULL,
	dx_prefixes  text[] NOT NULL,
	eff          date,
	term         date,
	release_id   integer NOT NULL REFERENCES @library@.release,
	ended_by     integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX procedure_diagnosis_key ON @library@.procedure_diagnosis (lo);
CREATE INDEX procedure_diagnosis_release ON @library@.procedure_diagnosis (release_id);
COMMENT ON TABLE @library@.procedure_diagnosis IS 'Diagnoses that a range of procedures must be explained by (coding, not coverage).';
COMMENT ON COLUMN @library@.procedure_diagnosis.lo IS 'first code';
COMMENT ON COLUMN @library@.procedure_diagnosis.hi IS 'last code';
COMMENT ON COLUMN @library@.procedure_diagnosis.class IS 'class of payer, or *';
COMMENT ON COLUMN @library@.procedure_diagnosis.dx_prefixes IS 'diagnosis prefixes without dot';

CREATE TABLE @library@.procedure_specialty (
	lo          rcm.hcpcs NOT NULL,
	hi          rcm.hcpcs NOT NULL,
	specs       text[] NOT NULL,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX procedure_specialty_key ON @library@.procedure_specialty (lo);
CREATE INDEX procedure_specialty_release ON @library@.procedure_specialty (release_id);
COMMENT ON TABLE @library@.procedure_specialty IS 'Specialties that may bill a range of procedures.';
COMMENT ON COLUMN @library@.procedure_specialty.lo IS 'first code';
COMMENT ON COLUMN @library@.procedure_specialty.hi IS 'last code';
COMMENT ON COLUMN @library@.procedure_specialty.specs IS 'CMS specialty codes';

CREATE TABLE @library@.panel (
	panel       rcm.hcpcs NOT NULL,
	component   rcm.hcpcs NOT NULL,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX panel_key ON @library@.panel (panel);
CREATE INDEX panel_release ON @library@.panel (release_id);
COMMENT ON TABLE @library@.panel IS 'Laboratory panels and their components.';
COMMENT ON COLUMN @library@.panel.panel IS 'code of the panel';
COMMENT ON COLUMN @library@.panel.component IS 'code of a component';

CREATE TABLE @library@.ndc (
	ndc            text COLLATE "C" NOT NULL,
	code           rcm.hcpcs NOT NULL,
	uom            text COLLATE "C",
	units_per_uom  numeric,
	container      text COLLATE "C",
	eff            date,
	term           date,
	release_id     integer NOT NULL REFERENCES @library@.release,
	ended_by       integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX ndc_key ON @library@.ndc (ndc);
CREATE INDEX ndc_release ON @library@.ndc (release_id);
COMMENT ON TABLE @library@.ndc IS 'Drugs by NDC with the HCPCS code they are billed under.';
COMMENT ON COLUMN @library@.ndc.ndc IS 'eleven digits';
COMMENT ON COLUMN @library@.ndc.code IS 'the HCPCS code';
COMMENT ON COLUMN @library@.ndc.uom IS 'F2, GR, ME, ML or UN';
COMMENT ON COLUMN @library@.ndc.units_per_uom IS 'billing units for each NDC unit';
COMMENT ON COLUMN @library@.ndc.container IS 'S single dose, M multiple dose';

CREATE TABLE @library@.dme (
	code        rcm.hcpcs NOT NULL,
	category    text COLLATE "C",
	mods        text[],
	kx_req      boolean,
	rtlt_req    boolean,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX dme_key ON @library@.dme (code);
CREATE INDEX dme_release ON @library@.dme (release_id);
COMMENT ON TABLE @library@.dme IS 'Durable equipment: payment category and modifiers.';
COMMENT ON COLUMN @library@.dme.code IS 'the HCPCS code';
COMMENT ON COLUMN @library@.dme.category IS 'CR capped rental, IN inexpensive, SU supply, PO prosthetic or orthotic';
COMMENT ON COLUMN @library@.dme.mods IS 'modifiers of which one must be there';
COMMENT ON COLUMN @library@.dme.kx_req IS 'wants KX, GA, GZ or GY';
COMMENT ON COLUMN @library@.dme.rtlt_req IS 'wants RT or LT';

CREATE TABLE @library@.therapy_threshold (
	year        integer NOT NULL,
	amount      rcm.usd NOT NULL,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX therapy_threshold_key ON @library@.therapy_threshold (year);
CREATE INDEX therapy_threshold_release ON @library@.therapy_threshold (release_id);
COMMENT ON TABLE @library@.therapy_threshold IS 'Yearly amount from which therapy needs KX.';
COMMENT ON COLUMN @library@.therapy_threshold.year IS 'calendar year';
COMMENT ON COLUMN @library@.therapy_threshold.amount IS 'threshold';
