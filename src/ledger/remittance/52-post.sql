-- 52-post.sql - posting remittances: a file, a payment, its claims

CREATE OR REPLACE FUNCTION @ledger@.payer_key(tax_id text, payer_id text, name text) RETURNS text
	LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
	SELECT left(coalesce(nullif(payer_key.tax_id, ''), nullif(payer_key.payer_id, ''), nullif(payer_key.name, ''), 'unknown'), 200)
$$;
COMMENT ON FUNCTION @ledger@.payer_key(text, text, text) IS
'Who pays, as remittance.payer_key has it: the tax id of TRN03 as sent, else the id, else the name of N1*PR.';

CREATE OR REPLACE FUNCTION @ledger@.why_held(practice_id text, payment jsonb, claims rcm.remitted_claim[]) RETURNS text[]
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp SET datestyle = 'ISO, YMD' AS $$
	SELECT array_agg(w.reason ORDER BY w.nth, w.claim)
	FROM jsonb_to_record(why_held.payment) p (complete boolean, trace_number text, payment_date date, balances boolean, difference rcm.usd, amount rcm.usd,
		credit_debit text, claims_paid rcm.usd, provider_adjustments rcm.usd, payee_id text, payee_tin text, payer_tax_id text, payer_id text,
		payer_name text, digest text)
	JOIN @ledger@.practice us ON us.practice_id = why_held.practice_id,
	LATERAL (
		SELECT 1, 0, 'the 835 is cut: its SE is missing' WHERE NOT p.complete
		UNION ALL
		SELECT 2, 0, 'TRN02 is missing: without a trace number nobody can tell whether it was posted before' WHERE p.trace_number IS NULL
		UNION ALL
		-- (what keys are made of has to fit into them; X12 itself stops at 50)
		SELECT 2, 0, 'TRN02 is longer than 200 characters' WHERE length(p.trace_number) > 200
		UNION ALL
		SELECT 2, c.claim, format('claim %s: CLP01, CLP07 or REF F8 is longer than 200 characters', c.claim)
		FROM unnest(why_held.claims) c WHERE greatest(length(c.claim_id), length(c.payer_claim_control), length(c.original_ref)) > 200
		UNION ALL
		SELECT 3, 0, 'BPR16, the payment date, is missing or no date' WHERE p.payment_date IS NULL
		UNION ALL
		SELECT 4, 0, CASE WHEN p.difference IS NULL THEN 'payment: an amount of BPR02, CLP04 or PLB is missing or cannot be read as exact cents'
			ELSE format('payment: BPR02 %s <> claims %s - provider adjustments %s, difference %s', p.amount, p.claims_paid, p.provider_adjustments, p.difference) END
		WHERE p.balances IS NOT TRUE
		UNION ALL
		SELECT 5, 0, format('the payment date %s has not come; at the practice it is %s', p.payment_date, @ledger@.today(why_held.practice_id))
		WHERE p.payment_date > @ledger@.today(why_held.practice_id)
		UNION ALL
		SELECT 6, 0, 'the payee is not this practice: neither its NPI, its tax id nor one of practice.payee_ids'
		WHERE NOT EXISTS (SELECT FROM unnest(us.payee_ids || ARRAY[us.npi::text, us.tin]) own (id)
			WHERE replace(own.id, '-', '') IN (replace(p.payee_id, '-', ''), replace(p.payee_tin, '-', '')))
		UNION ALL
		SELECT 7, 0, 'another remittance has the same payer, trace number, amount and date, but says something else'
		WHERE EXISTS (SELECT FROM @ledger@.remittance r
			WHERE r.practice_id = why_held.practice_id AND r.trace_number = p.trace_number AND r.payment_date = p.payment_date
				AND r.payer_key = @ledger@.payer_key(p.payer_tax_id, p.payer_id, p.payer_name)
				AND r.amount = CASE p.credit_debit WHEN 'D' THEN -p.amount ELSE p.amount END
				AND r.amount <> 0 AND r.digest <> p.digest AND r.state = 'posted')
		UNION ALL
		SELECT 8, c.claim, format('claim %s: %s', c.claim, regexp_replace(f.fault, '^claim: ', ''))
		FROM unnest(why_held.claims) c, unnest(c.faults) f (fault)) w (nth, claim, reason)
