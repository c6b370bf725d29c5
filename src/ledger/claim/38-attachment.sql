-- 38-attachment.sql - papers that claims wait for

CREATE OR REPLACE VIEW @ledger@.missing_attachments WITH (security_invoker = true) AS
	SELECT a.practice_id, a.claim_id, a.attachment_id, a.kind, a.control_number, a.asked_by, a.asked_on, a.due_on,
		@ledger@.today(a.practice_id) - a.asked_on AS days_waiting,
		coalesce(a.due_on < @ledger@.today(a.practice_id), false) AS overdue,
		EXISTS (SELECT FROM jsonb_array_elements(coalesce(nullif(c.document::jsonb -> 'attachments', 'null'), '[]')) p
			WHERE p ->> 'type' = a.kind OR p ->> 'control' = a.control_number) AS announced,
		c.state AS claim_state
	FROM @ledger@.attachment a
	JOIN @ledger@.claim c ON c.practice_id = a.practice_id AND c.claim_id = a.claim_id
	WHERE a.sent_on IS NULL AND c.state <> 'void';
COMMENT ON VIEW @ledger@.missing_attachments IS 'Papers that claims need and that were not sent.';
COMMENT ON COLUMN @ledger@.missing_attachments.practice_id IS 'The practice.';
COMMENT ON COLUMN @ledger@.missing_attachments.claim_id IS 'The claim that needs it.';
COMMENT ON COLUMN @ledger@.missing_attachments.attachment_id IS 'Its row in attachment.';
COMMENT ON COLUMN @ledger@.missing_attachments.kind IS 'Report type code (PWK01).';
COMMENT ON COLUMN @ledger@.missing_attachments.control_number IS 'The number by which it is found (PWK06).';
COMMENT ON COLUMN @ledger@.missing_attachments.asked_by IS 'Who wants it: payer, edit or practice.';
COMMENT ON COLUMN @ledger@.missing_attachments.asked_on IS 'Since when.';
COMMENT ON COLUMN @ledger@.missing_attachments.due_on IS 'By when; null: nobody said.';
COMMENT ON COLUMN @ledger@.missing_attachments.days_waiting IS 'Days since it was asked for.';
COMMENT ON COLUMN @ledger@.missing_attachments.overdue IS 'Its day has passed.';
COMMENT ON COLUMN @ledger@.missing_attachments.announced IS 'The claim announces a paper of this type or number (PWK).';
COMMENT ON COLUMN @ledger@.missing_attachments.claim_state IS 'Where the claim stands.';
