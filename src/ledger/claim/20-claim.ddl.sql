-- 20-claim.sql - claims, their lines, the states they go through

CREATE TABLE @ledger@.claim_state (
	from_state text COLLATE "C" NOT NULL,
	to_state   text COLLATE "C" NOT NULL,
	meaning    text NOT NULL,
	PRIMARY KEY (from_state, to_state)
);
COMMENT ON TABLE @ledger@.claim_state IS 'The legal transitions of a claim''s state: any other UPDATE of claim.state is refused.';
COMMENT ON COLUMN @ledger@.claim_state.from_state IS 'State that the claim is in; "new": the row is being inserted.';
COMMENT ON COLUMN @ledger@.claim_state.to_state IS 'State that it may go to.';
COMMENT ON COLUMN @ledger@.claim_state.meaning IS 'What has happened.';
INSERT INTO @ledger@.claim_state VALUES
	('new', 'draft', 'a claim is written'),
	('new', 'ready', 'a claim is written that is complete: its lines are charged'),
	('draft', 'held', 'an edit found a reason to hold it'),
	('draft', 'ready', 'it is complete: its lines are charged'),
	('draft', 'void', 'it was never billed'),
	('held', 'draft', 'somebody works on it'),
	('held', 'ready', 'what held it is mended'),
	('held', 'void', 'it will not be billed: its charges are taken back'),
	('ready', 'held', 'an edit or the writer of the 837 found a reason to hold it'),
	('ready', 'submitted', 'it left in an interchange'),
	('ready', 'void', 'it will not be billed: its charges are taken back'),
	('ready', 'paid', 'an answer came to a claim that left outside of this ledger'),
	('ready', 'denied', 'a denial came to a claim that left outside of this ledger'),
	('ready', 'closed', 'nobody owes anything on it'),
	('held', 'paid', 'an answer came to what was sent before'),
	('held', 'denied', 'a denial came to what was sent before'),
	('submitted', 'accepted', 'the payer or clearinghouse has taken it in'),
	('submitted', 'rejected', 'it was not taken in: never adjudicated, not a denial'),
	('submitted', 'paid', 'the payer has answered'),
	('submitted', 'denied', 'the payer has answered and denies it'),
	('submitted', 'ready', 'a replacement or void of it is to be sent'),
	('accepted', 'rejected', 'somebody further on has not taken it in'),
	('accepted', 'paid', 'the payer has answered'),
	('accepted', 'denied', 'the payer has answered and denies it'),
	('accepted', 'ready', 'a replacement or void of it is to be sent'),
	('rejected', 'ready', 'it was mended and is to be sent again'),
	('rejected', 'held', 'an edit found a reason to hold it'),
	('rejected', 'accepted', 'it was taken in after all'),
	('rejected', 'paid', 'the payer has answered after all'),
	('rejected', 'denied', 'the payer has answered after all and denies it'),
	('rejected', 'void', 'it will not be billed again: its charges are taken back'),
	('paid', 'ready', 'a replacement, void or a claim to the next payer is to be sent'),
	('paid', 'submitted', 'the claim to the next payer has left'),
	('paid', 'denied', 'the payer has corrected its answer to a denial'),
	('paid', 'accepted', 'the payer has taken its answer back'),
	('paid', 'closed', 'nobody owes anything on it'),
	('denied', 'ready', 'a replacement or void of it is to be sent'),
	('denied', 'submitted', 'the claim to the next payer has left'),
	('denied', 'paid', 'the payer has corrected its answer'),
	('denied', 'accepted', 'the payer has taken its answer back'),
	('denied', 'closed', 'nobody owes anything on it'),
	('closed', 'ready', 'a replacement or void of it is to be sent'),
	('closed', 'paid', 'something is owed on it again'),
	('closed', 'denied', 'the payer has corrected its answer to a denial'),
	('closed', 'accepted', 'the payer has taken its answer back'),
	('submitted', 'void', 'a void of it was sent: its charges are taken back'),
	('void', 'paid', 'an answer came to what was sent before it was voided'),
	('void', 'denied', 'a denial came to what was sent before it was voided');

