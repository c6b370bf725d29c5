-- 88-kpi-1-mark.sql - whatever facts are counted from leaves a mark when it changes

CREATE OR REPLACE FUNCTION @ledger@.kpi_mark_numbers() RETURNS trigger
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	-- one row for a statement of one practice, whatever it wrote
	CASE TG_TABLE_NAME
	WHEN 'entry' THEN
		INSERT INTO @ledger@.kpi_mark (practice_id, kind, first_id, last_id)
			SELECT c.practice_id, TG_TABLE_NAME, min(c.entry_id), max(c.entry_id) FROM changed c GROUP BY 1;
	WHEN 'claim_transition' THEN
		INSERT INTO @ledger@.kpi_mark (practice_id, kind, first_id, last_id)
			SELECT c.practice_id, TG_TABLE_NAME, min(c.transition_id), max(c.transition_id) FROM changed c GROUP BY 1;
	WHEN 'submission' THEN
		INSERT INTO @ledger@.kpi_mark (practice_id, kind, first_id, last_id)
			SELECT c.practice_id, TG_TABLE_NAME, min(c.submission_id), max(c.submission_id) FROM changed c GROUP BY 1;
	WHEN 'acknowledgement' THEN
		INSERT INTO @ledger@.kpi_mark (practice_id, kind, first_id, last_id)
			SELECT c.practice_id, TG_TABLE_NAME, min(c.acknowledgement_id), max(c.acknowledgement_id) FROM changed c GROUP BY 1;
	WHEN 'denial' THEN
		INSERT INTO @ledger@.kpi_mark (practice_id, kind, first_id, last_id)
			SELECT c.practice_id, TG_TABLE_NAME, min(c.denial_id), max(c.denial_id) FROM changed c GROUP BY 1;
	WHEN 'work_touch' THEN
		INSERT INTO @ledger@.kpi_mark (practice_id, kind, first_id, last_id)
			SELECT c.practice_id, TG_TABLE_NAME, min(c.touch_id), max(c.touch_id) FROM changed c GROUP BY 1;
	ELSE
		-- (of one remittance all, by its number)
		INSERT INTO @ledger@.kpi_mark (practice_id, kind, first_id, last_id, relation)
			SELECT DISTINCT c.practice_id, 'remittance', c.remittance_id, c.remittance_id, TG_TABLE_NAME FROM changed c;
	END CASE;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION @ledger@.kpi_mark_numbers() IS
'Trigger on what is numbered and only added to (AFTER INSERT, FOR EACH STATEMENT): marks for kpi_day the span of numbers that the statement wrote, whatever their number in one row; of what belongs to a remittance, the remittance. The span may have numbers of others in between: they are looked at once too often.';

CREATE OR REPLACE FUNCTION @ledger@.kpi_mark_claims() RETURNS trigger
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	INSERT INTO @ledger@.kpi_mark (practice_id, kind, name, relation)
		SELECT DISTINCT c.practice_id, 'claim', c.claim_id, TG_TABLE_NAME FROM changed c WHERE c.claim_id IS NOT NULL;
	-- where the row was dated before
	IF TG_TABLE_NAME = 'claim_line' THEN
		INSERT INTO @ledger@.kpi_mark (practice_id, kind, day, relation)
			SELECT DISTINCT c.practice_id, 'day', c.service_from, TG_TABLE_NAME FROM changed c WHERE c.service_from IS NOT NULL;
	ELSIF TG_TABLE_NAME = 'denial' THEN
		INSERT INTO @ledger@.kpi_mark (practice_id, kind, day, relation)
			SELECT DISTINCT c.practice_id, 'day', c.resolved_on, TG_TABLE_NAME FROM changed c WHERE c.resolved_on IS NOT NULL;
	ELSIF TG_TABLE_NAME = 'attachment' THEN
		INSERT INTO @ledger@.kpi_mark (practice_id, kind, day, relation)
			SELECT DISTINCT c.practice_id, 'day', c.due_on, TG_TABLE_NAME FROM changed c WHERE c.due_on IS NOT NULL;
	ELSIF TG_TABLE_NAME = 'overpayment' THEN
		INSERT INTO @ledger@.kpi_mark (practice_id, kind, day, relation)
			SELECT DISTINCT c.practice_id, 'day', c.identified_on, TG_TABLE_NAME FROM changed c;
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION @ledger@.kpi_mark_claims() IS
'Trigger on what belongs to a claim (AFTER INSERT, UPDATE or DELETE, FOR EACH STATEMENT): marks the claims for kpi_day, and of what is dated by a column that has changed the day that it had.';

