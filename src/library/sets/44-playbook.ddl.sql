-- 44-playbook.sql - what to do about a denial

CREATE TABLE @library@.playbook (
	root        text COLLATE "C" NOT NULL,
	leaf        text COLLATE "C" NOT NULL DEFAULT '*',
	carc        text COLLATE "C" NOT NULL DEFAULT '*',
	payer_id    text COLLATE "C" NOT NULL DEFAULT '*',
	side        text COLLATE "C" NOT NULL CHECK (side IN ('clerical', 'payer right', 'payer wrong', 'open')),
	decision    text COLLATE "C" NOT NULL CHECK (decision IN ('correct', 'reopen', 'appeal', 'rebill', 'write off', 'bill patient', 'send records', 'ask payer')),
	correct     text NOT NULL CHECK (btrim(correct) <> ''),
	proof       text[] NOT NULL DEFAULT '{}',
	owner       text COLLATE "C" NOT NULL,
	turn_days   integer NOT NULL CHECK (turn_days BETWEEN 0 AND 365),
	source      text NOT NULL,
	eff         date,
	term        date,
	CONSTRAINT playbook_one UNIQUE NULLS NOT DISTINCT (root, leaf, carc, payer_id, eff),
	CONSTRAINT playbook_proof CHECK (proof <@ '{authorization,acknowledgement,eligibility,submission,remittance,edit,coverage,attachment,enrollment,prior_remittance,policy,records}'),
	CHECK (term >= eff)
);
COMMENT ON TABLE @library@.playbook IS 'What to do about a denial, by its cause: of the rows that fit and are in force on the day of the denial the one that says most decides, a payer before a CARC before a leaf before a root. The rows of a new library are rcm''s own defaults; a site adds its own beside them. next_step of a ledger fills them in.';
COMMENT ON COLUMN @library@.playbook.root IS 'Root of the cause, of rcm.root_causes(), or *.';
COMMENT ON COLUMN @library@.playbook.leaf IS 'The cause, of rcm.root_causes(), or * for all of the root.';
COMMENT ON COLUMN @library@.playbook.carc IS 'CARC, or * for all.';
COMMENT ON COLUMN @library@.playbook.payer_id IS 'Payer id, or * for all.';
COMMENT ON COLUMN @library@.playbook.side IS 'Whose fault decides: clerical (a slip on the claim), payer right, payer wrong, or open (it has to be found out).';
COMMENT ON COLUMN @library@.playbook.decision IS 'correct (a replacement claim, which next_step makes a reopening where the payer takes none), reopen, appeal, rebill (another payer), write off, bill patient, send records or ask payer.';
COMMENT ON COLUMN @library@.playbook.correct IS 'What to do, in words; names in braces are filled in, such as {authorization}, {accepted_on}, {payer}, {payer_claim_control}, {line}, {remarks}, {edit}, {coverage}.';
COMMENT ON COLUMN @library@.playbook.proof IS 'What to add, each of them rows that next_step looks for: authorization, acknowledgement (277CA), eligibility (271), submission, remittance, prior_remittance (of the payer before), coverage, enrollment, edit, policy, attachment or records.';
COMMENT ON COLUMN @library@.playbook.owner IS 'The desk that does it.';
COMMENT ON COLUMN @library@.playbook.turn_days IS 'In how many business days.';
COMMENT ON COLUMN @library@.playbook.source IS 'Where the row is from.';

