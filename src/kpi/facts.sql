-- What one row of a practice's tables counts; see facts.h.  No default excludes
-- a row silently: what a KPI leaves out is the caller's WHERE or FILTER, or is
-- counted apart.

CREATE FUNCTION rcm.kpi_charge(charge rcm.usd, lag_days integer DEFAULT NULL, late_after integer DEFAULT 3, capitated boolean DEFAULT false) RETURNS rcm.kpi
	AS 'MODULE_PATHNAME', 'rcm_kpi_charge_fact' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION rcm.kpi_charge(rcm.usd, integer, integer, boolean) IS
'What a charge line counts; filter and group by the day it was posted. charge in dollars; lag_days from the date of service to the posting, null when not known; a charge is late after late_after days; capitated charges are counted apart. A line without a charge counts nothing. Null when charge is null.

    SELECT rcm.charge_lag(rcm.kpi(rcm.kpi_charge(charge, posted - service)))
    FROM (VALUES (120::rcm.usd, date ''2026-03-02'', date ''2026-03-03'')) AS line (charge, service, posted)';

CREATE FUNCTION rcm.kpi_claim(clean boolean) RETURNS rcm.kpi
	AS 'MODULE_PATHNAME', 'rcm_kpi_claim_fact' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.kpi_claim(boolean) IS
'What a claim counts when it is through the edits; filter and group by the day it was made. clean: it passed them all with no hand on it. Null (the claim waits still) when clean is null.';

CREATE FUNCTION rcm.kpi_submission(charge rcm.usd, accepted boolean DEFAULT NULL, lines integer DEFAULT 1, lag_days integer DEFAULT NULL, hold_days integer DEFAULT NULL) RETURNS rcm.kpi
	AS 'MODULE_PATHNAME', 'rcm_kpi_submission_fact' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION rcm.kpi_submission(rcm.usd, boolean, integer, integer, integer) IS
'What the first submission of a claim counts, later ones nothing: leave them out; filter and group by its day. charge of the claim in dollars; accepted by clearinghouse and payer (null: no answer yet); its lines; lag_days from the charge''s posting, and how many of these on hold, null when not known.';

CREATE FUNCTION rcm.kpi_remittance(charge rcm.usd, paid rcm.usd DEFAULT NULL, lines integer DEFAULT 1, denied_lines integer DEFAULT 0, denied rcm.usd DEFAULT NULL, request_lines integer DEFAULT 0, requested rcm.usd DEFAULT NULL, duplicate_lines integer DEFAULT 0, primary_payer boolean DEFAULT true, paid_first boolean DEFAULT NULL) RETURNS rcm.kpi
	AS 'MODULE_PATHNAME', 'rcm_kpi_remittance_fact' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION rcm.kpi_remittance(rcm.usd, rcm.usd, integer, integer, rcm.usd, integer, rcm.usd, integer, boolean, boolean) IS
'What the first remittance of a claim counts; filter and group by its production date. charge and paid in dollars; lines that were adjudicated; denied_lines and denied, their charges: lines with an adjustment that is a denial (denied null: the whole charge when every line is denied, else the claim is left out of shares of dollars); request_lines and requested: of these, lines that only ask for information; duplicate_lines refused as our own duplicates, which are no denials; primary_payer; paid_first: the first submission ended paid or rightly moved to the patient, with no rework (a claim with denied lines never did); null for duplicates, secondary claims, and those not settled.';

CREATE FUNCTION rcm.kpi_disposition(outcome text, touches integer, denied_lines integer DEFAULT 0) RETURNS rcm.kpi
	AS 'MODULE_PATHNAME', 'rcm_kpi_disposition_fact' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION rcm.kpi_disposition(text, integer, integer) IS
'What a claim counts when it reached its final disposition; filter and group by that day. outcome: paid, patient (moved to the patient), zero pay (validly nothing), written off, denied (written off as a denial); touches after the first submission: resubmissions, corrections, status calls, appeals, postings by hand (null counts as touched); denied_lines that end as denials. Null when outcome is null; another word is error 22023.';

