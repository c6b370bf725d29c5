-- 46-appeal.sql - who may ask a payer to decide again, until when, and how
--
-- The rows are rcm's defaults.  Whether somebody has read a figure where it is
-- published, its row says (verified); a site corrects and adds.  Two rules for
-- the same case on the same day are refused.  The key of a case is a point of
-- int8range made of a hash, so that the library needs no extension for that.

CREATE TABLE @library@.payer_program (
	payer_id      text COLLATE "C" NOT NULL CHECK (payer_id <> ''),
	practice      text COLLATE "C" NOT NULL DEFAULT '*',
	program       text COLLATE "C" NOT NULL CHECK (program IN ('medicare', 'medicare_advantage', 'medicaid', 'tricare', 'workers_comp', 'commercial', 'auto')),
	product       text COLLATE "C",
	state         text COLLATE "C",
	participation text COLLATE "C" CHECK (participation IN ('network', 'participating', 'nonparticipating')),
	source        text,
	eff           date,
	term          date,
	CHECK (term >= eff),
	CONSTRAINT payer_program_overlap EXCLUDE USING gist (
		int8range(hashtextextended(payer_id || '|' || practice, 0) >> 1, hashtextextended(payer_id || '|' || practice, 0) >> 1, '[]') WITH &&,
		daterange(eff, term, '[]') WITH &&)
);
COMMENT ON TABLE @library@.payer_program IS 'Under which program''s rules of appeal a payer falls, and whether the practice is in its network. A row of a practice goes before one of all (*). Without a row the class of the payer, or the claim''s filing indicator, says the program, and nothing says the rest. eff and term are days of the denial.';
COMMENT ON COLUMN @library@.payer_program.payer_id IS 'The payer as claims name it.';
COMMENT ON COLUMN @library@.payer_program.practice IS 'practice_id of the ledger, or *.';
COMMENT ON COLUMN @library@.payer_program.program IS 'medicare (fee for service), medicare_advantage, medicaid, tricare, workers_comp, commercial or auto.';
COMMENT ON COLUMN @library@.payer_program.product IS 'As rows of appeal_rule name it; null: none.';
COMMENT ON COLUMN @library@.payer_program.state IS 'Whose law it is, two letters.';
COMMENT ON COLUMN @library@.payer_program.participation IS 'network (by contract), participating (no contract, accepts assignment), nonparticipating; null: not known.';
COMMENT ON COLUMN @library@.payer_program.source IS 'Where it says so.';

