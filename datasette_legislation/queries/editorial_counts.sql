-- How many entries of each kind are there, and when was the oldest last checked?
SELECT 'laws' AS kind, count(*) AS entries, min(checked_date) AS oldest FROM catalogue_entries
UNION ALL SELECT 'fees', count(*), min(checked_date) FROM fees
UNION ALL SELECT 'programs', count(*), min(checked_date) FROM programs
