-- Where do the words stand in these considerations?
SELECT rowid, highlight(considerations_fts, 0, :open, :close) AS title,
  snippet(considerations_fts, 1, :open, :close, '…', 44) AS text
FROM considerations_fts
WHERE considerations_fts MATCH :match AND rowid IN (SELECT value FROM json_each(:rowids))
