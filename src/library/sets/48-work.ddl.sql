-- 48-work.sql - how much work a person gets done in a day

CREATE TABLE @library@.work_pace (
	queue        text COLLATE "C" NOT NULL DEFAULT '*' CHECK (queue <> ''),
	kind         text COLLATE "C" NOT NULL CHECK (kind IN ('technical', 'clinical')),
	per_day      integer NOT NULL CHECK (per_day > 0),
	per_day_most integer NOT NULL,
	source       text NOT NULL,
	verified     boolean NOT NULL DEFAULT false,
	eff          date,
	term         date,
	CHECK (per_day_most >= per_day),
	CHECK (term >= eff),
	CONSTRAINT work_pace_one UNIQUE NULLS NOT DISTINCT (queue, eff)
);
COMMENT ON TABLE @library@.work_pace IS 'How many items of a queue a person is expected to work in a day where a ledger''s work_target says nothing. A row of a queue goes before one of all (*).';
COMMENT ON COLUMN @library@.work_pace.queue IS 'The desk, as work_item of a ledger has it, or *.';
COMMENT ON COLUMN @library@.work_pace.kind IS 'technical, or clinical where notes have to be read.';
COMMENT ON COLUMN @library@.work_pace.per_day IS 'Items in a day, at least: the target.';
COMMENT ON COLUMN @library@.work_pace.per_day_most IS 'Items in a day, at most.';
COMMENT ON COLUMN @library@.work_pace.source IS 'Where the figures are from.';
COMMENT ON COLUMN @library@.work_pace.verified IS 'The row says what its source says; false: it is at second hand.';
INSERT INTO @library@.work_pace (queue, kind, per_day, per_day_most, source) VALUES
	('*', 'technical', 50, 60, 'HFMA (hfma.org, article 17761)'),
	('coder', 'clinical', 25, 30, 'HFMA (hfma.org, article 17761)'),
	('clinician', 'clinical', 25, 30, 'HFMA (hfma.org, article 17761)');