CREATE TABLE @library@.appeal_rule (
	rule_id           text COLLATE "C" NOT NULL PRIMARY KEY CHECK (rule_id <> ''),
	program           text COLLATE "C" NOT NULL CHECK (program IN ('medicare', 'medicare_advantage', 'medicaid', 'tricare', 'workers_comp', 'commercial', 'auto')),
	payer_id          text COLLATE "C",
	product           text COLLATE "C",
	state             text COLLATE "C",
	participation     text COLLATE "C" CHECK (participation IN ('network', 'participating', 'nonparticipating')),
	dispute           text COLLATE "C" CHECK (dispute IN ('medical necessity', 'coding', 'amount', 'administrative')),
	level             integer NOT NULL CHECK (level BETWEEN 1 AND 9),
	level_name        text NOT NULL,
	may_appeal        boolean NOT NULL DEFAULT true,
	days              integer CHECK (days BETWEEN 0 AND 10000),
	day_kind          text COLLATE "C" NOT NULL DEFAULT 'calendar' CHECK (day_kind IN ('calendar', 'business', 'month')),
	start_event       text COLLATE "C" NOT NULL DEFAULT 'notice' CHECK (start_event IN ('notice', 'service', 'decision')),
	mail_days         integer NOT NULL DEFAULT 0 CHECK (mail_days BETWEEN 0 AND 366),
	decision_days     integer CHECK (decision_days >= 0),
	evidence_cut_off  boolean NOT NULL DEFAULT false,
	forms             text,
	route             text,
	note              text,
	source            text NOT NULL,
	verified          boolean NOT NULL DEFAULT false,
	eff               date,
	term              date,
	CHECK (term >= eff),
	CHECK (may_appeal = (days IS NOT NULL)),
	CHECK (may_appeal OR note IS NOT NULL),
	CHECK (level > 1 OR start_event <> 'decision'),
	CONSTRAINT appeal_rule_overlap EXCLUDE USING gist (
		int8range(hashtextextended(program || '|' || coalesce(payer_id, '*') || '|' || coalesce(product, '*') || '|' || coalesce(state, '*') || '|' || coalesce(participation, '*') || '|' || coalesce(dispute, '*') || '|' || level, 0) >> 1,
			hashtextextended(program || '|' || coalesce(payer_id, '*') || '|' || coalesce(product, '*') || '|' || coalesce(state, '*') || '|' || coalesce(participation, '*') || '|' || coalesce(dispute, '*') || '|' || level, 0) >> 1, '[]') WITH &&,
		daterange(eff, term, '[]') WITH &&)
);
COMMENT ON TABLE @library@.appeal_rule IS 'Levels of appeal and their deadlines. Of the rules that fit a denial the one that says most decides: first one of the payer, then of the product, the state, the participation, the dispute. eff and term are days of the event that the term counts from. rcm.appeal_rule_faults() tells of gaps.';
COMMENT ON COLUMN @library@.appeal_rule.rule_id IS 'What an appeal, a deadline and a refusal name.';
COMMENT ON COLUMN @library@.appeal_rule.program IS 'As payer_program has it.';
COMMENT ON COLUMN @library@.appeal_rule.payer_id IS 'The payer; null: any.';
COMMENT ON COLUMN @library@.appeal_rule.product IS 'The product; null: any.';
COMMENT ON COLUMN @library@.appeal_rule.state IS 'Whose law, two letters; null: any.';
COMMENT ON COLUMN @library@.appeal_rule.participation IS 'network, participating, nonparticipating; null: any.';
COMMENT ON COLUMN @library@.appeal_rule.dispute IS 'What is disputed: medical necessity, coding, amount or administrative (see rcm.dispute_kind); null: any.';
COMMENT ON COLUMN @library@.appeal_rule.level IS 'From 1; the next level is open once this one was decided.';
COMMENT ON COLUMN @library@.appeal_rule.level_name IS 'What the program calls it.';
COMMENT ON COLUMN @library@.appeal_rule.may_appeal IS 'false: such a provider may not appeal so; note says why.';
COMMENT ON COLUMN @library@.appeal_rule.days IS 'Days, or months, to file within.';
COMMENT ON COLUMN @library@.appeal_rule.day_kind IS 'calendar, business or month.';
COMMENT ON COLUMN @library@.appeal_rule.start_event IS 'What they count from: the notice (day of the remittance), the service, or the decision of the level before.';
COMMENT ON COLUMN @library@.appeal_rule.mail_days IS 'Days after a notice or decision on which it is presumed to have come, where they count from then.';
COMMENT ON COLUMN @library@.appeal_rule.decision_days IS 'Days that the payer has to decide; null: not known.';
COMMENT ON COLUMN @library@.appeal_rule.evidence_cut_off IS 'All evidence has to be in with this level.';
COMMENT ON COLUMN @library@.appeal_rule.forms IS 'Forms to use.';
COMMENT ON COLUMN @library@.appeal_rule.route IS 'Where it goes.';
COMMENT ON COLUMN @library@.appeal_rule.note IS 'What else is to be known.';
COMMENT ON COLUMN @library@.appeal_rule.source IS 'Where the rule is published; rcm: general knowledge, to be checked.';
COMMENT ON COLUMN @library@.appeal_rule.verified IS 'Has somebody read the figures at the source? false: check before you rely on them.';
INSERT INTO @library@.appeal_rule (rule_id, program, payer_id, state, participation, dispute, level, level_name, days, day_kind, start_event, mail_days, decision_days, evidence_cut_off, route, note, source, verified, eff, term) VALUES
	('medicare-1', 'medicare', NULL, NULL, NULL, NULL, 1, 'redetermination', 120, 'calendar', 'notice', 5, 60, false, 'the Medicare contractor (MAC)', 'Clerical errors go by reopening, not by appeal.', 'https://cgsmedicare.com/partb/appeals/ ; 42 CFR 405.942', true, NULL, NULL),
	('medicare-2', 'medicare', NULL, NULL, NULL, NULL, 2, 'reconsideration', 180, 'calendar', 'decision', 5, 60, true, 'the qualified independent contractor (QIC)', 'What is not in the record here is not heard later.', 'https://cgsmedicare.com/partb/appeals/ ; 42 CFR 405.962', true, NULL, NULL),
	('medicare-3', 'medicare', NULL, NULL, NULL, NULL, 3, 'hearing by an administrative law judge', 60, 'calendar', 'decision', 5, 90, false, 'Office of Medicare Hearings and Appeals', NULL, 'https://cgsmedicare.com/partb/appeals/level3.html', false, NULL, NULL),
	('medicare-4', 'medicare', NULL, NULL, NULL, NULL, 4, 'review by the Medicare Appeals Council', 60, 'calendar', 'decision', 5, 90, false, 'Departmental Appeals Board', NULL, 'https://cgsmedicare.com/partb/appeals/', false, NULL, NULL),
	('medicare-5', 'medicare', NULL, NULL, NULL, NULL, 5, 'federal district court', 60, 'calendar', 'decision', 5, NULL, false, 'an attorney', NULL, 'https://cgsmedicare.com/partb/appeals/', false, NULL, NULL),
	('medicare-advantage-1-to-2024', 'medicare_advantage', NULL, NULL, NULL, NULL, 1, 'plan reconsideration', 60, 'calendar', 'notice', 0, 60, false, 'the plan', 'Needs a waiver of liability.', 'rcm', false, NULL, '2024-12-31'),
	('medicare-advantage-1', 'medicare_advantage', NULL, NULL, NULL, NULL, 1, 'plan reconsideration', 65, 'calendar', 'notice', 0, 60, false, 'the plan', 'Needs a waiver of liability. Sources differ between 60 and 65 days.', 'rcm', false, '2025-01-01', NULL),
	('tricare-1', 'tricare', NULL, NULL, NULL, 'medical necessity', 1, 'reconsideration', 90, 'calendar', 'notice', 0, NULL, false, 'the regional contractor', NULL, 'https://manuals.health.mil (TRICARE Operations Manual, chapter 12)', true, NULL, NULL),
	('tricare-2', 'tricare', NULL, NULL, NULL, 'medical necessity', 2, 'formal review', 60, 'calendar', 'decision', 0, NULL, false, 'Defense Health Agency', NULL, 'https://tricare.mil/PatientResources/ContactUs/FileComplaint/Factual', true, NULL, NULL),
	('tricare-3', 'tricare', NULL, NULL, NULL, 'medical necessity', 3, 'hearing', 60, 'calendar', 'decision', 0, NULL, false, 'Defense Health Agency', NULL, 'https://tricare.mil/PatientResources/ContactUs/FileComplaint/Factual', true, NULL, NULL),
	('tricare-coding', 'tricare', NULL, NULL, NULL, 'coding', 1, 'allowable charge review', 90, 'calendar', 'notice', 0, NULL, false, 'the regional contractor', NULL, 'https://www.humanamilitary.com/providerhandbook/claims-information/0738', false, NULL, NULL),
	('tricare-amount', 'tricare', NULL, NULL, NULL, 'amount', 1, 'allowable charge review', 90, 'calendar', 'notice', 0, NULL, false, 'the regional contractor', NULL, 'https://www.humanamilitary.com/providerhandbook/claims-information/0738', false, NULL, NULL),
	('tricare-administrative', 'tricare', NULL, NULL, NULL, 'administrative', 1, 'allowable charge review', 90, 'calendar', 'notice', 0, NULL, false, 'the regional contractor', 'Timely filing, other insurance, eligibility and penalties for a missing authorization go here.', 'https://www.humanamilitary.com/providerhandbook/claims-information/0738', false, NULL, NULL),
	('workers-comp-ca-1', 'workers_comp', NULL, 'CA', NULL, 'amount', 1, 'second bill review', 90, 'calendar', 'notice', 0, NULL, false, 'the claims administrator', 'Only the amount is reviewed.', 'https://mindbill.org/guides/how-to-file-a-second-review', true, NULL, NULL),
	('workers-comp-ca-2', 'workers_comp', NULL, 'CA', NULL, 'amount', 2, 'independent bill review', 30, 'calendar', 'decision', 0, NULL, false, 'Division of Workers'' Compensation', 'One day of service and one code for each request; a fee is due.', 'http://www.dir.ca.gov/t8/9792_5_7.html', false, NULL, NULL),
	('workers-comp-tx-1', 'workers_comp', NULL, 'TX', NULL, 'amount', 1, 'medical fee dispute', 12, 'month', 'service', 0, NULL, false, 'Division of Workers'' Compensation', NULL, 'rcm', false, NULL, NULL),
	('workers-comp-ny-1', 'workers_comp', NULL, 'NY', NULL, 'amount', 1, 'request for decision on unpaid bills', 120, 'calendar', 'notice', 0, NULL, false, 'Workers'' Compensation Board', NULL, 'rcm', false, NULL, NULL),
	('unitedhealthcare-1', 'commercial', '87726', NULL, NULL, NULL, 1, 'reconsideration', 65, 'calendar', 'notice', 0, NULL, false, 'the payer''s portal', 'Older tables say 120 days.', 'https://muni.health/blog/uhc-appeal-timely-filing-deadlines-2026', true, NULL, NULL),
	('commercial-1', 'commercial', NULL, NULL, NULL, NULL, 1, 'appeal', 180, 'calendar', 'notice', 0, NULL, false, 'the payer', 'The contract goes before: add a rule of the payer.', 'https://www.prospyrmed.com/blog/post/payer-specific-guidelines-appeals', true, NULL, NULL),
	('commercial-2', 'commercial', NULL, NULL, NULL, 'medical necessity', 2, 'external review', 4, 'month', 'decision', 0, 45, false, 'an independent review organisation', 'It is the member''s: needs a signed authorisation of the member.', 'rcm', false, NULL, NULL),
	('medicaid-ks-1', 'medicaid', NULL, 'KS', NULL, NULL, 1, 'fair hearing', 30, 'calendar', 'notice', 3, NULL, false, 'Office of Administrative Hearings', 'Managed care plans have terms of their own.', 'https://childrensnebraska.org/payor-claim-timelines-for-app', true, NULL, NULL),
	('medicaid-ne-1', 'medicaid', NULL, 'NE', NULL, NULL, 1, 'appeal', 90, 'calendar', 'notice', 0, NULL, false, 'the state', 'Managed care plans have terms of their own.', 'https://childrensnebraska.org/payor-claim-timelines-for-app', true, NULL, NULL),
	('medicaid-sd-1', 'medicaid', NULL, 'SD', NULL, NULL, 1, 'appeal', 3, 'month', 'notice', 0, NULL, false, 'the state', NULL, 'https://childrensnebraska.org/payor-claim-timelines-for-app', true, NULL, NULL),
	('medicaid-ia-1', 'medicaid', NULL, 'IA', NULL, NULL, 1, 'appeal', 365, 'calendar', 'notice', 0, NULL, false, 'the state', NULL, 'https://childrensnebraska.org/payor-claim-timelines-for-app', true, NULL, NULL);
