-- Every bill names at least one source.
SELECT bill_id FROM bills WHERE bill_id NOT IN (SELECT bill_id FROM bill_sources);
