-- On which days did something happen that a digest tells?
SELECT a.date AS day FROM actions a JOIN bill_current b USING (bill_id) WHERE b.is_relevant = 1
UNION SELECT status_date FROM bill_current WHERE is_relevant = 1 AND status IN ('enacted', 'adopted') AND status_date IS NOT NULL
UNION SELECT substr(c.changed_at, 1, 10) FROM changes c JOIN bill_current b USING (bill_id)
  WHERE b.is_relevant = 1 AND c.field NOT IN ('actions', 'bill') AND EXISTS (
    SELECT 1 FROM changes x WHERE x.bill_id = c.bill_id AND x.changed_at < c.changed_at)
UNION SELECT substr(c.changed_at, 1, 10) FROM changes c JOIN bill_current b USING (bill_id)
  WHERE b.is_relevant = 1 AND c.field = 'bill' AND c.new IS NOT NULL
UNION SELECT correction_date FROM catalogue_corrections
UNION SELECT method_version FROM labels WHERE method = 'curated'