INSERT INTO @library@.appeal_rule (rule_id, program, participation, level, level_name, may_appeal, note, source, verified) VALUES
	('medicare-advantage-network', 'medicare_advantage', 'network', 1, 'plan reconsideration', false, 'A contracted provider disputes a payment under its contract; the reconsideration is the member''s and of providers without a contract.', 'rcm', false),
	('tricare-network', 'tricare', 'network', 1, 'reconsideration', false, 'A network provider is never a proper appealing party.', 'https://manuals.health.mil (TRICARE Operations Manual, chapter 12)', true);

CREATE TABLE @library@.appeal_floor (
	program    text COLLATE "C" NOT NULL,
	level      integer NOT NULL CHECK (level BETWEEN 1 AND 9),
	floor      rcm.usd NOT NULL CHECK (floor OPERATOR(rcm.>) '0'::rcm.usd),
	aggregates boolean NOT NULL DEFAULT false,
	source     text NOT NULL,
	verified   boolean NOT NULL DEFAULT false,
	eff        date,
	term       date,
	CHECK (term >= eff),
	CONSTRAINT appeal_floor_overlap EXCLUDE USING gist (
		int8range(hashtextextended(program || '|' || level, 0) >> 1, hashtextextended(program || '|' || level, 0) >> 1, '[]') WITH &&,
		daterange(eff, term, '[]') WITH &&)
);
COMMENT ON TABLE @library@.appeal_floor IS 'The least that has to be in dispute at a level of appeal. eff and term are days of filing.';
COMMENT ON COLUMN @library@.appeal_floor.program IS 'As payer_program has it.';
COMMENT ON COLUMN @library@.appeal_floor.level IS 'Level of appeal_rule.';
COMMENT ON COLUMN @library@.appeal_floor.floor IS 'Less than this cannot be appealed.';
COMMENT ON COLUMN @library@.appeal_floor.aggregates IS 'Claims may be put together to reach it.';
COMMENT ON COLUMN @library@.appeal_floor.source IS 'Where it is published.';
COMMENT ON COLUMN @library@.appeal_floor.verified IS 'As in appeal_rule.';
INSERT INTO @library@.appeal_floor (program, level, floor, aggregates, source, verified, eff, term) VALUES
	('medicare', 3, '180', true, 'https://cgsmedicare.com/partb/appeals/level3.html', true, '2024-01-01', '2024-12-31'),
	('medicare', 3, '190', true, 'https://cgsmedicare.com/partb/appeals/level3.html', true, '2025-01-01', '2025-12-31'),
	('medicare', 3, '200', true, '90 FR 55869 (CMS-4209-N); the next year''s notice comes in autumn', true, '2026-01-01', NULL),
	('medicare', 5, '1840', true, 'https://cgsmedicare.com/partb/appeals/', true, '2024-01-01', '2024-12-31'),
	('medicare', 5, '1900', true, 'https://cgsmedicare.com/partb/appeals/', true, '2025-01-01', '2025-12-31'),
	('medicare', 5, '1960', true, '90 FR 55869 (CMS-4209-N); the next year''s notice comes in autumn', true, '2026-01-01', NULL),
	('tricare', 2, '50', false, 'https://tricare.mil/PatientResources/ContactUs/FileComplaint/Factual', true, NULL, NULL),
	('tricare', 3, '300', false, 'https://tricare.mil/PatientResources/ContactUs/FileComplaint/Factual', true, NULL, NULL);

CREATE TABLE @library@.holiday (
	calendar text COLLATE "C" NOT NULL DEFAULT 'federal',
	day      date NOT NULL,
	name     text,
	PRIMARY KEY (calendar, day)
);
COMMENT ON TABLE @library@.holiday IS 'Days that are no business days: the federal holidays of 2015 to 2045 to begin with (rcm.federal_holidays), and those of states that a site adds.';
COMMENT ON COLUMN @library@.holiday.calendar IS 'federal, or a state in two letters.';
COMMENT ON COLUMN @library@.holiday.day IS 'The day on which offices are closed.';
COMMENT ON COLUMN @library@.holiday.name IS 'For people.';
INSERT INTO @library@.holiday (day, name) SELECT h.day, h.name FROM generate_series(2015, 2045) y, rcm.federal_holidays(y) h;
