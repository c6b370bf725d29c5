-- x12.sql - what every function over X12 shares

CREATE TYPE rcm.x12_batch AS (file text, transactions integer, items integer, refused jsonb);
COMMENT ON TYPE rcm.x12_batch IS
'An X12 interchange that was written: "file" is its text from ISA to IEA, null when nothing could be written; "transactions" and "items" (claims, inquiries) are how many it holds; "refused" lists what was left out, an array of {"item": its place among the rows that are not null, from 1, "id": the claim_id or reference, "element": the X12 element, "path": the field of the item, "message": why}, [] when nothing was.';