CREATE FUNCTION rcm.kpi_entry(kind text, amount rcm.usd, avoidable boolean DEFAULT false, at_service boolean DEFAULT false, timely boolean DEFAULT NULL, days_to_payment integer DEFAULT NULL, days_since_statement integer DEFAULT NULL) RETURNS rcm.kpi
	AS 'MODULE_PATHNAME', 'rcm_kpi_entry_fact' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION rcm.kpi_entry(text, rcm.usd, boolean, boolean, boolean, integer, integer) IS
'What a posted amount counts; filter and group by the day of posting. kind: payer payment, patient payment, take-back, payer refund, patient refund (and payments that bounced), contractual, denial, charity, bad debt, write-off (any other), patient billed (on a statement), recovery (of a collection agency), cost (of the revenue cycle). amount in dollars, positive for what its kind says, negative to reverse it. avoidable: a write-off of any kind that need not have been; at_service: a patient payment at or before the service; timely: posted within 4 business days of receipt; days_to_payment since the first bill; days_since_statement since the first statement; null when not known. Null when kind or amount is null; another kind is error 22023.

    SELECT rcm.gross_collection_rate(rcm.kpi(fact))
    FROM (SELECT rcm.kpi_entry(kind, amount) FROM (VALUES (''payer payment'', 150::rcm.usd), (''take-back'', 20)) AS entry (kind, amount)
        UNION ALL SELECT rcm.kpi_of(''charges'', 200)) AS facts (fact)';

CREATE FUNCTION rcm.kpi_cohort(charge rcm.usd, contractual rcm.usd DEFAULT NULL, paid rcm.usd DEFAULT NULL, denied rcm.usd DEFAULT NULL, bad_debt rcm.usd DEFAULT NULL, charity rcm.usd DEFAULT NULL, encounter boolean DEFAULT false, mature boolean DEFAULT true) RETURNS rcm.kpi
	AS 'MODULE_PATHNAME', 'rcm_kpi_cohort_fact' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION rcm.kpi_cohort(rcm.usd, rcm.usd, rcm.usd, rcm.usd, rcm.usd, rcm.usd, boolean, boolean) IS
'What a service line counts in the cohort of its date of service; filter and group by that date, the usual cohort is 12 months that ended 90 days ago. charge, and what was posted on the line to date, in dollars: contractual adjustments only (never denials), paid by payer and patient less refunds and take-backs, denied (written off as a denial), bad_debt, charity. encounter: the line is the first of its encounter; mature: older than its payer''s usual turn, else its KPIs are grey. Null when charge is null.';

CREATE FUNCTION rcm.kpi_receivable(balance rcm.usd, age integer DEFAULT NULL, patient boolean DEFAULT false, billed boolean DEFAULT true, on_plan boolean DEFAULT false, allowance rcm.usd DEFAULT NULL, apart text DEFAULT NULL) RETURNS rcm.kpi
	AS 'MODULE_PATHNAME', 'rcm_kpi_receivable_fact' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION rcm.kpi_receivable(rcm.usd, integer, boolean, boolean, boolean, rcm.usd, text) IS
'What an open balance of one line and one who owes it counts, as of a day. balance in dollars: below zero it is a credit, counted apart and never netted; age in days by the basis of your choice (usual: first bill for payers, responsibility for patients), null when not known; patient owes it; billed yet; on_plan: part of a payment plan; allowance: what of it is not expected to be paid; apart: bad debt, hold (for an enrolment) or capitated, counted apart from A/R. Ages below 0 count as 0 to 30. Null when balance is null; another word in apart is error 22023.

    SELECT rcm.days_in_ar(rcm.kpi(fact))
    FROM (SELECT rcm.kpi_receivable(balance, age) FROM (VALUES (120::rcm.usd, 12), (310, 45), (-15, 200)) AS open (balance, age)
        UNION ALL SELECT rcm.kpi_of(''charges'', 9000)) AS facts (fact)';

