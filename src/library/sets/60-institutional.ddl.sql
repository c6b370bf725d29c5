-- 60-institutional.sql - what only an institutional claim reads

CREATE TABLE @library@.type_of_bill (
	tob2        text COLLATE "C" NOT NULL,
	inpatient   boolean,
	"desc"      text,
	freqs       text[] NOT NULL,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX type_of_bill_key ON @library@.type_of_bill (tob2);
CREATE INDEX type_of_bill_release ON @library@.type_of_bill (release_id);
COMMENT ON TABLE @library@.type_of_bill IS 'Types of bill: first two characters without the leading zero.';
COMMENT ON COLUMN @library@.type_of_bill.tob2 IS 'type of facility and of care';
COMMENT ON COLUMN @library@.type_of_bill.inpatient IS 'an inpatient stay';
COMMENT ON COLUMN @library@.type_of_bill."desc" IS 'for people';
COMMENT ON COLUMN @library@.type_of_bill.freqs IS 'third characters that may follow';

CREATE TABLE @library@.revenue_code (
	rev         text COLLATE "C" NOT NULL,
	hcpcs_req   boolean,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX revenue_code_key ON @library@.revenue_code (rev);
CREATE INDEX revenue_code_release ON @library@.revenue_code (release_id);
COMMENT ON TABLE @library@.revenue_code IS 'Revenue codes.';
COMMENT ON COLUMN @library@.revenue_code.rev IS 'four digits';
COMMENT ON COLUMN @library@.revenue_code.hcpcs_req IS 'wants a procedure code on an outpatient line';

CREATE TABLE @library@.revenue_procedure (
	rev         text COLLATE "C" NOT NULL,
	lo          rcm.hcpcs NOT NULL,
	hi          rcm.hcpcs NOT NULL,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX revenue_procedure_key ON @library@.revenue_procedure (rev);
CREATE INDEX revenue_procedure_release ON @library@.revenue_procedure (release_id);
COMMENT ON TABLE @library@.revenue_procedure IS 'Procedures that may stand under a revenue code.';
COMMENT ON COLUMN @library@.revenue_procedure.rev IS 'four digits';
COMMENT ON COLUMN @library@.revenue_procedure.lo IS 'first code';
COMMENT ON COLUMN @library@.revenue_procedure.hi IS 'last code';

CREATE TABLE @library@.opps_status (
	code        rcm.hcpcs NOT NULL,
	si          text COLLATE "C" NOT NULL,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX opps_status_key ON @library@.opps_status (code);
CREATE INDEX opps_status_release ON @library@.opps_status (release_id);
COMMENT ON TABLE @library@.opps_status IS 'OPPS status indicators (addendum B).';
COMMENT ON COLUMN @library@.opps_status.code IS 'the procedure code';
COMMENT ON COLUMN @library@.opps_status.si IS 'status indicator';

CREATE TABLE @library@.device (
	code        rcm.hcpcs NOT NULL,
	devices     text[] NOT NULL,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX device_key ON @library@.device (code);
CREATE INDEX device_release ON @library@.device (release_id);
COMMENT ON TABLE @library@.device IS 'Procedures that need a device on the claim.';
COMMENT ON COLUMN @library@.device.code IS 'the procedure code';
COMMENT ON COLUMN @library@.device.devices IS 'device codes of which one must be there';
