-- 30-modifier.sql - modifiers and places of service

CREATE TABLE @library@.modifier (
	mod         text COLLATE "C" NOT NULL,
	ncci        boolean,
	repeat      boolean,
	anat        boolean,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX modifier_key ON @library@.modifier (mod);
CREATE INDEX modifier_release ON @library@.modifier (release_id);
COMMENT ON TABLE @library@.modifier IS 'HCPCS and CPT modifiers.';
COMMENT ON COLUMN @library@.modifier.mod IS 'two characters';
COMMENT ON COLUMN @library@.modifier.ncci IS 'separates an NCCI pair';
COMMENT ON COLUMN @library@.modifier.repeat IS 'says that a service was repeated';
COMMENT ON COLUMN @library@.modifier.anat IS 'names a site';

CREATE TABLE @library@.modifier_procedure (
	mod         text COLLATE "C" NOT NULL,
	rule        text COLLATE "C" NOT NULL CHECK (rule IN ('ALLOW', 'DENY')),
	lo          rcm.hcpcs NOT NULL,
	hi          rcm.hcpcs NOT NULL,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX modifier_procedure_key ON @library@.modifier_procedure (mod);
CREATE INDEX modifier_procedure_release ON @library@.modifier_procedure (release_id);
COMMENT ON TABLE @library@.modifier_procedure IS 'Procedures that a modifier may (ALLOW) or may not (DENY) go with.';
COMMENT ON COLUMN @library@.modifier_procedure.mod IS 'two characters';
COMMENT ON COLUMN @library@.modifier_procedure.rule IS 'ALLOW or DENY';
COMMENT ON COLUMN @library@.modifier_procedure.lo IS 'first code';
COMMENT ON COLUMN @library@.modifier_procedure.hi IS 'last code';

CREATE TABLE @library@.modifier_conflict (
	a           text COLLATE "C" NOT NULL,
	b           text COLLATE "C" NOT NULL,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX modifier_conflict_key ON @library@.modifier_conflict (a);
CREATE INDEX modifier_conflict_release ON @library@.modifier_conflict (release_id);
COMMENT ON TABLE @library@.modifier_conflict IS 'Modifiers that do not stand together on one line.';
COMMENT ON COLUMN @library@.modifier_conflict.a IS 'two characters';
COMMENT ON COLUMN @library@.modifier_conflict.b IS 'the other';

CREATE TABLE @library@.place_of_service (
	pos         text COLLATE "C" NOT NULL,
	fac         boolean,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX place_of_service_key ON @library@.place_of_service (pos);
CREATE INDEX place_of_service_release ON @library@.place_of_service (release_id);
COMMENT ON TABLE @library@.place_of_service IS 'CMS place of service codes.';
COMMENT ON COLUMN @library@.place_of_service.pos IS 'two digits';
COMMENT ON COLUMN @library@.place_of_service.fac IS 'paid at the facility rate';

CREATE TABLE @library@.place_procedure (
	lo          rcm.hcpcs NOT NULL,
	hi          rcm.hcpcs NOT NULL,
	rule        text COLLATE "C" NOT NULL CHECK (rule IN ('ALLOW', 'DENY')),
	pos         text[] NOT NULL,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX place_procedure_key ON @library@.place_procedure (lo);
CREATE INDEX place_procedure_release ON @library@.place_procedure (release_id);
COMMENT ON TABLE @library@.place_procedure IS 'Places of service that a range of procedures may (ALLOW) or may not (DENY) be performed in.';
COMMENT ON COLUMN @library@.place_procedure.lo IS 'first code';
COMMENT ON COLUMN @library@.place_procedure.hi IS 'last code';
COMMENT ON COLUMN @library@.place_procedure.rule IS 'ALLOW or DENY';
COMMENT ON COLUMN @library@.place_procedure.pos IS 'places of service';

CREATE TABLE @library@.ncci_modifier (
	mod         text COLLATE "C" NOT NULL,
	family      text,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX ncci_modifier_key ON @library@.ncci_modifier (mod);
CREATE INDEX ncci_modifier_release ON @library@.ncci_modifier (release_id);
COMMENT ON TABLE @library@.ncci_modifier IS 'Modifiers that may separate an NCCI pair (PTP-associated modifiers).';
COMMENT ON COLUMN @library@.ncci_modifier.mod IS 'the modifier';
COMMENT ON COLUMN @library@.ncci_modifier.family IS 'anatomic, global surgery or other';
