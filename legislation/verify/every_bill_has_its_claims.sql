-- Once enriched, every bill has a relevance decision and a status. Two runs may end in one second; their
-- ids tell when they began.
SELECT bill_id FROM bills
WHERE 'enrich' = (SELECT kind FROM runs WHERE kind <> 'crawl' AND outcome = 'finished'
    ORDER BY finished_at DESC, substr(run_id, instr(run_id, '-')) DESC LIMIT 1)
  AND (bill_id NOT IN (SELECT bill_id FROM relevance) OR bill_id NOT IN (SELECT bill_id FROM statuses));