CREATE FUNCTION rcm.kpi_open_claim(days_billed integer, days_untouched integer DEFAULT NULL, answered boolean DEFAULT false, payer_turn integer DEFAULT 45, reminder_expired boolean DEFAULT false, untouched_limit integer DEFAULT 45) RETURNS rcm.kpi
	AS 'MODULE_PATHNAME', 'rcm_kpi_open_claim_fact' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION rcm.kpi_open_claim(integer, integer, boolean, integer, boolean, integer) IS
'What an open claim counts, as of a day. days_billed since the first bill (null: not billed), days_untouched since the last touch (null: none since the bill); answered: an acknowledgement or remittance came; payer_turn: days after which this payer''s answer is overdue; reminder_expired; untouched_limit: days after which a claim counts as untouched.';

CREATE FUNCTION rcm.kpi_patient_balance(moved rcm.usd, returned rcm.usd DEFAULT NULL, paid_by_30 rcm.usd DEFAULT NULL, paid_by_60 rcm.usd DEFAULT NULL, paid_by_90 rcm.usd DEFAULT NULL, paid_by_180 rcm.usd DEFAULT NULL, age integer DEFAULT NULL) RETURNS rcm.kpi
	AS 'MODULE_PATHNAME', 'rcm_kpi_patient_balance_fact' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION rcm.kpi_patient_balance(rcm.usd, rcm.usd, rcm.usd, rcm.usd, rcm.usd, rcm.usd, integer) IS
'What a balance counts in the cohort of the day it became the patient''s; filter and group by that day. moved to the patient and returned to a payer later, in dollars; paid_by_30 and so on: paid by the patient, less refunds, up to that day after (null: as by the day before); age in days now: below a day''s number that day''s yield is too young to judge; null when old enough for all. Leave charity, bankruptcy, deceased and balances that may not be billed out. Null when moved is null.';

CREATE FUNCTION rcm.kpi_appointment(status text, notice_hours integer DEFAULT NULL, notice_limit integer DEFAULT 24, same_day boolean DEFAULT false, insured boolean DEFAULT false, verified boolean DEFAULT false, ahead boolean DEFAULT false, preregistered boolean DEFAULT false, value rcm.usd DEFAULT NULL, charge rcm.usd DEFAULT NULL, enrolled boolean DEFAULT true) RETURNS rcm.kpi
	AS 'MODULE_PATHNAME', 'rcm_kpi_appointment_fact' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION rcm.kpi_appointment(text, integer, integer, boolean, boolean, boolean, boolean, boolean, rcm.usd, rcm.usd, boolean) IS
'What an appointment counts; filter and group by the day of its slot. status: arrived, no-show, cancelled, rescheduled (both by the patient), practice cancelled, booked (the slot is still to come). notice_hours that the patient gave, late below notice_limit (null: in time). Cancelled in time stays among the appointments, moved in time does not. same_day: made on the day; insured and verified (a fresh answer that the coverage is active); ahead: scheduled at least a day ahead, and preregistered before the day; value that a missed visit would have brought, charge expected of a booked one, in dollars; enrolled: the provider with the payer. Null when status is null; another word is error 22023.

    SELECT rcm.no_show_rate(rcm.kpi(rcm.kpi_appointment(status, notice)), ''with late cancels'')
    FROM (VALUES (''arrived'', NULL), (''no-show'', NULL), (''cancelled'', 3)) AS slot (status, notice)';