CREATE OR REPLACE FUNCTION @ledger@.kpi_mark_members() RETURNS trigger
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	-- (one that is about something else now has taken its touches along: as if the claims themselves had changed)
	INSERT INTO @ledger@.kpi_mark (practice_id, kind, name, relation)
		SELECT DISTINCT c.practice_id, 'claim', m.claim_id,
			CASE WHEN (c.claim_id, c.denial_id) IS DISTINCT FROM (w.claim_id, w.denial_id) THEN 'claim' ELSE 'work_member' END
		FROM changed c
		LEFT JOIN @ledger@.work_member w ON w.practice_id = c.practice_id AND w.item_id = c.item_id AND w.member_no = c.member_no
		LEFT JOIN @ledger@.denial d ON d.practice_id = c.practice_id AND d.denial_id IN (c.denial_id, w.denial_id)
		CROSS JOIN LATERAL (VALUES (c.claim_id), (w.claim_id), (d.claim_id)) m (claim_id)
		WHERE m.claim_id IS NOT NULL
			AND (TG_OP = 'INSERT' OR (c.claim_id, c.denial_id, c.deadline, c.settled_on, c.added_at) IS DISTINCT FROM (w.claim_id, w.denial_id, w.deadline, w.settled_on, w.added_at));
	INSERT INTO @ledger@.kpi_mark (practice_id, kind, day, relation)
		SELECT DISTINCT c.practice_id, 'day', c.deadline, 'work_member'
		FROM changed c JOIN @ledger@.work_member w ON w.practice_id = c.practice_id AND w.item_id = c.item_id AND w.member_no = c.member_no
		WHERE c.deadline <> w.deadline OR c.deadline IS NOT NULL AND w.deadline IS NULL;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION @ledger@.kpi_mark_members() IS
'Trigger on work_member (AFTER INSERT or UPDATE, FOR EACH STATEMENT): marks the claims that the work is about for kpi_day, and the last day that a member had, unless nothing has changed that facts go by.';

CREATE OR REPLACE FUNCTION @ledger@.kpi_mark_claim() RETURNS trigger
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	INSERT INTO @ledger@.kpi_mark (practice_id, kind, name, day, relation)
		SELECT OLD.practice_id, 'claim', OLD.claim_id, NULL, 'claim'
		UNION ALL SELECT OLD.practice_id, 'day', NULL, d.day, 'claim'
		FROM (VALUES (OLD.first_service), ((OLD.created_at AT TIME ZONE (SELECT p.time_zone FROM @ledger@.practice p WHERE p.practice_id = OLD.practice_id))::date)) d (day)
		WHERE d.day IS NOT NULL;
	-- (a visit that was its, and is no more)
	IF OLD.visit_id IS NOT NULL THEN
		INSERT INTO @ledger@.kpi_mark (practice_id, kind, day, relation)
			SELECT a.practice_id, 'day', (a.starts_at AT TIME ZONE p.time_zone)::date, 'appointment'
			FROM @ledger@.appointment a JOIN @ledger@.practice p ON p.practice_id = a.practice_id
			WHERE a.practice_id = OLD.practice_id AND a.appointment_id = OLD.visit_id;
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION @ledger@.kpi_mark_claim() IS
'Trigger on claim (AFTER UPDATE of more than its state, or DELETE, FOR EACH ROW): marks the claim for kpi_day, and the days that it had. A change of its state is marked by its claim_transition.';

