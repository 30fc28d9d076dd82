-- Which addresses that the catalogue cites have no copy in the archive, host by host?
WITH cited AS (
  SELECT l.url FROM links l JOIN catalogue_entries e USING (bill_id)
  UNION SELECT value FROM programs, json_each(sources)
  UNION SELECT json_extract(value, '$.url') FROM fees, json_each(links)
  UNION SELECT source_url FROM fee_amounts
  UNION SELECT url FROM resources WHERE url IS NOT NULL
)
SELECT count(*) AS cited, sum(NOT EXISTS (SELECT 1 FROM fetches f WHERE f.url = cited.url)) AS without_copy FROM cited
