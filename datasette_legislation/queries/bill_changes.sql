-- What changed in the bill since it was first seen, newest first?
SELECT c.changed_at, c.source, o.title AS source_title, c.field, c.old, c.new
FROM changes c LEFT JOIN sources o ON o.source = c.source
WHERE c.bill_id = :bill_id AND NOT (c.field = 'bill' AND c.old IS NULL AND c.changed_at = (
  SELECT min(x.changed_at) FROM changes x WHERE x.bill_id = c.bill_id AND x.source = c.source))
ORDER BY c.changed_at DESC, c.source, c.field LIMIT 50
