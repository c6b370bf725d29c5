-- 95-access.sql - who sees which practice

DO $policies$
DECLARE
	relation name;
BEGIN
	FOR relation IN
		SELECT c.relname FROM pg_catalog.pg_class c
		JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attname = 'practice_id' AND NOT a.attisdropped
		WHERE c.relnamespace = '@ledger@'::pg_catalog.regnamespace AND c.relkind IN ('r', 'p')
	LOOP
		EXECUTE pg_catalog.format('ALTER TABLE @ledger@.%I ENABLE ROW LEVEL SECURITY', relation);
		CONTINUE WHEN EXISTS (SELECT FROM pg_catalog.pg_policy p
			WHERE p.polrelid = pg_catalog.format('@ledger@.%I', relation)::pg_catalog.regclass AND p.polname = 'of_practice');
		-- (access itself is read by the policy of the others)
		EXECUTE pg_catalog.format('CREATE POLICY of_practice ON @ledger@.%1$I USING (%2$s)', relation,
			CASE relation WHEN 'access' THEN 'pg_catalog.pg_has_role(pg_catalog.to_regrole(pg_catalog.quote_ident(role_name))::pg_catalog.oid, ''USAGE'')'
				ELSE 'rcm.may_see(''@ledger@.access'', practice_id)' END);
		EXECUTE pg_catalog.format('COMMENT ON POLICY of_practice ON @ledger@.%I IS %L', relation,
			'A role sees and writes rows of the practices that it was granted.');
	END LOOP;
END
$policies$;

DO $comments$
DECLARE
	attribute record;
BEGIN
	FOR attribute IN
		SELECT a.attrelid, a.attname, a.attnum, c.comment
		FROM pg_catalog.pg_attribute a
		JOIN pg_catalog.pg_class r ON r.oid = a.attrelid
		JOIN (VALUES
			('practice_id', 'The practice.'), ('claim_id', 'The claim.'), ('patient_id', 'The patient.'),
			('payer_id', 'The payer, as claims name it.'), ('event_id', 'The event that posted it.'),
			('interchange_id', 'The X12 file.'), ('remittance_id', 'The remittance.'), ('submission_id', 'The claim as sent.'),
			('receipt_id', 'The receipt.'), ('refund_id', 'The refund.'), ('statement_id', 'The statement.'), ('plan_id', 'The plan.'),
			('group_code', 'CO, PR, OA, PI (004010 also CR).'), ('carc', 'Claim adjustment reason code.'),
			('line_no', 'Line of the claim.'), ('coverage_id', 'The practice''s number of the coverage.'),
			('appointment_id', 'The practice''s number of the appointment.'), ('units', 'Units.'),
			('instalment_no', 'Place in the plan, from 1.'), ('eff', 'First day; null: no lower bound.'), ('term', 'Last day, included; null: open.'),
			('status', 'Where it stands.'), ('created_at', 'When it was written.'), ('granted_at', 'When it was granted.'),
			('birth_date', 'Day of birth.'), ('starts_at', 'Begin.'), ('ends_at', 'End.'), ('changed_at', 'When.'),
			('payer_claim_control', 'The payer''s number of the claim.')) c (name, comment) ON c.name = a.attname::pg_catalog.text
		WHERE r.relnamespace = '@ledger@'::pg_catalog.regnamespace AND r.relkind IN ('r', 'p', 'v')
	LOOP
		IF pg_catalog.col_description(attribute.attrelid, attribute.attnum) IS NULL THEN
			EXECUTE pg_catalog.format('COMMENT ON COLUMN %s.%I IS %L', attribute.attrelid::pg_catalog.regclass, attribute.attname, attribute.comment);
		END IF;
	END LOOP;
	FOR attribute IN
		SELECT a.attrelid, a.attname, 'Numbered by the ledger.' AS comment
		FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class r ON r.oid = a.attrelid
		WHERE r.relnamespace = '@ledger@'::pg_catalog.regnamespace AND a.attidentity <> ''
			AND pg_catalog.col_description(a.attrelid, a.attnum) IS NULL
	LOOP
		EXECUTE pg_catalog.format('COMMENT ON COLUMN %s.%I IS %L', attribute.attrelid::pg_catalog.regclass, attribute.attname, attribute.comment);
	END LOOP;
END
$comments$;

-- what is only ever added to
DO $append_only$
DECLARE
	relation name;
BEGIN
	FOREACH relation IN ARRAY ARRAY['entry', 'event', 'claim_transition', 'acknowledgement', 'remittance_line', 'remittance_adjustment',
		'statement', 'statement_line', 'instalment', 'payment_plan_line', 'refund', 'recovery']::name[]
	LOOP
		EXECUTE pg_catalog.format('CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON @ledger@.%I FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.refuse_change()', relation);
		EXECUTE pg_catalog.format('COMMENT ON TRIGGER append_only ON @ledger@.%I IS %L', relation, 'Rows are never changed or deleted.');
	END LOOP;
	-- what is not taken away, but has a part that changes
	FOREACH relation IN ARRAY ARRAY['remittance', 'remittance_claim', 'provider_adjustment', 'posting_exception', 'submission', 'interchange', 'receipt',
		'placement', 'receivable', 'claim_line', 'payment_plan']::name[]
	LOOP
		EXECUTE pg_catalog.format('CREATE OR REPLACE TRIGGER never_deleted BEFORE DELETE OR TRUNCATE ON @ledger@.%I FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.refuse_change()', relation);
		EXECUTE pg_catalog.format('COMMENT ON TRIGGER never_deleted ON @ledger@.%I IS %L', relation, 'Rows are never deleted.');
	END LOOP;
