-- 90-check-1-entries.sql - proofs about entries one by one: I1, I7, I11, I14, and what they refer to

CREATE OR REPLACE FUNCTION @ledger@.check_entries(practice_id text DEFAULT NULL) RETURNS SETOF @ledger@.violation
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	moment timestamptz := clock_timestamp();
BEGIN
	RETURN QUERY
	SELECT f.invariant, e.practice_id, format('entry %s', e.entry_id), f.detail, e.amount
	FROM @ledger@.entry e
	LEFT JOIN @ledger@.practice p ON p.practice_id = e.practice_id
	LEFT JOIN @ledger@.event v ON v.practice_id = e.practice_id AND v.event_id = e.event_id
	CROSS JOIN LATERAL (VALUES
		(v.event_id IS NULL, 'reference', format('its event %s is not there', e.event_id)),
		(p.practice_id IS NULL, 'reference', 'its practice is not there'),
		(e.from_account = e.to_account, 'I1', format('moves money from %s to itself', e.from_account)),
		(e.amount <= 0, 'I1', 'moves no amount above zero'),
		((e.claim_id IS NULL) <> (e.line_no IS NULL), 'I1', 'names a claim without a line, or a line without a claim'),
		(e.claim_id IS NULL AND (owes(e.from_account) OR owes(e.to_account) OR 'revenue' IN (e.from_account, e.to_account)),
			'I1', format('moves money from %s to %s for no charge line', e.from_account, e.to_account)),
		(e.receipt_id IS NULL AND ('unapplied_patient' IN (e.from_account, e.to_account) OR 'unapplied_payer' IN (e.from_account, e.to_account)),
			'I10', 'moves money of no receipt'),
		(e.effective_on < v.effective_on OR e.effective_on > v.effective_on AND e.reverses IS NULL, 'I1', format('counts on %s, its event on %s', e.effective_on, v.effective_on)),
		(e.effective_on > (e.posted_at AT TIME ZONE p.time_zone)::date,
			'I14', format('counts on %s, after it was posted at %s', e.effective_on, e.posted_at)),
		(e.posted_at > moment, 'I14', format('was posted at %s, which has not come', e.posted_at))
		) f (fails, invariant, detail)
	WHERE (check_entries.practice_id IS NULL OR e.practice_id = check_entries.practice_id) AND f.fails;

	RETURN QUERY
	SELECT 'I14', v.practice_id, format('event %s', v.event_id),
		format('counts on %s, posted at %s', v.effective_on, v.posted_at), NULL::rcm.usd
	FROM @ledger@.event v JOIN @ledger@.practice p ON p.practice_id = v.practice_id
	WHERE (check_entries.practice_id IS NULL OR v.practice_id = check_entries.practice_id)
		AND (v.posted_at > moment OR v.effective_on > (v.posted_at AT TIME ZONE p.time_zone)::date);
END
$$;
COMMENT ON FUNCTION @ledger@.check_entries(text) IS
'Part of check(): entries and events one by one. I1: every entry moves an amount above zero from an account to another, for a charge line where somebody owes it, and counts on the day of its event (what takes back an entry of a later day counts on that). I10: what waits to be applied is of a receipt. I14: nothing counts on a day that had not come when it was posted, nothing was posted in the future. reference: the event is there. practice_id: null for all.';

