-- How does each bill stand now, and is it about crisis response? A person's word comes before a machine's,
-- unless the record shows a later step than the person saw.
CREATE VIEW bill_current AS
SELECT
  b.bill_id, b.jurisdiction, j.name AS jurisdiction_name, j.level, b.session_id, b.identifier, b.title,
  b.classification, b.introduced_date, b.latest_action_date, b.latest_action, b.url, b.source, b.fetch_id,
  s.status, s.status_date, s.is_session_over, s.why AS status_why, s.method AS status_method,
  coalesce(r.is_relevant, 0) AS is_relevant, r.score AS relevance_score, r.why AS relevance_why, r.method AS relevance_method,
  c.entry_id, c.is_verified
FROM bills b
JOIN jurisdictions j USING (jurisdiction)
LEFT JOIN statuses s ON s.bill_id = b.bill_id AND s.method = (
  SELECT method FROM statuses x WHERE x.bill_id = b.bill_id
  ORDER BY coalesce(x.status_date, CASE x.method WHEN 'curated' THEN '9999' ELSE '' END) DESC, x.method = 'curated' DESC
  LIMIT 1)
LEFT JOIN relevance r ON r.bill_id = b.bill_id
  AND r.method = (SELECT method FROM relevance x WHERE x.bill_id = b.bill_id ORDER BY method = 'curated' DESC, method LIMIT 1)
LEFT JOIN catalogue_entries c ON c.entry_id = (SELECT min(entry_id) FROM catalogue_entries x WHERE x.bill_id = b.bill_id);
