-- ledger_access.sql - nobody sees or writes another practice's rows, in any relation, view or function of a ledger.
--
-- Relations and functions are found in the catalogue: a new table is filled and tried by itself (tell
-- "filling" what its CHECKs ask for), a new function is called with the values that "sample" has for its
-- arguments; an argument that it has no value for fails the test.
\set ON_ERROR_STOP 1
SET client_min_messages = warning;
SET search_path = public, rcm, pg_catalog;
BEGIN;
SELECT no_plan();
SELECT rcm.create_ledger('billing');

CREATE TEMP TABLE relation AS
	SELECT c.oid, c.relname, c.relkind, c.relrowsecurity, c.reloptions, EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'practice_id' AND NOT a.attisdropped) AS of_practice
	FROM pg_class c WHERE c.relnamespace = 'billing'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm');
CREATE TEMP VIEW called AS SELECT p.* FROM pg_proc p WHERE p.pronamespace = 'billing'::regnamespace AND p.prorettype <> 'trigger'::regtype AND p.prokind = 'f';

-- ---- what the catalogue says ----

SELECT set_eq($$SELECT relname::text FROM relation WHERE NOT of_practice$$, $$VALUES ('version'), ('claim_state')$$, 'every other relation is by practice');
SELECT is((SELECT string_agg(relname, ' ') FROM relation WHERE relkind IN ('r', 'p') AND of_practice AND NOT relrowsecurity), NULL, 'every table has row security');
SELECT is((SELECT string_agg(relname, ' ') FROM relation r WHERE relkind IN ('r', 'p') AND of_practice AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = r.oid)), NULL, 'and a policy');
SELECT is((SELECT string_agg(relname, ' ') FROM relation WHERE relkind = 'm'), NULL, 'nothing is kept in a materialized view, which has none');
SELECT is((SELECT string_agg(relname, ' ') FROM relation WHERE relkind = 'v' AND NOT coalesce(reloptions, '{}') @> '{security_invoker=true}'), NULL, 'views look as whoever asks');
SELECT is((SELECT string_agg(polrelid::regclass::text, ' ') FROM pg_policy p JOIN relation r ON r.oid = p.polrelid WHERE concat(polqual, polwithcheck) ~ 'SUBLINK'), NULL, 'no policy has a sub-select');
SELECT is((SELECT string_agg(polrelid::regclass::text, ' ') FROM pg_policy p JOIN relation r ON r.oid = p.polrelid WHERE NOT polpermissive OR polcmd <> '*' OR polroles <> '{0}'), NULL, 'policies are for every command and role');
SELECT is((SELECT string_agg(oid::regprocedure::text, ' ') FROM called WHERE prosecdef), NULL, 'no function has its owner''s rights');

-- ---- two practices with a row in every table; names that must not be told are Zebedee ----

