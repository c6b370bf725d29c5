-- sum.sql - what differed, and how much was compared.

SELECT concat_ws(' | ', name, item, what, want, got) FROM result WHERE ok IS NOT TRUE ORDER BY 1;
SELECT format('%s files, %s claims read, %s facts compared, %s files in other clothes',
	(SELECT count(*) FROM file), (SELECT count(*) FROM claim), (SELECT count(*) FROM best),
	(SELECT count(*) FROM dressed));
SELECT format('%s passed, %s failed', count(*) FILTER (WHERE ok), count(*) FILTER (WHERE ok IS NOT TRUE)) FROM result;
