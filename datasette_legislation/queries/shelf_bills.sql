-- By what can each bill be found? Session years stand in where no action is dated.
SELECT f.rowid AS rowid, c.bill_id, c.jurisdiction, c.level, c.status, c.is_session_over, c.is_relevant, c.is_verified,
  c.source, coalesce(c.status_date, c.latest_action_date, c.introduced_date, '') AS date,
  coalesce(c.latest_action_date, c.status_date, '') AS latest_action_date,
  coalesce(substr(coalesce(c.status_date, c.latest_action_date, c.introduced_date), 1, 4), s.start_year) AS year
FROM bills_fts f JOIN bill_current c USING (bill_id) JOIN legislative_sessions s USING (session_id)
