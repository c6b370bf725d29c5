-- 87-pilot.sql - what is tried on a slice of the claims before it is done with all

CREATE TABLE @ledger@.pilot (
	practice_id   text COLLATE "C" NOT NULL REFERENCES @ledger@.practice,
	pilot_id      text COLLATE "C" NOT NULL CHECK (pilot_id <> ''),
	question      text NOT NULL CHECK (question <> '' AND NOT rcm.has_card_number(question)),
	kpis          text[] NOT NULL CHECK (cardinality(kpis) BETWEEN 1 AND 20 AND array_position(kpis, NULL) IS NULL),
	payer_ids     text[] CHECK (cardinality(payer_ids) > 0),
	provider_npis text[] CHECK (cardinality(provider_npis) > 0),
	locations     text[] CHECK (cardinality(locations) > 0),
	code_groups   text[] CHECK (cardinality(code_groups) > 0),
	claim_ids     text[] CHECK (cardinality(claim_ids) > 0),
	hash_percent  numeric(5, 2) CHECK (hash_percent > 0 AND hash_percent < 100),
	begins_on     date NOT NULL,
	ends_on       date,
	owner         text NOT NULL CHECK (owner <> ''),
	opened_at     timestamptz NOT NULL DEFAULT now(),
	verdict       text CHECK (verdict IN ('adopt', 'drop')),
	verdict_by    text CHECK (verdict_by <> ''),
	verdict_on    date,
	because       text CHECK (because ~ '\S' AND NOT rcm.has_card_number(because)),
	PRIMARY KEY (practice_id, pilot_id),
	CONSTRAINT pilot_has_slice CHECK (num_nonnulls(payer_ids, provider_npis, locations, code_groups, claim_ids, hash_percent) > 0),
	CONSTRAINT pilot_ends CHECK (ends_on >= begins_on),
	CONSTRAINT pilot_verdict CHECK (num_nonnulls(verdict, verdict_by, verdict_on, because) IN (0, 4))
);
COMMENT ON TABLE @ledger@.pilot IS 'Pilots: what is tried on a slice of the claims. The slice is what all of payer_ids, provider_npis, locations, code_groups, claim_ids and hash_percent that are set have in common; it is set once and never changed, so that nobody chooses it by the result.';
COMMENT ON COLUMN @ledger@.pilot.pilot_id IS 'Its name.';
COMMENT ON COLUMN @ledger@.pilot.question IS 'What is to be found out.';
COMMENT ON COLUMN @ledger@.pilot.kpis IS 'The KPIs that it is judged by, said beforehand.';
COMMENT ON COLUMN @ledger@.pilot.payer_ids IS 'Claims of these payers; null: of all.';
COMMENT ON COLUMN @ledger@.pilot.provider_npis IS 'Of these providers.';
COMMENT ON COLUMN @ledger@.pilot.locations IS 'At these locations, as the facts of KPIs name them.';
COMMENT ON COLUMN @ledger@.pilot.code_groups IS 'With procedure codes of these groups, as rcm.code_group names them.';
COMMENT ON COLUMN @ledger@.pilot.claim_ids IS 'These claims.';
COMMENT ON COLUMN @ledger@.pilot.hash_percent IS 'That many of a hundred claims, drawn by a hash of pilot and claim number: by chance, but the same whenever it is asked.';
COMMENT ON COLUMN @ledger@.pilot.begins_on IS 'First day.';
COMMENT ON COLUMN @ledger@.pilot.ends_on IS 'Last day, included; null: it goes on.';
COMMENT ON COLUMN @ledger@.pilot.owner IS 'Who answers for it.';
COMMENT ON COLUMN @ledger@.pilot.opened_at IS 'When it was written.';
COMMENT ON COLUMN @ledger@.pilot.verdict IS 'adopt or drop; null: not decided.';
COMMENT ON COLUMN @ledger@.pilot.verdict_by IS 'Who decided.';
COMMENT ON COLUMN @ledger@.pilot.verdict_on IS 'Day of the decision.';
COMMENT ON COLUMN @ledger@.pilot.because IS 'Why.';
