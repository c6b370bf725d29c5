-- FHIR by example: a claim as a resource and back, a payment out of an ExplanationOfBenefit
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS rcm;
CREATE SCHEMA fhir_test;
SET search_path = fhir_test, rcm, public;

CREATE TABLE claim_out (claim rcm.claim);
INSERT INTO claim_out VALUES ('{"claim_id": "V-1", "form": "P", "submit_date": "2024-09-16", "payer_id": "NHP01", "payer_seq": "P", "freq": "1", "pos": "11", "total_charge": "130.00",
	"billing": {"npi": "1234567893", "name": "HARBOR CLINIC"}, "patient": {"last": "DOE", "first": "JANE", "dob": "1961-03-09", "sex": "F", "rel": "18"}, "subscriber": {"member_id": "M1"},
	"dx": [{"code": "M25561"}], "lines": [{"n": 1, "code": "99213", "units": 1, "charge": "130.00", "from": "2024-09-12", "dx_ptr": [1]}], "eligibility": {"status": "active"}}');
SELECT jsonb_pretty(rcm.fhir_claim(claim)) FROM claim_out;
SELECT rcm.fhir_claim_lost(claim) FROM claim_out;
SELECT rcm.claim_id(c), rcm.total_charge(c), l.code, l.dx FROM claim_out, rcm.claim_from_fhir(rcm.fhir_claim(claim)) c, rcm.lines(c) l;
SELECT rcm.coverage_from_fhir(rcm.fhir_coverage(claim)) FROM claim_out;
SELECT rcm.fhir_lost('{"resourceType": "Coverage", "status": "active", "subscriberId": "M1", "network": "gold", "payor": [{"display": "PLAN"}], "beneficiary": {"display": "JANE DOE"}}');

CREATE TABLE paid (resource jsonb);
INSERT INTO paid VALUES ('{"resourceType": "ExplanationOfBenefit", "status": "active", "claim": {"identifier": {"value": "V-1"}}, "payment": {"identifier": {"value": "EFT-9"}, "date": "2024-10-01"},
	"total": [{"category": {"coding": [{"code": "submitted"}]}, "amount": {"value": 130, "currency": "USD"}}, {"category": {"coding": [{"code": "benefit"}]}, "amount": {"value": 80, "currency": "USD"}}],
	"item": [{"sequence": 1, "productOrService": {"coding": [{"code": "99213"}]}, "net": {"value": 130, "currency": "USD"}, "adjudication": [
		{"category": {"coding": [{"code": "benefit"}]}, "amount": {"value": 80, "currency": "USD"}},
		{"category": {"coding": [{"code": "deductible"}]}, "amount": {"value": 20, "currency": "USD"}},
		{"category": {"coding": [{"code": "adjustmentreason"}]}, "reason": {"coding": [{"system": "https://x12.org/codes/claim-adjustment-reason-codes", "code": "45"},
			{"system": "https://x12.org/codes/claim-adjustment-group-codes", "code": "CO"}]}, "amount": {"value": 30, "currency": "USD"}}]}]}');
SELECT payment, claim, claim_id, charge, paid, adjustments, balances, trace_number FROM paid, rcm.fhir_remittance_claims(resource);
SELECT line, code, charge, paid, adjustments, balances FROM paid, rcm.fhir_remittance_lines(resource);
SELECT line, adjustment, group_code, carc, amount FROM paid, rcm.fhir_remittance_adjustments(resource);
SELECT rcm.eligibility_from_fhir('{"resourceType": "CoverageEligibilityResponse", "created": "2024-09-10", "insurance": [{"inforce": true, "benefitPeriod": {"start": "2024-01-01"}}]}');
DROP SCHEMA fhir_test CASCADE;
