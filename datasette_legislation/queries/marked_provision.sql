-- Where do the words stand in these provisions?
SELECT rowid, highlight(provisions_fts, 0, :open, :close) AS heading,
  snippet(provisions_fts, 1, :open, :close, '…', 44) AS text
FROM provisions_fts
WHERE provisions_fts MATCH :match AND rowid IN (SELECT value FROM json_each(:rowids))
