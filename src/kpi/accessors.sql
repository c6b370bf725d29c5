-- One function for each KPI; rcm.kpis() has the definitions, definition_*.c makes them.

CREATE FUNCTION rcm.days_in_ar(state rcm.kpi, variant text DEFAULT 'gross', days numeric DEFAULT 90) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor_variant_days' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.days_in_ar(rcm.kpi, text, numeric) IS
'Days in A/R, in days: open debit balances; credits and unapplied money left out, over gross charges of the window by day. Variants: gross, credits netted, net, lag, before write-offs, with bad debt, without plans, with unbilled. days: of the window that charges and payments are from. Null when there is nothing to divide by. Error 22023 for an unknown variant or a window without days.

    SELECT rcm.days_in_ar(''{ar:50000.00,charges:81270.00}'', days => 90)';

CREATE FUNCTION rcm.clean_claim_rate(state rcm.kpi, variant text DEFAULT 'paid') RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor_variant' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.clean_claim_rate(rcm.kpi, text) IS
'Clean claim rate: pays on first submission, in percent: first submissions paid or rightly moved to the patient, with no denied line and no rework, over first submissions adjudicated. Variants: paid, accepted, edited. Null when there is nothing to divide by. Error 22023 for an unknown variant.

    SELECT rcm.clean_claim_rate(''{judged_claims:40,paid_first_claims:37}'')';

CREATE FUNCTION rcm.first_pass_rate(state rcm.kpi, variant text DEFAULT 'resolved') RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor_variant' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.first_pass_rate(rcm.kpi, text) IS
'First-pass resolution rate, in percent: claims paid, moved to the patient or validly zero, with no touch after the first submission, over claims that reached their final disposition. Variants: resolved, with write-offs, submitted. Null when there is nothing to divide by. Error 22023 for an unknown variant.

    SELECT rcm.first_pass_rate(''{resolved_claims:50,resolved_untouched:44}'')';

CREATE FUNCTION rcm.denial_rate(state rcm.kpi, variant text DEFAULT 'initial claims') RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor_variant' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.denial_rate(rcm.kpi, text) IS
'Initial denial rate, claims, in percent: claims with a denied line on their first remittance, over claims with a first remittance. Variants: initial claims, initial lines, initial dollars, initial claims of submitted, initial lines of submitted, initial dollars of submitted, initial claims without requests, initial lines without requests, initial dollars without requests, primary zero pay, final claims, final lines, final dollars, final claims of submitted, final lines of submitted, final dollars of remitted, final dollars of submitted. Null when there is nothing to divide by. Error 22023 for an unknown variant.

    SELECT rcm.denial_rate(''{remitted:1000.00,denied:80.00}'', ''initial dollars'')';

CREATE FUNCTION rcm.net_collection_rate(state rcm.kpi, variant text DEFAULT 'cohort') RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor_variant' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.net_collection_rate(rcm.kpi, text) IS
'Net collection rate of a cohort, in percent: paid to date on the cohort''s lines, less refunds and take-backs, over charges of the cohort less contractual adjustments. Variants: cohort, cohort less denials, cohort less bad debt, cohort less charity, period, period less denials, period less bad debt, period less charity. Null when there is nothing to divide by. Error 22023 for an unknown variant.

    SELECT rcm.net_collection_rate(''{payer_payments:486000.00,charges:900000.00,contractual:400000.00}'', ''period'')';

CREATE FUNCTION rcm.patient_pay_yield(state rcm.kpi, variant text DEFAULT 'day 90') RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor_variant' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.patient_pay_yield(rcm.kpi, text) IS
'Patient pay yield by day 90, in percent: paid by day 90 on balances that became the patient''s, less refunds, over moved to patients, less what went back to payers. Variants: day 90, day 30, day 60, day 180, period, paid in full, paid in part, not paid. Null when there is nothing to divide by. Error 22023 for an unknown variant.

    SELECT rcm.patient_pay_yield(''{patient_moved:1000.00,patient_paid_30:250.00}'', ''day 30'')';

