-- 47-letter.sql - what an appeal is made of: proof and words

CREATE TABLE @library@.proof_item (
	root   text COLLATE "C" NOT NULL DEFAULT '*',
	leaf   text COLLATE "C" NOT NULL DEFAULT '*',
	item   text COLLATE "C" NOT NULL CHECK (item <> ''),
	needed boolean NOT NULL DEFAULT true,
	reason text NOT NULL,
	PRIMARY KEY (root, leaf, item)
);
COMMENT ON TABLE @library@.proof_item IS 'What belongs into the packet of an appeal, by cause of the denial (root and leaf of rcm.root_causes(), * any): rcm''s defaults, and what a site adds. appeal_packet of a ledger says which of it is there.';
COMMENT ON COLUMN @library@.proof_item.root IS 'Root of the cause, or *.';
COMMENT ON COLUMN @library@.proof_item.leaf IS 'The cause, or *.';
COMMENT ON COLUMN @library@.proof_item.item IS 'remittance, claim as sent, authorization, authorization request, eligibility, acceptance, prior payer and contract are looked up in the ledger''s rows; everything else is a kind of appeal_document.';
COMMENT ON COLUMN @library@.proof_item.needed IS 'Without it the packet is not complete; false: it helps.';
COMMENT ON COLUMN @library@.proof_item.reason IS 'What it proves.';
INSERT INTO @library@.proof_item (root, leaf, item, needed, reason) VALUES
	('*', '*', 'remittance', true, 'the decision that is appealed'),
	('*', '*', 'claim as sent', true, 'what the payer saw'),
	('*', '*', 'letter', true, 'what is asked for, and why'),
	('authorization', '*', 'authorization', false, 'the payer had approved the service'),
	('authorization', 'obtained_not_on_claim', 'authorization', true, 'the payer had approved the service'),
	('authorization', 'expired', 'authorization', true, 'what had been approved, and for when'),
	('authorization', 'wrong_code', 'authorization', true, 'what had been approved'),
	('authorization', 'wrong_provider_or_place', 'authorization', true, 'what had been approved'),
	('authorization', 'units_exhausted', 'authorization', true, 'how much had been approved'),
	('authorization', 'pending_at_service', 'authorization request', true, 'the payer had been asked in time'),
	('authorization', 'denied', 'clinical note', true, 'why the service was needed'),
	('authorization', 'not_requested', 'clinical note', true, 'why it could not wait'),
	('authorization', 'referral_missing', 'referral', true, 'the referral'),
	('eligibility', '*', 'eligibility', true, 'the payer''s own answer on coverage'),
	('coordination', '*', 'prior payer', true, 'what the payer before decided'),
	('medical_necessity', '*', 'clinical note', true, 'why the service was needed'),
	('medical_necessity', '*', 'policy', true, 'the criteria that the note meets'),
	('medical_necessity', 'experimental', 'literature', false, 'what is known of the service'),
	('coding', '*', 'clinical note', true, 'what was done, as the codes say it'),
	('coding', 'bundled', 'operative note', false, 'that the services were distinct'),
	('timely_filing', '*', 'acceptance', true, 'the day on which the payer had the claim'),
	('duplicate', '*', 'clinical note', true, 'that the service was rendered more than once'),
	('provider', '*', 'approval letter', true, 'that the provider was enrolled on the day of service'),
	('information', '*', 'records', true, 'what the payer asked for'),
	('payer', 'underpaid', 'contract', true, 'what was agreed upon'),
	('coverage', '*', 'benefit excerpt', false, 'what the plan says of the service');

CREATE TABLE @library@.letter_template (
	template_id text COLLATE "C" NOT NULL PRIMARY KEY CHECK (template_id <> ''),
	program     text COLLATE "C" NOT NULL DEFAULT '*',
	root        text COLLATE "C" NOT NULL DEFAULT '*',
	leaf        text COLLATE "C" NOT NULL DEFAULT '*',
	body        text NOT NULL,
	source      text NOT NULL DEFAULT 'own',
	eff         date,
	term        date,
	CHECK (term >= eff)
);
COMMENT ON TABLE @library@.letter_template IS 'Letters of appeal. {name} in a body is a fact of appeal_facts of the ledger; a paragraph that begins with ? is left out when one of its facts is missing. Of the templates that fit a denial the one that says most is taken: leaf, then root, then program. eff and term are days of the letter.';
COMMENT ON COLUMN @library@.letter_template.template_id IS 'What a letter is asked for by.';
COMMENT ON COLUMN @library@.letter_template.program IS 'As payer_program has it, or *.';
COMMENT ON COLUMN @library@.letter_template.root IS 'Root of the cause, or *.';
COMMENT ON COLUMN @library@.letter_template.leaf IS 'The cause, or *.';
COMMENT ON COLUMN @library@.letter_template.body IS 'The text; paragraphs are apart by an empty line.';
COMMENT ON COLUMN @library@.letter_template.source IS 'Who wrote it: rcm, or own.';
INSERT INTO @library@.letter_template (template_id, root, leaf, source, body)
SELECT t.template_id, t.root, t.leaf, 'rcm',
	'{today}

{payer.name}
{appeal.level_name}

Patient: {patient.name}, member {patient.member_id}
Claim: {claim.claim_id}, your number {claim.payer_claim_control}
Service: {line.code} on {line.service_on}, charge {line.charge}
Decision: {denial.denied_on}, payment {remittance.trace_number}, {denial.group_code} {denial.carc}, amount {denial.amount}

We ask you to decide again on the service above, which was refused with reason {denial.carc}.

' || t.argument || '

We ask you to pay {denial.amount}. This request is filed within the term of {appeal.days} that ends on {appeal.deadline}.

{practice.name}
NPI {practice.npi}
'
FROM (VALUES
	('general', '*', '*', '? Our records say: {denial.explanation}.'),
	('authorization', 'authorization', '*', '? You approved this service before it was rendered: authorization {authorization.number}, decided on {authorization.decided_on}, in force from {authorization.eff} to {authorization.term}. A copy is enclosed.

? Our records say: {denial.explanation}.'),
	('timely-filing', 'timely_filing', '*', 'You had this claim on {acceptance.accepted_on}: your acknowledgement of that day is enclosed. The claim was sent on {submission.submitted_on}, {submission.days} days after the service.'),
	('medical-necessity', 'medical_necessity', '*', 'The enclosed notes show the condition for which the service was rendered (diagnosis {claim.diagnosis}), and that your own criteria are met.'),
	('eligibility', 'eligibility', '*', 'We asked you about this member''s coverage and had your answer on {eligibility.checked_on}: {eligibility.status}. The answer is enclosed.'),
	('coding', 'coding', '*', 'The enclosed notes show that the service was rendered as coded.

? Our records say: {denial.explanation}.'),
	('underpaid', 'payer', 'underpaid', 'Our contract sets another price. The paragraph that applies is enclosed.')) t (template_id, root, leaf, argument);