$$;
COMMENT ON FUNCTION @ledger@.why_held(text, jsonb, rcm.remitted_claim[]) IS
'Why a payment of an 835 is not posted, one sentence for each reason, null when there is none: it is cut; has no trace number or date; an equation fails at the level of the payment, of a claim or of a line (named with its difference; I5); its date has not come; it is for another payee; or a remittance with the same trace says something else. payment: its row of rcm.remittance_payments; claims: what rcm.remittance_postings says of it. Claims are counted through the payment from 1.';

CREATE OR REPLACE FUNCTION @ledger@.store_inbound(practice_id text, file bytea, kind text) RETURNS bigint
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	id bigint;
BEGIN
	SELECT i.interchange_id INTO id FROM @ledger@.interchange i
		WHERE i.practice_id = store_inbound.practice_id AND i.sha256 = sha256(store_inbound.file) AND i.direction = 'in'
		ORDER BY i.interchange_id LIMIT 1;
	IF NOT FOUND THEN
		INSERT INTO @ledger@.interchange AS i (practice_id, direction, kind, file, state)
			VALUES (store_inbound.practice_id, 'in', store_inbound.kind, store_inbound.file, 'received')
			RETURNING i.interchange_id INTO id;
	END IF;
	RETURN id;
END
$$;
COMMENT ON FUNCTION @ledger@.store_inbound(text, bytea, text) IS
'Keeps a file that came in, byte for byte, and returns its number; of a file that is kept already, its number.';

CREATE OR REPLACE FUNCTION @ledger@.post_835(practice_id text, file bytea, interchange_id bigint DEFAULT NULL,
		OUT remittance_id bigint, OUT payment_no integer, OUT trace_number text, OUT amount rcm.usd, OUT state text, OUT detail text[])
	RETURNS SETOF record
	-- (whatever the statistics say of tables that grow with every posting: their indexes are the way)
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp SET enable_seqscan = off SET jit = off AS $$
DECLARE
	p        record;
	rem      @ledger@.remittance;
	remitted rcm.remitted_claim[];
BEGIN
	IF @ledger@.today(practice_id) IS NULL THEN
		RAISE EXCEPTION 'there is no practice "%"', practice_id USING ERRCODE = 'RC010';
	END IF;
	interchange_id := coalesce(interchange_id, @ledger@.store_inbound(practice_id, file, '835'));
	remitted := ARRAY(SELECT r FROM rcm.remittance_postings(file) r);
	-- a file of several payments locks the claims of all of them first, in order: else two such files wait for each other
	IF remitted[cardinality(remitted)].payment > 1 THEN
		PERFORM @ledger@.lock_claims(post_835.practice_id, ARRAY(SELECT r.claim_id FROM unnest(remitted) r WHERE r.claim_id IS NOT NULL));
	END IF;
	FOR p IN
		SELECT q.*, CASE q.credit_debit WHEN 'D' THEN -q.amount ELSE q.amount END AS signed, coalesce(c.claims_of_it, '{}') AS remitted, to_jsonb(q) AS payment_row, a.provider_adjustments_of_it AS plb
		FROM rcm.remittance_payments(file) q
		LEFT JOIN (SELECT r.payment, array_agg(r ORDER BY r.claim) AS claims_of_it FROM unnest(remitted) r GROUP BY 1) c USING (payment)
		LEFT JOIN (SELECT a.payment, jsonb_agg(a ORDER BY a.adjustment) AS provider_adjustments_of_it FROM rcm.remittance_provider_adjustments(file) a GROUP BY 1) a USING (payment)
		ORDER BY q.payment
	LOOP
		rem := @ledger@.open_remittance(post_835.practice_id, post_835.interchange_id, p.payment, @ledger@.payer_key(p.payer_tax_id, p.payer_id, p.payer_name),
			coalesce(p.payer_id, p.payer_tax_id), p.payer_name, coalesce(p.payee_id, p.payee_tin), left(coalesce(p.trace_number, ''), 200), coalesce(p.signed, 0),
			coalesce(p.payment_date, p.production_date, '-infinity'), p.method, p.digest, p.claims);
		remittance_id := rem.remittance_id;
		payment_no := p.payment;
		trace_number := rem.trace_number;
		amount := rem.amount;
		detail := NULL;
		IF rem.state <> 'held' THEN
			state := CASE rem.state WHEN 'posted' THEN 'posted before' ELSE rem.state END;
		ELSE
			detail := @ledger@.why_held(post_835.practice_id, p.payment_row, p.remitted);
			IF detail IS NULL THEN
				PERFORM @ledger@.post_payment(rem, p.remitted, p.plb);
				state := 'posted';
			ELSE
				UPDATE @ledger@.remittance r SET held_because = detail
					WHERE r.practice_id = rem.practice_id AND r.remittance_id = rem.remittance_id AND r.held_because IS DISTINCT FROM detail;
				state := 'held';
			END IF;
		END IF;
		RETURN NEXT;
	END LOOP;
