-- 00-practice.sql - whose ledger it is, and who may look into it

CREATE TABLE @ledger@.version (
	version    text NOT NULL,
	created_at timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (created_at)
);
COMMENT ON TABLE @ledger@.version IS 'Which version of rcm made this ledger; one row more for each upgrade.';
COMMENT ON COLUMN @ledger@.version.version IS 'Version of the extension.';

CREATE TABLE @ledger@.practice (
	practice_id         text COLLATE "C" NOT NULL PRIMARY KEY CHECK (practice_id <> ''),
	name                text NOT NULL,
	npi                 rcm.npi,
	tin                 text COLLATE "C",
	payee_ids           text[] NOT NULL DEFAULT '{}',
	-- (what an abbreviation means is a setting of the server, and it has no summer time; nowhere is a day more than 14 hours ahead, which entries rely on)
	time_zone           text NOT NULL DEFAULT 'America/New_York' CHECK ((time_zone = 'UTC' OR time_zone ~ '^([A-Za-z]+/[A-Za-z_/-]+|Etc/GMT[+-][0-9]+)$')
		AND (now() AT TIME ZONE time_zone) BETWEEN (now() AT TIME ZONE '-12 hours'::interval) AND (now() AT TIME ZONE '14 hours'::interval)),
	sender              jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(sender) = 'object'),
	last_control_number integer NOT NULL DEFAULT 0 CHECK (last_control_number BETWEEN 0 AND 999999999),
	aging_edges         integer[] NOT NULL DEFAULT '{30,60,90,120,150,180}'
);
COMMENT ON TABLE @ledger@.practice IS 'The practices whose money this ledger keeps. Every key of the ledger begins with practice_id, which is never changed.';
COMMENT ON COLUMN @ledger@.practice.name IS 'For people.';
COMMENT ON COLUMN @ledger@.practice.npi IS 'NPI of the billing provider, as remittances name the payee.';
COMMENT ON COLUMN @ledger@.practice.tin IS 'Tax id, digits only; remittances name the payee by it as well.';
COMMENT ON COLUMN @ledger@.practice.payee_ids IS 'Other NPIs, tax ids and payer-given numbers under which remittances are for this practice. A remittance to anybody else is held.';
COMMENT ON COLUMN @ledger@.practice.time_zone IS 'Where the practice is: a day of the ledger begins at midnight there. A place of the time zone database, such as America/New_York, or UTC; not an abbreviation such as EST.';
COMMENT ON COLUMN @ledger@.practice.sender IS 'The keys of "sender" of rcm.x12_837p but control_number: what every interchange that is sent says of sender and receiver.';
COMMENT ON COLUMN @ledger@.practice.last_control_number IS 'The last interchange control number that was used (ISA13).';
COMMENT ON COLUMN @ledger@.practice.aging_edges IS 'Last day of each age bucket but the last one.';

CREATE TABLE @ledger@.access (
	practice_id text COLLATE "C" NOT NULL REFERENCES @ledger@.practice,
	role_name   name NOT NULL,
	granted_at  timestamptz NOT NULL DEFAULT now(),
	granted_by  name NOT NULL DEFAULT CURRENT_USER,
	PRIMARY KEY (practice_id, role_name)
);
COMMENT ON TABLE @ledger@.access IS 'Which roles see which practices: made by grant_practice and revoke_practice. A role sees what it, or a role it inherits from, was granted, and nothing by default.';
COMMENT ON COLUMN @ledger@.access.role_name IS 'A role of the server.';
COMMENT ON COLUMN @ledger@.access.granted_by IS 'Who granted it.';
