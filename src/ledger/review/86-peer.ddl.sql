-- 86-peer.sql - what a practice tells of itself, and what it learns of others for it

CREATE TABLE @ledger@.peer_release (
	practice_id text COLLATE "C" NOT NULL REFERENCES @ledger@.practice,
	month       date NOT NULL CHECK (extract(day FROM month) = 1),
	kpi         text COLLATE "C" NOT NULL CHECK (kpi <> ''),
	numerator   numeric NOT NULL,
	-- (a month of less would show single patients)
	denominator numeric NOT NULL CHECK (denominator >= 30),
	value       numeric NOT NULL,
	released_at timestamptz NOT NULL,
	released_by name NOT NULL,
	PRIMARY KEY (practice_id, month, kpi)
);
COMMENT ON TABLE @ledger@.peer_release IS 'The figures of a month that a practice lets into the benchmark, by release_figures and of its own will. Other practices never see these rows: publish_peers, which only the owner of the ledger can call, makes peer_benchmark of them. A trigger computes the figures, so that nobody can release others. Never changed.';
COMMENT ON COLUMN @ledger@.peer_release.month IS 'First day of the month.';
COMMENT ON COLUMN @ledger@.peer_release.kpi IS 'Id, as in rcm.kpis().';
COMMENT ON COLUMN @ledger@.peer_release.numerator IS 'Above the line; money in dollars.';
COMMENT ON COLUMN @ledger@.peer_release.denominator IS 'Below the line.';
COMMENT ON COLUMN @ledger@.peer_release.value IS 'The number, in the unit of the KPI.';
COMMENT ON COLUMN @ledger@.peer_release.released_at IS 'When it was released.';
COMMENT ON COLUMN @ledger@.peer_release.released_by IS 'The role that did.';

CREATE TABLE @ledger@.peer_benchmark (
	practice_id  text COLLATE "C" NOT NULL REFERENCES @ledger@.practice,
	month        date NOT NULL CHECK (extract(day FROM month) = 1),
	kpi          text COLLATE "C" NOT NULL CHECK (kpi <> ''),
	peers        integer NOT NULL CHECK (peers >= 5 AND peers % 5 = 0),
	low          numeric NOT NULL,
	middle       numeric NOT NULL,
	high         numeric NOT NULL,
	published_at timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (practice_id, month, kpi)
);
COMMENT ON TABLE @ledger@.peer_benchmark IS 'What a practice learns of its peers: means of parts of at least five others that have released the month, rounded, without names. Written by publish_peers, once, and never changed, so that nothing is learned from the difference of two publications.';
COMMENT ON COLUMN @ledger@.peer_benchmark.month IS 'First day of the month.';
COMMENT ON COLUMN @ledger@.peer_benchmark.kpi IS 'Id, as in rcm.kpis().';
COMMENT ON COLUMN @ledger@.peer_benchmark.peers IS 'At least so many others are behind it: rounded down to fives.';
COMMENT ON COLUMN @ledger@.peer_benchmark.low IS 'Mean of the lower half of them, rounded.';
COMMENT ON COLUMN @ledger@.peer_benchmark.middle IS 'Mean of those between the quartiles, rounded.';
COMMENT ON COLUMN @ledger@.peer_benchmark.high IS 'Mean of the upper half, rounded.';
COMMENT ON COLUMN @ledger@.peer_benchmark.published_at IS 'When it was published.';
