-- Which sources know the bill, and when was each read?
SELECT s.source, s.identifier, s.title, s.publisher_status, s.url, f.fetched_at, f.sha256
FROM bill_sources s JOIN fetches f USING (fetch_id) WHERE s.bill_id = :bill_id ORDER BY s.source
