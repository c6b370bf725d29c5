-- appeal.sql - the library's rules of appeal, as functions

CREATE FUNCTION rcm.dispute_kind(root text, leaf text) RETURNS text
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
	SELECT CASE WHEN root = 'medical_necessity' THEN 'medical necessity' WHEN leaf IN ('downcoded', 'underpaid') THEN 'amount' WHEN root = 'coding' THEN 'coding' ELSE 'administrative' END
$$;
COMMENT ON FUNCTION rcm.dispute_kind(text, text) IS
'What an appeal of a denial disputes, as rules of appeal tell it apart: medical necessity, amount (paid by a lower code, or less than agreed), coding, or administrative (timely filing, coverage, other payers, authorization and all the rest). root and leaf are of rcm.root_causes().

    SELECT rcm.dispute_kind(''authorization'', ''not_requested'')';

CREATE FUNCTION rcm.holidays(calendars text[], from_date date, to_date date) RETURNS date[]
	LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	days date[] := '{}'::date[];
BEGIN
	IF to_regclass(format('%I.holiday', rcm.library_name())) IS NOT NULL THEN
		EXECUTE format('SELECT coalesce(array_agg(DISTINCT h.day ORDER BY h.day), ''{}'') FROM %I.holiday h WHERE h.calendar = ANY ($1) AND h.day BETWEEN $2 AND $3', rcm.library_name())
			INTO days USING calendars, from_date, to_date;
	END IF;
	RETURN days;
END
$$;
COMMENT ON FUNCTION rcm.holidays(text[], date, date) IS
'The holidays of the library in use between two days, of the given calendars (federal, or states in two letters): an argument of rcm.deadline. Empty without a library.

    SELECT rcm.deadline(''2026-06-30'', 3, ''business'', 0, rcm.holidays(''{federal,CA}'', ''2026-06-30'', ''2026-12-31''))';

CREATE FUNCTION rcm.business_day(from_date date, days integer) RETURNS date
	LANGUAGE sql STABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
	SELECT rcm.deadline($1, $2, 'business', 0, rcm.holidays('{federal}', $1, $1 + 30 + 2 * $2))
$$;
COMMENT ON FUNCTION rcm.business_day(date, integer) IS
'The day that is so many business days after another, which is not counted: neither Saturday, Sunday nor a federal holiday of the library in use. days: 0 (the day itself, whatever it is) to 10000. For a term with days of mail, or of a state, see rcm.deadline.

    SELECT rcm.business_day(''2026-06-30'', 3)';

CREATE FUNCTION rcm.payer_program(payer_id text, filing_ind text, practice text, on_date date,
		OUT program text, OUT product text, OUT state text, OUT participation text, OUT told_by text)
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	library text := quote_ident(rcm.library_name());
	class   text;
