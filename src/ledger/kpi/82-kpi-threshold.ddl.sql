-- 82-kpi-threshold.sql - what the practice itself calls green and red

CREATE TABLE @ledger@.kpi_threshold (
	practice_id   text COLLATE "C" NOT NULL REFERENCES @ledger@.practice,
	kpi           text COLLATE "C" NOT NULL CHECK (kpi <> ''),
	green         numeric,
	red           numeric,
	slide         numeric CHECK (slide > 0),
	least_items   bigint CHECK (least_items >= 0),
	least_dollars numeric CHECK (least_dollars >= 0),
	reason        text CHECK (NOT rcm.has_card_number(reason)),
	eff           date NOT NULL,
	term          date CHECK (term >= eff),
	PRIMARY KEY (practice_id, kpi, eff),
	-- of both limits or none; of the same sign as the usual ones, a trigger says
	CHECK (red IS NULL OR green IS NOT NULL),
	CONSTRAINT kpi_threshold_overlap EXCLUDE USING gist (practice_id WITH =, kpi WITH =, daterange(eff, term, '[]') WITH &&)
);
COMMENT ON TABLE @ledger@.kpi_threshold IS 'Limits of a practice''s own, by day: where there is no row for a KPI and day, those of rcm.kpis() hold. A light of a past day is judged by the limits of that day.';
COMMENT ON COLUMN @ledger@.kpi_threshold.kpi IS 'The KPI or variant, by its id in rcm.kpis(); * for slide, least_items and least_dollars of all that have no row of their own.';
COMMENT ON COLUMN @ledger@.kpi_threshold.green IS 'Green up to (better down) or from (better up) here; null: both limits as usual.';
COMMENT ON COLUMN @ledger@.kpi_threshold.red IS 'Red above or below.';
COMMENT ON COLUMN @ledger@.kpi_threshold.slide IS 'How much worse than before is red, in the unit of the KPI; null: as usual.';
COMMENT ON COLUMN @ledger@.kpi_threshold.least_items IS 'A smaller denominator has no colour; null: 30.';
COMMENT ON COLUMN @ledger@.kpi_threshold.least_dollars IS 'The same where the denominator is money, dollars; null: 5000.';
COMMENT ON COLUMN @ledger@.kpi_threshold.reason IS 'Why, and who agreed.';

CREATE TABLE @ledger@.kpi_turn (
	practice_id text COLLATE "C" NOT NULL REFERENCES @ledger@.practice,
	payer_id    text COLLATE "C" NOT NULL,
	answers     bigint NOT NULL CHECK (answers > 0),
	p90_days    integer NOT NULL,
	counted_on  date NOT NULL,
	PRIMARY KEY (practice_id, payer_id)
);
COMMENT ON TABLE @ledger@.kpi_turn IS 'How long payers take: by what a cohort is too young to judge. refresh_kpis counts it once a week from what was sent in the last 400 days.';
COMMENT ON COLUMN @ledger@.kpi_turn.answers IS 'Submissions that were answered.';
COMMENT ON COLUMN @ledger@.kpi_turn.p90_days IS 'Days from the submission within which 90 of 100 were answered.';
COMMENT ON COLUMN @ledger@.kpi_turn.counted_on IS 'When it was counted.';