END
$$;
COMMENT ON FUNCTION @ledger@.post_835(text, bytea, bigint) IS
'Posts the remittances of an X12 file, each as a whole or not at all; one row for each 835. state: posted; held, when an equation fails or something else is wrong, and "detail" says what: nothing of it was posted, and the others of the file are not touched; posted before, when the same remittance is in the ledger, from this file or another: nothing changes. What a claim or line of the ledger does not answer waits in suspense (view suspense), what is odd besides is listed in posting_exception; the cash of a posted remittance is always its amount. interchange_id: the file''s number where it is stored already.
Order: reversals of what was posted before; claims; reversals of what came in the same payment, or before it; provider adjustments (PLB). For each line: payment to cash; CO and PI to contractual, or, where the reason is a denial, still owed by the payer; PR to the next payer, or the patient; OA 23 moves nothing. Errors: RC010 no such practice, RC006 no X12.

    SELECT trace_number, amount, state, detail FROM billing.post_835(''A'', pg_read_binary_file(''/tmp/era.835''));';

CREATE OR REPLACE FUNCTION @ledger@.open_remittance(practice_id text, interchange_id bigint, payment_no integer, payer_key text, payer_id text,
		payer_name text, payee_id text, trace_number text, amount rcm.usd, payment_date date, method text, digest text, claims integer)
	RETURNS @ledger@.remittance
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	rem @ledger@.remittance;
BEGIN
	-- who posts the same remittance at the same time waits here for the other one
	INSERT INTO @ledger@.remittance AS r (practice_id, interchange_id, payment_no, payer_key, payer_id, payer_name, payee_id, trace_number,
			amount, payment_date, method, digest, claims, state)
		VALUES (open_remittance.practice_id, open_remittance.interchange_id, open_remittance.payment_no, open_remittance.payer_key,
			open_remittance.payer_id, open_remittance.payer_name, open_remittance.payee_id, open_remittance.trace_number, open_remittance.amount,
			open_remittance.payment_date, open_remittance.method, open_remittance.digest, open_remittance.claims, 'held')
		ON CONFLICT ON CONSTRAINT remittance_once DO NOTHING
		RETURNING * INTO rem;
	IF NOT FOUND THEN
		SELECT * INTO rem FROM @ledger@.remittance r
			WHERE r.practice_id = open_remittance.practice_id AND r.payer_key = open_remittance.payer_key AND r.trace_number = open_remittance.trace_number
				AND r.amount = open_remittance.amount AND r.payment_date = open_remittance.payment_date AND r.digest = open_remittance.digest
			FOR NO KEY UPDATE;
		IF NOT FOUND THEN
			RAISE EXCEPTION 'somebody else posted the same remittance at the same time' USING ERRCODE = 'serialization_failure',
				HINT = 'Try again.';
		END IF;
	END IF;
	RETURN rem;
END
$$;
COMMENT ON FUNCTION @ledger@.open_remittance(text, bigint, integer, text, text, text, text, text, rcm.usd, date, text, text, integer) IS
'The row of a remittance, new or as it is, locked: the same remittance is one row whatever file it comes in.';
