-- Which printings of the bill are known, and how much of each was read?
SELECT v.version_id, v.number, v.note, v.date, v.classification, t.words, t.method, t.score, t.text IS NOT NULL AS is_readable,
  (SELECT count(*) FROM provisions p WHERE p.version_id = v.version_id) AS provisions
FROM versions v LEFT JOIN version_texts t USING (version_id) WHERE v.bill_id = :bill_id ORDER BY v.number
