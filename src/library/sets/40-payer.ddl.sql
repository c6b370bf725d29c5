-- 40-payer.sql - payers and what each of them asks for

CREATE TABLE @library@.payer (
	payer_id       text COLLATE "C" NOT NULL,
	name           text,
	class          text COLLATE "C" NOT NULL,
	filing         text COLLATE "C",
	member_regex   text COLLATE "C" CHECK (member_regex IS NULL OR ('' ~ member_regex) IS NOT NULL),
	timely_n       integer,
	timely_unit    text COLLATE "C" CHECK (timely_unit IN ('D', 'M')),
	timely_basis   text COLLATE "C" CHECK (timely_basis IN ('LINE_FROM', 'CLAIM_TO')),
	corrected_n    integer,
	secondary_n    integer,
	accepted_freq  text[],
	ncci           text COLLATE "C",
	mue            text COLLATE "C",
	consult_ok     boolean,
	taxonomy_req   boolean,
	ndc_req        boolean,
	referral_req   text COLLATE "C",
	tele_mod       text COLLATE "C",
	tele_pos_from  date,
	elig_days      integer,
	elig_monthly   boolean,
	clia_req       boolean,
	ordering_req   boolean,
	"global"       boolean,
	bilateral      text COLLATE "C",
	eff            date,
	term           date,
	release_id     integer NOT NULL REFERENCES @library@.release,
	ended_by       integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX payer_key ON @library@.payer (payer_id);
CREATE INDEX payer_release ON @library@.payer (release_id);
COMMENT ON TABLE @library@.payer IS 'Payers by the id that claims carry, with their rules. eff and term are the days of submission on which the id takes claims.';
COMMENT ON COLUMN @library@.payer.payer_id IS 'the clearinghouse payer id';
COMMENT ON COLUMN @library@.payer.name IS 'for people';
COMMENT ON COLUMN @library@.payer.class IS 'medicare_a, medicare_b, dme_mac, medicare_adv, medicaid, commercial, bcbs, tricare, wc or auto';
COMMENT ON COLUMN @library@.payer.filing IS 'claim filing indicator (SBR09)';
COMMENT ON COLUMN @library@.payer.member_regex IS 'regular expression of the whole member id, in upper case';
COMMENT ON COLUMN @library@.payer.timely_n IS 'timely filing: how many';
COMMENT ON COLUMN @library@.payer.timely_unit IS 'D days, M months';
COMMENT ON COLUMN @library@.payer.timely_basis IS 'counted from the line''s first day or the statement''s last';
COMMENT ON COLUMN @library@.payer.corrected_n IS 'the same for a replacement or void';
COMMENT ON COLUMN @library@.payer.secondary_n IS 'days from the prior payer''s adjudication';
COMMENT ON COLUMN @library@.payer.accepted_freq IS 'claim frequency codes it takes';
COMMENT ON COLUMN @library@.payer.ncci IS 'MCR, MCD or NONE';
COMMENT ON COLUMN @library@.payer.mue IS 'MCR, MCD or NONE';
COMMENT ON COLUMN @library@.payer.consult_ok IS 'pays consultation codes';
COMMENT ON COLUMN @library@.payer.taxonomy_req IS 'wants taxonomies';
COMMENT ON COLUMN @library@.payer.ndc_req IS 'wants NDCs';
COMMENT ON COLUMN @library@.payer.referral_req IS 'HMO when HMO plans need a referral, else N';
COMMENT ON COLUMN @library@.payer.tele_mod IS '95 when telehealth wants a modifier, else N';
COMMENT ON COLUMN @library@.payer.tele_pos_from IS 'from when telehealth wants place of service 02 or 10';
COMMENT ON COLUMN @library@.payer.elig_days IS 'how old an eligibility check may be';
COMMENT ON COLUMN @library@.payer.elig_monthly IS 'eligibility is by calendar month';
COMMENT ON COLUMN @library@.payer.clia_req IS 'wants CLIA numbers';
COMMENT ON COLUMN @library@.payer.ordering_req IS 'wants the ordering provider';
COMMENT ON COLUMN @library@.payer."global" IS 'follows the global surgical package';
COMMENT ON COLUMN @library@.payer.bilateral IS '50x1 when bilateral is one line with one unit, else ANY';

CREATE TABLE @library@.authorization_rule (
	payer_id      text COLLATE "C" NOT NULL,
	lo            rcm.hcpcs NOT NULL,
	hi            rcm.hcpcs NOT NULL,
	emerg_exempt  boolean,
	eff           date,
	term          date,
	release_id    integer NOT NULL REFERENCES @library@.release,
	ended_by      integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX authorization_rule_key ON @library@.authorization_rule (payer_id);
CREATE INDEX authorization_rule_release ON @library@.authorization_rule (release_id);
COMMENT ON TABLE @library@.authorization_rule IS 'Procedures for which a payer wants prior authorization.';
COMMENT ON COLUMN @library@.authorization_rule.payer_id IS 'the payer';
COMMENT ON COLUMN @library@.authorization_rule.lo IS 'first code';
COMMENT ON COLUMN @library@.authorization_rule.hi IS 'last code';
COMMENT ON COLUMN @library@.authorization_rule.emerg_exempt IS 'not in an emergency';

CREATE TABLE @library@.frequency_limit (
	class       text COLLATE "C" NOT NULL,
	code        rcm.hcpcs NOT NULL,
	"group"     text[] NOT NULL,
	rule        text COLLATE "C" NOT NULL CHECK (rule IN ('LIFETIME', 'MONTHS', 'CALYEAR')),
	n           integer,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX frequency_limit_key ON @library@.frequency_limit (code);
CREATE INDEX frequency_limit_release ON @library@.frequency_limit (release_id);
COMMENT ON TABLE @library@.frequency_limit IS 'How often a preventive service is paid.';
COMMENT ON COLUMN @library@.frequency_limit.class IS 'class of payer; medicare is fee-for-service Medicare';
COMMENT ON COLUMN @library@.frequency_limit.code IS 'the procedure code';
COMMENT ON COLUMN @library@.frequency_limit."group" IS 'earlier codes that count';
COMMENT ON COLUMN @library@.frequency_limit.rule IS 'once in a lifetime, in n calendar months, in a calendar year';
COMMENT ON COLUMN @library@.frequency_limit.n IS 'months';

CREATE TABLE @library@.fee (
	class       text COLLATE "C" NOT NULL,
	code        rcm.hcpcs NOT NULL,
	mod         text COLLATE "C",
	setting     text COLLATE "C" NOT NULL CHECK (setting IN ('F', 'NF')),
	allowed     rcm.usd NOT NULL,
	note        text,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX fee_key ON @library@.fee (code);
CREATE INDEX fee_release ON @library@.fee (release_id);
COMMENT ON TABLE @library@.fee IS 'What a class of payers allows for a procedure.';
COMMENT ON COLUMN @library@.fee.class IS 'class of payer';
COMMENT ON COLUMN @library@.fee.code IS 'the procedure code';
COMMENT ON COLUMN @library@.fee.mod IS 'blank, 26 or TC';
COMMENT ON COLUMN @library@.fee.setting IS 'F facility, NF non-facility';
COMMENT ON COLUMN @library@.fee.allowed IS 'for each unit';
COMMENT ON COLUMN @library@.fee.note IS 'where the amount is from';

CREATE TABLE @library@.contract (
	payer_id    text COLLATE "C" NOT NULL,
	plan        text,
	name        text,
	basis       text COLLATE "C" NOT NULL CHECK (basis IN ('FEE', 'MEDICARE', 'CHARGE')),
	fee_class   text COLLATE "C",
	percent     numeric(7,3) CHECK (percent > 0),
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff),
	CHECK (basis = 'FEE' OR percent IS NOT NULL),
	CHECK (basis <> 'FEE' OR fee_class IS NOT NULL)
);
CREATE INDEX contract_key ON @library@.contract (payer_id);
CREATE INDEX contract_release ON @library@.contract (release_id);
COMMENT ON TABLE @library@.contract IS 'What was agreed with a payer: by which schedule, or which percentage of what, it pays.';
COMMENT ON COLUMN @library@.contract.payer_id IS 'the payer';
COMMENT ON COLUMN @library@.contract.plan IS 'the plan or network it is for; null: all';
COMMENT ON COLUMN @library@.contract.name IS 'for people';
COMMENT ON COLUMN @library@.contract.basis IS 'FEE a fee schedule of the library, MEDICARE a percentage of what Medicare allows, CHARGE a percentage of the charge';
COMMENT ON COLUMN @library@.contract.fee_class IS 'class of the rows of fee that are its schedule, for FEE';
COMMENT ON COLUMN @library@.contract.percent IS 'percentage, such as 115 or 82.5; null for FEE: 100';
