-- For each bill with actions: the day its record was last read, and the day to which its source tells.
-- A publisher tells until it is read. A mirror may have stopped long before, so that it tells no further than its
-- newest action in the place. What is dated after the newest retrieval (a hearing to come) tells nothing.
WITH bill AS (
  SELECT a.bill_id, b.jurisdiction, max(f.spider) AS source, max(a.date) AS latest, substr(max(f.fetched_at), 1, 10) AS fetched
  FROM actions a JOIN bills b ON b.bill_id = a.bill_id JOIN fetches f ON f.fetch_id = a.fetch_id
  GROUP BY a.bill_id
), place AS (
  SELECT jurisdiction, source, min(max(latest), (SELECT substr(max(fetched_at), 1, 10) FROM fetches)) AS newest
  FROM bill GROUP BY jurisdiction, source
)
SELECT bill_id, max(fetched, newest) AS read_on,
  CASE WHEN source IN (SELECT value FROM json_each(:mirrors)) THEN newest ELSE max(fetched, newest) END AS seen_until
FROM bill JOIN place USING (jurisdiction, source)