CREATE TABLE @ledger@.claim (
	practice_id         text COLLATE "C" NOT NULL REFERENCES @ledger@.practice,
	claim_id            text COLLATE "C" NOT NULL GENERATED ALWAYS AS (rcm.claim_id(document)) STORED CHECK (claim_id <> ''),
	patient_id          text COLLATE "C",
	visit_id            text COLLATE "C",
	state               text COLLATE "C" NOT NULL DEFAULT 'draft',
	state_reason        text,
	payer_claim_control text COLLATE "C",
	charged_on          date,
	form                text COLLATE "C" GENERATED ALWAYS AS (rcm.form(document)) STORED,
	payer_id            text COLLATE "C" GENERATED ALWAYS AS (rcm.payer_id(document)) STORED,
	payer_seq           text COLLATE "C" GENERATED ALWAYS AS (coalesce(rcm.payer_seq(document), 'P')) STORED,
	filing_ind          text COLLATE "C" GENERATED ALWAYS AS (rcm.filing_ind(document)) STORED,
	freq                text COLLATE "C" GENERATED ALWAYS AS (coalesce(rcm.freq(document), '1')) STORED,
	member_id           text COLLATE "C" GENERATED ALWAYS AS (rcm.member_id(document)) STORED,
	billing_npi         text COLLATE "C" GENERATED ALWAYS AS (rcm.billing_npi(document)) STORED,
	rendering_npi       text COLLATE "C" GENERATED ALWAYS AS (rcm.rendering_npi(document)) STORED,
	location            text COLLATE "C" GENERATED ALWAYS AS (coalesce(rcm.facility_npi(document), 'POS ' || rcm.pos(document))) STORED,
	first_service       date GENERATED ALWAYS AS (rcm.first_service(document)) STORED,
	total_charge        rcm.usd GENERATED ALWAYS AS (rcm.total_charge(document)) STORED,
	created_at          timestamptz NOT NULL DEFAULT now(),
	document            rcm.claim NOT NULL,
	PRIMARY KEY (practice_id, claim_id),
	FOREIGN KEY (practice_id, patient_id) REFERENCES @ledger@.patient
);
CREATE INDEX claim_waiting ON @ledger@.claim (practice_id, state) WHERE state IN ('draft', 'held', 'ready', 'rejected');
CREATE INDEX claim_patient ON @ledger@.claim (practice_id, patient_id) WHERE patient_id IS NOT NULL;
CREATE INDEX claim_payer_control ON @ledger@.claim (practice_id, payer_claim_control) WHERE payer_claim_control IS NOT NULL;
CREATE INDEX claim_member ON @ledger@.claim (practice_id, member_id, first_service);
COMMENT ON TABLE @ledger@.claim IS 'Claims. The document is the claim; the columns that are generated from it are for searching and cannot disagree with it. A claim that becomes ready charges its lines; one that was sent is only changed by a replacement or void.';
COMMENT ON COLUMN @ledger@.claim.claim_id IS 'The practice''s number of the claim (CLM01).';
COMMENT ON COLUMN @ledger@.claim.visit_id IS 'The visit that is billed, for instance an appointment_id.';
COMMENT ON COLUMN @ledger@.claim.state IS 'draft, held, ready, submitted, accepted, rejected, paid (answered), denied, closed or void; claim_state lists what may follow what.';
COMMENT ON COLUMN @ledger@.claim.state_reason IS 'Why it is in this state: set it in the same UPDATE as the state.';
COMMENT ON COLUMN @ledger@.claim.payer_claim_control IS 'The payer''s number of the claim (CLP07 of an 835, REF 1K of a 277): what a replacement or void names as orig_ref.';
COMMENT ON COLUMN @ledger@.claim.charged_on IS 'The day on which its charges count; null: the day on which it becomes ready.';
COMMENT ON COLUMN @ledger@.claim.form IS 'P, I or D.';
COMMENT ON COLUMN @ledger@.claim.payer_seq IS 'P, S or T: whether the payer of the document is the first, second or third to be asked.';
COMMENT ON COLUMN @ledger@.claim.filing_ind IS 'Claim filing indicator (SBR09).';
COMMENT ON COLUMN @ledger@.claim.freq IS 'Claim frequency code: 1 original, 7 replacement, 8 void.';
COMMENT ON COLUMN @ledger@.claim.member_id IS 'The subscriber''s number with the payer.';
COMMENT ON COLUMN @ledger@.claim.billing_npi IS 'NPI of the billing provider.';
COMMENT ON COLUMN @ledger@.claim.rendering_npi IS 'NPI of the rendering provider.';
COMMENT ON COLUMN @ledger@.claim.location IS 'Where it was done: NPI of the service facility, else the place of service, such as POS 11; null: the claim says neither.';
COMMENT ON COLUMN @ledger@.claim.first_service IS 'First day of service.';
COMMENT ON COLUMN @ledger@.claim.total_charge IS 'As stated on the claim (CLM02).';
COMMENT ON COLUMN @ledger@.claim.document IS 'The whole claim.';

