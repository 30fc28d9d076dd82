-- What was read of a version, and how?
SELECT t.text, t.inserted, t.deleted, t.words, t.method, t.method_version, t.score, l.url, f.fetched_at, f.sha256
FROM version_texts t LEFT JOIN links l USING (link_id) LEFT JOIN fetches f ON f.fetch_id = l.fetch_id
WHERE t.version_id = :version_id
