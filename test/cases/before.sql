CREATE TEMP TABLE document (doc jsonb);
COPY document FROM STDIN (FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02');