CREATE OR REPLACE FUNCTION @ledger@.kpi_mark_appeals() RETURNS trigger
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	INSERT INTO @ledger@.kpi_mark (practice_id, kind, name, relation)
		SELECT DISTINCT c.practice_id, 'claim', d.claim_id, 'appeal'
		FROM changed c
		JOIN @ledger@.appeal_denial x ON x.practice_id = c.practice_id AND x.appeal_id = c.appeal_id
		JOIN @ledger@.denial d ON d.practice_id = x.practice_id AND d.denial_id = x.denial_id;
	-- (one that was decided otherwise, or not yet)
	IF TG_TABLE_NAME = 'appeal' THEN
		INSERT INTO @ledger@.kpi_mark (practice_id, kind, day, relation)
			SELECT DISTINCT c.practice_id, 'day', c.decided_on, 'appeal' FROM changed c WHERE c.decided_on IS NOT NULL;
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION @ledger@.kpi_mark_appeals() IS
'Trigger on appeal and appeal_denial (FOR EACH STATEMENT): marks for kpi_day the claims whose denials are appealed.';

CREATE OR REPLACE FUNCTION @ledger@.kpi_mark_patients() RETURNS trigger
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	IF TG_TABLE_NAME = 'patient' THEN
		INSERT INTO @ledger@.kpi_mark (practice_id, kind, name, relation)
			SELECT c.practice_id, 'patient', c.patient_id, TG_TABLE_NAME
			FROM changed c LEFT JOIN @ledger@.patient p ON p.practice_id = c.practice_id AND p.patient_id = c.patient_id
			WHERE p.patient_id IS NULL OR c.bill_hold IS DISTINCT FROM p.bill_hold;
		RETURN NULL;
	END IF;
	INSERT INTO @ledger@.kpi_mark (practice_id, kind, name, relation)
		SELECT DISTINCT c.practice_id, 'patient', c.patient_id, TG_TABLE_NAME FROM changed c WHERE c.patient_id IS NOT NULL;
	IF TG_TABLE_NAME = 'eligibility' THEN
		INSERT INTO @ledger@.kpi_mark (practice_id, kind)
			SELECT c.practice_id, 'all' FROM changed c GROUP BY c.practice_id
			HAVING count(*) >= (SELECT count(*) FROM (SELECT FROM @ledger@.eligibility e WHERE e.practice_id = c.practice_id LIMIT (SELECT count(*) + 1 FROM changed)) x);
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION @ledger@.kpi_mark_patients() IS
'Trigger on what belongs to a patient (FOR EACH STATEMENT): marks the patient for kpi_day: the days of all appointments, or of a hold of bills the balances. The first answer about coverage in a practice, from when on its absence means something, marks everything.';

CREATE OR REPLACE FUNCTION @ledger@.kpi_mark_appointments() RETURNS trigger
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	INSERT INTO @ledger@.kpi_mark (practice_id, kind, day, relation)
		SELECT DISTINCT c.practice_id, 'day', (c.starts_at AT TIME ZONE p.time_zone)::date, 'appointment'
		FROM changed c JOIN @ledger@.practice p ON p.practice_id = c.practice_id;
	-- the first note that is signed in a practice, or registration, says that the others were not
	INSERT INTO @ledger@.kpi_mark (practice_id, kind)
		SELECT DISTINCT c.practice_id, 'all' FROM changed c
		WHERE c.note_signed_at IS NOT NULL AND NOT EXISTS (SELECT FROM @ledger@.appointment a
				WHERE a.practice_id = c.practice_id AND a.note_signed_at IS NOT NULL AND a.appointment_id <> ALL (ARRAY(SELECT x.appointment_id FROM changed x WHERE x.practice_id = c.practice_id)))
			OR c.registered_at IS NOT NULL AND NOT EXISTS (SELECT FROM @ledger@.appointment a
				WHERE a.practice_id = c.practice_id AND a.registered_at IS NOT NULL AND a.appointment_id <> ALL (ARRAY(SELECT x.appointment_id FROM changed x WHERE x.practice_id = c.practice_id)));
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION @ledger@.kpi_mark_appointments() IS
'Trigger on appointment (FOR EACH STATEMENT): marks the days that appointments had and have for kpi_day. What is the first of its kind in a practice, from when on its absence means something, marks everything.';

