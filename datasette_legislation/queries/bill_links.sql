-- Where are the publisher's texts, papers and pages, and which are archived?
SELECT l.kind, l.url, l.media_type, l.version_id, v.number AS version_number, v.note AS version_note, l.document_number,
  d.note AS document_note, f.fetched_at, f.sha256
FROM links l LEFT JOIN versions v USING (version_id)
LEFT JOIN documents d ON d.bill_id = l.bill_id AND d.number = l.document_number
LEFT JOIN fetches f ON f.fetch_id = l.fetch_id
WHERE l.bill_id = :bill_id ORDER BY l.kind DESC, v.number, l.document_number, l.url
