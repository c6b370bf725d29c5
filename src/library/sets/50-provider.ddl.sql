-- 50-provider.sql - providers, their enrollments and their laboratories

CREATE TABLE @library@.provider (
	key            text,
	npi            rcm.npi NOT NULL,
	type           integer NOT NULL CHECK (type IN (1, 2)),
	last_or_org    text COLLATE "C",
	first          text,
	specialty      text COLLATE "C",
	taxonomies     text[],
	tins           text[],
	deact          date,
	license_term   date,
	excluded_from  date,
	render_exempt  boolean,
	order_ok       boolean,
	eff            date,
	term           date,
	release_id     integer NOT NULL REFERENCES @library@.release,
	ended_by       integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX provider_key ON @library@.provider (npi);
CREATE INDEX provider_release ON @library@.provider (release_id);
COMMENT ON TABLE @library@.provider IS 'Providers: NPPES, PECOS and LEIE facts and the practice''s own roster.';
COMMENT ON COLUMN @library@.provider.key IS 'a short name for people';
COMMENT ON COLUMN @library@.provider.npi IS 'the NPI';
COMMENT ON COLUMN @library@.provider.type IS '1 a person, 2 an organisation';
COMMENT ON COLUMN @library@.provider.last_or_org IS 'last name or name of the organisation';
COMMENT ON COLUMN @library@.provider.first IS 'first name';
COMMENT ON COLUMN @library@.provider.specialty IS 'CMS specialty code';
COMMENT ON COLUMN @library@.provider.taxonomies IS 'NUCC taxonomies on file';
COMMENT ON COLUMN @library@.provider.tins IS 'tax ids it bills under';
COMMENT ON COLUMN @library@.provider.deact IS 'NPI deactivated on';
COMMENT ON COLUMN @library@.provider.license_term IS 'last day of the licence';
COMMENT ON COLUMN @library@.provider.excluded_from IS 'first day of exclusion (OIG LEIE)';
COMMENT ON COLUMN @library@.provider.render_exempt IS 'an organisation that bills without a rendering provider';
COMMENT ON COLUMN @library@.provider.order_ok IS 'may order and refer (PECOS)';

CREATE TABLE @library@.enrollment (
	npi         rcm.npi NOT NULL,
	payer_id    text COLLATE "C" NOT NULL,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX enrollment_key ON @library@.enrollment (npi);
CREATE INDEX enrollment_release ON @library@.enrollment (release_id);
COMMENT ON TABLE @library@.enrollment IS 'Providers enrolled or credentialed with payers, by date.';
COMMENT ON COLUMN @library@.enrollment.npi IS 'the provider';
COMMENT ON COLUMN @library@.enrollment.payer_id IS 'the payer';

CREATE TABLE @library@.clia_certificate (
	clia        text COLLATE "C" NOT NULL,
	type        text COLLATE "C" NOT NULL,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX clia_certificate_key ON @library@.clia_certificate (clia);
CREATE INDEX clia_certificate_release ON @library@.clia_certificate (release_id);
COMMENT ON TABLE @library@.clia_certificate IS 'CLIA certificates.';
COMMENT ON COLUMN @library@.clia_certificate.clia IS 'ten characters: two digits, D, seven digits';
COMMENT ON COLUMN @library@.clia_certificate.type IS 'WAIVER, COMPL, ACCRED and others';

CREATE TABLE @library@.clia_waived (
	code        rcm.hcpcs NOT NULL,
	qw          boolean,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX clia_waived_key ON @library@.clia_waived (code);
CREATE INDEX clia_waived_release ON @library@.clia_waived (release_id);
COMMENT ON TABLE @library@.clia_waived IS 'Tests that a laboratory with a certificate of waiver may perform.';
COMMENT ON COLUMN @library@.clia_waived.code IS 'the procedure code';
COMMENT ON COLUMN @library@.clia_waived.qw IS 'wants QW';