CREATE OR REPLACE FUNCTION @ledger@.kpi_mark_days() RETURNS trigger
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	CASE TG_TABLE_NAME
	WHEN 'recovery' THEN
		INSERT INTO @ledger@.kpi_mark (practice_id, kind, day, relation) SELECT DISTINCT c.practice_id, 'day', c.received_on, TG_TABLE_NAME FROM changed c;
	WHEN 'payment_plan_line' THEN
		INSERT INTO @ledger@.kpi_mark (practice_id, kind, day, relation)
			SELECT DISTINCT c.practice_id, 'day', n.signed_on, TG_TABLE_NAME
			FROM changed c JOIN @ledger@.payment_plan n ON n.practice_id = c.practice_id AND n.plan_id = c.plan_id;
	WHEN 'payment_plan' THEN
		-- (of what ends the days before stay)
		INSERT INTO @ledger@.kpi_mark (practice_id, kind, day, relation)
			SELECT DISTINCT c.practice_id, 'day', CASE WHEN c.signed_on = n.signed_on THEN least(c.ended_on, n.ended_on) ELSE least(c.signed_on, n.signed_on) END, TG_TABLE_NAME
			FROM changed c JOIN @ledger@.payment_plan n ON n.practice_id = c.practice_id AND n.plan_id = c.plan_id
			WHERE (c.signed_on, c.ended_on) IS DISTINCT FROM (n.signed_on, n.ended_on);
	WHEN 'placement' THEN
		INSERT INTO @ledger@.kpi_mark (practice_id, kind, day, relation)
			SELECT DISTINCT c.practice_id, 'day', CASE WHEN TG_OP = 'UPDATE' AND (c.placed_on, c.amount) = (n.placed_on, n.amount) THEN least(c.recalled_on, n.recalled_on) ELSE least(c.placed_on, n.placed_on) END, TG_TABLE_NAME
			FROM changed c JOIN @ledger@.placement n ON n.practice_id = c.practice_id AND n.placement_id = c.placement_id
			WHERE TG_OP = 'INSERT' OR (c.placed_on, c.amount, c.recalled_on) IS DISTINCT FROM (n.placed_on, n.amount, n.recalled_on);
	ELSE
		INSERT INTO @ledger@.kpi_mark (practice_id, kind, day, relation) SELECT DISTINCT c.practice_id, 'day', c.day, TG_TABLE_NAME FROM changed c;
	END CASE;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION @ledger@.kpi_mark_days() IS
'Trigger on what has a day of its own (FOR EACH STATEMENT): marks the days for kpi_day; of plans and placements the day from which on they count, or do not any more.';

CREATE OR REPLACE FUNCTION @ledger@.kpi_mark_all() RETURNS trigger
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	-- (enrolments only say which of the appointments that are booked can be billed)
	INSERT INTO @ledger@.kpi_mark (practice_id, kind, relation) SELECT DISTINCT c.practice_id, CASE TG_TABLE_NAME WHEN 'enrolment' THEN 'standing' ELSE 'all' END, TG_TABLE_NAME FROM changed c;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION @ledger@.kpi_mark_all() IS
'Trigger on what may change the facts of any day, such as the practice''s time zone or a contract (FOR EACH STATEMENT): marks everything that kpi_day has.';

DO $marks$
DECLARE
	mark record;
