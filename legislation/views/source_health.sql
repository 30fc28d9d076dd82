-- When was each source last read, what did it bring, and what could not be read?
CREATE VIEW source_health AS
SELECT r.name AS source, r.run_id, r.started_at, r.finished_at, r.outcome, r.found, r.kept, r.skipped, r.quarantined,
  r.unknown_actions, r.errors,
  (SELECT max(x.finished_at) FROM runs x WHERE x.kind = 'crawl' AND x.name = r.name AND x.outcome = 'finished') AS last_success_at,
  (SELECT count(*) FROM bill_sources b WHERE b.source = r.name) AS bills
FROM runs r
WHERE r.kind = 'crawl'
  AND r.started_at = (SELECT max(x.started_at) FROM runs x WHERE x.kind = 'crawl' AND x.name = r.name);
