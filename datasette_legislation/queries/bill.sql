-- What is known of one bill, whatever the case its id is written in?
SELECT b.*, c.jurisdiction_name, c.level, c.status, c.status_date, c.is_session_over, c.status_why, c.status_method,
  c.is_relevant, c.relevance_why, c.relevance_method, c.entry_id, c.is_verified,
  s.name AS session_name, s.identifier AS session, j.jurisdiction_id, j.division_id, f.fetched_at, f.url AS fetched_url, f.sha256,
  st.score AS status_score
FROM bills b JOIN bill_current c ON c.bill_id = b.bill_id
JOIN legislative_sessions s ON s.session_id = b.session_id JOIN jurisdictions j ON j.jurisdiction = b.jurisdiction
JOIN fetches f ON f.fetch_id = b.fetch_id
LEFT JOIN statuses st ON st.bill_id = b.bill_id AND st.method = c.status_method
WHERE b.bill_id = :bill_id
