-- Which sources know a place's bills, and how are they? From its bills outward: a source may know those of every place.
SELECT s.source, h.title, count(*) AS bills, max(f.fetched_at) AS newest_fetch,
  h.started_at, h.outcome, h.last_success_at, h.quarantined
FROM bills b CROSS JOIN bill_sources s USING (bill_id) JOIN fetches f ON f.fetch_id = s.fetch_id
LEFT JOIN source_health h ON h.source = s.source
WHERE b.jurisdiction = :jurisdiction GROUP BY s.source ORDER BY bills DESC
