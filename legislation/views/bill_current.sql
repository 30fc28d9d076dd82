-- How does each bill stand now, and is it about crisis response? A person's word comes before a machine's,
-- unless the record shows a later step than the person saw.
CREATE VIEW bill_current AS
SELECT
  b.bill_id, b.jurisdiction, j.name AS jurisdiction_name, j.level, b.session_id, b.identifier, b.title,
  b.classification, b.introduced_date, b.latest_action_date, b.latest_action, b.url, b.source, b.fetch_id,
  s.status, s.status_date,
  -- a person may have read a bill under way before its session ended
  CASE WHEN s.status IN ('introduced', 'passed_chamber')
    THEN (SELECT max(is_session_over) FROM statuses x WHERE x.bill_id = b.bill_id) ELSE s.is_session_over END AS is_session_over,
  s.why AS status_why, s.method AS status_method,
  coalesce(r.is_relevant, 0) AS is_relevant, r.score AS relevance_score, r.why AS relevance_why, r.method AS relevance_method,
  c.entry_id, c.is_verified
FROM bills b
JOIN jurisdictions j USING (jurisdiction)
LEFT JOIN statuses s ON s.bill_id = b.bill_id AND s.method = (
  SELECT method FROM statuses x WHERE x.bill_id = b.bill_id
  -- That its session ended is no later step of a bill that a person saw pass or fail.
  ORDER BY x.status = 'died' AND x.method <> 'curated' AND EXISTS (
    SELECT 1 FROM statuses p WHERE p.bill_id = x.bill_id AND p.method = 'curated' AND p.status NOT IN ('introduced', 'passed_chamber')),
    coalesce(x.status_date, CASE x.method WHEN 'curated' THEN '9999' ELSE '' END) DESC, x.method = 'curated' DESC
  LIMIT 1)
LEFT JOIN relevance r ON r.bill_id = b.bill_id
  AND r.method = (SELECT method FROM relevance x WHERE x.bill_id = b.bill_id ORDER BY method = 'curated' DESC, method LIMIT 1)
LEFT JOIN catalogue_entries c ON c.entry_id = (SELECT min(entry_id) FROM catalogue_entries x WHERE x.bill_id = b.bill_id);
