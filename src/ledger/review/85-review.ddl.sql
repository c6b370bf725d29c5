-- 85-review.sql - what was agreed upon each week, what is to be reached, and what needs an explanation

CREATE TABLE @ledger@.review (
	practice_id text COLLATE "C" NOT NULL REFERENCES @ledger@.practice,
	week        date NOT NULL,
	as_of       date NOT NULL,
	days        integer NOT NULL CHECK (days BETWEEN 1 AND 366),
	taken_at    timestamptz NOT NULL,
	taken_by    name NOT NULL,
	note        text CHECK (NOT rcm.has_card_number(note)),
	state       rcm.kpi NOT NULL,
	before      rcm.kpi NOT NULL,
	lineage     jsonb NOT NULL CHECK (jsonb_typeof(lineage) = 'object'),
	PRIMARY KEY (practice_id, week),
	CONSTRAINT review_week CHECK (week = as_of - (extract(isodow FROM as_of)::integer - 1))
);
COMMENT ON TABLE @ledger@.review IS 'Weekly reviews: the numbers as they were agreed upon, one for each week, never changed. A trigger computes everything but practice, day, window and note, so that nobody can write a number of his own.';
COMMENT ON COLUMN @ledger@.review.week IS 'Monday of the week of as_of.';
COMMENT ON COLUMN @ledger@.review.as_of IS 'The last day that counts.';
COMMENT ON COLUMN @ledger@.review.days IS 'Length of the window that ends on as_of.';
COMMENT ON COLUMN @ledger@.review.taken_at IS 'When it was taken: the numbers are those of kpi_state with known_at = taken_at.';
COMMENT ON COLUMN @ledger@.review.taken_by IS 'The role that took it.';
COMMENT ON COLUMN @ledger@.review.note IS 'What was said about it.';
COMMENT ON COLUMN @ledger@.review.state IS 'The counters behind the numbers: every KPI and variant can be read from them.';
COMMENT ON COLUMN @ledger@.review.before IS 'The counters of the equal window before, which the trend goes by.';
COMMENT ON COLUMN @ledger@.review.lineage IS 'For each KPI that had rows: {"rows": how many, "hash": of their list}, as kpi_lineage says it.';

CREATE TABLE @ledger@.review_kpi (
	practice_id text COLLATE "C" NOT NULL,
	week        date NOT NULL,
	kpi         text COLLATE "C" NOT NULL,
	number      integer NOT NULL,
	name        text NOT NULL,
	value       numeric,
	unit        text NOT NULL,
	better      text,
	numerator   numeric,
	denominator numeric,
	before      numeric,
	light       text NOT NULL CHECK (light IN ('green', 'yellow', 'red', 'grey')),
	level       text NOT NULL CHECK (level IN ('green', 'yellow', 'red', 'grey')),
	trend       text NOT NULL CHECK (trend IN ('green', 'yellow', 'red', 'grey')),
	reason      text NOT NULL,
	definition  text NOT NULL,
	row_count   bigint NOT NULL,
	rows_hash   text COLLATE "C" NOT NULL,
	PRIMARY KEY (practice_id, week, kpi),
	FOREIGN KEY (practice_id, week) REFERENCES @ledger@.review
);
COMMENT ON TABLE @ledger@.review_kpi IS 'Every KPI of a weekly review, and every variant, with the text of its definition as it was. Written by the trigger of review and by nothing else, never changed.';
COMMENT ON COLUMN @ledger@.review_kpi.week IS 'Monday of the week: the review.';
COMMENT ON COLUMN @ledger@.review_kpi.kpi IS 'Id, as in rcm.kpis().';
COMMENT ON COLUMN @ledger@.review_kpi.number IS 'Number of the KPI; 1 to 7 are the core.';
COMMENT ON COLUMN @ledger@.review_kpi.name IS 'Name.';
COMMENT ON COLUMN @ledger@.review_kpi.value IS 'The number, in its unit; null: it could not be told, reason says why.';
COMMENT ON COLUMN @ledger@.review_kpi.unit IS 'percent, days, dollars or items.';
COMMENT ON COLUMN @ledger@.review_kpi.better IS 'up or down; null: for information.';
COMMENT ON COLUMN @ledger@.review_kpi.numerator IS 'Above the line; money in dollars.';
COMMENT ON COLUMN @ledger@.review_kpi.denominator IS 'Below the line.';
COMMENT ON COLUMN @ledger@.review_kpi.before IS 'The number of the equal window before.';
COMMENT ON COLUMN @ledger@.review_kpi.light IS 'green, yellow, red or grey: the worse of level and trend.';
COMMENT ON COLUMN @ledger@.review_kpi.level IS 'Colour of the value.';
COMMENT ON COLUMN @ledger@.review_kpi.trend IS 'Colour of the change.';
COMMENT ON COLUMN @ledger@.review_kpi.reason IS 'Why it has this colour, with the limits that were in force.';
COMMENT ON COLUMN @ledger@.review_kpi.definition IS 'Formula, date basis and exclusions, as they were.';
COMMENT ON COLUMN @ledger@.review_kpi.row_count IS 'How many rows made the number.';
COMMENT ON COLUMN @ledger@.review_kpi.rows_hash IS 'SHA-256 of the list of these rows, as kpi_lineage makes it: two who have the same hash have counted the same rows.';

