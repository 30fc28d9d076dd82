-- When was each source last read, what did it bring against what is expected of it, and what could not be read?
-- A source that was never read has no run. met: items of the last whole crawl; usual: the median of the ten
-- whole crawls before it.
CREATE VIEW source_health AS
SELECT s.source, s.entry, s.title, s.publisher, s.level, s.is_platform, s.places, s.url, s.key_variable, s.key_url, s.needs_key,
  s.credit, s.credit_url, s.rank, s.stale_after_days, s.least_items, s.known_gaps, s.exercised, s.exercised_note, s.verified,
  r.run_id, r.started_at, r.finished_at, r.outcome, r.is_whole, r.found, r.unchanged, r.missing, r.kept, r.skipped,
  coalesce(r.quarantined, 0) AS quarantined, r.unknown_actions, r.warnings, r.errors,
  (SELECT x.finished_at FROM runs x WHERE x.kind = 'crawl' AND x.name = s.source AND x.outcome = 'finished'
    ORDER BY x.is_whole DESC, x.started_at DESC LIMIT 1) AS last_success_at,
  (SELECT count(*) FROM bill_sources b WHERE b.source = s.source) AS bills,
  (SELECT x.found + x.unchanged FROM runs x WHERE x.kind = 'crawl' AND x.name = s.source AND x.outcome = 'finished'
    AND x.is_whole = 1 ORDER BY x.started_at DESC LIMIT 1) AS met,
  (SELECT avg(met) FROM (
    SELECT met, row_number() OVER (ORDER BY met) AS place, count(*) OVER () AS runs
    FROM (SELECT x.found + x.unchanged AS met FROM runs x WHERE x.kind = 'crawl' AND x.name = s.source
      AND x.outcome = 'finished' AND x.is_whole = 1 ORDER BY x.started_at DESC LIMIT 10 OFFSET 1))
    WHERE place IN ((runs + 1) / 2, (runs + 2) / 2)) AS usual
FROM sources s
LEFT JOIN runs r ON r.rowid = ( -- the index holds rowids: years of runs need not be opened to find the last
  SELECT x.rowid FROM runs x WHERE x.kind = 'crawl' AND x.name = s.source ORDER BY x.started_at DESC LIMIT 1);
