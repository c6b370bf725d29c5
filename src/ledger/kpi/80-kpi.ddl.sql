-- 80-kpi.sql - what KPIs are counted from: facts, and what only the host knows

CREATE TYPE @ledger@.kpi_fact AS (
	practice_id  text,
	source       text,
	day          date,
	payer_id     text,
	provider_npi text,
	location     text,
	code_group   text,
	relation     text,
	key          text,
	fact         rcm.kpi
);
COMMENT ON TYPE @ledger@.kpi_fact IS 'What one row of the ledger counts in KPIs: a row of kpi_facts() and kpi_standing().';
COMMENT ON COLUMN @ledger@.kpi_fact.practice_id IS 'The practice.';
COMMENT ON COLUMN @ledger@.kpi_fact.source IS 'Which kind of row, such as charge: see kpi_sources().';
COMMENT ON COLUMN @ledger@.kpi_fact.day IS 'The day that it counts for; of what stands, the day as of which it does.';
COMMENT ON COLUMN @ledger@.kpi_fact.payer_id IS 'The claim''s payer; of what is owed, the payer that owes it; null: the patient, or none is named.';
COMMENT ON COLUMN @ledger@.kpi_fact.provider_npi IS 'Who did it: the rendering provider, else the billing provider.';
COMMENT ON COLUMN @ledger@.kpi_fact.location IS 'Where it was done: NPI of the service facility, else the place of service, such as POS 11.';
COMMENT ON COLUMN @ledger@.kpi_fact.code_group IS 'rcm.code_group of the line''s procedure, of a claim that of its first line; null: not known.';
COMMENT ON COLUMN @ledger@.kpi_fact.relation IS 'The table that the row is of.';
COMMENT ON COLUMN @ledger@.kpi_fact.key IS 'The row: its key without practice_id, parts separated by "/".';
COMMENT ON COLUMN @ledger@.kpi_fact.fact IS 'What it counts.';

CREATE TABLE @ledger@.kpi_number (
	practice_id text COLLATE "C" NOT NULL REFERENCES @ledger@.practice,
	day         date NOT NULL,
	counter     text COLLATE "C" NOT NULL,
	amount      numeric NOT NULL CHECK (rcm.kpi_of(counter, amount) IS NOT NULL),
	note        text,
	recorded_at timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (practice_id, day, counter)
);
COMMENT ON TABLE @ledger@.kpi_number IS 'What KPIs need that the ledger has no rows for, as the practice knows it: cost of the revenue cycle, slots on offer and filled, fixes and the like. A row counts its day as source "supplied"; it may be changed, and counts from when it was recorded.';
COMMENT ON COLUMN @ledger@.kpi_number.day IS 'The day that it counts for: of a month''s cost, its last day.';
COMMENT ON COLUMN @ledger@.kpi_number.counter IS 'One of rcm.kpi_counters(), such as cost, slots or fixes_held.';
COMMENT ON COLUMN @ledger@.kpi_number.amount IS 'Dollars, items or days, as the counter has it.';
COMMENT ON COLUMN @ledger@.kpi_number.note IS 'Where it is from.';
COMMENT ON COLUMN @ledger@.kpi_number.recorded_at IS 'When it was written.';

-- by day; entries are found by entry_posted, charges and write-offs by their event
CREATE INDEX event_on ON @ledger@.event (practice_id, effective_on, kind);
CREATE INDEX claim_made ON @ledger@.claim (practice_id, created_at);
CREATE INDEX claim_visit ON @ledger@.claim (practice_id, visit_id) WHERE visit_id IS NOT NULL;
CREATE INDEX claim_line_service ON @ledger@.claim_line (practice_id, service_from);
CREATE INDEX submission_on ON @ledger@.submission (practice_id, submitted_on);
CREATE INDEX submission_accepted ON @ledger@.submission (practice_id, accepted_on) WHERE accepted_on IS NOT NULL;
CREATE INDEX remittance_on ON @ledger@.remittance (practice_id, payment_date);
CREATE INDEX statement_on ON @ledger@.statement (practice_id, cut_on);
CREATE INDEX statement_line_of ON @ledger@.statement_line (practice_id, claim_id, line_no);
CREATE INDEX appeal_closed ON @ledger@.appeal (practice_id, decided_on) WHERE decided_on IS NOT NULL;
CREATE INDEX appointment_on ON @ledger@.appointment (practice_id, starts_at);
CREATE INDEX denial_resolved ON @ledger@.denial (practice_id, resolved_on) WHERE resolved_on IS NOT NULL;
CREATE INDEX work_member_due ON @ledger@.work_member (practice_id, deadline) WHERE deadline IS NOT NULL;
CREATE INDEX work_member_claim ON @ledger@.work_member (practice_id, claim_id) WHERE claim_id IS NOT NULL;
CREATE INDEX attachment_due ON @ledger@.attachment (practice_id, due_on) WHERE due_on IS NOT NULL;
-- (rows only come at its end)
CREATE INDEX claim_transition_at ON @ledger@.claim_transition USING brin (changed_at);