CREATE FUNCTION rcm.kpi_visit(is_signed boolean, age integer DEFAULT NULL, authorizations_needed integer DEFAULT 0, authorizations_secured integer DEFAULT 0, due rcm.usd DEFAULT NULL, collected rcm.usd DEFAULT NULL) RETURNS rcm.kpi
	AS 'MODULE_PATHNAME', 'rcm_kpi_visit_fact' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION rcm.kpi_visit(boolean, integer, integer, integer, rcm.usd, rcm.usd) IS
'What a completed visit counts; filter and group by its date of service. is_signed: its note (null: not); age in days, a note may take 2 (null: it is due); services whose authorizations were needed and, of these, secured before; due from the patient at the service and collected then, in dollars.';

CREATE FUNCTION rcm.kpi_estimate(estimate rcm.usd, owed rcm.usd) RETURNS rcm.kpi
	AS 'MODULE_PATHNAME', 'rcm_kpi_estimate_fact' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.kpi_estimate(rcm.usd, rcm.usd) IS
'What an estimated visit counts once it is adjudicated; filter and group by the production date of the remittance. estimate that the patient was given, and what the patient owes in the end, in dollars. Close: within 10 dollars or 10 % of the estimate, whichever is more. Null when an argument is null.';

CREATE FUNCTION rcm.kpi_denial(amount rcm.usd, root text DEFAULT NULL, appealable boolean DEFAULT true, appealed boolean DEFAULT false) RETURNS rcm.kpi
	AS 'MODULE_PATHNAME', 'rcm_kpi_denial_fact' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION rcm.kpi_denial(rcm.usd, text, boolean, boolean) IS
'What a denial counts; filter and group by its day. amount denied in dollars; root: ELIG, COB, AUTH, DATA, CODING, MEDNEC, PROVIDER, TIMELY, DUP, COVERAGE, INFO, PAYER, PATIENT, or UNCLASSIFIED, which is also what null counts as, or a root of rcm.root_causes(); appealable; appealed. Null when amount is null; another root is error 22023.';

CREATE FUNCTION rcm.kpi_appeal(amount rcm.usd, recovered rcm.usd DEFAULT NULL, days_to_appeal integer DEFAULT NULL, days_to_resolution integer DEFAULT NULL) RETURNS rcm.kpi
	AS 'MODULE_PATHNAME', 'rcm_kpi_appeal_fact' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION rcm.kpi_appeal(rcm.usd, rcm.usd, integer, integer) IS
'What an appeal or rework counts; filter and group by the day it was closed. amount that it was about and recovered of it, in dollars: above zero it is won; days_to_appeal and days_to_resolution from the denial, null when not known.';

CREATE FUNCTION rcm.kpi_paid_line(allowed rcm.usd, expected rcm.usd DEFAULT NULL, tolerance rcm.usd DEFAULT NULL, untouched boolean DEFAULT NULL) RETURNS rcm.kpi
	AS 'MODULE_PATHNAME', 'rcm_kpi_paid_line_fact' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION rcm.kpi_paid_line(rcm.usd, rcm.usd, rcm.usd, boolean) IS
'What a remitted line counts; filter and group by the production date of the remittance. allowed by the payer (null: the line was not paid), expected by the contract (null: no rate is known), and the tolerance below which a difference is none, in dollars; null is 1 dollar or 1 % of expected, whichever is more. untouched: posted with no hand on it (null: not posted).';

CREATE FUNCTION rcm.kpi_of(counter text, amount numeric) RETURNS rcm.kpi
	AS 'MODULE_PATHNAME', 'rcm_kpi_of' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.kpi_of(text, numeric) IS
'A state with one counter of rcm.kpi_counters(): for what no row of its own tells, such as unbilled charges, unapplied money, slots, fixes, or sums that another system has made. amount in dollars, items or days. Null when an argument is null; an unknown counter is error 22023, a number that is out of range or finer than the counter 22003.

    SELECT rcm.unbilled_days(rcm.merge(rcm.kpi_of(counter, amount)), 90) FROM (VALUES (''unbilled'', 4200), (''charges'', 81270)) AS sums (counter, amount)';
