-- Which sources cover a place but have no bill of it here, and which of them were never read?
SELECT h.source, h.title, h.key_variable, h.last_success_at FROM source_health h
WHERE EXISTS (SELECT 1 FROM json_each(h.places) p WHERE p.value = :jurisdiction)
  AND NOT EXISTS (SELECT 1 FROM bill_sources s JOIN bills b USING (bill_id) WHERE s.source = h.source AND b.jurisdiction = :jurisdiction)
ORDER BY h.rank, h.title