CREATE TABLE @ledger@.goal (
	practice_id text COLLATE "C" NOT NULL REFERENCES @ledger@.practice,
	kpi         text COLLATE "C" NOT NULL CHECK (kpi <> ''),
	since       date NOT NULL,
	target      numeric NOT NULL,
	due_on      date NOT NULL,
	set_by      text NOT NULL CHECK (set_by <> ''),
	note        text CHECK (NOT rcm.has_card_number(note)),
	set_at      timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (practice_id, kpi, since),
	CHECK (due_on >= since)
);
COMMENT ON TABLE @ledger@.goal IS 'What a KPI is to reach, and by when. Never changed: another goal for the same KPI, from a later day, takes its place, and weeks before are judged by what was the goal then.';
COMMENT ON COLUMN @ledger@.goal.kpi IS 'Id, as in rcm.kpis().';
COMMENT ON COLUMN @ledger@.goal.since IS 'First day that it holds.';
COMMENT ON COLUMN @ledger@.goal.target IS 'The value to reach, in the unit of the KPI: at least, where more is better, at most where less is.';
COMMENT ON COLUMN @ledger@.goal.due_on IS 'Day by which.';
COMMENT ON COLUMN @ledger@.goal.set_by IS 'Who set it.';
COMMENT ON COLUMN @ledger@.goal.note IS 'Why, or how.';
COMMENT ON COLUMN @ledger@.goal.set_at IS 'When it was written.';

CREATE TABLE @ledger@.kpi_exception (
	practice_id  text COLLATE "C" NOT NULL REFERENCES @ledger@.practice,
	exception_id bigint GENERATED BY DEFAULT AS IDENTITY,
	kpi          text COLLATE "C" NOT NULL CHECK (kpi <> ''),
	kind         text COLLATE "C" NOT NULL CHECK (kind IN ('red', 'outlier')),
	dimension    text COLLATE "C" NOT NULL CHECK (dimension IN ('all', 'payer', 'provider')),
	item         text COLLATE "C" NOT NULL DEFAULT '',
	as_of        date NOT NULL,
	value        numeric NOT NULL,
	usual        numeric,
	why          text NOT NULL CHECK (why <> ''),
	owner        text CHECK (owner <> ''),
	opened_at    timestamptz NOT NULL DEFAULT now(),
	closed_at    timestamptz,
	closed_by    text CHECK (closed_by <> ''),
	reason       text CHECK (NOT rcm.has_card_number(reason)),
	PRIMARY KEY (practice_id, exception_id),
	-- (nothing is closed without an explanation)
	CONSTRAINT kpi_exception_explained CHECK ((closed_at IS NULL) = (reason IS NULL) AND (closed_at IS NULL) = (closed_by IS NULL) AND (reason IS NULL OR reason ~ '\S'))
);
CREATE UNIQUE INDEX kpi_exception_open ON @ledger@.kpi_exception (practice_id, kpi, kind, dimension, item) WHERE closed_at IS NULL;
COMMENT ON TABLE @ledger@.kpi_exception IS 'What needs an explanation: a KPI that is red, or a payer, a provider or the whole practice far from its own past. One row is open for each; it cannot be closed without a reason, and what is closed is never changed. Rows are never deleted.';
COMMENT ON COLUMN @ledger@.kpi_exception.kpi IS 'Id, as in rcm.kpis().';
COMMENT ON COLUMN @ledger@.kpi_exception.kind IS 'red (its light) or outlier (far from its own past).';
COMMENT ON COLUMN @ledger@.kpi_exception.dimension IS 'all, payer or provider.';
COMMENT ON COLUMN @ledger@.kpi_exception.item IS 'Which payer or provider; empty: all.';
COMMENT ON COLUMN @ledger@.kpi_exception.as_of IS 'The day that it was found for.';
COMMENT ON COLUMN @ledger@.kpi_exception.value IS 'The value then.';
COMMENT ON COLUMN @ledger@.kpi_exception.usual IS 'The median of its own past, of an outlier.';
COMMENT ON COLUMN @ledger@.kpi_exception.why IS 'Why it is here, in words.';
COMMENT ON COLUMN @ledger@.kpi_exception.owner IS 'Who is to explain it.';
COMMENT ON COLUMN @ledger@.kpi_exception.opened_at IS 'When it was found.';
COMMENT ON COLUMN @ledger@.kpi_exception.closed_at IS 'When it was explained; null: it is open.';
COMMENT ON COLUMN @ledger@.kpi_exception.closed_by IS 'Who explained it.';
COMMENT ON COLUMN @ledger@.kpi_exception.reason IS 'The explanation.';