CREATE TEMP TABLE filling (relation text, attribute text, value text);
INSERT INTO filling VALUES
	-- whatever has such a column
	(NULL, 'claim_id', '''C''||p'), (NULL, 'line_no', '1'), (NULL, 'patient_id', '''P''||p'), (NULL, 'interchange_id', '1'), (NULL, 'event_id', '1'), (NULL, 'remittance_id', '1'), (NULL, 'receipt_id', '''R''||p'),
	(NULL, 'statement_id', '1'), (NULL, 'plan_id', '1'), (NULL, 'last_name', '''Zebedee'''), (NULL, 'first_name', '''Zebedee'''), (NULL, 'memo', '''Zebedee'''), (NULL, 'message', '''Zebedee'''), (NULL, 'payer_name', '''Zebedee'''),
	(NULL, 'payer_id', '''PAY'''), (NULL, 'payer_key', '''PAY'''), (NULL, 'method', '''check'''), (NULL, 'channel', '''mail'''), (NULL, 'source', '''patient'''), (NULL, 'party', '''patient'''), (NULL, 'trace_number', '''T1'''),
	-- what one table asks for
	('practice', 'name', '''Zebedee'''), ('prior_authorization', 'status', '''approved'''), ('claim', 'state', '''submitted'''), ('event', 'kind', '''receipt'''),
	('entry', 'from_account', '''revenue'''), ('entry', 'to_account', '''insurer_1'''), ('entry', 'receipt_id', 'NULL'), ('entry', 'remittance_id', 'NULL'), ('entry', 'amount', '10'),
	('receivable', 'insurer_1', '10'), ('receivable', 'insurer_1_since', 'current_date - 2'),
	('interchange', 'direction', '''out'''), ('interchange', 'state', '''written'''), ('interchange', 'control_number', '''1'''), ('submission', 'state', '''submitted'''), ('acknowledgement', 'kind', '''999'''), ('acknowledgement', 'state', '''accepted'''),
	('remittance', 'state', '''posted'''), ('remittance', 'posted_at', 'now()'), ('remittance_claim', 'state', '''posted'''), ('remittance_claim', 'party', '''insurer_1'''), ('remittance_claim', 'claim_no', '1'),
	('provider_adjustment', 'account', '''suspense'''), ('refund', 'paid_to', '''patient'''), ('overpayment', 'owner', '''patient'''), ('overpayment', 'cause', '''other'''), ('overpayment', 'refund_id', 'NULL'),
	('denial', 'nature', '''denial'''), ('denial', 'root', '''authorization'''), ('denial', 'initial', 'true'), ('denial', 'party', '''insurer_1'''), ('denial', 'preventable', '''yes'''), ('denial', 'recoverable', '''low'''),
	('denial', 'state', '''open'''), ('denial', 'denial_id', '1'), ('work_touch', 'what', '''opened'''), ('kpi_number', 'counter', '''cost'''), (NULL, 'kpi', '''days_in_ar'''), ('kpi_day', 'dimension', '''all'''),
	('kpi_day', 'item', ''''''), ('kpi_day', 'state', '''{charges:10.00}'''), ('kpi_mark', 'kind', '''claim'''), ('kpi_mark', 'name', '''CB'''), (NULL, 'month', 'date_trunc(''month'', current_date - 40)::date'),
	('invoice_line', 'minutes', '0'), ('invoice_line', 'amount', '0'), (NULL, 'week', 'date_trunc(''week'', current_date - 2)::date'), ('peer_release', 'denominator', '77'), ('peer_benchmark', 'peers', '5'),
	('review_kpi', 'light', '''red'''), ('review_kpi', 'level', '''red'''), ('review_kpi', 'trend', '''red'''), ('kpi_exception', 'kind', '''red'''), ('kpi_exception', 'dimension', '''all'''), ('kpi_exception', 'exception_id', '1'),
	(NULL, 'side', '''practice'''), ('pilot', 'pilot_id', '''x'''), ('pilot', 'kpis', '''{charge_lag}'''), ('pilot', 'payer_ids', '''{PAY}'''), ('pilot', 'question', '''Zebedee'''), ('enrolment', 'provider_npi', '''1234567893'''),
	('enrolment', 'status', '''requested'''), ('claim_fact', 'fact', '''contracted'''), ('claim_fact', 'value', '''true'''), ('kpi_threshold', 'kpi', '''days_in_ar'''),
	('write_off_policy', 'to_account', '''writeoff_courtesy'''), ('statement', 'channel', '''paper'''), ('attachment', 'asked_by', '''payer''');
-- columns that may be null but are worth a value
CREATE TEMP TABLE worth AS SELECT unnest('{last_name,first_name,memo,message,payer_name,patient_id,payer_id,payer_key,claim_id,line_no,trace_number,control_number,insurer_1,insurer_1_since,party,event_id,posted_at}'::text[]) AS attribute;

CREATE FUNCTION pg_temp.fill(p text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	statement text;
BEGIN
	SET LOCAL session_replication_role = replica;
	FOR statement IN
		SELECT format('INSERT INTO billing.%I (%s) SELECT %s FROM (SELECT %L::text AS p) p', r.relname, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum), string_agg(coalesce(v.value, CASE
				WHEN a.attname = 'practice_id' THEN 'p'
				WHEN a.atttypid = 'rcm.claim'::regtype THEN 'jsonb_build_object(''claim_id'', ''C''||p, ''form'', ''P'', ''payer_id'', ''PAY'', ''patient'', ''{"last": "Zebedee", "first": "Zebedee"}''::jsonb,
					''lines'', ''[{"n": 1, "code": "99213", "charge": "10.00", "from": "2024-01-02"}]''::jsonb)::rcm.claim'
				WHEN a.atttypid = 'rcm.account'::regtype THEN '''suspense''' WHEN a.atttypid = 'rcm.kpi'::regtype THEN '''{}'''
				WHEN a.atttypid IN ('integer'::regtype, 'bigint'::regtype, 'numeric'::regtype, 'rcm.usd'::regtype) THEN '1'
				WHEN a.atttypid = 'date'::regtype THEN 'current_date - 2' WHEN a.atttypid = 'timestamptz'::regtype THEN 'now()' WHEN a.atttypid = 'bytea'::regtype THEN '''\x00'''
				WHEN a.atttypid = 'jsonb'::regtype THEN '''{"name": "Zebedee"}''' WHEN a.atttypid = 'boolean'::regtype THEN 'false' WHEN a.attndims > 0 THEN '''{}''' ELSE '''x''' END), ', ' ORDER BY a.attnum), p)
		FROM relation r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
		LEFT JOIN LATERAL (SELECT f.value FROM filling f WHERE f.attribute = a.attname AND coalesce(f.relation, r.relname) = r.relname ORDER BY f.relation NULLS LAST LIMIT 1) v ON true
		WHERE r.relkind = 'r' AND r.of_practice AND r.relname <> 'access' AND a.attgenerated = '' AND a.attidentity <> 'a'
			AND (a.attname = 'practice_id' OR (a.attnotnull AND NOT a.atthasdef) OR (v.value IS NOT NULL AND (EXISTS (SELECT FROM worth w WHERE w.attribute = a.attname) OR EXISTS (SELECT FROM filling f WHERE f.relation = r.relname AND f.attribute = a.attname))))
		GROUP BY r.relname ORDER BY r.relname
	LOOP
		EXECUTE statement;
	END LOOP;
	SET LOCAL session_replication_role = origin;