BEGIN
	FOR mark IN
		SELECT m.relation, e.event, m.marks,
			CASE WHEN e.event = 'INSERT' THEN 'NEW' ELSE 'OLD' END AS side
		FROM (VALUES
			-- numbered, and only added to
			('entry', '{INSERT}'::pg_catalog.text[], 'numbers'), ('claim_transition', '{INSERT}', 'numbers'), ('submission', '{INSERT}', 'numbers'),
			('acknowledgement', '{INSERT}', 'numbers'), ('denial', '{INSERT}', 'numbers'), ('work_touch', '{INSERT}', 'numbers'),
			-- (lines and adjustments come with their claims)
			('remittance_claim', '{INSERT,UPDATE}', 'numbers'), ('posting_exception', '{INSERT,UPDATE}', 'numbers'), ('remittance', '{UPDATE}', 'numbers'),
			('provider_adjustment', '{UPDATE}', 'numbers'),
			-- of a claim (of a submission and a receipt nothing may change that counts)
			('denial', '{UPDATE}', 'claims'), ('claim_line', '{UPDATE}', 'claims'), ('finding', '{INSERT,UPDATE,DELETE}', 'claims'),
			('attachment', '{INSERT,UPDATE,DELETE}', 'claims'), ('statement_line', '{INSERT}', 'claims'), ('overpayment', '{INSERT,UPDATE,DELETE}', 'claims'),
			('work_member', '{INSERT,UPDATE}', 'members'), ('appeal', '{UPDATE}', 'appeals'), ('appeal_denial', '{INSERT}', 'appeals'),
			-- of a patient
			('appointment', '{INSERT,UPDATE,DELETE}', 'appointments'), ('eligibility', '{INSERT,UPDATE,DELETE}', 'patients'), ('coverage', '{INSERT,UPDATE,DELETE}', 'patients'),
			('prior_authorization', '{INSERT,UPDATE,DELETE}', 'patients'), ('patient', '{UPDATE}', 'patients'),
			-- of a day
			('kpi_number', '{INSERT,UPDATE,DELETE}', 'days'), ('recovery', '{INSERT}', 'days'), ('placement', '{INSERT,UPDATE}', 'days'), ('payment_plan', '{UPDATE}', 'days'), ('payment_plan_line', '{INSERT}', 'days'),
			-- of no day
			('practice', '{UPDATE}', 'all'), ('enrolment', '{INSERT,UPDATE,DELETE}', 'all'), ('contract_rule', '{INSERT,UPDATE,DELETE}', 'all'), ('work_target', '{INSERT,UPDATE,DELETE}', 'all')) m (relation, events, marks)
		CROSS JOIN LATERAL pg_catalog.unnest(m.events) e (event)
	LOOP
		EXECUTE pg_catalog.format('CREATE OR REPLACE TRIGGER %1$I AFTER %2$s ON @ledger@.%3$I REFERENCING %4$s TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.%5$I()',
			'kpi_' || pg_catalog.lower(mark.event), mark.event, mark.relation, mark.side, 'kpi_mark_' || mark.marks);
		EXECUTE pg_catalog.format('COMMENT ON TRIGGER %I ON @ledger@.%I IS %L', 'kpi_' || pg_catalog.lower(mark.event), mark.relation, 'Marks what kpi_day has of it.');
		-- what a row with another day, claim or patient was before and is now
		IF mark.event = 'UPDATE' AND (mark.marks IN ('patients', 'claims', 'appointments') AND mark.relation <> 'patient' OR mark.relation IN ('kpi_number', 'remittance_claim')) THEN
			EXECUTE pg_catalog.format('CREATE OR REPLACE TRIGGER kpi_updated AFTER UPDATE ON @ledger@.%I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.%I()',
				mark.relation, 'kpi_mark_' || mark.marks);
			EXECUTE pg_catalog.format('COMMENT ON TRIGGER kpi_updated ON @ledger@.%I IS %L', mark.relation, 'Marks what kpi_day will have of it.');
		END IF;
	END LOOP;
END
$marks$;
CREATE OR REPLACE TRIGGER kpi_update AFTER UPDATE OF document, patient_id, visit_id, charged_on, created_at ON @ledger@.claim
	FOR EACH ROW EXECUTE FUNCTION @ledger@.kpi_mark_claim();
COMMENT ON TRIGGER kpi_update ON @ledger@.claim IS 'Marks what kpi_day has of it.';
CREATE OR REPLACE TRIGGER kpi_delete AFTER DELETE ON @ledger@.claim
	FOR EACH ROW EXECUTE FUNCTION @ledger@.kpi_mark_claim();
COMMENT ON TRIGGER kpi_delete ON @ledger@.claim IS 'Marks what kpi_day has of it.';