CREATE OR REPLACE FUNCTION @ledger@.check_entry_references(practice_id text DEFAULT NULL) RETURNS SETOF @ledger@.violation
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	RETURN QUERY
	SELECT 'reference', e.practice_id, format('entry %s', e.entry_id), format('its charge line %s of claim "%s" is not there', e.line_no, e.claim_id), e.amount
	FROM @ledger@.entry e
	WHERE (check_entry_references.practice_id IS NULL OR e.practice_id = check_entry_references.practice_id) AND e.claim_id IS NOT NULL
		AND NOT EXISTS (SELECT FROM @ledger@.claim_line l WHERE l.practice_id = e.practice_id AND l.claim_id = e.claim_id AND l.line_no = e.line_no);
	RETURN QUERY
	SELECT 'reference', e.practice_id, format('entry %s', e.entry_id), format('its receipt "%s" is not there', e.receipt_id), e.amount
	FROM @ledger@.entry e
	WHERE (check_entry_references.practice_id IS NULL OR e.practice_id = check_entry_references.practice_id) AND e.receipt_id IS NOT NULL
		AND NOT EXISTS (SELECT FROM @ledger@.receipt r WHERE r.practice_id = e.practice_id AND r.receipt_id = e.receipt_id);
	RETURN QUERY
	SELECT 'reference', e.practice_id, format('entry %s', e.entry_id), format('its remittance %s is not there, or not posted', e.remittance_id), e.amount
	FROM @ledger@.entry e
	WHERE (check_entry_references.practice_id IS NULL OR e.practice_id = check_entry_references.practice_id) AND e.remittance_id IS NOT NULL
		AND NOT EXISTS (SELECT FROM @ledger@.remittance r WHERE r.practice_id = e.practice_id AND r.remittance_id = e.remittance_id AND r.state = 'posted');
	RETURN QUERY
	SELECT 'reference', e.practice_id, format('entry %s', e.entry_id), format('claim %s of remittance %s is not there', e.remitted_claim, e.remittance_id), e.amount
	FROM @ledger@.entry e
	WHERE (check_entry_references.practice_id IS NULL OR e.practice_id = check_entry_references.practice_id) AND e.remitted_claim IS NOT NULL
		AND NOT EXISTS (SELECT FROM @ledger@.remittance_claim r
			WHERE r.practice_id = e.practice_id AND r.remittance_id = e.remittance_id AND r.claim_no = e.remitted_claim);
END
$$;
COMMENT ON FUNCTION @ledger@.check_entry_references(text) IS
'Part of check(): the charge line, receipt, remittance and remitted claim that an entry names are there. practice_id: null for all.';

