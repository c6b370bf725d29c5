-- Clocks that the law sets on money.

CREATE FUNCTION rcm.overpayment_due(identified_on date, investigation_started_on date DEFAULT NULL, investigation_ended_on date DEFAULT NULL) RETURNS date
	LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
	SELECT identified_on + 60 + CASE WHEN investigation_started_on <= identified_on + 60
		THEN greatest(least(investigation_ended_on, investigation_started_on + 180) - greatest(investigation_started_on, identified_on), 0)
		ELSE 0 END
$$;
COMMENT ON FUNCTION rcm.overpayment_due(date, date, date) IS
'The last day on which an overpayment of Medicare or Medicaid is to be reported and returned: 60 days from the day on which it was identified. A timely investigation in good faith of whether there are related ones stops the clock from the day it starts until it ends, but for no more than 180 days; then the rest of the 60 days runs.

identified_on - the day on which it was known that money was received or kept that is not the practice''s.
investigation_started_on - null: there was none. One that starts after the 60 days does not stop the clock; of one that had started before the overpayment was identified the 180 days count from its start.
investigation_ended_on - null: it goes on; the day is then the last that it can be.

Null when identified_on is. Source: 42 CFR 401.305(b), as of 2025-01-01; for Medicaid the 60 days of section 1128J(d) of the Social Security Act.

    SELECT rcm.overpayment_due(''2025-01-10''), rcm.overpayment_due(''2025-01-10'', ''2025-01-20'', ''2025-03-01'')';
