-- On which days did bills take steps, or did the tracker learn something?
SELECT DISTINCT date AS day FROM actions JOIN bill_current USING (bill_id) WHERE is_relevant = 1
UNION SELECT DISTINCT substr(changed_at, 1, 10) FROM changes
UNION SELECT DISTINCT status_date FROM bill_current WHERE is_relevant = 1 AND status_date IS NOT NULL
UNION SELECT DISTINCT correction_date FROM catalogue_corrections