END
$append_only$;

-- what was said, sent or received stays as it was: of its row only where it stands may change, and of a remittance that is posted nothing
DO $as_said$
DECLARE
	said record;
BEGIN
	FOR said IN
		SELECT s.relation, pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' ORDER BY a.attnum) AS columns
		FROM (VALUES ('remittance', '{state,held_because,posted_at,event_id}'::pg_catalog.name[]),
			('remittance_claim', '{claim_id,match_stage,party,state,reverses_remittance,reverses_claim}'), ('provider_adjustment', '{claim_id}'),
			('receipt', '{bounced_on}'), ('submission', '{state,state_reason,accepted_on}'), ('interchange', '{kind,items,state,state_reason}')) s (relation, changes)
		JOIN pg_catalog.pg_attribute a ON a.attrelid = pg_catalog.format('@ledger@.%I', s.relation)::pg_catalog.regclass AND a.attnum > 0
			AND NOT a.attisdropped AND a.attname <> ALL (s.changes)
		GROUP BY 1
	LOOP
		EXECUTE pg_catalog.format('CREATE OR REPLACE TRIGGER as_said BEFORE UPDATE OF %s ON @ledger@.%I FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.refuse_change()', said.columns, said.relation);
		EXECUTE pg_catalog.format('COMMENT ON TRIGGER as_said ON @ledger@.%I IS %L', said.relation, 'What was said, sent or received is never changed.');
	END LOOP;
END
$as_said$;
CREATE OR REPLACE TRIGGER posted BEFORE UPDATE ON @ledger@.remittance
	FOR EACH ROW WHEN (OLD.state = 'posted') EXECUTE FUNCTION @ledger@.refuse_change();
COMMENT ON TRIGGER posted ON @ledger@.remittance IS 'What is posted stays posted.';
CREATE OR REPLACE TRIGGER by_entries BEFORE UPDATE OF insurer_1, insurer_2, insurer_3, patient, third_party ON @ledger@.receivable
	FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION @ledger@.refuse_change();
COMMENT ON TRIGGER by_entries ON @ledger@.receivable IS 'Only entries change what is owed.';

CREATE OR REPLACE FUNCTION @ledger@.grant_practice(practice_id text, role_name name, read_only boolean DEFAULT false) RETURNS void
	LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	PERFORM 1 FROM @ledger@.practice p WHERE p.practice_id = grant_practice.practice_id;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'there is no practice "%"', practice_id USING ERRCODE = 'RC010';
	END IF;
	INSERT INTO @ledger@.access (practice_id, role_name) VALUES (grant_practice.practice_id, grant_practice.role_name)
		ON CONFLICT DO NOTHING;
	EXECUTE format('GRANT USAGE ON SCHEMA rcm, @ledger@ TO %I', role_name);
	EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA @ledger@ TO %I', role_name);
	IF NOT read_only THEN
		EXECUTE format('GRANT INSERT, UPDATE ON ALL TABLES IN SCHEMA @ledger@ TO %I', role_name);
		EXECUTE format('GRANT DELETE ON @ledger@.finding, @ledger@.coverage, @ledger@.appointment, @ledger@.deposit,
			@ledger@.kpi_day, @ledger@.kpi_mark, @ledger@.kpi_turn, @ledger@.kpi_threshold, @ledger@.kpi_number TO %I', role_name);
		EXECUTE format('REVOKE INSERT, UPDATE ON @ledger@.access, @ledger@.version, @ledger@.claim_state, @ledger@.peer_benchmark FROM %I', role_name);
	END IF;
	IF to_regnamespace(quote_ident(rcm.library_name())) IS NOT NULL THEN
		PERFORM rcm.grant_library(role_name);
	END IF;
END
$$;
COMMENT ON FUNCTION @ledger@.grant_practice(text, name, boolean) IS
'Lets a role, and those that inherit from it, see and write what is of one practice: row security shows nobody any other rows. read_only: only see. Also grants what scrubbing needs of the library in use. To be called by the owner of the ledger, whom row security does not bind. Error RC010 when there is no such practice.';

CREATE OR REPLACE FUNCTION @ledger@.revoke_practice(practice_id text, role_name name) RETURNS void
	LANGUAGE sql VOLATILE STRICT PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
	DELETE FROM @ledger@.access a WHERE a.practice_id = revoke_practice.practice_id AND a.role_name = revoke_practice.role_name
$$;
COMMENT ON FUNCTION @ledger@.revoke_practice(text, name) IS
'Takes a practice from a role: it sees none of its rows any more.';