INSERT INTO @library@.playbook (root, leaf, side, decision, correct, proof, owner, turn_days, source)
SELECT p.root, p.leaf, p.side, p.decision, p.correct, p.proof::text[], p.owner, p.turn_days, 'rcm''s default' FROM (VALUES
	('eligibility', '*', 'open', 'rebill', 'Ask for eligibility on the day of service anew, correct the member or bill the payer that covered it; if nobody did, the patient.', '{eligibility,coverage}', 'front_desk', 3),
	('eligibility', 'wrong_member_id', 'clerical', 'correct', 'Take the member id of the payer''s answer ({member_id}) and send a replacement of {payer_claim_control}.', '{eligibility}', 'front_desk', 3),
	('eligibility', 'name_or_birth_date_mismatch', 'clerical', 'correct', 'Take name and birth date as the payer has them and send a replacement of {payer_claim_control}.', '{eligibility}', 'front_desk', 3),
	('eligibility', 'wrong_plan', 'payer right', 'rebill', 'Bill the plan that covered the patient that day: {coverage}.', '{coverage,eligibility}', 'front_desk', 3),
	('eligibility', 'checked_inactive_ignored', 'payer right', 'rebill', 'Find who covered the patient on the day of service ({coverage}); if nobody did, bill the patient.', '{eligibility,coverage}', 'front_desk', 3),
	('eligibility', 'not_checked', 'payer right', 'rebill', 'Ask for eligibility on the day of service; bill who covered it ({coverage}), else the patient.', '{eligibility,coverage}', 'front_desk', 3),
	('eligibility', 'retroactive_termination', 'payer right', 'rebill', 'The payer said on {checked_on} that coverage was active and ended it afterwards: bill the new payer ({coverage}); if there is none, appeal with that answer.', '{eligibility,coverage}', 'front_desk', 3),
	('eligibility', 'newborn', 'clerical', 'rebill', 'Have the child enrolled and bill under its own number, or the mother''s while the plan allows that.', '{eligibility}', 'front_desk', 3),
	('eligibility', 'benefit_maximum', 'payer right', 'bill patient', 'Check the count of what was used; what is above it is the next payer''s or the patient''s.', '{eligibility}', 'front_desk', 3),
	('coordination', '*', 'open', 'rebill', 'Find who pays first, bill that payer, and send this one its remittance.', '{coverage,prior_remittance}', 'biller', 5),
	('coordination', 'primary_unknown', 'payer right', 'rebill', 'Ask the patient who pays first, write the coverage down ({coverage}) and bill that payer.', '{eligibility,coverage}', 'front_desk', 5),
	('coordination', 'order_wrong', 'payer right', 'rebill', 'Bill first the payer whose turn it was: {coverage}.', '{coverage}', 'biller', 5),
	('coordination', 'primary_payment_missing', 'clerical', 'correct', 'Send the claim again with what the payer before paid and adjusted.', '{prior_remittance}', 'biller', 5),
	('coordination', 'medicare_questionnaire', 'clerical', 'correct', 'Have the questions on who pays before Medicare answered and send the claim again.', '{records}', 'front_desk', 5),
	('coordination', 'paid_elsewhere', 'payer right', 'bill patient', 'Find out who got the money and ask for it there.', '{remittance}', 'biller', 5),
	('authorization', '*', 'payer right', 'appeal', 'Ask for an authorization after the fact; where the payer gives none, appeal with the reasons of the clinician.', '{authorization,records}', 'authorization_desk', 3),
	('authorization', 'not_requested', 'payer right', 'appeal', 'Nobody asked for it: ask for an authorization after the fact; where {payer} gives none, appeal once with the reasons of the clinician, else write off as avoidable.', '{records}', 'authorization_desk', 3),
	('authorization', 'pending_at_service', 'payer right', 'appeal', 'Ask for the decision on {authorization} to be dated back to the day of service; else appeal with the request of {requested_on}.', '{authorization,records}', 'authorization_desk', 3),
	('authorization', 'denied', 'payer right', 'appeal', 'Appeal the refusal of {authorization} itself, with the clinician; the claim follows it.', '{authorization,records}', 'authorization_desk', 3),
	('authorization', 'expired', 'payer right', 'appeal', 'Ask for {authorization} to be extended to the day of service; else appeal, or write off as avoidable.', '{authorization,records}', 'authorization_desk', 3),
	('authorization', 'units_exhausted', 'payer right', 'appeal', 'Ask for more units on {authorization} after the fact; else appeal, or write off as avoidable.', '{authorization,records}', 'authorization_desk', 3),
	('authorization', 'wrong_code', 'payer right', 'appeal', 'Ask for {authorization} to be changed to the procedure that was done, then send a replacement of {payer_claim_control}.', '{authorization,records}', 'authorization_desk', 3),
	('authorization', 'wrong_provider_or_place', 'payer right', 'appeal', 'Ask for {authorization} to be changed to who did it and where, then send a replacement of {payer_claim_control}.', '{authorization}', 'authorization_desk', 3),
	('authorization', 'obtained_not_on_claim', 'clerical', 'correct', 'Put authorization {authorization} on the claim (REF G1) and send a replacement of {payer_claim_control}.', '{authorization}', 'biller', 3),
	('authorization', 'referral_missing', 'clerical', 'correct', 'Get the referral of the plan''s physician, put its number on the claim (REF 9F) and send a replacement.', '{records}', 'authorization_desk', 3),
	('data', '*', 'clerical', 'correct', 'Read the remark ({remarks}), mend the field and send a replacement of {payer_claim_control}.', '{submission}', 'biller', 2),
	('data', 'subscriber_relation', 'clerical', 'correct', 'Take the relation to the subscriber as the payer has it and send a replacement of {payer_claim_control}.', '{eligibility}', 'front_desk', 2),
	('coding', '*', 'clerical', 'correct', 'Have line {line} coded anew from the record, and send a replacement of {payer_claim_control}.', '{edit,records}', 'coder', 2),
	('coding', 'bundled', 'payer right', 'write off', 'Look at the pair ({edit}): where the record shows a separate service and a modifier may part them, send a replacement with it; else accept.', '{edit,records}', 'coder', 3),
	('coding', 'units', 'payer right', 'correct', 'Compare the units of line {line} with the limit and the record; send a replacement with the right units, or appeal with the record.', '{edit,records}', 'coder', 2),
	('coding', 'downcoded', 'payer wrong', 'appeal', 'Appeal with the record that shows the level that was billed on line {line}.', '{submission,remittance,records}', 'coder', 7),
	('medical_necessity', '*', 'payer wrong', 'appeal', 'Appeal with the note, set against the criteria of the policy.', '{records,policy,submission}', 'clinician', 7),
	('medical_necessity', 'policy_diagnosis_absent', 'payer right', 'correct', 'Where the note has a diagnosis that the policy lists, code it and send a replacement of {payer_claim_control}; else appeal or bill by the advance notice.', '{policy,records}', 'coder', 7),
	('medical_necessity', 'experimental', 'payer right', 'appeal', 'Appeal once with the literature and the note.', '{records,policy}', 'clinician', 7),
	('provider', '*', 'payer right', 'appeal', 'Ask the payer for an earlier effective day; hold this payer''s claims of the provider meanwhile.', '{enrollment}', 'credentialing', 5),
	('provider', 'not_enrolled', 'payer right', 'appeal', 'Ask {payer} to date the enrolment back to the day of service, and hold the provider''s further claims to it.', '{enrollment}', 'credentialing', 5),
	('provider', 'identifier_mismatch', 'clerical', 'correct', 'Send NPI, taxonomy and tax id as the payer has them, as a replacement of {payer_claim_control}.', '{enrollment,submission}', 'credentialing', 5),
	('provider', 'clia', 'clerical', 'correct', 'Put the certificate''s number on the claim and send a replacement of {payer_claim_control}.', '{records}', 'credentialing', 5),
	('provider', 'ordering_provider', 'clerical', 'correct', 'Put an ordering provider who may order it on the claim and send a replacement of {payer_claim_control}.', '{records}', 'credentialing', 5),
	('timely_filing', '*', 'payer right', 'write off', 'Nothing proves that it came in time: write it off as avoidable; it is never the patient''s.', '{submission,acknowledgement}', 'biller', 2),
	('timely_filing', 'lost_by_payer', 'payer wrong', 'appeal', 'Appeal with the acceptance of {accepted_on} (277CA): the last day for filing was {filing_deadline}.', '{acknowledgement,submission}', 'biller', 2),
	('duplicate', '*', 'payer right', 'write off', 'Ask for the status of the first claim; never send it blindly again.', '{submission,remittance}', 'biller', 2),
	('duplicate', 'our_resubmission', 'payer right', 'ask payer', 'Ask for the status of the first sending ({first_submitted_on}) and work its answer; nothing is to be done on this one.', '{submission,acknowledgement}', 'biller', 2),
	('duplicate', 'true_duplicate', 'payer right', 'write off', 'The service was paid in another claim: take this charge off.', '{remittance}', 'biller', 2),
	('duplicate', 'repeat_modifier', 'clerical', 'correct', 'Put modifier 76, 77, 91 or 59 on line {line} as the record has it, and send a replacement of {payer_claim_control}.', '{records}', 'coder', 2),
	('coverage', '*', 'payer right', 'write off', 'Look whether the plan covers it; what it does not cover and the patient agreed to pay is the patient''s, the rest is avoidable.', '{eligibility,records}', 'front_desk', 5),
	('coverage', 'patient_or_practice', 'payer wrong', 'appeal', 'Show the payer who has to bear it: the notice that the patient signed, or the rule that protects the patient.', '{records}', 'biller', 5),
	('information', '*', 'open', 'send records', 'Send what the payer asks for ({remarks}), with its number of the claim {payer_claim_control}.', '{attachment,records}', 'biller', 3),
	('information', 'other_payer_information', 'open', 'send records', 'Tell the payer of other coverage: {coverage}.', '{coverage}', 'front_desk', 5),
	('payer', '*', 'payer wrong', 'appeal', 'Show the payer its error from the practice''s rows.', '{submission,remittance}', 'payer_representative', 5),
	('payer', 'payer_error', 'payer wrong', 'appeal', 'Call with the rows that contradict the denial; where that does not mend it, appeal.', '{submission,remittance}', 'payer_representative', 5),
	('payer', 'underpaid', 'payer wrong', 'appeal', 'Dispute the price by the contract.', '{remittance,records}', 'contracting', 10),
	('payer', 'system', 'payer wrong', 'ask payer', 'Have the payer process it anew.', '{remittance}', 'payer_representative', 5),
	('payer', 'pending', 'open', 'ask payer', 'Ask what the payer waits for, and by when it decides.', '{remittance}', 'payer_representative', 5),
	('payer', 'upheld', 'payer right', 'appeal', 'Go to the next level of appeal, or accept.', '{remittance,records}', 'biller', 7),
	('patient', '*', 'open', 'rebill', 'Find out whose it is and bill that carrier.', '{coverage,records}', 'front_desk', 5),
	('patient', 'letter_unanswered', 'open', 'ask payer', 'Have the patient answer the payer''s letter, and the payer process the claim anew.', '{coverage}', 'patient_services', 5),
	('unclassified', '*', 'open', 'ask payer', 'No list has this code: ask the payer what it means.', '{remittance}', 'biller', 2)) p (root, leaf, side, decision, correct, proof, owner, turn_days);
INSERT INTO @library@.playbook (root, leaf, carc, side, decision, correct, proof, owner, turn_days, source) VALUES
	('coding', 'modifier', '4', 'clerical', 'correct', 'Put the modifier that fits on line {line} and send a replacement of {payer_claim_control}.', '{edit,records}', 'coder', 2, 'rcm''s default'),
	('coding', 'diagnosis_procedure', '11', 'clerical', 'correct', 'Point line {line} to the diagnosis of the note that explains it, and send a replacement of {payer_claim_control}.', '{edit,records}', 'coder', 2, 'rcm''s default');
