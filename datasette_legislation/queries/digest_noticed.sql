-- What changed in bills that were known before, as crawls noticed in these days? Actions are told on their own dates.
SELECT c.bill_id, c.changed_at, c.field, c.old, c.new FROM changes c JOIN bill_current b USING (bill_id)
WHERE b.is_relevant = 1 AND c.field NOT IN ('bill', 'actions') AND c.changed_at >= :first AND c.changed_at < :after
  AND EXISTS (SELECT 1 FROM changes x WHERE x.bill_id = c.bill_id AND x.changed_at < :first)
ORDER BY c.changed_at DESC, c.bill_id, c.field
