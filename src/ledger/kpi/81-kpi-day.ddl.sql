-- 81-kpi-day.sql - states of KPIs by day, and what has changed since they were stored

CREATE TABLE @ledger@.kpi_day (
	practice_id text COLLATE "C" NOT NULL REFERENCES @ledger@.practice,
	dimension   text COLLATE "C" NOT NULL CHECK (dimension IN ('all', 'payer', 'provider', 'location', 'code group')),
	item        text COLLATE "C" NOT NULL,
	source      text COLLATE "C" NOT NULL CHECK (source <> ''),
	day         date NOT NULL,
	stale_on    date NOT NULL DEFAULT 'infinity' CHECK (stale_on > day OR stale_on = 'infinity'),
	state       rcm.kpi NOT NULL,
	-- by day for all items of a dimension, by item for one of them
	PRIMARY KEY (practice_id, dimension, source, day, item),
	CHECK (dimension <> 'all' OR item = '')
);
CREATE INDEX kpi_day_item ON @ledger@.kpi_day (practice_id, dimension, item, source, day) WHERE dimension <> 'all';
COMMENT ON TABLE @ledger@.kpi_day IS 'States of KPIs by day: what refresh_kpis has stored. A row counts unless kpi_mark says that something of its day has changed since, or its stale_on has come; then kpi_daily and all that reads it look at the rows themselves. So nothing is lost when rows of this table are, and a table without rows is only slow. Written by refresh_kpis and by nothing else.';
COMMENT ON COLUMN @ledger@.kpi_day.dimension IS 'all, payer, provider, location or code group.';
COMMENT ON COLUMN @ledger@.kpi_day.item IS 'Which payer, provider and so on; empty: all of them, or none is known.';
COMMENT ON COLUMN @ledger@.kpi_day.source IS 'Which kind of row was counted: see kpi_facts and kpi_standing. Every day that is stored has the row of dimension all, with a state that counts nothing where there was nothing to count. *: no source, the one row that every refresh_kpis writes first.';
COMMENT ON COLUMN @ledger@.kpi_day.day IS 'The day by which the source''s rows are dated; of a standing source the day as of which it was counted.';
COMMENT ON COLUMN @ledger@.kpi_day.stale_on IS 'The day on which it is to be counted again though nothing was posted, because an age or a term has passed by then; infinity: never. Only the row of dimension all says it.';
COMMENT ON COLUMN @ledger@.kpi_day.state IS 'What the rows count together.';

-- (rows come with every posting and go with every refresh: no index but its key, no foreign key to look up)
CREATE TABLE @ledger@.kpi_mark (
	practice_id text COLLATE "C" NOT NULL,
	mark_id     bigint GENERATED ALWAYS AS IDENTITY,
	first_id    bigint,
	last_id     bigint,
	day         date,
	kind        text COLLATE "C" NOT NULL CHECK (kind IN ('entry', 'claim_transition', 'submission', 'acknowledgement', 'denial', 'work_touch', 'remittance', 'claim', 'patient', 'day', 'standing', 'all')),
	name        text COLLATE "C",
	relation    text COLLATE "C",
	PRIMARY KEY (practice_id, mark_id),
	CHECK (CASE kind WHEN 'claim' THEN name IS NOT NULL WHEN 'patient' THEN name IS NOT NULL WHEN 'day' THEN day IS NOT NULL WHEN 'all' THEN true WHEN 'standing' THEN true
		ELSE first_id <= last_id END)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
COMMENT ON TABLE @ledger@.kpi_mark IS 'What was changed since the states of kpi_day were stored. Triggers write it in the transaction that makes the change, so that whoever sees the change sees the mark; refresh_kpis takes away those that it has seen. kpi_dirty and kpi_stood say which days they mean. A mark too many costs time, one too few would be a wrong number.';
COMMENT ON COLUMN @ledger@.kpi_mark.first_id IS 'First number of the rows that were written, of kinds that are numbered: one mark for a statement, however many rows.';
COMMENT ON COLUMN @ledger@.kpi_mark.last_id IS 'Last number.';
COMMENT ON COLUMN @ledger@.kpi_mark.day IS 'The day, for kind day.';
COMMENT ON COLUMN @ledger@.kpi_mark.kind IS 'The relation whose numbers first_id and last_id are; or claim, patient, day: all that belongs to it; standing: all that stands; or all: everything.';
COMMENT ON COLUMN @ledger@.kpi_mark.name IS 'The claim or patient.';
COMMENT ON COLUMN @ledger@.kpi_mark.relation IS 'The relation that was changed, of kinds that are not numbered: which facts read it says kpi_read_by, and kpi_stood from when on; null: any may.';
