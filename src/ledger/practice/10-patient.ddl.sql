-- 10-patient.sql - patients, who covers them, when they come

CREATE TABLE @ledger@.patient (
	practice_id  text COLLATE "C" NOT NULL REFERENCES @ledger@.practice,
	patient_id   text COLLATE "C" NOT NULL CHECK (patient_id <> ''),
	guarantor_id text COLLATE "C",
	last_name    text,
	first_name   text,
	birth_date   date,
	sex          text CHECK (sex IN ('F', 'M', 'U')),
	address      jsonb CHECK (jsonb_typeof(address) = 'object'),
	bill_hold    text CHECK (bill_hold IN ('deceased', 'bankruptcy', 'dispute', 'open case', 'never bill')),
	created_at   timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (practice_id, patient_id),
	FOREIGN KEY (practice_id, guarantor_id) REFERENCES @ledger@.patient DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX patient_guarantor ON @ledger@.patient (practice_id, guarantor_id) WHERE guarantor_id IS NOT NULL;
COMMENT ON TABLE @ledger@.patient IS 'Patients under the numbers that the practice gives them.';
COMMENT ON COLUMN @ledger@.patient.guarantor_id IS 'The patient who answers for what this one owes; null: the patient. A family is a guarantor and all who name him.';
COMMENT ON COLUMN @ledger@.patient.last_name IS 'Family name.';
COMMENT ON COLUMN @ledger@.patient.first_name IS 'Given name.';
COMMENT ON COLUMN @ledger@.patient.sex IS 'F, M or U, as claims say it.';
COMMENT ON COLUMN @ledger@.patient.address IS 'line1, line2, city, state, zip.';
COMMENT ON COLUMN @ledger@.patient.bill_hold IS 'Why the patient gets no statement; null: none.';

CREATE TABLE @ledger@.coverage (
	practice_id  text COLLATE "C" NOT NULL,
	coverage_id  text COLLATE "C" NOT NULL CHECK (coverage_id <> ''),
	patient_id   text COLLATE "C" NOT NULL,
	rank         integer NOT NULL CHECK (rank BETWEEN 1 AND 3),
	payer_id     text COLLATE "C" NOT NULL,
	filing_ind   text COLLATE "C",
	member_id    text COLLATE "C",
	group_number text COLLATE "C",
	relationship text COLLATE "C",
	subscriber   jsonb CHECK (jsonb_typeof(subscriber) = 'object'),
	eff          date,
	term         date CHECK (term >= eff),
	PRIMARY KEY (practice_id, coverage_id),
	FOREIGN KEY (practice_id, patient_id) REFERENCES @ledger@.patient,
	-- of each rank at most one on any day
	CONSTRAINT coverage_overlap EXCLUDE USING gist (practice_id WITH =, patient_id WITH =, rank WITH =, daterange(eff, term, '[]') WITH &&)
);
CREATE INDEX coverage_patient ON @ledger@.coverage (practice_id, patient_id, rank);
COMMENT ON TABLE @ledger@.coverage IS 'Who pays for a patient, in which order, from when to when.';
COMMENT ON COLUMN @ledger@.coverage.rank IS '1 primary, 2 secondary, 3 tertiary; at most one of each on any day.';
COMMENT ON COLUMN @ledger@.coverage.filing_ind IS 'Claim filing indicator (SBR09).';
COMMENT ON COLUMN @ledger@.coverage.member_id IS 'The subscriber''s number with the payer.';
COMMENT ON COLUMN @ledger@.coverage.group_number IS 'Group or policy number.';
COMMENT ON COLUMN @ledger@.coverage.relationship IS 'Of the patient to the subscriber, as claims code it: 18 self, 01 spouse, 19 child, G8 other.';
COMMENT ON COLUMN @ledger@.coverage.subscriber IS 'The subscriber as claims have it, where that is not the patient.';

CREATE TABLE @ledger@.appointment (
	practice_id    text COLLATE "C" NOT NULL,
	appointment_id text COLLATE "C" NOT NULL CHECK (appointment_id <> ''),
	patient_id     text COLLATE "C" NOT NULL,
	provider_npi   rcm.npi,
	starts_at      timestamptz NOT NULL,
	ends_at        timestamptz CHECK (ends_at >= starts_at),
	status         text NOT NULL DEFAULT 'booked' CHECK (status IN ('booked', 'arrived', 'kept', 'cancelled', 'rescheduled', 'no show')),
	reason         text,
	made_at        timestamptz NOT NULL DEFAULT now(),
	cancelled_at   timestamptz,
	cancelled_by   text CHECK (cancelled_by IN ('patient', 'practice')),
	registered_at  timestamptz,
	note_signed_at timestamptz,
	location       text COLLATE "C",
	visit_id       text COLLATE "C",
	expected_charge  rcm.usd CHECK (expected_charge >= 0),
	expected_payment rcm.usd CHECK (expected_payment >= 0),
	PRIMARY KEY (practice_id, appointment_id),
	FOREIGN KEY (practice_id, patient_id) REFERENCES @ledger@.patient
);
CREATE INDEX appointment_patient ON @ledger@.appointment (practice_id, patient_id);
COMMENT ON TABLE @ledger@.appointment IS 'Appointments; claims name theirs as visit_id.';
COMMENT ON COLUMN @ledger@.appointment.provider_npi IS 'Who sees the patient.';
COMMENT ON COLUMN @ledger@.appointment.status IS 'booked; arrived or kept: the patient came; cancelled, rescheduled (see cancelled_at and cancelled_by); no show.';
COMMENT ON COLUMN @ledger@.appointment.reason IS 'Why the patient comes, in the practice''s words.';
COMMENT ON COLUMN @ledger@.appointment.made_at IS 'When it was made.';
COMMENT ON COLUMN @ledger@.appointment.cancelled_at IS 'When it was cancelled or moved; null: not, or nobody knows when.';
COMMENT ON COLUMN @ledger@.appointment.cancelled_by IS 'patient or practice; null counts as the patient.';
COMMENT ON COLUMN @ledger@.appointment.registered_at IS 'When the registration for the visit was complete.';
COMMENT ON COLUMN @ledger@.appointment.note_signed_at IS 'When the note of the visit was signed.';
COMMENT ON COLUMN @ledger@.appointment.location IS 'Where: NPI of the service facility, or the place of service, such as POS 11.';
COMMENT ON COLUMN @ledger@.appointment.visit_id IS 'The visit that it became, as claims name it (claim.visit_id); null: its own number.';
COMMENT ON COLUMN @ledger@.appointment.expected_charge IS 'What the visit will be charged, as far as can be told.';
COMMENT ON COLUMN @ledger@.appointment.expected_payment IS 'What the visit will bring: what is lost when the patient does not come.';

CREATE TABLE @ledger@.eligibility (
	practice_id    text COLLATE "C" NOT NULL,
	eligibility_id bigint GENERATED BY DEFAULT AS IDENTITY,
	patient_id     text COLLATE "C",
	payer_id       text COLLATE "C",
	member_id      text COLLATE "C",
	checked_at     timestamptz NOT NULL DEFAULT now(),
	service_on     date,
	status         text,
	snapshot       jsonb NOT NULL,
	benefits       jsonb CHECK (jsonb_typeof(benefits) = 'array'),
	interchange_id bigint,
	PRIMARY KEY (practice_id, eligibility_id),
	FOREIGN KEY (practice_id, patient_id) REFERENCES @ledger@.patient
);
CREATE INDEX eligibility_patient ON @ledger@.eligibility (practice_id, patient_id, checked_at);
CREATE INDEX eligibility_member ON @ledger@.eligibility (practice_id, member_id);
COMMENT ON TABLE @ledger@.eligibility IS 'What payers have answered about coverage (271), each answer as it came.';
COMMENT ON COLUMN @ledger@.eligibility.patient_id IS 'Null when no patient has the member id of the answer.';
COMMENT ON COLUMN @ledger@.eligibility.member_id IS 'Number of the subscriber, as the payer has it.';
COMMENT ON COLUMN @ledger@.eligibility.checked_at IS 'When the answer came.';
COMMENT ON COLUMN @ledger@.eligibility.service_on IS 'The day that was asked about.';
COMMENT ON COLUMN @ledger@.eligibility.status IS 'As rcm.eligibility_snapshot says it.';
COMMENT ON COLUMN @ledger@.eligibility.snapshot IS 'What edits read: the result of rcm.eligibility_snapshot.';
COMMENT ON COLUMN @ledger@.eligibility.benefits IS 'What the answer says of limits, exclusions and procedures: [{"code" (EB01), "kind", "period", "service_types", "procedure", "amount", "quantity"}], of rcm.eligibility_benefits; null: nothing.';

CREATE TABLE @ledger@.prior_authorization (
	practice_id      text COLLATE "C" NOT NULL,
	authorization_id text COLLATE "C" NOT NULL CHECK (authorization_id <> ''),
	patient_id       text COLLATE "C" NOT NULL,
	payer_id         text COLLATE "C" NOT NULL,
	kind             text NOT NULL DEFAULT 'authorization' CHECK (kind IN ('authorization', 'referral')),
	member_id        text COLLATE "C",
	number           text COLLATE "C",
	status           text NOT NULL CHECK (status IN ('requested', 'pending', 'approved', 'denied', 'cancelled')),
	codes            text[],
	provider_npi     rcm.npi,
	pos              text COLLATE "C",
	units            numeric CHECK (units >= 0),
	eff              date,
	term             date CHECK (term >= eff),
	requested_on     date,
	decided_on       date,
	recorded_at      timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (practice_id, authorization_id),
	FOREIGN KEY (practice_id, patient_id) REFERENCES @ledger@.patient
);
CREATE INDEX prior_authorization_patient ON @ledger@.prior_authorization (practice_id, patient_id);
COMMENT ON TABLE @ledger@.prior_authorization IS 'What payers, or the physicians who send patients on, were asked to approve before it was done, and what they said.';
COMMENT ON COLUMN @ledger@.prior_authorization.authorization_id IS 'The practice''s number of the request.';
COMMENT ON COLUMN @ledger@.prior_authorization.kind IS 'authorization (REF G1) or referral (REF 9F).';
COMMENT ON COLUMN @ledger@.prior_authorization.member_id IS 'The subscriber''s number with the payer.';
COMMENT ON COLUMN @ledger@.prior_authorization.number IS 'The payer''s number (REF G1 or 9F), once there is one.';
COMMENT ON COLUMN @ledger@.prior_authorization.codes IS 'Procedure codes that are covered; null: not limited.';
COMMENT ON COLUMN @ledger@.prior_authorization.provider_npi IS 'Who may do it; null: not limited.';
COMMENT ON COLUMN @ledger@.prior_authorization.pos IS 'Place of service that was approved; null: not limited.';
COMMENT ON COLUMN @ledger@.prior_authorization.units IS 'Units that were approved; null: not limited.';
COMMENT ON COLUMN @ledger@.prior_authorization.requested_on IS 'Day of the request.';
COMMENT ON COLUMN @ledger@.prior_authorization.decided_on IS 'Day of the payer''s answer.';
COMMENT ON COLUMN @ledger@.prior_authorization.recorded_at IS 'When the row was written.';
