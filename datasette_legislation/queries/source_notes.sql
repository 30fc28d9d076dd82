-- Which sources are out of date, and which want a credit? One never read to its end has no age.
SELECT source, title, credit, credit_url, last_success_at, age_days, coalesce(age_days > stale_after_days, 1) AS is_stale
FROM (SELECT source, title, credit, credit_url, stale_after_days, last_success_at,
  CAST(julianday('now') - julianday(last_success_at) AS INTEGER) AS age_days FROM source_health)
ORDER BY source
