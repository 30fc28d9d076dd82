-- What does a list say of these bills?
SELECT c.bill_id, c.identifier, c.title, c.jurisdiction, c.jurisdiction_name, j.jurisdiction_id, c.level,
  s.identifier AS session, s.name AS session_name, c.status, c.status_date, c.is_session_over, c.status_method,
  c.latest_action_date, c.latest_action, c.is_relevant, c.is_verified, c.source, b.abstract,
  (SELECT json_group_array(s.source) FROM bill_sources s WHERE s.bill_id = c.bill_id) AS sources,
  (SELECT does FROM digest_lines d WHERE d.bill_id = c.bill_id ORDER BY d.class = :class DESC, entry_id, number LIMIT 1) AS digest
FROM json_each(:bill_ids) wanted CROSS JOIN bill_current c ON c.bill_id = wanted.value
JOIN bills b ON b.bill_id = c.bill_id
JOIN jurisdictions j ON j.jurisdiction = c.jurisdiction JOIN legislative_sessions s ON s.session_id = c.session_id
ORDER BY wanted.key
