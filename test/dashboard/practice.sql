-- practice.sql - two invented practices for the tests of the dashboard: HARBOR with eleven months behind it, EMPTY with nothing
--
-- Claims of every day are sent, answered by payers each in its own pace, some denied; patients pay
-- part of their share by several channels; denials are worked.  All of it goes through the ledger's own functions; only
-- moments are set back afterwards.  The numbers follow from hashes: they are the same each time, for a given day.
\set ON_ERROR_STOP 1
SET client_min_messages = warning;
SET timezone = 'UTC';
SET jit = off;
SELECT rcm.create_library() \gset
SELECT rcm.create_ledger('billing') \gset
INSERT INTO billing.practice (practice_id, name, npi, tin, time_zone) VALUES
	('HARBOR', 'Harbor View Clinic', '1300051012', '930011223', 'UTC'), ('EMPTY', 'Nobody & Sons </script><b>', '1234567893', '471234568', 'UTC');
CREATE SCHEMA given;

-- a number from 0 to 999 that belongs to a word
CREATE FUNCTION given.dice(word text, n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
	SELECT (hashtextextended(word, n) & 2147483647)::integer % 1000 $$;

CREATE TABLE given.payer (payer_id text, key text, filing text, turn integer, allows numeric, denies integer, name text);
INSERT INTO given.payer VALUES
	('CASC1', '1930000001', 'CI', 21, 0.72, 85, 'CASCADE HEALTH'), ('MEDIC', '1930000002', 'MB', 15, 0.58, 45, 'MEDICARE'),
	('EVERG', '1930000003', 'BL', 28, 0.78, 120, 'EVERGREEN BLUE'), ('MCAID', '1930000004', 'MC', 33, 0.44, 140, 'STATE MEDICAID');
CREATE TABLE given.service (nth integer, code text, charge numeric);
INSERT INTO given.service VALUES (0, '99213', 145), (1, '99214', 205), (2, '93000', 62), (3, '36415', 18), (4, '20610', 190), (5, '99204', 310), (6, '11042', 265), (7, '87880', 34);

-- ---- claims: one or two of each day ----
CREATE TABLE given.claim AS
SELECT 'H-' || (20000 + i) AS claim_id, 'P' || 1000 + i % 170 AS patient_id, day, given.dice('out' || i, 1) AS luck, p.*,
	CASE given.dice('npi' || i, 4) % 3 WHEN 0 THEN '1700000106' WHEN 1 THEN '1497758544' ELSE '1366442855' END AS npi,
	day + 1 + CASE WHEN given.dice('lag' || i, 2) < 860 THEN given.dice('lag' || i, 3) % 3 ELSE 3 + given.dice('lag' || i, 3) % 9 END AS charged
FROM generate_series(1, 460) i
CROSS JOIN LATERAL (SELECT current_date - 334 + i * 332 / 460) d (day)
JOIN given.payer p ON p.payer_id = CASE WHEN given.dice('payer' || i, 1) < 400 THEN 'CASC1' WHEN given.dice('payer' || i, 1) < 700 THEN 'MEDIC' WHEN given.dice('payer' || i, 1) < 880 THEN 'EVERG' ELSE 'MCAID' END
WHERE extract(isodow FROM day) < 6;
UPDATE given.claim SET charged = least(charged, current_date);
CREATE TABLE given.line AS
SELECT c.claim_id, n, s.code, s.charge, round(s.charge * c.allows, 2) AS allowed FROM given.claim c
CROSS JOIN LATERAL generate_series(1, 1 + given.dice(c.claim_id, 9) % 3) n
JOIN given.service s ON s.nth = given.dice(c.claim_id || n, 7) % 8;

INSERT INTO billing.patient (practice_id, patient_id, last_name, first_name)
	SELECT DISTINCT 'HARBOR', patient_id, 'SECRETNAME', 'ZEBEDEE' FROM given.claim;
CREATE INDEX ON given.line (claim_id);
ANALYZE given.claim, given.line;
-- (each in a statement of its own, as a practice writes them)
CREATE PROCEDURE given.charge() LANGUAGE plpgsql AS $$
DECLARE
	c record;
BEGIN
FOR c IN SELECT *, row_number() OVER (ORDER BY charged, claim_id) AS nth FROM given.claim ORDER BY charged, claim_id LOOP
-- (plans that were made for empty tables are made again)
IF c.nth IN (20, 100) THEN
	ANALYZE billing.claim, billing.claim_line, billing.claim_transition, billing.event, billing.entry, billing.receivable;
END IF;
INSERT INTO billing.claim (practice_id, patient_id, state, charged_on, document)
SELECT 'HARBOR', c.patient_id, 'ready', c.charged, jsonb_build_object('form', 'P', 'claim_id', c.claim_id, 'pos', '11', 'payer_id', c.payer_id, 'payer_seq', 'P', 'filing_ind', c.filing, 'freq', '1',
	'total_charge', (SELECT sum(charge) FROM given.line l WHERE l.claim_id = c.claim_id)::numeric(14, 2)::text, 'billing', '{"npi": "1300051012", "tin": "930011223"}'::jsonb,
	'rendering', jsonb_build_object('npi', c.npi), 'subscriber', jsonb_build_object('last', 'SECRETNAME', 'member_id', 'M' || c.patient_id), 'patient', '{"last": "SECRETNAME", "first": "ZEBEDEE"}'::jsonb,
	'lines', (SELECT jsonb_agg(jsonb_build_object('n', l.n, 'code', l.code, 'charge', l.charge::numeric(14, 2)::text, 'units', 1, 'from', c.day::text, 'control', l.n::text) ORDER BY l.n)
		FROM given.line l WHERE l.claim_id = c.claim_id))::text::rcm.claim;
END LOOP;
END $$;
CALL given.charge();

-- ---- sent the day after they were charged ----
WITH sent AS (INSERT INTO billing.interchange (practice_id, direction, kind, control_number, file, state, at)
	SELECT 'HARBOR', 'out', '837P', (100 + row_number() OVER (ORDER BY charged))::text, '', 'accepted', charged + interval '30 hours' FROM given.claim WHERE charged < current_date GROUP BY charged
	RETURNING interchange_id, at::date AS on_day)
INSERT INTO billing.submission (practice_id, claim_id, interchange_id, item, transaction, payer_id, payer_seq, freq, form, submitted_at, submitted_on, state, accepted_on, digest, document)
SELECT 'HARBOR', c.claim_id, s.interchange_id, row_number() OVER (PARTITION BY s.interchange_id ORDER BY c.claim_id), 1, c.payer_id, 'P', '1', 'P', c.charged + interval '30 hours', s.on_day,
	CASE WHEN given.dice('front' || c.claim_id, 1) < 30 THEN 'rejected' ELSE 'accepted' END, CASE WHEN given.dice('front' || c.claim_id, 1) >= 30 THEN s.on_day END, '', b.document
FROM given.claim c JOIN sent s ON s.on_day = c.charged + 1 JOIN billing.claim b ON b.claim_id = c.claim_id;
UPDATE billing.receivable r SET first_billed_on = s.submitted_on, last_billed_on = s.submitted_on FROM billing.submission s WHERE s.claim_id = r.claim_id;
UPDATE billing.claim c SET state = 'submitted' FROM billing.submission s WHERE s.claim_id = c.claim_id;
UPDATE billing.claim c SET state = s.state FROM billing.submission s WHERE s.claim_id = c.claim_id;

-- ---- answered: one payment of each payer in a week ----
CREATE FUNCTION given.answer(claim_id text, day date, luck integer, denies integer, OUT paid numeric, OUT clp text) LANGUAGE sql STABLE AS $$
	WITH line AS (
		SELECT l.*, luck < denies AND (n = 1 OR luck % 2 = 0) AS refused,
			(CASE luck % 7 WHEN 0 THEN '197' WHEN 1 THEN '16' WHEN 2 THEN '27' WHEN 3 THEN '50' WHEN 4 THEN '197' WHEN 5 THEN '97' ELSE '29' END) AS reason,
			CASE WHEN luck % 3 = 0 THEN round(l.allowed * 0.2, 2) WHEN luck % 3 = 1 THEN least(25, l.allowed) ELSE 0 END AS share
		FROM given.line l WHERE l.claim_id = answer.claim_id)
	SELECT sum(CASE WHEN refused THEN 0 ELSE allowed - share END),
		format('CLP*%s*%s*%s*%s*%s**ICN%1$s*11*1~NM1*QC*1*SECRETNAME*ZEBEDEE~', answer.claim_id, CASE WHEN bool_and(refused) THEN 4 ELSE 1 END, sum(charge), sum(CASE WHEN refused THEN 0 ELSE allowed - share END), 'CI')
		|| string_agg(format('SVC*HC:%s*%s*%s**1~DTM*472*%s~%sREF*6R*%s~', code, charge, CASE WHEN refused THEN 0 ELSE allowed - share END, to_char(day, 'YYYYMMDD'),
			CASE WHEN refused THEN format('CAS*CO*%s*%s~', reason, charge)
				ELSE concat(CASE WHEN charge > allowed THEN format('CAS*CO*45*%s~', charge - allowed) END, CASE WHEN share > 0 THEN format('CAS*PR*%s*%s~', 1 + luck % 3, share) END) END, n), '' ORDER BY n)
	FROM line $$;
DO $$
DECLARE
	p record;
	said record;
BEGIN
	FOR p IN
		SELECT c.key, c.name, paid_on, string_agg(a.clp, '' ORDER BY c.claim_id) AS claims, sum(a.paid) AS amount, row_number() OVER (ORDER BY paid_on, c.key) AS nth
		FROM given.claim c CROSS JOIN LATERAL (SELECT date_trunc('week', c.charged + 1 + c.turn + given.dice('turn' || c.claim_id, 5) % 15)::date + 6) d (paid_on)
		CROSS JOIN LATERAL given.answer(c.claim_id, c.day, c.luck, c.denies) a
		WHERE paid_on <= current_date AND EXISTS (SELECT FROM billing.submission s WHERE s.claim_id = c.claim_id AND s.state = 'accepted')
		GROUP BY c.key, c.name, paid_on ORDER BY paid_on, c.key
	LOOP
		FOR said IN SELECT * FROM billing.post_835('HARBOR', convert_to(format('ISA*00*          *00*          *ZZ*NHP            *ZZ*HARBOR         *250304*0930*^*00501*%s*0*P*:~GS*HP*NHP*HARBOR*20250304*0930*9*X*005010X221A1~'
			'ST*835*0001~BPR*I*%s*C*ACH************%s~TRN*1*EFT%s*%s~N1*PR*%s~N1*PE*HARBOR VIEW*XX*1300051012~LX*1~%sSE*9*0001~GE*1*9~IEA*1*%1$s~',
			lpad(p.nth::text, 9, '0'), p.amount, to_char(p.paid_on, 'YYYYMMDD'), p.nth, p.key, p.name, p.claims), 'UTF8')) LOOP
			ASSERT said.state = 'posted', said.detail::text;
		END LOOP;
	END LOOP;
END $$;

-- ---- patients pay what they owe, or some of it, or not ----
DO $$
DECLARE
	r record;
	paid date;
BEGIN
	FOR r IN SELECT x.claim_id, c.patient_id, sum(x.patient)::text AS owed, min(x.patient_since) AS since FROM billing.receivable x JOIN billing.claim c USING (practice_id, claim_id) WHERE x.patient > 0 GROUP BY 1, 2 ORDER BY since, 1 LOOP
		paid := r.since + 4 + given.dice('pays' || r.claim_id, 1) % 110;
		CONTINUE WHEN paid > current_date OR given.dice('pays' || r.claim_id, 2) < 380;
		PERFORM billing.record_receipt('HARBOR', 'R-' || r.claim_id, 'patient', r.owed::rcm.usd, CASE given.dice('way' || r.claim_id, 3) % 5 WHEN 0 THEN 'portal' WHEN 1 THEN 'portal' WHEN 2 THEN 'mail' WHEN 3 THEN 'phone' ELSE 'front desk' END, 'card',
			patient_id => r.patient_id, received_on => paid);
		PERFORM billing.apply_to_oldest('HARBOR', 'R-' || r.claim_id);
	END LOOP;
END $$;

-- ---- appointments, work ----
INSERT INTO billing.appointment (practice_id, appointment_id, patient_id, provider_npi, starts_at, status)
SELECT 'HARBOR', 'V-' || i, 'P' || 1000 + i % 170, '1700000106', current_date - 330 + i * 330 / 1500 + time '10:00', CASE WHEN given.dice('show' || i, 1) < 62 THEN 'no show' WHEN given.dice('show' || i, 1) < 110 THEN 'cancelled' ELSE 'kept' END
FROM generate_series(1, 1499) i;
SELECT * FROM billing.queue_work('HARBOR') \gset
UPDATE billing.denial SET state = 'accepted', resolved_on = denied_on + 12, state_reason = 'the payer is right' WHERE denial_id % 3 = 0 AND denied_on < current_date - 12;
SELECT * FROM billing.queue_work('HARBOR', true) \gset
DO $$ BEGIN PERFORM billing.close_work('HARBOR', i.item_id, 'dana', 'reviewed: the payer is right') FROM billing.work_item i WHERE i.state <> 'closed' AND NOT EXISTS (SELECT FROM billing.work_member m WHERE m.item_id = i.item_id AND m.settled_on IS NULL); END $$;
-- the moments that the functions took from the clock
SET session_replication_role = replica;
UPDATE billing.entry e SET effective_on = r.received_on FROM billing.receipt r WHERE r.receipt_id = e.receipt_id;
UPDATE billing.event v SET effective_on = e.effective_on FROM billing.entry e WHERE e.event_id = v.event_id;
UPDATE billing.entry SET posted_at = least(effective_on + interval '18 hours', now() - interval '1 minute');
UPDATE billing.event SET posted_at = least(effective_on + interval '18 hours', now() - interval '1 minute');
UPDATE billing.remittance SET posted_at = least(payment_date + interval '18 hours', now() - interval '1 minute') WHERE posted_at IS NOT NULL;
UPDATE billing.denial SET recorded_at = least(denied_on + interval '18 hours', now() - interval '1 minute');
UPDATE billing.work_item i SET opened_at = d.at, touched_at = greatest(d.at, CASE WHEN closed_at IS NULL THEN d.at END) FROM (SELECT m.item_id, min(d.denied_on) + interval '20 hours' AS at FROM billing.work_member m JOIN billing.denial d USING (practice_id, denial_id) GROUP BY 1) d WHERE d.item_id = i.item_id;
UPDATE billing.work_touch t SET at = CASE WHEN t.what = 'opened' THEN i.opened_at ELSE now() - (t.item_id % 20 || ' days')::interval END FROM billing.work_item i WHERE i.item_id = t.item_id;
RESET session_replication_role;
ANALYZE;
SELECT billing.refresh_kpis('HARBOR') \gset ignored_