CREATE OR REPLACE FUNCTION @ledger@.check_contractual(practice_id text DEFAULT NULL) RETURNS SETOF @ledger@.violation
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	RETURN QUERY
	SELECT 'I11', e.practice_id, format('entry %s', e.entry_id),
		CASE WHEN e.carc IS NULL THEN 'is a discount without a reason'
			WHEN e.exception LIKE 'contract:_%' THEN format('reason %s-%s is a denial, and there is no contract rule "%s" for it', e.group_code, e.carc, substr(e.exception, 10))
			ELSE format('reason %s-%s is no discount that was agreed upon', e.group_code, e.carc) END, e.amount
	FROM @ledger@.entry e
	WHERE (check_contractual.practice_id IS NULL OR e.practice_id = check_contractual.practice_id)
		AND e.to_account = 'contractual' AND e.reverses IS NULL
		-- (a payer's own take-back of a discount goes the other way, a reversal of one that was taken back comes by this way again)
		AND (e.carc IS NULL OR adjustment_class(coalesce(e.group_code, 'CO'), e.carc) <> 'contractual')
		AND NOT EXISTS (SELECT FROM @ledger@.contract_rule c WHERE c.practice_id = e.practice_id
			AND 'contract:' || c.rule_id = e.exception AND c.carc = e.carc);
END
$$;
COMMENT ON FUNCTION @ledger@.check_contractual(text) IS
'Part of check(): I11, no amount that a payer denied is a contractual discount unless a row of contract_rule says so. practice_id: null for all.';

CREATE OR REPLACE FUNCTION @ledger@.check_reversals(practice_id text DEFAULT NULL) RETURNS SETOF @ledger@.violation
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	RETURN QUERY
	SELECT 'I7', b.practice_id, format('entry %s', b.entry_id),
		CASE WHEN e.entry_id IS NULL THEN format('reverses entry %s, which is not there', b.reverses)
			ELSE format('is not the mirror of entry %s, which it reverses', b.reverses) END, b.amount - e.amount
	FROM @ledger@.entry b LEFT JOIN @ledger@.entry e ON e.practice_id = b.practice_id AND e.entry_id = b.reverses
	WHERE (check_reversals.practice_id IS NULL OR b.practice_id = check_reversals.practice_id) AND b.reverses IS NOT NULL
		AND (b.from_account, b.to_account, b.amount, b.claim_id, b.line_no, b.receipt_id)
			IS DISTINCT FROM (e.to_account, e.from_account, e.amount, e.claim_id, e.line_no, e.receipt_id);
	RETURN QUERY
	SELECT 'I7', b.practice_id, format('entry %s', b.reverses), format('is reversed %s times', count(*)), min(b.amount) * (count(*) - 1)::integer
	FROM @ledger@.entry b
	WHERE (check_reversals.practice_id IS NULL OR b.practice_id = check_reversals.practice_id) AND b.reverses IS NOT NULL
	GROUP BY b.practice_id, b.reverses HAVING count(*) > 1;
	RETURN QUERY
	SELECT 'I7', v.practice_id, format('event %s', v.reverses), format('is reversed %s times', count(*)), NULL::rcm.usd
	FROM @ledger@.event v
	WHERE (check_reversals.practice_id IS NULL OR v.practice_id = check_reversals.practice_id) AND v.reverses IS NOT NULL
	GROUP BY v.practice_id, v.reverses HAVING count(*) > 1;
	RETURN QUERY
	SELECT 'I7', v.practice_id, format('event %s', v.event_id), format('reverses event %s, but not its entry %s', v.reverses, e.entry_id), e.amount
	FROM @ledger@.event v JOIN @ledger@.entry e ON e.practice_id = v.practice_id AND e.event_id = v.reverses AND e.remittance_id IS NULL
	WHERE (check_reversals.practice_id IS NULL OR v.practice_id = check_reversals.practice_id)
		AND NOT EXISTS (SELECT FROM @ledger@.entry b WHERE b.practice_id = e.practice_id AND b.reverses = e.entry_id);
END
$$;
COMMENT ON FUNCTION @ledger@.check_reversals(text) IS
'Part of check(): I7, what reverses an entry is its mirror, once; an event that reverses another reverses all of it. practice_id: null for all.';

CREATE OR REPLACE FUNCTION @ledger@.check_triggers() RETURNS SETOF @ledger@.violation
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT 'I7', NULL::text, format('table %s', w.relation),
		CASE WHEN t.oid IS NULL THEN format('its trigger %s is gone', w.guard) ELSE format('its trigger %s is disabled', w.guard) END, NULL::rcm.usd
	FROM (
		SELECT 'append_only', unnest(ARRAY['entry', 'event', 'claim_transition', 'acknowledgement', 'remittance_line', 'remittance_adjustment',
			'statement', 'statement_line', 'instalment', 'payment_plan_line', 'refund', 'recovery', 'work_touch', 'appeal_denial',
			'review', 'review_kpi', 'goal', 'peer_release', 'peer_benchmark', 'work_time', 'invoice', 'invoice_line'])
		UNION ALL SELECT 'never_deleted', unnest(ARRAY['remittance', 'remittance_claim', 'provider_adjustment', 'posting_exception', 'submission',
			'interchange', 'receipt', 'placement', 'receivable', 'claim_line', 'payment_plan', 'denial', 'work_item', 'work_member', 'appeal',
			'kpi_exception', 'pilot'])
		UNION ALL VALUES ('keep_receivable', 'entry'), ('claim_written', 'claim'), ('claim_changed', 'claim'), ('log_work', 'work_item'), ('by_work', 'work_touch'),
			('write_review', 'review'), ('by_review', 'review_kpi'), ('as_found', 'kpi_exception'), ('write_invoice', 'invoice'), ('by_invoice', 'invoice_line')) w (guard, relation)
	LEFT JOIN pg_trigger t ON t.tgrelid = to_regclass('@ledger@.' || w.relation) AND t.tgname = w.guard
	WHERE t.oid IS NULL OR t.tgenabled NOT IN ('O', 'A')
$$;
COMMENT ON FUNCTION @ledger@.check_triggers() IS
'Part of check(): I7, the triggers that keep what was posted as it was are there and enabled.';
