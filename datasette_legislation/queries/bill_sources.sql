-- Which sources know the bill, and when was each read?
SELECT s.source, o.title AS source_title, o.credit, s.identifier, s.title, s.publisher_status, s.url, s.actions, s.latest_action_date, s.versions, s.missing_since, f.fetched_at, f.sha256
FROM bill_sources s JOIN fetches f USING (fetch_id) LEFT JOIN sources o ON o.source = s.source WHERE s.bill_id = :bill_id ORDER BY s.source