CREATE TABLE @ledger@.claim_line (
	practice_id   text COLLATE "C" NOT NULL,
	claim_id      text COLLATE "C" NOT NULL,
	line_no       integer NOT NULL,
	control       text COLLATE "C",
	code          text COLLATE "C",
	mods          text[],
	rev           text COLLATE "C",
	units         numeric,
	charge        rcm.usd NOT NULL,
	service_from  date,
	service_to    date,
	rendering_npi text COLLATE "C",
	PRIMARY KEY (practice_id, claim_id, line_no),
	FOREIGN KEY (practice_id, claim_id) REFERENCES @ledger@.claim
);
COMMENT ON TABLE @ledger@.claim_line IS 'The charge lines of claims that are or were ready: what money is owed for. Written from the claim''s document by its trigger; a line that was taken off the claim stays with charge 0.';
COMMENT ON COLUMN @ledger@.claim_line.line_no IS 'The line''s number on the claim.';
COMMENT ON COLUMN @ledger@.claim_line.control IS 'The number that the line is sent with (REF 6R), and by which a remittance answers it; null: none is sent.';
COMMENT ON COLUMN @ledger@.claim_line.code IS 'Procedure code.';
COMMENT ON COLUMN @ledger@.claim_line.mods IS 'Modifiers.';
COMMENT ON COLUMN @ledger@.claim_line.rev IS 'Revenue code.';
COMMENT ON COLUMN @ledger@.claim_line.charge IS 'What was charged, and what the revenue entries of the line add up to.';
COMMENT ON COLUMN @ledger@.claim_line.service_from IS 'First day of service.';
COMMENT ON COLUMN @ledger@.claim_line.service_to IS 'Last day of service.';
COMMENT ON COLUMN @ledger@.claim_line.rendering_npi IS 'Who did it: the line''s rendering provider, else the claim''s.';

CREATE TABLE @ledger@.claim_transition (
	practice_id   text COLLATE "C" NOT NULL,
	transition_id bigint GENERATED ALWAYS AS IDENTITY,
	claim_id      text COLLATE "C" NOT NULL,
	from_state    text COLLATE "C" NOT NULL,
	to_state      text COLLATE "C" NOT NULL,
	reason        text,
	changed_at    timestamptz NOT NULL DEFAULT now(),
	changed_by    name NOT NULL DEFAULT CURRENT_USER,
	xid           xid8 NOT NULL DEFAULT pg_current_xact_id(),
	PRIMARY KEY (practice_id, transition_id)
);
CREATE INDEX claim_transition_claim ON @ledger@.claim_transition (practice_id, claim_id);
COMMENT ON TABLE @ledger@.claim_transition IS 'Every change of a claim''s state: who, when, why and in which transaction. Written by a trigger, never changed.';
COMMENT ON COLUMN @ledger@.claim_transition.from_state IS 'State before; "new": the claim was written.';
COMMENT ON COLUMN @ledger@.claim_transition.to_state IS 'State after.';
COMMENT ON COLUMN @ledger@.claim_transition.reason IS 'claim.state_reason as it was then.';
COMMENT ON COLUMN @ledger@.claim_transition.changed_by IS 'The role that did it.';
COMMENT ON COLUMN @ledger@.claim_transition.xid IS 'Transaction.';

CREATE TABLE @ledger@.finding (
	practice_id text COLLATE "C" NOT NULL,
	claim_id    text COLLATE "C" NOT NULL,
	finding_no  integer NOT NULL,
	edit        text COLLATE "C" NOT NULL,
	family      text,
	severity    text NOT NULL,
	line        integer,
	field       text,
	message     text NOT NULL,
	fix         text,
	carc        text COLLATE "C",
	rarc        text COLLATE "C",
	evidence    jsonb,
	found_at    timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (practice_id, claim_id, finding_no),
	FOREIGN KEY (practice_id, claim_id) REFERENCES @ledger@.claim ON DELETE CASCADE
);
COMMENT ON TABLE @ledger@.finding IS 'What the scrubber found when it last judged the claim: the rows of rcm.scrub, and what the writer of the 837 refused (family X12).';
COMMENT ON COLUMN @ledger@.finding.finding_no IS 'Order of the catalogue.';
COMMENT ON COLUMN @ledger@.finding.edit IS 'Id of the edit.';
COMMENT ON COLUMN @ledger@.finding.family IS 'Family of the edit.';
COMMENT ON COLUMN @ledger@.finding.severity IS 'reject holds the claim; warn and info do not.';
COMMENT ON COLUMN @ledger@.finding.line IS 'Line of the claim; 0: the claim.';
COMMENT ON COLUMN @ledger@.finding.field IS 'Path into the claim''s JSON.';
COMMENT ON COLUMN @ledger@.finding.message IS 'In plain words.';
COMMENT ON COLUMN @ledger@.finding.fix IS 'What to do.';
COMMENT ON COLUMN @ledger@.finding.rarc IS 'RARC that the payer would answer with.';
COMMENT ON COLUMN @ledger@.finding.carc IS 'CARC that the payer would answer with.';
COMMENT ON COLUMN @ledger@.finding.evidence IS 'What decided it.';
COMMENT ON COLUMN @ledger@.finding.found_at IS 'When.';
