-- How many of a place's relevant bills have a readable text?
SELECT count(*) AS bills, coalesce(sum(EXISTS (
  SELECT 1 FROM versions v JOIN version_texts t USING (version_id) WHERE v.bill_id = b.bill_id)), 0) AS readable
FROM bills b WHERE b.jurisdiction = :jurisdiction
  AND EXISTS (SELECT 1 FROM relevance r WHERE r.bill_id = b.bill_id AND r.is_relevant = 1)