BEGIN
	IF to_regclass(library || '.payer_program') IS NOT NULL THEN
		EXECUTE format('SELECT p.program, p.product, p.state, p.participation, ''payer_program'' FROM %s.payer_program p
				WHERE p.payer_id = $1 AND p.practice IN ($2, ''*'') AND daterange(p.eff, p.term, ''[]'') @> $3 ORDER BY p.practice = ''*'' LIMIT 1', library)
			INTO program, product, state, participation, told_by USING payer_id, practice, on_date;
		IF program IS NOT NULL THEN
			RETURN;
		END IF;
		EXECUTE format('SELECT p.class FROM %s.payer p WHERE p.payer_id = $1 AND p.ended_by = 0 AND daterange(p.eff, p.term, ''[]'') @> $2 ORDER BY p.release_id DESC LIMIT 1', library)
			INTO class USING payer_id, on_date;
	END IF;
	program := CASE WHEN class IN ('medicare_a', 'medicare_b', 'dme_mac') THEN 'medicare' WHEN class = 'medicare_adv' THEN 'medicare_advantage'
		WHEN class = 'wc' THEN 'workers_comp' WHEN class IN ('commercial', 'bcbs') THEN 'commercial' WHEN class IN ('medicaid', 'tricare', 'auto') THEN class END;
	told_by := CASE WHEN program IS NOT NULL THEN 'class of payer' END;
	IF program IS NULL THEN
		program := CASE WHEN filing_ind IN ('MA', 'MB') THEN 'medicare' WHEN filing_ind = '16' THEN 'medicare_advantage' WHEN filing_ind = 'MC' THEN 'medicaid'
			WHEN filing_ind = 'CH' THEN 'tricare' WHEN filing_ind = 'WC' THEN 'workers_comp' WHEN filing_ind = 'AM' THEN 'auto'
			WHEN filing_ind IN ('12', '13', '14', '15', 'BL', 'CI', 'HM') THEN 'commercial' END;
		told_by := CASE WHEN program IS NOT NULL THEN 'filing indicator' END;
	END IF;
END
$$;
COMMENT ON FUNCTION rcm.payer_program(text, text, text, date) IS
'Under which program''s rules of appeal a payer falls on a day: by the library''s payer_program, else by the class of the payer in the library, else by the claim filing indicator (SBR09). practice is the practice_id of the ledger. told_by says by which of them: payer_program, class of payer, filing indicator; all null when none of them tells.

    SELECT program, told_by FROM rcm.payer_program(''NHP01'', ''MB'', ''HARBOR'', ''2026-03-02'')';

CREATE FUNCTION rcm.appeal_rule(program text, payer_id text, product text, state text, participation text, dispute text, level integer, on_date date) RETURNS jsonb
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	rule jsonb;
BEGIN
	IF to_regclass(format('%I.appeal_rule', rcm.library_name())) IS NOT NULL THEN
		EXECUTE format('SELECT to_jsonb(r) FROM %I.appeal_rule r
				WHERE r.program = $1 AND r.level = $7 AND daterange(r.eff, r.term, ''[]'') @> $8
					AND (r.payer_id IS NULL OR r.payer_id = $2) AND (r.product IS NULL OR r.product = $3) AND (r.state IS NULL OR r.state = $4)
					AND (r.participation IS NULL OR r.participation = $5) AND (r.dispute IS NULL OR r.dispute = $6)
				ORDER BY r.payer_id IS NULL, r.product IS NULL, r.state IS NULL, r.participation IS NULL, r.dispute IS NULL LIMIT 1', rcm.library_name())
			INTO rule USING program, payer_id, product, state, participation, dispute, level, on_date;
	END IF;
	RETURN rule;
END
$$;
COMMENT ON FUNCTION rcm.appeal_rule(text, text, text, text, text, text, integer, date) IS
'The row of the library''s appeal_rule that decides a case, as an object with its columns; null when there is none. program to participation: as rcm.payer_program has them; dispute: as rcm.dispute_kind; on_date: the day that the term counts from. Of several that fit the one of the payer goes first, then of the product, the state, the participation, the dispute; two that say the same cannot be there.

    SELECT rcm.appeal_rule(''medicare'', NULL, NULL, NULL, NULL, ''coding'', 1, ''2026-03-02'') ->> ''days''';

CREATE FUNCTION rcm.appeal_floor(program text, level integer, filed_on date, OUT floor rcm.usd, OUT aggregates boolean)
	LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	IF to_regclass(format('%I.appeal_floor', rcm.library_name())) IS NOT NULL THEN
		EXECUTE format('SELECT f.floor, f.aggregates FROM %I.appeal_floor f WHERE f.program = $1 AND f.level = $2 AND daterange(f.eff, f.term, ''[]'') @> $3', rcm.library_name())
			INTO floor, aggregates USING program, level, filed_on;
	END IF;
END
$$;
COMMENT ON FUNCTION rcm.appeal_floor(text, integer, date) IS
'The least that has to be in dispute for an appeal of a level that is filed on a day, by the library''s appeal_floor, and whether claims may be put together to reach it; null when there is none.

    SELECT floor FROM rcm.appeal_floor(''medicare'', 3, ''2025-06-01'')';

CREATE FUNCTION rcm.appeal_rule_faults(OUT rule_id text, OUT level integer, OUT fault text) RETURNS SETOF record
	LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 10 SET search_path = pg_catalog, pg_temp SET datestyle = 'ISO, YMD' AS $$
BEGIN
	RETURN QUERY EXECUTE format($q$
		WITH r AS (SELECT r.*, concat_ws('|', r.program, coalesce(r.payer_id, '*'), coalesce(r.product, '*'), coalesce(r.state, '*'), coalesce(r.participation, '*'), coalesce(r.dispute, '*')) AS case_of
			FROM %1$I.appeal_rule r),
		n AS (SELECT r.*, lead(r.eff) OVER w AS next_eff FROM r WINDOW w AS (PARTITION BY r.case_of, r.level ORDER BY r.eff NULLS FIRST))
		SELECT n.rule_id, n.level, format('no rule for %%s to %%s: this one ends, the next one begins later', n.term + 1, n.next_eff - 1) FROM n WHERE n.next_eff > n.term + 1
		UNION ALL
		SELECT r.rule_id, r.level, format('there is no rule for level %%s', r.level - 1) FROM r
			WHERE r.level > 1 AND NOT EXISTS (SELECT FROM r b WHERE b.program = r.program AND b.level = r.level - 1 AND (b.payer_id IS NULL OR b.payer_id = r.payer_id)
				AND (b.product IS NULL OR b.product = r.product) AND (b.state IS NULL OR b.state = r.state)
				AND (b.participation IS NULL OR b.participation = r.participation) AND (b.dispute IS NULL OR b.dispute = r.dispute))
		UNION ALL
		SELECT NULL, f.level, format('the floors of %%s have a gap from %%s to %%s', f.program, f.term + 1, f.next_eff - 1)
			FROM (SELECT f.*, lead(f.eff) OVER (PARTITION BY f.program, f.level ORDER BY f.eff NULLS FIRST) AS next_eff FROM %1$I.appeal_floor f) f WHERE f.next_eff > f.term + 1
		UNION ALL
		SELECT NULL, f.level, format('the floor of %%s ends on %%s and no other follows', f.program, f.term)
			FROM %1$I.appeal_floor f WHERE f.term IS NOT NULL AND NOT EXISTS (SELECT FROM %1$I.appeal_floor b WHERE b.program = f.program AND b.level = f.level AND b.eff > f.term)
		ORDER BY 1, 2, 3$q$, rcm.library_name());
END
$$;
COMMENT ON FUNCTION rcm.appeal_rule_faults() IS
'Gaps in the library''s rules of appeal: a rule that ends before the next one of the same case begins, a level without the one before it, floors with a gap or without an end that another follows. Overlaps cannot be there: the tables refuse them. rule_id is null where the fault is of appeal_floor. Empty when nothing is wrong.

    SELECT * FROM rcm.appeal_rule_faults()';

CREATE FUNCTION rcm.proof_items(root text, leaf text, OUT item text, OUT needed boolean, OUT reason text) RETURNS SETOF record
	LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE ROWS 6 SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	RETURN QUERY EXECUTE format('SELECT DISTINCT ON (p.item) p.item, p.needed, p.reason FROM %I.proof_item p
		WHERE p.root IN ($1, ''*'') AND p.leaf IN ($2, ''*'') ORDER BY p.item, p.leaf = ''*'', p.root = ''*''', rcm.library_name()) USING root, leaf;
END
$$;
COMMENT ON FUNCTION rcm.proof_items(text, text) IS
'What belongs into the packet of an appeal against a denial of a cause (root and leaf of rcm.root_causes()), by the library''s proof_item: needed, or helpful, and what it proves. A row of the leaf goes before one of the root.

    SELECT item, needed FROM rcm.proof_items(''timely_filing'', ''lost_by_payer'')';

CREATE FUNCTION rcm.letter_template(template_id text, program text, root text, leaf text, on_date date, OUT chosen text, OUT body text)
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	EXECUTE format('SELECT t.template_id, t.body FROM %I.letter_template t
			WHERE CASE WHEN $1 IS NOT NULL THEN t.template_id = $1
				ELSE t.program IN ($2, ''*'') AND t.root IN ($3, ''*'') AND t.leaf IN ($4, ''*'') AND daterange(t.eff, t.term, ''[]'') @> $5 END
			ORDER BY t.leaf = ''*'', t.root = ''*'', t.program = ''*'', t.source = ''rcm'', t.template_id LIMIT 1', rcm.library_name())
		INTO chosen, body USING template_id, program, root, leaf, on_date;
END
$$;
COMMENT ON FUNCTION rcm.letter_template(text, text, text, text, date) IS
'The template of a letter of appeal: by its number, or (null) the one that says most of the cause and the program; one of the site''s own goes before one of rcm. Null when there is none.

    SELECT chosen FROM rcm.letter_template(NULL, ''medicare'', ''coding'', ''bundled'', ''2026-03-02'')';

CREATE FUNCTION rcm.merge_letter(body text, facts jsonb, OUT letter text, OUT used text[], OUT left_out text[])
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on AS $$
DECLARE
	paragraph text;
	names     text[];
	missing   text[];
BEGIN
	letter := '';
	used := '{}';
	left_out := '{}';
	FOREACH paragraph IN ARRAY regexp_split_to_array(body, '\n[ \t]*\n') LOOP
		names := ARRAY(SELECT DISTINCT m[1] FROM regexp_matches(paragraph, '\{([^{}]*)\}', 'g') m ORDER BY 1);
		missing := ARRAY(SELECT n FROM unnest(names) n WHERE NOT facts ? n);
		IF missing <> '{}' THEN
			RAISE EXCEPTION 'the letter''s template has a placeholder that is no fact: {%}', missing[1] USING ERRCODE = 'invalid_parameter_value',
				HINT = 'appeal_facts of the ledger lists the facts.';
		ELSIF regexp_replace(paragraph, '\{[^{}]*\}', '', 'g') ~ '[{}]' THEN
			RAISE EXCEPTION 'the letter''s template has a brace that does not belong to a placeholder' USING ERRCODE = 'invalid_parameter_value';
		END IF;
		missing := ARRAY(SELECT n FROM unnest(names) n WHERE facts ->> n IS NULL);
		IF missing <> '{}' AND paragraph ~ '^\s*\?' THEN
			left_out := left_out || missing;
			CONTINUE;
		ELSIF missing <> '{}' THEN
			RAISE EXCEPTION 'the letter needs {%}, which no row gives', missing[1] USING ERRCODE = 'RC010',
				HINT = 'Record what is missing, or take another template; a paragraph that begins with ? is left out when a fact of it is missing.';
		END IF;
		-- piece by piece, so that a fact that holds braces stays what it is
		letter := letter || CASE letter WHEN '' THEN '' ELSE E'\n\n' END
			|| (SELECT string_agg(concat(m.piece[1], facts ->> m.piece[2]), '' ORDER BY m.nth)
				FROM regexp_matches(regexp_replace(paragraph, '^\s*\?[ \t]*', ''), '([^{}]*)(?:\{([^{}]*)\})?', 'g') WITH ORDINALITY m (piece, nth));
		used := used || names;
	END LOOP;
	used := ARRAY(SELECT DISTINCT n FROM unnest(used) n ORDER BY 1);
END
$$;
COMMENT ON FUNCTION rcm.merge_letter(text, jsonb) IS
'A template with its facts put in. body: text with placeholders {name}; paragraphs are apart by an empty line, and one that begins with ? is left out when one of its facts is missing. facts: an object of all facts that there are by name; null: the fact is missing.

letter - the text. used - the facts that are in it. left_out - the facts for want of which a paragraph was left out.

Error 22023 for a placeholder that is no fact, or a brace that belongs to none; RC010 for a fact that is missing where the paragraph is not to be left out.

    SELECT letter FROM rcm.merge_letter(''Claim {id}'', ''{"id": "V-2001"}'')';