CREATE FUNCTION rcm.no_show_rate(state rcm.kpi, variant text DEFAULT 'no-show') RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor_variant' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.no_show_rate(rcm.kpi, text) IS
'No-show rate, in percent: appointments where the patient neither came nor cancelled in time, over appointments whose slot passed. Variants: no-show, with late cancels, without same day, lost. In dollars: lost. Null when there is nothing to divide by. Error 22023 for an unknown variant.

    SELECT rcm.no_show_rate(''{appointments:80,no_shows:5}'')';

CREATE FUNCTION rcm.gross_collection_rate(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.gross_collection_rate(rcm.kpi) IS
'Gross collection rate, in percent: payments less refunds and take-backs, over gross charges. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.ar_over_90(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.ar_over_90(rcm.kpi) IS
'A/R over 90 days, in percent: billed balances older than 90 days, over billed balances. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.ar_over_120(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.ar_over_120(rcm.kpi) IS
'A/R over 120 days, in percent: billed balances older than 120 days, over billed balances. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.ar_mix(state rcm.kpi, whole rcm.kpi, variant text DEFAULT 'of the whole') RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor_whole' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.ar_mix(rcm.kpi, rcm.kpi, text) IS
'A/R mix, in percent: open balances of the group, over open balances of all groups. Variants: of the whole, 0 to 30 days, 31 to 60 days, 61 to 90 days, 91 to 120 days. whole: the state that the state is a part of. Null when there is nothing to divide by. Error 22023 for an unknown variant.';

CREATE FUNCTION rcm.self_pay_ar_over_90(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.self_pay_ar_over_90(rcm.kpi) IS
'Self-pay A/R over 90 days, in percent: patient balances older than 90 days, over patient balances. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.charge_lag(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.charge_lag(rcm.kpi) IS
'Charge lag, in days: days from service to charge, over charge lines. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.claim_lag(state rcm.kpi, variant text DEFAULT 'usual') RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor_variant' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.claim_lag(rcm.kpi, text) IS
'Claim lag, in days: days from charge to first submission, over first submissions. Variants: usual, on hold. Null when there is nothing to divide by. Error 22023 for an unknown variant.';

CREATE FUNCTION rcm.unbilled_days(state rcm.kpi, days numeric DEFAULT 90) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor_days' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.unbilled_days(rcm.kpi, numeric) IS
'Unbilled days, in days: charges of completed visits without a final bill, over gross charges of the window by day. days: of the window that charges and payments are from. Null when there is nothing to divide by. Error 22023 for a window without days.';

CREATE FUNCTION rcm.late_charges(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.late_charges(rcm.kpi) IS
'Late charges, in percent: charges posted more than 3 days after the service, over charges whose lag is known. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.unsigned_visits(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.unsigned_visits(rcm.kpi) IS
'Visits without a signed note, in percent: completed visits without a signed note, over completed visits older than 2 days. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.rejection_rate(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.rejection_rate(rcm.kpi) IS
'Rejection rate, in percent: first submissions rejected by clearinghouse or payer, over first submissions accepted or rejected. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.eligibility_verified_rate(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.eligibility_verified_rate(rcm.kpi) IS
'Eligibility verified, in percent: visits with a fresh answer that the coverage is active, over scheduled visits of insured patients. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.authorization_rate(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.authorization_rate(rcm.kpi) IS
'Authorizations secured, in percent: services authorized before they were given, over services that need an authorization. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.preregistration_rate(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.preregistration_rate(rcm.kpi) IS
'Pre-registration rate, in percent: visits registered before the day of service, over visits scheduled at least a day ahead, cancelled ones included. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.pos_collection_rate(state rcm.kpi, variant text DEFAULT 'of collected') RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor_variant' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.pos_collection_rate(rcm.kpi, text) IS
'Collected at the service, in percent: patient payments at or before the service, over patient payments. Variants: of collected, of due. Null when there is nothing to divide by. Error 22023 for an unknown variant.';

CREATE FUNCTION rcm.estimate_accuracy(state rcm.kpi, variant text DEFAULT 'close') RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor_variant' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.estimate_accuracy(rcm.kpi, text) IS
'Estimate accuracy, in percent: visits whose final patient share is within 10 dollars or 10 % of the estimate, over estimated visits that were adjudicated. Variants: close, exceeded. Null when there is nothing to divide by. Error 22023 for an unknown variant.';

CREATE FUNCTION rcm.appeal_rate(state rcm.kpi, variant text DEFAULT 'dollars') RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor_variant' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.appeal_rate(rcm.kpi, text) IS
'Appeal rate, dollars, in percent: denied amounts that were appealed, over denied amounts that can be appealed. Variants: dollars, denials. Null when there is nothing to divide by. Error 22023 for an unknown variant.';

CREATE FUNCTION rcm.overturn_rate(state rcm.kpi, variant text DEFAULT 'appeals') RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor_variant' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.overturn_rate(rcm.kpi, text) IS
'Overturn rate, in percent: appeals and reworks paid wholly or in part, over closed appeals and reworks. Variants: appeals, dollars, of denials. Null when there is nothing to divide by. Error 22023 for an unknown variant.';

CREATE FUNCTION rcm.days_to_appeal(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.days_to_appeal(rcm.kpi) IS
'Days from denial to appeal, in days: days from denial to appeal, over closed appeals and reworks. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.days_to_resolution(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.days_to_resolution(rcm.kpi) IS
'Days from denial to resolution, in days: days from denial to resolution, over closed appeals and reworks. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.denial_write_off_rate(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.denial_write_off_rate(rcm.kpi) IS
'Denial write-offs, in percent: written off as denials, over charges less contractual adjustments and charity. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.avoidable_write_off_rate(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.avoidable_write_off_rate(rcm.kpi) IS
'Avoidable write-offs, in percent: write-offs that were avoidable, over charges less contractual adjustments. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.missed_deadlines(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.missed_deadlines(rcm.kpi) IS
'Missed deadlines, in items: appeals and filings that expired unworked. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.posting_timeliness(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.posting_timeliness(rcm.kpi) IS
'Payments posted in time, in percent: payments posted within 4 business days of receipt, over payments whose posting delay is known. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.auto_post_rate(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.auto_post_rate(rcm.kpi) IS
'Posted with no hand on it, in percent: remitted lines posted with no hand on them, over remitted lines posted. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.unapplied_days(state rcm.kpi, days numeric DEFAULT 90) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor_days' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.unapplied_days(rcm.kpi, numeric) IS
'Unapplied days, in days: receipts not applied, suspense included, over payments less refunds and take-backs by day. days: of the window that charges and payments are from. Null when there is nothing to divide by. Error 22023 for a window without days.';

CREATE FUNCTION rcm.credit_balance_days(state rcm.kpi, days numeric DEFAULT 90) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor_days' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.credit_balance_days(rcm.kpi, numeric) IS
'Credit balance days, in days: credit balances, over charges less contractual adjustments and charity by day. days: of the window that charges and payments are from. Null when there is nothing to divide by. Error 22023 for a window without days.';

CREATE FUNCTION rcm.overdue_refunds(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.overdue_refunds(rcm.kpi) IS
'Overdue refunds, in items: credit balances past their refund clock. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.bad_debt_rate(state rcm.kpi, variant text DEFAULT 'of charges') RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor_variant' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.bad_debt_rate(rcm.kpi, text) IS
'Bad debt rate, in percent: bad debt, over gross charges. Variants: of charges, of patient responsibility. Null when there is nothing to divide by. Error 22023 for an unknown variant.';

CREATE FUNCTION rcm.charity_rate(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.charity_rate(rcm.kpi) IS
'Charity rate, in percent: charity, over gross charges. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.cost_to_collect(state rcm.kpi, variant text DEFAULT 'of payments') RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor_variant' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.cost_to_collect(rcm.kpi, text) IS
'Cost to collect, in percent: cost of the revenue cycle, over payments less refunds and take-backs. Variants: of payments, per claim. In dollars: per claim. Null when there is nothing to divide by. Error 22023 for an unknown variant.';

CREATE FUNCTION rcm.cash_rate(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.cash_rate(rcm.kpi) IS
'Cash, share of net revenue, in percent: payments less refunds and take-backs, over charges less contractual adjustments and charity. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.payment_per_encounter(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.payment_per_encounter(rcm.kpi) IS
'Payment for an encounter, in dollars: paid to date on the cohort''s lines, over encounters of the cohort. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.payer_mix(state rcm.kpi, whole rcm.kpi, variant text DEFAULT 'charges') RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor_whole' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.payer_mix(rcm.kpi, rcm.kpi, text) IS
'Payer mix by charges, in percent: charges of the group, over charges of all groups. Variants: charges, payments, visits. whole: the state that the state is a part of. Null when there is nothing to divide by. Error 22023 for an unknown variant.';

CREATE FUNCTION rcm.underpayment_rate(state rcm.kpi, variant text DEFAULT 'lines') RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor_variant' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.underpayment_rate(rcm.kpi, text) IS
'Underpayment rate, in percent: lines allowed less than the contract rate by more than the tolerance, over paid lines with a contract rate. Variants: lines, dollars. Null when there is nothing to divide by. Error 22023 for an unknown variant.';

CREATE FUNCTION rcm.underpayment_recovery(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.underpayment_recovery(rcm.kpi) IS
'Underpayment recovered, in percent: allowed in the end above what was allowed first, over underpayment found on disputed lines that are closed. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.pricing_coverage(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.pricing_coverage(rcm.kpi) IS
'Lines with a contract rate, in percent: paid lines with a contract rate, over paid lines. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.no_response_rate(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.no_response_rate(rcm.kpi) IS
'Claims without an answer, in percent: claims without an answer past the payer''s usual turn, over claims out at a payer. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.work_target(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.work_target(rcm.kpi) IS
'Work done, of the target, in percent: touches done, over touches planned. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.untouched_claims(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.untouched_claims(rcm.kpi) IS
'Claims untouched for 45 days, in percent: open claims untouched for more than 45 days after billing, or whose reminder expired, over open claims. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.enrolment_risk(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.enrolment_risk(rcm.kpi) IS
'Booked charges at risk of enrolment, in percent: expected charges of booked visits where the provider is not enrolled with the payer, over expected charges of booked visits. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.edit_quality(state rcm.kpi, variant text DEFAULT 'precision') RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor_variant' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.edit_quality(rcm.kpi, text) IS
'Edits that were right, in percent: findings followed by a denial of that kind, over findings on claims that were adjudicated. Variants: precision, recall. Null when there is nothing to divide by. Error 22023 for an unknown variant.';

CREATE FUNCTION rcm.fix_held_rate(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.fix_held_rate(rcm.kpi) IS
'Fixes that held, in percent: fixes whose repeat rate stayed below the target for 90 days, over fixes whose 90 days are over. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.statement_to_pay(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.statement_to_pay(rcm.kpi) IS
'Days from first statement to payment, by dollars, in days: patient payments times their days since the first statement, over patient payments whose days are known. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.schedule_occupied(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.schedule_occupied(rcm.kpi) IS
'Schedule occupied, in percent: filled slots, over slots on offer. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.denial_concentration(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.denial_concentration(rcm.kpi) IS
'Denials in five roots, in percent: denied amounts of the five largest of the fourteen roots, over denied amounts. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.clean_claim_gap(state rcm.kpi) RETURNS numeric
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$ SELECT rcm.clean_claim_rate($1) - rcm.first_pass_rate($1) $$;
COMMENT ON FUNCTION rcm.clean_claim_gap(rcm.kpi) IS
'By how many percentage points the clean claim rate (paid) exceeds the first-pass resolution rate: claims that look clean and are worked on all the same. Null when either is.';
