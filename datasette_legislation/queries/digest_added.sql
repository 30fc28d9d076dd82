-- Which older bills did the tracker come to know in these days?
SELECT DISTINCT c.bill_id FROM changes c JOIN bill_current b USING (bill_id)
WHERE b.is_relevant = 1 AND c.field = 'bill' AND c.new IS NOT NULL AND c.changed_at >= :first AND c.changed_at < :after
  AND NOT coalesce(b.introduced_date BETWEEN :first AND :last, 0)
  AND NOT EXISTS (SELECT 1 FROM catalogue_entries e WHERE e.bill_id = c.bill_id)
  AND NOT EXISTS (SELECT 1 FROM changes x WHERE x.bill_id = c.bill_id AND x.changed_at < :first)
ORDER BY b.latest_action_date DESC, c.bill_id
