-- What of a place could not be read, and how often?
SELECT reason, count(*) AS times FROM quarantine
WHERE subject >= :jurisdiction || '-' AND subject < :jurisdiction || '.'
GROUP BY reason ORDER BY times DESC, reason LIMIT 10
