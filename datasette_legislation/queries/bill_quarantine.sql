-- What about the bill could not be read? Its versions' ids begin with its own.
SELECT step, subject, reason, url FROM quarantine
WHERE subject = :bill_id OR (subject >= :bill_id || '-' AND subject < :bill_id || '.')
  OR subject IN (SELECT link_id FROM links WHERE bill_id = :bill_id)
  OR subject IN (SELECT url FROM links WHERE bill_id = :bill_id)
ORDER BY subject, reason
