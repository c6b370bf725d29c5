-- deadline.sql - the last day on which something can be done

CREATE FUNCTION rcm.deadline(from_date date, days integer, day_kind text DEFAULT 'calendar', mail_days integer DEFAULT 0, holidays date[] DEFAULT '{}')
	RETURNS date
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	day  date := from_date + mail_days;
	left_over integer := days;
BEGIN
	IF days NOT BETWEEN 0 AND 10000 OR mail_days NOT BETWEEN 0 AND 366 THEN
		RAISE EXCEPTION 'a deadline of % days and % days of mail', days, mail_days USING ERRCODE = 'invalid_parameter_value',
			HINT = 'days is from 0 to 10000, mail_days from 0 to 366.';
	ELSIF NOT isfinite(from_date) THEN
		RAISE EXCEPTION 'a deadline is counted from a day' USING ERRCODE = 'invalid_parameter_value';
	ELSIF day_kind = 'calendar' THEN
		RETURN day + days;
	ELSIF day_kind = 'month' THEN
		RETURN (day + make_interval(months => days))::date;
	ELSIF day_kind <> 'business' THEN
		RAISE EXCEPTION 'days of kind "%" are not known', day_kind USING ERRCODE = 'invalid_parameter_value',
			HINT = 'calendar, business or month.';
	END IF;
	WHILE left_over > 0 LOOP
		day := day + 1;
		IF extract(isodow FROM day) < 6 AND day <> ALL (holidays) THEN
			left_over := left_over - 1;
		END IF;
	END LOOP;
	RETURN day;
END
$$;
COMMENT ON FUNCTION rcm.deadline(date, integer, text, integer, date[]) IS
'The last day of a term that begins with a day: the day itself is not counted, the last one is.

from_date - the day of the notice, the service or the decision.
days - how many: 0 to 10000.
day_kind - calendar; business (neither Saturday, Sunday nor one of holidays); month (days are months: the same day of a later month, or the last one of a month that is too short).
mail_days - days after from_date on which what was mailed is presumed to have come; calendar days, always. Medicare presumes 5 (42 CFR 405.942(a)).
holidays - only matter for business days; rcm.holidays(text[], date, date) reads the library''s.

A last day that is no working day is not moved to the next one, though many payers take what comes then: so whoever keeps the date is in time under every rule. Error 22023 for another kind of days or counts out of range. Null when an argument is.

    SELECT rcm.deadline(''2026-01-02'', 120, ''calendar'', 5), rcm.deadline(''2026-06-30'', 3, ''business'', 0, ''{2026-07-03}'')';

CREATE FUNCTION rcm.federal_holidays(year integer, OUT day date, OUT name text) RETURNS SETOF record
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 11 SET search_path = pg_catalog, pg_temp AS $$
	SELECT h.day + CASE WHEN NOT h.fixed THEN 0 WHEN extract(isodow FROM h.day) = 6 THEN -1 WHEN extract(isodow FROM h.day) = 7 THEN 1 ELSE 0 END, h.name
	FROM (
		SELECT make_date(year, f.month, f.mday) AS day, true AS fixed, f.name
		FROM (VALUES (1, 1, 'New Year''s Day'), (6, 19, 'Juneteenth'), (7, 4, 'Independence Day'), (11, 11, 'Veterans Day'), (12, 25, 'Christmas Day')) f (month, mday, name)
		WHERE f.month <> 6 OR year >= 2021
		UNION ALL
		-- the nth weekday of a month; nth 0 is the last one of the month before
		SELECT make_date(year, w.month, 1) + ((w.weekday - extract(isodow FROM make_date(year, w.month, 1))::integer + 7) % 7) + 7 * (w.nth - 1), false, w.name
		FROM (VALUES (1, 1, 3, 'Martin Luther King Day'), (2, 1, 3, 'Washington''s Birthday'), (6, 1, 0, 'Memorial Day'), (9, 1, 1, 'Labor Day'),
			(10, 1, 2, 'Columbus Day'), (11, 4, 4, 'Thanksgiving Day')) w (month, weekday, nth, name)) h
	ORDER BY 1
$$;
COMMENT ON FUNCTION rcm.federal_holidays(integer) IS
'The federal holidays of a year, on the day on which offices are closed: one that falls on a Saturday is kept on the Friday before, on a Sunday the Monday after (so New Year''s Day may be kept in the year before). Source: 5 U.S.C. 6103, by today''s law for all years; Juneteenth since 2021.

    SELECT day, name FROM rcm.federal_holidays(2026)';
