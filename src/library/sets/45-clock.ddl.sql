-- 45-clock.sql - by when the law wants a claim answered

CREATE TABLE @library@.prompt_pay (
	state           text COLLATE "C" CHECK (state ~ '^[A-Z]{2}$'),
	payer_class     text COLLATE "C" NOT NULL,
	electronic_days integer NOT NULL CHECK (electronic_days > 0),
	paper_days      integer CHECK (paper_days > 0),
	yearly_percent  numeric(6,3) CHECK (yearly_percent >= 0),
	source          text NOT NULL,
	verified        boolean NOT NULL DEFAULT false,
	eff             date,
	term            date,
	CONSTRAINT prompt_pay_one UNIQUE NULLS NOT DISTINCT (state, payer_class, eff),
	CHECK (term >= eff)
);
COMMENT ON TABLE @library@.prompt_pay IS 'Prompt-pay laws: in how many days after it got a claim a payer must pay it, and the simple interest that it owes afterwards. The rows of a new library are a beginning, not legal advice: look at source and verified, and write the state''s own into it. Days are calendar days; laws that count otherwise, or ask more of a claim, are not told apart. eff and term are days of receipt.';
COMMENT ON COLUMN @library@.prompt_pay.state IS 'State of the billing provider; null: every state.';
COMMENT ON COLUMN @library@.prompt_pay.payer_class IS 'medicare (fee for service), commercial (with bcbs), or another class of payer.class; self-funded plans are under none of the state laws.';
COMMENT ON COLUMN @library@.prompt_pay.electronic_days IS 'Days for a claim that came electronically: interest runs from the day after the last.';
COMMENT ON COLUMN @library@.prompt_pay.paper_days IS 'Days for one on paper.';
COMMENT ON COLUMN @library@.prompt_pay.yearly_percent IS 'Simple interest a year, such as 12; null: not told here (Medicare''s changes twice a year).';
COMMENT ON COLUMN @library@.prompt_pay.source IS 'Where the row is from.';
COMMENT ON COLUMN @library@.prompt_pay.verified IS 'The row says what its source says; false: it is, at least in part, from memory.';

INSERT INTO @library@.prompt_pay (state, payer_class, electronic_days, paper_days, yearly_percent, source, verified) VALUES
	(NULL, 'medicare', 30, 30, NULL, 'https://ngsmedicare.com/web/ngs/medicare-part-b-101-manual', true),
	('AL', 'commercial', 30, 45, 18, 'http://www.healthcarepromptpay.com/ (1.5 % a month)', true),
	('AZ', 'commercial', 30, 30, 10, 'http://www.healthcarepromptpay.com/', true),
	('CA', 'commercial', 30, 30, 10, 'http://www.healthcarepromptpay.com/', true),
	('FL', 'commercial', 20, 40, 12, 'http://www.healthcarepromptpay.com/ (claims within the state)', true),
	('GA', 'commercial', 15, 30, 12, 'http://www.healthcarepromptpay.com/', true),
	('IL', 'commercial', 30, 30, 9, 'http://www.healthcarepromptpay.com/', true),
	('NY', 'commercial', 30, 45, 12, 'http://www.healthcarepromptpay.com/ (the 30 days of electronic claims are from memory)', false);
