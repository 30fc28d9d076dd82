-- How many of the addresses that the knowledge base cites have no copy in the archive?
WITH cited AS (
  SELECT url FROM links WHERE kind IN ('official_text', 'official_status', 'text_copy', 'source')
  UNION SELECT source_url FROM amounts UNION SELECT source_url FROM dates
  UNION SELECT value FROM programs, json_each(sources) UNION SELECT source_url FROM program_results
  UNION SELECT json_extract(value, '$.url') FROM fees, json_each(links)
  UNION SELECT source_url FROM fee_amounts UNION SELECT source_url FROM fee_collections
  UNION SELECT json_extract(value, '$.source') FROM fee_conflicts, json_each(claims)
  UNION SELECT url FROM resources UNION SELECT value FROM areas, json_each(sources)
  UNION SELECT source_url FROM catalogue_corrections
)
SELECT count(*) AS cited, sum(NOT EXISTS (SELECT 1 FROM fetches f WHERE f.url = cited.url)) AS without_copy
FROM cited WHERE url IS NOT NULL
