-- 12-enrolment.sql - who may bill which payer, from when to when, and as what

CREATE TABLE @ledger@.enrolment (
	practice_id         text COLLATE "C" NOT NULL REFERENCES @ledger@.practice,
	enrolment_id        text COLLATE "C" NOT NULL CHECK (enrolment_id <> ''),
	provider_npi        rcm.npi NOT NULL,
	payer_id            text COLLATE "C" NOT NULL CHECK (payer_id <> ''),
	tin                 text COLLATE "C" CHECK (tin ~ '^\d{9}$'),
	group_npi           rcm.npi,
	location_npi        rcm.npi,
	state               text COLLATE "C" CHECK (state ~ '^[A-Z]{2}$'),
	status              text COLLATE "C" NOT NULL CHECK (status IN ('requested', 'pending', 'effective', 'denied', 'terminated', 'revalidation due')),
	eff                 date,
	term                date CHECK (term >= eff),
	payer_provider_id   text COLLATE "C" CHECK (payer_provider_id <> ''),
	taxonomy            text COLLATE "C" CHECK (taxonomy ~ '^[0-9A-Z]{10}$'),
	network             boolean,
	requested_on        date,
	decided_on          date CHECK (decided_on >= requested_on),
	revalidation_due_on date,
	recorded_at         timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (practice_id, enrolment_id),
	CONSTRAINT enrolment_dates CHECK (CASE status WHEN 'effective' THEN eff IS NOT NULL WHEN 'terminated' THEN eff IS NOT NULL AND term IS NOT NULL
		WHEN 'revalidation due' THEN eff IS NOT NULL AND revalidation_due_on IS NOT NULL WHEN 'denied' THEN eff IS NULL ELSE eff IS NULL AND decided_on IS NULL END),
	-- on any day one answer to whether a provider may bill a payer, for one group, place and state
	CONSTRAINT enrolment_overlap EXCLUDE USING gist (practice_id WITH =, (provider_npi::text) WITH =, payer_id WITH =, (coalesce(tin, '*')) WITH =,
		(coalesce(group_npi::text, '*')) WITH =, (coalesce(location_npi::text, '*')) WITH =, (coalesce(state, '*')) WITH =, daterange(eff, term, '[]') WITH &&)
		WHERE (status IN ('effective', 'terminated', 'revalidation due'))
);
-- and one application that nobody has decided
CREATE UNIQUE INDEX enrolment_open ON @ledger@.enrolment (practice_id, provider_npi, payer_id, (coalesce(tin, '*')), (coalesce(group_npi::text, '*')),
	(coalesce(location_npi::text, '*')), (coalesce(state, '*'))) WHERE status IN ('requested', 'pending');
CREATE INDEX enrolment_payer ON @ledger@.enrolment (practice_id, payer_id, provider_npi);
COMMENT ON TABLE @ledger@.enrolment IS 'Which provider may bill which payer, for which group, place and state: from when to when, and applications that are under way or were refused. A row with an empty tin, group, place or state holds for all of them. Of the same provider, payer, group, place and state no two spans share a day, and one application at most is open.';
COMMENT ON COLUMN @ledger@.enrolment.enrolment_id IS 'The practice''s number of it.';
COMMENT ON COLUMN @ledger@.enrolment.provider_npi IS 'Who is enrolled: a person, or the group itself.';
COMMENT ON COLUMN @ledger@.enrolment.tin IS 'Tax id of the group that bills for the provider, nine digits; null: any.';
COMMENT ON COLUMN @ledger@.enrolment.group_npi IS 'NPI of the group that the provider is linked to (to which payment is reassigned); null: any.';
COMMENT ON COLUMN @ledger@.enrolment.location_npi IS 'NPI of the service facility that it is for; null: any.';
COMMENT ON COLUMN @ledger@.enrolment.state IS 'State in which the service is rendered; null: any.';
COMMENT ON COLUMN @ledger@.enrolment.status IS 'requested (the practice has applied), pending (the payer works on it), effective, denied, terminated (by either), revalidation due (effective, and the payer wants it confirmed by revalidation_due_on).';
COMMENT ON COLUMN @ledger@.enrolment.eff IS 'First day of service that may be billed; only of what was approved.';
COMMENT ON COLUMN @ledger@.enrolment.term IS 'Last day of service that may be billed; null: open.';
COMMENT ON COLUMN @ledger@.enrolment.payer_provider_id IS 'The payer''s own number of the provider.';
COMMENT ON COLUMN @ledger@.enrolment.taxonomy IS 'Taxonomy code that the payer has on file; null: not known.';
COMMENT ON COLUMN @ledger@.enrolment.network IS 'Does the provider take part in the payer''s network? Null: not known.';
COMMENT ON COLUMN @ledger@.enrolment.requested_on IS 'Day of the application.';
COMMENT ON COLUMN @ledger@.enrolment.decided_on IS 'Day of the payer''s decision.';
COMMENT ON COLUMN @ledger@.enrolment.revalidation_due_on IS 'Last day for confirming it: a service after that day counts as not enrolled while the status says that it is due.';
COMMENT ON COLUMN @ledger@.enrolment.recorded_at IS 'When the row was written: a claim that left before did not know of it.';
