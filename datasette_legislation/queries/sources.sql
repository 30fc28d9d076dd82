-- How is each source, and how many days old is what it brought?
SELECT *, CAST(julianday('now') - julianday(last_success_at) AS INTEGER) AS age_days
FROM source_health ORDER BY rank, title