END
$$;
SELECT pg_temp.fill('A'), pg_temp.fill('B') \gset ignored_
-- (KPIs by day are stored, so that views of them need not count each time; a mark of nothing is left to be seen)
SELECT billing.refresh_kpis('A') AS a, billing.refresh_kpis('B') AS b \gset ignored_
INSERT INTO billing.kpi_mark (practice_id, kind, name) VALUES ('A', 'claim', 'none'), ('B', 'claim', 'none');

CREATE ROLE ledger_a; CREATE ROLE ledger_b; CREATE ROLE ledger_nobody; CREATE ROLE ledger_reader; CREATE ROLE ledger_heir; CREATE ROLE ledger_son NOINHERIT;
GRANT ledger_b TO ledger_heir, ledger_son;
SELECT billing.grant_practice('A', 'ledger_a'), billing.grant_practice('B', 'ledger_b'), billing.grant_practice('A', 'ledger_reader', true) \gset ignored_
-- somebody may look into every relation, but was granted no practice
GRANT USAGE ON SCHEMA rcm, billing TO ledger_nobody, ledger_heir, ledger_son;
GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA billing TO ledger_nobody, ledger_son;

-- how many rows of a practice a role sees in a relation; 'denied' when it may not look
CREATE FUNCTION pg_temp.seen(who name, relation name, practice text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	n bigint;
BEGIN
	EXECUTE format('SET LOCAL ROLE %I', who);
	BEGIN
		EXECUTE format('SELECT count(*) FROM billing.%I WHERE practice_id = %L', relation, practice) INTO n;
	EXCEPTION WHEN insufficient_privilege THEN
		n := NULL;
	END;
	RESET ROLE;
	RETURN coalesce(n::text, 'denied');
END
$$;
CREATE TEMP TABLE saw AS
	SELECT r.relname, r.relkind, who, practice, pg_temp.seen(who, r.relname, practice) AS rows
	FROM relation r, unnest('{ledger_a,ledger_b,ledger_nobody,ledger_reader,ledger_heir,ledger_son}'::name[]) who, unnest('{A,B}'::text[]) practice WHERE r.of_practice;

-- ---- looking ----

SELECT is((SELECT string_agg(relname, ' ') FROM relation r WHERE of_practice AND relkind = 'r' AND pg_temp.seen(current_user, relname, 'B') = '0'), NULL, 'there is something to see in every table');
SELECT is((SELECT string_agg(relname || ' ' || who || ' ' || rows, ', ') FROM saw WHERE relkind = 'r' AND rows IN ('0', 'denied') AND (who, practice) IN (('ledger_a', 'A'), ('ledger_b', 'B'), ('ledger_reader', 'A'), ('ledger_heir', 'B'))), NULL,
	'each role sees its own practice in every table, an heir that of the role it inherits from');
SELECT cmp_ok((SELECT count(*) FROM saw WHERE relkind = 'v' AND who = 'ledger_b' AND practice = 'B' AND rows <> '0'), '>=', 8::bigint, 'and in views');
SELECT is((SELECT string_agg(relname || ' ' || who || ' ' || rows, ', ') FROM saw WHERE relkind = 'v' AND rows <> pg_temp.seen(current_user, relname, practice) AND (who, practice) IN (('ledger_a', 'A'), ('ledger_b', 'B'), ('ledger_reader', 'A'), ('ledger_heir', 'B'))), NULL,
	'all of it');
SELECT is((SELECT string_agg(relname || ' ' || who || ' ' || rows, ', ') FROM saw WHERE rows NOT IN ('0', 'denied') AND ((who, practice) IN (('ledger_a', 'B'), ('ledger_b', 'A'), ('ledger_reader', 'B'), ('ledger_heir', 'A')) OR who IN ('ledger_nobody', 'ledger_son'))), NULL,
	'nobody sees a row of another practice');
SELECT is((SELECT count(*) FROM saw WHERE who IN ('ledger_a', 'ledger_nobody') AND rows = 'denied'), 0::bigint, 'because row security hides it, not for want of SELECT');

-- ---- writing ----

-- what happens when a role copies practice B's rows, moves its own to B, or changes those of B: SQLSTATE, or how many rows
CREATE FUNCTION pg_temp.tried(who name, relation name, what text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	row_of_b jsonb;
	attributes text := (SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute WHERE attrelid = format('billing.%I', relation)::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attidentity <> 'a');
	n bigint;
	state text;
BEGIN
	EXECUTE format('SELECT to_jsonb(t) FROM billing.%I t WHERE practice_id = ''B'' LIMIT 1', relation) INTO row_of_b;
	EXECUTE format('SET LOCAL ROLE %I', who);
	BEGIN
		IF what = 'insert' THEN
			EXECUTE format('INSERT INTO billing.%1$I (%2$s) SELECT %2$s FROM jsonb_populate_record(NULL::billing.%1$I, $1)', relation, attributes) USING row_of_b;
		ELSIF what = 'update' THEN
			EXECUTE format('UPDATE billing.%I SET practice_id = practice_id WHERE practice_id = ''B''', relation);
		ELSIF what = 'move' THEN
			EXECUTE format('UPDATE billing.%I SET practice_id = ''B'' WHERE practice_id = ''A''', relation);
		ELSE
			EXECUTE format('DELETE FROM billing.%I WHERE practice_id = ''B''', relation);
		END IF;
		GET DIAGNOSTICS n = ROW_COUNT;
		state := n || ' rows';
	EXCEPTION WHEN OTHERS THEN
		state := CASE WHEN SQLERRM ~ 'Zebedee' THEN 'tells a name' ELSE SQLSTATE END;
	END;
	RESET ROLE;
	RETURN state;
END
$$;
-- 42501: no right, or row security; RC011: rows of the table are never changed
CREATE TEMP TABLE wrote AS
	SELECT r.relname, who, what, pg_temp.tried(who, r.relname, what) AS state
	FROM relation r, unnest('{ledger_a,ledger_nobody,ledger_reader}'::name[]) who, unnest('{insert,update,move,delete}'::text[]) what WHERE r.of_practice AND r.relkind = 'r';
SELECT is((SELECT string_agg(relname || ' ' || who || ' ' || state, ', ') FROM wrote WHERE what = 'insert' AND state <> '42501' AND (relname, state) NOT IN (('work_touch', 'RC011'), ('review_kpi', 'RC011'), ('invoice_line', 'RC011'))), NULL, 'nobody writes a row for another practice (nor into what a trigger keeps, for any)');
SELECT is((SELECT string_agg(relname || ' ' || who || ' ' || what || ' ' || state, ', ') FROM wrote WHERE what IN ('update', 'delete') AND state NOT IN ('42501', 'RC011', '0 rows')), NULL, 'or changes or deletes one');
SELECT is((SELECT string_agg(relname || ' ' || who || ' ' || state, ', ') FROM wrote WHERE what = 'move' AND state NOT IN ('42501', 'RC011', '0 rows') OR what = 'move' AND who = 'ledger_a' AND state = '0 rows'), NULL, 'or gives one away');
SELECT is((SELECT string_agg(relname || ' ' || what || ' ' || state, ', ') FROM wrote WHERE who = 'ledger_reader' AND state <> '42501'), NULL, 'who may only read writes nothing at all');

-- ---- calling ----

-- values of practice B by the name of the argument
CREATE TEMP TABLE sample (argument text PRIMARY KEY, value text);
INSERT INTO sample VALUES
	('practice_id', '''B'''), ('claim_id', '''CB'''), ('claim_ids', '''{CB}'''), ('patient_id', '''PB'''), ('payer_id', '''PAY'''), ('payer_key', '''PAY'''), ('line_no', '1'), ('event_id', '1'), ('interchange_id', '1'),
	('remittance_id', '1'), ('claim_no', '1'), ('adjustment_no', '1'), ('receipt_id', '''RB'''), ('amount', '1'), ('account', '''insurer_1'''), ('party', '''insurer_1'''), ('kind', '''correction'''), ('reason', '''because'''), ('effective_on', 'NULL'),
	('as_of', 'current_date - 1'), ('known_at', 'now()'), ('instant', 'now()'), ('posted_since', '''-infinity'''), ('basis', '''default'''), ('edges', '''{30,60}'''), ('day', 'current_date'), ('today', 'current_date'), ('service_on', 'current_date'),
	('resolution', '''done'''), ('stage', '''by hand'''), ('reverses', 'NULL'), ('role_name', '''ledger_a'''), ('read_only', 'false'), ('file', '''\x00'''), ('payment', '1'), ('payment_no', '1'), ('payment_date', 'current_date'), ('adjustment', '1'),
	('digest', '''x'''), ('method', '''CHK'''), ('name', '''x'''), ('payer_name', '''x'''), ('payee_id', '''1234567893'''), ('tax_id', '''123456789'''), ('trace_number', '''T1'''),
	('document', '''{"claim_id": "CB", "form": "P", "freq": "7", "orig_ref": "1", "lines": []}'''), ('claims', 'NULL'), ('claim', 'NULL'),
	('from_account', '''insurer_1'''), ('to_account', '''patient'''), ('exception', '''no coverage'''), ('carc', '''1'''), ('channel', '''mail'''), ('source', '''patient'''), ('paid_to', '''patient'''), ('owner', '''patient'''), ('cause', '''other'''), ('because', '''because'''),
	('refund_id', '''FB'''), ('policy_id', '''x'''), ('placement_id', '1'), ('plan_id', '1'), ('denial_id', '1'), ('submission_id', '1'), ('recovery_id', '''x'''), ('remitted_claim', '1'), ('remitted_line', '1'), ('reference', '''x'''), ('token', '''x'''), ('memo', '''x'''), ('agency', '''x'''),
	('state', '''open'''), ('number', '''1'''), ('form', '''P'''), ('member_id', '''x'''), ('first_name', '''x'''), ('birth_date', 'NULL'), ('earmark_claim', 'NULL'), ('earmark_visit', 'NULL'), ('rank', '1'), ('maximum', '1'), ('control_number', '1'),
	('bounced_on', 'NULL'), ('identified_on', 'NULL'), ('placed_on', 'NULL'), ('received_on', 'NULL'), ('refunded_on', 'NULL'), ('first_due', 'current_date + 30'), ('instalments', '2'), ('grace_days', '5'), ('fee_percent', '10'), ('every', '''1 month'''),
	('from_day', 'current_date'), ('zone', '''UTC'''), ('days', '1'), ('filing_ind', '''MB'''), ('planned', '''correct'''), ('side', '''practice'''), ('usual_days', '30'), ('within_days', '4'), ('promised', '95'), ('since', 'NULL'), ('until', 'NULL'), ('by', '''leaf'''),
	('person', '''x'''), ('queue', '''x'''), ('item_id', '1'), ('appeal_id', '1'), ('denial_ids', '''{1}'''), ('filed_on', 'NULL'), ('decided_on', 'NULL'), ('notice', 'current_date'), ('outcome', '''upheld'''), ('recovered', 'NULL'), ('template_id', 'NULL'), ('item', '''remittance'''),
	('kpi', '''ncr_period'''), ('provider_npi', 'NULL'), ('location', 'NULL'), ('code_group', 'NULL'), ('chance', '0.5'), ('presses_on', 'current_date'), ('on_day', 'NULL'), ('to_day', 'current_date'), ('next_action', '''x'''),
	('due_on', 'current_date'), ('deadline', 'NULL'), ('note', '''x'''), ('leaf', '''bundled'''), ('recoverable', '''low'''), ('standing', 'false'), ('sinces', '''{2024-01-01}'''), ('untils', '''{2024-01-31}'''),
	('clean_sources', '''{}'''), ('clean_days', '''{}'''), ('dimension', '''all'''), ('first', 'current_date - 9'), ('last', 'current_date'), ('known_then', 'now()'), ('known_now', 'now()'), ('relation', '''claim'''),
	('key', '''CB'''), ('kpis', '''{charge_lag}'''), ('week', 'current_date'), ('target', '1'), ('set_by', '''x'''), ('step', '3'), ('exception_id', '1'), ('month', 'current_date - 40'), ('partner', '''x'''),
	('minutes', '5'), ('worked_on', 'NULL'), ('corrects', 'NULL'), ('pilot_id', '''x'''), ('question', '''x'''), ('begins_on', 'current_date'), ('ends_on', 'NULL'), ('hash_percent', '50'), ('verdict', '''drop'''),
	('unit', '''days'''), ('better', '''down'''), ('late', 'true'), ('npi', '''1234567893'''), ('tin', '''123456789'''), ('group_npi', '''1234567893'''), ('place_npi', '''1234567893'''), ('green', '90'),
	('green_within', 'false'), ('value', '1'), ('numerator', '1'), ('denominator', '1'), ('rows', '5'), ('months', '12'), ('curves', 'true');
-- else by type: rows of practice B itself, and what is empty
CREATE FUNCTION pg_temp.value_of(argument text, type oid) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	value text := (SELECT s.value FROM sample s WHERE s.argument = $1);
	relation regclass := (SELECT c.oid FROM pg_type t JOIN pg_class c ON c.oid = t.typrelid WHERE t.oid = $2 AND c.relnamespace = 'billing'::regnamespace AND c.relkind IN ('r', 'v'));
BEGIN
	IF relation IS NOT NULL THEN
		EXECUTE format('SELECT coalesce((SELECT quote_literal(r::text) FROM %s r WHERE practice_id = ''B'' LIMIT 1), ''NULL'')', relation) INTO value;
	ELSIF (SELECT typtype FROM pg_type WHERE oid = $2) = 'c' AND value IS NULL THEN
		value := format('jsonb_populate_record(NULL::%s, ''{"practice_id": "B", "claim_id": "CB", "line_no": 1, "remittance_id": 1, "claim_no": 1}'')', type::regtype);
	ELSIF (SELECT typcategory FROM pg_type WHERE oid = $2) = 'A' AND argument NOT IN ('claim_ids', 'edges', 'denial_ids') OR type = 'jsonb'::regtype THEN
		value := '''{}''';
	ELSIF type = 'rcm.kpi'::regtype THEN
		value := '''{}''';
	ELSIF value IS NULL AND type = 'boolean'::regtype THEN
		value := 'false';
	END IF;
	RETURN value;
END
$$;
CREATE TEMP TABLE call AS
	SELECT p.oid, p.oid::regprocedure::text AS function, (SELECT string_agg(t.name, ', ') FROM unnest(p.proargnames[1:p.pronargs], p.proargtypes::oid[]) t (name, type) WHERE pg_temp.value_of(t.name, t.type) IS NULL) AS unknown,
		format('SELECT r::text FROM billing.%I(%s) r', p.proname, (SELECT string_agg(format('%s(%s)::%s', CASE WHEN p.provariadic <> 0 AND t.nth = p.pronargs THEN 'VARIADIC ' END, pg_temp.value_of(t.name, t.type), t.type::regtype), ', ' ORDER BY t.nth)
			FROM unnest(p.proargnames[1:p.pronargs], p.proargtypes::oid[]) WITH ORDINALITY t (name, type, nth))) AS statement
	FROM called p;
SELECT is((SELECT string_agg(function || ': ' || unknown, ', ') FROM call WHERE unknown IS NOT NULL), NULL, 'there is a value for every argument of every function');

CREATE FUNCTION pg_temp.told(who name, statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	answer text;
	detail text;
	hint text;
BEGIN
	EXECUTE format('SET LOCAL ROLE %I', who);
	BEGIN
		EXECUTE format('SELECT string_agg(r, E''\n'') FROM (%s) x (r)', statement) INTO answer;
		SET CONSTRAINTS ALL IMMEDIATE;
		answer := coalesce(answer, '');
	EXCEPTION WHEN OTHERS THEN
		GET STACKED DIAGNOSTICS answer = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
		answer := format('error %s: %s %s %s', SQLSTATE, answer, detail, hint);
	END;
	RESET ROLE;
	RETURN answer;
END
$$;
-- everything that practice B has
CREATE FUNCTION pg_temp.all_of_b() RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	relation name;
	digest text;
	sum text := '';
BEGIN
	FOR relation IN SELECT relname FROM relation r WHERE of_practice AND relkind = 'r' ORDER BY 1 LOOP
		EXECUTE format('SELECT count(*) || md5(string_agg(t::text, '''' ORDER BY t::text)) FROM billing.%I t WHERE practice_id = ''B''', relation) INTO digest;
		sum := sum || format('%s %s; ', relation, digest);
	END LOOP;
	RETURN sum;
END
$$;
SELECT pg_temp.all_of_b() AS before \gset
CREATE TEMP TABLE heard AS
	SELECT c.function, who, pg_temp.told(who, c.statement) AS answer FROM call c, unnest('{ledger_a,ledger_nobody,ledger_reader}'::name[]) who WHERE unknown IS NULL;
SELECT is((SELECT string_agg(function || ' as ' || who || ': ' || left(answer, 200), E'\n') FROM heard WHERE answer ~ 'Zebedee'), NULL, 'no function tells a name, nor does its error');
SELECT is((SELECT string_agg(function || ' as ' || who || ': ' || left(answer, 200), E'\n') FROM heard WHERE answer ~ '\m10\.00'), NULL, 'or an amount');
SELECT is((SELECT string_agg(function || ' as ' || who || ': ' || left(answer, 200), E'\n') FROM heard WHERE answer ~ '^error (XX|42[^5]|P000)'), NULL, 'what fails, fails because the practice is not to be seen');
SELECT is(pg_temp.all_of_b(), :'before', 'no function has changed anything of the other practice');
-- the same calls by who may: else the test would prove nothing
SELECT cmp_ok((SELECT count(*) FROM (SELECT pg_temp.told('ledger_b', statement) AS answer FROM call WHERE unknown IS NULL AND function ~ 'aging|patient_account|balance|receivable|today|payer_of') x WHERE answer <> '' AND answer !~ '^error'), '>=', 8::bigint, 'who was granted the practice gets answers');

-- ---- a grant that was taken back ----

SELECT billing.revoke_practice('A', 'ledger_a'), billing.revoke_practice('B', 'ledger_b') \gset ignored_
SELECT is((SELECT string_agg(relname || ' ' || who, ', ') FROM relation r, unnest('{ledger_a,ledger_b,ledger_heir}'::name[]) who, unnest('{A,B}'::text[]) p WHERE of_practice AND pg_temp.seen(who, relname, p) NOT IN ('0', 'denied')), NULL, 'counts no more, for heirs neither');
SELECT is(pg_temp.seen('ledger_reader', 'claim', 'A'), '1', 'another''s grant stays');
SELECT finish();
ROLLBACK;
